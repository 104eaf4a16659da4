"""The briefing that ships is the curated one, word for word, and keeps to its own format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from content import bundled
from content.exports.briefing_json import dump
from content.importers.briefing_file import load_briefing
from content.model import Briefing, Origin

DATA = Path(__file__).parent.parent / "data"
PACKAGED = Path(bundled.__file__).with_name("china-russia-mishustin.json")


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return bundled.bundled_briefing()


@pytest.fixture(scope="module")
def labels() -> Any:
    return json.loads((DATA / "mishustin-labels.json").read_text("utf-8"))


def test_the_packaged_file_passes_the_loader_and_is_what_the_exporter_writes(briefing: Briefing) -> None:
    data = PACKAGED.read_bytes()
    assert load_briefing(data, where=PACKAGED.name) == briefing
    assert dump(briefing) == data


def test_it_is_named_and_filed_and_claims_no_source_that_the_text_does_not_give(briefing: Briefing) -> None:
    assert (briefing.id, briefing.title) == ("china-russia-mishustin", "China–Russia: Mishustin in Beijing")
    assert (briefing.language, briefing.desk) == ("en", "world")
    source = briefing.source
    assert (source.title, source.author, source.publisher, source.url) == ("", "", "", "")
    assert source.issued == "2023"  # "from $190 billion in 2022 to $200 billion this year"


def test_the_text_is_the_source_to_the_letter(briefing: Briefing) -> None:
    assert briefing.text == (DATA / "mishustin.txt").read_text("utf-8")


def test_every_sentence_stands_where_it_was_labelled(briefing: Briefing, labels: Any) -> None:
    found = [(s.number, s.paragraph, list(s.span), briefing.words_of(s.number)) for s in briefing.sentences]
    assert found == [(s["n"], s["par"], s["span"], s["text"]) for s in labels["sentences"]]
    assert len(found) == 18


def test_every_entry_says_cites_and_links_what_was_curated(briefing: Briefing, labels: Any) -> None:
    assert len(briefing.entries) == 30
    for entry, label in zip(briefing.entries, labels["entries"], strict=True):
        assert entry.origin is Origin.CURATED
        assert [entry.id, entry.pane, entry.kind, entry.title, entry.text] == [
            label[name] for name in ("id", "pane", "kind", "title", "text")
        ]
        assert [c.sentence for c in entry.citations] == label["cites"]
        assert list(entry.links) == label["links"]
        assert [f.text for f in entry.figures] == label["figures"]
        assert [q.text for q in entry.quotations] == label["quotes"]
        for citation in entry.citations:
            assert citation.quote == briefing.words_of(citation.sentence)


def test_every_labelled_figure_and_quotation_is_in_an_entry_with_its_value_and_speaker(
    briefing: Briefing, labels: Any
) -> None:
    figures = {(f.text, f.span, f.kind.value, f.value, f.unit) for e in briefing.entries for f in e.figures}
    assert figures == {(f["text"], tuple(f["span"]), f["kind"], f["value"], f["unit"]) for f in labels["figures"]}
    quotations = {(q.text, q.span, q.speaker) for e in briefing.entries for q in e.quotations}
    assert quotations == {(q["text"], tuple(q["span"]), q["speaker"]) for q in labels["quotes"]}
