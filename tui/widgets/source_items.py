"""The source text as a list of numbered sentences, each with the count of entries that rest on it."""

from __future__ import annotations

from collections.abc import Callable

from textual.strip import Strip

from content.links import CitationGraph
from content.model import Briefing, SentenceNumber
from tui.render import Highlight, Ink, Piece, justified, line_of, paragraph
from tui.widgets.entry_items import Find, background_of, sign_of
from tui.widgets.items import Look


class SourceItems:
    """The sentences of a briefing. Item 0 is sentence 1.

    Args:
        briefing: whose source it is.
        graph: its citations.
        find: where the words that the reader looks for stand in a text; None while nothing is looked for.
        spacious: whether a blank line follows each paragraph.
    """

    def __init__(
        self, briefing: Briefing, graph: CitationGraph, find: Find | None = None, *, spacious: bool = True
    ) -> None:
        self._briefing = briefing
        self._graph = graph
        self.find = find
        self.spacious = spacious
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
        indent = self._digits + 3
        number_style = ink.accent if Look.MARKED in look or Look.CURSOR in look else ink.number
        lead: list[Piece] = [sign, (f"{number:>{self._digits}}", number_style), ("  ", ink.text)]
        margin: list[Piece] = [sign, (" " * (indent - 1), ink.text)]
        room = max(1, width - indent - len(str(count)) - 2)
        rows = paragraph(text, room, ink.text, self._highlights(number, text, ink))
        lines = [justified([*lead, *rows[0]], tail, width, background)]
        lines += [line_of([*margin, *row], width, background) for row in rows[1:]]
        last = index + 1 == len(sentences)
        if self.spacious and not last and sentences.paragraphs[index + 1] != sentences.paragraphs[index]:
            lines.append(Strip.blank(width))
        return lines

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
        if self.find is not None:
            marks += [Highlight(a, b, ink.found) for a, b in self.find(text)]
        return marks


def marked_sentences(numbers: frozenset[SentenceNumber]) -> Callable[[int], bool]:
    """Whether an item of the source is one of these sentences."""
    return lambda index: index + 1 in numbers
