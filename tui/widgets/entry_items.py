"""The entries of a pane as a list: title, where it stands in the source, and the text under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual.strip import Strip

from content.model import Entry, EntryId
from tui.render import Highlight, Ink, Piece, justified, line_of, paragraph
from tui.widgets.items import Look
from tui.widgets.note_marks import NO_MARKS, NoteMarks, entry_sign
from tui.wrap import fit, width_of

Find = Callable[[str], list[tuple[int, int]]]
"""Where the words looked for stand in a text: code points, end exclusive."""


class EntryItems:
    """Entries in reading order.

    Args:
        entries: what is listed.
        is_read: whether the reader has read an entry.
        find: where the words that the reader looks for stand in a text; None while nothing is looked for.
        spacious: whether a blank line follows each entry.
        noted: what carries notes.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        is_read: Callable[[EntryId], bool],
        find: Find | None = None,
        *,
        spacious: bool = True,
        noted: NoteMarks = NO_MARKS,
    ) -> None:
        self.entries = entries
        self.is_read = is_read
        self.find = find
        self.spacious = spacious
        self.noted = noted

    def __len__(self) -> int:
        return len(self.entries)

    def fraction(self, index: int) -> float:
        return index / max(1, len(self))

    def selectable(self, index: int) -> bool:
        return True

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        entry = self.entries[index]
        background = background_of(look, ink)
        sign = sign_of(look, ink)
        lead: list[Piece] = [sign, self.mark(entry, ink), (" ", ink.text)]
        notes = entry_sign(self.noted.entry(entry.id), ink)
        tail: list[Piece] = [*notes, *self.beside(entry, ink, width)]
        room = max(1, width - 4 - sum(width_of(text) for text, _ in tail))
        titles = paragraph(entry.title, room, ink.title, self._found(entry.title, ink))
        lines = [justified([*lead, *titles[0]], tail, width, background)]
        margin: list[Piece] = [sign, ("  ", ink.text)]
        lines += [line_of([*margin, *title], width, background) for title in titles[1:]]
        if entry.text:
            marks = [*figure_highlights(entry, ink), *self._found(entry.text, ink)]
            for pieces in paragraph(entry.text, max(1, width - 4), ink.text, marks):
                lines.append(line_of([*margin, *pieces], width, background))
        if self.spacious and index < len(self) - 1:
            lines.append(Strip.blank(width))
        return lines

    def mark(self, entry: Entry, ink: Ink) -> Piece:
        """The sign in front of an entry's title."""
        return (" " if self.is_read(entry.id) else ink.glyphs.unread, ink.accent)

    def beside(self, entry: Entry, ink: Ink, width: int) -> list[Piece]:
        """What stands at the right end of the line with an entry's title."""
        return [(cited_numbers(entry, ink, width // 3), ink.number), (" ", ink.text)]

    def _found(self, text: str, ink: Ink) -> list[Highlight]:
        return [Highlight(a, b, ink.found) for a, b in self.find(text)] if self.find else []


def figure_highlights(entry: Entry, ink: Ink) -> list[Highlight]:
    """Where an entry's figures and quotations stand in its own text."""
    found: list[Highlight] = []
    for words, style in (
        *((q.text, ink.quote) for q in entry.quotations),
        *((f.text, ink.figure) for f in entry.figures),
    ):
        at = entry.text.find(words) if words else -1
        if at >= 0:
            found.append(Highlight(at, at + len(words), style))
    return found


def cited_numbers(entry: Entry, ink: Ink, room: int) -> str:
    """The numbers of the sentences that an entry cites, within `room` cells; `–` where it cites none."""
    numbers = list(dict.fromkeys(c.sentence for c in entry.citations))
    if not numbers:
        return ink.glyphs.dash
    return fit(" ".join(map(str, numbers)), max(3, room), ink.glyphs.ellipsis)


def background_of(look: Look, ink: Ink) -> Style | None:
    """The background of an item's lines."""
    if Look.CURSOR in look and Look.ACTIVE in look:
        return ink.cursor
    if Look.CURSOR in look and Look.MARKED not in look:
        return ink.cursor_idle
    return ink.marked if Look.MARKED in look else None


def sign_of(look: Look, ink: Ink) -> Piece:
    """The sign at the left edge, which tells cursor and mark without colour."""
    if Look.CURSOR in look:
        return (ink.glyphs.cursor, ink.mark_sign)
    if Look.MARKED in look:
        return (ink.glyphs.marked, ink.mark_sign)
    return (" ", ink.text)
