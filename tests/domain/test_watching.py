"""New files in watched folders: each is offered once it is written, and never again once something was decided."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from content import watching
from content.arrivals import Outcome
from content.errors import ImportRefused
from content.imports import take_in_files, take_in_offers
from content.library import Library
from content.watching import Look, State
from tests.domain.libraries import Clock, opened

ARTICLE = "Lisbon talks\n\nPortugal's foreign minister met her counterpart in Lisbon on Tuesday. Exports rose.\n"


class Folder:
    """A watched folder, in which time passes as it is told."""

    def __init__(self, path: Path, library: Library, clock: Clock) -> None:
        self.path, self.library, self.clock = path, library, clock
        path.mkdir()

    def write(self, name: str, text: str = ARTICLE) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        moment = self.now.timestamp()
        os.utime(path, (moment, moment))
        return path

    @property
    def now(self) -> datetime:
        return self.clock.time

    def look(self) -> Look:
        return self.library.watching.look([self.path], self.now)

    def names(self) -> list[str]:
        look = self.look()
        assert look.problems == ()
        return [str(offer.path.relative_to(self.path)) for offer in look.offers]

    def settle(self) -> None:
        self.clock.pass_by(seconds=60)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    clock = Clock()
    with opened(tmp_path / "library", clock) as library:
        yield Folder(tmp_path / "watched", library, clock)


def test_a_file_is_offered_when_it_is_written_and_as_long_as_nothing_is_decided(folder: Folder) -> None:
    assert folder.look() == ((), 0, ())
    path = folder.write("a.txt")
    assert folder.look() == ((), 1, ())  # it may still be written
    (offer,) = folder.look().offers  # it was the same at two looks
    assert (offer.path, offer.size) == (path, len(ARTICLE))
    assert folder.look() == ((offer,), 0, ())
    folder.settle()
    folder.write("b.txt", ARTICLE + "More of it.")
    folder.settle()
    assert folder.names() == ["a.txt", "b.txt"]  # it was left alone long enough


def test_a_file_that_grows_is_waited_for(folder: Folder) -> None:
    for length in (10, 20, 30):
        folder.write("a.txt", "x" * length)
        assert folder.look() == ((), 1, ())
        folder.clock.pass_by(seconds=1)
    assert folder.names() == ["a.txt"]


def test_a_time_in_the_future_needs_two_looks(folder: Folder) -> None:
    path = folder.write("a.txt")
    later = (folder.now + timedelta(days=400)).timestamp()
    os.utime(path, (later, later))
    folder.settle()
    assert folder.names() == []
    assert folder.names() == ["a.txt"]


def test_only_what_may_be_an_article_is_offered(folder: Folder) -> None:
    folder.write("a.txt")
    folder.write("deep/er/b.md", "# Title\n\nWords of another article.\n")
    folder.write("1/2/3/4/5/6/too-deep.txt", "deep")
    for name in (".hidden.txt", ".folder/c.txt", "picture.png", "a.txt.part", "data.json", "empty.txt"):
        folder.write(name, "" if name == "empty.txt" else '{"a": 1}')
    (folder.path / "link.txt").symlink_to(folder.path / "a.txt")
    (folder.path / "linked").symlink_to(folder.path / "deep")
    os.mkfifo(folder.path / "pipe.txt")
    folder.settle()
    assert folder.names() == ["a.txt", "deep/er/b.md"]
    folder.clock.pass_by(days=1)
    assert folder.names() == ["a.txt", "deep/er/b.md"]


def test_what_is_imported_is_not_offered_again_whatever_its_name(folder: Folder) -> None:
    folder.write("a.txt")
    folder.settle()
    (taken,) = take_in_offers(folder.library, folder.look().offers)
    assert taken.outcome is Outcome.ADDED
    assert folder.names() == []
    folder.write("copy.txt")
    folder.settle()
    assert folder.names() == []
    folder.library.history.undo()  # deleting it is no wish to have it offered
    assert folder.names() == []


def test_what_the_library_has_from_elsewhere_is_not_offered(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text(ARTICLE, encoding="utf-8")
    path = folder.write("a.txt")
    folder.settle()
    assert folder.names() == ["a.txt"]
    list(take_in_files(folder.library, [tmp_path / "elsewhere.txt"]))
    assert folder.names() == []
    path.unlink()
    folder.write("b.txt")
    folder.settle()
    assert folder.names() == []


def test_what_is_dismissed_or_refused_is_offered_again_only_when_it_changed(folder: Folder) -> None:
    folder.write("a.txt")
    folder.write("bad.pdf", "%PDF-1.4 broken")
    folder.settle()
    offers = {offer.path.name: offer for offer in folder.look().offers}
    folder.library.watching.dismiss(offers["a.txt"])
    (refused,) = take_in_offers(folder.library, [offers["bad.pdf"]])
    assert refused.outcome is Outcome.REFUSED
    assert folder.names() == []
    (folder.path / "a.txt").rename(folder.path / "c.txt")
    folder.settle()
    assert folder.names() == []
    folder.write("c.txt", ARTICLE + "A new end.")
    folder.write("bad.pdf", "%PDF-1.4 broken otherwise")
    folder.settle()
    assert folder.names() == ["bad.pdf", "c.txt"]


def test_two_files_of_the_same_bytes_are_one_offer(folder: Folder) -> None:
    folder.write("a.txt")
    folder.write("b.txt")
    folder.settle()
    assert folder.names() == ["a.txt"] or folder.names() == ["b.txt"]


def test_what_is_remembered_is_kept_across_restarts_and_while_a_drive_is_away(folder: Folder, tmp_path: Path) -> None:
    folder.write("a.txt")
    folder.write("b.txt", ARTICLE + "Another.")
    folder.settle()
    offers = folder.look().offers
    folder.library.watching.dismiss(offers[0])
    away = tmp_path / "away"
    folder.path.rename(away)
    look = folder.look()
    assert look.offers == ()
    assert look.problems == (
        f"{folder.path}: it cannot be looked at (no such file or directory); check that it is there and your rights"
        " to it",
    )
    folder.path.mkdir()
    assert folder.names() == []  # the place where the drive will be
    folder.path.rmdir()
    away.rename(folder.path)
    with opened(tmp_path / "library", folder.clock) as again:
        assert [offer.path.name for offer in again.watching.offers([folder.path], folder.now)] == ["b.txt"]


def test_a_look_writes_only_where_something_is_new(folder: Folder) -> None:
    folder.write("a.txt")
    folder.settle()
    folder.look()
    storage = folder.library._store.storage
    written = storage.fetch("SELECT total_changes()")
    for _ in range(3):
        assert folder.names() == ["a.txt"]
    assert storage.fetch("SELECT total_changes()") == written


def test_an_export_and_the_history_know_nothing_of_it(folder: Folder) -> None:
    folder.write("a.txt")
    folder.settle()
    folder.library.watching.dismiss(*folder.look().offers)
    assert folder.library.history.newest(5) == []
    with folder.library.transfer.outgoing(folder.now) as (header, documents):
        assert header.documents == len(list(documents)) == 0


def test_a_folder_within_a_watched_one_offers_nothing_twice(folder: Folder) -> None:
    folder.write("in/a.txt")
    folder.settle()
    look = folder.library.watching.look([folder.path, folder.path / "in", folder.path / "in" / ".."], folder.now)
    assert [offer.path.name for offer in look.offers] == ["a.txt"]


def test_names_that_are_no_text_are_looked_at(folder: Folder) -> None:
    name = os.fsdecode(b"J\xf6rg %_.txt")
    folder.write(name)
    folder.settle()
    assert folder.names() == [name]
    folder.library.watching.dismiss(*folder.look().offers)
    assert folder.names() == []


def test_what_may_not_be_read_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise ImportRefused("it cannot be read (permission denied)", where=str(path), remedy="check your rights to it")

    path = folder.write("a.txt")
    folder.settle()
    with monkeypatch.context() as patched:
        patched.setattr(watching, "read_plain_file", refuse)
        assert folder.look() == ((), 0, (f"{path}: it cannot be read (permission denied); check your rights to it",))
    assert folder.names() == ["a.txt"]


def test_the_limits_hold_and_the_next_look_goes_on(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        folder.write(f"{number}.txt", f"{ARTICLE}{number}")
    folder.settle()
    monkeypatch.setattr(watching, "MAX_READ", 3)
    found = [folder.look() for _ in range(3)]
    assert [(len(look.offers), look.waiting) for look in found] == [(3, 4), (6, 1), (7, 0)]
    monkeypatch.setattr(watching, "MAX_OFFERS", 5)
    assert len(folder.look().offers) == 5
    monkeypatch.setattr(watching, "MAX_SEEN", 6)
    assert folder.look().problems == (f"{folder.path}: only 6 of what it holds is looked at",)


def test_what_is_gone_is_forgotten_and_what_was_decided_is_not(folder: Folder) -> None:
    first, second = folder.write("a.txt"), folder.write("b.txt", ARTICLE + "Another.")
    folder.settle()
    offers = folder.look().offers
    folder.library.watching.remember(offers[:1], State.DISMISSED)
    first.unlink()
    second.unlink()
    assert folder.look() == ((), 0, ())
    rows = folder.library._store.storage.fetch("SELECT state FROM watched1")
    assert rows == [("dismissed",)]
