"""Entries are changed by the reader, what was there first is kept, and nothing claims what it does not cite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from content.check import Fault, ground
from content.editing import EntryChanged
from content.errors import ContentError, UnknownBriefing, UnknownEntry
from content.exports.briefing_json import dump
from content.importers.briefing_file import load_briefing
from content.library import Library
from content.links import CitationGraph
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    Entry,
    EntryId,
    Origin,
    PaneId,
    Quotation,
    SentenceNumber,
    Span,
)
from tests.domain.libraries import BUNDLED, opened, told

ID = BUNDLED.id
P1, T3, T5, D3 = EntryId("p1"), EntryId("t3"), EntryId("t5"), EntryId("d3")
TRADE = PaneId("trade")
"""`t3` cites sentence 8 and has three figures, `d3` cites sentence 3 with a figure and a quotation."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as library:
        library.add(BUNDLED, undoable=False)
        yield library


def _entry(library: Library, id: EntryId) -> Entry:
    return next(entry for entry in library.briefing(ID).entries if entry.id == id)


def _first(id: EntryId) -> Entry:
    return next(entry for entry in BUNDLED.entries if entry.id == id)


def _documents(library: Library) -> dict[str, list[Any]]:
    return {name: list(library._store.table(name)) for name in sorted(library._store.tables())}


def _sentence(number: int) -> Span:
    return BUNDLED.sentences[number - 1].span


def test_an_entry_is_written_at_the_end_with_all_that_was_given(library: Library) -> None:
    citation = Citation(SentenceNumber(2), _sentence(2), BUNDLED.words_of(SentenceNumber(2)))
    written = library.editor.write(
        ID, pane=TRADE, title=" A title ", text="Words.\n", kind="claim", citations=(citation,), tags=("x", "y")
    )
    assert written == Entry(
        written.id, TRADE, "claim", "A title", "Words.", Origin.READER, (citation,), tags=("x", "y")
    )  # fmt: skip
    briefing = library.briefing(ID)
    assert briefing.entries == (*BUNDLED.entries, written)
    assert library.summaries()[0].entries == len(BUNDLED.entries) + 1
    another = library.editor.write(ID, pane=PaneId("people"), title="B")
    assert library.briefing(ID).entries == (*BUNDLED.entries, written, another)
    assert another.id != written.id
    assert library.editor.original(ID, written.id) is None


def test_an_edit_changes_what_is_given_and_marks_the_entry_as_the_readers(library: Library, tmp_path: Path) -> None:
    first = _first(T3)
    edited = library.editor.edit(ID, T3, title=" New ", text="Other words. ")
    assert edited == first._replace(title="New", text="Other words.", origin=Origin.READER)
    refiled = library.editor.edit(ID, T3, pane=PaneId("expert"))
    tagged = library.editor.edit(ID, T3, kind="claim", tags=("x",))
    assert tagged == refiled._replace(kind="claim", tags=("x",)) == edited._replace(
        pane=PaneId("expert"), kind="claim", tags=("x",)
    )  # fmt: skip
    with opened(tmp_path) as other:
        at = BUNDLED.entries.index(first)
        assert other.briefing(ID).entries == (*BUNDLED.entries[:at], tagged, *BUNDLED.entries[at + 1 :])


def test_the_original_outlives_every_edit_and_comes_back(library: Library) -> None:
    assert library.editor.original(ID, T3) is None
    library.editor.edit(ID, T3, title="One")
    library.editor.cite(BUNDLED, T3, _sentence(4))
    library.editor.uncite(ID, T3, SentenceNumber(8))
    library.editor.link(ID, T3, T5)
    library.editor.edit(ID, T3, title="Two", text="", kind="", pane=PaneId("people"), tags=("a",))
    assert library.editor.original(ID, T3) == _first(T3)
    assert library.editor.restore(ID, T3) == _first(T3)
    assert library.briefing(ID) == BUNDLED
    assert library.editor.original(ID, T3) is None
    with pytest.raises(ContentError) as caught:
        library.editor.restore(ID, T3)
    assert told(caught.value) == "t3: this entry is as it was first written; there is nothing to restore"
    library.editor.edit(ID, T3, title="Three")
    assert library.editor.original(ID, T3) == _first(T3)


