"""Every way out of the program gives the terminal back as it was: keys, signals, faults, suspension, a lost line."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.terminal import MODERN, MUTE, PLAIN, SIGNALS, Home, Kind, within
from tests.screens.test_terminal import REDRAWING, assert_as_redrawn


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """The home of a reader who has nothing yet; the test ends with its deadline."""
    with within(60):
        yield Home(tmp_path)


KINDS = pytest.mark.parametrize("kind", [MODERN, PLAIN, MUTE], ids=["modern", "plain", "mute"])


@pytest.mark.parametrize("keys", ["q", "ctrl+q", "? ctrl+q", "/ x ctrl+q", ": ctrl+q", "z ctrl+q", "m ctrl+q q"])
def test_a_key_leaves_the_terminal_as_it_was(home: Home, keys: str) -> None:
    with home.terminal() as terminal:
        terminal.started()
        terminal.press(*keys.split())
        assert terminal.ended() == 0
        assert terminal.damage() == []


@pytest.mark.parametrize(
    ("kind", "number"),
    [(MODERN, signal.SIGTERM), (PLAIN, signal.SIGHUP), (MUTE, signal.SIGQUIT)],
    ids=["modern", "plain", "mute"],
)
def test_a_signal_leaves_the_terminal_as_it_was_and_keeps_the_place(
    home: Home, kind: Kind, number: signal.Signals
) -> None:
    with home.terminal(kind=kind) as terminal:
        terminal.started()
        terminal.press("3", "j", "j")
        terminal.until("3/7")
        terminal.signal(number)
        assert terminal.ended() == SIGNALS[number]
        assert terminal.damage() == []
    with home.terminal() as terminal:
        terminal.started()
        assert "─ Diplomacy ─" in terminal.text
        assert "3/7" in terminal.text


MOMENTS = {"the page": b"\x1b[?1049h", "the mouse": b"\x1b[?1000h", "pasting": b"\x1b[?2004h"}
"""What the program says at moments of its start."""


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("painted", [True, False], ids=["painted", "not painted"])
def test_a_signal_while_starting_leaves_the_terminal_as_it_was(home: Home, moment: bytes, painted: bool) -> None:
    if painted:
        home.visit("2", "j", "j")
    for number, status in SIGNALS.items():
        with home.terminal() as terminal:
            terminal.until(lambda terminal=terminal: moment in terminal.written)  # type: ignore[misc]
            terminal.signal(number)
            assert terminal.ended() == status
            # What the terminal was asked it may answer when the program is gone; the shell then shows the answer.
            assert terminal.damage(said=True) == []
    if painted:
        with home.terminal() as terminal:
            terminal.started()
            assert "3/7" in terminal.text


FAULTS = {
    "a key": """
from tui.screens.reading import ReadingScreen
def fails(self): raise RuntimeError("the key is broken")
ReadingScreen.action_next = fails
sys.exit(main())""",
    "drawing": """
from tui.widgets.line_view import LineView
drawn = LineView.sync
def fails(self):
    if self.cursor == 1: raise RuntimeError("the list is broken")
    drawn(self)
LineView.sync = fails
sys.exit(main())""",
    "a timer": """
from tui.app import ReaderApp
def fails(self): raise RuntimeError("the clock is broken")
mounted = ReaderApp.on_mount
def on_mount(self):
    mounted(self)
    self.set_timer(0.01, lambda: fails(self))
ReaderApp.on_mount = on_mount
sys.exit(main())""",
    "the first screen": """
from tui.screens.reading import ReadingScreen
def fails(self): raise RuntimeError("the screen is broken")
ReadingScreen.compose = fails
sys.exit(main())""",
    "the app": """
import tui.app
def fails(*args, **named): raise RuntimeError("the app is broken")
tui.app.ReaderApp.__init__ = fails
sys.exit(main())""",
    "an import": """
sys.modules["tui.app"] = None
sys.exit(main())""",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_program_is_told_on_a_terminal_that_is_as_it_was(home: Home, fault: str) -> None:
    for painted in (False, True):
        if painted:
            home.visit("1")
        with home.terminal(code=FAULTS[fault], size=(110, 60 if not painted else 32)) as terminal:
            terminal.until(lambda terminal=terminal: terminal.glass.is_alternate or terminal.has_ended)  # type: ignore[misc]
            terminal.type(b"j")
            assert terminal.ended() not in (0, 143)
            assert terminal.damage(said=True) == []
            assert "broken" in terminal.text or "ModuleNotFoundError" in terminal.text
            assert b"Traceback" in terminal.written


@KINDS
def test_a_suspended_program_gives_the_terminal_back_and_draws_it_again(home: Home, kind: Kind) -> None:
    with home.terminal(code=REDRAWING, kind=kind) as terminal:
        terminal.started()
        terminal.press("2", "j")
        before = terminal.idle()
        terminal.signal(signal.SIGTSTP)
        terminal.stopped()
        assert terminal.damage() == []
        terminal.signal(signal.SIGCONT)
        terminal.until("─ Trade ─")
        assert before.differences(terminal.idle()) == []

        terminal.press(":", "z", "e")
        before = terminal.idle()
        terminal.press("ctrl+z")
        terminal.stopped()
        assert terminal.damage() == []
        terminal.signal(signal.SIGCONT)
        terminal.until("─ Commands ─")
        assert before.differences(terminal.idle()) == []
        terminal.press("escape")
        terminal.until(lambda: "─ Commands ─" not in terminal.text)

        terminal.press("ctrl+z")
        terminal.stopped()
        terminal.resize(84, 26)
        terminal.signal(signal.SIGCONT)
        terminal.until("─ Trade ─")
        assert_as_redrawn(terminal, "another size while suspended")
        terminal.press("j")
        terminal.until("3/7")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.damage(said=True) == []


def test_a_program_killed_outright_loses_nothing_and_starts_again(home: Home) -> None:
    for pane, heading in (("2", "Trade"), ("3", "Diplomacy"), ("5", "Expert")):
        with home.terminal() as terminal:
            terminal.started()
            terminal.press(pane, "j", "J", "j")
            terminal.until(f"─ {heading}")
            terminal.signal(signal.SIGKILL)
            assert terminal.ended() == -signal.SIGKILL
    listed = home.run("list")
    assert (listed.returncode, listed.stderr) == (0, b"")
    with home.terminal() as terminal:
        terminal.started()
        assert "18 sentences · 30 entries · 100 % cited" in terminal.text
        terminal.press("q")
        assert terminal.ended() == 0


def test_a_terminal_that_is_gone_ends_the_program_and_keeps_the_place(home: Home) -> None:
    with home.terminal() as terminal:
        terminal.started()
        terminal.press("3", "j", "j")
        terminal.until("3/7")
        terminal.hang_up()
        assert terminal.process.wait(10) != 0
    with home.terminal() as terminal:
        terminal.started()
        assert "3/7" in terminal.text
