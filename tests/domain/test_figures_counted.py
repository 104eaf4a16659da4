"""What a number counts, and the numbers that count nothing."""

from __future__ import annotations

import pytest

from content.drafting.figures import find_figures
from content.drafting.sentences import cut_sentences


def figures(text: str) -> list[str]:
    return [figure.text for figure in find_figures(text, cut_sentences(text)).figures]


@pytest.mark.parametrize(
    "sentence",
    [
        "Canada sends roughly three-quarters of its goods to the market.",
        "Three quarters of exports go there.",
        "Two-thirds of the members must accept the deal.",
        "Half of the exports go there, and a quarter of the grain.",
    ],
)
def test_a_fraction_in_words_has_no_unit_and_is_no_figure(sentence: str) -> None:
    assert figures(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The economy is approximately 13 times larger than that.",
        "It is home to over eight times as many people.",
        "Output went up more than 10-fold, and exports some 12 fold.",
    ],
)
def test_how_many_times_counts_nothing(sentence: str) -> None:
    assert figures(sentence) == []


@pytest.mark.parametrize(
    "sentence", ["The P5+1 nations met again.", "They had to amend H.R.1424 in May 2008, in a few hours."]
)
def test_a_number_joined_to_letters_by_a_plus_or_a_stop_is_part_of_a_name(sentence: str) -> None:
    assert [text for text in figures(sentence) if text != "May 2008"] == []


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("It withdrew €3.6 billlion from the banks.", "€3.6 billlion"),
        ("It costs $2 millon or more.", "$2"),
        ("It costs $2 milion or more.", "$2 milion"),
        ("Some 3 trilllion dollars went.", "3 trilllion dollars"),
    ],
)
def test_a_scale_may_have_a_letter_of_its_double_ones_too_many_or_too_few(sentence: str, text: str) -> None:
    assert figures(sentence) == [text]


def test_one_who_is_sentenced_to_months_is_no_range_but_from_one_to_six_is() -> None:
    assert figures("They sentenced one to 16 months of prison.") == ["16 months"]
    assert figures("It will take one to two years.") == ["one to two years"]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Libya then detained two Swiss businessmen.", "two"),
        ("It named 14 congressmen.", "14 congressmen"),
        ("Around 300 police buses blocked the plaza.", "300"),
        ("It sent 12 aircraft carriers.", "12"),
        ("Some 40 police in masks came.", "40 police"),
        ("They took fish; it found eight fish samples.", "eight"),
        ("Three of Bacar's highest-ranking supporters were held.", "Three"),
    ],
)
def test_a_number_stands_alone_where_another_noun_comes_before_the_one_counted_and_any_plural_of_man_is_counted(
    sentence: str, text: str
) -> None:
    assert figures(sentence) == [text]


def test_a_word_that_only_ends_like_a_plural_of_man_is_not_counted() -> None:
    assert figures("They wrote of two new specimen.") == []


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("At least fourteen were injured.", ["fourteen"]),
        ("Seven had been detained by the police.", ["Seven"]),
        ("It was in four out of eight samples.", ["four", "eight samples"]),
        ("It is said by 40 of the 50 states.", ["40", "50 states"]),
        ("Up to three of the site’s reactors failed.", ["three"]),
    ],
)
def test_a_number_counts_what_is_left_out_where_the_text_says_of_what_it_is_a_part(
    sentence: str, texts: list[str]
) -> None:
    assert figures(sentence) == texts


@pytest.mark.parametrize(
    "sentence",
    ["Roughly one in five people agreed.", "It was 1 in 3 children.", "All five members agreed with the two sides."],
)
def test_one_in_so_many_and_all_so_many_count_nothing(sentence: str) -> None:
    assert figures(sentence) == []


def test_a_unit_of_one_form_is_part_of_the_count() -> None:
    assert figures("It makes 300 MW, some 60 mph, 5cm thick.") == ["300 MW", "60 mph", "5cm"]


@pytest.mark.parametrize("sentence", ["It ended at around 5 PM.", "It began at about 7 a.m. today, some say at 8am."])
def test_an_hour_of_the_day_counts_nothing(sentence: str) -> None:
    assert figures(sentence) == []


def test_of_the_last_months_of_a_year_the_months_are_a_length_of_time_and_the_year_a_date() -> None:
    assert figures("It bought rice during the last two months of 2031.") == ["two months", "2031"]
    assert figures("It bought rice in the first three months of 2031.") == ["first three months of 2031"]


@pytest.mark.parametrize(
    "text", ["25 MMT", "1.2 mb/d", "40 bcm", "3 GW", "90 km/h", "12 Mt", "5 tcf", "200 nm", "7 TWh", "2 bcm/y", "8 m²"]
)
def test_a_unit_in_letters_belongs_to_its_number(text: str) -> None:
    assert figures(f"It will buy at least {text} of it, they said.") == [text]


@pytest.mark.parametrize("sentence", ["It fell at 0000 EAT (2100 UTC Friday).", "They met at 1800 local time."])
def test_an_hour_with_its_zone_is_no_year(sentence: str) -> None:
    assert figures(sentence) == []


def test_a_sign_for_more_belongs_to_its_number_and_scale() -> None:
    assert figures("The $40+ trillion need was named by 30+ countries.") == ["$40+ trillion", "30+ countries"]


def test_the_top_five_are_counted_but_not_a_place_among_them() -> None:
    assert figures("The top five Norwegian shipyards grew, and it is among the top five ports.") == ["five"]


def test_a_number_may_begin_with_its_point() -> None:
    assert figures("With grain, it was .6%, and with rice 4%.") == [".6%", "4%"]
    assert figures("It grew. 6% were lost.") == ["6%"]
