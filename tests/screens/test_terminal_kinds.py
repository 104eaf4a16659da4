"""Terminals of every kind, and what only looks like one: few colours, no Unicode, tiny, half closed; a full disk."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.terminal import MODERN, MUTE, PLAIN, Home, Kind, within
from tests.screens.test_terminal import REDRAWING, assert_as_redrawn

SGR = re.compile(rb"\x1b\[([\d;:]*)m")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """The home of a reader who has nothing yet; the test ends with its deadline."""
    with within(60):
        yield Home(tmp_path)


def colours(written: bytes) -> set[str]:
    """Which kinds of colours were written: of 16, of 256, of 16 million."""
    found: set[str] = set()
    for match in SGR.finditer(written):
        numbers = [int(number or 0) for number in match[1].split(b";")]
        while numbers:
            number = numbers.pop(0)
            if number in (38, 48):
                found.add("256" if numbers[0] == 5 else "16 million")
                del numbers[: 2 if numbers[0] == 5 else 4]
            elif 30 <= number <= 37 or 40 <= number <= 47 or 90 <= number <= 107:
                found.add("16")
    return found


# --- colours and characters ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "allowed"),
    [
        ({}, {"16 million"}),
        ({"COLORTERM": None}, {"256"}),
        ({"COLORTERM": None, "TERM": "xterm"}, {"16"}),
        ({"NO_COLOR": "1"}, set()),
    ],
    ids=["16 million", "256", "16", "none"],
)
def test_no_more_colours_are_used_than_there_are(
    home: Home, variables: dict[str, str | None], allowed: set[str]
) -> None:
    for keys in ("", "j enter ? escape ctrl+t j escape"):  # the second time the frame is painted in advance
        with home.terminal(variables=variables) as terminal:
            terminal.started()
            for key in keys.split():
                terminal.press(key)
                terminal.idle()
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
            assert colours(terminal.written) == allowed
            assert terminal.damage() == []


def test_without_colours_the_cursor_and_what_is_cited_are_still_seen(home: Home) -> None:
    with home.terminal(variables={"NO_COLOR": "1"}) as terminal:
        first = terminal.started()
        assert "▌• Mikhail Mishustin" in first.text
        assert "▎ 2  Since commencement" in first.text
        tabs = first.rows[1]
        at = first.text.split("\n")[1].index("1 People")
        assert tabs[at][3:] != tabs[at + 20][3:]  # the open tab looks otherwise: attributes, not colours


@pytest.mark.parametrize("size", [(110, 32), (50, 18)])
def test_without_unicode_everything_is_drawn_in_ascii_and_in_its_place(home: Home, size: tuple[int, int]) -> None:
    variables = {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for keys in ("", "2 j enter ? escape c escape ctrl+t escape 0 z z 1"):
        with home.terminal(variables=variables, size=size) as terminal:
            terminal.started()
            for key in keys.split():
                terminal.press(key)
                terminal.idle()
            shown = terminal.idle()
            for row in shown.rows[3:-3]:
                assert row[0].data in "|+#", shown.text
                assert row[-1].data in "|+#", shown.text
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
            assert [byte for byte in terminal.written if byte > 127] == []
            assert terminal.damage() == []


def test_what_stands_for_a_character_that_the_terminal_lacks_takes_as_many_cells(home: Home) -> None:
    briefing = json.loads(home.run("show", "--format", "json").stdout)
    briefing |= {"id": "another", "title": "中文… é"}
    briefing["entries"][0] |= {"title": "李强 Li… Qiang", "text": "中文 – wide…"}
    (home.folder / "another.json").write_text(json.dumps(briefing))
    variables = {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with home.terminal("open", "another.json", variables=variables) as terminal:
        shown = terminal.started()
        assert "???? Li. Qiang" in shown.text
        for row in shown.rows[3:-3]:
            assert row[0].data in "|+", shown.text
            assert row[-1].data in "|+#", shown.text
            assert row[46].data in "|+-", shown.text
        terminal.press("q")
        assert terminal.ended() == 0


def test_on_a_terminal_that_can_go_back_to_no_line_the_briefing_is_printed(home: Home) -> None:
    with home.terminal(variables={"TERM": "dumb"}, kind=MUTE, size=(110, 200)) as terminal:
        assert terminal.ended() == 0
        assert "Mishustin predicted on Tuesday" in terminal.text
        assert b"\x1b" not in terminal.written


# --- sizes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 6), (21, 7), (19, 5), (3, 2), (1, 1), (400, 120)])
def test_every_size_starts_and_leaves(home: Home, size: tuple[int, int]) -> None:
    with home.terminal(size=size, kind=PLAIN) as terminal:
        terminal.until(lambda: 2004 in terminal.glass.modes)
        first = terminal.idle().text
        if size[0] >= 19:
            assert ("Mikhail" if size >= (20, 6) else "Too small") in first
        terminal.press("j", "enter", "?", "q", "backspace")
        terminal.idle()
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.glass.left_on() == []


SIZES = ((80, 24), (50, 18), (19, 5), (40, 9), (99, 13), (150, 40), (110, 32))


@pytest.mark.parametrize(
    ("keys", "kind"),
    [("2 j", PLAIN), ("tab G", MODERN), ("? j", PLAIN), ("/ t r a d e", MODERN), ("z", MODERN)],
    ids=["a pane", "the source", "a dialog", "a line to type in", "zen"],
)
def test_a_new_size_is_drawn_in_its_own_layout(home: Home, keys: str, kind: Kind) -> None:
    with home.terminal(code=REDRAWING, kind=kind) as terminal:
        terminal.started()
        terminal.press(*keys.split())
        terminal.idle()
        for size in SIZES:
            terminal.resize(*size)
            terminal.glass.blank()
            terminal.until(lambda: terminal.text.strip())
            assert_as_redrawn(terminal, f"{keys} at {size}")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.damage()[1:] == [] or terminal.glass.left_on() == []


def test_many_new_sizes_at_once_end_in_the_last_one(home: Home) -> None:
    with home.terminal(code=REDRAWING) as terminal:
        terminal.started()
        for columns in range(30, 130, 3):
            terminal.resize(columns, columns // 4)
            terminal.press("j")
        terminal.resize(90, 28)
        terminal.glass.blank()
        terminal.until(lambda: terminal.text.strip())
        assert_as_redrawn(terminal, "many sizes")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0


# --- half a terminal -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("redirections", ["<&-", "</dev/null", ">printed", ">printed 2>&1 <&-"])
def test_without_a_terminal_on_both_sides_the_briefing_is_printed(home: Home, redirections: str) -> None:
    with home.terminal(redirections=redirections, size=(110, 200)) as terminal:
        assert terminal.ended() == 0
        printed = (home.folder / "printed").read_text() if "printed" in redirections else terminal.text
        assert "Mishustin predicted on Tuesday" in printed
        assert b"\x1b" not in terminal.written
        assert "\x1b" not in printed
        assert terminal.damage(said=True) == []


def test_without_standard_output_a_sentence_says_so(home: Home) -> None:
    with home.terminal(redirections=">&-") as terminal:
        assert terminal.ended() == 1
        assert terminal.row("readout: ")
        assert terminal.damage(said=True) == []


def test_nothing_of_the_screen_goes_to_standard_error(home: Home) -> None:
    for _ in range(2):
        with home.terminal(redirections="2>errors") as terminal:
            terminal.started()
            terminal.press("2", "j", "?", "escape", "z")
            terminal.idle()
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
            assert terminal.damage() == []
        assert (home.folder / "errors").read_bytes() == b""


@pytest.mark.parametrize("redirections", ["2>&-", "2>/dev/full"])
def test_standard_error_is_not_needed(home: Home, redirections: str) -> None:
    for _ in range(2):
        with home.terminal(redirections=redirections) as terminal:
            terminal.started()
            terminal.press("2", "g", "j")
            terminal.until("2/7")
            terminal.press("q")
            assert terminal.ended() == 0
            assert terminal.damage() == []


# --- the library -----------------------------------------------------------------------------------------------------


def test_nothing_is_written_while_nothing_is_pressed(home: Home) -> None:
    with home.terminal() as terminal:
        terminal.started()
        terminal.press("2", "j")
        terminal.until("2/7")

        def files() -> list[tuple[str, int, int]]:
            found = [(path, path.stat()) for path in sorted(home.folder.rglob("*"))]
            return [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in found]

        def changes(seconds: float) -> bool:
            before, written, end = files(), len(terminal.written), time.monotonic() + seconds
            while time.monotonic() < end:
                terminal.read(0.05)
            return (files(), len(terminal.written)) != (before, written)

        end = time.monotonic() + 10
        while changes(1.0):  # the place is kept
            assert time.monotonic() < end
        assert not changes(2.5)
        terminal.press("q")
        assert terminal.ended() == 0


FULL = """if True:
    import resource, signal
    from tui import app
    mounted = app.ReaderApp.on_mount
    def on_mount(self):
        mounted(self)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    app.ReaderApp.on_mount = on_mount
    sys.exit(main())
