"""What is kept comes back as it was, or is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import ContentError
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Mark,
    Origin,
    PaneId,
    Place,
    Quotation,
    ReadingPosition,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)
from content.store.codec import decode, encode
from content.store.documents import (
    from_briefing_fields,
    from_reading_fields,
    from_summary_fields,
    to_briefing_fields,
    to_entry_fields,
    to_reading_fields,
    to_source_fields,
)

TEXT = st.text(max_size=12)
COUNT = st.integers(0, 2**32 - 1)
SPAN = st.builds(Span, COUNT, COUNT)
NUMBER = st.one_of(st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False), TEXT)
ENTRY = st.builds(
    Entry,
    id=TEXT.map(EntryId),
    pane=TEXT.map(PaneId),
    kind=TEXT,
    title=TEXT,
    text=TEXT,
    origin=st.sampled_from(Origin),
    accepted=st.booleans(),
    citations=st.lists(st.builds(Citation, COUNT.map(SentenceNumber), SPAN, TEXT), max_size=2).map(tuple),
    figures=st.lists(
        st.builds(
            Figure,
            TEXT,
            SPAN,
            st.sampled_from(FigureKind),
            st.one_of(st.none(), NUMBER, st.tuples(NUMBER, NUMBER)),
            st.none() | TEXT,
        ),
        max_size=2,
    ).map(tuple),
    quotations=st.lists(st.builds(Quotation, TEXT, SPAN, st.none() | TEXT), max_size=2).map(tuple),
    links=st.lists(TEXT.map(EntryId), max_size=2).map(tuple),
    tags=st.lists(TEXT, max_size=2).map(tuple),
)
SENTENCES = st.lists(st.tuples(COUNT, COUNT, COUNT), max_size=4).map(
    lambda rows: Sentences([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
)
BRIEFING = st.builds(
    Briefing,
    id=TEXT.map(BriefingId),
    title=TEXT,
    language=TEXT,
    desk=TEXT.map(DeskId),
    source=st.builds(Source, TEXT, TEXT, TEXT, TEXT, TEXT),
    text=TEXT,
    sentences=SENTENCES,
    entries=st.lists(ENTRY, max_size=3).map(tuple),
    aside=st.frozensets(COUNT.map(SentenceNumber), max_size=3),
)
PLACE = st.builds(Place, COUNT, COUNT, COUNT)
POSITION = st.builds(
    ReadingPosition,
    tab=TEXT,
    focus=TEXT,
    places=st.lists(st.tuples(TEXT, PLACE), max_size=3).map(tuple),
    source=PLACE,
    read=st.frozensets(TEXT.map(EntryId), max_size=3),
    marks=st.lists(
        st.tuples(TEXT, st.builds(Mark, TEXT, st.none() | TEXT.map(EntryId), COUNT.map(SentenceNumber), TEXT)),
        max_size=3,
    ).map(tuple),
)


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    return decode(encode(fields))


@given(BRIEFING)
def test_a_briefing_comes_back_as_it_was(briefing: Briefing) -> None:
    entries = [_kept(to_entry_fields(entry, "k", n)) for n, entry in enumerate(briefing.entries)]
    fields = _kept(to_briefing_fields(briefing, "s"))
    back = from_briefing_fields(fields, _kept(to_source_fields(briefing, "k")), entries[::-1])
    assert back == briefing
    # 1, 1.0 and True are equal; the writing tells them apart.
    assert repr(back._replace(aside=briefing.aside)) == repr(briefing)


@given(BRIEFING)
def test_sentences_kept_as_lists_of_numbers_are_read_as_well(briefing: Briefing) -> None:
    rows = briefing.sentences
    columns = {name: list(getattr(rows, name)) for name in ("paragraphs", "starts", "ends")}
    source = _kept({"schema": 1, "briefing": "k", "text": briefing.text} | columns)
    back = from_briefing_fields(_kept(to_briefing_fields(briefing, "s")), source, [])
    assert (back.text, back.sentences) == (briefing.text, rows)


@given(POSITION)
def test_a_reading_position_comes_back_as_it_was(position: ReadingPosition) -> None:
    assert from_reading_fields(_kept(to_reading_fields(position, "k"))) == position


@given(BRIEFING)
def test_a_summary_counts_what_the_briefing_holds(briefing: Briefing) -> None:
    summary = from_summary_fields(to_briefing_fields(briefing, "s") | {"created_at": "now"})
    assert (summary.id, summary.title, summary.issued) == (briefing.id, briefing.title, briefing.source.issued)
    assert (summary.sentences, summary.entries) == (len(briefing.sentences), len(briefing.entries))
    assert summary.characters == len(briefing.text)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), TEXT),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
).filter(lambda value: "inf" not in repr(value) or isinstance(value, str))


@given(st.dictionaries(TEXT, JSON, max_size=4))
def test_a_document_comes_back_as_it_was(document: dict[str, Any]) -> None:
    assert repr(_kept(document)) == repr(document)
    assert encode(_kept(document)) == encode(document)


def _deep() -> dict[str, Any]:
    document: dict[str, Any] = {}
    for _ in range(2000):
        document = {"in": document}
    return document


@pytest.mark.parametrize(
    "make",
    [
        lambda: {"text": "\ud800"},
        lambda: {"\udcff": 1},
        lambda: {"n": float("nan")},
        lambda: {"n": [{"deep": float("-inf")}], "none": None},
        lambda: {"n": 2**64},
        lambda: {"n": {1: "key"}},
        lambda: {"n": {1, 2}},
        lambda: {"n": Span(1, 2), "s": Source()},
        _deep,
    ],
)
def test_what_would_not_come_back_is_refused(make: Callable[[], dict[str, Any]]) -> None:
    with pytest.raises(ContentError) as caught:
        encode(make(), "library")
    assert str(caught.value).startswith("library: it ")


def test_bytes_that_are_no_document_are_refused() -> None:
    with pytest.raises(ContentError, match="damaged"):
        decode(b'{"half": ')
