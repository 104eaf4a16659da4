"""Search: one query over the entries, sentences and notes of a library, by briefing, with what was found marked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from pathlib import Path
from time import monotonic
from typing import NamedTuple, Protocol

from content.errors import ContentError
from content.model import BriefingId, EntryId, PaneId, SentenceNumber, Span
from content.notes import NoteId
from content.queries import Every, Field, Node, Problem, parse
from content.search_found import EVERYTHING, Cursor, Group, Kind, Passage, Results
from content.search_run import TOP, Found, Hit, Run
from content.search_terms import Compiled, Matches, Words, compile_node, marks_in, merged, wanted_in
from content.shelf import LIVE
from content.store import DocumentStore, where
from content.store.journal import Journal
from content.store.reading import ReadConnection, Reading
from content.store.schema import SEARCHES
from content.store.search_index import SearchIndex
from content.store.search_words import placed_words

__all__ = ["EVERYTHING", "Cursor", "Group", "Kind", "Passage", "Results", "Saved", "Search", "Searcher"]

_BATCH = 64
"""Briefings that are taken up in one transaction."""

_BEFORE, _AROUND = 60, 240
"""How many characters of a passage stand before what was found first, and how many in all."""

PATTERN_SECONDS = 2.0
"""How long regular expressions are looked for."""

_WITHOUT_REGEX = "regular expressions need a library: pip install 'readout-tui[regex]'"


class Saved(NamedTuple):
    """A search that was saved under a name."""

    name: str
    query: str


class _Snapshots(Reading, Protocol):
    def snapshot(self) -> AbstractContextManager[None]: ...


class _Finder:
    """Answers queries from a library's file."""

    def __init__(self, reads: _Snapshots) -> None:
        self._reads = reads

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
    ) -> Results:
        """What is found, at most `limit` passages of each kind, and a few of each briefing.

        The newest comes first; the best where it is to be `ranked`, which takes longer. As long as somebody
        `is_typing`, the last word may go on. `after` is the `next` of an earlier answer to the same query: a briefing
        may then come again. `narrowed` are fields beside those of the query. Never raises for what is typed; raises
        LibraryError where the file cannot be read, and Interrupted, see `Searcher.interrupt`.
        """
        asked = parse(query, regex=regex, is_typing=is_typing)
        problems = list(asked.problems)
        deadline = _Deadline(PATTERN_SECONDS)
        node: Node | None = asked.node
        if narrowed:
            node = Every((*narrowed, *([node] if node is not None else [])))
        ready = compile_node(node, _patterns(problems, query, deadline))
        with self._reads.snapshot():
            waiting = _waiting(self._reads)
            if ready is None or not _has_index(self._reads):
                return Results((), tuple(problems), waiting)
            run = Run(self._reads, ready, limit, deadline.is_over)
            found = {kind: self._found(run, kind, after, ranked) for kind in Kind if kind in among}
            if deadline.was_over:
                problems.append(_over(query))
            is_ranked = {kind for kind in found if ranked and run.can_rank(kind)}
            groups = _grouped(run, found, ready, is_best_first=bool(is_ranked))
        below = {kind: each.below for kind, each in found.items()}
        is_more = any(each is not None for each in below.values())
        cursor = Cursor(below.get(Kind.ENTRY), below.get(Kind.SENTENCE), below.get(Kind.NOTE))
        return Results(groups, tuple(problems), waiting, cursor if is_more else None)

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


