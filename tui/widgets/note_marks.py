"""Which sentences and entries carry notes, and how that is shown in the lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from content.model import Briefing, EntryId, Span
from content.notes import Colour, Note, NoteKind, place_of
from tui.render import Highlight, Ink, Piece

MOST = 9
"""The highest count that is shown in one cell; above it stands a plus."""


class Mark(NamedTuple):
    """A note as the source shows it.

    `span` is where its words stand in the text (code points into `Briefing.text`), None for the whole sentence;
    `sure` is false where the words may be others by now: then only the number of the sentence is marked.
    """

    span: Span | None
    kind: NoteKind
    colour: Colour | None
    sure: bool = True


class NoteMarks:
    """What the notes of one briefing mark. Looking one up takes the same time however many notes there are."""

    __slots__ = ("_entries", "_sentences")

    def __init__(
        self,
        sentences: Mapping[int, tuple[Mark, ...]] | None = None,
        entries: Mapping[EntryId, tuple[Note, ...]] | None = None,
    ) -> None:
        self._sentences = sentences or {}
        self._entries = entries or {}

    @property
    def on_sentences(self) -> bool:
        """Whether any sentence is marked."""
        return bool(self._sentences)

    def sentence(self, number: int) -> tuple[Mark, ...]:
        """What is marked in a sentence, in the order of the text."""
        return self._sentences.get(number, ())

    def entry(self, id: EntryId) -> tuple[Note, ...]:
        """The notes on an entry."""
        return self._entries.get(id, ())

    def changed_sentences(self, before: NoteMarks) -> frozenset[int]:
        """The numbers of the sentences that were marked otherwise before."""
        mine, theirs = self._sentences, before._sentences
        return frozenset(n for n in mine.keys() | theirs.keys() if mine.get(n) != theirs.get(n))

    def changed_entries(self, before: NoteMarks) -> frozenset[EntryId]:
        """The entries that had other notes before."""
        mine, theirs = self._entries, before._entries
        return frozenset(id for id in mine.keys() | theirs.keys() if mine.get(id) != theirs.get(id))


NO_MARKS = NoteMarks()


def marks_of(briefing: Briefing, notes: Iterable[Note]) -> NoteMarks:
    """What these notes mark in the briefing; a note whose sentence is not there any more marks nothing."""
    sentences: dict[int, list[Mark]] = {}
    entries: dict[EntryId, list[Note]] = {}
    for note in notes:
        if note.target.entry is not None:
            entries.setdefault(note.target.entry, []).append(note)
            continue
        for number, mark in _marks_in_source(briefing, note):
            sentences.setdefault(number, []).append(mark)
    return NoteMarks(
        {number: tuple(sorted(marks, key=_order)) for number, marks in sentences.items()},
        {id: tuple(found) for id, found in entries.items()},
    )


def _marks_in_source(briefing: Briefing, note: Note) -> list[tuple[int, Mark]]:
    """The sentences that a note marks, each with its mark."""
    starts, ends = briefing.sentences.starts, briefing.sentences.ends
    anchor = place_of(note, briefing)
    number = note.target.sentence or 0
    known = 1 <= number <= len(starts)
    if anchor is None or anchor.span is None or not anchor.is_sure:
        is_sure = anchor is None and note.target.selector is None  # a sentence without words is where it was
        return [(number, Mark(None, note.kind, note.colour, is_sure))] if known else []
    span = anchor.span
    first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
    touched = range(first, last)
    if not note.target.is_span and len(touched) == 1 and span == (starts[first], ends[first]):
        return [(first + 1, Mark(None, note.kind, note.colour))]
    return [(index + 1, Mark(span, note.kind, note.colour)) for index in touched]


def _order(mark: Mark) -> tuple[bool, int]:
    """What is unsure first, then whole sentences, then words as they follow each other."""
    return mark.sure, mark.span.start if mark.span is not None else -1


def highlights_of(marks: Sequence[Mark], start: int, end: int, ink: Ink) -> list[Highlight]:
    """How marks are drawn over the text of a sentence that stands from `start` to `end`."""
    drawn: list[Highlight] = []
    for mark in marks:
        if not mark.sure:
            continue
        a, b = mark.span if mark.span is not None else (start, end)
        here = max(a, start) - start, min(b, end) - start
        if mark.kind is NoteKind.HIGHLIGHT:
            drawn.append(Highlight(*here, ink.markers.highlight(mark.colour or Colour.YELLOW)))
        elif mark.span is not None:
            drawn.append(Highlight(*here, ink.markers.noted))
    return drawn


def sentence_sign(marks: Sequence[Mark], ink: Ink, *, counted: bool) -> list[Piece]:
    """The sign of a sentence: what its first mark is, and with `counted` how many there are; two cells, or one."""
    if not marks:
        return [("  " if counted else " ", ink.text)]
    first = marks[0]
    if not first.sure:
        sign = (ink.glyphs.unsure, ink.warning)
    elif first.kind is NoteKind.HIGHLIGHT:
        colour = first.colour or Colour.YELLOW
        sign = (colour.letter, ink.markers.highlight(colour) + ink.title)
    else:
        sign = _sign_of(first.kind, ink)
    return [sign, (_count(len(marks)) or " ", ink.number)] if counted else [sign]


def entry_sign(notes: Sequence[Note], ink: Ink) -> list[Piece]:
    """The sign of an entry, to stand before the numbers that it cites: what its first note is, and how many there are.

    A highlight shows a star and the letter of its colour.
    """
    if not notes:
        return []
    kind, colour = notes[0].kind, notes[0].colour
    sign = _sign_of(kind, ink)
    if kind is NoteKind.HIGHLIGHT and colour is not None:
        sign = (ink.glyphs.star + colour.letter, ink.markers.highlight(colour) + ink.title)
    return [sign, (_count(len(notes)) + " ", ink.number)]


def _sign_of(kind: NoteKind, ink: Ink) -> Piece:
    glyphs = ink.glyphs
    signs = {NoteKind.NOTE: glyphs.note, NoteKind.QUESTION: glyphs.question, NoteKind.HIGHLIGHT: glyphs.star}
    return (signs[kind], ink.accent)


def _count(number: int) -> str:
    return "" if number < 2 else str(number) if number <= MOST else "+"
