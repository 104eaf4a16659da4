"""Views from outside government are known by who holds them, and go on until somebody else speaks."""

from __future__ import annotations

import pytest

from content.drafting.desk_file import load_desk
from content.drafting.people import find_people
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech
from content.drafting.topics import file_sentences

WORLD = load_desk("world")


def views(*paragraphs: str) -> list[bool]:
    """Whether each sentence is filed as a view from outside government."""
    text = "\n".join(paragraphs)
    sentences = cut_sentences(text)
    people = find_people(text, sentences)
    speech = find_speech(text, sentences, people)
    return ["expert" in panes for panes in file_sentences(text, sentences, people, speech, WORLD)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Amnesty International has requested that Peru free the reporters.",
        "Human Rights Watch, which has documented such raids, slammed the sale.",
        "“It will save money,” said environmentalist Ana Costa.",
        "“It will be huge,” said retired Gen. Bruno Silva, who led the army.",
        "Former CIA officer Bruno Silva said the raid had failed.",
        "It was late. A former U.N. weapons inspector, Bruno Silva, warned that the sites were hidden.",
        "The former military leaders urge Peru to join the treaty.",
        "On Friday, Save the Children’s chief executive Bruno Silva said the ports were closed to all of its ships.",
        "The 612-page report, the work of Human Rights Watch staff, summarizes abuses in ninety countries.",
        "Human Rights Watch cited Peru as a country that shuts down such groups.",
        "“It is shameful,” said Bruno Silva of the Campaign Against Arms Trade.",
        "Some rights groups object to the visit.",
        "Two press freedom groups charged Peru with hiding the files.",
        "Analysts and former officials have weighed in on the plan.",
        "A paper in Lima quoted two ex-CIA operatives, Ana Costa and Bruno Silva, as saying that the raid had failed.",
        "Many journalist groups regard Peru as a dangerous country.",
    ],
)
def test_campaigners_scientists_and_those_who_have_left_their_office_hold_views(sentence: str) -> None:
    assert views(sentence)[-1:] == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Former President Bruno Silva said he would run again.",
        "Critics say the law is too hard.",
        "Gen. Bruno Silva said the army would stay.",
        "The minister welcomed experts from Peru.",
        "UNICEF Executive Director Ana Costa said the ports were closed.",
        "The Association of Southeast Asian Nations said it would meet in May.",
    ],
)
def test_politicians_critics_and_those_who_serve_hold_none(sentence: str) -> None:
    assert views(sentence) == [False]


@pytest.mark.parametrize(
    "following",
    [
        "“The sale must be stopped.”",
        "“It was a crime,” the London-based group said.",
        "“The roads are closed,” read the statement.",
        "The group also said the roads were closed.",
        "It added that the roads were closed.",
    ],
)
def test_a_view_goes_on_in_what_its_holder_says_next(following: str) -> None:
    assert views(f"Amnesty International said the army burned homes. {following}") == [True, True]
    assert views(f"The minister said the army burned homes. {following}") == [False, False]


def test_a_spokesperson_speaks_for_whomever_it_is_and_an_outsider_is_known_by_the_surname() -> None:
    text = (
        "Ana Singer, spokesperson for the Campaign Against Arms Trade, said: “It is a disgrace.”",
        "But as Singer pointed out: “We have little time.”",
    )
    assert views(*text) == [True, True]
    assert views("Ana Costa, spokesperson for the ministry, said: “It is a disgrace.”") == [False]


def test_a_report_is_known_by_who_wrote_it_though_others_reject_it() -> None:
    text = (
        "The army condemned a report released by Human Rights Watch.",
        "The report, entitled “The Road”, accused soldiers of killing prisoners. It blamed the generals.",
    )
    assert views(*text) == [False, True, True]


@pytest.mark.parametrize(
    "sentences",
    [
        ("“It is horrible,” said Ana Costa, head of the Lima Solidarity Campaign.", "“I hope so,” she added."),
        (
            "Crisis Group and Amnesty International said it was wrong.",
            "It underscores a lack of will, the groups said.",
        ),
        (
            "The former chief inspector in Peru, Ana Costa, said the sites were empty.",
            "“We were all wrong,” Costa said.",
        ),
    ],
)
def test_who_has_given_a_view_gives_the_next_one_as_well(sentences: tuple[str, str]) -> None:
    assert views(*sentences) == [True, True]


