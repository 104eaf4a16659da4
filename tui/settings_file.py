"""The file of the settings: read within bounds, and changed in one line without touching another."""

from __future__ import annotations

import os
import re
import stat
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
    text = read_text(path)
    before = parse(text, path) if text is not None else {}
    changed = _with_theme(text or "", theme)
    refusal = ContentError(
        "the line for the theme could not be set without changing others",
        where=f"{path}",
        remedy=f"write theme = '{theme}' at its top yourself",
    )
    try:
        after = parse(changed, path)
    except ContentError:
        raise refusal from None
    if after != {**before, "theme": theme}:
        raise refusal
    try:
        _replace(path, changed)
    except OSError as error:
        raise _unwritable(path, error) from error


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
