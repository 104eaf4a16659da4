"""What is drafted in processes of their own is what is drafted here; one that ends early costs one file, none stay."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from content.drafters import Drafters
from content.drafting.desk_file import load_desk
from content.errors import ImportRefused
from content.exports.briefing_json import dump
from content.imports import processes_for, take_in_files
from content.intake import Outcome, Taken, drafted_from
from tests.domain.articles import SHORT
from tests.domain.changing import article
from tests.domain.libraries import opened

WORLD = load_desk("world")
OTHER = "Angola and Portugal signed a trade agreement in Luanda on Tuesday. Exports rose to $2 billion."


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "files"
    folder.mkdir()
    items = "".join(f"<item><title>T{n}</title><description>{text}</description></item>" for n, text in enumerate(FEED))
    (folder / "a.txt").write_text(SHORT, "utf-8")
    (folder / "b.json").write_bytes(dump(article("own", ["It is what it was."])))
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.xml").write_text(f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>', "utf-8")
    (folder / "e.html").write_text(f"<html><title>Angola</title><p>{OTHER}</p></html>", "utf-8")
    (folder / "f.txt").write_text(SHORT, "utf-8")
    return [*sorted(folder.iterdir()), folder / "none.txt"]


FEED = (
    "Ministers met in Lisbon on Tuesday to speak about fishing rights, the ministry said.",
    "Ministers met in Porto on Friday and agreed on nothing, two officials said.",
)


def test_files_come_in_the_same_way_and_order_as_without_them(tmp_path: Path, files: list[Path]) -> None:
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        here = list(take_in_files(one, files))
        with Drafters(2, WORLD) as drafters:
            there = list(take_in_files(two, files, drafters=drafters))
        assert there == here
        assert [each.outcome for each in here].count(Outcome.REFUSED) == 2 and one.count() == two.count() == 5
        for taken in here:
            if taken.briefing is not None:
                assert two.briefing(taken.briefing) == one.briefing(taken.briefing)
                assert two.originals.of(taken.briefing) == one.originals.of(taken.briefing)


def test_what_may_not_be_read_is_refused_in_the_same_words() -> None:
    with Drafters(1, WORLD) as drafters:
        for data, name in ((b"", "a.txt"), (b"\x89PNG\r\n", "picture.txt"), (b"%PDF-1.7 broken", "b.pdf")):
            with pytest.raises(ImportRefused) as here:
                drafted_from(data, name)
            with pytest.raises(ImportRefused) as there:
                drafters.put(data, name).result(30)
            assert str(there.value) == str(here.value)
        assert drafters.put(SHORT.encode(), "a.txt").result(30) == drafted_from(SHORT.encode(), "a.txt")


def test_a_process_that_is_killed_costs_its_file_and_the_next_one_gets_another() -> None:
    with Drafters(1, WORLD) as drafters:
        drafters.put(SHORT.encode(), "a.txt").result(30)
        [process] = drafters._begun
        process.kill()
        process.wait()
        with pytest.raises(ImportRefused, match=r"b\.txt: the process that read it was ended by the system"):
            drafters.put(SHORT.encode(), "b.txt").result(30)
        assert drafters.put(SHORT.encode(), "c.txt").result(30)
        assert len(drafters._begun) == 2
    assert all(each.poll() is not None for each in drafters._begun)


def test_a_fault_of_the_program_in_one_is_seen_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("content.intake.drafted_with", fail)
    with Drafters(1, WORLD) as drafters:
        process = drafters._process()
        assert process.stdin is not None
        process.stdin.write(b"no pickle.")  # of which it ends by itself
        process.stdin.flush()
        process.wait(30)
        drafters._idle.put(process)
        with pytest.raises(ZeroDivisionError):
            drafters.put(SHORT.encode(), "a.txt").result(30)


def test_none_begins_before_there_is_something_to_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SHORT, "utf-8")
    with opened(tmp_path / "library") as library, Drafters(2, WORLD) as drafters:
        list(take_in_files(library, [path]))
        [known] = take_in_files(library, [path], drafters=drafters)
        assert isinstance(known, Taken) and known.outcome is Outcome.ALREADY_THERE
        assert drafters._begun == []


def test_few_files_are_drafted_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3})
    assert processes_for(1) == 0 and processes_for(100) == 4
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert processes_for(100) == 0
