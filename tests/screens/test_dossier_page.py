"""The dossier: what briefings say of somebody in order of time, what it rests on, and who is who."""

from __future__ import annotations

from typing import Any

import pytest

from content.dossiers import ItemKind
from content.model import SentenceNumber
from content.notes import on_sentence
from tests.domain.named import briefing, person
from tests.screens.gathering import BUNDLED, fill, opened, until
from tui.screens.dossier import DossierPage

SIZES = [(160, 48), (120, 36), (100, 30), (60, 20), (20, 6)]


def kinds(page: DossierPage) -> list[str]:
    rows = [page.items.row(index) for index in range(len(page.items))]
    return [row.item.kind.value for row in rows if row is not None and row.item is not None]


@pytest.mark.parametrize("size", SIZES)
async def test_the_person_under_the_cursor_has_a_dossier_with_the_sentences_beside_it(
    size: tuple[int, int], reading: Any
) -> None:
    async with reading(size=size) as reader:
        page = await opened(reader)
        reader.check()
        assert page.identity is not None and page.identity.name == "Mikhail Mishustin"
        assert "prime minister" in reader.shown(page.list_view)
        if size[1] >= 8:
            assert "Mikhail Mishustin" in reader.lines[0]
        if not page.side_view.display:
            await reader.press("tab")
            reader.check()
        assert "bilateral agreements" in reader.shown(page.side_view)
        await reader.press("q")
        if size[0] < 60:
            assert reader.app.shown is page
            await reader.press("q")
        assert reader.app.shown is reader.app.reading


async def test_items_are_grouped_by_briefing_in_order_of_time_with_their_kind_as_a_word(reading: Any) -> None:
    async with reading(size=(160, 48)) as reader:
        fill(reader.app.library)
        page = await opened(reader)
        shown = reader.shown(page.list_view)
        assert shown.index("China–Russia") < shown.index("A year later") and "The Ledger" in shown
        assert {"role", "entry", "figure"} <= set(kinds(page))
        assert "$190 billion" in reader.drawn_in(reader.app.ink.figure, page.list_view)
        assert "2 briefings" in reader.lines[0]


