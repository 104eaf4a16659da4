"""The colours behind highlighted and selected words, for the page of any theme: body text keeps its contrast of 7:1.

Told apart by hue alone they are not: the letter of a highlight's colour stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from content.notes import Colour
from tui.contrast import Rgb, blend, contrast, luminance, tint
from tui.themes import TEXT_CONTRAST, ReadingColours


class MarkerColours(NamedTuple):
    """Colours as Rich reads them: `#rrggbb`, or the terminal's own by name.

    `highlights` go behind body text; `selected` goes behind `selected_text`.
    """

    highlights: Mapping[Colour, str]
    selected: str
    selected_text: str


_HUES: Mapping[Colour, Rgb] = {
    Colour.YELLOW: (240, 205, 20),
    Colour.GREEN: (60, 190, 70),
    Colour.BLUE: (45, 120, 255),
    Colour.RED: (235, 60, 60),
    Colour.PURPLE: (165, 75, 235),
    Colour.ORANGE: (250, 130, 20),
    Colour.TEAL: (0, 185, 180),
    Colour.SLATE: (125, 145, 170),
}

_SHARES = tuple(share / 100 for share in range(72, 3, -4))
"""How much of a hue is laid on the page, the most first."""

_ANSI_DARK = (
    "#5f5f00", "#005f00", "#00005f", "#5f0000", "#5f005f", "#5f3700", "#005f5f", "#3a3a3a",
)  # fmt: skip
_ANSI_LIGHT = (
    "#ffff87", "#afffaf", "#afd7ff", "#ffafaf", "#ffafff", "#ffd7af", "#afffff", "#d0d0d0",
)  # fmt: skip


def markers_on(page: ReadingColours) -> MarkerColours:
    """The colours for a page. Where the terminal decides what the page is, those that most pages can have."""
    if not page.background.startswith("#") or not page.text.startswith("#"):
        # The cursor's colour tells whether such a page is taken for dark.
        dark = not page.cursor.startswith("#") or luminance(_rgb(page.cursor)) < 0.2
        found = dict(zip(Colour, _ANSI_DARK if dark else _ANSI_LIGHT, strict=True))
        return MarkerColours(found, "white" if dark else "black", "black" if dark else "bright_white")
    paper, text = _rgb(page.background), _rgb(page.text)
    highlights = {colour: _hex(tint(paper, hue, text, TEXT_CONTRAST, _SHARES)) for colour, hue in _HUES.items()}
    # As in print: the page's colours exchanged, no brighter than need be.
    shares = (0.3, 0.2, 0.1)
    selected = next((b for b in (blend(text, paper, s) for s in shares) if contrast(b, paper) >= TEXT_CONTRAST), text)
    return MarkerColours(highlights, _hex(selected), page.background)


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
