"""A changed article takes the place of an earlier one: what the reader has on it goes with it, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.check import Fault, ground
from content.errors import ContentError, LibraryError
from content.exports.briefing_json import dump
from content.importers.briefing_file import load_briefing
from content.library import Library
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    Entry,
    EntryId,
    Mark,
    Origin,
    PaneId,
    ReadingPosition,
    SentenceNumber,
    Span,
)
from content.notes import on_entry, on_sentence, on_span, place_of
from content.originals import Original
from content.regrounding import Fate
from content.revisions import Revision
from tests.domain.changing import MINISTERS, article, citing, with_entries, with_figure
from tests.domain.libraries import opened, told

OLD, NEW = BriefingId("old"), BriefingId("new")
ONE, TWO, THREE, FOUR, FIVE, SIX = MINISTERS


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as library:
        yield library


def fates(revision: Revision) -> dict[str, str]:
    return {item.title if item.is_note else item.id: item.fate.value for item in revision.items}


def everything(library: Library) -> dict[str, Any]:
    """Each document that lives, without the times at which it was changed."""
    return {
        name: [
            {**document, "updated_at": ""}
            for document in library._store.table(name)
            if not document["deleted"] and name != "changes"
        ]
        for name in sorted(library._store.tables())
    }


def is_grounded(briefing: Briefing) -> bool:
    """Whether every citation, figure and quotation stands where it says; what cites nothing is told elsewhere."""
    return {finding.fault for finding in ground(briefing)} <= {Fault.NO_SUPPORT}


# --- entries -------------------------------------------------------------------------------------------------------


def test_entries_on_sentences_that_stayed_go_with_them(library: Library) -> None:
    library.add(with_entries(article("old")))
    revision = library.revisions.revise(OLD, article("new", ["It rained.", ONE, TWO, THREE, FOUR, FIVE, SIX]))
    assert (revision.briefing, revision.revision_of, revision.items) == (NEW, OLD, ())
    kept = library.briefing(NEW)
    assert [entry.citations[0].sentence for entry in kept.entries] == [2, 3, 4, 5, 6, 7]
    assert [entry._replace(citations=()) for entry in kept.entries] == [
        entry._replace(citations=()) for entry in library.briefing(OLD).entries
    ]
    assert library.summaries()[0].entries == 6


def test_what_moved_changed_or_lost_its_ground_is_listed_with_the_words(library: Library) -> None:
    library.add(with_entries(article("old")))
    rose = TWO.replace("$1.5", "$1.6")
    revision = library.revisions.revise(OLD, article("new", [SIX, ONE, rose, THREE, FIVE]))
    assert fates(revision) == {"e2": "changed", "e4": "lost", "e6": "moved"}
    (changed,), (lost,), (moved,) = revision.changed, revision.lost, revision.moved
    assert (changed.old, changed.new, changed.confidence < 0.8) == (TWO, rose, True)
    assert (lost.old, lost.new, lost.span) == (FOUR, "", None)
    assert (moved.old, moved.new, moved.confidence) == (SIX, SIX, 1.0)
    kept = {entry.id: entry for entry in library.briefing(NEW).entries}
    assert kept[EntryId("e4")].citations == ()
    assert kept[EntryId("e4")].text == FOUR
    assert [finding.entry for finding in ground(library.briefing(NEW)) if finding.fault is Fault.NO_SUPPORT] == ["e4"]
    assert is_grounded(library.briefing(NEW))


def test_an_entry_that_keeps_one_of_two_sentences_is_changed(library: Library) -> None:
    old = with_entries(article("old"))
    both = old.entries[0]._replace(citations=(old.entries[0].citations[0], old.entries[3].citations[0]))
    library.add(old._replace(entries=(both,)))
    revision = library.revisions.revise(OLD, article("new", [ONE, TWO, THREE, FIVE, SIX]))
    assert fates(revision) == {"e1": "changed"}
    assert [citation.sentence for citation in library.briefing(NEW).entries[0].citations] == [1]


def test_a_sentence_set_aside_stays_so_where_its_words_stayed(library: Library) -> None:
    old = with_entries(article("old"))
    library.add(old._replace(entries=old.entries[3:4]))
    library.review.set_aside(library.briefing(OLD), [SentenceNumber(n) for n in (1, 2, 6)])
    library.revisions.revise(OLD, article("new", [SIX, ONE, TWO.replace("$1.5", "$1.6"), THREE, FOUR, FIVE]))
    assert library.aside(NEW) == {1, 2}, "the sixth stands first now, and the second says something else"
    assert library.aside(OLD) == {1, 2, 6}


def test_some_words_of_a_sentence_are_found_in_it_after_it_changed(library: Library) -> None:
    old = article("old")
    entry = with_figure(
        citing(old, 2, "x", words="rose from $1.2 billion to $1.5 billion in 2021"), old, "$1.2 billion"
    )
    library.add(old._replace(entries=(entry,)))
    revision = library.revisions.revise(OLD, article("new", [ONE, f"Last year e{TWO[1:]}", *MINISTERS[2:]]))
    assert fates(revision) == {"x": "changed"}
    assert revision.items[0].new.startswith("Last year exports to Angola rose")
    (kept,) = library.briefing(NEW).entries
    assert kept.citations[0].quote == "rose from $1.2 billion to $1.5 billion in 2021"
    assert kept.figures[0].span.of(library.briefing(NEW).text) == "$1.2 billion"


def test_a_figure_that_is_not_in_the_new_text_goes_and_the_entry_counts_as_changed(library: Library) -> None:
    old = article("old")
    library.add(old._replace(entries=(with_figure(citing(old, 2, "x"), old, "$1.2 billion"),)))
    revision = library.revisions.revise(OLD, article("new", [ONE, TWO.replace("$1.2", "$11.2"), *MINISTERS[2:]]))
    assert fates(revision) == {"x": "changed"}
    assert library.briefing(NEW).entries[0].figures == ()


def test_drafted_entries_nobody_touched_give_way_to_those_of_the_new_draft(library: Library) -> None:
    library.add(with_entries(article("old"), Origin.DRAFTED))
    library.editor.edit(OLD, EntryId("e2"), title="Mine")
    library.editor.remove(OLD, EntryId("e5"))
    library.notebook.annotate(OLD, on_entry(library.briefing(OLD), EntryId("e4")), body="noted")
    new = article("new", ["It rained in Porto.", ONE, TWO, FIVE, SIX])
    revision = library.revisions.revise(OLD, with_entries(new, Origin.DRAFTED))
    titles = {entry.id: entry.title for entry in library.briefing(NEW).entries}
    # New is what the first sentence says; `e3` went with its sentence; `e5` was deleted and does not come back.
    assert (revision.drafted, revision.dropped, fates(revision)) == (1, 1, {"e4": "lost"})
    assert titles.pop(EntryId("e2")) == "Mine"
    assert titles == {
        EntryId("trade-new-1"): "It rained in Porto.",
        EntryId("e1"): ONE[:30],
        EntryId("e4"): FOUR[:30],
        EntryId("e6"): SIX[:30],
    }
    assert is_grounded(library.briefing(NEW))


def test_a_draft_with_a_note_on_it_is_that_of_the_new_text_and_listed_where_its_words_changed(library: Library) -> None:
    library.add(with_entries(article("old"), Origin.DRAFTED))
    for id in ("e1", "e2"):
        library.notebook.annotate(OLD, on_entry(library.briefing(OLD), EntryId(id)), body=f"on {id}")
    rose = TWO.replace("$1.5", "$1.6")
    new = with_entries(article("new", [ONE, rose]), Origin.DRAFTED)
    new = new._replace(entries=tuple([entry._replace(id=EntryId(f"n-{entry.id}")) for entry in new.entries]))
    revision = library.revisions.revise(OLD, new)
    assert [(entry.id, entry.text) for entry in library.briefing(NEW).entries] == [("e1", ONE), ("e2", rose)]
    assert (fates(revision), revision.drafted, revision.dropped) == ({"e2": "changed"}, 0, 4)
    assert {note.target.entry for note in library.notebook.of(NEW)} == {"e1", "e2"}


def test_what_says_more_than_its_sentence_now_is_dropped_where_it_is_only_drafted(library: Library) -> None:
    old = article("old")
    library.add(
        old._replace(entries=(citing(old, 4, "e4", Origin.DRAFTED)._replace(text="A deal with Brazil was signed"),))
    )
    revision = library.revisions.revise(OLD, article("new", [ONE, THREE, FOUR]))
    assert (library.briefing(NEW).entries, revision.dropped) == ((), 1)


def test_a_person_whom_the_new_draft_names_otherwise_is_not_lost(library: Library) -> None:
    def person(briefing: Briefing, number: int, id: str, name: str) -> Entry:
        entry = citing(briefing, number, id, Origin.DRAFTED)
        return entry._replace(pane=PaneId("people"), kind="person", title=name, text="The text gives no role.")

    old, new = article("old"), article("new", [ONE, *MINISTERS[2:]])
    sousa = person(old, 1, "people-1", "Ana Sousa")._replace(
        citations=(citing(old, 1, "x").citations[0], citing(old, 2, "x").citations[0])
    )
    library.add(old._replace(entries=(sousa,)))
    drafted = (person(new, 1, "people-1", "Sousa"), person(new, 1, "people-2", "Luis Pereira"))
    library.revisions.revise(OLD, new._replace(entries=drafted))
    assert [entry.title for entry in library.briefing(NEW).entries] == ["Sousa"]


def test_words_that_are_gone_with_their_sentence_are_not_guessed_among_others(library: Library) -> None:
    old = article(
        "old", [ONE, "The party congress has tried to show unity and support for the policies of Kim.", THREE]
    )
    library.add(old)
    library.notebook.annotate(OLD, on_sentence(old, SentenceNumber(2)), body="gone")
    new = article("new", [ONE, THREE, "During the congress, the leader Kim declared that his country was nuclear."])
    assert fates(library.revisions.revise(OLD, new)) == {"gone": "lost"}


def test_words_that_are_gone_from_a_sentence_that_changed_leave_the_sentence_to_look_at(library: Library) -> None:
    old = article("old")
    library.add(old._replace(entries=(citing(old, 2, "x", words="Sousa said"),)))
    changed = TWO.replace(", Sousa said", "")
    (item,) = library.revisions.revise(OLD, article("new", [ONE, changed, *MINISTERS[2:]])).items
    assert (item.fate, item.new, item.confidence) == (Fate.CHANGED, changed, 0.2)


def test_links_lead_to_what_is_there(library: Library) -> None:
    old = with_entries(article("old"))
    linked = old.entries[0]._replace(links=(EntryId("e2"), EntryId("e3")))
    drafted = old.entries[2]._replace(origin=Origin.DRAFTED)
    library.add(old._replace(entries=(linked, old.entries[1], drafted)))
    new = with_entries(article("new", [ONE, TWO, "It rained in Porto.", FOUR]), Origin.DRAFTED)
    fresh = new.entries[2]._replace(links=(new.entries[0].id, new.entries[3].id))
    library.revisions.revise(OLD, new._replace(entries=(*new.entries[:2], fresh, new.entries[3])))
    kept = {entry.title: entry for entry in library.briefing(NEW).entries}
    assert kept[ONE[:30]].links == ("e2",)
    assert kept["It rained in Porto."].links == ("e1",)
    assert len({entry.id for entry in kept.values()}) == 3


def test_what_the_program_wrote_can_be_restored_on_the_new_text(library: Library) -> None:
    library.add(with_entries(article("old")))
    library.editor.edit(OLD, EntryId("e3"), title="Mine")
    library.revisions.revise(OLD, article("new", ["It rained.", *MINISTERS]))
    assert library.editor.restore(NEW, EntryId("e3")).citations[0].sentence == 4
    assert is_grounded(library.briefing(NEW))
    assert library.editor.original(OLD, EntryId("e3")) is not None


# --- notes, reading, marks -------------------------------------------------------------------------------------------


def test_notes_go_with_their_words_and_become_orphans_without_them(library: Library) -> None:
    old = article("old")
    library.add(with_entries(old))
    for number in (1, 2, 4):
        library.notebook.annotate(OLD, on_sentence(old, SentenceNumber(number)), body=f"on {number}")
    start = old.text.index("air route")
    library.notebook.annotate(OLD, on_span(old, Span(start, start + 9)), body="words")
    library.notebook.annotate(OLD, on_entry(library.briefing(OLD), EntryId("e6")), body="entry")
    new = article("new", [FIVE, ONE, TWO.replace("$1.5", "$1.6"), THREE, SIX])
    revision = library.revisions.revise(OLD, new)
    assert library.notebook.of(OLD) == ()
    notes = {note.body: note for note in library.notebook.of(NEW)}
    assert notes.keys() == {"on 1", "on 2", "on 4", "words", "entry"}
    assert [notes[name].target.sentence for name in ("on 1", "on 2", "on 4", "words")] == [2, 3, 4, 1]
    assert {name: fates(revision).get(name) for name in notes} == {
        "on 1": None,
        "on 2": "changed",
        "on 4": "lost",
        "words": "moved",
        "entry": None,
    }
    places = {name: place_of(note, new) for name, note in notes.items()}
    assert places["words"] is not None and places["words"].span is not None and places["words"].is_sure
    assert places["words"].span.of(new.text) == "air route"
    assert all((place := places[name]) is not None and not place.is_sure for name in ("on 2", "on 4"))
    assert notes["on 4"].target.selector is not None and notes["on 4"].target.selector.exact == FOUR


def test_what_was_read_and_the_marks_go_along_and_the_reader_comes_back_to_the_new_text(library: Library) -> None:
    library.add(with_entries(article("old")))
    library.add(article("other", title="Other", url="", sentences=["Another text."]))
    mark = Mark("trade", EntryId("e2"), SentenceNumber(2), "source")
    read = frozenset([EntryId("e1"), EntryId("e3")])
    library.keep_position(OLD, ReadingPosition("trade", read=read, marks=(("a", mark),)))
    library.revisions.revise(OLD, article("new", ["It rained.", *MINISTERS]))
    position = library.position(NEW)
    assert (position.tab, position.read) == ("trade", read)
    assert position.marks == (("a", mark._replace(sentence=SentenceNumber(3))),)
    assert library.last_read() == NEW


def test_a_briefing_that_was_read_long_ago_is_not_the_last_read_for_being_revised(library: Library) -> None:
    library.add(with_entries(article("old")))
    library.add(article("other", title="Other", url="", sentences=["Another text."]))
    library.keep_position(OLD, ReadingPosition("trade"))
    library.keep_position(BriefingId("other"), ReadingPosition())
    library.revisions.revise(OLD, article("new", ["It rained.", *MINISTERS]))
    assert library.last_read() == "other"


# --- the list to confirm ---------------------------------------------------------------------------------------------


def test_what_is_to_be_confirmed_is_kept_until_it_is(library: Library, tmp_path: Path) -> None:
    old = article("old")
    library.add(with_entries(old))
    note = library.notebook.annotate(OLD, on_sentence(old, SentenceNumber(2)), body="on 2")
    rose = TWO.replace("$1.5", "$1.6")
    revision = library.revisions.revise(OLD, article("new", [SIX, ONE, rose, THREE, FIVE]))
    assert library.revisions.pending(OLD) == ()
    with opened(tmp_path / "library") as other:
        assert other.revisions.pending(NEW) == revision.items
        assert other.revisions.of(NEW) == revision
    assert library.revisions.confirm(NEW, EntryId("e2")) == 1
    assert [item.id for item in library.revisions.pending(NEW)] == ["e4", "e6", note.id]
    assert library.revisions.confirm(NEW) == 3
    assert library.revisions.confirm(NEW) == 0
    assert library.revisions.pending(NEW) == ()
    (placed,) = library.notebook.of(NEW)
    place = place_of(placed, library.briefing(NEW))
    assert place is not None and place.is_sure and place.span is not None
    assert place.span.of(library.briefing(NEW).text) == rose
    library.history.undo()
    assert [item.id for item in library.revisions.pending(NEW)] == ["e4", "e6", note.id]


def test_what_has_found_its_ground_or_was_deleted_needs_no_confirming(library: Library) -> None:
    old = article("old")
    library.add(with_entries(old))
    notes = [library.notebook.annotate(OLD, on_sentence(old, SentenceNumber(n)), body=f"on {n}") for n in (4, 5)]
    library.revisions.revise(OLD, new := article("new", [ONE, TWO, THREE]))
    assert [item.id for item in library.revisions.pending(NEW)] == ["e4", "e5", "e6", *(note.id for note in notes)]
    library.editor.cite(library.briefing(NEW), EntryId("e4"), new.sentences[2].span)
    library.editor.remove(NEW, EntryId("e5"))
    library.notebook.change(notes[0].id, target=on_sentence(new, SentenceNumber(2)))
    library.notebook.remove(notes[1].id)
    assert [item.id for item in library.revisions.pending(NEW)] == ["e6"]


def test_the_newest_of_several_revisions_is_known_and_an_older_one_is_not_revised_again(library: Library) -> None:
    library.add(article("old"))
    library.revisions.revise(OLD, article("new", MINISTERS[:5]))
    library.revisions.revise(NEW, article("newest", MINISTERS[:4]))
    assert [library.revisions.latest(BriefingId(id)) for id in ("old", "new", "newest")] == ["newest"] * 3
    with pytest.raises(ContentError) as caught:
        library.revisions.revise(OLD, article("x", MINISTERS[:3]))
    assert told(caught.value) == "old: it has a later revision already; revise newest instead"
    library.history.undo()
    assert library.revisions.latest(OLD) == NEW


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (article("x"), "old: its text is the same as before"),
        (article("there", MINISTERS[:5]), "there: the new text is in the library already"),
    ],
)
def test_what_cannot_be_a_revision_is_refused_and_nothing_is_kept(
    library: Library, new: Briefing, sentence: str
) -> None:
    library.add(article("old"))
    library.add(article("there", MINISTERS[:5]))
    before = everything(library)
    with pytest.raises(ContentError) as caught:
        library.revisions.revise(OLD, new)
    assert told(caught.value).startswith(sentence)
    assert everything(library) == before


def test_what_only_a_few_need_is_not_loaded_to_read() -> None:
    code = """if True:
        import os, pathlib, sys, tempfile
        from datetime import UTC, datetime
        from content.library import Library
        with tempfile.TemporaryDirectory() as folder, Library.open(
            pathlib.Path(folder), now=lambda: datetime.now(UTC), random=os.urandom
        ) as library:
            library.last_read()
        names = ("revisions", "twins", "originals", "likeness", "differences", "regrounding", "store.sketches")
        print([name for name in names if f"content.{name}" in sys.modules])
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"


