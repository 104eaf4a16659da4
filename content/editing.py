"""Entries written, edited, refiled, cited, linked and removed by the reader, each change one action to be undone;
likewise the title and the source of a briefing.

What an editor or the program wrote is kept beside what the reader made of it, and can be restored. An entry keeps
those of its figures and quotations whose sentences it still cites: no entry claims what it does not cite.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from content.errors import ContentError, UnknownEntry
from content.model import (
    OWN,
    Briefing,
    BriefingId,
    BriefingSummary,
    Citation,
    Entry,
    EntryId,
    Origin,
    PaneId,
    SentenceNumber,
    Sentences,
    Span,
)
from content.notes import sentence_at
from content.shelf import Shelf, of_briefing
from content.store import Document, DocumentStore, where
from content.store.actions import Fields
from content.store.codec import Body
from content.store.documents import from_entry_fields, from_summary_fields, sentences_of, to_entry_fields, unlinked
from content.store.journal import Journal, Steps
from content.store.schema import BRIEFINGS, ENTRIES, SOURCES

_CONTENTS = ("pane", "kind", "title", "text", "origin", "citations", "figures", "quotations", "links", "tags")
"""What of an entry's document the reader may change, and what is kept of the original."""


class EntryChanged(ContentError):
    """An entry that was to be changed is not any more as it was seen."""


