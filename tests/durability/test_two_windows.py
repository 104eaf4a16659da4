"""Two and four processes write at once and some are killed: every document is there once, and none waits in vain."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.durability.conftest import Start
from tests.durability.numbered import open_store
from tests.durability.processes import complete_lines, lines_until, spin

TIMEOUT = 20.0
"""Seconds that each is told to wait for the others: these never pause, as people do, and SQLite keeps no queue."""

TIMES = 120
"""Transactions of a process that is left alone."""

ENDLESS = 1_000_000
"""More than one that is to be killed comes to."""


def write_at_once(start: Start, library: Path, count: int, random: Random) -> float:
    """Let so many processes write at once, kill half of them, and hold what is there against what they said.

    Gives the seconds that the slowest transaction of one that was left alone took.
    """
    names = [f"p{n}" for n in range(count)]
    doomed = random.sample(names, count // 2)
    # They make the library together as well.
    processes = {
        name: start("writer.py", "count", library, name, ENDLESS if name in doomed else TIMES, TIMEOUT)
        for name in names
    }
    for process in processes.values():
        assert lines_until(process, 1) == b"ready\n"
    for process in processes.values():
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    said = dict.fromkeys(names, b"")
    for name in doomed:
        said[name] = lines_until(processes[name], random.randint(1, TIMES // 3))
        spin(random.random() * 0.005)
        processes[name].kill()
    told = {name: complete_lines(said[name] + process.communicate()[0]) for name, process in processes.items()}

    with open_store(library) as store:
        assert store.storage.fetch("PRAGMA integrity_check") == [("ok",)]
        there = Counter((document["by"], document["number"]) for document in store.table("mine").all())
        counter = store.table("counters").all()
    assert set(there.values()) == {1}, "a document is there twice"
    longest = 0.0
    for name, process in processes.items():
        numbers = sorted(number for by, number in there if by == name)
        assert numbers == list(range(1, len(numbers) + 1)), name
        if name in doomed:
            assert process.returncode == -signal.SIGKILL, (name, process.returncode)
            # It may have been killed between keeping the last one and saying so.
            assert len(numbers) - len(told[name]) in (0, 1), (name, len(numbers), told[name][-1:])
        else:
            assert process.returncode == 0, name
            assert len(numbers) == len(told[name]) == TIMES, name
            longest = max(longest, *(float(line.split()[1]) for line in told[name]))
    assert longest < TIMEOUT
    assert [each["value"] for each in counter] == [len(there)], "the counter missed one"
    return longest


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("rounds", [2, pytest.param(40, marks=pytest.mark.long)])
def test_processes_that_write_at_once_keep_every_document_once(
    start: Start, tmp_path: Path, rounds: int, count: int
) -> None:
    random = Random(31 + count)
    longest = max(write_at_once(start, tmp_path / str(turn), count, random) for turn in range(rounds))
    print(f"{rounds} rounds of {count} processes: the slowest transaction took {longest:.2f} s")
