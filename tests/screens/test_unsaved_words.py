"""Leaving the program costs no unsaved word unasked, however it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tui.app import ReaderApp

Open = Callable[..., Any]


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the program was left."""
    times: list[int] = []
    monkeypatch.setattr(ReaderApp, "leave", lambda self, status=0: times.append(status))
    return times


@pytest.mark.parametrize("size", [(160, 48), (60, 20)])
@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_with_words_put_away_unsaved_takes_two_presses(
    reading: Open, left: list[int], key: str, size: tuple[int, int]
) -> None:
    async with reading(size=size) as reader:
        await reader.press("tab", "g", "a")
        await reader.type("half a thought")
        await reader.press("escape", key)
        assert not left and "Unsaved words; the same key again leaves" in reader.message
        reader.check()
        await reader.press("j", key)
        assert not left, "something else was done between the two presses"
        await reader.press(key)
        assert left == [0]


async def test_words_that_were_saved_after_all_hold_nobody_back(reading: Open, left: list[int]) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "a")
        await reader.type("half a thought")
        await reader.press("escape", "q", "a", "enter", "q")
        assert left == [0]


async def test_leaving_from_a_dialog_says_which_words_are_unsaved(reading: Open, left: list[int]) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "a")
        await reader.type("half a thought")
        await reader.press("escape", "?", "ctrl+q")
        assert not left and "Note on sentence 1" in reader.message and reader.dialog is None
        await reader.press("ctrl+q")
        assert left == [0]


async def test_words_put_away_count_while_others_are_being_written(reading: Open, left: list[int]) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "a")
        await reader.type("half a thought")
        await reader.press("escape", "j", "a", "ctrl+q")
        assert not left and "Unsaved words" in reader.text
        await reader.press("ctrl+q")
        assert left == [0]


@pytest.mark.parametrize("is_open", [True, False])
async def test_a_screen_too_small_to_write_in_says_that_words_are_unsaved(
    reading: Open, left: list[int], is_open: bool
) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "a")
        await reader.type("half a thought")
        if not is_open:
            await reader.press("escape")
        await reader.resize(18, 8)
        assert "Unsaved" not in reader.text
        await reader.press("ctrl+q")
        assert not left and "Unsaved words: the same key again" in " ".join(reader.text.split())
        reader.check()
        await reader.press("j", "ctrl+q")
        assert not left
        await reader.press("ctrl+q")
        assert left == [0]
