"""A program in a pseudo-terminal: it is started, read, asked with keys and seen out, and every byte is time-stamped.

Bytes are stamped when they are read and given to the screen model only when the program is quiet, so that the cost
of the model is in no figure. All times are in seconds.
"""

from __future__ import annotations

import codecs
import contextlib
import copy
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from terminal import Picture, Screen

QUIET = 0.1
"""How long nothing must be written for a frame to count as settled, in seconds."""

_QUESTION = re.compile(
    rb"\x1b\[(?P<mark>[?>]?)(?P<numbers>[\d;]*)(?P<mode>\$?)(?P<final>[cnpuqt])"
    rb"|\x1b\](?P<colour>1[01]);\?(?P<end>\x07|\x1b\\)"
    rb"|\x1b\[\?2048(?P<inband>h)"
)
_PUSH = re.compile(rb"\x1b\[>(\d+)u")
_KNOWN_MODES = {1004, 1006, 2004, 2026, 2031, 2048}
_CURSOR_KEYS = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
}
_CODES = {"tab": 9, "enter": 13, "escape": 27, "space": 32}


def _encode(key: str, flags: int) -> bytes:
    """The bytes of a key under these flags of the kitty keyboard protocol (0: as terminals always did).

    https://sw.kovidgoyal.net/kitty/keyboard-protocol/
    """
    if key in _CURSOR_KEYS:
        return _CURSOR_KEYS[key]
    control = key.startswith("ctrl+")
    code = _CODES.get(key) or ord(key.removeprefix("ctrl+"))
    if flags & 8 or (flags & 1 and (control or key == "escape")):
        modifiers = "5" if control else ""
        text = str(code) if flags & 16 and code >= 32 and not control else ""
        return f"\x1b[{';'.join([str(code), modifiers, text]).rstrip(';')}u".encode()
    return bytes([code & 0x1F if control else code])


class Answer(NamedTuple):
    """What followed a key or a new size, in seconds after it; None where nothing visible changed.

    `first` is the first visible change, `settled` the last one before `QUIET` seconds without output.
    """

    first: float | None
    settled: float | None


class Departure(NamedTuple):
    """How a program ended: seconds from the key to the last mode restored and to the end of the process, and what it
    left switched on.

    `restored` is the time of the last bytes, which put the last mode back; None where there were none. `seconds` is
    None where the program did not end by itself.
    """

    restored: float | None
    seconds: float | None
    left: list[str]
    status: int


