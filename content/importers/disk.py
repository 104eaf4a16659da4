"""Files and folders as they lie on the disk, read within limits and without being led astray."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from content.errors import ImportRefused
from content.importers.briefing_file import shown

MAX_BYTES = 200 * 1024 * 1024
"""The largest file that is read, in bytes."""
MAX_FILES = 10_000
"""How many files of a folder are read at once."""
MAX_DEPTH = 20
"""How deep in a folder its files may lie: 1 is in the folder itself."""
MAX_SEEN = 200_000
"""How many files and folders of any kind are looked at."""

ENDINGS = frozenset(
    """.atom .docx .eml .epub .htm .html .json .markdown .md .mht .mhtml .pdf .rss .text .txt .xhtml
    .xml""".split()  # noqa: SIM905  a list of quoted names is harder to read
)
"""How the names of files end that are looked for in a folder, in lower case."""
_PEEKED = {".json": (b"readout/briefing@",), ".xml": (b"<rss", b"<feed", b"<rdf:RDF", b"<html")}
"""Endings that other things have more often than articles have; only files with one of these at the head are read."""
_PEEK = 4096
_CHUNK = 1 << 20


def read_plain_file(path: Path) -> bytes:
    """The bytes of a file, links to it followed.

    Raises ImportRefused, which names the file, for what is not there, may not be read, is no plain file (a folder, a
    pipe, a device) or is larger than `MAX_BYTES`.
    """
    where = shown(str(path))
    try:
        # Asked before opening, because opening alone can hang (a pipe) or act (a device), and again after it, because
        # another program may have put something else there in between.
        _check_plain(os.stat(path), where, path)  # noqa: PTH116
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with open(descriptor, "rb") as file:
            _check_plain(os.fstat(descriptor), where, path)
            data = bytearray()
            while chunk := file.read(_CHUNK):  # it may grow meanwhile
                data += chunk
                if len(data) > MAX_BYTES:
                    raise _too_large(where)
    except OSError as error:
        raise _unreadable(error, where, "file") from None
    except ValueError:  # a NUL or a lone surrogate in the name
        raise ImportRefused("this cannot be the name of a file", where=where, remedy="check the name") from None
    return bytes(data)


def find_files(folder: Path) -> list[Path]:
    """The files in a folder and in those under it that look like articles, in the order of their names.

    Hidden ones are passed over, and links to folders are not followed; a folder that may not be opened is among what
    is found, to be told when it is read. Raises ImportRefused for a folder that cannot be opened and for one that
    exceeds `MAX_FILES`, `MAX_DEPTH` or `MAX_SEEN`.
    """
    where = shown(str(folder))
    found: list[Path] = []
    waiting = [(folder, 1)]
    seen = 0
    while waiting:
        here, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise _too_much(f"it has folders nested more than {MAX_DEPTH} deep", where)
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MAX_SEEN:
                        raise _too_much(f"it holds more than {MAX_SEEN:,} files and folders", where)
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((here / entry.name, depth + 1))
                    elif is_looked_for(entry):
                        found.append(here / entry.name)
        except (OSError, ValueError) as error:
            if here == folder:
                raise _unreadable(error, where, "folder") from None
            found.append(here)
        if len(found) > MAX_FILES:
            raise _too_much(f"it holds more than {MAX_FILES:,} files that can be read", where)
    return sorted(found)


def is_looked_for(entry: os.DirEntry[str]) -> bool:
    """Whether a file looks like an article: by the end of its name, and where others have that too by its head."""
    ending = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122  ten times as quick, for each file of a folder
    if ending not in ENDINGS:
        return False
    if not entry.is_file():
        return entry.is_symlink() and not entry.is_dir()  # it leads nowhere, which is told when it is read
    marks = _PEEKED.get(ending)
    if marks is None:
        return True
    try:
        with open(entry.path, "rb") as file:
            head = file.read(_PEEK).replace(b"\0", b"")
    except OSError:
        return True
    return any(mark in head for mark in marks)


def _check_plain(found: os.stat_result, where: str, path: Path) -> None:
    if stat.S_ISDIR(found.st_mode):
        if not os.access(path, os.R_OK | os.X_OK):
            raise ImportRefused("it is a folder that may not be opened", where=where, remedy="check your rights to it")
        raise ImportRefused("it is a folder", where=where, remedy="name a file in it")
    if not stat.S_ISREG(found.st_mode):
        raise ImportRefused("it is not a plain file", where=where, remedy="save it to a file first")
    if found.st_size > MAX_BYTES:
        raise _too_large(where)


def _unreadable(error: Exception, where: str, what: str) -> ImportRefused:
    if isinstance(error, FileNotFoundError):
        reason = f"there is no such {what}"
    elif isinstance(error, OSError):
        reason = f"it cannot be read ({(error.strerror or type(error).__name__).lower()})"
    else:
        reason = f"this cannot be the name of a {what}"
    return ImportRefused(reason, where=where, remedy="check the name and your rights to it")


def _too_large(where: str) -> ImportRefused:
    most = MAX_BYTES // (1024 * 1024)
    return ImportRefused(f"it is larger than {most} MB", where=where, remedy="save the article by itself, or as text")


def _too_much(reason: str, where: str) -> ImportRefused:
    return ImportRefused(reason, where=where, remedy="name a folder in it")
