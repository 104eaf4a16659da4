"""What every page does: keys move its list, letters go to its line while it is typed into, going back leads back."""

from __future__ import annotations

from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.model import BriefingId, EntryId, SentenceNumber
from tui.screens.page import Page
from tui.widgets.row_items import Row, RowItems, Target

SIZES = [(160, 48), (120, 36), (100, 30), (60, 20), (20, 6)]


class Words(Page):
    """A page that lists the words that begin with what is typed."""

    placeholder = "Type a beginning"
    line_label = "Words"
    words = tuple(f"word {number}" for number in range(40))

    def on_mount(self) -> None:
        super().on_mount()
        self.title_bar.title = "Words"
        self.typed()

    def typed(self) -> None:
        found = [word for word in self.words if word.startswith(self.line.value)]
        self.list_view.show(RowItems([Row(word, key=word) for word in found]), None, "Words")
        self.moved()

    def moved(self) -> None:
        items = self.list_view.items
        row = items.rows[self.list_view.cursor] if isinstance(items, RowItems) and len(items) else None
        self.side_view.show(RowItems([Row(f"About {row.key}")] if row else []), None, "About")


def show(reader: Any) -> Words:
    page: Words = reader.app.pages.show(Words)
    return page


@pytest.mark.parametrize("size", SIZES)
async def test_keys_move_the_list_of_a_page_and_what_is_beside_it_follows(size: tuple[int, int], reading: Any) -> None:
    async with reading(size=size) as reader:
        page = show(reader)
        await reader.settle()
        await reader.press("j", "down")
        assert page.list_view.cursor == 2 and "word 2" in reader.shown(page.list_view)
        if not page.side_view.display:
            await reader.press("tab")
        assert "About word 2" in reader.shown(page.side_view)
        reader.check()


async def test_letters_go_to_the_line_while_it_is_typed_into_and_arrows_to_the_list(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = show(reader)
        await reader.settle()
        page.start_typing()
        await reader.type("word 3")
        assert page.line.value == "word 3" and len(page.list_view.items) == 11
        await reader.press("down", "down")
        assert page.list_view.cursor == 2
        await reader.press("escape", "j")
        assert page.line.value == "word 3" and page.list_view.cursor == 3


async def test_while_letters_are_typed_the_footer_names_no_key_that_would_be_typed(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = show(reader)
        await reader.settle()
        page.start_typing()
        await reader.settle()
        keys = [key for key, _, _ in page.status.hints]
        assert keys == ["↓ ↑", "f1", "esc"] and "esc commands" in reader.lines[-1]
        await reader.press("ctrl+c")
        assert page.status.message.startswith("esc, then q goes back")
        await reader.press("escape")
        assert "j k move" in reader.lines[-1] and "esc commands" not in reader.lines[-1]


async def test_going_back_from_a_place_that_a_page_led_to_leads_to_the_page_as_it_was_left(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.library.add(bundled_briefing()._replace(id=BriefingId("other")))
        page = show(reader)
        await reader.settle()
        await reader.press("j", "j")
        reader.app.pages.read(BriefingId("other"), Target(sentence=SentenceNumber(7)))
        await reader.settle()
        assert reader.app.shown is reader.app.reading
        assert reader.screen.briefing.id == "other" and reader.screen.sentence == 7
        await reader.press("enter")
        assert reader.screen.side == "entries"
        await reader.press("backspace")
        assert reader.screen.side == "source" and reader.app.shown is reader.app.reading
        await reader.press("backspace")
        assert reader.app.shown is page and page.list_view.cursor == 2
        await reader.press("q")
        assert reader.app.shown is reader.app.reading
        await reader.press("backspace", "backspace")
        assert reader.app.shown is reader.app.reading and "Nowhere" in reader.message


async def test_an_entry_that_is_gone_is_not_gone_to(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        show(reader)
        await reader.settle()
        reader.app.pages.read(reader.screen.briefing.id, Target(entry=EntryId("nowhere")))
        await reader.settle()
        assert reader.app.shown is reader.app.reading


async def test_a_briefing_that_is_gone_leaves_the_page_and_says_so(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = show(reader)
        await reader.settle()
        reader.app.pages.read(BriefingId("nowhere"))
        await reader.settle()
        assert reader.app.shown is page and "no briefing has this id" in page.status.message


async def test_the_help_and_the_palette_of_a_page_name_what_it_can_do(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = show(reader)
        await reader.settle()
        await reader.press("?")
        assert "Go to the next entry or sentence." in reader.text
        assert "Write a note" not in reader.text
        await reader.press("escape", ":")
        await reader.type("note")
        assert page.overlay.dialog is not None and "Nothing matches." in reader.text
        await reader.press("escape", "u")
        assert page.status.message == "“Undo” does nothing here."


async def test_a_page_follows_the_size_of_the_terminal(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = show(reader)
        await reader.settle()
        for size in [(60, 20), (19, 5), (20, 6), (160, 48)]:
            await reader.resize(*size)
            reader.check()
        assert page.list_view.display and page.side_view.display


async def test_keys_that_come_with_the_one_that_leads_to_a_page_are_for_the_page(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        show(reader)
        await reader.settle()
        await reader.press("q")
        entries = len(reader.screen.briefing.entries)
        for key in ("s", "x", "u", "i"):  # as a paste or a slow line brings them: in one piece
            reader.send(key)
        await reader.settle()
        await reader.settle()
        assert reader.app.shown is not reader.app.reading and reader.app.shown.line.value == "xui"
        assert len(reader.app.library.briefing(reader.screen.briefing.id).entries) == entries


async def test_what_was_said_unseen_is_not_said_over_a_briefing_that_is_opened(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.library.add(bundled_briefing()._replace(id=BriefingId("other")))
        id = reader.screen.briefing.id
        await reader.press("B")
        reader.app.shown.list_view.last()
        await reader.press("G", "x", "u", "enter")
        assert reader.app.shown is reader.app.reading and reader.screen.briefing.id == id
        assert "removed" not in reader.message
