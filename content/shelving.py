"""What a reader does to whole briefings: stars, tags, titles of their own, archiving and deleting.

Each is one action that can be undone, however many briefings it is done to. All of it is kept in fields of the
briefing's own document; what is deleted has a tombstone there, and what belongs to it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from content.errors import ContentError
from content.model import BriefingId
from content.notes import tags_of
from content.shelf import Shelf
from content.source_fields import checked_words
from content.store import Document, DocumentStore
from content.store.codec import Body
from content.store.conflicts import joined_tags
from content.store.documents import shown_title
from content.store.journal import Journal
from content.store.schema import BRIEFINGS


class Shelving:
    """The briefings of a library, open to be ordered. What is returned is on disk.

    Each method raises UnknownBriefing for what is not there, ContentError for words that cannot be written,
    LibraryError where the disk fails; nothing is kept then. Where nothing differs nothing is kept, nor to be undone.
    """

    def __init__(self, store: DocumentStore, shelf: Shelf, journal: Journal) -> None:
        self._store, self._shelf, self._journal = store, shelf, journal

    def star(self, briefings: Iterable[BriefingId], *, on: bool = True) -> int:
        """Star briefings, or take the stars off; of how many that changed anything."""
        return self._change(briefings, "starred" if on else "took the star off", lambda _: {"starred": on})

    def archive(self, briefings: Iterable[BriefingId], *, on: bool = True) -> int:
        """Archive briefings, so that lists show them only if asked, or bring them back; of how many that was new."""
        return self._change(briefings, "archived" if on else "unarchived", lambda _: {"archived": on})

    def tag(self, briefings: Iterable[BriefingId], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> int:
        """Add tags to briefings and take others off; of how many that changed anything.

        Tags are written as those of notes are: case is kept as first written, and does not tell two tags apart.
        """
        added, gone = tags_of(" ".join(add)), {tag.casefold() for tag in tags_of(" ".join(remove))}

        def changed(document: Document) -> Body:
            tags = document.get("tags") or []
            return {"tags": [each for each in joined_tags(tags, added) if each.casefold() not in gone]}

        return self._change(briefings, "tagged" if added or not gone else "untagged", changed)

    def set_tags(self, briefings: Iterable[BriefingId], tags: Iterable[str]) -> int:
        """Give briefings these tags in the place of those that they have; of how many that changed anything."""
        return self._change(briefings, "tagged", lambda _: {"tags": list(tags_of(" ".join(tags)))})

    def rename(self, briefing: BriefingId, title: str) -> str:
        """The title that a briefing is shown under from now on, on one line.

        The article keeps its own, under which it is shown again where this is the same. Raises ContentError for an
        empty title, or one of more than 1,000 characters.
        """
        words = checked_words("title", title)
        if not words:
            raise ContentError("a briefing needs a title", where=briefing, remedy="write one")
        self._change([briefing], "renamed", lambda found: {"name": None if words == found["title"] else words})
        return words

    def restore_title(self, briefing: BriefingId) -> str:
        """The article's own title, under which a briefing is shown again."""
        self._change([briefing], "put back the title of", lambda _: {"name": None})
        with self._store.snapshot():
            return str(self._shelf.found(briefing)["title"])

    def remove(self, briefings: Iterable[BriefingId]) -> int:
        """Delete briefings with all that is on them; how many. Undoing brings all of it back."""
        return self._change(briefings, "deleted", lambda _: {"deleted": True, "removed": True})

    def _change(self, briefings: Iterable[BriefingId], what: str, change: Callable[[Document], Body]) -> int:
        """Change fields of several briefings in one action; how many of them differ then."""
        with self._store.transaction():
            found = [self._shelf.found(id) for id in dict.fromkeys(briefings)]
            changes = [(each, fields) for each in found if (fields := _differing(each, change(each)))]
            if not changes:
                return 0
            document = changes[0][0]
            words = f"{what} the briefing “{shown_title(document)[:60]}”"
            with self._journal.action(words if len(changes) == 1 else f"{what} {len(changes):,} briefings") as steps:
                if len(changes) == 1:
                    steps.briefing = str(document.doc_id)
                for each, fields in changes:
                    steps.update(BRIEFINGS, str(each.doc_id), fields)
            return len(changes)


def _differing(document: Document, fields: Body) -> Body:
    """Those fields that say something else than a document does; one that is missing there says nothing."""
    return {name: value for name, value in fields.items() if (document.get(name) or None) != (value or None)}
