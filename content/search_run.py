"""One answer: candidates from the index or from what is newest, each held to the query itself, until there are enough.

The index only says what may match. Beginnings of few letters are those of so many words that putting together where
they all stand takes up to a second in a large library; that many words have them means that they are soon met in what
is newest, which is read first. Only what is not found there can be rare enough for the index to be quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from content.queries import Every
from content.search_found import Kind
from content.search_read import Briefings, BriefingView, SourceText
from content.search_terms import Asked, Columns, Compiled, Words, expression, has_short, holds, may_hold
from content.store.codec import Body, decode
from content.store.reading import Reading
from content.store.rows import BODY
from content.store.search_index import ENTRIES_INDEX, NOTES_INDEX, SENTENCES_INDEX
from content.store.search_words import folded, spaced

SHOWN = 3
"""Passages of one kind that are shown of a briefing."""

TOP = 1 << 62
"""Above every row."""

_NEWEST_ROWS, _NEWEST_CHARACTERS = 1000, 700_000
"""How many entries, and how much text, of what is newest are read before the index is asked for a short beginning."""

_VERIFIED = 150
"""Candidates that are held to a short beginning, before the index is asked for that as well."""

RANKED = 20_000
"""Among how many of what was found, the newest, the best are looked for: to rank a million takes seconds."""

_FIELDS = {"pane": "pane", "kind": "kind", "tag": "tags", "person": "people"}
_COLUMNS = {
    Kind.ENTRY: Columns("{title text} : ", _FIELDS),
    Kind.SENTENCE: Columns("", {}),
    Kind.NOTE: Columns("", {"tag": "tags"}),
}
_INDEXES = {Kind.ENTRY: ENTRIES_INDEX, Kind.SENTENCE: SENTENCES_INDEX, Kind.NOTE: NOTES_INDEX}
_TABLES = {Kind.ENTRY: "doc_entries", Kind.NOTE: "doc_notes"}

_WEIGHTS = {Kind.ENTRY: "bm25(4.0, 1.0, 0.0, 0.0, 0.0, 0.0)", Kind.SENTENCE: "bm25()", Kind.NOTE: "bm25()"}
"""A word in the title of an entry says more than one in its text."""


class Hit(NamedTuple):
    """What was found: the briefing, what it is of (a document, or the number of a sentence), and how good it is."""

    kind: Kind
    briefing: BriefingView
    body: Body
    number: int
    text: str
    score: float = 0.0


class Found(NamedTuple):
    """What was found of one kind: a few of each briefing, how many in each, and below which row it goes on."""

    hits: list[Hit]
    counts: dict[str, int]
    below: int | None


class Run:
    """A query on its way through one library, at one moment."""

    def __init__(self, reads: Reading, node: Compiled, limit: int, is_over: Callable[[], bool]) -> None:
        self._reads, self._node, self._limit, self._is_over = reads, node, limit, is_over
        self.briefings = Briefings(reads)
        self._sources: dict[int, SourceText] = {}

    def newest(self, kind: Kind, below: int) -> Found:
        """What is found in rows before `below`, the newest first."""
        gathered = _Gathered(self._limit)
        if expression(self._node, _COLUMNS[kind]) is None:
            self._by_briefing(kind, below, gathered)
        elif kind is Kind.SENTENCE:
            self._sentences(below, gathered)
        else:
            self._documents(kind, below, gathered)
        return gathered.found()

    # -- by the index, newest first -------------------------------------------------------------------------------

    def _rows(self, kind: Kind, said: str, below: int) -> Iterator[int]:
        index = _INDEXES[kind]
        sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid < ? ORDER BY rowid DESC"
        for (row,) in self._reads.stream(sql, (said, below)):
            yield row

    def _documents(self, kind: Kind, below: int, gathered: _Gathered) -> None:
        """Entries or notes."""
        if has_short(self._node):
            for count, row in enumerate(self._newest_rows(kind, below)):
                if gathered.is_full or self._is_over():
                    return gathered.stop(below)
                if count == _NEWEST_ROWS:
                    break
                self._try_document(kind, row, gathered)
                below = row
            else:
                return None
        return self._by_index(kind, below, gathered, lambda row: self._try_document(kind, row, gathered))

    def _sentences(self, below: int, gathered: _Gathered) -> None:
        if has_short(self._node):
            read = 0
            sql = "SELECT first, source FROM search1_sources WHERE first < ? ORDER BY first DESC"
            for first, source in self._reads.stream(sql, (below,)):
                if gathered.is_full or self._is_over():
                    return gathered.stop(below)
                if read > _NEWEST_CHARACTERS:
                    break
                read += self._try_source(source, gathered)
                below = first
            else:
                return None

        def attempt(row: int) -> int:
            found = self._source_at(row)
            if found is None:
                return row
            self._try_source(found[1], gathered)
            return found[0]

        return self._by_index(Kind.SENTENCE, below, gathered, attempt)

    def _by_index(self, kind: Kind, below: int, gathered: _Gathered, attempt: Callable[[int], int]) -> None:
        """Try what the index says; `attempt` gives the row below which to go on."""
        whole = expression(self._node, _COLUMNS[kind])
        assert whole is not None
        partly = expression(self._node, _COLUMNS[kind], leave_short=True)
        if partly not in (None, whole):
            tried = 0
            for row in self._rows(kind, str(partly), below):
                if row >= below:  # its source was tried as a whole
                    continue
                if gathered.is_full or self._is_over():
                    return gathered.stop(below)
                if tried == _VERIFIED:
                    break
                below = attempt(row)
                tried += 1
            else:
                return None
        for row in self._rows(kind, whole, below):
            if row >= below:
                continue
            if gathered.is_full or self._is_over():
                return gathered.stop(below)
            below = attempt(row)
        return None

    def _newest_rows(self, kind: Kind, below: int) -> Iterator[int]:
        for (row,) in self._reads.stream(f"SELECT seq FROM {_TABLES[kind]} WHERE seq < ? ORDER BY seq DESC", (below,)):
            yield row

    # -- by briefing, where no word says where to look ---------------------------------------------------------------

    def _by_briefing(self, kind: Kind, below: int, gathered: _Gathered) -> None:
        among = self._named()
        for view in self.briefings.every(below):
            if gathered.is_full or self._is_over():
                return gathered.stop(below)
            below = view.seq
            if (among is not None and view.id not in among) or may_hold(self._node, view.told) is False:
                continue
            if kind is Kind.SENTENCE:
                if view.source is not None:
                    self._try_sentences(view, view.source, gathered)
                continue
            for body in view.entries if kind is Kind.ENTRY else view.notes:
                self._try_body(kind, view, body, gathered)
        return None

    def _named(self) -> set[str] | None:
        """The ids of the only briefings in which it can hold, by what its fields ask of entries; None for any."""
        parts = self._node.nodes if isinstance(self._node, Every) else (self._node,)
        if any(isinstance(each, Asked) and each.name == "has" for each in parts):
            rows = self._reads.fetch("SELECT DISTINCT json_extract(body, '$.briefing') FROM doc_notes")
            return {row[0] for row in rows}
        for each in parts:
            if isinstance(each, Asked) and each.name in ("tag", "person") and each.words.words:
                ids: set[str] = set()
                for kind in (Kind.ENTRY, Kind.NOTE) if each.name == "tag" else (Kind.ENTRY,):
                    said = expression(each, _COLUMNS[kind])
                    assert said is not None
                    sql = (
                        f"SELECT json_extract(body, '$.briefing') FROM {_TABLES[kind]} WHERE seq IN"
                        f" (SELECT rowid FROM {_INDEXES[kind]} WHERE {_INDEXES[kind]} MATCH ?)"
                    )
                    ids.update(row[0] for row in self._reads.stream(sql, (said,)))
                return ids
        return None

    # -- the best first ---------------------------------------------------------------------------------------------

    def can_rank(self, kind: Kind) -> bool:
        """Whether there is anything to rank by: fields are not, nor are beginnings that very many words have."""
        return expression(self._node, _COLUMNS[kind], leave_short=True) is not None

    def ranked(self, kind: Kind, skipped: int) -> Found:
        """The best of what is found after so many, among the newest `RANKED`; `below` counts them."""
        said = expression(self._node, _COLUMNS[kind], leave_short=True)
        index = _INDEXES[kind]
        low = self._reads.fetch(
            f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", (said, RANKED)
        )
        gathered = _Gathered(self._limit)
        sql = (
            f"SELECT rowid, rank FROM {index} WHERE {index} MATCH ? AND rowid > ? AND rank MATCH '{_WEIGHTS[kind]}'"
            " ORDER BY rank LIMIT -1 OFFSET ?"
        )
        for row, score in self._reads.stream(sql, (said, low[0][0] if low else -1, skipped)):
            if gathered.is_full or self._is_over():
                gathered.stop(skipped)
                break
            skipped += 1
            if kind is Kind.SENTENCE:
                self._try_sentence(row, score, gathered)
            else:
                self._try_document(kind, row, gathered, score)
        return gathered.found()

    # -- one candidate ------------------------------------------------------------------------------------------------

    def _try_document(self, kind: Kind, row: int, gathered: _Gathered, score: float = 0.0) -> int:
        rows = self._reads.fetch(f"SELECT {BODY} FROM {_TABLES[kind]} WHERE seq = ?", (row,))
        body = decode(rows[0][0]) if rows else None
        if body is not None and not body["deleted"]:
            view = self.briefings.of(body["briefing"])
            if view is not None:
                self._try_body(kind, view, body, gathered, score)
        return row

    def _try_body(self, kind: Kind, view: BriefingView, body: Body, gathered: _Gathered, score: float = 0.0) -> None:
        is_entry = kind is Kind.ENTRY
        text = f"{body['title']}\n{body['text']}" if is_entry else f"{body['body']}\n{' '.join(body['tags'])}"
        parts = (body["title"], body["text"]) if is_entry else (body["body"], " | ".join(body["tags"]))
        words = " |".join([spaced(folded(part)) for part in parts])

        def field(asked: Asked) -> bool:
            return view.holds_of_entry(asked, body) if is_entry else view.holds_of_note(asked, body)

        if self._holds(words, field, lambda: text):
            gathered.add(Hit(kind, view, body, 0, text, score))

    def _try_source(self, source: int, gathered: _Gathered) -> int:
        """Try every sentence of a source; gives how many characters were read."""
        text = self._source(source)
        view = None if text is None else self.briefings.of(text.briefing)
        if text is None or view is None or may_hold(self._node, view.told) is False:
            return 0
        self._try_sentences(view, text, gathered)
        return text.characters

    def _try_sentences(self, view: BriefingView, text: SourceText, gathered: _Gathered) -> None:
        for number in range(1, len(text) + 1):
            self._try_number(view, text, number, gathered)

    def _source_at(self, row: int) -> tuple[int, int] | None:
        """The number of the first sentence of the source that a sentence is of, and the row of that source."""
        sql = "SELECT first, source FROM search1_sources WHERE first <= ? ORDER BY first DESC LIMIT 1"
        rows = self._reads.fetch(sql, (row,))
        return (rows[0][0], rows[0][1]) if rows else None

    def _try_sentence(self, row: int, score: float, gathered: _Gathered) -> None:
        found = self._source_at(row)
        text = None if found is None else self._source(found[1])
        view = None if text is None else self.briefings.of(text.briefing)
        if found is not None and text is not None and view is not None and (number := row - found[0] + 1) <= len(text):
            self._try_number(view, text, number, gathered, score)

    def _try_number(
        self, view: BriefingView, text: SourceText, number: int, gathered: _Gathered, score: float = 0.0
    ) -> None:
        if self._holds(
            text.spaced(number), lambda asked: view.holds_of_sentence(asked, number), lambda: text.sentence(number).text
        ):
            gathered.add(Hit(Kind.SENTENCE, view, {}, number, text.sentence(number).text, score))

    def _holds(self, words: str, field: Callable[[Asked], bool], text: Callable[[], str]) -> bool:
        def stand(each: Words) -> bool:
            return each.stand_in(words)

        return holds(self._node, stand, field, text)

    def _source(self, source: int) -> SourceText | None:
        if source not in self._sources:
            rows: list[Any] = self._reads.fetch(f"SELECT {BODY} FROM doc_sources WHERE seq = ?", (source,))
            if not rows:
                return None
            self._sources.clear()  # one after the other is asked for; many may be large
            self._sources[source] = SourceText(decode(rows[0][0]))
        return self._sources[source]


class _Gathered:
    """What was found so far."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._hits: list[Hit] = []
        self._counts: dict[str, int] = {}
        self._below: int | None = None

    @property
    def is_full(self) -> bool:
        """Whether there are enough."""
        return len(self._hits) >= self._limit

    def stop(self, below: int) -> None:
        """Remember where it goes on."""
        self._below = below

    def add(self, hit: Hit) -> None:
        """Take what was found; more than a few of one briefing are only counted."""
        count = self._counts[hit.briefing.id] = self._counts.get(hit.briefing.id, 0) + 1
        if count <= SHOWN:
            self._hits.append(hit)

    def found(self) -> Found:
        """What was found; where it goes on only if it does."""
        return Found(self._hits, self._counts, self._below)
