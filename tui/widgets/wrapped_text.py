"""Wrapping for the text that is edited: by graphemes, and anew only for the lines that changed.

Textual's own wrapping measures code points one by one (a sign with a variation selector then takes two cells where it
reckoned one, and the end of the line is not seen), and takes 100 ms a key for a line of 100,000 characters.
"""

from __future__ import annotations

from rich.cells import split_graphemes
from textual.document._document import Location
from textual.document._wrapped_document import WrappedDocument

from tui.wrap import is_plain


class WrappedText(WrappedDocument):
    """Where the lines of a document without tabs are broken, in code points."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        before: dict[str, list[int]] = getattr(self, "_breaks", {}) if width == self._width else {}
        self._width = width
        self._breaks: dict[str, list[int]] = {}
        self._wrap_offsets = []
        self._offset_to_line_info = []
        self._line_index_to_offsets = []
        at = 0
        for number, line in enumerate(self.document.lines):
            offsets = before.get(line)
            if offsets is None:
                offsets = breaks_of(line, width)
            self._breaks[line] = offsets
            sections = range(len(offsets) + 1)
            self._wrap_offsets.append(offsets)
            self._offset_to_line_info.extend((number, section) for section in sections)
            self._line_index_to_offsets.append([at + section for section in sections])
            at += len(sections)
        self._tab_width_cache = [[] for _ in self._wrap_offsets]

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        self.wrap(self._width)

    @property
    def height(self) -> int:
        return len(self._offset_to_line_info)

    def get_sections(self, line_index: int) -> list[str]:
        line, offsets = self.document[line_index], self._wrap_offsets[line_index]
        return [line[a:b] for a, b in zip([0, *offsets], [*offsets, len(line)], strict=True)]


def breaks_of(line: str, width: int) -> list[int]:
    """Where a line is broken to fit in `width` cells and one more for a blank at a break or the cursor.

    Positions in code points: after a blank where there is one, never inside a grapheme. Width 0 breaks nowhere.
    """
    if not width:
        return []
    return _plain_breaks(line, width) if is_plain(line) else _grapheme_breaks(line, width)


def _plain_breaks(line: str, width: int) -> list[int]:
    breaks: list[int] = []
    start = 0
    while len(line) - start > width:
        if line[start + width] == " ":
            at = start + width + 1
        else:
            at = line.rfind(" ", start, start + width) + 1 or start + width
        breaks.append(at)
        start = at
    return breaks


def _grapheme_breaks(line: str, width: int) -> list[int]:
    breaks: list[int] = []
    used = 0
    after_blank = used_there = 0
    for start, end, cells in split_graphemes(line)[0]:
        is_blank = line[start:end] == " "
        while used and used + cells > width + is_blank:
            if after_blank:
                breaks.append(after_blank)
                used -= used_there
                after_blank = 0
            else:
                breaks.append(start)
                used = 0
        used += cells
        if is_blank:
            after_blank, used_there = end, used
    return breaks
