"""A draft never says what its source denies, doubts, only supposes or tells as a joke."""

from __future__ import annotations

import pytest

from content.drafting.doubts import is_turning, is_untrue, may_speak_plainly
from content.drafting.title_cuts import LONGEST
from content.drafting.titles import beginning, clause_of, headline
from content.model import Entry
from tests.domain.articles import drafted

PEOPLE = (
    "Russian Foreign Minister Sergei Lavrov met Viktor Orban, the prime minister of Hungary, in Budapest on Monday."
    " Joe Biden and Xi Jinping sent word.\n"
)
SENT = "“NATO will send troops to Ukraine,”"


def entries_of(sentence: str) -> list[Entry]:
    """The entries, other than those for people, that cite a sentence behind one that names four people."""
    entries = drafted(PEOPLE + sentence).briefing.entries
    return [e for e in entries if e.pane != "people" and all(c.sentence > 2 for c in e.citations)]


def speakers_of(sentence: str) -> set[str | None]:
    """The speakers of the quotations of a sentence."""
    found = {quotation.speaker for entry in entries_of(sentence) for quotation in entry.quotations}
    assert found
    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "“Russia will sign the deal,” Sergei Lavrov never said.",
        "“We will leave NATO,” Viktor Orban denied having said.",
        "Viktor Orban has never said that “we will leave NATO for good.”",
        "Neither Biden nor Xi said that “NATO is ready for the talks.”",
        "Biden did not say that “NATO will send troops to Ukraine.”",
        "Biden refused to say that “NATO will send troops to Ukraine.”",
        "Biden could have said that “NATO will send troops to Ukraine.”",
        "Biden would say that “NATO will send troops to Ukraine.”",
        f"{SENT} Biden was said to have told Xi.",
        "Lavrov is alleged to have said “NATO will send troops to Ukraine.”",
        "Lavrov is rumoured to have said that “NATO will send troops to Ukraine.”",
        "Lavrov is believed to have said that “NATO will send troops to Ukraine.”",
        f"Had Lavrov said {SENT} the war would have ended.",
        f"If Lavrov said {SENT} the war would end.",
        "There is no evidence that Biden said “NATO will send troops to Ukraine.”",
        "It is a myth that Biden said “NATO will send troops to Ukraine.”",
        "Peskov denied that Biden said “NATO will send troops to Ukraine.”",
        "A fake video shows Biden saying “NATO will send troops to Ukraine.”",
        "In a forged letter, Biden said “NATO will send troops to Ukraine.”",
        f"{SENT} Biden says in a satirical novel.",
        "Biden was falsely quoted as saying “NATO will send troops to Ukraine.”",
        "Nor did Biden say that “NATO will send troops to Ukraine.”",
        "Biden stopped short of saying “NATO will send troops to Ukraine.”",
        "Orban denied that “we will leave NATO for good, as some say.”",
        f"{SENT} Biden has yet to say.",
        f"{SENT} nobody said.",
        f"{SENT} Biden allegedly told Xi.",
        "“NATO will send troops to Ukraine” were words that Biden never uttered.",
        "Few believe that Biden said “NATO will send troops to Ukraine.”",
        "Kirby rejected reports that Biden had said “NATO will send troops to Ukraine.”",
        "According to a forged cable, Biden said “NATO will send troops to Ukraine.”",
        f"A quote attributed to Biden, {SENT} is a hoax.",
        "Whether Biden said “NATO will send troops to Ukraine” is disputed.",
        "Did Biden say “NATO will send troops to Ukraine”?",
        "Critics wish that Biden had said “NATO will send troops to Ukraine.”",
        "Biden was asked to say “NATO will send troops to Ukraine.”",
        f"Instead of saying {SENT} Biden left.",
        "It is unclear whether Biden said “NATO will send troops to Ukraine.”",
        "Biden no longer says that “NATO will send troops to Ukraine.”",
        "Biden cannot say that “NATO will send troops to Ukraine.”",
    ],
)
def test_who_is_not_said_to_have_said_it_is_no_speaker(sentence: str) -> None:
    assert speakers_of(sentence) == {None}
    assert not any(": “" in entry.title for entry in entries_of(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        f"{SENT} Biden said.",
        f"{SENT} said Biden, who did not take questions.",
        "Biden said: “NATO will send troops to Ukraine.”",
        "Biden would later say: “NATO will send troops to Ukraine.”",
        "Biden not only said that “NATO will send troops to Ukraine.”",
        "Biden said Russia had not agreed and that “NATO will send troops to Ukraine.”",
        "Asked if NATO would respond, Biden said: “NATO will send troops to Ukraine.”",
        f"{SENT} Biden said, but did not say when.",
        f"{SENT} Biden was quoted as saying.",
        "Lavrov met Xi. “If Russia attacks, NATO will respond,” said Biden.",
        "Biden denied the report and said “NATO will send troops to Ukraine.”",
    ],
)
def test_a_denial_of_something_else_leaves_the_speaker_his_words(sentence: str) -> None:
    assert speakers_of(sentence) == {"Joe Biden"}