def test_a_spokesman_for_a_lawmaker_is_no_outsider_by_the_surname_of_another() -> None:
    text = (
        "A spokesman for Committee Chairman Bruno Silva, a prominent advocate for Peru, said he would not push a bill."
    )
    assert views(text) == [False]


def test_a_list_of_views_gives_each_by_its_body() -> None:
    text = ("Lowy Institute President Ana Costa: “It is damaged.”", "Energy Secretary Bruno Silva: “It is fine.”")
    assert views(*text) == [True, False]


def test_a_speaker_is_known_by_an_apposition_and_then_by_the_surname() -> None:
    text = (
        "Quux Chebli, a senior Council on Foreign Relations (CFR) fellow, said that, “Chile is the greatest partner.",
        "“They care very little,” Chebli added.",
    )
    assert views(*text) == [True, True]


def test_a_group_that_spoke_speaks_again_in_a_new_paragraph() -> None:
    told = "Reporters Without Borders said that Peru had closed the station."
    assert views(told, "The press freedom group criticized the minister.") == [True, True]
    assert views("The station was closed.", "The press freedom group criticized the bus.")[0] is False


def test_who_is_quoted_for_a_government_holds_no_outside_view() -> None:
    assert views("A paper in Lima quoted the minister as saying that the raid had failed.") == [False]
    assert views("The minister spoke with regard to the university.") == [False]


@pytest.mark.parametrize(
    "after", ["In her view, the visit was theatre.", "The group’s study of the pictures suggests haste."]
)
def test_a_view_goes_on_with_whose_it_is_and_with_what_a_group_wrote(after: str) -> None:
    assert views(f"Ana Costa, an analyst at a rights group in Lima, said the plan was weak. {after}") == [True, True]
    assert views(f"The minister said the plan was weak. {after}") == [False, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "Studies have repeatedly shown that such duties raise wages.",
        "New research from the University of Oslo shows that ice is melting.",
        "A 2031 economic analysis found that the plan would add 20,000 jobs.",
        "Despite the doubts of the press, research suggests that the dams will hold.",
        "According to a recent study, the rivers will dry up.",
        "The claim comes from a surgeon at a clinic in Lima.",
        "Dr. Ana Costa says that many of the wounded had burns.",
        "“We cannot be sure what it was,” said Bruno Silva, a nurse at a clinic in Lima.",
    ],
)
def test_what_a_study_of_no_government_found_and_what_a_doctor_says_are_views(sentence: str) -> None:
    assert views(sentence) == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "A 2031 study by the Peruvian Trade Commission found that prices fell.",
        "A Treasury analysis found that prices fell.",
        "The minister said studies have shown that prices fall.",
        "Its analysis found nothing.",
        "Dr. Ana Costa, the health minister, says that many were hurt.",
        "Former Secretary of the Treasury Ana Costa affirmed that prices fell.",
        "He came from a university town.",
    ],
)
def test_what_a_state_studied_and_what_doctors_and_ministers_in_office_say_are_none(sentence: str) -> None:
    assert views(sentence) == [False]


def test_a_line_that_names_experts_heads_the_views_below_it() -> None:
    assert (
        views("Experts and others praised the pact:", "Oslo Institute fellow Ana Costa: “It will hold.”") == [True] * 2
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Costa, an activist who has been accused of theft, lives in Lima.",
        "Costa, an activist who spread leaked documents, lives in Lima.",
    ],
)
def test_what_is_said_of_an_activist_is_no_view_of_hers(sentence: str) -> None:
    assert views(sentence) == [False]


def test_experts_who_wonder_hold_a_view() -> None:
    assert views("Experts who met in Lima wondered how long it would last.") == [True]


def test_who_is_quoted_right_behind_a_view_without_a_role_holds_it_too() -> None:
    group = "Human Rights Watch’s Lima director called on Peru to stop."
    assert views(group, "“It is time to stop,” Ana Maria Costa said.") == [True, True]
    assert views("It rained.", "“It is time to stop,” Ana Maria Costa said.") == [False, False]
