"""Dossiers: all that the briefings of a library say of somebody, or of a body, in order of time, with what it rests on.

Off the event loop they are read through `content.gathered`, with a connection of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from content.model import BriefingId, Citation, EntryId, Figure, FigureKind, SentenceNumber, Span
from content.name_keys import holds, name_key
from content.notes import NoteId
from content.register import Book, Identity, IdentityId, Kind, Register, whose
from content.store.codec import Body
from content.store.documents import from_entry_fields
from content.store.name_index import NameIndex, Shelved, Spelling, Use
from content.store.reading import Reading
from content.store.schema import BRIEFINGS

PageKey = tuple[str, int]
"""Where a page ends: the day of its last briefing and its number in the index."""

_KINDS = {Kind.BODY, Kind.STATE}
_NOTE_WORDS = 400
"""Code points of a note that a dossier shows."""


class ItemKind(StrEnum):
    """What of somebody a briefing has."""

    ROLE = "role"
    ENTRY = "entry"
    QUOTATION = "quotation"
    FIGURE = "figure"
    NOTE = "note"


class Item(NamedTuple):
    """One thing that is said of somebody: where, when and what it rests on.

    `day` is when the article was published, else when it was added, in ISO 8601, as much as is known. `text` is the
    role, the entry's text, the words quoted, the figure as worded, or the note; `title` that of the entry. `sentences`
    are those it rests on, with their words; of a quotation or a figure the one that it stands in.
    """

    kind: ItemKind
    briefing: BriefingId
    day: str
    entry: EntryId | None
    title: str
    text: str
    sentences: tuple[Citation, ...] = ()
    figure: Figure | None = None
    note: NoteId | None = None


class Dossier(NamedTuple):
    """A page of what is said of somebody: the items of some briefings, the earliest first.

    `briefings` counts all that they are in; `after` is where the next page begins, None at the end; `is_whole` says
    that no briefing is left that the index has not read, which is so for people at once.
    """

    identity: Identity
    briefings: int
    items: tuple[Item, ...]
    after: PageKey | None
    is_whole: bool


class Companion(NamedTuple):
    """Who appears with somebody: in how many of their entries, sentences and briefings."""

    identity: Identity
    entries: int
    sentences: int
    briefings: int


class Found(NamedTuple):
    """Somebody whose name begins with, or contains, what was typed; `briefings` counts those that they are in."""

    identity: Identity
    briefings: int


class Dossiers:
    """All that is said of somebody across briefings. Every method raises LibraryError where nothing can be read."""

    def __init__(self, storage: Reading, register: Register) -> None:
        self._storage, self._register = storage, register

    @property
    def _index(self) -> NameIndex:
        return self._register.index

    def behind(self) -> int:
        """How many briefings' bodies and states are not in the index yet; all of them the first time."""
        return self._register.behind()

    def follow(self, most: int = 16) -> bool:
        """Take some of them up, in one short transaction; whether any are left. For the background."""
        return self._register.follow(most)

    def of(self, who: str, *, after: PageKey | None = None, limit: int = 20) -> Dossier:
        """What is said of somebody in at most `limit` briefings, the earliest first, those after the end of a page.

        `who` is a name or the id of an identity. Raises UnknownName for one that nobody goes by.
        """
        is_whole = self._register.catch_up()
        with self._storage.snapshot():
            book = self._register.book()
            identity = self._register.resolve(who, book)
            page, count = self._register.briefings_of(identity, book, after=after, limit=limit)
            names = self._register.names_in([each.id for each in page])
            items = [item for each in page for item in self._items(identity, each, names[each.id], book)]
        end = (page[-1].day, page[-1].id) if len(page) == limit else None
        return Dossier(identity, count, tuple(items), end, is_whole)

    def companions(self, who: str, limit: int = 20) -> list[Companion]:
        """Who is named with somebody: those of the most shared entries first, then sentences, then briefings."""
        self._register.catch_up()
        with self._storage.snapshot():
            book = self._register.book()
            identity = self._register.resolve(who, book)
            return self._companions(identity, book, limit)

    def find(self, text: str, limit: int = 20, *, people_only: bool = False) -> list[Found]:
        """Those whose name begins with what was typed, then those of whose names a word does, then the others.

        Of each kind those first that are named most. Quick enough to be asked at every key.
        """
        key = name_key(text) if text.strip() else ""
        self._register.catch_up()
        with self._storage.snapshot():
            book = self._register.book()
            found: dict[IdentityId, Identity] = {}
            for each in self._typed(key, limit):
                identity = self._register.resolve(f"name:{each.folded}", book)
                if identity.is_somebody and not (people_only and identity.kind in _KINDS):
                    found.setdefault(identity.id, identity)
                if len(found) >= limit:
                    break
            for document in book.documents:  # those called otherwise, or who have names in some briefings only
                if len(found) < limit and key and key in name_key(document["name"]) and document["id"] not in found:
                    found[IdentityId(document["id"])] = self._register.by_hand(document)
            counted = [Found(each, self._register.briefings_of(each, book, limit=1)[1]) for each in found.values()]
        return [each for each in counted if each.briefings or each.identity.by_hand]

    def _typed(self, key: str, limit: int) -> Iterator[Spelling]:
        yield from self._index.beginning(key, limit)
        if key:
            yield from self._index.with_word(key.split()[0], key if " " in key else "", limit)
            if len(key) > 2:
                yield from self._index.containing(key, limit)

    def entries_about(self, identity: Identity, page: Iterable[Shelved], book: Book) -> dict[int, set[str]]:
        """The ids of the entries that are of somebody or name them, by the number of their briefing; in a snapshot."""
        every = list(page)
        names = self._register.names_in([each.id for each in every])
        found: dict[int, set[str]] = {}
        for shelved in every:
            theirs = whose(names[shelved.id], shelved.doc, book)
            keys = {key for key, owner in theirs.items() if owner == identity.id}
            own, named = self._entries_of(identity, list(self._index.entries_of(shelved.doc)), keys)
            found[shelved.id] = {row["key"] for row in (*own, *named)}
        return found

    # -- one briefing

    def _items(self, identity: Identity, shelved: Shelved, names: list[tuple[Use, str]], book: Book) -> Iterator[Item]:
        document = self._index.document(BRIEFINGS, shelved.doc)
        if document is None:
            return
        briefing, day = BriefingId(document["key"]), shelved.day
        rows = list(self._index.entries_of(shelved.doc))
        rows.sort(key=lambda each: each["position"])
        theirs = whose(names, shelved.doc, book)
        keys = {key for key, owner in theirs.items() if owner == identity.id}
        own, named = self._entries_of(identity, rows, keys)
        for row in own:
            entry = from_entry_fields(row)
            yield Item(ItemKind.ROLE, briefing, day, entry.id, entry.title, entry.text, entry.citations)
        seen: set[tuple[str, Span]] = set()
        for row in (*own, *named):
            entry = from_entry_fields(row)
            if row not in own:
                yield Item(ItemKind.ENTRY, briefing, day, entry.id, entry.title, entry.text, entry.citations)
            for quotation in entry.quotations:
                is_theirs = quotation.speaker is not None and name_key(quotation.speaker) in keys
                if is_theirs and ("quotation", quotation.span) not in seen:
                    seen.add(("quotation", quotation.span))
                    there = _around(entry.citations, quotation.span)
                    yield Item(ItemKind.QUOTATION, briefing, day, entry.id, entry.title, quotation.text, there)
            for figure in entry.figures:
                is_measured = figure.kind not in (FigureKind.DATE, FigureKind.PERIOD)  # dates have a timeline
                if is_measured and row not in own and ("figure", figure.span) not in seen:
                    seen.add(("figure", figure.span))
                    there = _around(entry.citations, figure.span)
                    yield Item(ItemKind.FIGURE, briefing, day, entry.id, entry.title, figure.text, there, figure)
        yield from self._notes(identity, shelved, briefing, [*own, *named], own)

    def _entries_of(self, identity: Identity, rows: list[Body], keys: set[str]) -> tuple[list[Body], list[Body]]:
        """The entries of somebody, and those that name them, are linked with theirs or have words of theirs."""
        own = [row for row in rows if row["pane"] == "people" and name_key(row["title"]) in keys]
        if identity.kind in _KINDS:
            wanted = {name_key(name) for name in identity.names} | keys
            by_words = [row for row in rows if _names_body((row["title"], row["text"]), wanted)]
            if by_words:
                return [], by_words
            others = [row for row in rows if row["pane"] != "people"]
            return [], [row for row in others if _names_body([quote for *_, quote in row["citations"]], wanted)]
        linked = {link for row in own for link in row["links"]} - {row["key"] for row in own}
        ids = {row["key"] for row in own}
        alone = _surnames(own, rows)
        named = []
        for row in rows:
            if row in own:
                continue
            words = name_key(f"{row['title']} {row['text']}")
            is_theirs = (
                row["key"] in linked
                or bool(ids.intersection(row["links"]))
                or any(by is not None and name_key(by) in keys for *_, by in row["quotations"])
                or any(holds(words, key) for key in keys | alone)
            )
            if is_theirs and row["pane"] != "people":
                named.append(row)
        return own, named

    def _notes(
        self, identity: Identity, shelved: Shelved, briefing: BriefingId, rows: Collection[Body], own: Collection[Body]
    ) -> Iterator[Item]:
        ids = {row["key"] for row in rows}
        sentences = {number for row in own or rows for number, *_ in row["citations"]}
        for note in self._index.notes_of(shelved.doc):
            words = name_key(note["body"])
            is_on = note["entry"] in ids if note["entry"] is not None else note["sentence"] in sentences
            if is_on or any(holds(words, key) for key in identity.keys):
                yield Item(
                    ItemKind.NOTE,
                    briefing,
                    shelved.day,
                    note["entry"],
                    "",
                    " ".join(note["body"].split())[:_NOTE_WORDS],
                    _noted(note),
                    note=NoteId(note["id"]),
                )

    # -- who with whom

    def _companions(self, identity: Identity, book: Book, limit: int) -> list[Companion]:
        page, _ = self._register.briefings_of(identity, book)
        names = self._register.names_in([each.id for each in page])
        briefings: Counter[IdentityId] = Counter()
        entries: Counter[IdentityId] = Counter()
        sentences: Counter[IdentityId] = Counter()
        keys: dict[IdentityId, str] = {}
        for shelved in page:
            theirs = whose(names[shelved.id], shelved.doc, book)
            for key, owner in theirs.items():
                keys.setdefault(owner, key)
            owners = set(theirs.values())
            if identity.id not in owners:
                continue
            briefings.update(owners)
            if identity.kind in _KINDS:
                continue
            places: dict[IdentityId, tuple[set[str], set[int]]] = defaultdict(lambda: (set(), set()))
            for row in self._index.entries_of(shelved.doc, people_only=True):
                whoever = theirs.get(name_key(row["title"]))
                if whoever is not None:
                    places[whoever][0].update(row["links"])
                    places[whoever][1].update([number for number, *_ in row["citations"]])
            mine = places[identity.id]
            for whoever, (links, numbers) in places.items():
                entries[whoever] += len(links & mine[0])
                sentences[whoever] += len(numbers & mine[1])
        del briefings[identity.id]
        ranked = sorted(briefings, key=lambda each: (-entries[each], -sentences[each], -briefings[each], keys[each]))
        found: list[Companion] = []
        for each in ranked:
            if len(found) >= limit:
                break
            other = self._register.resolve(each, book)
            if other.is_somebody:
                found.append(Companion(other, entries[each], sentences[each], briefings[each]))
        return found


