"""Ids and times of documents, made from a clock and a source of randomness that the caller gives.

Format of the ids: UUID version 7, RFC 9562 section 5.7; order within a millisecond: section 6.2, method 2.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
Randomness = Callable[[int], bytes]

_RANDOM_BITS = 74
_LOW_BITS = 62


def uuid7(milliseconds: int, randomness: int) -> str:
    """A UUID version 7 in its usual writing, for a Unix time in milliseconds and 74 bits of randomness."""
    high, low = randomness >> _LOW_BITS, randomness & (1 << _LOW_BITS) - 1
    value = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | high << 64 | 2 << 62 | low
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class IdSequence:
    """Ids that sort as text in the order in which they were made, also when the clock stands still or goes back."""

    def __init__(self, now: Clock, random: Randomness) -> None:
        self._now, self._random = now, random
        self._milliseconds = -1
        self._randomness = 0

    def next(self) -> str:
        """A UUID version 7 that is greater than every one before it from this sequence."""
        milliseconds = int(self._now().timestamp() * 1000)
        if milliseconds > self._milliseconds:
            self._begin(milliseconds)
        else:
            self._randomness += 1
            if self._randomness >> _RANDOM_BITS:
                self._begin(self._milliseconds + 1)
        return uuid7(self._milliseconds, self._randomness)

    def _begin(self, milliseconds: int) -> None:
        # The top bit starts at 0, so that there is always room to count within the millisecond.
        self._milliseconds = milliseconds
        self._randomness = int.from_bytes(self._random(10), "big") >> (80 - _RANDOM_BITS + 1)


def stamp_after(previous: str | None, now: datetime) -> str:
    """The time in ISO 8601, UTC, to the microsecond, of fixed width; later than `previous` even if the clock is not."""
    moment = now.astimezone(UTC)
    if previous is not None:
        moment = max(moment, datetime.fromisoformat(previous) + timedelta(microseconds=1))
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
