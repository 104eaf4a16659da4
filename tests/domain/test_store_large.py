"""A document of megabytes is read at once, as the document that it is, and a damaged one is told as such."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.errors import ContentError, LibraryError
from content.store import DocumentStore


def _open(folder: Path) -> DocumentStore:
    return DocumentStore(folder, now=lambda: datetime(2023, 5, 24, 12, tzinfo=UTC), random=os.urandom)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    with _open(tmp_path) as opened:
        yield opened


@given(st.dictionaries(st.text(max_size=5), st.text() | st.integers(0, 9) | st.lists(st.booleans(), max_size=3)))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_read_as_get_reads_it(store: DocumentStore, fields: dict[str, Any]) -> None:
    table = store.table("sources")
    id = table.insert(fields)
    assert table.large(str(id)) == table.get(doc_id=str(id)) == fields


@pytest.mark.parametrize("letter", ["a", "é", "“", "𝄞", '"', "\\", "\n"])
def test_a_text_of_megabytes_comes_back_whole(store: DocumentStore, letter: str) -> None:
    table = store.table("sources")
    table.insert({"text": "another"})
    text = letter * 1_000_003
    id = table.insert({"text": text})
    with store.snapshot():
        assert table.large(str(id)) == {"text": text}
    with store.transaction():
        table.update({"text": text[1:]}, doc_ids=[str(id)])
        assert table.large(str(id)) == {"text": text[1:]}


@pytest.mark.parametrize("id", ["", "missing", "\0", "\ud800", "1' OR '1"])
def test_what_is_not_there_is_a_key_error(store: DocumentStore, id: str) -> None:
    with pytest.raises(KeyError):
        store.table("sources").large(id)
    with pytest.raises(KeyError):
        store.table("never written").large(id)
    store.table("never written").insert({})
    with pytest.raises(KeyError):
        store.table("never written").large(id)


def test_one_that_is_damaged_is_told_in_a_sentence(store: DocumentStore) -> None:
    table = store.table("sources")
    id = str(table.insert({"text": "x"}))
    store.storage.execute("UPDATE doc_sources SET body = '{\"text\":' WHERE id = ?", (id,))
    with pytest.raises(ContentError, match="damaged"):
        table.large(id)


def test_a_file_that_is_damaged_is_told_in_a_sentence(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        id = str(store.table("sources").insert({"text": "x" * 1_000_000}))
    path = tmp_path / "library.db"
    size = path.stat().st_size
    assert size > 1_000_000
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(bytes(size // 10))
    with _open(tmp_path) as store, pytest.raises(LibraryError, match="damaged"):
        store.table("sources").large(id)
