"""The word lists of drafting, kept in words/*.txt; words/SOURCES.md says where each comes from."""

from __future__ import annotations

import os
from functools import cache
from typing import NamedTuple

_FOLDER = os.path.join(os.path.dirname(__file__), "words")  # noqa: PTH118, PTH120 (pathlib is milliseconds at start)


class Phrases(NamedTuple):
    """Words and runs of words. `tails` gives for a first word what may follow it, the longest first."""

    words: frozenset[str]
    tails: dict[str, list[tuple[str, ...]]]


@cache
def word_list(name: str) -> frozenset[str]:
    """The lines of a list in lower case, read once."""
    return frozenset(_lines(name))


@cache
def phrase_list(name: str) -> Phrases:
    """The lines of a list in lower case, those of several words apart."""
    tails: dict[str, list[tuple[str, ...]]] = {}
    words = []
    for line in _lines(name):
        first, *rest = line.split()
        if rest:
            tails.setdefault(first, []).append(tuple(rest))
        else:
            words.append(first)
    for known in tails.values():
        known.sort(key=len, reverse=True)
    return Phrases(frozenset(words), tails)


def _lines(name: str) -> list[str]:
    with open(os.path.join(_FOLDER, f"{name}.txt"), encoding="utf-8") as file:  # noqa: PTH118
        return file.read().lower().splitlines()
