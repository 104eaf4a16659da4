"""The list of a library's briefings: sorted, filtered and grouped, a part at a time, whatever their number.

`Catalogue` is the door of an open library, with what a reader does to briefings; `CatalogueReading` asks the same
questions from another thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from content.catalogue_filter import EVERY as EVERY
from content.catalogue_filter import Filter as Filter
from content.catalogue_filter import read_filter as read_filter
from content.joining import Joining
from content.model import BriefingId, DeskId
from content.shelf import Shelf
from content.shelving import Shelving
from content.store import DocumentStore
from content.store import catalogue_rows as rows
from content.store.faults import Busy, older
from content.store.faults import Interrupted as Interrupted
from content.store.journal import Journal
from content.store.reading import ReadConnection, Reading

_FOLDED_AT_ONCE = 512
"""Of how many briefings, added or changed since, the words are folded before a list is given."""


class Order(StrEnum):
    """What a list is sorted by. The title ascends from A to Z, everything else begins with the latest or the most, and
    what is not known comes last; turned round it comes first."""

    ISSUED = "issued"
    ADDED = "added"
    TITLE = "title"
    READ = "read"
    PROGRESS = "progress"
    ENTRIES = "entries"
    NOTES = "notes"

    @property
    def column(self) -> str:
        """The column that is sorted by."""
        return {"title": "folded", "read": "last_read"}.get(self.value, self.value)


class By(StrEnum):
    """What a list is grouped by."""

    SOURCE = "source"
    TAG = "tag"


class Row(NamedTuple):
    """What a list shows of a briefing. What is not known is empty or 0.

    `seq` is the number under which it was added. `title` is the reader's own where `is_renamed`. `source` is the
    publisher, or else the host of the address. `issued` is an ISO 8601 date, possibly shortened; `added` and
    `last_read` are ISO 8601 in UTC. `read` of the `entries` were read, `to_review` were drafted and nobody has looked
    at them. `is_earlier` says that a later text of the article took its place.
    """

    seq: int
    id: BriefingId
    title: str
    is_renamed: bool
    source: str
    publisher: str
    desk: DeskId
    language: str
    issued: str
    added: str
    last_read: str
    sentences: int
    characters: int
    entries: int
    read: int
    notes: int
    to_review: int
    is_starred: bool
    is_archived: bool
    tags: tuple[str, ...]
    is_earlier: bool

    @property
    def progress(self) -> float:
        """The share of its entries that was read, 0 to 1."""
        return self.read / self.entries if self.entries else 0.0


class Listing(NamedTuple):
    """A part of a list: its rows, how many rows come before them, and how many there are in all."""

    rows: tuple[Row, ...]
    start: int
    total: int


class Group(NamedTuple):
    """A source or a tag, and how many briefings have it; the empty name is for those without one."""

    name: str
    size: int


def within(wanted: Filter, by: By, group: Group) -> Filter:
    """The filter for what is wanted of a group."""
    return wanted._replace(source=group.name) if by is By.SOURCE else wanted._replace(tag=group.name)


class Lists:
    """The questions that a list asks, of a library or of a connection that only reads."""

    _reading: Reading

    def count(self, wanted: Filter = EVERY) -> int:
        """How many briefings are wanted."""
        return rows.count(self._reading, wanted)

    def page(
        self,
        order: Order = Order.ADDED,
        wanted: Filter = EVERY,
        start: int = 0,
        limit: int = 100,
        *,
        is_reversed: bool = False,
    ) -> list[Row]:
        """At most `limit` of the briefings that are wanted, those after the first `start`; the last ones for a `start`
        below 0. Of equal ones the one added last comes first, or last where the order ascends."""
        way = _is_falling(order, is_reversed)
        if start < 0:
            found = rows.numbers(self._reading, wanted, order.column, is_falling=not way, limit=min(limit, -start))
            return self._rows(reversed(found))
        return self._rows(rows.numbers(self._reading, wanted, order.column, is_falling=way, start=start, limit=limit))

    def page_after(
        self,
        row: Row,
        order: Order = Order.ADDED,
        wanted: Filter = EVERY,
        limit: int = 100,
        *,
        is_reversed: bool = False,
        is_back: bool = False,
    ) -> list[Row]:
        """At most `limit` of the briefings that come after a row, or before it where `is_back`, in the list's order.

        It need not be wanted any more, nor there. However far down it stands, this takes as long as at the top. None
        come after one that the library has never had.
        """
        way = _is_falling(order, is_reversed) != is_back
        place = rows.place_of(self._reading, order.column, row.seq)
        if place is None:
            return []
        found = rows.numbers(self._reading, wanted, order.column, is_falling=way, after=place, limit=limit)
        return self._rows(reversed(found) if is_back else found)

    def listing(
        self,
        order: Order = Order.ADDED,
        wanted: Filter = EVERY,
        start: int = 0,
        limit: int = 100,
        *,
        is_reversed: bool = False,
    ) -> Listing:
        """A part of a list and its length. A `start` beyond the end gives the last part."""
        way, reading = _is_falling(order, is_reversed), self._reading
        if rows.is_indexed(wanted):
            total = rows.count(reading, wanted)
            start = max(0, min(start, total - limit))
            found = rows.numbers(reading, wanted, order.column, is_falling=way, start=start, limit=limit)
            return Listing(tuple(self._rows(found)), start, total)
        found = rows.numbers(reading, wanted, order.column, is_falling=way)  # once through all of them tells both
        start = max(0, min(start, len(found) - limit))
        return Listing(tuple(self._rows(found[start : start + limit])), start, len(found))

    def place(
        self, briefing: BriefingId, order: Order = Order.ADDED, wanted: Filter = EVERY, *, is_reversed: bool = False
    ) -> int | None:
        """How many of the briefings that are wanted come before this one; None where it is not wanted."""
        way = _is_falling(order, is_reversed)
        return rows.before(self._reading, wanted, order.column, is_falling=way, key=briefing)

    def groups(self, by: By, wanted: Filter = EVERY) -> list[Group]:
        """The sources or the tags of the briefings that are wanted, the one that most have first."""
        found = (rows.sources if by is By.SOURCE else rows.tags)(self._reading, wanted)
        groups = [Group(name, count) for name, count in found]
        return sorted(groups, key=lambda group: (not group.name, -group.size, group.name.casefold()))

    def row(self, briefing: BriefingId) -> Row | None:
        """What a list shows of a briefing; None where there is none."""
        found = self._rows(rows.numbers_of(self._reading, briefing))
        return found[0] if found else None

    def _rows(self, seqs: Iterable[int]) -> list[Row]:
        return [_row(each) for each in rows.listed(self._reading, seqs)]


class Catalogue(Lists, Shelving, Joining):
    """The briefings of a library as a list, and what a reader does to them. Raises LibraryError where the disk fails.

    A library of an older layout that may not be written has no list: there every question raises LibraryError.
    """

    def __init__(self, store: DocumentStore, shelf: Shelf, journal: Journal) -> None:
        Shelving.__init__(self, store, shelf, journal)
        Joining.__init__(self, store, shelf, journal)
        self._storage = store.storage

    @property
    def _reading(self) -> Reading:  # type: ignore[override]
        if not self.is_there:
            raise older(self._storage.path, "a list")
        # A few briefings added since are not worth a thought; of thousands that were loaded `follow` takes care.
        if not self._storage.read_only:
            with suppress(Busy):  # another window writes for long: they are folded when next something is asked
                self.follow(_FOLDED_AT_ONCE)
        return self._storage

    @cached_property
    def is_there(self) -> bool:
        """Whether the library has a list at all."""
        return rows.is_there(self._storage)

    def follow(self, most: int = _FOLDED_AT_ONCE) -> bool:
        """Fold the titles of at most so many briefings that were added or renamed; whether there were any.

        Until then they are sorted and found as they are written, the case of a to z left aside.
        """
        return rows.fold_rows(self._storage, most) > 0


class CatalogueReading(Lists):
    """The list of the library in a folder, from a connection of its own that only reads: for a thread beside.

    It belongs to the thread that opened it, but for `interrupt`. Raises LibraryError where it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._connection = self._reading = ReadConnection(folder)
        if not rows.is_there(self._reading):
            self.close()
            raise older(folder, "a list")

    def __enter__(self) -> CatalogueReading:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def interrupt(self) -> None:
        """Give up what is being asked: it raises Interrupted. May be called from any thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection. Closing again does nothing."""
        self._connection.close()


def _is_falling(order: Order, is_reversed: bool) -> bool:
    return (order is not Order.TITLE) != is_reversed


def _row(listed: rows.Listed) -> Row:
    named, starred, archived, earlier = map(bool, (listed.named, listed.starred, listed.archived, listed.is_earlier))
    tags = () if listed.tags == "[]" else rows.tags_in(listed.tags)
    return Row(
        listed.seq,
        BriefingId(listed.key),
        listed.title,
        named,
        listed.source,
        listed.publisher,
        DeskId(listed.desk),
        *listed[7:17],
        starred,
        archived,
        tags,
        earlier,
    )
