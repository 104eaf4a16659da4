"""The check holds what a figure says it is worth, and who is said to speak, to the words of the source."""

from __future__ import annotations

import pytest

from content.bundled import bundled_briefing
from content.check import Fault, findings_of
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


def briefing(text: str, entry: Entry, language: str = "en") -> Briefing:
    """A briefing of one sentence, or of several parted by a line feed, with an entry that cites the first."""
    rows = text.split("\n")
    starts = [sum(len(row) + 1 for row in rows[:n]) for n in range(len(rows))]
    ends = [start + len(row) for start, row in zip(starts, rows, strict=True)]
    cited = (Citation(SentenceNumber(1), Span(starts[0], ends[0]), rows[0]),)
    columns = Sentences([1] * len(rows), starts, ends)
    given = (entry._replace(citations=cited),)
    return Briefing(BriefingId("b"), "B", language, DeskId("world"), Source(), text, columns, given)


def plain(title: str = "", text: str = "") -> Entry:
    return Entry(EntryId("e"), PaneId("trade"), "k", title, text, Origin.CURATED)


def found(words: str, kind: str, value: object, unit: str | None, language: str = "en") -> list[tuple[Fault, str]]:
    text = f"It was {words} in all."
    at = text.index(words)
    figure = Figure(words, Span(at, at + len(words)), FigureKind(kind), value, unit)  # type: ignore[arg-type]
    told = findings_of(briefing(text, plain()._replace(figures=(figure,)), language))
    return [(finding.fault, finding.words) for finding in told]


@pytest.mark.parametrize(
    ("words", "kind", "value", "unit", "told"),
    [
        ("$190 billion", "money", 1.9e12, "USD", "$190 billion (value 1,900,000,000,000)"),
        ("$190 billion", "money", 190, "USD", "$190 billion (value 190)"),
        ("$190 billion", "money", 1.9e11, "EUR", "$190 billion (unit EUR)"),
        ("40%", "percent", 4, "%", "40% (value 4)"),
        ("40%", "percent", 40, "USD", "40% (unit USD)"),
        ("forty soldiers", "count", 14, "soldiers", "forty soldiers (value 14)"),
        ("163 years", "duration", 136, "year", "163 years (value 136)"),
    ],
)
def test_a_figure_that_says_it_is_worth_something_else_is_found(
    words: str, kind: str, value: object, unit: str, told: str
) -> None:
    assert found(words, kind, value, unit) == [(Fault.FIGURE, told)]


@pytest.mark.parametrize(
    ("words", "kind", "value", "unit"),
    [
        ("$190 billion", "money", 1.9e11, "USD"),
        ("$190 billion", "money", 190_000_000_000, "AUD"),
        ("$190 billion", "money", None, None),
        ("half a million people", "count", 500_000, "people"),
        ("two dozen people", "count", 24, "people"),
        ("50 cents", "money", 0.5, "USD"),
        ("two weeks", "duration", 14, "day"),
        ("-5%", "percent", -5, "%"),
        ("190 to 200 billion", "count", (190e9, 200e9), None),
        ("2022", "date", "2022", None),
        ("40", "count", True, None),
        ("40", "count", "forty", None),
    ],
)
def test_a_figure_whose_worth_cannot_be_told_or_is_right_is_let_pass(
    words: str, kind: str, value: object, unit: str | None
) -> None:
    assert found(words, kind, value, unit) == []


def test_what_digits_are_worth_is_told_in_english_alone() -> None:
    assert found("1.500 Euro", "money", 1500, "EUR", "de") == []


def test_a_figure_does_not_vouch_for_a_number_that_stands_in_no_cited_sentence() -> None:
    text = "It was 40% in all.\nIt was 2040 then."
    inside = Figure("204", Span(text.index("204"), text.index("204") + 3), FigureKind.COUNT)
    told = findings_of(briefing(text, plain(text="It counted 204 of them.")._replace(figures=(inside,))))
    assert [(finding.fault, finding.words) for finding in told] == [(Fault.FIGURE, "204")]
    cited = briefing("It was 2040 then.", plain(text="It counted 204 of them."))
    inside = inside._replace(span=Span(7, 10))
    entry = cited.entries[0]._replace(figures=(inside,))
    told = findings_of(cited._replace(entries=(entry,)))
    assert [(finding.fault, finding.words) for finding in told] == [(Fault.FIGURE, "204")]


def spoken(text: str, speaker: str, words: str = "it grew") -> list[tuple[Fault, str]]:
    at = text.index(words)
    quotation = Quotation(words, Span(at, at + len(words)), speaker)
    told = findings_of(briefing(text, plain()._replace(quotations=(quotation,))))
    return [(finding.fault, finding.words) for finding in told]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Lavrov never said “it grew.”", "Lavrov"),
        ("Lavrov has never said, “it grew.”", "Sergey Lavrov"),
        ("Mr. Lavrov didn’t say “it grew.”", "Lavrov"),
        ("Lavrov denied having said “it grew.”", "Lavrov"),
        ("Lavrov denied ever saying “it grew.”", "Lavrov"),
        ("Neither Biden nor Xi said “it grew.”", "Biden"),
        ("Neither Biden nor Xi said “it grew.”", "Xi"),
        ("Putin said Lavrov never used the words “it grew.”", "Lavrov"),
        ("“And it grew,” which Lavrov denied saying.", "Lavrov"),
        ("“And it grew,” Putin said of Lavrov.\nLavrov never said that.", "Lavrov"),
    ],
)
def test_a_speaker_of_whom_the_source_denies_the_words_is_found(text: str, speaker: str) -> None:
    assert (Fault.SPEAKER, speaker) in spoken(text, speaker)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Lavrov did not say that talks failed, but “it grew.”", "Lavrov"),
        ("Lavrov did not say when, but called it “it grew.”", "Lavrov"),
        ("Lavrov denied the report, saying “it grew.”", "Lavrov"),
        ("Putin said Lavrov never used the words “it grew.”", "Putin"),
        ("Lavrov said he never said “it grew.”", "Lavrov"),
        ("Lavrov has not denied saying “it grew.”", "Lavrov"),
        ("“And it grew,” Lavrov said.\nHe did not say when.", "Lavrov"),
        ("“And it grew,” Lavrov said.\nPutin denied saying so.", "Lavrov"),
        ("Neither side came, and Lavrov said “it grew.”", "Lavrov"),
    ],
)
def test_a_speaker_of_whom_something_else_is_denied_is_let_pass(text: str, speaker: str) -> None:
    assert spoken(text, speaker) == []


def test_a_speaker_who_is_not_the_one_may_not_be_named_in_title_and_text_either() -> None:
    first = next(each for each in bundled_briefing().entries if each.id == "d3")
    quotations = tuple([each._replace(speaker="Ben Bland") for each in first.quotations])
    wrong = first._replace(quotations=quotations, text=f"It was Bland who spoke. {first.text}")
    other = tuple([wrong if each.id == "d3" else each for each in bundled_briefing().entries])
    told = findings_of(bundled_briefing()._replace(entries=other))
    assert [(each.fault, each.words) for each in told] == [(Fault.NAME, "Bland"), (Fault.SPEAKER, "Ben Bland")]
