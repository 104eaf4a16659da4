"""One query finds entries, sentences and notes, wherever they are; what the index says is what a reading would find."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from content.errors import ContentError, LibraryError
from content.library import Library
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
from content.notes import NoteKind, on_entry, on_sentence
from content.queries import Field
from content.search import Kind, Passage, Results, Searcher
from content.store.faults import Interrupted
from content.store.reading import ReadConnection
from content.store.search_words import words_of
from tests.domain.libraries import BUNDLED, OTHER, opened


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "lib") as library:
        library.add(BUNDLED)
        yield library


def made(id: str, *sentences: str, issued: str = "2024-05-01", publisher: str = "Reuters", **entries: str) -> Briefing:
    """A briefing of these sentences, with an entry of each title that says where it is: `trade_forecast="…"`."""
    text, starts, ends = " ".join(sentences), [], []
    at = 0
    for each in sentences:
        starts.append(at)
        at += len(each)
        ends.append(at)
        at += 1
    listed = []
    for number, (place, words) in enumerate(entries.items()):
        pane, _, kind = place.partition("_")
        listed.append(
            Entry(
                EntryId(f"e{number}"),
                PaneId(pane),
                kind.rstrip("0123456789"),
                words,
                f"It says so of {words}.",
                Origin.CURATED,
                (Citation(SentenceNumber(1), Span(starts[0], ends[0]), sentences[0]),),
                tags=("forecast",) if "forecast" in kind else (),
            )
        )
    return Briefing(
        BriefingId(id),
        id.title(),
        "en",
        DeskId("world"),
        Source(id.title(), "", publisher, issued, ""),
        text,
        Sentences([1] * len(sentences), starts, ends),
        tuple(listed),
    )


def passages(results: Results, kind: Kind | None = None) -> list[Passage]:
    return [each for group in results.groups for each in group.passages if kind in (None, each.kind)]


def sentences(library: Library, query: str, **options: bool) -> list[tuple[str, int]]:
    """The ids and numbers of the sentences that are found."""
    results = library.search.find(query, among={Kind.SENTENCE}, **options)  # type: ignore[arg-type]
    return [(group.id, each.sentence or 0) for group in results.groups for each in group.passages]


def entries(library: Library, query: str) -> set[tuple[str, str]]:
    results = library.search.find(query, among={Kind.ENTRY}, limit=1000)
    return {(group.id, each.entry or "") for group in results.groups for each in group.passages}


def test_a_word_is_found_in_entries_sentences_and_notes_of_a_briefing(library: Library) -> None:
    library.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(8)), body="Whose forecast is this?")
    (group,) = library.search.find("forecast").groups
    assert group.id == BUNDLED.id
    assert {each.kind for each in group.passages} == {Kind.ENTRY, Kind.NOTE}
    assert passages(library.search.find("Vladivostok"), Kind.SENTENCE)[0].sentence == 11


def test_what_is_found_is_marked(library: Library) -> None:
    (found,) = passages(library.search.find('"the deepening geopolitical divide"', among={Kind.SENTENCE}))
    assert [mark.of(found.text) for mark in found.marks] == ["the deepening geopolitical divide"]
    (first, *_) = passages(library.search.find("mishus*", among={Kind.SENTENCE}))
    assert {mark.of(first.text) for mark in first.marks} == {"Mishustin"}


@pytest.mark.parametrize("ranked", [False, True])
def test_the_operators_do_what_they_say(library: Library, ranked: bool) -> None:
    library.add(made("a", "Coal and gas went east.", "Gas went west.", "Coal, no gas.", "Oil stays."))

    def found(query: str) -> set[int]:
        return {number for id, number in sentences(library, query, ranked=ranked) if id == "a"}

    assert found("coal gas") == {1, 3}
    assert found("coal -east") == {3}
    assert found("east OR oil") == {1, 4}
    assert found("(coal OR oil) -no") == {1, 4}
    assert found('"gas went"') == {1, 2}
    assert found('-"gas went" gas') == {3}
    assert found("wes*") == {2}
    assert found("we") == set()
    assert sentences(library, "coal we", is_typing=True, ranked=ranked)[0] == ("a", 1)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Élysée Palace", "elysee"),
        ("NATO met", "Nato"),
        ("nato met", "NATO"),
        ("China’s envoy", "China's"),
        ("China's envoy", "China‘s"),
        ("the long-term plan", "long-term"),
        ("the long term plan", "long-term"),
        ("the U.S. said", "US"),
        ("the US said", "U.S."),
        ("the U.S. said", "u.s."),
        ("Путин приехал", "путин"),
        ("中国代表团访问", "中国*"),
        ("Straße", "STRAßE"),
        ("e\u0301lan vital", "élan"),
        ("up 40%", "40"),
    ],
)
def test_writing_does_not_count(library: Library, text: str, query: str) -> None:
    library.add(made("written", f"Once {text} here."))
    assert ("written", 1) in sentences(library, query)
    assert ("written", 1) in sentences(library, query, ranked=True)
    found = passages(library.search.find(query, among={Kind.SENTENCE}))
    (shown,) = [each for each in found if each.text.startswith("Once")]
    assert shown.marks
    assert words_of(shown.marks[0].of(shown.text))


def test_fields_narrow_what_is_found(library: Library) -> None:
    library.add(
        made(
            "old",
            "Grain was sold.",
            "It rained.",
            issued="2022-01",
            trade_forecast="Grain sales",
            people_person="Li Hui",
        )
    )
    library.add(made("new", "Grain was sold.", issued="2025-02-03", publisher="Xinhua", trade_figure="Grain exports"))
    assert {id for id, _ in entries(library, "grain")} == {"old", "new"}
    assert {id for id, _ in entries(library, "grain source:xinhua")} == {"new"}
    assert {id for id, _ in entries(library, "grain before:2023")} == {"old"}
    assert {id for id, _ in entries(library, "grain after:2025-02-03")} == {"new"}
    assert {id for id, _ in entries(library, "grain after:2025-02-04")} == set()
    assert entries(library, "kind:figure grain") == {("new", "e0")}
    assert entries(library, "tag:forecast before:2023") == {("old", "e0")}
    assert entries(library, 'person:"Li Hui" before:2023') == {("old", "e1")}
    assert entries(library, "pane:people before:2023") == {("old", "e1")}
    assert ("new", 1) in sentences(library, "pane:trade grain")
    assert ("old", 2) not in sentences(library, "tag:forecast")
    assert ("old", 1) in sentences(library, "tag:forecast")


def test_what_has_a_note_is_found_by_it(library: Library) -> None:
    first = BUNDLED.entries[0]
    library.notebook.annotate(
        BUNDLED.id, on_entry(BUNDLED, first.id), body="who?", kind=NoteKind.QUESTION, tags=("ask",)
    )
    library.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(8)), body="when?")
    assert entries(library, "has:note") == {(BUNDLED.id, first.id)}
    assert sentences(library, "has:note") == [(BUNDLED.id, 8)]
    assert [each.note is not None for each in passages(library.search.find("tag:ask", among={Kind.NOTE}))] == [True]
    (asked,) = passages(library.search.find("kind:question", among={Kind.NOTE}))
    assert asked.entry == first.id


def test_what_is_changed_is_found_as_it_is_now(library: Library) -> None:
    note = library.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(8)), body="zebra")
    library.notebook.change(note.id, body="giraffe")
    assert not library.search.find("zebra").groups
    assert library.search.find("giraffe").groups
    library.notebook.remove(note.id)
    assert not library.search.find("giraffe").groups
    library.history.undo()
    assert library.search.find("giraffe").groups


def test_a_briefing_that_was_undone_is_not_found(library: Library) -> None:
    library.add(made("gone", "A zebra came."))
    assert sentences(library, "zebra") == [("gone", 1)]
    library.history.undo()
    assert sentences(library, "zebra") == []


def test_only_a_few_passages_of_a_briefing_are_shown_and_all_are_counted(library: Library) -> None:
    library.add(made("many", *[f"Zebra number {n}." for n in range(10)]))
    (group,) = library.search.find("zebra", among={Kind.SENTENCE}).groups
    assert (group.found, len(group.passages)) == (10, 3)


@pytest.mark.parametrize("ranked", [False, True])
def test_within_one_briefing_all_is_found_in_the_order_of_its_text(library: Library, ranked: bool) -> None:
    library.add(made("many", *[f"Zebra number {n}." for n in range(10)]))
    library.add(made("other", "Zebra."))
    found = library.search.find("zebra", among={Kind.SENTENCE}, limit=2, within=BriefingId("many"), ranked=ranked)
    (group,) = found.groups
    assert [each.sentence for each in group.passages] == list(range(1, 11)) and not found.is_more
    assert not library.search.find("zebra", within=BriefingId("nowhere")).groups


@pytest.mark.parametrize("query", ["zebra", "ze*", "source:reuters", "-it source:reuters"])
def test_an_answer_goes_on_where_it_ended(library: Library, query: str) -> None:
    for number in range(12):
        library.add(made(f"b{number}", "Zebra.", "It ran."))
    found, after = [], None
    for _ in range(20):
        results = library.search.find(query, among={Kind.SENTENCE}, limit=5, after=after)
        found += [group.id for group in results.groups]
        after = results.next
        if after is None:
            break
    assert found == [f"b{number}" for number in reversed(range(12))]


def test_the_best_comes_first_where_it_is_to_be_ranked(library: Library) -> None:
    library.add(made("best", "Zebra, zebra, zebra."))
    library.add(
        made("worst", "Once upon a time there was a zebra that nobody had ever seen before in all of the land.")
    )
    assert [id for id, _ in sentences(library, "zebra")] == ["worst", "best"]
    assert [id for id, _ in sentences(library, "zebra", ranked=True)] == ["best", "worst"]


def test_a_searcher_sees_what_was_written_after_it_was_made(library: Library) -> None:
    searcher = Searcher(library.folder)
    assert not searcher.find("zebra").groups
    library.add(made("new", "A zebra came."))
    assert searcher.find("zebra").groups[0].id == "new"
    searcher.close()


def test_a_searcher_that_is_interrupted_as_it_ends_goes_on_answering(library: Library) -> None:
    file = ReadConnection(library.folder)
    interruptions = [1]
    with file.snapshot():
        assert file.fetch("SELECT count(*) FROM doc_briefings")
        file._connection.set_progress_handler(lambda: interruptions.pop() if interruptions else 0, 1)
    assert not interruptions and not file._connection.in_transaction
    with file.snapshot():
        assert file.fetch("SELECT count(*) FROM doc_briefings")
    file.close()


def test_what_cannot_be_read_is_told_and_the_rest_is_found(library: Library) -> None:
    results = library.search.find("Vladivostok after:yesterday")
    assert results.groups
    assert [problem.span for problem in results.problems] == [Span(12, 27)]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("trade pane:xyz", "no desk has a pane xyz: there are people, "),
        ("trade pane:trad", ""),
        ("trade pane:tarde", "no desk has a pane tarde: did you mean trade?"),
        ("trade kind:zzz", "no entry and no note is of the kind zzz"),
        ("trade kind:quest", ""),
        ("trade kind:figure pane:prices", ""),
    ],
)
def test_a_pane_or_kind_that_nothing_has_is_told_of(library: Library, query: str, told: str) -> None:
    library.add(made("own", "Grain was sold.", prices_figure="Grain exports"))
    problems = library.search.find(query, is_typing=True).problems
    assert [(each.span.start, each.told[: len(told)]) for each in problems] == ([(6, told)] if told else [])
    narrowed = (Field("pane", "xyz"),)
    assert library.search.find("trade", narrowed=narrowed).problems[0].span == Span(0, 0)


def test_without_its_library_a_regular_expression_is_told_with_what_installs_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "regex", None)
    (problem,) = library.search.find("/tr[ae]de?/", regex=True).problems
    assert problem.told.endswith(f"install it with: {shlex.quote(sys.executable)} -m pip install regex")


def test_searches_are_saved_by_name_replaced_forgotten_and_undone(library: Library) -> None:
    library.search.save("  trade   talk ", "trade")
    library.search.save("trade talk", "trade after:2024")
    assert library.search.saved() == (("trade talk", "trade after:2024"),)
    library.history.undo()
    assert library.search.saved() == (("trade talk", "trade"),)
    library.search.forget("trade talk")
    assert library.search.saved() == ()
    library.history.undo()
    assert library.search.saved() == (("trade talk", "trade"),)
    with pytest.raises(ContentError, match="under this name"):
        library.search.forget("another")


def test_two_briefings_of_one_text_are_both_found(library: Library) -> None:
    library.add(OTHER)
    assert {id for id, _ in sentences(library, "Vladivostok")} == {BUNDLED.id, "other"}


@pytest.mark.parametrize(
    "pattern", ["((a{1000}){1000}){1000}", "(?(DEFINE)(?<x>(?&x)))(?&x)", "(a(?R)?b){9}", "(?P<x>a(?P>x))"]
)
def test_a_regular_expression_that_takes_all_memory_is_refused(library: Library, pattern: str) -> None:
    pytest.importorskip("regex")
    found = library.search.find(f"/{pattern}/", regex=True)
    assert not found.groups and "repeat" in found.problems[0].told


def test_a_regular_expression_may_count(library: Library) -> None:
    pytest.importorskip("regex")
    assert library.search.find(r"/\d{3}.{0,200}billion.{0,200}20\d{2}/", regex=True).groups
    assert not library.search.find("/a{}b{,}/", regex=True).groups


def test_who_waits_for_what_is_given_up_is_told_so_in_one_way(library: Library) -> None:
    reading = ReadConnection(library.folder)
    Timer(0.1, reading.interrupt).start()
    with pytest.raises(Interrupted):
        reading.fetch("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
    reading.close()


def test_a_reader_whose_library_is_moved_away_can_be_interrupted_and_reads_on_when_it_is_back(library: Library) -> None:
    reading = ReadConnection(library.folder)
    away = library.folder / "away.db"
    (library.folder / "library.db").rename(away)
    for _ in range(2):
        with pytest.raises(LibraryError), reading.snapshot():
            pass
        reading.interrupt()
    away.rename(library.folder / "library.db")
    with reading.snapshot():
        assert reading.fetch("SELECT count(*) FROM doc_briefings") == [(1,)]
    reading.close()
    reading.interrupt()


def test_an_index_that_cannot_be_opened_because_it_was_given_up_is_no_fault(library: Library) -> None:
    reading = ReadConnection(library.folder)
    with reading.snapshot():
        reading.interrupt()
        with pytest.raises(Interrupted):  # as SQLite says where the index is interrupted while it is opened
            reading.fetch("SELECT no_such_column FROM search1_sentences")
    with reading.snapshot(), pytest.raises(Exception, match="no such column"):
        reading.fetch("SELECT no_such_column FROM search1_sentences")
    reading.close()
