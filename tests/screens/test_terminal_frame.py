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


def assert_painted_frame_is_the_first(terminal: Terminal) -> None:
    """From the painted frame to the program's own, nothing on the screen changes at any moment, and nothing blinks."""
    first = terminal.started()
    early = painted(terminal)
    assert early is not None, f"nothing was painted\n{first.text}"
    assert early.differences(first) == [], f"{early.text}\n{first.text}"
    at = terminal.written.index(TEXTUAL)
    glass = Glass(*terminal.size)
    list(glass.feed(terminal.written[:at]))
    assert (glass.entered, glass.erased) == (1, 0)
    while at < len(terminal.written):
        list(glass.feed(terminal.written[at : at + 4000]))
        at += 4000
        assert glass.picture().differences(first) == []
    assert (glass.entered, glass.erased) == (1, 0)


LAST_KEYS = {
    "nothing": "",
    "another pane": "2 j j",
    "the source": "3 j tab j j",
    "a sentence followed to": "j enter",
    "the overview": "0 j",
    "the notes": "6",
    "the end of a pane": "G",
    "a page down": "tab space",
    "a scrolled entry": "3 G k k",
    "back from a jump": "j j enter backspace",
    "back from a jump after more": "j enter j j backspace",
    "another citation": "] ]",
    "a dialog": "?",
    "a chooser": "enter j",
    "a theme tried": "ctrl+t j",
    "a theme chosen": "ctrl+t j enter",
    "words looked for": "/ t r a d e enter n",
    "words being typed": "/ t r a d e",
    "the palette": ": z e n",
    "zen": "z j",
    "zen in the source": "tab z j",
    "a message": "n",
    "a mark": "m a j ' a",
    "read and unread": "j r r k r",
    "a pane marked as read": "R",
    "narrower entries": "- -",
    "wider entries": "2 = =",
    "panes across": "K J J J J J J J J J J J J",
}


@pytest.mark.parametrize("keys", LAST_KEYS.values(), ids=LAST_KEYS)
def test_the_painted_frame_is_the_one_that_the_program_draws(home: Home, keys: str) -> None:
    home.visit(*keys.split())
    with home.terminal() as terminal:
        assert_painted_frame_is_the_first(terminal)


@pytest.mark.parametrize(("size", "kind", "seed"), [((110, 32), MODERN, 1), ((80, 24), PLAIN, 2), ((50, 18), MUTE, 3)])
def test_after_any_walk_the_painted_frame_is_the_one_that_the_program_draws(
    home: Home, size: tuple[int, int], kind: Kind, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(2):
        keys = " ".join(chance.choice(list(LAST_KEYS.values())) for _ in range(6))
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


@pytest.mark.parametrize(
    "variables",
    [{"NO_COLOR": "1"}, {"COLORTERM": None}, {"TERM": "xterm"}, {"LANG": "C"}, {"READOUT_LIBRARY": "other"}],
    ids=["no colour", "fewer colours", "another terminal", "another encoding", "another library"],
)
def test_another_environment_is_drawn_and_not_painted(home: Home, variables: dict[str, str | None]) -> None:
    home.visit("2", "j")
    first = first_frame(home, variables=variables)
    assert ("People" if "READOUT_LIBRARY" in variables else "Trade") in first.text.split("\n")[2]


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
    if os.geteuid() == 0:
        pytest.skip("nothing is closed to the superuser")
    path.chmod(0)


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


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_frame_that_is_not_whole_is_never_painted(home: Home, spoil: Callable[[Path], None]) -> None:
    home.visit("2", "j")
    spoil(home.frame)
    with home.terminal() as terminal:
        first = terminal.started()
        early = painted(terminal)
        assert early is None or early.differences(first) == [], early.text
        assert "─ Trade ─" in first.text
        assert "2/7" in first.text
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.damage() == []
