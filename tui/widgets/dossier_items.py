"""What the briefings of a library say of somebody as a list: a heading for each briefing, its items under it.

Of a dossier of any length only some pages are held: one that is drawn and is not there is asked for, and until it has
come a line stands for each of its briefings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from textual.strip import Strip

from content.dossier_pages import Leaf
from content.dossiers import Item, ItemKind, PageKey
from content.model import BriefingId
from tui.render import Highlight, Ink, Piece, justified, line_of, paragraph
from tui.terminal_text import clean_line
from tui.widgets.entry_items import background_of, sign_of
from tui.widgets.items import Look
from tui.wrap import fit

PAGE = 20
"""Briefings of a page."""

HELD_PAGES = 6
"""How many pages are held at most: those that were asked for last."""

WORD_WIDTH = 11
"""Terminal cells of the column with the kind of an item."""

ROOMY = 44
"""Terminal cells of a line from which the kind of an item stands in a column of its own, else above its words."""

SHOWN = 1200
"""Code points of an item that the list shows."""


class DossierRow(NamedTuple):
    """A briefing's heading, where `item` is None, or one of its items."""

    leaf: Leaf
    item: Item | None


class DossierItems:
    """A dossier in order of time.

    Args:
        ends: the day and the number of each briefing.
        want: called with the number of a page that is drawn and is not there.
        kind: of which alone items are listed; None for all.
    """

    def __init__(self, ends: Sequence[PageKey], want: Callable[[int], None], kind: ItemKind | None = None) -> None:
        self.ends, self.kind = ends, kind
        self._want = want
        self._leaves: dict[int, tuple[Leaf, ...]] = {}
        self._rows: dict[int, list[DossierRow]] = {}
        self._counts = [min(PAGE, len(ends) - first) for first in range(0, len(ends), PAGE)]
        self._count()

    def _count(self) -> None:
        self._starts = list(accumulate(self._counts, initial=0))

    # -- pages

    def after(self, page: int) -> PageKey | None:
        """After which briefing a page begins; None for the first."""
        return self.ends[page * PAGE - 1] if page else None

    def is_there(self, page: int) -> bool:
        """Whether a page is held, or is none."""
        return page in self._rows or not 0 <= page < len(self._counts)

    def page_of(self, index: int) -> int:
        """The page that a row is on."""
        return min(max(0, bisect_right(self._starts, index) - 1), max(0, len(self._counts) - 1))

    def start_of(self, page: int) -> int:
        """The first row of a page."""
        return self._starts[page]

    def take(self, page: int, leaves: tuple[Leaf, ...]) -> Callable[[int], int]:
        """Hold a page; how a row's number changes by that. Where nothing is said of somebody any more, none is held."""
        if page >= len(self._counts):
            return lambda index: index
        was_there, before, count = page in self._rows, self._starts[page], self._counts[page]
        self._leaves.pop(page, None)
        self._leaves[page] = leaves
        self._rows[page] = self._rows_of(leaves)
        self._counts[page] = len(self._rows[page])
        while len(self._leaves) > HELD_PAGES:
            far = next(iter(self._leaves))
            del self._leaves[far], self._rows[far]  # its count stays, so that no row moves
        self._count()
        rows = self._rows[page]

        def moved(index: int) -> int:
            if index < before:
                return index
            if index >= before + count:
                return index + len(rows) - count
            if was_there:
                return min(index, before + max(0, len(rows) - 1))
            if index == before + count - 1 and count > 1:
                return before + max(0, len(rows) - 1)
            heads = [place for place, row in enumerate(rows) if row.item is None]
            at = min(index - before, len(heads) - 1)
            return before + (heads[at] if heads and at > 0 else 0)

        return moved

    def narrowed(self, kind: ItemKind | None) -> DossierItems:
        """The same dossier with the items of one kind alone, what is held of it with it."""
        other = DossierItems(self.ends, self._want, kind)
        for page, leaves in self._leaves.items():
            other.take(page, leaves)
        return other

    def _rows_of(self, leaves: Sequence[Leaf]) -> list[DossierRow]:
        rows: list[DossierRow] = []
        for leaf in leaves:
            items = [item for item in leaf.items if self.kind is None or item.kind is self.kind]
            if items:
                rows.append(DossierRow(leaf, None))
                rows += [DossierRow(leaf, item) for item in items]
        return rows

    # -- rows

    def row(self, index: int) -> DossierRow | None:
        """What stands in a row; None where its page is not there."""
        page = self.page_of(index)
        rows = self._rows.get(page)
        place = index - self._starts[page] if rows is not None else 0
        return rows[place] if rows is not None and 0 <= place < len(rows) else None

    def find(self, briefing: BriefingId, item: Item) -> int | None:
        """The row of an item, or else of the first one of its briefing; None where neither is held."""
        first = None
        for page, rows in self._rows.items():
            for place, row in enumerate(rows):
                if row.item == item and row.leaf.briefing == briefing:
                    return self._starts[page] + place
                if first is None and row.item is not None and row.leaf.briefing == briefing:
                    first = self._starts[page] + place
        return first

    def __len__(self) -> int:
        return self._starts[-1]

    def fraction(self, index: int) -> float:
        return index / max(1, len(self))

    def selectable(self, index: int) -> bool:
        row = self.row(index)
        return row is None or row.item is not None

    # -- drawing

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        page = self.page_of(index)
        row = self.row(index)
        if page not in self._rows:
            self._want(page)
        if row is None:
            return [
                line_of([sign_of(look, ink), (f" {ink.glyphs.ellipsis}", ink.dim)], width, background_of(look, ink))
            ]
        if row.item is None:
            return self._heading(row.leaf, index, width, ink)
        return _item(row.item, width, ink, look)

    def _heading(self, leaf: Leaf, index: int, width: int, ink: Ink) -> list[Strip]:
        tail = fit(clean_line(leaf.publisher), max(0, width // 3), ink.glyphs.ellipsis)
        right: list[Piece] = [(tail, ink.dim), (" ", ink.text)] if tail else []
        day = clean_line(leaf.day)
        left: list[Piece] = [(" ", ink.text), (f"{day:<10} ", ink.number), (clean_line(leaf.title), ink.title)]
        lines = [justified(left, right, width, None, ink.glyphs.ellipsis)]
        return lines if not index else [Strip.blank(width), *lines]


def _item(item: Item, width: int, ink: Ink, look: Look) -> list[Strip]:
    background, sign = background_of(look, ink), sign_of(look, ink)
    text, marks = _words(item, ink)
    word = item.kind.value
    if width < ROOMY:
        lines = [line_of([sign, (f" {word}", ink.dim)], width, background)]
        margin: list[Piece] = [sign, ("  ", ink.text)]
        rows = paragraph(text, max(1, width - 4), ink.text, marks)
        return [*lines, *[line_of([*margin, *row], width, background) for row in rows]]
    room = max(1, width - WORD_WIDTH - 2)
    rows = paragraph(text, room, ink.text, marks)
    lead: Piece = (f"{word:<{WORD_WIDTH}}", ink.dim)
    lines = [line_of([sign, lead, *rows[0]], width, background)]
    blank: list[Piece] = [sign, (" " * WORD_WIDTH, ink.text)]
    return [*lines, *[line_of([*blank, *row], width, background) for row in rows[1:]]]


def _words(item: Item, ink: Ink) -> tuple[str, list[Highlight]]:
    """What an item says, and in which styles."""
    signs = ink.glyphs
    text = item.text[:SHOWN]
    if item.kind is ItemKind.QUOTATION:
        words = f"{signs.open_quote}{text}{signs.close_quote}"
        return words, [Highlight(0, len(words), ink.quote)]
    if item.kind is ItemKind.FIGURE:
        return f"{text} {signs.dash} {item.title}", [Highlight(0, len(text), ink.figure)]
    if item.kind is ItemKind.ENTRY and item.title:
        words = item.title if not text or text == item.title else f"{item.title}\n{text}"
        return words, [Highlight(0, len(item.title), ink.title)]
    if item.kind is ItemKind.NOTE:
        words = f"{signs.note} {text}"
        return words, [Highlight(0, len(signs.note), ink.accent)]
    return text, []
