"""A terminal for tests: the installed program runs in a pseudo-terminal, pyte draws what it writes, the test types.

It answers what programs ask of a terminal, or, where its `kind` says so, nothing. Every byte is kept. A test waits for
a state of the screen, never for a time; whatever does not come within the deadline fails with the screen in words.
"""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pyte
from pyte.screens import Char

PATIENCE = 20.0
"""How long anything may take before the test fails, in seconds: far more than it takes on a busy machine."""

STILL = 0.025
"""How long the program must have done nothing to count as idle, in seconds: more than Textual’s longest timer."""

_TOKEN = re.compile(
    rb"\x1b(?:\[(?P<private>[<=>?]?)(?P<numbers>[\d;:]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    rb"|\](?P<string>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|[PX^_][^\x1b]*\x1b\\"
    rb"|[ -/]*[0-OQ-WYZ\\`-~])",
)
_CELL = (8, 16)
"""Width and height of a cell, in pixels."""

MODES = {
    1000: "mouse clicks",
    1002: "mouse drags",
    1003: "mouse motion",
    1006: "mouse coordinates",
    1015: "mouse coordinates (urxvt)",
    1016: "mouse pixels",
    1004: "focus reports",
    1049: "alternate screen",
    2004: "bracketed paste",
    2026: "synchronised output",
    2048: "in-band resize",
}
"""The modes that a program has to take back, besides `7` (wrapping lines) and `25` (the cursor), which it sets back."""


@dataclass(frozen=True)
class Kind:
    """What a terminal can do: answer at all, the kitty keyboard protocol, and which modes it knows."""

    answers: bool = True
    kitty: bool = True
    modes: frozenset[int] = frozenset({1004, 1006, 1016, 2004, 2026, 2048})


MODERN = Kind()
PLAIN = Kind(kitty=False, modes=frozenset({1004, 1006, 2004}))
MUTE = Kind(answers=False, kitty=False, modes=frozenset())