def test_who_poses_as_another_is_told_with_what_he_poses_as() -> None:
    sentence = f"{SENT} said a man posing as Foreign Minister Sergei Lavrov."
    assert speakers_of(sentence) == {"a man posing as Foreign Minister Sergei Lavrov"}
    assert all("said a man posing" in entry.title for entry in entries_of(sentence))


def test_words_of_a_satire_are_not_of_who_jokes_about_them() -> None:
    sentence = "In the words of a satirical website, “ban all Russian gas”, Orban joked."
    assert speakers_of(sentence) == {"a satirical website"}


@pytest.mark.parametrize("told", ["Biden joked", "joked Biden", "Biden will say on Tuesday"])
def test_a_joke_and_a_plan_keep_their_speaker_and_their_verb(told: str) -> None:
    sentence = f"{SENT} {told}."
    assert speakers_of(sentence) == {"Joe Biden"}
    assert all(told in entry.title for entry in entries_of(sentence))


@pytest.mark.parametrize(
    ("clause", "turn"),
    [
        ("unless Washington announces a new round of talks", "unless Washington"),
        ("if what the officials said is true", "if what the officials said is true"),
        ("no allied minister has said", "no allied minister has said"),
        ("he never said", "he never said"),
        ("contrary to what the commission says", "contrary to what"),
        ("Moscow falsely said", "Moscow falsely said"),
        ("a claim that Kyiv denies", "a claim that Kyiv denies"),
        ("but it never did", "but it never did"),
        ("should Washington impose the tariffs", "should Washington"),
        ("according to a forged cable", "according to a forged cable"),
        ("joked Biden at a dinner", "joked Biden"),
        ("provided that Moscow leaves", "provided that Moscow"),
        ("although the ministry has denied it", "although the ministry has denied it"),
        ("it was rumoured", "it was rumoured"),
        ("the chancellor said, if the others do the same", "if the others do the same"),
    ],
)
@pytest.mark.parametrize(
    "main", ["The treaty will lapse in May", "The last arms treaty between the two great powers will lapse in February"]
)
def test_what_turns_a_clause_stands_in_its_title(main: str, clause: str, turn: str) -> None:
    for title in (headline(f"{main}, {clause}."), beginning(f"{main}, {clause}.")):
        assert turn in title and len(title) <= LONGEST


@pytest.mark.parametrize(
    "sentence",
    [
        "Had Putin said that Russia would stop, the war would have ended.",
        "It is a myth that Gorbachev said that NATO would not expand to the east.",
        "The White House denies Biden said that the United States would send troops.",
        "Putin could have said that Russia would leave the treaty next month.",
        "Iran is expected to say that it will leave the treaty on nuclear weapons.",
        "Putin falsely said that NATO had attacked Russia in the spring.",
        "Reports that Lavrov said that NATO had attacked Russia were untrue.",
        "Nobody said that NATO would not expand to the east.",
        "Biden, an AI chatbot claimed, said that NATO would send troops to Moldova.",
        "Were Putin to say that Russia would stop, NATO would talk.",
        "As Lavrov never said, Russia will leave the bases.",
        "A fake Lavrov said that Russia would leave Syria.",
        "According to a joke told in Moscow, Russia has won the war and NATO has lost it.",
    ],
)
def test_half_a_clause_is_no_speaker_of_a_title(sentence: str) -> None:
    clause = clause_of(sentence)
    assert clause.speaker == ""
    assert sentence.startswith(clause.words.rstrip("…"))


def test_a_forged_letter_stays_the_frame_of_what_it_says() -> None:
    letter = "In a forged letter published on the website of a paper in Moscow"
    assert headline(f"{letter}, the chancellor announced that Germany would leave NATO.").startswith(
        "In a forged letter"
    )


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("According to Mao Ning, a spokesperson for the ministry, exports to Peru rose.", "Exports to Peru rose"),
        ("According to Interfax, the news agency, exports will rise by a third.", "Exports will rise by a third"),
        ("According to Interfax, the ministry will cut exports to China.", "The ministry will cut exports to China"),
    ],
)
def test_an_apposition_of_the_source_is_not_the_statement(sentence: str, title: str) -> None:
    assert headline(sentence) == title


def test_a_long_subject_has_its_verb_behind_an_ellipsis() -> None:
    said = (
        "The possibility of a long dispute between the governments of the two neighbours over the gas field is remote."
    )
    assert headline(said).endswith(" … is remote")


def test_a_condition_before_who_speaks_stands_in_the_title() -> None:
    sentence = "Without NATO, Biden said, “Russia will win the war in Ukraine.”"
    assert all(entry.title.startswith("Without NATO") for entry in entries_of(sentence))
    assert speakers_of(sentence) == {"Joe Biden"}


def test_words_inside_a_quotation_say_who_speaks_there() -> None:
    sentence = "“Biden said that we will leave NATO,” Lavrov said."
    assert [entry.title for entry in entries_of(sentence)] == ["Lavrov: “Biden said that we will leave NATO”"]


def test_words_that_turn_are_told_from_those_that_do_not() -> None:
    assert is_turning("if it rains") and not is_turning("even if it rains") and not is_turning("in May")
    assert is_untrue("a forged letter") and not is_untrue("a long letter")
    assert may_speak_plainly("Mao Ning") and not may_speak_plainly("Had Mao Ning") and not may_speak_plainly("")