# --- undoing, keeping ------------------------------------------------------------------------------------------------


def test_a_revision_is_one_action_and_undoing_it_gives_back_what_was(library: Library) -> None:
    old = article("old")
    library.add(with_entries(old))
    for number in range(1, 7):
        library.notebook.annotate(OLD, on_sentence(old, SentenceNumber(number)), body=f"on {number}")
    library.keep_position(OLD, ReadingPosition("trade", read=frozenset([EntryId("e1")])))
    before, shown = everything(library), library.briefing(OLD)
    library.revisions.revise(OLD, with_entries(article("new", [SIX, ONE, THREE]), Origin.DRAFTED), original=FILE)
    after = everything(library)
    assert library.briefing(OLD) == shown
    deed = library.history.undo()
    assert deed is not None and deed.label == "revised the briefing “Lisbon talks”"
    now = everything(library)
    for name in before:
        kept = before[name] if name not in ("sources", "entries") else now[name]  # those of the new one have no way in
        assert now[name] == kept, name
    assert not library.has(NEW)
    assert library.briefing(OLD) == shown
    assert library.history.newest(1)[0].is_done is False
    library.history.redo()
    assert everything(library) == after


FILE = Original(b"<p>the new text", "text/html", "new.html")


def test_a_revision_that_was_undone_can_be_made_again(library: Library) -> None:
    library.add(with_entries(article("old")))
    first = library.revisions.revise(OLD, article("new", MINISTERS[:3]))
    library.history.undo()
    assert library.revisions.revise(OLD, article("new", MINISTERS[:3])) == first
    assert library.revisions.latest(OLD) == NEW


