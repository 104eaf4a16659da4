"""Entries written, edited, refiled, cited, linked and removed by the reader, each change one action to be undone.

What an editor or the program wrote is kept beside what the reader made of it, and can be restored. An entry keeps
those of its figures and quotations whose sentences it still cites: no entry claims what it does not cite.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from content.errors import ContentError, UnknownEntry
from content.model import Briefing, BriefingId, Citation, Entry, EntryId, Origin, PaneId, SentenceNumber, Span
from content.notes import sentence_at
from content.shelf import Shelf, of_briefing
from content.store import Document, DocumentStore, where
from content.store.documents import from_entry_fields, to_entry_fields
from content.store.journal import Journal
from content.store.schema import BRIEFINGS, ENTRIES

_CONTENTS = ("pane", "kind", "title", "text", "origin", "citations", "figures", "quotations", "links", "tags")
"""What of an entry's document the reader may change, and what is kept of the original."""


class Editor:
    """The entries of a library's briefings, open to change. What is returned is on disk.

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
        with self._journal.action(f"wrote the entry “{title[:60]}”", self._document(briefing)) as steps:
            document = self._shelf.found(briefing)
            own = str(document.doc_id)
            last = max((each["position"] for each in self._entries.having("briefing", own)), default=-1)
            id = EntryId(f"own-{self._store.storage.new_id()[-12:]}")
            entry = Entry(id, pane, kind, title.strip(), text.strip(), Origin.READER, citations, tags=tags)
            steps.insert(ENTRIES, to_entry_fields(entry, own, last + 1) | {"written": True})
            steps.update(BRIEFINGS, own, {"entries": document["entries"] + 1})
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
    ) -> Entry:
        """The entry with what is given changed; what is not given stays. Raises ContentError for an empty title."""
        if title is not None and not title.strip():
            raise ContentError("an entry needs a title", where=entry, remedy="write one, or delete the entry")
        given: dict[str, Any] = {"title": title, "text": text, "kind": kind, "pane": pane}
        fields = {name: value.strip() for name, value in given.items() if value is not None}
        if tags is not None:
            fields["tags"] = list(tags)
        what = "refiled" if fields.keys() == {"pane"} else "tagged" if fields.keys() == {"tags"} else "edited"
        return self._change(briefing, entry, fields, what)

    def cite(self, briefing: Briefing, entry: EntryId, span: Span) -> Entry:
        """The entry with one more citation: of the words at a span, code points of the text, inside one sentence.

        Words over several sentences are cited sentence by sentence. Raises ValueError where no sentence is touched.
        """
        number = sentence_at(briefing, span)
        if number is None:
            raise ValueError(f"no sentence at {span}")
        added: list[Citation] = []
        for sentence in briefing.sentences[number - 1 :]:
            if sentence.span.start >= span.end:
                break
            part = Span(max(span.start, sentence.span.start), min(span.end, sentence.span.end))
            if part.start < part.end:
                added.append(Citation(sentence.number, part, part.of(briefing.text)))
        before = self._entry(briefing.id, entry).citations
        citations = (*before, *(each for each in added if each not in before))
        return self._recite(briefing.id, entry, citations, f"cited sentence {number} in")

    def uncite(self, briefing: BriefingId, entry: EntryId, sentence: SentenceNumber) -> Entry:
        """The entry without its citations of a sentence."""
        kept = tuple(each for each in self._entry(briefing, entry).citations if each.sentence != sentence)
        return self._recite(briefing, entry, kept, f"took sentence {sentence} from")

    def link(self, briefing: BriefingId, entry: EntryId, other: EntryId) -> Entry:
        """The entry with a link to another of the same briefing; where it has that link already, without it."""
        self._entry(briefing, other)
        links = self._entry(briefing, entry).links
        changed = tuple(each for each in links if each != other) if other in links else (*links, other)
        return self._change(briefing, entry, {"links": list(changed)}, "unlinked" if other in links else "linked")

    def remove(self, briefing: BriefingId, entry: EntryId) -> None:
        """Delete an entry; undoing brings it back."""
        fields = self._fields(briefing, entry)
        with self._journal.action(f"deleted the entry “{fields['title'][:60]}”", fields["briefing"]) as steps:
            steps.delete(ENTRIES, fields["id"])
            steps.update(BRIEFINGS, fields["briefing"], {"entries": self._shelf.found(briefing)["entries"] - 1})

    def original(self, briefing: BriefingId, entry: EntryId) -> Entry | None:
        """The entry as an editor or the program wrote it, where the reader has changed it; otherwise None."""
        fields = self._fields(briefing, entry)
        kept = fields.get("original")
        return None if not kept else from_entry_fields({**fields, **kept})

    def restore(self, briefing: BriefingId, entry: EntryId) -> Entry:
        """The entry as it was written first. Raises ContentError where the reader has not changed it."""
        fields = self._fields(briefing, entry)
        kept = fields.get("original")
        if not kept:
            raise ContentError(
                "this entry is as it was first written", where=entry, remedy="there is nothing to restore"
            )
        with self._journal.action(f"restored the entry “{kept['title'][:60]}”", fields["briefing"]) as steps:
            steps.update(ENTRIES, fields["id"], {**kept, "original": None})
        return self._entry(briefing, entry)

    # -- what they share

    def _recite(self, briefing: BriefingId, entry: EntryId, citations: tuple[Citation, ...], what: str) -> Entry:
        fields = self._fields(briefing, entry)
        originally = from_entry_fields({**fields, **(fields.get("original") or {})})
        now = from_entry_fields(fields)
        new = now._replace(
            citations=citations,
            figures=tuple(dict.fromkeys(f for f in (*now.figures, *originally.figures) if _stands(f.span, citations))),
            quotations=tuple(
                dict.fromkeys(q for q in (*now.quotations, *originally.quotations) if _stands(q.span, citations))
            ),
        )
        changed = to_entry_fields(new, fields["briefing"], fields["position"])
        return self._change(
            briefing, entry, {name: changed[name] for name in ("citations", "figures", "quotations")}, what
        )

    def _change(self, briefing: BriefingId, entry: EntryId, changed: dict[str, Any], what: str) -> Entry:
        fields = self._fields(briefing, entry)
        with self._journal.action(f"{what} the entry “{fields['title'][:60]}”", fields["briefing"]) as steps:
            if all(fields[name] == value for name, value in changed.items()):
                return from_entry_fields(fields)
            if fields["origin"] != Origin.READER.value:
                original = {name: fields[name] for name in _CONTENTS}
                changed = {**changed, "origin": Origin.READER.value, "original": original}
            steps.update(ENTRIES, fields["id"], changed)
        return self._entry(briefing, entry)

    def _entry(self, briefing: BriefingId, entry: EntryId) -> Entry:
        return from_entry_fields(self._fields(briefing, entry))

    def _fields(self, briefing: BriefingId, entry: EntryId) -> Document:
        for fields in self._entries.search(of_briefing(self._document(briefing)) & (where("key") == entry)):
            return fields
        raise UnknownEntry("the briefing has no such entry", where=entry, remedy="look whether it was deleted")

    def _document(self, briefing: BriefingId) -> str:
        return str(self._shelf.found(briefing).doc_id)


def _stands(span: Span, citations: Iterable[Citation]) -> bool:
    """Whether words lie within what is cited, perhaps over several citations in a row."""
    at = span.start
    for citation in sorted(citations, key=lambda each: each.span):
        if citation.span.start <= at + 1 and citation.span.end > at:
            at = citation.span.end
        if at >= span.end:
            return True
    return False
