"""How the note editor is laid out and drawn: the frame, the fields around the text, and what the keys do."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from content.notes import Colour, NoteKind
from tui.render import Ink, Piece, line_of
from tui.terminal_text import clean_line
from tui.wrap import fit, width_of, wrap

WIDEST = 84
"""Terminal cells that the editor takes at most."""
BESIDE_FROM = 110
"""Terminal cells of a screen from which the editor leaves the source in view: it covers the entries, as wide as those
are by themselves."""
LABEL = 8
"""Terminal cells of a field's name where there is room for a column of them."""
LABELS_FROM = 34
"""Terminal cells between the sides from which there is."""
SPACIOUS_FROM = 12
"""Lines between top and bottom from which rules and a line for completions are drawn."""

SWATCHES = {
    Colour.YELLOW: "#a08000",
    Colour.GREEN: "#3f9142",
    Colour.BLUE: "#4a7fd0",
    Colour.RED: "#d0504a",
    Colour.PURPLE: "#9a62c8",
    Colour.ORANGE: "#c06a1c",
    Colour.TEAL: "#1f8f8f",
    Colour.SLATE: "#74808c",
}
"""What a colour's sign is drawn in: seen on dark and on light paper."""


class Part(StrEnum):
    """The parts of the editor that keys can go to, in the order of the tab key."""

    TITLE = "title"
    BODY = "body"
    TAGS = "tags"
    KIND = "kind"
    COLOUR = "colour"


class Layout(NamedTuple):
    """Where everything is, in lines and cells from the upper left corner of the editor.

    `rows` gives each line between top and bottom: the part on it, "rule", "info", or "" for the text.
    """

    rows: tuple[str, ...]
    body: Region