class Picture(NamedTuple):
    """What is on the screen: the rows of characters with their colours and attributes, and the cursor if it shows."""

    rows: tuple[tuple[Char, ...], ...]
    cursor: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The rows as lines of text."""
        return "\n".join("".join(char.data for char in row).rstrip() for row in self.rows)

    def differences(self, other: Picture) -> list[str]:
        """The cells that look otherwise in `other`, in words, at most ten."""
        if len(self.rows) != len(other.rows) or len(self.rows[0]) != len(other.rows[0]):
            return [f"{len(self.rows[0])}x{len(self.rows)} is not {len(other.rows[0])}x{len(other.rows)}"]
        found = [
            f"row {y}, column {x}: {tuple(a)} is not {tuple(b)}"
            for y, (mine, theirs) in enumerate(zip(self.rows, other.rows, strict=True))
            if mine != theirs
            for x, (a, b) in enumerate(zip(mine, theirs, strict=True))
            if a != b
        ]
        if self.cursor != other.cursor:
            found.insert(0, f"cursor: {self.cursor} is not {other.cursor}")
        return found[:10]


class _Paper(pyte.Screen):
    """pyte's screen, which knows no dim text: here it is kept as blinking text, which the program never writes.

    `pyte.Stream` reads control sequences a character at a time. Those that a program mostly writes are handed over
    here as they are, which takes a fifth of the time.
    """

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows)
        self._stream = pyte.Stream(self)
        self._styles: dict[tuple[Char, bytes], Char] = {}

    def write(self, text: str) -> None:
        """Draw text without control sequences, perhaps with control characters."""
        if text.isprintable():
            self.draw(text)
        else:
            self._stream.feed(text)

    def obey(self, sequence: bytes, numbers: bytes, final: bytes) -> None:
        """Carry out a control sequence."""
        if final == b"m":
            key = (self.cursor.attrs, numbers)
            style = self._styles.get(key)
            if style is None:
                self.select_graphic_rendition(*(int(number or 0) for number in numbers.replace(b":", b";").split(b";")))
                self._styles[key] = self.cursor.attrs
            else:
                self.cursor.attrs = style
        elif final == b"H" and numbers:
            self.cursor_position(*(int(number or 0) for number in numbers.split(b";")))
        else:
            self._stream.feed(sequence.decode())

    def select_graphic_rendition(self, *attrs: int, **_: object) -> None:
        numbers: list[int] = []
        rest = list(attrs)
        while rest:
            number = rest.pop(0)
            if number in (38, 48) and rest:
                length = 2 if rest[0] == 5 else 4
                numbers += [number, *rest[:length]]
                del rest[:length]
            elif number == 2:
                numbers.append(5)
            elif number == 22:
                numbers += [22, 25]
            else:
                numbers.append(number)
        super().select_graphic_rendition(*numbers)


class Glass:
    """A terminal's two screens and its modes: what a person in front of it sees of the bytes fed to it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.modes: set[int] = {7, 25}
        self.keyboards: dict[bool, list[int]] = {False: [], True: []}
        """The flags pushed by the kitty keyboard protocol, for the main screen and for the alternate one."""
        self.entered = 0
        """How often the alternate screen was asked for."""
        self.updates = 0
        """How many synchronised updates have ended."""
        self.erased = 0
        """How often more than a line was erased."""
        self._rest = b""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._shown = self._main = _Paper(columns, rows)

    @property
    def is_alternate(self) -> bool:
        """Whether the alternate screen shows."""
        return self._shown is not self._main

    @property
    def keyboard(self) -> int:
        """The flags of the kitty keyboard protocol in force."""
        return (self.keyboards[self.is_alternate] or [0])[-1]

    @property
    def position(self) -> tuple[int, int]:
        """Row and column of the cursor, from 0."""
        cursor = self._shown.cursor
        return cursor.y, min(cursor.x, self.columns - 1)

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; what is shown is cut, or stands in the upper left corner, as in most terminals."""
        self.columns, self.rows = columns, rows
        for paper in {self._main, self._shown}:
            paper.resize(rows, columns)

    @property
    def text(self) -> str:
        """What is visible now, as lines of text."""
        buffer, columns = self._shown.buffer, range(self.columns)
        return "\n".join("".join([buffer[y][x].data for x in columns]).rstrip() for y in range(self.rows))

    def picture(self) -> Picture:
        """What is visible now."""
        buffer = self._shown.buffer
        rows = tuple(tuple(buffer[y][x] for x in range(self.columns)) for y in range(self.rows))
        return Picture(rows, self.position if 25 in self.modes else None)

    def blank(self) -> None:
        """Forget what is shown, so that only what is drawn from now on counts."""
        self._shown.erase_in_display(2)

    def left_on(self) -> list[str]:
        """What a program that has ended should have taken back and did not, in words."""
        left = [name for mode, name in MODES.items() if mode in self.modes]
        left += ["hidden cursor"] * (25 not in self.modes) + ["no line wrap"] * (7 not in self.modes)
        left += [f"kitty keyboard {flags}" for flags in self.keyboards.values() if flags]
        if self._shown.cursor.attrs != self._shown.default_char:
            left.append("colours")
        return left

    def feed(self, data: bytes) -> Iterator[re.Match[bytes]]:
        """Draw what a program wrote; yields every control sequence after it was obeyed."""
        data, self._rest = self._rest + data, b""
        done = 0
        while True:
            begin = data.find(b"\x1b", done)
            if begin < 0:
                self._shown.write(self._decode(data[done:]))
                return
            if begin > done:
                self._shown.write(self._decode(data[done:begin]))
            match = _TOKEN.match(data, begin)
            if match is None and data[begin : begin + 2] == b"\x1b[" and (after := data.find(b"\x1b", begin + 1)) > 0:
                done = after  # a sequence cut off by another is none
                continue
            if match is None:
                self._rest = data[begin:]
                assert len(self._rest) < 1 << 20, f"no control sequence ends after {self._rest[:40]!r}"
                return
            done = match.end()
            self._obey(match)
            yield match

    def _obey(self, match: re.Match[bytes]) -> None:
        private, numbers, middle, final = match["private"], match["numbers"], match["middle"], match["final"]
        if final is None:
            if match["string"] is None:
                self._shown.obey(match[0], b"", b"")
        elif private == b"?" and final in b"hl" and not middle:
            for number in numbers.split(b";"):
                self._switch(int(number), final == b"h", match)
        elif final == b"u" and private:
            stack, number = self.keyboards[self.is_alternate], int(numbers.split(b";")[0] or 0)
            if private == b">":
                stack.append(number)
            elif private == b"<":
                del stack[max(0, len(stack) - (number or 1)) :]
            elif private == b"=":
                stack[-1:] = [number]
        elif not private and not middle:
            self.erased += final == b"J"
            self._shown.obey(match[0], numbers, final)

    def _switch(self, mode: int, on: bool, match: re.Match[bytes]) -> None:
        (self.modes.add if on else self.modes.discard)(mode)
        if mode == 1049:
            self.entered += on
            # xterm clears the alternate screen whenever it is asked for.
            self._shown = _Paper(self.columns, self.rows) if on else self._main
        elif mode == 2026:
            self.updates += not on
        elif mode == 7:
            self._shown.obey(match[0], b"", b"")


_PLAIN_KEYS = {
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D", "home": b"\x1b[H", "end": b"\x1b[F",
    "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~", "f1": b"\x1bOP", "alt+left": b"\x1b[1;3D", "alt+right": b"\x1b[1;3C",
    "shift+tab": b"\x1b[Z", "backspace": b"\x7f", "enter": b"\r", "tab": b"\t", "escape": b"\x1b", "space": b" ",
}  # fmt: skip
_CODES = {"backspace": 127, "enter": 13, "tab": 9, "escape": 27, "space": 32}
_SHIFTED = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))


def key_bytes(key: str, flags: int = 0) -> bytes:
    """What a terminal sends for a key: as ever (0), or under these flags of the kitty keyboard protocol.

    https://sw.kovidgoyal.net/kitty/keyboard-protocol/
    """
    control = key.removeprefix("ctrl+") if key.startswith("ctrl+") else ""
    if not flags & 8 or (key in _PLAIN_KEYS and key not in _CODES):
        return bytes([ord(control) & 0x1F]) if control else _PLAIN_KEYS.get(key) or key.encode()
    if key in _CODES:
        return b"\x1b[32;;32u" if key == "space" else b"\x1b[%du" % _CODES[key]
    if control:
        return b"\x1b[%d;5u" % ord(control)
    base = _SHIFTED.get(key, key.lower())
    return b"\x1b[%d;%b;%du" % (ord(base), b"2" if base != key else b"", ord(key))


def command() -> list[str]:
    """The program as it is installed beside this Python, or else as a module."""
    installed = Path(sys.executable).with_name("readout")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "tui.start"]


class Terminal:
    """A terminal with a program in it, to be used in a `with` statement, at whose end the program is gone.

    Args:
        arguments: the program and its arguments.
        environment: all its variables.
        size: columns and rows.
        kind: what the terminal can do.
        redirections: for the shell, after all three streams are the terminal, for example `2>&-`.
        typed: what was typed before the program ran.
    """

    PROMPT = b"$ ls\r\nnotes.txt\r\n$ \x1b[1mreadout\x1b[0m\r\n"
    """What stands on the screen before."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        size: tuple[int, int] = (110, 32),
        kind: Kind = MODERN,
        redirections: str = "",
        typed: bytes = b"",
        cwd: Path | None = None,
    ) -> None:
        self.size, self.kind = size, kind
        self.glass = Glass(*size)
        self.written = b""
        """Every byte that the program wrote."""
        self.asked: list[bytes] = []
        """What the program asked the terminal."""
        self.clipboard: list[bytes] = []
        """The strings (titles, clipboard) that the program sent."""
        list(self.glass.feed(self.PROMPT))
        self.before = self.glass.picture()
        self._master, self._slave = os.openpty()
        self._set_size()
        self._settings = termios.tcgetattr(self._slave)
        if typed:
            os.write(self._master, typed)
            while typed.decode() not in self.text:
                self.read(PATIENCE)  # the echo
            self.before, self.written = self.glass.picture(), b""
        # The shell opens the terminal by its name: so it becomes the one that controls the program.
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" <>"$0" >&0 2>&0 {redirections}', os.ttyname(self._slave), *arguments],
            env=dict(environment),
            cwd=cwd,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.hang_up()

    # -- seeing

    @property
    def has_ended(self) -> bool:
        """Whether the program is gone."""
        return self.process.poll() is not None

    @property
    def text(self) -> str:
        """What is on the screen, in words."""
        return self.glass.text

    def picture(self) -> Picture:
        """What is on the screen."""
        return self.glass.picture()

    def row(self, wanted: str) -> str:
        """The first row of the screen that holds these words; empty where none does."""
        return next((row for row in self.text.split("\n") if wanted in row), "")

    def until(self, state: str | Callable[[], object], seconds: float = PATIENCE) -> None:
        """Read until these words are on the screen, or until `state()` holds. Fails when that takes too long."""
        met = (lambda: state in self.text) if isinstance(state, str) else state
        end = time.monotonic() + seconds
        while not met():
            assert time.monotonic() < end, f"it did not come: {state}\n{self.text}"
            if not self.read(0.05) and self.process.poll() is not None and not self.read(0.0):
                assert met(), f"the program ended with {self.process.returncode} before it came: {state}\n{self.text}"

    def started(self) -> Picture:
        """What is on the screen once the program itself has drawn it, whatever was painted before, and is idle."""
        self.until(lambda: 2004 in self.glass.modes and self.text.strip())  # the last mode set before the first frame
        return self.idle()

    def read(self, seconds: float) -> bool:
        """Whether the program wrote something within `seconds`; it is drawn and answered."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        data = os.read(self._master, 1 << 16)
        self.written += data
        for sequence in self.glass.feed(data):
            self._answer(sequence)
        return True

    def idle(self) -> Picture:
        """What is on the screen once all that was typed is answered and the program waits for more.

        On Linux this asks the kernel whether the program ran at all; elsewhere it waits for silence.
        """
        end = time.monotonic() + PATIENCE
        calm, last = time.monotonic(), self._work()
        while self.process.poll() is None:
            assert time.monotonic() < end, f"the program is never idle\n{self.text}"
            wrote, work = self.read(0.005), self._work()
            if wrote or work != last or work is None:
                calm, last = time.monotonic(), work
            elif time.monotonic() - calm >= (STILL if work else 12 * STILL):
                break
        return self.glass.picture()

    def _work(self) -> tuple[bytes, ...] | None:
        """The work done so far by the program's main thread, as something to compare; None while anything is busy."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        if not tasks.parent.exists():
            return ()
        try:
            if struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0\0\0\0"))[0]:
                return None
            for task in tasks.iterdir():
                if (task / "stat").read_bytes().rpartition(b")")[2].split()[0] not in (b"S", b"T"):
                    return None
            return ((tasks / str(self.process.pid) / "schedstat").read_bytes(),)
        except OSError:
            return None

    # -- typing

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, without waiting."""
        self.type(b"".join(key_bytes(key, self.glass.keyboard if self.kind.kitty else 0) for key in keys))

    def type(self, data: bytes) -> None:
        """Send bytes as if typed."""
        while data:
            data = data[os.write(self._master, data[:1024]) :]
            while self.read(0.0):
                pass

    def click(self, column: int, row: int) -> None:
        """Press and release the left button of the mouse on a cell."""
        across, down = (_CELL[0], _CELL[1]) if 1016 in self.glass.modes & self.kind.modes else (1, 1)
        place = b"%d;%d" % (column * across + 1 + across // 2, row * down + 1 + down // 2)
        self.type(b"\x1b[<0;%bM\x1b[<0;%bm" % (place, place))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.size = (columns, rows)
        self.glass.resize(columns, rows)
        self._set_size()
        if 2048 in self.glass.modes & self.kind.modes:
            self._report_size()

    def _set_size(self) -> None:
        columns, rows = self.size
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _report_size(self) -> None:
        columns, rows = self.size
        os.write(self._master, b"\x1b[48;%d;%d;%d;%dt" % (rows, columns, rows * _CELL[1], columns * _CELL[0]))

    # -- leaving

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.process.pid, number)

    def ended(self, seconds: float = PATIENCE) -> int:
        """The exit status, once the program has ended; a negative number where a signal ended it."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"the program does not end\n{self.text}"
            self.read(0.01)
        while self.read(0.0):
            pass
        return self.process.returncode

    def damage(self, *, said: bool = False) -> list[str]:
        """What is not as it was before the program, in words; with `said`, it may have left words on the screen."""
        found = self.glass.left_on()
        if termios.tcgetattr(self._slave) != self._settings:
            found.append("the settings of the terminal")
        return found if said else found + self.before.differences(self.glass.picture())

    def hang_up(self) -> None:
        """Close the terminal, as its window is closed or a line is lost."""
        for descriptor in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._master = self._slave = -1

    def stopped(self, seconds: float = PATIENCE) -> None:
        """Wait until the program has been suspended."""
        end = time.monotonic() + seconds
        while True:
            pid, status = os.waitpid(self.process.pid, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
                break
            assert not pid, f"the program ended with {status}"
            assert time.monotonic() < end, f"the program was not suspended\n{self.text}"
            self.read(0.01)
        while self.read(0.0):
            pass

    # -- answering

    def _answer(self, match: re.Match[bytes]) -> None:
        private, numbers, middle, final = match["private"], match["numbers"], match["middle"], match["final"]
        if match["string"] is not None:
            self.clipboard.append(match["string"])
        if final is None:
            return
        question = private + middle + final
        modes = self.kind.modes
        reply = b""
        if question == b"c":
            reply = b"\x1b[?62;22c"
        elif question == b"?$p":
            mode = int(numbers or 0)
            reply = b"\x1b[?%d;%d$y" % (mode, (1 if mode in self.glass.modes else 2) if mode in modes else 0)
        elif question == b"?u" and self.kind.kitty:
            reply = b"\x1b[?%du" % self.glass.keyboard
        elif question == b"n" and numbers == b"6":
            row, column = self.glass.position
            reply = b"\x1b[%d;%dR" % (row + 1, column + 1)
        elif question == b"?h" and numbers == b"2048" and 2048 in modes:
            self._report_size()
        if reply:
            self.asked.append(match[0])
            if self.kind.answers:
                os.write(self._master, reply)


class Home:
    """The home of a reader in a folder of its own: variables, files, and terminals to run the program in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.variables = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }
        for name in ("PYTHONPATH", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV"):
            if name in os.environ:
                self.variables[name] = os.environ[name]

    @property
    def config(self) -> Path:
        """The file of the settings."""
        return self.folder / "config" / "readout" / "config.toml"

    @property
    def library(self) -> Path:
        """The folder of the library."""
        return self.folder / "data" / "readout"

    @property
    def frame(self) -> Path:
        """The file with the frame that the last session left."""
        return self.folder / "cache" / "readout" / "frame"

    def terminal(
        self,
        *arguments: str,
        code: str = "",
        variables: Mapping[str, str | None] | None = None,
        size: tuple[int, int] = (110, 32),
        kind: Kind = MODERN,
        redirections: str = "",
        typed: bytes = b"",
    ) -> Terminal:
        """A terminal in which the program starts.

        Args:
            arguments: those of the program.
            code: Python to run instead of the command; it can use `main`, the program.
            variables: environment variables besides the usual ones; None takes one away.
            size: columns and rows.
            kind: what the terminal can do.
            redirections: for the shell, for example `2>&-`.
            typed: what was typed before the program ran.
        """
        run = [sys.executable, "-c", f"import sys\nfrom tui.start import main\n{code}"] if code else command()
        environment = {k: v for k, v in {**self.variables, **(variables or {})}.items() if v is not None}
        return Terminal(
            [*run, *arguments],
            environment,
            size=size,
            kind=kind,
            redirections=redirections,
            typed=typed,
            cwd=self.folder,
        )

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        """The program, run to its end without a terminal."""
        return subprocess.run(
            [*command(), *arguments],
            env={**self.variables, **variables},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
        )

    def visit(self, *keys: str, size: tuple[int, int] = (110, 32), kind: Kind = MODERN, leave: str = "ctrl+q") -> None:
        """Start the program, press keys, and leave it."""
        with self.terminal(size=size, kind=kind) as terminal:
            terminal.started()
            terminal.press(*keys)
            terminal.idle()
            terminal.press(leave)
            assert terminal.ended() == 0


SIGNALS = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGQUIT: 131}
"""Signals that end the program in order, each with the exit status."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail, wherever the test is, once it takes longer than this."""

    def late(*_: object) -> None:
        raise AssertionError(f"the test took longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
