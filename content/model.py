"""The values of the program: a briefing, its numbered sentences and its cited entries.

All positions are code points into `Briefing.text`, end exclusive. Values are frozen; a change makes a new value.
They are named tuples: a frozen dataclass with slots takes ten times as long to define, which every start would pay.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, NewType, overload

BriefingId = NewType("BriefingId", str)
EntryId = NewType("EntryId", str)
PaneId = NewType("PaneId", str)
DeskId = NewType("DeskId", str)
SentenceNumber = NewType("SentenceNumber", int)
"""A sentence's number as the reader sees it: 1 for the first."""


OWN = "own-"
"""How the ids of entries begin that the reader wrote: what else is the reader's is what they changed."""


class Origin(StrEnum):
    """Who made an entry: an editor, the program, or the reader."""

    CURATED = "curated"
    DRAFTED = "drafted"
    READER = "reader"


class FigureKind(StrEnum):
    """What a figure counts or names."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    DURATION = "duration"
    DATE = "date"
    PERIOD = "period"


class Span(NamedTuple):
    """A stretch of a text: code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that the span covers."""
        return text[self.start : self.end]


class Sentence(NamedTuple):
    """A numbered stretch of the source text; it never changes once imported.

    `number` and `paragraph` count from 1.
    """

    number: SentenceNumber
    paragraph: int
    span: Span


class Sentences(Sequence[Sentence]):
    """The sentences of a text in order, kept as packed columns: 12 bytes each, and none is built until it is asked for.

    Indexing is by position (0 is sentence 1). `starts`, `ends` and `paragraphs` are the columns themselves.
    """

    __slots__ = ("ends", "paragraphs", "starts")

    def __init__(self, paragraphs: Iterable[int], starts: Iterable[int], ends: Iterable[int]) -> None:
        self.paragraphs = array("I", paragraphs)
        self.starts = array("I", starts)
        self.ends = array("I", ends)
        if not len(self.paragraphs) == len(self.starts) == len(self.ends):
            raise ValueError("the columns of sentences differ in length")

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Sentences:
        """The same sentences, packed."""
        rows = list(sentences)
        return cls([s.paragraph for s in rows], [s.span.start for s in rows], [s.span.end for s in rows])

    @classmethod
    def unpacked(cls, columns: bytes) -> Sentences:
        """The sentences of which `packed` made these bytes. Raises ValueError where it cannot have made them."""
        paragraphs, starts, ends = (array("I") for _ in range(3))
        size, rest = divmod(len(columns), 3)
        if rest:
            raise ValueError("the columns of sentences differ in length")
        for place, column in enumerate((paragraphs, starts, ends)):
            column.frombytes(columns[place * size : (place + 1) * size])
            if sys.byteorder == "big":
                column.byteswap()
        return cls(paragraphs, starts, ends)

    def packed(self) -> bytes:
        """Paragraphs, starts and ends, one column after the other, each number in 4 bytes, the lowest first."""
        columns = [self.paragraphs[:], self.starts[:], self.ends[:]]
        if sys.byteorder == "big":
            for column in columns:
                column.byteswap()
        return b"".join(column.tobytes() for column in columns)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Sentence: ...
    @overload
    def __getitem__(self, index: slice) -> list[Sentence]: ...
    def __getitem__(self, index: int | slice) -> Sentence | list[Sentence]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if index < 0:
            raise IndexError(index)
        span = Span(self.starts[index], self.ends[index])
        return Sentence(SentenceNumber(index + 1), self.paragraphs[index], span)

    def __iter__(self) -> Iterator[Sentence]:
        for index in range(len(self)):
            yield self[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sentences):
            return NotImplemented
        return (self.paragraphs, self.starts, self.ends) == (other.paragraphs, other.starts, other.ends)

    def __hash__(self) -> int:
        return hash((self.starts.tobytes(), self.ends.tobytes(), self.paragraphs.tobytes()))

    def __repr__(self) -> str:
        return f"Sentences({len(self)})"


class Source(NamedTuple):
    """Where a text comes from, in the words of CSL-JSON; what is not known is an empty string.

    `issued` is an ISO 8601 date, possibly shortened to a year or a month.
    """

    title: str = ""
    author: str = ""
    publisher: str = ""
    issued: str = ""
    url: str = ""


class Citation(NamedTuple):
    """An entry's claim to a sentence, or to a span inside it, with the exact words that stand there."""

    sentence: SentenceNumber
    span: Span
    quote: str


