"""What was done is undone newest first, by any window and after any restart, and done again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from content.errors import LibraryError, UnknownBriefing
from content.library import Library
from content.model import BriefingId, EntryId, PaneId, Place, ReadingPosition, SentenceNumber
from content.notes import Colour, NoteKind, on_entry, on_sentence, on_span
from tests.domain.libraries import BUNDLED, OTHER, opened, told

ID = BUNDLED.id
FIRST = on_sentence(BUNDLED, SentenceNumber(1))
A, B, C = (entry.id for entry in BUNDLED.entries[:3])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as library:
        library.add(BUNDLED, undoable=False)
        yield library


def _kept(library: Library) -> dict[str, list[Any]]:
    """Every document but those of the journal."""
    return {table: held for table, held in _documents(library).items() if table != "changes"}


def _documents(library: Library) -> dict[str, list[Any]]:
    return {name: list(library._store.table(name)) for name in sorted(library._store.tables())}


def _bodies(library: Library) -> list[str]:
    return [note.body for note in library.notebook.of(ID)]


def _annotate(library: Library, *bodies: str) -> None:
    for body in bodies:
        library.notebook.annotate(ID, FIRST, body=body)


def test_where_nothing_was_done_nothing_is_undone(library: Library) -> None:
    before = _documents(library)
    assert library.history.undo() is None
    assert library.history.redo() is None
    assert library.history.newest(10) == []
    assert _documents(library) == before


def test_what_was_done_to_one_briefing_is_undone_and_redone_apart_from_the_rest(library: Library) -> None:
    other = BUNDLED._replace(id=BriefingId("other"), title="The other one")
    _annotate(library, "a")
    library.add(other)
    library.notebook.annotate(other.id, FIRST, body="b")
    assert library.history.undo(ID) is not None and _bodies(library) == []
    assert [note.body for note in library.notebook.of(other.id)] == ["b"]
    assert library.history.undo(ID) is None
    for _ in range(2):  # the note, then the briefing itself
        assert library.history.undo(other.id) is not None
    assert not library.has(other.id) and library.history.undo(other.id) is None
    assert library.history.redo(ID) is not None and _bodies(library) == ["a"]
    for _ in range(2):
        assert library.history.redo(other.id) is not None
    assert [note.body for note in library.notebook.of(other.id)] == ["b"]
    assert library.history.redo(other.id) is None and library.history.redo() is None


def test_the_newest_is_undone_first_and_redone_last(library: Library) -> None:
    _annotate(library, "a", "b", "c")
    seen = [_bodies(library)]
    for _ in range(3):
        assert library.history.undo() is not None
        seen.append(_bodies(library))
    assert library.history.undo() is None
    for _ in range(3):
        assert library.history.redo() is not None
        seen.append(_bodies(library))
    assert library.history.redo() is None
    assert ["".join(bodies) for bodies in seen] == ["abc", "ab", "a", "", "a", "ab", "abc"]


def test_deeds_of_several_windows_stand_in_one_order(library: Library, tmp_path: Path) -> None:
    with opened(tmp_path) as window:
        for number, handle in enumerate([library, window, window, library]):
            _annotate(handle, str(number))
        window.history.undo()
        window.history.undo()
        library.history.undo()
        assert _bodies(library) == _bodies(window) == ["0"]
        library.history.redo()
        _annotate(window, "new")
        assert library.history.redo() is None
        assert _bodies(library) == ["0", "1", "new"]


def test_undo_and_redo_go_on_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(BUNDLED, undoable=False)
        _annotate(library, "a", "b")
    with opened(tmp_path) as library:
        library.history.undo()
    with opened(tmp_path) as library:
        assert _bodies(library) == ["a"]
        library.history.redo()
    with opened(tmp_path) as library:
        assert _bodies(library) == ["a", "b"]
        library.history.undo()
        library.history.undo()
    with opened(tmp_path) as library:
        assert _bodies(library) == []
        assert [deed.is_done for deed in library.history.newest(9)] == [False, False]


def test_a_new_deed_drops_what_was_undone(library: Library) -> None:
    _annotate(library, "a", "b", "c")
    library.history.undo()
    library.history.undo()
    _annotate(library, "d")
    assert library.history.redo() is None
    assert len(library.history.newest(9)) == 2
    library.history.undo()
    library.history.undo()
    assert library.history.undo() is None
    assert _bodies(library) == []
    library.history.redo()
    library.history.redo()
    assert _bodies(library) == ["a", "d"]


def test_a_change_that_changes_nothing_drops_nothing(library: Library) -> None:
    _annotate(library, "a")
    note = library.notebook.of(ID)[0]
    library.notebook.change(note.id, body="b")
    library.history.undo()
    library.notebook.change(note.id, body="a")
    library.editor.edit(ID, A, title=BUNDLED.entries[0].title)
    library.mark_read(ID, [A], read=False)
    assert library.history.redo() is not None
    assert _bodies(library) == ["b"]


def test_every_kind_of_deed_is_told_and_undone(library: Library) -> None:
    title = BUNDLED.entries[0].title
    words = on_span(BUNDLED, BUNDLED.sentences[1].span._replace(end=BUNDLED.sentences[1].span.start + 4))
    notebook, editor = library.notebook, library.editor
    note = notebook.annotate(ID, on_entry(BUNDLED, A), kind=NoteKind.QUESTION, body="a")
    deeds = [lambda: notebook.annotate(ID, FIRST), lambda: notebook.annotate(ID, words, kind=NoteKind.HIGHLIGHT)]
    deeds += [lambda: notebook.change(note.id, tags=("x",)), lambda: notebook.change(note.id, colour=Colour.RED)]
    deeds += [lambda: notebook.change(note.id, body="b"), lambda: notebook.remove(note.id)]
    deeds += [lambda: editor.edit(ID, B, title="x"), lambda: editor.edit(ID, A, pane=PaneId("trade"))]
    deeds += [lambda: editor.edit(ID, A, tags=("x",)), lambda: editor.cite(BUNDLED, A, BUNDLED.sentences[5].span)]
    deeds += [lambda: editor.uncite(ID, A, SentenceNumber(1)), lambda: editor.link(ID, A, C)]
    deeds += [lambda: editor.link(ID, A, C), lambda: editor.restore(ID, A), lambda: editor.remove(ID, A)]
    deeds += [
        lambda: editor.write(ID, pane=PaneId("trade"), title="New"),
        lambda: library.mark_read(ID, [B], read=True),
    ]
    deeds += [lambda: library.mark_read(ID, [B, C], read=False), lambda: library.add(OTHER)]
    states = []
    for deed in deeds:
        states.append(_state(library))
        deed()
    told = [deed.label for deed in library.history.newest(100)]
    assert told[::-1] == [
        f"question on “{title}”: a",
        "note on sentence 1",
        "highlight on words of sentence 2",
        f"tags of the question on “{title}”",
        f"colour of the question on “{title}”",
        f"text of the question on “{title}”",
        f"deleted the question on “{title}”: b",
        f"edited the entry “{BUNDLED.entries[1].title}”",
        f"refiled the entry “{title}”",
        f"tagged the entry “{title}”",
        f"cited sentence 6 in the entry “{title}”",
        f"took sentence 1 from the entry “{title}”",
        f"linked the entry “{title}”",
        f"unlinked the entry “{title}”",
        f"restored the entry “{title}”",
        f"deleted the entry “{title}”",
        "wrote the entry “New”",
        "marked an entry as read",
        "marked 2 entries as unread",
        "added the briefing “Another”",
    ]
    for label, state in zip(told, reversed(states), strict=False):
        deed_undone = library.history.undo()
        assert deed_undone is not None
        assert deed_undone.label == label
        assert _state(library) == state
    for label in reversed(told[: len(deeds)]):
        redone = library.history.redo()
        assert redone is not None
        assert redone.label == label
    assert OTHER.id in [summary.id for summary in library.summaries()]


def _state(library: Library) -> tuple[Any, ...]:
    return (
        [note._replace(updated_at="") for note in library.notebook.every()],
        [library.briefing(summary.id) for summary in library.summaries()],
        library.summaries(),
        library.position(ID).read,
    )


def test_a_deed_says_what_it_was_done_to_and_whether_it_holds(library: Library) -> None:
    library.add(OTHER)
    _annotate(library, "a")
    library.mark_read(OTHER.id, [A], read=True)
    undone = library.history.undo()
    deeds = library.history.newest(9)
    assert [deed.briefing for deed in deeds] == [OTHER.id, ID, OTHER.id]
    assert [deed.is_done for deed in deeds] == [False, True, True]
    assert [set(deed.tables) for deed in deeds] == [{"reading"}, {"notes"}, {"briefings"}]
    assert undone == deeds[0]
    assert [deed.made_at for deed in deeds] == sorted([deed.made_at for deed in deeds], reverse=True)


def test_deeds_come_page_by_page(library: Library) -> None:
    _annotate(library, *"abcdefg")
    everything = library.history.newest(100)
    pages = [library.history.newest(3)]
    while pages[-1]:
        pages.append(library.history.newest(3, after=pages[-1][-1].id))
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [deed for page in pages for deed in page] == everything


def test_an_undone_note_comes_back_under_its_id_with_all_that_it_had(library: Library) -> None:
    session = library.sessions.start()
    note = library.notebook.annotate(
        ID, FIRST, kind=NoteKind.HIGHLIGHT, body="a", tags=("x", "Y"), colour=Colour.TEAL, session=session
    )
    library.notebook.remove(note.id)
    library.history.undo()
    assert library.notebook.note(note.id)._replace(updated_at=note.updated_at) == note
    library.history.undo()
    assert library.notebook.of(ID) == ()
    library.history.redo()
    assert library.notebook.note(note.id)._replace(updated_at=note.updated_at) == note
    assert library.notebook.note(note.id).updated_at > note.updated_at


@pytest.mark.parametrize("is_gone", [False, True], ids=["changed", "gone"])
@pytest.mark.parametrize("way", ["undo", "redo"])
def test_what_was_changed_by_other_means_is_left_alone_and_told(library: Library, way: str, is_gone: bool) -> None:
    _annotate(library, "a")
    note = library.notebook.of(ID)[0]
    library.notebook.change(note.id, body="b")
    library.editor.edit(ID, A, title="x")
    library.history.undo()
    if way == "redo":
        library.history.undo()
    notes = library._store.table("notes")
    if is_gone:
        notes.remove(doc_ids=[note.id])
    else:
        notes.update({"body": "c"}, doc_ids=[note.id])
    before = _kept(library)
    with pytest.raises(LibraryError) as caught:
        getattr(library.history, way)()
    assert told(caught.value) == (
        "text of the note on sentence 1: it has been changed since by other means, and stays as it is;"
        " the next time what was done before it has its turn"
    )
    assert _kept(library) == before


def test_what_cannot_be_undone_does_not_stand_before_what_was_done_earlier(library: Library) -> None:
    library.editor.edit(ID, A, title="x")
    _annotate(library, "a")
    (note,) = library.notebook.of(ID)
    library.notebook.change(note.id, body="b")
    library._store.table("notes").update({"body": "c"}, doc_ids=[note.id])
    with pytest.raises(LibraryError):
        library.history.undo()
    undone = [library.history.undo(), library.history.undo()]
    assert [deed.label[:4] for deed in undone if deed is not None] == ["note", "edit"]
    assert library.notebook.of(ID) == ()


def test_a_deed_of_several_documents_is_undone_whole_or_not_at_all(library: Library) -> None:
    one, two = EntryId("p1"), EntryId("t1")
    library.editor.link(ID, one, two)  # they link to each other, so both change
    entries = library._store.table("entries")
    changed = next(document.doc_id for document in entries if document["key"] == one)
    entries.update({"links": ["p2"]}, doc_ids=[changed])
    before = _kept(library)
    with pytest.raises(LibraryError):
        library.history.undo()
    assert _kept(library) == before


def test_marking_is_undone_while_reading_goes_on(library: Library, tmp_path: Path) -> None:
    library.keep_position(ID, ReadingPosition(read=frozenset([A])))
    library.mark_read(ID, [A, B], read=True)
    with opened(tmp_path) as window:
        place = ReadingPosition("trade", "source", (("trade", Place(3, 1, 2)),), Place(4), frozenset([A, B, C]))
        window.keep_position(ID, place)
        library.history.undo()
        assert window.position(ID) == place._replace(read=frozenset([A, C]))
        library.history.redo()
        assert window.position(ID) == place
        window.mark_read(ID, [A, B, EntryId("p4")], read=False)
        assert library.position(ID).read == {C}
        window.keep_position(ID, place._replace(read=frozenset()))
        library.history.undo()
        assert library.position(ID).read == {A, B}


def test_marking_what_was_never_opened_is_undone(library: Library) -> None:
    library.mark_read(ID, [A], read=True)
    assert library.position(ID) == ReadingPosition(read=frozenset([A]))
    library.history.undo()
    assert library.position(ID) == ReadingPosition()
    with pytest.raises(UnknownBriefing):
        library.mark_read(OTHER.id, [A], read=True)


def test_an_import_is_undone_and_redone_with_all_that_belongs_to_it(library: Library) -> None:
    library.keep_position(ID, ReadingPosition())
    library.add(OTHER)
    library.keep_position(OTHER.id, ReadingPosition("trade"))
    summaries = library.summaries()
    for _ in range(2):
        assert library.history.undo() is not None
        assert library.summaries() == summaries[1:]
        assert library.count() == 1
        assert library.last_read() == ID
        for ask in (library.resolve, library.briefing):
            with pytest.raises(UnknownBriefing):
                ask(OTHER.id)
        assert library.history.redo() is not None
        assert library.summaries() == summaries
        assert library.count() == 2
        assert library.last_read() == OTHER.id
        assert library.resolve("oth") == OTHER.id
        assert library.briefing(OTHER.id) == OTHER
        assert library.position(OTHER.id).tab == "trade"


def test_an_import_that_was_undone_can_be_imported_again(library: Library) -> None:
    library.add(OTHER)
    library.history.undo()
    library.add(OTHER._replace(title="Corrected"))
    assert library.history.redo() is None
    assert library.briefing(OTHER.id).title == "Corrected"
    assert library.count() == 2


@pytest.mark.parametrize("is_edited", [False, True])
@pytest.mark.parametrize("undoable", [True, False])
def test_a_briefing_that_comes_again_has_its_notes_again(
    library: Library, tmp_path: Path, undoable: bool, is_edited: bool
) -> None:
    library.add(OTHER)
    library.history.undo()
    library.history.redo()
    with opened(tmp_path) as window:
        note = window.notebook.annotate(OTHER.id, FIRST, body="kept")
        if is_edited:
            window.editor.edit(OTHER.id, A, title="Edited")
    briefing = library.briefing(OTHER.id)
    library._store.table("briefings").update({"deleted": True}, doc_ids=[_document_of(library, OTHER.id)])
    assert list(library.notebook.strays()) == [note.id]
    before = library.history.newest(9)
    library.add(OTHER, undoable=undoable)
    assert library.notebook.of(OTHER.id) == (note,)
    assert library.briefing(OTHER.id) == briefing
    assert library.count() == 2
    assert list(library.notebook.strays()) == []
    assert len(library.history.newest(9)) == len(before) + undoable
    if undoable:
        undone = library.history.undo()
        assert undone is not None and undone.label == "added the briefing “Another”"
        assert library.count() == 1
        library.history.redo()
        assert library.notebook.of(OTHER.id) == (note,)


def test_another_briefing_of_the_id_of_one_that_is_gone_does_not_get_its_notes(library: Library) -> None:
    library.add(OTHER)
    library.notebook.annotate(OTHER.id, FIRST, body="kept")
    library._store.table("briefings").update({"deleted": True}, doc_ids=[_document_of(library, OTHER.id)])
    library.add(OTHER._replace(title="Corrected"))
    assert library.notebook.of(OTHER.id) == ()
    assert library.briefing(OTHER.id).title == "Corrected"


def _document_of(library: Library, id: str) -> str:
    return str(next(each["id"] for each in library._store.table("briefings") if each["key"] == id))


def test_a_briefing_that_is_gone_with_its_text_is_added_anew(library: Library) -> None:
    library.add(OTHER)
    library.history.undo()
    gone = library._store.table("briefings").get(doc_id=_document_of(library, OTHER.id))
    library._store.table("sources").remove(doc_ids=[gone["text"]])
    library.add(OTHER)
    assert library.briefing(OTHER.id) == OTHER


def test_what_the_program_adds_is_not_undone_and_not_doubled_by_redoing(library: Library) -> None:
    assert library.history.undo() is None
    library.add(OTHER)
    library.history.undo()
    library.add(OTHER, undoable=False)
    assert library.history.redo() is None
    assert [summary.id for summary in library.summaries()] == [OTHER.id, ID]
    assert library.history.undo() is None


def test_adding_what_is_there_is_no_deed(library: Library) -> None:
    library.add(BUNDLED)
    assert library.history.newest(9) == []
    assert library.history.undo() is None


def test_undoing_counts_entries_right_although_the_count_changed_meanwhile(library: Library) -> None:
    library.editor.write(ID, pane=PaneId("trade"), title="x")
    briefings = library._store.table("briefings")
    # As taking in another library's entries does.
    briefings.update({"entries": 40})
    library.history.undo()
    assert library.summaries()[0].entries == 39
    library.history.redo()
    assert library.summaries()[0].entries == 40
