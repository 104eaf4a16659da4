"""Where a briefing's documents are: from the ids that readers see to those of the documents, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from content.errors import ContentError, UnknownBriefing
from content.model import Briefing, BriefingId
from content.store import Document, DocumentStore, QueryLike, where
from content.store.codec import Body
from content.store.documents import to_briefing_fields, to_entry_fields, to_source_fields
from content.store.last_read import last_read
from content.store.schema import BRIEFINGS, ENTRIES, READING, REVISIONS, SOURCES

if TYPE_CHECKING:
    from content.store.search_index import SearchIndex

LIVE: QueryLike = where("deleted") == False  # noqa: E712  (a query, not a comparison)
"""What has no tombstone."""

SHOWN: QueryLike = LIVE & ~(where("archived") == True)  # noqa: E712
"""The briefings that lists show unasked."""

OWN = ("name", "tags", "starred")
"""The fields of a briefing's document that go along to a later text of the article."""

NOTHING: Mapping[str, Body] = {}

_CANDIDATES = 5
"""How many briefings a refusal names."""


class Shelf:
    """The briefings of a library by their ids."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._briefings = store.table(BRIEFINGS)

    @cached_property
    def _index(self) -> SearchIndex:
        from content.store.search_index import SearchIndex

        return SearchIndex(self._store.storage)

    def find(self, id: BriefingId) -> Document | None:
        """The document of the briefing with this id; None where there is none."""
        # The index alone says which may be it: before every note, a query would cost as much as the note's own row.
        if "\0" in id:  # the index may end at it
            found: Document | None = self._briefings.get((where("key") == id) & LIVE)
            return found
        for fields in list(self._briefings.having("key", id)):
            if fields["key"] == id and not fields["deleted"]:
                return Document(fields, fields["id"])
        return None

    def found(self, id: BriefingId) -> Document:
        """The document of the briefing with this id. Raises UnknownBriefing where there is none."""
        document = self.find(id)
        if document is None:
            raise UnknownBriefing("no briefing has this id", where=id, remedy="list the library to see which there are")
        return document

    def last_read(self) -> BriefingId | None:
        """The briefing that was read last, of those not archived; None where nothing was. Inside a snapshot."""
        found = last_read(self._store.storage)
        if found is not None:
            return BriefingId(found[0]) if found else None
        for reading in self._store.table(READING).descending("updated_at"):
            document = self._briefings.get(doc_id=reading["briefing"])
            if document is not None and SHOWN(document) and not reading["deleted"]:
                return BriefingId(document["key"])
        return None

    def put(
        self, briefing: Briefing, *, original: str = "", beside: Mapping[str, Body] = NOTHING, own: Body | None = None
    ) -> str:
        """The id of the document of a briefing, now kept with its text and entries; for use inside a transaction.

        `original` is the id of the document of the file that it was read from, `beside` are fields of entries, by
        their ids, beside those that an entry has; `own` are those of the briefing's document that are the reader's.
        Nobody looks whether the briefing's id is free, nor whether two entries share one. Raises ContentError where
        something cannot be written.
        """
        document, source = self._store.document({}), self._store.document({})
        key = str(document.doc_id)
        document.update(to_briefing_fields(briefing, str(source.doc_id)))
        if original:
            document["original"] = original
        document.update(own or {})
        source.update(to_source_fields(briefing, key))
        self._briefings.add(document)
        self._store.table(SOURCES).add(source)
        self._index.take_up_document(str(source.doc_id))
        entries = self._store.table(ENTRIES)
        with self._index.entries_at_once():
            for place, each in enumerate(briefing.entries):
                fields = {**to_entry_fields(each, key, place), **beside.get(each.id, {})}
                entries.add(self._store.document(fields))
        return key

    def key(self, document: str) -> BriefingId | None:
        """The id of the briefing whose document has this id; None where it is gone."""
        found = self._briefings.get(doc_id=document)
        return None if found is None or found["deleted"] else BriefingId(found["key"])

    def is_removed(self, document: str) -> bool:
        """Whether the reader deleted the briefing whose document has this id."""
        found = self._briefings.get(doc_id=document)
        return found is not None and found["deleted"] and bool(found.get("removed"))

    def revision(self, document: str) -> Body | None:
        """The fields that say of which briefing this one is a revision; None for one that is none."""
        revisions = self._store.table(REVISIONS).having("briefing", document)
        return next((each for each in list(revisions) if not each["deleted"]), None)

    def earlier(self, documents: Iterable[str]) -> set[str]:
        """Those of these documents of briefings in whose place a later text of the article stands."""
        revisions = self._store.table(REVISIONS)
        candidates = set(revisions.values("revision_of")).intersection(documents)
        return {
            document
            for document in candidates
            if any(
                not each["deleted"] and self.key(each["briefing"]) is not None
                for each in list(revisions.having("revision_of", document))
            )
        }

    def _latest_of(self, ids: Iterable[str]) -> BriefingId | None:
        """The one of these briefings of which the others are earlier texts; None where several are not."""
        documents = {str(found.doc_id): id for id in ids if (found := self.find(BriefingId(id))) is not None}
        left = set(documents) - self.earlier(documents)
        return BriefingId(documents[left.pop()]) if len(left) == 1 else None

    def resolve(self, shortened: str) -> BriefingId:
        """The id that a reader means, see `Library.resolve`; inside a snapshot."""
        if self.find(BriefingId(shortened)) is not None:
            return BriefingId(shortened)
        ways = [
            (words, at_start) for words in dict.fromkeys((shortened, shortened.lower())) for at_start in (True, False)
        ]
        for words, at_start in ways:
            found = self._live(self._briefings.values("key", containing=words, at_start=at_start))
            # One more than is named tells that there are others; to look at all would take long in a full library.
            named = list(islice(found, _CANDIDATES + 1))
            if len(named) == 1:
                return BriefingId(named[0])
            if 1 < len(named) <= _CANDIDATES and (latest := self._latest_of(named)) is not None:
                return latest
            if named:
                others = " and others" if len(named) > _CANDIDATES else ""
                raise UnknownBriefing(
                    "several briefings answer to this id",
                    where=shortened,
                    remedy=f"choose one of {', '.join(named[:_CANDIDATES])}{others}",
                )
        raise UnknownBriefing("no briefing has this id", where=shortened, remedy=self._suggestion(shortened))

    def _live(self, ids: Iterable[str]) -> Iterator[str]:
        return (id for id in ids if self.find(BriefingId(id)) is not None)

    def _suggestion(self, shortened: str) -> str:
        from difflib import get_close_matches

        keys = list(self._briefings.values("key"))
        wanted = shortened.casefold()
        # By its beginning, too: what is typed is seldom a whole id.
        heads = {key.casefold()[: len(wanted)]: key for key in reversed(keys)} | {key.casefold(): key for key in keys}
        near = [heads[head] for head in get_close_matches(wanted, heads, n=_CANDIDATES, cutoff=0.5)]
        nearest = next(self._live(near), None)
        return f"did you mean {nearest}?" if nearest is not None else "see 'readout list' for those there are"


def of_briefing(document: str) -> QueryLike:
    """A query for what lives and belongs to the briefing whose document has this id."""
    query: QueryLike = (where("briefing") == document) & LIVE
    return query


def refuse_twins(briefing: Briefing) -> None:
    """Raise ContentError for a briefing two of whose entries have the same id."""
    seen: set[str] = set()
    for entry in briefing.entries:
        if entry.id in seen:
            raise ContentError(
                f"two of its entries have the id {entry.id}", where=briefing.id, remedy="give each entry its own id"
            )
        seen.add(entry.id)
