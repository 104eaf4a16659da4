"""A model of a terminal's screen: what a reader would see after the bytes that a program wrote.

Enough of a VT220 and of xterm for line-printing programs and for Textual. Each cell holds a character and its
style, so that a change of colour alone counts as a change.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SEQUENCE = re.compile(
    r"\x1b(?:\[([<=>?]?)([\d;:]*)([ -/]*)([@-~])"  # control sequence: private mark, numbers, intermediates, final
    r"|[\]PX^_].*?(?:\x07|\x1b\\)"  # strings: titles, colours, terminal features
    r"|[ #%()*+].|([0-9=>A-OQ-WYZa-z|}~\\]))"  # character sets and the short ones
    r"|([\x00-\x1a\x1c-\x1f\x7f])",
    re.S,
)
_LONGEST_SEQUENCE = 8192
_ALTERNATE = {47, 1047, 1049}
_CODE_NAMES = {
    1000: "mouse clicks",
    1002: "mouse drags",
    1003: "mouse motion",
    1006: "mouse coordinates",
    1015: "mouse coordinates (urxvt)",
    1016: "mouse pixels",
    1004: "focus reports",
    1049: "alternate screen",
    2004: "bracketed paste",
    2026: "synchronised output",
    2031: "theme reports",
    2048: "in-band resize",
}

PLAIN: tuple[str, str, frozenset[int]] = ("", "", frozenset())
"""The style of a cell that nothing has coloured: foreground, background, attributes."""


class Picture(NamedTuple):
    """What was on the screen at one moment: the characters and the styles, row by row, and the cursor (row, column).

    The cursor is None where it is hidden.
    """

    characters: tuple[tuple[str, ...], ...]
    styles: tuple[tuple[object, ...], ...]
    cursor: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The rows as lines of text."""
        return "\n".join("".join(row).rstrip() for row in self.characters)

    def inked(self) -> list[tuple[int, int]]:
        """The cells (row, column) that hold more than a blank."""
        return [(y, x) for y, row in enumerate(self.characters) for x, c in enumerate(row) if c not in ("", " ")]

    def differing(self, other: Picture, *, style: bool) -> list[tuple[int, int]]:
        """The cells (row, column) whose character, or with `style` also whose style, is another in `other`."""
        found = []
        for y, (mine, theirs) in enumerate(zip(self.characters, other.characters, strict=True)):
            if mine == theirs and not (style and self.styles[y] != other.styles[y]):
                continue
            for x, (a, b) in enumerate(zip(mine, theirs, strict=True)):
                if a != b or (style and self.styles[y][x] != other.styles[y][x]):
                    found.append((y, x))
        return found

    def share(self, other: Picture, cells: list[tuple[int, int]], *, style: bool) -> float:
        """How much of `cells` looks as in `other`, from 0 to 1; 0 where there are no cells."""
        same = sum(
            self.characters[y][x] == other.characters[y][x] and (not style or self.styles[y][x] == other.styles[y][x])
            for y, x in cells
        )
        return same / len(cells) if cells else 0.0


