"""The frame that a session leaves: the next start paints it before anything is imported, where it is still true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.terminal import Glass, Home, Picture, Terminal, within

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
