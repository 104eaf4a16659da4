"""Visits to programs: each is started, used and left once, and gives its figures.

Figures are milliseconds, but `memory` is MiB. A figure is a list, as some keys are pressed more than once in a visit.
`work` is the CPU time until the key at the start is answered: it varies less than the time that passes.
A brief visit only starts the program, lets it answer one key, and leaves.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from session import QUIET, Session
from terminal import Picture

Figures = dict[str, list[float]]

START_QUIET = 0.4
"""How long nothing must be written after a start before it is looked at, in seconds."""
PATIENCE = 15.0
"""How long a program may take to start and to answer, in seconds."""
READABLE = 0.8
"""The share of the characters of a frame that makes it readable."""
ANSWERED = 0.95
"""The share of the cells that a key changes which makes the answer to it complete."""
FEWEST_CELLS = 20
"""An answer that changes fewer characters than this is looked for in the colours as well."""

BRIEF = frozenset({"run", "readable", "answer", "work", "memory", "restored", "exit"})
"""The figures that a brief visit has as well."""

_FLOORS = Path(__file__).with_name("floors")


class Unmeasured(Exception):
    """The program did not do what is to be measured; the text says what was missing."""


@dataclass
class Ground:
    """What a program stands on: the size of its terminal in cells (columns, rows) and a folder all of its own."""

    folder: Path
    size: tuple[int, int]

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the program: a capable terminal, and no place of the user's."""
        places = {
            name: str(self.folder / name.lower())
            for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
        }
        for place in places.values():
            Path(place).mkdir(mode=0o700, exist_ok=True)
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        return {**places, **terminal, "HOME": str(self.folder), "PATH": "/usr/local/bin:/usr/bin:/bin"}

    def session(self, *command: str) -> Session:
        """The program, started."""
        return Session(command, self.environment, self.size)


def _milliseconds(seconds: float | None, what: str) -> float:
    if seconds is None:
        raise Unmeasured(f"{what}: nothing happened")
    return seconds * 1000


@dataclass
class Run:
    """A program that runs to its end. Figures: `run`, from the start to the end of the process; `work`."""

    ground: Ground
    command: tuple[str, ...]

    def __call__(self, *, brief: bool) -> Figures:
        with self.ground.session(*self.command) as session:
            session.read_until_quiet(PATIENCE, PATIENCE)
            while session.gone is None and session.read(PATIENCE):
                pass
            seconds = session.gone and session.gone - session.started
            if session.status:
                raise Unmeasured(f"ended with status {session.status}:\n" + session.show().text.strip())
            return {"run": [_milliseconds(seconds, "the end")], "work": [session.whole_work * 1000]}


@dataclass
class Line:
    """The script that prints one line. Figures: `readable` from the start, `exit` from the line to the end."""

    ground: Ground

    def __call__(self, *, brief: bool) -> Figures:
        with self.ground.session(sys.executable, str(_FLOORS / "line.py")) as session:
            shown = session.read_until(b"readable", PATIENCE)
            while session.gone is None and session.read(PATIENCE):
                pass
            if shown is None or session.gone is None:
                raise Unmeasured("the script that prints a line did not")
            return {
                "readable": [(shown - session.started) * 1000],
                "exit": [(session.gone - shown) * 1000],
            }


@dataclass
class Held:
    """An interpreter that has imported Textual and waits. Figure: `memory`."""

    ground: Ground

    def __call__(self, *, brief: bool) -> Figures:
        code = "import textual.app; print('imported', flush=True); input()"
        with self.ground.session(sys.executable, "-c", code) as session:
            if session.read_until(b"imported", PATIENCE) is None:
                raise Unmeasured("Textual could not be imported")
            return {"memory": [session.memory() / 1024]}


