"""The library: every briefing in a list that is filtered, sorted and grouped, with more of the one under the cursor."""

from __future__ import annotations

import runpy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.library import Library
from content.model import BriefingId, EntryId, Origin, SentenceNumber
from content.notes import on_sentence
from tests.screens.libraries import TITLES, listed, show, under_cursor, until
from tests.screens.test_hostile_text import PAYLOADS, hostile_briefing

SIZES = [(160, 48), (120, 36), (100, 30), (60, 20), (20, 6)]
BUNDLED = bundled_briefing()
# -- shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_library_lists_the_briefings_beginning_at_the_one_that_is_read(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    async with reading(size=size, library=stocked, briefing=stocked.briefing(BriefingId("b4"))) as reader:
        page = await show(reader)
        assert listed(page) == [*reversed(TITLES), BUNDLED.title]
        assert under_cursor(page) == "Cabinet reshuffle"
        reader.check()
        await reader.press("j", "j", "k")
        assert under_cursor(page) == "Harbour strike ends"
        assert "Harb" in reader.shown(page.list_view)
        await reader.press("G")
        assert under_cursor(page) == BUNDLED.title
        await reader.press("g", "pagedown", "pageup", "ctrl+d", "ctrl+u", "g")
        assert under_cursor(page) == "Yuan at a low"
        reader.check()


async def test_columns_stand_below_each_other_and_the_least_important_fall_away(reading: Any, stocked: Library) -> None:
    stocked.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(2)), body="Look this up.")
    stocked.mark_read(BriefingId("b1"), [EntryId("e1")], read=True)
    async with reading(size=(160, 48), library=stocked) as reader:
        page = await show(reader)
        lines = [line for line in reader.lines_of(page.list_view) if "entries" in line]
        assert len(lines) == 6 and len({line.index(" entries") for line in lines}) == 1
        assert len({line.index(" %") for line in lines}) == 1
        shown = reader.shown(page.list_view)
        assert "50 %" in shown and "1 note" in shown and "2024-05-11" in shown and "Le Monde" in shown
        await reader.resize(60, 20)
        shown = reader.shown(page.list_view)
        assert "50 %" in shown and "2024-05-11" in shown
        assert "1 note" not in shown and "Le Monde" not in shown
        await reader.resize(20, 6)
        assert "50 %" in reader.shown(page.list_view) and "2024" not in reader.shown(page.list_view)
        reader.check()


@pytest.mark.parametrize("size", SIZES)
async def test_beside_the_list_is_told_what_the_briefing_is(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    stocked.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(2)), body="Look this up.")
    async with reading(size=size, library=stocked) as reader:
        page = await show(reader)
        await reader.press("G")
        assert page.row is not None
        await until(reader, lambda: page._told is not None and page._told[1] is not None)
        await reader.press("tab") if not page.side_view.display else None
        told = " ".join([row.text for row in page.side_view.items.rows])  # type: ignore[union-attr]
        for words in (BUNDLED.source.author, BUNDLED.source.url, "min to read", "Xi Jinping"):
            assert words in told, words
        assert "Look this up." in told and "NATO & G7" in told and "1 note" in told
        assert "China" in reader.shown(page.side_view)
        reader.check()


async def test_a_person_told_of_beside_the_list_leads_to_their_entry(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked) as reader:
        page = await show(reader)
        await reader.press("G")
        await until(reader, lambda: page._told is not None and page._told[1] is not None)
        await reader.press("tab")
        rows = page.side_view.items.rows  # type: ignore[union-attr]
        while rows[page.side_view.cursor].text != "Xi Jinping":
            await reader.press("j")
        await reader.press("enter")
        assert reader.app.shown is reader.app.reading and reader.screen.entry.title == "Xi Jinping"
        await reader.press("backspace")
        assert reader.app.shown is page and under_cursor(page) == BUNDLED.title


async def test_the_title_bar_counts_what_there_is_and_what_is_to_do(reading: Any, stocked: Library, make: Any) -> None:
    drafted = make.briefing(["One."], [("people", "Somebody", [1])], id="draft", title="A draft")
    entries = tuple(entry._replace(origin=Origin.DRAFTED) for entry in drafted.entries)
    stocked.add(drafted._replace(entries=entries), undoable=False)
    stocked.mark_read(BriefingId("b1"), [EntryId("e1")], read=True)
    async with reading(size=(120, 36), library=stocked) as reader:
        page = await show(reader)
        assert "7 briefings · 6 unread · 1 to review" in reader.lines[0]
        assert "1 to review" in reader.shown(page.list_view)
        await reader.resize(60, 20)
        assert "7 briefings" in reader.lines[0]


# -- opened


