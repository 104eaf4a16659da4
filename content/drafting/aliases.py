"""Which names are of the same person: the full one, its parts, and none where two could be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from content.drafting.name_words import Mark, Word

_SHORT = {
    "joe": "joseph", "bill": "william", "bob": "robert", "rob": "robert", "tony": "antony", "mike": "michael",
    "jim": "james", "tom": "thomas", "ben": "benjamin", "dan": "daniel", "ed": "edward", "chuck": "charles",
    "ted": "edward", "jake": "jacob", "dick": "richard", "rick": "richard", "steve": "steven", "dave": "david",
    "tim": "timothy", "pete": "peter", "andy": "andrew", "greg": "gregory", "ron": "ronald", "don": "donald",
    "matt": "matthew", "nick": "nicholas", "liz": "elizabeth", "kate": "katherine", "pat": "patrick",
    "bibi": "benjamin", "sasha": "alexander", "alex": "alexander", "chris": "christopher", "jerry": "gerald",
    "larry": "lawrence",
}  # fmt: skip
_FAMILY_TIE = frozenset(("bin", "ibn", "bint", "binti"))
_SPLIT = re.compile(r"[-‑\s]+")


def core(words: Iterable[Word]) -> tuple[str, ...]:
    """The parts of a name by which it is compared: lower case, no accents, initials and suffixes, hyphens parted."""
    parts: list[str] = []
    for word in words:
        if word.mark & (Mark.INITIAL | Mark.SUFFIX) or not word.text[0].isalpha():
            continue
        parts += [part for part in _SPLIT.split(plain(word.key)) if part]
    return tuple(parts)


def plain(key: str) -> str:
    """A word without accents, apostrophes and the Arabic article."""
    if not key.isascii():
        import unicodedata  # some milliseconds, and most texts have no such name

        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    return key.replace("'", "") if "'" in key else key


def is_same(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name of two or more parts is a shorter form of a fuller one."""
    if short == full:
        return True
    if len(short) > len(full):
        return False
    if len(short) == 2 == len(full) and short[0] == full[1] and short[1] == full[0]:
        # Japanese names stand either way round.
        return True
    if len(short) < len(full) and _stands_in(short, full):
        return True
    if short[-1] != full[-1]:
        return False
    if _is_in_order(short, full):
        return True
    given, other = short[0], full[0]
    return short[1:] in (full[1:], full[-1:]) and (
        _SHORT.get(given) == _SHORT.get(other, other) or _SHORT.get(other) == given
    )


_SPELLINGS = (
    (re.compile(r"ou|oo|ow|u"), "o"),
    (re.compile(r"e"), "a"),
    (re.compile(r"y"), "i"),
    (re.compile(r"[cq]"), "k"),
)
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST_SPELT = 5
"""Letters of the shortest part of a name that may be spelt in two ways; shorter ones are too often two names."""


def sound(part: str) -> str:
    """The part of a name in one spelling for all: Mohammad and Mohamed, Rouhani and Rowhani, Sergei and Sergey."""
    if len(part) < _SHORTEST_SPELT:
        return part
    rest = part[1:]
    for pattern, letter in _SPELLINGS:
        rest = pattern.sub(letter, rest)
    return _DOUBLED.sub(r"\1", part[0] + rest)


def _stands_in(short: Sequence[str], full: Sequence[str]) -> bool:
    return any(tuple(full[n : n + len(short)]) == tuple(short) for n in range(len(full) - len(short) + 1))


def _is_in_order(short: Sequence[str], full: Sequence[str]) -> bool:
    rest = iter(full)
    return all(part in rest for part in short)


def surname(words: Sequence[Word]) -> str:
    """The part of a name that stands for it alone: the first of a Chinese or Korean name, else the last."""
    names = [word for word in words if word.mark & Mark.CAPITAL and not word.mark & (Mark.INITIAL | Mark.SUFFIX)]
    shouted = [word for word in names if len(word.text) > 2 and word.text.isupper()]
    if len(shouted) == 1 < len(names):
        return plain(shouted[0].key)
    is_eastern = len(names) <= 3 and bool(names[0].mark & Mark.FAMILY) and not names[-1].mark & Mark.KNOWN
    if (
        is_eastern
        and names[0].mark & Mark.FIRST
        and names[0].key not in _EASTERN_FIRST
        and names[-1].mark & Mark.SURNAME
    ):
        is_eastern = False
    if not is_eastern and len(names) == 2 and names[0].mark & Mark.KNOWN and not names[1].mark & Mark.SURNAME:
        is_eastern = not names[0].mark & Mark.FIRST and not names[1].mark & Mark.KNOWN
    return plain((names[0] if is_eastern else names[-1]).key)


_EASTERN_FIRST = frozenset(("kim", "lee"))


def parts_alone(words: Sequence[Word]) -> set[str]:
    """The parts of a name that can stand for it alone; not one behind "bin", which names the father."""
    parts: set[str] = set()
    for index, word in enumerate(words):
        if not word.mark & Mark.CAPITAL or word.mark & (Mark.INITIAL | Mark.SUFFIX):
            continue
        if index and words[index - 1].key in _FAMILY_TIE and not words[index - 1].mark & Mark.CAPITAL:
            continue  # but "Mohamed Ibn Chambas" is Chambas
        key = plain(word.key)
        parts.add(key)
        if key[:3] in ("al-", "el-", "as-"):
            parts.add(key[3:])
    return parts
