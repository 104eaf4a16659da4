"""Who is quoted where a sentence names others beside the speaker: behind "by", or inside what is said."""

from __future__ import annotations

import pytest

from content.drafting.people import find_people
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech

PEOPLE = """Norwegian Foreign Minister Astrid Vikmo met NATO Secretary General Elmer Harrow in Oslo on Monday.
"""


def speakers_in(text: str) -> list[str | None]:
    """The speakers of the quotations behind a sentence that names two people."""
    text = PEOPLE + text
    sentences = cut_sentences(text)
    found = find_speech(text, sentences, find_people(text, sentences))
    return [one.speaker for one in found if one.quotation is not None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Vikmo said she was “disappointed” by the vote.", "Astrid Vikmo"),
        ("Vikmo noted “large drills” by Russia near the border.", "Astrid Vikmo"),
        ("Vikmo, a former judge, denounced “wanton attacks” by the militia on schools.", "Astrid Vikmo"),
        ("The officials condemned the “brazen theft” by the rebels of grain.", "The officials"),
        ("The council has condemned “wanton attacks” by the militia.", "The council"),
        ("Amnesty International has condemned “wanton attacks” by the militia.", "Amnesty International"),
        ("The plan, dubbed “a fantasy” by Harrow, was dropped.", "Elmer Harrow"),
        ("The strikes were called “deplorable” by Harrow.", "Elmer Harrow"),
        ("The drills, described as “a provocation” by Beijing, went on.", "Beijing"),
    ],
)
def test_by_names_the_speaker_only_where_nobody_else_does_what_the_verb_says(text: str, speaker: str) -> None:
    assert speakers_in(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Vikmo said Russia had claimed the islands “as an act of force”.",
        "Vikmo said the rebels had agreed only to “cosmetic concessions”.",
        "Vikmo said that Iran had raised the matter in “a hostile manner”.",
    ],
)
def test_a_plain_object_inside_what_is_said_leaves_the_words_to_who_says_it(text: str) -> None:
    assert speakers_in(text) == ["Astrid Vikmo"]


@pytest.mark.parametrize(
    "text",
    [
        "Vikmo said Russia had claimed “a right to the islands”.",
        "Vikmo said Russia claimed that the islands were “ancient land”.",
        "Vikmo said that Russia had called the islands “ancient land”.",
    ],
)
def test_a_clause_inside_what_is_said_gives_the_words_to_its_subject(text: str) -> None:
    assert speakers_in(text) == ["Russia"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("On Thursday the Norwegian government issued a statement saying that “It is unacceptable.”", "government"),
        ("Late on Monday Harrow left the hall, saying “It is unacceptable.”", "Elmer Harrow"),
    ],
)
def test_a_time_without_a_comma_does_not_hide_the_subject(text: str, speaker: str) -> None:
    found = speakers_in(text)
    assert len(found) == 1
    assert found[0] is not None
    assert found[0].endswith(speaker)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Eight tourists were turned back. One of these told a paper, “They treated us badly.”", "One of these"),
        ("Ministers met the envoys. Some of the envoys said “no deal is near”.", "Some of the envoys"),
        ("Two diplomats spoke. One said: “It is over.” Another said: “It is not.”", "Another"),
    ],
)
def test_one_of_many_speaks_in_the_words_of_the_text(text: str, speaker: str) -> None:
    assert speakers_in(text)[-1] == speaker


def test_a_name_behind_an_office_that_follows_the_verb_is_the_speaker() -> None:
    text = "“The Union regrets it,” said the commissioner for home affairs, Astrid Vikmo."
    assert speakers_in(text) == ["Astrid Vikmo"]


def test_a_name_that_is_nobody_s_still_speaks_before_its_apposition() -> None:
    text = "Qwxyr Tzvokk, a senior council on foreign affairs (CFA) said that, “It will not change.”"
    assert speakers_in(text) == ["Qwxyr Tzvokk"]


@pytest.mark.parametrize(
    "text",
    [
        "Vikmo expressed anger over a law labelling the killings as “genocide”.",
        "Vikmo expressed anger over a law labeling the killings as “genocide”.",
        "The group has been designated as “terrorist” by forty states.",
        "In return, the Council is to provide “limited, targeted, temporary and reversible” relief from sanctions.",
    ],
)
def test_a_term_of_law_and_a_word_for_a_thing_have_no_speaker(text: str) -> None:
    assert speakers_in(text) == [None]


def test_whoever_labels_a_thing_is_quoted_for_it() -> None:
    assert speakers_in("Vikmo labelled the move as “illegal”.") == ["Astrid Vikmo"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Vikmo said the Germans were urging envoys to take “real measures”.", "Astrid Vikmo"),
        ("Vikmo said the Germans see the drills as “a threat”.", "the Germans"),
        ("Vikmo said the Germans condemned “a threat”.", "the Germans"),
    ],
)
def test_words_far_behind_a_verb_inside_what_is_said_are_the_words_of_who_says_it(text: str, speaker: str) -> None:
    assert speakers_in(text) == [speaker]


def test_a_name_behind_a_long_office_that_follows_the_verb_is_the_speaker() -> None:
    text = "“It is a stain on us,” said Norway's ambassador to the United Nations, Astrid Vikmo."
    assert speakers_in(text) == ["Astrid Vikmo"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A 2031 study on the effects of Vikmo's tariffs found that they “made bread dear” there.", "A 2031 study"),
        (
            "The study by the Lima Center for Peace found that it is “a blunt tool.”",
            "The study by the Lima Center for Peace",
        ),
        ("A survey by the Pew Research Center found that “most dislike it.”", "A survey by the Pew Research Center"),
        ("Vikmo affirmed last year that prices hold: “I don't believe that they will rise.”", "Astrid Vikmo"),
        (
            "A flag was raised, with the Green Party's deputy secretary general Elmer Harrow stating: “We won.”",
            "Elmer Harrow",
        ),
        ("According to Harrow, her first term “hardly showed” it.", "Elmer Harrow"),
    ],
)
def test_a_study_speaks_by_what_it_found_and_a_name_wins_over_a_thing(text: str, speaker: str) -> None:
    assert speakers_in(text) == [speaker]


def test_who_finds_something_is_quoted_for_nothing() -> None:
    assert speakers_in("The police found “bombs” in the house.") == [None]
