"""What is copied arrives: in the terminal where it can take it, in a file where it cannot."""

from __future__ import annotations

import stat
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ContentError
from tui.clipboard import MAX_BYTES, SCREEN_CHUNK, Way, choose_route, copy, sequence_of

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        (XTERM, Way.TERMINAL),
        ({"TERM": "xterm-kitty"}, Way.TERMINAL),
        ({"TERM": "alacritty"}, Way.TERMINAL),
        ({"TERM": "foot"}, Way.TERMINAL),
        (XTERM | {"TERM_PROGRAM": "iTerm.app"}, Way.TERMINAL),
        (XTERM | {"TERM_PROGRAM": "WezTerm"}, Way.TERMINAL),
        (XTERM | {"TERM_PROGRAM": "vscode"}, Way.TERMINAL),
        (XTERM | {"WT_SESSION": "1"}, Way.TERMINAL),
        (XTERM | {"VTE_VERSION": "7600"}, Way.TERMINAL),
        (XTERM | {"VTE_VERSION": "7599"}, Way.FILE),
        (XTERM | {"VTE_VERSION": "6800"}, Way.FILE),
        (XTERM | {"VTE_VERSION": "new"}, Way.TERMINAL),
        ({}, Way.FILE),
        ({"TERM": ""}, Way.FILE),
        ({"TERM": "dumb"}, Way.FILE),
        ({"TERM": "linux"}, Way.FILE),
        ({"TERM": "eterm-color"}, Way.FILE),
        (XTERM | {"TERM_PROGRAM": "Apple_Terminal"}, Way.BOTH),
        (XTERM | {"XTERM_VERSION": "XTerm(390)"}, Way.BOTH),
        ({"TERM": "rxvt-unicode-256color"}, Way.BOTH),
        (XTERM | {"TERMINAL_EMULATOR": "JetBrains-JediTerm"}, Way.BOTH),
        (XTERM | {"KONSOLE_VERSION": "230800"}, Way.BOTH),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, Way.BOTH),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0", "VTE_VERSION": "6800"}, Way.BOTH),
        ({"TERM": "tmux-256color"}, Way.BOTH),
        ({"TERM": "screen", "STY": "1.pts-0"}, Way.BOTH),
        ({"TERM": "screen"}, Way.BOTH),
    ],
)
def test_the_environment_decides_where_a_text_goes(environ: dict[str, str], way: Way) -> None:
    route = choose_route(10, environ)
    assert route.way is way
    assert bool(route.reason) is (way is not Way.TERMINAL)
    assert choose_route(10, environ, is_terminal=False).way is Way.FILE


def test_a_text_too_long_for_terminals_goes_to_the_file() -> None:
    assert choose_route(MAX_BYTES, XTERM).way is Way.TERMINAL
    assert choose_route(MAX_BYTES + 1, XTERM).way is Way.FILE
    assert len(sequence_of("x" * MAX_BYTES, XTERM)) <= 100_000


@settings(deadline=None)
@given(st.text())
def test_the_sequence_holds_the_text_and_nothing_a_terminal_would_obey(text: str) -> None:
    sequence = sequence_of(text, XTERM)
    assert sequence.startswith("\x1b]52;c;") and sequence.endswith("\x07")
    body = sequence[7:-1]
    assert body.isascii() and "\x1b" not in body and "\x07" not in body
    assert b64decode(body, validate=True).decode() == text


def test_tmux_gets_it_plain_and_wrapped() -> None:
    plain = sequence_of("trade", XTERM)
    sequence = sequence_of("trade", {"TMUX": "x"})
    assert sequence.startswith(plain)
    assert sequence[len(plain) :] == f"\x1bPtmux;\x1b{plain}\x1b\\"


def test_screen_gets_it_in_pieces_that_it_can_hold() -> None:
    sequence = sequence_of("trade " * 200, {"STY": "x"})
    pieces = sequence.removesuffix("\x1b\\").split("\x1b\\")
    assert all(piece.startswith("\x1bP") and len(piece) <= SCREEN_CHUNK + 2 for piece in pieces)
    assert "".join(piece.removeprefix("\x1bP") for piece in pieces) == sequence_of("trade " * 200, XTERM)


def test_half_a_surrogate_pair_copies_as_a_question_mark(tmp_path: Path) -> None:
    assert b64decode(sequence_of("a\ud800b", XTERM)[7:-1]) == b"a?b"
    copied = copy("a\ud800b", print, tmp_path, {})
    assert copied.path is not None and copied.path.read_bytes() == b"a?b"


def test_a_terminal_that_can_gets_it_and_no_file_is_made(tmp_path: Path) -> None:
    written: list[str] = []
    copied = copy("trade", written.append, tmp_path, XTERM)
    assert written == ["\x1b]52;c;dHJhZGU=\x07"]
    assert (copied.way, copied.path, copied.notice) == (Way.TERMINAL, None, "Copied.")
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_for_its_owner_only_and_the_notice_names_it(tmp_path: Path) -> None:
    written: list[str] = []
    folder = tmp_path / "cache" / "readout"
    copied = copy("trade\n“dear friend”", written.append, folder, {"TERM": "linux"})
    path = folder / "copied.txt"
    assert written == []
    assert copied.path == path and str(path) in copied.notice
    assert path.read_text(encoding="utf-8") == "trade\n“dear friend”"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    copy("second", written.append, folder, {"TERM": "linux"})
    assert path.read_text() == "second"
    assert [p.name for p in folder.iterdir()] == ["copied.txt"]


def test_where_the_terminal_may_drop_it_the_file_has_it_as_well(tmp_path: Path) -> None:
    written: list[str] = []
    copied = copy("trade", written.append, tmp_path, {"TERM": "tmux-256color", "TMUX": "x"})
    assert written and copied.path is not None and copied.path.read_text() == "trade"
    assert "set-clipboard on" in copied.notice


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "copied.txt").symlink_to(victim)
    copy("trade", print, folder, {})
    assert victim.read_text() == "precious"
    assert (folder / "copied.txt").read_text() == "trade" and not (folder / "copied.txt").is_symlink()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ContentError, match="nothing was copied: this terminal has no clipboard"):
        copy("trade", print, tmp_path / "file" / "cache", {"TERM": "dumb"})
    written: list[str] = []
    copied = copy("trade", written.append, tmp_path / "file" / "cache", {"TERM": "tmux-256color"})
    assert written and copied.path is None and copied.notice.startswith("Copied, but tmux")