class Session:
    """A running program and the terminal around it. It is ended with the `with` block, whatever happens.

    `started` and all stamps are on the clock of `time.perf_counter`; `gone` is None while the program runs.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]) -> None:
        self.size = size
        self.screen = Screen(*size)
        self.gone: float | None = None
        self.output = 0
        self._unread: list[tuple[float, bytes]] = []
        self._cut = b""
        self._status = 0
        self._used = 0.0
        self._reaped = False
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._master, self._slave = os.openpty()
        self._set_size()
        self._before = termios.tcgetattr(self._slave)
        self.started = time.perf_counter()
        self.pid = os.fork()
        if not self.pid:
            self._become(command, environment)
        self._process = os.pidfd_open(self.pid)
        self._poll = select.poll()
        self._poll.register(self._master, select.POLLIN)
        self._poll.register(self._process, select.POLLIN)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._reaped:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()
        for descriptor in (self._master, self._slave, self._process):
            os.close(descriptor)

    def _become(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        try:
            os.login_tty(self._slave)
            os.close(self._master)
            os.execve(command[0], list(command), dict(environment))
        finally:
            os._exit(127)

    @property
    def whole_work(self) -> float:
        """The CPU time of the program, which has ended, and of its children, in seconds."""
        _ = self.status
        return self._used

    @property
    def status(self) -> int:
        """The exit status of the program, which has ended; the negative number of the signal that ended it."""
        if not self._reaped:
            self._reap()
        return self._status

    def _reap(self) -> None:
        _, status, used = os.wait4(self.pid, 0)
        self._status, self._used = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        self._reaped = True

    def _set_size(self) -> None:
        columns, rows = self.size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Reading

    def read(self, seconds: float) -> bool:
        """Whether output came within `seconds`; it is stamped, kept, and its questions are answered."""
        for descriptor, _ in self._poll.poll(max(0.0, seconds) * 1000):
            if descriptor == self._master:
                data = os.read(self._master, 1 << 16)
                self._unread.append((time.perf_counter(), data))
                self.output += len(data)
                self._answer(data)
                return True
            self.gone = time.perf_counter()
            self._poll.unregister(self._process)
        return False

    def read_until_quiet(self, quiet: float, limit: float, patience: float = 0.0) -> None:
        """Read until nothing comes for `quiet` seconds; the first bytes may take `patience`, everything `limit`."""
        end = time.perf_counter() + limit
        wait = max(quiet, patience)
        while self.gone is None and time.perf_counter() < end:
            if self.read(wait):
                wait = quiet
            elif self.gone is None:
                return

    def read_until(self, words: bytes, limit: float) -> float | None:
        """When `words` had come, uninterrupted by a control sequence; None where they did not in `limit` seconds."""
        end = time.perf_counter() + limit
        while self.gone is None and time.perf_counter() < end:
            came = self.read(end - time.perf_counter())
            if came and words in b"".join(data for _, data in self._unread):
                return self._unread[-1][0]
        return None

    def show(self, watch: Callable[[float, Picture], None] | None = None) -> Picture:
        """Give everything read to the screen; `watch` is told each stamp and what could be seen then."""
        unread, self._unread = self._unread, []
        for stamp, data in unread:
            self.screen.feed(self._decode(data))
            if watch:
                watch(stamp, self.screen.picture())
        return self.screen.picture()

    def memory(self) -> int:
        """The resident memory of the program and of its children, in KiB."""
        total, pids = 0, [self.pid]
        for pid in pids:
            with contextlib.suppress(OSError):
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    total += int(line.split()[1]) if line.startswith("VmRSS:") else 0
                for task in Path(f"/proc/{pid}/task").iterdir():
                    pids += map(int, (task / "children").read_text().split())
        return total

    def work(self) -> float:
        """The CPU time of the program's threads so far, in seconds; children are not counted."""
        total = 0
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{self.pid}/task").iterdir():
                total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    # Asking

    def send(self, key: str) -> float:
        """When the bytes of the key were handed over."""
        flags = self.screen.keyboard[-1] if self.screen.keyboard else 0
        data = _encode(key, flags)
        if 1 in self.screen.modes and re.fullmatch(rb"\x1b\[[A-DHF]", data):
            data = data.replace(b"[", b"O")
        sent = time.perf_counter()
        os.write(self._master, data)
        return sent

    def press(self, key: str, limit: float = 5.0) -> Answer:
        """Press a key and see what follows until it is quiet."""
        return self._ask(lambda: self.send(key), limit)

    def change_size(self, columns: int, rows: int, limit: float = 5.0) -> Answer:
        """Give the terminal another size and see what follows until it is quiet."""
        self.size = (columns, rows)
        self.show()
        self.screen.resize(columns, rows)

        def tell() -> float:
            stamp = time.perf_counter()
            self._set_size()
            if 2048 in self.screen.modes:
                self._report_size()
            return stamp

        return self._ask(tell, limit)

    def _ask(self, question: Callable[[], float], limit: float) -> Answer:
        self.read_until_quiet(0.005, 0.02)
        seen = self.show()
        changes: list[float] = []

        def watch(stamp: float, picture: Picture) -> None:
            nonlocal seen
            if picture != seen:
                seen = picture
                changes.append(stamp)

        asked = question()
        self.read_until_quiet(QUIET, limit, patience=4 * QUIET)
        self.show(watch)
        return Answer(changes[0] - asked, changes[-1] - asked) if changes else Answer(None, None)

    def leave(self, key: str, limit: float = 3.0) -> Departure:
        """Press the key that ends the program, wait for the end, and look at the terminal that it leaves behind."""
        self.read_until_quiet(0.005, 0.02)
        self.show()
        sent = self.send(key)
        end = sent + limit
        while self.gone is None and time.perf_counter() < end:
            self.read(end - time.perf_counter())
        gone = self.gone
        if gone is None:
            os.kill(self.pid, signal.SIGKILL)
        self._reap()
        while self.read(0.0):
            pass
        restored = self._unread[-1][0] - sent if self._unread else None
        self.show()
        left = self.screen.left_on()
        left += ["terminal settings"] if termios.tcgetattr(self._slave) != self._before else []
        return Departure(restored, gone - sent if gone else None, left, self._status)

    # Answering

    def _answer(self, data: bytes) -> None:
        """Answer what a terminal is asked at a start: what it is, which modes it has, its colours, its cursor."""
        data = self._cut + data
        done = 0
        for match in _QUESTION.finditer(data):
            done = match.end()
            if match["inband"]:
                self._report_size()
            elif match["colour"]:
                colour = b"e0e0/e0e0/e0e0" if match["colour"] == b"10" else b"1010/1010/1010"
                os.write(self._master, b"\x1b]%b;rgb:%b%b" % (match["colour"], colour, match["end"]))
            else:
                self._reply(match["mark"] + match["mode"] + match["final"], match["numbers"])
        tail = data[data.rfind(b"\x1b", done) :] if b"\x1b" in data[done:] else b""
        self._cut = tail if re.fullmatch(rb"\x1b(\[[?>]?[\d;]*\$?|\](1[01]?;?\??\x1b?)?)?", tail) else b""

    def _reply(self, question: bytes, numbers: bytes) -> None:
        reply = ""
        if question == b"c":
            reply = "\x1b[?62;22c"
        elif question == b"?$p":
            mode = int(numbers or b"0")
            reply = f"\x1b[?{mode};{2 if mode in _KNOWN_MODES else 0}$y"
        elif question == b"?u":
            pushed = _PUSH.findall(b"".join(data for _, data in self._unread))
            reply = f"\x1b[?{int(pushed[-1]) if pushed else (self.screen.keyboard or [0])[-1]}u"
        elif question == b"n" and numbers == b"6":
            ahead = copy.deepcopy(self.screen)  # the stamps of what is not shown yet are still wanted
            ahead.feed(b"".join(data for _, data in self._unread).decode("utf-8", "replace"))
            row, column = ahead.position
            reply = f"\x1b[{row + 1};{column + 1}R"
        if reply:
            os.write(self._master, reply.encode())

    def _report_size(self) -> None:
        columns, rows = self.size
        os.write(self._master, f"\x1b[48;{rows};{columns};0;0t".encode())