class Figure(NamedTuple):
    """A quantity as the source words it, where it stands, and what it is worth.

    `value` is a number, a date in ISO 8601 (`--06-01` where the year is not said) or a pair for a range;
    `unit` is an ISO 4217 code, `%`, or a counted noun; None where there is none.
    """

    text: str
    span: Span
    kind: FigureKind
    value: float | int | str | tuple[float | int | str, ...] | None = None
    unit: str | None = None


class Quotation(NamedTuple):
    """Words in quotation marks, without the marks; `speaker` is None where nobody in particular is quoted."""

    text: str
    span: Span
    speaker: str | None = None


class Entry(NamedTuple):
    """One thing that a briefing says, filed under one pane and resting on cited sentences.

    `accepted` says of what the program drafted that the reader looked at it and left it as it is.
    """

    id: EntryId
    pane: PaneId
    kind: str
    title: str
    text: str
    origin: Origin
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    links: tuple[EntryId, ...] = ()
    tags: tuple[str, ...] = ()
    accepted: bool = False

    @property
    def is_to_review(self) -> bool:
        """Whether it is as the program drafted it, and nobody has looked at it yet."""
        return self.origin is Origin.DRAFTED and not self.accepted


class Briefing(NamedTuple):
    """One source text with its sentences and entries. Entries stand in the order in which they are read.

    `aside` are sentences of which the reader said that they are rightly cited by no entry.
    """

    id: BriefingId
    title: str
    language: str
    desk: DeskId
    source: Source
    text: str
    sentences: Sentences
    entries: tuple[Entry, ...]
    aside: frozenset[SentenceNumber] = frozenset()

    def words_of(self, sentence: SentenceNumber) -> str:
        """The text of a sentence. Raises IndexError where there is no such number."""
        if not 1 <= sentence <= len(self.sentences):
            raise IndexError(sentence)
        return self.text[self.sentences.starts[sentence - 1] : self.sentences.ends[sentence - 1]]

    def unreviewed(self) -> Briefing:
        """The same briefing as if nobody had accepted anything of it or set anything aside: that is nothing it says."""
        if not self.aside and not any(entry.accepted for entry in self.entries):
            return self
        entries = tuple([entry._replace(accepted=False) for entry in self.entries])
        return self._replace(entries=entries, aside=frozenset())


class BriefingSummary(NamedTuple):
    """What a list shows of a briefing without loading it. `created_at` is ISO 8601 in UTC.

    `is_earlier` says that a later text of the same article took its place.
    """

    id: BriefingId
    title: str
    desk: DeskId
    language: str
    issued: str
    publisher: str
    sentences: int
    entries: int
    characters: int
    created_at: str
    is_earlier: bool = False


class Place(NamedTuple):
    """Where a reader is in one tab: the item under the cursor and what stands at the top of the view.

    `item` is a position in the list, `top` the first item in view and `line` how many of its lines are scrolled off.
    """

    item: int = 0
    top: int = 0
    line: int = 0


class ReadingPosition(NamedTuple):
    """Where a reader left a briefing, and what was read of it.

    `tab` is a pane's id, `overview` or `notes`; `places` has one place per tab that was opened; `source` is the
    place in the source text; `focus` is `entries` or `source`; `marks` are letters set by hand.
    """

    tab: str = ""
    focus: str = "entries"
    places: tuple[tuple[str, Place], ...] = ()
    source: Place = Place()
    read: frozenset[EntryId] = frozenset()
    marks: tuple[tuple[str, Mark], ...] = ()


class Mark(NamedTuple):
    """A place that the reader gave a letter to: a tab and the entry in it, or a sentence of the source."""

    tab: str
    entry: EntryId | None
    sentence: SentenceNumber
    focus: str
