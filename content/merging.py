"""The entries of a revision: those of the reader on the new text, and of the draft what is new in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from content.differences import Kind, SentenceChange
from content.model import Entry, EntryId, Origin, PaneId
from content.regrounding import Fate, Regrounded, Regrounding
from content.wording import fold


class Merged(NamedTuple):
    """The entries of a revision in reading order, each id once.

    `carried` are those of the old briefing that stayed, on the new text, by their ids. `drafted` is how many are new,
    `dropped` how many of the old ones, drafted and untouched, are gone.
    """

    entries: tuple[Entry, ...]
    carried: Mapping[EntryId, Regrounded]
    drafted: int
    dropped: int


def merge(
    old: Sequence[Entry],
    own: Collection[EntryId],
    drafted: Sequence[Entry],
    grounding: Regrounding,
    sentences: Iterable[SentenceChange],
) -> Merged:
    """The entries of the new text; `own` are the ids of the old ones that are more than a draft, all of which stay.

    An old entry that is only drafted gives way to a drafted one of the same pane and title, which takes its id, so
    that it counts as read where it was; without one it stays as long as its words do. A new drafted entry is taken
    where it rests on a sentence that is new or changed, and none of the reader's says it already: what they deleted
    does not come back.
    """
    fresh = {change.new for change in sentences if change.kind in (Kind.NEW, Kind.CHANGED)}
    by_title: dict[tuple[PaneId, str], list[Entry]] = defaultdict(list)
    for entry in reversed(drafted):
        by_title[_named(entry)].append(entry)
    carried: dict[EntryId, Regrounded] = {}
    placed: list[Entry] = []
    names: dict[EntryId, EntryId] = {}
    dropped = 0
    for entry in old:
        same = by_title.get(_named(entry))
        twin = same.pop() if same else None
        if twin is not None:
            names[twin.id] = entry.id
        if twin is not None and entry.id not in own:
            placed.append(twin._replace(id=entry.id))
            continue
        moved = grounding.entry(entry)
        if entry.id not in own and moved.fate in (Fate.CHANGED, Fate.LOST):
            dropped += 1
            continue
        carried[entry.id] = moved
        placed.append(moved.entry)
    said = _said_by(placed, own)
    used = {entry.id for entry in placed} | {entry.id for entry in old}
    numbers: dict[PaneId, int] = defaultdict(int)
    added: list[Entry] = []
    for entry in drafted:
        if entry.id in names:
            continue
        rests_on = {citation.sentence for citation in entry.citations}
        is_wanted = entry.origin is not Origin.DRAFTED or bool(rests_on & fresh)
        if not is_wanted or (entry.kind != "person" and rests_on and rests_on <= said[entry.pane]):
            continue
        names[entry.id] = _free_id(entry, used, numbers)
        used.add(names[entry.id])
        added.append(entry._replace(id=names[entry.id]))
    entries = _in_order(placed, added)
    there = {entry.id for entry in entries}
    linked = tuple([entry._replace(links=_links(entry, there, names, carried)) for entry in entries])
    return Merged(linked, carried, len(added), dropped)


def _named(entry: Entry) -> tuple[PaneId, str]:
    return entry.pane, fold(entry.title)


def _said_by(entries: Iterable[Entry], own: Collection[EntryId]) -> dict[PaneId, set[int]]:
    """By pane, the sentences on which the reader's own entries rest, people left aside."""
    said: dict[PaneId, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.id in own and entry.kind != "person":
            said[entry.pane].update([citation.sentence for citation in entry.citations])
    return said


def _free_id(entry: Entry, used: Collection[str], numbers: dict[PaneId, int]) -> EntryId:
    """The id of an entry, or another one of its pane that nothing has, nor had."""
    if entry.id not in used:
        return entry.id
    while True:
        numbers[entry.pane] += 1
        id = f"{entry.pane}-new-{numbers[entry.pane]}"
        if id not in used:
            return EntryId(id)


def _links(
    entry: Entry, there: Collection[str], names: Mapping[EntryId, EntryId], carried: Mapping[EntryId, Regrounded]
) -> tuple[EntryId, ...]:
    """The links of an entry to what is there; those of a drafted one are in the names of the draft."""
    links = entry.links if entry.id in carried else [names[link] for link in entry.links if link in names]
    return tuple(dict.fromkeys([link for link in links if link in there and link != entry.id]))


def _in_order(placed: Iterable[Entry], added: Iterable[Entry]) -> list[Entry]:
    """Pane by pane, the new entries among those that stayed, by the first sentences that they cite."""
    panes: dict[PaneId, list[tuple[int, int, Entry]]] = {}
    for entry in placed:
        rows = panes.setdefault(entry.pane, [])
        # Those that stayed keep their order, whatever they cite.
        rows.append((max(_first(entry), rows[-1][0] if rows else 0), 0, entry))
    for entry in added:
        panes.setdefault(entry.pane, []).append((_first(entry), 1, entry))
    return [entry for rows in panes.values() for _, _, entry in sorted(rows, key=lambda row: row[:2])]


def _first(entry: Entry) -> int:
    return min([citation.sentence for citation in entry.citations], default=0)
