"""The words of a sentence with what each can be in a name: a first name, a title, a place, a plain word."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from content.drafting.word_lists import phrase_list, word_list


class Mark:
    """Bits for what a word can be, as far as the lists and its spelling say; several at once.

    Plain numbers, not an enum: a sentence asks a few hundred times.
    """

    CAPITAL: Final = 1 << 0
    NAME: Final = 1 << 1
    """Capitalised and no word that the lists know: a name of somebody or something."""
    FIRST: Final = 1 << 2
    SURNAME: Final = 1 << 3
    FAMILY: Final = 1 << 4
    """A Chinese, Korean or Vietnamese family name, which stands first."""
    KNOWN: Final = 1 << 5
    """The surname of a statesman, or a Japanese family name."""
    COMMON: Final = 1 << 6
    PLACE: Final = 1 << 7
    PEOPLE: Final = 1 << 8
    """A demonym."""
    BODY: Final = 1 << 9
    """A word that makes what it stands in an organisation, an event or a place: Council, Summit, Lake."""
    CALENDAR: Final = 1 << 10
    OFFICE: Final = 1 << 11
    """A word for what somebody is: minister, director, analyst."""
    OFFICES: Final = 1 << 12
    """The same in the plural."""
    DUTY: Final = 1 << 13
    """A word that may stand before or behind an office: deputy, foreign, defense."""
    HONORIFIC: Final = 1 << 14
    INITIAL: Final = 1 << 15
    SUFFIX: Final = 1 << 16
    PARTICLE: Final = 1 << 17
    OWNER: Final = 1 << 18
    """With 's or ’s behind it."""
    LETTERS: Final = 1 << 19
    """An abbreviation in capitals."""
    OPENING: Final = 1 << 20
    """The first word of a sentence or of a quotation: its capital says nothing."""
    PHRASE: Final = 1 << 21
    """Part of a place or body of several words."""
    RELATES: Final = 1 << 22
    """A verb of speaking."""
    ACTS: Final = 1 << 23
    """A verb that mostly has a person before it."""
    TITLE: Final = OFFICE | OFFICES | DUTY | HONORIFIC
    NOT_A_NAME: Final = COMMON | PLACE | PEOPLE | BODY | CALENDAR | LETTERS | TITLE


class Word(NamedTuple):
    """A word or a mark of punctuation; `start` and `end` are code points into the text, the 's of an owner left out.

    `key` is lower case, apostrophes straight, without a full stop.
    """

    text: str
    key: str
    start: int
    end: int
    mark: int


