"""Searching from the screen: what is typed is found live, opened at its place, and come back to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.model import BriefingId, EntryId, PaneId
from content.notes import NoteKind, on_sentence
from content.search import Kind
from tests.domain.changing import article
from tui.screens.search import SearchPage

SIZES = [(160, 48), (120, 36), (100, 30), (60, 20), (20, 6)]


async def until(reader: Any, holds: Callable[[], bool]) -> None:
    """Wait until what was asked in the other thread has been shown."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)
            await reader.settle()


async def search(reader: Any, words: str) -> SearchPage:
    """Open the search and type words, until they have been answered."""
    await reader.press("s")
    page = reader.app.shown
    assert isinstance(page, SearchPage)
    await reader.type(words)
    await until(reader, lambda: page.answered_query == words)
    return page


def kind_of(page: SearchPage) -> str:
    """What the passage under the cursor is."""
    return page.place.passage.kind.value if page.place is not None else "none"


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_is_found_and_the_place_of_the_evidence_stands_beside_it(
    size: tuple[int, int], reading: Any
) -> None:
    async with reading(size=size) as reader:
        page = await search(reader, "bilateral trade")
        await until(reader, lambda: len(page.side_view.items) > 0)
        assert page.place is not None and "ilateral trade" in page.place.passage.heading
        reader.check()
        if size[0] >= 60:
            assert "ilateral trade" in reader.shown(page.list_view)
            assert "Mishustin" in reader.shown(page.side_view)


