"""A window hangs inside a transaction: others get an error in time, go on reading, and can write when it is gone."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from content.errors import LibraryError
from content.store import DocumentStore
from tests.durability.conftest import Start
from tests.durability.numbered import open_store
from tests.durability.processes import lines_until

WAIT = 0.3
LEEWAY = 1.0
"""Seconds that the machine may be busy with something else."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    with open_store(tmp_path / "library") as opened:
        opened.table("notes").insert({"by": "reader"})
        opened.storage.wait_at_most(WAIT)
        yield opened


@pytest.fixture
def frozen(start: Start, store: DocumentStore, tmp_path: Path) -> subprocess.Popen[bytes]:
    """A process that holds a transaction and does not run."""
    process = start("writer.py", "hold", tmp_path / "library")
    assert lines_until(process, 1) == b"held\n"
    process.send_signal(signal.SIGSTOP)
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    return process


def assert_refused_in_time(store: DocumentStore) -> None:
    begun = perf_counter()
    with pytest.raises(LibraryError, match="another program is writing to it"):
        store.table("notes").insert({"by": "refused"})
    assert WAIT * 0.9 <= perf_counter() - begun < WAIT + LEEWAY


def written_by(store: DocumentStore) -> list[str]:
    return [document["by"] for document in store.table("notes").all()]


@pytest.mark.usefixtures("frozen")
def test_writing_is_refused_in_time_and_reading_goes_on(store: DocumentStore, tmp_path: Path) -> None:
    assert_refused_in_time(store)
    begun = perf_counter()
    assert written_by(store) == ["reader"]
    with store.snapshot():
        assert store.table("notes").search(lambda document: document["by"] == "reader") == [{"by": "reader"}]  # type: ignore[arg-type]
    with open_store(tmp_path / "library", busy_timeout=WAIT) as another:
        assert written_by(another) == ["reader"]
    assert perf_counter() - begun < LEEWAY
    assert_refused_in_time(store)


def test_writing_works_again_when_the_frozen_one_goes_on(store: DocumentStore, frozen: subprocess.Popen[bytes]) -> None:
    assert_refused_in_time(store)
    frozen.send_signal(signal.SIGCONT)
    assert frozen.communicate(b"\n", timeout=60)[0] == b"kept\n"
    store.table("notes").insert({"by": "reader again"})
    assert written_by(store) == ["reader", "holder", "reader again"]


def test_writing_works_again_when_the_frozen_one_is_killed(
    store: DocumentStore, frozen: subprocess.Popen[bytes]
) -> None:
    assert_refused_in_time(store)
    frozen.kill()
    frozen.wait(60)
    store.table("notes").insert({"by": "reader again"})
    assert written_by(store) == ["reader", "reader again"]
