"""Whatever is done around revisions: undoing leads to what was, redoing to what became, and an export holds it all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ContentError
from content.exports.library_jsonl import library_lines
from content.importers.library_jsonl import LibraryFile
from content.library import Library
from content.model import BriefingId, EntryId, Origin, SentenceNumber
from content.notes import on_entry, on_sentence
from content.originals import Original
from content.transfer import NEWEST_LAYOUT
from tests.domain.changing import MINISTERS, article, with_entries
from tests.domain.libraries import opened

NOW = datetime(2023, 5, 24, 12, tzinfo=UTC)
TEXTS = st.lists(
    st.sampled_from([*MINISTERS, "It rained.", MINISTERS[1].replace("$1.5", "$1.6")]), min_size=1, max_size=6
)
STEPS = st.one_of(
    st.tuples(st.just("revise"), TEXTS),
    st.tuples(st.just("describe"), st.sampled_from(["A title", "B"]), st.sampled_from(["", "2021-06"])),
    st.tuples(st.just("note"), st.integers(1, 6)),
    st.tuples(st.just("note on"), st.integers(0, 5)),
    st.tuples(st.just("edit"), st.integers(0, 5), st.sampled_from(["X", "Y"])),
    st.tuples(st.just("accept"), st.integers(0, 5)),
    st.tuples(st.just("remove"), st.integers(0, 5)),
    st.tuples(st.just("restore"), st.integers(0, 5)),
    st.tuples(
        st.just("confirm"),
    ),
)


def do(library: Library, step: tuple[Any, ...], number: int) -> bool:
    """Do one thing on the newest text; whether it was an action. What cannot be done just then is left."""
    id = library.revisions.latest(BriefingId("old"))
    briefing = library.briefing(id)
    name, given = step[0], step[1:]
    entry = (
        briefing.entries[given[0] % len(briefing.entries)].id
        if briefing.entries and given and isinstance(given[0], int)
        else EntryId("")
    )
    before = len(library.history.newest(1000))
    try:
        if name == "revise":
            new = with_entries(article(f"text{number}", given[0]), Origin.DRAFTED)
            library.revisions.revise(id, new, original=Original(new.text.encode(), "text/plain", f"{number}.txt"))
        elif name == "describe":
            library.editor.describe(id, title=given[0], issued=given[1])
        elif name == "note" and given[0] <= len(briefing.sentences):
            library.notebook.annotate(id, on_sentence(briefing, SentenceNumber(given[0])), body=f"note {number}")
        elif name == "confirm":
            library.revisions.confirm(id)
        elif entry and name == "note on":
            library.notebook.annotate(id, on_entry(briefing, entry), body=f"note {number}")
        elif entry and name == "edit":
            library.editor.edit(id, entry, title=f"{given[1]}{number}")
        elif entry and name == "accept":
            library.review.accept(id, [entry])
        elif entry and name == "remove":
            library.editor.remove(id, entry)
        elif entry and name == "restore":
            library.editor.restore(id, entry)
    except ContentError:
        return False
    return len(library.history.newest(1000)) > before


def seen(library: Library) -> dict[str, Any]:
    """What a reader sees of every briefing."""
    shown: dict[str, Any] = {}
    for summary in library.summaries():
        notes = [note._replace(updated_at="") for note in library.notebook.of(summary.id)]
        briefing, items = library.briefing(summary.id), library.revisions.pending(summary.id)
        shown[summary.id] = (briefing, notes, items, library.originals.of(summary.id), summary.entries, summary.title)
    return shown


@settings(deadline=None, max_examples=40)
@given(st.lists(STEPS, max_size=8))
def test_all_is_undone_done_again_and_carried_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("around")
    with opened(folder / "library") as library:
        library.add(with_entries(article("old"), Origin.DRAFTED), undoable=False)
        states = [seen(library)]
        for number, step in enumerate(steps):
            if do(library, step, number):
                states.append(seen(library))
            else:
                assert seen(library) == states[-1]
        for state in reversed(states[:-1]):
            assert library.history.undo() is not None
            assert seen(library) == state
        assert library.history.undo() is None
        for state in states[1:]:
            assert library.history.redo() is not None
            assert seen(library) == state
        with library.transfer.outgoing(NOW) as (header, documents):
            (folder / "all.jsonl").write_bytes(b"".join(library_lines(header, documents)))
        with opened(folder / "other") as other, LibraryFile(folder / "all.jsonl", newest=NEWEST_LAYOUT) as file:
            other.transfer.take_in(file.documents, NOW)
            assert seen(other) == states[-1]
