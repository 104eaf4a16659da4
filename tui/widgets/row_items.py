"""Plain rows as a list: the Overview, details, help and every chooser are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from content.model import EntryId, SentenceNumber
from tui.render import Highlight, Ink, Piece, justified, line_of, paragraph
from tui.terminal_text import clean_line
from tui.widgets.items import Look
from tui.wrap import fit, width_of, wrap

LONG_ROW = 4000
"""Code points from which the height of a row is estimated."""


class Target(NamedTuple):
    """What following a row leads to: one of a tab, an entry, a sentence."""

    tab: str | None = None
    entry: EntryId | None = None
    sentence: SentenceNumber | None = None


class Row(NamedTuple):
    """One row. Styles are names of attributes of `Ink`.

    Args:
        text: what it says, wrapped under itself.
        lead: stands before the text in a column of `lead_width` cells.
        tail: stands at the right end of the first line.
        target: where following it leads; None where the cursor may pass but nothing follows.
        heading: a row that only names what comes after it: the cursor skips it.
        key: what the caller recognises the row by.
        first_style: laid over the text up to its first line feed.
        sentences: the sentences that the row rests on, marked in the source while the cursor is on it.
        marks: stretches of the text in another style: (start, end, style), code points, end exclusive.
    """

    text: str
    lead: str = ""
    tail: str = ""
    style: str = "text"
    lead_style: str = "number"
    tail_style: str = "number"
    lead_width: int = 0
    target: Target | None = None
    heading: bool = False
    key: str = ""
    first_style: str = ""
    sentences: tuple[SentenceNumber, ...] = ()
    marks: tuple[tuple[int, int, str], ...] = ()


class RowItems:
    """Rows in order."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def fraction(self, index: int) -> float:
        return index / max(1, len(self.rows))

    def selectable(self, index: int) -> bool:
        return not self.rows[index].heading

    def height(self, index: int, width: int) -> int:
        """How many lines a row takes at a width in terminal cells; an estimate for very long ones."""
        row = self.rows[index]
        lead = min(row.lead_width or width_of(row.lead) + (1 if row.lead else 0), max(0, width // 3))
        room = max(1, width - 2 - lead - (width_of(row.tail) + 1 if row.tail else 0))
        return len(wrap(row.text, room)) if len(row.text) < LONG_ROW else 1 + len(row.text) // room

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        row = self.rows[index]
        if not row.text and not row.lead:
            return [Strip.blank(width)]
        background = None
        sign: Piece = (" ", ink.text)
        if Look.CURSOR in look and not row.heading:
            background = ink.cursor if Look.ACTIVE in look else ink.cursor_idle
            sign = (ink.glyphs.cursor, ink.mark_sign)
        lead_width = min(row.lead_width or width_of(row.lead) + (1 if row.lead else 0), max(0, width // 3))
        lead = fit(clean_line(row.lead), max(0, lead_width - 1), ink.glyphs.ellipsis)
        lead += " " * (lead_width - width_of(lead))
        tail = fit(clean_line(row.tail), max(0, width * 2 // 3), ink.glyphs.ellipsis)
        room = max(1, width - 2 - lead_width - (width_of(tail) + 1 if tail else 0))
        lines = paragraph(row.text, room, getattr(ink, row.style), _highlights(row, ink))
        right: list[Piece] = [(tail, getattr(ink, row.tail_style)), (" ", ink.text)] if tail else []
        drawn = [justified([sign, (lead, getattr(ink, row.lead_style)), *lines[0]], right, width, background)]
        margin: list[Piece] = [sign, (" " * lead_width, ink.text)]
        drawn += [line_of([*margin, *line], width, background) for line in lines[1:]]
        return drawn


def _highlights(row: Row, ink: Ink) -> list[Highlight]:
    marks = [Highlight(start, end, getattr(ink, style)) for start, end, style in row.marks]
    if row.first_style:
        end = row.text.find("\n")
        marks.append(Highlight(0, end if end >= 0 else len(row.text), getattr(ink, row.first_style)))
    return marks
