"""The journal of what the reader did: each action with what undoes it, kept in the library's own transaction.

An action is a list of steps, one per document: the fields that it changed, as they were and as they became. To undo
is to put back what was, to redo to put back what became; a new document is undone by its tombstone. A field that is a
set (what was read) is kept as what was added and taken away, one that counts as what was added to it, because both
change by other means meanwhile.

What one import brought is one action, though it is written file by file: its changes have the id of the first of them.

The newest action done is the next to be undone. A new action drops what was undone before it and not redone. What was
done on another device and loaded from there is listed, but neither undone nor redone here: nobody at this one did it.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from tinydb.queries import QueryLike, where
from tinydb.table import Document

from content.errors import LibraryError
from content.store.actions import DONE, DROPPED, UNDONE, Fields, action_of, briefings_in, group_of, is_on, listed
from content.store.actions import Action as Action
from content.store.ids import stamp_after
from content.store.schema import CHANGES
from content.store.store import DocumentStore

_ANY: QueryLike = where("state").exists()

_PAGE = 256
"""Changes that are read at once."""

NOTHING: Fields = {}


class _Overtaken(LibraryError):
    """What an action made of a document is not what it is now."""


class Journal:
    """What was done in a library, to be undone and redone, across windows and restarts."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._changes = store.table(CHANGES)
        self._import: str | None = None
        """The id of the first change of the import that goes on, empty before there is one; None where none goes on."""

    @contextmanager
    def importing(self) -> Generator[None]:
        """The actions inside are of one import, and undone and done again as one."""
        if self._import is not None:
            yield
            return
        self._import = ""
        try:
            yield
        finally:
            self._import = None

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
            change = self._store.document(fields)
            if self._import is not None:
                self._import = self._import or change["id"]
                change["import"] = self._import
            self._changes.add(change)

    def undo(self, briefings: Collection[str] = (), *, table: str = "") -> Action | None:
        """Undo the newest action of this device that holds; the action, or None where there is none.

        With document ids of `briefings`, the newest of those on them; those that made or deleted one are among them.
        With a `table`, the newest of those that changed documents of it.
        Of an import, all is undone; with `briefings`, only what was done to these, where anything was done since to
        another one that it brought. Raises LibraryError where what it did was changed since by other means. Nothing is
        changed then, but that the action is passed over from now on: else it would stand before all that was done
        earlier.
        """
        with self._store.transaction():
            holds = (where("state") == DONE) & self._is_own()
            wanted = holds & is_on(briefings) if briefings else holds
            newest = self._changes.page(wanted & _is_in(table) if table else wanted, limit=1)
            turned = self._turn(self._undone_with(newest[0], briefings), UNDONE) if newest else None
        return _unless_overtaken(turned)

    def redo(self, briefings: Collection[str] = (), *, table: str = "") -> Action | None:
        """Do again what was undone last on this device; the action, or None where there is none.

        With `briefings`, or a `table`, only what was undone of them. Raises as `undo` does.
        """
        with self._store.transaction():
            undone = self._in_state(UNDONE)
            found = [each for each in undone if is_on(briefings)(each)] if briefings else undone
            found = [each for each in found if _is_in(table)(each)] if table else found
            if not found:
                return None
            group = group_of(found[0])
            turned = self._turn([each for each in undone if group_of(each) == group], DONE)
        return _unless_overtaken(turned)

    def _undone_with(self, change: Any, briefings: Collection[str]) -> list[Any]:
        """What is undone together with a change, in the order in which that is done."""
        first = change.get("import")
        if first is None:
            return [change]
        device = self._store.storage.device()
        members: list[Any] = []
        others: list[Any] = []
        for each in self._from_newest():
            if each["state"] == DONE:
                is_member = group_of(each) == first and each["device"] == device
                (members if is_member else others).append(each)
            if each["id"] == first:
                break
        if briefings:
            brought = {id for member in members for id in briefings_in(member)}.difference(briefings)
            if brought and any(map(is_on(brought), others)):
                return [change]
        return members

    def _from_newest(self) -> Iterator[Any]:
        """Every change, the newest first, a few read at a time."""
        after = None
        while page := self._changes.page(_ANY, after=after, limit=_PAGE):
            yield from page
            after = page[-1]["id"]

    def _turn(self, changes: list[Any], state: str) -> Action | _Overtaken:
        """Take back these changes of one action, or do them again; why not, where they were all passed over instead."""
        turned: list[Any] = []
        overtaken: _Overtaken | None = None
        for change in changes:
            steps = (
                list(reversed(change["steps"])) if state == UNDONE else [_reversed(each) for each in change["steps"]]
            )
            try:
                with self._store.transaction():
                    for step in steps:
                        self._take_back(step, change["label"])
            except _Overtaken as error:
                overtaken = error
                self._mark(change, DROPPED)
            else:
                turned.append(change)
                self._mark(change, state)
        if overtaken is not None and not turned:
            return overtaken
        return action_of(turned, is_done=state == DONE)

    def drop_undone(self) -> None:
        """Forget what was undone and not redone; for use inside a transaction that it would not fit any more."""
        for undone in self._in_state(UNDONE):
            self._mark(undone, DROPPED)

    def newest(self, limit: int, *, after: str | None = None) -> list[Action]:
        """What was done, the newest first, whether it holds or was undone; `after` is the id of the last one seen."""
        return listed(self._from_newest(), limit, after)

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


def _is_in(table: str) -> QueryLike:
    """Whether an action changed a document of a table."""
    query: QueryLike = where("steps").test(lambda steps: any(step["table"] == table for step in steps))
    return query


def _reversed(step: Fields) -> Fields:
    sets = {name: [removed, added] for name, (added, removed) in step["sets"].items()}
    counts = {name: -added for name, added in step["counts"].items()}
    return {**step, "before": step["after"], "after": step["before"], "sets": sets, "counts": counts}


def _unless_overtaken(turned: Action | _Overtaken | None) -> Action | None:
    """The action; raised is why there is none, but only where that it was passed over is kept."""
    if isinstance(turned, _Overtaken):
        raise turned
    return turned
