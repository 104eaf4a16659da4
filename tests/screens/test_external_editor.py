"""Writing in the reader's own editor: the terminal is handed over and taken back, and no failure costs a word."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from content.notes import NoteKind
from tests.screens.terminal import MODERN, MUTE, PLAIN, Home, Kind, Terminal, within
from tui.external_editor import MAX_BYTES, EditorError, _written, edit_in_editor, editor_command
from tui.widgets.note_editor import Draft, Writing

Editing = Callable[..., Any]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go in this test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a program of these lines of Python the editor; `file` is what it edits."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(HeadlessDriver, "can_suspend", property(lambda self: True))

    def make(code: str) -> None:
        monkeypatch.setenv("EDITOR", f"'{script(tmp_path / 'my editor', code)}' --wait")

    return make


def script(path: Path, code: str) -> Path:
    """A program that runs Python with `file`, the path that it is given last."""
    head = f"#!{sys.executable}\nimport os, pathlib, signal, sys, time\nfile = pathlib.Path(sys.argv[-1])\n"
    path.write_text(head + code + "\n", encoding="utf-8")
    path.chmod(0o700)
    return path


def test_a_text_that_cannot_be_written_leaves_no_folder(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_it = os.open

    def refuse(path: Any, *rest: Any, **options: Any) -> int:
        if str(path).endswith(".md"):
            raise OSError(28, "No space left on device")
        return open_it(path, *rest, **options)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(EditorError, match="No space left"):
        _written("x", ".md")
    monkeypatch.undo()
    assert list(temporary.iterdir()) == []


# --- the text --------------------------------------------------------------------------------------------------------


async def test_what_the_editor_leaves_is_the_text(reading: Any, editor: Editing, temporary: Path) -> None:
    editor("file.write_text(file.read_text() + 'two – “three”\\r\\nfour\\n', newline='')")
    async with reading() as reader:
        assert edit_in_editor(reader.app, "one").text == "one\ntwo – “three”\nfour"
        assert edit_in_editor(reader.app, "one\n") == ("one\ntwo – “three”\nfour\n", "")
        assert list(temporary.iterdir()) == []


async def test_what_is_not_changed_comes_back_as_it_was(reading: Any, editor: Editing) -> None:
    editor("pass")
    async with reading() as reader:
        for text in ("", "a", "a\n", "a\n\n", "\n", "ünï\n  codé"):
            assert edit_in_editor(reader.app, text) == (text, "")


async def test_the_file_is_for_its_owner_alone_and_is_gone_afterwards(
    reading: Any, editor: Editing, temporary: Path
) -> None:
    editor(
        "mode = lambda p: oct(p.stat().st_mode & 0o777)\nfile.write_text(f'{file} {mode(file)} {mode(file.parent)}')"
    )
    async with reading() as reader:
        name, of_file, of_folder = edit_in_editor(reader.app, "x", suffix=".txt").text.split()
    assert (of_file, of_folder) == ("0o600", "0o700")
    assert Path(name).name == "readout-text.txt" and Path(name).parent.parent == temporary
    assert not Path(name).parent.exists()


@pytest.mark.parametrize(
    ("code", "why", "is_kept"),
    [
        ("sys.exit(3)", "my editor failed with status 3", False),
        ("file.write_text('half'); sys.exit(1)", "my editor failed with status 1", True),
        ("os.kill(os.getpid(), signal.SIGKILL)", "my editor was ended by SIGKILL", False),
        ("file.unlink()", "After my editor the file was gone", False),
        ("file.write_bytes(b'abc \\xff')", "is not UTF-8 (byte 5)", True),
        (f"file.write_bytes(b'a' * {MAX_BYTES + 1})", "is longer than 1,000,000 bytes", True),
        ("file.unlink(); file.mkdir()", "cannot be read", True),
        ("file.unlink(); os.mkfifo(file)", "is not a file", True),
    ],
)
async def test_a_failure_keeps_the_text_from_before_and_says_why(
    reading: Any, editor: Editing, temporary: Path, code: str, why: str, is_kept: bool
) -> None:
    editor(code)
    async with reading() as reader:
        text, problem = edit_in_editor(reader.app, "precious")
    assert text == "precious"
    assert why in problem and problem.endswith(".")
    kept = list(temporary.glob("*/readout-text.md"))
    assert [str(path) in problem for path in kept] == ([True] if is_kept else [])
    assert is_kept or list(temporary.iterdir()) == []


async def test_an_editor_that_cannot_be_started_is_named(
    reading: Any, editor: Editing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    editor("pass")
    broken = tmp_path / "broken"
    broken.write_text("#!/nowhere/at/all\n")
    broken.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(broken))
    async with reading() as reader:
        text, problem = edit_in_editor(reader.app, "precious")
    assert text == "precious" and "broken could not be started (No such file" in problem
    assert list(temporary.iterdir()) == []


def test_the_editor_is_found_as_the_environment_says(tmp_path: Path) -> None:
    for name in ("vi", "nano", "my editor"):
        script(tmp_path / name, "pass")
    path = str(tmp_path)
    assert editor_command({"PATH": path, "EDITOR": "nano -w"}) == ["nano", "-w"]
    assert editor_command({"PATH": path, "VISUAL": "vi", "EDITOR": "nano"}) == ["vi"]
    assert editor_command({"PATH": path, "VISUAL": " ", "EDITOR": f"'{path}/my editor' -x '; rm'"}) == [
        f"{path}/my editor",
        "-x",
        "; rm",
    ]
    assert editor_command({"PATH": path}) == ["vi"]
    (tmp_path / "vi").unlink()
    assert editor_command({"PATH": path}) == ["nano"]
    (tmp_path / "nano").unlink()
    for environment, words in [
        ({}, "set EDITOR"),
        ({"EDITOR": "emacs"}, "$EDITOR: there is no program emacs"),
        ({"VISUAL": "'vi"}, "$VISUAL: it cannot be read as a command"),
    ]:
        with pytest.raises(EditorError) as refused:
            editor_command({"PATH": path, **environment})
        assert words in str(refused.value)


async def test_a_terminal_that_cannot_be_handed_over_is_left_alone(reading: Any) -> None:
    async with reading() as reader:
        with pytest.raises(EditorError, match="cannot be handed"):
            edit_in_editor(reader.app, "x")


async def test_a_text_that_cannot_be_written_says_where(
    reading: Any, editor: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor("pass")
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    async with reading() as reader:
        with pytest.raises(EditorError, match="/nowhere/at/all"):
            edit_in_editor(reader.app, "x")


# --- from the dialog -------------------------------------------------------------------------------------------------


async def test_the_body_goes_out_and_comes_back_and_can_be_undone(reading: Any, editor: Editing) -> None:
    editor("file.write_text(file.read_text().upper() + chr(27) + 'x')")
    saved: list[Draft] = []

    def save(draft: Draft) -> str:
        saved.append(draft)
        return ""

    async with reading(size=(100, 36)) as reader:
        screen = reader.app.reading
        await screen.write(Writing("Note", "k", Draft(kind=NoteKind.NOTE), save, lambda word: None, dict))
        await reader.settle()
        await reader.type("ab")
        await reader.press("ctrl+x")
        assert screen.note_editor.body.text == "AB\n␛x"
        await reader.press("ctrl+z")
        assert screen.note_editor.body.text == "ab"
        editor("sys.exit(1)")
        await reader.press("ctrl+x")
        assert screen.note_editor.body.text == "ab"
        assert "my editor failed with status 1; the text is as it was before." in reader.text
        await reader.type("c")
        await reader.press("enter")
        assert saved[0].body == "abc"


# --- in a terminal ---------------------------------------------------------------------------------------------------

WRITING = """if True:
    from content.notes import NoteKind
    from tui.screens import reading

    async def write(self):
        from tui.widgets.note_editor import Draft, Writing
        save = lambda draft: self.status.say(f"kept: {draft.body!r}") or ""
        await self.write(Writing("Note on it", "k", Draft(kind=NoteKind.NOTE), save, self.status.say, dict))

    reading.ReadingScreen.action_copy = write
    sys.exit(main())