@dataclass
class Stock:
    """The stock application. Figures: `answer` (start to the first answer to a key sent as soon as the first frame is
    there), and from the key to the settled frame `down`, `pane`, `list` and `line` (dialogs; `… first` for the first
    time), `resize`; `exit`.
    """

    ground: Ground
    _states: tuple[Picture, Picture] | None = None

    def __call__(self, *, brief: bool) -> Figures:
        figures: Figures = defaultdict(list)
        with self.ground.session(sys.executable, str(_FLOORS / "stock.py")) as session:
            if session.read_until(b"entry 1", PATIENCE) is None:
                raise Unmeasured("the stock application did not start")
            if self._states is None:  # the first visit only sees what the key does
                session.read_until_quiet(START_QUIET, PATIENCE)
                before = session.show()
                session.press("down")
                self._states = (before, session.show())
            else:
                session.send("down")
                figures["answer"].append(_time_to_answer(session, *self._states))
                figures["work"].append(session.work() * 1000)
            if not brief:
                self._use(session, figures)
            departure = session.leave("q")
            figures["restored"].append(_milliseconds(departure.restored, "q"))
            figures["exit"].append(_milliseconds(departure.seconds, "q"))
        return dict(figures)

    def _use(self, session: Session, figures: Figures) -> None:
        for _ in range(10):
            _press(session, figures, "down", "down")
        for key in "2345":
            _press(session, figures, "pane", key)
        for name, key in (("list", "?"), ("line", ":")):
            _open(session, figures, name, key)
        _resize(session, figures)


def _time_to_answer(session: Session, before: Picture, after: Picture) -> float:
    """Milliseconds from the start until the screen shows what the key that was sent changes."""
    style = len(before.differing(after, style=False)) < FEWEST_CELLS
    cells = before.differing(after, style=style)
    stamps: list[float] = []

    def watch(stamp: float, picture: Picture) -> None:
        if picture.share(after, cells, style=style) >= ANSWERED:
            stamps.append(stamp)

    _read_until(session, watch, lambda: bool(stamps))
    if not stamps:
        raise Unmeasured("a key sent at the start was not answered")
    return (stamps[0] - session.started) * 1000


def _read_until(session: Session, watch: Callable[[float, Picture], None], done: Callable[[], bool]) -> None:
    """Read and show, in the pauses of the program, until it is done or patience is over."""
    for _ in range(int(PATIENCE / START_QUIET)):
        session.read_until_quiet(START_QUIET, PATIENCE)
        session.show(watch)
        if done() or session.gone is not None:
            return


def _press(session: Session, figures: Figures, name: str, key: str) -> None:
    """Press a key and note when the frame was settled; a key that changes nothing is not counted."""
    settled = session.press(key).settled
    if settled is not None:
        figures[name].append(settled * 1000)


def _open(session: Session, figures: Figures, name: str, key: str) -> None:
    """Open and close a dialog three times; the first time is also noted for itself."""
    for first in (True, False, False):
        _press(session, figures, name, key)
        if first:
            figures[f"{name} first"] += figures[name][-1:]
        session.press("escape")


def _resize(session: Session, figures: Figures) -> None:
    columns, rows = session.size
    for size in ((columns - 20, rows - 10), (columns, rows)):
        settled = session.change_size(*size).settled
        if settled is not None:
            figures["resize"].append(settled * 1000)