async def test_enter_leads_to_the_entry_and_back_to_the_item(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await opened(reader)
        await reader.press("j", "j", "enter")
        assert reader.app.shown is reader.app.reading and reader.entry_id == "t3"
        await reader.press("backspace")
        assert reader.app.shown is page and page.here is not None and page.here[1].entry == "t3"


async def test_enter_on_a_sentence_leads_to_it_and_on_a_companion_to_that_dossier_and_back(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await opened(reader)
        await reader.press("tab", "j", "enter")
        assert reader.app.shown is reader.app.reading and reader.screen.sentence == 2
        await reader.press("backspace", "G")
        assert page.companions
        last = page.companions[-1].identity.name
        await reader.press("enter")
        await until(reader, lambda: page.identity is not None and page.identity.name == last and page.here)
        await reader.press("tab", "backspace")
        await until(reader, lambda: page.identity is not None and page.identity.name == "Mikhail Mishustin")
        await reader.press("backspace")
        assert reader.app.shown is reader.app.reading


async def test_going_back_to_a_dossier_leads_to_the_item_that_was_left(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await opened(reader)
        await reader.press("j", "j", "j", "tab", "G", "enter")
        await until(reader, lambda: page.identity is not None and page.identity.name != "Mikhail Mishustin")
        await reader.press("backspace")
        await until(reader, lambda: page.here is not None and page.here[1].text == "$190 billion")


async def test_an_entry_that_names_several_asks_which_and_what_names_none_asks_for_a_name(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        while reader.app.library.dossiers.follow(10):
            pass
        await reader.press("3", "j", "d")
        assert reader.dialog is not None and "Whose dossier?" in reader.text
        rows = [row.text for row in reader.dialog.rows]
        assert rows[:3] == ["Mikhail Mishustin", "Xi Jinping", "Li Qiang"]
        await reader.press("down")
        page = await opened(reader, "enter")
        assert page.identity is not None and page.identity.name == "Xi Jinping"
        await reader.press("q", "2", "j", "d")
        assert [row.text for row in reader.dialog.rows] == []
        await until(reader, lambda: reader.screen.overlay.row is not None)
        await reader.type("mao")
        await until(reader, lambda: reader.screen.overlay.row is not None and "Mao" in reader.screen.overlay.row.text)
        assert "1 briefing" in reader.text
        await reader.press("enter")
        await until(reader, lambda: page.identity is not None and page.identity.name == "Mao Ning")


async def test_a_sentence_offers_those_that_it_names(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("tab", "g", "j", "j", "d")
        assert [row.text for row in reader.dialog.rows] == ["Xi Jinping", "China", "Vladimir Putin", "Russia"]


async def test_a_name_that_nobody_goes_by_is_said(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        fill(reader.app.library)
        await reader.press("2", "j", "d")
        await until(reader, lambda: reader.screen.overlay.row is not None)
        await reader.type("zzz")
        await until(reader, lambda: reader.screen.overlay.row is None)
        assert "Nobody goes by such a name." in reader.text
        await reader.press("escape")
        assert reader.dialog is None


async def test_only_one_kind_is_listed_and_all_again(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.library.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(8)), body="who says so?")
        page = await opened(reader)
        await reader.press("f", "4")
        assert set(kinds(page)) == {"figure"} and "Figures only" in reader.text
        await reader.press("f", "5")
        assert kinds(page) == ["note"] and "who says so?" in reader.text
        await reader.press("f", "3")
        assert kinds(page) == [] and "No briefing has quotations of theirs" in reader.text
        reader.check()
        await reader.press("f", "0")
        assert ItemKind.ROLE.value in kinds(page)


async def test_a_likely_same_person_comes_first_and_is_put_together_and_taken_apart_again(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        fill(reader.app.library)
        page = await opened(reader)
        await reader.press("M")
        await until(reader, lambda: "Mikhail V. Mishustin" in reader.text)
        assert "initials" in reader.text
        await reader.press("enter")
        await until(reader, lambda: page.overlay.dialog is not None and "=" in page.overlay.dialog.title)
        assert "One dossier of 2 briefings and 1 briefing" in reader.shown(page.overlay.list)
        await reader.press("enter")
        await until(reader, lambda: page.contents is not None and len(page.contents.ends) == 3 and page.here)
        assert "are one" in page.status.message and "also Mikhail V. Mishustin" in reader.lines[0]
        await reader.press("u")
        await until(reader, lambda: page.contents is not None and len(page.contents.ends) == 2 and page.here)
        assert "Undone" in page.status.message
        await reader.press("ctrl+r")
        await until(reader, lambda: page.contents is not None and len(page.contents.ends) == 3 and page.here)
        assert "Done again" in page.status.message
        await reader.press("|", "2")
        await until(reader, lambda: page.contents is not None and len(page.contents.ends) == 2)
        assert "somebody else" in page.status.message
        await reader.press("u", "u")
        await until(reader, lambda: page.contents is not None and len(page.contents.ends) == 2)
        await reader.press("u")
        assert "Nothing to undo of who is who." in page.status.message


async def test_a_name_in_one_briefing_alone_can_be_somebody_elses(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        fill(reader.app.library)
        page = await opened(reader)
        await reader.press("|")
        assert "somebody else of that name" in reader.text
        await reader.press("1")
        await until(reader, lambda: page.contents is not None and len(page.contents.ends) == 1)
        assert [each.name for each in reader.app.library.identities.every()] == ["Mikhail Mishustin (2)"]
        await reader.press("q", "d")
        await until(reader, lambda: "Mikhail Mishustin (2)" in reader.lines[0])


async def test_somebody_is_called_otherwise_and_a_name_without_letters_is_refused(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await opened(reader)
        await reader.press("e")
        await reader.type("The PM")
        await reader.press("enter")
        await until(reader, lambda: page.identity is not None and page.identity.name == "The PM")
        assert "is called The PM" in page.status.message
        await reader.press("e", *["backspace"] * 6, "space", "enter")
        assert "no letters" in page.status.message


async def test_what_is_undone_here_is_no_note(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        library = reader.app.library
        library.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="kept")
        page = await opened(reader)
        await reader.press("u")
        assert "Nothing to undo of who is who." in page.status.message
        assert [note.body for note in library.notebook.of(BUNDLED.id)] == ["kept"]


async def test_a_long_dossier_is_read_a_page_at_a_time_and_its_end_is_one_key_away(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        library = reader.app.library
        for n in range(90):
            role = f"Head number {n}"
            day = f"20{n // 12 + 10}-{n % 12 + 1:02d}"
            library.add(briefing(f"b{n}", ["They met."], [person("p1", "Ada Long", 1, role=role)], issued=day))
        reader.app.shown.open_dossier("Ada Long")
        page = reader.app.shown
        await until(reader, lambda: page.here is not None and page.here[1].text == "Head number 0")
        assert sum(page.items.is_there(number) for number in range(5)) < 4
        await reader.press("G")
        await until(reader, lambda: page.here is not None and page.here[1].text == "Head number 89")
        reader.check()
        await reader.press("g")
        assert page.here is not None and page.here[1].text == "Head number 0"
        for _ in range(30):
            await reader.press("space")
            await until(reader, lambda: page.here is not None)
        assert page.here is not None and page.here[1].text == "Head number 89"


async def test_a_dossier_follows_the_size_of_the_terminal(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await opened(reader)
        for size in [(60, 20), (19, 5), (20, 6), (160, 48)]:
            await reader.resize(*size)
            reader.check()


async def test_hostile_names_and_words_do_not_reach_the_terminal(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        name = "Eve\x1b]0;owned\x07 \u202eLong"
        reader.app.library.add(
            briefing("b", ["Eve\x1b[2J met."], [person("p1", name, 1, role="[red]x[/red]")], title="t\x1b[31m")
        )
        reader.app.shown.open_dossier(name)
        page = reader.app.shown
        await until(reader, lambda: page.here is not None)
        reader.check()
        assert "[red]x[/red]" in reader.shown(page.list_view)


async def test_a_note_written_meanwhile_is_there_on_return_and_another_windows_too(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await opened(reader)
        await reader.press("enter", "a")
        await reader.type("mine")
        await reader.press("enter", "backspace")
        await until(reader, lambda: "note" in kinds(page))
        library = reader.app.library
        with library.again() as other:
            other.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(8)), body="theirs")
        await until(reader, lambda: kinds(page).count("note") == 2)


async def test_leaving_the_pages_leads_to_the_briefing_that_one_came_from(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        fill(reader.app.library)
        page = await opened(reader)
        await reader.press("G", "enter")
        assert reader.screen.briefing.id == "later"
        await reader.press("backspace")
        assert reader.app.shown is page
        await reader.press("q")
        assert reader.app.shown is reader.screen and reader.screen.briefing.id == BUNDLED.id


async def test_where_nobody_is_likely_the_same_it_is_said_and_names_can_be_typed(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        fill(reader.app.library)
        page = await opened(reader, "j", "d")
        await reader.press("M")
        await until(reader, lambda: "Nobody is likely the same" in reader.text)
        await reader.type("put")
        await until(reader, lambda: page.overlay.row is not None and page.overlay.row.text == "Vladimir Putin")
        await reader.press("escape")
        assert page.overlay.dialog is None


async def test_a_dossier_whose_last_briefing_another_window_removes_says_so_and_all_else_goes_on(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await opened(reader, "1", "g", "d")
        library = reader.app.library
        with library.again() as other:
            other.catalogue.remove([BUNDLED.id])
        await until(reader, lambda: page.here is None and not len(page.items))
        assert "No briefing says anything here" in reader.shown(page.list_view)
        reader.check()
        await reader.press("f", "4", "f", "0", "j", "G", "enter", "tab", "d", "escape", "M", "escape", "q")
        assert reader.app.shown is reader.app.reading
        await reader.press("B")
        assert reader.app.shown is not reader.app.reading


async def test_the_last_briefing_of_a_library_removed_there_and_its_dossier_looked_at_again(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await opened(reader, "1", "g", "d")
        await reader.press("B")
        library = reader.app.shown
        await until(reader, lambda: library.row is not None)
        await reader.press("x")
        await until(reader, lambda: not reader.app.library.has(BUNDLED.id))
        await reader.press("q")
        if reader.app.shown is not page:
            await reader.press("d")
        await until(reader, lambda: not len(page.items))
        reader.check()


async def test_going_back_to_a_dossier_moves_nothing_on_the_screen(reading: Any) -> None:
    async with reading(size=(120, 20)) as reader:
        fill(reader.app.library)
        page = await opened(reader)
        await reader.press("G", "k", "k", "tab")
        before, lines = page.list_view.place, reader.lines_of(page.list_view)
        await reader.press("enter")
        assert reader.app.shown is reader.app.reading
        anew = page.items
        await reader.press("backspace")
        await until(reader, lambda: page.items is not anew)
        assert page.side == "side" and page.list_view.place == before and reader.lines_of(page.list_view) == lines
