"""What stands around a sentence that was found, for whoever looks at it before they open the briefing."""

from __future__ import annotations

from pathlib import Path

from content.model import BriefingId, SentenceNumber
from content.search import Searcher
from content.search_read import Sentence, SourceText
from content.store.codec import decode
from content.store.reading import ReadConnection
from content.store.rows import BODY

_KEPT = 4
"""Texts that are kept, as the next passage is often of the same briefing."""


class PassageReader(Searcher):
    """Answers queries about the library in a folder, and shows what stands around a passage."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._texts = ReadConnection(folder)
        self._kept: dict[BriefingId, SourceText | None] = {}

    def around(
        self, id: BriefingId, number: SentenceNumber, *, before: int = 3, after: int = 20
    ) -> tuple[Sentence, ...]:
        """The sentence of a briefing with those around it; none where it is there no more. Raises LibraryError."""
        text = self._text(id)
        if text is None or not 1 <= number <= len(text):
            return ()
        first, last = max(1, number - before), min(len(text), number + after)
        return tuple([text.sentence(each) for each in range(first, last + 1)])

    def _text(self, id: BriefingId) -> SourceText | None:
        if id not in self._kept:
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[id] = self._read(id)
        return self._kept[id]

    def _read(self, id: BriefingId) -> SourceText | None:
        with self._texts.snapshot():
            # The index ends at a NUL, which an id may have: each is looked at.
            sql = f"SELECT {BODY} FROM doc_briefings WHERE json_extract(body, '$.key') = ? ORDER BY seq DESC"
            found = [decode(body) for (body,) in self._texts.fetch(sql, (id,))]
            fields = next((each for each in found if each["key"] == id and not each["deleted"]), None)
            if fields is None:
                return None
            rows = self._texts.fetch(f"SELECT {BODY} FROM doc_sources WHERE id = ?", (fields["text"],))
        return SourceText(decode(rows[0][0])) if rows else None

    def interrupt(self) -> None:
        super().interrupt()
        self._texts.interrupt()

    def close(self) -> None:
        super().close()
        self._texts.close()
