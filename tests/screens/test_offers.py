"""New files in watched folders are told of once, offered first where articles are taken in, and dismissed for good."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from content.library import Library
from tui.settings import Settings
from tui.watcher import Watcher

SIZES = [(120, 36), (60, 20), (20, 6)]
WORDS = {
    "a.txt": "Norway sold gas to Poland on Monday, its minister said.",
    "b.txt": "Chile and Peru met in Lima on Friday to talk about copper.",
}


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """A folder with two articles, written a while ago."""
    folder = tmp_path / "watched"
    folder.mkdir()
    for name, words in WORDS.items():
        (folder / name).write_text(words, encoding="utf-8")
        os.utime(folder / name, (1_600_000_000, 1_600_000_000))
    return folder


async def look(reader: Any, folder: Path) -> Watcher:
    """Look into the folder as the thread does, and wait for what it tells."""
    app = reader.app
    app.watcher = app.watcher or Watcher(app)
    await asyncio.to_thread(app.watcher.look)
    await reader.settle()
    return app.watcher  # type: ignore[no-any-return]


async def taken_in(reader: Any) -> None:
    async with asyncio.timeout(30):
        while reader.app.shown.importing is not None:
            await reader.settle()
    await reader.settle()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("from_library", [False, True], ids=["reading", "library"])
async def test_new_files_are_told_of_once_and_taken_in_together(
    size: tuple[int, int], from_library: bool, reading: Any, library: Library, watched: Path
) -> None:
    async with reading(size=size, settings=Settings(watch=(str(watched),))) as reader:
        if from_library:
            await reader.press("B")
        watcher = await look(reader, watched)
        assert reader.app.shown.status.message == f"2 new files in {watched}: i takes them in."
        await reader.press("j")
        await look(reader, watched)
        assert reader.app.shown.status.message == "" and len(watcher.offers) == 2
        screen = reader.app.shown
        await reader.press("i")
        assert screen.overlay.dialog.title == "New files" and screen.overlay.row.text.startswith("Take in 2 new files")
        reader.check()
        await reader.press("enter")
        await taken_in(reader)
        assert screen.overlay.dialog.title.startswith("Imported: 2 added")
        assert library.count() == 3
        await reader.press("q")
        await look(reader, watched)
        assert not watcher.offers, "what was taken in is new no more"


async def test_one_of_them_is_taken_in_and_another_dismissed_for_good(
    reading: Any, library: Library, watched: Path
) -> None:
    async with reading(settings=Settings(watch=(str(watched),))) as reader:
        watcher = await look(reader, watched)
        await reader.press("i", "j", "x")
        assert reader.message == "“a.txt” is offered no more, until changed." and reader.dialog is None
        await look(reader, watched)
        assert [offer.path.name for offer in watcher.offers] == ["b.txt"]
        await reader.press("i", "j", "enter")
        await taken_in(reader)
        assert "Peru" in reader.screen.briefing.text and library.count() == 2
        await look(reader, watched)
        assert not watcher.offers
        (watched / "a.txt").write_text(WORDS["a.txt"] + " It is new.", encoding="utf-8")
        os.utime(watched / "a.txt", (1_600_000_100, 1_600_000_100))
        await look(reader, watched)
        assert [offer.path.name for offer in watcher.offers] == ["a.txt"]


async def test_what_is_refused_is_told_and_not_offered_again(reading: Any, library: Library, watched: Path) -> None:
    (watched / "a.txt").unlink()
    (watched / "b.txt").write_text("  \n", encoding="utf-8")
    os.utime(watched / "b.txt", (1_600_000_000, 1_600_000_000))
    async with reading(settings=Settings(watch=(str(watched),))) as reader:
        watcher = await look(reader, watched)
        assert [offer.path.name for offer in watcher.offers] == ["b.txt"]
        await reader.press("i", "enter")
        await taken_in(reader)
        assert "b.txt" in reader.message and reader.screen.status.warning
        await look(reader, watched)
        assert not watcher.offers


async def test_something_else_can_be_named_as_ever(reading: Any, watched: Path) -> None:
    async with reading(settings=Settings(watch=(str(watched),))) as reader:
        await look(reader, watched)
        await reader.press("i", "G", "x")
        assert reader.dialog.title == "New files", "what is no file cannot be dismissed"
        await reader.press("enter")
        assert reader.dialog.title == "Import" and reader.dialog.prompt is not None


async def test_nobody_is_told_who_is_at_something_else(reading: Any, watched: Path) -> None:
    async with reading(settings=Settings(watch=(str(watched),))) as reader:
        await reader.press("?")
        await look(reader, watched)
        assert reader.message == ""
        await reader.press("escape")
        await look(reader, watched)
        assert "2 new files" in reader.message


async def test_no_folder_is_looked_into_unless_it_is_watched(reading: Any) -> None:
    async with reading() as reader:
        assert reader.app.watcher is None
        await reader.press("i")
        assert reader.dialog.title == "Import"
