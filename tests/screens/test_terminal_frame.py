"""The frame that a session leaves: the next start paints it before anything is imported, where it is still true."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.screens.terminal import MODERN, MUTE, PLAIN, Glass, Home, Kind, Picture, Terminal, within

TEXTUAL = b"\x1b[?1000h"
"""Textual's first words once it has the alternate screen; what was written before them was painted in advance."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """The home of a reader who has nothing yet; the test ends with its deadline."""
    with within(60):
        yield Home(tmp_path)


def painted(terminal: Terminal) -> Picture | None:
    """What was on the screen before Textual said anything; None where nothing was painted."""
    early, _, _ = terminal.written.partition(TEXTUAL)
    glass = Glass(*terminal.size)
    list(glass.feed(early))
    return glass.picture() if glass.picture().text.strip() else None


def assert_painted_frame_is_the_first(terminal: Terminal, after: str = "") -> None:
    """From the painted frame to the program's own, nothing on the screen changes at any moment, and nothing blinks."""
    first = terminal.started()
    at = terminal.written.index(TEXTUAL)
    glass = Glass(*terminal.size)
    list(glass.feed(terminal.written[:at]))
    early = glass.picture()
    assert early.text.strip(), f"nothing was painted after {after}\n{first.text}"
    assert early.differences(first) == [], f"after {after}\n{early.text}\n{first.text}"
    while at < len(terminal.written):
        list(glass.feed(terminal.written[at : at + 10_000]))
        at += 10_000
        assert glass.picture().differences(first) == []
    assert (glass.entered, glass.erased) == (1, 0)


LAST_KEYS = [
    "",
    "2 j j",
    "3 j tab j j",
    "1 j enter",
    "0 j",
    "6",
    "2 G",
    "1 tab space",
    "3 G k k",
    "1 j j enter backspace",
    "2 j enter j j backspace",
    "1 ] ]",
    "1 ?",
    "1 enter j",
    "ctrl+t j",
    "ctrl+t j enter",
    "1 / t r a d e enter n",
    "1 / t r a d e",
    "1 : z e n",
    "1 z j",
    "1 tab z j",
    "1 n",
    "1 m a j ' a",
    "1 j r r k r",
    "2 R",
    "1 - -",
    "2 = =",
    "1 K J J J J J J J J J J J J",
]
"""What a session ends with, before it is left: places, dialogs, words looked for, layouts, messages."""


@pytest.mark.parametrize("part", range(4))
def test_the_painted_frame_is_the_one_that_the_program_draws(home: Home, part: int) -> None:
    home.visit()
    before = ""
    for keys in [*LAST_KEYS[part::4], ""]:
        with home.terminal() as terminal:
            assert_painted_frame_is_the_first(terminal, before)
            terminal.press(*keys.split())
            terminal.idle()
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
        before = keys


@pytest.mark.parametrize(("size", "kind", "seed"), [((110, 32), MODERN, 1), ((80, 24), PLAIN, 2), ((50, 18), MUTE, 3)])
def test_after_any_walk_the_painted_frame_is_the_one_that_the_program_draws(
    home: Home, size: tuple[int, int], kind: Kind, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(2):
        keys = " ".join(chance.choice(LAST_KEYS) for _ in range(6))
        home.visit(*keys.split(), "ctrl+o", size=size, kind=kind)
        with home.terminal(size=size, kind=kind) as terminal:
            assert_painted_frame_is_the_first(terminal)
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
            assert terminal.damage() == []


@pytest.mark.parametrize("size", [(40, 10), (20, 6)])
def test_a_frame_of_a_small_screen_is_painted_too(home: Home, size: tuple[int, int]) -> None:
    home.visit("j", size=size)
    with home.terminal(size=size) as terminal:
        assert_painted_frame_is_the_first(terminal)


def test_keys_typed_before_the_program_is_there_are_answered_in_order(home: Home) -> None:
    home.visit("1")
    with home.terminal(typed=b"2j") as terminal:
        terminal.until(lambda: terminal.glass.is_alternate)
        assert TEXTUAL not in terminal.written
        terminal.type(b"3jj")
        terminal.until("─ Diplomacy ─")
        terminal.until("3/7")
        terminal.press("2")
        terminal.until("─ Trade ─")
        terminal.until("2/7")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.damage() == []


def test_the_frame_is_readable_by_its_owner_only(home: Home) -> None:
    before = os.umask(0)
    try:
        home.visit("2")
    finally:
        os.umask(before)
    assert home.frame.stat().st_mode & 0o777 == 0o600
    assert home.frame.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in home.frame.parent.iterdir()] == ["frame"]


# --- never anything stale --------------------------------------------------------------------------------------------


