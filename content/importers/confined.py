"""The other end of `child`: what runs in the process of its own, and little is imported for it.

A parser for a kind of file gets the bytes on standard input; what it read goes to standard output as JSON.
"""

from __future__ import annotations

import os
import resource
import sys
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from content.errors import ImportRefused

MAX_OUTPUT = 50 * 1024 * 1024
"""Bytes of JSON that a parser may answer with."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space."""
CPU_TIME = 10
"""Seconds of work."""
OPEN_FILES = 32

NO_MEMORY, DAMAGED, TOO_LARGE = 71, 72, 73
"""How the process ends where it cannot say so in words."""

_MODULES = {
    "pdf": "content.importers.pdf",
    "docx": "content.importers.docx",
    "epub": "content.importers.epub",
    "feed": "content.importers.feed",
    "html": "content.importers.html_extra",
}
"""Where the function `parse` of each kind of file is."""
_NETWORKED = frozenset(["feed", "html"])
"""Those whose libraries cannot be imported without Python's own for the network. One with a function `load` is imported
by it beforehand, for what that takes no parser may do."""

# What a parser of text has no use for.
_FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.kill", "ctypes.",
    "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.utime", "shutil.", "tempfile.",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine() -> None:
    """Take from this process what a parser has no use for; there is no way back."""
    limits = {
        resource.RLIMIT_AS: (MEMORY, MEMORY),
        resource.RLIMIT_CPU: (CPU_TIME, CPU_TIME + 1),
        resource.RLIMIT_NOFILE: (OPEN_FILES, OPEN_FILES),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for what, limit in limits.items():
        # macOS knows no limit of address space; the others hold there.
        try:
            resource.setrlimit(what, limit)
        except (ValueError, OSError):
            continue
    sys.addaudithook(_forbid)


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & _WRITES:
            raise PermissionError(event)
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def main(kind: str) -> None:
    """Parse standard input within the limits; standard output gets what was read, or why it was refused."""
    if kind not in _NETWORKED:
        _spare_the_network()
    elif load := getattr(import_module(_MODULES[kind]), "load", None):
        load()
    confine()
    try:
        document = answer_to(kind, sys.stdin.buffer.read())
    except MemoryError:
        os._exit(NO_MEMORY)
    except Unreadable:
        raise SystemExit(DAMAGED) from None
    _answer(document)


class Unreadable(Exception):
    """What a parser failed on, in a way of its own."""


def answer_to(kind: str, data: bytes) -> dict[str, Any]:
    """What the parser for a kind of file says to its bytes: `parsed`, or `refused` and `remedy`.

    Raises Unreadable for a damaged file, and MemoryError.
    """
    try:
        parse = import_module(_MODULES[kind]).parse
        return {"parsed": parse(data)}
    except ImportRefused as error:
        return {"refused": error.reason, "remedy": error.remedy}
    except MemoryError:
        raise
    except ModuleNotFoundError as error:
        missing = _absence(error)
        return {"refused": missing.reason, "remedy": missing.remedy}
    except RecursionError:
        return {"refused": "its parts are nested too deeply", "remedy": "save the article by itself, or as text"}
    except Exception as error:
        raise Unreadable from error


def _absence(error: ModuleNotFoundError) -> ImportRefused:
    from content.importers.libraries import absence

    try:
        return absence(error)
    except ModuleNotFoundError:
        raise Unreadable from error


def _answer(document: dict[str, Any]) -> NoReturn:
    import json

    try:
        answer = json.dumps(document).encode()
        if len(answer) > MAX_OUTPUT:
            os._exit(TOO_LARGE)
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(NO_MEMORY)
    # What the parser has built up need not be taken down.
    os._exit(0)


def _spare_the_network() -> None:
    """Keep the libraries' `import urllib.request` from bringing in ssl, http and email, half of what a start takes."""
    absent = ModuleType("urllib.request")

    def urlopen(*_: object, **__: object) -> NoReturn:
        raise PermissionError("urlopen")

    vars(absent)["urlopen"] = urlopen
    sys.modules["urllib.request"] = absent
