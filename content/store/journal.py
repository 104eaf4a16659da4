"""The journal of what the reader did: each action with what undoes it, kept in the library's own transaction.

An action is a list of steps, one per document: the fields that it changed, as they were and as they became. To undo
is to put back what was, to redo to put back what became; a new document is undone by its tombstone. A field that is a
set (what was read) is kept as what was added and taken away, one that counts as what was added to it, because both
change by other means meanwhile.

The newest action done is the next to be undone. A new action drops what was undone before it and not redone. What was
done on another device and loaded from there is listed, but neither undone nor redone here: nobody at this one did it.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from tinydb.queries import QueryLike, where
from tinydb.table import Document

from content.errors import LibraryError
from content.store.ids import stamp_after
from content.store.schema import BRIEFINGS, CHANGES
from content.store.store import DocumentStore

DONE, UNDONE, DROPPED = "done", "undone", "dropped"

Fields = Mapping[str, Any]
NOTHING: Fields = {}


class Action(NamedTuple):
    """One thing that the reader did.

    `label` says it in words, `briefing` is the document id of the briefing that it was done to (empty for none),
    `made_at` ISO 8601 in UTC, `is_done` whether it holds or was undone, `touched` the table and document id of each
    document that it changed.
    """

    id: str
    label: str
    briefing: str
    made_at: str
    is_done: bool
    touched: tuple[tuple[str, str], ...]


class _Overtaken(LibraryError):
    """What an action made of a document is not what it is now."""


class Journal:
    """What was done in a library, to be undone and redone, across windows and restarts."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._changes = store.table(CHANGES)

    @contextmanager
    def action(self, label: str, briefing: str = "") -> Generator[Steps]:
        """One action in one transaction: what is written through `Steps` is kept together, with what undoes it.

        Nothing is kept, not even the entry in the journal, where no step changed anything or an exception passes.
        """
        with self._store.transaction():
            steps = Steps(self._store, briefing)
            yield steps
            if not steps.taken:
                return
            self.drop_undone()
            fields = {"label": label, "briefing": steps.briefing, "state": DONE, "steps": steps.taken}
            self._changes.add(self._store.document(fields))

    def undo(self, briefings: Collection[str] = ()) -> Action | None:
        """Undo the newest action of this device that holds; the action, or None where there is none.

        With document ids of `briefings`, the newest of those on them; those that made or deleted one are among them.
        Raises LibraryError where what it did was changed since by other means. Nothing is changed then, but that the
        action is passed over from now on: else it would stand before all that was done earlier.
        """
        with self._store.transaction():
            holds = (where("state") == DONE) & self._is_own()
            newest = self._changes.page(holds & _is_on(briefings) if briefings else holds, limit=1)
            if not newest:
                return None
            overtaken = self._turn(newest[0], list(reversed(newest[0]["steps"])), UNDONE)
        if overtaken is not None:
            raise overtaken
        return _action(newest[0], is_done=False)

    def redo(self, briefings: Collection[str] = ()) -> Action | None:
        """Do again what was undone last on this device; the action, or None where there is none.

        With `briefings` only what was undone of them. Raises as `undo` does.
        """
        with self._store.transaction():
            undone = self._in_state(UNDONE)
            if briefings:
                undone = [each for each in undone if _is_on(briefings)(each)]
            if not undone:
                return None
            overtaken = self._turn(undone[0], [_reversed(step) for step in undone[0]["steps"]], DONE)
        if overtaken is not None:
            raise overtaken
        return _action(undone[0], is_done=True)

    def _turn(self, change: Any, steps: list[Fields], state: str) -> _Overtaken | None:
        """Take back the steps and mark the change so; why not, where it was passed over instead."""
        try:
            with self._store.transaction():
                for step in steps:
                    self._take_back(step, change["label"])
        except _Overtaken as overtaken:
            self._mark(change, DROPPED)
            return overtaken
        self._mark(change, state)
        return None

    def drop_undone(self) -> None:
        """Forget what was undone and not redone; for use inside a transaction that it would not fit any more."""
        for undone in self._in_state(UNDONE):
            self._mark(undone, DROPPED)

    def newest(self, limit: int, *, after: str | None = None) -> list[Action]:
        """What was done, the newest first, whether it holds or was undone; `after` is the id of the last one seen."""
        # No equality: few are dropped, and reading on from the newest beats sorting all that an index finds.
        kept = self._changes.page(where("state") != DROPPED, after=after, limit=limit)
        return [_action(each, is_done=each["state"] == DONE) for each in kept]

    def _in_state(self, state: str) -> list[Any]:
        device = self._store.storage.device()
        return [each for each in self._changes.having("state", state) if each["device"] == device]

    def _is_own(self) -> QueryLike:
        query: QueryLike = where("device") == self._store.storage.device()
        return query

    def _mark(self, change: Any, state: str) -> None:
        self._changes.update({"state": state, "updated_at": stamp_over(self._store, change)}, doc_ids=[change["id"]])

    def _take_back(self, step: Fields, label: str) -> None:
        """Turn a document from what the step made of it into what it was before."""
        table = self._store.table(step["table"])
        document = table.get(doc_id=step["id"])
        before = step["before"]
        # What is again as it was before needs no taking back.
        if document is None or any(
            document.get(name) not in (value, before.get(name)) for name, value in step["after"].items()
        ):
            raise _Overtaken(
                "it has been changed since by other means, and stays as it is",
                where=label,
                remedy="the next time what was done before it has its turn",
            )
        fields: dict[str, Any] = dict(step["before"]) | {"updated_at": stamp_over(self._store, document)}
        for name, (added, removed) in step["sets"].items():
            fields[name] = sorted((set(document[name]) - set(added)) | set(removed))
        for name, added in step["counts"].items():
            fields[name] = document[name] - added
        table.update(fields, doc_ids=[step["id"]])


