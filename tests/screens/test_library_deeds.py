"""What is done to briefings in the library: to one, to several at once, undone, and shown wherever they are read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.library import Library
from content.model import BriefingId, SentenceNumber
from content.notes import on_sentence
from tests.screens.libraries import TITLES, listed, show, under_cursor, until

SIZES = [(160, 48), (120, 36), (100, 30), (60, 20), (20, 6)]
BUNDLED = bundled_briefing()
LATEST, SECOND = "Yuan at a low", "Cabinet reshuffle"


def row_of(library: Library, id: str) -> Any:
    return library.catalogue.row(BriefingId(id))


# -- one


@pytest.mark.parametrize("size", SIZES)
async def test_a_briefing_is_starred_tagged_and_renamed_and_each_is_taken_back(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    stocked.catalogue.tag([BriefingId("b1")], add=["harvest"])
    async with reading(size=size, library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "*")
        assert row_of(stocked, "b5").is_starred and "Starred" in page.status.message
        assert "★" in reader.shown(page.list_view)
        reader.check()
        await reader.press("t", *"har", "tab", *"#money", "enter")
        assert row_of(stocked, "b5").tags == ("harvest", "money")
        reader.check()
        await reader.press("e", *"Mine", "enter")
        assert under_cursor(page) == "Mine" and "Mine" in reader.shown(page.list_view)
        reader.check()
        await reader.press("u", "u", "u")
        row = row_of(stocked, "b5")
        assert (row.title, row.tags, row.is_starred) == (LATEST, (), False)
        assert under_cursor(page) == LATEST and "Undone: starred" in page.status.message
        await reader.press("ctrl+r")
        assert row_of(stocked, "b5").is_starred and "Done again: starred" in page.status.message
        await reader.press("*")
        assert not row_of(stocked, "b5").is_starred


async def test_an_empty_title_gives_back_that_of_the_article(reading: Any, stocked: Library) -> None:
    stocked.catalogue.rename(BriefingId("b5"), "Mine")
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "e", "backspace", *["backspace"] * 4, "enter")
        assert under_cursor(page) == LATEST
        await reader.press("e", "enter")
        assert "as it was" in page.status.message


async def test_the_briefing_that_is_read_has_its_new_title_there_too(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked, briefing=stocked.briefing(BriefingId("b5"))) as reader:
        await show(reader)
        await reader.press("e", *"Mine", "enter", "q")
        assert "Mine" in reader.lines[0] and reader.app.shown is reader.app.reading


async def test_title_and_source_are_edited_from_the_list(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "I", "end", *"!", "enter")
        assert under_cursor(page) == f"{LATEST}!" and "Saved: title" in page.status.message
        await reader.press("u")
        assert under_cursor(page) == LATEST


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_archived_leaves_the_list_and_comes_back_where_it_is_asked_for(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    async with reading(size=size, library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "A")
        assert LATEST not in listed(page) and under_cursor(page) == SECOND
        assert "Archived" in page.status.message
        await reader.press(".")
        assert LATEST in listed(page) and under_cursor(page) == SECOND and "archived too" in page.list_view.footing
        await reader.press("g", "A", ".")
        assert listed(page)[0] == LATEST and not row_of(stocked, "b5").is_archived
        reader.check()


async def test_where_all_are_archived_it_is_said_how_to_see_them(reading: Any, library: Library) -> None:
    async with reading(size=(120, 36), library=library) as reader:
        page = await show(reader)
        await reader.press("A")
        assert "Every briefing is archived. . lists them." in reader.shown(page.list_view)
        await reader.press(".")
        assert listed(page) == [BUNDLED.title] and "archived" in reader.shown(page.list_view)


# -- deleted


@pytest.mark.parametrize("size", SIZES)
async def test_a_briefing_is_deleted_without_a_question_and_brought_back(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    async with reading(size=size, library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "j", "x")
        assert SECOND not in listed(page) and under_cursor(page) == "Harbour strike ends"
        assert not stocked.has(BriefingId("b4")) and "u brings it back" in page.status.message
        reader.check()
        await reader.press("u")
        assert under_cursor(page) == SECOND and len(listed(page)) == 6
        assert reader.app.reading.briefing.id == BUNDLED.id


async def test_another_briefing_is_read_where_the_one_being_read_is_deleted(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked, briefing=stocked.briefing(BriefingId("b4"))) as reader:
        page = await show(reader)
        await reader.press("x")
        assert reader.app.reading.briefing.id != "b4" and not reader.app.reading.unkept
        assert "Deleted" in page.status.message
        await reader.press("q")
        assert reader.app.shown is reader.app.reading and SECOND not in reader.lines[0]
        assert f"“{SECOND}” was removed from the library." in reader.message
        await reader.press("B", "u", "q")
        assert stocked.has(BriefingId("b4"))
        reader.check()


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_library_says_what_to_do_and_nothing_breaks(
    size: tuple[int, int], reading: Any, library: Library
) -> None:
    async with reading(size=size, library=library) as reader:
        page = await show(reader)
        await reader.press("x")
        assert listed(page) == [] and page.list_view.empty.startswith("The library is empty. i takes articles in; u ")
        if size != (20, 6):
            assert "The library is empty." in reader.shown(page.list_view)
        await reader.press("j")
        reader.check()
        await reader.press("q")
        reader.check()
        await reader.press("j", "B", "u")
        assert listed(page) == [BUNDLED.title] and "Undone: deleted" in page.status.message
        await reader.press("enter", "2", "j", "j")
        assert reader.app.shown is reader.app.reading
        reader.screen.keep_position()
        assert not reader.screen.unkept and library.position(BUNDLED.id).tab == "trade"
        reader.check()


async def test_what_was_done_inside_a_briefing_is_not_undone_from_the_list(reading: Any, stocked: Library) -> None:
    stocked.catalogue.remove([BriefingId("b4")])
    stocked.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(2)), body="Look this up.")
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("u")
        assert stocked.has(BriefingId("b4")), "the deletion is the last thing done to briefings"
        assert len(stocked.notebook.of(BUNDLED.id)) == 1
        await reader.press("u")
        assert "The last thing was done in a briefing: " in page.status.message
        await reader.press("U")
        assert page.overlay.dialog is not None and page.overlay.dialog.title == "What was done"
        assert len(page.overlay.dialog.rows) == 2
        assert len(stocked.notebook.of(BUNDLED.id)) == 1


# -- several


@pytest.mark.parametrize("size", SIZES)
async def test_several_are_chosen_and_changed_at_once_and_undone_as_one(
    size: tuple[int, int], reading: Any, stocked: Library
) -> None:
    async with reading(size=size, library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "v", "v", "j", "v")
        assert list(page.chosen) == ["b5", "b4", "b2"]
        await reader.press("g", "j", "v")
        ids = list(page.chosen)
        assert ids == ["b5", "b2"], "the same key lets go again"
        await reader.press("g", "j", "j")
        assert "✓" in reader.shown(page.list_view)
        reader.check()
        await reader.press("*")
        assert all(row_of(stocked, id).is_starred for id in ids)
        assert "Starred 2 briefings." in page.status.message
        await reader.press("t", *"both", "enter")
        assert all(row_of(stocked, id).tags == ("both",) for id in ids)
        await reader.press("u", "u")
        assert not any(row_of(stocked, id).is_starred or row_of(stocked, id).tags for id in ids)
        await reader.press("x")
        assert not any(stocked.has(id) for id in ids) and not page.chosen
        reader.check()
        await reader.press("u")
        assert all(stocked.has(id) for id in ids) and len(listed(page)) == 6


async def test_of_several_the_tags_that_all_have_are_given_and_those_of_each_stay(
    reading: Any, stocked: Library
) -> None:
    both = [BriefingId("b5"), BriefingId("b4")]
    stocked.catalogue.tag(both, add=["shared", "old"])
    stocked.catalogue.tag(both[:1], add=["own"])
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "v", "v", "t")
        assert page.overlay.prompt.value == "shared old "
        await reader.press(*["backspace"] * 4, *"new", "enter")
        assert row_of(stocked, "b5").tags == ("shared", "own", "new")
        assert row_of(stocked, "b4").tags == ("shared", "new")
        assert "Tagged 2 briefings: +new -old." in page.status.message


async def test_leaving_lets_go_of_what_is_chosen_first_then_of_the_filter(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("/", "a", "escape", "v")
        assert len(page.chosen) == 1 and "1 chosen" in reader.text
        await reader.press("q")
        assert not page.chosen and page.line.value == "a" and "✓" not in reader.text
        await reader.press("q")
        assert page.line.value == "" and reader.app.shown is page
        await reader.press("q")
        assert reader.app.shown is reader.app.reading


# -- merged


@pytest.fixture
def revised(library: Library, make: Any) -> Library:
    """A library with two texts of one article, with a note on the earlier one."""
    entries = [("people", "Somebody", [1])]
    old = make.briefing(["Ministers met on Monday.", "They agreed on grain."], entries, id="old", title="First text")
    new = make.briefing(["Ministers met on Monday.", "They agreed on gas."], entries, id="new", title="Second text")
    for briefing in (old, new):
        library.add(briefing, undoable=False)
    library.notebook.annotate(BriefingId("old"), on_sentence(old, SentenceNumber(2)), body="Is this so?")
    return library


@pytest.mark.parametrize("size", SIZES)
async def test_two_texts_of_an_article_are_merged_and_the_notes_go_along(
    size: tuple[int, int], reading: Any, revised: Library
) -> None:
    async with reading(size=size, library=revised, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("M")
        assert "Choose the two texts of one article first" in page.status.message
        await reader.press("g", "v", "v", "M")
        assert page.overlay.dialog is not None and page.overlay.dialog.title == "Which is the later text?"
        assert page.overlay.row is not None and page.overlay.row.text == "Second text"
        assert "takes over notes" in page.overlay.dialog.rows[-1].text
        reader.check()
        await reader.press("enter")
        assert under_cursor(page) == "Second text" and not page.chosen
        assert "Merged. 1 thing to confirm" in page.status.message
        assert row_of(revised, "old").is_earlier and row_of(revised, "new").notes == 1
        reader.check()
        await reader.press("u")
        assert not row_of(revised, "old").is_earlier and row_of(revised, "old").notes == 1


async def test_what_cannot_be_merged_is_refused_in_words(reading: Any, revised: Library, make: Any) -> None:
    revised.add(revised.briefing(BriefingId("new"))._replace(id=BriefingId("twin"), title="Twin"), undoable=False)
    async with reading(size=(120, 36), library=revised, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "v", "v", "M", "enter")
        assert "its text is the same" in page.status.message and page.status.warning
        assert len(page.chosen) == 2


# -- brought in


async def test_an_article_is_taken_in_from_the_list_and_its_review_opens(
    reading: Any, stocked: Library, tmp_path: Path
) -> None:
    article = tmp_path / "lisbon.txt"
    article.write_text("Portugal and Angola signed a trade agreement in Lisbon on Tuesday. It is new.", "utf-8")
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("i")
        await reader.type(str(article))
        await reader.press("enter")
        await until(reader, lambda: page.importing is None)
        await reader.settle()
        assert reader.app.shown is reader.app.reading and reader.screen.is_reviewing
        assert reader.screen.briefing.text.startswith("Portugal")
        await reader.press("q", "backspace")
        assert reader.app.shown is page and len(listed(page)) == 7
        assert "to review" in reader.shown(page.list_view)
        await reader.press("u")
        assert len(listed(page)) == 6 and "Undone: added" in page.status.message


async def test_several_are_taken_in_from_the_list_and_one_is_chosen_of_them(
    reading: Any, stocked: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, words in (("a", "Norway sold gas to Poland on Monday."), ("b", "Chile and Peru met in Lima on Friday.")):
        (folder / f"{name}.txt").write_text(words, "utf-8")
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("i")
        await reader.type(str(folder))
        await reader.press("enter")
        await until(reader, lambda: page.importing is None)
        await until(reader, lambda: page.overlay.dialog is not None)
        assert page.overlay.dialog is not None and page.overlay.dialog.title.startswith("Imported: 2 added")
        await until(reader, lambda: len(listed(page)) == 8)
        await reader.press("j", "enter")
        assert reader.app.shown is reader.app.reading and reader.screen.briefing.id not in ("b1", BUNDLED.id)


async def test_what_was_begun_in_the_list_disturbs_nobody_who_has_gone_on(
    reading: Any, stocked: Library, tmp_path: Path
) -> None:
    article = tmp_path / "lisbon.txt"
    article.write_text("Portugal and Angola signed a trade agreement in Lisbon on Tuesday. It is new.", "utf-8")
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("i")
        await reader.type(str(article))
        reader.send("enter")
        reader.send("q")
        async with asyncio.timeout(20):
            while page.importing is not None or reader.app.shown is page:
                await reader.settle()
        assert reader.app.shown is reader.app.reading and reader.screen.briefing.id == BUNDLED.id
        assert "Imported: " in reader.message and "B shows it" in reader.message


async def test_a_library_that_may_not_be_written_says_so_and_stays(
    reading: Any, stocked: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "read_only", property(lambda self: "It is open to be read only."))
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        before = listed(page)
        for keys in (["*"], ["x"], ["A"], ["t", "a", "enter"], ["e", "a", "enter"], ["I"], ["i"]):
            await reader.press(*keys)
            assert "read only" in page.status.message, keys
        assert listed(page) == before == [*reversed(TITLES), BUNDLED.title]
