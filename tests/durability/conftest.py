"""What the durability tests share: the recorder, built once, and processes that do not outlive their test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

HERE = Path(__file__).parent

# A process is looked over the shoulder with LD_PRELOAD, which is the linker's of Linux.
ON_LINUX = ("test_power_cut.py", "test_full_disk.py", "test_kill_at_writes.py", "test_making.py")
collect_ignore = () if sys.platform == "linux" else ON_LINUX

IN_MEMORY = Path("/dev/shm")
ENOUGH = 256 << 20
"""Bytes that a test in memory may come to, and more."""

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that stands between a process and its disk; see `recorder.c`."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    assert compiler, "these tests need a C compiler: install gcc or clang"
    library = tmp_path_factory.mktemp("recorder") / "recorder.so"
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(HERE / "recorder.c"), "-ldl"]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return library


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, if the system has one with room: for tests that need no disk, as syncs cost nothing there."""
    if not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ENOUGH:
        yield tmp_path.resolve()
        return
    with TemporaryDirectory(dir=IN_MEMORY, prefix="readout-") as made:
        yield Path(made)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `writer.py` or another script of this folder with arguments; what still runs at the end is killed."""
    running: list[subprocess.Popen[bytes]] = []

    def begin(script: str, *arguments: object, **more: Any) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(HERE / script), *map(str, arguments)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **more)
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()