"""
"""The program, in which the key for copying opens the editor."""

ASKING = """
fresh = os.isatty(0) and os.isatty(1)
print("\\x1b[2J\\x1b[HTHE EDITOR", fresh, flush=True)
file.write_text(file.read_text() + input("word? "))
"""
"""An editor that asks for a line in the terminal's ordinary mode."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with within(60):
        yield Home(tmp_path)


def opened(home: Home, code: str, **options: Any) -> Terminal:
    """A terminal with the program in it and an editor of these lines of Python."""
    command = script(home.folder / "ed", code)
    return home.terminal(code=WRITING, variables={"EDITOR": str(command), "TMPDIR": str(home.folder)}, **options)


@pytest.mark.parametrize("kind", [MODERN, PLAIN, MUTE], ids=["modern", "plain", "mute"])
def test_the_editor_has_the_terminal_and_gives_it_back(home: Home, kind: Kind) -> None:
    with opened(home, ASKING, kind=kind) as terminal:
        terminal.started()
        terminal.press("y")
        terminal.until("Note on it")
        terminal.press("o", "n", "e")
        terminal.until("one")
        terminal.idle()
        terminal.press("ctrl+x")
        terminal.until("word?")
        assert "THE EDITOR True" in terminal.text and "Readout" not in terminal.text
        assert terminal.glass.left_on() == []
        terminal.type(b" two\r")
        terminal.until("Note on it")
        after = terminal.idle()
        assert "THE EDITOR" not in terminal.text and "Readout" in terminal.row("Mishustin in Beijing")
        assert "│ one" in terminal.text
        terminal.press("x")
        terminal.until("twox")
        terminal.press("backspace")
        terminal.until(lambda: "twox" not in terminal.text)
        assert terminal.idle().differences(after) == []
        terminal.press("enter")
        terminal.until("kept: 'one\\n two'")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.damage(said=True) == []


