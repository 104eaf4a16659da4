"""The power goes: what was acknowledged is there when it comes back, whatever the disk had not yet written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from tests.durability.conftest import Start
from tests.durability.numbered import audit
from tests.durability.recording import Disk, Record, read_recording, write_out

TRANSACTIONS = 60
SHORT, LONG = 40, 400
A_RECORDING = 20
"""Cuts that one recording is used for."""


class Recorded(NamedTuple):
    """What a writer did under `under`: its library is `under/library`, what it acknowledged `under/acknowledged`."""

    under: Path
    records: list[Record]


def record(start: Start, recorder: Path, folder: Path, synchronous: str = "", *, existing: bool = True) -> Recorded:
    """Let a writer keep some transactions and record it; `existing` says whether it finds an empty folder."""
    under = folder / "under"
    under.mkdir(parents=True)
    if existing:
        (under / "library").mkdir(mode=0o700)
    log = folder / "recording"
    seen = {"LD_PRELOAD": str(recorder), "RECORD_UNDER": str(under), "RECORD_TO": str(log)}
    told = ["--acknowledge", under / "acknowledged", "--synchronous", synchronous]
    writer = start("writer.py", "keep", under / "library", 1, TRANSACTIONS, *told, env=os.environ | seen)
    assert writer.wait(60) == 0
    return Recorded(under, read_recording(log))


def acknowledged_after(disk: Disk, under: Path) -> int:
    """The last number that the writer had acknowledged."""
    lines = disk.whole().get(str(under / "acknowledged"), b"").split()
    return int(lines[-1]) if lines else 0


def replay(records: Iterable[Record]) -> Disk:
    """The disk after these records."""
    disk = Disk()
    for each in records:
        disk.take(each)
    return disk


def moment(records: list[Record], random: Random) -> int:
    """How many records precede the cut.

    Half of the moments are right after an acknowledgement, when the most is promised and the least was written; a
    tenth are while the library is being made.
    """
    said = [at + 1 for at, each in enumerate(records) if each.kind == "W" and each.data.strip().isdigit()]
    kind = random.random()
    if kind < 0.5:
        return random.choice(said)
    return random.randint(0, said[0] if kind < 0.6 else len(records))


def cut(recorded: Recorded, random: Random, to: Path) -> tuple[int, list[str]]:
    """Cut the power at a random moment: the last acknowledged number, and what then is wrong with the library."""
    disk = replay(recorded.records[: moment(recorded.records, random)])
    acknowledged = acknowledged_after(disk, recorded.under)
    left = {path: content for path, content in disk.after_cut(random).items() if not path.endswith("acknowledged")}
    write_out(left, recorded.under / "library", to)
    # SQLite maps this file into memory, so it was not recorded; whatever is in it must not matter.
    (to / "library.db-shm").write_bytes(random.randbytes(32768))
    found = audit(to, acknowledged)
    kinds = [kind for kind in ("lost", "torn", "unreadable") if getattr(found, kind)]
    return acknowledged, kinds


def outcome(start: Start, recorder: Path, folder: Path, cuts: int, seed: int, synchronous: str = "") -> Counter[str]:
    """How many cuts lost, tore or damaged something, and how many promised something that could be lost."""
    random = Random(seed)
    counted: Counter[str] = Counter()
    for turn in range(cuts):
        if turn % A_RECORDING == 0:
            recorded = record(start, recorder, folder / str(turn), synchronous)
        acknowledged, wrong = cut(recorded, random, folder / "cut")
        counted.update(wrong)
        counted["promised"] += acknowledged > 0
    print(f"{cuts} cuts, synchronous {synchronous or 'as the store has it'}: {dict(counted)}")
    return counted


def test_the_recording_replayed_whole_is_the_folder(start: Start, recorder: Path, folder: Path) -> None:
    recorded = record(start, recorder, folder)
    files = replay(recorded.records).whole()
    there = {str(path): path.read_bytes() for path in recorded.under.rglob("*") if path.is_file()}
    assert files == there
    assert acknowledged_after(replay(recorded.records), recorded.under) == TRANSACTIONS
    kinds = Counter(each.kind for each in recorded.records)
    assert kinds["S"] > TRANSACTIONS
    assert kinds["U"] >= 2, "the library was not closed and opened again"


@pytest.mark.parametrize("cuts", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_no_cut_loses_or_tears_what_was_acknowledged(start: Start, recorder: Path, folder: Path, cuts: int) -> None:
    counted = outcome(start, recorder, folder, cuts, seed=11)
    assert counted["promised"] > cuts // 2
    assert {kind: counted[kind] for kind in ("lost", "torn", "unreadable")} == {"lost": 0, "torn": 0, "unreadable": 0}


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
@pytest.mark.parametrize("cuts", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_without_syncing_each_commit_the_same_cuts_lose_something(
    start: Start, recorder: Path, folder: Path, cuts: int, synchronous: str
) -> None:
    # The control: were this to pass without loss, the test above would prove nothing.
    counted = outcome(start, recorder, folder, cuts, seed=11, synchronous=synchronous)
    assert counted["lost"] > 0, dict(counted)
