"""Whatever stands in a file that is loaded, either it is refused, or the library can be used afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundled import bundled_briefing
from content.errors import ContentError
from content.exports.library_jsonl import library_lines
from content.exports.notes_json import notes_json
from content.exports.notes_text import notes_text
from content.importers.library_jsonl import LibraryFile
from content.library import Library
from content.model import ReadingPosition, SentenceNumber, Span
from content.notes import Colour, NoteKind, in_source_order, on_entry, on_sentence, on_span, place_of
from content.transfer import NEWEST_LAYOUT

BUNDLED = bundled_briefing()
NOW = datetime(2023, 5, 24, 12, tzinfo=UTC)


def open_library(folder: Path) -> Library:
    return Library.open(folder, now=lambda: NOW, random=os.urandom)


@lru_cache(maxsize=1)
def exported() -> tuple[bytes, ...]:
    """The lines of a library with something in every table."""
    small = BUNDLED._replace(entries=BUNDLED.entries[:3])
    with TemporaryDirectory() as folder, open_library(Path(folder)) as library:
        library.add(small)
        session = library.sessions.record(small.id, "trade")
        library.notebook.annotate(small.id, on_sentence(small, SentenceNumber(2)), body="x", session=session)
        library.notebook.annotate(
            small.id, on_span(small, Span(3, 9)), kind=NoteKind.HIGHLIGHT, colour=Colour.TEAL, tags=("t",)
        )
        library.notebook.annotate(small.id, on_entry(small, small.entries[0].id), body="y")
        library.editor.edit(small.id, small.entries[1].id, title="Edited")
        library.keep_position(small.id, ReadingPosition("trade"))
        library.mark_read(small.id, [small.entries[0].id], read=True)
        library.history.undo()
        with library.transfer.outgoing(NOW) as (header, documents):
            return tuple(library_lines(header, documents))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value inside a value."""
    if path:
        yield path
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], (*path, name))
    elif isinstance(value, list):
        for index in range(min(len(value), 3)):
            yield from places(value[index], (*path, index))


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "x", "\0", "\x1b[2J", "9999-12-31T23:59:59.999999Z", "done", "highlight", "a b", "../x"]),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just([1, 2, 3, 4, 5]),
    st.just({"text": 5, "kind": "essay", "body": None}),
)


def use(library: Library) -> None:
    """Look at everything in a library, and undo and redo what can be."""
    for summary in library.summaries():
        briefing = library.briefing(summary.id)
        library.position(summary.id)
        notes = in_source_order(library.notebook.of(summary.id), briefing)
        for note in notes:
            place_of(note, briefing)
        notes_text([(summary, notes)])
        notes_json([(summary, notes)])
    list(library.notebook.every())
    library.last_read()
    library.sessions.newest(NOW)
    library.sessions.record(BUNDLED.id, "people")
    assert library.history.newest(99) is not None
    for turn in (library.history.undo, library.history.undo, library.history.redo):
        try:
            turn()
        except ContentError:
            continue
    for summary in library.summaries():
        library.briefing(summary.id)
    list(library.notebook.every())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_value_of_another_kind_anywhere_is_refused_or_does_no_harm(data: st.DataObject) -> None:
    lines = list(exported())
    number = data.draw(st.integers(1, len(lines) - 1), label="line")
    document = json.loads(lines[number])
    path = data.draw(st.sampled_from(list(places(document["document"]))), label="place")
    holder = document["document"]
    for step in path[:-1]:
        holder = holder[step]
    if data.draw(st.booleans(), label="removed") and isinstance(holder, dict):
        del holder[path[-1]]
    else:
        holder[path[-1]] = data.draw(VALUES, label="value")
    lines[number] = json.dumps(document).encode() + b"\n"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.jsonl"
        file.write_bytes(b"".join(lines))
        with open_library(Path(folder) / "library") as library:
            try:
                with LibraryFile(file, newest=NEWEST_LAYOUT) as loading:
                    library.transfer.take_in(loading.documents, NOW)
            except ContentError as error:
                assert "\n" not in str(error)
                assert library.count() == 0
                return
            if library.count():
                with library._store.transaction():
                    if library._shelf.find(BUNDLED.id) is None:
                        return
                use(library)


@given(st.binary(max_size=200))
def test_no_bytes_are_taken_for_a_document(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.jsonl"
        file.write_bytes(exported()[0] + data)
        with pytest.raises(ContentError) as told, LibraryFile(file, newest=NEWEST_LAYOUT) as loading:
            list(loading.documents())
        assert str(told.value).startswith(str(file))
