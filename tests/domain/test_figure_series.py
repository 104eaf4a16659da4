"""Figures of one thing in a row: each at its time, with its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.drafting.figures import find_figures
from content.figure_series import Series, Told, series_among
from content.model import (
    BriefingId,
    Citation,
    Entry,
    EntryId,
    Origin,
    PaneId,
    Sentence,
    SentenceNumber,
    Sentences,
    Span,
)
from content.register import UnknownName
from tests.domain.libraries import BUNDLED, opened

SHIPPED = Told(BUNDLED.id, BUNDLED.source.issued, BUNDLED.title, BUNDLED.entries)


def said(*sentences: str, day: str = "2024-05-03", title: str = "India and the United States", id: str = "b") -> Told:
    """An article of these sentences, each of them an entry with the figures that are found in it."""
    text = "\n".join(sentences)
    entries, start = [], 0
    spans = []
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    packed = Sentences.of([Sentence(SentenceNumber(n), n, span) for n, span in enumerate(spans, 1)])
    figures = find_figures(text, packed).figures
    for n, span in enumerate(spans, 1):
        inside = tuple([each for each in figures if span.start <= each.span.start < span.end])
        cited = (Citation(SentenceNumber(n), span, span.of(text)),)
        entries.append(Entry(EntryId(f"t{n}"), PaneId("trade"), "fact", f"E{n}", "", Origin.DRAFTED, cited, inside))
    return Told(BriefingId(id), day, title, tuple(entries))


def shown(series: Series) -> list[tuple[str, str, str, int]]:
    return [(point.stretch.words, point.length, point.text, point.sentence.sentence) for point in series.points]


def test_the_bilateral_trade_of_the_briefing_that_ships_goes_from_190_to_200_billion_with_53_8_for_the_quarter() -> (
    None
):
    (series,) = series_among([SHIPPED])
    assert series.title == "Bilateral trade" and series.parties == ("China", "Russia") and series.unit == "USD"
    assert shown(series) == [
        ("2022", "year", "$190 billion", 8),
        ("2023-Q1", "quarter", "$53.8 billion", 10),
        ("2023", "year", "$200 billion", 8),
    ]
    assert [point.value for point in series.points] == [190e9, 53.8e9, 200e9]
    assert [point.is_forecast for point in series.points] == [False, False, True]
    for point in series.points:
        assert point.sentence.quote == BUNDLED.words_of(point.sentence.sentence)
        assert point.text in point.sentence.quote
        assert not point.at_article


def test_a_year_and_a_quarter_are_never_one_line() -> None:
    (series,) = series_among([SHIPPED])
    assert {length: [point.text for point in points] for length, points in series.lines.items()} == {
        "year": ["$190 billion", "$200 billion"],
        "quarter": ["$53.8 billion"],
    }


def test_amounts_shares_and_changes_are_apart() -> None:
    found = series_among([SHIPPED], least=1)
    assert [(each.title, each.unit, each.is_change) for each in found] == [
        ("Bilateral trade", "USD", False),
        ("Energy shipped from Russia to China", "%", True),
        ("Trade between the two nations", "%", True),
    ]


@pytest.mark.parametrize(
    ("sentence", "title", "points"),
    [
        (
            "Bilateral trade between India and Japan rose from $119 billion in 2021 to $129 billion in 2022.",
            "Bilateral trade between India and Japan",
            [("2021", "year", "$119 billion", 1), ("2022", "year", "$129 billion", 1)],
        ),
        (
            "Russian oil exports to India fell to 1.5 million barrels in March from 1.9 million in January.",
            "Russian oil exports to India",
            [("2024-01", "month", "1.9 million", 1), ("2024-03", "month", "1.5 million barrels", 1)],
        ),
        (
            "The value of Chinese imports from Russia totaled $129 billion in 2023, against $114 billion in 2022.",
            "Value of Chinese imports from Russia",
            [("2022", "year", "$114 billion", 1), ("2023", "year", "$129 billion", 1)],
        ),
        (
            "Germany raised its defense spending to $74 billion last year.",
            "Defense spending",
            [("2023", "year", "$74 billion", 1)],
        ),
        (
            "Trade reached $53 billion this quarter.",
            "Trade",
            [("2024-Q2", "quarter", "$53 billion", 1)],
        ),
    ],
)
def test_a_figure_is_of_the_subject_of_its_verb_and_of_the_time_beside_it(
    sentence: str, title: str, points: list[tuple[str, str, str, int]]
) -> None:
    (series,) = series_among([said(sentence)], least=1)
    assert series.title == title
    assert shown(series) == points


@pytest.mark.parametrize(
    "sentence",
    [
        "The company invested $2 billion in a plant in Gujarat.",
        "He said that he was 64 years old.",
        "It rose to $5 billion in 2022.",
        "Some 20 ministers met in 2022 for $3 million.",
        "$5 billion.",
        "",
    ],
)
def test_where_no_subject_can_be_told_there_is_no_point(sentence: str) -> None:
    assert series_among([said(sentence)], least=1) == []


def test_what_was_before_stands_nowhere_where_no_time_is_said_of_it() -> None:
    (series,) = series_among([said("In 2023 exports rose from $5 billion to $7 billion.")], least=1)
    assert [text for _, _, text, _ in shown(series)] == ["$7 billion"]


def test_losses_are_below_zero_and_without_a_time_the_articles_day_is_told() -> None:
    (series,) = series_among([said("Germany's exports to China dropped by $4 billion.")], least=1)
    (point,) = series.points
    assert series.is_change and point.value == -4e9 and point.at_article and point.stretch.words == "2024-05-03"


def test_figures_of_other_states_are_other_series_across_briefings() -> None:
    one = said("Bilateral trade reached $5 billion in 2022.", title="Chad and Sudan", id="one")
    two = said("Bilateral trade reached $6 billion in 2023.", title="Chad and Sudan", id="two")
    three = said("Bilateral trade reached $7 billion in 2023.", title="Peru and Chile", id="three")
    (series,) = series_among([one, two, three])
    assert series.parties == ("Chad", "Sudan")
    assert [(point.briefing, point.text) for point in series.points] == [("one", "$5 billion"), ("two", "$6 billion")]


def test_what_articles_repeat_is_one_point() -> None:
    sentence = "Bilateral trade reached $5 billion in 2022."
    (series,) = series_among([said(sentence, id="one"), said(sentence, id="two")], least=1)
    assert [point.briefing for point in series.points] == ["one"]


_PIECES = st.sampled_from(
    [
        "trade",
        "rose",
        "from",
        "to",
        "$5 billion",
        "in 2022",
        "by",
        "40%",
        "China",
        "the",
        "that",
        ",",
        "exports",
        "this year",
        "of",
        "cut",
        "up",
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=18).map(" ".join), min_size=1, max_size=4))
def test_every_point_stands_in_its_sentence(sentences: list[str]) -> None:
    for series in series_among([said(*sentences)], least=1):
        assert series.points and series.title
        assert list(series.points) == sorted(series.points, key=lambda point: (point.stretch.first, point.stretch.last))
        for point in series.points:
            assert point.text in point.sentence.quote
        assert sum(len(points) for points in series.lines.values()) == len(series.points)


def test_a_hostile_sentence_costs_little() -> None:
    from time import process_time

    for sentence in (
        "trade rose " * 130 + "$5 billion",
        "from about a the " * 80 + "$5 billion",
        ", " * 700 + "rose to $5 billion",
    ):
        begun = process_time()
        series_among([said(sentence)], least=1)
        assert process_time() - begun < 1


def test_series_are_chosen_by_briefing_by_words_and_by_person(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(BUNDLED)
        expected = series_among([SHIPPED])
        assert library.measured.series_of([BUNDLED.id]) == expected
        assert library.measured.series_of(about="bilateral trade") == expected
        assert library.measured.series_of(about="Trade Russia") == expected
        assert library.measured.series_of(about="wheat") == []
        assert library.measured.series_of(about="100%_") == []
        (his,) = library.measured.series_of(who="Mikhail Mishustin")
        assert [point.text for point in his.points] == ["$190 billion", "$200 billion"]
        assert library.measured.series_of() == expected
        with pytest.raises(UnknownName):
            library.measured.series_of(who="Nobody Known")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "China's exports to Russia rose to $76 billion in 2022.",
            "Russia's exports to China rose to $114 billion in 2022.",
        ),
        ("Russia's exports rose to $500 billion in 2022.", "Exports to Russia rose to $76 billion in 2022."),
        ("Imports from China rose to $90 billion in 2022.", "China's imports rose to $2.7 trillion in 2022."),
    ],
)
def test_what_goes_one_way_and_the_other_way_is_not_one_series(one: str, other: str) -> None:
    assert [len(each.points) for each in series_among([said(one, other)], least=1)] == [1, 1]


def test_the_way_that_figures_go_is_the_same_whoever_tells_of_them() -> None:
    told = [
        said("China's exports to Russia rose to $76 billion in 2022.", id="a"),
        said("China's exports to Russia grew to $111 billion in 2023.", id="b"),
    ]
    (series,) = series_among(told)
    assert series.parties == ("China", "Russia") and len(series.points) == 2


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Germany's exports fell to $105 billion in 2021 from $108 billion a year earlier.", ["2020", "2021"]),
        (
            "Germany's exports fell to $25 billion in the first quarter of 2023 from $28 billion a year earlier.",
            ["2022-Q1", "2023-Q1"],
        ),
        (
            "Inflation in Germany rose to 5 percent in February 2024, from 3 percent a year before.",
            ["2023-02", "2024-02"],
        ),
    ],
)
def test_a_year_earlier_is_counted_from_the_time_that_the_sentence_names(sentence: str, times: list[str]) -> None:
    (series,) = series_among([said(sentence)])
    assert [point.stretch.words for point in series.points] == times


@pytest.mark.parametrize(
    "sentence",
    [
        "Exports to China never reached $9 billion in 2021.",
        "Exports to China did not reach $9 billion in 2021.",
        "Exports to China were not expected to reach $10 billion in 2025.",
        "Exports to China didn’t rise to $9 billion in 2021.",
        "Exports to China failed to reach $9 billion in 2021.",
    ],
)
def test_what_is_denied_is_no_point(sentence: str) -> None:
    assert series_among([said(sentence)], least=1) == []


def test_what_is_not_only_so_is_a_point() -> None:
    assert series_among([said("Exports to China not only reached $9 billion in 2021.")], least=1)


@pytest.mark.parametrize("words", ["price", "prices", "Élysée price", "price Élysée"])
def test_series_are_found_by_one_of_many_and_whatever_their_accents(tmp_path: Path, words: str) -> None:
    with opened(tmp_path) as library:
        told = said(
            "The Élysée price of oil rose to $80 in May 2023.", "The Élysée price of oil rose to $90 in May 2024."
        )
        text = "\n".join(entry.citations[0].quote for entry in told.entries)
        spans = [entry.citations[0].span for entry in told.entries]
        packed = Sentences.of([Sentence(SentenceNumber(n), n, span) for n, span in enumerate(spans, 1)])
        library.add(BUNDLED._replace(id=BriefingId("oil"), text=text, sentences=packed, entries=told.entries))
        assert [len(each.points) for each in library.measured.series_of(about=words)] == [2]
