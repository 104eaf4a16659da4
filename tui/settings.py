"""The reader's own settings: `config.toml` checked value by value, and its faults told in plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from content.errors import ContentError
from tui.commands import COMMANDS, command_named
from tui.key_names import correct_key, read_key
from tui.keymap import RESERVED_KEYS, Keymap
from tui.settings_file import keep_theme, parse, read_text

__all__ = ["ENTRIES_WIDTHS", "Glyphs", "Settings", "keep_theme", "load", "place_of", "reader_name"]

MAX_PROBLEMS = 20
"""How many problems of one file are told one by one."""

ENTRIES_WIDTHS = range(20, 81)
"""The widths that the entries may have, in percent of the screen."""


class Glyphs(StrEnum):
    """Which characters lines, marks and arrows are drawn with."""

    AUTO = "auto"
    UNICODE = "unicode"
    ASCII = "ascii"


class Settings(NamedTuple):
    """What a reader can set.

    Args:
        theme: the name of the colours; whether such a theme exists is known to `tui.themes` only.
        keys: command id to the keys that replace its own; an empty tuple unbinds it.
        glyphs: which characters the screen is drawn with.
        mouse: whether the program listens to the mouse.
        entries_width: the width of the entries, in percent of the screen.
        author: the name kept with what the reader writes; empty for the one that the system knows.
        desk: the desk under which articles are drafted: its name, or the path of its file.
        fetch: whether addresses may be fetched without being asked each time.
        watch: the folders in which new files are looked for, to be offered for import.
    """

    theme: str = "readout-dark"
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    glyphs: Glyphs = Glyphs.AUTO
    mouse: bool = True
    entries_width: int = 42
    author: str = ""
    desk: str = "world"
    fetch: bool = False
    watch: tuple[str, ...] = ()


def load(path: Path) -> tuple[Settings, list[str]]:
    """The settings in a file, and one sentence for each thing that is wrong with it.

    A missing file means the defaults, and so does everything that is wrong, for that setting alone. Raises nothing.
    """
    try:
        text = read_text(path)
        if text is None:
            return Settings(), []
        values = parse(text, path)
    except ContentError as error:
        return Settings(), [str(error)]
    checks = _Checks(path, text)
    return checks.settings(values), checks.sentences()


def reader_name(environ: Mapping[str, str]) -> str:
    """The name that the system knows the reader by, on one line and fit to be kept; empty where it knows none."""
    name = next((environ[name] for name in ("LOGNAME", "USER", "USERNAME") if environ.get(name)), "")
    if name.isprintable():
        return name
    from tui.terminal_text import clean_line

    # Bytes that are not UTF-8 come as lone surrogates, which no document can hold.
    return clean_line(name)


def place_of(path: Path, *key: str) -> str:
    """How a sentence names a setting: its file, its line where that can be told, and its key. Raises nothing."""
    text = None
    with suppress(ContentError):
        text = read_text(path)
    return _place(path, _lines(text or "").get(key), key)


def _place(path: Path, line: int | None, key: tuple[str, ...]) -> str:
    return f"{path}, {f'line {line}, ' if line else ''}{'.'.join(_shown_part(part) for part in key)}"


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of every key of a text."""
    from tui.toml_places import find_places

    return {path: place.line for path, place in find_places(text.removeprefix("\ufeff")).keys.items()}


