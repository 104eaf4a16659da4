"""Libraries for tests: with a clock that is told the time, and without waiting for the disk."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from content.bundled import bundled_briefing
from content.library import Library
from content.model import BriefingId

BUNDLED = bundled_briefing()
"""18 sentences, 30 entries, all of them grounded."""

OTHER = BUNDLED._replace(id=BriefingId("other"), title="Another", entries=BUNDLED.entries[:3])


class Clock:
    """A second passes at each look, so that no test depends on how fast the machine is."""

    def __init__(self) -> None:
        self.time = datetime(2023, 5, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def pass_by(self, **parts: float) -> None:
        """Let time pass: `minutes=20`."""
        self.time += timedelta(**parts)


def opened(folder: Path, clock: Clock | None = None) -> Library:
    """The library in a folder, a new one where there is none; what it keeps does not outlive a power cut."""
    library = Library.open(folder, now=clock or Clock(), random=os.urandom)
    library._store.storage._connection.execute("PRAGMA synchronous = OFF")
    return library


def told(error: BaseException) -> str:
    """A refusal as a reader sees it: one sentence with the place and the remedy."""
    words = str(error)
    assert error.reason and error.where and error.remedy  # type: ignore[attr-defined]
    assert words == f"{error.where}: {error.reason}; {error.remedy}"  # type: ignore[attr-defined]
    assert "\n" not in words
    assert not words.endswith(".")
    return words
