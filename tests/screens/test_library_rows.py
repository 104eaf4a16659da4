"""The rows of the library: fetched as they are needed, in whatever order, and drawn in exactly the cells given."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from content.catalogue import EVERY, By, Group, Order, Row, read_filter, within
from content.library import Library
from content.model import BriefingId, DeskId, Source
from tests.screens.libraries import listed, show
from tui.render import ASCII, UNICODE, Ink, ink_of
from tui.themes import READOUT_DARK, palette_of
from tui.widgets import briefing_items
from tui.widgets.briefing_columns import bar_of, one_line, percent_of, two_lines
from tui.widgets.briefing_items import BriefingItems, Listed
from tui.widgets.items import Look

COUNT = 150


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, make_briefing: Any) -> Iterator[Library]:
    """A library of 150 briefings from seven papers, every third with a tag."""
    folder: Path = tmp_path_factory.mktemp("many")
    with Library.open(folder / "library", now=lambda: datetime.now(UTC), random=os.urandom) as library:
        for number in range(COUNT):
            source = Source("", "", f"Paper {number % 7}", f"2024-{1 + number % 12:02}")
            title = f"{number * 7 % COUNT:03} of many"
            library.add(make_briefing(["One."], id=f"b{number}", title=title, source=source), undoable=False)
        library.catalogue.tag([BriefingId(f"b{number}") for number in range(0, COUNT, 3)], add=["third"])
        yield library


@pytest.fixture(scope="module")
def make_briefing() -> Any:
    from tests.screens.conftest import build_briefing

    return build_briefing


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.sampled_from(Order),
    is_reversed=st.booleans(),
    by=st.sampled_from([None, *By]),
    typed=st.sampled_from(["", "of many", "paper source:3", "1", "nothing at all"]),
    asked=st.lists(st.integers(0, COUNT + 12), max_size=40),
)
def test_rows_are_the_same_in_whatever_order_they_are_asked_for(
    order: Order, is_reversed: bool, by: By | None, typed: str, asked: list[int], many: Library
) -> None:
    wanted = read_filter(typed).filter
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(briefing_items, "BLOCK", 8)
        patch.setattr(briefing_items, "KEPT_BLOCKS", 3)
        items = BriefingItems(many.catalogue, Listed(wanted, order, is_reversed, by), (), is_tall=True)
        groups = [Group("", 0)] if by is None else many.catalogue.groups(by, wanted)
        expected: list[str | None] = []
        for group in groups:
            part = wanted if by is None else within(wanted, by, group)
            rows = many.catalogue.page(order, part, limit=1000, is_reversed=is_reversed)
            expected += [*([None] if by is not None else []), *[row.id for row in rows]]
        assert len(items) == len(expected)
        for index in asked:
            row = items.row(index)
            assert (row.id if row is not None else None) == (expected[index] if index < len(expected) else None)
            if row is not None:
                assert items.index_of(row.id, index) == index and items.selectable(index)
            elif index < len(expected):
                assert not items.selectable(index)
        assert len(items._blocks) <= 3


def test_what_is_not_listed_has_no_place(many: Library) -> None:
    items = BriefingItems(many.catalogue, Listed(EVERY), (), is_tall=False)
    assert items.index_of(BriefingId("nowhere")) is None
    items = BriefingItems(many.catalogue, Listed(EVERY, by=By.TAG), (), is_tall=False)
    assert items.index_of(BriefingId("nowhere")) is None


async def test_ten_thousand_rows_are_never_held(reading: Any, many: Library) -> None:
    async with reading(size=(60, 20), library=many) as reader:
        page = await show(reader)
        await reader.press("G", "b", "b", "g", "space", "space", "H", "G", "g", "H", "G")
        items = page.list_view.items
        assert isinstance(items, BriefingItems) and len(items._blocks) <= briefing_items.KEPT_BLOCKS
        reader.check()
        await reader.press("H", "S", "t")
        assert listed(page) == sorted(listed(page)) and len(listed(page)) == COUNT


# -- drawn

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
ROWS = st.builds(
    Row,
    seq=st.just(1),
    id=st.just(BriefingId("b")),
    title=TEXTS,
    is_renamed=st.booleans(),
    source=TEXTS,
    publisher=TEXTS,
    desk=st.just(DeskId("world")),
    language=st.just("en"),
    issued=TEXTS,
    added=TEXTS,
    last_read=TEXTS,
    sentences=st.integers(0, 10**6),
    characters=st.integers(0, 10**7),
    entries=st.integers(0, 10**6),
    read=st.integers(0, 10**6),
    notes=st.integers(0, 10**6),
    to_review=st.integers(0, 10**6),
    is_starred=st.booleans(),
    is_archived=st.booleans(),
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    is_earlier=st.booleans(),
).map(lambda row: row._replace(read=min(row.read, row.entries)))


def ink(signs: Any = UNICODE) -> Ink:
    return ink_of(palette_of(READOUT_DARK), signs)


@settings(max_examples=150, deadline=None)
@given(row=ROWS, width=st.integers(1, 140), chosen=st.booleans(), look=st.sampled_from([Look.PLAIN, Look.CURSOR]))
def test_a_row_takes_exactly_its_cells_whatever_stands_in_it(row: Row, width: int, chosen: bool, look: Look) -> None:
    for lines in (one_line(row, width, ink(), look, chosen, ()), two_lines(row, width, ink(), look, chosen, ())):
        for line in lines:
            assert line.cell_length == width == sum(cell_len(segment.text) for segment in line)
            assert not [c for c in line.text if category(c) in ("Cc", "Cs", "Zl", "Zp")], line.text


SHARES = [(0, 10, "0 %", 0), (1, 999, "1 %", 1), (998, 999, "99 %", 4), (5, 10, "50 %", 2), (7, 7, "100 %", 5)]


@pytest.mark.parametrize(("read", "entries", "words", "full"), [*SHARES, (0, 0, "", 0)])
def test_a_share_is_whole_only_where_all_was_read(
    read: int, entries: int, words: str, full: int, many: Library
) -> None:
    row = many.catalogue.page(limit=1)[0]._replace(read=read, entries=entries)
    assert percent_of(row) == words
    assert len(bar_of(row.progress, 5, ink(ASCII))[0]) == full
