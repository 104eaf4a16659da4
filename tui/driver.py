"""The terminal as the app drives it: takes over a frame that is painted already, and is left without waiting."""

from __future__ import annotations

import asyncio
import contextlib
import select
import signal
import sys
import termios
from enum import Enum
from threading import Thread
from typing import Any

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from tui import frame
from tui.writer import Writer

ALTERNATE_SCREEN = "\x1b[?1049h"


class _Typed(Enum):
    """What a key is called that Textual 8.2 takes for two, escape and enter. Remove it when Textual knows the key."""

    ALT_ENTER = "alt+enter"


ANSI_SEQUENCES_KEYS["\x1b\r"] = (_Typed.ALT_ENTER,)  # type: ignore[index]


# The driver makes its writer in the midst of a long method, and asks for it by this name.
linux_driver.WriterThread = Writer  # type: ignore[attr-defined]


class ReaderDriver(LinuxDriver):
    """Textual's driver, but on standard output, and aware of what `tui.frame` painted."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Textual draws on standard error; the program asks whether standard output is a terminal.
        self._file = sys.__stdout__
        self._painted, frame.painted = frame.painted, None
        self._original = self._painted.attributes if self._painted is not None else None
        self._has_left = False

    def start_application_mode(self) -> None:
        if self._writer_thread is None:
            # Before the first mode is set, so that there is no moment at which a signal leaves the terminal in it.
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
                loop.add_signal_handler(number, self._app.leave, 128 + number)  # type: ignore[attr-defined]
            Thread(target=self._watch_terminal, args=(loop,), name="terminal-watch", daemon=True).start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._painted = None
        if self._original is not None:
            # `tui.frame` made the terminal raw before Textual looked at it.
            self.attrs_before = self._original

    def _watch_terminal(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wait until the terminal is gone, and leave: nobody sends SIGHUP to a program that is not its session's head,
        and Textual would read the end of the input for ever."""
        watch = select.poll()
        watch.register(self.fileno, 0)  # a hang-up is always told
        if any(told & (select.POLLHUP | select.POLLERR) for _, told in watch.poll()):
            loop.call_soon_threadsafe(self._app.leave, 128 + signal.SIGHUP)  # type: ignore[attr-defined]

    def resume_application_mode(self) -> None:
        super().resume_application_mode()
        # The size is as before, so nothing else would draw the screen that the shell has taken meanwhile.
        self._app.call_later(self._app.screen.refresh)

    def write(self, data: str) -> None:
        # Entering the alternate screen again clears it on xterm: the painted frame would flicker.
        if self._has_left or (self._painted is not None and data == ALTERNATE_SCREEN):
            return
        super().write(data)

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse_pixels:  # Textual 8.2 turns them on and leaves them on
            self.write("\x1b[?1016l")

    def leave(self) -> None:
        """Put the terminal back as it was, at once: what Textual's own way polls for takes 300 ms.

        The screen that was there before comes last, when the terminal's settings are restored already.
        """
        if self._writer_thread is not None:
            self._has_left = True
            self._writer_thread.stop()  # whatever another thread still sets is set before it is taken back
        self._say("\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l\x1b[?2048l")
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSAFLUSH, self.attrs_before)
        self._say("\x1b[<u\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h")

    def _say(self, data: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # the terminal is gone
            assert self._file is not None
            self._file.write(data)
            self._file.flush()