def test_the_screen_under_the_dialog_is_whole_again_when_it_is_put_away(home: Home) -> None:
    with opened(home, "pass") as terminal:
        before = terminal.started()
        for _ in range(3):  # the first time it is mounted, then it is written to the terminal at once
            terminal.press("y")
            terminal.until("Note on it")
            shown = terminal.idle()
            terminal.press("escape")
            terminal.until(lambda: "Note on it" not in terminal.text)
            assert terminal.idle().differences(before) == []
            terminal.press("y")
            terminal.until("Note on it")
            assert terminal.idle().differences(shown) == []
            terminal.press("escape")
            terminal.until(lambda: "Note on it" not in terminal.text)
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.damage() == []


def test_a_new_line_is_told_from_enter_on_every_terminal(tmp_path: Path) -> None:
    for name, kind in (("modern", MODERN), ("plain", PLAIN), ("mute", MUTE)):
        home = Home(tmp_path / name)
        home.folder.mkdir()
        with within(60), opened(home, "pass", kind=kind) as terminal:
            terminal.started()
            terminal.press("y", "a", "ctrl+j", "b", "enter")
            terminal.until("kept: 'a\\nb'")
            terminal.press("y", "c")
            terminal.until("│ c")
            terminal.type(b"\x1b[13;2u" if kind.kitty else b"\x1b\r")  # shift+enter, or alt+enter
            terminal.press("d", "enter")
            terminal.until("kept: 'c\\nd'")
            terminal.press("q")
            assert terminal.ended() == 0


def test_an_interrupt_is_the_editors_own_affair(home: Home) -> None:
    code = """
signal.signal(signal.SIGINT, lambda *_: (file.write_text("interrupted"), sys.exit(0)))
print("waiting", flush=True)
while True: time.sleep(60)
"""
    with opened(home, code) as terminal:
        terminal.started()
        terminal.press("y", "ctrl+x")
        terminal.until("waiting")
        terminal.type(b"\x03")
        terminal.until("interrupted")
        terminal.idle()
        assert not terminal.has_ended
        terminal.press("enter")
        terminal.until("kept: 'interrupted'")
        terminal.signal(signal.SIGTERM)  # the program hears it as before
        assert terminal.ended() == 143
        assert terminal.damage(said=True) == []


def test_a_wish_to_end_reaches_the_editor_and_then_the_program(home: Home) -> None:
    with opened(home, "print('waiting', flush=True)\nwhile True: time.sleep(60)") as terminal:
        terminal.started()
        terminal.press("y", "ctrl+x")
        terminal.until("waiting")
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 143
        assert terminal.glass.left_on() == []
        assert list(home.folder.glob("readout-*")) == [], "there was no text to keep"


def test_a_wish_to_end_leaves_the_text_and_says_where_it_is(home: Home) -> None:
    code = "file.write_text('long thoughts')\nprint('waiting', flush=True)\nwhile True: time.sleep(60)"
    with opened(home, code, size=(200, 40)) as terminal:
        terminal.started()
        terminal.press("y", "ctrl+x")
        terminal.until("waiting")
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 143
        (file,) = home.folder.glob("readout-*/*")
        assert file.read_text() == "long thoughts"
        told = f"readout: the text in the editor is kept in {file}"
        assert told in terminal.text
        # What the shell writes next does not go over it.
        assert terminal.glass.position[0] > terminal.text.split("\n").index(told)


def test_a_terminal_made_smaller_meanwhile_is_drawn_at_its_new_size(home: Home) -> None:
    with opened(home, ASKING) as terminal:
        terminal.started()
        terminal.press("y", "a", "ctrl+x")
        terminal.until("word?")
        terminal.resize(70, 20)
        terminal.type(b"b\r")
        terminal.until("Note on it")
        terminal.idle()
        rows = terminal.text.split("\n")
        assert len(rows) == 20 and any(row.startswith("╭─ Note on it") or "╭─ Note on it" in row for row in rows)
        assert "THE EDITOR" not in terminal.text
        terminal.press("enter")
        terminal.until("kept: 'a\\nb'")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.damage(said=True) == []
