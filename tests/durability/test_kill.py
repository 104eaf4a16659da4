"""The writer is killed at a random moment: what it said was kept is there, whole, and nothing else by halves."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random

import pytest

from tests.durability.conftest import Start
from tests.durability.numbered import audit
from tests.durability.processes import complete_lines, lines_until, spin

SHORT, LONG = 12, 200
A_LIBRARY = 8
"""Rounds until the next one begins with a new library."""

LAST = 1_000_000
"""More than a writer comes to."""


def kill_at_random(writer: subprocess.Popen[bytes], random: Random) -> list[bytes]:
    """Kill the writer at a random moment, seldom before its first transaction; the lines that it said."""
    said = lines_until(writer, random.randint(1, 60)) if random.random() < 0.85 else b""
    # A transaction takes some 0.5 ms, a checkpoint 5 ms, and the beginning 100 ms.
    spin(random.random() * (0.006 if said else 0.15))
    writer.kill()
    return complete_lines(said + writer.communicate()[0])


@pytest.mark.parametrize("rounds", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_a_kill_at_a_random_moment_loses_and_tears_nothing(start: Start, tmp_path: Path, rounds: int) -> None:
    random = Random(23)
    there = in_flight = in_all = 0
    for turn in range(rounds):
        library = tmp_path / str(turn // A_LIBRARY)
        there = there if turn % A_LIBRARY else 0
        lines = kill_at_random(start("writer.py", "keep", library, there + 1, LAST), random)
        acknowledged = int(lines[-1]) if lines else there
        found = audit(library, acknowledged)
        assert found.is_clean, (turn, acknowledged, found[:3])
        in_flight += len(found.there) - acknowledged
        in_all += acknowledged - there
        there = len(found.there)
    print(f"{rounds} kills, {in_all} acknowledged, {in_flight} kept but not yet acknowledged; none lost, none torn")
    assert in_all > rounds * 10
