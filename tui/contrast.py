"""Contrast between colours, and colours moved until they have enough of it.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), from 1 to 21.
"""

from __future__ import annotations

from collections.abc import Iterable

Rgb = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)

_LINEAR = tuple(value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in range(256))


def luminance(colour: Rgb) -> float:
    """The relative luminance of a colour, from 0 to 1."""
    red, green, blue = colour
    return 0.2126 * _LINEAR[red] + 0.7152 * _LINEAR[green] + 0.0722 * _LINEAR[blue]


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast of two colours, from 1 to 21."""
    a, b = luminance(one), luminance(other)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def opposite(colour: Rgb) -> Rgb:
    """Black or white, whichever is easier to read on the colour: 4.58:1 at least."""
    return WHITE if luminance(colour) < 0.1791 else BLACK


def blend(one: Rgb, other: Rgb, share: float) -> Rgb:
    """The colour on the way from one to the other; a share of 1 is the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def strengthen(colour: Rgb, papers: Iterable[Rgb], least: float, pole: Rgb) -> Rgb:
    """The colour moved towards `pole` no further than it takes to have `least` contrast on all the papers."""
    papers = list(papers)
    for step in range(21):
        moved = blend(colour, pole, step / 20)
        if all(contrast(moved, paper) >= least for paper in papers):
            return moved
    return pole


def tint(paper: Rgb, colour: Rgb, text: Rgb, least: float, shares: Iterable[float]) -> Rgb:
    """The paper tinted by the first share of a colour that leaves `text` its contrast; the paper if none does."""
    for share in shares:
        tinted = blend(paper, colour, share)
        if contrast(tinted, text) >= least:
            return tinted
    return paper
