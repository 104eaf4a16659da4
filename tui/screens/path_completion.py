"""Paths completed as they are typed: as far as is clear, and else which files and folders there are to choose from."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from content.importers.disk import ENDINGS

MOST_SEEN = 20_000
"""How many files and folders of one folder are looked at: the reader waits for it."""

_QUOTES = "\"'"


def completed(typed: str) -> tuple[str, list[str]]:
    """What was typed, completed as far as it is clear, and the names that could go on from there; none for one alone.

    What is typed is one path, which may have blanks, or several with blanks between and quotation marks around those
    that have some. A folder ends in a slash. Only folders and files of kinds that are read are looked for, hidden ones
    where a full stop was typed.
    """
    start = _last(typed)
    if typed[:1] not in ("'", '"') and (not start or _matches(typed)):
        return _joined(typed, _matches(typed))
    begun = typed[start:]
    quote = begun[0] if begun[:1] in ("'", '"') else ""
    begun = begun[len(quote) :]
    path, names = _joined(begun, _matches(begun))
    if path != begun and not quote and " " in path:
        quote = '"' if "'" in path else "'"
    if quote and path != begun and not names and not path.endswith("/"):
        path += quote
    return typed[:start] + quote + path, names


def _last(typed: str) -> int:
    """Where the last of several paths begins."""
    start, quote = 0, ""
    for at, character in enumerate(typed):
        if quote:
            quote = "" if character == quote else quote
        elif character in _QUOTES:
            quote = character
        elif character == " ":
            start = at + 1
    return start


def _matches(begun: str) -> list[str]:
    """The names in the folder that was begun with which it may go on, a slash at the end of folders; in order."""
    if begun.startswith("~") and "/" not in begun:
        return ["~/"] if begun == "~" else []
    folder, _, name = begun.rpartition("/")
    try:
        place = Path(f"{folder}/" if "/" in begun else ".").expanduser()
        with os.scandir(place) as entries:
            there = [entry for entry in islice(entries, MOST_SEEN) if entry.name.isprintable()]
            for fold in (_as_typed, str.casefold):
                found = sorted(_shown(entry) for entry in there if _is_meant(entry, name, fold))
                if found:
                    return found
    except (OSError, ValueError, RuntimeError):  # no such folder, none that may be read, a home that nobody has
        pass
    return []


def _as_typed(name: str) -> str:
    return name


def _is_meant(entry: os.DirEntry[str], name: str, fold: Callable[[str], str]) -> bool:
    if not fold(entry.name).startswith(fold(name)) or entry.name.startswith(".") > name.startswith("."):
        return False
    return os.path.splitext(entry.name)[1].lower() in ENDINGS or _is_folder(entry)  # noqa: PTH122  ten times as quick


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _shown(entry: os.DirEntry[str]) -> str:
    return f"{entry.name}/" if _is_folder(entry) else entry.name


def _joined(begun: str, found: list[str]) -> tuple[str, list[str]]:
    """What was begun with what all that was found have in common in the place of its last name."""
    if not found:
        return begun, []
    head = begun[: begun.rfind("/") + 1]
    first, last = found[0], found[-1]  # in order, so that what they share all share
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
    common = min(first, last, key=len) if same is None else first[:same]
    # Where only the case differs, nothing typed is taken away.
    path = head + common if len(head + common) >= len(begun) else begun
    return path, found if len(found) > 1 else []