class _Wrong(Exception):
    """What is wrong with one value, and the remedy."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(reason, remedy)


class _Checks:
    """Turns the values of a file into settings, and gathers what is wrong with them."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text
        self.problems: list[tuple[int, str]] = []
        self.untold = 0
        self._lines: dict[tuple[str, ...], int] | None = None

    def settings(self, values: Mapping[str, Any]) -> Settings:
        checks: dict[str, Callable[[object], Any]] = {
            "theme": _theme,
            "keys": self._keys,
            "glyphs": _glyphs,
            "mouse": _is_on,
            "entries_width": _entries_width,
            "author": _author,
            "desk": _desk,
            "fetch": _is_on,
            "watch": _folders,
        }
        chosen: dict[str, Any] = {}
        for name, value in values.items():
            try:
                if name not in checks:
                    raise _Wrong("there is no such setting", _nearest(name, checks))
                chosen[name] = checks[name](value)
            except _Wrong as wrong:
                self._complain((name,), wrong)
        return Settings(**chosen)

    def sentences(self) -> list[str]:
        told = [sentence for _, sentence in sorted(self.problems, key=lambda problem: problem[0])]
        if self.untold:
            told.append(f"{self.path}: {self.untold} more settings are wrong; mend the ones above first")
        return told

    def _keys(self, value: object) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, dict):
            raise _Wrong(f"{_shown(value)} is not a table", "write [keys] and one command a line")
        ids = [command.id for command in COMMANDS]
        remaps: dict[str, tuple[str, ...]] = {}
        owners: dict[str, dict[str, str]] = {}
        for id, wanted in value.items():
            try:
                if id not in ids:
                    raise _Wrong("there is no such command", _nearest(id, ids))
                in_scope = owners.setdefault(command_named(id).scope, {})
                remaps[id] = keys = self._keys_of(wanted, in_scope)
                for key in keys:
                    in_scope[key] = id
            except _Wrong as wrong:
                self._complain(("keys", id), wrong)
        if remaps:
            keymap = Keymap(remaps)
            if not keymap.keys_of("quit") and not keymap.keys_of("close"):
                lost = "quit" if "quit" in remaps else "close"
                self._complain(("keys", lost), _Wrong("no key would be left to leave the program with", "give it one"))
                kept = command_named(lost).keys
                remaps = {id: tuple(key for key in own if key not in kept) for id, own in remaps.items() if id != lost}
        return remaps

    def _keys_of(self, wanted: object, owners: Mapping[str, str]) -> tuple[str, ...]:
        """The keys that the file gives to one command, `owners` being those given away above it."""
        names = [wanted] if isinstance(wanted, str) else wanted
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise _Wrong(f"{_shown(wanted)} is not a list of keys", "write them as in ['j', 'down']")
        keys: dict[str, None] = {}
        for name in names:
            key = read_key(name)
            if key is None:
                raise _Wrong(f"{_shown(name)} is not the name of a key", correct_key(name))
            if key in RESERVED_KEYS:
                raise _Wrong(f"{_shown(name)} cannot be used, because {RESERVED_KEYS[key]}", "take another key")
            if key in owners:
                line = self._line_of(("keys", owners[key]))
                told = f"'{owners[key]}'" + (f" on line {line}" if line else "")
                raise _Wrong(f"{_shown(name)} is already given to {told}", "give it to one of them")
            keys[key] = None
        return tuple(keys)

    def _complain(self, key: tuple[str, ...], wrong: _Wrong) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            self.untold += 1
            return
        line = self._line_of(key)
        where = _place(self.path, line, key)
        self.problems.append((line or 0, str(ContentError(wrong.reason, where=where, remedy=wrong.remedy))))

    def _line_of(self, key: tuple[str, ...]) -> int | None:
        if self._lines is None:
            self._lines = _lines(self.text)
        return self._lines.get(key)


def _theme(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise _Wrong(f"{_shown(value)} is not a name", "write it in quotes, as in 'readout-light'")


def _glyphs(value: object) -> Glyphs:
    if isinstance(value, str) and value in list(Glyphs):
        return Glyphs(value)
    choices = ", ".join(f"'{glyphs}'" for glyphs in Glyphs)
    raise _Wrong(f"{_shown(value)} is not a choice", f"write one of {choices}")


def _is_on(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _Wrong(f"{_shown(value)} is neither true nor false", "write true or false")


def _entries_width(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value in ENTRIES_WIDTHS:
        return value
    low, high = ENTRIES_WIDTHS[0], ENTRIES_WIDTHS[-1]
    raise _Wrong(f"{_shown(value)} is not a width", f"write a whole number of percent, {low} to {high}")


def _author(value: object) -> str:
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value.strip()
    raise _Wrong(f"{_shown(value)} is not a name", "write it in quotes, on one line")


def _desk(value: object) -> str:
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value
    raise _Wrong(f"{_shown(value)} is not the name of a desk", "write it in quotes, as in 'energy-climate'")


def _folders(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [None]
    for name in names:
        if not isinstance(name, str) or not name.strip() or "\0" in name:
            raise _Wrong(f"{_shown(value)} is not a list of folders", "write them as in ['/home/me/articles']")
    return tuple(dict.fromkeys(names))


def _nearest(name: str, names: Iterable[str], otherwise: str = "take the line out") -> str:
    """What to do about a name that is not one of `names`."""
    from difflib import get_close_matches

    found = get_close_matches(name[:80], sorted(names), 1, 0.6)
    return f"did you mean '{found[0]}'?" if found else otherwise


def _shown(value: object) -> str:
    """A value of the file as a complaint quotes it: short, on one line, and without control characters."""
    told = {True: "true", False: "false"}[value] if isinstance(value, bool) else ascii(value)
    if isinstance(value, str) and value.isprintable():
        told = f"'{value}'"
    return told if len(told) <= 40 else told[:39] + "…"


def _shown_part(part: str) -> str:
    return part if part.replace("-", "").replace("_", "").isalnum() and len(part) <= 40 else _shown(part)