class Steps:
    """Writes the documents of one action and remembers how to undo that.

    `briefing` may be set as long as the action goes on, by who learns only inside of it which one it is.
    """

    def __init__(self, store: DocumentStore, briefing: str = "") -> None:
        self._store, self.briefing = store, briefing
        self.taken: list[Fields] = []

    def insert(self, table: str, fields: dict[str, Any]) -> Document:
        """A new document with these fields, kept. Undone, it is deleted."""
        document = self._store.document(fields)
        self._store.table(table).add(document)
        self.made(table, str(document.doc_id))
        return document

    def made(self, table: str, id: str) -> None:
        """Remember a document that was inserted otherwise; undone, it is deleted."""
        self._remember(table, id, before={"deleted": True}, after={"deleted": False})

    def update(self, table: str, id: str, fields: Fields) -> bool:
        """Change fields of a document; whether anything differed. Raises KeyError where there is none."""
        document = self._store.table(table).get(doc_id=id)
        if document is None:
            raise KeyError(id)
        after = {name: value for name, value in fields.items() if name not in document or document[name] != value}
        if not after:
            return False
        before = {name: document.get(name) for name in after}
        self._store.table(table).update(after | {"updated_at": stamp_over(self._store, document)}, doc_ids=[id])
        self._remember(table, id, before, after)
        return True

    def delete(self, table: str, id: str) -> bool:
        """Put a tombstone on a document; whether it was there. Raises KeyError where there never was one."""
        return self.update(table, id, {"deleted": True})

    def change_set(
        self, table: str, id: str, name: str, *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> bool:
        """Add to and take from a field that is a sorted list without twins; whether anything differed."""
        document = self._store.table(table).get(doc_id=id)
        if document is None:
            raise KeyError(id)
        held = set(document[name])
        added, removed = sorted(set(add) - held), sorted(set(remove) & held)
        if not added and not removed:
            return False
        new = sorted((held | set(added)) - set(removed))
        self._store.table(table).update({name: new, "updated_at": stamp_over(self._store, document)}, doc_ids=[id])
        self._remember(table, id, sets={name: [added, removed]})
        return True

    def count(self, table: str, id: str, name: str, added: int) -> None:
        """Add to a field that is a number. Raises KeyError where there is no such document."""
        document = self._store.table(table).get(doc_id=id)
        if document is None:
            raise KeyError(id)
        counted = document[name] + added
        self._store.table(table).update({name: counted, "updated_at": stamp_over(self._store, document)}, doc_ids=[id])
        self._remember(table, id, counts={name: added})

    def _remember(
        self,
        table: str,
        id: str,
        before: Fields = NOTHING,
        after: Fields = NOTHING,
        *,
        sets: Fields = NOTHING,
        counts: Fields = NOTHING,
    ) -> None:
        step = {"before": dict(before), "after": dict(after), "sets": dict(sets), "counts": dict(counts)}
        self.taken.append({"table": table, "id": id, **step})


def stamp_over(store: DocumentStore, document: Fields) -> str:
    """The time of this transaction, for the `updated_at` of a document; later than the one that it has.

    A document may come from a device whose clock is far ahead: what is changed here must all the same count as newer.
    """
    stamp, held = store.stamp(), document["updated_at"]
    if held < stamp:
        return stamp
    try:
        return stamp_after(held, datetime.fromisoformat(stamp))
    except OverflowError:  # the last moment of the year 9999: there is none after it
        return str(held)


def _is_on(briefings: Collection[str]) -> QueryLike:
    """Whether an action was done to one of the briefings with these document ids, or to its own document."""

    def made_or_deleted(steps: Iterable[Fields]) -> bool:
        return any(step["table"] == BRIEFINGS and step["id"] in briefings for step in steps)

    query: QueryLike = where("briefing").one_of(list(briefings)) | where("steps").test(made_or_deleted)
    return query


def _reversed(step: Fields) -> Fields:
    sets = {name: [removed, added] for name, (added, removed) in step["sets"].items()}
    counts = {name: -added for name, added in step["counts"].items()}
    return {**step, "before": step["after"], "after": step["before"], "sets": sets, "counts": counts}


def _action(fields: Fields, *, is_done: bool) -> Action:
    touched = tuple(dict.fromkeys((step["table"], step["id"]) for step in fields["steps"]))
    return Action(fields["id"], fields["label"], fields["briefing"], fields["created_at"], is_done, touched)
