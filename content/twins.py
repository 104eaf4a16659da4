"""The same article known again: word for word, from the same file, or changed by its publisher meanwhile."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from content.likeness import SIZE, estimate, likeness, sketch
from content.model import Briefing, BriefingId, Source
from content.originals import Original, id_of
from content.shelf import Shelf
from content.store import DocumentStore
from content.store.schema import BRIEFINGS, SOURCES
from content.store.sketches import Sketched, Sketches

ALIKE = 0.6
"""From which likeness on another article is worth telling of."""

CHANGED = 0.3
"""From which likeness on what stands at the same address is the same article, changed."""

_BATCH = 64
"""Briefings that are sketched in one transaction."""

_CLOSEST = 5
"""How many of those that seem most alike are compared run by run."""


_TRACKING = ("utm_", "fbclid", "gclid")
"""How the names of what tells no page from another begin in a query."""


class Kinship(StrEnum):
    """How a briefing in the library is akin to an article: its very text, its very file, an earlier or later text of
    it from the same source, or much the same from another source."""

    SAME_TEXT = "the same text"
    SAME_FILE = "the same file"
    SAME_SOURCE = "from the same source"
    ALIKE = "alike"


class Twin(NamedTuple):
    """A briefing of the library that an article is akin to; `likeness` goes from 0 to 1."""

    briefing: BriefingId
    title: str
    kinship: Kinship
    likeness: float

    def __str__(self) -> str:
        share = 100 if self.likeness >= 1 else min(99, round(self.likeness * 100))
        return f"{share} % the same as {self.briefing} ({self.title})"


class Twins:
    """Finds what in a library an article is akin to, by an index that grows with it."""

    def __init__(self, store: DocumentStore, shelf: Shelf) -> None:
        self._store, self._shelf = store, shelf
        self._sketches = Sketches(store.storage)
        self._briefings, self._sources = store.table(BRIEFINGS), store.table(SOURCES)

    def find(self, briefing: Briefing, original: Original | None = None) -> Twin | None:
        """What an article is most akin to, in the order of `Kinship`; None where there is nothing like it.

        `original` is the file that it was read from; None where that is not to be looked for. Raises LibraryError
        where the library cannot be written: it keeps an index of what it has.
        """
        self._follow()
        with self._store.snapshot():
            for column, value, kinship in (
                ("text", digest_of(briefing.text), Kinship.SAME_TEXT),
                ("original", "" if original is None else id_of(original.digest), Kinship.SAME_FILE),
            ):
                for id in self._sketches.having(column, value):
                    twin = self._twin(id, briefing, kinship)
                    if twin is not None:
                        return twin
            return self._nearest(briefing)

    def _nearest(self, briefing: Briefing) -> Twin | None:
        """The briefing from the same source, or else the one most like it."""
        ours = sketch(briefing.text)
        source = [
            *self._sketches.having("address", address_of(briefing.source)),
            *self._sketches.having("headline", headline_of(briefing.title, briefing.source)),
        ]
        near = sorted(
            ((estimate(ours.lowest, _unpacked(lowest)), id) for id, lowest in self._sketches.sharing(ours.bands)),
            reverse=True,
        )
        found: list[Twin] = []
        # Of those at one address the latest is the nearest in time.
        for id in dict.fromkeys([*source[: -_CLOSEST - 1 : -1], *(id for _, id in near[:_CLOSEST])]):
            twin = self._twin(id, briefing, Kinship.ALIKE)
            if twin is not None and twin.likeness >= (CHANGED if twin.kinship is Kinship.SAME_SOURCE else ALIKE):
                found.append(twin)
        return max(found, key=lambda each: (each.kinship is Kinship.SAME_SOURCE, each.likeness), default=None)

    def _twin(self, id: str, briefing: Briefing, kinship: Kinship) -> Twin | None:
        fields = self._briefings.get(doc_id=id)
        if fields is None or fields["deleted"]:
            return None
        told = fields["source"]
        source = Source(told["title"], told["author"], told["publisher"], told["issued"], told["URL"])
        share = 1.0
        if kinship is not Kinship.SAME_TEXT:
            share = likeness(self._sources.large(fields["text"])["text"], briefing.text)
        if kinship is Kinship.ALIKE:
            ours, theirs = address_of(briefing.source), address_of(source)
            # What is published again and again under one title has other dates.
            is_one = not (ours and theirs) and (briefing.source.issued in ("", source.issued) or not source.issued)
            headline = headline_of(briefing.title, briefing.source)
            is_titled = is_one and share >= ALIKE and headline == headline_of(fields["title"], source) != ""
            if ours == theirs != "" or is_titled:
                kinship = Kinship.SAME_SOURCE
        return Twin(BriefingId(fields["key"]), fields["title"], kinship, share)

    def _follow(self) -> None:
        """Bring the index up to what the library has now; the first time that reads every text once.

        A few at a time, so that other windows have their turn.
        """
        stale = [""]
        while stale:
            with self._store.transaction():
                stale = self._sketches.stale(_BATCH)
                for id in stale:
                    self._sketch(id)

    def _sketch(self, id: str) -> None:
        fields = self._briefings.get(doc_id=id)
        try:
            text = None if fields is None else self._sources.large(fields["text"])["text"]
        except KeyError:  # a briefing whose text is lost: the doctor tells of it
            text = None
        if fields is None or text is None:
            return
        told, made = fields["source"], sketch(text)
        source = Source(told["title"], told["author"], told["publisher"], told["issued"], told["URL"])
        self._sketches.put(
            Sketched(
                id,
                digest_of(text),
                fields.get("original", ""),
                address_of(source),
                headline_of(fields["title"], source),
                b"".join(made.lowest),
                made.bands,
            )
        )


def digest_of(text: str) -> bytes:
    """A digest that texts share whose words are the same, however they are broken into lines."""
    return sha256(" ".join(text.split()).encode("utf-8", "replace")).digest()


def address_of(source: Source) -> str:
    """Where a text was published, the same for each way of writing it: without scheme, `www.`, mark and tracking."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    try:
        parts = urlsplit(source.url.strip())
        asked = [each for each in parse_qsl(parts.query) if not each[0].startswith(_TRACKING)]
        query = f"?{urlencode(sorted(asked))}" if asked else ""
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:  # no address, or one that nobody can write
        return ""
    if not parts.hostname or parts.scheme not in ("http", "https"):
        return ""
    return f"{parts.hostname.removeprefix('www.')}{port}{parts.path.rstrip('/')}{query}"


def headline_of(title: str, source: Source) -> str:
    """The title and the publisher of a text, whatever their case and blanks; empty without a title."""
    words = " ".join((source.title or title).casefold().split())
    return f"{words}\n{' '.join(source.publisher.casefold().split())}" if words else ""


def _unpacked(lowest: bytes) -> tuple[bytes, ...]:
    return tuple([lowest[at : at + SIZE] for at in range(0, len(lowest), SIZE)])
