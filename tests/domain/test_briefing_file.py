"""A briefing survives its file format unharmed."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundled import bundled_briefing
from content.exports.briefing_json import dump, to_document
from content.importers.briefing_file import load_briefing
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Origin,
    PaneId,
    Quotation,
    Sentence,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)

PLAIN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
WORDS = st.text(PLAIN | st.just("\n"), max_size=20)
LINE = st.text(PLAIN, max_size=12)
ID = st.text(PLAIN, min_size=1, max_size=12)
NUMBER = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    parts = draw(st.lists(st.tuples(WORDS, st.text(PLAIN, min_size=1, max_size=30)), max_size=6))
    text, sentences, paragraph = "", [], 1
    for gap, words in parts:
        start = len(text + gap)
        text += gap + words
        paragraph += draw(st.integers(0, 1))
        sentences.append(Sentence(SentenceNumber(len(sentences) + 1), paragraph, Span(start, len(text))))
    text += draw(WORDS)

    def span_in(outer: Span) -> Span:
        start = draw(st.integers(outer.start, outer.end - 1))
        return Span(start, draw(st.integers(start + 1, outer.end)))

    def citation() -> Citation:
        sentence = draw(st.sampled_from(sentences))
        span = span_in(sentence.span)
        return Citation(sentence.number, span, span.of(text))

    def figure() -> Figure:
        span = span_in(Span(0, len(text)))
        one = NUMBER | LINE
        value = draw(st.none() | one | st.lists(one, max_size=3).map(tuple))
        return Figure(span.of(text), span, draw(st.sampled_from(FigureKind)), value, draw(st.none() | LINE))

    def quotation() -> Quotation:
        span = span_in(Span(0, len(text)))
        return Quotation(span.of(text), span, draw(st.none() | LINE))

    def several(make: Any, possible: bool) -> tuple[Any, ...]:
        return tuple(make() for _ in range(draw(st.integers(0, 3)) if possible else 0))

    ids = draw(st.lists(ID.map(EntryId), unique=True, max_size=4))
    desk = draw(st.sampled_from(["world", "another desk"]))
    pane = st.sampled_from(["people", "trade", "diplomacy", "nato-g7", "expert"]) if desk == "world" else ID
    entries = [
        Entry(
            id,
            PaneId(draw(pane)),
            draw(LINE),
            draw(ID),
            draw(WORDS),
            draw(st.sampled_from(Origin)),
            several(citation, bool(sentences)),
            several(figure, bool(text)),
            several(quotation, bool(text)),
            tuple(draw(st.lists(st.sampled_from([i for i in ids if i != id]), max_size=3)) if len(ids) > 1 else []),
            tuple(draw(st.lists(ID, max_size=2))),
        )
        for id in ids
    ]
    source = Source(*[draw(LINE) for _ in range(5)])
    language = draw(st.sampled_from(["en", "zh-Hant", ""]))
    return Briefing(
        BriefingId(draw(ID)), draw(ID), language, DeskId(desk), source, text, Sentences.of(sentences), tuple(entries)
    )


def document() -> dict[str, Any]:
    return deepcopy(to_document(bundled_briefing()))


def load(document: Any) -> Briefing:
    return load_briefing(json.dumps(document).encode(), where="some.json")


# --- there and back --------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(briefings())
def test_a_briefing_that_is_written_and_read_is_the_same(briefing: Briefing) -> None:
    data = dump(briefing)
    assert load_briefing(data, where="x") == briefing
    assert dump(load_briefing(data, where="x")) == data


def test_the_fields_come_in_the_order_of_the_format() -> None:
    written = json.loads(dump(bundled_briefing()))
    assert list(written) == ["format", "id", "title", "language", "desk", "source", "text", "sentences", "entries"]
    assert list(written["source"]) == ["title", "author", "publisher", "issued", "URL"]
    assert list(written["sentences"][0]) == ["n", "paragraph", "span"]
    names = ["id", "pane", "kind", "title", "text", "origin", "citations", "figures", "quotations", "links"]
    assert list(written["entries"][0]) == names
    assert list(written["entries"][0]["citations"][0]) == ["sentence", "span", "quote"]


def test_what_may_be_left_out_is_taken_as_empty() -> None:
    given = {"format": "readout/briefing@1", "id": "a", "title": "A", "text": "One.", "entries": []}
    briefing = load({**given, "sentences": [{"n": 1, "paragraph": 1, "span": [0, 4]}]})
    assert (briefing.language, briefing.desk, briefing.source) == ("en", "world", Source())


def test_numbers_that_are_whole_though_written_with_a_point_are_taken() -> None:
    changed = document()
    changed["sentences"][0] = {"n": 1.0, "paragraph": 1.0, "span": [0.0, 248.0]}
    changed["entries"][0]["citations"][0]["sentence"] = 1.0
    assert load(changed) == bundled_briefing()


def test_a_byte_order_mark_is_passed_over() -> None:
    assert load_briefing(b"\xef\xbb\xbf" + dump(bundled_briefing()), where="x") == bundled_briefing()


# --- control characters ----------------------------------------------------------------------------------------------


def test_control_characters_become_visible_one_for_one_so_that_spans_stay_true() -> None:
    text = "A\x1b[2J\tb\r\nc\x00\x9bd\x7f."
    given: dict[str, Any] = {"format": "readout/briefing@1", "id": "i\x07", "title": "T\x1b\n", "text": text}
    given["source"] = {"publisher": "P\x1b"}
    given["sentences"] = [{"n": 1, "paragraph": 1, "span": [0, len(text)]}]
    entry: dict[str, Any] = {"id": "e\x08", "pane": "trade", "kind": "k\x1b", "title": "t\x9b", "text": "x\x1by\nz"}
    entry["citations"] = [{"sentence": 1, "span": [0, len(text)], "quote": text}]
    entry["quotations"] = [{"text": "\x1b[2J", "span": [1, 5], "speaker": "S\x1b"}]
    entry["tags"] = ["g\x1b"]
    given["entries"] = [entry, {**entry, "id": "f", "links": ["e\x08"]}]
    briefing = load(given)
    first = briefing.entries[0]
    assert briefing.text == "A␛[2J b \nc␀\ufffdd␡."
    assert (briefing.id, briefing.title, briefing.source.publisher) == ("i␇", "T␛ ", "P␛")
    assert first.citations[0].quote == briefing.text
    assert (first.id, first.kind, first.title, first.text, first.tags) == ("e␈", "k␛", "t\ufffd", "x␛y\nz", ("g␛",))
    assert (first.quotations[0].text, first.quotations[0].speaker) == ("␛[2J", "S␛")
    assert briefing.entries[1].links == ("e␈",)


def test_direction_marks_and_text_that_is_not_normalised_are_kept_as_they_are() -> None:
    text = "e\u0301 \u202e\u200b\ufeff👩\u200d👩"
    given = {"format": "readout/briefing@1", "id": "a", "title": "A", "text": text, "sentences": [], "entries": []}
    assert load(given).text == text
