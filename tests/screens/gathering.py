"""For tests of the pages that ask in a thread: a library of several briefings, and waiting for the answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from content.bundled import bundled_briefing
from content.library import Library
from content.model import BriefingId
from tests.domain.named import briefing, person, statement
from tui.screens.dossier import DossierPage

BUNDLED = bundled_briefing()
LATER = BUNDLED._replace(
    id=BriefingId("later"),
    title="A year later",
    source=BUNDLED.source._replace(issued="2024-05-02", publisher="The Ledger"),
)


def fill(library: Library) -> None:
    """Add a second text with the same people, and one in which a name is spelt otherwise."""
    library.add(LATER)
    library.add(
        briefing(
            "spelt",
            ["Mikhail V. Mishustin met Li Hui on June 3.", "Nobody was told."],
            [
                person("p1", "Mikhail V. Mishustin", 1, role="Head of government"),
                person("p2", "Li Hui", 1),
                statement("t1", "Mishustin met Li Hui", 1, dates=(("June 3", "--06-03"),)),
            ],
            issued="2025-06-04",
            title="A meeting in June",
        )
    )
    while library.dossiers.follow(10):
        pass


async def until(reader: Any, holds: Callable[[], Any]) -> None:
    """Wait until the answer has come that makes this true."""
    async with asyncio.timeout(20):
        await reader.settle()
        while not holds():
            await asyncio.sleep(0.005)
            await reader.settle()
    await reader.settle()


async def opened(reader: Any, *keys: str) -> DossierPage:
    """The dossier that keys open, its first page there."""
    await reader.press(*(keys or ("d",)))
    await until(reader, lambda: isinstance(reader.app.shown, DossierPage) and reader.app.shown.here is not None)
    page: DossierPage = reader.app.shown
    await until(reader, lambda: page.companions is not None)
    return page
