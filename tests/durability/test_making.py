"""A library that could not be made to its end leaves nothing in the way, and one that was made lasts."""

from __future__ import annotations

from pathlib import Path

from tests.durability.conftest import Start
from tests.durability.test_full_disk import assert_nothing_lost, filled
from tests.durability.test_power_cut import record, replay


def test_the_folder_of_a_new_library_outlives_a_power_cut(start: Start, recorder: Path, folder: Path) -> None:
    recorded = record(start, recorder, folder, existing=False)
    assert str(recorded.under / "library" / "library.db") in replay(recorded.records).least()


def test_a_full_disk_is_told_at_every_write_of_making_a_library(start: Start, recorder: Path, folder: Path) -> None:
    (measured,) = filled(start, recorder, folder / "measured", "measure", [])
    limits = list(range(1, measured["making"] + 1))
    for limit, told in zip(limits, filled(start, recorder, folder, "room", limits), strict=True):
        if told["step"] is not None:
            assert "the disk" in told["sentence"], (limit, told)
        assert_nothing_lost(told, folder / str(limit))
        assert list((folder / str(limit)).glob(".library.db.*")) == [], "a draft was left behind"


def test_a_disk_without_room_for_another_file_is_told(start: Start, recorder: Path, folder: Path) -> None:
    (measured,) = filled(start, recorder, folder / "measured", "measure", [])
    limits = list(range(1, measured["making"] + 20))
    for limit, told in zip(limits, filled(start, recorder, folder, "names", limits), strict=True):
        if told["step"] is not None:
            assert "the disk" in told["sentence"], (limit, told)
        assert_nothing_lost(told, folder / str(limit))
