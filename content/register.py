"""Which names are whose: the index of names with what the reader put together by hand, for all who ask about people.

Without the reader's hand everybody is a full name, see `name_key`. A surname alone is nobody's, but where the briefing
itself has one person who bears it; two people with one surname are never taken for one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, NewType

from content.errors import ContentError
from content.name_keys import is_lone, name_key, names_in_full, search_words, without_titles
from content.store.codec import Body
from content.store.name_index import NameIndex, Shelved, Spelling, Use
from content.store.name_layout import Part
from content.store.reading import Reading

if TYPE_CHECKING:
    from content.store.storage import SQLiteStorage

IdentityId = NewType("IdentityId", str)
"""The id of the document of an identity made by hand, or `name:` and the key of a name."""

_BY_NAME = "name:"
_NAMES_AT_ONCE, _BRIEFINGS_AT_ONCE = 4000, 12
"""How much of the index is made up for when somebody asks: a fraction of a second at most."""

_CANDIDATES = 5
"""How many names a refusal tells."""


class Kind(StrEnum):
    """What an identity is; a `SURNAME` alone may be several people's."""

    PERSON = "person"
    OFFICIAL = "official"
    SPEAKER = "speaker"
    BODY = "body"
    STATE = "state"
    SURNAME = "surname"


class Identity(NamedTuple):
    """Somebody, or a body: what it is called and every name that is taken for it, as it is spelt.

    `by_hand` says that the reader made it; `claims` are names that are theirs in one briefing only, each with the id of
    that briefing's document.
    """

    id: IdentityId
    name: str
    names: tuple[str, ...]
    kind: Kind
    by_hand: bool = False
    claims: tuple[tuple[str, str], ...] = ()

    @property
    def is_somebody(self) -> bool:
        """Whether it is a name at all: “a defense ministry spokesman” and “officials” are none."""
        return not self.name.islower()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the names that are theirs everywhere."""
        return tuple(dict.fromkeys([name_key(name) for name in self.names]))


class UnknownName(ContentError):
    """Nobody and nothing in the library goes by this name."""


class Book:
    """The identities made by hand, by the names that are theirs; of two that want one, the one changed last.

    What is somebody else's name in a text of an article is so in the later ones, which `revised` tells.
    """

    def __init__(self, documents: Iterable[Body], revised: Callable[[], Iterable[tuple[str, str]]] = tuple) -> None:
        self.documents = sorted(documents, key=lambda each: (each["updated_at"], each["id"]))
        self.owners = {name_key(name): each for each in self.documents for name in each["names"]}
        self.claims = {(doc, key): each for each in self.documents for doc, key in each["claims"]}
        new, texts = dict(self.claims), list(revised()) if self.claims else []
        while new:
            later = {(doc, key): new[old, key] for doc, old in texts for each, key in new if each == old}
            new = {place: held for place, held in later.items() if place not in self.claims}
            self.claims |= new
        self.claimed = {key for _, key in self.claims}

    def owner(self, key: str, doc: str) -> IdentityId:
        """Whose name this is in the briefing whose document has this id."""
        held = self.claims.get((doc, key)) or self.owners.get(key)
        return IdentityId(f"{_BY_NAME}{key}" if held is None else held["id"])

    def find(self, id: str) -> Body | None:
        """The document with this id; None where there is none."""
        return next((each for each in self.documents if each["id"] == id), None)


class Register:
    """The names of a library and whose they are; `writer` is the library's file, None where nothing may be kept.

    Every method raises LibraryError where the library cannot be read.
    """

    def __init__(self, storage: Reading, writer: SQLiteStorage | None) -> None:
        self.index = NameIndex(storage, writer)
        self._storage, self._writer = storage, writer

    # -- keeping the index up

    def behind(self) -> int:
        """How many briefings' bodies and states are not in the index yet."""
        with self._storage.snapshot():
            return self.index.waiting()

    def follow(self, most: int = 16) -> bool:
        """Take at most so many briefings that were added or changed up into the index; whether any are left.

        For the background, a few at a time, so that other windows have their turn.
        """
        if self._writer is None:
            return False
        with self._writer.transaction():
            self._read(most)
            self._fold(_NAMES_AT_ONCE)
            return bool(self.index.stale(1) or self.index.unfolded(1))

    def catch_up(self) -> bool:
        """Take up what is not in the index yet, where it is little; whether the index is whole now."""
        with self._storage.snapshot():
            left = len(self.index.stale(_BRIEFINGS_AT_ONCE + 1))
            if not left and not self.index.unfolded(1):
                return True
            is_much = left > _BRIEFINGS_AT_ONCE
            if self._writer is None or (is_much and not self.index.unfolded(1)):
                return False
        return not self.follow(0 if is_much else _BRIEFINGS_AT_ONCE)

    def _fold(self, most: int) -> None:
        from content.bodies import other_names

        for name, spelling in self.index.unfolded(most):
            key = name_key(spelling)
            words = dict.fromkeys([word for each in (key, *other_names(spelling)) for word in search_words(each)])
            self.index.fold(name, key, words)

    def _read(self, most: int) -> None:
        from content.bodies import bodies_in

        for briefing in self.index.stale(most):
            words = dict.fromkeys(
                text
                for entry in self.index.entries_of(briefing.doc)
                for text in (entry["title"], entry["text"], *[quote for *_, quote in entry["citations"]])
                if not text.endswith("…")  # a name may be cut, and the sentence has it whole
            )
            named = {(each.name, each.is_state) for text in words for each in bodies_in(text)}
            self.index.put(
                briefing.id, [(name, Part.STATE if is_state else Part.BODY) for name, is_state in sorted(named)]
            )

    # -- who is who

    def book(self) -> Book:
        """What the reader put together by hand."""
        return Book(self.index.identities(), self.index.revised)

    def resolve(self, who: str, book: Book | None = None) -> Identity:
        """The identity with this id, or that goes by this name; the only one with these words in its name, else.

        Raises UnknownName, which names the nearest, where there is none, and the candidates where there are several.
        """
        book = self.book() if book is None else book
        held = book.find(who)
        if held is not None:
            return self.by_hand(held)
        key = who.removeprefix(_BY_NAME) if who.startswith(_BY_NAME) else name_key(who)
        if key in book.owners:
            return self.by_hand(book.owners[key])
        found = self.spellings([key])
        if not found and not who.startswith(_BY_NAME):
            from content.bodies import known_body

            known = known_body(who)
            if known is not None:
                key = name_key(known[0])
                if key in book.owners:
                    return self.by_hand(book.owners[key])
                found = self.spellings([key])
        if found:
            return self.by_name(key, found)
        named = {} if who.startswith(_BY_NAME) else self._with_words(key, book)
        if len(named) == 1:
            return next(iter(named.values()))
        if named:
            names = sorted([each.name for each in named.values()])[:_CANDIDATES]
            others = " and others" if len(named) > len(names) else ""
            raise UnknownName(
                "several in the library have this in their name",
                where=who[:80],
                remedy=f"choose one of {', '.join(names)}{others}",
            )
        raise UnknownName("nobody in the library goes by this name", where=who[:80], remedy=self._remedy(who))

    def by_name(self, key: str, found: list[Spelling]) -> Identity:
        """The identity of a key that the reader has not put together with others, of its spellings."""
        found = sorted(found, key=lambda each: (-each.uses, each.spelling))
        parts = {part for parts in self.index.parts_of([each.id for each in found]).values() for part in parts}
        return Identity(
            IdentityId(f"{_BY_NAME}{key}"),
            found[0].spelling,
            tuple([each.spelling for each in found]),
            kind_of(key, parts),
        )

    def by_hand(self, document: Body) -> Identity:
        """The identity of a document."""
        names = tuple(document["names"])
        keys = dict.fromkeys([name_key(name) for name in (*names, *[key for _, key in document["claims"]])])
        parts = self.index.parts_of([each.id for each in self.spellings(list(keys))])
        kinds = {part for found in parts.values() for part in found}
        kind = kind_of(name_key(document["name"]), kinds)
        return Identity(
            IdentityId(document["id"]),
            document["name"],
            names,
            Kind.PERSON if kind is Kind.SURNAME else kind,
            True,
            tuple([(doc, key) for doc, key in document["claims"]]),
        )

    def spellings(self, keys: Collection[str]) -> list[Spelling]:
        """The names with one of these keys, those that have no key in the index yet among them."""
        found = self.index.with_key(keys)
        for id, spelling in self.index.unfolded(-1):
            key = name_key(spelling)
            if key in keys:
                found.append(Spelling(id, spelling, key, 1))
        return found

    def _with_words(self, key: str, book: Book) -> dict[IdentityId, Identity]:
        """The identities that have all words of a key in one of their names."""
        words = key.split()
        near = self.index.with_word(words[0], words[-1], 200) if words else []
        keys = dict.fromkeys([each.folded for each in near if set(words) <= set(each.folded.split())])
        found = [self.resolve(f"{_BY_NAME}{each}", book) for each in keys]
        return {each.id: each for each in found}

    def _remedy(self, who: str) -> str:
        from difflib import get_close_matches

        words = name_key(who).split()
        near = [each for word in words for each in self.index.with_word(word[:3], word[:3], 200)]
        found = get_close_matches(name_key(who), {each.folded: each for each in near}, n=1, cutoff=0.6)
        names = {each.folded: each.spelling for each in near}
        return f"did you mean {names[found[0]]}?" if found else "write the name as a briefing has it"

    # -- where somebody is

    def briefings_of(
        self, identity: Identity, book: Book, *, after: tuple[str, int] | None = None, limit: int = -1
    ) -> tuple[list[Shelved], int]:
        """The briefings that somebody is in by their days, those after a day and a number; and how many in all."""
        names = [each.id for each in self.spellings(identity.keys)]
        is_plain = not identity.claims and not book.claimed.intersection(identity.keys)
        is_full = identity.kind in (Kind.STATE, Kind.BODY) or not any(is_lone(key) for key in identity.keys)
        if is_plain and is_full:
            return self.index.briefings_of(names, after=after, limit=limit), self.index.tally(names)
        every = self._picked(identity, book)
        page = [each for each in every if after is None or (each.day, each.id) > after]
        return page if limit < 0 else page[:limit], len(every)

    def _picked(self, identity: Identity, book: Book) -> list[Shelved]:
        """Likewise all of them, where each briefing must be asked whose name it is there."""
        keys = {*identity.keys, *(key for _, key in identity.claims)}
        uses = self.index.uses_of([each.id for each in self.spellings(list(keys))])
        there = self.index.numbered({use.briefing for use in uses})
        people = self.names_in([each.id for each in there])
        return [
            each
            for each in there
            if any(identity.id == owner for owner in whose(people[each.id], each.doc, book).values())
        ]

    def names_in(self, briefings: Collection[int]) -> dict[int, list[tuple[Use, str]]]:
        """The names in each of these briefings with their keys."""
        found: dict[int, list[tuple[Use, str]]] = {briefing: [] for briefing in briefings}
        uses = self.index.uses_in(briefings)
        keys = {
            each.id: each.folded or name_key(each.spelling) for each in self.index.spelled({use.name for use in uses})
        }
        for use in uses:
            found[use.briefing].append((use, keys[use.name]))
        return found


