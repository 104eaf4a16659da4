"""The citation graph answers who cites what, and who belongs to whom, in reading order."""

from __future__ import annotations

import pytest

from content.bundled import bundled_briefing
from content.links import CitationGraph, percent
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Origin,
    PaneId,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)


def cite(*numbers: int) -> tuple[Citation, ...]:
    return tuple(Citation(SentenceNumber(n), Span(2 * n - 2, 2 * n - 1), "x") for n in numbers)


def entry(id: str, pane: str = "trade", cites: tuple[int, ...] = (), links: tuple[str, ...] = ()) -> Entry:
    linked = tuple(EntryId(link) for link in links)
    return Entry(EntryId(id), PaneId(pane), "k", id, "", Origin.CURATED, cite(*cites), links=linked)


def briefing(*entries: Entry, sentences: int = 4) -> Briefing:
    starts = [2 * n for n in range(sentences)]
    rows = Sentences([1] * sentences, starts, [start + 1 for start in starts])
    return Briefing(BriefingId("b"), "B", "en", DeskId("world"), Source(), "x " * sentences, rows, entries)


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [e.id for e in entries]


def test_backlinks_come_in_reading_order_and_an_entry_counts_once_for_a_sentence() -> None:
    graph = CitationGraph(briefing(entry("b", cites=(2, 1, 2)), entry("a", "people", (2,)), entry("c")))
    two = SentenceNumber(2)
    assert ids(graph.citing(two)) == ["b", "a"]
    assert graph.count(two) == 2
    assert graph.counts == [0, 1, 2, 0, 0]


@pytest.mark.parametrize("number", [-1, 0, 5, 10**9])
def test_a_number_that_is_not_there_is_cited_by_nobody(number: int) -> None:
    graph = CitationGraph(briefing(entry("a", cites=(4,))))
    assert graph.citing(SentenceNumber(number)) == ()
    assert graph.count(SentenceNumber(number)) == 0


def test_links_are_found_from_both_ends_each_once_and_never_to_oneself() -> None:
    graph = CitationGraph(
        briefing(
            entry("a", links=("c", "b")), entry("b", links=("a",)), entry("c"), entry("d", links=("a", "d", "gone"))
        )
    )
    assert ids(graph.linked(graph.entry(EntryId("a")))) == ["c", "b", "d"]
    assert ids(graph.linked(graph.entry(EntryId("c")))) == ["a"]
    assert ids(graph.linked(graph.entry(EntryId("d")))) == ["a"]


def test_an_entry_is_found_by_its_id_with_its_position() -> None:
    graph = CitationGraph(briefing(entry("a"), entry("b")))
    assert graph.entry(EntryId("b")).title == "b"
    for ask in (graph.entry,):
        with pytest.raises(KeyError):
            ask(EntryId("c"))


def test_a_pane_holds_its_entries_in_reading_order() -> None:
    graph = CitationGraph(briefing(entry("a"), entry("b", "people"), entry("c")))
    assert ids(graph.pane(PaneId("trade"))) == ["a", "c"]
    assert graph.pane(PaneId("expert")) == ()
    assert graph.panes() == ("trade", "people")


def test_the_sentences_of_an_entry_come_in_its_own_order() -> None:
    graph = CitationGraph(briefing(entry("a", cites=(3, 1, 3))))
    assert graph.cited(graph.entry(EntryId("a"))) == (3, 1)


def test_every_sentence_of_the_bundled_briefing_is_cited_and_every_link_leads_both_ways() -> None:
    bundled = bundled_briefing()
    graph = CitationGraph(bundled)
    assert all(graph.counts[1:])
    assert sum(graph.counts) == sum(len(graph.cited(e)) for e in bundled.entries)
    for e in bundled.entries:
        assert all(e in graph.linked(other) for other in graph.linked(e))


def test_a_briefing_without_anything_has_an_empty_graph() -> None:
    graph = CitationGraph(briefing(sentences=0))
    assert graph.counts == [0]
    assert graph.panes() == ()


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0 %"), (2 / 3, "67 %"), (0.994, "99 %"), (0.9999, "99 %"), (1.0, "100 %")]
)
def test_only_all_of_it_is_called_100_percent(share: float, said: str) -> None:
    assert percent(share) == said
