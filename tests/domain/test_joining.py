"""Two briefings of one article, each imported by itself, made an earlier and a later text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from content.check import Fault, ground
from content.errors import ContentError, UnknownBriefing
from content.exports.briefing_json import dump
from content.importers.briefing_file import load_briefing
from content.joining import LEAST
from content.library import Library
from content.likeness import likeness
from content.model import Briefing, BriefingId, DeskId, Entry, EntryId, Origin, PaneId, SentenceNumber
from content.notes import on_entry, on_sentence
from content.regrounding import Fate
from tests.domain.changing import MINISTERS, article, citing, with_entries
from tests.domain.libraries import opened, told

OLD, NEW = BriefingId("old"), BriefingId("new")
LATER = (
    "The talks had been put off twice.",
    MINISTERS[0],
    "Exports to Angola rose from $1.2 billion to $1.6 billion in 2021, Sousa said.",
    MINISTERS[2],
    MINISTERS[4],
)
"""A sentence is new, one changed a figure, two are gone."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as made:
        made.add(with_entries(article("old"), Origin.DRAFTED))
        made.add(with_entries(article("new", LATER), Origin.DRAFTED))
        yield made


def state(library: Library) -> list[object]:
    summaries = library.summaries()
    return [
        summaries,
        [library.briefing(each.id) for each in summaries],
        [note._replace(updated_at="") for note in library.notebook.every()],
        [library.position(each.id).read for each in summaries],
        [row._replace(last_read="") for row in library.catalogue.page()],
    ]


def on(library: Library, id: BriefingId, number: int, body: str) -> str:
    return library.notebook.annotate(id, on_sentence(library.briefing(id), SentenceNumber(number)), body=body).id


def by_title(briefing: Briefing, words: str) -> list[str]:
    return [entry.id for entry in briefing.entries if entry.title.startswith(words)]


def test_both_become_a_chain_and_notes_go_along_to_their_words(library: Library) -> None:
    first, second, third = (on(library, OLD, number, f"on {number}") for number in (1, 2, 4))
    own = on(library, NEW, 1, "on the later one")
    revision = library.catalogue.merge(OLD, NEW)
    assert (revision.briefing, revision.revision_of) == (NEW, OLD)
    assert library.revisions.latest(OLD) == NEW
    assert {row.id: row.is_earlier for row in library.catalogue.page()} == {OLD: True, NEW: False}
    notes = {note.id: note for note in library.notebook.of(NEW)}
    assert notes.keys() == {first, second, third, own}
    assert library.notebook.of(OLD) == ()
    assert notes[first].target.sentence == 2
    fates = {item.id: item.fate for item in revision.items}
    assert fates == {second: Fate.CHANGED, third: Fate.LOST}
    assert [item.id for item in library.revisions.pending(NEW)] == [second, third]
    assert library.revisions.confirm(NEW) == 2
    assert library.revisions.pending(NEW) == ()


def test_undoing_leaves_both_as_they_were_and_redoing_joins_them_again(library: Library) -> None:
    on(library, OLD, 2, "x")
    library.notebook.annotate(OLD, on_entry(library.briefing(OLD), EntryId("e4")), body="on an entry")
    library.mark_read(OLD, [EntryId("e1"), EntryId("e2")], read=True)
    library.editor.edit(OLD, EntryId("e2"), title="My words", text="My words on $1.2 billion")
    library.editor.write(OLD, pane=PaneId("trade"), title="Of my own")
    library.catalogue.tag([OLD], add=["x"])
    before = state(library)
    library.catalogue.merge(OLD, NEW)
    after = state(library)
    assert after != before
    for _ in range(2):
        library.history.undo()
        assert state(library) == before
        library.history.redo()
        assert state(library) == after


