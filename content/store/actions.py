"""The actions that the changes in the journal are: one for each, but what one import brought is one together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tinydb.queries import QueryLike, where

from content.store.schema import BRIEFINGS

DONE, UNDONE, DROPPED = "done", "undone", "dropped"

Fields = Mapping[str, Any]


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


def group_of(change: Fields) -> str:
    """What the changes of one action have in common."""
    return str(change.get("import") or change["id"])


def briefings_in(change: Fields) -> Iterator[str]:
    """The ids of the documents of briefings that a change made, deleted or changed."""
    return (step["id"] for step in change["steps"] if step["table"] == BRIEFINGS)


def action_of(changes: Sequence[Fields], *, is_done: bool) -> Action:
    """The action that these changes are, given in any order: that of the newest of them, by its id."""
    newest = max(changes, key=lambda each: str(each["created_at"]))
    touched = tuple(dict.fromkeys((step["table"], step["id"]) for each in changes for step in each["steps"]))
    several = len(changes) > 1
    label = f"imported {len(changes):,} briefings" if several else newest["label"]
    return Action(newest["id"], label, "" if several else newest["briefing"], newest["created_at"], is_done, touched)


def listed(changes: Iterable[Fields], limit: int, after: str | None) -> list[Action]:
    """The actions that changes are, given the newest first: at most `limit` of those after the one with the id `after`.

    Those that were passed over are left out. No more is read than tells that.
    """
    groups: dict[tuple[str, bool], list[Fields]] = {}
    unfinished: set[str] = set()
    room = limit if after is None else None
    for each in changes:
        if room is not None and len(groups) >= room and not unfinished:
            break
        group, is_done = group_of(each), each["state"] == DONE
        if each["state"] != DROPPED and ((group, is_done) in groups or room is None or len(groups) < room):
            groups.setdefault((group, is_done), []).append(each)
            unfinished.add(group)
        if each["id"] == after:
            room = len(groups) + limit
        if each["id"] == group:
            unfinished.discard(group)
    found = [action_of(changes, is_done=is_done) for (_, is_done), changes in groups.items()]
    if after is not None:
        found = found[1 + next((at for at, action in enumerate(found) if action.id == after), len(found)) :]
    return found[:limit]


def is_on(briefings: Collection[str]) -> QueryLike:
    """Whether an action was done to one of the briefings with these document ids, or to its own document."""

    def made_or_deleted(steps: Iterable[Fields]) -> bool:
        return any(step["table"] == BRIEFINGS and step["id"] in briefings for step in steps)

    query: QueryLike = where("briefing").one_of(list(briefings)) | where("steps").test(made_or_deleted)
    return query
