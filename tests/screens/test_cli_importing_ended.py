"""An import that is killed or interrupted leaves a whole library with all that was told, and no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from content.imports import WORTH_PROCESSES
from tests.domain.articles import SHORT
from tests.screens.command import COMMAND, Readout

TOLD = 6
"""Lines after which the import is ended."""


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(4 * WORTH_PROCESSES):
        text = (
            f"Report {number}\n\n{SHORT.replace('$1.5 billion', f'${number + 2} billion')}\n"
            + f"Report {number}. " * 20
        )
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()] + [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text("ascii").split()
        if task.name != str(pid)
    ]


def told_in(lines: list[str]) -> list[str]:
    """The ids of the briefings that whole lines tell of."""
    return [line.split()[1] for line in lines if line.startswith(("added", "revised")) and line.endswith("\n")]


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_what_was_told_is_there_the_library_is_whole_and_no_process_stays(
    readout: Readout, articles: Path, how: signal.Signals
) -> None:
    command = [*COMMAND, "import", str(articles)]
    process = subprocess.Popen(
        command,
        env=readout.environment,
        cwd=readout.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        assert process.stdout is not None and process.stderr is not None
        lines: list[str] = []
        while len(told_in(lines)) < TOLD:
            lines.append(process.stdout.readline())
            assert lines[-1]
        children = children_of(process.pid)
        process.send_signal(how)
        rest, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert process.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130}.get(how, process.returncode) != 0
    if how is signal.SIGINT:
        assert "cancelled: what was added stays" in said
    told = told_in([*lines, *rest.splitlines(keepends=True)])
    assert TOLD <= len(told) < 4 * WORTH_PROCESSES
    there = readout.good("list", "--format", "json")
    assert all(f'"{id}"' in there for id in told)
    assert "no fault" in readout.good("doctor")
    assert children or len(os.sched_getaffinity(0)) < 2
    until = time.monotonic() + 30
    while any(map(is_there, children)):
        assert time.monotonic() < until
    again = readout("import", str(articles))
    assert again.returncode == 0 and f"{4 * WORTH_PROCESSES}" not in again.stderr.split(" added")[0]
