"""A TinyDB table whose documents are rows: its inner seams replaced, its behaviour kept.

Two things differ from TinyDB on a JSON file. Ids are text. Where a query has an equality term on a declared field,
only the rows with that value are asked the query (see `planner`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from content.store.codec import Body, decode, encode, is_storable
from content.store.planner import Plan, plan_for
from content.store.rows import BODY, Rows, WorkingRows
from content.store.schema import FieldPath, field_in_sql, table_in_sql
from content.store.storage import SQLiteStorage

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class _NoCache:
    """In place of TinyDB's query cache, which is stale across windows and hands the same documents to all."""

    def __init__(self, capacity: int | None = None) -> None:
        pass

    def get(self, cond: QueryLike, default: None = None) -> None:
        return default

    def __setitem__(self, cond: QueryLike, documents: list[Document]) -> None:
        pass

    def clear(self) -> None:
        pass


class DocumentTable(Table):
    """The documents of one table, as TinyDB's `Table` gives them; methods of its own are at the end."""

    document_id_class = str  # type: ignore[assignment]
    query_cache_class = _NoCache  # type: ignore[assignment]
    _storage: SQLiteStorage

    def __init__(self, storage: SQLiteStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        self._plan: Plan | None = None
        super().__init__(storage, name, cache_size, persist_empty)

    # -- TinyDB's inner seams -----------------------------------------------------------------------------------

    def _read_table(self) -> Rows:  # type: ignore[override]
        return Rows(self._storage, self.name, self._taken())

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        plan = self._taken()
        with self._storage.transaction():
            self._storage.make_table(self.name)
            rows = WorkingRows(self._storage, self.name, plan)
            updater(rows)
            rows.finish()

    def _get_next_id(self) -> str:
        return self._storage.new_id()

    def _taken(self) -> Plan | None:
        """The plan that the outer method left, for one use: what the query itself may read is not narrowed by it."""
        plan, self._plan = self._plan, None
        return plan

    def _planned(self, cond: QueryLike | None) -> Plan | None:
        return plan_for(cond, self._declared)

    @property
    def _declared(self) -> tuple[FieldPath, ...]:
        return self._storage.declared.get(self.name, ())

    # -- TinyDB's methods, with a plan left for the seams -----------------------------------------------------------

    def search(self, cond: QueryLike) -> list[Document]:
        self._plan = self._planned(cond)
        try:
            with self._storage.snapshot():
                return super().search(cond)
        finally:
            self._plan = None

    def get(  # type: ignore[override]
        self, cond: QueryLike | None = None, doc_id: str | None = None, doc_ids: Iterable[str] | None = None
    ) -> Any:
        if doc_id is not None or (cond is None and doc_ids is None):
            return super().get(doc_id=doc_id)  # type: ignore[call-overload]
        with self._storage.snapshot():
            if doc_ids is not None:
                found = [row for each in {str(each) for each in doc_ids} for row in self._rows("id = ?", each)]
                # TinyDB gives them in the table's order, whatever the order in which they were asked for.
                return [self._document(row) for row in sorted(found)]
            for found_id, document in Rows(self._storage, self.name, self._planned(cond)).items():
                if cast(QueryLike, cond)(document):
                    return self.document_class(document, found_id)  # type: ignore[arg-type]
        return None

    def update(  # type: ignore[override]
        self, fields: Fields, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
    ) -> list[str]:
        self._plan = self._planned(cond) if doc_ids is None else None
        try:
            return cast("list[str]", super().update(fields, cond, cast(Any, doc_ids)))
        finally:
            self._plan = None

    def remove(  # type: ignore[override]
        self, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
    ) -> list[str]:
        self._plan = self._planned(cond) if doc_ids is None else None
        try:
            return cast("list[str]", super().remove(cond, cast(Any, doc_ids)))
        finally:
            self._plan = None

    # -- what TinyDB has no word for ----------------------------------------------------------------------------

    def add(self, document: Document) -> None:
        """Keep a document with a new id: the fast path beside `insert`, for use inside a transaction.

        One statement instead of three, which is kept whole or not at all. Raises ContentError as `codec.encode` does.
        """
        if not self._storage.has_table(self.name):
            self.insert(document)
            return
        self._storage.execute_inside(
            f"INSERT INTO {table_in_sql(self.name)} (id, body) VALUES (?, CAST(? AS TEXT))",
            (document.doc_id, encode(document, self.name)),
        )

    def having(self, field: str, text: str) -> Iterator[Body]:
        """The fields of the documents with this text in a declared field, in order of insertion, one at a time.

        The fast path beside `search`, for thousands of documents at start-up: the index decides alone, what comes is
        plain dictionaries, and dropping each before the next keeps them in the processor's cache. `field` must hold
        texts without NUL only, such as ids; read to the end, inside a snapshot.
        """
        if not is_storable(text) or not self._storage.has_table(self.name):
            return
        sql = f"SELECT {BODY} FROM {table_in_sql(self.name)} WHERE {self._column(field)} = ? ORDER BY seq"
        for (body,) in self._storage.stream(sql, (text,)):
            yield decode(body)

    def large(self, doc_id: str) -> Body:
        """The fields of the document with this id: the fast path beside `get` for one of megabytes.

        Read inside a snapshot. Raises KeyError where there is none.
        """
        table = table_in_sql(self.name)
        if is_storable(doc_id) and self._storage.has_table(self.name):
            for (seq,) in self._storage.fetch(f"SELECT seq FROM {table} WHERE id = ?", (doc_id,)):
                return decode(self._storage.fetch_body(table, seq))
        raise KeyError(doc_id)

    def page(self, cond: QueryLike, *, after: str | None = None, limit: int | None = None) -> list[Document]:
        """The documents that match, newest first: those inserted before `after`, at most `limit` of them.

        Raises KeyError where no document has the id `after`.
        """
        with self._storage.snapshot():
            beyond = None
            if after is not None:
                rows = self._rows("id = ?", after)
                if not rows:
                    raise KeyError(after)
                beyond = rows[0][0]
            found: list[Document] = []
            bodies = Rows(self._storage, self.name, self._planned(cond)).bodies(newest_first=True, beyond=beyond)
            for doc_id, body in bodies:
                if limit is not None and len(found) >= limit:
                    break
                document = decode(body)
                if cond(document):
                    found.append(self.document_class(document, doc_id))  # type: ignore[arg-type]
            return found

    def descending(self, field: str) -> Iterator[Document]:
        """The documents by a declared field that holds text, greatest first, each read when asked for."""
        beyond = None
        column = self._column(field)
        while True:
            condition, parameters = ("1", ()) if beyond is None else (f"({column}, seq) < (?, ?)", beyond)
            sql = f"typeof({column}) = 'text' AND {condition} ORDER BY {column} DESC, seq DESC LIMIT 1"
            rows = self._rows(sql, *parameters)
            if not rows:
                return
            document = self._document(rows[0])
            yield document
            beyond = document[field], rows[0][0]

    def tally(self, field: str, value: str | bool) -> int:
        """How many documents have this value in a declared field, counted by the index alone.

        Only for a field that holds one type of value: SQL takes true for 1.
        """
        if not self._storage.has_table(self.name):
            return 0
        sql = f"SELECT count(*) FROM {table_in_sql(self.name)} WHERE {self._column(field)} = ?"
        return int(self._storage.fetch(sql, (value,))[0][0])

    def has_any(self, field: str, value: str | bool) -> bool:
        """Whether any document has this value in a declared field; at once, where `tally` goes through all of them."""
        if not self._storage.has_table(self.name):
            return False
        sql = f"SELECT 1 FROM {table_in_sql(self.name)} WHERE {self._column(field)} = ? LIMIT 1"
        return bool(self._storage.fetch(sql, (value,)))

    def values(self, field: str, *, containing: str = "", at_start: bool = False, limit: int = -1) -> list[str]:
        """The texts in a declared field, each once, sorted by code point: those that contain, or begin with, a text."""
        if not is_storable(containing) or not self._storage.has_table(self.name):
            return []
        column = self._column(field)
        parameters: list[str | int] = [containing]
        condition = f"instr({column}, ?) > 0"
        if at_start:
            # The index finds where they begin; no text that begins with this one stands before it.
            condition, parameters = (
                f"{column} >= ? AND substr({column}, 1, ?) = ?",
                [containing, len(containing), containing],
            )
        sql = (
            f"SELECT DISTINCT {column} FROM {table_in_sql(self.name)} WHERE {condition} AND typeof({column}) = 'text'"
            f" ORDER BY {column} LIMIT ?"
        )
        return [row[0] for row in self._storage.fetch(sql, (*parameters, limit))]

    def _column(self, field: str) -> str:
        if (field,) not in self._declared:
            raise ValueError(f"{self.name}.{field} is not declared")
        return field_in_sql((field,))

    def _rows(self, condition: str, *parameters: Any) -> list[tuple[int, str, bytes]]:
        if not self._storage.has_table(self.name) or not all(is_storable(str(each)) for each in parameters):
            return []
        sql = f"SELECT seq, id, {BODY} FROM {table_in_sql(self.name)} WHERE {condition}"
        return cast("list[tuple[int, str, bytes]]", self._storage.fetch(sql, parameters))

    def _document(self, row: tuple[int, str, bytes]) -> Document:
        return self.document_class(decode(row[2]), row[1])  # type: ignore[arg-type]