"""
"""The program on a disk that is full from the first frame on."""


def test_a_disk_that_fills_up_is_told_while_reading_and_on_leaving(home: Home) -> None:
    home.visit("1")
    with home.terminal(code=FULL) as terminal:
        terminal.started()
        terminal.press("3", "j")
        terminal.until(lambda: "library" in terminal.text.split("\n")[-1] or "disk" in terminal.text.split("\n")[-1])
        terminal.press("j")
        terminal.until("3/7")
        terminal.press("ctrl+q")
        assert terminal.ended() == 1
        assert terminal.damage(said=True) == []
        said = terminal.text[terminal.text.index("readout\n") :].strip().split("\n", 1)[1]
        assert said.startswith("readout: ")
        assert "Traceback" not in said
        assert said.count("readout: ") == 1
    assert home.run("list").returncode == 0
    with home.terminal() as terminal:
        terminal.started()
        assert "─ People ─" in terminal.text
        terminal.press("3", "j")
        terminal.until("2/7")
        terminal.press("q")
        assert terminal.ended() == 0


def test_a_full_disk_and_a_signal_still_leave_in_order(home: Home) -> None:
    with home.terminal(code=FULL) as terminal:
        terminal.started()
        terminal.press("3", "j")
        terminal.until("2/7")
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 143
        assert terminal.damage(said=True) == []
