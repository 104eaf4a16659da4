"""Where the keys of a TOML text stand: `tomllib` gives values without their lines, and a complaint needs the line."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_ATOM = re.compile(r"[^,\]}#\n]+")

KeyPath = tuple[str, ...]
"""A key with the tables it stands in, outermost first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key stands: its line, counted from 1, and its value in code points into the text, end exclusive."""

    line: int
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """The place of every key and table header of a text; `root_end` is where the last value outside any table ends."""

    keys: dict[KeyPath, Place]
    root_end: int | None


class _Lost(Exception):
    """The text is not what the scanner takes it for."""


def find_places(text: str) -> Places:
    """The places of the keys of a text that `tomllib` has accepted, as far as they can be told.

    Where the scanner loses its way it keeps what it has found so far: a missing place is better than a wrong one.
    """
    scan = _Scan(text)
    with suppress(_Lost, RecursionError):
        scan.document()
    return Places(scan.keys, scan.root_end)


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line, self._counted = 1, 0
        self.keys: dict[KeyPath, Place] = {}
        self.root_end: int | None = None

    def document(self) -> None:
        table: KeyPath = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                line = self._line()
                double = self.text.startswith("[[", self.at)
                self.at += 2 if double else 1
                table = self._key()
                self._expect("]]" if double else "]")
                self.keys.setdefault(table, Place(line, (self.at, self.at)))
            else:
                self._pair(table)
                if not table:
                    self.root_end = self.at
            self._skip(_BLANK)

    def _pair(self, table: KeyPath | None) -> None:
        """Passes over `key = value`, and remembers where it stands unless it is part of an array."""
        line = self._line()
        key = self._key()
        path = None if table is None else table + key
        self._expect("=")
        self._skip(_SPACE)
        start = self.at
        self._value(path)
        if table is None or path is None:
            return
        for length in range(len(table) + 1, len(path)):  # `a.b = 1` is where `a` stands as well
            self.keys.setdefault(path[:length], Place(line, (start, start)))
        self.keys.setdefault(path, Place(line, (start, self.at)))

    def _key(self) -> KeyPath:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            found = _BARE.match(self.text, self.at)
            if found:
                parts.append(found[0])
            else:
                found = _STRING.match(self.text, self.at)
                if not found:
                    raise _Lost
                parts.append(_unquote(found[0]))
            self.at = found.end()
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def _value(self, path: KeyPath | None) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening == "{":
            self._members(self._pair, path, "}")
        elif opening == "[":
            self._members(self._value, None, "]")
        else:
            found = (_STRING if opening in ("'", '"') else _ATOM).match(self.text, self.at)
            if not found:
                raise _Lost
            self.at += len(found[0].rstrip())

    def _members(self, member: Callable[[KeyPath | None], None], path: KeyPath | None, closing: str) -> None:
        """Passes over what an array or an inline table holds."""
        self.at += 1
        while True:
            self._skip(_BLANK)
            if self.text.startswith(closing, self.at):
                self.at += 1
                return
            member(path)
            self._skip(_BLANK)
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith(closing, self.at):
                raise _Lost

    def _line(self) -> int:
        self.line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self.line

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()

    def _expect(self, text: str) -> None:
        self._skip(_SPACE)
        if not self.text.startswith(text, self.at):
            raise _Lost
        self.at += len(text)


def _unquote(quoted: str) -> str:
    """The key that a quoted key stands for."""
    if quoted.startswith("'") or "\\" not in quoted:
        return quoted[1:-1]
    import tomllib

    (key,) = tomllib.loads(f"{quoted} = 0")
    return key
