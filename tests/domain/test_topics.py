"""Sentences come under the panes that the labels give them, and experts are known by who they are."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.drafting.desk_file import load_desk
from content.drafting.found import Person, QuotationKind, Speech
from content.drafting.pane_words import kind_of
from content.drafting.topics import file_sentences
from content.model import PaneId, Quotation, SentenceNumber, Sentences, Span

DATA = Path(__file__).parent.parent / "data"
LABELLED = sorted((DATA / "labelled").glob("*.json"))
WORLD = load_desk("world")


def numbers(listed: list[int]) -> tuple[SentenceNumber, ...]:
    return tuple(SentenceNumber(n) for n in listed)


def rows_of(labels: dict[str, Any], text: str) -> Sentences:
    spans = [sentence["span"] for sentence in labels["sentences"]]
    return Sentences([1 + text.count("\n", 0, a) for a, _ in spans], [a for a, _ in spans], [b for _, b in spans])


def people_of(labels: dict[str, Any], text: str) -> list[Person]:
    people = []
    for person in labels["people"]:
        forms = sorted([person["name"], *person["aliases"]], key=len, reverse=True)
        mentions = []
        for number in person["mentions"]:
            start, end = labels["sentences"][number - 1]["span"]
            at, form = next((text.find(form, start, end), form) for form in forms if text.find(form, start, end) >= 0)
            mentions.append(Span(at, at + len(form)))
        role = text.find(person["role_text"]) if person.get("role_text") else -1
        span = Span(role, role + len(person["role_text"])) if role >= 0 else None
        people.append(Person(person["name"], tuple(person["aliases"]), span, tuple(mentions)))
    return people


def speech_of(labels: dict[str, Any]) -> list[Speech]:
    speech = [Speech(numbers([one["sentence"]]), one["speaker"], None) for one in labels["indirect"]]
    for quote in labels["quotes"]:
        words = Quotation(quote["text"], Span(*quote["span"]), quote["speaker"])
        kind = QuotationKind(quote["kind"])
        speech.append(Speech(numbers(quote["sentences"]), quote["speaker"], None, words, kind))
    return speech


def filed_as_labelled(path: Path) -> list[tuple[set[str], set[str]]]:
    """For each sentence the panes of its label and those it is filed under."""
    labels = json.loads(path.read_text("utf-8"))
    text = path.with_suffix(".txt").read_text("utf-8")
    filed = file_sentences(text, rows_of(labels, text), people_of(labels, text), speech_of(labels), WORLD)
    return [(set(s["panes"]), set(panes)) for s, panes in zip(labels["sentences"], filed, strict=True)]


def file_text(*texts: str, people: tuple[Person, ...] = (), speech: tuple[Speech, ...] = ()) -> list[tuple[str, ...]]:
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    rows = Sentences([1] * len(texts), starts, [s + len(t) for s, t in zip(starts, texts, strict=True)])
    return [tuple(panes) for panes in file_sentences(" ".join(texts), rows, people, speech, WORLD)]


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_a_labelled_article_is_filed_as_its_labels_say_but_for_one_sentence_in_ten(path: Path) -> None:
    pairs = filed_as_labelled(path)
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    assert len(pairs) >= 7 and len(wrong) <= len(pairs) // 10, wrong


def test_every_pane_is_found_in_the_labelled_articles() -> None:
    found = {pane for path in LABELLED for _, filed in filed_as_labelled(path) for pane in filed}
    assert found == {"people", "trade", "diplomacy", "nato-g7", "expert"}


def test_a_sentence_is_under_people_where_a_mention_lies_in_it() -> None:
    costa = Person("Ana Costa", (), None, (Span(14, 23),))
    assert file_text("It was mild.", "Ana Costa sang.", "She left.", people=(costa,)) == [(), ("people",), ()]


@pytest.mark.parametrize(
    ("sentence", "panes"),
    [
        ("Brazil’s exports to Argentina fell by a fifth.", ("trade",)),
        ("Kenya’s foreign minister met her Ugandan counterpart in Nairobi.", ("diplomacy",)),
        ("The two presidents signed a treaty.", ("diplomacy",)),
        ("NATO defense ministers held their meeting in Brussels.", ("nato-g7",)),
        ("NATO condemned Russia’s threats against Moldova.", ("diplomacy", "nato-g7")),
        ("Russian missiles struck a block in Kharkiv, killing nine people, the governor said.", ()),
        ("The prime minister of Peru survived a vote in parliament.", ()),
        ("The trade union called a strike.", ()),
        ("Michael Jordan turned to the us team in a chat.", ()),
        ("The minister said experts would be sent to the region.", ()),
        ("Analysts doubt that the plan will work.", ("expert",)),
        ("Human Rights Watch said the army had burned homes.", ("expert",)),
        ("“We see little change,” said Lewis Hill, an economist at a bank.", ("expert",)),
        ("A spokeswoman for the ministry said the university would open.", ()),
        ("The weather was mild.", ()),
    ],
)
def test_a_sentence_alone_is_filed_by_what_it_says(sentence: str, panes: tuple[str, ...]) -> None:
    assert file_text(sentence) == [panes]


def test_the_alliance_stands_for_nato_once_it_was_named_and_until_another_body_is() -> None:
    filed = file_text(
        "The alliance grew.", "NATO was founded.", "The alliance grew.", "ASEAN met.", "The alliance grew."
    )
    assert ["nato-g7" in panes for panes in filed] == [False, True, True, False, False]


def test_the_ministers_are_those_of_nato_for_three_sentences_only() -> None:
    filed = file_text("It rained.", "NATO held a meeting.", *["The ministers ate."] * 4)
    assert ["nato-g7" in panes for panes in filed] == [False, True, True, True, True, False]


def test_what_an_expert_goes_on_to_say_counts_and_what_a_minister_says_does_not() -> None:
    first, second, third = "Experts said it failed.", "They also warned of floods.", "It rained."
    assert file_text(first, second, third) == [("expert",), ("expert",), ()]
    assert file_text("The minister said it failed.", "She also warned of floods.") == [(), ()]


def test_a_person_is_an_expert_by_role_wherever_they_speak() -> None:
    text = ("Ann Lee, an analyst, left.", "The sky is blue, Lee held.")
    role, mentions = Span(8, 18), (Span(0, 7), Span(44, 47))
    lee = Person("Ann Lee", ("Lee",), role, mentions)
    speech = (Speech((SentenceNumber(2),), "Ann Lee", None),)
    assert file_text(*text, people=(lee,), speech=speech)[1] == ("people", "expert")
    minister = ("Ann Lee, a minister, left.", "The sky is blue, Lee held.")
    lee = lee._replace(role_span=Span(9, 19))
    assert file_text(*minister, people=(lee,), speech=speech)[1] == ("people",)


def test_a_quotation_that_runs_on_is_diplomacy_as_a_whole() -> None:
    text = ("“Syria must end its threats against Lebanon.", "Civilians come first,” the premier said.")
    words = Quotation(" ".join(text)[1:66], Span(1, 66), "the premier")
    speech = Speech(numbers([1, 2]), "the premier", None, words, QuotationKind.DIRECT)
    assert file_text(*text, speech=(speech,)) == [("diplomacy",), ("diplomacy",)]
    assert file_text(*text) == [("diplomacy",), ()]


@pytest.mark.parametrize(
    ("pane", "sentence", "kind"),
    [
        ("trade", "Exports are expected to rise.", "forecast"),
        ("trade", "Sales reached $5 billion.", "figure"),
        ("diplomacy", "He visited Oslo.", "visit"),
        ("diplomacy", "The council imposed sanctions.", "sanction"),
        ("diplomacy", "They criticized the plan.", "criticism"),
        ("diplomacy", "It was so.", "statement"),
        ("people", "She sang.", "statement"),
        ("no-such-pane", "She sang.", "statement"),
    ],
)
def test_the_kind_of_entry_is_told_by_its_cue_words(pane: str, sentence: str, kind: str) -> None:
    assert kind_of(PaneId(pane), sentence, WORLD) == kind


def test_another_desk_files_by_its_own_words() -> None:
    text = "OPEC cut its output of crude oil by a million barrels."
    rows = Sentences([1], [0], [len(text)])
    assert file_sentences(text, rows, (), (), load_desk("energy-climate")) == (("supply",),)


def test_an_empty_text_has_no_panes() -> None:
    assert file_text() == []


_WORDS = st.sampled_from(
    [
        "NATO",
        "The alliance",
        "experts",
        "said",
        "“",
        "”",
        "’s",
        "minister",
        "met",
        "Russia",
        "U.S.",
        "trade",
        "he also warned",
        ".",
    ]
)


@given(st.lists(st.lists(st.one_of(_WORDS, st.text(max_size=5)), min_size=1).map(" ".join).filter(bool), max_size=6))
@settings(max_examples=100, deadline=None)
def test_whatever_the_words_each_sentence_gets_panes_of_the_desk_each_once_in_its_order(texts: list[str]) -> None:
    order = [pane.id for pane in WORLD.desk.panes]
    filed = file_text(*texts)
    assert len(filed) == len(texts)
    for panes in filed:
        assert [order.index(PaneId(pane)) for pane in panes] == sorted({order.index(PaneId(pane)) for pane in panes})


def test_ten_times_the_text_takes_about_ten_times_as_long() -> None:
    def seconds(times: int) -> float:
        text = ["Experts said that the U.S. exports to China fell after NATO ministers met in Oslo."] * times
        begun = time.process_time()
        file_text(*text)
        return time.process_time() - begun

    seconds(10)
    assert min(seconds(2000) for _ in range(3)) < 40 * max(min(seconds(200) for _ in range(3)), 0.005)
