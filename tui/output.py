"""Printing: everything that a command says goes out here, safe for the terminal and whatever its encoding is."""

from __future__ import annotations

import os
import sys

from tui.terminal_text import clean, clean_line, escape_json

TYPE_CHECKING = False  # as in typing, without its import
if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, WIDEST = 80, 100
"""How wide text is where no terminal says it, and at most: longer lines are hard to read. In terminal cells."""

_PLAIN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-", "\xa0": " "}


class OutputError(Exception):
    """Standard output does not take what is printed; `str()` of it says why."""


def prepare() -> None:
    """Make standard output and standard error take any text: what a terminal's encoding lacks is shown in ASCII."""
    import codecs

    codecs.register_error("readout", _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="readout")


def write(text: str) -> None:
    """Print text, cleaned. Raises OutputError, or BrokenPipeError where the reader of a pipe has left."""
    _write(clean(text))


def write_marked(text: str, marks: Sequence[tuple[int, int]]) -> None:
    """Print text on one line, cleaned; on a terminal what stands at the marks is bold: code points, end exclusive."""
    before, after = ("\x1b[1m", "\x1b[22m") if _is_bold() else ("", "")
    at = 0
    for start, end in marks:
        _write(_on_one_line(text[at:start]) + before + _on_one_line(text[start:end]) + after)
        at = end
    _write(_on_one_line(text[at:]))


def _is_bold() -> bool:
    return is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def _on_one_line(text: str) -> str:
    return clean(" ".join(text.split("\n")))


def write_json(text: str) -> None:
    """Print a JSON document, escaped instead of cleaned: it stays the same value, and no terminal obeys it either."""
    _write(escape_json(text, ascii_only=not is_unicode()))


def write_bytes(data: bytes) -> None:
    """Send bytes as they are; only where no terminal is. Raises as `write` does."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise OutputError("it takes no bytes")
    try:
        sys.stdout.flush()
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(_reason_of(error)) from None


def write_csv(text: str) -> None:
    """Print a table whose lines end in CR LF, cleaned but for those."""
    _write("\r\n".join([clean(part) for part in text.split("\r\n")]))


def complain(sentence: str) -> None:
    """Say on standard error what went wrong, on one line."""
    try:
        sys.stderr.write(f"readout: {clean_line(sentence)}\n")
        sys.stderr.flush()
    except (AttributeError, OSError):
        pass  # closed: nobody listens, and the exit code says it too


def flush() -> None:
    """Wait until everything printed has been taken. Raises as `write` does."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(_reason_of(error)) from None


def discard() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not fail on it a second time at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        sys.stdout = None


def is_terminal(stream: object) -> bool:
    """Whether a person is at the other end of standard input or output."""
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):  # closed, or replaced by something that is no stream
        return False


def is_unicode() -> bool:
    """Whether standard output can take every character."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def width() -> int:
    """How wide to print, in terminal cells: what COLUMNS or the terminal says, up to `WIDEST`."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and len(columns) < 6:
        cells = int(columns)
    else:
        try:
            cells = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError, AttributeError):
            cells = 0
    return min(cells or WIDTH, WIDEST)


def _write(text: str) -> None:
    if sys.stdout is None:
        raise OutputError("it is closed")
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(_reason_of(error)) from None


def _reason_of(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join([_PLAIN.get(c, "?") for c in error.object[error.start : error.end]]), error.end
