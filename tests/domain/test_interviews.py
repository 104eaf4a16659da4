"""In an interview the answers of somebody outside government are views, and the questions are none."""

from __future__ import annotations

import pytest

from content.drafting.desk_file import load_desk
from content.drafting.people import find_people
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech
from content.drafting.topics import file_sentences
from tests.domain.steps import steps_of

WORLD = load_desk("world")
HEAD = "The Harbor Post interviewed Ana Bo Costa, a fellow at the Lima Institute, about the new canal."
OFFICIAL = "The Harbor Post interviewed Ana Bo Costa, the ambassador of Peru, about the new canal."


def views(*paragraphs: str) -> list[bool]:
    """Whether each sentence is filed as a view from outside government."""
    text = "\n".join(paragraphs)
    sentences = cut_sentences(text)
    people = find_people(text, sentences)
    speech = find_speech(text, sentences, people)
    return ["expert" in panes for panes in file_sentences(text, sentences, people, speech, WORLD)]


@pytest.mark.parametrize(("asks", "answers"), [("Q", "A"), ("", "ABC"), ("HP", "Costa"), ("", "Ana Bo Costa")])
def test_every_sentence_of_an_answer_is_a_view_and_no_question_is(asks: str, answers: str) -> None:
    label = f"{asks}: " if asks else ""
    text = [
        HEAD,
        f"{label}Ships wait for weeks. Do you believe that it will open?",
        f"{answers}: It will not open soon. The banks are too soft.",
        f"{label}Will experts say why?",
        f"{answers}: Nobody has asked the fishermen.",
        "The sand moves every spring.",
    ]
    assert views(*text) == [False, False, False, True, True, False, True, True]
    assert not any(views(OFFICIAL, *text[1:]))


def test_whoever_answers_is_the_one_introduced_last() -> None:
    text = [
        "VOA spoke with two people about the canal.",
        "Ana Costa is the founder and president of the Lima Canal Council.",
        "Q: Will it open?",
        "A: It will be late.",
        "Bruno Silva is the transport minister of Peru.",
        "Q: Will it open?",
        "A: It will be in time.",
    ]
    assert views(*text) == [False, False, False, True, False, False, False]


def test_the_answers_are_known_by_the_questions_before_them_where_nothing_is_labelled() -> None:
    text = [
        "Ships wait for weeks. Will the canal open?",
        "Not soon. The banks are soft.",
        "Nobody asked the fishermen.",
    ]
    more = ["Who pays for it?", "The towns on the banks do."]
    assert views(HEAD, *text, *more) == [False, False, False, True, True, True, False, True]
    assert not any(views(OFFICIAL, *text, *more))
    assert not any(views("Ana Bo Costa is a fellow at the Lima Institute.", *text, *more))
    assert not any(views(HEAD, *text))


def test_who_asks_under_one_label_is_not_the_one_who_answers() -> None:
    text = ["Harbor News: Will it open?", "Costa: No.", "Harbor News: And then?", "Costa: More sand."]
    thanks = ["Harbor News: So the towns wait. Thank you.", "Costa: Thank you.", "Interviewer: Experts wait too."]
    assert views(HEAD, *text, *thanks) == [False, False, True, False, True, False, False, True, False]


def test_a_second_one_is_introduced_among_the_answers_of_the_first() -> None:
    text = [
        "HP: Will it open?",
        "Costa: No.",
        "The Post also spoke to Peru’s Transport Minister Bruno Silva.",
        "HP: Why so late?",
        "Silva: We have time.",
    ]
    assert views(HEAD, *text) == [False, False, True, False, False, False]


def test_a_particle_may_begin_the_name_of_whoever_speaks() -> None:
    text = [
        "In an interview, Piet van Duin, a scholar, spoke.",
        "HP: Will it open?",
        "van Duin: No.",
        "HP: So?",
    ]
    assert views(*text, "Piet van Duin: So.")[2:] == [True, False, True]


def test_initials_name_whose_they_are_and_nobody_where_two_share_them() -> None:
    text = "\n".join([HEAD, "Will it open?", "ABC: It will be late.", "Why so?", "ABC: The banks are soft."])
    sentences = cut_sentences(text)
    people = find_people(text, sentences)
    assert people[0].aliases == ("ABC",)
    assert [span.of(text) for span in people[0].mentions] == ["Ana Bo Costa", "ABC", "ABC"]
    assert {one.speaker for one in find_speech(text, sentences, people) if 3 in one.sentences} == {"Ana Bo Costa"}
    shared = text.replace("about", "and Abel Bruno Cruz, a professor, about")
    assert all("ABC" not in person.aliases for person in find_people(shared, cut_sentences(shared)))


def test_an_answer_that_ends_with_a_question_of_its_own_stays_an_answer() -> None:
    text = [
        HEAD,
        "HP: Will it open?",
        "Costa: No.",
        "HP: Why?",
        "Costa: Who would pay for it?",
        "HP: So?",
        "Costa: So.",
    ]
    assert views(*text) == [False, False, True, False, True, False, True]


def test_an_interview_twice_as_long_is_at_most_a_little_more_than_twice_the_work() -> None:
    def work(times: int) -> int:
        text = "\n".join([HEAD, *["Will it open?", "ABC: It will be late."] * times])
        sentences = cut_sentences(text)
        people = find_people(text, sentences)
        speech = find_speech(text, sentences, people)
        return steps_of(lambda: file_sentences(text, sentences, people, speech, WORLD))

    assert work(200) < 2.3 * work(100)
