"""The file of the settings: read within bounds, and changed in one line without touching another."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from content.errors import ContentError

MAX_BYTES = 1_000_000
"""A file of settings larger than this, in bytes, is taken for a mistake and not read."""


def keep_theme(path: Path, theme: str) -> None:
    """Makes `theme` the one that the file names, and changes nothing else in it; the file is made where there is none.

    Raises ContentError where the file is broken or cannot be written; it is then as it was.
    """
    _keep(path, "theme", theme, "the theme", f"theme = '{theme}'")


def keep_watched(path: Path, folders: Sequence[str]) -> None:
    """Makes these the folders that the file has watched. Raises ContentError as `keep_theme` does."""
    _keep(path, "watch", list(folders), "the watched folders", f"watch = {_in_toml(list(folders))}")


def _keep(path: Path, name: str, value: str | list[str], what: str, line: str) -> None:
    """Set a value outside of all tables; `what` names it in a refusal, `line` is what the reader may write."""
    text = read_text(path)
    before = parse(text, path) if text is not None else {}
    changed = _with(text or "", name, value)
    refusal = ContentError(
        f"the line for {what} could not be set without changing others",
        where=f"{path}",
        remedy=f"write {line} at its top yourself",
    )
    try:
        after = parse(changed, path)
    except ContentError:
        raise refusal from None
    if after != {**before, name: value}:
        raise refusal
    try:
        _replace(path, changed)
    except OSError as error:
        raise _unwritable(path, error, what) from error


def read_text(path: Path) -> str | None:
    """The text of the file, its line ends as they are; None where there is no file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not an ordinary file"
            raise ContentError(f"this is {kind}", where=str(path), remedy="move it away")
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


def parse(text: str, path: Path) -> dict[str, Any]:
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


def _in_toml(value: str | list[str]) -> str:
    """A value as TOML has it, on one line."""
    import json

    # A JSON string is a TOML string, but for one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _with(text: str, name: str, value: str | list[str]) -> str:
    """The text with a value set, or added after the last setting that stands outside a table."""
    from tui.toml_places import find_places

    start = len(text) - len(text.removeprefix("\ufeff"))
    mark, body = text[:start], text[start:]
    told = _in_toml(value)
    newline = "\r\n" if "\r\n" in body else "\n"
    places = find_places(body)
    place = places.keys.get((name,))
    if place is not None:
        return mark + body[: place.value[0]] + told + body[place.value[1] :]
    if places.root_end is None:
        return f"{mark}{name} = {told}{newline}{body}"
    end = body.find("\n", places.root_end)
    if end < 0:
        return f"{mark}{body}{newline}{name} = {told}{newline}"
    return f"{mark}{body[: end + 1]}{name} = {told}{newline}{body[end + 1 :]}"


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


def _unwritable(path: Path, error: OSError, what: str) -> ContentError:
    return ContentError(
        f"{what} could not be kept ({error.strerror or 'unknown reason'})",
        where=str(path),
        remedy="make the file and its folder writable",
    )
