"""Who and what is named in an entry or a sentence, so that one key leads to their dossier."""

from __future__ import annotations

from content.bundled import bundled_briefing
from content.mentions import named_in_entry, named_in_sentence
from content.model import SentenceNumber
from tests.domain.named import briefing, person, statement

BUNDLED = bundled_briefing()


def _in(sentence: int) -> tuple[str, ...]:
    return named_in_sentence(BUNDLED, SentenceNumber(sentence))


def test_an_entry_of_a_person_is_of_that_person_alone() -> None:
    people = [entry for entry in BUNDLED.entries if entry.pane == "people"]
    assert [named_in_entry(BUNDLED, entry) for entry in people] == [(entry.title,) for entry in people]


def test_names_stand_in_the_order_of_the_sentence_under_their_full_names() -> None:
    assert _in(3) == ("Xi Jinping", "China", "Vladimir Putin", "Russia")
    assert _in(15) == ("Xi Jinping", "Vladimir Putin", "Ukraine")
    assert _in(7) == ()


def test_an_entry_names_who_is_quoted_and_who_it_is_linked_to() -> None:
    people = [person("p1", "Ben Bland", 1), person("p2", "Mao Ning", 1)]
    entry = statement("t1", "It is said", 1, speakers=["Bland", None, "The Post"], links=["p2"])
    made = briefing("b", ["They met."], [*people, entry])
    assert named_in_entry(made, made.entries[-1]) == ("Ben Bland", "The Post", "Mao Ning")


def test_a_surname_that_two_bear_is_nobodys_and_a_common_word_no_surname() -> None:
    people = [person("p1", "Li Hui", 1), person("p2", "Li Qiang", 1), person("p3", "Ann Will", 1)]
    made = briefing("b", ["Li said they will go.", "Will met Li Hui."], people)
    assert named_in_sentence(made, SentenceNumber(1)) == ()
    assert named_in_sentence(made, SentenceNumber(2)) == ("Ann Will", "Li Hui")
