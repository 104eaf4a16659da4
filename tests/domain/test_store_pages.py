"""The rows of a library are found in its pages without SQLite, whatever their size and wherever they stand."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.store.pages import text_pairs_in

# Around the sizes at which a row of a page of 8,192 bytes goes over into overflow pages, and these into others.
SIZES = st.one_of(st.integers(0, 300), st.integers(8100, 8250), st.integers(16_000, 17_000), st.just(70_000))


def _make(path: Path, rows: list[tuple[int, str, str]], page: int = 8192) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA page_size = {page}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)")
    connection.execute("CREATE TABLE other (seq INTEGER PRIMARY KEY, number INTEGER, body TEXT)")
    connection.execute("INSERT INTO other VALUES (1, 2, 'not two texts')")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
    return connection


@settings(max_examples=40, deadline=None)
@given(st.lists(SIZES, max_size=12), st.sampled_from([512, 4096, 8192]), st.booleans(), st.integers(0, 2**62))
def test_each_row_is_found(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], page: int, in_log: bool, first: int
) -> None:
    path = tmp_path_factory.mktemp("pages") / "library.db"
    rows = [(first + n, f"id-{n}", f"{n}é".ljust(size, "x")) for n, size in enumerate(sizes)]
    connection = _make(path, rows, page)
    if not in_log:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = set(text_pairs_in(path))
    connection.close()
    assert found >= {(doc_id.encode(), body.encode()) for _, doc_id, body in rows}
    assert not any(second == b"not two texts" for _, second in found)


@pytest.mark.parametrize("seed", range(20))
def test_garbage_gives_rows_or_nothing_and_no_error(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "library.db"
    source = random.Random(seed)
    _make(path, [(n, f"id-{n}", "x" * source.randrange(20_000)) for n in range(30)]).close()
    content = bytearray(path.read_bytes())
    for _ in range(200):
        at = source.randrange(len(content))
        content[at : at + 3] = source.randbytes(3)
    path.write_bytes(content[: source.randrange(len(content))] if seed % 2 else content)
    before = len(list(text_pairs_in(path)))
    path.with_name("library.db-wal").write_bytes(os.urandom(100_000))
    assert before <= 200
    assert len(list(text_pairs_in(path))) <= 200