def first_frame(home: Home, **options: object) -> Picture:
    """What the program shows at its start, where nothing may have been painted before."""
    with home.terminal(**options) as terminal:  # type: ignore[arg-type]
        first = terminal.started()
        early = painted(terminal)
        assert early is None, f"painted\n{early.text}\ninstead of\n{first.text}"
        terminal.signal(9)
        terminal.ended()
        return first


def test_another_size_is_drawn_and_not_painted(home: Home) -> None:
    home.visit("2", "j")
    first = first_frame(home, size=(90, 30))
    assert "─ Trade ─" in first.text
    assert first.text.split("\n")[-1].startswith(" ⏎ follow")


def test_another_theme_is_drawn_and_not_painted(home: Home) -> None:
    home.visit("2", "j")
    home.config.parent.mkdir(parents=True)
    home.config.write_text('theme = "readout-light"\n')
    first = first_frame(home)
    assert "─ Trade ─" in first.text
    assert int(first.rows[10][10].bg[:2], 16) > 0x80


def test_another_place_kept_meanwhile_is_drawn_and_the_old_one_not_painted(home: Home) -> None:
    home.visit("2", "j")
    kept = home.frame.read_bytes()
    with home.terminal(size=(80, 24)) as other:
        other.started()
        other.press("3", "j", "j")
        other.idle()
        other.signal(15)
        assert other.ended() == 143
    assert home.frame.read_bytes() == kept
    first = first_frame(home)
    assert "─ Diplomacy ─" in first.text
    assert "3/7" in first.text


def test_a_briefing_added_meanwhile_is_drawn_and_the_old_frame_not_painted(home: Home) -> None:
    home.visit("2", "j")
    briefing = json.loads(home.run("show", "--format", "json").stdout)
    briefing |= {"id": "another", "title": "Another briefing"}
    path = home.folder / "another.json"
    path.write_text(json.dumps(briefing))
    assert home.run("open", str(path)).returncode == 0
    assert "─ Trade ─" in first_frame(home).text


def test_another_environment_is_drawn_and_not_painted(home: Home) -> None:
    home.visit("2", "j")
    for name, value in (("NO_COLOR", "1"), ("COLORTERM", None), ("TERM", "xterm"), ("LANG", "C")):
        assert "─ Trade ─" in first_frame(home, variables={name: value}).text
    assert "─ People ─" in first_frame(home, variables={"READOUT_LIBRARY": "another"}).text


def test_a_briefing_asked_for_is_not_painted(home: Home) -> None:
    home.visit("2", "j")
    with home.terminal("open", "mishustin") as terminal:
        terminal.started()
        assert painted(terminal) is None
        terminal.press("ctrl+q")
        assert terminal.ended() == 0


def _huge(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20] + b"\x1b[31mX" * 1_000_000)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _closed(path: Path) -> None:
    path.chmod(0)
    if os.geteuid() == 0:  # to whom nothing is closed
        path.unlink()


def _rewritten(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return rewrite


SPOILT: dict[str, Callable[[Path], None]] = {
    "missing": Path.unlink,
    "empty": _rewritten(lambda kept: b""),
    "a line": _rewritten(lambda kept: b"\n"),
    "other words": _rewritten(lambda kept: b"nothing that was ever kept\n\x1b[31mX"),
    "numbers": _rewritten(lambda kept: b"-1 99999999999999999999 " + b"9" * 5000 + b"\n" + kept),
    "cut in the key": _rewritten(lambda kept: kept[:100]),
    "cut in the frame": _rewritten(lambda kept: kept[: len(kept) * 2 // 3]),
    "longer": _rewritten(lambda kept: kept + b"\x1b[1;1HMORE"),
    "of another version": _rewritten(lambda kept: kept.replace(b"readout 0.", b"readout 9.")),
    "a link to nothing": lambda path: (path.unlink(), path.symlink_to("nothing"))[1],
    "a link to itself": lambda path: (path.unlink(), path.symlink_to("frame"))[1],
    "a device": lambda path: (path.unlink(), path.symlink_to("/dev/zero"))[1],
    "huge": _huge,
    "a folder": _folder,
    "a pipe": _pipe,
    "closed": _closed,
}


@pytest.mark.parametrize("part", range(3))
def test_a_frame_that_is_not_whole_is_never_painted(home: Home, part: int) -> None:
    home.visit("2", "j")
    for name, spoil in list(SPOILT.items())[part::3]:
        spoil(home.frame)
        with home.terminal() as terminal:
            first = terminal.started()
            early = painted(terminal)
            assert early is None, f"{name}\n{early.text}"
            assert "─ Trade ─" in first.text
            assert "2/7" in first.text
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
            assert terminal.damage() == []
        if home.frame.is_dir():
            home.frame.rmdir()
            home.visit()
    with home.terminal() as terminal:
        assert_painted_frame_is_the_first(terminal)
