"""What a search reads of a library: its rows, newest first, and of each briefing what a query may ask about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from content.search_terms import Asked, Words
from content.store.codec import Body, decode
from content.store.documents import sentences_of
from content.store.reading import Reading
from content.store.rows import BODY
from content.store.search_words import folded, spaced, words_of


class Sentence(NamedTuple):
    """A sentence of a text: its number, from 1, and its words."""

    number: int
    text: str


class SourceText:
    """The text of a briefing, sentence by sentence."""

    def __init__(self, fields: Body) -> None:
        self.briefing: str = fields["briefing"]
        self._text: str = fields["text"]
        sentences = sentences_of(fields)
        self._starts, self._ends = sentences.starts, sentences.ends
        self.characters = len(self._text)

    def __len__(self) -> int:
        return len(self._starts)

    def sentence(self, number: int) -> Sentence:
        """The sentence of this number, from 1."""
        return Sentence(number, self._text[self._starts[number - 1] : self._ends[number - 1]])

    @cached_property
    def _folded(self) -> str | None:
        """The text folded; None where that changes places in it."""
        made = folded(self._text)
        return made if len(made) == len(self._text) else None

    def numbers_with(self, words: list[Words]) -> Iterable[int]:
        """The numbers of the sentences that may have the rarest of these words, in order; of all without words."""
        whole = self._folded
        if not words or whole is None:
            return range(1, len(self) + 1)
        # The longer a word the fewer places have it.
        letters = max((letters for each in words for letters in each.words), key=len)
        numbers: list[int] = []
        at = whole.find(letters)
        while at >= 0:
            number = bisect_right(self._starts, at)
            end = self._ends[number - 1] if number else 0
            if at < end:
                numbers.append(number)
            at = whole.find(letters, max(at + 1, end))
        return numbers

    def spaced(self, number: int) -> str:
        """The folded words of a sentence, as `search_words.spaced` gives them."""
        # To fold one sentence is quicker, unless all of them were folded already.
        whole = self.__dict__.get("_folded")
        if whole is None:
            return spaced(folded(self.sentence(number).text))
        return spaced(whole[self._starts[number - 1] : self._ends[number - 1]])


class BriefingView:
    """A briefing as a query sees it, each part read when it is first asked for."""

    def __init__(self, reads: Reading, seq: int, fields: Body) -> None:
        self._reads, self.seq, self.fields = reads, seq, fields
        self.id: str = fields["id"]
        self._cited: dict[Asked, frozenset[int]] = {}

    @cached_property
    def entries(self) -> list[Body]:
        """Its entries that are there."""
        sql = f"SELECT {BODY} FROM doc_entries WHERE json_extract(body, '$.briefing') = ? ORDER BY seq"
        return [each for (body,) in self._reads.fetch(sql, (self.id,)) if not (each := decode(body))["deleted"]]

    @cached_property
    def notes(self) -> list[Body]:
        """Its notes that are there."""
        sql = f"SELECT {BODY} FROM doc_notes WHERE json_extract(body, '$.briefing') = ? ORDER BY seq"
        return [each for (body,) in self._reads.fetch(sql, (self.id,)) if not (each := decode(body))["deleted"]]

    @cached_property
    def source(self) -> SourceText | None:
        """Its text; None where it is lost."""
        rows = self._reads.fetch(f"SELECT {BODY} FROM doc_sources WHERE id = ?", (self.fields["text"],))
        return SourceText(decode(rows[0][0])) if rows else None

    @cached_property
    def noted_entries(self) -> frozenset[str]:
        """The ids of the entries that notes are on."""
        return frozenset(note["entry"] for note in self.notes if note["entry"] is not None)

    @cached_property
    def noted_sentences(self) -> frozenset[int]:
        """The numbers of the sentences that notes are on."""
        return frozenset(note["sentence"] for note in self.notes if note["entry"] is None)

    def told(self, asked: Asked) -> bool | None:
        """Whether a field holds of the briefing as a whole; None where that is a matter of its parts."""
        return told_of(self.fields["source"], asked)

    def holds_of_entry(self, asked: Asked, entry: Body) -> bool:
        """Whether a field holds of an entry."""
        match asked.name:
            case "pane" | "kind":
                return f" {' '.join(words_of(entry[asked.name]))} ".startswith(f" {' '.join(asked.words.words)} ")
            case "tag":
                return asked.words.words in map(words_of, entry["tags"])
            case "person":
                whole = Words.of(asked.words.words)
                return any(whole.stand_in(spaced(folded(each))) for each in _people(entry))
            case "has":
                return entry["key"] in self.noted_entries
        return bool(self.told(asked))

    def holds_of_sentence(self, asked: Asked, number: int) -> bool:
        """Whether a field holds of a sentence: of one of the entries that cite it, or of a note on it."""
        if asked.name == "has":
            return number in self.noted_sentences
        told = self.told(asked)
        if told is not None:
            return told
        if asked.name == "tag" and number in self.noted_sentences:
            for note in self.notes:
                is_on = note["entry"] is None and note["sentence"] == number
                if is_on and asked.words.words in map(words_of, note["tags"]):
                    return True
        if asked not in self._cited:
            self._cited[asked] = frozenset(
                cited[0] for entry in self.entries if self.holds_of_entry(asked, entry) for cited in entry["citations"]
            )
        return number in self._cited[asked]

    def holds_of_note(self, asked: Asked, note: Body) -> bool:
        """Whether a field holds of a note, or of the entry or sentence that it is on."""
        match asked.name:
            case "has":
                return True
            case "tag":
                return asked.words.words in map(words_of, note["tags"])
            case "kind":
                return asked.words.words == words_of(note["kind"])
        told = self.told(asked)
        if told is not None:
            return told
        if note["entry"] is None:
            return self.holds_of_sentence(asked, note["sentence"])
        return any(self.holds_of_entry(asked, each) for each in self.entries if each["key"] == note["entry"])


def told_of(source: Body, asked: Asked) -> bool | None:
    """Whether a field holds of a briefing that comes from there; None where that is a matter of its parts."""
    if asked.name == "source":
        return asked.words.stand_in(spaced(folded(f"{source['publisher']} | {source['title']} | {source['URL']}")))
    if asked.name not in ("after", "before", "until"):
        return None
    issued, value = f"{source['issued']}-01-01"[:10], f"{asked.value}-01-01"[:10]
    if not issued[:1].isdigit():
        return False
    if asked.name == "after":
        return issued >= value
    return issued < value if asked.name == "before" else issued[: len(asked.value)] <= asked.value


class Briefings:
    """The briefings of one answer, each read once: those that are shown, neither deleted nor of an earlier text."""

    def __init__(self, reads: Reading) -> None:
        self._reads = reads
        self._known: dict[str, BriefingView | None] = {}
        self._has_revisions = bool(reads.fetch("SELECT 1 FROM sqlite_master WHERE name = 'doc_revisions'"))

    def of(self, id: str) -> BriefingView | None:
        """The briefing whose document has this id; None where it is not shown."""
        if id not in self._known:
            rows = self._reads.fetch(f"SELECT seq, {BODY} FROM doc_briefings WHERE id = ?", (id,))
            self._known[id] = self._shown(rows[0][0], decode(rows[0][1])) if rows else None
        return self._known[id]

    def ids_told(self, asked: Asked) -> Iterator[str]:
        """The ids of the briefings of which a field holds that is of briefings as a whole."""
        sql = "SELECT id, json_extract(body, '$.source') FROM doc_briefings"
        for id, source in self._reads.stream(sql):
            if told_of(decode(source.encode()), asked):
                yield id

    def those(self, ids: frozenset[str], below: int) -> Iterator[BriefingView]:
        """Those of these ids in rows before `below`, the newest first."""
        views = [view for view in map(self.of, ids) if view is not None and view.seq < below]
        yield from sorted(views, key=lambda view: -view.seq)

    def every(self, below: int) -> Iterator[BriefingView]:
        """Those in rows before `below`, the newest first."""
        sql = f"SELECT seq, {BODY} FROM doc_briefings WHERE seq < ? ORDER BY seq DESC"
        for seq, body in self._reads.stream(sql, (below,)):
            view = self._shown(seq, decode(body))
            if view is not None:
                yield view

    def _shown(self, seq: int, fields: Body) -> BriefingView | None:
        if fields["deleted"] or (self._has_revisions and self._is_earlier(fields["id"])):
            return None
        return BriefingView(self._reads, seq, fields)

    def _is_earlier(self, id: str) -> bool:
        sql = (
            "SELECT 1 FROM doc_revisions"
            " JOIN doc_briefings ON doc_briefings.id = json_extract(doc_revisions.body, '$.briefing')"
            " WHERE json_extract(doc_revisions.body, '$.revision_of') = ?"
            " AND NOT json_extract(doc_revisions.body, '$.deleted')"
            " AND NOT json_extract(doc_briefings.body, '$.deleted')"
        )
        return bool(self._reads.fetch(sql, (id,)))


def _people(entry: Body) -> Iterator[str]:
    """The names of those whom an entry is about, or whose words it has."""
    if entry["kind"] == "person":
        yield entry["title"]
    for _, _, _, speaker in entry["quotations"]:
        if speaker:
            yield speaker
