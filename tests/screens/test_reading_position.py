"""The place of a reader is kept: over tabs, over briefings, over restarts, and where the library refuses to keep it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.library import Library
from content.model import BriefingId, Place, ReadingPosition


def state(reader: Any) -> tuple[Any, ...]:
    """All that a reader would miss."""
    screen = reader.screen
    return (
        screen.tab,
        screen.side,
        reader.entries.place,
        reader.source.place,
        frozenset(screen.read),
        dict(screen.marks),
    )


async def wander(reader: Any) -> None:
    """Leave traces of every kind."""
    await reader.press("3", "j", "j", "4", "G", "m", "x", "2", "j", "j", "r", "R", "1", "j")
    await reader.press("#", "1", "5", "enter", "m", "y", "j", "3")


@pytest.mark.parametrize("leave", ["q", "ctrl+q"])
@pytest.mark.parametrize(
    "last", [("tab",), (), ("0", "j", "j"), ("6",)], ids=["source", "entries", "overview", "notes"]
)
async def test_a_new_start_is_where_the_last_one_ended(
    leave: str, last: tuple[str, ...], library: Library, reading: Any
) -> None:
    async with reading(library=library, size=(100, 24)) as reader:
        await wander(reader)
        await reader.press(*last)
        before = state(reader)
        lines = reader.lines[:-1]
        await reader.press(leave)
        assert reader.app.return_code == 0
    async with reading(library=library, size=(100, 24)) as reader:
        assert state(reader) == before
        assert reader.lines[:-1] == lines
        reader.check()
        await reader.press("'", "x")
        assert reader.entry_id == "n5"
        await reader.press("'", "y")
        assert (reader.screen.side, reader.screen.sentence) == ("source", 15)
        await reader.press("3")
        assert reader.entry_id == "d3"


async def test_each_tab_is_found_again_as_it_was_left(reading: Any) -> None:
    async with reading(size=(100, 24)) as reader:
        left = {}
        for key, steps in (("1", "jjj"), ("2", "G"), ("3", "jj"), ("4", "Gk"), ("5", "j"), ("0", "jjjjjj")):
            await reader.press(key, *steps)
            left[key] = reader.entries.place
        for key, expected in left.items():
            await reader.press(key)
            assert reader.entries.place == expected, key
            reader.check()


async def test_another_screen_size_at_the_next_start_still_shows_the_cursor(library: Library, reading: Any) -> None:
    async with reading(library=library, size=(160, 48)) as reader:
        await reader.press("4", "G", "tab", "G", "tab", "q")
    for size in [(40, 12), (20, 6), (80, 24), (120, 36)]:
        async with reading(library=library, size=size) as reader:
            assert reader.entry_id == "n5" and reader.screen.sentence == 18
            reader.check()
            await reader.press("tab")
            reader.check()
            await reader.press("tab", "q")


async def test_two_briefings_keep_their_places_apart_when_the_reader_goes_to_and_fro(
    library: Library, reading: Any
) -> None:
    other = bundled_briefing()._replace(id=BriefingId("other"), title="The other one")
    library.add(other)
    async with reading(library=library, briefing=bundled_briefing(), size=(100, 24)) as reader:
        await wander(reader)
        first = state(reader)
        await reader.press("B", "/", *"other", "enter")
        assert reader.screen.briefing.id == "other" and "The other one" in reader.lines[0]
        assert not reader.screen.read and not reader.screen.marks and reader.entry_id == "p1"
        await reader.press("5", "j", "tab", "G")
        second = state(reader)
        reader.check()
        await reader.press("B", "q", "B", "/", *"china", "enter")
        assert reader.screen.briefing.id != "other" and state(reader) == first
        await reader.press("B", "q", "B", "/", *"other", "enter")
        assert state(reader) == second
        reader.check()
        await reader.press("ctrl+q")
    async with reading(library=library, size=(100, 24)) as reader:
        assert reader.screen.briefing.id == "other" and state(reader) == second
    assert library.position(bundled_briefing().id).tab == first[0]


async def test_the_same_place_in_two_briefings_is_kept_for_both(library: Library, reading: Any) -> None:
    other = bundled_briefing()._replace(id=BriefingId("other"), title="The other one")
    library.add(other)
    async with reading(library=library, briefing=bundled_briefing(), size=(100, 24)) as reader:
        await reader.press("2", "j", "B", "/", *"other", "enter", "1", "2", "j", "ctrl+q")
    for id in ("other", bundled_briefing().id):
        position = library.position(BriefingId(id))
        assert (position.tab, dict(position.places).get("trade", Place()).item) == ("trade", 1), id


async def test_a_library_that_cannot_be_written_is_told_once_and_nothing_is_lost(reading: Any, make: Any) -> None:
    one = bundled_briefing()
    two = one._replace(id=BriefingId("two"), title="The second")
    shelf = make.shelf(one, two)
    shelf.refusal = "the disk is full"
    async with reading(briefing=one, library=shelf, size=(120, 36)) as reader:
        await reader.press("4", "j", "m", "x")
        reader.screen.keep_position()
        await reader.pilot.pause()
        assert "the disk is full" in reader.message and reader.screen.status.warning
        assert "the disk is full" in reader.lines[-1]
        reader.check()
        await reader.press("j")
        reader.screen.keep_position()
        await reader.pilot.pause()
        assert reader.message == "", "it is said once, not at every key"
        before = state(reader)
        reader.screen.open_briefing(two.id)
        assert reader.screen.briefing.id == "two" and "the disk is full" in reader.screen.unkept
        reader.screen.open_briefing(one.id)
        assert state(reader) == before, "the place in the briefing that was left is still known"
        shelf.refusal = ""
        await reader.press("q")
    assert shelf.kept[one.id].tab == "nato-g7" and dict(shelf.kept[one.id].marks)
    assert reader.screen.unkept == ""


async def test_a_briefing_that_cannot_be_opened_is_told_and_the_one_open_stays(reading: Any, make: Any) -> None:
    one = bundled_briefing()
    two = one._replace(id=BriefingId("two"), title="The second")
    shelf = make.shelf(one, two)
    async with reading(briefing=one, library=shelf, size=(120, 36)) as reader:
        await reader.press("j")
        del shelf.briefings[two.id]
        reader.screen.open_briefing(two.id)
        assert "no briefing has this id" in reader.message and reader.screen.briefing.id == one.id
        assert reader.entry_id == "p2"
        reader.check()


@pytest.mark.parametrize(
    "position",
    [
        ReadingPosition(tab="gone", focus="source", places=(("gone", Place(5, 5, 5)),), source=Place(99, 99, 99)),
        ReadingPosition(tab="people", places=(("people", Place(500, 400, 300)),), source=Place(-1, -1, -1)),
        ReadingPosition(tab="overview", places=(("overview", Place(0, 0, 0)),)),
        ReadingPosition(tab="notes", focus="source", places=(("notes", Place(3, 3, 3)),)),
        ReadingPosition(focus="elsewhere", read=frozenset({"nobody"})),  # type: ignore[arg-type]
    ],
    ids=["gone", "beyond", "heading", "notes", "focus"],
)
async def test_a_place_that_is_no_more_is_led_to_one_that_is(position: Any, reading: Any, make: Any) -> None:
    shelf = make.shelf(bundled_briefing())
    shelf.kept[bundled_briefing().id] = position
    for size in [(120, 36), (40, 12)]:
        async with reading(library=shelf, briefing=bundled_briefing(), size=size) as reader:
            reader.check()
            for key in ("j", "k", "tab", "j", "tab", "0", "1"):
                await reader.press(key)
                reader.check()


async def test_what_is_read_is_marked_by_moving_on_and_told_apart_without_colour(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        assert reader.lines_of(reader.entries)[1].startswith("│▌•")
        await reader.press("j", "j", "k")
        assert reader.screen.read == {"p1", "p2"}
        await reader.press("g")
        assert reader.lines_of(reader.entries)[1].startswith("│▌ ")


# -- when it is kept


async def kept(reader: Any) -> None:
    """Wait until nothing is about to be kept."""
    for _ in range(1000):
        if not reader.screen._keeping:
            return
        await asyncio.sleep(0.005)
    raise AssertionError("the place is never kept")


async def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never holds")


async def test_the_place_is_kept_soon_whatever_led_there(
    library: Library, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reading_keeping.KEEP_AFTER", 0.01)
    async with reading(library=library, size=(120, 24)) as reader:
        right = reader.entries.region.right - 1

        async def item() -> None:
            await reader.click(reader.entries.region.x + 6, reader.entries.region.bottom - 3)

        ways: dict[str, Any] = {
            "a sentence's number": lambda: reader.press("enter"),
            "a chooser": lambda: reader.press("enter"),
            "words that are found": lambda: reader.press("enter"),
            "a tab that is clicked": lambda: reader.click_on("Dipl", reader.screen.tab_strip),
            "an item that is clicked": item,
            "the wheel": lambda: reader.wheel(reader.entries, 2),
            "the scroll bar": lambda: reader.click(right, reader.entries.region.y + 1),
        }
        before = {"a sentence's number": "#9", "a chooser": ["1", "g", "enter", "j"], "words that are found": "/Bland"}
        for way, act in ways.items():
            await reader.press(*before.get(way, ""))
            await kept(reader)
            reader.screen.keep_position()
            here = reader.screen.position()
            assert library.position(reader.screen.briefing.id) == here, way
            await act()
            assert reader.dialog is None and reader.screen.position() != here, way
            await kept(reader)
            assert library.position(reader.screen.briefing.id) == reader.screen.position(), way


async def test_a_library_that_another_program_holds_is_told_at_once_and_the_place_is_kept_when_it_is_free(
    library: Library, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reading_keeping.KEEP_AFTER", 0.01)
    monkeypatch.setattr("tui.screens.reading_keeping.RETRY_AFTER", 0.02)
    library.wait_at_most(0.05)
    assert library._store.storage._connection.execute("PRAGMA busy_timeout").fetchone() == (50,)
    async with reading(library=library) as reader:
        held = sqlite3.connect(library.folder / "library.db", isolation_level=None)
        try:
            held.execute("BEGIN IMMEDIATE")
            await reader.press("j")
            await until(lambda: bool(reader.screen.unkept))
            assert reader.screen.status.warning and "another program is writing to it" in reader.message
            assert reader.screen.unkept == reader.message
            await reader.press("3", "j")
            await kept(reader)
            held.execute("ROLLBACK")
        finally:
            held.close()
        await reader.press("j")
        await until(lambda: not reader.screen.unkept)
        assert reader.message == ""
        assert library.position(reader.screen.briefing.id) == reader.screen.position()


async def test_while_another_program_writes_keys_wait_for_one_try_and_then_for_none(
    library: Library, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reading_keeping.KEEP_AFTER", 0.01)
    monkeypatch.setattr("tui.screens.reading_keeping.RETRY_AFTER", 3600.0)
    monkeypatch.setattr("tui.screens.reading_keeping.RETRY_AT_MOST", 3600.0 * 4)
    library.wait_at_most(0)
    tries: list[BriefingId] = []
    take = library._store.storage._lock.acquire
    monkeypatch.setattr(library._store.storage._lock, "acquire", lambda: (tries.append(BriefingId("")), take()))
    library.add(bundled_briefing()._replace(id=BriefingId("other"), title="The other one"))
    async with reading(library=library, briefing=bundled_briefing()) as reader:
        await kept(reader)
        held = sqlite3.connect(library.folder / "library.db", isolation_level=None)
        try:
            held.execute("BEGIN IMMEDIATE")
            tries.clear()
            await reader.press("j")
            await until(lambda: bool(tries))
            for key in "jjkj":
                await reader.press(key)
                await kept(reader)
            assert len(tries) == 1 and reader.screen.unkept
            assert reader.screen._retry_after == 2 * 3600
            # Two briefings wait to be kept now; the one that is refused stands for both.
            reader.screen.open_briefing(BriefingId("other"))
            tries.clear()
            reader.screen.keep_position()
            assert len(reader.screen._waiting) == 2 and len(tries) == 1
            for _ in range(3):
                reader.screen.keep_position()
            assert reader.screen._retry_after == 4 * 3600
            held.execute("ROLLBACK")
        finally:
            held.close()
        reader.screen.keep_position()
        assert not reader.screen.unkept and not reader.screen._waiting
        assert reader.screen._retry is None and reader.screen._retry_after == 3600


async def test_a_briefing_that_is_opened_and_left_without_a_step_is_the_last_one_read(
    library: Library, reading: Any
) -> None:
    one = bundled_briefing()
    other = one._replace(id=BriefingId("other"), title="The other one")
    library.add(other)
    async with reading(library=library, briefing=other) as reader:
        await reader.press("j", "q")
    async with reading(library=library, briefing=one) as reader:
        await reader.press("j")
        reader.screen.keep_position()
        assert library.last_read() == one.id
        await reader.press("B", "/", *"other", "enter", "ctrl+q")
    assert library.last_read() == other.id
    async with reading(library=library, briefing=one) as reader:
        await reader.press("q")
    assert library.last_read() == one.id


async def test_going_on_over_the_end_of_a_pane_counts_its_last_entry_as_read(reading: Any) -> None:
    async with reading() as reader:
        await reader.press("1", "G")
        last = reader.entry_id
        await reader.press("J")
        assert reader.screen.tab == "trade" and reader.screen.read == {last}
        await reader.press("K")
        assert reader.entry_id == last and reader.screen.read == {last}, "going back counts nothing"
