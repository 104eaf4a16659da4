"""Going through what the program drafted: accepted, refiled, merged or dropped, and sentences filed that it left out.

A drafted entry is to review until the reader has done one of these, or has edited it: what the reader changed is the
reader's. Each is one action that can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from content.check import cover
from content.desk import Desk, desk_named
from content.drafting.titles import headline
from content.editing import Editor, labelled, rewrite
from content.errors import ContentError
from content.language import is_in_english
from content.model import (
    OWN,
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    Origin,
    PaneId,
    SentenceNumber,
    Sentences,
    Span,
)
from content.shelf import of_briefing
from content.store import Document
from content.store.codec import Body
from content.store.documents import aside_of, from_entry_fields, to_entry_fields
from content.store.schema import BRIEFINGS, ENTRIES, NOTES

if TYPE_CHECKING:
    from content.drafting.desk_file import DraftingDesk

PEOPLE, PERSON = PaneId("people"), "person"
"""The pane of people, whose entries are all of one kind."""

NO_ROLE = "The text gives no role."
"""What drafting says of a person of whom no role is told."""


class Progress(NamedTuple):
    """How far the review of a briefing is: of `total` entries that the program drafted so many were `reviewed`.

    What was merged or dropped counts as reviewed. `unfiled` is how many sentences no entry cites and nobody has set
    aside, `aside` how many no entry cites because they were set aside.
    """

    reviewed: int
    total: int
    unfiled: int
    aside: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to look at."""
        return self.reviewed == self.total and not self.unfiled


