"""The disk is full at one write after another: that is told, nothing kept is lost, and saving goes on with more room.

Two kinds of full disk, neither of which needs a disk of its own: files that may not grow (RLIMIT_FSIZE), and calls that
say there is no room (`recorder.c`), which also reach the syncs, where some file systems find out.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from content.library import Library
from tests.durability.conftest import Start
from tests.durability.numbered import audit
from tests.durability.scenario import BRIEFING, NUMBERS, POSITION

PAGE = 8192
EVERY = pytest.param(1, marks=pytest.mark.long)


def filled(start: Start, recorder: Path, folder: Path, what: str, limits: list[int]) -> list[dict[str, Any]]:
    """What the scenario told of each limit."""
    seen = {"LD_PRELOAD": str(recorder), "RECORD_UNDER": str(folder)}
    process = start("filling.py", what, folder, *limits, env=os.environ | seen)
    said = process.communicate()[0].splitlines()
    assert process.returncode == 0, said[-1:]
    return [json.loads(line) for line in said]


def assert_nothing_lost(told: dict[str, Any], library: Path) -> None:
    """The process had everything, while the disk was full and in the end; and so has the next one."""
    assert told["missing"] == [], told
    found = audit(library, NUMBERS)
    assert found.is_clean, (told, found[:3])
    assert len(found.there) == NUMBERS
    with Library.open(library, now=lambda: datetime.now(UTC), random=os.urandom, create=False) as opened:
        assert opened.briefing(BRIEFING.id) == BRIEFING
        assert opened.position(BRIEFING.id) == POSITION


@pytest.mark.parametrize("stride", [12, EVERY])
def test_files_that_may_not_grow_are_told_as_a_fault_of_the_disk(
    start: Start, recorder: Path, folder: Path, stride: int
) -> None:
    (measured,) = filled(start, recorder, folder / "measured", "measure", [])
    limits = list(range(0, measured["largest"], stride * PAGE // 2))
    all_told = filled(start, recorder, folder, "size", limits)
    assert len(all_told) == len(limits) > 20
    for limit, told in zip(limits, all_told, strict=True):
        assert told["step"] is not None, limit
        assert "the disk could not be read or written" in told["sentence"], told
        assert_nothing_lost(told, folder / str(limit))
    refused = Counter(told["step"] for told in all_told)
    assert {"open", "1", str(NUMBERS)} <= refused.keys(), refused


@pytest.mark.parametrize("stride", [12, EVERY])
def test_a_full_disk_is_told_at_every_write_to_a_library(
    start: Start, recorder: Path, folder: Path, stride: int
) -> None:
    (measured,) = filled(start, recorder, folder / "measured", "measure", [])
    limits = list(range(measured["making"] + 1, measured["changes"] + 1, stride))
    all_told = filled(start, recorder, folder, "room", limits)
    assert len(all_told) == len(limits) > 20
    for limit, told in zip(limits, all_told, strict=True):
        assert told["step"] is not None or limit > limits[-1] - stride, limit
        if told["step"] is not None:
            assert "the disk" in told["sentence"], (limit, told)
        assert_nothing_lost(told, folder / str(limit))
    refused = Counter(told["step"] for told in all_told)
    assert {"add", "position", "1", str(NUMBERS)} <= refused.keys(), refused
