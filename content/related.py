"""Briefings related to one, with the reason: who and what both name, and which rare words their titles share.

What few briefings name counts, what all name does not: each shared name weighs the logarithm of how rare it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import log
from typing import NamedTuple

from content.model import BriefingId
from content.name_keys import name_key
from content.register import Book, IdentityId, Register, whose
from content.store.documents import shown_title
from content.store.name_index import Shelved, Use
from content.store.name_layout import Part
from content.store.reading import Reading
from content.store.schema import BRIEFINGS

_COMMON = 400
"""A name of more briefings than this finds none by itself: it weighs little, and would cost as much as they are many.
"""

_CANDIDATES = 60
"""Of how many briefings, those that share the most, everything shared is looked at."""

_WEIGHTS = {Part.PERSON: 1.0, Part.SPEAKER: 1.0, Part.OFFICIAL: 0.7, Part.BODY: 0.8, Part.STATE: 0.4}
_REASONS = 4


class Related(NamedTuple):
    """A briefing that is related to another one, and why: `shared` are the people, bodies and states that both name,
    `words` the rare words of both titles; those that weigh most first.

    `is_version` says that it is an earlier or later text of the same article, `is_undated` that `day` is the one on
    which it was added.
    """

    briefing: BriefingId
    title: str
    day: str
    score: float
    shared: tuple[str, ...]
    words: tuple[str, ...]
    is_version: bool = False
    is_undated: bool = False

    @property
    def when(self) -> str:
        """Its day in words: of one without a day of its own, that on which it was added."""
        return f"added {self.day}" if self.is_undated else self.day


class Relations:
    """Which briefings have to do with each other. Raises LibraryError where nothing can be read."""

    def __init__(self, storage: Reading, register: Register) -> None:
        self._storage, self._register = storage, register

    def of(self, briefing: BriefingId, limit: int = 10) -> list[Related]:
        """The briefings that are most related to one, at most `limit` of them; none where nothing rare is shared.

        Texts of the same article come after all others, and are marked. Raises UnknownBriefing.
        """
        self._register.catch_up()
        index = self._register.index
        with self._storage.snapshot():
            book = self._register.book()
            (mine,) = index.shelved([index.briefing_with(briefing)])
            names = self._register.names_in([mine.id])[mine.id]
            theirs = whose(names, mine.doc, book)
            parts = _parts(names)
            # Which numbers a name has: all those of the identity whose it is here.
            ids = {key: self._numbers(key, owner, book) for key, owner in theirs.items()}
            spread = {key: sum(index.spread(numbers).values()) for key, numbers in ids.items()}
            total = max(index.count(), 2)
            spelled = {each.folded: each.spelling for each in index.with_key(list(theirs))}
            weight = {
                key: 0.0
                # What most briefings name says nothing of two of them, nor does "an official".
                if spelled.get(key, key).islower() or 2 * spread[key] > total > 3
                else _WEIGHTS[parts[key]] * log(1 + total / (1 + spread[key]))
                for key in theirs
            }
            scores: dict[int, float] = defaultdict(float)
            for key in sorted(ids, key=lambda each: spread[each]):
                if not weight[key]:
                    continue
                if 1 < spread[key] <= _COMMON or (len(scores) < _CANDIDATES and 1 < spread[key] <= 10 * _COMMON):
                    for other in index.briefings_having(ids[key]):
                        scores[other] += weight[key]
            scores.pop(mine.id, None)
            best = sorted(scores, key=lambda each: (-scores[each], -each))[:_CANDIDATES]
            weighed = {key: each for key, each in weight.items() if each}
            return self._ranked(mine, theirs, weighed, spelled, best, book, limit)

    def _numbers(self, key: str, owner: IdentityId, book: Book) -> list[int]:
        held = book.find(owner)
        keys = [key] if held is None else list({key, *[name_key(name) for name in held["names"]]})
        return [each.id for each in self._register.spellings(keys)]

    def _ranked(
        self,
        mine: Shelved,
        theirs: Mapping[str, IdentityId],
        weight: dict[str, float],
        spelled: dict[str, str],
        best: list[int],
        book: Book,
        limit: int,
    ) -> list[Related]:
        index = self._register.index
        weights: dict[IdentityId, tuple[float, str]] = {}
        for key, owner in theirs.items():
            if key not in weight:
                continue
            weights[owner] = max(weights.get(owner, (0.0, key)), (weight[key], key))
        names = self._register.names_in(best)
        document = index.document(BRIEFINGS, mine.doc) or {"title": ""}
        title = _title_words(document["title"])
        versions = index.versions_of(mine.doc)
        found: list[Related] = []
        for each in index.numbered(best, with_earlier=True):
            other = index.document(BRIEFINGS, each.doc)
            if other is None:
                continue
            shared = {owner for owner in whose(names[each.id], each.doc, book).values() if owner in weights}
            ranked = sorted(shared, key=lambda owner: (-weights[owner][0], weights[owner][1]))
            words = sorted(title & _title_words(other["title"]))
            score = sum(weights[owner][0] for owner in shared) + 0.5 * len(words)
            reasons = [spelled.get(weights[owner][1], weights[owner][1]) for owner in ranked]
            found.append(
                Related(
                    BriefingId(other["key"]),
                    shown_title(other),
                    each.day,
                    round(score, 3),
                    tuple(reasons[:_REASONS]),
                    tuple(words[:_REASONS]),
                    each.doc in versions,
                    not other["source"]["issued"],
                )
            )
        found.sort(key=lambda each: (each.is_version, -each.score, each.briefing))
        return found[:limit]


def _parts(names: list[tuple[Use, str]]) -> dict[str, Part]:
    found: dict[str, Part] = {}
    for use, key in names:
        found[key] = min(found.get(key, use.part), use.part)
    return found


def _title_words(title: str) -> set[str]:
    """The words of a title that say something: no common ones."""
    from content.drafting.word_lists import word_list

    common = word_list("common_words")
    return {word for word in name_key(title).split() if len(word) > 3 and word not in common and not word.isdigit()}
