"""A glance at a briefing tells what the briefing itself says, from a connection that only reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.bundled import bundled_briefing
from content.errors import LibraryError
from content.glance import NAMED, Glance, Glances
from content.library import Library
from content.model import BriefingId, EntryId, PaneId, SentenceNumber
from content.notes import on_entry, on_sentence
from tests.domain.libraries import opened

BUNDLED = bundled_briefing()
PEOPLE = PaneId("people")


def glance(library: Library, id: str = BUNDLED.id) -> Glance | None:
    with Glances(library.folder) as glances:
        return glances.at(BriefingId(id), PEOPLE)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Library]:
    """A library with the bundled briefing."""
    with opened(tmp_path / "library") as library:
        library.add(BUNDLED)
        yield library


def test_it_tells_where_the_article_is_from_and_who_is_in_it(kept: Library) -> None:
    found = glance(kept)
    assert found is not None
    assert (found.author, found.url, found.article) == (BUNDLED.source.author, BUNDLED.source.url, BUNDLED.title)
    assert found.panes == Counter(entry.pane for entry in BUNDLED.entries)
    people = [(entry.id, entry.title) for entry in BUNDLED.entries if entry.pane == PEOPLE]
    assert [tuple(each) for each in found.people] == people[:NAMED]
    assert abs(found.words - len(BUNDLED.text.split())) <= 2


def test_it_names_the_article_as_it_names_itself_whatever_the_reader_calls_it(kept: Library) -> None:
    kept.catalogue.rename(BUNDLED.id, "Mine")
    found = glance(kept)
    assert found is not None and found.article == BUNDLED.title


def test_what_was_deleted_is_not_told(kept: Library) -> None:
    first = BUNDLED.entries[0]
    kept.editor.remove(BUNDLED.id, first.id)
    found = glance(kept)
    assert found is not None and sum(found.panes.values()) == len(BUNDLED.entries) - 1
    assert first.id not in {each.entry for each in found.people}
    kept.catalogue.remove([BUNDLED.id])
    assert glance(kept) is None and glance(kept, "nowhere") is None


def test_the_latest_notes_come_first_with_what_they_are_on(kept: Library) -> None:
    entry = BUNDLED.entries[3]
    kept.notebook.annotate(BUNDLED.id, on_entry(BUNDLED, entry.id), body="On an entry.")
    on = on_sentence(BUNDLED, SentenceNumber(2))
    kept.notebook.annotate(BUNDLED.id, on)
    gone = kept.notebook.annotate(BUNDLED.id, on, body="Gone.")
    kept.notebook.remove(gone.id)
    found = glance(kept)
    assert found is not None
    assert [note.words for note in found.notes] == [BUNDLED.words_of(SentenceNumber(2))[:200], "On an entry."]
    assert found.notes[0].sentence == 2 and found.notes[1].entry == EntryId(entry.id)


def test_no_more_is_read_than_is_told(kept: Library) -> None:
    for number in range(NAMED + 3):
        kept.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(1)), body=f"{number}")
    found = glance(kept)
    assert found is not None and [note.words for note in found.notes][:2] == [f"{NAMED + 2}", f"{NAMED + 1}"]
    assert len(found.notes) == NAMED


def test_a_folder_without_a_library_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError):
        Glances(tmp_path)
