"""Every command of the pages does what it says when each of its keys is pressed, and none goes untried."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from content.bundled import bundled_briefing
from content.model import BriefingId
from tests.screens.gathering import fill, opened, until
from tui.command import Command
from tui.page_commands import PAGE_COMMANDS

Case = Callable[[Any, str], Awaitable[None]]
CASES: dict[str, Case] = {}


def tries(id: str) -> Callable[[Case], Case]:
    """Registers a case for a command: it is given the running app, a briefing on the screen, and the key to press."""

    def register(case: Case) -> Case:
        assert id not in CASES, id
        CASES[id] = case
        return case

    return register


def test_every_command_of_the_pages_has_a_case_and_no_case_lacks_its_command() -> None:
    assert set(CASES) == {command.id for command in PAGE_COMMANDS}


async def test_a_key_carries_its_command_out(reading: Any) -> None:
    commands: tuple[Command, ...] = PAGE_COMMANDS
    for command in commands:
        for key in command.keys:
            async with reading(size=(120, 36)) as reader:
                await CASES[command.id](reader, key)
                reader.check()


async def searching(reader: Any, words: str, *keys: str) -> Any:
    """Search for words, wait for the answer, and press keys."""
    await reader.press("s")
    page = reader.app.shown
    await reader.type(words)
    async with asyncio.timeout(20):
        while page.answered_query != words:
            await asyncio.sleep(0.005)
            await reader.settle()
    await reader.press("escape", *keys)
    return page


@tries("search-among")
async def _(reader: Any, key: str) -> None:
    page = await searching(reader, "trade", key)
    assert "entries only" in page.list_view.footing


@tries("search-order")
async def _(reader: Any, key: str) -> None:
    page = await searching(reader, "trade", key)
    assert page.list_view.footing == "newest first"
    await reader.press(key)
    assert page.list_view.footing == "best first"


@tries("more-of-briefing")
async def _(reader: Any, key: str) -> None:
    page = await searching(reader, "trade", key)
    await until(reader, lambda: "this briefing" in page.title_bar.measure[0])
    assert page.is_within
    await reader.press(key)
    assert not page.is_within and "this briefing" not in page.title_bar.measure[0]


@tries("save-search")
async def _(reader: Any, key: str) -> None:
    await searching(reader, "trade", key)
    await reader.type("Mine")
    await reader.press("enter")
    assert [(each.name, each.query) for each in reader.app.library.search.saved()] == [("Mine", "trade")]


@tries("saved-searches")
async def _(reader: Any, key: str) -> None:
    reader.app.library.search.save("Mine", "grain")
    page = await searching(reader, "trade", key, "enter")
    assert page.line.value == "grain"


@tries("search-pattern")
async def _(reader: Any, key: str) -> None:
    page = await searching(reader, "trade", key)
    assert "regular expressions" in page.list_view.footing
    await reader.press(key)
    assert "regular expressions" not in page.list_view.footing


async def library(reader: Any, *keys: str) -> Any:
    """Show the library, which has a second briefing, and press keys there."""
    other = bundled_briefing()._replace(id=BriefingId("other"), title="The other one")
    reader.app.library.add(other, undoable=False)
    reader.app.library.catalogue.archive([other.id], on=False)  # as it was before another command was tried
    reader.app.library.catalogue.restore_title(other.id)
    await reader.press("B", "g", *keys)
    return reader.app.shown


@tries("open-briefing")
async def _(reader: Any, key: str) -> None:
    await library(reader, key)
    assert reader.app.shown is reader.app.reading and reader.screen.briefing.id == "other"


@tries("filter-briefings")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, key, *"china")
    assert page.is_typing and page.line.value == "china" and len(page.list_view.items) == 1


@tries("sort-briefings")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, key)
    assert page.overlay.dialog.title == "Sort by"
    await reader.press(key)
    assert page.list_view.footing == "added: earliest first" and page.row.id != "other"


@tries("group-briefings")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, key)
    assert "No source" in reader.text and "by source" in page.list_view.footing


@tries("star-briefing")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, key)
    assert page.row.is_starred
    await reader.press(key)
    assert not page.row.is_starred


@tries("rename-briefing")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, key, *"Mine", "enter")
    assert page.row.title == "Mine" and "Mine" in reader.text


@tries("archive")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, key)
    assert page.row.id != "other" and reader.app.library.catalogue.row(BriefingId("other")).is_archived


@tries("show-archived")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, "A", key)
    assert len(page.list_view.items) == 2 and "archived" in reader.text
    await reader.press(key)
    assert len(page.list_view.items) == 1


@tries("choose-briefing")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, key)
    assert list(page.chosen) == ["other"] and "1 chosen" in reader.text
    await reader.press("k", key)
    assert not page.chosen


@tries("merge-briefings")
async def _(reader: Any, key: str) -> None:
    page = await library(reader, key)
    assert "Choose the two texts" in page.status.message
    await reader.press("v", "v", key)
    assert page.overlay.dialog.title == "Which is the later text?"


@tries("kind")
async def _(reader: Any, key: str) -> None:
    page = await opened(reader)
    await reader.press(key, "1")
    assert "Roles only" in reader.text and page.items.kind == "role"


@tries("merge-names")
async def _(reader: Any, key: str) -> None:
    fill(reader.app.library)
    page = await opened(reader)
    await reader.press(key)
    assert "Who is Mikhail Mishustin as well?" in reader.text
    await until(reader, lambda: page.overlay.row is not None)
    await reader.press("enter")
    await until(reader, lambda: page.overlay.row is not None and "One under the name" in page.overlay.row.text)
    await reader.press("2")
    await until(reader, lambda: "Mikhail V. Mishustin" in reader.lines[0])


@tries("split-names")
async def _(reader: Any, key: str) -> None:
    page = await opened(reader)
    await reader.press(key, "enter")
    await until(reader, lambda: "somebody else" in page.status.message)


@tries("rename")
async def _(reader: Any, key: str) -> None:
    await opened(reader)
    await reader.press(key)
    await reader.type("PM")
    await reader.press("enter")
    await until(reader, lambda: " PM " in reader.lines[0])


@tries("of-what")
async def _(reader: Any, key: str) -> None:
    for page in ("T", "F"):
        await reader.press(page)
        await reader.press(key, "2")
        await until(reader, lambda: "all briefings" in reader.lines[0])
        await reader.press("q")
