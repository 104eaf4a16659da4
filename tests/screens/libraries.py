"""What the tests of the library's screen share: the page on the screen, and eyes for its list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tui.screens.library import LibraryPage
from tui.widgets.briefing_items import BriefingItems

TITLES = ("Grain deal renewed", "Élysée talks on gas", "Harbour strike ends", "Cabinet reshuffle", "Yuan at a low")
SOURCES = ("Reuters", "Le Monde", "Reuters", "", "Xinhua")


async def show(reader: Any) -> LibraryPage:
    """The library, on the screen."""
    await reader.press("B")
    page: LibraryPage = reader.app.shown
    assert isinstance(page, LibraryPage)
    return page


def listed(page: LibraryPage) -> list[str]:
    """The titles in the list from top to bottom, and the headings as `[name]`."""
    items = page.list_view.items
    if not isinstance(items, BriefingItems):
        return []
    rows = [items.row(index) for index in range(len(items))]
    names = {section.start: section.group.name for section in items.sections}
    return [row.title if row is not None else f"[{names[index]}]" for index, row in enumerate(rows)]


def under_cursor(page: LibraryPage) -> str:
    """The title under the cursor; empty where there is none."""
    row = page.row
    return row.title if row is not None else ""


async def until(reader: Any, holds: Callable[[], bool]) -> None:
    """Wait for what a thread brings."""
    async with asyncio.timeout(20):
        while not holds():
            await reader.settle()
