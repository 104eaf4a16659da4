"""What the screens across briefings ask for, from a connection of its own: events, figures and what is related."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from content.dossier_pages import DossierPages
from content.errors import ContentError, UnknownBriefing
from content.model import BriefingId
from content.store.documents import shown_title
from content.store.schema import BRIEFINGS

if TYPE_CHECKING:
    from content.figure_series import Series
    from content.measured import Measured
    from content.related import Related, Relations
    from content.timelines import EventKey, Timeline, Timelines


class Choice(NamedTuple):
    """Which entries are looked at: those of some briefings, of somebody, with a tag; all where nothing is given.

    `who` is a name or the id of an identity, `words` stand in what figures are of. `undated` adds to a timeline the
    entries without a date, each at the day of its article.
    """

    briefings: tuple[BriefingId, ...] = ()
    who: str = ""
    tag: str = ""
    words: str = ""
    undated: bool = False


class Origin(NamedTuple):
    """What a line says of the briefing that something is from."""

    title: str
    publisher: str


Origins = dict[BriefingId, Origin]


class GatheringReader(DossierPages):
    """Reads what many briefings say. Every method raises LibraryError, and UnknownName for what nobody goes by."""

    # Each is imported by the thread that asks for it first: a key that shows a page does not wait for that.

    @cached_property
    def _timelines(self) -> Timelines:
        from content.timelines import Timelines

        return Timelines(self._file, self._register, self)

    @cached_property
    def _measured(self) -> Measured:
        from content.measured import Measured

        return Measured(self._file, self._register, self)

    @cached_property
    def _relations(self) -> Relations:
        from content.related import Relations

        return Relations(self._file, self._register)

    def left_of(self, choice: Choice) -> Choice | None:
        """The choice without those of its briefings that are gone; None where none of them is left."""
        there = tuple([each for each in choice.briefings if self._is_there(each)])
        return choice._replace(briefings=there) if there or not choice.briefings else None

    def _is_there(self, briefing: BriefingId) -> bool:
        try:
            self._index.briefing_with(briefing)
        except UnknownBriefing:
            return False
        return True

    def timeline(self, choice: Choice, after: EventKey | None, limit: int) -> tuple[Timeline, Origins]:
        """A page of the events of a choice, those after the end of another page, and where they are from."""
        with self._storage.snapshot():
            found = self._timelines.of(
                choice.briefings, who=choice.who, tag=choice.tag, undated=choice.undated, after=after, limit=limit
            )
            return found, self._origins({event.briefing for event in found.events})

    def series(self, choice: Choice, *, least: int, limit: int) -> tuple[list[Series], Origins]:
        """The series of a choice, those of the most points first, and where their points are from."""
        with self._storage.snapshot():
            found = self._measured.series_of(
                choice.briefings, about=choice.words, who=choice.who, least=least, limit=limit
            )
            return found, self._origins({point.briefing for series in found for point in series.points})

    def related(self, briefing: BriefingId, limit: int) -> tuple[list[Related], Origins]:
        """What has to do with a briefing, what has most first, and where it is from."""
        with self._storage.snapshot():
            found = self._relations.of(briefing, limit)
            return found, self._origins({each.briefing for each in found})

    def _origins(self, briefings: Collection[BriefingId]) -> Origins:
        found: Origins = {}
        for id in briefings:
            try:
                document = self._index.document(BRIEFINGS, self._index.briefing_with(id))
            except ContentError:
                continue  # removed by another window
            if document is not None:
                found[id] = Origin(shown_title(document), document["source"]["publisher"])
        return found