def test_an_entry_of_another_reader_is_kept_beside_what_is_made_of_it(tmp_path: Path) -> None:
    theirs = BUNDLED._replace(entries=tuple(entry._replace(origin=Origin.READER) for entry in BUNDLED.entries))
    with opened(tmp_path) as library:
        library.add(theirs)
        library.editor.edit(ID, T3, title="Mine")
        assert library.editor.original(ID, T3) == _first(T3)._replace(origin=Origin.READER)
        assert library.add(theirs) == ID
        library.editor.restore(ID, T3)
        assert library.briefing(ID) == theirs


def test_an_entry_that_the_reader_wrote_has_no_original(library: Library) -> None:
    written = library.editor.write(ID, pane=TRADE, title="One")
    library.editor.edit(ID, written.id, title="Two")
    assert library.editor.original(ID, written.id) is None
    with pytest.raises(ContentError, match="nothing to restore"):
        library.editor.restore(ID, written.id)


def test_words_are_cited_sentence_by_sentence_each_once(library: Library) -> None:
    span = Span(_sentence(5).start + 4, _sentence(7).start + 10)
    cited = library.editor.cite(BUNDLED, T3, span)
    added = cited.citations[1:]
    assert cited.citations[0] == _first(T3).citations[0]
    assert [citation.sentence for citation in added] == [5, 6, 7]
    assert [citation.span for citation in added] == [
        Span(span.start, _sentence(5).end), _sentence(6), Span(_sentence(7).start, span.end),
    ]  # fmt: skip
    assert all(citation.quote == citation.span.of(BUNDLED.text) for citation in added)
    assert library.editor.cite(BUNDLED, T3, span) == cited
    assert library.editor.uncite(ID, T3, SentenceNumber(6)).citations == (cited.citations[0], added[0], added[2])
    assert library.editor.uncite(ID, T3, SentenceNumber(6)) == _entry(library, T3)


def test_words_of_no_sentence_are_not_cited(library: Library) -> None:
    between = Span(_sentence(1).end, _sentence(2).start)
    before = _documents(library)
    with pytest.raises(ValueError, match="no sentence"):
        library.editor.cite(BUNDLED, T3, between)
    assert _documents(library) == before


def test_figures_and_quotations_go_and_come_with_the_sentences_that_they_stand_in(library: Library) -> None:
    for id, number in ((T3, 8), (T5, 10), (D3, 3)):
        first = _first(id)
        bare = library.editor.uncite(ID, id, SentenceNumber(number))
        assert (bare.citations, bare.figures, bare.quotations) == ((), (), ())
        assert [finding.fault for finding in ground(library.briefing(ID))] == [Fault.NO_SUPPORT]
        back = library.editor.cite(BUNDLED, id, _sentence(number))
        assert back == first._replace(origin=Origin.READER)
        assert ground(library.briefing(ID)) == ()


def test_a_figure_beside_the_cited_words_of_its_sentence_stays_when_others_are_cited(tmp_path: Path) -> None:
    entry = _first(T3)
    start = entry.figures[0].span.start
    part = Span(entry.citations[0].span.start, start)
    narrow = entry._replace(citations=(Citation(SentenceNumber(8), part, part.of(BUNDLED.text)),))
    briefing = BUNDLED._replace(entries=(narrow._replace(links=()),))
    with opened(tmp_path) as library:
        library.add(briefing)
        assert ground(briefing) == ()
        assert library.editor.cite(briefing, T3, _sentence(2)).figures == entry.figures
        assert library.editor.uncite(ID, T3, SentenceNumber(2)) == briefing.entries[0]._replace(origin=Origin.READER)
        assert ground(library.briefing(ID)) == ()


def test_a_quotation_over_two_sentences_needs_both(tmp_path: Path) -> None:
    both = Span(_sentence(4).start + 5, _sentence(5).end - 5)
    citations = tuple(
        Citation(SentenceNumber(n), _sentence(n), BUNDLED.words_of(SentenceNumber(n))) for n in (4, 5)
    )  # fmt: skip
    entry = _first(T3)._replace(
        citations=citations, figures=(), quotations=(Quotation(both.of(BUNDLED.text), both),), links=()
    )
    briefing = BUNDLED._replace(entries=(entry,))
    with opened(tmp_path) as library:
        library.add(briefing)
        assert ground(briefing) == ()
        for number in (4, 5):
            assert library.editor.uncite(ID, T3, SentenceNumber(number)).quotations == ()
            assert ground(library.briefing(ID)) == ()
            assert library.editor.cite(briefing, T3, _sentence(number)).quotations == entry.quotations


