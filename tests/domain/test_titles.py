"""A title is a clause that says something by itself, in the words of its sentence, and never something else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.drafting.title_cuts import LONGEST
from content.drafting.titles import beginning, clause_of, headline
from tests.domain.articles import drafted


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("But exports fell by a tenth in the year.", "Exports fell by a tenth in the year"),
        ("However, the two sides did not agree on a price.", "The two sides did not agree on a price"),
        (
            "After the leaders of seven states had urged both to be more open about arms, Ana Costa visited Lima.",
            "Ana Costa visited Lima",
        ),
        (
            "As part of pacts signed by Ana Costa, Peru’s premier, during a visit to Chile, the two have cut tariffs.",
            "The two have cut tariffs",
        ),
        (
            "Mao Ning, a spokesperson for the foreign ministry of the country, criticized the plan on Wednesday.",
            "Mao Ning criticized the plan on Wednesday",
        ),
        (
            "The energy shipped from the north to the south in the summer is expected to increase by a third, he said.",
            "The energy shipped from the north to the south in the summer…",
        ),
        (
            "If the other side does not give in over the price of gas by the end of the year, the two will not sign.",
            "If the other side does not give in over the price of gas…",
        ),
        (
            "The ministry reported that the annual military aid to the country came to about US$1.5 billion in all.",
            "The annual military aid to the country came to about US$1.5 billion…",
        ),
    ],
)
def test_a_title_is_the_main_clause_and_ends_where_it_may(sentence: str, title: str) -> None:
    assert headline(sentence) == title


@pytest.mark.parametrize(
    "turn", ["unless its sovereignty is violated", "without the consent of the other", "except in war"]
)
def test_a_title_never_ends_before_what_turns_its_meaning(turn: str) -> None:
    said = f"The country in the north would use the weapons that it has {turn} by those who live to the south of it."
    title = headline(said)
    assert turn.split()[0] in title or "use" not in title


def test_a_title_never_ends_before_not() -> None:
    title = headline(
        "The two governments of the region in the north of the continent will in the coming year not sign it."
    )
    assert not title.endswith("year…")


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Bennett added that the North lacks credibility on the issue.", "Bennett"),
        ("According to Interfax, exports will rise by a third this year.", "Interfax"),
        ("“We said that it would never work,” he told them.", "he"),
        ("Exports of the country would fall by half, the minister said on Monday.", "the minister"),
        ("The presence of ships threatens our interests, according to Costa.", "Costa"),
        ("The presence of ships threatens our interests, which nobody said.", ""),
        ("The weather in the north was mild.", ""),
        ("She never said that the plan would fail.", ""),
        ("The official who said that the plan would fail left.", ""),
        ("Costa has said the plan would fail in the end.", "Costa"),
    ],
)
def test_the_speaker_of_a_clause_is_who_says_it_at_its_head_or_its_end(sentence: str, speaker: str) -> None:
    assert clause_of(sentence).speaker == speaker


def test_the_first_words_of_a_text_are_its_title_where_no_clause_will_do() -> None:
    assert beginning("It was so.") == "It was so."
    assert beginning("word " * 40).endswith("word…") and len(beginning("word " * 40)) <= LONGEST


@given(st.text(alphabet="ab ,.;:“”\"'()–", max_size=200), st.integers(30, LONGEST))
@settings(max_examples=200, deadline=None)
def test_no_title_is_longer_than_asked_for(sentence: str, longest: int) -> None:
    assert len(headline(sentence, longest)) <= longest


def titles_of(text: str) -> dict[str, list[str]]:
    titles: dict[str, list[str]] = {}
    for entry in drafted(text).briefing.entries:
        titles.setdefault(entry.pane, []).append(entry.title)
    return titles


def test_a_long_title_gives_people_by_their_short_names_without_the_office() -> None:
    text = (
        "Acting Trade Representative Demetrios Marantis met today with the president of Malawi to discuss how both"
        " governments can stimulate two-way trade and investment. Marantis left on Monday."
    )
    assert titles_of(text)["trade"][0].startswith("Marantis met with the president of Malawi")


def test_an_office_stays_where_its_owner_is_told_by_his() -> None:
    text = (
        "Nicolas Maduro condemned his Colombian counterpart Ivan Duque on Monday for meddling in the affairs of"
        " Venezuela. Maduro, the president of Venezuela, and Duque had not met in years."
    )
    assert "his Ivan Duque" not in titles_of(text)["diplomacy"][0]


def test_a_view_says_in_its_title_whose_it_is() -> None:
    text = "Ana Costa is an analyst at the Lowy Institute. Costa added that the plan would cost the country dear."
    assert titles_of(text)["expert"] == ["Costa: The plan would cost the country dear"]


def test_a_title_under_a_pane_is_of_what_the_pane_is_about() -> None:
    text = (
        "After the leaders of the G7 urged Russia and China to be more open about their nuclear arsenals, Mikhail"
        " Mishustin visited China, where he met Xi Jinping, the president of China."
    )
    titles = titles_of(text)
    assert "G7" in titles["nato-g7"][0] and titles["diplomacy"][0].startswith("Mikhail Mishustin visited China")


def test_an_office_that_is_part_of_more_words_stays_with_its_name() -> None:
    text = (
        "US Ambassador to the UN Nikki Haley, speaking at the meeting of the Security Council where the vote took place"
        " on Saturday, condemned North Korea. Haley left."
    )
    assert "US Haley" not in titles_of(text)["diplomacy"][0]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("FACT: Peru is doubling down on tariffs.", "Peru is doubling down on tariffs"),
        ("Instead of partnership, Peru chose demands.", "Instead of partnership, Peru chose demands"),
        ("On Friday morning, a meeting of ten countries ended.", "A meeting of ten countries ended"),
        ("Ana Costa, Peru’s minister of trade, said that the port would open in May.", "The port would open in May"),
        ("Ana Costa had earlier said that the port would open in May.", "The port would open in May"),
        (
            "The long dispute between the two neighbours over supplies took a dramatic turn for the worse on New Year’s"
            " Day.",
            "The long dispute … took a dramatic turn for the worse…",
        ),
        ("“Chile”, he said, “is not bound to this agreement.”", "Chile is not bound to this agreement"),
        (
            "This was in response to a report issued two weeks earlier that found the government had hacked servers.",
            "This was in response to a report issued two weeks earlier…",
        ),
        (
            "Peru banned Chilean wine, beer, and spirits in nearly every province and territory of the whole country.",
            "Peru banned Chilean wine, beer, and spirits…",
        ),
    ],
)
def test_a_title_is_cut_where_its_sense_is_complete(sentence: str, title: str) -> None:
    assert headline(sentence) == title


def test_what_a_sentence_that_leans_on_the_one_before_tells_is_in_the_entry_of_that_one() -> None:
    text = "Peru and Chile signed a treaty of friendship in Lima. It was agreed at a summit in Warsaw in the spring."
    entries = [entry for entry in drafted(text).briefing.entries if entry.pane == "diplomacy"]
    assert [[c.sentence for c in entry.citations] for entry in entries] == [[1, 2]]
    assert entries[0].title == "Peru and Chile signed a treaty of friendship in Lima"


def test_what_somebody_says_is_told_as_said_and_not_as_a_fact() -> None:
    text = (
        "Foreign Minister Ana Costa met the ambassador of Chile in Lima on Monday. "
        "He said Peru wanted to weaken the trade agreement with Chile. "
        "“It is not even a partner of Chile,” he told reporters in Lima. "
        "“Peru has broken the treaty with Chile.” "
        "The treaty with Chile threatens our interests, according to Costa."
    )
    told = [title for each in titles_of(text).values() for title in each]
    assert "He said Peru wanted to weaken the trade agreement with Chile" in told
    assert "“It is not even a partner of Chile”" in told and "“Peru has broken the treaty with Chile”" in told
    assert "Costa: The treaty with Chile threatens our interests" in told
