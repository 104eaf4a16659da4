"""Drafting as a whole: every entry rests on what it cites, and what no entry cites is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.check import findings_of
from content.drafting.titles import LONGEST, headline
from content.exports.briefing_json import dump
from content.exports.draft_json import to_document
from content.importers.briefing_file import load_briefing
from content.model import Origin
from tests.domain.articles import LABELLED, SHORT, drafted


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_every_entry_drafted_from_a_labelled_article_is_grounded_and_every_sentence_accounted_for(path: Path) -> None:
    draft = drafted(path.read_text("utf-8"))
    briefing = draft.briefing
    assert len(briefing.entries) >= 5 and not findings_of(briefing)
    assert {entry.origin for entry in briefing.entries} == {Origin.DRAFTED}
    cited = {citation.sentence for entry in briefing.entries for citation in entry.citations}
    assert cited | set(draft.unfiled) == set(range(1, len(briefing.sentences) + 1)) and not cited & set(draft.unfiled)
    assert load_briefing(dump(briefing), where="draft") == briefing


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_the_sentences_of_a_labelled_article_are_cut_as_its_labels_say(path: Path) -> None:
    labels = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = to_document(drafted(path.read_text("utf-8")))
    assert [each["span"] for each in found["sentences"]] == [each["span"] for each in labels["sentences"]]


def test_a_short_article_is_filed_under_people_trade_and_diplomacy_and_its_people_are_linked() -> None:
    draft = drafted(SHORT, "Lisbon")
    entries = draft.briefing.entries
    [sousa] = [entry for entry in entries if entry.pane == "people"]
    assert (sousa.title, "foreign minister" in sousa.text) == ("Ana Sousa", True)
    [exports] = [entry for entry in entries if entry.pane == "trade" and "Exports" in entry.text]
    assert {"$1.2 billion", "$1.5 billion"} <= {figure.text for figure in exports.figures}
    assert exports.id in sousa.links and sousa.id in exports.links
    assert any(entry.pane == "diplomacy" and "met her" in entry.text for entry in entries)
    assert [n for n in draft.unfiled if "weather" in draft.briefing.words_of(n)]


def test_the_same_article_gives_the_same_briefing_and_another_text_another_id() -> None:
    assert drafted(SHORT).briefing == drafted(SHORT).briefing
    assert drafted(SHORT).briefing.id != drafted(SHORT + "It rained later.").briefing.id


def test_a_text_in_another_language_has_sentences_and_no_entries() -> None:
    draft = drafted(
        "Der Außenminister traf am Dienstag seinen Kollegen in Lissabon. Sie sprachen über den Handel und den Frieden."
    )
    assert not draft.is_understood and not draft.briefing.entries
    assert list(draft.unfiled) == [1, 2]


def test_a_title_leaves_out_who_said_it_and_is_cut_at_a_clause() -> None:
    assert headline("But the minister said that exports would grow this year.") == "Exports would grow this year"
    long = headline("The two governments agreed on new rules for customs, which had been in dispute for many years.")
    assert long == "The two governments agreed on new rules for customs…"


@given(st.text(alphabet="ab ,.;:“”\"'()–", max_size=200))
@settings(max_examples=200, deadline=None)
def test_a_title_is_never_longer_than_it_may_be(sentence: str) -> None:
    assert len(headline(sentence)) <= LONGEST


FUZZ_EXAMPLES = 1_000
"""How many texts are drafted; see `test_importer_fuzz` and `test_parser_fuzz` for those of files."""

_TURNED = (
    "President Kim said “ ” Mr. NATO $5 billion percent. , . ! U.S. Li Hui and China trade not never unless 2022 ) ("
    " \u202e 北京 the to experts told that"
)
_WORDS = st.sampled_from(_TURNED.split())


def test_a_text_that_is_all_of_what_it_cites_denies_nothing_however_it_is_split() -> None:
    text = "President President President President President Mr. not President Kim NATO"
    assert not findings_of(drafted("The minister of the country said that it was so. " + text).briefing)


@given(st.lists(st.one_of(_WORDS, st.text(max_size=6)), max_size=60).map(" ".join))
@settings(max_examples=FUZZ_EXAMPLES, deadline=None)
def test_whatever_is_drafted_from_any_words_is_grounded(text: str) -> None:
    from content.importers.normal import normalise

    assert not findings_of(drafted(normalise("The minister of the country said that it was so. " + text)).briefing)
