"""In a terminal, an import is ended with the program: nothing hangs, nothing told is lost, all is whole."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.articles import SHORT
from tests.screens.terminal import SIGNALS, Home, Terminal, within
from tests.screens.test_cli_importing_ended import children_of, is_there

MANY = 240


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with within(120):
        yield Home(tmp_path)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(MANY):
        text = f"Report {number}\n\n{SHORT.replace('$1.5 billion', f'${number + 2} billion')}\n"
        (folder / f"{number:03}.txt").write_text(text + f"Report {number} follows. " * 20, "utf-8")
    return folder


def count(home: Home) -> int:
    return len(json.loads(home.run("list", "--format", "json").stdout))


def importing(terminal: Terminal, articles: Path) -> list[int]:
    """Begin to import, until some are in, which are kept up to 32 at a time; the processes that draft."""
    terminal.started()
    terminal.press("i")
    terminal.until("Import:")
    terminal.type(str(articles).encode() + b"\r")
    terminal.until(lambda: any(f"{number} of {MANY}" in terminal.text for number in range(64, MANY)))
    return children_of(terminal.process.pid)


@pytest.mark.parametrize("how", ["ctrl+q", signal.SIGTERM, signal.SIGKILL])
def test_the_program_ends_at_once_and_leaves_a_whole_library_and_no_process(
    home: Home, articles: Path, how: str | signal.Signals
) -> None:
    with home.terminal() as terminal:
        children = importing(terminal, articles)
        assert children
        if isinstance(how, str):
            terminal.press(how)
            assert terminal.ended() == 0
        else:
            terminal.signal(how)
            assert terminal.ended() == SIGNALS.get(how, -9)
        if how is not signal.SIGKILL:
            assert terminal.damage() == []
    assert b"no fault" in home.run("doctor").stdout
    assert 1 < count(home) < MANY
    while any(map(is_there, children)):
        os.sched_yield()
    with home.terminal() as terminal:
        terminal.started()


def test_escape_ends_it_and_undo_takes_all_of_it_back(home: Home, articles: Path) -> None:
    with home.terminal() as terminal:
        importing(terminal, articles)
        terminal.press("q")
        terminal.until("Imported:")
        terminal.press("enter")
        before = count(home)
        assert 1 < before < MANY
        terminal.until("Report")
        terminal.press("u")
        terminal.until("Undone: imported")
        assert count(home) == 1
        terminal.press("ctrl+r")
        terminal.until("Done again: imported")
        assert count(home) == before
