"""A library opened once more in the same program: both write, and what either keeps is there for other programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from content.errors import LibraryError
from content.library import Library
from content.model import BriefingId
from tests.domain.changing import article
from tests.domain.libraries import opened

VISIT = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from content.library import Library
with Library.open(Path(sys.argv[1]), now=lambda: datetime.now(UTC), random=os.urandom) as library:
    print(library.count())
"""


def counted_by_another_program(folder: Path) -> int:
    done = subprocess.run([sys.executable, "-c", VISIT, str(folder)], capture_output=True, check=True, timeout=60)
    return int(done.stdout)


def test_what_is_kept_after_another_program_was_there_too_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with opened(folder) as library:
        library.add(article("one", ["It is one."]))
        with library.again() as other:
            other.add(article("two", ["It is two."]))
            assert counted_by_another_program(folder) == 2
            other.add(article("three", ["It is three."]))
        assert counted_by_another_program(folder) == 3
        library.add(article("four", ["It is four."]))
        assert counted_by_another_program(folder) == 4
    assert counted_by_another_program(folder) == 4


def test_another_thread_writes_with_one_of_its_own_and_that_is_noticed(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.write_as("Ana")
        library.changed_elsewhere()

        def write() -> None:
            with library.again() as other:
                other.add(article("one", ["It is one."]))

        thread = Thread(target=write)
        thread.start()
        thread.join()
        assert "briefings" in library.changed_elsewhere() and library.has(BriefingId("one"))
        assert library._shelf.found(BriefingId("one"))["author"] == "Ana"
        assert library.history.undo() is not None and library.count() == 0


def test_one_that_was_moved_away_is_told(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        (tmp_path / "library" / "library.db").rename(tmp_path / "elsewhere.db")
        with pytest.raises(LibraryError, match="moved or deleted"):
            library.again()
        (tmp_path / "elsewhere.db").rename(tmp_path / "library" / "library.db")
        with library.again() as other:
            assert isinstance(other, Library)
