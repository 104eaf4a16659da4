"""The entries of a revision: those of the reader on the new text, and of the draft what is new in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
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


Doubted = Callable[[Sequence[Entry]], Collection[EntryId]]
"""Those of some entries on the new text whose words do not rest on what they cite there."""


def merge(
    old: Sequence[Entry],
    own: Collection[EntryId],
    drafted: Sequence[Entry],
    grounding: Regrounding,
    sentences: Iterable[SentenceChange],
    doubted: Doubted,
) -> Merged:
    """The entries of the new text; `own` are the ids of the old ones that are more than a draft, all of which stay.

    An old entry that is only drafted gives way to a drafted one of the same pane and title, which takes its id, so
    that it counts as read where it was and keeps its notes; without one it stays as long as its words do. One that
    was accepted as it was drafted stays likewise: where its sentence changed it gives way, if need be to what is
    drafted from that sentence now, and is to be looked at again. A new drafted entry is taken where it rests on a
    sentence that is new or changed, or says what one that is gone did, and none of the reader's says it already: what
    they deleted does not come back.
    """
    fresh = {change.new for change in sentences if change.kind in (Kind.NEW, Kind.CHANGED)}
    grounded = {entry.id: grounding.entry(entry) for entry in old}
    twins = twins_of(old, own, drafted, grounded)
    names = {twin.id: id for id, twin in twins.items()}
    carried: dict[EntryId, Regrounded] = {}
    placed: list[Entry] = []
    from_draft: set[EntryId] = set()
    dropped = 0
    reopened: dict[tuple[PaneId, int], list[Entry]] = defaultdict(list)
    for entry in old:
        twin, moved = twins.get(entry.id), grounded[entry.id]
        is_stale = entry.origin is Origin.DRAFTED and moved.fate in (Fate.CHANGED, Fate.LOST)
        if twin is not None and (entry.is_to_review or is_stale):
            from_draft.add(entry.id)
            placed.append(twin._replace(id=entry.id))
            if entry.id in own:
                fate = Fate.CHANGED if moved.fate is Fate.LOST else moved.fate
                carried[entry.id] = moved._replace(entry=placed[-1], fate=fate)
            continue
        if entry.id not in own and moved.fate in (Fate.CHANGED, Fate.LOST):
            dropped += 1
            for citation in moved.entry.citations:
                reopened[entry.pane, citation.sentence].append(entry)
            continue
        if is_stale and moved.fate is Fate.CHANGED:  # it was accepted on other words than it rests on now
            moved = moved._replace(entry=moved.entry._replace(accepted=False))
        carried[entry.id] = moved
        placed.append(moved.entry)
    said = _said_by(placed, set(own) - from_draft, carried, doubted)
    used = {entry.id for entry in placed} | {entry.id for entry in old}
    numbers: dict[PaneId, int] = defaultdict(int)
    added: list[Entry] = []
    for entry in drafted:
        if entry.id in names:
            continue
        rests_on = {citation.sentence for citation in entry.citations}
        is_wanted = entry.origin is not Origin.DRAFTED or bool(rests_on & fresh)
        gone = [each for number in rests_on for each in reopened.get((entry.pane, number), ())]
        is_wanted = is_wanted or any(_takes_over(entry, each) for each in gone)
        if not is_wanted or (entry.kind != "person" and rests_on and rests_on <= said[entry.pane]):
            continue
        names[entry.id] = free_id(entry, used, numbers)
        used.add(names[entry.id])
        from_draft.add(names[entry.id])
        added.append(entry._replace(id=names[entry.id]))
    entries = _in_order(placed, added)
    there = {entry.id for entry in entries}
    linked = tuple(
        [entry._replace(links=_links(entry, there, names if entry.id in from_draft else None)) for entry in entries]
    )
    return Merged(linked, carried, len(added), dropped)


def without(merged: Merged, gone: Collection[EntryId]) -> Merged:
    """The same without some of the entries that were carried over, which count as dropped, and links to them."""
    if not gone:
        return merged
    entries = [
        entry._replace(links=tuple([link for link in entry.links if link not in gone]))
        for entry in merged.entries
        if entry.id not in gone
    ]
    carried = {id: moved for id, moved in merged.carried.items() if id not in gone}
    return Merged(tuple(entries), carried, merged.drafted, merged.dropped + len(gone))


def twins_of(
    old: Sequence[Entry],
    own: Collection[EntryId],
    drafted: Sequence[Entry],
    grounded: Mapping[EntryId, Regrounded],
) -> dict[EntryId, Entry]:
    """By the ids of old entries, the drafted ones that say the same: of one pane and title, of the same place first.

    What was accepted and rests on other words now is drafted under another title, so that there the place alone tells.
    """

    def titled(entry: Entry, _: Regrounded | None) -> Hashable:
        return entry.pane, fold(entry.title)

    def titled_there(entry: Entry, moved: Regrounded | None) -> Hashable:
        return entry.pane, fold(entry.title), _first(entry if moved is None else moved.entry)

    def stands_there(entry: Entry, moved: Regrounded | None) -> Hashable:
        if moved is None:
            return None if entry.kind == "person" else (entry.pane, _first(entry))
        is_asked = entry.id in own and entry.origin is Origin.DRAFTED and moved.fate is Fate.CHANGED
        return (entry.pane, _first(moved.entry)) if is_asked and entry.kind != "person" else None

    found: dict[EntryId, Entry] = {}
    taken: set[EntryId] = set()
    for way in (titled_there, titled, stands_there):
        places: dict[Hashable, list[Entry]] = defaultdict(list)
        for entry in reversed(drafted):
            if entry.id not in taken:
                places[way(entry, None)].append(entry)
        for entry in old:
            key = way(entry, grounded[entry.id])
            if entry.id not in found and key is not None and places.get(key):
                found[entry.id] = places[key].pop()
                taken.add(found[entry.id].id)
    return found


def _said_by(
    entries: Iterable[Entry],
    own: Collection[EntryId],
    carried: Mapping[EntryId, Regrounded],
    doubted: Doubted,
) -> dict[PaneId, set[int]]:
    """By pane, the sentences that the reader's own entries say, people left aside.

    Of a sentence that changed only those whose words hold of it still.
    """
    theirs = [entry for entry in entries if entry.id in own and entry.kind != "person"]
    changed = [entry for entry in theirs if carried[entry.id].fate is Fate.CHANGED]
    silent = {entry.id for entry in changed if entry.origin is Origin.DRAFTED}
    silent.update(doubted(changed) if changed else ())
    said: dict[PaneId, set[int]] = defaultdict(set)
    for entry in theirs:
        if entry.id not in silent:
            said[entry.pane].update([citation.sentence for citation in entry.citations])
    return said


def _takes_over(entry: Entry, gone: Entry) -> bool:
    """Whether a drafted entry may say what one did that rested on the same sentence: of a person only by that name."""
    return entry.kind != "person" or bool(set(fold(entry.title).split()) & set(fold(gone.title).split()))


def free_id(entry: Entry, used: Collection[str], numbers: dict[PaneId, int]) -> EntryId:
    """The id of an entry, or another one of its pane that nothing has, nor had."""
    if entry.id not in used:
        return entry.id
    while True:
        numbers[entry.pane] += 1
        id = f"{entry.pane}-new-{numbers[entry.pane]}"
        if id not in used:
            return EntryId(id)


def _links(entry: Entry, there: Collection[str], names: Mapping[EntryId, EntryId] | None) -> tuple[EntryId, ...]:
    """The links of an entry to what is there; `names` are the ids that those of the draft have now, for one of it."""
    links = entry.links if names is None else [names[link] for link in entry.links if link in names]
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