class Review(Editor):
    """The drafted entries of a library's briefings, gone through one after another. What is returned is on disk.

    Each method raises UnknownBriefing or UnknownEntry for what is not there, ContentError for a pane that the
    briefing's desk does not have, LibraryError where the disk fails; nothing is kept then.
    """

    def accept(self, briefing: BriefingId, entries: Iterable[EntryId]) -> int:
        """How many drafted entries were accepted just now, as they are; what is not to review is passed over."""
        with self._store.transaction():
            return self._accept([self._fields(briefing, entry) for entry in dict.fromkeys(entries)])

    def accept_all(self, briefing: BriefingId) -> int:
        """How many entries were accepted just now: all that were still to review."""
        with self._store.transaction():
            document = str(self._shelf.found(briefing).doc_id)
            live = [each for each in self._entries.having("briefing", document) if not each["deleted"]]
            return self._accept(live)

    def refile(self, briefing: BriefingId, entry: EntryId, pane: PaneId) -> Entry:
        """The entry under another pane of its briefing's desk, and of a kind that this pane has.

        One that is filed there already is accepted; where the same is filed there as well, the two become one.
        """
        with self._store.transaction():
            desk = self._desk(briefing, pane)
            fields = self._fields(briefing, entry)
            if fields["pane"] == pane:
                self._accept([fields])
                return self._entry(fields)
            for other in self._entries.having("briefing", fields["briefing"]):
                if other["pane"] == pane and not other["deleted"] and _says(other) == _says(fields):
                    return self.merge(briefing, entry, EntryId(other["key"]))
            kind = _kind_under(pane, f"{fields['title']} {fields['text']}", desk)
            return self._change(fields, {"pane": pane, "kind": kind}, "refiled")

    def merge(self, briefing: BriefingId, entry: EntryId, into: EntryId) -> Entry:
        """The entry `into` with what `entry` says, cites, counts, quotes and links to besides; `entry` is gone.

        The notes on it go over as well. Raises ContentError for an entry and itself.
        """
        if entry == into:
            raise ContentError("an entry cannot be merged with itself", where=entry, remedy="choose another one")
        with self._store.transaction():
            fields, target = self._fields(briefing, entry), self._fields(briefing, into)
            others = self._entries.having("briefing", fields["briefing"])
            linking = [each["key"] for each in others if entry in each["links"] and not each["deleted"]]
            said = _joined(target, fields, linking)
            label = f"merged the entry “{fields['title'][:60]}” into “{target['title'][:60]}”"
            with self._journal.action(label, fields["briefing"]) as steps:
                rewrite(steps, target, said)
                if all(target[name] == value for name, value in said.items()) and _is_to_review(target):
                    steps.update(ENTRIES, target["id"], {"accepted": True})  # the other one said nothing more
                steps.delete(ENTRIES, fields["id"])
                steps.count(BRIEFINGS, fields["briefing"], "entries", -1)
                notes = self._store.table(NOTES)
                for note in notes.search(of_briefing(fields["briefing"])):
                    if note["entry"] == entry:
                        steps.update(NOTES, note["id"], {"entry": into})
            return self._entry(target)

    def drop(self, briefing: BriefingId, entry: EntryId) -> None:
        """Delete an entry; undoing brings it back."""
        self.remove(briefing, entry)

    def file_sentence(self, briefing: Briefing, sentence: SentenceNumber, pane: PaneId) -> Entry:
        """A new entry of the reader's under a pane: the words of a sentence, its figures, and its citation.

        Raises IndexError where the briefing has no such sentence.
        """
        words = briefing.words_of(sentence)
        span = briefing.sentences[sentence - 1].span
        said = " ".join(words.split())
        with self._store.transaction():
            desk = self._desk(briefing.id, pane)
            document = str(self._shelf.found(briefing.id).doc_id)
            last = max((each["position"] for each in self._entries.having("briefing", document)), default=-1)
            entry = Entry(
                EntryId(f"{OWN}{self._store.storage.new_id()[-12:]}"),
                pane,
                _kind_under(pane, said, desk),
                headline(words) or said,
                said,
                Origin.READER,
                (Citation(sentence, span, words),),
                _figures_in(words, span.start) if is_in_english(briefing.language, briefing.text) else (),
            )
            label = f"filed sentence {sentence} under {desk.pane(pane).title}"
            with self._journal.action(label, document) as steps:
                steps.insert(ENTRIES, to_entry_fields(entry, document, last + 1) | {"written": True})
                steps.count(BRIEFINGS, document, "entries", 1)
            return entry

    def set_aside(self, briefing: Briefing, sentences: Iterable[SentenceNumber]) -> int:
        """How many sentences were set aside just now: they are rightly filed nowhere, and open no more.

        What an entry cites, and what is set aside already, is passed over.
        """
        last, uncited = len(briefing.sentences), set(cover(briefing).uncited)
        with self._store.transaction():
            fields = self._shelf.found(briefing.id)
            before = aside_of(fields)
            added = sorted({number for number in sentences if number in uncited} - before)
            if added:
                what = f"set sentence {added[0]:,} aside" if len(added) == 1 else f"set {len(added):,} sentences aside"
                with self._journal.action(what, str(fields.doc_id)) as steps:
                    held = sorted({number for number in before if number <= last}.union(added))
                    steps.update(BRIEFINGS, str(fields.doc_id), {"aside": held})
        return len(added)

    def progress(self, briefing: Briefing) -> Progress:
        """How far the review of a briefing is. `briefing` is the one in the library as it is now."""
        with self._store.snapshot():
            found = self._shelf.found(briefing.id)
            document, set_aside = str(found.doc_id), aside_of(found)
            drafted = reviewed = 0
            for fields in self._entries.having("briefing", document):
                if (fields.get("original") or fields)["origin"] == Origin.DRAFTED.value:
                    drafted += 1
                    reviewed += bool(fields["deleted"] or not _is_to_review(fields))
        uncited = cover(briefing).uncited
        aside = len(set_aside.intersection(uncited))
        return Progress(reviewed, drafted, len(uncited) - aside, aside)

    # -- what they share; each inside a transaction

    def _accept(self, found: Iterable[Body]) -> int:
        taken = [fields for fields in found if _is_to_review(fields)]
        if taken:
            label = f"accepted {len(taken):,} entries" if len(taken) > 1 else labelled("accepted", taken[0])
            with self._journal.action(label, taken[0]["briefing"]) as steps:
                for fields in taken:
                    steps.update(ENTRIES, fields["id"], {"accepted": True})
        return len(taken)

    def _desk(self, briefing: BriefingId, pane: PaneId) -> Desk:
        desk = desk_named(self._shelf.found(briefing)["desk"])
        if pane not in {each.id for each in desk.panes}:
            panes = ", ".join(each.id for each in desk.panes)
            raise ContentError(f"the desk “{desk.title}” has no such pane", where=pane, remedy=f"use one of {panes}")
        return desk