class Screen:
    """The screen of a terminal of `columns` by `rows` cells.

    `modes` are the DEC private modes that are set; `keyboard` is the stack of the kitty keyboard protocol's flags.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.modes: set[int] = {7, 25}
        self.keyboard: list[int] = []
        self._rest = ""
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; what was shown is forgotten, as a full redraw follows."""
        self.columns, self.rows = columns, rows
        self._clear()

    def picture(self) -> Picture:
        """What is visible now."""
        cursor = (self._y, self._x) if 25 in self.modes else None
        return Picture(tuple(map(tuple, self._characters)), tuple(map(tuple, self._styles)), cursor)

    @property
    def position(self) -> tuple[int, int]:
        """Row and column of the cursor, counted from 0."""
        return self._y, min(self._x, self.columns - 1)

    def left_on(self) -> list[str]:
        """The names of the modes that a program should have taken back before it ended, and did not."""
        left = [name for code, name in _CODE_NAMES.items() if code in self.modes]
        left += ["hidden cursor"] if 25 not in self.modes else []
        left += ["no line wrap"] if 7 not in self.modes else []
        return left + (["kitty keyboard"] if self.keyboard else [])

    def feed(self, data: str) -> None:
        """Take what a program wrote; a sequence cut off at the end waits for the next call."""
        data, self._rest = self._rest + data, ""
        done = 0
        for match in _SEQUENCE.finditer(data):
            if match.start() > done:
                self._write(data[done : match.start()])
            done = match.end()
            private, numbers, middle, final, short, control = match.groups()
            if control:
                self._control(control)
            elif short:
                self._short(short)
            elif final:
                self._sequence(private, numbers, middle, final)
        tail = data[done:]
        cut = tail.find("\x1b")
        if cut >= 0 and len(tail) - cut < _LONGEST_SEQUENCE:
            tail, self._rest = tail[:cut], tail[cut:]
        if tail:
            self._write(tail)

    def _clear(self) -> None:
        self._characters = [[" "] * self.columns for _ in range(self.rows)]
        self._styles: list[list[object]] = [[PLAIN] * self.columns for _ in range(self.rows)]
        self._y = self._x = 0
        self._pen = PLAIN
        self._kept = (0, 0, PLAIN)
        self._top, self._bottom = 0, self.rows - 1
        self._last = " "

    def _write(self, text: str) -> None:
        for c in text:
            width = 1 if c < "\u0300" else _width(c)
            if not width:
                continue
            if self._x + width > self.columns:
                if 7 in self.modes:
                    self._x = 0
                    self._line_feed()
                else:
                    self._x = self.columns - width
            row, styles = self._characters[self._y], self._styles[self._y]
            row[self._x], styles[self._x] = c, self._pen
            if width == 2:
                row[self._x + 1], styles[self._x + 1] = "", self._pen
            self._x += width
            self._last = c

    def _line_feed(self) -> None:
        if self._y == self._bottom:
            self._shift(self._top, 1)
        else:
            self._y = min(self.rows - 1, self._y + 1)

    def _shift(self, top: int, lines: int) -> None:
        """Move the rows from `top` to the bottom margin up by `lines`, or down where it is negative."""
        for _ in range(min(abs(lines), self._bottom - top + 1)):
            out, into = (top, self._bottom) if lines > 0 else (self._bottom, top)
            for grid, blank in ((self._characters, " "), (self._styles, PLAIN)):
                del grid[out]  # type: ignore[attr-defined]
                grid.insert(into, [blank] * self.columns)  # type: ignore[attr-defined]

    def _blank(self, y: int, start: int, end: int) -> None:
        if end > start:
            self._characters[y][start:end] = [" "] * (end - start)
            self._styles[y][start:end] = [("", self._pen[1], frozenset())] * (end - start)

    def _control(self, c: str) -> None:
        if c == "\r":
            self._x = 0
        elif c in "\n\v\f":
            self._line_feed()
        elif c == "\b":
            self._x = max(0, self.position[1] - 1)
        elif c == "\t":
            self._x = min(self.columns - 1, self._x - self._x % 8 + 8)

    def _short(self, c: str) -> None:
        if c == "7":
            self._kept = (*self.position, self._pen)
        elif c == "8":
            self._y, self._x, self._pen = self._kept
        elif c == "D":
            self._line_feed()
        elif c == "E":
            self._x = 0
            self._line_feed()
        elif c == "M" and self._y == self._top:
            self._shift(self._top, -1)
        elif c == "M":
            self._y = max(0, self._y - 1)
        elif c == "c":
            self._clear()

    def _sequence(self, private: str, numbers: str, middle: str, final: str) -> None:
        if private == "?" and final in "hl" and not middle:
            for number in numbers.split(";"):
                self._switch(int(number or 0), final == "h")
        elif final == "u" and private:
            self._keyboard(private, int(numbers.split(";")[0] or 0))
        elif private or middle:
            return
        elif final == "m":
            self._pen = _style(self._pen, numbers)
        else:
            self._move(final, [int(n or 0) for n in numbers.replace(":", ";").split(";")])

    def _switch(self, mode: int, on: bool) -> None:
        if mode in _ALTERNATE:
            mode = 1049
            if (mode in self.modes) != on:
                self._clear()
        (self.modes.add if on else self.modes.discard)(mode)

    def _keyboard(self, private: str, number: int) -> None:
        if private == ">":
            self.keyboard.append(number)
        elif private == "<":
            del self.keyboard[max(0, len(self.keyboard) - max(1, number)) :]
        elif private == "=":
            self.keyboard[-1:] = [number]

    def _move(self, final: str, numbers: list[int]) -> None:
        """Carry out a control sequence without a private mark that moves the cursor, erases or shifts."""
        n, (y, x) = max(1, numbers[0]), self.position
        if final in "Hf":
            column = numbers[1] if len(numbers) > 1 else 1
            self._y, self._x = min(self.rows, n) - 1, min(self.columns, max(1, column)) - 1
        elif final in "AF":
            self._y = max(0, y - n)
        elif final in "BEe":
            self._y = min(self.rows - 1, y + n)
        elif final in "Ca":
            self._x = min(self.columns - 1, x + n)
        elif final == "D":
            self._x = max(0, x - n)
        elif final in "G`":
            self._x = min(self.columns, n) - 1
        elif final == "d":
            self._y = min(self.rows, n) - 1
        elif final == "J":
            below, above = range(y + 1, self.rows), range(y)
            for row in {0: below, 1: above}.get(numbers[0], range(self.rows)):
                self._blank(row, 0, self.columns)
            if numbers[0] < 2:
                self._move("K", numbers)
        elif final == "K":
            start, end = {0: (x, self.columns), 1: (0, x + 1)}.get(numbers[0], (0, self.columns))
            self._blank(y, start, end)
        elif final == "X":
            self._blank(y, x, min(self.columns, x + n))
        elif final in "@P":
            for grid, blank in ((self._characters, " "), (self._styles, PLAIN)):
                row = grid[y]
                cells = row[:x] + [blank] * n + row[x:] if final == "@" else row[:x] + row[x + n :] + [blank] * n
                grid[y] = cells[: self.columns]  # type: ignore[assignment]
        elif final in "LM" and self._top <= y <= self._bottom:
            self._shift(y, n if final == "M" else -n)
        elif final in "ST":
            self._shift(self._top, n if final == "S" else -n)
        elif final == "b":
            self._write(self._last * min(n, self.columns * self.rows))
        elif final == "r":
            self._top = n - 1
            self._bottom = min(self.rows, numbers[1] if len(numbers) > 1 and numbers[1] else self.rows) - 1
            self._y = self._x = 0
        elif final == "s":
            self._short("7")
        elif final == "u":
            self._short("8")
        if final in "EF":
            self._x = 0


@lru_cache(maxsize=4096)
def _style(pen: tuple[str, str, frozenset[int]], numbers: str) -> tuple[str, str, frozenset[int]]:
    """The pen after `CSI numbers m`, so that two ways to write one style are equal."""
    fore, back, marks = pen
    parts = re.findall(r"[34]8[;:](?:5[;:]\d+|2[;:]+\d+[;:]\d+[;:]\d+)|[\d:]+", numbers) or ["0"]
    for part in parts:
        head = int(re.match(r"\d*", part)[0] or 0)  # type: ignore[index]
        if head == 0:
            fore, back, marks = PLAIN
        elif head in (38, *range(30, 38), *range(90, 98)):
            fore = part
        elif head in (48, *range(40, 48), *range(100, 108)):
            back = part
        elif head == 39:
            fore = ""
        elif head == 49:
            back = ""
        elif 1 <= head <= 9:
            marks |= {head}
        elif 21 <= head <= 29:
            marks -= {1, 2} if head == 22 else {head - 20}
    return fore, back, marks


@lru_cache(maxsize=4096)
def _width(c: str) -> int:
    """The number of terminal cells that a character takes."""
    if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1
