"""The installed program in a real terminal: what a reader sees from the first start on, at every size."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.terminal import MODERN, MUTE, PLAIN, Home, Kind, Terminal, within

REDRAWING = f"""if True:
    import asyncio
    from tui import app

    def redraw(self):
        # Nothing is taken from what was drawn before, and everything passes through Textual's compositor.
        screen = self.screen
        for widget in screen.walk_children():
            widget._styles_cache.clear()
            if hasattr(widget, "forget"):
                widget.forget()
                widget._rows = []
            if hasattr(widget, "_painted"):
                widget._painted = None
        screen._compositor._dirty_regions.clear()
        screen.refresh()

    mounted = app.ReaderApp.on_mount

    def on_mount(self):
        mounted(self)
        asyncio.get_running_loop().add_signal_handler({int(signal.SIGUSR1)}, redraw, self)

    app.ReaderApp.on_mount = on_mount
    sys.exit(main())
"""
"""The program, which draws the whole screen anew at SIGUSR1."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """The home of a reader who has nothing yet; the test ends with its deadline."""
    with within(60):
        yield Home(tmp_path)


def assert_as_redrawn(terminal: Terminal, after: str) -> None:
    """The screen as it was built up change by change is the screen drawn at once, cell by cell."""
    shown = terminal.idle()
    terminal.glass.blank()
    terminal.signal(signal.SIGUSR1)
    terminal.until(lambda: terminal.text.strip())
    redrawn = terminal.idle()
    assert shown.differences(redrawn) == [], f"after {after}\n{shown.text}\n{redrawn.text}"


# --- first start -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [MODERN, PLAIN, MUTE], ids=["modern", "plain", "mute"])
def test_a_first_session_shows_every_step_and_leaves_the_terminal_as_it_was(home: Home, kind: Kind) -> None:
    with home.terminal(kind=kind) as terminal:
        terminal.started()
        assert "China–Russia: Mishustin in Beijing" in terminal.text
        assert "│▌• Mikhail Mishustin" in terminal.text
        assert "18 sentences · 30 entries · 100 % cited" in terminal.row("Readout")
        assert "1/8" in terminal.row("unread")

        terminal.press("2")
        terminal.until("─ Trade ─")
        terminal.until("▌• Bilateral agreements")
        terminal.press("3")
        terminal.until("─ Diplomacy ─")
        assert "─ Trade ─" not in terminal.text

        terminal.press("2", "j", "enter")
        terminal.until("tab entries")
        assert "▌ 7  Since the invasion" in terminal.text
        terminal.press("backspace")
        terminal.until("tab source")
        assert "▌• Trade up since the invasion" in terminal.text

        before = terminal.idle()
        terminal.press("?")
        terminal.until("─ Keys ─")
        terminal.until("Go to the next entry or sentence.")
        terminal.press("?")
        terminal.until(lambda: "─ Keys ─" not in terminal.text)
        assert terminal.idle().differences(before) == []

        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.damage() == []
        assert "notes.txt" in terminal.text


def test_a_click_means_the_same_in_cells_and_in_pixels(tmp_path: Path) -> None:
    for kind in (PLAIN, MODERN):
        home = Home(tmp_path / ("pixels" if kind is MODERN else "cells"))
        home.folder.mkdir()
        with within(60), home.terminal(kind=kind) as terminal:
            terminal.started()
            tabs = terminal.text.split("\n")[1]
            terminal.click(tabs.index("Diplomacy") + 2, 1)
            terminal.until("─ Diplomacy ─")
            terminal.press("q")
            assert terminal.ended() == 0
            assert terminal.damage() == []


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids=str)
def test_a_message_of_several_lines_lies_over_the_lists_and_leaves_nothing_behind(
    home: Home, size: tuple[int, int]
) -> None:
    with home.terminal(code=REDRAWING, size=size) as terminal:
        terminal.started()
        terminal.press("j", "k")  # both are read then, and stay so
        before = terminal.idle()
        path = "/no/such/folder/with/a/name/that/is/longer/than/the/line/that/it/is/told/in/on/any/small/screen/x.txt"
        terminal.press("i", *path, "enter")
        terminal.until(lambda: "no such file" in " ".join(terminal.text.split()))
        assert_as_redrawn(terminal, "a long message")
        terminal.press("j")
        assert_as_redrawn(terminal, "the next key")
        terminal.press("k")
        after = terminal.idle()
        assert "screen/x.txt" not in after.text
        assert after.text.splitlines()[2:-1] == before.text.splitlines()[2:-1]
        terminal.press("q")
        assert terminal.ended() == 0


# --- drawing straight to the terminal --------------------------------------------------------------------------------

_OFTEN = "j, k, down, up, J, K, g, G, space, b, ctrl+d, ctrl+u, h, l, 0, 1, 2, 3, 4, 5, 6, tab, enter, ], [, backspace"
_SELDOM = """
    alt+right, ctrl+o, r, R, y, Y, z, -, =, n, N, c, L, escape, m a, m b, ' a, ' z, ' ', L j enter, enter j enter,
    c enter, ? G escape, ? space q, : z e n enter, / t r a d e enter, / X i enter, / n o w h e r e enter, # 1 2 enter,
    # 9 9 enter, ctrl+t j j escape, ctrl+t down enter, B escape
"""
MOVES = [move.split() for moves in (_OFTEN, _OFTEN, _SELDOM) for move in moves.split(",")]
"""What a reader presses; nothing that leaves the program."""


@pytest.mark.parametrize(
    ("size", "seed"), [((110, 32), 1), ((80, 24), 2), ((50, 18), 3), ((64, 12), 4), ((130, 40), 5)], ids=str
)
def test_lines_written_straight_to_the_terminal_are_those_of_the_compositor(
    home: Home, size: tuple[int, int], seed: int
) -> None:
    chance = random.Random(seed)
    pressed: list[str] = []
    with home.terminal(code=REDRAWING, size=size) as terminal:
        terminal.started()
        assert_as_redrawn(terminal, "the start")
        while len(pressed) < 200:
            for _ in range(chance.randint(1, 25)):
                move = chance.choice(MOVES)
                pressed += move
                terminal.press(*move)
                if chance.random() < 0.2:
                    terminal.idle()
            assert_as_redrawn(terminal, " ".join(pressed))
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.damage() == []