def test_where_the_disk_fails_nothing_of_a_revision_is_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    old = article("old")
    library.add(with_entries(old))
    library.notebook.annotate(OLD, on_sentence(old, SentenceNumber(2)), body="on 2")
    before = everything(library)

    def full(*_: object, **__: object) -> None:
        raise LibraryError("the disk is full", where="library.db", remedy="free some space")

    monkeypatch.setattr("content.store.journal.Journal.drop_undone", full)  # the last thing before the end
    with pytest.raises(LibraryError):
        library.revisions.revise(OLD, article("new", MINISTERS[:3]), original=FILE)
    assert everything(library) == before
    assert library.originals.of(OLD) is None


def test_what_the_reader_wrote_of_the_source_outlives_a_revision(library: Library) -> None:
    library.add(article("old"))
    library.editor.describe(OLD, title="My title", author="A. Writer")
    new = article("new", MINISTERS[:5], title="Another title")
    library.revisions.revise(
        OLD, new._replace(source=new.source._replace(issued="2021-06-02", publisher="", author="B"))
    )
    kept = library.briefing(NEW)
    assert (kept.title, kept.source.title, kept.source.author) == ("My title", "My title", "A. Writer")
    assert (kept.source.issued, kept.source.publisher) == ("2021-06-02", "The Paper")