def test_what_the_reader_made_of_entries_is_there_once_and_drafts_are_those_of_the_later_text(library: Library) -> None:
    library.review.accept(OLD, [EntryId("e1")])  # the same words are drafted in the later text
    library.review.accept(OLD, [EntryId("e4")])  # its sentence is gone there
    library.editor.edit(OLD, EntryId("e3"), text="More trade is wanted.")
    written = library.editor.write(
        OLD, pane=PaneId("trade"), title="Of my own", citations=citing(library.briefing(OLD), 5, "x").citations
    )
    drafted = len(library.briefing(NEW).entries)
    revision = library.catalogue.merge(OLD, NEW)
    briefing = library.briefing(NEW)
    (accepted,) = by_title(briefing, "Portugal")
    assert next(entry for entry in briefing.entries if entry.id == accepted).accepted
    (edited,) = [entry for entry in briefing.entries if entry.title.startswith("“We want")]
    assert (edited.text, edited.origin) == ("More trade is wanted.", Origin.READER)
    assert [citation.sentence for citation in edited.citations] == [4]
    original = library.editor.original(NEW, edited.id)
    assert original is not None and original.origin is Origin.DRAFTED
    (own,) = [entry for entry in briefing.entries if entry.title == written.title]
    assert [citation.sentence for citation in own.citations] == [5]
    (lost,) = by_title(briefing, "The two governments")
    assert next(entry for entry in briefing.entries if entry.id == lost).citations == ()
    assert {(item.id, item.fate) for item in revision.items if not item.is_note} >= {(lost, Fate.LOST)}
    assert len(briefing.entries) == drafted + 2
    assert library.summaries()[0].entries == len(briefing.entries)
    assert len({entry.id for entry in briefing.entries}) == len(briefing.entries)
    assert revision.dropped == 1  # what analysts doubted


def test_entries_of_the_same_id_that_say_other_things_are_kept_apart(library: Library) -> None:
    library.editor.edit(OLD, EntryId("e6"), title="Doubts", text="It would not pay.")
    note = library.notebook.annotate(OLD, on_entry(library.briefing(OLD), EntryId("e2")), body="on a figure")
    library.catalogue.merge(OLD, NEW)
    briefing = library.briefing(NEW)
    (doubts,) = by_title(briefing, "Doubts")
    assert len({entry.id for entry in briefing.entries}) == len(briefing.entries)
    (moved,) = library.notebook.of(NEW)
    assert moved.id == note.id
    (entry,) = [each for each in briefing.entries if each.id == moved.target.entry]
    assert entry.title.startswith("Exports to Angola")
    assert doubts != entry.id


def test_what_was_read_of_either_is_read_and_star_tags_and_title_are_those_of_both(library: Library) -> None:
    library.mark_read(OLD, [EntryId("e1"), EntryId("e6")], read=True)
    library.mark_read(NEW, [EntryId("e1")], read=True)
    catalogue = library.catalogue
    catalogue.star([OLD])
    catalogue.tag([OLD], add=["x", "Y"])
    catalogue.tag([NEW], add=["y", "z"])
    catalogue.rename(OLD, "Mine")
    catalogue.merge(OLD, NEW)
    row = catalogue.row(NEW)
    assert row is not None
    assert (row.is_starred, row.tags, row.title) == (True, ("y", "z", "x"), "Mine")
    assert library.position(NEW).read == {"e1", "e2"}  # the first sentence of the one is the second of the other


def test_a_later_text_that_was_never_read_takes_over_what_was_read(library: Library) -> None:
    library.mark_read(OLD, [EntryId("e1")], read=True)
    library.catalogue.merge(OLD, NEW)
    assert library.position(NEW).read == {"e2"}
    assert library.last_read() == NEW or library.last_read() == OLD


def test_what_cannot_be_a_chain_is_refused_and_nothing_is_changed(library: Library) -> None:
    third = article("third", MINISTERS[:4])
    library.add(third)
    library.add(article("fourth", MINISTERS[2:]))
    library.add(article("desk", MINISTERS[1:])._replace(desk=DeskId("energy-climate")))
    library.add(article("same"))
    library.catalogue.merge(OLD, NEW)
    before = state(library)
    for earlier, later, words in (
        ("old", "new", "texts of one article already"),
        ("new", "old", "texts of one article already"),
        ("old", "old", "its text is the same"),
        ("old", "third", "it has a later revision already; merge new instead"),
        ("third", "new", "it is a later text of old already; undo that first, or merge third with old"),
        ("third", "desk", "under another desk"),
        ("same", "old", "its text is the same as that of old; delete one of them"),
    ):
        with pytest.raises(ContentError) as caught:
            library.catalogue.merge(BriefingId(earlier), BriefingId(later))
        assert words in told(caught.value)
    with pytest.raises(UnknownBriefing):
        library.catalogue.merge(OLD, BriefingId("none"))
    assert state(library) == before
    library.catalogue.merge(third.id, OLD)  # an earlier one still
    assert library.revisions.latest(third.id) == NEW
    library.catalogue.merge(NEW, BriefingId("fourth"))  # and a later one
    assert library.revisions.latest(third.id) == "fourth"


