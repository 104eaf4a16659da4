"""Notes are kept, changed, found and deleted, and every window on the folder sees the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from content.errors import ContentError, LibraryError, UnknownBriefing, UnknownNote
from content.library import Library
from content.model import BriefingId, SentenceNumber, Span
from content.notebook import NoteChanged
from content.notes import Colour, NoteFilter, NoteId, NoteKind, NoteTarget, on_entry, on_sentence, on_span
from tests.domain.libraries import BUNDLED, OTHER, opened, told

ID = BUNDLED.id
FIRST, SECOND = (on_sentence(BUNDLED, SentenceNumber(number)) for number in (1, 2))
WORDS = on_span(BUNDLED, Span(5, 20))
ENTRY = on_entry(BUNDLED, BUNDLED.entries[0].id)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as library:
        library.add(BUNDLED, undoable=False)
        yield library


@pytest.fixture
def window(library: Library, tmp_path: Path) -> Iterator[Library]:
    """A second handle on the same folder."""
    with opened(tmp_path) as other:
        yield other


def _documents(library: Library) -> dict[str, list[Any]]:
    """Everything in the library but when it was last written to."""
    return {name: list(library._store.table(name)) for name in sorted(library._store.tables())}


@pytest.mark.parametrize("target", [FIRST, WORDS, ENTRY, NoteTarget()], ids=["sentence", "words", "entry", "bare"])
def test_a_note_comes_back_as_it_was_written(library: Library, window: Library, target: NoteTarget) -> None:
    session = library.sessions.start()
    made = library.notebook.annotate(
        ID,
        target,
        kind=NoteKind.HIGHLIGHT,
        body="# Who?\n\tA  “source”. ",
        tags=("Energy", "中"),
        colour=Colour.TEAL,
        session=session,
    )
    assert (made.briefing, made.target, made.kind, made.body) == (
        ID, target, NoteKind.HIGHLIGHT, "# Who?\n\tA  “source”. ",
    )  # fmt: skip
    assert (made.tags, made.colour, made.session) == (("Energy", "中"), Colour.TEAL, session)
    assert made.created_at == made.updated_at != ""
    for handle in (library, window):
        assert handle.notebook.note(made.id) == made
        assert handle.notebook.of(ID) == (made,)
        assert list(handle.notebook.every()) == [made]


def test_what_is_not_said_of_a_note_is_empty(library: Library) -> None:
    made = library.notebook.annotate(ID, FIRST)
    assert (made.kind, made.body, made.tags, made.colour, made.session) == (NoteKind.NOTE, "", (), None, None)


def test_several_notes_on_one_target_stand_beside_each_other(library: Library) -> None:
    made = [library.notebook.annotate(ID, target, body=str(n)) for n, target in enumerate([FIRST] * 3 + [ENTRY] * 2)]
    assert library.notebook.of(ID) == tuple(made)
    assert len({note.id for note in made}) == 5
    library.notebook.remove(made[1].id)
    assert [note.body for note in library.notebook.of(ID)] == ["0", "2", "3", "4"]


def test_each_thing_about_a_note_is_changed_alone(library: Library, window: Library) -> None:
    note = library.notebook.annotate(ID, FIRST, body="a", tags=("x",), colour=Colour.RED)
    for change in (
        {"body": "b"},
        {"tags": ("y", "z")},
        {"kind": NoteKind.QUESTION},
        {"colour": Colour.BLUE},
        {"colour": None},
        {"target": WORDS},
        {"target": ENTRY},
        {"body": "", "tags": (), "kind": NoteKind.NOTE, "target": SECOND},
    ):
        changed = window.notebook.change(note.id, **change)  # type: ignore[arg-type]
        assert changed == note._replace(**change, updated_at=changed.updated_at)  # type: ignore[arg-type]
        assert changed.updated_at > note.updated_at
        assert library.notebook.note(note.id) == changed
        note = changed


def test_a_change_that_changes_nothing_is_no_deed(library: Library) -> None:
    note = library.notebook.annotate(ID, FIRST, body="a", tags=("x",))
    before = _documents(library)
    assert library.notebook.change(note.id) == note
    assert library.notebook.change(note.id, body="a", tags=("x",), colour=None, target=FIRST) == note
    assert _documents(library) == before


def test_a_deleted_note_is_returned_once_more_and_then_gone_everywhere(library: Library, window: Library) -> None:
    kept, gone = (library.notebook.annotate(ID, FIRST, body=body, tags=(body,)) for body in ("kept", "gone"))
    assert window.notebook.remove(gone.id) == gone
    for handle in (library, window):
        assert handle.notebook.of(ID) == (kept,)
        assert list(handle.notebook.every()) == [kept]
        assert handle.notebook.tags() == {"kept": 1}
        for ask in (handle.notebook.note, handle.notebook.remove, handle.notebook.change):
            with pytest.raises(UnknownNote) as caught:
                ask(gone.id)
            assert told(caught.value).startswith(f"{gone.id}: no note has this id; see")


def test_a_note_answers_to_the_beginning_or_the_end_of_its_id(library: Library) -> None:
    one, two = (library.notebook.annotate(ID, FIRST, body=body) for body in ("one", "two"))
    common = next(n for n in range(36) if one.id[:n] != two.id[:n]) - 1
    assert library.notebook.note(one.id[-12:]) == one
    assert library.notebook.note(two.id[: common + 1]) == two
    with pytest.raises(UnknownNote) as caught:
        library.notebook.note(one.id[:common])
    assert told(caught.value) == f"{one.id[:common]}: several notes have this id; write more of the id"
    short = NoteId(two.id[-12:])
    assert library.notebook.change(short, body="2").id == two.id
    library.notebook.remove(short)
    assert library.notebook.note(one.id[:common]) == one


@pytest.mark.parametrize("odd", ["abc", "%", "_" * 8, "\ud800", "a\0bcd", "x" * 10_000, "'; DROP TABLE doc_notes"])
def test_an_odd_id_is_merely_unknown(library: Library, odd: str) -> None:
    note = library.notebook.annotate(ID, FIRST)
    with pytest.raises(UnknownNote) as caught:
        library.notebook.note(odd)
    assert told(caught.value)
    assert library.notebook.of(ID) == (note,)


def test_three_letters_are_too_few_to_stand_for_an_id(library: Library) -> None:
    note = library.notebook.annotate(ID, FIRST)
    for few in ("", note.id[:3], note.id[-3:]):
        with pytest.raises(UnknownNote):
            library.notebook.note(few)


def test_a_briefing_that_is_not_there_takes_no_note(library: Library) -> None:
    before = _documents(library)
    for ask in (library.notebook.of, lambda id: library.notebook.annotate(id, FIRST)):
        with pytest.raises(UnknownBriefing) as caught:
            ask(BriefingId("missing"))
        assert told(caught.value).startswith("missing: no briefing has this id; ")
    assert _documents(library) == before


@pytest.mark.parametrize("fields", [{"body": "a\ud800"}, {"tags": ("x", "\udfff")}], ids=["body", "tag"])
def test_what_cannot_be_written_is_refused_and_nothing_of_it_is_kept(library: Library, fields: dict[str, Any]) -> None:
    note = library.notebook.annotate(ID, FIRST, body="a", session=library.sessions.start())
    before = _documents(library)
    with pytest.raises(ContentError, match="lone surrogates") as caught:
        library.notebook.annotate(ID, FIRST, session=note.session, **fields)
    assert told(caught.value)
    with pytest.raises(ContentError, match="lone surrogates") as caught:
        library.notebook.change(note.id, **fields)
    assert told(caught.value)
    assert _documents(library) == before
    assert library.notebook.of(ID) == (note,)


def test_a_full_disk_keeps_nothing_of_a_note_and_says_so(library: Library) -> None:
    storage = library._store.storage
    before = _documents(library)
    storage.fetch(f"PRAGMA max_page_count = {storage.fetch('PRAGMA page_count')[0][0]}")
    with pytest.raises(LibraryError, match="disk is full") as caught:
        library.notebook.annotate(ID, FIRST, body="x" * 100_000)
    assert told(caught.value)
    assert _documents(library) == before
    storage.fetch("PRAGMA max_page_count = 100000")
    note = library.notebook.annotate(ID, FIRST, body="x" * 100_000)
    assert library.notebook.of(ID) == (note,)


def test_notes_of_all_briefings_come_the_oldest_first_and_only_those_wanted(library: Library) -> None:
    library.add(OTHER)
    session = library.sessions.start()
    one = library.notebook.annotate(ID, FIRST, body="about Energy", tags=("trade",))
    two = library.notebook.annotate(OTHER.id, FIRST, kind=NoteKind.QUESTION, body="why", session=session)
    three = library.notebook.annotate(ID, WORDS, kind=NoteKind.HIGHLIGHT, colour=Colour.RED, tags=("Trade", "x"))
    assert list(library.notebook.every()) == [one, two, three]
    assert [note.briefing for note in library.notebook.every()] == [ID, OTHER.id, ID]
    for wanted, found in {
        NoteFilter(kind=NoteKind.QUESTION): [two],
        NoteFilter(tag="TRADE"): [one, three],
        NoteFilter(text="energy"): [one],
        NoteFilter(session=session): [two],
        NoteFilter(author="nobody"): [],
    }.items():
        assert list(library.notebook.every(wanted)) == found
    assert library.notebook.of(ID) == (one, three)


def test_notes_are_read_as_they_are_asked_for(library: Library) -> None:
    made = [library.notebook.annotate(ID, FIRST, body=str(number)) for number in range(70)]
    asked: list[str] = []
    library._store.storage._connection.set_trace_callback(asked.append)
    notes = library.notebook.every()
    assert next(notes) == made[0]
    # The first page, not the rest: 64 rows.
    assert sum("FROM doc_notes" in sql and "LIMIT" in sql for sql in asked) == 1
    library.notebook.annotate(ID, FIRST, body="made meanwhile")
    assert [note.body for note in notes] == [str(number) for number in range(1, 70)]


def test_tags_are_counted_over_all_briefings_the_most_used_first(library: Library) -> None:
    assert library.notebook.tags() == {}
    library.add(OTHER)
    for tags in (("trade", "b"), ("Trade",), ("a",)):
        library.notebook.annotate(OTHER.id, FIRST, tags=tags)
    library.notebook.annotate(ID, FIRST, tags=("trade",))
    # Spelt as on the newest note.
    assert list(library.notebook.tags().items()) == [("trade", 3), ("a", 1), ("b", 1)]


def test_tags_are_those_of_the_newest_notes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.notebook.RECENT", 2)
    made = [library.notebook.annotate(ID, FIRST, tags=(tag,)) for tag in "abc"]
    assert library.notebook.tags() == {"c": 1, "b": 1}
    library.notebook.remove(made[2].id)
    assert library.notebook.tags() == {"b": 1, "a": 1}


def test_one_note_takes_few_statements(library: Library) -> None:
    """Each is microseconds on top of the one wait for the disk; and only one transaction waits for it."""
    session = library.sessions.start()
    library.notebook.annotate(ID, FIRST, session=session)
    asked: list[str] = []
    library._store.storage._connection.set_trace_callback(asked.append)
    library.notebook.annotate(ID, FIRST, body="a", tags=("x",))
    own = statements(asked)
    assert len(own) <= 8
    assert [sql for sql in own if sql in ("BEGIN", "BEGIN IMMEDIATE", "COMMIT")] == ["BEGIN IMMEDIATE", "COMMIT"]
    asked.clear()
    library.notebook.annotate(ID, FIRST, body="a", tags=("x",), session=session)
    assert len(statements(asked)) <= 8


def statements(asked: list[str]) -> list[str]:
    """The statements of a trace; what a trigger does is traced as the same statement once more, or marked."""
    own = [sql for sql in asked if not sql.startswith("--")]
    return [sql for before, sql in pairwise(["", *own]) if sql != before]


def test_a_note_that_is_not_as_expected_is_left_alone(library: Library, window: Library) -> None:
    note = library.notebook.annotate(ID, FIRST, body="seen")
    window.notebook.change(note.id, body="theirs")
    before = _documents(library)
    with pytest.raises(NoteChanged, match="another window changed this note meanwhile"):
        library.notebook.change(note.id, body="mine", expected="seen")
    assert _documents(library) == before
    assert library.notebook.change(note.id, body="theirs", expected="seen").body == "theirs"
    assert library.notebook.change(note.id, body="mine", expected="theirs").body == "mine"
