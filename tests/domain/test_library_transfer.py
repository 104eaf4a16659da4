"""Everything in a library goes out and into another one without loss, all of it or nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.bundled import bundled_briefing
from content.errors import ContentError, LibraryFileError
from content.exports.library_jsonl import library_lines
from content.importers.library_jsonl import LibraryFile
from content.library import Library
from content.model import Briefing, BriefingId, EntryId, Mark, PaneId, ReadingPosition, SentenceNumber, Span
from content.notes import Colour, NoteKind, on_entry, on_sentence, on_span
from content.transfer import NEWEST_LAYOUT, Taken

BUNDLED = bundled_briefing()
NOW = datetime(2023, 5, 24, 12, tzinfo=UTC)


class Clock:
    """A minute passes at each look; set `time` to be somewhere else."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """Opens libraries, each in a folder of its own."""
    opened: list[Library] = []

    def make(*briefings: Briefing, clock: Clock | None = None) -> Library:
        library = Library.open(tmp_path / f"library{len(opened)}", now=clock or Clock(), random=os.urandom)
        opened.append(library)
        for briefing in briefings:
            library.add(briefing, undoable=False)
        return library

    yield make
    for library in opened:
        library.close()


def named(id: str, text: str = BUNDLED.text) -> Briefing:
    return BUNDLED._replace(id=BriefingId(id), title=f"Title of {id}", text=text)


def lines(library: Library) -> list[dict[str, Any]]:
    """What an export holds, without its header."""
    with library.transfer.outgoing(NOW) as (header, documents):
        return [json.loads(line) for line in library_lines(header, documents)][1:]


def export(library: Library, path: Path) -> Path:
    with library.transfer.outgoing(NOW) as (header, documents):
        path.write_bytes(b"".join(library_lines(header, documents)))
    return path


def load(library: Library, path: Path) -> Taken:
    with LibraryFile(path, newest=NEWEST_LAYOUT) as file:
        return library.transfer.take_in(file.documents, NOW)


def move(source: Library, target: Library, folder: Path) -> Taken:
    return load(target, export(source, folder / "moved.jsonl"))


def bodies(library: Library) -> list[str]:
    return sorted(note.body for note in library.notebook.every())


# --- the round trip --------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(lambda words: words.strip())
ENTRIES = st.sampled_from([entry.id for entry in BUNDLED.entries])
NUMBERS = st.integers(1, len(BUNDLED.sentences))
STARTS = st.integers(0, len(BUNDLED.text) - 10)

STEPS = st.one_of(
    st.tuples(st.just("note"), NUMBERS, WORDS, st.sampled_from(NoteKind), st.sampled_from([None, *Colour])),
    st.tuples(st.just("words"), STARTS, WORDS),
    st.tuples(st.just("on entry"), ENTRIES, WORDS),
    st.tuples(st.just("edit"), ENTRIES, WORDS),
    st.tuples(st.just("cite"), ENTRIES, STARTS),
    st.tuples(st.just("write"), WORDS),
    st.tuples(st.just("remove"), ENTRIES),
    st.tuples(st.just("read"), st.lists(ENTRIES, min_size=1)),
    st.tuples(st.just("place"), NUMBERS),
    st.tuples(st.just("session"), st.sampled_from(["trade", ""])),
    st.tuples(st.just("tag"), st.sampled_from(["a", "B", "中"]), st.booleans()),
    st.tuples(st.just("rename"), WORDS),
    st.tuples(st.just("star"), st.booleans()),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("add"), st.integers(0, 5)),
)


def do(library: Library, step: tuple[Any, ...]) -> None:
    """One thing that a reader does; what cannot be done just then is left."""
    id, name, given = BUNDLED.id, step[0], step[1:]
    briefing = library.briefing(id)
    there = {entry.id for entry in briefing.entries}
    if name == "note":
        target = on_sentence(briefing, SentenceNumber(given[0]))
        library.notebook.annotate(id, target, body=given[1], kind=given[2], colour=given[3], tags=("a", given[1]))
    elif name == "words":
        library.notebook.annotate(id, on_span(briefing, Span(given[0], given[0] + 9)), body=given[1])
    elif name == "session":
        library.notebook.annotate(
            id, on_sentence(briefing, SentenceNumber(1)), body="x", session=library.sessions.record(id, given[0])
        )
    elif name == "undo":
        library.history.undo()
    elif name == "redo":
        library.history.redo()
    elif name == "add":
        library.add(named(f"b{given[0]}"))
    elif name == "read":
        library.mark_read(id, given[0], read=True)
    elif name == "tag":
        library.catalogue.tag([id], **{"add" if given[1] else "remove": [given[0]]})
    elif name == "rename":
        library.catalogue.rename(id, given[0].strip() or "x")
    elif name == "star":
        library.catalogue.star([id], on=given[0])
    elif name == "place":
        library.keep_position(id, ReadingPosition(tab="trade"))
    elif name == "write":
        library.editor.write(id, pane=PaneId("trade"), title=given[0])
    elif given[0] not in there:
        return
    elif name == "on entry":
        library.notebook.annotate(id, on_entry(briefing, given[0]), body=given[1])
    elif name == "edit":
        library.editor.edit(id, given[0], title=given[1])
    elif name == "cite":
        library.editor.cite(briefing, given[0], Span(given[1], given[1] + 9))
    else:
        library.editor.remove(id, given[0])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=12))
def test_an_export_loaded_into_a_new_library_is_exported_the_same(
    make: Callable[..., Library], tmp_path: Path, steps: list[tuple[Any, ...]]
) -> None:
    source, target = make(BUNDLED), make()
    for step in steps:
        do(source, step)
    held = lines(source)
    assert move(source, target, tmp_path) == Taken(len(held), 0, 0, ())
    assert lines(target) == held
    assert move(source, target, tmp_path) == Taken(0, 0, len(held), ())
    assert lines(target) == held
    assert target.briefing(BUNDLED.id) == source.briefing(BUNDLED.id)
    assert [deed.label for deed in target.history.newest(99)] == [deed.label for deed in source.history.newest(99)]


def test_what_was_loaded_is_listed_and_undoing_takes_back_only_what_was_done_here(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    source, target = make(BUNDLED), make(BUNDLED)
    on = on_sentence(BUNDLED, SentenceNumber(1))
    target.notebook.annotate(BUNDLED.id, on, body="here")
    source.add(named("own"))
    source.notebook.annotate(BUNDLED.id, on, body="there")
    source.notebook.annotate(BUNDLED.id, on, body="there, undone")
    source.history.undo()
    move(source, target, tmp_path)
    assert len(target.history.newest(9)) == 4
    target.history.undo()
    assert bodies(target) == ["there"]
    assert target.history.undo() is None
    target.history.redo()
    assert target.history.redo() is None
    assert bodies(target) == ["here", "there"]
    assert BriefingId("own") in [summary.id for summary in target.summaries()]


def test_what_was_undone_here_can_be_redone_after_it_went_out_and_came_back(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    here, there = make(BUNDLED), make()
    on = on_sentence(BUNDLED, SentenceNumber(1))
    here.notebook.annotate(BUNDLED.id, on, body="here")
    here.history.undo()
    move(here, there, tmp_path)
    there.notebook.annotate(BUNDLED.id, on, body="there")
    move(there, here, tmp_path)
    assert here.history.redo() is not None
    assert bodies(here) == ["here", "there"]


# --- into a library that has something -------------------------------------------------------------------------------


def test_of_two_versions_of_a_document_the_later_one_stays(make: Callable[..., Library], tmp_path: Path) -> None:
    clock, other_clock = Clock(), Clock()
    here, there = make(BUNDLED, clock=clock), make(clock=other_clock)
    on = on_sentence(BUNDLED, SentenceNumber(1))
    first, second = (here.notebook.annotate(BUNDLED.id, on, body=body) for body in ("first", "second"))
    move(here, there, tmp_path)
    other_clock.time = clock.time = NOW + timedelta(hours=1)
    here.notebook.change(first.id, body="first, old")
    there.notebook.change(second.id, body="second, old")
    other_clock.time = clock.time = NOW + timedelta(hours=2)
    here.notebook.change(second.id, body="second, new")
    there.notebook.change(first.id, body="first, new")
    there.notebook.annotate(BUNDLED.id, on, body="third")
    for _ in range(2):
        move(there, here, tmp_path)
        assert {here.notebook.note(id).body for id in (first.id, second.id)} == {"first, new", "second, new"}
        move(here, there, tmp_path)
        assert {there.notebook.note(id).body for id in (first.id, second.id)} == {"first, new", "second, new"}
    assert "third" in bodies(here)


def test_of_what_was_done_to_a_briefing_the_later_holds_and_tags_are_joined(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    clock, other_clock = Clock(), Clock()
    here, there = make(BUNDLED, clock=clock), make(clock=other_clock)
    here.catalogue.tag([BUNDLED.id], add=["both", "dropped"])
    move(here, there, tmp_path)
    other_clock.time = clock.time = NOW + timedelta(hours=1)
    here.catalogue.rename(BUNDLED.id, "Renamed here")
    here.catalogue.tag([BUNDLED.id], add=["here"])
    other_clock.time = clock.time = NOW + timedelta(hours=2)
    there.catalogue.rename(BUNDLED.id, "Renamed there")
    there.catalogue.tag([BUNDLED.id], add=["there", "HERE"], remove=["dropped"])
    there.catalogue.star([BUNDLED.id])
    for _ in range(2):
        move(there, here, tmp_path)
        move(here, there, tmp_path)
    for library in (here, there):
        (row,) = library.catalogue.page()
        assert (row.title, row.is_starred) == ("Renamed there", True)
        assert set(row.tags) == {"both", "there", "HERE"}
    here.catalogue.tag([BUNDLED.id], remove=["there"])
    move(here, there, tmp_path)
    move(there, here, tmp_path)
    assert {row.tags for library in (here, there) for row in library.catalogue.page()} == {("both", "HERE")}


def test_tags_of_the_briefing_that_ships_are_joined_though_each_library_has_its_own(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    here, there = make(BUNDLED), make(BUNDLED)
    here.catalogue.tag([BUNDLED.id], add=["a", "gone"])
    there.catalogue.tag([BUNDLED.id], add=["b"])
    here.catalogue.tag([BUNDLED.id], remove=["gone"])
    move(there, here, tmp_path)
    move(here, there, tmp_path)
    assert {tuple(sorted(row.tags)) for library in (here, there) for row in library.catalogue.page()} == {("a", "b")}


def test_a_briefing_deleted_on_one_side_is_deleted_on_the_other(make: Callable[..., Library], tmp_path: Path) -> None:
    here, there = make(BUNDLED), make()
    move(here, there, tmp_path)
    there.catalogue.remove([BUNDLED.id])
    move(there, here, tmp_path)
    assert here.is_empty()
    assert here.catalogue.page() == []


@pytest.mark.parametrize("is_first_here", [True, False], ids=["loaded where it is earlier", "loaded where it is later"])
def test_of_a_note_changed_on_both_sides_the_earlier_text_is_kept_once_as_a_note_of_its_own(
    make: Callable[..., Library], tmp_path: Path, is_first_here: bool
) -> None:
    clock = Clock()
    here, there = make(BUNDLED, clock=clock), make(clock=clock)
    note = here.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="begun", tags=("a",))
    move(here, there, tmp_path)
    first, second = (here, there) if is_first_here else (there, here)
    first.notebook.change(note.id, body="of the first")
    second.notebook.change(note.id, body="of the second")
    first_file, second_file = export(first, tmp_path / "first.jsonl"), export(second, tmp_path / "second.jsonl")
    taken = [load(first, second_file), load(second, first_file)]
    assert taken[0].conflicts == taken[1].conflicts and len(taken[0].conflicts) == 1
    for library in (first, second):
        lost, kept = library.notebook.note(taken[0].conflicts[0]), library.notebook.note(note.id)
        assert (kept.body, lost.body, lost.tags) == ("of the second", "of the first", ("a", "conflict"))
        assert lost.target == note.target
    before = lines(here)
    for file in (first_file, second_file, export(there, tmp_path / "again.jsonl")):
        assert load(here, file)[:2] == (0, 0)
    assert lines(here) == before
    here.notebook.remove(taken[0].conflicts[0])
    assert load(here, first_file).conflicts == ()
    assert bodies(here) == ["of the second"]


def test_an_edited_note_that_was_deleted_on_the_other_side_is_not_lost(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    clock = Clock()
    here, there = make(BUNDLED, clock=clock), make(clock=clock)
    note = here.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="begun")
    move(here, there, tmp_path)
    there.notebook.change(note.id, body="edited")
    here.notebook.remove(note.id)
    assert len(move(here, there, tmp_path).conflicts) == 1
    assert bodies(there) == ["edited"]


def test_a_note_changed_on_one_side_after_the_other_is_no_conflict(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    clock = Clock()
    here, there = make(BUNDLED, clock=clock), make(clock=clock)
    note = here.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="0")
    older = export(here, tmp_path / "older.jsonl")
    move(here, there, tmp_path)
    for number, (one, other) in enumerate(((here, there), (there, here), (here, there)), 1):
        one.notebook.change(note.id, body=f"{number}, begun")
        one.notebook.change(note.id, body=str(number))
        assert move(one, other, tmp_path)[1:] == (1, len(lines(other)) - 3, (), ())
    assert load(here, older).conflicts == load(there, older).conflicts == ()
    assert bodies(here) == bodies(there) == ["3"]


def test_a_deleted_note_stays_deleted_where_it_was_deleted_last(make: Callable[..., Library], tmp_path: Path) -> None:
    here, there = make(BUNDLED), make()
    note = here.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="x")
    move(here, there, tmp_path)
    there.notebook.remove(note.id)
    assert move(here, there, tmp_path).changed == 0
    assert bodies(there) == []
    assert move(there, here, tmp_path).changed == 1
    assert bodies(here) == []


def test_what_is_changed_after_loading_counts_as_later_than_what_was_loaded(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    ahead, behind = Clock(), Clock()
    ahead.time = NOW + timedelta(hours=3)
    here, there = make(BUNDLED, clock=ahead), make(clock=behind)
    note = here.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="old")
    move(here, there, tmp_path)
    there.notebook.change(note.id, body="new")
    move(there, here, tmp_path)
    assert bodies(here) == ["new"]


def test_a_time_far_ahead_is_not_followed(make: Callable[..., Library], tmp_path: Path) -> None:
    wrong = Clock()
    wrong.time = datetime(2999, 1, 1, tzinfo=UTC)
    here, there = make(BUNDLED, clock=wrong), make()
    move(here, there, tmp_path)
    note = there.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="x")
    assert note.created_at.startswith("2023")


@pytest.mark.parametrize("year", [2999, 9999])
def test_what_is_changed_here_counts_as_later_than_what_came_from_a_clock_far_ahead(
    make: Callable[..., Library], tmp_path: Path, year: int
) -> None:
    wrong = Clock()
    wrong.time = datetime(year, 1, 1, tzinfo=UTC)
    here, there = make(BUNDLED, clock=wrong), make()
    on = on_sentence(BUNDLED, SentenceNumber(1))
    notes = [here.notebook.annotate(BUNDLED.id, on, body=body) for body in ("old", "to be deleted")]
    here.mark_read(BUNDLED.id, [BUNDLED.entries[0].id], read=True)
    move(here, there, tmp_path)
    there.notebook.change(notes[0].id, body="new")
    there.notebook.remove(notes[1].id)
    there.editor.edit(BUNDLED.id, BUNDLED.entries[0].id, title="New")
    there.editor.write(BUNDLED.id, pane=PaneId("trade"), title="Own")
    moved = move(there, here, tmp_path)
    assert (moved.conflicts, bodies(here)) == ((), ["new"])
    assert here.briefing(BUNDLED.id) == there.briefing(BUNDLED.id)
    assert here.summaries()[0].entries == there.summaries()[0].entries == len(BUNDLED.entries) + 1
    there.history.undo()
    there.history.undo()
    move(there, here, tmp_path)
    assert here.briefing(BUNDLED.id) == BUNDLED
    assert here.notebook.annotate(BUNDLED.id, on, body="x").created_at.startswith(str(year))
    assert there.notebook.annotate(BUNDLED.id, on, body="x").created_at.startswith("2023")


def test_what_bears_the_last_time_there_is_can_be_changed(make: Callable[..., Library], tmp_path: Path) -> None:
    here, there = make(BUNDLED), make()
    note = here.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="old")
    path = export(here, tmp_path / "x.jsonl")
    last = b'"updated_at":"9999-12-31T23:59:59.999999Z"'
    path.write_bytes(path.read_bytes().replace(f'"updated_at":"{note.updated_at}"'.encode(), last))
    load(there, path)
    there.notebook.change(note.id, body="new")
    assert there.notebook.note(note.id).updated_at.startswith("9999-12-31")
    assert bodies(there) == ["new"]
    there.history.undo()
    assert bodies(there) == ["old"]


def test_entries_written_on_both_sides_are_all_counted(make: Callable[..., Library], tmp_path: Path) -> None:
    here, there = make(BUNDLED), make()
    move(here, there, tmp_path)
    for library in (here, there):
        library.editor.write(BUNDLED.id, pane=PaneId("trade"), title="Own")
    move(there, here, tmp_path)
    (summary,) = here.summaries()
    assert summary.entries == len(BUNDLED.entries) + 2 == len(here.briefing(BUNDLED.id).entries)


def test_what_was_read_and_marked_on_either_side_is_so_on_both(make: Callable[..., Library], tmp_path: Path) -> None:
    clock = Clock()
    here, there = make(BUNDLED, clock=clock), make(clock=clock)
    here.keep_position(BUNDLED.id, ReadingPosition())
    move(here, there, tmp_path)
    a, b, c = (entry.id for entry in BUNDLED.entries[:3])
    first = SentenceNumber(1)
    for library, read, letter, tab in ((here, {a, b}, "h", "trade"), (there, {b, c}, "t", "people")):
        marks = ((letter, Mark("trade", a, first, "")), ("z", Mark(tab, a, first, "")))
        library.keep_position(BUNDLED.id, ReadingPosition(tab, read=frozenset(read), marks=marks))
    move(there, here, tmp_path)
    move(here, there, tmp_path)
    for library in (here, there):
        position = library.position(BUNDLED.id)
        assert position.read == {a, b, c}
        assert [letter for letter, _ in position.marks] == ["h", "t", "z"]
        assert (position.tab, dict(position.marks)["z"].tab) == ("people", "people")
    assert move(there, here, tmp_path)[:2] == (0, 0)


# --- the briefing that every library begins with ---------------------------------------------------------------------


def test_the_briefing_that_ships_has_no_twin_and_its_notes_come_along(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    here, there = make(BUNDLED), make(BUNDLED, named("own"))
    entry = BUNDLED.entries[0].id
    here.notebook.annotate(BUNDLED.id, on_entry(BUNDLED, entry), body="on an entry")
    here.editor.edit(BUNDLED.id, entry, title="Edited")
    here.editor.write(BUNDLED.id, pane=PaneId("trade"), title="Written")
    here.mark_read(BUNDLED.id, [entry], read=True)
    session = here.sessions.record(BUNDLED.id, "trade")
    move(here, there, tmp_path)
    assert sorted(summary.id for summary in there.summaries()) == sorted([BUNDLED.id, "own"])
    assert [note.briefing for note in there.notebook.of(BUNDLED.id)] == [BUNDLED.id]
    assert there.briefing(BUNDLED.id) == here.briefing(BUNDLED.id)
    assert there.position(BUNDLED.id).read == {entry}
    assert [(each.id, each.briefings) for each in there.sessions.newest(NOW)] == [(session, (BUNDLED.id,))]
    assert {summary.id: summary.entries for summary in there.summaries()}[BUNDLED.id] == len(BUNDLED.entries) + 1
    before = lines(there)
    assert move(here, there, tmp_path)[:2] == (0, 0)
    assert lines(there) == before
    assert there.history.undo() is None


def test_a_briefing_added_later_does_not_undo_what_was_edited_before(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    late = Clock()
    late.time = NOW + timedelta(hours=9)
    here, there = make(BUNDLED, clock=late), make(BUNDLED)
    there.editor.edit(BUNDLED.id, BUNDLED.entries[0].id, title="Edited")
    there.mark_read(BUNDLED.id, [BUNDLED.entries[1].id], read=True)
    here.mark_read(BUNDLED.id, [BUNDLED.entries[2].id], read=True)
    move(here, there, tmp_path)
    assert there.briefing(BUNDLED.id).entries[0].title == "Edited"
    assert there.position(BUNDLED.id).read == {BUNDLED.entries[1].id, BUNDLED.entries[2].id}


def test_another_briefing_of_the_same_id_gets_a_new_one_once(make: Callable[..., Library], tmp_path: Path) -> None:
    here, there = make(named("visit", BUNDLED.text.replace("Beijing", "BEIJING"))), make(named("visit"))
    here.notebook.annotate(BriefingId("visit"), on_sentence(BUNDLED, SentenceNumber(1)), body="of here")
    assert move(here, there, tmp_path).renamed == (("visit", "visit-2"),)
    assert "BEIJING" in there.briefing(BriefingId("visit-2")).text
    assert "BEIJING" not in there.briefing(BriefingId("visit")).text
    assert [note.body for note in there.notebook.of(BriefingId("visit-2"))] == ["of here"]
    before = lines(there)
    assert move(here, there, tmp_path)[:2] == (0, 0)
    assert lines(there) == before


# --- files that are wrong --------------------------------------------------------------------------------------------


def test_a_file_that_breaks_off_or_holds_something_else_is_refused_with_the_line_and_nothing_is_loaded(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    source, target = make(BUNDLED), make()
    source.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body="one")
    good = export(source, tmp_path / "good.jsonl").read_bytes().splitlines(keepends=True)
    note = next(number for number, line in enumerate(good) if b'"table":"notes"' in line)
    change = next(number for number, line in enumerate(good) if b'"table":"changes"' in line)

    def changed(number: int, old: bytes, new: bytes) -> bytes:
        assert good[number].count(old) >= 1
        return b"".join([*good[:number], good[number].replace(old, new, 1), *good[number + 1 :]])

    wrong = [
        (changed(note, b'"body":"one"', b'"body":1'), f"line {note + 1}, body: it must be string"),
        (changed(note, b'"kind":"note"', b'"kind":"essay"'), f"line {note + 1}, kind: it must be one of"),
        (changed(note, b'"sentence"', b'"sentense"'), f'line {note + 1}: the field "sentence" is missing'),
        (changed(note, b'"updated_at":"2023-05-24', b'"updated_at":"2023-02-30'), "updated_at: there is no such time"),
        (changed(note, b'"table":"notes"', b'"table":"poems"'), 'there is no table "poems"'),
        (changed(note, b'"table":"notes"', b'"table":"id"'), 'there is no table "id"'),
        (changed(note, b"{", b"["), f"line {note + 1}: it is not JSON"),
        (changed(note, b'"document":{', b'"documents":{'), 'it has no "table" with a "document"'),
        (changed(change, b'"deleted":false}', b'"deleted":5}'), f"line {change + 1}, steps[0].after.deleted: it must"),
        (changed(1, b'"text":"', b'"text":"0'), "line 2: the text of this briefing is missing"),
        (changed(2, b'"sentences":"', b'"sentences":"AAAA'), "line 3: its sentences do not have as many paragraphs"),
        (changed(2, b'"schema":2', b'"schema":1'), 'line 3: the field "paragraphs" is missing'),
        (b"".join([*good[:2], good[1].replace(b'"id":"0', b'"id":"1', 1), *good[2:]]), "in the file has the id"),
        (b"".join(good[:-1]), f"it has {len(good) - 2} documents where its first line says {len(good) - 1}"),
        (b"".join(good[1:]), "line 1: it does not say that this is a readout/library@1 file"),
        (b"", "line 1: it does not say"),
        (changed(0, b"library@1", b"library@2"), "install a newer version"),
        (changed(0, b'"schema":', b'"schema":9'), "it was written by a newer Readout"),
        (changed(0, b'"device"', b'"devise"'), "line 1: the header lacks"),
    ]
    path = tmp_path / "wrong.jsonl"
    for data, sentence in wrong:
        path.write_bytes(data)
        with pytest.raises(ContentError) as told:
            load(target, path)
        assert sentence in str(told.value)
        assert str(told.value).startswith(str(path))
        assert "\n" not in str(told.value)
        assert lines(target) == []


def test_a_file_without_the_count_and_with_empty_lines_is_taken(make: Callable[..., Library], tmp_path: Path) -> None:
    source, target = make(BUNDLED), make()
    path = export(source, tmp_path / "x.jsonl")
    header, *rest = path.read_bytes().splitlines(keepends=True)
    fields = json.loads(header)
    del fields["documents"]
    path.write_bytes(b"\n".join([json.dumps(fields).encode(), *rest, b"\n"]))
    assert load(target, path).new == len(rest)


def test_sentences_in_the_older_form_are_taken_and_are_those_of_the_newer(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    source, target = make(BUNDLED), make()
    path = export(source, tmp_path / "x.jsonl")
    sentences = BUNDLED.sentences
    columns = {name: getattr(sentences, name).tolist() for name in ("paragraphs", "starts", "ends")}
    older = []
    for line in path.read_bytes().splitlines():
        carried = json.loads(line)
        if carried.get("table") == "sources":
            del carried["document"]["sentences"]
            carried["document"] |= columns | {"schema": 1}
        older.append(json.dumps(carried).encode())
    path.write_bytes(b"\n".join(older))
    assert load(target, path).renamed == ()
    assert target.briefing(BUNDLED.id) == BUNDLED
    assert load(make(BUNDLED), path).new == 0


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, sentence in (("none", "no such file"), ("pipe", "not a plain file"), (".", "not a plain file")):
        with pytest.raises(LibraryFileError, match=sentence):
            LibraryFile(tmp_path / name, newest=NEWEST_LAYOUT)


def test_every_table_of_a_library_can_be_loaded() -> None:
    from content.importers.library_jsonl import _validator
    from content.store.schema import DECLARED

    assert all(_validator(table, True) is not None for table in DECLARED)


def test_the_entries_of_a_briefing_are_not_taken_for_those_of_another(
    make: Callable[..., Library], tmp_path: Path
) -> None:
    here, there = make(BUNDLED, named("own")), make(BUNDLED)
    move(here, there, tmp_path)
    assert there.briefing(BriefingId("own")) == named("own")
    assert there.briefing(BUNDLED.id).entries[0].id == EntryId(BUNDLED.entries[0].id)