_PIECE = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s)|[^\W\d_]\w*(?:[-‑'’][^\W\d_]\w*)*|\d[\d,.]*\d|\d|\S",
)
_HUMPED = re.compile(
    r"(?!(?:Ma?c|De|Del|Des|Di|Du|D|La|Le|Lo|Van|Von|Fitz|Al|El|Ben|Bin|Ter|Abu|San|St|O)[A-Z])"
    r"[A-Z][a-z]+[A-Z]+[a-z]+"
)
"""Capitals inside a word, as firms and groups write themselves: YouTube, and not McCain."""
_CONTRACTIONS = frozenset(("m", "re", "ve", "ll", "d", "t"))
_OPENERS = frozenset(("“", '"', "‘", ":", "—", "–", "•", "(", "["))
_ROMAN = frozenset(("ii", "iii", "iv"))
_DUTY_ENDINGS = ("-based", "-elect", "-born", "-led", "-designate", "-affiliated", "-backed", "-appointed", "-ranking")


def read_words(text: str, start: int, end: int) -> list[Word]:
    """The words of one sentence, marked. Time is linear in its length."""
    raw: list[tuple[str, int, int, bool]] = []
    for piece in _PIECE.finditer(text, start, end):
        begin, stop = piece.span()
        word = piece[0]
        owner = False
        if word[-2:] in ("'s", "’s") and len(word) > 2:
            word, stop, owner = word[:-2], stop - 2, True
        elif raw and word == "." and raw[-1][2] == begin and raw[-1][0].lower() in word_list("dotted"):
            last = raw.pop()
            raw.append((last[0] + ".", last[1], stop, False))
            continue
        elif raw and word in ("'", "’") and raw[-1][2] == begin and raw[-1][0][-1:] == "s":
            last = raw.pop()
            raw.append((last[0], last[1], last[2], True))
        raw.append((word, begin, stop, owner))
    shouted = _shouted(raw)
    words = []
    opening = True
    for index, (word, begin, stop, owner) in enumerate(raw):
        first = word[0]
        if not first.isalpha():
            words.append(Word(word, word, begin, stop, 0))
            opening = opening or word in _OPENERS
            continue
        key = word.lower().replace("’", "'").replace("‑", "-")
        mark = _mark(word, key.rstrip("."), opening, index < shouted)
        words.append(
            Word(word, key.rstrip(".") if key.count(".") < 2 else key, begin, stop, mark | (Mark.OWNER if owner else 0))
        )
        opening = False
    _lower_names(words)
    _join_phrases(words)
    return words


def _shouted(raw: list[tuple[str, int, int, bool]]) -> int:
    """How many words from the first are written in capitals throughout: a headline, or a speaker before a colon."""
    letters = [word for word, *_ in raw if len(word) > 1 and word[0].isalpha()]
    if len(letters) > 1 and sum(word.isupper() for word in letters) * 10 > 7 * len(letters):
        return len(raw)
    for index, (word, *_) in enumerate(raw[:8]):
        if word == ":":
            return index
        if word[0].isalpha() and not word.isupper():
            break
    return 0


def _lower_names(words: list[Word]) -> None:
    """Takes a name that alone is written in capitals for a name, and not for letters: "JOSEP BORRELL spoke"."""
    for index in range(len(words) - 1):
        first, last = words[index].mark, words[index + 1].mark
        if not first & last & Mark.LETTERS or not first & Mark.FIRST or first & (Mark.NOT_A_NAME & ~Mark.LETTERS):
            continue
        is_known = last & (Mark.FIRST | Mark.SURNAME | Mark.KNOWN)
        if (last & (Mark.NOT_A_NAME & ~Mark.LETTERS) and not is_known) or len(words[index + 1].text) < 4:
            continue
        for n in (index, index + 1):
            words[n] = words[n]._replace(mark=words[n].mark & ~Mark.LETTERS | Mark.NAME)


@cache
def _known() -> dict[str, int]:
    """What the lists say of a word in lower case, whatever its spelling in the text."""
    known = dict.fromkeys(word_list("common_words"), Mark.COMMON)
    places, demonyms = phrase_list("places").words, phrase_list("demonyms").words
    for words, mark in (
        (word_list("first_names"), Mark.FIRST),
        (word_list("given_names_world"), Mark.FIRST),
        (word_list("surnames"), Mark.SURNAME),
        (word_list("family_names_east_asia"), Mark.FAMILY),
        (word_list("family_names"), Mark.KNOWN),
        (places, Mark.PLACE),
        (demonyms, Mark.PEOPLE),
        (word_list("bodies"), Mark.BODY),
        (word_list("calendar"), Mark.CALENDAR),
        (word_list("offices"), Mark.OFFICE),
        (word_list("offices_plural"), Mark.OFFICES),
        (word_list("office_words"), Mark.DUTY),
        (word_list("honorifics"), Mark.HONORIFIC),
        (word_list("suffixes"), Mark.SUFFIX),
        (word_list("particles"), Mark.PARTICLE),
        (word_list("reporting_verbs"), Mark.ACTS),
        (word_list("speech_verbs"), Mark.RELATES),
    ):
        for word in words:
            known[word] = known.get(word, 0) | mark
    return known


_ALWAYS = Mark.OFFICE | Mark.OFFICES | Mark.DUTY | Mark.PARTICLE | Mark.ACTS | Mark.RELATES | Mark.COMMON
_NOUN_ENDINGS = ("ation", "ition", "ution", "ction", "ment", "ship", "ness", "ology", "ism", "ability", "ibility")
_ARTICLES = ("al-", "el-", "as-", "ar-", "an-", "ad-", "at-", "ul-")


def _mark(word: str, key: str, opening: bool, shouted: bool) -> int:
    known = _known()
    mark = known.get(key, 0)
    if not mark and not key.isascii():
        # The lists have most names without the marks of their languages: González, José.
        mark = known.get(_unmarked(key), 0) & (Mark.FIRST | Mark.SURNAME | Mark.KNOWN | Mark.PLACE)
    if "-" in key:
        head, tail = key.split("-", 1)[0], key.rsplit("-", 1)[1]
        if known.get(tail, 0) & Mark.OFFICE or head in ("director", "editor"):
            mark |= Mark.OFFICE
        elif key.endswith(_DUTY_ENDINGS):
            mark |= Mark.DUTY
        elif not mark and known.get(head, 0) & (Mark.PLACE | Mark.PEOPLE):
            mark |= Mark.PLACE
    is_upper = word[0].isupper() or (word[:3] in _ARTICLES and word[3:4].isupper())
    if not is_upper:
        return mark & _ALWAYS
    if "'" in key and key.rsplit("'", 1)[1] in _CONTRACTIONS:
        return Mark.CAPITAL | Mark.COMMON | (Mark.OPENING if opening else 0)
    mark |= Mark.CAPITAL
    if opening:
        mark |= Mark.OPENING
    if len(word) > 1 and word[-1] == "." and key not in word_list("dotted"):
        if (
            mark & Mark.PLACE
            or known.get(word.lower(), 0) & Mark.PLACE
            or known.get(key.replace(".", ""), 0) & Mark.PLACE
        ):
            return Mark.CAPITAL | Mark.PLACE | (mark & Mark.OPENING)
        return Mark.CAPITAL | Mark.INITIAL | (mark & Mark.OPENING)
    if mark & Mark.SUFFIX:
        return Mark.CAPITAL | Mark.SUFFIX
    if not mark & (Mark.COMMON | Mark.FIRST | Mark.KNOWN | Mark.FAMILY) and (
        is_common(key) or (key.endswith(_NOUN_ENDINGS) and len(key) > 7 and not mark & Mark.SURNAME)
    ):
        mark |= Mark.COMMON
    if key[-1:] == "s" and not mark & (Mark.FIRST | Mark.SURNAME | Mark.KNOWN) and known.get(key[:-1], 0) & Mark.BODY:
        mark |= Mark.BODY
    if not shouted and len(word) > 1 and word.isupper():
        mark |= Mark.LETTERS
    if _HUMPED.match(word):
        mark |= Mark.BODY
    if not mark & Mark.NOT_A_NAME:
        mark |= Mark.NAME
    return mark


def _unmarked(key: str) -> str:
    """The word without accents, tildes and the like."""
    import unicodedata  # some milliseconds, and most texts have no such word

    return "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))


def is_common(key: str) -> bool:
    """Whether a word in lower case is plain English, its usual endings taken off."""
    common = word_list("common_words")
    if key in common:
        return True
    if "-" in key:
        return all(part in common for part in key.split("-"))
    if key[-1:] == "s" and (key[:-1] in common or (key[-2:] == "es" and key[:-2] in common)):
        return True
    if key[-3:] == "ing":
        return key[:-3] in common or key[:-3] + "e" in common
    return key[-2:] == "ed" and (key[:-2] in common or key[:-1] in common)


def _join_phrases(words: list[Word]) -> None:
    """Marks the words of places and bodies whose name has several."""
    index = 0
    lists = (
        (phrase_list("places"), Mark.PLACE),
        (phrase_list("body_names"), Mark.BODY),
        (phrase_list("demonyms"), Mark.PEOPLE),
    )
    while index < len(words):
        length = 1
        if words[index].mark & Mark.CAPITAL:
            for phrases, mark in lists:
                for tail in phrases.tails.get(words[index].key, ()):
                    found = words[index + 1 : index + 1 + len(tail)]
                    if tuple([word.key for word in found]) == tail and found[-1].mark & Mark.CAPITAL:
                        length = 1 + len(tail)
                        for n in range(index, index + length):
                            kept = words[n].mark & ~Mark.NAME
                            words[n] = words[n]._replace(mark=kept | mark | Mark.PHRASE)
                        break
                if length > 1:
                    break
        index += length
