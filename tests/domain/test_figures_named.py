"""Figures in lists with one sign, and numbers that are part of a name or count what is not beside them."""

from __future__ import annotations

import pytest

from content.drafting.figures import find_figures
from content.drafting.sentences import cut_sentences


def figures(text: str) -> list[str]:
    return [figure.text for figure in find_figures(text, cut_sentences(text)).figures]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It has 70, 80, and even 90 percent of it.", ["70, 80, and even 90 percent"]),
        ("They rose by 5, 10 or 15 percent.", ["5, 10 or 15 percent"]),
        ("In 2014, 2015 and 40 percent of cases.", ["2014", "2015", "40 percent"]),
        ("It fell by 30, 20 and 10 percent.", ["10 percent"]),
        ("The Trade Act of 1974 has tariffs.", []),
        ("The law of 1974 has tariffs.", ["1974"]),
        ("It hosts the 2024 NATO Summit and the 2014 Winter Olympics.", []),
        ("Since the 2010 NATO summit and the 2016 presidential election.", ["2010", "2016"]),
        ("The population was 165,000 (2005).", ["165,000", "2005"]),
        ("It breaks Resolution 1718 (2006).", []),
        ("Strike on a school kills 40", ["40"]),
        ("Half an hour later it took half of a square kilometre.", ["Half an hour", "half of a square kilometre"]),
        ("In the second half of a year, half the people and half a percentage point.", ["half a percentage point"]),
        ("Of the 104 aboard, 46 seamen went down.", ["104", "46 seamen"]),
    ],
)
def test_a_number_is_a_figure_where_it_is_no_part_of_a_name(text: str, found: list[str]) -> None:
    assert figures(text) == found


def test_shares_with_one_sign_keep_every_value() -> None:
    text = "It has 70, 80, and even 90 percent of it."
    (figure,) = find_figures(text, cut_sentences(text)).figures
    assert figure.value == (70, 80, 90)