def test_a_later_text_whose_earlier_one_was_deleted_can_have_another(library: Library) -> None:
    library.add(article("third", MINISTERS[:4]))
    library.catalogue.merge(OLD, NEW)
    library.catalogue.remove([OLD])
    library.catalogue.merge(BriefingId("third"), NEW)
    assert {row.id: row.is_earlier for row in library.catalogue.page()} == {"third": True, "new": False}
    library.history.undo()
    library.history.undo()
    assert {row.id: row.is_earlier for row in library.catalogue.page()} == {"old": True, "third": False, "new": False}


SENTENCES = st.lists(st.sampled_from([*MINISTERS, *LATER[:3:2]]), min_size=2, max_size=6, unique=True)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "edit", "retitle", "write", "remove", "note", "note on entry", "read", "link"]),
        st.sampled_from([OLD, NEW]),
        st.integers(0, 5),
    ),
    max_size=12,
)


def do(library: Library, what: str, id: BriefingId, number: int) -> None:
    """One thing that a reader does; what cannot be done just then is left."""
    briefing = library.briefing(id)
    sentence = number % len(briefing.sentences) + 1
    if what == "note":
        on(library, id, sentence, f"note {number}")
    elif what == "write":
        cited = citing(briefing, sentence, "x").citations
        library.editor.write(id, pane=PaneId("trade"), title=f"Own {id} {number}", citations=cited)
    if not briefing.entries:
        return
    entry = briefing.entries[number % len(briefing.entries)].id
    if what == "accept":
        library.review.accept(id, [entry])
    elif what == "edit":
        library.editor.edit(id, entry, text=f"Text of {id} {number}")
    elif what == "retitle":
        library.editor.edit(id, entry, title=f"Title of {id} {number}")
    elif what == "remove":
        library.editor.remove(id, entry)
    elif what == "note on entry":
        library.notebook.annotate(id, on_entry(briefing, entry), body=f"note on {id} {number}")
    elif what == "read":
        library.mark_read(id, [entry], read=True)
    elif what == "link" and briefing.entries[-1].id != entry:
        library.editor.link(id, entry, briefing.entries[-1].id)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=SENTENCES, new=SENTENCES, deeds=DEEDS)
def test_whatever_was_done_on_both_nothing_of_the_readers_is_lost_and_undoing_parts_them_again(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str], deeds: list[tuple[str, BriefingId, int]]
) -> None:
    assume(old != new and likeness("\n".join(old), "\n".join(new)) >= LEAST)
    with opened(tmp_path_factory.mktemp("joined")) as library:
        library.add(with_entries(article("old", old), Origin.DRAFTED))
        library.add(with_entries(article("new", new), Origin.DRAFTED))
        for deed in deeds:
            do(library, *deed)
        before, earlier, later = state(library), library.briefing(OLD), library.briefing(NEW)
        notes, read = sorted(note.body for note in library.notebook.every()), library.position(NEW).read
        library.catalogue.merge(OLD, NEW)
        merged = library.briefing(NEW)
        assert load_briefing(dump(merged), where="") == merged
        assert {finding.fault for finding in ground(merged)} <= {Fault.NO_SUPPORT}
        assert sorted(note.body for note in library.notebook.of(NEW)) == notes
        ids = {entry.id for entry in merged.entries}
        own = {(entry.title, entry.text) for each in (earlier, later) for entry in each.entries if is_own(entry)}
        assert own <= {(entry.title, entry.text) for entry in merged.entries}
        assert {entry.id for entry in later.entries} <= ids
        assert all(set(entry.links) <= ids - {entry.id} for entry in merged.entries)
        assert library.position(NEW).read <= ids | read
        noted = {note.target.entry for note in library.notebook.of(NEW)} - {None}
        dropped = {note.target.entry for note in library.notebook.of(NEW) if str(note.target.entry).endswith("-gone")}
        assert len(noted - ids - dropped) <= sum(deed[0] == "remove" for deed in deeds)
        row = library.catalogue.row(NEW)
        assert row is not None and row.entries == len(merged.entries)
        library.history.undo()
        assert state(library) == before


def is_own(entry: Entry) -> bool:
    """Whether the reader wrote it, at least in part."""
    return entry.origin is Origin.READER


def test_two_that_have_next_to_nothing_in_common_are_no_texts_of_one_article(library: Library) -> None:
    library.add(article("elsewhere", ["A ferry sank off the coast.", "Nobody was hurt, the harbour master said."]))
    before = state(library)
    with pytest.raises(ContentError, match="next to nothing in common"):
        library.catalogue.merge(OLD, BriefingId("elsewhere"))
    assert state(library) == before
