"""Who speaks where one tells of another, and where a sentence opens with a time."""

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


def test_who_is_reported_as_saying_something_says_it() -> None:
    text = "Local media reported Vikmo as saying on Friday that there were “bad neighbours”."
    assert speakers_in(text) == ["Astrid Vikmo"]


def test_he_is_who_told_and_not_whom_that_one_told_of() -> None:
    text = "Vikmo spoke. Harrow said Jonas Mell had agreed to share it.\n“I am speaking for all of us,” he said."
    assert speakers_in(text) == ["Elmer Harrow"]


def test_an_account_is_not_the_source_of_words_before_it() -> None:
    text = "The ministry has rejected “irresponsible” Norway's claims that the island is free."
    assert speakers_in(text) == ["The ministry"]


@pytest.mark.parametrize("time", ["The same day", "Last month", "A day earlier", "Two weeks ago"])
def test_a_time_with_a_comma_is_no_subject(time: str) -> None:
    text = f"{time}, the Norwegian ministry lashed out and “flatly rejected” the claim."
    assert speakers_in(text) == ["the Norwegian ministry"]


def test_he_is_somebody_unnamed_who_spoke_last() -> None:
    text = "Harrow fell ill. “He is better,” a staff member told AFP.\n“We are with him,” he said."
    assert speakers_in(text) == ["a staff member", "a staff member"]