class Editor:
    """The entries of a library's briefings, and where these come from, open to change. What is returned is on disk.

    Each method raises UnknownBriefing or UnknownEntry for what is not there, ContentError for text that cannot be
    written, LibraryError where the disk fails; nothing is kept then.
    """

    def __init__(self, store: DocumentStore, shelf: Shelf, journal: Journal) -> None:
        self._store, self._shelf, self._journal = store, shelf, journal
        self._entries = store.table(ENTRIES)

    def write(
        self,
        briefing: BriefingId,
        *,
        pane: PaneId,
        title: str,
        text: str = "",
        kind: str = "",
        citations: tuple[Citation, ...] = (),
        tags: tuple[str, ...] = (),
    ) -> Entry:
        """A new entry of the reader's, at the end of its pane. Raises ContentError for an empty title."""
        if not title.strip():
            raise ContentError("an entry needs a title", where=briefing, remedy="write one")
        with self._store.transaction():
            document = str(self._shelf.found(briefing).doc_id)
            last = max((each["position"] for each in self._entries.having("briefing", document)), default=-1)
            id = EntryId(f"{OWN}{self._store.storage.new_id()[-12:]}")
            entry = Entry(id, pane, kind, title.strip(), text.strip(), Origin.READER, citations, tags=tags)
            with self._journal.action(f"wrote the entry “{entry.title[:60]}”", document) as steps:
                steps.insert(ENTRIES, to_entry_fields(entry, document, last + 1) | {"written": True})
                steps.count(BRIEFINGS, document, "entries", 1)
            return entry

    def edit(
        self,
        briefing: BriefingId,
        entry: EntryId,
        *,
        title: str | None = None,
        text: str | None = None,
        kind: str | None = None,
        pane: PaneId | None = None,
        tags: tuple[str, ...] | None = None,
        expected: tuple[str, str] | None = None,
        also: Iterable[EntryId] = (),
    ) -> Entry:
        """The entry with what is given changed; what is not given stays. Entries that it is `also` for get its words.

        Raises ContentError for an empty title, EntryChanged where title and text are not those `expected`.
        """
        if title is not None and not title.strip():
            raise ContentError("an entry needs a title", where=entry, remedy="write one, or delete the entry")
        given = {"title": title, "text": text, "kind": kind, "pane": pane}
        changed: dict[str, Any] = {name: value.strip() for name, value in given.items() if value is not None}
        if tags is not None:
            changed["tags"] = list(tags)
        what = "refiled" if changed.keys() == {"pane"} else "tagged" if changed.keys() == {"tags"} else "edited"
        with self._store.transaction():
            fields = self._fields(briefing, entry)
            if expected is not None and (fields["title"], fields["text"]) != expected:
                reason = "another window changed this entry meanwhile"
                raise EntryChanged(reason, where=f"“{fields['title'][:60]}”", remedy="save again to replace that")
            others = [self._fields(briefing, other) for other in also]
            words = {name: value for name, value in changed.items() if name in ("title", "text")}
            with self._journal.action(labelled(what, fields), fields["briefing"]) as steps:
                rewrite(steps, fields, changed)
                for other in others:
                    rewrite(steps, other, words)
            return self._entry(fields)

    def cite(self, briefing: Briefing, entry: EntryId, span: Span) -> Entry:
        """The entry with one more citation: of the words at a span, code points of the text, inside one sentence.

        Words over several sentences are cited sentence by sentence. Raises ValueError where no sentence is touched.
        """
        number = sentence_at(briefing, span)
        if number is None:
            raise ValueError(f"no sentence at {span}")
        added: list[Citation] = []
        for index in range(number - 1, len(briefing.sentences)):
            sentence = briefing.sentences[index]
            if sentence.span.start >= span.end:
                break
            part = Span(max(span.start, sentence.span.start), min(span.end, sentence.span.end))
            if part.start < part.end:
                added.append(Citation(sentence.number, part, part.of(briefing.text)))
        with self._store.transaction():
            fields = self._fields(briefing.id, entry)
            before = from_entry_fields(fields).citations
            citations = (*before, *(each for each in added if each not in before))
            return self._recite(fields, citations, briefing.sentences, f"cited sentence {number} in")

    def uncite(self, briefing: BriefingId, entry: EntryId, sentence: SentenceNumber) -> Entry:
        """The entry without its citations of a sentence."""
        with self._store.transaction():
            fields = self._fields(briefing, entry)
            source = self._store.table(SOURCES).get(doc_id=self._shelf.found(briefing)["text"])
            sentences = sentences_of(source)
            kept = tuple([each for each in from_entry_fields(fields).citations if each.sentence != sentence])
            return self._recite(fields, kept, sentences, f"took sentence {sentence} from")

    def link(self, briefing: BriefingId, entry: EntryId, other: EntryId) -> Entry:
        """The entry with a link to another of the same briefing; where either links to the other, with neither.

        Raises ContentError for a link of an entry to itself.
        """
        if entry == other:
            raise ContentError("an entry cannot be linked to itself", where=entry, remedy="choose another one")
        with self._store.transaction():
            fields, others = self._fields(briefing, entry), self._fields(briefing, other)
            there, back = other in fields["links"], entry in others["links"]
            what = "unlinked" if there or back else "linked"
            with self._journal.action(labelled(what, fields), fields["briefing"]) as steps:
                if there:
                    rewrite(steps, fields, {"links": [each for each in fields["links"] if each != other]})
                if back:
                    rewrite(steps, others, {"links": [each for each in others["links"] if each != entry]})
                if not there and not back:
                    rewrite(steps, fields, {"links": [*fields["links"], other]})
            return self._entry(fields)

    def describe(
        self,
        briefing: BriefingId,
        *,
        title: str | None = None,
        author: str | None = None,
        issued: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> BriefingSummary:
        """The briefing with what is given of its title and source changed; what is not given stays, empty is unknown.

        The title is that of the briefing and of its source. Raises ContentError for an empty title, for a date that
        is not of ISO 8601 (a year or a month will do), and for an address that is neither http nor https.
        """
        from content.source_fields import checked_address, checked_date, checked_words

        if title is not None and not title.strip():
            raise ContentError("a briefing needs a title", where=briefing, remedy="write one")
        words = {"title": title, "author": author, "publisher": publisher}
        source = {name: checked_words(name, given) for name, given in words.items() if given is not None}
        if issued is not None:
            source["issued"] = checked_date("issued", issued)
        if url is not None:
            source["URL"] = checked_address("url", url)
        with self._store.transaction():
            document = self._shelf.found(briefing)
            key = str(document.doc_id)
            changed = {"title": source.get("title", document["title"]), "source": document["source"] | source}
            if any(document[name] != value for name, value in changed.items()):
                first = document.get("first") or {name: document[name] for name in changed}
                what = "title" if source.keys() == {"title"} else "source"
                with self._journal.action(
                    f"edited the {what} of the briefing “{document['title'][:60]}”", key
                ) as steps:
                    steps.update(BRIEFINGS, key, {**changed, "first": first})
            return from_summary_fields(self._store.table(BRIEFINGS).get(doc_id=key))

    def remove(self, briefing: BriefingId, entry: EntryId) -> None:
        """Delete an entry; undoing brings it back. Nothing links to it meanwhile."""
        with self._store.transaction():
            fields = self._fields(briefing, entry)
            with self._journal.action(labelled("deleted", fields), fields["briefing"]) as steps:
                steps.delete(ENTRIES, fields["id"])
                steps.count(BRIEFINGS, fields["briefing"], "entries", -1)

    def original(self, briefing: BriefingId, entry: EntryId) -> Entry | None:
        """The entry as it was when its briefing was added, where the reader has changed it; otherwise None."""
        with self._store.snapshot():
            fields = self._fields(briefing, entry)
        return from_entry_fields(_first(fields)) if fields.get("original") else None

    def restore(self, briefing: BriefingId, entry: EntryId) -> Entry:
        """The entry as it was when its briefing was added. Raises ContentError where the reader has not changed it."""
        with self._store.transaction():
            fields = self._fields(briefing, entry)
            kept = fields.get("original")
            if not kept:
                raise ContentError(
                    "this entry is as it was first written", where=entry, remedy="there is nothing to restore"
                )
            with self._journal.action(f"restored the entry “{kept['title'][:60]}”", fields["briefing"]) as steps:
                steps.update(ENTRIES, fields["id"], {**kept, "original": None})
            return self._entry(fields)

    # -- what they share; each inside a transaction

    def _recite(self, fields: Document, citations: tuple[Citation, ...], sentences: Sentences, what: str) -> Entry:
        if citations == from_entry_fields(fields).citations:
            return self._entry(fields)
        from content.check import stands_in

        # Of those it had at first: a figure that went with its sentence comes back with it.
        first = from_entry_fields(_first(fields))
        numbers = {citation.sentence for citation in citations}
        new = first._replace(
            citations=citations,
            figures=tuple([each for each in first.figures if stands_in(sentences, each.span, numbers)]),
            quotations=tuple([each for each in first.quotations if stands_in(sentences, each.span, numbers)]),
        )
        recited = to_entry_fields(new, fields["briefing"], fields["position"])
        return self._change(fields, {name: recited[name] for name in ("citations", "figures", "quotations")}, what)

    def _change(self, fields: Document, changed: Fields, what: str) -> Entry:
        with self._journal.action(labelled(what, fields), fields["briefing"]) as steps:
            rewrite(steps, fields, changed)
        return self._entry(fields)

    def _entry(self, fields: Document) -> Entry:
        """The entry as it is now, as readers see it."""
        entry = from_entry_fields(self._entries.get(doc_id=fields["id"]))
        if not entry.links:
            return entry
        others = self._entries.having("briefing", fields["briefing"])
        return unlinked(entry, {each["key"] for each in others if each["deleted"]})

    def _fields(self, briefing: BriefingId, entry: EntryId) -> Document:
        document = str(self._shelf.found(briefing).doc_id)
        found: Document | None = self._entries.get(of_briefing(document) & (where("key") == entry))
        if found is None:
            raise UnknownEntry("the briefing has no such entry", where=entry, remedy="look whether it was deleted")
        return found


def labelled(what: str, fields: Body) -> str:
    """What was done to an entry, in words for the journal."""
    return f"{what} the entry “{fields['title'][:60]}”"


def _first(fields: Document) -> Body:
    """The fields of an entry as they were before the reader changed it."""
    return {**fields, **(fields.get("original") or {})}


def rewrite(steps: Steps, fields: Document, changed: Fields) -> None:
    """Change an entry; what others wrote is kept beside it, the first time that something differs."""
    if all(fields[name] == value for name, value in changed.items()):
        return
    if not fields.get("written"):
        original = fields.get("original") or {name: fields[name] for name in _CONTENTS}
        changed = {**changed, "origin": Origin.READER.value, "original": original}
        if fields.get("accepted"):  # it was, as it stood; restored, it is to be looked at again
            changed["accepted"] = None
    steps.update(ENTRIES, fields["id"], changed)
