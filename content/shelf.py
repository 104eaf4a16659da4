"""Where a briefing's documents are: from the ids that readers see to those of the documents, and back."""

from __future__ import annotations

from content.errors import UnknownBriefing
from content.model import BriefingId
from content.store import Document, DocumentStore, QueryLike, where
from content.store.schema import BRIEFINGS

LIVE: QueryLike = where("deleted") == False  # noqa: E712  (a query, not a comparison)
"""What has no tombstone."""


class Shelf:
    """The briefings of a library by their ids."""

    def __init__(self, store: DocumentStore) -> None:
        self._briefings = store.table(BRIEFINGS)

    def find(self, id: BriefingId) -> Document | None:
        """The document of the briefing with this id; None where there is none."""
        found: Document | None = self._briefings.get((where("key") == id) & LIVE)
        return found

    def found(self, id: BriefingId) -> Document:
        """The document of the briefing with this id. Raises UnknownBriefing where there is none."""
        document = self.find(id)
        if document is None:
            raise UnknownBriefing("no briefing has this id", where=id, remedy="list the library to see which there are")
        return document

    def key(self, document: str) -> BriefingId | None:
        """The id of the briefing whose document has this id; None where it is gone."""
        found = self._briefings.get(doc_id=document)
        return None if found is None or found["deleted"] else BriefingId(found["key"])


def of_briefing(document: str) -> QueryLike:
    """A query for what lives and belongs to the briefing whose document has this id."""
    query: QueryLike = (where("briefing") == document) & LIVE
    return query
