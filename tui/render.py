"""From values to lines of the screen: pure, and where text from outside is made safe for the terminal.

A line is a Textual `Strip` of known width. Highlights are positions in the text, so wrapping cannot displace them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.terminal_text import clean
from tui.themes import ReadingColours
from tui.wrap import fit, width_of, wrap

if TYPE_CHECKING:
    from content.notes import Colour
    from tui.marker_colours import MarkerColours


class Highlight(NamedTuple):
    """A style over a stretch of a text: code points, end exclusive."""

    start: int
    end: int
    style: Style


class Signs(NamedTuple):
    """The signs that lines are drawn with; a terminal without Unicode gets plain ones."""

    cursor: str
    marked: str
    unread: str
    ellipsis: str
    dash: str
    arrow: str
    dot: str
    bar_full: str
    bar_empty: str
    across: str
    down: str
    thumb: str
    corners: str
    open_quote: str
    close_quote: str
    note: str
    question: str
    star: str
    unsure: str
    done: str


UNICODE = Signs("▌", "▎", "•", "…", "–", "→", "·", "█", "░", "─", "│", "┃", "╭╮╰╯", "“", "”", "✎", "?", "★", "!", "✓")
ASCII = Signs(">", "|", "*", "...", "-", "->", "-", "#", ".", "-", "|", "#", "++++", '"', '"', "n", "?", "*", "!", "v")


class Markers:
    """The styles of what a reader marks in a text, each made when it is first asked for.

    Args:
        page: hex colours of the theme.
        without_colour: the terminal shows no colours: what is selected is reversed, what is highlighted underlined.
    """

    def __init__(self, page: ReadingColours, *, without_colour: bool = False) -> None:
        self._page = page
        self._plain = without_colour
        self._highlights: dict[Colour, Style] = {}
        self.noted = Style(underline=True)

    @cached_property
    def _colours(self) -> MarkerColours:
        from tui.marker_colours import markers_on

        return markers_on(self._page)

    @cached_property
    def selected(self) -> Style:
        """What is selected."""
        return Style(color=self._colours.selected_text, bgcolor=self._colours.selected, reverse=self._plain or None)

    def highlight(self, colour: Colour) -> Style:
        """What is highlighted in a colour. The text on it has the colour of the body, whatever it was before."""
        style = self._highlights.get(colour)
        if style is None:
            paper = self._colours.highlights[colour]
            style = Style(color=self._page.text, bgcolor=paper, underline=self._plain or None)
            self._highlights[colour] = style
        return style


class Ink(NamedTuple):
    """Every style that lines are drawn in, made once for a theme."""

    glyphs: Signs
    page: Style
    sheet: Style
    text: Style
    dim: Style
    title: Style
    text_cursor: Style
    number: Style
    accent: Style
    figure: Style
    quote: Style
    warning: Style
    found: Style
    frame: Style
    frame_active: Style
    frame_title: Style
    frame_title_active: Style
    cursor: Style
    cursor_idle: Style
    marked: Style
    mark_sign: Style
    bar: Style
    bar_key: Style
    bar_back: Style
    tab: Style
    tab_active: Style
    brand: Style
    markers: Markers


def ink_of(colours: ReadingColours, glyphs: Signs, *, without_colour: bool = False) -> Ink:
    """The styles for a theme's colours. Nothing is told by colour alone: each state has a sign or an attribute too.

    Args:
        colours: hex colours of the theme.
        glyphs: the signs to draw with.
        without_colour: the terminal shows no colours (`NO_COLOR`): states are told by reverse video and underline.
    """
    c = colours
    plain = without_colour
    return Ink(
        glyphs=glyphs,
        page=Style(color=c.text, bgcolor=c.background),
        sheet=Style(color=c.text, bgcolor=c.bar),
        text=Style(color=c.text),
        dim=Style(color=c.dim),
        title=Style(color=c.text, bold=True),
        text_cursor=Style(color=c.text, reverse=True),
        number=Style(color=c.number),
        accent=Style(color=c.accent, bold=True),
        figure=Style(color=c.figure, bold=True),
        quote=Style(color=c.quote, italic=True),
        warning=Style(color=c.warning, bold=True),
        found=Style(color=c.found_text, bgcolor=c.found, underline=True, reverse=plain or None),
        frame=Style(color=c.frame),
        frame_active=Style(color=c.accent),
        frame_title=Style(color=c.dim),
        frame_title_active=Style(color=c.accent, bold=True),
        cursor=Style(bgcolor=c.cursor),
        cursor_idle=Style(bgcolor=c.cursor_idle),
        marked=Style(bgcolor=c.marked),
        mark_sign=Style(color=c.accent, bold=True),
        bar=Style(color=c.dim, bgcolor=c.bar),
        bar_key=Style(color=c.accent, bgcolor=c.bar, bold=True),
        bar_back=Style(bgcolor=c.bar),
        tab=Style(color=c.dim),
        tab_active=Style(color=c.on_accent, bgcolor=c.accent_block, bold=True, reverse=plain or None),
        brand=Style(color=c.accent, bold=True),
        markers=Markers(c, without_colour=plain),
    )


Piece = tuple[str, Style]
"""A stretch of a line in one style."""


def line_of(pieces: Iterable[Piece], width: int, background: Style | None = None) -> Strip:
    """A line of exactly `width` cells: what is longer is cut, what is shorter is filled with blanks."""
    segments: list[Segment] = []
    used = 0
    for text, style in pieces:
        if not text:
            continue
        cells = width_of(text)
        if used + cells > width:
            text = fit(text, width - used, "")
            cells = width_of(text)
            if not text:
                break
        segments.append(Segment(text, background + style if background is not None else style))
        used += cells
    if used < width:
        segments.append(Segment(" " * (width - used), background))
    return Strip(segments, width)


def justified(
    left: Sequence[Piece], right: Sequence[Piece], width: int, background: Style | None = None, ellipsis: str = "…"
) -> Strip:
    """A line with something at either end; where both do not fit, the left part is cut with an ellipsis."""
    right_width = sum(width_of(text) for text, _ in right)
    if right_width > width:
        right, right_width = (), 0
    room = width - right_width - (1 if right else 0)
    pieces: list[Piece] = []
    for text, style in left:
        cells = width_of(text)
        if cells > room:
            cut = fit(text, room, ellipsis)
            pieces.append((cut, style))
            room -= width_of(cut)  # a cell is left over where a wide character did not fit
            break
        pieces.append((text, style))
        room -= cells
    pieces.append((" " * (room + (1 if right else 0)), Style.null()))
    pieces.extend(right)
    return line_of(pieces, width, background)


def paragraph(text: str, width: int, base: Style, highlights: Sequence[Highlight] = ()) -> list[list[Piece]]:
    """The lines of `text` wrapped at `width` cells, each as pieces in `base` and the highlights over it.

    Of two highlights at one place the later one in the sequence is laid over the earlier.
    """
    text = clean(text)
    lines = wrap(text, width)
    if not highlights:
        return [[(text[a:b], base)] for a, b in lines]
    return [_cut(text, a, b, base, here) for (a, b), here in zip(lines, _by_line(lines, highlights), strict=True)]


def _by_line(lines: Sequence[tuple[int, int]], highlights: Sequence[Highlight]) -> Iterator[list[Highlight]]:
    """The highlights that touch each line, in the order in which they are laid over; one pass over both."""
    waiting = sorted(enumerate(highlights), key=lambda numbered: numbered[1].start)
    open_ones: list[tuple[int, Highlight]] = []
    at = 0
    for start, end in lines:
        while at < len(waiting) and waiting[at][1].start < end:
            open_ones.append(waiting[at])
            at += 1
        open_ones = [numbered for numbered in open_ones if numbered[1].end > start]
        yield [highlight for _, highlight in sorted(open_ones, key=lambda numbered: numbered[0])]


def _cut(text: str, start: int, end: int, base: Style, highlights: Sequence[Highlight]) -> list[Piece]:
    here = highlights
    if not here:
        return [(text[start:end], base)]
    cuts = sorted({start, end, *(min(max(p, start), end) for h in here for p in (h.start, h.end))})
    pieces: list[Piece] = []
    for a, b in pairwise(cuts):
        style = base
        for h in here:
            if h.start <= a and b <= h.end:
                style = style + h.style
        pieces.append((text[a:b], style))
    return pieces
