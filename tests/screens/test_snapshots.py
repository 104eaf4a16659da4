"""The layout at a few sizes, as pictures to look at."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.screens.gathering import fill, until

SNAPSHOTS = runpy.run_path(str(Path(__file__).parent / "snapshots.py"))

PICTURES = {
    "wide": ((160, 48), "2 j j"),
    "side-by-side": ((100, 30), "tab"),
    "stacked": ((60, 20), "3 j"),
    "smallest": ((20, 6), ""),
    "help": ((100, 30), "?"),
    "overview": ((120, 36), "0"),
}


@pytest.mark.parametrize("name", list(PICTURES))
async def test_the_screen_looks_as_it_did(name: str, reading: Any, snapshot: Any) -> None:
    size, keys = PICTURES[name]
    async with reading(size=size) as reader:
        await reader.press(*keys.split())
        reader.check()
        assert SNAPSHOTS["picture"](reader.app) == snapshot(extension_class=SNAPSHOTS["PictureExtension"])


@pytest.mark.parametrize(("name", "size", "key"), [("dossier", (120, 36), "d"), ("timeline", (60, 20), "T")])
async def test_a_page_looks_as_it_did(name: str, size: tuple[int, int], key: str, reading: Any, snapshot: Any) -> None:
    async with reading(size=size) as reader:
        fill(reader.app.library)
        await reader.press(key)
        await until(reader, lambda: len(reader.app.shown.side_view.items) > (8 if name == "dossier" else 1))
        reader.check()
        assert SNAPSHOTS["picture"](reader.app) == snapshot(extension_class=SNAPSHOTS["PictureExtension"])
