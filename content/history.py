"""What the reader did, in words, and how it is undone and done again, across windows and restarts."""

from __future__ import annotations

from typing import NamedTuple

from content.model import BriefingId
from content.store import DocumentStore, where
from content.store.journal import Action, Journal
from content.store.schema import BRIEFINGS, IDENTITIES, SEARCHES


class Deed(NamedTuple):
    """One thing that the reader did.

    `briefing` is what it was done to, None for several; `tables` are those of the changed documents. `made_at` is ISO
    8601 in UTC; `is_done` tells what holds from what was undone.
    """

    id: str
    label: str
    briefing: BriefingId | None
    made_at: str
    is_done: bool
    tables: frozenset[str]


class History:
    """The deeds of a library, the newest the next to be undone."""

    def __init__(self, store: DocumentStore, journal: Journal) -> None:
        self._store, self._journal = store, journal

    def undo(self, briefing: BriefingId | None = None) -> Deed | None:
        """Undo the newest deed that holds; the deed, or None where there is none. With a briefing, the newest on it.

        Raises LibraryError where what it changed was changed since by other means, or the disk fails.
        """
        action = self._journal.undo(self._documents(briefing))
        return None if action is None else self._deed(action)

    def redo(self, briefing: BriefingId | None = None) -> Deed | None:
        """Do again the deed that was undone last; the deed, or None where there is none. With a briefing, one on it.

        Raises as `undo` does.
        """
        action = self._journal.redo(self._documents(briefing))
        return None if action is None else self._deed(action)

    def undo_identities(self) -> Deed | None:
        """Undo what was said last of who is who; the deed, or None where there is none. Raises as `undo` does."""
        action = self._journal.undo(table=IDENTITIES)
        return None if action is None else self._deed(action)

    def redo_identities(self) -> Deed | None:
        """Do again what was undone last of who is who; the deed, or None where there is none. Raises as `undo` does."""
        action = self._journal.redo(table=IDENTITIES)
        return None if action is None else self._deed(action)

    def undo_searches(self) -> Deed | None:
        """Undo what was done last to saved searches; the deed, or None where there is none. Raises as `undo` does."""
        action = self._journal.undo(table=SEARCHES)
        return None if action is None else self._deed(action)

    def redo_searches(self) -> Deed | None:
        """Do again what was undone last of the saved searches; None where there is none. Raises as `undo` does."""
        action = self._journal.redo(table=SEARCHES)
        return None if action is None else self._deed(action)

    def newest(self, limit: int, *, after: str | None = None) -> list[Deed]:
        """The deeds, the newest first, at most `limit` of those before the one with the id `after`."""
        with self._store.snapshot():
            return [self._deed(action) for action in self._journal.newest(limit, after=after)]

    def _documents(self, briefing: BriefingId | None) -> list[str]:
        """The ids of the documents of a briefing, of those deleted as well; none for no briefing."""
        if briefing is None:
            return []
        return [str(each.doc_id) for each in self._store.table(BRIEFINGS).search(where("key") == briefing)]

    def _deed(self, action: Action) -> Deed:
        ids = [action.briefing] if action.briefing else [id for table, id in action.touched if table == BRIEFINGS]
        # What was done to several is said of none.
        found = self._store.table(BRIEFINGS).get(doc_id=ids[0]) if len(ids) == 1 else None
        return Deed(
            action.id,
            action.label,
            None if found is None else BriefingId(found["key"]),
            action.made_at,
            action.is_done,
            frozenset(table for table, _ in action.touched),
        )
