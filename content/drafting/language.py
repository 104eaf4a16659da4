"""In which language a text is written, as far as drafting must know it: in English or not."""

from __future__ import annotations

import re

from content.drafting.word_lists import word_list

_SAMPLE = 20_000
"""Code points: as many as tell the language of a text."""
_SHORT = 12
"""Words: in fewer, a heading for instance, function words may be missing."""
_FEWEST = 3
"""Words: fewer tell nothing of the language."""
_SHARE = 0.18
"""How many of an English text's words are function words at least; in news it is about 0.4."""
_KNOWN_SHARE = 0.3
"""How many of the longer words are common English ones where names, titles and figures leave no room for others."""

_WORD = re.compile(r"[^\W\d_]+")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split(" "))


_ENGLISH = _set(
    "the of and to that for is was with on as by at from it be are has have had this which they were not will would "
    "their its he she his her but who been an or more about after over said than into when also if we you our there "
    "what can could should may these those between before because while during against under through only other some "
    "such new in a"
)
_SHARED = _set("in a an of on as me so was is he had we be to will over under her at by if or for it die")
"""Words of English that other languages write as well: they tell nothing by themselves."""
_FOREIGN = _set(
    "der die das und den dem des ein eine einer mit von zu für auf ist nicht sich auch im zum zur bei nach wird wurde "
    "le la les des du une et est dans pour que qui sur par avec au aux pas ne ont été son sa ses il elle cette "
    "los las del y en por con para una no se su sus lo más como pero fue ha "
    "il di che per con del della dei delle gli nel nella sono è non ai dal si anche "
    "o os da do dos das em um uma não com ao pela pelo foi mais "
    "de het een van en dat niet zijn voor met op te aan ook bij naar werd "
    "och att det som en på är av för med ett den inte till har om jag "
    "og er ikke af til på det som har med for blev "
    "w z na do nie się jest przez od że jako oraz po "
    "ve bir bu da için ile olarak olan daha "
    "dan yang di untuk dengan dari ini itu pada akan tidak dalam oleh sebagai telah juga kepada "
    "và của các là những được trong cho với một người không này đã "
    "hai hain ke ki ka ko se ne aur mein nahi nahin yeh woh bhi tha thi kar liye apne "
    "ja ei että se oli mutta kun myös hän "
    "a az és hogy nem egy ez volt meg csak "
    "și în la cu pe care este din mai sunt "
    "je v se na že jsou ale pro jako ve "
    "na ya wa kwa katika ni za cha hii "
    "ang ng mga sa ay"
) - frozenset(("for", "to", "do", "no", "on", "as", "or", "he", "a", "an", "so", "me", "by", "be", "its", "had"))


def is_english(text: str) -> bool:
    """Whether a text is written in English, by its letters and by the share of its function words.

    A text without letters is not. Where names leave few function words, as in a heading, the common English words tell;
    fewer than three words are taken for English if their letters are plain.
    """
    sample = text[:_SAMPLE]
    words = [word.casefold() for word in _WORD.findall(sample)]
    letters = sum(map(len, words))
    if not letters:
        return False
    marked = 0 if sample.isascii() else sum(1 for letter in sample if letter > "\x7f" and letter.isalpha())
    if marked > letters * 0.2:
        return False
    english = sum(1 for word in words if word in _ENGLISH)
    foreign = sum(1 for word in words if word in _FOREIGN)
    telling = sum(1 for word in words if word in _ENGLISH and word not in _SHARED and word not in _FOREIGN)
    if len(words) < _FEWEST:
        return telling > foreign or (foreign == 0 and marked == 0)
    if telling > foreign and (len(words) < _SHORT or english >= len(words) * _SHARE):
        return True
    longer = [word for word in words if len(word) > 3]
    common = word_list("common_words")
    known = sum(1 for word in longer if word in common or (word[-1] == "s" and word[:-1] in common))
    return known > 2 * foreign and known >= len(longer) * _KNOWN_SHARE
