"""Numbers that count without a noun beside them, and those that look like counts and are none."""

from __future__ import annotations

import pytest

from content.drafting.figures import find_figures
from content.drafting.sentences import cut_sentences


def figures(text: str) -> list[str]:
    return [figure.text for figure in find_figures(text, cut_sentences(text)).figures]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The toll of the storm rose to 57.", "57"),
        ("That number is now 14.", "14"),
        ("The gift brings the total of ships sent by the U.S. navy to 9.", "9"),
        ("The list brings to 26 the number of banks named.", "26"),
        ("They say that there were only seven, and no guns.", "seven"),
    ],
)
def test_a_number_that_a_total_is_said_to_have_reached_is_a_count(sentence: str, text: str) -> None:
    assert figures(sentence) == [text]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("The raid killed one sailor.", ["one sailor"]),
        ("At least one villager was hurt.", ["one villager"]),
        ("One Danish soldier was wounded.", ["One"]),
        ("The storm took the lives of four pilots and one guard.", ["four pilots", "one guard"]),
        ("One minister said that one sailor wrote to one of them.", []),
    ],
)
def test_one_is_a_count_of_the_dead_and_hurt_only(sentence: str, texts: list[str]) -> None:
    assert figures(sentence) == texts


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("A mine went off, killing six, and wounding 20 miners.", ["six", "20 miners"]),
        ("Nine are guards.", ["Nine"]),
        ("Five of them stayed, four of whom are ill, and all three of us left.", ["Five", "four"]),
        ("Boat fire claims 31 in the delta", ["31"]),
        ("It holds 12 bases in the north, 9 in the south and 4 on the coast.", ["12 bases", "9", "4"]),
    ],
)
def test_a_toll_and_the_rest_of_a_list_need_no_noun(sentence: str, texts: list[str]) -> None:
    assert figures(sentence) == texts


def test_two_countries_are_counted_where_there_are_only_or_at_least_so_many() -> None:
    assert figures("Only two nations paid.") == ["two nations"]
    assert figures("Two nations met, and the two sides paid.") == []


def test_a_letter_for_billions_counts_where_a_noun_is_near() -> None:
    assert figures("They promise 2B vaccine doses.") == ["2B"]
    assert figures("They sent the 2B model.") == []


def test_a_fiscal_year_over_two_years_and_its_halves_are_periods() -> None:
    (figure,) = find_figures(
        "It fell in fiscal year 2031/32.", cut_sentences("It fell in fiscal year 2031/32.")
    ).figures
    assert (figure.text, figure.value) == ("fiscal year 2031/32", "2031/2032")
    assert figures("It fell in the second half of the fiscal year.") == ["second half of the fiscal year"]


def test_nothing_is_counted_in_a_list_that_does_not_begin_with_a_count() -> None:
    assert figures("It holds 12 percent in the north, 9 in the south.") == ["12 percent"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway's three large ports are shut.",
        "The previous two rounds failed, and the other four ships left.",
        "It is among the top five ports.",
        "The Group of 20 nations met.",
        "A dozen ships sank.",
        "Half a dozen envoys left.",
        "The 71-year-old king and his 40 year-old son spoke.",
        "Nearly six in 10 voters agree.",
        "A two-state plan was read.",
        "It is barred by the code (18 U.S.C. § 1956).",
    ],
)
def test_known_ones_ages_dozens_and_sections_are_no_figures(sentence: str) -> None:
    assert figures(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("It rose from less than 4% to 6%.", ["4%", "6%"]),
        ("It rose from about 300 ships to 400 ships.", ["300 ships", "400 ships"]),
        ("It takes 4% to 6%.", ["4% to 6%"]),
        ("Some 5-6 million fled.", ["5-6 million"]),
    ],
)
def test_what_changes_from_one_to_another_is_two_figures_and_a_range_is_one(sentence: str, texts: list[str]) -> None:
    assert figures(sentence) == texts


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("A 250 metric ton-per-year works opens.", "250 metric ton-per-year"),
        ("A 90 square kilometer zone opens.", "90 square kilometer"),
        ("It is 2 degrees Celsius warmer.", "2 degrees Celsius"),
        ("It is 1.5°C warmer.", "1.5°C"),
        ("It pumps 3 million bpd of oil.", "3 million bpd"),
        ("They found 8,000 pounds of powder.", "8,000 pounds"),
        ("It dropped 500-pound bombs.", "500-pound"),
        ("It dropped 500lb bombs.", "500lb"),
    ],
)
def test_a_unit_belongs_to_its_number_with_what_says_of_which_kind_it_is(sentence: str, text: str) -> None:
    found = find_figures(sentence, cut_sentences(sentence)).figures
    assert [(figure.text, str(figure.kind)) for figure in found] == [(text, "count")]


@pytest.mark.parametrize(
    ("sentence", "text", "unit", "value"),
    [
        ("They gave 9m euros.", "9m euros", "EUR", 9_000_000),
        ("They signed for $41,5 billion.", "$41,5 billion", "USD", 41_500_000_000),
        ("It has SDR 60 million left.", "SDR 60 million", "XDR", 60_000_000),
        ("They gave 30 million pounds of aid.", "30 million pounds", "GBP", 30_000_000),
    ],
)
def test_money_is_told_by_a_letter_a_comma_or_its_size(sentence: str, text: str, unit: str, value: float) -> None:
    found = find_figures(sentence, cut_sentences(sentence)).figures
    assert [(figure.text, figure.unit, figure.value) for figure in found] == [(text, unit, value)]


@pytest.mark.parametrize("date", ["mid-April", "mid-2031", "late-June", "early-March 2031"])
def test_the_part_of_a_month_or_year_that_is_joined_to_it_belongs_to_the_date(date: str) -> None:
    assert figures(f"It ended in {date} in the south.") == [date]


def test_number_words_count_in_a_headline_and_after_a_colon_though_they_have_a_capital() -> None:
    assert figures("Court Frees Two Sailors and Seven Guards") == ["Two Sailors", "Seven Guards"]
    assert figures("LIMA (XYZ): Two border police officers were hurt.") == ["Two"]
    assert figures("The envoys of the Big Three met.") == []
