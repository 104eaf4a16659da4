"""Files are taken in from the reader: one, several, a folder; a bad one holds up no other, and it can be ended."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

import content.imports
import content.intake
from content.drafters import Drafters
from content.errors import LibraryError
from content.intake import Outcome
from content.library import Library
from tests.domain.articles import SHORT
from tui.command_line.importing import import_files
from tui.screens.importing import begin
from tui.screens.reading_parts import REVIEW

OTHER = "Angola and Portugal signed a trade agreement in Luanda on Tuesday. Exports rose to $2 billion."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles and an empty file."""
    folder = tmp_path / "many articles"
    folder.mkdir()
    (folder / "a.txt").write_text(SHORT, "utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_text(OTHER, "utf-8")
    return folder


async def _import(reader: Any, typed: str) -> None:
    await reader.press("i")
    reader.screen.overlay.paste(typed)
    await reader.press("enter")


async def _until_read(reader: Any) -> None:
    async with asyncio.timeout(20):
        while reader.screen.importing is not None:
            await reader.settle()
    await reader.settle()


async def _until_shown(reader: Any, words: str) -> None:
    async with asyncio.timeout(20):
        while words not in reader.text:
            await reader.settle()


def _rows(reader: Any) -> list[str]:
    return [f"{row.lead} {row.text}".strip() for row in reader.dialog.rows if row.text]


async def test_a_draft_opens_to_be_reviewed_and_the_same_one_again_too(reading: Any, articles: Path) -> None:
    async with reading(size=(120, 36)) as reader:
        for _ in range(2):
            await _import(reader, str(articles / "a.txt"))
            await _until_read(reader)
            assert reader.dialog is None and reader.message == ""
            assert reader.screen.briefing.text == SHORT.strip() and reader.screen.tab == REVIEW
            assert reader.screen.entry.is_to_review
            await reader.press("q")
        reader.check()


async def test_a_folder_ends_with_a_summary_of_what_was_done_and_what_was_refused_and_why(
    reading: Any, articles: Path
) -> None:
    async with reading(size=(120, 36)) as reader:
        await _import(reader, str(articles / "a.txt"))
        await _until_read(reader)
        await _import(reader, str(articles))
        await _until_read(reader)
        assert reader.dialog.title == "Imported: 1 added, 1 already there, 1 refused"
        rows = _rows(reader)
        assert rows[0] == "1 refused" and "b.txt" in rows[1] and rows[1].startswith("!")
        assert [row for row in rows if row.endswith(("added", "there"))] == ["1 added", "1 already there"]
        assert reader.app.library.count() == 3
        reader.check()
        await reader.press("enter")
        assert reader.dialog is None and reader.screen.briefing.text == SHORT.strip()
        await _import(reader, str(articles))
        await _until_read(reader)
        await reader.press("j", "j", "enter")
        assert reader.screen.briefing.text == OTHER and reader.screen.tab == REVIEW


@pytest.mark.parametrize("size", [(120, 36), (60, 20), (20, 6)])
async def test_the_summary_fits_every_size_and_scrolls(reading: Any, articles: Path, size: tuple[int, int]) -> None:
    for number in range(40):
        (articles / f"empty-{number:02}.txt").write_bytes(b"")
    async with reading(size=size) as reader:
        await _import(reader, str(articles))
        await _until_read(reader)
        reader.check()
        await reader.press("G")
        assert "trade" in reader.shown(reader.screen.overlay.list).casefold()
        reader.check()
        await reader.press("q")
        assert reader.dialog is None


async def test_several_paths_are_taken_and_one_with_blanks_in_quotation_marks(reading: Any, articles: Path) -> None:
    async with reading(size=(120, 36)) as reader:
        await _import(reader, f'"{articles / "a.txt"}" "{articles / "c.txt"}" "{articles / "none.txt"}"')
        await _until_read(reader)
        assert reader.dialog.title == "Imported: 2 added, 0 already there, 1 refused"


@pytest.mark.parametrize("typed", ["~nobody-has-this-home/a.txt", '"', "no\0file"])
async def test_a_path_that_leads_nowhere_is_one_sentence(reading: Any, typed: str) -> None:
    async with reading(size=(120, 36)) as reader:
        begin(reader.screen, typed)
        await _until_read(reader)
        assert reader.screen.status.warning and reader.message and reader.dialog is None
        reader.check()


async def test_a_folder_with_nothing_to_read_is_one_sentence(reading: Any, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    async with reading(size=(120, 36)) as reader:
        await _import(reader, str(tmp_path / "nothing"))
        await _until_read(reader)
        assert "there is no file of a kind that can be read" in reader.message


class Gate:
    """Holds up the reading of each file until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        self.lets, self.waits = Event(), Event()
        drafted = Drafters._drafted

        def waiting(drafters: Drafters, data: bytes, name: str) -> Any:
            self.read.append(Path(name).name)
            self.waits.set()
            assert self.lets.wait(20)
            self.lets.clear()
            return drafted(drafters, data, name)

        monkeypatch.setattr(Drafters, "_drafted", waiting)

    async def reached(self, reader: Any) -> None:
        """Wait until a file is being read."""
        async with asyncio.timeout(20):
            while not self.waits.is_set():
                await reader.settle()
        self.waits.clear()
        await reader.settle()


async def test_a_bar_shows_how_far_it_is_and_escape_ends_it_after_the_file_that_is_read(
    reading: Any, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    async with reading(size=(120, 36)) as reader:
        await _import(reader, str(articles))
        await gate.reached(reader)
        await _until_shown(reader, "1 of 3")
        assert "a.txt" in reader.shown(reader.screen.overlay.list)
        reader.check()
        await reader.press("enter")
        assert reader.dialog is not None and reader.dialog.title == "Importing"
        gate.lets.set()
        await gate.reached(reader)
        await _until_shown(reader, "2 of 3")
        assert "█" in reader.text
        await reader.press("escape")
        assert reader.dialog is None and reader.message == "The import ends after the file that is being read."
        gate.lets.set()
        await _until_read(reader)
        assert gate.read == ["a.txt", "b.txt"]
        assert reader.dialog.title == "Imported: 1 added, 0 already there, 1 refused; ended after 2 of 3 files"


async def test_on_a_screen_that_is_too_small_the_summary_waits_for_room(
    reading: Any, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    async with reading(size=(60, 20)) as reader:
        await _import(reader, str(articles))
        await gate.reached(reader)
        await reader.resize(19, 5)
        for _ in ("b.txt", "c.txt"):
            reader.check()
            gate.lets.set()
            await gate.reached(reader)
        gate.lets.set()
        await _until_read(reader)
        reader.check()
        await reader.resize(60, 20)
        assert reader.dialog.title == "Imported: 2 added, 0 already there, 1 refused"
        reader.check()


async def test_while_one_file_is_read_the_reader_reads_on(
    reading: Any, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    async with reading(size=(120, 36)) as reader:
        await _import(reader, str(articles / "a.txt"))
        await gate.reached(reader)
        assert reader.dialog is None
        await reader.press("j")
        assert reader.entry_id == "p2"
        await reader.press("i")
        assert reader.message.startswith("Files are being read") and reader.dialog is None
        await reader.press("a")
        assert reader.screen.is_writing
        gate.lets.set()
        await _until_read(reader)
        assert reader.screen.is_writing and reader.message.startswith("Imported: Trade talks in Lisbon")


async def test_a_library_that_cannot_be_written_ends_the_import_and_says_why(
    reading: Any, articles: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Library.again

    def unwritable(self: Library) -> Library:
        opened = again(self)
        opened._store.storage._connection.execute("PRAGMA query_only = ON")
        return opened

    monkeypatch.setattr(Library, "again", unwritable)
    async with reading(size=(120, 36)) as reader:
        await _import(reader, str(articles))
        await _until_read(reader)
        assert reader.screen.status.warning or reader.dialog.rows[0].lead == "!"
        assert library.count() == 1


# -- on the command line


def test_on_a_terminal_it_is_said_how_to_review_what_was_drafted(
    library: Library, articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tui.output.is_terminal", lambda stream: True)
    options = Namespace(files=[str(articles / "a.txt")], desk="world")
    assert import_files(library, options, library.now) == 0
    told = capsys.readouterr().err
    assert "to review the draft: readout open trade-talks-in-lisbon" in told and "then V" in told
    options.files = [str(articles)]
    assert import_files(library, options, library.now) == 1
    told = capsys.readouterr().err
    assert "0/3 a.txt" in told and "b.txt" in told and "1 added, 1 already there, 1 refused" in told


def test_an_interrupt_ends_between_files_with_the_summary(
    library: Library, articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import content.intake

    drafted = content.intake.drafted_from

    def interrupted(data: bytes, name: str, **options: Any) -> Any:
        if Path(name).name == "c.txt":
            raise KeyboardInterrupt
        return drafted(data, name, **options)

    monkeypatch.setattr(content.intake, "drafted_from", interrupted)
    assert import_files(library, Namespace(files=[str(articles)], desk="world"), library.now) == 130
    said = capsys.readouterr()
    assert "1 added, 0 already there, 1 refused; cancelled: what was added stays" in said.err
    assert library.count() == 2
    assert said.out.startswith(Outcome.ADDED)


async def test_an_address_is_refused_with_the_name_of_the_setting_and_asked_for_where_that_allows_it(
    reading: Any,
) -> None:
    async with reading(size=(120, 36)) as reader:
        await _import(reader, "https://127.0.0.1/article")
        await _until_read(reader)
        assert "fetch = true" in reader.message
        reader.app.settings = reader.app.settings._replace(fetch=True)
        await _import(reader, "https://127.0.0.1/article")
        await _until_read(reader)
        assert "127.0.0.1" in reader.message and "fetch = true" not in reader.message
        reader.check()


async def test_a_library_that_fails_in_the_midst_is_told_beside_what_was_added(
    reading: Any, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, kept = content.intake.keep, []

    def keep_one(library: Library, drafted: Any, name: str) -> Any:
        if kept:
            raise LibraryError("the disk is full", where="library.db", remedy="make room")
        kept.append(name)
        return keep(library, drafted, name)

    monkeypatch.setattr(content.intake, "keep", keep_one)
    monkeypatch.setattr(content.imports, "MOST_TOGETHER", 1)
    async with reading(size=(120, 36)) as reader:
        await _import(reader, f"'{articles / 'a.txt'}' '{articles / 'c.txt'}'")
        await _until_read(reader)
        assert any("the disk is full" in row for row in _rows(reader)) and "1 added" in reader.dialog.title
        reader.check()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_fault_of_the_program_is_told_and_passes_for_no_end(
    reading: Any, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(drafters: Drafters, data: bytes, name: str) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(Drafters, "_drafted", fail)
    async with reading(size=(120, 36)) as reader:
        await _import(reader, str(articles))
        await _until_read(reader)
        assert "A fault of the program ended the import" in reader.message
        reader.check()