def box_for(width: int, height: int) -> Region:
    """Where the editor stands on a screen of so many cells and lines: beside the source where that has room."""
    if width >= BESIDE_FROM:
        lines = min(height - 2, max(14, height * 3 // 5))
        return Region(0, (height - lines) // 3, min(width * 42 // 100, WIDEST), lines)
    across = width if width < 64 else min(width - 4, WIDEST)
    lines = height if height < 14 else min(height - 2, max(14, height * 3 // 5))
    return Region((width - across) // 2, (height - lines) // 3, across, lines)


def layout_of(box: Region, parts: Sequence[Part], active: Part, words: str = "") -> Layout:
    """The layout of a box for the parts there are. The active part and a line of text always show.

    Args:
        box: the size that the editor has.
        parts: in their order.
        active: the part that keys go to.
        words: what the editor has to say; as many lines as it takes are found for it.
    """
    height = max(1, box.height - 2)
    spacious = height >= SPACIOUS_FROM
    said = len(wrap(words, max(1, box.width - 4))) if words else 0
    above: list[str] = [part for part in parts if part is Part.TITLE]
    below: list[str] = [part for part in parts if part not in (Part.TITLE, Part.BODY)]
    if spacious:
        above += ["rule"] if above else []
        below.insert(0, "rule")
        below.append("info")
    below += ["info"] * (said - below.count("info"))
    # What is said comes before the fields that keys do not go to, and the first line of it before all but the active.
    for least in (2, 1):
        droppable = [row for row in (*reversed(below), *above) if row != active and row != "info"]
        while len(above) + len(below) + least > height and droppable:
            row = droppable.pop(0)
            (below if row in below else above).remove(row)
            least = 1
    while len(above) + len(below) + 1 > height and "info" in below:
        below.remove("info")
    lines = max(1, height - len(above) - len(below))
    rows = (*above, *[""] * lines, *below)[:height]
    return Layout(rows, Region(2, 1 + len(above), max(1, box.width - 4), lines))


# -- lines


def edge(left: str, right: Sequence[Piece], width: int, ink: Ink, corners: str) -> Strip:
    """The top or the bottom of the frame, with words in it."""
    across, style = ink.glyphs.across, ink.frame_active
    left = f" {fit(clean_line(left), width - 6, ink.glyphs.ellipsis)} " if left and width > 8 else ""
    used = sum(width_of(text) for text, _ in right)
    pieces: list[Piece] = [(corners[0], style)]
    if left:
        pieces += [(across, style), (left, ink.frame_title_active)]
    fill = max(0, width - 2 - width_of(left) - used - (1 if left else 0) - (1 if right else 0))
    pieces += [(across * fill, style), *right]
    if right:
        pieces.append((across, style))
    pieces.append((corners[1], style))
    return line_of(pieces, width, ink.sheet)


def keys_for(active: Part, enter: str, *, failed: bool, can_copy: bool, offers: bool) -> list[tuple[str, str]]:
    """The keys and what they do, what is needed most first: on a narrow screen the last are left out.

    Args:
        active: the part that keys go to.
        enter: how the enter key is written.
        failed: whether what is written could not be saved.
        can_copy: whether it can be copied out.
        offers: whether there is a tag to be completed.
    """
    in_body = active is Part.BODY
    copy = [("ctrl+o", "copy out")] if can_copy else []
    return [
        (enter, "save again" if failed else "save"),
        *(copy if failed else []),
        ("ctrl+j", "new line") if in_body else ("tab", "complete" if offers else "next"),
        ("esc", "close"),
        ("ctrl+x", "$EDITOR"),
        *([("tab", "tags")] if in_body else []),
        *([] if failed else copy),
    ]


def hints_for(hints: Sequence[tuple[str, str]], room: int, ink: Ink) -> list[Piece]:
    """As many (key, word) hints as fit in so many cells, the first ones first."""
    pieces: list[Piece] = []
    for key, word in hints:
        cells = width_of(key) + width_of(word) + 2 + (1 if pieces else 0)
        if cells + (0 if pieces else 1) > room:
            continue
        room -= cells + (0 if pieces else 1)
        pieces += [(" " if not pieces else "  ", ink.bar), (key, ink.bar_key), (f" {word}", ink.bar)]
    return [*pieces, (" ", ink.bar)] if pieces else []


def labelled(name: str, content: Sequence[Piece], width: int, ink: Ink, *, active: bool) -> list[Piece]:
    """A field with its name before it; a sign and not only a colour says that keys go to it."""
    sign = (ink.glyphs.cursor if active else " ", ink.mark_sign)
    shown = name.ljust(LABEL - 1) if width >= LABELS_FROM else f"{name} "
    return [sign, (shown, ink.accent if active else ink.dim), *content]


def label_width(name: str, width: int) -> int:
    """The cells before the content of a field, its sign included."""
    return 1 + (LABEL - 1 if width >= LABELS_FROM else len(name) + 1)


class Choice(NamedTuple):
    """A value that can be chosen, with the cells of its line that it is drawn on."""

    value: str
    start: int
    end: int


def kinds(chosen: NoteKind, room: int, ink: Ink) -> tuple[list[Piece], list[Choice]]:
    """The kinds side by side, the chosen one in brackets; where there is no room, it alone between arrows."""
    names = [(kind.value, "", kind is chosen) for kind in NoteKind]
    return _choices(names, room, ink)


def colours(chosen: Colour, room: int, ink: Ink) -> tuple[list[Piece], list[Choice]]:
    """The colours side by side with their names, or with their letters alone except for the chosen one."""
    full = [(colour.value, SWATCHES[colour], colour is chosen) for colour in Colour]
    pieces, places = _choices(full, room, ink)
    if len(places) == len(full):
        return pieces, places
    short = [(c.value if c is chosen else c.letter, SWATCHES[c], c is chosen) for c in Colour]
    pieces, places = _choices(short, room, ink)
    by_letter = {colour.letter: colour.value for colour in Colour}
    return pieces, [Choice(by_letter.get(place.value, place.value), place.start, place.end) for place in places]


def _choices(names: Sequence[tuple[str, str, bool]], room: int, ink: Ink) -> tuple[list[Piece], list[Choice]]:
    pieces: list[Piece] = []
    places: list[Choice] = []
    at = 0
    block = ink.glyphs.bar_full
    for name, swatch, is_chosen in names:
        letter = [(name[:1], ink.bar_key if not is_chosen else ink.title), (name[1:], ink.bar)]
        shown: list[Piece] = [(f"[{name}]", ink.title)] if is_chosen else [(" ", ink.bar), *letter, (" ", ink.bar)]
        if swatch and (is_chosen or len(name) > 1):
            shown.insert(0, (block, Style(color=swatch)))
        shown.append((" " if swatch else "", ink.bar))
        cells = sum(width_of(text) for text, _ in shown)
        places.append(Choice(name, at, at + cells))
        pieces += shown
        at += cells
    if at <= room:
        return pieces, places
    name, swatch, _ = next(each for each in names if each[2])
    alone: list[Piece] = [("<", ink.bar_key), (name, ink.title), (">", ink.bar_key)]
    if swatch:
        alone.insert(1, (block, Style(color=swatch)))
    return alone, [Choice(name, 0, room)]
