"""The check says how much of a text is cited, and finds every claim that does not rest on what it cites."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.check import Fault, Finding, PaneCoverage, check, cover, findings_of, ground
from content.links import CitationGraph
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Origin,
    PaneId,
    Quotation,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)

TEXT = "Trade rose 40%. He said “it grew.” “And it will.” Nobody knows."
SPANS = [(0, 15), (16, 34), (35, 49), (50, 63)]


def cite(number: int) -> Citation:
    span = Span(*SPANS[number - 1])
    return Citation(SentenceNumber(number), span, span.of(TEXT))


def entry(id: str = "a", pane: str = "trade", **fields: object) -> Entry:
    plain = Entry(EntryId(id), PaneId(pane), "k", "Title", "", Origin.CURATED)
    return plain._replace(**fields)  # type: ignore[arg-type]


def briefing(*entries: Entry) -> Briefing:
    rows = Sentences([1] * 4, [a for a, _ in SPANS], [b for _, b in SPANS])
    return Briefing(BriefingId("b"), "B", "en", DeskId("world"), Source(), TEXT, rows, entries)


def figure(words: str) -> Figure:
    start = TEXT.index(words)
    return Figure(words, Span(start, start + len(words)), FigureKind.PERCENT)


def quotation(words: str) -> Quotation:
    start = TEXT.index(words)
    return Quotation(words, Span(start, start + len(words)))


def faults(*entries: Entry) -> list[tuple[str, str]]:
    return [(finding.fault.name, finding.words) for finding in ground(briefing(*entries))]


def test_the_ledger_counts_entries_and_different_sentences_of_each_pane_in_the_order_of_the_desk() -> None:
    coverage = cover(
        briefing(
            entry("a", citations=(cite(1), cite(2))),
            entry("b", citations=(cite(2), cite(2))),
            entry("c", "people", citations=(cite(2),)),
            entry("d", "elsewhere"),
        )
    )
    assert [(p.pane, p.entries, p.cited_sentences) for p in coverage.panes] == [
        ("people", 1, 1),
        ("trade", 2, 2),
        ("diplomacy", 0, 0),
        ("nato-g7", 0, 0),
        ("expert", 0, 0),
        ("elsewhere", 1, 0),
    ]
    assert (coverage.sentences, coverage.cited, coverage.share) == (4, 2, 0.5)
    assert coverage.uncited == (3, 4)
    assert coverage.unsupported == ("d",)


def test_a_text_without_sentences_is_covered() -> None:
    empty = briefing()._replace(text="", sentences=Sentences([], [], []))
    assert (cover(empty).share, cover(empty).uncited) == (1.0, ())


def test_an_entry_that_rests_on_what_it_cites_gives_no_finding() -> None:
    grounded = entry(citations=(cite(1), cite(2)), figures=(figure("40%"),), quotations=(quotation("it grew."),))
    assert faults(grounded) == []


def test_an_entry_without_a_citation_is_found() -> None:
    assert faults(entry()) == [("NO_SUPPORT", "Title")]


def test_a_figure_or_a_quotation_in_a_sentence_that_is_not_cited_is_found() -> None:
    strays = entry(citations=(cite(4),), figures=(figure("40%"),), quotations=(quotation("it grew."),))
    assert faults(strays) == [("FIGURE", "40%"), ("QUOTATION", "it grew.")]


def test_a_quotation_over_two_sentences_needs_both() -> None:
    words = "it grew.” “And it will."
    assert faults(entry(citations=(cite(2), cite(3)), quotations=(quotation(words),))) == []
    assert faults(entry(citations=(cite(2),), quotations=(quotation(words),))) == [("QUOTATION", words)]


def test_altered_words_are_found() -> None:
    changed = cite(1)._replace(quote="Trade rose 50%.")
    figures = (figure("40%")._replace(text="50%"),)
    quotations = (quotation("it grew.")._replace(text="it shrank"),)
    found = faults(
        entry(citations=(changed,), figures=figures), entry("b", citations=(cite(2),), quotations=quotations)
    )
    assert found == [("ALTERED", "Trade rose 50%."), ("ALTERED", "50%"), ("ALTERED", "it shrank")]


def test_a_citation_that_reaches_beyond_its_sentence_is_found() -> None:
    span = Span(11, 20)
    assert faults(entry(citations=(Citation(SentenceNumber(1), span, span.of(TEXT)),))) == [("ALTERED", span.of(TEXT))]


@pytest.mark.parametrize("number", [0, 5])
def test_a_sentence_that_is_not_there_is_found_and_counts_for_nothing(number: int) -> None:
    wrong = entry(citations=(cite(1)._replace(sentence=SentenceNumber(number)),))
    assert faults(wrong) == [("SENTENCE", "Trade rose 40%.")]
    assert cover(briefing(wrong)).cited == 0


def test_the_bundled_briefing_is_wholly_cited_and_grounded() -> None:
    report = check(bundled_briefing())
    assert report.findings == ()
    assert (report.coverage.share, report.coverage.uncited, report.coverage.unsupported) == (1.0, (), ())
    assert report.coverage.panes[0] == PaneCoverage(PaneId("people"), 8, 12)
    assert [pane.entries for pane in report.coverage.panes] == [8, 7, 7, 5, 3]


def test_a_finding_names_entry_fault_and_words() -> None:
    assert ground(briefing(entry())) == (Finding(EntryId("a"), Fault.NO_SUPPORT, "Title"),)


def steps_to_check(sentences: int) -> int:
    """How many lines of the program run to check and to link so many sentences and two fifths as many entries."""
    sentence = "Trade between the two countries rose by 40% this year."
    size = len(sentence) + 1
    starts = [size * n for n in range(sentences)]
    rows = Sentences([1] * sentences, starts, [start + size - 1 for start in starts])
    entries = []
    for n in range(sentences * 2 // 5):
        cited = [(n * 7 + k) % sentences for k in range(3)]
        spans = [Span(starts[c], starts[c] + size - 1) for c in cited]
        at = Span(spans[0].start + 40, spans[0].start + 43)
        citations = tuple(Citation(SentenceNumber(c + 1), s, sentence) for c, s in zip(cited, spans, strict=True))
        entries.append(entry(str(n), citations=citations, figures=(Figure("40%", at, FigureKind.PERCENT),)))
    large = briefing(*entries)._replace(text=(sentence + " ") * sentences, sentences=rows)
    steps = 0

    def count(frame: Any, event: str, argument: Any) -> Any:
        nonlocal steps
        steps += event == "line"
        return count

    check(briefing(entry(citations=(cite(1),))))  # what is imported by the first check is not counted
    before = sys.gettrace()
    sys.settrace(count)
    try:
        findings = check(large).findings
        CitationGraph(large)
    finally:
        sys.settrace(before)
    assert findings == ()
    return steps


def test_ten_times_as_long_a_text_takes_about_ten_times_as_many_steps_to_check() -> None:
    assert 0 < steps_to_check(3000) < 12 * steps_to_check(300)


# --- the words of an entry -------------------------------------------------------------------------------------------

BUNDLED = bundled_briefing()


def altered(id: str, **changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """What is found in the bundled briefing when words of one entry are replaced."""
    (first,) = [each for each in BUNDLED.entries if each.id == id]
    for field, (old, _) in changes.items():
        assert getattr(first, field).count(old) >= 1
    new_fields = {field: getattr(first, field).replace(*words) for field, words in changes.items()}
    return found_with(first._replace(**new_fields))


def found_with(changed: Entry) -> list[tuple[str, str, str]]:
    entries = tuple([changed if each.id == changed.id else each for each in BUNDLED.entries])
    return [(f.entry, f.fault.name, f.words) for f in findings_of(BUNDLED._replace(entries=entries))]


def spoken_by(id: str, speaker: str) -> list[tuple[str, str, str]]:
    (first,) = [each for each in BUNDLED.entries if each.id == id]
    quotations = tuple([each._replace(speaker=speaker) for each in first.quotations])
    assert quotations
    return found_with(first._replace(quotations=quotations))


@pytest.mark.parametrize(
    ("id", "old", "new", "words"),
    [
        ("t3", "$200 billion", "$210 billion", "$210 billion"),
        ("t3", "$200 billion", "$200 million", "$200 million"),
        ("t4", "40%", "14%", "14%"),
        ("t7", "163", "one hundred and sixty", "one hundred and sixty"),
        ("t6", "June 1", "June 2", "2"),
    ],
)
def test_a_figure_that_was_changed_is_found(id: str, old: str, new: str, words: str) -> None:
    assert altered(id, text=(old, new)) == [(id, "FIGURE", words)]


@pytest.mark.parametrize(
    ("id", "old", "new"),
    [
        ("t4", "40%", "forty percent"),
        ("t4", "40%", "40 per cent"),
        ("t7", "163", "one hundred and sixty-three"),
        ("t3", "$200 billion", "$200bn"),
        ("t3", "$200 billion", "200,000 million"),
    ],
)
def test_another_wording_of_a_figure_is_let_pass(id: str, old: str, new: str) -> None:
    assert altered(id, text=(old, new)) == []


@pytest.mark.parametrize(
    ("id", "field", "old", "new", "words"),
    [
        ("d1", "title", "Mishustin", "Lavrov", "Lavrov"),
        ("d2", "title", "Li Qiang", "Li Hui", "Hui"),
        ("d5", "title", "Putin", "Bland", "Bland"),
        ("d6", "title", "Russia", "Ukraine", "Ukraine"),
        ("n3", "title", "China criticizes", "Russia criticizes", "Russia"),
        ("p1", "title", "Mikhail Mishustin", "Mikhail Gorbachev", "Gorbachev"),
        ("p7", "text", "Russia", "Iran", "Iran"),
        ("t6", "text", "June", "July", "July"),
    ],
)
def test_a_name_that_was_changed_is_found(id: str, field: str, old: str, new: str, words: str) -> None:
    assert altered(id, **{field: (old, new)}) == [(id, "NAME", words)]


@pytest.mark.parametrize(
    ("id", "old", "new"),
    [
        ("d5", "a US-led", "an American-led"),
        ("d5", "a US-led", "a United States-led"),
        ("p6", "China’s", "Chinese"),
        ("d6", "On Friday.", "On Fri."),
        ("t3", "Mishustin", "Mikhail Mishustin"),
    ],
)
def test_another_form_of_a_name_is_let_pass(id: str, old: str, new: str) -> None:
    assert altered(id, text=(old, new)) == []


def test_a_person_of_whom_the_cited_sentence_has_the_surname_may_be_named_in_full_but_not_as_another() -> None:
    assert altered("t3", text=("Mishustin", "Boris Mishustin")) == []  # the first word of a text tells nothing
    assert altered("t3", text=("Mishustin predicted", "So Boris Mishustin predicted")) == [("t3", "NAME", "Boris")]


@pytest.mark.parametrize(
    ("id", "field", "old", "new", "fault"),
    [
        ("d3", "text", "dear friend", "dear enemy", "QUOTATION"),
        ("e1", "text", "deepening", "narrowing", "ALTERED"),
        ("e2", "title", "past the point", "near the point", "ALTERED"),
        ("e2", "title", "past the point", "dear friend", "QUOTATION"),
    ],
)
def test_quoted_words_that_were_changed_are_found(id: str, field: str, old: str, new: str, fault: str) -> None:
    assert [found[:2] for found in altered(id, **{field: (old, new)})] == [(id, fault)]


def test_a_quotation_may_leave_words_out_where_it_says_so() -> None:
    assert altered("e1", text=("geopolitical divide between China", "geopolitical divide … China")) == []


@pytest.mark.parametrize(
    ("id", "field", "old", "new"),
    [
        ("t2", "text", "has dramatically", "has not dramatically"),
        ("n1", "text", "urged", "refused to urge"),
        ("d4", "text", "has grown", "has never grown"),
        ("n4", "text", "Has indicated", "Has not indicated"),
        ("d6", "title", "set to", "not set to"),
        ("t7", "text", "have not had", "have had"),
        ("t7", "title", "No Chinese", "Chinese"),
    ],
)
def test_a_negation_that_was_put_in_or_left_out_is_found(id: str, field: str, old: str, new: str) -> None:
    assert [found[:2] for found in altered(id, **{field: (old, new)})] == [(id, "NEGATION")]


@pytest.mark.parametrize(
    ("id", "old", "new"), [("e3", "unlikely", "not likely"), ("e3", "are unlikely to support", "will not support")]
)
def test_another_wording_of_a_denial_is_let_pass(id: str, old: str, new: str) -> None:
    assert altered(id, text=(old, new)) == []


@pytest.mark.parametrize(
    ("id", "speaker"),
    [("d3", "Ben Bland"), ("e1", "Mao Ning"), ("e2", "Li Qiang"), ("e2", "Ben Smith"), ("n2", "Iran’s prime minister")],
)
def test_a_speaker_who_is_not_named_near_the_words_is_found(id: str, speaker: str) -> None:
    assert spoken_by(id, speaker) == [(id, "SPEAKER", speaker)]


@pytest.mark.parametrize(
    ("id", "speaker"),
    [("d3", "Xi"), ("d3", "President Xi"), ("e2", "Bland"), ("n2", "Russian deputy foreign minister")],
)
def test_a_speaker_named_in_another_form_is_let_pass(id: str, speaker: str) -> None:
    assert spoken_by(id, speaker) == []


def test_an_entry_whose_citations_were_taken_away_is_found_once() -> None:
    for each in BUNDLED.entries:
        bare = each._replace(citations=(), figures=(), quotations=())
        assert found_with(bare) == [(each.id, "NO_SUPPORT", each.title)]


def test_names_and_negations_are_not_looked_for_in_other_languages() -> None:
    german = entry(
        citations=(cite(1),), title="Der Handel", text="Der Handel wuchs nicht um 40% in Berlin, sondern 30%."
    )
    found = findings_of(briefing(german)._replace(language="de"))
    assert [(f.fault.name, f.words) for f in found] == [("FIGURE", "30%")]


def test_people_without_a_role_are_told_and_are_no_fault() -> None:
    assert check(BUNDLED).without_role == ("p3",)
    nobody = entry("x", "people", citations=(cite(2),), title="He")
    assert check(briefing(nobody)).without_role == ("x",)
    assert check(briefing(nobody)).findings == ()
    named = nobody._replace(text="Not named in the source; commented on the purpose of the office.")
    assert check(briefing(named)).without_role == ()
