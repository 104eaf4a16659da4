"""The source text as a list of numbered sentences, each with the count of entries that rest on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from textual.strip import Strip

from content.links import CitationGraph
from content.model import Briefing, SentenceNumber, Span
from tui.render import Highlight, Ink, Piece, justified, line_of, paragraph
from tui.terminal_text import clean
from tui.widgets.entry_items import Find, background_of, sign_of
from tui.widgets.items import Look, Spot
from tui.widgets.note_marks import NO_MARKS, NoteMarks, highlights_of, sentence_sign
from tui.wrap import cell_at, position_at, wrap

ROOM_FOR_SIGNS = 40
"""Terminal cells of a line from which the signs of notes have cells of their own, and the number of notes is shown."""


class SourceItems:
    """The sentences of a briefing. Item 0 is sentence 1.

    Args:
        briefing: whose source it is.
        graph: its citations.
        find: where the words that the reader looks for stand in a text; None while nothing is looked for.
        spacious: whether a blank line follows each paragraph.
        noted: what carries notes.

    `selection` is what is selected of the text, in code points into `Briefing.text`.
    """

    def __init__(
        self,
        briefing: Briefing,
        graph: CitationGraph,
        find: Find | None = None,
        *,
        spacious: bool = True,
        noted: NoteMarks = NO_MARKS,
    ) -> None:
        self._briefing = briefing
        self._graph = graph
        self.find = find
        self.spacious = spacious
        self.noted = noted
        self.selection: Span | None = None
        self._digits = max(2, len(str(len(briefing.sentences))))
        self._characters = max(1, len(briefing.text))

    def __len__(self) -> int:
        return len(self._briefing.sentences)

    def fraction(self, index: int) -> float:
        starts = self._briefing.sentences.starts
        return starts[index] / self._characters if index < len(starts) else 1.0

    def selectable(self, index: int) -> bool:
        return True

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        sentences = self._briefing.sentences
        number = SentenceNumber(index + 1)
        text = self._briefing.words_of(number)
        background = background_of(look, ink)
        sign = sign_of(look, ink)
        count = self._graph.count(number)
        tail: list[Piece] = [(str(count) if count else ink.glyphs.dash, ink.number if count else ink.warning)]
        tail.append((" ", ink.text))
        indent, room = self._indent(width), self._room(number, width)
        number_style = ink.accent if Look.MARKED in look or Look.CURSOR in look else ink.number
        lead: list[Piece] = [sign, (f"{number:>{self._digits}}", number_style), *self._signs(number, width, ink)]
        margin: list[Piece] = [sign, (" " * (indent - 1), ink.text)]
        rows = paragraph(text, room, ink.text, self._highlights(number, text, ink))
        lines = [justified([*lead, *rows[0]], tail, width, background)]
        lines += [line_of([*margin, *row], width, background) for row in rows[1:]]
        last = index + 1 == len(sentences)
        if self.spacious and not last and sentences.paragraphs[index + 1] != sentences.paragraphs[index]:
            lines.append(Strip.blank(width))
        return lines

    # -- from a cell to the text and back

    def position_at(self, spot: Spot, width: int) -> int:
        """The code point of the text that is drawn at a spot of a list of `width` cells, or the nearest in its line."""
        text, lines = self._wrapped(spot.item, width)
        start = self._briefing.sentences.starts[spot.item]
        return start + position_at(text, lines, spot.line, spot.cell - self._indent(width))

    def spot_of(self, position: int, width: int) -> Spot:
        """Where the character at a code point of the text is drawn; between sentences, where the one before it ends."""
        starts = self._briefing.sentences.starts
        item = max(0, bisect_right(starts, position) - 1)
        text, lines = self._wrapped(item, width)
        line, cell = cell_at(text, lines, max(0, position - starts[item]))
        return Spot(item, line, cell + self._indent(width))

    def _wrapped(self, index: int, width: int) -> tuple[str, list[tuple[int, int]]]:
        number = SentenceNumber(index + 1)
        text = clean(self._briefing.words_of(number))
        return text, wrap(text, self._room(number, width))

    def _has_signs(self, width: int) -> bool:
        return self.noted.on_sentences and width >= ROOM_FOR_SIGNS

    def _indent(self, width: int) -> int:
        """How many cells stand before the text."""
        return self._digits + (5 if self._has_signs(width) else 3)

    def _room(self, number: SentenceNumber, width: int) -> int:
        """How many cells a line of the text has."""
        return max(1, width - self._indent(width) - len(str(self._graph.count(number))) - 2)

    def _signs(self, number: SentenceNumber, width: int, ink: Ink) -> list[Piece]:
        """What stands between the number and the text: blanks, or the signs of the notes."""
        if not self.noted.on_sentences:
            return [("  ", ink.text)]
        marks = self.noted.sentence(number)
        if self._has_signs(width):
            return [(" ", ink.text), *sentence_sign(marks, ink, counted=True), (" ", ink.text)]
        return [*sentence_sign(marks, ink, counted=False), (" ", ink.text)]

    # -- what is drawn over the text

    def _highlights(self, number: SentenceNumber, text: str, ink: Ink) -> list[Highlight]:
        start = self._briefing.sentences.starts[number - 1]
        end = start + len(text)
        marks: list[Highlight] = []
        for entry in self._graph.citing(number):
            for quotation in entry.quotations:
                if quotation.span.start < end and quotation.span.end > start:
                    marks.append(Highlight(quotation.span.start - start, quotation.span.end - start, ink.quote))
            for figure in entry.figures:
                if start <= figure.span.start and figure.span.end <= end:
                    marks.append(Highlight(figure.span.start - start, figure.span.end - start, ink.figure))
        if self.noted.on_sentences:
            marks += highlights_of(self.noted.sentence(number), start, end, ink)
        if self.find is not None:
            marks += [Highlight(a, b, ink.found) for a, b in self.find(text)]
        selected = self.selection
        if selected is not None and selected.start < end and start < selected.end:
            marks.append(Highlight(selected.start - start, selected.end - start, ink.markers.selected))
        return marks


def marked_sentences(numbers: frozenset[SentenceNumber]) -> Callable[[int], bool]:
    """Whether an item of the source is one of these sentences."""
    return lambda index: index + 1 in numbers
