"""In a list of voices groups, companies and people without an office hold views, where its head says such speak."""

from __future__ import annotations

import pytest

from tests.domain.test_views import views

HEAD = "The canal pact is a win. Experts, business leaders, and lawmakers praised it:"


def listed(*labels: str, head: str = HEAD) -> list[bool]:
    """Whether each of a list's voices, of two sentences each, gives a view with both of them."""
    found = views(head, *(f"{label}: “It is a good day. Ships will come back.”" for label in labels))
    first = len(found) - 2 * len(labels)
    assert found[first::2] == found[first + 1 :: 2]
    return found[first::2]


def test_groups_companies_and_their_heads_hold_views_in_a_list_of_experts_and_business_leaders() -> None:
    labels = ["Harbors For Peru", "Costa Air Lines", "Lima Rice Growers Association", "Silva Foods CEO Bruno Silva"]
    assert listed(*labels, "Boxmakers", "Ana Costa") == [True] * 6


@pytest.mark.parametrize(
    "label",
    [
        "Sen. Bruno Silva",
        "Foreign Minister Bruno Silva",
        "Former Secretary of Commerce Bruno Silva",
        "The Harbor Post",
        "HarborWeek",
        "CNN correspondent Bruno Silva",
        "Brazil",
        "Peru Atomic Energy Commission",
    ],
)
def test_officials_members_of_parliament_states_and_the_press_hold_none_there(label: str) -> None:
    assert listed(label, "Lima Rice Growers Association") == [False, True]


def test_under_a_head_that_announces_leaders_of_states_a_name_alone_says_nothing() -> None:
    head = "World leaders praised the pact:"
    assert listed("Bruno Silva", "Costa Lines", head=head) == [False, False]
    assert listed("Bruno Silva", head=HEAD) == [False]


def test_what_somebody_says_in_a_sentence_of_an_article_is_no_line_of_a_list() -> None:
    text = ["The hall was full of experts.", "He said: “It is late.”", "Bruno Silva added: “It is good.”"]
    assert not any(views(*text))


def test_a_second_head_announces_others() -> None:
    text = [
        HEAD,
        "Boxmakers: “It is a good day.”",
        "Ana Costa: “Ships will come back.”",
        "Leaders from across the world also spoke:",
        "Bruno Silva: “It is a good day.”",
    ]
    assert views(*text)[2:] == [True, True, False, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "The canal pact is being hailed by trade experts as a good day for all.",
        "The plan was criticised last week by human rights groups.",
        "Bruno Silva, a spokesman for the protesters, said the police were too harsh.",
        "Bruno Silva of the Lima Trade Union Confederation warns the pact will hurt workers.",
        "The Lima Farmers Union warned that imports would rise.",
        "In a report published Tuesday, Amnesty International accused the army of burning homes.",
        "Bruno Silva, founder and head of a school in Lima, said the pact would hurt workers.",
    ],
)
def test_what_outsiders_praise_or_say_for_a_crowd_is_a_view(sentence: str) -> None:
    assert views(sentence) == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "The canal pact is being hailed by the foreign minister and by officials as a good day for all.",
        "The pact was praised by the prime minister at a university in Lima.",
        "Confederation President Bruno Silva said Switzerland would stay neutral.",
        "Bruno Silva, a spokesman for the police, said the protesters were too loud.",
    ],
)
def test_what_officials_praise_is_none(sentence: str) -> None:
    assert views(sentence) == [False]


def test_what_some_and_others_say_is_a_view_where_analysts_were_asked_for_theirs() -> None:
    some = "Some say the pact will last. Others warn of floods."
    assert views("The canal is done.", f"{some} The Post spoke with analysts who gave their views.") == [
        *[False, True, True, True]
    ]
    assert not any(views("The canal is done.", f"{some} The Post spoke with ministers who gave their views."))
    assert not any(views("The canal is done.", some))
