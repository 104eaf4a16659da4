"""Articles are filed by who speaks for whom, by what a sentence goes on with, and by who stands outside government."""

from __future__ import annotations

import pytest

from content.drafting.desk_file import load_desk
from content.drafting.pane_words import speaks_of
from content.drafting.people import find_people
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech
from content.drafting.topics import file_sentences
from content.model import PaneId

WORLD = load_desk("world")


def filed(*paragraphs: str, desk: str = "world") -> list[set[str]]:
    """The panes of each sentence but people, found as a draft finds them."""
    text = "\n".join(paragraphs)
    sentences = cut_sentences(text)
    people = find_people(text, sentences)
    speech = find_speech(text, sentences, people)
    panes = file_sentences(text, sentences, people, speech, load_desk(desk))
    return [{str(pane) for pane in each} - {"people"} for each in panes]


def test_what_a_minister_says_of_another_state_is_diplomacy_and_of_her_own_is_not() -> None:
    of_another, of_her_own = filed(
        "“Iran’s view of the world is different,” said Ana Costa, the foreign minister of Peru.",
        "Ana Costa said that Peru was at its best in spring.",
    )
    assert "diplomacy" in of_another and "diplomacy" not in of_her_own


def test_what_a_minister_goes_on_to_say_stays_with_what_was_filed() -> None:
    first, second = filed(
        "“Chile must respect our sovereignty,” said Ana Costa, the foreign minister of Peru. “It would be good.”"
    )
    assert "diplomacy" in first and "diplomacy" in second


def test_what_an_analyst_says_of_a_state_is_no_statement_of_one() -> None:
    [view] = filed("“Iran’s view of the world is different,” said Ana Costa, an analyst at the Lowy Institute.")
    assert view == {"expert"}


def test_trade_between_states_is_no_dealing_of_its_own() -> None:
    assert filed("Chile raised tariffs on wine from Peru.") == [{"trade"}]
    assert filed("The presidents of Chile and Peru met in Lima to negotiate over tariffs on wine.") == [
        {"trade", "diplomacy"}
    ]


def test_a_deal_is_a_trade_deal_for_a_while_once_trade_was_spoken_of() -> None:
    first, second = filed("Chile signed a free-trade deal with Peru.", "The deal took ten years.")
    assert "trade" in first and "trade" in second
    assert filed("The deal took ten years.") == [set()]


@pytest.mark.parametrize(
    ("sentence", "is_trade"),
    [
        ("The government wants to sell missiles to Peru.", True),
        ("Amnesty International called for a halt to arms shipments to Chile.", True),
        ("Gazprom cut its gas supplies to Chile.", True),
        ("Seoul will unfreeze the billions that it owes Tehran.", True),
        ("Shares in the two makers of semiconductors slumped.", False),
        ("No merchant ships passed through the Red Sea.", True),
        ("Campaigners want an end to greenhouse gas emissions.", False),
        ("The bill has tax breaks for the wool industry worth $148 million.", False),
        ("The company announced an investment of $20 billion and 3,000 jobs in Idaho.", False),
        ("Missiles, food and energy are threats to the city.", False),
        ("Shares fell as the maker of chips traded lower and the stock market plunged.", False),
    ],
)
def test_what_is_sold_abroad_is_trade_and_what_is_spent_at_home_is_not(sentence: str, is_trade: bool) -> None:
    assert ("trade" in filed(sentence)[0]) == is_trade


def test_faint_words_are_of_trade_in_a_text_about_trade() -> None:
    about = ("Peru raised tariffs on wine.", "Exports to Chile fell.", "Chile imposed import duties.")
    assert "trade" in filed(*about, "Peru locks out dairy.")[-1]
    assert "trade" not in filed("The army shelled the town.", "Peru locks out dairy.")[-1]


def test_the_rest_of_a_quotation_is_of_trade_only_by_its_own_words() -> None:
    panes = filed("“Peru charges us far more in tariffs than we charge them. Those days are over,” said Ana Costa.")
    assert ["trade" in each for each in panes] == [True, False]


def test_money_in_american_dollars_is_no_act_of_america() -> None:
    assert filed("Visitors brought US$5 million, the tourism minister of Egypt said.") == [set()]


@pytest.mark.parametrize(
    ("sentence", "is_dealing"),
    [
        ("NATO allies cited threats from Russia.", False),
        ("NATO allies condemned Russia’s threats against Moldova.", True),
    ],
)
def test_a_danger_from_a_state_is_no_dealing_with_it(sentence: str, is_dealing: bool) -> None:
    [panes] = filed(sentence)
    assert "nato-g7" in panes and ("diplomacy" in panes) == is_dealing


def test_the_leaders_are_those_of_a_body_through_a_whole_statement_and_not_those_of_two_states() -> None:
    panes = filed(
        "The G7 met in Hiroshima.",
        "The G7 leaders condemned Russia.",
        *["The leaders also spoke of Iran."] * 9,
    )
    assert all("nato-g7" in each for each in panes)
    assert "nato-g7" not in filed("NATO grew.", "The two leaders of Peru and Chile met.")[1]


