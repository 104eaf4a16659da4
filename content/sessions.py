"""Sessions of study: from when to when, what was read and what was noted, kept as the reader goes along.

A session begins by hand, or by itself with the first key; it ends by hand, or by itself when 20 minutes pass without
a key: then it ended with the last one. Whoever comes back sooner, even after leaving the program, goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from content.model import BriefingId, PaneId
from content.notes import SessionId
from content.shelf import LIVE, Shelf
from content.store import DocumentStore, where
from content.store.schema import NOTES, SESSIONS

IDLE = timedelta(minutes=20)
"""How long nothing must be done for a session to have ended."""


LATELY = timedelta(seconds=30)
"""How exact the end of a session is kept while reading goes on."""


class Session(NamedTuple):
    """One sitting. Times are ISO 8601 in UTC; `ended_at` is that of the last key while it goes on.

    `panes` are those read, each with its briefing; `notes` counts those made and still there.
    """

    id: SessionId
    started_at: str
    ended_at: str
    is_open: bool
    by_hand: bool
    briefings: tuple[BriefingId, ...]
    panes: tuple[tuple[BriefingId, PaneId], ...]
    notes: int

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (datetime.fromisoformat(self.ended_at) - datetime.fromisoformat(self.started_at)).total_seconds()


class Sessions:
    """The sessions of a library."""

    def __init__(self, store: DocumentStore, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._store, self._shelf, self._now = store, shelf, now
        self._touched: tuple[BriefingId, str, datetime] | None = None
        self._sessions, self._notes = store.table(SESSIONS), store.table(NOTES)

    def touch(self, briefing: BriefingId, pane: str) -> None:
        """Record this moment, unless the same was recorded less than 30 seconds ago. Raises as `record` does."""
        now = self._now()
        if self._touched is not None:
            before, where_before, when = self._touched
            if (before, where_before) == (briefing, pane) and now - when < LATELY:
                return
        self.record(briefing, pane)

    def record(self, briefing: BriefingId, pane: str) -> SessionId:
        """The id of the session that this moment belongs to: the one going on, or a new one. `pane` may be empty.

        Raises UnknownBriefing where there is no such briefing, LibraryError where the disk fails.
        """
        with self._store.transaction():
            id = self._record(str(self._shelf.found(briefing).doc_id), pane)
        self._touched = (briefing, pane, self._now())
        return id

    def _record(self, document: str, pane: str) -> SessionId:
        stamp = self._store.stamp()
        going = self._going_on(stamp)
        if going is None:
            return self._begin(stamp, by_hand=False, briefings=[document], panes=[[document, pane]] if pane else [])
        fields: dict[str, Any] = {"to": stamp, "updated_at": stamp}
        if document not in going["briefings"]:
            fields["briefings"] = [*going["briefings"], document]
        if pane and [document, pane] not in going["panes"]:
            fields["panes"] = [*going["panes"], [document, pane]]
        self._sessions.update(fields, doc_ids=[going["id"]])
        return SessionId(going["id"])

    def start(self) -> SessionId:
        """The id of a session begun by hand; one that goes on is ended first."""
        with self._store.transaction():
            self.end()
            return self._begin(self._store.stamp(), by_hand=True, briefings=[], panes=[])

    def end(self) -> Session | None:
        """End the session that goes on; it as it ended, or None where there is none."""
        with self._store.transaction():
            stamp = self._store.stamp()
            going = self._going_on(stamp)
            if going is None:
                return None
            self._sessions.update({"open": False, "to": stamp, "updated_at": stamp}, doc_ids=[going["id"]])
            return self._session({**going, "open": False, "to": stamp}, stamp)

    def current(self, now: datetime) -> Session | None:
        """The session that goes on, None where there is none."""
        stamp = now.isoformat()
        with self._store.snapshot():
            going = self._going_on(stamp)
            return None if going is None else self._session(going, stamp)

    def newest(self, now: datetime, limit: int | None = None) -> list[Session]:
        """The sessions, the newest first."""
        stamp = now.isoformat()
        with self._store.snapshot():
            return [self._session(each, stamp) for each in self._sessions.page(LIVE, limit=limit)]

    def _begin(self, stamp: str, *, by_hand: bool, briefings: list[str], panes: list[list[str]]) -> SessionId:
        fields = {"from": stamp, "to": stamp, "open": True, "by_hand": by_hand}
        document = self._store.document({**fields, "briefings": briefings, "panes": panes})
        self._sessions.insert(document)
        return SessionId(str(document.doc_id))

    def _going_on(self, stamp: str) -> Any:
        newest = self._sessions.page(LIVE, limit=1)
        return newest[0] if newest and _goes_on(newest[0], stamp) else None

    def _session(self, fields: Any, stamp: str) -> Session:
        keys = {document: self._shelf.key(document) for document in fields["briefings"]}
        made = self._notes.search((where("session") == fields["id"]) & LIVE)
        return Session(
            id=SessionId(fields["id"]),
            started_at=fields["from"],
            ended_at=fields["to"],
            is_open=_goes_on(fields, stamp),
            by_hand=fields["by_hand"],
            briefings=tuple([key for key in keys.values() if key is not None]),
            panes=tuple([(key, PaneId(pane)) for document, pane in fields["panes"] if (key := keys.get(document))]),
            notes=len(made),
        )


def _goes_on(fields: Any, stamp: str) -> bool:
    since = datetime.fromisoformat(stamp) - datetime.fromisoformat(fields["to"])
    return bool(fields["open"]) and since < IDLE
