"""Copying: through the terminal (OSC 52), and into a file where the terminal cannot or may not take it.

A terminal answers nothing to OSC 52, so what it does is known from its name alone.
The sequence: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, "Manipulate Selection Data".
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.errors import ContentError

MAX_BYTES = 74_994
"""The longest text, in bytes of UTF-8, that a terminal is trusted with: many stop at 100,000 bytes of sequence."""

FILE_NAME = "copied.txt"

SCREEN_CHUNK = 240
"""Bytes of one string that GNU screen passes on; old ones drop anything over 256."""


class Way(StrEnum):
    """Where a copied text goes."""

    TERMINAL = "terminal"
    BOTH = "both"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Route:
    """Where a text goes, and why not to the terminal alone: a clause for the notice, empty for `Way.TERMINAL`."""

    way: Way
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a copied text: where it went, the file if there is one, and a sentence for the reader."""

    way: Way
    path: Path | None
    notice: str


def choose_route(size: int, environ: Mapping[str, str], *, is_terminal: bool = True) -> Route:
    """Where a text of `size` bytes goes, judged by the environment of the program."""
    term = environ.get("TERM", "")
    program = environ.get("TERM_PROGRAM", "")
    if not is_terminal:
        return Route(Way.FILE, "there is no terminal")
    if size > MAX_BYTES:
        return Route(Way.FILE, "the text is too long for a terminal")
    if term in ("", "dumb", "unknown", "linux", "cons25") or term.startswith(("vt52", "eterm")):
        return Route(Way.FILE, "this terminal has no clipboard")
    if environ.get("TMUX") or term.startswith("tmux"):
        # Unless it is told `set-clipboard on`, tmux drops what a program sends (https://github.com/tmux/tmux/issues/3333).
        return Route(Way.BOTH, "tmux passes it on only with 'set-clipboard on'")
    if environ.get("STY"):
        return Route(Way.BOTH, "screen may not pass it on")
    if term.startswith("screen"):  # tmux or screen, on the other side of an ssh
        return Route(Way.BOTH, "tmux or screen may not pass it on")
    version = environ.get("VTE_VERSION", "")
    if version.isdigit() and int(version) < 7600:
        return Route(Way.FILE, "this terminal has no clipboard for programs before VTE 0.76")
    if program == "Apple_Terminal":
        return Route(Way.BOTH, "this terminal may not take it")
    if environ.get("XTERM_VERSION") or term.startswith("rxvt"):
        return Route(Way.BOTH, "this terminal takes it only if it is set to")
    if environ.get("TERMINAL_EMULATOR", "").startswith("JetBrains") or environ.get("KONSOLE_VERSION"):
        return Route(Way.BOTH, "this terminal may not take it")
    return Route(Way.TERMINAL)


def sequence_of(text: str, environ: Mapping[str, str]) -> str:
    """What to write to the terminal for it to keep `text`. Base64 makes it safe, whatever the text holds."""
    encoded = b64encode(_bytes_of(text)).decode("ascii")
    plain = f"\x1b]52;c;{encoded}\x07"
    if environ.get("TMUX"):
        # Once for `set-clipboard on`, once for `allow-passthrough on`; tmux drops what it is not told to take.
        inner = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{inner}\x1b\\"
    if environ.get("STY"):
        pieces = (plain[at : at + SCREEN_CHUNK] for at in range(0, len(plain), SCREEN_CHUNK))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain


def copy(
    text: str, write: Callable[[str], None], folder: Path, environ: Mapping[str, str], *, is_terminal: bool = True
) -> Copied:
    """What became of `text`: handed to the terminal through `write`, kept in a file in `folder`, or both.

    The file can be read by its owner only, and the next copy takes its place. Raises ContentError where the text
    could go to a file only and that cannot be written.
    """
    route = choose_route(len(_bytes_of(text)), environ, is_terminal=is_terminal)
    if route.way is not Way.FILE:
        write(sequence_of(text, environ))
    if route.way is Way.TERMINAL:
        return Copied(route.way, None, "Copied.")
    path = folder / FILE_NAME
    try:
        _keep(text, path)
    except OSError as error:
        if route.way is Way.BOTH:
            return Copied(Way.TERMINAL, None, f"Copied, but {route.reason}.")
        raise ContentError(
            f"nothing was copied: {route.reason}, and the file could not be written ({error.strerror or 'unknown'})",
            where=str(path),
            remedy="make the folder writable",
        ) from error
    shown = _shown(path, environ)
    if route.way is Way.BOTH:
        return Copied(route.way, path, f"Copied, also into {shown}: {route.reason}.")
    return Copied(route.way, path, f"Copied into {shown}: {route.reason}.")


def _shown(path: Path, environ: Mapping[str, str]) -> str:
    """A path as a notice names it, the home as `~`: what comes after it is to be read as well."""
    home = environ.get("HOME", "")
    return f"~{str(path)[len(home) :]}" if home and str(path).startswith(f"{home}/") else str(path)


def _bytes_of(text: str) -> bytes:
    """The text as UTF-8; half of a surrogate pair, which UTF-8 cannot hold, as a question mark."""
    return text.encode("utf-8", "replace")


def _keep(text: str, path: Path) -> None:
    """Writes the file in one step. A link in its place is replaced, never followed."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        new.unlink()
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_bytes_of(text))
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
