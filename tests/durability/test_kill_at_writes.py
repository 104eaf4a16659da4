"""The writer is killed in the midst of a chosen change to its files: of a commit, a checkpoint, a new library."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from random import Random

import pytest

from tests.durability.conftest import Start
from tests.durability.numbered import audit
from tests.durability.processes import complete_lines
from tests.durability.test_kill import LAST

SHORT, LONG = 12, 200
BEGINNING = 60
"""Changes that making a library takes, and some more."""

LATER = 600
"""Changes of some thirty transactions with their checkpoints."""


@pytest.mark.parametrize("rounds", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_a_kill_in_the_midst_of_a_write_loses_and_tears_nothing(
    start: Start, recorder: Path, tmp_path: Path, rounds: int
) -> None:
    random = Random(29)
    there = 0
    library = tmp_path / "0"
    for turn in range(rounds):
        if begins := turn % 3 == 0:
            library, there = tmp_path / str(turn), 0
        at = random.randint(1, BEGINNING if begins else LATER)
        seen = {"LD_PRELOAD": str(recorder), "RECORD_UNDER": str(tmp_path.resolve()), "KILL_AT": str(at)}
        writer = start("writer.py", "keep", library.resolve(), there + 1, LAST, env=os.environ | seen)
        lines = complete_lines(writer.communicate()[0])
        assert writer.returncode == -signal.SIGKILL
        acknowledged = int(lines[-1]) if lines else there
        found = audit(library, acknowledged)
        assert found.is_clean, (turn, at, acknowledged, found[:3])
        there = len(found.there)