# --- whatever the texts are ------------------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *MINISTERS,
        TWO.replace("$1.5", "$1.6"),
        f"Later, {FOUR}",
        "It rained.",
        "It rained.",
        "中国与葡萄牙签署协议。",
        "No.",
    ]
)
TEXTS = st.lists(LINES, min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(before=TEXTS, after=TEXTS, data=st.data())
def test_the_spans_of_what_was_carried_over_are_always_their_quotes(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str], data: st.DataObject
) -> None:
    old, new = article("old", before), article("new", after)
    entries = []
    for index in range(data.draw(st.integers(1, 4))):
        citations = []
        for _ in range(data.draw(st.integers(0, 3))):
            number = data.draw(st.integers(1, len(before)))
            whole = old.sentences[number - 1].span
            start = data.draw(st.integers(whole.start, whole.end - 1))
            span = data.draw(st.sampled_from([whole, Span(start, data.draw(st.integers(start + 1, whole.end)))]))
            citations.append(Citation(SentenceNumber(number), span, span.of(old.text)))
        origin = data.draw(st.sampled_from([Origin.CURATED, Origin.DRAFTED]))
        entry = citing(old, 1, f"e{index}", origin)._replace(citations=tuple(citations), title=f"Title {index}")
        entries.append(entry)
    with opened(tmp_path_factory.mktemp("any") / "library") as library:
        library.add(old._replace(entries=tuple(entries)))
        start = data.draw(st.integers(0, len(old.text) - 1))
        marked = on_span(old, Span(start, min(len(old.text), start + data.draw(st.integers(2, 40)))))
        library.notebook.annotate(OLD, marked, body="words")
        library.notebook.annotate(OLD, on_sentence(old, SentenceNumber(1)), body="sentence")
        state = everything(library)
        if before == after:
            return
        revision = library.revisions.revise(OLD, with_entries(new, Origin.DRAFTED))
        kept = library.briefing(NEW)
        for entry in kept.entries:
            for citation in entry.citations:
                whole = kept.sentences[citation.sentence - 1].span
                assert citation.span.of(kept.text) == citation.quote != ""
                assert whole.start <= citation.span.start and citation.span.end <= whole.end
        assert load_briefing(dump(kept), where="") == kept
        assert {entry.id for entry in entries if entry.origin is Origin.CURATED} <= {entry.id for entry in kept.entries}
        assert {note.body for note in library.notebook.of(NEW)} == {"words", "sentence"}
        for note in library.notebook.of(NEW):
            place = place_of(note, kept)
            fate = next((item.fate for item in revision.items if item.id == note.id), None)
            assert fate in (Fate.CHANGED, Fate.LOST) or (place is not None and place.is_sure)
        library.history.undo()
        now = everything(library)
        assert {name: now[name] for name in ("briefings", "notes", "reading")} == {
            name: state.get(name, []) for name in ("briefings", "notes", "reading")
        }
        assert library.briefing(OLD) == old._replace(entries=tuple(entries))


def test_an_entry_of_another_pane_is_filed_there_in_the_new_text_too(library: Library) -> None:
    old = with_entries(article("old"))
    library.add(old)
    library.editor.edit(OLD, EntryId("e5"), pane=PaneId("expert"))
    library.revisions.revise(OLD, article("new", ["It rained.", *MINISTERS]))
    assert {entry.id for entry in library.briefing(NEW).entries if entry.pane == "expert"} == {"e5"}
