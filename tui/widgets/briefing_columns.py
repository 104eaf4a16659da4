"""A briefing of a list as lines: what is said of it in columns; the least important fall away as they narrow."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from textual.strip import Strip

from content.catalogue import Row
from content.plurals import counted
from tui.render import Ink, Piece, justified, line_of
from tui.terminal_text import clean_line
from tui.widgets.entry_items import background_of
from tui.widgets.items import Look
from tui.wrap import fit, width_of

LEAD = 4
"""The cells before a title: the cursor's sign, whether it is chosen or unread, the star, and a blank."""

TITLE = 23
"""The cells that a title has at least, before anything else has any."""

BAR = 5
"""The cells of the bar that shows how much was read."""

DATE = 10
"""The cells of a date in ISO 8601."""


class Column(NamedTuple):
    """What is told of a briefing at one place of the line: its cells, the blanks before it among them."""

    name: str
    cells: int
    at_right: bool = True


SHOWN = (
    Column("source", 16, at_right=False),
    Column("entries", 12),
    Column("bar", 2 + BAR),
    Column("share", 6),
    Column("notes", 10),
    Column("review", 14),
)
"""What the second line tells, from left to right."""

BESIDE = (
    Column("source", 15, at_right=False),
    Column("date", 1 + DATE),
    Column("bar", 1 + BAR),
    Column("share", 6),
    Column("review", 13),
)
"""What stands behind a title that has one line, from left to right."""

WEIGHTS = ("share", "date", "review", "entries", "source", "notes", "bar")
"""The names of the columns, the most important first."""


def fitting(columns: tuple[Column, ...], room: int, unused: Container[str]) -> list[Column]:
    """Those of the columns that fit into so many cells, the most important ones, in their order.

    `unused` are the names of those in which nothing would stand.
    """
    chosen: set[str] = set()
    for column in sorted(columns, key=lambda column: WEIGHTS.index(column.name)):
        if column.cells <= room and column.name not in unused:
            chosen.add(column.name)
            room -= column.cells
    return [column for column in columns if column.name in chosen]


def two_lines(row: Row, width: int, ink: Ink, look: Look, chosen: bool, unused: Container[str]) -> list[Strip]:
    """The title with its date, and under it what else a list tells."""
    background = background_of(look, ink)
    lead = _lead(row, ink, look, chosen)
    date: list[Piece] = [(_date(row), ink.number), (" ", ink.text)] if row.issued else []
    room = width - LEAD - width_of(clean_line(row.title)) - 2 - sum(width_of(text) for text, _ in date)
    right = [*_states(row, ink, room), *date]
    title = ink.dim if row.is_archived else ink.title
    first = justified(
        [*lead, (clean_line(row.title), title)], right if width >= 40 else [], width, background, ink.glyphs.ellipsis
    )
    told: list[Piece] = [lead[0], (" " * (LEAD - 1), ink.text)]
    for column in fitting(SHOWN, width - LEAD - 1, unused):
        told += _cell(row, column, ink)
    return [first, line_of(told, width, background)]


def one_line(row: Row, width: int, ink: Ink, look: Look, chosen: bool, unused: Container[str]) -> list[Strip]:
    """The title, and behind it what there is room for."""
    title = ink.dim if row.is_archived else ink.title
    columns = fitting(BESIDE, width - LEAD - TITLE - 1, unused) or [BESIDE[3]] * (width >= LEAD + 14)
    right: list[Piece] = [piece for column in columns for piece in _cell(row, column, ink)]
    right.append((" ", ink.text))
    left = [*_lead(row, ink, look, chosen), (clean_line(row.title), title)]
    return [justified(left, right, width, background_of(look, ink), ink.glyphs.ellipsis)]


def percent_of(row: Row) -> str:
    """How much of a briefing was read: never 100 % before all of it was, nor 0 % once some was."""
    if not row.entries:
        return ""
    share = round(100 * row.progress)
    if row.read:
        share = max(1, share if row.read >= row.entries else min(99, share))
    return f"{share} %"


def bar_of(share: float, cells: int, ink: Ink) -> tuple[str, str]:
    """The full and the empty part of a bar: something is full where something is done, and all only where all is."""
    full = min(cells - (share < 1), max(round(share * cells), share > 0))
    return ink.glyphs.bar_full * full, ink.glyphs.bar_empty * (cells - full)


def _lead(row: Row, ink: Ink, look: Look, chosen: bool) -> list[Piece]:
    sign: Piece = (" ", ink.text)
    if Look.CURSOR in look:
        sign = (ink.glyphs.cursor, ink.mark_sign)
    elif chosen:
        sign = (ink.glyphs.marked, ink.mark_sign)
    state = ink.glyphs.done if chosen else ink.glyphs.unread if not row.read and row.entries else " "
    return [sign, (state, ink.accent), (ink.glyphs.star if row.is_starred else " ", ink.figure), (" ", ink.text)]


def _states(row: Row, ink: Ink, room: int) -> list[Piece]:
    """What else is to be known: that it was put away or replaced, which is always told, and those tags that fit."""
    words = [word for word, holds in (("archived", row.is_archived), ("earlier text", row.is_earlier)) if holds]
    pieces: list[Piece] = [(f"{word}  ", ink.warning) for word in words]
    room -= sum(width_of(text) for text, _ in pieces)
    for tag in row.tags:
        text = f"#{clean_line(tag)} "
        room -= width_of(text)
        if room < 1:
            break
        pieces.append((text, ink.quote))
    return [*pieces, (" ", ink.text)] if pieces else []


def _cell(row: Row, column: Column, ink: Ink) -> list[Piece]:
    name, cells = column.name, column.cells
    if name == "bar":
        full, empty = bar_of(row.progress, BAR, ink)
        if not row.entries:
            full = empty = " " * 0
        blank = " " * (cells - len(full) - len(empty))
        return [(blank, ink.text), (full, ink.accent), (empty, ink.dim)]
    text, style = {
        "source": (clean_line(row.source), ink.dim),
        "date": (_date(row), ink.number),
        "entries": (counted(row.entries, "entry") if row.entries else "", ink.dim),
        "share": (percent_of(row), ink.dim),
        "notes": (counted(row.notes, "note") if row.notes else "", ink.text),
        "review": (f"{row.to_review:,} to review" if row.to_review else "", ink.warning),
    }[name]
    text = fit(text, cells - 1, ink.glyphs.ellipsis)
    blank = " " * (cells - width_of(text))
    return [(blank, ink.text), (text, style)] if column.at_right else [(text, style), (blank, ink.text)]


def _date(row: Row) -> str:
    return fit(clean_line(row.issued), DATE, "")