def test_taking_away_what_is_not_cited_changes_nothing(tmp_path: Path) -> None:
    stray = BUNDLED._replace(entries=(_first(T3)._replace(figures=_first(T5).figures, links=()),))
    with opened(tmp_path) as library:
        library.add(stray)
        assert library.editor.uncite(ID, T3, SentenceNumber(5)) == stray.entries[0]
        assert library.briefing(ID) == stray


def test_a_link_is_made_and_taken_away_from_either_side(library: Library) -> None:
    one, two = EntryId("t4"), EntryId("d4")
    linked = library.editor.link(ID, one, two)
    assert linked.links == (*_first(one).links, two)
    graph = CitationGraph(library.briefing(ID))
    assert _entry(library, one) in graph.linked(_entry(library, two))
    assert library.editor.link(ID, two, one).links == _first(two).links
    assert _entry(library, one).links == _first(one).links
    library.editor.link(ID, two, one)
    assert library.editor.link(ID, two, one).links == _first(two).links
    with pytest.raises(ContentError) as caught:
        library.editor.link(ID, one, one)
    assert told(caught.value) == "t4: an entry cannot be linked to itself; choose another one"


def test_entries_that_link_to_each_other_are_parted_in_one_deed(library: Library) -> None:
    one, two = P1, EntryId("t1")
    assert two in _first(one).links
    assert one in _first(two).links
    library.editor.link(ID, one, two)
    assert two not in _entry(library, one).links
    assert one not in _entry(library, two).links
    library.history.undo()
    assert library.briefing(ID) == BUNDLED


def test_a_removed_entry_is_gone_with_all_links_to_it(library: Library) -> None:
    at = BUNDLED.entries.index(_first(P1))
    library.editor.remove(ID, P1)
    briefing = library.briefing(ID)
    assert [entry.id for entry in briefing.entries] == [e.id for e in BUNDLED.entries if e.id != P1]
    assert not any(P1 in entry.links for entry in briefing.entries)
    assert library.summaries()[0].entries == len(BUNDLED.entries) - 1
    assert P1 not in library.editor.edit(ID, EntryId("t1"), title="x").links
    # What is exported can be imported: no link leads nowhere.
    exported = dump(library.briefing(ID))
    assert load_briefing(exported, where="x.json") == library.briefing(ID)
    library.history.undo()
    library.history.undo()
    assert library.briefing(ID) == BUNDLED
    assert at == 0


def test_the_same_file_is_the_same_after_every_kind_of_change(library: Library) -> None:
    library.editor.edit(ID, T3, title="x", pane=PaneId("people"))
    library.editor.cite(BUNDLED, T3, _sentence(1))
    library.editor.uncite(ID, D3, SentenceNumber(3))
    library.editor.link(ID, P1, EntryId("t1"))
    library.editor.remove(ID, T5)
    written = library.editor.write(ID, pane=TRADE, title="mine")
    library.editor.remove(ID, library.editor.write(ID, pane=TRADE, title="not wanted").id)
    now = library.briefing(ID)
    before = _documents(library)
    assert library.add(BUNDLED) == ID
    assert library.add(now) == ID
    assert _documents(library) == before
    assert written in now.entries
    with pytest.raises(ContentError, match="another briefing in the library has this id"):
        library.add(BUNDLED._replace(title="x"))


def test_counts_follow_what_is_written_removed_and_undone(library: Library) -> None:
    counts = [library.summaries()[0].entries]
    written = library.editor.write(ID, pane=TRADE, title="x")
    counts.append(library.summaries()[0].entries)
    library.editor.remove(ID, written.id)
    library.editor.remove(ID, T3)
    counts.append(library.summaries()[0].entries)
    for _ in range(3):
        library.history.undo()
        counts.append(library.summaries()[0].entries)
    assert counts == [30, 31, 29, 30, 31, 30]
    assert counts[-1] == len(library.briefing(ID).entries)