@pytest.mark.parametrize("size", SIZES)
async def test_a_briefing_is_opened_and_going_back_leads_to_the_list_as_it_was(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    async with reading(size=size, library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "j", "enter")
        assert reader.app.shown is reader.app.reading and reader.screen.briefing.id == "b4"
        await reader.press("r", "backspace")
        assert reader.app.shown is page and under_cursor(page) == "Cabinet reshuffle"
        assert page.row is not None and page.row.read == 1, "what was read meanwhile is shown"
        await reader.press("q")
        assert reader.app.shown is reader.app.reading


async def test_a_review_is_opened_from_the_list(reading: Any, stocked: Library, make: Any) -> None:
    drafted = make.briefing(["One."], [("people", "Somebody", [1])], id="draft", title="A draft")
    entries = tuple(entry._replace(origin=Origin.DRAFTED) for entry in drafted.entries)
    stocked.add(drafted._replace(entries=entries), undoable=False)
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "V")
        assert reader.app.shown is reader.app.reading and reader.screen.is_reviewing
        await reader.press("q", "backspace")
        assert reader.app.shown is page


# -- filtered, sorted, grouped


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_is_filtered_as_it_is_typed(size: tuple[int, int], reading: Any, stocked: Library) -> None:
    async with reading(size=size, library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("/", *"elys")
        assert listed(page) == ["Élysée talks on gas"]
        reader.check()
        await reader.press("ctrl+u", *"source:reut")
        assert listed(page) == ["Harbour strike ends", "Grain deal renewed"]
        await reader.press("down")
        assert under_cursor(page) == "Grain deal renewed"
        await reader.press("escape", "q")
        assert page.line.value == "" and len(listed(page)) == 6
        assert under_cursor(page) == "Grain deal renewed", "the cursor stays on what was found"
        await reader.press("f", *"cabi", "enter")
        assert reader.app.shown is reader.app.reading and reader.screen.briefing.id == "b4"


async def test_what_is_wrong_with_a_filter_is_told_and_the_rest_of_it_counts(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked) as reader:
        page = await show(reader)
        await reader.press("/", *"talks is:old")
        assert listed(page) == ["Élysée talks on gas"]
        assert "there is no is:old; write one of is:starred" in page.status.message and page.status.warning
        await reader.press("backspace")
        assert "is:ol" in page.status.message
        await reader.press("ctrl+u", *"after:2024-03")
        assert page.status.message == "" and listed(page) == [
            "Yuan at a low",
            "Cabinet reshuffle",
            "Harbour strike ends",
        ]


async def test_a_filter_that_is_taken_away_leads_back_to_where_the_cursor_was(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked) as reader:
        page = await show(reader)
        await reader.press("g", "j", "j", "/", "z", "z")
        assert listed(page) == []
        await reader.press("backspace", "backspace")
        assert under_cursor(page) == "Harbour strike ends"


@pytest.mark.parametrize("size", SIZES)
async def test_where_nothing_matches_it_is_said_what_to_do(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    async with reading(size=size, library=stocked) as reader:
        page = await show(reader)
        await reader.press("/", *"zzz")
        assert "Nothing matches." in page.list_view.empty and "." in page.list_view.empty
        if size != (20, 6):
            assert "Nothing matches." in reader.shown(page.list_view)
        await reader.press("enter")
        assert reader.app.shown is page and "No briefing is here." in page.status.message
        for key in ("j", "G", "space", "asterisk", "x", "t", "e", "I", "v", "V", "A", "tab", "S", "escape", "M"):
            await reader.press("*" if key == "asterisk" else key)
            reader.check()


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_is_sorted_by_what_is_chosen_and_turned_by_the_same_key_twice(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    async with reading(size=size, library=stocked) as reader:
        page = await show(reader)
        await reader.press("S", "t")
        by_title = ["Cabinet reshuffle", BUNDLED.title, "Élysée talks on gas", "Grain deal renewed"]
        assert listed(page)[:4] == by_title and page.list_view.cursor == 0
        assert page.list_view.footing == "title: A to Z"
        await reader.press("S", "S")
        assert listed(page)[-4:] == by_title[::-1] and page.list_view.footing == "title: Z to A"
        await reader.press("S", "e")
        assert listed(page)[0] == BUNDLED.title and page.list_view.footing == "entries: most first"
        await reader.press("S", "d")
        assert listed(page)[-1] == BUNDLED.title and listed(page)[0] == "Yuan at a low"
        reader.check()


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_is_grouped_by_source_and_by_tag_and_the_cursor_passes_over_headings(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    stocked.catalogue.tag([BriefingId("b1"), BriefingId("b2")], add=["gas"])
    stocked.catalogue.tag([BriefingId("b2")], add=["paris"])
    async with reading(size=size, library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("H")
        assert listed(page)[:3] == ["[Reuters]", "Harbour strike ends", "Grain deal renewed"]
        assert "by source" in page.list_view.footing and listed(page)[-3:-1] == ["[]", "Cabinet reshuffle"]
        assert under_cursor(page) == "Harbour strike ends"
        reader.check()
        await reader.press("j", "j")
        assert under_cursor(page) != "" and not listed(page)[page.list_view.cursor].startswith("[")
        await reader.press("H", "g")
        assert listed(page)[:5] == ["[gas]", "Élysée talks on gas", "Grain deal renewed", "[paris]", TITLES[1]]
        await reader.press("j", "j")
        assert under_cursor(page) == TITLES[1] and page.list_view.cursor == 4
        await reader.press("*")
        assert page.list_view.cursor == 4, "the same briefing stands in two groups"
        await reader.press("H")
        assert len(listed(page)) == 6 and page.list_view.footing == "added: latest first"
        reader.check()


# -- kept in step


async def test_what_another_window_changes_is_shown(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "j")
        numbers = iter(range(1, 1000))
        with Library.open(
            stocked.folder,
            now=lambda: datetime(2025, 1, 1, tzinfo=UTC),
            random=lambda n: (2**60 + next(numbers)).to_bytes(n, "big"),
        ) as window:
            window.catalogue.star([BriefingId("b4")])
            window.add(BUNDLED._replace(id=BriefingId("new"), title="Fresh from elsewhere"))
        await until(reader, lambda: "Fresh from elsewhere" in listed(page))
        assert under_cursor(page) == "Cabinet reshuffle", "the cursor stays on its briefing"
        assert page.row is not None and page.row.is_starred and "★" in reader.shown(page.list_view)
        assert "7 briefings" in reader.lines[0]


async def test_the_library_follows_the_size_of_the_terminal_and_another_theme(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked) as reader:
        page = await show(reader)
        await reader.press("H", "j", "v")
        for size in [(60, 20), (19, 5), (20, 6), (99, 14), (40, 16), (160, 48)]:
            await reader.resize(*size)
            reader.check()
        reader.app.show_theme("readout-light")
        await reader.settle()
        assert "1 chosen" in reader.text and page.list_view.ink is reader.app.ink


async def test_a_library_that_cannot_be_read_is_told_in_the_list(reading: Any, make: Any) -> None:
    async with reading(briefing=BUNDLED, size=(120, 36)) as reader:
        page = await show(reader)
        assert "a shelf keeps nothing" in reader.shown(page.list_view)
        for key in ("j", "enter", "*", "x", "t", "v", "u", "S", "t", "H", "."):
            await reader.press(key)
            reader.check()
        await reader.press("q")
        assert reader.app.shown is reader.app.reading


@pytest.mark.parametrize("size", [(160, 48), (60, 20), (20, 6)])
async def test_no_text_bends_a_line_of_the_library(size: tuple[int, int], reading: Any, library: Library) -> None:
    payloads = {name: words for name, words in PAYLOADS.items() if name != "surrogates"}
    for name, payload in payloads.items():
        library.add(hostile_briefing(payload)._replace(id=BriefingId(name)), undoable=False)
    async with reading(size=size, library=library, briefing=BUNDLED) as reader:
        page = await show(reader)
        for keys in (["g"], ["H"], ["H"], ["S", "t"]):
            await reader.press(*keys)
            for _ in range(len(payloads) + 1):
                await until(reader, lambda: page._told is None or page._told[1] is not None)
                reader.check()
                await reader.press("j")
        await reader.press("g", "v", "*")
        reader.check()


SNAPSHOTS = runpy.run_path(str(Path(__file__).parent / "snapshots.py"))


@pytest.mark.parametrize(("name", "size"), [("side-by-side", (120, 36)), ("stacked", (60, 20))])
async def test_the_library_looks_as_it_did(
    name: str, size: tuple[int, int], reading: Any, stocked: Library, snapshot: Any
) -> None:
    stocked.catalogue.star([BriefingId("b2")])
    stocked.catalogue.tag([BriefingId("b2"), BriefingId("b4")], add=["gas"])
    stocked.mark_read(BriefingId("b3"), [EntryId("e1")], read=True)
    stocked.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(2)), body="Look this up.")
    async with reading(size=size, library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "j", "v")
        await until(reader, lambda: page._told is not None and page._told[1] is not None)
        reader.check()
        assert SNAPSHOTS["picture"](reader.app) == snapshot(extension_class=SNAPSHOTS["PictureExtension"])
