"""One answer: candidates from the index or from what is newest, each held to the query itself, until there are enough.

The index only says what may match. Beginnings of few letters are those of so many words that putting together where
they all stand takes up to a second in a large library; that many words have them means that they are soon met in what
is newest, which is read first. Only what is not found there can be rare enough for the index to be quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from content.model import BriefingId
from content.queries import Every
from content.search_found import Kind
from content.search_gathered import SHOWN, SHOWN_WITHIN, Found, Gathered, Hit
from content.search_read import Briefings, BriefingView, SourceText
from content.search_tables import COLUMNS, INDEXES, TABLES, WEIGHTS
from content.search_terms import Asked, Compiled, Words, expression, holds, may_hold, needed_in, wanted_in
from content.store.codec import Body, decode
from content.store.reading import Reading
from content.store.rows import BODY
from content.store.search_words import folded, spaced

TOP = 1 << 62
"""Above every row."""

_NEWEST_ROWS, _NEWEST_CHARACTERS = 500, 350_000
"""How many entries, and how much text, of what is newest are read before the index is asked for a short beginning."""

_VERIFIED = 150
"""Candidates that are held to a short beginning, before the index is asked for that as well."""

_MOST = {Kind.ENTRY: 5000, Kind.SENTENCE: 500, Kind.NOTE: 5000}
"""How many entries, sources of sentences, or notes one answer may hold to the query: then it ends, and can go on."""

_FEW = 100
"""In so few briefings it is quicker to read them than to go through all that has the words."""

WHOLE = frozenset(("source", "before", "after", "until"))
"""The fields that are of briefings as a whole."""

RANKED = 10_000
"""Among how many of what was found, the newest, the best are looked for: to rank a million takes seconds."""

_OFTEN = 3000
"""Of more than so many places where words stand in a row, the newest come first instead of the best."""

Known = dict[tuple[Asked, ...], frozenset[str] | None]
"""In which briefings alone some fields can hold, by their ids: kept from one answer to the next of the same library."""


class Run:
    """A query on its way through one library, at one moment."""

    def __init__(
        self,
        reads: Reading,
        node: Compiled,
        limit: int,
        is_over: Callable[[], bool],
        known: Known | None = None,
        within: BriefingId | None = None,
    ) -> None:
        self._within = within
        self._reads, self._node, self._limit, self._is_over = reads, node, limit, is_over
        self._known: Known = {} if known is None else known
        self.briefings = Briefings(reads)
        self._sources: dict[int, SourceText] = {}
        self._needed = needed_in(node)
        self.is_typing = False  # an answer then ends with little: more is asked for when it is looked at

    def newest(self, kind: Kind, below: int) -> Found:
        """What is found in rows before `below`, the newest first."""
        gathered = Gathered(self._limit, SHOWN if self._within is None else SHOWN_WITHIN)
        is_in_few = self._among is not None and len(self._among) <= _FEW
        if is_in_few or expression(self._node, COLUMNS[kind]) is None:
            self._by_briefing(kind, below, gathered)
        elif kind is Kind.SENTENCE:
            self._sentences(below, gathered)
        else:
            self._documents(kind, below, gathered)
        return gathered.found()

    # -- by the index, newest first -------------------------------------------------------------------------------

    def _rows(self, kind: Kind, said: str, below: int) -> Iterator[int]:
        index = INDEXES[kind]
        sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid < ? ORDER BY rowid DESC"
        for (row,) in self._reads.stream(sql, (said, below)):
            yield row

    def _documents(self, kind: Kind, below: int, gathered: Gathered) -> None:
        """Entries or notes."""
        if self._is_of_short(kind):
            for row in self._newest_rows(kind, below):
                if gathered.is_full or self._is_over():
                    return gathered.stop(below)
                if gathered.tried == _NEWEST_ROWS:
                    break
                self._try_document(kind, row, gathered)
                below = row
            else:
                return None
        return self._by_index(kind, below, gathered, lambda row: self._try_document(kind, row, gathered))

    def _sentences(self, below: int, gathered: Gathered) -> None:
        if self._is_of_short(Kind.SENTENCE):
            read = 0
            sql = "SELECT first, source, briefing FROM search1_sources WHERE first < ? ORDER BY first DESC"
            for first, source, briefing in self._reads.stream(sql, (below,)):
                if gathered.is_full or self._is_over():
                    return gathered.stop(below)
                if read > _NEWEST_CHARACTERS:
                    break
                read += self._try_source(source, briefing, gathered)
                below = first
            else:
                return None

        def attempt(row: int) -> int:
            found = self._source_at(row)
            if found is None or not self._may_be(row, *found, gathered):
                return row
            self._try_source(found[1], found[2], gathered)
            return found[0]

        return self._by_index(Kind.SENTENCE, below, gathered, attempt)

    def _is_of_short(self, kind: Kind) -> bool:
        """Whether nothing but short beginnings says where to look."""
        return expression(self._node, COLUMNS[kind], leave_short=True) is None

    def _by_index(self, kind: Kind, below: int, gathered: Gathered, attempt: Callable[[int], int]) -> None:
        """Try what the index says; `attempt` gives the row below which to go on."""
        whole = expression(self._node, COLUMNS[kind])
        assert whole is not None
        partly = expression(self._node, COLUMNS[kind], leave_short=True)
        if partly not in (None, whole):
            begun = gathered.tried
            for row in self._rows(kind, str(partly), below):
                if row >= below:  # its source was tried as a whole
                    continue
                if gathered.is_full or self._is_over():
                    return gathered.stop(below)
                if gathered.tried - begun >= _VERIFIED:
                    if self.is_typing and gathered.is_begun:  # what is typed next asks for something else
                        return gathered.stop(below)
                    break
                below = attempt(row)
            else:
                return None
        begun = gathered.tried
        for row in self._rows(kind, whole, below):
            if row >= below:
                continue
            if gathered.is_full or self._is_over() or gathered.tried - begun >= _MOST[kind]:
                return gathered.stop(below)
            below = attempt(row)
        return None

    def _newest_rows(self, kind: Kind, below: int) -> Iterator[int]:
        for (row,) in self._reads.stream(f"SELECT seq FROM {TABLES[kind]} WHERE seq < ? ORDER BY seq DESC", (below,)):
            yield row

    # -- by briefing, where no word says where to look ---------------------------------------------------------------

    def _by_briefing(self, kind: Kind, below: int, gathered: Gathered) -> None:
        for view in self.briefings.every(below) if self._among is None else self.briefings.those(self._among, below):
            if gathered.is_full or self._is_over() or gathered.tried >= _MOST[kind]:
                return gathered.stop(below)
            below = view.seq
            if may_hold(self._node, view.told) is False:
                continue
            if kind is Kind.SENTENCE:
                if view.source is not None:
                    self._try_sentences(view, view.source, gathered)
                continue
            for body in view.entries if kind is Kind.ENTRY else view.notes:
                self._try_body(kind, view, body, gathered)
        return None

    @cached_property
    def _among(self) -> frozenset[str] | None:
        """The ids of the only briefings in which it can hold, by what its fields ask; None where no field says so."""
        if self._within is not None:
            sql = "SELECT id FROM doc_briefings WHERE json_extract(body, '$.key') = ?"
            return frozenset(id for (id,) in self._reads.fetch(sql, (self._within,)))
        parts = self._node.nodes if isinstance(self._node, Every) else (self._node,)
        asked = tuple([each for each in parts if isinstance(each, Asked)])
        if asked not in self._known:
            found: frozenset[str] | None = None
            for each in asked:
                ids = self._ids_of(each)
                if ids is not None:
                    found = frozenset(ids if found is None else found & ids)
            self._known[asked] = found
        return self._known[asked]

    def _ids_of(self, asked: Asked) -> set[str] | None:
        if asked.name in WHOLE:
            return set(self.briefings.ids_told(asked))
        if asked.name == "has":
            rows = self._reads.fetch("SELECT DISTINCT json_extract(body, '$.briefing') FROM doc_notes")
            return {row[0] for row in rows}
        if asked.name not in ("tag", "person") or not asked.words.words:
            return None
        ids: set[str] = set()
        whole = asked._replace(words=asked.words._replace(is_prefix=False))
        for kind in (Kind.ENTRY, Kind.NOTE) if asked.name == "tag" else (Kind.ENTRY,):
            sql = (
                f"SELECT DISTINCT json_extract(body, '$.briefing') FROM {TABLES[kind]} WHERE seq IN"
                f" (SELECT rowid FROM {INDEXES[kind]} WHERE {INDEXES[kind]} MATCH ?)"
            )
            ids.update(row[0] for row in self._reads.stream(sql, (expression(whole, COLUMNS[kind]),)))
        return ids

    # -- the best first ---------------------------------------------------------------------------------------------

    def can_rank(self, kind: Kind) -> bool:
        """Whether there is anything to rank by: not fields, beginnings that very many words have, or one briefing."""
        if self._within is not None or not any(isinstance(each, Words) for each in wanted_in(self._node)):
            return False
        return expression(self._node, COLUMNS[kind], leave_short=True) is not None

    def ranked(self, kind: Kind, skipped: int) -> Found:
        """The best of what is found after so many, among the newest `RANKED`; `below` counts them."""
        said = expression(self._node, COLUMNS[kind], leave_short=True)
        index = INDEXES[kind]
        if any(len(each.words) > 1 for each in self._needed) and self._is_said_often(index, str(said)):
            return self.newest(kind, skipped if skipped else TOP)
        found = (
            f"SELECT bm25({index}{WEIGHTS[kind]}) AS score, -rowid AS older FROM {index} WHERE {index} MATCH ?"
            f" ORDER BY rowid DESC LIMIT {RANKED}"
        )
        # Of what is as good the newest comes first.
        sql = f"SELECT score, older FROM ({found}) ORDER BY score, older LIMIT -1 OFFSET ?"
        gathered = Gathered(self._limit)
        for score, row in self._reads.stream(sql, (said, skipped)):
            if gathered.is_full or self._is_over() or gathered.tried >= _MOST[kind]:
                gathered.stop(skipped)
                break
            skipped += 1
            if kind is Kind.SENTENCE:
                self._try_sentence(-row, score, gathered)
            else:
                self._try_document(kind, -row, gathered, score)
        return gathered.found()

    def _is_said_often(self, index: str, said: str) -> bool:
        """Whether so much has the words in a row that none of it is better: to rank it, all would be gone through."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT {_OFTEN + 1})"
        return int(self._reads.fetch(sql, (said,))[0][0]) > _OFTEN

    # -- one candidate ------------------------------------------------------------------------------------------------

    def _try_document(self, kind: Kind, row: int, gathered: Gathered, score: float = 0.0) -> int:
        rows = self._reads.fetch(f"SELECT {BODY} FROM {TABLES[kind]} WHERE seq = ?", (row,))
        body = decode(rows[0][0]) if rows else None
        if body is not None and not body["deleted"] and (self._among is None or body["briefing"] in self._among):
            view = self.briefings.of(body["briefing"])
            if view is not None:
                self._try_body(kind, view, body, gathered, score)
        return row

    def _try_body(self, kind: Kind, view: BriefingView, body: Body, gathered: Gathered, score: float = 0.0) -> None:
        gathered.tried += 1
        is_entry = kind is Kind.ENTRY
        text = f"{body['title']}\n{body['text']}" if is_entry else f"{body['body']}\n{' '.join(body['tags'])}"
        parts = (body["title"], body["text"]) if is_entry else (body["body"], " | ".join(body["tags"]))
        words = " |".join([spaced(folded(part)) for part in parts])

        def field(asked: Asked) -> bool:
            return view.holds_of_entry(asked, body) if is_entry else view.holds_of_note(asked, body)

        if self._holds(words, field, lambda: text):
            gathered.add(Hit(kind, view, body, 0, text, score))

    def _try_source(self, source: int, briefing: str, gathered: Gathered) -> int:
        """Try every sentence of a source; gives how many characters were read."""
        if self._among is not None and briefing not in self._among:
            return 0
        view = self.briefings.of(briefing)
        text = None if view is None else self._source(source)
        if text is None or view is None:
            return 0
        self._try_sentences(view, text, gathered)
        return text.characters

    def _may_be(self, row: int, first: int, source: int, briefing: str, gathered: Gathered) -> bool:
        """Whether a sentence is what is looked for, so that the others of its source are worth a look."""
        if self._among is not None and briefing not in self._among:
            return False
        view = self.briefings.of(briefing)
        text = None if view is None else self._source(source)
        number = row - first + 1
        if view is None or text is None or number > len(text):
            return False
        gathered.tried += 1
        return self._holds_of(view, text, number)

    def _holds_of(self, view: BriefingView, text: SourceText, number: int) -> bool:
        return self._holds(
            text.spaced(number), lambda asked: view.holds_of_sentence(asked, number), lambda: text.sentence(number).text
        )

    def _try_sentences(self, view: BriefingView, text: SourceText, gathered: Gathered) -> None:
        gathered.tried += 1
        for number in text.numbers_with(self._needed):
            self._try_number(view, text, number, gathered)

    def _source_at(self, row: int) -> tuple[int, int, str] | None:
        """The number of the first sentence of the source that a sentence is of, the row of that, and its briefing."""
        sql = "SELECT first, source, briefing FROM search1_sources WHERE first <= ? ORDER BY first DESC LIMIT 1"
        rows = self._reads.fetch(sql, (row,))
        return (rows[0][0], rows[0][1], rows[0][2]) if rows else None

    def _try_sentence(self, row: int, score: float, gathered: Gathered) -> None:
        found = self._source_at(row)
        if found is None or (self._among is not None and found[2] not in self._among):
            return
        view = self.briefings.of(found[2])
        text = None if view is None else self._source(found[1])
        if text is not None and view is not None and (number := row - found[0] + 1) <= len(text):
            gathered.tried += 1
            self._try_number(view, text, number, gathered, score)

    def _try_number(
        self, view: BriefingView, text: SourceText, number: int, gathered: Gathered, score: float = 0.0
    ) -> None:
        if self._holds_of(view, text, number):
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
