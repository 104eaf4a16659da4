"""Every document of a library as one stream, and documents put into a library as they are, with their ids and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content.store.codec import Body
from content.store.migrations import MIGRATIONS
from content.store.rows import Rows, WorkingRows
from content.store.schema import DECLARED
from content.store.store import DocumentStore

NEWEST = len(MIGRATIONS)
"""The newest layout of a library that this program knows."""


def every_document(store: DocumentStore) -> Iterator[tuple[str, Body]]:
    """Each document with the name of its table, tombstones too, in order of insertion; for use inside a snapshot.

    Tables come as they are declared, so that what others refer to comes before them. A page at a time is held.
    """
    for name in _tables(store):
        for document in Rows(store.storage, name).items():
            yield name, document[1]


def count_documents(store: DocumentStore) -> int:
    """How many documents `every_document` gives."""
    return sum(len(Rows(store.storage, name)) for name in _tables(store))


def layout_of(store: DocumentStore) -> int:
    """The version of the library's layout."""
    return int(store.storage.fetch("PRAGMA user_version")[0][0])


def device_of(store: DocumentStore) -> str:
    """The id of the device that the library is kept on; empty where nothing was written on it yet."""
    found = store.storage.fetch("SELECT value FROM library WHERE name = 'device'")
    return str(found[0][0]) if found else ""


def held_document(store: DocumentStore, table: str, id: str) -> Body | None:
    """The document with this id; None where there is none."""
    return Rows(store.storage, table).get(id)


def put_documents(store: DocumentStore, table: str, documents: Iterable[Body]) -> None:
    """Keep documents as they are, new ones and in place of those with their ids.

    Raises ContentError for what cannot be written, LibraryError where the disk fails; nothing is kept then.
    """
    with store.transaction():
        store.storage.make_table(table)
        rows = WorkingRows(store.storage, table)
        for document in documents:
            rows[document["id"]] = document


def follow_times(store: DocumentStore, latest: str) -> None:
    """Make every later stamp of the library later than this one: what is changed next must count as newer."""
    store.storage.execute(
        "INSERT INTO library VALUES ('stamp', ?)"
        " ON CONFLICT (name) DO UPDATE SET value = max(library.value, excluded.value)",
        (latest,),
    )


def _tables(store: DocumentStore) -> list[str]:
    found = store.tables()
    return [*(name for name in DECLARED if name in found), *sorted(found - DECLARED.keys())]
