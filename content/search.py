"""Search: one query over the entries, sentences and notes of a library, by briefing, with what was found marked."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from content.errors import ContentError
from content.model import BriefingId, Span
from content.queries import Every, Field, Node, parse
from content.search_found import EVERYTHING, Cursor, Group, Kind, Passage, Results
from content.search_gathered import Found
from content.search_passages import grouped
from content.search_patterns import PATTERN_SECONDS, Deadline, over, patterns
from content.search_run import TOP, Known, Run
from content.search_terms import compile_node
from content.search_values import unknown_values
from content.shelf import LIVE
from content.store import DocumentStore, where
from content.store.journal import Journal
from content.store.reading import ReadConnection, Reading
from content.store.schema import SEARCHES
from content.store.search_index import SearchIndex

__all__ = ["EVERYTHING", "Cursor", "Group", "Kind", "Passage", "Results", "Saved", "Search", "Searcher"]

_BATCH = 64
"""Briefings that are taken up in one transaction."""


class Saved(NamedTuple):
    """A search that was saved under a name."""

    name: str
    query: str


class _Finder:
    """Answers queries from a library's file."""

    def __init__(self, reads: Reading) -> None:
        self._reads = reads
        self._known: Known = {}
        self._stamp: tuple[object, ...] = ()

    def find(
        self,
        query: str,
        *,
        among: Collection[Kind] = EVERYTHING,
        limit: int = 50,
        after: Cursor | None = None,
        ranked: bool = False,
        is_typing: bool = False,
        regex: bool = False,
        narrowed: tuple[Field, ...] = (),
        within: BriefingId | None = None,
    ) -> Results:
        """What is found, at most `limit` passages of each kind, and a few of each briefing.

        The newest comes first; the best where it is to be `ranked`, which takes longer. As long as somebody
        `is_typing`, the last word may go on. `after` is the `next` of an earlier answer to the same query: a briefing
        may then come again. `narrowed` are fields beside those of the query; what is
        wrong with them is told with an empty span. `within` one briefing all that is found is
        given, in the order of its text. Never raises for what is typed; raises
        LibraryError where the file cannot be read, and Interrupted, see `Searcher.interrupt`.
        """
        asked = parse(query, regex=regex, is_typing=is_typing)
        problems = list(asked.problems)
        deadline = Deadline(PATTERN_SECONDS)
        node: Node | None = asked.node
        if narrowed:
            node = Every((*narrowed, *([node] if node is not None else [])))
        ready = compile_node(node, patterns(problems, query, deadline))
        with self._reads.snapshot():
            waiting = _waiting(self._reads)
            if ready is None or not _has_index(self._reads):
                return Results((), tuple(problems), waiting)
            self._forget_changed()
            run = Run(self._reads, ready, limit, deadline.is_over, self._known, within)
            run.is_typing = is_typing and not ranked
            found = {kind: self._found(run, kind, after, ranked) for kind in Kind if kind in among}
            if not waiting:
                problems += unknown_values(self._reads, (*asked.fields, *((Span(0, 0), each) for each in narrowed)))
            if deadline.was_over:
                problems.append(over(query))
            is_ranked = {kind for kind in found if ranked and run.can_rank(kind)}
            groups = grouped(run, found, ready, is_best_first=bool(is_ranked))
        below = {kind: each.below for kind, each in found.items()}
        is_more = any(each is not None for each in below.values())
        cursor = Cursor(below.get(Kind.ENTRY), below.get(Kind.SENTENCE), below.get(Kind.NOTE))
        return Results(groups, tuple(sorted(problems)), waiting, cursor if is_more else None)

    def _forget_changed(self) -> None:
        """Keep what is known of the library only as long as nobody changes it."""
        stamp = (*self._reads.fetch("PRAGMA data_version"), *self._reads.fetch("SELECT total_changes()"))
        if stamp != self._stamp:
            self._stamp = stamp
            self._known.clear()

    def _found(self, run: Run, kind: Kind, after: Cursor | None, ranked: bool) -> Found:
        is_ranked = ranked and run.can_rank(kind)
        begin = (0 if is_ranked else TOP) if after is None else getattr(after, kind.value)
        if begin is None:
            return Found([], {}, None)
        return run.ranked(kind, begin) if is_ranked else run.newest(kind, begin)


class Search(_Finder):
    """The door to searching in a library, and to the searches that were saved."""

    def __init__(self, store: DocumentStore, journal: Journal) -> None:
        super().__init__(store.storage)
        self._store, self._journal = store, journal
        self._index = SearchIndex(store.storage)

    def behind(self) -> int:
        """How many briefings the index has still to take up, see `follow`."""
        with self._store.snapshot():
            return self._index.behind()

    def follow(self, most: int = _BATCH) -> bool:
        """Take at most so many briefings up into the index, or some thousand entries or notes; whether there were any.

        After an update and after a restore, that is to be called until there are none: search works meanwhile and
        says what is missing. What is added is taken up at once. Raises LibraryError where the library cannot be
        written.
        """
        with self._store.snapshot():
            if not self._index.behind():
                return False
        with self._store.transaction():
            return self._index.follow(most)

    def save(self, name: str, query: str) -> Saved:
        """A search under a name, kept, in the place of the one that had it. Raises ContentError for an empty name."""
        name = " ".join(name.split())
        if not name:
            raise ContentError("a search needs a name", where=query, remedy="give it one")
        with self._store.transaction():
            held = self._held(name)
            with self._journal.action(f"saved the search “{name[:60]}”") as steps:
                if held is None:
                    steps.insert(SEARCHES, {"name": name, "query": query})
                else:
                    steps.update(SEARCHES, str(held["id"]), {"query": query, "deleted": False})
        return Saved(name, query)

    def saved(self) -> tuple[Saved, ...]:
        """The searches that were saved, by name."""
        with self._store.snapshot():
            found = self._store.table(SEARCHES).search(LIVE)
        return tuple(sorted(Saved(each["name"], each["query"]) for each in found))

    def forget(self, name: str) -> None:
        """Delete a saved search; undoing brings it back. Raises ContentError where there is none of this name."""
        with self._store.transaction():
            held = self._held(name)
            if held is None:
                raise ContentError(
                    "no search was saved under this name", where=name, remedy="see 'readout search --saved'"
                )
            with self._journal.action(f"deleted the search “{name[:60]}”") as steps:
                steps.delete(SEARCHES, str(held["id"]))

    def _held(self, name: str) -> dict[str, object] | None:
        found = self._store.table(SEARCHES).search((where("name") == name) & LIVE)
        return dict(found[0]) if found else None


class Searcher(_Finder):
    """Answers queries about the library in a folder, in a thread beside the one that the library belongs to.

    It belongs to the thread that made it, but for `interrupt`. Raises LibraryError where the file cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._file = ReadConnection(folder)
        super().__init__(self._file)

    def interrupt(self) -> None:
        """Give up the query that goes on in another thread, which raises Interrupted there."""
        self._file.interrupt()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _has_index(reads: Reading) -> bool:
    return bool(reads.fetch("SELECT 1 FROM sqlite_master WHERE name = 'search1_marks'"))


def _waiting(reads: Reading) -> int:
    if not _has_index(reads):
        return int(reads.fetch("SELECT count(*) FROM doc_sources")[0][0])
    waiting = int(reads.fetch("SELECT count(*) FROM search1_waiting")[0][0])
    return waiting or int(bool(reads.fetch("SELECT 1 FROM search1_marks WHERE seq > 1")))
