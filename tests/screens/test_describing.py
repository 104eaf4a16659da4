"""Title, author, date, publisher and address are edited with the keys, and nothing that was written is lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.errors import LibraryError
from content.library import Library
from content.model import Source
from tui.app import ReaderApp
from tui.screens.layout import Arrangement

Open = Callable[..., Any]

BUNDLED = bundled_briefing()
ID, TITLE = BUNDLED.id, BUNDLED.title
SIZES = [(160, 48), (120, 36), (60, 20), (40, 10), (20, 6)]


def facts(library: Library) -> tuple[str, Source]:
    return library.facts(ID)


def values(reader: Any) -> list[str]:
    """What stands in the fields."""
    return [line.value for line in reader.screen.form.lines]


def active(reader: Any) -> str:
    """The name of the field that keys go to."""
    form = reader.screen.form
    return form.writing.fields[form.active].label  # type: ignore[no-any-return]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_is_kept_and_shown_at_once(reading: Open, library: Library, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        await reader.press("I")
        assert values(reader) == [TITLE, *BUNDLED.source[1:2], BUNDLED.source.issued, *values(reader)[3:]]
        reader.check()
        await reader.press("ctrl+u", *"Li meets Mishustin", "tab", *"A. Writer", "down", "ctrl+u", *"2023-05-24")
        reader.check()
        await reader.press("tab", "ctrl+u", *"The Paper", "tab", "ctrl+u", *"https://example.org/a", "enter")
        assert not reader.screen.is_writing
        title, source = facts(library)
        assert title == "Li meets Mishustin" and source.author.endswith("A. Writer")
        assert source[2:] == ("The Paper", "2023-05-24", "https://example.org/a")
        assert reader.screen.briefing.source == source and reader.screen.title_bar.title == title
        if reader.screen.shape.title:
            assert "Li meets Mishustin" in reader.lines[0]
        assert reader.message == "Saved: title, author, date, publisher, address. u takes it back."
        reader.check()
        await reader.press("u")
        assert facts(library) == (TITLE, BUNDLED.source)
        assert reader.screen.title_bar.title == TITLE and reader.screen.briefing == BUNDLED
        await reader.press("ctrl+r")
        assert reader.screen.title_bar.title == "Li meets Mishustin"


async def test_edit_in_the_overview_edits_what_it_says_of_the_briefing(reading: Open, library: Library) -> None:
    async with reading() as reader:
        await reader.press("0", "e")
        assert active(reader) == "title" and "Title and source" in reader.text
        await reader.press("up", "up", "ctrl+u", *"The Paper", "enter")
        assert facts(library)[1].publisher == "The Paper"
        assert "The Paper" in reader.shown(reader.entries), "the Overview says so at once"
        await reader.press("tab", "e")
        assert not reader.screen.is_writing and "No note here" in reader.message, "in the source it is about notes"


async def test_the_palette_has_it(reading: Open) -> None:
    async with reading() as reader:
        await reader.press(":", *"title and", "enter")
        assert reader.screen.is_writing and values(reader)[0] == TITLE


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("steps", "written", "label", "told"),
    [
        (2, "24 May 2023", "date", "2023-05"),
        (2, "2023-13", "date", "2023-05"),
        (4, "example.org/a", "address", "http"),
        (4, "ftp://example.org", "address", "http"),
        (0, "  ", "title", "needs a title"),
    ],
)
async def test_wrong_input_is_told_and_nothing_is_lost(
    reading: Open, library: Library, size: tuple[int, int], steps: int, written: str, label: str, told: str
) -> None:
    async with reading(size=size) as reader:
        await reader.press("I", "tab", *"A. Writer", "shift+tab", *["tab"] * steps, "ctrl+u", *written, "enter")
        assert active(reader) == label and reader.screen.is_writing
        assert facts(library) == (TITLE, BUNDLED.source), "what was right is not kept either"
        assert told in " ".join(" ".join(line.strip("│╭╰╮╯─ ") for line in reader.lines).split())
        assert values(reader)[steps] == written and values(reader)[1].endswith("A. Writer")
        reader.check()
        await reader.press("ctrl+u", *{"date": "2023", "address": "", "title": "T"}[label], "enter")
        assert not reader.screen.is_writing and facts(library)[1].author.endswith("A. Writer")


async def test_escape_keeps_nothing_and_the_same_key_takes_up_what_was_written(
    reading: Open, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    monkeypatch.setattr(ReaderApp, "leave", lambda self, status=0: left.append(status))
    async with reading() as reader:
        await reader.press("I", "escape")
        assert not reader.message
        await reader.press("I", *" again", "escape")
        assert reader.message == "Not saved; I takes it up again." and facts(library)[0] == TITLE
        await reader.press("q")
        assert not left and "Unsaved words" in reader.message and "Title and source" in reader.message
        await reader.press("I")
        assert values(reader)[0] == f"{TITLE} again" and "as you left it" in reader.text
        await reader.press("ctrl+q")
        assert not left and "not saved yet" in reader.text
        await reader.press("enter")
        assert facts(library)[0] == f"{TITLE} again"
        await reader.press("I", "enter")
        assert reader.message == "Nothing was changed."
        await reader.press("q")
        assert left == [0]


async def test_what_another_window_changed_meanwhile_survives(
    reading: Open, library: Library, clock: Callable[[], datetime]
) -> None:
    bytes_of = itertools.count(10_000_000)
    other = Library.open(library.folder, now=clock, random=lambda n: next(bytes_of).to_bytes(n, "big"))
    async with reading() as reader:
        await reader.press("I", *" again")
        other.editor.describe(ID, author="Theirs", issued="2020")
        await reader.press("enter")
        title, source = facts(library)
        assert (title, source.author, source.issued) == (f"{TITLE} again", "Theirs", "2020")
        await reader.press("I", "ctrl+u", *"Mine")
        other.editor.describe(ID, title="Theirs, too")
        await reader.press("enter")
        assert reader.screen.is_writing and facts(library)[0] == "Theirs, too"
        assert "Another window changed the title and made it “Theirs, too”" in reader.text
        await reader.press("enter")
        assert facts(library)[0] == "Mine" and not reader.screen.is_writing
        other.editor.describe(ID, title="Once more")
        reader.screen.notice_others()
        assert reader.screen.title_bar.title == "Once more", "and it is shown when nothing is being written"
    other.close()


async def test_what_cannot_be_kept_is_told(reading: Open, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise LibraryError("the disk is full", where="library.db", remedy="make room")

    async with reading() as reader:
        with monkeypatch.context() as patch:
            patch.setattr(library.editor, "describe", refuse)
            await reader.press("I", *" again", "enter")
            assert reader.screen.is_writing and "the disk is full; make room" in reader.text
        await reader.press("enter")
        assert facts(library)[0] == f"{TITLE} again"
        monkeypatch.setattr(Library, "read_only", property(lambda self: "a newer program wrote it"))
        await reader.press("I")
        assert not reader.screen.is_writing and reader.message == "a newer program wrote it"


async def test_text_from_outside_commands_nothing_and_stays_as_it_is_where_it_is_not_touched(
    reading: Open, library: Library, make: Any
) -> None:
    wild = "T\x1b]0;x\x07\u202e"
    made = make.briefing(["One."], [("trade", "A", [1])], title=wild, source=Source(wild, wild, wild, wild, wild))
    library.add(made)
    async with reading(library=library, briefing=made) as reader:
        await reader.press("I")
        assert "\x1b" not in "".join(values(reader))
        reader.check()
        await reader.press("tab", *"B")
        reader.screen.on_paste(_pasted("\x1b[2J\nC"))
        await reader.settle()
        reader.check()
        await reader.press("enter")
        title, source = library.facts(made.id)
        assert title == wild and source.issued == wild, "what was not touched is not judged"
        assert "\x1b" not in source.author and source.author.endswith("C")


async def test_the_mouse_and_other_sizes_leave_what_is_written(reading: Open) -> None:
    async with reading(size=(100, 30)) as reader:
        await reader.press("I", *" again")
        await reader.click_on("publisher")
        assert active(reader) == "publisher"
        for size in [(20, 6), (19, 5), (160, 48), (60, 20)]:
            await reader.resize(*size)
            reader.check()
            if reader.screen.shape.arrangement is Arrangement.TINY:
                await reader.press("x")
        assert values(reader)[0] == f"{TITLE} again" and "publisher" in reader.text
        reader.app.show_theme("readout-light")
        await reader.settle()
        reader.check()


def _pasted(text: str) -> Any:
    from textual import events

    return events.Paste(text)
