"""The document store: TinyDB's interface over one SQLite file. Only this package imports `tinydb` and `sqlite3`."""

from __future__ import annotations

from tinydb.queries import Query, QueryLike, where
from tinydb.table import Document

from content.store.store import DocumentStore
from content.store.table import DocumentTable

__all__ = ("Document", "DocumentStore", "DocumentTable", "Query", "QueryLike", "where")
