"""Timelines: what the entries of some briefings, or of all, say happened when, in order, each with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from heapq import merge
from typing import NamedTuple

from content.calendar_values import Stretch, day_of_article, read_stretch
from content.dossiers import Dossiers
from content.model import BriefingId, Citation, Entry, EntryId, FigureKind
from content.register import Register
from content.store.codec import Body
from content.store.documents import from_entry_fields
from content.store.name_index import Shelved
from content.store.reading import Reading
from content.store.schema import BRIEFINGS

EventKey = tuple[str, int, int]
"""Where a page ends: the start of the last event, the number of its briefing, and whether its article dates it."""

_CHUNK = 64


class Event(NamedTuple):
    """One thing that an entry says happened, or is to happen, at a time.

    `stretch` is that time; `words` is how the source names it, empty where it names none and `at_article` says that
    the article's day stands for it. `entries` are all that say so of these words, `title` and `text` those of the
    first. `sentences` are those that the date stands in, else those that the entry rests on.
    """

    stretch: Stretch
    words: str
    briefing: BriefingId
    entry: EntryId
    title: str
    text: str
    sentences: tuple[Citation, ...]
    entries: tuple[EntryId, ...]
    at_article: bool = False


class Timeline(NamedTuple):
    """A page of events, the earliest first; `after` is where the next page begins, None at the end."""

    events: tuple[Event, ...]
    after: EventKey | None


class _Group(NamedTuple):
    """The events that begin at one time in one briefing."""

    key: EventKey
    rows: tuple[tuple[int, int], ...]
    shelved: Shelved


class Timelines:
    """What happened when, by the entries of a library. Raises LibraryError where nothing can be read."""

    def __init__(self, storage: Reading, register: Register, dossiers: Dossiers) -> None:
        self._storage, self._register, self._dossiers = storage, register, dossiers

    def of(
        self,
        briefings: Collection[BriefingId] = (),
        *,
        who: str = "",
        tag: str = "",
        undated: bool = False,
        after: EventKey | None = None,
        limit: int = 100,
    ) -> Timeline:
        """At least `limit` events, where there are as many, those after the end of a page; without briefings, of all.

        `who` is a name or the id of an identity: only entries that name them. `tag` is a tag of entries. `undated` adds
        the entries without a date, each at the day of its article. Raises UnknownName, UnknownBriefing.
        """
        if who:
            self._register.catch_up()
        with self._storage.snapshot():
            chosen = None if not briefings else {each.id for each in self._chosen(briefings)}
            naming = None
            if who:
                chosen, naming = self._naming(who, chosen)
            events: list[Event] = []
            end = None
            for group in self._groups(chosen, undated, after):
                if len(events) >= limit:
                    return Timeline(tuple(events), end)
                only = None if naming is None else naming(group.shelved)
                events += self._events(group, only, tag)
                end = group.key
            return Timeline(tuple(events), None)

    def _chosen(self, briefings: Collection[BriefingId]) -> list[Shelved]:
        index = self._register.index
        return index.shelved([index.briefing_with(each) for each in dict.fromkeys(briefings)])

    def _naming(self, who: str, chosen: set[int] | None) -> tuple[set[int], Callable[[Shelved], set[str]]]:
        """The numbers of the briefings that somebody is in, and what gives the ids of the entries there that name them.

        Those are read when they are asked for: a state is in thousands of briefings, and a page has events of a few.
        """
        book = self._register.book()
        identity = self._register.resolve(who, book)
        page, _ = self._register.briefings_of(identity, book)
        known: dict[int, set[str]] = {}

        def naming(shelved: Shelved) -> set[str]:
            if shelved.id not in known:
                known.update(self._dossiers.entries_about(identity, [shelved], book))
            return known[shelved.id]

        return {each.id for each in page if chosen is None or each.id in chosen}, naming

    def _groups(self, chosen: set[int] | None, undated: bool, after: EventKey | None) -> Iterator[_Group]:
        if undated:
            yield from merge(self._dated(chosen, after), self._articles(chosen, after), key=lambda group: group.key)
        else:
            yield from self._dated(chosen, after)

    def _dated(self, chosen: set[int] | None, after: EventKey | None) -> Iterator[_Group]:
        index = self._register.index
        beyond = None if after is None else after[:2]
        if after is not None and after[2] < 0:
            beyond = (after[0], after[1] - 1)
        while dates := index.dates(chosen, after=beyond, limit=_CHUNK):
            shelves = {each.id: each for each in index.numbered({each.briefing for each in dates})}
            rows: dict[tuple[str, int], list[tuple[int, int]]] = {}
            for each in dates:
                rows.setdefault((each.start, each.briefing), []).append((each.entry, each.place))
            for (start, briefing), places in rows.items():
                yield _Group((start, briefing, 0), tuple(places), shelves[briefing])
            beyond = (dates[-1].start, dates[-1].briefing)

    def _articles(self, chosen: set[int] | None, after: EventKey | None) -> Iterator[_Group]:
        """The briefings at their own days; in the order of events, one with a date of that day comes after."""
        index = self._register.index
        beyond = None if after is None else (after[0], after[1])
        if chosen is not None:
            for each in index.numbered(chosen):
                if after is None or (each.day, each.id, -1) > after:
                    yield _Group((each.day, each.id, -1), (), each)
            return
        while page := index.every(after=beyond, limit=_CHUNK):
            for each in page:
                yield _Group((each.day, each.id, -1), (), each)
            beyond = (page[-1].day, page[-1].id)

    def _events(self, group: _Group, only: set[str] | None, tag: str) -> Iterator[Event]:
        index = self._register.index
        document = index.document(BRIEFINGS, group.shelved.doc)
        if document is None:
            return
        briefing, day = BriefingId(document["key"]), group.shelved.day

        def is_wanted(fields: Body) -> bool:
            is_tagged = not tag or tag.casefold() in [each.casefold() for each in fields["tags"]]
            return is_tagged and (only is None or fields["key"] in only)

        if group.key[2] < 0:
            stretch = day_of_article(day)
            dated = index.dated_entries(group.shelved.id)
            rows = [(row, each) for row, each in index.rows_of(group.shelved.doc) if row not in dated]
            rows.sort(key=lambda each: each[1]["position"])
            for _, fields in rows:
                if stretch is not None and fields["pane"] != "people" and is_wanted(fields):
                    entry = from_entry_fields(fields)
                    yield Event(
                        stretch, "", briefing, entry.id, entry.title, entry.text, entry.citations, (entry.id,), True
                    )
            return
        bodies = index.entries_at({row for row, _ in group.rows})
        found: dict[tuple[int, int], list[tuple[Entry, int]]] = {}
        places = sorted(group.rows, key=lambda each: (bodies[each[0]]["position"], each[1]))
        for row, place in places:
            if is_wanted(bodies[row]):
                entry = from_entry_fields(bodies[row])
                found.setdefault(tuple(entry.figures[place].span), []).append((entry, place))  # type: ignore[arg-type]
        for named in found.values():
            entry, place = named[0]
            figure = entry.figures[place]
            stretch = read_stretch(figure.value, day)
            if stretch is None or figure.kind not in (FigureKind.DATE, FigureKind.PERIOD):
                continue
            there = [each for each in entry.citations if each.span.start < figure.span.end <= each.span.end]
            ids = tuple(dict.fromkeys([each.id for each, _ in named]))
            yield Event(
                stretch, figure.text, briefing, entry.id, entry.title, entry.text, tuple(there) or entry.citations, ids
            )
