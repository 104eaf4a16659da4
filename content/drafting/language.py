"""In which language a text is written, as far as drafting must know it: in English or not."""

from __future__ import annotations

import re

_SAMPLE = 20_000
"""Code points: as many as tell the language of a text."""
_SHORT = 12
"""Words: in fewer, a heading for instance, function words may be missing."""
_SHARE = 0.18
"""How many of an English text's words are function words at least; in news it is about 0.4."""

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
    "dan yang di untuk dengan dari ini itu pada akan tidak"
) - frozenset(("for", "to", "do", "no", "on", "as", "or", "he"))


def is_english(text: str) -> bool:
    """Whether a text is written in English, by its letters and by the share of its function words.

    A text without letters is not. A short one, without words that tell, is taken for English if its letters are plain.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_SAMPLE])]
    letters = sum(map(len, words))
    if not letters:
        return False
    plain = sum(1 for word in words for letter in word if letter.isascii())
    if plain < letters * 0.8:
        return False
    english = sum(1 for word in words if word in _ENGLISH)
    foreign = sum(1 for word in words if word in _FOREIGN)
    telling = sum(1 for word in words if word in _ENGLISH and word not in _SHARED and word not in _FOREIGN)
    if len(words) < _SHORT:
        return telling >= foreign and (english > 0 or foreign == 0) and (telling > 0 or plain > letters * 0.9)
    return english >= len(words) * _SHARE and telling > foreign