class _Deadline:
    """When regular expressions are given up; other queries have none."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds
        self.is_kept = self.was_over = False

    @property
    def left(self) -> float:
        """How many seconds are left, at least a moment."""
        return max(0.001, self._end - monotonic())

    def is_over(self) -> bool:
        """Whether it is time to give up."""
        self.was_over = self.was_over or (self.is_kept and monotonic() > self._end)
        return self.was_over


def _patterns(problems: list[Problem], query: str, deadline: _Deadline) -> Callable[[str], Matches | None]:
    """What makes a regular expression ready, and tells in `problems` where that cannot be done."""

    def ready(text: str) -> Matches | None:
        at = max(0, query.find(text))
        span = Span(at, at + len(text))
        try:
            import regex  # type: ignore[import-untyped,unused-ignore]
        except ImportError:
            problems.append(Problem(span, _WITHOUT_REGEX))
            return None
        try:
            pattern = regex.compile(text, regex.IGNORECASE)
        except (regex.error, RecursionError, OverflowError) as error:
            problems.append(Problem(span, f"this regular expression cannot be read: {error}"))
            return None
        deadline.is_kept = True

        def is_in(words: str) -> bool:
            try:
                return not deadline.is_over() and pattern.search(words, timeout=deadline.left) is not None
            except TimeoutError:
                deadline.was_over = True
                return False

        def places(words: str) -> list[Span]:
            try:
                return [Span(*found.span()) for found in pattern.finditer(words, timeout=0.05)]
            except TimeoutError:
                return []

        return Matches(is_in, places)

    return ready


def _over(query: str) -> Problem:
    return Problem(
        Span(0, len(query)),
        f"this took longer than {PATTERN_SECONDS:g} seconds: only what is newest was looked through",
    )


def _has_index(reads: Reading) -> bool:
    return bool(reads.fetch("SELECT 1 FROM sqlite_master WHERE name = 'search1_marks'"))


def _waiting(reads: Reading) -> int:
    if not _has_index(reads):
        return int(reads.fetch("SELECT count(*) FROM doc_sources")[0][0])
    waiting = int(reads.fetch("SELECT count(*) FROM search1_waiting")[0][0])
    return waiting or int(bool(reads.fetch("SELECT 1 FROM search1_marks WHERE seq > 1")))


# -- what is shown of what was found ---------------------------------------------------------------------------------


def _grouped(run: Run, found: dict[Kind, Found], node: Compiled, *, is_best_first: bool) -> tuple[Group, ...]:
    hits: dict[str, list[Hit]] = {}
    for each in found.values():
        for hit in each.hits:
            hits.setdefault(hit.briefing.id, []).append(hit)
    wanted = list(wanted_in(node))
    order: list[tuple[float, int, str]] = []
    for id, those in hits.items():
        best = min((hit.score for hit in those), default=0.0) if is_best_first else 0.0
        order.append((best, -those[0].briefing.seq, id))
    groups = []
    for _, _, id in sorted(order):
        view = hits[id][0].briefing
        told = view.fields["source"]
        groups.append(
            Group(
                BriefingId(view.fields["key"]),
                view.fields["title"],
                told["publisher"],
                told["issued"],
                sum(each.counts.get(id, 0) for each in found.values()),
                tuple([_passage(hit, wanted) for hit in hits[id]]),
            )
        )
    return tuple(groups)


def _passage(hit: Hit, wanted: list[Words | Matches]) -> Passage:
    body = hit.body
    if hit.kind is Kind.SENTENCE:
        text, marks = _cut(hit.text, wanted)
        return Passage(hit.kind, None, SentenceNumber(hit.number), None, None, "", (), text, marks)
    if hit.kind is Kind.ENTRY:
        text, marks = _cut(body["text"], wanted)
        cited = body["citations"][0][0] if body["citations"] else None
        sentence = None if cited is None else SentenceNumber(cited)
        heading = body["title"]
        heading_marks = tuple(_marks(heading, wanted))
        return Passage(
            hit.kind, EntryId(body["key"]), sentence, None, PaneId(body["pane"]), heading, heading_marks, text, marks
        )
    text, marks = _cut(body["body"], wanted)
    heading = " ".join(f"#{tag}" for tag in body["tags"])
    entry, number = body["entry"], body["sentence"]
    return Passage(
        hit.kind,
        None if entry is None else EntryId(entry),
        None if number is None else SentenceNumber(number),
        NoteId(body["id"]),
        None,
        heading,
        tuple(_marks(heading, wanted)),
        text,
        marks,
    )


def _marks(text: str, wanted: list[Words | Matches]) -> list[Span]:
    words = [each for each in wanted if isinstance(each, Words)]
    found = marks_in(placed_words(text), words) if words else []
    for each in wanted:
        if isinstance(each, Matches):
            found += each.places(text)
    return merged(found)


def _cut(text: str, wanted: list[Words | Matches]) -> tuple[str, tuple[Span, ...]]:
    """The text around what was found first, an ellipsis where it was cut, and the marks in that."""
    if len(text) > 100 * _AROUND:  # of a note as long as a book only its beginning is looked through for marks
        text = text[: 100 * _AROUND]
    marks = _marks(text, wanted)
    if len(text) <= _AROUND:
        return text, tuple(marks)
    first = marks[0].start if marks else 0
    start = 0 if first <= _BEFORE else text.rfind(" ", 0, first - _BEFORE) + 1
    end = len(text)
    if end - start > _AROUND:
        end = max(text.rfind(" ", start, start + _AROUND), start + _AROUND // 2)
    before, behind = ("…" if start else ""), ("…" if end < len(text) else "")
    shift = len(before) - start
    kept = [
        Span(max(mark.start, start) + shift, min(mark.end, end) + shift)
        for mark in marks
        if mark.start < end and mark.end > start
    ]
    return f"{before}{text[start:end]}{behind}", tuple(kept)