def test_two_windows_change_one_entry_after_each_other(library: Library, tmp_path: Path) -> None:
    with opened(tmp_path) as window:
        library.editor.edit(ID, T3, title="One")
        window.editor.edit(ID, T3, text="Two")
        assert library.editor.cite(BUNDLED, T3, _sentence(1)).text == "Two"
        assert window.editor.original(ID, T3) == _first(T3)
        library.editor.remove(ID, T3)
        with pytest.raises(UnknownEntry):
            window.editor.remove(ID, T3)
        assert window.summaries()[0].entries == len(BUNDLED.entries) - 1


def test_an_edit_that_changes_nothing_is_no_deed(library: Library) -> None:
    first = _first(T3)
    before = _documents(library)
    assert library.editor.edit(ID, T3) == first
    assert library.editor.edit(ID, T3, title=f" {first.title} ", pane=first.pane, tags=first.tags) == first
    assert library.editor.cite(BUNDLED, T3, first.citations[0].span) == first
    assert _documents(library) == before


EDITS: dict[str, Callable[[Library, Briefing, EntryId], object]] = {
    "edit": lambda library, briefing, entry: library.editor.edit(briefing.id, entry, title="x"),
    "cite": lambda library, briefing, entry: library.editor.cite(briefing, entry, _sentence(1)),
    "uncite": lambda library, briefing, entry: library.editor.uncite(briefing.id, entry, SentenceNumber(1)),
    "link": lambda library, briefing, entry: library.editor.link(briefing.id, entry, T3),
    "link to": lambda library, briefing, entry: library.editor.link(briefing.id, T3, entry),
    "remove": lambda library, briefing, entry: library.editor.remove(briefing.id, entry),
    "original": lambda library, briefing, entry: library.editor.original(briefing.id, entry),
    "restore": lambda library, briefing, entry: library.editor.restore(briefing.id, entry),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_is_not_there_cannot_be_changed(library: Library, edit: Callable[..., object]) -> None:
    library.editor.remove(ID, T5)
    before = _documents(library)
    for gone in (T5, EntryId("missing"), EntryId("\ud800"), EntryId("")):
        with pytest.raises(UnknownEntry) as caught:
            edit(library, BUNDLED, gone)
        assert str(caught.value).endswith("the briefing has no such entry; look whether it was deleted")
    with pytest.raises(UnknownBriefing) as other:
        edit(library, BUNDLED._replace(id=BriefingId("missing")), P1)
    assert told(other.value).startswith("missing: no briefing has this id; ")
    assert _documents(library) == before


def test_an_entry_needs_a_title(library: Library) -> None:
    for ask in (
        lambda: library.editor.write(ID, pane=TRADE, title=" \n"),
        lambda: library.editor.edit(ID, T3, title=""),
    ):
        with pytest.raises(ContentError, match="an entry needs a title") as caught:
            ask()
        assert told(caught.value)
    with pytest.raises(UnknownBriefing):
        library.editor.write(BriefingId("missing"), pane=TRADE, title="x")


@pytest.mark.parametrize("field", ["title", "text", "kind", "pane"])
def test_what_cannot_be_written_is_refused_and_nothing_of_it_is_kept(library: Library, field: str) -> None:
    before = _documents(library)
    bad: dict[str, Any] = {field: "a\ud800"}
    for ask in (
        lambda: library.editor.write(ID, **{"pane": TRADE, "title": "x"} | bad),
        lambda: library.editor.edit(ID, T3, **bad),
    ):
        with pytest.raises(ContentError, match="lone surrogates") as caught:
            ask()
        assert told(caught.value)
    assert _documents(library) == before


def test_an_entry_that_is_not_as_expected_is_left_alone(library: Library, tmp_path: Path) -> None:
    seen = (_first(P1).title, _first(P1).text)
    with opened(tmp_path) as window:
        window.editor.edit(ID, P1, text="Theirs")
    before = _documents(library)
    with pytest.raises(EntryChanged, match="another window changed this entry meanwhile"):
        library.editor.edit(ID, P1, title="Mine", expected=seen)
    assert _documents(library) == before
    entry = library.editor.edit(ID, P1, title="Mine", expected=(seen[0], "Theirs"))
    assert (entry.title, entry.text) == ("Mine", "Theirs")
