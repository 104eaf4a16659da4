"""What a text is about decides about words that alone say little, and lists go with what they list."""

from __future__ import annotations

import pytest

from content.drafting.desk_file import load_desk
from content.drafting.people import find_people
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech
from content.drafting.themes import themes_of
from content.drafting.topics import file_sentences

WORLD = load_desk("world")


def filed(*paragraphs: str) -> list[set[str]]:
    text = "\n".join(paragraphs)
    sentences = cut_sentences(text)
    people = find_people(text, sentences)
    panes = file_sentences(text, sentences, people, find_speech(text, sentences, people), WORLD)
    return [{str(pane) for pane in row} for row in panes]


def test_a_text_that_begins_with_nato_and_comes_back_to_it_speaks_of_its_allies() -> None:
    opening = "NATO agreed on a plan. Everybody hailed it. It was raining. The hall was full. No one slept. NATO won."
    rest = "The band played. NATO left. The allies paid. It was late."
    assert "nato-g7" in filed(opening, "The band played. NATO left. Our allies paid. It was late.")[8]
    assert "nato-g7" in filed(opening, rest)[8]
    late = "It was late. The hall was full. The band played. Nobody slept. NATO was glad. NATO left. NATO paid."
    assert "nato-g7" not in filed(late, "It was raining. The bus came. Nobody slept. Our allies paid the driver.")[10]


def test_an_empty_text_has_no_theme() -> None:
    assert themes_of([], WORLD) == (set(), set())


def test_what_a_state_does_to_another_is_a_dealing_in_a_text_about_sanctions() -> None:
    panes = filed(
        "Britain imposed sanctions on Belarus. The sanctions hit the ministry of Belarus.",
        "Today’s action targets a banker from Minsk.",
        "Britain condemned Belarus at the talks.",
    )
    assert "diplomacy" in panes[2]
    assert "diplomacy" not in filed("Today’s action targets smokers. The rain fell. A bus came.")[0]
    struck = "Britain imposed sanctions on Belarus. The talks with Poland failed. Gunmen hit targets in the hills."
    assert "diplomacy" not in filed(struck, "Britain condemned Belarus at the talks.")[2]


def test_designations_of_people_and_their_firms_are_no_trade() -> None:
    panes = filed("Britain also sanctioned two exchange houses in Minsk and three shell companies of the general.")
    assert panes == [{"diplomacy"}]


def test_controls_on_what_is_sold_to_a_state_are_trade_and_a_dealing() -> None:
    text = "Britain announced sanctions and export controls against Belarus after talks with Poland."
    assert filed(text) == [{"trade", "diplomacy"}]


def test_the_items_of_a_list_are_what_the_sentence_before_them_is() -> None:
    items = ("An end to the concerts on the hill;", "The return of the old bell; and", "A new fence.", "The bus came.")
    panes = filed("The steps, which Peru and Chile agreed on at the talks in Lima, are the following:", *items)
    assert ["diplomacy" in row for row in panes] == [True, True, True, True, False]
    assert not any("diplomacy" in row for row in filed("The steps up to the attic of the house are these:", *items))


def test_talks_without_an_article_go_on_with_the_sentence_before() -> None:
    panes = filed("Peru has asked Chile to sign the treaty. Talks have not been easy.", "Talks have not been easy.")
    assert ["diplomacy" in row for row in panes][:2] == [True, True]
    assert "diplomacy" not in filed("Talks have not been easy.")[0]


@pytest.mark.parametrize("who", ["Arab leaders", "Western powers", "Caribbean nations", "African governments"])
def test_regions_act_as_states_do(who: str) -> None:
    assert "diplomacy" in filed(f"{who} urged calm.")[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru and Chile signed a critical minerals deal.",
        "The ministers welcomed the rules of origin and the end of non-tariff barriers.",
        "Peru asked for a longer line of credit and debt forgiveness.",
        "Chile will get 3 bcm through the gas hub, and liquefied natural gas by sea.",
        "The plan foresees a transfer of technology to Peru.",
        "The fishing rights of Peru and its special economic zones were renewed.",
    ],
)
def test_terms_of_trade_deals_and_of_what_is_lent_are_trade(sentence: str) -> None:
    assert "trade" in filed(sentence)[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "The CHIPS and Science Act gave $9 billion to semiconductor companies for electric vehicles.",
        "Peru will buy time and made a firm commitment.",
        "New investments in defense will strengthen the army of Chile.",
    ],
)
def test_what_is_spent_at_home_is_no_trade(sentence: str) -> None:
    assert "trade" not in filed(sentence)[0]


def test_strikes_and_raids_are_no_dealings() -> None:
    assert "diplomacy" not in filed("The American strikes on nuclear sites in Iran damaged three halls.")[0]
    assert "diplomacy" not in filed("The general declared a national emergency in Peru after the raids.")[0]


def test_what_heads_a_list_of_what_was_agreed_is_what_most_of_its_items_are() -> None:
    items = ["Peru will buy more wheat exports.", "Chile will cut its tariffs.", "Peru will plant trees."]
    assert "trade" in filed("This historic pact of the year includes a host of new commitments to:", *items)[0]
    assert "trade" not in filed("This is a long line of words about nothing that is in any way sold:", *items)[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile has reconsidered its dependence on Russia for energy.",
        "Russia said it may cut off gas to Peru.",
        "Peru signed economic agreements with the union.",
    ],
)
def test_energy_that_is_cut_off_and_economic_agreements_are_trade(sentence: str) -> None:
    assert "trade" in filed(sentence)[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "He must lift his blockade, regardless of the price.",
        "U.S. steel producers put $2 billion in new steel facilities throughout the nation.",
        "Oslo is years away from shale gas production.",
    ],
)
def test_a_blockade_and_what_is_made_at_home_are_no_trade(sentence: str) -> None:
    assert "trade" not in filed(sentence)[0]
