"""A body of states is known by the list of its members, and goes on in what its ministers also did."""

from __future__ import annotations

import pytest

from content.drafting.desk_file import load_desk
from content.drafting.people import find_people
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech
from content.drafting.topics import file_sentences

WORLD = load_desk("world")


def filed(pane: str, *paragraphs: str) -> list[bool]:
    """Whether each sentence is filed under a pane."""
    text = "\n".join(paragraphs)
    sentences = cut_sentences(text)
    people = find_people(text, sentences)
    speech = find_speech(text, sentences, people)
    return [pane in panes for panes in file_sentences(text, sentences, people, speech, WORLD)]


@pytest.mark.parametrize(
    ("sentence", "is_body"),
    [
        ("Finance ministers of Canada, France, Germany, Italy, Japan, and the United Kingdom met on Friday.", True),
        ("The leaders of the United States, Canada, France, Germany, Italy, and Japan spoke by phone.", True),
        ("Finance ministers of France, Germany, Italy, and Spain met on Friday.", False),
        ("Oil went to Canada, France, Germany, Italy, Japan, and the United Kingdom.", False),
        ("Leaders of Brazil, India, Chad, Canada, France, Germany, Italy, Japan, and the United States met.", False),
    ],
)
def test_a_list_of_all_its_members_or_all_but_one_names_a_body(sentence: str, is_body: bool) -> None:
    assert filed("nato-g7", sentence) == [is_body]


def test_what_they_also_did_is_of_the_ministers_right_before() -> None:
    opening = "The G7 finance ministers met on Friday."
    assert filed("nato-g7", opening, "The ministers praised the plan. They also spoke of floods.")[2]
    assert not filed("nato-g7", opening, "The mayor praised the plan. They also spoke of floods.")[2]


def test_a_short_line_that_says_what_deals_include_heads_its_list() -> None:
    items = ("Tariffs on shoes from Peru.", "Exports of corn to Peru.", "Imports of tin from Peru.")
    assert filed("trade", "These new deals include:", *items)[0]
    assert not filed("trade", "Old streets:", *items)[0]


@pytest.mark.parametrize(
    ("sentence", "is_trade"),
    [
        ("They agreed to use sanctioned Russian assets to support Ukraine.", True),
        ("The ministers spoke of economic coercion against Lithuania.", True),
        ("They spoke of coercive economic measures against Australia.", True),
        ("The pact gives growers better access to the Japanese market.", True),
        ("The levy on Indian goods will rise.", True),
        ("The government nationalised the gas company.", False),
        ("Without sanctions Russia would have $400 billion to finance its war.", False),
        ("He spoke up for democracy and free trade in the region.", False),
        ("The heads of the IMF and World Bank also joined the discussion.", False),
        ("Bolivia is socializing part of its energy, above all gas.", False),
        ("They raised bilateral relations to a Comprehensive Strategic Partnership.", False),
    ],
)
def test_assets_used_for_another_state_and_coercion_are_trade_and_what_only_sounds_so_is_none(
    sentence: str, is_trade: bool
) -> None:
    assert filed("trade", sentence) == [is_trade]


def test_a_line_between_two_of_the_theme_goes_on_with_it_unless_it_names_somebody_or_heads_others() -> None:
    before, after = "Peru and Chad began trade talks.", "Tariffs on corn are high. Exports of tin fell."
    assert filed("trade", f"{before} But the obstacles are many. {after}")[1]
    assert not filed("trade", f"{before} Ana Costa was in Lima. {after}")[1]
    assert not filed("trade", before, "The obstacles:", after)[1]
    rest = "The mayor sang. It rained. Dogs barked. Nobody slept. The choir left. The hall was cold."
    assert not filed("trade", f"{before} But the obstacles are many. {after} {rest}")[1]