def _is_to_review(fields: Body) -> bool:
    return fields["origin"] == Origin.DRAFTED.value and not fields.get("accepted")


def _says(fields: Body) -> tuple[object, ...]:
    return fields["title"], fields["text"], fields["citations"]


def doubles(entries: Iterable[Entry]) -> dict[EntryId, tuple[Entry, ...]]:
    """Of each entry to review the others that were drafted of the same sentences in the same words, for other panes."""
    alike: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        if entry.is_to_review:
            alike.setdefault((entry.title, entry.text, entry.citations), []).append(entry)
    several = [each for each in alike.values() if len(each) > 1]
    return {entry.id: tuple([other for other in each if other is not entry]) for each in several for entry in each}


def _joined(target: Document, fields: Document, linking: Iterable[EntryId]) -> Body:
    written = to_entry_fields(
        joined(from_entry_fields(target), from_entry_fields(fields), linking), target["briefing"], target["position"]
    )
    return {name: written[name] for name in ("text", "citations", "figures", "quotations", "links", "tags")}


def joined(one: Entry, other: Entry, linking: Iterable[EntryId] = ()) -> Entry:
    """What the one entry says with the other's: each citation, figure, quotation, link and tag once, in order.

    `linking` are further entries that it is to be linked to.
    """
    citations = sorted({*one.citations, *other.citations}, key=lambda each: (each.span, each.sentence))
    links = [each for each in dict.fromkeys((*one.links, *other.links, *linking)) if each not in (one.id, other.id)]
    return one._replace(
        text=_texts(*sorted((one, other), key=lambda each: [citation.span for citation in each.citations[:1]])),
        citations=tuple(citations),
        figures=_once(one.figures, other.figures),
        quotations=tuple(sorted(dict.fromkeys((*one.quotations, *other.quotations)), key=lambda each: each.span)),
        links=tuple(links),
        tags=tuple(dict.fromkeys((*one.tags, *other.tags))),
    )


def _texts(first: Entry, second: Entry) -> str:
    """Both texts, one after the other; one that stands in the other only once.

    That no role is told says nothing any more beside a text that tells one.
    """
    told = [each.text for each in (first, second) if each.text != NO_ROLE] or [first.text]
    if len(told) == 1 or told[1] in told[0]:
        return told[0]
    return told[1] if told[0] in told[1] else "\n".join(told)


def _once(one: Iterable[Figure], other: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures of both in the order of the text; of two that stand in the same place the first."""
    by_span: dict[Span, Figure] = {}
    for figure in (*one, *other):
        by_span.setdefault(figure.span, figure)
    return tuple([by_span[span] for span in sorted(by_span)])


def _kind_under(pane: PaneId, words: str, desk: Desk) -> str:
    """The kind of entry that words make under a pane of a desk, as drafting would have it."""
    if pane == PEOPLE:
        return PERSON
    from content.drafting.topics import kind_of

    return kind_of(pane, words, _rules(desk.id))


@lru_cache(maxsize=8)
def _rules(desk: DeskId) -> DraftingDesk:
    from content.drafting.desk_file import load_desk

    return load_desk(desk)


def _figures_in(words: str, start: int) -> tuple[Figure, ...]:
    """The figures in the words of a sentence that begins at `start`, a code point of the text."""
    from content.drafting.figures import find_figures

    found = find_figures(words, Sentences([1], [0], [len(words)])).figures
    return tuple([each._replace(span=Span(each.span.start + start, each.span.end + start)) for each in found])
