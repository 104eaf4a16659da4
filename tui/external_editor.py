"""The reader's own editor, `$VISUAL` or `$EDITOR`, on a text of the program."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple

from content.errors import ContentError
from tui.terminal_text import clean_line

if TYPE_CHECKING:
    from tui.app import ReaderApp

MAX_BYTES = 1_000_000
"""The longest text that is taken back, in bytes of UTF-8."""

FALLBACKS = ("vi", "nano")
"""What is run where the environment names no editor."""

FILE_STEM = "readout-text"


class EditedText(NamedTuple):
    """The text as it was edited; or, where `problem` says why in one sentence, as it was before."""

    text: str
    problem: str = ""


class EditorError(ContentError):
    """There is no editor that could be run, or it cannot be given the terminal."""


def edit_in_editor(app: ReaderApp, text: str, *, suffix: str = ".md") -> EditedText:
    """The text after the reader has edited it in a program of their own, which has the terminal meanwhile.

    Whatever goes wrong there, the text is the one from before; what cannot be taken back stays in its file, and the
    problem names it. A line feed that the editor adds at the end is taken off again.

    Raises EditorError where no editor can be run, or this terminal cannot be handed over.
    """
    command = editor_command(os.environ)
    if app._driver is None or not app._driver.can_suspend:
        raise EditorError("this terminal cannot be handed to another program", remedy="write the text here")
    file = _written(text, suffix)
    with app.suspend():
        failure, told = _run(command, file)
        if told:
            _tell_left(file)
            app.leave(128 + told)  # before anything is drawn again: whoever sent the signal is waiting
    return _taken_back(file, text, Path(command[0]).name, failure)


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The program that edits texts, with its arguments. Raises EditorError where none is named or found."""
    path = environment.get("PATH")
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError as error:
            reason = f"it cannot be read as a command ({str(error).lower()})"
            raise EditorError(reason, where=f"${name}", remedy="close the quotation") from None
        if not words:
            continue
        if shutil.which(words[0], path=path) is None:
            reason = f"there is no program {words[0][:80]}"
            raise EditorError(reason, where=f"${name}", remedy="name one that is installed")
        return words
    for name in FALLBACKS:
        if shutil.which(name, path=path) is not None:
            return [name]
    raise EditorError("no editor is found", remedy="set EDITOR to the name of one")


def _written(text: str, suffix: str) -> Path:
    """A file with the text that only its owner can read, in a folder of its own. Raises EditorError."""
    folder: Path | None = None
    try:
        folder = Path(tempfile.mkdtemp(prefix="readout-"))  # nobody else can enter it
        file = folder / f"{FILE_STEM}{suffix}"
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8", errors="replace", newline="") as opened:
            opened.write(text)
            if text and not text.endswith("\n"):
                opened.write("\n")  # or some editors complain
    except OSError as error:
        if folder is not None:
            _remove(folder)
        reason = f"the text cannot be written there ({error.strerror or error})"
        raise EditorError(reason, where=tempfile.gettempdir(), remedy="set TMPDIR to a folder with room") from None
    return file


def _run(command: Sequence[str], file: Path) -> tuple[str, int]:
    """Run the editor to its end: how it failed, as a clause or empty, and a signal that asked the program to end."""
    name = Path(command[0]).name[:80]
    try:
        with _signals_for() as attend:
            process = subprocess.Popen([*command, str(file)])
            told = attend(process)
    except OSError as error:
        return f"{name} could not be started ({error.strerror or error})", 0
    status = process.returncode
    if status < 0:
        return f"{name} was ended by {_signal_name(-status)}", told
    return (f"{name} failed with status {status}" if status else ""), told


@contextmanager
def _signals_for() -> Iterator[Callable[[subprocess.Popen[bytes]], int]]:
    """While the editor runs, keys that interrupt are its own affair, and a wish to end is passed on to it.

    What is yielded waits for the editor's end and gives the number of the signal that wished it, or 0.
    """
    told: list[int] = []
    running: list[subprocess.Popen[bytes]] = []

    def take(number: int, frame: FrameType | None) -> None:
        if number in (signal.SIGTERM, signal.SIGHUP):
            told.append(number)
            for process in running:
                with suppress(OSError):
                    process.send_signal(number)

    def attend(process: subprocess.Popen[bytes]) -> int:
        running.append(process)
        process.wait()
        return told[-1] if told else 0

    numbers = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP)
    # Caught and not ignored: what is ignored here would be ignored by the editor too. Without the descriptor the event
    # loop, which listens to the same signals, does not hear of them when it goes on.
    descriptor = signal.set_wakeup_fd(-1)
    before = {number: signal.signal(number, take) for number in numbers}
    try:
        yield attend
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
            if descriptor >= 0:
                signal.siginterrupt(number, False)
        signal.set_wakeup_fd(descriptor)


def _taken_back(file: Path, text: str, name: str, failure: str) -> EditedText:
    """What the editor left in the file, which is deleted unless something in it could not be taken back."""
    try:
        edited = _read(file, text)
    except _Unfit as unfit:
        if not file.exists():
            _remove(file.parent)
            return EditedText(text, f"{failure or f'After {name} the file was gone'}; the text is as it was before.")
        return EditedText(
            text, f"{failure or f'What {name} left {unfit}'}; it is kept in {file}, the text is as before."
        )
    if failure and edited != text:
        return EditedText(text, f"{failure}; what it wrote is kept in {file}, the text is as before.")
    _remove(file.parent)
    return EditedText(text, f"{failure}; the text is as it was before.") if failure else EditedText(edited)


def _tell_left(file: Path) -> None:
    """Say in the terminal where the text is that nobody will take back; remove the file where it holds none."""
    with suppress(OSError):
        if not file.read_bytes().strip():
            _remove(file.parent)
            return
    # The terminal goes back to where it was before the program when it leaves: that is to be below this line.
    place = "\x1b7" if os.isatty(2) else ""
    with suppress(OSError):  # the terminal is gone
        os.write(2, f"readout: the text in the editor is kept in {clean_line(str(file))}\n{place}".encode())


class _Unfit(Exception):
    """The file cannot be read back: why, as a clause."""


def _read(file: Path, text: str) -> str:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
        with open(descriptor, "rb") as opened:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _Unfit("is not a file")
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise _Unfit(f"cannot be read ({error.strerror or error})") from None
    if len(data) > MAX_BYTES:
        raise _Unfit(f"is longer than {MAX_BYTES:,} bytes")
    try:
        edited = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise _Unfit(f"is not UTF-8 (byte {error.start + 1})") from None
    return edited if text.endswith("\n") else edited.removesuffix("\n")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
