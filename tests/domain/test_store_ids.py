"""Ids and stamps sort in the order in which they were made, whatever the clock does."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from content.store.ids import IdSequence, stamp_after, uuid7

TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(st.lists(TIMES, min_size=2, max_size=20), st.sampled_from([b"\x00", b"\x7f", b"\xff"]))
def test_ids_ascend_even_when_the_clock_goes_back(times: list[datetime], byte: bytes) -> None:
    clock = iter(times)
    sequence = IdSequence(lambda: next(clock), lambda count: byte * count)
    ids = [sequence.next() for _ in times]
    assert ids == sorted(set(ids))


@given(TIMES, st.binary(min_size=10, max_size=10))
def test_an_id_is_a_version_7_uuid_of_its_time(time: datetime, randomness: bytes) -> None:
    made = uuid.UUID(IdSequence(lambda: time, lambda count: randomness[:count]).next())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == int(time.timestamp() * 1000)


def test_an_id_is_what_the_standard_gives_as_its_example() -> None:
    # RFC 9562, appendix A.6
    assert uuid7(0x017F22E279B0, (0xCC3 << 62) | 0x18C4DC0C0C07398F) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_a_full_counter_moves_to_the_next_millisecond() -> None:
    sequence = IdSequence(lambda: datetime(2024, 1, 1, tzinfo=UTC), lambda count: bytes(count))
    first = sequence.next()
    sequence._randomness = (1 << 74) - 1
    second = sequence.next()
    assert second > first
    assert uuid.UUID(second).int >> 80 == (uuid.UUID(first).int >> 80) + 1


@given(st.lists(TIMES, min_size=1, max_size=20))
def test_stamps_ascend_and_are_of_one_width(times: list[datetime]) -> None:
    stamps: list[str] = []
    for time in times:
        stamps.append(stamp_after(stamps[-1] if stamps else None, time))
    assert stamps == sorted(set(stamps))
    assert {len(stamp) for stamp in stamps} == {len("2023-05-24T12:00:00.000000Z")}


def test_a_stamp_is_in_utc() -> None:
    time = datetime(2023, 5, 24, 14, 30, tzinfo=timezone(timedelta(hours=2)))
    assert stamp_after(None, time) == "2023-05-24T12:30:00.000000Z"
