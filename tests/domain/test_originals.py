"""The file that a briefing was drafted from is kept byte for byte, once, and goes wherever the library goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import ContentError, LibraryError
from content.exports.library_jsonl import library_lines
from content.importers.library_jsonl import LibraryFile
from content.library import Library
from content.model import BriefingId, EntryId
from content.notes import on_sentence
from content.originals import Original, from_original_fields, to_original_fields
from content.store import where
from content.store.doctor import examine
from content.store.restoring import restore_library
from content.transfer import NEWEST_LAYOUT
from tests.domain.changing import MINISTERS, article, with_entries
from tests.domain.libraries import BUNDLED, Clock, opened, told

OLD = BriefingId("old")
PAGE = Original(b"<html>\r\n" + b"<p>\xff\xfe words \x00 " * 2000, "text/html", "lisbon.html")
NOW = datetime(2023, 5, 24, 12, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as library:
        yield library


def move(source: Library, target: Library, path: Path) -> None:
    with source.transfer.outgoing(NOW) as (header, documents):
        path.write_bytes(b"".join(library_lines(header, documents)))
    with LibraryFile(path, newest=NEWEST_LAYOUT) as file:
        target.transfer.take_in(file.documents, NOW)


def test_the_file_comes_back_as_it_was_also_in_another_window(library: Library, tmp_path: Path) -> None:
    library.add(article("old"), original=PAGE)
    assert library.originals.of(OLD) == PAGE
    with opened(tmp_path / "library") as other:
        assert other.originals.of(OLD) == PAGE
    assert PAGE.digest == sha256(PAGE.data).hexdigest()


def test_a_briefing_that_came_from_no_file_has_none(library: Library) -> None:
    library.add(article("old"))
    assert library.originals.of(OLD) is None
    assert "originals" not in library._store.tables()


def test_one_file_with_two_articles_is_kept_once_and_packed(library: Library) -> None:
    library.add(article("old"), original=PAGE)
    library.add(article("second", MINISTERS[:3]), original=PAGE)
    (kept,) = library._store.table("originals")
    assert len(kept["data"]) < len(PAGE.data) // 10
    assert library.originals.of(BriefingId("second")) == PAGE


def test_the_file_and_the_briefing_are_kept_together_or_not_at_all(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LibraryError("the disk is full", where="library.db", remedy="free some space")

    with monkeypatch.context() as patch, pytest.raises(LibraryError):
        patch.setattr("content.store.journal.Journal.drop_undone", full)
        library.add(article("old"), original=PAGE)
    assert not library.has(OLD) and not list(library._store.table("originals"))


def test_a_large_file_is_kept_in_parts_that_an_export_can_hold(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.originals.PART", 1000)
    large = Original(os.urandom(4500), "application/pdf", "x.pdf")
    library.add(article("old"), original=large)
    assert [len(each["data"]) for each in library._store.table("originals")] == [1336] * 4 + [668]
    with opened(tmp_path / "other") as other:
        move(library, other, tmp_path / "moved.jsonl")
        assert other.originals.of(OLD) == large
        other._store.table("originals").remove(where("part") == 3)
        with pytest.raises(ContentError, match="damaged"):
            other.originals.of(OLD)


def test_an_import_that_is_undone_and_done_again_has_its_file(library: Library) -> None:
    library.add(article("old"), original=PAGE)
    library.history.undo()
    library.history.redo()
    assert library.originals.of(OLD) == PAGE


@given(st.binary(max_size=3000), st.text(max_size=20))
def test_any_bytes_are_packed_and_unpacked_without_loss(data: bytes, name: str) -> None:
    original = Original(data, "application/octet-stream", name)
    back = from_original_fields(list(to_original_fields(original)))
    assert (back.data, back.name) == (data, name.encode("utf-8", "replace").decode())


@pytest.mark.parametrize(
    "damage",
    [
        {"data": "AAAA"},
        {"data": "%"},
        {"packing": ""},
        {"size": 10},
        {"digest": "0" * 64},
    ],
)
def test_bytes_that_are_not_those_that_were_kept_are_not_given_out(library: Library, damage: dict[str, object]) -> None:
    library.add(article("old"), original=PAGE)
    library._store.table("originals").update(damage)
    with pytest.raises(ContentError) as caught:
        library.originals.of(OLD)
    assert "old: the file that it was read from is damaged" in told(caught.value)


def test_files_and_revisions_go_out_and_into_another_library(library: Library, tmp_path: Path) -> None:
    old = with_entries(article("old"))
    library.add(old, original=PAGE)
    library.notebook.annotate(OLD, on_sentence(old, old.sentences[1].number), body="x")
    library.editor.describe(OLD, author="A. Writer")
    new = Original(b"the new text", "text/plain", "new.txt")
    library.revisions.revise(OLD, article("new", MINISTERS[:1] + MINISTERS[2:]), original=new)
    library.revisions.confirm(BriefingId("new"), EntryId("e2"))
    with opened(tmp_path / "other") as other:
        move(library, other, tmp_path / "moved.jsonl")
        for id in (OLD, BriefingId("new")):
            assert other.originals.of(id) == library.originals.of(id) != None  # noqa: E711
            assert other.briefing(id) == library.briefing(id)
        assert other.revisions.of(BriefingId("new")) == library.revisions.of(BriefingId("new"))
        assert other.revisions.latest(OLD) == "new"
        move(other, library, tmp_path / "back.jsonl")
        assert len(library.revisions.pending(BriefingId("new"))) == 1


def test_a_revision_of_the_briefing_that_ships_is_one_of_it_in_every_library(library: Library, tmp_path: Path) -> None:
    library.add(BUNDLED, undoable=False)
    changed = [BUNDLED.words_of(sentence.number) for sentence in BUNDLED.sentences[1:]]
    library.revisions.revise(BUNDLED.id, article("new", changed))
    with opened(tmp_path / "other") as other:
        other.add(BUNDLED, undoable=False)
        move(library, other, tmp_path / "moved.jsonl")
        assert other.revisions.latest(BUNDLED.id) == "new"
        assert other.revisions.of(BriefingId("new")) == library.revisions.of(BriefingId("new"))
        assert other.count() == 2


def test_the_same_file_in_two_libraries_is_one_when_they_meet(library: Library, tmp_path: Path) -> None:
    library.add(article("old"), original=PAGE)
    with opened(tmp_path / "other") as other:
        other.add(article("second", MINISTERS[:3]), original=PAGE)
        move(other, library, tmp_path / "moved.jsonl")
    assert len(list(library._store.table("originals"))) == 1
    assert library.originals.of(BriefingId("second")) == PAGE


def test_the_doctor_misses_a_file_and_an_earlier_text_that_are_gone(library: Library, tmp_path: Path) -> None:
    library.add(article("old"), original=PAGE)
    library.revisions.revise(OLD, article("new", MINISTERS[:4]))
    library._store.table("originals").truncate()
    library._store.table("revisions").update({"revision_of": "gone"})
    library.close()
    told = [finding.told for finding in examine(tmp_path / "library").findings if finding.is_fault]
    assert [words.partition(", first")[0] for words in told] == [
        "1 documents of briefings belong to one of originals that is not there",
        "1 documents of revisions belong to one of briefings that is not there",
    ]


def test_backups_have_the_files_and_the_doctor_finds_no_fault(library: Library, tmp_path: Path) -> None:
    library.add(with_entries(article("old")), original=PAGE)
    library.twins.find(article("x"))
    library.revisions.revise(OLD, article("new", MINISTERS[:4]))
    backup = library.back_up(tmp_path / "backup.db")
    library.close()
    report = examine(tmp_path / "library")
    assert report.is_sound
    assert (report.documents["originals"], report.documents["revisions"]) == (1, 1)
    restore_library(tmp_path / "elsewhere", backup, force=False, now=Clock())
    with Library.open(tmp_path / "elsewhere", now=Clock(), random=os.urandom) as restored:
        assert restored.originals.of(OLD) == PAGE
        assert restored.revisions.latest(OLD) == "new"
