"""Whom "he", a participle or an unknown name means where a text names several people and bodies."""

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


def test_he_is_the_only_person_named_since_somebody_spoke() -> None:
    text = (
        "Harrow said the talks were useful.\nThe hall was full. A meeting in May with Kuwaiti Interior Minister "
        "Jaber Al Sabah ended early. In it, he described the treaty as “a beating heart”."
    )
    assert speakers_in(text) == ["Jaber Al Sabah"]


def test_he_is_not_who_criticised_him() -> None:
    text = "Harrow defended the plan. When challenged by Vikmo over its cost, he stated that “it will be paid”."
    assert speakers_in(text) == ["Elmer Harrow"]


def test_he_is_somebody_of_whom_nothing_is_known_where_that_one_spoke_last() -> None:
    assert speakers_in("Qwxyrsen said the result was fair. “It is done,” he said.") == ["Qwxyrsen"]


@pytest.mark.parametrize("body", ["Beijing", "The Council", "NATO"])
def test_he_is_no_body_and_no_place(body: str) -> None:
    assert speakers_in(f"Harrow spoke. {body} said the result was fair. “It is done,” he said.") == ["Elmer Harrow"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Troops moved, with the minister saying that “nobody” would leave.", "Astrid Vikmo"),
        ("Harrow left, with Vikmo denouncing what she called “a sham”.", "Astrid Vikmo"),
        ("Talks went on, with Beijing insisting that they were “a sham”.", "Beijing"),
    ],
)
def test_a_participle_behind_with_has_its_own_subject(text: str, speaker: str) -> None:
    assert speakers_in(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to an agency report, Harrow led the talks and told the press that “all is well”.", "Elmer Harrow"),
        ("According to an agency report, the talks “will go on”.", "an agency report"),
    ],
)
def test_a_source_does_not_say_what_somebody_it_reports_on_told(text: str, speaker: str) -> None:
    assert speakers_in(text) == [speaker]


def test_a_weekday_in_a_name_does_not_cut_the_name() -> None:
    assert speakers_in("The Sunday Gazette claimed that “all is lost”.") == ["The Sunday Gazette"]
    assert speakers_in("The ministry on Sunday claimed that “all is lost”.") == ["The ministry"]


def test_a_document_reads_with_a_comma_before_its_words() -> None:
    assert speakers_in("Harrow spoke. The resolution read, “The council supports it.”") == ["The resolution"]


@pytest.mark.parametrize("verb", ["believes", "hopes", "fears"])
def test_what_others_are_said_to_hold_is_in_the_words_of_who_says_it(verb: str) -> None:
    assert speakers_in(f"Vikmo says the Alliance {verb} the fugitive is in the “southern part”.") == ["Astrid Vikmo"]


@pytest.mark.parametrize("opening", ["Shortly before the vote", "Hours after the vote", "Just after the vote"])
def test_an_opening_before_or_after_something_is_no_subject(opening: str) -> None:
    assert speakers_in(f"{opening}, Harrow made a speech, telling envoys a “war” had begun.") == ["Elmer Harrow"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Alliance Council announced that it will respond “strongly” to the move.", "The Alliance Council"),
        ("Norway’s ministry opened sanctions for backing what it called a “hostile agenda”.", "Norway’s ministry"),
        ("The Germans left the hall over what they called a “hostile agenda”.", "The Germans"),
    ],
)
def test_it_and_they_mean_the_body_of_the_same_sentence(text: str, speaker: str) -> None:
    assert speakers_in("The Shipping Bureau said the port was shut. " + text) == [speaker]


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("Russia", "Russian"),
        ("Ukraine", "Ukrainian"),
        ("Turkey", "Turkish"),
        ("France", "French"),
        ("Poland", "Polish"),
    ],
)
def test_the_minister_of_a_place_is_the_place_s_minister(place: str, word: str) -> None:
    text = (
        f"{place}'s Foreign Minister Jonas Mell said it was late. Harrow said it was early.\n"
        f"The {word} foreign minister said: “There will be no mission.”"
    )
    assert speakers_in(text) == ["Jonas Mell"]


def test_the_minister_of_another_place_is_somebody_else() -> None:
    text = "Russia's Foreign Minister Jonas Mell said no.\nThe Polish foreign minister said: “There will be none.”"
    assert speakers_in(text) == ["The Polish foreign minister"]


@pytest.mark.parametrize("noun", ["demands", "claims"])
def test_what_somebody_has_made_does_not_speak(noun: str) -> None:
    text = f"According to a source in the delegation, the other side has made {noun} “far beyond all talks”."
    assert speakers_in(text) == ["a source"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Reporters asked Vikmo whether it was over. “No,” she said.", "Astrid Vikmo"),
        ("A joint statement issued after the meeting said they would “deepen ties”.", "A joint statement"),
        ("Norway and Russia issued a statement in which they said the ties had “no limits”.", "Norway and Russia"),
        ("In Harrow’s words, it was “a turning point”.", "Elmer Harrow"),
        ("For Harrow, the summit was “a turning point”.", "Elmer Harrow"),
        ("Harrow’s claim that the treaty was “dead” angered the ministry.", "Elmer Harrow"),
        ("The resolution “deplores” the attack.", "The resolution"),
        ("Beijing “will never accept” the ruling.", "Beijing"),
    ],
)
def test_somebody_is_quoted_without_a_verb_of_speech_beside_the_words(text: str, speaker: str) -> None:
    assert speakers_in(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Vikmo said talks went well. It was the end of the “war on terror”.",
        "Operation “Steadfast Noon” began on Monday.",
    ],
)
def test_a_known_term_has_no_speaker(text: str) -> None:
    assert speakers_in(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Vikmo spoke.\n“This agreement will support good jobs.” — Ann Lee, a senator",
        "Vikmo spoke.\n“This agreement will support good jobs.”\n- Sen. Ann Lee",
        "Vikmo spoke.\n“This agreement will support good jobs.”\n— Ann Lee, a senator",
    ],
)
def test_a_name_behind_a_dash_signs_a_quotation(text: str) -> None:
    assert speakers_in(text) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norwegian Minister Astrid Vikmo and envoy Elmer Harrow said they were “united”.", "Astrid Vikmo"),
        ("Vikmo met Olsen and Harrow said they were “united”.", "Elmer Harrow"),
        ("The Germans accuse Iran of “state terror”, a charge Tehran denies.", "The Germans"),
        ("“We are united,” the communique reads.", "the communique"),
        ("The ministry’s statement “strongly condemned” the attack.", "The ministry’s statement"),
    ],
)
def test_of_two_people_the_first_is_the_speaker_and_who_denies_is_not(text: str, speaker: str) -> None:
    assert speakers_in(text) == [speaker]
