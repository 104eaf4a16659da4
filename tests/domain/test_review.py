"""What the program drafted is gone through: accepted, refiled, merged, dropped, filed; and all of it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from content.check import check
from content.desk import ENERGY_CLIMATE
from content.drafting.desk_file import load_desk
from content.errors import ContentError, UnknownBriefing, UnknownEntry
from content.exports.briefing_json import dump
from content.exports.library_jsonl import library_lines
from content.importers.briefing_file import load_briefing
from content.importers.library_jsonl import LibraryFile
from content.library import Library
from content.model import Briefing, BriefingId, Entry, EntryId, Origin, PaneId, SentenceNumber
from content.notes import NoteKind, on_entry
from content.review import Progress
from content.store.documents import unlinked
from content.transfer import NEWEST_LAYOUT
from tests.domain.libraries import BUNDLED, opened, told

# So that sentences are left which no entry cites.
KEPT = [entry for entry in BUNDLED.entries if not {citation.sentence for citation in entry.citations} & {2, 8}]
DRAFT = BUNDLED._replace(
    id=BriefingId("draft"),
    entries=tuple([unlinked(entry, {e.id for e in {*BUNDLED.entries} - {*KEPT}}) for entry in KEPT]),
)
DRAFT = DRAFT._replace(entries=tuple([entry._replace(origin=Origin.DRAFTED) for entry in DRAFT.entries]))
ID = DRAFT.id
TRADE, PEOPLE, DIPLOMACY = PaneId("trade"), PaneId("people"), PaneId("diplomacy")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as library:
        library.add(DRAFT, undoable=False)
        yield library


def _ids(pane: PaneId | None = None) -> list[EntryId]:
    return [entry.id for entry in DRAFT.entries if pane in (None, entry.pane)]


def _entry(library: Library, id: EntryId) -> Entry:
    return next(entry for entry in library.briefing(ID).entries if entry.id == id)


def _progress(library: Library) -> tuple[int, int, int]:
    return tuple(library.review.progress(library.briefing(ID)))[:3]


def _documents(library: Library) -> dict[str, list[Any]]:
    """What is kept, without the times at which it was changed and the journal; a field of nothing is no field."""
    return {
        name: [
            {key: value for key, value in each.items() if key != "updated_at" and value is not None}
            for each in library._store.table(name)
        ]
        for name in sorted(library._store.tables() - {"changes"})
    }


TOTAL, UNFILED = len(DRAFT.entries), len(check(DRAFT).coverage.uncited)


def test_a_draft_is_to_review_from_beginning_to_end(library: Library) -> None:
    assert all(entry.is_to_review for entry in DRAFT.entries)
    assert UNFILED >= 2
    assert _progress(library) == (0, TOTAL, UNFILED)
    library.add(BUNDLED)
    assert tuple(library.review.progress(library.briefing(BUNDLED.id))) == (0, 0, 0, 0)
    assert library.review.progress(library.briefing(BUNDLED.id)).is_done


def test_what_is_accepted_stays_as_it_was_drafted_and_is_reviewed(library: Library) -> None:
    first, second, *_ = _ids()
    assert library.review.accept(ID, [first, second, first]) == 2
    assert _entry(library, first) == DRAFT.entries[0]._replace(accepted=True)
    assert not _entry(library, first).is_to_review
    assert _progress(library) == (2, TOTAL, UNFILED)
    assert library.review.accept(ID, [first]) == 0
    assert [deed.label for deed in library.history.newest(5)] == ["accepted 2 entries"]


def test_a_sentence_that_is_rightly_filed_nowhere_is_set_aside(library: Library) -> None:
    briefing = library.briefing(ID)
    cited = next(number for number in range(1, 19) if number not in (2, 8))
    assert library.review.set_aside(briefing, [SentenceNumber(2), SentenceNumber(cited), SentenceNumber(99)]) == 1
    assert library.briefing(ID).aside == library.aside(ID) == {2}
    assert library.review.progress(library.briefing(ID)) == Progress(0, TOTAL, UNFILED - 1, aside=1)
    assert library.review.set_aside(briefing, [SentenceNumber(2)]) == 0
    assert library.review.set_aside(briefing, [SentenceNumber(8)]) == 1
    assert library.aside(ID) == {2, 8}
    labels = [deed.label for deed in library.history.newest(5)]
    assert labels == ["set sentence 8 aside", "set sentence 2 aside"]
    library.history.undo()
    library.history.undo()
    assert library.aside(ID) == frozenset() and _progress(library) == (0, TOTAL, UNFILED)
    library.history.redo()
    assert library.aside(ID) == {2}


def test_what_is_set_aside_goes_along_with_the_library_and_is_nothing_that_the_briefing_says(
    library: Library, tmp_path: Path
) -> None:
    plain = dump(library.briefing(ID))
    library.review.set_aside(library.briefing(ID), [SentenceNumber(2)])
    assert dump(library.briefing(ID)) == plain
    assert library.add(DRAFT) == ID, "it is the same briefing still"
    file = tmp_path / "library.jsonl"
    with library.transfer.outgoing(library.now()) as (header, documents):
        file.write_bytes(b"".join(library_lines(header, documents)))
    with opened(tmp_path / "other") as other, LibraryFile(file, newest=NEWEST_LAYOUT) as found:
        other.transfer.take_in(found.documents, other.now())
        assert other.aside(ID) == {2}
        assert other.review.progress(other.briefing(ID)).aside == 1


def test_lists_tell_how_much_of_each_briefing_is_to_review(library: Library) -> None:
    library.add(BUNDLED)
    one, two, three, *_ = _ids()

    def counted() -> dict[str, int]:
        return {each.id: each.to_review for each in library.catalogue.page()}

    assert counted() == {BUNDLED.id: 0, ID: TOTAL}
    library.review.accept(ID, [one])
    library.editor.edit(ID, two, title="“origin”:“drafted”")
    library.review.drop(ID, three)
    library.editor.write(BUNDLED.id, pane=TRADE, title='"origin":"drafted"', text="accepted")
    assert counted() == {BUNDLED.id: 0, ID: TOTAL - 3}
    library.editor.restore(ID, two)
    assert counted()[ID] == TOTAL - 2, "it is as the program drafted it again"
    library.review.accept_all(ID)
    assert counted()[ID] == 0


def test_a_sentence_set_aside_may_be_filed_all_the_same(library: Library) -> None:
    library.review.set_aside(library.briefing(ID), [SentenceNumber(2)])
    library.review.file_sentence(library.briefing(ID), SentenceNumber(2), TRADE)
    assert library.review.progress(library.briefing(ID)) == Progress(0, TOTAL, UNFILED - 1, aside=0)


def test_accepting_all_is_one_step_and_leaves_alone_what_was_reviewed(library: Library) -> None:
    one, two, three, *_ = _ids()
    library.review.accept(ID, [one])
    library.editor.edit(ID, two, title="Other")
    library.review.drop(ID, three)
    assert library.review.accept_all(ID) == TOTAL - 3
    assert _progress(library)[:2] == (TOTAL, TOTAL)
    assert not _entry(library, two).accepted
    library.history.undo()
    assert _progress(library)[:2] == (3, TOTAL)
    library.history.redo()
    assert _progress(library)[:2] == (TOTAL, TOTAL)
    assert library.review.accept_all(ID) == 0


@pytest.mark.parametrize("what", ["accept", "accept_all", "edit", "refile", "merge", "drop", "file"])
def test_each_step_counts_is_undone_and_done_again(library: Library, what: str) -> None:
    briefing, review, trade = library.briefing(ID), library.review, _ids(TRADE)
    note = library.notebook.annotate(ID, on_entry(briefing, trade[1]), kind=NoteKind.NOTE, body="mine")
    before = _documents(library)
    steps = {
        "accept": lambda: review.accept(ID, [trade[0]]),
        "accept_all": lambda: review.accept_all(ID),
        "edit": lambda: library.editor.edit(ID, trade[0], text="Other words."),
        "refile": lambda: review.refile(ID, trade[0], DIPLOMACY),
        "merge": lambda: review.merge(ID, trade[1], trade[0]),
        "drop": lambda: review.drop(ID, trade[0]),
        "file": lambda: review.file_sentence(briefing, SentenceNumber(2), TRADE),
    }
    counted = {"accept_all": (TOTAL, UNFILED), "merge": (2, UNFILED), "file": (0, UNFILED - 1)}
    steps[what]()
    after = _documents(library)
    reviewed, total, unfiled = _progress(library)
    assert (reviewed, unfiled) == counted.get(what, (1, unfiled)) and total == TOTAL
    assert after != before
    library.history.undo()
    if what == "file":
        kept = [each for each in _documents(library)["entries"] if not each["deleted"]]
        assert kept == before["entries"]
        assert library.briefing(ID) == briefing
    else:
        undone = _documents(library)
        assert undone == before
    library.history.redo()
    assert _documents(library) == after
    assert library.notebook.note(note.id).target.entry == (trade[0] if what == "merge" else trade[1])


def test_what_was_accepted_is_accepted_after_a_restart_and_in_another_window(tmp_path: Path) -> None:
    first = DRAFT.entries[0].id
    with opened(tmp_path) as library, opened(tmp_path) as window:
        library.add(DRAFT)
        assert window.briefing(ID).entries[0].is_to_review
        window.changed_elsewhere()
        library.review.accept(ID, [first])
        assert "entries" in window.changed_elsewhere()
        assert window.review.accept(ID, [first, DRAFT.entries[1].id]) == 1
        assert library.review.progress(library.briefing(ID)).reviewed == 2
        assert window.history.undo() is not None
        assert _entry(library, first).accepted
    with opened(tmp_path) as library:
        assert _entry(library, first).accepted
        assert library.review.progress(library.briefing(ID)).reviewed == 1


def test_an_entry_is_refiled_as_a_kind_of_its_new_pane(library: Library) -> None:
    person = _ids(PEOPLE)[0]
    refiled = library.review.refile(ID, person, TRADE)
    assert (refiled.pane, refiled.origin) == (TRADE, Origin.READER)
    assert refiled.kind != "person" and refiled.citations == _entry(library, person).citations
    assert library.review.refile(ID, person, PEOPLE).kind == "person"


def test_refiling_where_it_is_filed_already_accepts(library: Library) -> None:
    person = _ids(PEOPLE)[0]
    assert library.review.refile(ID, person, PEOPLE).accepted
    assert _progress(library)[0] == 1


def test_a_pane_that_the_desk_lacks_is_refused_and_nothing_is_kept(library: Library) -> None:
    before = _documents(library)
    for step in (
        lambda: library.review.refile(ID, _ids()[0], PaneId("supply")),
        lambda: library.review.file_sentence(DRAFT, SentenceNumber(2), PaneId("supply")),
    ):
        with pytest.raises(ContentError) as refused:
            step()
        assert "World affairs" in told(refused.value)
    assert _documents(library) == before


def test_a_merged_entry_has_what_both_had_once_and_still_rests_on_its_source(library: Library) -> None:
    one, other = (_entry(library, id) for id in _ids(TRADE)[:2])
    linked = next(e for e in DRAFT.entries if e.id not in (one.id, other.id))
    library.editor.link(ID, linked.id, other.id)
    library.editor.edit(ID, other.id, tags=("x",))
    merged = library.review.merge(ID, other.id, one.id)
    assert merged.id == one.id and merged.title == one.title
    assert merged.text == f"{one.text}\n{other.text}"
    assert {c.sentence for c in merged.citations} == {c.sentence for c in (*one.citations, *other.citations)}
    assert len(set(merged.citations)) == len(merged.citations)
    assert {f.span for f in merged.figures} == {f.span for f in (*one.figures, *other.figures)}
    assert set(merged.quotations) == {*one.quotations, *other.quotations}
    assert linked.id in merged.links and one.id not in merged.links and other.id not in merged.links
    assert merged.tags == ("x",)
    briefing = library.briefing(ID)
    assert other.id not in {entry.id for entry in briefing.entries}
    assert library.summaries()[0].entries == len(briefing.entries)
    assert [finding for finding in check(briefing).findings if finding.entry == one.id] == []
    assert library.editor.original(ID, one.id) == one


def test_merging_with_the_later_of_two_keeps_the_order_of_the_text(library: Library) -> None:
    one, other = (_entry(library, id) for id in _ids(TRADE)[:2])
    assert library.review.merge(ID, one.id, other.id).text == f"{one.text}\n{other.text}"


def test_merging_an_entry_that_says_the_same_reviews_the_one_that_is_left(library: Library) -> None:
    one = _entry(library, _ids(TRADE)[0])
    twin = one._replace(id=EntryId("twin"))
    briefing = DRAFT._replace(id=BriefingId("twins"), entries=(one, twin))
    library.add(briefing)
    merged = library.review.merge(briefing.id, twin.id, one.id)
    assert merged == one._replace(accepted=True)
    assert library.review.progress(library.briefing(briefing.id)).is_done is False
    assert library.review.progress(library.briefing(briefing.id))[:2] == (2, 2)


def test_an_entry_cannot_be_merged_with_itself_or_with_one_that_is_gone(library: Library) -> None:
    one, other = _ids(TRADE)[:2]
    with pytest.raises(ContentError) as refused:
        library.review.merge(ID, one, one)
    told(refused.value)
    library.review.drop(ID, other)
    for pair in ((one, other), (other, one)):
        with pytest.raises(UnknownEntry):
            library.review.merge(ID, *pair)


def test_a_sentence_is_filed_in_its_own_words_with_its_figures(library: Library) -> None:
    briefing = library.briefing(ID)
    filed = library.review.file_sentence(briefing, SentenceNumber(8), TRADE)
    assert filed.text == briefing.words_of(SentenceNumber(8))
    assert (filed.pane, filed.origin) == (TRADE, Origin.READER)
    assert [citation.sentence for citation in filed.citations] == [8]
    assert {"$190 billion", "$200 billion"} <= {figure.text for figure in filed.figures}
    assert all(figure.span.of(briefing.text) == figure.text for figure in filed.figures)
    now = library.briefing(ID)
    assert now.entries[-1] == filed and not filed.is_to_review
    assert [finding for finding in check(now).findings if finding.entry == filed.id] == []
    assert _progress(library) == (0, TOTAL, UNFILED - 1)
    with pytest.raises(IndexError):
        library.review.file_sentence(briefing, SentenceNumber(99), TRADE)


def test_a_text_in_another_language_is_filed_without_looking_for_figures(library: Library) -> None:
    briefing = DRAFT._replace(id=BriefingId("x"), language="de", entries=())
    library.add(briefing)
    assert library.review.file_sentence(briefing, SentenceNumber(8), TRADE).figures == ()


def test_what_is_not_there_is_refused(library: Library) -> None:
    for step in (
        lambda: library.review.accept(BriefingId("no"), [_ids()[0]]),
        lambda: library.review.accept_all(BriefingId("no")),
        lambda: library.review.progress(DRAFT._replace(id=BriefingId("no"))),
    ):
        with pytest.raises(UnknownBriefing):
            step()
    with pytest.raises(UnknownEntry):
        library.review.accept(ID, [_ids()[0], EntryId("no")])
    assert _progress(library)[0] == 0


def test_restoring_an_edited_draft_puts_it_to_review_again(library: Library) -> None:
    first = _ids()[0]
    library.editor.edit(ID, first, title="Other")
    assert _progress(library)[0] == 1
    library.editor.restore(ID, first)
    assert _progress(library)[0] == 0


# -- out of the library and back


def _reviewed(library: Library) -> Briefing:
    library.review.accept(ID, _ids()[:3])
    return library.briefing(ID)


def test_a_briefing_file_carries_what_was_accepted(library: Library, tmp_path: Path) -> None:
    briefing = _reviewed(library)
    document = dump(briefing)
    assert document.count(b'"accepted": true') + document.count(b'"accepted":true') == 3
    assert load_briefing(document, where="x") == briefing
    with opened(tmp_path / "other") as other:
        other.add(load_briefing(document, where="x"))
        assert other.review.progress(other.briefing(ID)).reviewed == 3


def test_the_same_draft_is_the_same_whatever_was_accepted_of_it(library: Library, tmp_path: Path) -> None:
    briefing = _reviewed(library)
    assert library.add(DRAFT) == ID and library.add(briefing) == ID
    assert library.briefing(ID) == briefing
    library.editor.edit(ID, _ids()[5], title="Other")
    assert library.add(DRAFT) == ID and library.add(briefing) == ID


def test_a_library_carries_what_was_accepted_into_another(library: Library, tmp_path: Path) -> None:
    briefing = _reviewed(library)
    moved, now = tmp_path / "moved.jsonl", library.now()
    with library.transfer.outgoing(now) as (header, documents):
        moved.write_bytes(b"".join(library_lines(header, documents)))
    with opened(tmp_path / "other") as other, LibraryFile(moved, newest=NEWEST_LAYOUT) as file:
        other.add(DRAFT)
        other.transfer.take_in(file.documents, now)
        assert other.briefing(ID) == briefing


def test_a_backup_has_what_was_accepted(library: Library, tmp_path: Path) -> None:
    briefing = _reviewed(library)
    copy = tmp_path / "copy"
    copy.mkdir()
    library.back_up(copy / "library.db")
    with opened(copy) as restored:
        assert restored.briefing(ID) == briefing


def test_the_panes_and_kinds_are_those_of_the_briefings_own_desk(library: Library) -> None:
    people = [entry for entry in DRAFT.entries if entry.pane == PEOPLE]
    briefing = DRAFT._replace(
        id=BriefingId("energy"),
        desk=ENERGY_CLIMATE.id,
        entries=tuple([entry._replace(links=()) for entry in people]),
    )
    library.add(briefing)
    supply = PaneId("supply")
    kinds = {kind for rule in load_desk("energy-climate").rules if rule.pane == supply for kind, _ in rule.kinds}
    refiled = library.review.refile(briefing.id, people[0].id, supply)
    filed = library.review.file_sentence(briefing, SentenceNumber(9), supply)
    assert {refiled.kind, filed.kind} <= (kinds or {"statement"}) and refiled.pane == filed.pane == supply
    with pytest.raises(ContentError) as refused:
        library.review.refile(briefing.id, people[1].id, TRADE)
    assert "Energy and climate" in told(refused.value)


def test_an_accepted_entry_that_is_edited_and_restored_is_to_review_again(library: Library) -> None:
    first = _ids()[0]
    library.review.accept(ID, [first])
    assert not library.editor.edit(ID, first, title="Other").accepted
    library.history.undo()
    assert _entry(library, first).accepted
    library.history.redo()
    library.editor.restore(ID, first)
    assert _entry(library, first) == DRAFT.entries[0]
    assert _progress(library)[0] == 0
