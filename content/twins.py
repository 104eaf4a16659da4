"""The same article known again: word for word, from the same file, or changed by its publisher meanwhile."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from content.likeness import SIZE, Sketch, estimate, is_cut_from, runs_of, share_of, sketch_of
from content.model import Briefing, BriefingId, DeskId, Source
from content.originals import Original, id_of
from content.shelf import Shelf
from content.store import DocumentStore
from content.store.codec import Body
from content.store.documents import from_source_facts, shown_title
from content.store.schema import BRIEFINGS, ORIGINALS, SOURCES
from content.store.sketches import Sketched, Sketches

ALIKE = 0.6
"""From which likeness on another article is worth telling of."""

CHANGED = 0.3
"""From which likeness on what stands at the same address is the same article, changed."""

_BATCH = 64
"""Briefings that are sketched at once, and written in one transaction."""

_LEAST = 0.3
"""From which estimate on two texts are compared run by run: where less is, `ALIKE` is out of its reach."""

_REMEMBERED = 64
"""Sketches of what was looked for last, which is likely to be added next."""

_CLOSEST, _LATEST = 5, 5
"""How many of those that seem most alike are compared run by run, and how many of those from the same source."""

_TRACKING = ("utm_", "fbclid", "gclid")
"""How the names of what tells no page from another begin in a query."""


class Kinship(StrEnum):
    """How a briefing in the library is akin to an article: its very text, its very file, an earlier or later text of
    it from the same source, one from there from which it was cut, or much the same from another source."""

    SAME_TEXT = "the same text"
    SAME_FILE = "the same file"
    SAME_SOURCE = "from the same source"
    WHOLE = "the whole of it"
    ALIKE = "alike"


class Twin(NamedTuple):
    """A briefing of the library that an article is akin to; `likeness` goes from 0 to 1.

    `issued` is when it was published, as `Source` has it.
    """

    briefing: BriefingId
    title: str
    kinship: Kinship
    likeness: float
    desk: DeskId
    issued: str

    def __str__(self) -> str:
        share = 100 if self.likeness >= 1 else min(99, round(self.likeness * 100))
        return f"{share} % the same as {self.briefing} ({self.title})"


class Twins:
    """Finds what in a library an article is akin to, by an index that grows with it."""

    def __init__(self, store: DocumentStore, shelf: Shelf) -> None:
        self._store, self._shelf = store, shelf
        self._sketches = Sketches(store.storage)
        self._briefings, self._sources = store.table(BRIEFINGS), store.table(SOURCES)
        self._made: dict[bytes, Sketch] = {}

    def find(self, briefing: Briefing, original: Original | None = None) -> Twin | None:
        """What an article is most akin to, in the order of `Kinship`; None where there is nothing like it.

        What is under the same desk comes first. `original` is the file that it was read from; None where that is not
        to be looked for. Raises LibraryError where the library cannot be written: it keeps an index of what it has.
        """
        while self.follow():
            pass
        with self._store.snapshot():
            elsewhere: Twin | None = None
            runs = runs_of(briefing.text)
            for column, value, kinship in (
                ("text", digest_of(briefing.text), Kinship.SAME_TEXT),
                ("original", "" if original is None else id_of(original.digest), Kinship.SAME_FILE),
            ):
                for id in self._sketches.having(column, value):
                    twin = self._twin(id, briefing, runs, kinship)
                    if twin is not None and twin.desk == briefing.desk:
                        return twin
                    elsewhere = elsewhere or twin
            near = self._nearest(briefing, runs)
            is_ours = near is not None and near.desk == briefing.desk and near.kinship is not Kinship.ALIKE
            return near if is_ours or elsewhere is None else elsewhere

    def from_file(self, digest: str, desk: DeskId) -> BriefingId | None:
        """The one briefing under a desk that was read from a file with this SHA-256, in hexadecimal.

        None where there is none, or several. A file that nothing was ever read from is told at once, whatever the
        index has still to take up. Raises LibraryError where the library cannot be written.
        """
        id = id_of(digest)
        if self._store.table(ORIGINALS).get(doc_id=id) is None:
            return None
        while self.follow():
            pass
        with self._store.snapshot():
            read = [self._briefings.get(doc_id=each) for each in self._sketches.having("original", id)]
            found = [BriefingId(each["key"]) for each in read if each and not each["deleted"] and each["desk"] == desk]
            return found[0] if len(found) == 1 else None

    def _nearest(self, briefing: Briefing, runs: set[bytes]) -> Twin | None:
        """The briefing from the same source, or else the one most like it."""
        ours = sketch_of(runs)
        self._made[digest_of(briefing.text)] = ours
        while len(self._made) > _REMEMBERED:
            del self._made[next(iter(self._made))]
        source = dict.fromkeys(
            [
                *self._sketches.having("headline", headline_of(briefing.title, briefing.source)),
                *self._sketches.having("address", address_of(briefing.source)),
            ]
        )
        near = sorted(
            ((estimate(ours.lowest, _unpacked(lowest)), id) for id, lowest in self._sketches.sharing(ours.bands)),
            reverse=True,
        )
        found: list[Twin] = []
        # Of those at one address the latest is the nearest in time.
        for id in dict.fromkeys(
            [*list(source)[: -_LATEST - 1 : -1], *(id for share, id in near[:_CLOSEST] if share >= _LEAST)]
        ):
            twin = self._twin(id, briefing, runs, Kinship.ALIKE)
            least = {Kinship.SAME_SOURCE: CHANGED, Kinship.WHOLE: 0.0}
            if twin is not None and twin.likeness >= least.get(twin.kinship, ALIKE):
                found.append(twin)

        def nearness(each: Twin) -> tuple[bool, bool, str, float]:
            is_source = each.kinship is not Kinship.ALIKE
            # An earlier text may stand beside the newest, which is the one that changes.
            return is_source, each.desk == briefing.desk, each.issued if is_source else "", each.likeness

        return max(found, key=nearness, default=None)

    def _twin(self, id: str, briefing: Briefing, runs: set[bytes], kinship: Kinship) -> Twin | None:
        fields = self._briefings.get(doc_id=id)
        if fields is None or fields["deleted"]:
            return None
        source = from_source_facts(fields["source"])
        share, theirs = 1.0, runs
        if kinship is not Kinship.SAME_TEXT:
            found = self._text(fields)
            if found is None:
                return None
            theirs = runs_of(found)
            share = share_of(runs, theirs)
        if kinship is Kinship.ALIKE:
            here, there = address_of(briefing.source), address_of(source)
            # What is published again and again under one title has other dates.
            is_one = not (here and there) and (briefing.source.issued in ("", source.issued) or not source.issued)
            headline = headline_of(briefing.title, briefing.source)
            is_titled = is_one and share >= ALIKE and headline == headline_of(fields["title"], source) != ""
            if here == there != "" or is_titled:
                kinship = Kinship.WHOLE if is_cut_from(runs, theirs) else Kinship.SAME_SOURCE
        return Twin(
            BriefingId(fields["key"]), shown_title(fields), kinship, share, DeskId(fields["desk"]), source.issued
        )

    def behind(self) -> int:
        """How many briefings the index has still to take up, see `follow`; all of them the first time."""
        with self._store.transaction():
            return self._sketches.waiting()

    def follow(self, most: int = _BATCH) -> bool:
        """Take at most so many briefings that were added or changed up into the index; whether there were any.

        The first time every text is read once. A few at a time, so that other windows have their turn. `find` does
        what is left of it; to follow before it keeps that quick. Raises LibraryError where the library cannot be
        written.
        """
        with self._store.transaction():
            stale, end = self._sketches.stale(most)
        # Between the two, as other windows wait for whoever writes. What they change meanwhile is seen the next time.
        made = [each for id in stale if (each := self._sketched(id)) is not None]
        with self._store.transaction():
            for each in made:
                self._sketches.put(each)
            self._sketches.see(end)
        return bool(stale)

    def _text(self, fields: Body) -> str | None:
        """The text of a briefing; None where it is lost, of which the doctor tells."""
        try:
            return str(self._sources.large(fields["text"])["text"])
        except KeyError:
            return None

    def _sketched(self, id: str) -> Sketched | None:
        """What is to be kept of a briefing; None where it is gone."""
        with self._store.snapshot():
            fields = self._briefings.get(doc_id=id)
            text = None if fields is None else self._text(fields)
        if fields is None or text is None:
            return None
        source, digest = from_source_facts(fields["source"]), digest_of(text)
        made = self._made.get(digest) or sketch_of(runs_of(text))
        return Sketched(
            id,
            digest,
            fields.get("original", ""),
            address_of(source),
            headline_of(fields["title"], source),
            b"".join(made.lowest),
            made.bands,
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
