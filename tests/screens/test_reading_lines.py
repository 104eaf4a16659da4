"""Lines kept from before are those that would be drawn now: seeded walks of keys, clicks, sizes and all else."""

from __future__ import annotations

import random
from typing import Any

import pytest

from content.library import Library
from tui.screens.layout import Arrangement
from tui.widgets.line_view import LineView

KEYS = [
    *"jjjjkkJKgGbhl]['cLntNrRz-=BDx", "space", "tab", "tab", "enter", "enter", "backspace", "alt+right", "ctrl+d",
    "ctrl+u", "down", "up",
]  # fmt: skip
TABS = "000012233456"
SIZES = [
    (120, 36), (120, 12), (120, 13), (160, 50), (100, 30), (80, 24), (99, 36), (60, 20), (59, 20), (40, 15), (20, 6),
    (19, 5), (120, 9), (120, 7), (75, 13),
]  # fmt: skip
STEPS = 22
FOUND = [0, 41, 103, 114, 135, 142, 145, 150]
"""Walks that met lines kept too long, before those were mended."""


def written(strips: Any) -> list[list[Any]]:
    """Lines as texts and their styles."""
    return [list(strip) for strip in strips]


def stale(view: LineView) -> list[tuple[Any, Any]]:
    """The lines that a list shows, each with what it should be, where they differ."""
    shown = written(view.render_line(y) for y in range(view.region.height))
    held = (view._drawn, view._kept, view._framed, view._head, view._foot)
    view._drawn, view._kept, view._framed, view._head, view._foot = {}, {}, {}, None, None
    fresh = written(view._compose_rows())
    view._drawn, view._kept, view._framed, view._head, view._foot = held
    assert len(shown) == len(fresh), view.id
    return [(a, b) for a, b in zip(shown, fresh, strict=True) if a != b]


class Walk:
    """A reader who does one thing after another, by lot."""

    def __init__(self, reader: Any, seed: int, briefings: list[str]) -> None:
        self.reader, self.chance, self.briefings = reader, random.Random(seed), briefings
        self.done: list[Any] = []
        # A pane is left for the Overview and comes back often: what was kept of it must not outlive a change.
        self.ways = [self.key] * 35 + [self.tab] * 28 + [self.resize] * 9 + [self.find] * 7 + [self.close] * 7
        self.ways += [self.click] * 5 + [self.open] * 4 + [self.theme] * 2 + [self.wheel] * 3

    async def step(self) -> None:
        """Do one thing, and see that every list shows what it should."""
        reader = self.reader
        await self.chance.choice(self.ways)()
        if reader.dialog is not None and self.chance.random() < 0.5:
            self.done.append("escape")
            await reader.press("escape")
        await reader.settle()
        screen = reader.screen
        for view in (reader.entries, reader.source, screen.details_view, screen.overlay.list):
            if view.display and view.region.area:
                wrong = stale(view)
                assert not wrong, (view.id, self.done, wrong[0])

    async def key(self) -> None:
        key = self.chance.choice(KEYS)
        self.done.append(key)
        await self.reader.press(key)

    async def tab(self) -> None:
        key = self.chance.choice(TABS)
        self.done.append(key)
        await self.reader.press(key)

    async def close(self) -> None:
        self.done.append("escape")
        await self.reader.press("escape")

    async def resize(self) -> None:
        size = self.chance.choice(SIZES)
        self.done.append(size)
        await self.reader.resize(*size)

    async def find(self) -> None:
        words = self.chance.choice(["trade", "e", "S", "nowhere", "bei"])
        if self.reader.dialog is None and self.reader.screen.shape.arrangement is not Arrangement.TINY:
            self.done.append(f"/{words}")
            await self.reader.press("/", "ctrl+u", *words, "enter")

    async def click(self) -> None:
        size = self.reader.app.size
        place = (self.chance.randrange(size.width), self.chance.randrange(size.height))
        self.done.append(f"click {place}")
        await self.reader.click(*place)

    async def open(self) -> None:
        id = self.chance.choice(self.briefings)
        if self.reader.dialog is None:
            self.done.append(f"open {id}")
            self.reader.screen.open_briefing(id)

    async def theme(self) -> None:
        name = self.chance.choice(["readout-light", "readout-dark", "nord"])
        self.done.append(name)
        self.reader.app.show_theme(name)

    async def wheel(self) -> None:
        view = self.chance.choice([self.reader.entries, self.reader.source])
        if view.display and view.region.area:
            self.done.append(f"wheel {view.id}")
            await self.reader.wheel(view, self.chance.choice([-2, 2]))


@pytest.mark.parametrize("seed", sorted({*FOUND, *range(16)}))
async def test_every_list_shows_what_it_would_show_if_nothing_were_kept(
    seed: int, library: Library, reading: Any, make: Any
) -> None:
    bundled = library.briefing(library.summaries()[0].id)
    panes = ["people", "trade", "expert"]
    many = make.briefing(
        [f"Sentence number {n} " * (1 + n % 9) for n in range(60)],
        [(panes[n % 3], f"Entry {n}", [1 + n, 1 + n * 7 % 60]) for n in range(40)],
        id="many",
    )
    async with reading(library=make.shelf(bundled, many), briefing=bundled) as reader:
        walk = Walk(reader, seed, [bundled.id, many.id])
        for _ in range(STEPS):
            await walk.step()
