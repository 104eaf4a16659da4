"""The last frame: kept when the reader leaves, and painted at the next start before anything is imported.

It is painted only where size, terminal, settings and library are as they were. Whatever goes wrong means only that
nothing is painted. Only modules that Python has loaded already, or in C, are imported here: not even `__future__`.
"""

import os
import sys

from tui import __version__

ENTER = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H"
"""To the alternate screen, cursor hidden, lines not wrapped, in the upper left corner."""

LEAVE = b"\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
"""Everything in `ENTER` undone."""

ENVIRONMENT = (
    "TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE", "TMUX", "STY", "HOME",
    "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "READOUT_LIBRARY", "READOUT_CONFIG",
    "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS", "PYTHONIOENCODING", "PYTHONUTF8",
)  # fmt: skip
"""The variables that a frame depends on."""


class Painted:
    """A frame on the screen, and the terminal's settings from before it."""

    def __init__(self, fd: int, attributes: list[object]) -> None:
        self.fd = fd
        self.attributes = attributes

    def undo(self) -> None:
        """Put the terminal back as it was."""
        import termios

        try:
            os.write(self.fd, LEAVE)
            termios.tcsetattr(self.fd, termios.TCSAFLUSH, self.attributes)  # type: ignore[arg-type]
        except (OSError, termios.error):
            pass  # the terminal is gone, and with it what there was to restore


painted: Painted | None = None
"""What was painted and not yet taken over by the app."""


def frame_path() -> str:
    """The file that holds the last frame."""
    home = os.environ.get("HOME") or "/"
    usual = os.path.join(home, "Library", "Caches") if sys.platform == "darwin" else os.path.join(home, ".cache")
    cache = os.environ.get("XDG_CACHE_HOME") or usual
    return os.path.join(cache, "readout", "frame")


def frame_key(size: tuple[int, int], library: str, files: list[str]) -> bytes:
    """What has to be the same for a frame to be shown again.

    Args:
        size: columns and lines.
        library: what the command line says of the library; empty where it says nothing.
        files: the files that the frame depends on; each counts with its time, size and identity, or as missing.
    """
    lines = [f"readout {__version__} {sys.version_info[:3]}", f"{size[0]}x{size[1]}", library]
    if library and not os.path.isabs(library):
        lines.append(os.getcwd())
    lines += [f"{name}={os.environ[name]}" for name in ENVIRONMENT if name in os.environ]
    for name in files:
        try:
            found = os.stat(name)
            lines.append(f"{name}\t{found.st_mtime_ns}\t{found.st_size}\t{found.st_ino}")
        except OSError:
            lines.append(f"{name}\tmissing")
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def library_argument(arguments: list[str]) -> str | None:
    """The library that the command line names, empty for none; None where it asks for anything else as well."""
    if not arguments:
        return ""
    if len(arguments) == 2 and arguments[0] == "--library":
        return arguments[1]
    if len(arguments) == 1 and arguments[0].startswith("--library="):
        return arguments[0][len("--library=") :]
    return None


def paint(arguments: list[str]) -> Painted | None:
    """Paint the last frame if it is still what the program would show. Returns None where nothing was painted."""
    library = library_argument(arguments)
    if library is None or not (os.isatty(0) and os.isatty(1)):
        return None
    descriptor = os.open(frame_path(), os.O_RDONLY | os.O_NONBLOCK)  # a pipe would be waited for
    try:
        if not _is_own(os.fstat(descriptor)):
            return None
        kept = os.read(descriptor, 4_000_000)
    finally:
        os.close(descriptor)
    # the lengths of all that follows, of the list of files and of the key; the list, the key, the frame
    head, _, rest = kept.partition(b"\n")
    length, files_length, key_length = map(int, head.split())
    if length != len(rest):
        return None
    files = rest[:files_length].decode("utf-8", "surrogateescape").split("\n")
    key = rest[files_length : files_length + key_length]
    frame = rest[files_length + key_length :]
    size = os.get_terminal_size(1)
    if not frame or key != frame_key((size.columns, size.lines), library, files):
        return None
    import _signal as signal  # type: ignore[import-not-found]  # without the enums of `signal`, which take as long as reading the frame
    import termios

    before = termios.tcgetattr(0)
    raw = termios.tcgetattr(0)
    raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    raw[6][termios.VMIN] = 1
    result = Painted(1, before)

    def leave(number: int, _: object) -> None:
        result.undo()
        os._exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, leave)
    try:
        termios.tcsetattr(0, termios.TCSANOW, raw)
        data = ENTER + frame
        while data:
            data = data[os.write(1, data) :]
    except BaseException:
        result.undo()
        raise
    return result


def _is_own(found: os.stat_result) -> bool:
    """Whether a file is the reader's alone: what it holds is written to the terminal as it is."""
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def keep_frame(frame: bytes, size: tuple[int, int], library: str, files: list[str]) -> None:
    """Keep a frame for the next start; it replaces the last one. Raises OSError where it cannot be written."""
    path = frame_path()
    listed = "\n".join(files).encode("utf-8", "surrogateescape")
    key = frame_key(size, library, files)
    content = listed + key + frame
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK
    descriptor = os.open(path + ".new", flags, 0o600)
    try:
        os.write(descriptor, b"%d %d %d\n" % (len(content), len(listed), len(key)) + content)
    finally:
        os.close(descriptor)
    os.replace(path + ".new", path)