def _around(citations: Iterable[Citation], span: Span) -> tuple[Citation, ...]:
    """The sentences that something inside an entry stands in; all of the entry's where none has it."""
    every = tuple(citations)
    found = tuple([each for each in every if each.span.start < span.end and span.start < each.span.end])
    return found or every


def _noted(note: Body) -> tuple[Citation, ...]:
    """The words that a note is on, where it is on the source."""
    selector = note["selector"]
    if note["sentence"] is None or not selector:
        return ()
    words, _, _, start, end = selector
    return (Citation(SentenceNumber(note["sentence"]), Span(start, end), words),)


def _names_body(texts: Iterable[str], wanted: Collection[str]) -> bool:
    from content.bodies import bodies_in, first_words

    begin = first_words(wanted)
    likely = [text for text in texts if begin.intersection(name_key(text).split())]
    return any(name_key(each.name) in wanted for text in likely for each in bodies_in(text))


def _surnames(own: Collection[Body], rows: Collection[Body]) -> set[str]:
    """The surnames by which the people of these entries are meant, where nobody else of the briefing bears them."""
    found = {each for row in own if (each := _surname(row["title"]))}
    others = {
        word for row in rows if row["pane"] == "people" and row not in own for word in name_key(row["title"]).split()
    }
    return found - others


def _surname(name: str) -> str:
    from content.drafting.aliases import surname
    from content.drafting.name_words import Mark, read_words

    words = read_words(name, 0, len(name))
    if not any(word.mark & Mark.CAPITAL for word in words) or len(words) < 2:
        return ""
    try:
        return name_key(surname(words))
    except IndexError:  # nothing but initials
        return ""
