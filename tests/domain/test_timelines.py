"""Timelines: every date that entries name, in order, each with its sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.calendar_values import read_stretch
from content.errors import UnknownBriefing
from content.library import Library
from content.model import BriefingId, EntryId, Source
from content.store.date_layout import DATES
from content.store.name_index import Use
from content.timelines import Event
from tests.domain.libraries import BUNDLED, opened
from tests.domain.named import briefing, person, statement


def _told(library: Library, **asked: object) -> list[tuple[str, str]]:
    return [(event.stretch.words, event.entry) for event in library.timelines.of(**asked).events]  # type: ignore[arg-type]


def test_the_dates_of_the_briefing_that_ships_are_in_order_with_their_sentences(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(BUNDLED)
        found = library.timelines.of()
        assert found.after is None
        assert [(event.stretch.words, event.entry, event.words) for event in found.events] == [
            ("2022", "t3", "2022"),
            ("2022", "t5", "2022"),
            ("2023-Q1", "t5", "first three months of year 2023"),
            ("2023-03", "d3", "March"),
            ("2023-06-01", "t6", "June 1"),
        ]
        for event in found.events:
            assert all(event.words in each.quote for each in event.sentences) and event.sentences
        assert [event.stretch.is_assumed for event in found.events] == [False, False, False, True, True]


def test_entries_without_a_date_stand_at_their_article_where_they_are_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(BUNDLED)
        found = library.timelines.of(undated=True).events
        undated = [event for event in found if event.at_article]
        dated = {"t3", "t5", "t6", "d3"}
        assert {event.entry for event in undated} == {
            each.id for each in BUNDLED.entries if each.pane != "people" and each.id not in dated
        }
        assert {event.stretch.words for event in undated} == {"2023"}
        assert [event for event in found if not event.at_article] == list(library.timelines.of().events)


def test_a_timeline_is_of_some_briefings_a_person_or_a_tag(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(BUNDLED)
        other = [statement("t1", "A pact", 1, dates=[("May 2", "--05-02")]), person("p1", "Xi Jinping", 1)]
        other[0] = other[0]._replace(tags=("Pact",), links=(EntryId("p1"),))
        library.add(briefing("other", ["Xi Jinping signed on May 2."], other, issued="2024-05-03"))
        assert _told(library, briefings=[BriefingId("other")]) == [("2024-05-02", "t1")]
        assert _told(library, who="Xi Jinping") == [("2023-03", "d3"), ("2024-05-02", "t1")]
        assert _told(library, who="Xi Jinping", briefings=[BUNDLED.id]) == [("2023-03", "d3")]
        assert _told(library, tag="pact") == [("2024-05-02", "t1")]
        with pytest.raises(UnknownBriefing):
            library.timelines.of([BriefingId("missing")])


def test_one_date_that_several_entries_have_is_one_event(tmp_path: Path) -> None:
    entries = [statement(f"t{n}", f"Title {n}", 1, dates=[("May 2", "--05-02")]) for n in range(3)]
    with opened(tmp_path) as library:
        library.add(briefing("b", ["They signed on May 2."], entries, issued="2024"))
        (event,) = library.timelines.of().events
        assert event.entries == ("t0", "t1", "t2") and event.title == "Title 0"


def test_dates_follow_the_day_of_their_article(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(
            briefing("b", ["On May 2."], [statement("t1", "x", 1, dates=[("May 2", "--05-02")])], issued="2024-05")
        )
        assert _told(library) == [("2024-05-02", "t1")]
        library.editor.describe(BriefingId("b"), issued="2021-01-03")
        assert _told(library) == [("2021-05-02", "t1")]
        library.editor.describe(BriefingId("b"), issued="2021-12-03")
        library.history.undo()
        library.editor.remove(BriefingId("b"), EntryId("t1"))
        assert _told(library) == []
        assert library._store.storage.fetch(f"SELECT * FROM {DATES}") == []


_DATES = st.sampled_from(
    [
        ("A", "2022"),
        ("B", "2023-03"),
        ("C", "2023-03-05"),
        ("D", "--06-01"),
        ("E", "--12"),
        ("F", "2021/2024"),
        ("G", "--13"),
        ("H", "x"),
        ("I", "--11-30/--01-02"),
    ]
)
_BRIEFINGS = st.lists(
    st.tuples(
        st.sampled_from(["", "2023", "2023-01-10", "2022-11", "2023-08", "2022-02-01"]),
        st.lists(st.lists(_DATES, max_size=3, unique=True), max_size=4),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(_BRIEFINGS, st.booleans(), st.integers(1, 5))
def test_pages_of_the_index_are_a_scan_of_all_entries(
    briefings: list[tuple[str, list[list[tuple[str, str]]]]], undated: bool, limit: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        wanted = set()
        for number, (issued, entries) in enumerate(briefings):
            made = [statement(f"t{n}", "x", 1, dates=dates) for n, dates in enumerate(entries)]
            made = [each._replace(citations=each.citations) for each in made]
            sentence = "A B C D E F G H I."
            one = briefing(f"b{number}", [sentence], made, issued=issued)._replace(source=Source(issued=issued))
            library.add(one)
            day = issued or library.summaries(limit=1)[0].created_at[:10]
            for n, dates in enumerate(entries):
                placed = [(each, read_stretch(each[1], day)) for each in dates]
                wanted |= {(f"b{number}", words, stretch.first) for (words, _), stretch in placed if stretch}
                if undated and not any(value[:1] in "2-" for _, value in dates):
                    wanted.add((f"b{number}", f"t{n}", None))
        events: list[Event] = []
        after = None
        while True:
            page = library.timelines.of(undated=undated, after=after, limit=limit)
            events += page.events
            after = page.after
            if after is None:
                break
        assert tuple(events) == library.timelines.of(undated=undated, limit=10_000).events
        told = [
            (e.briefing, e.entry if e.at_article else e.words, None if e.at_article else e.stretch.first)
            for e in events
        ]
        assert set(told) == wanted
        assert len(told) == len(set(told))
        starts = [event.stretch.first for event in events]
        assert starts == sorted(starts)


def test_of_somebody_who_is_everywhere_only_what_a_page_shows_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as library:
        for n in range(1, 29):
            signed = statement("t1", "A pact", 1, dates=[(f"May {n}", f"2024-05-{n:02}")], links=["p1"])
            library.add(briefing(f"b{n}", [f"Xi Jinping signed on May {n}."], [signed, person("p1", "Xi Jinping", 1)]))
        read: list[int] = []
        names_in = library.timelines._register.names_in

        def counted(briefings: Collection[int]) -> dict[int, list[tuple[Use, str]]]:
            read.extend(briefings)
            return names_in(briefings)

        monkeypatch.setattr(library.timelines._register, "names_in", counted)
        page = library.timelines.of(who="Xi Jinping", limit=3)
        assert [event.briefing for event in page.events] == ["b1", "b2", "b3"] and len(set(read)) < 6
        rest = library.timelines.of(who="Xi Jinping", after=page.after, limit=100)
        assert [event.briefing for event in rest.events] == [f"b{n}" for n in range(4, 29)]
