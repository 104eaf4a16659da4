"""The reader's own settings: `config.toml` read, complained about in plain sentences, and changed in one line."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from content.errors import ContentError
from tui.commands import COMMANDS, RESERVED_KEYS, Keymap, command_named
from tui.key_names import correct_key, read_key

MAX_BYTES = 1_000_000
"""A file of settings larger than this, in bytes, is taken for a mistake and not read."""

MAX_PROBLEMS = 20
"""How many problems of one file are told one by one."""

ENTRIES_WIDTHS = range(20, 81)
"""The widths that the entries may have, in percent of the screen."""


class Glyphs(StrEnum):
    """Which characters lines, marks and arrows are drawn with."""

    AUTO = "auto"
    UNICODE = "unicode"
    ASCII = "ascii"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a reader can set.

    Args:
        theme: the name of the colours; whether such a theme exists is known to `tui.themes` only.
        keys: command id to the keys that replace its own; an empty tuple unbinds it.
        glyphs: which characters the screen is drawn with.
        mouse: whether the program listens to the mouse.
        entries_width: the width of the entries, in percent of the screen.
    """

    theme: str = "readout-dark"
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    glyphs: Glyphs = Glyphs.AUTO
    mouse: bool = True
    entries_width: int = 42


def load(path: Path) -> tuple[Settings, list[str]]:
    """The settings in a file, and one sentence for each thing that is wrong with it.

    A missing file means the defaults, and so does everything that is wrong, for that setting alone. Raises nothing.
    """
    try:
        text = _read(path)
        if text is None:
            return Settings(), []
        values = _parse(text, path)
    except ContentError as error:
        return Settings(), [str(error)]
    checks = _Checks(path, text)
    return checks.settings(values), checks.sentences()


def keep_theme(path: Path, theme: str) -> None:
    """Makes `theme` the one that the file names, and changes nothing else in it; the file is made where there is none.

    Raises ContentError where the file is broken or cannot be written; it is then as it was.
    """
    text = _read(path)
    before = _parse(text, path) if text is not None else {}
    changed = _with_theme(text or "", theme)
    refusal = ContentError(
        "the line for the theme could not be set without changing others",
        where=f"{path}",
        remedy=f"write theme = '{theme}' at its top yourself",
    )
    try:
        after = _parse(changed, path)
    except ContentError:
        raise refusal from None
    if after != {**before, "theme": theme}:
        raise refusal
    try:
        _replace(path, changed)
    except OSError as error:
        raise _unwritable(path, error) from error


def _read(path: Path) -> str | None:
    """The text of the file, its line ends as they are; None where there is no file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not an ordinary file"
            raise ContentError(f"this is {kind}, not a file of settings", where=str(path), remedy="move it away")
        if status.st_size > MAX_BYTES:
            raise ContentError(
                f"the file is larger than {MAX_BYTES // 1_000_000} MB, so it cannot be meant",
                where=str(path),
                remedy="move it away",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ContentError(
            f"the settings cannot be read ({error.strerror or 'unknown reason'})",
            where=str(path),
            remedy="make the file readable",
        ) from error
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError("the text is not UTF-8", where=f"{path}, line {line}", remedy="save it as UTF-8") from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    """The values of a text. Raises ContentError where it is not TOML."""
    import tomllib

    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason, line = str(error), ""
        found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", reason)
        if found:
            reason = reason[: found.start()]
            line = f", line {found[1]}" if found[1] else ", at its end"
        if isinstance(error, RecursionError):
            reason = "too many brackets inside one another"
        raise ContentError(
            f"this is not TOML ({reason})",
            where=f"{path}{line}",
            remedy="mend it; until then the defaults apply",
        ) from error


def _with_theme(text: str, theme: str) -> str:
    """The text with its `theme` set, or added after the last setting that stands outside a table."""
    import json

    from tui.toml_places import find_places

    start = len(text) - len(text.removeprefix("\ufeff"))
    mark, body = text[:start], text[start:]
    value = json.dumps(theme, ensure_ascii=False)  # a JSON string is a TOML string
    newline = "\r\n" if "\r\n" in body else "\n"
    places = find_places(body)
    place = places.keys.get(("theme",))
    if place is not None:
        return mark + body[: place.value[0]] + value + body[place.value[1] :]
    if places.root_end is None:
        return f"{mark}theme = {value}{newline}{body}"
    end = body.find("\n", places.root_end)
    if end < 0:
        return f"{mark}{body}{newline}theme = {value}{newline}"
    return f"{mark}{body[: end + 1]}theme = {value}{newline}{body[end + 1 :]}"


def _replace(path: Path, text: str) -> None:
    """Puts `text` in the place of the file in one step. A link stays a link: what it points to is replaced."""
    import tempfile

    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = None
    with suppress(FileNotFoundError):
        mode = stat.S_IMODE(target.stat().st_mode)
    if mode is not None and not (mode & stat.S_IWUSR and os.access(target, os.W_OK)):
        raise PermissionError(13, "it is read-only")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _unwritable(path: Path, error: OSError) -> ContentError:
    return ContentError(
        f"the theme could not be kept ({error.strerror or 'unknown reason'})",
        where=str(path),
        remedy="make the file and its folder writable",
    )


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
            "mouse": _mouse,
            "entries_width": _entries_width,
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
        owners: dict[str, str] = {}
        for id, wanted in value.items():
            try:
                if id not in ids:
                    raise _Wrong("there is no such command", _nearest(id, ids))
                keys = self._keys_of(wanted, owners)
                remaps[id] = keys
                for key in keys:
                    owners[key] = id
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
        where = f"{self.path}, line {line}, " if line else f"{self.path}, "
        where += ".".join(_shown_part(part) for part in key)
        self.problems.append((line or 0, str(ContentError(wrong.reason, where=where, remedy=wrong.remedy))))

    def _line_of(self, key: tuple[str, ...]) -> int | None:
        if self._lines is None:
            from tui.toml_places import find_places

            places = find_places(self.text.removeprefix("\ufeff"))
            self._lines = {path: place.line for path, place in places.keys.items()}
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


def _mouse(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _Wrong(f"{_shown(value)} is neither true nor false", "write true or false")


def _entries_width(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value in ENTRIES_WIDTHS:
        return value
    low, high = ENTRIES_WIDTHS[0], ENTRIES_WIDTHS[-1]
    raise _Wrong(f"{_shown(value)} is not a width", f"write a whole number of percent, {low} to {high}")


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
