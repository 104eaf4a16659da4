"""The briefings of a library as a list: each drawn as one line or two, under headings where they are grouped.

Rows are fetched by blocks when a line of theirs is first drawn, and only a few blocks are kept: ten thousand briefings
take no longer than ten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.strip import Strip

from content.catalogue import EVERY, By, Catalogue, Filter, Group, Order, Row, within
from content.errors import ContentError
from content.model import BriefingId
from tui.render import Ink, Piece, justified, line_of
from tui.terminal_text import clean_line
from tui.widgets.briefing_columns import LEAD, one_line, two_lines
from tui.widgets.entry_items import background_of
from tui.widgets.items import Look
from tui.wrap import fit

if TYPE_CHECKING:
    from collections.abc import Container

BLOCK = 64
"""How many rows are fetched at once."""

KEPT_BLOCKS = 48
"""How many blocks are kept."""

NAMELESS = {By.SOURCE: "No source", By.TAG: "No tags"}


class Listed(NamedTuple):
    """What a list is of: which briefings, in which order, under which headings."""

    wanted: Filter
    order: Order = Order.ADDED
    is_reversed: bool = False
    by: By | None = None


class Section(NamedTuple):
    """A run of rows that are asked for together: all of them, or those under one heading."""

    group: Group
    wanted: Filter
    start: int
    """The item that the section begins with; where there is a heading, that is it."""


class BriefingItems:
    """The briefings that are wanted, as items; a heading is an item, too.

    Making it counts them, which raises ContentError where the library cannot be read. What cannot be read later is
    told in place of the rows. `chosen` are the briefings that are marked as such.
    """

    def __init__(self, catalogue: Catalogue, listed: Listed, chosen: Container[BriefingId], *, is_tall: bool) -> None:
        self._catalogue, self.listed, self._chosen = catalogue, listed, chosen
        self.is_tall = is_tall
        """Whether a briefing takes two lines."""
        self.unused: frozenset[str] = frozenset()
        """The columns that would be empty for each of them."""
        self._blocks: dict[tuple[int, int], list[Row]] = {}
        if listed.by is None:
            is_all = listed.wanted._replace(is_archived=EVERY.is_archived) == EVERY
            self.total = self._count() if is_all else self._count_with_first()
            groups, wanted = [Group("", self.total)], [listed.wanted]
        else:
            groups = catalogue.groups(listed.by, listed.wanted)
            wanted = [within(listed.wanted, listed.by, group) for group in groups]
            self.total = sum(group.size for group in groups)
        self._heads = 0 if listed.by is None else 1
        ends = list(accumulate([group.size + self._heads for group in groups], initial=0))
        self._length = ends.pop()
        self._starts = ends
        self.sections = [Section(*each) for each in zip(groups, wanted, ends, strict=True)]

    def _count(self) -> int:
        return self._catalogue.count(self.listed.wanted)

    def _count_with_first(self) -> int:
        """How many there are, and the first rows: to look through all of them twice would take twice as long."""
        order, wanted, is_reversed = self.listed.order, self.listed.wanted, self.listed.is_reversed
        first = self._catalogue.listing(order, wanted, 0, BLOCK, is_reversed=is_reversed)
        self._blocks[0, 0] = list(first.rows)
        return first.total

    # -- rows

    def __len__(self) -> int:
        return self._length

    def row(self, index: int) -> Row | None:
        """The briefing that is an item; None for a heading, and where it is gone meanwhile."""
        if not 0 <= index < self._length:
            return None
        number = bisect_right(self._starts, index) - 1
        offset = index - self._starts[number] - self._heads
        if offset < 0:
            return None
        block = self._block(number, offset // BLOCK)
        place = offset % BLOCK
        return block[place] if place < len(block) else None

    def index_of(self, id: BriefingId, near: int = 0) -> int | None:
        """The item that a briefing is; None where it is not listed. Of several the one in the section of `near`.

        Raises ContentError where the library cannot be read.
        """
        order, is_reversed = self.listed.order, self.listed.is_reversed
        for number in self._sections_of(id, near):
            section = self.sections[number]
            place = self._catalogue.place(id, order, section.wanted, is_reversed=is_reversed)
            if place is not None:
                return section.start + self._heads + place
        return None

    def _sections_of(self, id: BriefingId, near: int) -> Sequence[int]:
        if self.listed.by is None:
            return [0]
        row = self._catalogue.row(id)
        if row is None:
            return []
        names = [row.source] if self.listed.by is By.SOURCE else [tag.casefold() for tag in row.tags] or [""]
        fold = str.casefold if self.listed.by is By.TAG else str
        found = [n for n, section in enumerate(self.sections) if fold(section.group.name) in names]
        here = bisect_right(self._starts, near) - 1
        return sorted(found, key=lambda number: number != here)

    def _block(self, section: int, number: int) -> list[Row]:
        key = (section, number)
        block = self._blocks.pop(key, None)
        if block is None:
            if len(self._blocks) >= KEPT_BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            try:
                block = self._fetched(section, number)
            except ContentError:
                block = []  # the next key says why
        self._blocks[key] = block  # the one used last is at the end
        return block

    def _fetched(self, section: int, number: int) -> list[Row]:
        """A block: by the rows next to it where they are there, which takes no longer far down than at the top."""
        order, is_reversed = self.listed.order, self.listed.is_reversed
        size, wanted = self.sections[section].group.size, self.sections[section].wanted
        before, after = self._blocks.get((section, number - 1)), self._blocks.get((section, number + 1))
        if before and len(before) == BLOCK:
            return self._catalogue.page_after(before[-1], order, wanted, BLOCK, is_reversed=is_reversed)
        if after:
            return self._catalogue.page_after(after[0], order, wanted, BLOCK, is_reversed=is_reversed, is_back=True)
        start = number * BLOCK
        if start > 0 and size - start <= BLOCK:
            return self._catalogue.page(order, wanted, start - size, BLOCK, is_reversed=is_reversed)
        return self._catalogue.page(order, wanted, start, BLOCK, is_reversed=is_reversed)

    # -- as items

    def fraction(self, index: int) -> float:
        return index / max(1, self._length)

    def selectable(self, index: int) -> bool:
        if not self._heads:
            return True
        at = bisect_right(self._starts, index) - 1
        return self._starts[at] != index

    def is_chosen(self, index: int) -> bool:
        """Whether an item is a briefing that is chosen."""
        row = self.row(index)
        return row is not None and row.id in self._chosen

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        if not self.selectable(index):
            return self._heading(index, width, ink)
        row = self.row(index)
        background = background_of(look, ink)
        if row is None:
            gone: list[Piece] = [(" " * min(LEAD, width), ink.text), (ink.glyphs.ellipsis, ink.dim)]
            lines = [line_of(gone, width, background)]
            return [*lines, Strip.blank(width, background or Style.null())] if self.is_tall else lines
        draw = two_lines if self.is_tall else one_line
        return draw(row, width, ink, look, row.id in self._chosen, self.unused)

    def _heading(self, index: int, width: int, ink: Ink) -> list[Strip]:
        section = self.sections[bisect_right(self._starts, index) - 1]
        assert self.listed.by is not None
        sign = "#" if self.listed.by is By.TAG and section.group.name else ""
        name = sign + clean_line(section.group.name) if section.group.name else NAMELESS[self.listed.by]
        count = f"{section.group.size:,} "
        name = fit(name, max(1, width - len(count) - 3), ink.glyphs.ellipsis)
        line = justified([(" ", ink.text), (name, ink.accent)], [(count, ink.dim)], width)
        return [Strip.blank(width), line] if index and self.is_tall else [line]
