"""The documents of one table as mappings that read rows when asked: for TinyDB's own methods to work on."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from content.errors import ContentError
from content.store.codec import Body, decode, encode, is_storable
from content.store.planner import Plan
from content.store.schema import table_in_sql

if TYPE_CHECKING:
    from content.store.storage import SQLiteStorage

_FIRST_PAGE, _LARGEST_PAGE = 64, 4096
"""Rows of the first page, for those who want one document; rows of a later one, for those who want all."""

_WINDOW = 256
"""Documents that are held while an updater runs."""

BODY = "CAST(body AS BLOB)"
"""A document as bytes, which the decoder takes as they are; a text would be made a string first and bytes again."""


class Rows(Mapping[str, Body]):
    """Documents by id, in order of insertion; those that `plan` lets through when iterated.

    Iteration reads page by page and ends with what was there when it began.
    """

    def __init__(self, storage: SQLiteStorage, name: str, plan: Plan | None = None) -> None:
        self.storage, self.name, self.plan = storage, name, plan
        self._table = table_in_sql(name)

    def __getitem__(self, doc_id: str) -> Body:
        if is_storable(doc_id) and self.storage.has_table(self.name):
            found = self.storage.fetch(f"SELECT {BODY} FROM {self._table} WHERE id = ?", (doc_id,))
            if found:
                return decode(found[0][0])
        raise KeyError(doc_id)

    def __len__(self) -> int:
        if not self.storage.has_table(self.name):
            return 0
        condition, parameters = _condition(self.plan)
        found = self.storage.fetch(f"SELECT count(*) FROM {self._table} WHERE {condition}", parameters)
        return int(found[0][0])

    def __iter__(self) -> Iterator[str]:
        for doc_id, _ in self.bodies():
            yield doc_id

    def items(self) -> ItemsView[str, Body]:
        return _Items(self)

    def bodies(self, *, newest_first: bool = False, beyond: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Ids and undecoded documents, page by page; `beyond` is the row to begin after."""
        if not self.storage.has_table(self.name):
            return
        condition, parameters = _condition(self.plan)
        last = self.storage.fetch(f"SELECT max(seq) FROM {self._table}")[0][0] or 0
        order, side = ("DESC", "<") if newest_first else ("ASC", ">")
        if beyond is None:
            beyond = last + 1 if newest_first else 0
        sql = (
            f"SELECT seq, id, {BODY} FROM {self._table} WHERE {condition} AND seq {side} ? AND seq <= ?"
            f" ORDER BY seq {order} LIMIT ?"
        )
        size, more = _FIRST_PAGE, True
        while more:
            page, cut = self.storage.fetch_page(sql, (*parameters, beyond, last, size))
            for _, doc_id, body in page:
                yield doc_id, body
            more = cut or len(page) == size
            if page:
                beyond = page[-1][0]
            size = min(size * 8, _LARGEST_PAGE)


class _Items(ItemsView[str, Body]):
    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[str, Body]]:
        for doc_id, body in self._rows.bodies():
            yield doc_id, decode(body)


class WorkingRows(MutableMapping[str, Body]):
    """The documents of a table while an updater runs, inside a transaction; `finish` writes what is left.

    A document that was handed out may have been changed: before it is let go it is compared with what it was, and
    written where it differs. Whoever changes one does so before asking for many others, as TinyDB does.
    """

    def __init__(self, storage: SQLiteStorage, name: str, plan: Plan | None = None) -> None:
        self._storage, self._name, self._plan = storage, name, plan
        self._table = table_in_sql(name)
        self._window: dict[str, tuple[Body, bytes]] = {}
        self._listed: dict[str, int] = {}

    def __getitem__(self, doc_id: str) -> Body:
        doc_id = str(doc_id)
        if doc_id not in self._window:
            self._read(doc_id)
        return self._window[doc_id][0]

    def _read(self, doc_id: str) -> None:
        if not is_storable(doc_id):
            raise KeyError(doc_id)
        seq = self._listed.get(doc_id)
        # Written before others are read, so that no row is read that a held document is about to replace.
        if seq is not None or len(self._window) >= _WINDOW:
            self.finish()
        page: list[tuple[Any, ...]] = []
        if seq is not None:
            # It was listed, so the ones after it will be asked for next.
            condition, parameters = _condition(self._plan)
            sql = f"SELECT id, {BODY} FROM {self._table} WHERE {condition} AND seq >= ? ORDER BY seq LIMIT ?"
            page, _ = self._storage.fetch_page(sql, (*parameters, seq, _WINDOW))
        if not page or page[0][0] != doc_id:
            page = self._storage.fetch(f"SELECT id, {BODY} FROM {self._table} WHERE id = ?", (doc_id,))
        if not page:
            raise KeyError(doc_id)
        for found, body in page:
            self._window[found] = decode(body), body

    def __setitem__(self, doc_id: str, document: Body) -> None:
        doc_id = str(doc_id)
        body = encode(document, self._name)
        if not is_storable(doc_id):
            raise ContentError("its id holds characters that cannot be written", where=self._name)
        self._window.pop(doc_id, None)
        # Not an upsert: see `feed.triggers_for`.
        if not self._storage.execute(f"UPDATE {self._table} SET body = CAST(? AS TEXT) WHERE id = ?", (body, doc_id)):
            self._storage.execute(f"INSERT INTO {self._table} (id, body) VALUES (?, CAST(? AS TEXT))", (doc_id, body))

    def __delitem__(self, doc_id: str) -> None:
        doc_id = str(doc_id)
        self._window.pop(doc_id, None)
        if not is_storable(doc_id) or not self._storage.execute(f"DELETE FROM {self._table} WHERE id = ?", (doc_id,)):
            raise KeyError(doc_id)

    def __contains__(self, doc_id: object) -> bool:
        doc_id = str(doc_id)
        if doc_id in self._window:
            return True
        return is_storable(doc_id) and bool(self._storage.fetch(f"SELECT 1 FROM {self._table} WHERE id = ?", (doc_id,)))

    def __iter__(self) -> Iterator[str]:
        # A changed document that is still held may no longer, or only now, be let through by the plan.
        self.finish()
        condition, parameters = _condition(self._plan)
        listed = self._storage.fetch(f"SELECT id, seq FROM {self._table} WHERE {condition} ORDER BY seq", parameters)
        self._listed = dict(listed)
        return iter([row[0] for row in listed])

    def __len__(self) -> int:
        return int(self._storage.fetch(f"SELECT count(*) FROM {self._table}")[0][0])

    def clear(self) -> None:
        """Remove every document."""
        self._window.clear()
        self._storage.execute(f"DELETE FROM {self._table}")

    def finish(self) -> None:
        """Write the documents that were changed and let all go."""
        window, self._window = self._window, {}
        for doc_id, (document, before) in window.items():
            body = encode(document, self._name)
            # What an earlier version wrote is not packed, and is the same all the same. The writing tells 1 from True.
            if body != before and body != encode(decode(before), self._name):
                self._storage.execute(f"UPDATE {self._table} SET body = CAST(? AS TEXT) WHERE id = ?", (body, doc_id))


def _condition(plan: Plan | None) -> tuple[str, tuple[str | int, ...]]:
    return (plan.sql, plan.parameters) if plan is not None else ("1", ())