def whose(names: Iterable[tuple[Use, str]], doc: str, book: Book) -> Mapping[str, IdentityId]:
    """Whose each name of a briefing is, by its key: a surname alone is the one person's who bears it there."""
    people = {key for use, key in names if use.part in (Part.PERSON, Part.OFFICIAL)}
    found: dict[str, IdentityId] = {}
    for use, key in names:
        if key not in found:
            meant = key if key in people or use.part >= Part.BODY else bearer(key, people) or key
            found[key] = book.owner(meant, doc)
    return found


def bearer(key: str, people: Collection[str]) -> str | None:
    """The one of these people whom a name without its title, or a surname alone, means; None where it may be two."""
    bare = without_titles(key)
    if bare in people:
        return bare
    words = set(bare.split())
    bearers = [
        each for each in people if words <= set(each.split()) and not (len(words) == 1 and _is_given(bare, each))
    ]
    return bearers[0] if len(bearers) == 1 else None


def _is_given(word: str, key: str) -> bool:
    """Whether a word stands inside a longer name, neither first nor last: no name that stands alone."""
    words = names_in_full(key).split()  # of "george bush jr" the last is "bush"
    return word not in (words[0], words[-1])


def kind_of(key: str, parts: Collection[Part]) -> Kind:
    """What a name is by what it is in briefings."""
    if Part.STATE in parts:
        return Kind.STATE
    if Part.BODY in parts:
        return Kind.BODY
    if Part.PERSON in parts:
        return Kind.SURNAME if is_lone(key) else Kind.PERSON
    if Part.OFFICIAL in parts:
        return Kind.OFFICIAL
    return Kind.SURNAME if is_lone(key) else Kind.SPEAKER
