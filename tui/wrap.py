"""Wrapping text to a number of terminal cells, as positions in the text so that nothing is copied or lost."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from rich.cells import cell_len, split_graphemes

_PLAIN = frozenset(
    chr(code)
    for first, last in (
        (0x20, 0x7E),
        (0xA0, 0xAC),
        (0xAE, 0x2FF),
        (0x370, 0x377),
        (0x37A, 0x37F),
        (0x38E, 0x3A1),
        (0x3A3, 0x482),
        (0x48A, 0x52F),
        (0x1E00, 0x1EFF),
        (0x2010, 0x2015),
        (0x2018, 0x2026),
        (0x20A0, 0x20BF),
    )
    for code in range(first, last + 1)
)
"""Characters that are one cell wide and join with nothing: text made of them alone is measured by counting."""


def is_plain(text: str) -> bool:
    """Whether every character of `text` takes one cell by itself."""
    return text.isascii() or _PLAIN.issuperset(text)


def width_of(text: str) -> int:
    """The number of terminal cells that `text` takes."""
    return len(text) if is_plain(text) else cell_len(text)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of `text` at `width` cells, as (start, end) in code points; the blanks at a break are in neither line.

    A line feed always breaks; a word longer than the line is cut where it is full, never inside a grapheme.
    There is at least one line. Linear in the length of the text.
    """
    width = max(1, width)
    lines: list[tuple[int, int]] = []
    start = 0
    while True:
        end = text.find("\n", start)
        stop = len(text) if end < 0 else end
        part = text[start:stop] if (start, stop) != (0, len(text)) else text
        if is_plain(part):
            _wrap_plain(text, start, stop, width, lines)
        else:
            _wrap_graphemes(part, start, width, lines)
        if end < 0:
            return lines
        start = end + 1


def _wrap_plain(text: str, start: int, stop: int, width: int, lines: list[tuple[int, int]]) -> None:
    while stop - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            lines.append((start, start + width))
            start += width
        else:
            end = cut
            while end > start and text[end - 1] == " ":
                end -= 1
            lines.append((start, max(end, start)))
            start = cut + 1
        while start < stop and text[start] == " ":
            start += 1
    lines.append((start, stop))


def _wrap_graphemes(part: str, offset: int, width: int, lines: list[tuple[int, int]]) -> None:
    graphemes, _ = split_graphemes(part)
    line_start, used = 0, 0
    break_end = break_next = break_used = -1  # where the last run of blanks began, where it ended, cells up to there
    for first, last, cells in graphemes:
        blank = last - first == 1 and part[first] == " "  # a blank with an accent on it is a character
        if used + cells > width and first > line_start:
            if blank:
                lines.append((offset + line_start, offset + first))
                line_start, used, break_end = last, 0, -1
                continue
            if break_end > line_start:
                lines.append((offset + line_start, offset + break_end))
                line_start, used, break_end = break_next, used - break_used, -1
            if used + cells > width and first > line_start:
                lines.append((offset + line_start, offset + first))
                line_start, used, break_end = first, 0, -1
        if blank and first == line_start and line_start > 0 and lines and lines[-1][1] < offset + line_start:
            line_start, used = last, 0
            continue
        used += cells
        if blank:
            if break_next != first:
                break_end = first
            break_next, break_used = last, used
    lines.append((offset + line_start, offset + len(part)))


def position_at(text: str, lines: list[tuple[int, int]], line: int, cell: int) -> int:
    """The code point of `text` that a cell belongs to: where the character over it begins.

    Left of a line it is the line's first one, right of it its last one; below the last line the text's last one.
    0 for an empty text. `lines` are those of `wrap`.
    """
    start, end = lines[max(0, min(line, len(lines) - 1))]
    if line >= len(lines):
        cell = 1 << 30
    if end <= start:
        return max(0, min(start, len(text) - 1))
    part = text[start:end]
    if is_plain(part):
        return start + max(0, min(cell, end - start - 1))
    at, used = 0, 0
    for first, _, cells in split_graphemes(part)[0]:
        if cells:
            at = first
            used += cells
            if used > cell:
                break
    return start + at


def cell_at(text: str, lines: list[tuple[int, int]], position: int) -> tuple[int, int]:
    """The line and the cell in which the character at a code point of `text` begins.

    For a blank that a break has taken it is the end of the line before. `lines` are those of `wrap`.
    """
    line = max(0, bisect_right(lines, position, key=lambda each: each[0]) - 1)
    start, end = lines[line]
    part = text[start:end]
    if is_plain(part):
        return line, min(position, end) - start
    used = 0
    for _, last, cells in split_graphemes(part)[0]:
        if start + last > position:
            break
        used += cells
    return line, used


def whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of `text`, widened so that it neither begins nor ends inside a grapheme."""
    if is_plain(text):
        return start, end
    for first, last, _ in split_graphemes(text)[0]:
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return start, end


@lru_cache(maxsize=512)
def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` cut to at most `width` cells, with `ellipsis` where something was cut."""
    if width <= 0:
        return ""
    if is_plain(text):
        return text if len(text) <= width else text[: max(0, width - len(ellipsis))] + ellipsis[:width]
    graphemes, total = split_graphemes(text)
    if total <= width:
        return text
    room, end = width - len(ellipsis), 0
    for _, last, cells in graphemes:
        if cells > room:
            break
        room -= cells
        end = last
    return text[:end] + ellipsis[:width]
