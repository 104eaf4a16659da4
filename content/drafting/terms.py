"""Words and phrases found in a text by one look-up a word, whatever the number of terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Slot = tuple[str, int]
"""What a term is counted for: its use, and the pane."""
_WORD = re.compile(r"[^\W_]+")
_MOST_KEPT = 20_000


class Word(NamedTuple):
    """A word of a text: as it stands, folded for comparing, and where it begins, in code points."""

    word: str
    folded: str
    start: int


class Found(NamedTuple):
    """A term that stands at the word with the number `at`."""

    slot: Slot
    value: int
    at: int
    term: str


class _Term(NamedTuple):
    term: str
    words: tuple[str, ...]
    is_stem: bool
    slot: Slot
    value: int


def words_of(text: str) -> list[Word]:
    """The words of a text: runs of letters and digits, so that a hyphen, a dot and an apostrophe part them."""
    return [Word(match[0], match[0].casefold(), match.start()) for match in _WORD.finditer(text)]


class Lexicon:
    """Terms with what they count for. One with a capital letter counts only as it is written, others in any case.

    At one place the longest term of a slot counts, and its words for no other term of the slot.
    """

    def __init__(self, terms: Iterable[tuple[str, Slot, int]]) -> None:
        self._firsts: dict[str, list[_Term]] = defaultdict(list)
        self._stems: dict[str, list[_Term]] = defaultdict(list)
        self._kept: dict[str, tuple[_Term, ...]] = {}
        for term, slot, value in terms:
            words = tuple(_WORD.findall(term))
            is_stem = term.endswith("*")
            first = self._stems if is_stem and len(words) == 1 else self._firsts
            first[words[0]].append(_Term(term, words, is_stem, slot, value))
        self._lengths = sorted({len(stem) for stem in self._stems})

    def find(self, words: Sequence[Word], low: int, high: int) -> list[Found]:
        """The terms that stand in `words[low:high]`, in order."""
        found: list[Found] = []
        free: dict[Slot, int] = {}
        for at in range(low, high):
            for term in self._beginning(words[at]):
                if free.get(term.slot, low) <= at and _stands(term, words, at, high):
                    free[term.slot] = at + len(term.words)
                    found.append(Found(term.slot, term.value, at, term.term))
        return found

    def _beginning(self, word: Word) -> tuple[_Term, ...]:
        """The terms that begin with a word, the longest first."""
        kept = self._kept.get(word.word)
        if kept is None:
            forms = {word.word, word.folded}
            terms = [term for form in forms for term in self._firsts.get(form, ())]
            for length in self._lengths:
                stems = {form[:length] for form in forms if len(form) >= length}
                terms.extend(term for stem in stems for term in self._stems.get(stem, ()))
            kept = tuple(sorted(terms, key=lambda term: (-len(term.words), term.is_stem, -len(term.term))))
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[word.word] = kept
        return kept


def _stands(term: _Term, words: Sequence[Word], at: int, high: int) -> bool:
    last = len(term.words) - 1
    if at + last >= high:
        return False
    for place in range(1, last + 1):
        wanted, word = term.words[place], words[at + place]
        if term.is_stem and place == last:
            if not (word.word.startswith(wanted) or word.folded.startswith(wanted)):
                return False
        elif wanted not in (word.word, word.folded):
            return False
    return True