async def test_enter_opens_the_place_and_going_back_leads_to_the_results_as_they_were_left(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await search(reader, "bilateral trade")
        await reader.press("down", "enter")
        wanted = page.place.passage if page.place else None
        assert reader.app.shown is reader.app.reading and wanted is not None
        if wanted.entry is not None:
            assert reader.entry_id == wanted.entry
        else:
            assert reader.screen.sentence == wanted.sentence
        cursor = page.list_view.cursor
        await reader.press("backspace")
        await reader.settle()
        assert reader.app.shown is page and page.list_view.cursor == cursor and page.line.value == "bilateral trade"
        await reader.press("q")
        assert reader.app.shown is reader.app.reading


async def test_going_back_finds_a_word_again_that_was_not_typed_to_its_end(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await search(reader, "bilateral tra")
        await reader.press("down", "enter")
        wanted = page.place
        assert wanted is not None and reader.app.shown is reader.app.reading
        asked = await back_to(reader, page)
        assert len(page.list_view.items) > 0 and page.place == wanted, asked


async def test_going_back_leads_to_a_result_that_was_far_down(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        for number in range(60):
            reader.app.library.add(article(f"b{number}", [f"Zinc was sold for {number} dollars."]))
        page = await search(reader, "zinc")
        for _ in range(12):
            await reader.press("pagedown")
            await until(reader, lambda: not page._is_asking_more)
        await reader.press("enter")
        wanted = page.place
        assert wanted is not None and page.list_view.cursor > 100
        await back_to(reader, page)
        assert page.place == wanted


async def back_to(reader: Any, page: SearchPage) -> list[str]:
    """Go back to the results, and wait until they have been looked for anew."""
    page.answered_query = ""
    await reader.press("backspace")
    assert reader.app.shown is page
    await until(reader, lambda: bool(page.answered_query))
    return [page.answered_query]


async def test_results_of_several_briefings_stand_under_their_titles(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        other = article("other", ["The minister praised bilateral trade.", "Nobody else did."])
        reader.app.library.add(other._replace(title="Another paper"))
        page = await search(reader, "bilateral trade")
        shown = reader.shown(page.list_view)
        assert "Another paper" in shown and bundled_briefing().title[:20] in shown


async def test_all_that_was_found_in_a_briefing_can_be_reached_and_the_others_are_there_again(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.library.add(article("many", [f"Zebra number {n} came." for n in range(30)]))
        reader.app.library.add(article("one", ["A zebra came."]))
        page = await search(reader, "zebra")
        assert "30 found, 3 shown" in reader.shown(page.list_view)
        await reader.press("escape", "g", "down")
        await until(reader, lambda: page.place is not None and page.place.group.id == "many")
        cursor = page.list_view.cursor
        await reader.press("+")
        await until(reader, lambda: page.title_bar.measure == ("30 shown of this briefing",))
        await reader.press("G")
        assert page.place is not None and page.place.passage.sentence == 30
        reader.check()
        await reader.press("enter")
        assert reader.screen.briefing.id == "many" and reader.screen.sentence == 30
        await reader.press("backspace", "+")
        assert page.title_bar.measure == ("4 shown of 2 briefings",) and page.list_view.cursor == cursor
        await reader.press("+", "q")
        assert reader.app.shown is page and page.title_bar.measure == ("4 shown of 2 briefings",)


async def test_what_repeats_in_one_briefing_is_counted_and_shown_once(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        source = article("twice", ["A zebra came to Vienna on Monday."])
        first = bundled_briefing().entries[0]
        twice = [
            first._replace(id=EntryId(pane), pane=PaneId(pane), title="A zebra came…", text=source.text, citations=())
            for pane in ("trade", "diplomacy")
        ]
        reader.app.library.add(source._replace(entries=tuple(twice)))
        page = await search(reader, "zebra")
        assert page.title_bar.measure == ("1 shown of 1 briefing",) and "Trade+Dipl." in reader.shown(page.list_view)
        await reader.press("escape", "+")
        await until(reader, lambda: page.title_bar.measure == ("3 found in this briefing, 1 without repeats",))
        reader.check()


async def test_accents_case_and_quotation_marks_fold(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.library.add(article("x", ["Sebastián said NATO’s door is open."]))
        for words in ("sebastian", "nato's door", "NATO’S DOOR"):
            page = await search(reader, words)  # what is typed takes the place of what was typed before
            assert page.place is not None and page.place.group.id == "x", words
            await reader.press("escape", "q")


async def test_what_of_a_query_is_wrong_is_told_and_the_rest_is_answered(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await search(reader, "trade before:never")
        await until(reader, lambda: "never" in page.status.message)
        assert page.status.warning and len(page.list_view.items)


async def test_all_that_is_wrong_with_a_query_is_told_in_sentences(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await search(reader, "trade before:never pane:xyz foo:bar")
        await until(reader, lambda: "Foo:" in page.status.message)
        assert page.status.message.startswith(
            "Before: needs a date such as 2024-05-01, 2024-05 or 2024 (“before:never”)."
        )
        assert " No desk has a pane xyz: there are people, " in page.status.message
        assert page.status.message.endswith(" Foo: is no field; it is looked for as it stands.")


async def test_what_is_looked_through_can_be_narrowed_to_entries_sentences_or_notes(reading: Any, library: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        briefing = reader.screen.briefing
        library.notebook.annotate(briefing.id, on_sentence(briefing, 8), kind=NoteKind.NOTE, body="trade rises")
        page = await search(reader, "trade")
        await reader.press("escape")
        seen = []
        for _ in range(3):
            await reader.press("o")
            await until(reader, lambda: "only" in page.list_view.footing)
            await until(
                reader, lambda: page.place is not None and page.place.passage.kind[:4] in page.list_view.footing
            )
            assert page.place is not None
            seen.append(page.place.passage.kind.value)
        assert seen == ["entry", "sentence", "note"]


async def test_nothing_found_says_so_and_an_empty_line_says_what_to_do(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("s")
        assert "Type words" in reader.shown(reader.app.shown.list_view)
        page = await search_more(reader, "xylophone")
        assert "Nothing in the library holds xylophone." in reader.shown(page.list_view)
        assert page.title_bar.measure == ("nothing found",)
        await reader.press("escape", "o", "o", "o")
        await until(reader, lambda: "No note in the library holds xylophone." in reader.shown(page.list_view))
        reader.check()


async def test_the_keys_that_are_named_while_a_search_is_typed_are_not_typed(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("s")
        page = reader.app.shown
        assert [key for key, _, _ in page.status.hints] == ["↓ ↑", "⏎", "f1", "esc"]
        assert "⏎ open" in reader.lines[-1] and "esc, then '" in reader.text
        await reader.press("escape")
        assert {"o", "r", "S", "'"} <= {key for key, _, _ in page.status.hints}
        reader.check()


async def search_more(reader: Any, words: str) -> SearchPage:
    page: SearchPage = reader.app.shown
    await reader.type(words)
    await until(reader, lambda: page.answered_query == words)
    return page


async def test_a_search_is_saved_chosen_again_and_forgotten(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await search(reader, "trade china")
        await reader.press("escape", "S")
        await reader.type("Trade with China")
        await reader.press("enter")
        assert "Saved as" in page.status.message
        page.start_typing()
        await reader.press("ctrl+u")
        assert page.line.value == ""
        await reader.press("escape", "'")
        assert "trade china" in reader.text
        await reader.press("enter")
        assert page.line.value == "trade china"
        await until(reader, lambda: page.place is not None)
        await reader.press("'", "x")
        await until(reader, lambda: "No search is saved yet" in reader.text)


async def test_saving_and_forgetting_a_search_are_undone_and_done_again_where_they_were_done(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        library = reader.app.library

        def saved() -> list[str]:
            return [each.name for each in library.search.saved()]

        page = await search(reader, "trade")
        await reader.press("escape", "S", *"one", "enter")
        assert saved() == ["one"]
        await reader.press("'", "x")
        await until(reader, lambda: "No search is saved yet" in reader.text)
        assert page.status.message == "Forgotten: one. u takes it back."
        await reader.press("u")  # in the list of those that are saved
        await until(reader, lambda: page.overlay.row is not None)
        assert saved() == ["one"] and page.status.message == "Undone: deleted the search “one”."
        await reader.press("escape", "ctrl+r")
        assert saved() == [] and page.status.message.startswith("Done again: deleted")
        await reader.press("u", "u")
        assert saved() == [] and page.status.message == "Undone: saved the search “one”."
        library.notebook.annotate(reader.screen.briefing.id, on_sentence(reader.screen.briefing, 8), body="kept")
        await reader.press("u")
        assert page.status.message == "Nothing to undo of the saved searches."
        assert library.search.find("kept", among={Kind.NOTE}).groups


async def test_the_best_come_first_after_a_pause_and_the_newest_when_asked_for(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        for number in range(3):
            words = "Grain grain grain." if number == 0 else f"Grain was sold with much else besides, part {number}."
            reader.app.library.add(article(f"g{number}", [words]))
        page = await search(reader, "grain")
        await until(reader, lambda: page.list_view.footing == "best first")
        assert page.place is not None and page.place.group.id == "g0"
        await reader.press("escape", "r")
        await until(reader, lambda: page.place is not None and page.place.group.id == "g2")
        assert page.list_view.footing == "newest first"


async def test_a_result_is_copied_with_its_citation(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await search(reader, '"bilateral trade"')
        await reader.press("escape", "y")
        assert "with its citation" in page.status.message


async def test_a_briefing_that_was_deleted_meanwhile_is_told_of(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.library.add(article("gone", ["Zanzibar sold cloves."]))
        page = await search(reader, "zanzibar")
        assert page.place is not None and page.place.group.id == BriefingId("gone")
        reader.app.library.history.undo()
        await reader.press("enter")
        assert reader.app.shown is page and "no briefing has this id" in page.status.message


def test_every_pane_of_the_default_desk_has_a_short_name_for_the_results() -> None:
    from content.desk import WORLD

    assert all(pane.short for pane in WORLD.panes) and PaneId("trade") in {pane.id for pane in WORLD.panes}


async def test_lines_of_results_that_are_shown_no_more_are_not_kept(reading: Any) -> None:
    async with reading() as reader:
        page = await search(reader, "trade")
        view = page.list_view
        for query in ("China", "Russia", "billion", "the", "trade"):
            page.search_for(query)
            await until(reader, lambda query=query: page.answered_query == query)
        assert len(view.items) > 5
        shown = {id(line) for lines in view._drawn.values() for line in lines}
        assert view._framed and {strip for strip, _ in view._framed} <= shown
