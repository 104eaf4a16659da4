"""Draws the picture in the README from the program itself: `python tests/picture.py` writes `.github/screen.svg`.

`tests/screens/test_picture.py` fails where the picture is no longer what the program shows.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.cells import cell_len

from content.bundled import bundled_briefing
from content.library import Library
from tui.app import ReaderApp
from tui.paths import Paths
from tui.settings import Settings

PICTURE = Path(__file__).parent.parent / ".github" / "screen.svg"
SIZE = (112, 34)
"""Columns and lines of the picture."""
CELL = 12.2
"""Units that a cell is wide in an exported SVG."""
KEYS = ("2", "j", "j")


async def drawn() -> str:
    """The screen as SVG: the Trade pane, the cursor on the forecast, its sentence marked. Nothing in it is fetched."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = Library.open(folder / "library", now=lambda: datetime.now(UTC), random=os.urandom)
        try:
            briefing = bundled_briefing()
            library.add(briefing)
            paths = Paths(folder / "library", folder / "config.toml", folder)
            app = ReaderApp(library, briefing, library.position(briefing.id), settings=Settings(), paths=paths)
            async with app.run_test(size=SIZE) as pilot:
                await pilot.press(*KEYS)
                await pilot.pause()
                return plain(app.export_screenshot(title="Readout"))
        finally:
            library.close()


def plain(svg: str) -> str:
    """An exported SVG without the fonts that it would fetch, and with names that are the same each time."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    svg = svg.replace("Fira Code, monospace", "monospace")
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    svg = re.sub(r"<clipPath id=\"[^\"]*line-\d+\">.*?</clipPath>\s*", "", svg, flags=re.S)
    svg = re.sub(r" clip-path=\"url\(#[^)]*line-\d+\)\"", "", svg)
    svg = re.sub(r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+">(.*?)</text>', _tight, svg)
    return re.sub(r"terminal-\d+", "terminal", svg)


def _tight(found: re.Match[str]) -> str:
    """A run of text without the blanks at its ends, which some programs drop and others draw."""
    name, x, y, text = found.groups()
    words = html.unescape(text)
    left = len(words) - len(words.lstrip("\xa0"))
    words = words.strip("\xa0")
    if not words.strip():
        return ""
    start, length = float(x) + left * CELL, cell_len(words) * CELL
    shown = html.escape(words, quote=False).replace("\xa0", "&#160;")
    return f'<text class="{name}" x="{start:g}" y="{y}" textLength="{length:g}">{shown}</text>'


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(drawn()), encoding="utf-8")
    print(f"{PICTURE.name}: {PICTURE.stat().st_size:,} bytes")
