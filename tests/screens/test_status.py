"""The status line: what it says is read whole, and nothing else moves for it."""

from __future__ import annotations

from typing import Any

import pytest

SIZES = [(120, 36), (60, 20), (40, 12)]

REFUSAL = (
    "/home/reader/articles/2023/may/mishustin-in-beijing.pdf: it is encrypted, and its words cannot be read; "
    "open it with its password and save it without one"
)


def _said(reader: Any) -> str:
    """The lines of the status line, as one."""
    lines = reader.lines[-reader.screen.status.region.height :]
    return " ".join(" ".join(lines).split())


def _bare(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
async def test_a_message_that_is_longer_than_the_line_is_shown_whole(reading: Any, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        before = reader.lines
        reader.screen.status.say(REFUSAL, warning=True)
        await reader.settle()
        assert _bare(REFUSAL) == _bare(_said(reader)), "a word longer than the line is cut where it is full"
        height = reader.screen.status.region.height
        assert height == (2 if size[0] == 120 else 3)
        assert reader.lines[:-height] == before[:-height], "the lists stay where they were"
        reader.check()
        await reader.press("r")
        assert reader.screen.status.region.height == 1 and "Read." in reader.lines[-1]
        await reader.press("r")
        assert reader.lines[1:-1] == before[1:-1]


@pytest.mark.parametrize("size", SIZES)
async def test_of_one_that_is_too_long_the_beginning_and_the_end_are_shown(reading: Any, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        message = f"The file begins here {'and goes on for long ' * 60}and at its end stands what to do."
        reader.screen.status.say(message)
        await reader.settle()
        assert reader.screen.status.region.height == 3
        said = _said(reader)
        assert said.startswith("The file begins here and") and said.endswith("at its end stands what to do.")
        assert "…" in said
        reader.screen.status.say(f"x{'y' * 2000}z")
        await reader.settle()
        assert _said(reader).startswith("xyy") and _said(reader).endswith("yz")
        reader.check()


async def test_what_is_written_at_the_right_end_stays_there_beside_a_long_message(reading: Any) -> None:
    async with reading(size=(60, 20)) as reader:
        reader.screen.status.trail = "3/18"
        reader.screen.status.say(REFUSAL)
        await reader.settle()
        assert reader.lines[-1].rstrip().endswith("3/18")
        assert _bare(REFUSAL) == _bare(_said(reader).removesuffix("3/18"))


async def test_a_message_is_wrapped_anew_when_the_size_changes(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.screen.status.say(REFUSAL)
        await reader.settle()
        await reader.pilot.resize_terminal(60, 20)
        await reader.settle()
        assert reader.screen.status.region.height == 3 and _bare(REFUSAL) == _bare(_said(reader))
        await reader.pilot.resize_terminal(240, 20)
        await reader.settle()
        assert reader.screen.status.region.height == 1 and REFUSAL in reader.lines[-1]
