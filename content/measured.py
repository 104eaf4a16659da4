"""The figures of a library as series: chosen by briefings, by somebody they are about, or by words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from content.dossiers import Dossiers
from content.figure_series import Series, Told, series_among
from content.model import BriefingId
from content.name_keys import name_key
from content.register import Register
from content.store.documents import entries_in_order
from content.store.name_index import Shelved
from content.store.reading import Reading
from content.store.schema import BRIEFINGS

_MOST = 400
"""How many briefings, the newest, are looked at for figures about something: their entries are all read."""


class Measured:
    """Figures as series. Raises LibraryError where nothing can be read."""

    def __init__(self, storage: Reading, register: Register, dossiers: Dossiers) -> None:
        self._storage, self._register, self._dossiers = storage, register, dossiers

    def series_of(
        self,
        briefings: Collection[BriefingId] = (),
        *,
        about: str = "",
        who: str = "",
        least: int = 2,
        limit: int = 20,
    ) -> list[Series]:
        """The series of at least so many points, those of the most points first, at most `limit` of them.

        `about` are words that all stand in what a series is called, or in the names of its states; `who` is a name or
        the id of an identity: only entries that name them. What is not given is not asked; of more than a few hundred
        briefings the newest are taken. Raises UnknownName, UnknownBriefing.
        """
        if who:
            self._register.catch_up()
        with self._storage.snapshot():
            told = list(self._told(briefings, about, who))
        found = series_among(told, least=least)
        return [each for each in found if is_about(each, about)][:limit]

    def _told(self, briefings: Collection[BriefingId], about: str, who: str) -> Iterator[Told]:
        index = self._register.index
        only: dict[int, set[str]] | None = None
        if briefings:
            page = index.shelved([index.briefing_with(each) for each in dict.fromkeys(briefings)])
        elif who:
            book = self._register.book()
            page = self._register.briefings_of(self._register.resolve(who, book), book)[0][-_MOST:]
        else:
            # SQLite folds the case of ASCII alone: a word that lost its accents would be found nowhere.
            plain = [word for word in name_key(about).split() if word in about.casefold()]
            word = plain[-1].rstrip("s") if plain else ""
            page = index.numbered([each.id for each in index.shelved(index.with_figures(word, _MOST))])
        if who:
            book = self._register.book()
            only = self._dossiers.entries_about(self._register.resolve(who, book), page, book)
        for each in page:
            told = self._one(each, None if only is None else only[each.id])
            if told is not None:
                yield told

    def _one(self, shelved: Shelved, only: set[str] | None) -> Told | None:
        index = self._register.index
        document = index.document(BRIEFINGS, shelved.doc)
        if document is None:
            return None
        rows = [row for row in index.entries_of(shelved.doc) if only is None or row["key"] in only]
        return Told(BriefingId(document["key"]), shelved.day, document["title"], entries_in_order(rows))


def is_about(series: Series, words: str) -> bool:
    """Whether all these words stand in what a series is called, or in the names of its states."""
    held = name_key(" ".join((*series.names, *series.parties))).split()
    asked = name_key(words).split() if words.strip() else []
    return all(any(word.startswith(each.rstrip("s")) for word in held) for each in asked)