def test_what_the_first_sentence_names_is_meant_further_on_than_what_is_named_in_passing() -> None:
    far = ["It rained in the town."] * 4
    assert "nato-g7" in filed("The G7 foreign ministers met in Japan.", *far, "The statement condemned Russia.")[-1]
    assert "nato-g7" not in filed("It rained.", "The G7 met in Japan.", *far, "The statement condemned Russia.")[-1]


@pytest.mark.parametrize(
    ("sentence", "is_dealing"),
    [
        ("Turkey held talks with Greece, both members of NATO.", True),
        ("The leaders of Canada, France, Germany, Italy and Japan held talks at the G7 summit.", False),
    ],
)
def test_two_members_of_nato_may_deal_with_each_other_and_a_list_of_them_is_a_summit(
    sentence: str, is_dealing: bool
) -> None:
    [panes] = filed(sentence)
    assert "nato-g7" in panes and ("diplomacy" in panes) == is_dealing


def test_he_is_the_holder_of_the_view_before() -> None:
    views = filed("The plan will fail, says Ana Costa of the University of Athens.", "“It is too dear,” she said.")
    assert ["expert" in panes for panes in views] == [True, True]


def test_the_official_is_the_one_of_the_sentence_before() -> None:
    panes = filed(
        "A senior U.S. official said Iran must return to the talks in Vienna.",
        "“It is an agenda of questions. There is work to do,” the official said.",
    )
    assert all("diplomacy" in each for each in panes)


def test_the_ministers_of_another_body_are_not_those_of_the_one_before() -> None:
    panes = filed("The G7 met in Stresa.", "It was before the meeting of the finance ministers of the G20.")
    assert "nato-g7" not in panes[1]


def test_a_sentence_that_speaks_on_of_a_dealing_needs_no_name() -> None:
    panes = filed("The presidents of Peru and Chile met in Lima.", "They also exchanged views on regional issues.")
    assert "diplomacy" in panes[1]
    assert filed("They also exchanged views on regional issues.") == [set()]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Human Rights Watch (HRW) said the army burned homes.", "It has not stopped, according to HRW."),
        ("The think tank Brightwater said the plan would fail.", "Brightwater also warned of floods."),
        ("The report is by the Lowy Institute, which said the plan would fail.", "The plan is dear, the report said."),
        ("Analysts say the plan will fail.", "Observers worry about floods."),
    ],
)
def test_a_body_outside_government_is_known_again_by_the_name_that_the_text_gives_it(
    paragraphs: tuple[str, str],
) -> None:
    assert ["expert" in panes for panes in filed(*paragraphs)] == [True, True]


@pytest.mark.parametrize(
    "sentence",
    [
        "South Korean intelligence analysts say the launch failed.",
        "A panel of experts of the government said the bridge would hold.",
        "The ministry (MOH) said the clinic would open, according to MOH.",
        "The Office of the Attorney General said it would appeal.",
    ],
)
def test_those_who_work_for_a_state_are_no_experts(sentence: str) -> None:
    assert "expert" not in filed(sentence)[0]


def test_an_energy_article_is_filed_under_the_second_desk() -> None:
    panes = filed(
        "OPEC cut its oil output by a million barrels a day.",
        "The cuts will last until June.",
        "Solar panels gave a tenth of the electricity.",
        "Countries pledged to end greenhouse gas emissions.",
        "Analysts said prices would rise.",
        desk="energy-climate",
    )
    assert panes == [{"supply"}, {"supply"}, {"power"}, {"climate"}, {"expert"}]


def test_words_speak_of_a_pane_where_one_of_its_terms_stands_in_them() -> None:
    assert speaks_of(PaneId("nato-g7"), "NATO grew", WORLD) and not speaks_of(PaneId("nato-g7"), "It grew", WORLD)
    assert speaks_of(PaneId("expert"), "It grew", WORLD)


def test_leaders_who_speak_of_a_body_are_not_its_leaders() -> None:
    panes = filed(
        "The presidents of Peru and Chile met in Lima on Monday to speak of trade, copper and the sea.",
        "They greeted NATO and thanked it.",
        "The leaders also committed to plant trees.",
        "Meeting after the NATO summit, the leaders praised the pact.",
        "The leaders discussed the sea.",
        *["They agreed to meet again in the spring."] * 6,
    )
    assert ["nato-g7" in each for each in panes[1:5]] == [True, False, True, False]


def test_the_ministers_of_a_body_that_meets_are_its_own() -> None:
    panes = filed(
        "Peru sold copper to Chile.",
        "It rained in Lima.",
        "The NATO ministers held a meeting.",
        "The ministers spoke of the sea.",
    )
    assert "nato-g7" in panes[-1]


def test_the_state_behind_a_name_is_that_for_which_it_acts() -> None:
    panes = filed(
        "President Ana Costa met President Bruno Silva of Chile at the NATO summit.",
        "Costa congratulated Silva on the accord that he reached with NATO and Peru.",
    )
    assert panes[-1] == {"diplomacy", "nato-g7"}


def test_what_a_body_does_for_the_developing_world_is_a_dealing() -> None:
    assert filed("The G7 agreed to work with developing countries.")[0] >= {"diplomacy", "nato-g7"}


def test_rockets_that_are_fired_in_spite_of_a_truce_are_no_dealings() -> None:
    assert "diplomacy" not in filed("Despite the ceasefire, Hamas continues to fire rockets into Israel.")[0]