@dataclass
class Readout:
    """The reader, on a library that it was opened on before and left by `q`, at the same size.

    Figures: `readable` (start to the frame that the last session left), `answer` (start to the complete answer to
    `2`, sent with the first byte), `memory`; from the key to the settled frame `down`, `pane`, `help` and `palette`
    (`… first` for the first time), `last`, `source down`, `page`, `resize`; `restored`, `exit`. `remarks` collects
    what should not be.
    """

    ground: Ground
    program: tuple[str, ...]
    title: str
    briefing: Path | None = None
    remarks: set[str] = field(default_factory=set)
    _left: Picture | None = None
    _target: Picture | None = None

    @property
    def _command(self) -> tuple[str, ...]:
        library = ("--library", str(self.ground.folder / "library")) if self.briefing else ()
        return (*self.program, *library)

    def __call__(self, *, brief: bool) -> Figures:
        if self._left is None:
            self._prepare()
        figures: Figures = defaultdict(list)
        with self.ground.session(*self._command) as session:
            self._start(session, figures)
            figures["memory"].append(session.memory() / 1024)
            figures["work"].append(session.work() * 1000)
            if not brief:
                self._use(session, figures)
            self._go_home(session)
            self._left = session.show()
            departure = session.leave("q")
            self.remarks |= {f"left on: {name}" for name in departure.left}
            self.remarks |= {f"ended with status {departure.status}"} if departure.status else set()
            figures["restored"].append(_milliseconds(departure.restored, "q"))
            figures["exit"].append(_milliseconds(departure.seconds, "q"))
        return dict(figures)

    def _use(self, session: Session, figures: Figures) -> None:
        for key in "34512":
            _press(session, figures, "pane", key)
        self._go_home(session)
        for _ in range(2):
            for _ in range(5):
                _press(session, figures, "down", "down")
            session.press("g")
        _press(session, figures, "last", "G")
        session.press("g")
        for name, key in (("help", "?"), ("palette", ":")):
            _open(session, figures, name, key)
        self._read_source(session, figures)
        _resize(session, figures)

    def _prepare(self) -> None:
        """Open the library for the first time, put the briefing in, see what the key does, and leave in order."""
        opening = ("open", str(self.briefing)) if self.briefing else ()
        with self.ground.session(*self._command, *opening) as session:
            frames: list[Picture] = []
            session.read(PATIENCE)
            _read_until(session, lambda _, picture: frames.append(picture), lambda: self._is_open(frames))
            if not self._is_open(frames):
                raise Unmeasured("the reader did not open:\n" + session.show().text.strip())
            self._go_home(session)
            session.press("2")
            self._target = session.show()
            self._go_home(session)
            self._left = session.show()
            if session.leave("q").seconds is None:
                raise Unmeasured("q did not end the reader")
        if len(self._left.differing(self._target, style=False)) < FEWEST_CELLS:
            raise Unmeasured("the second pane looks like the first")

    def _is_open(self, frames: list[Picture]) -> bool:
        if not frames or len(frames[-1].inked()) < self.ground.size[0]:
            return False
        return self.title in frames[-1].text

    def _start(self, session: Session, figures: Figures) -> None:
        """Press a key with the first byte; note when the last frame was readable and when the key was answered."""
        left, target = self._left, self._target
        assert left is not None and target is not None
        session.read(PATIENCE)
        session.send("2")
        frames: list[tuple[float, Picture]] = []
        wanted = left.differing(target, style=False)

        def answered() -> bool:
            return frames[-1][1].share(target, wanted, style=False) >= READABLE

        _read_until(session, lambda stamp, picture: frames.append((stamp, picture)), answered)
        if not frames or not answered():
            raise Unmeasured("a key sent at the start was not answered:\n" + session.show().text.strip())
        inked, final = left.inked(), frames[-1][1]
        shares = [(stamp, picture.share(left, inked, style=False)) for stamp, picture in frames]
        readable = next((stamp for stamp, share in shares if share >= READABLE), None)
        changed = left.differing(final, style=False)
        answer = next(stamp for stamp, picture in frames if picture.share(final, changed, style=False) >= ANSWERED)
        if readable is None or readable >= answer:
            self.remarks.add("the frame of the last session was not shown first")
        else:
            figures["readable"].append((readable - session.started) * 1000)
            if any(share < 0.3 for stamp, share in shares if readable < stamp < answer):
                self.remarks.add("the first frame was wiped before the answer")
        figures["answer"].append((answer - session.started) * 1000)

    def _go_home(self, session: Session) -> None:
        for key in "1g":
            session.send(key)
            session.read_until_quiet(QUIET, PATIENCE, patience=2 * QUIET)
            session.show()

    def _read_source(self, session: Session, figures: Figures) -> None:
        """Go over to the source, down sentence by sentence and page by page, and come back."""
        session.press("tab")
        session.press("g")
        for _ in range(5):
            _press(session, figures, "source down", "down")
        for _ in range(5):
            if self.briefing is None:  # it has one page and a half: each page is turned from the beginning
                session.press("g")
            _press(session, figures, "page", "pagedown")
        session.press("g")
        session.press("tab")
