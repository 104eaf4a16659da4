"""Where a run of words that may be a name begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.drafting.name_words import Mark, Word
from content.drafting.word_lists import word_list

_LONGEST = 12
"""Words of the longest name; a longer run is a list or no text at all."""
_GIVEN_WITH_HYPHEN = re.compile(r"[A-Z][a-z]+[-‑][A-Za-z][a-z]+\Z")
_QUOTES = frozenset('“”"‘’()')


def _can_be_in(word: Word) -> bool:
    """Whether a word may stand in a name wherever it stands."""
    mark = word.mark
    if not mark & Mark.CAPITAL or mark & (Mark.PHRASE | Mark.LETTERS):
        return False
    if mark & (Mark.NAME | Mark.INITIAL):
        return True
    if mark & Mark.BODY:
        return False
    if mark & (Mark.FIRST | Mark.FAMILY | Mark.KNOWN) and not mark & (Mark.TITLE | Mark.PEOPLE):
        return not (mark & Mark.CALENDAR)
    return False


def _can_end(words: Sequence[Word], index: int, first: int) -> bool:
    """Whether a plain word, a place or a title may be the surname behind a first name: "Ben Bland", "Angus King"."""
    word, before = words[index], words[index - 1]
    if not word.mark & Mark.CAPITAL or word.mark & (Mark.PHRASE | Mark.LETTERS):
        return False
    if before.mark & Mark.FAMILY and index - first == 1 and is_korean_given(word):
        return True
    is_told = index + 1 < len(words) and words[index + 1].mark & Mark.RELATES
    if (
        is_told
        and index - first > 1
        and before.mark & Mark.NAME
        and word.mark & (Mark.SURNAME | Mark.BODY) == Mark.SURNAME
    ):
        # Behind two names a verb of speaking is enough: "Junever Mahilum West said".
        return True
    if not (before.mark & (Mark.FIRST | Mark.INITIAL) and not before.mark & (Mark.TITLE | Mark.PEOPLE)):
        return False
    if before.mark & Mark.OPENING and before.mark & Mark.COMMON:
        return False
    if index - first == 1 and before.mark & (Mark.PLACE | Mark.COMMON):
        return bool(word.mark & Mark.SURNAME and not word.mark & (Mark.TITLE | Mark.BODY | Mark.PLACE | Mark.PEOPLE))
    return bool(word.mark & (Mark.SURNAME | Mark.FAMILY))


def run_end(words: Sequence[Word], first: int, is_headline: bool) -> int:
    """Where the run of name words ends that begins at `first`; `first` if none begins there."""
    index = first
    count = len(words)
    while index < min(count, first + 3) and words[index].mark & Mark.PARTICLE and not words[index].mark & Mark.CAPITAL:
        # Particles in small letters begin a name only right before one: "von der Leyen".
        if words[index].key in ("do", "e", "y", "le", "du", "m", "ten", "ben", "da", "den", "la", "das"):
            return first
        index += 1
    if index > first and (index >= count or not words[index].mark & Mark.NAME):
        return first
    if index >= count or not _begins(words, index):
        return first
    start = index
    while index < min(count, first + _LONGEST):
        word = words[index]
        if index > first and words[index - 1].mark & Mark.OWNER:
            break
        if word.mark & Mark.SUFFIX:
            index += 1
            if word.key in ("ii", "iii", "iv", "jr", "sr"):
                break
            continue
        if word.text == "," and index + 1 < count and words[index + 1].key in ("jr", "sr"):
            index += 1
            continue
        if word.text in _QUOTES and index > first and _is_nickname(words, index):
            index += 4
            continue
        if word.mark & Mark.PARTICLE and not word.mark & Mark.CAPITAL:
            ahead = index
            while (
                ahead < min(count, index + 3)
                and words[ahead].mark & Mark.PARTICLE
                and not words[ahead].mark & Mark.CAPITAL
            ):
                ahead += 1
            if (
                index > first
                and ahead < count
                and ahead - index < 3
                and words[ahead].mark & (Mark.NAME | Mark.FIRST | Mark.SURNAME)
            ):
                index = ahead
                continue
            break
        if (
            index == start
            or _is_sen(words, index, start)
            or _is_particle(words, index)
            or _can_be_in(word)
            or (index > first and _can_end(words, index, first))
            or (first < index < first + 3 and not is_headline and _is_titled_word(words, index, first))
            or (index == start + 1 and not is_headline and _is_plain_surname(words, index))
            or (index == start + 1 and _is_shouted(words, index, start))
            or (index == start + 1 and words[start].mark & Mark.LETTERS and word.mark & (Mark.SURNAME | Mark.KNOWN))
        ):
            index += 1
            continue
        break
    while index > first and words[index - 1].text == ",":
        index -= 1
    return index


def _is_particle(words: Sequence[Word], index: int) -> bool:
    """Whether a particle with a capital stands before the rest of a surname: "Elio De Bolle"."""
    mark = words[index].mark
    if not mark & Mark.PARTICLE or not mark & Mark.CAPITAL or mark & (Mark.PHRASE | Mark.OWNER):
        return False
    return index + 1 < len(words) and bool(words[index + 1].mark & (Mark.NAME | Mark.KNOWN | Mark.FIRST))


def _is_plain_surname(words: Sequence[Word], index: int) -> bool:
    """Whether a plain word or a place ends a name behind a first name that is nothing else: "Daniel Fried"."""
    first, word = words[index - 1].mark, words[index].mark
    if not first & Mark.FIRST or first & (Mark.NOT_A_NAME & ~Mark.TITLE | Mark.TITLE | Mark.PHRASE | Mark.OWNER):
        return False
    if not word & Mark.CAPITAL or word & (Mark.NOT_A_NAME & ~(Mark.COMMON | Mark.PLACE) | Mark.PHRASE):
        return False
    if index > 1 and words[index - 2].key in ("the", "a", "an", "this", "of"):
        return False
    following = words[index + 1].mark if index + 1 < len(words) else 0
    return not following & (Mark.CAPITAL | Mark.BODY) and words[index].key[-1] != "s"


def _is_shouted(words: Sequence[Word], index: int, start: int) -> bool:
    """Whether capitals behind a title are part of a name: "Mr. IWAYA Takeshi", "Gen. CQ Brown"."""
    before = words[start - 1].mark if start else 0
    word = words[index]
    if not before & (Mark.HONORIFIC | Mark.OFFICE) or not word.mark & Mark.LETTERS or not word.text.isalpha():
        return False
    if word.mark & (Mark.PLACE | Mark.BODY) or len(word.text) < (2 if index == start else 3):
        return False
    other = words[index + 1] if index == start and index + 1 < len(words) else words[start]
    return (
        other is not word
        and other.text.istitle()
        and bool(
            other.mark & (Mark.NAME | Mark.FIRST | Mark.SURNAME | Mark.KNOWN)
            and not other.mark & (Mark.BODY | Mark.PLACE)
        )
    )


def _is_titled_word(words: Sequence[Word], index: int, first: int) -> bool:
    """Whether a plain word ends a name behind a title: "Prime Minister Menachem Begin"."""
    title = Mark.OFFICE | Mark.OFFICES | Mark.HONORIFIC
    if not first or not words[first - 1].mark & title or not words[index - 1].mark & Mark.NAME:
        return False
    mark = words[index].mark
    if not mark & Mark.CAPITAL or not mark & Mark.COMMON:
        return False
    following = words[index + 1].mark if index + 1 < len(words) else 0
    is_told = bool(following & Mark.RELATES and not following & Mark.CAPITAL and mark & Mark.SURNAME)
    return mark & Mark.NOT_A_NAME == Mark.COMMON or is_told


def _is_nickname(words: Sequence[Word], index: int) -> bool:
    """Whether a quotation mark opens a nickname before a surname: Benjamin “Bibi” Netanyahu."""
    if index + 3 >= len(words) or words[index + 2].text not in _QUOTES:
        return False
    return bool(words[index + 1].mark & Mark.CAPITAL) and _can_be_in(words[index + 3])


def _is_sen(words: Sequence[Word], index: int, start: int) -> bool:
    """The surname Sen, which is an honorific too: "Amartya Sen said"."""
    if words[index].text != "Sen" or index == start:
        return False
    return index + 1 == len(words) or not words[index + 1].mark & Mark.CAPITAL


def is_korean_given(word: Word) -> bool:
    """Whether a word is spelt like "Geun-hye"; its halves may be plain words: "Young-min"."""
    return bool(_GIVEN_WITH_HYPHEN.match(word.text)) and not word.mark & (Mark.PLACE | Mark.PEOPLE | Mark.OFFICE)


def _begins(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    mark = word.mark
    if mark & Mark.PLACE and index > 1 and words[index - 1].key in ("of", "to") and words[index - 2].mark & Mark.OFFICE:
        return False  # "the Prime Minister of Canada Stephen Harper"
    if mark & Mark.LETTERS and _is_shouted(words, index, index):
        return True
    if mark & Mark.BODY and mark & Mark.FAMILY and mark & Mark.CAPITAL and index:
        # "Foreign Minister Park": a family name, if nothing goes on behind it.
        following = words[index + 1].mark if index + 1 < len(words) else 0
        if words[index - 1].mark & (Mark.OFFICE | Mark.HONORIFIC) and not following & (Mark.CAPITAL | Mark.BODY):
            return True
    if mark & Mark.PARTICLE and mark & Mark.CAPITAL and not mark & (Mark.PHRASE | Mark.NAME):
        # "Von der Leyen said", "Al Thani said".
        following = words[index + 1].mark if index + 1 < len(words) and not mark & Mark.OWNER else 0
        if following & (Mark.NAME | Mark.KNOWN) or (following & Mark.PARTICLE and not following & Mark.COMMON):
            return True
    if not _can_be_in(word):
        # "Park Geun-hye", "Bishop" and the like stand in the lists as offices, places or bodies too.
        if mark & Mark.CAPITAL and mark & Mark.FAMILY and index + 1 < len(words):
            return is_korean_given(words[index + 1])
        if mark & (Mark.HONORIFIC | Mark.OFFICE | Mark.DUTY) and word.key != "don":
            return False
        if (
            mark & Mark.CAPITAL
            and mark & Mark.FIRST
            and not mark & (Mark.LETTERS | Mark.PHRASE)
            and index + 1 < len(words)
        ):
            return bool(words[index + 1].mark & (Mark.NAME | Mark.KNOWN | Mark.INITIAL)) and not mark & Mark.OWNER
        return bool(
            mark & Mark.CAPITAL
            and mark & Mark.SURNAME
            and not mark & (Mark.PHRASE | Mark.LETTERS | Mark.BODY | Mark.TITLE)
        )
    if mark & Mark.OPENING and mark & Mark.COMMON and not mark & Mark.NAME:
        following = words[index + 1].mark if index + 1 < len(words) and not mark & Mark.OWNER else 0
        if word.key not in word_list("never_alone") and (mark & Mark.OWNER or following & (Mark.ACTS | Mark.RELATES)):
            return True
        return bool(
            following & (Mark.NAME | Mark.KNOWN | Mark.INITIAL) or (mark & Mark.FIRST and following & Mark.SURNAME)
        )
    return True
