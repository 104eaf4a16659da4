"""Who is who: names put together and taken apart by hand, each as one action that can be undone.

Nothing here is done by a rule: likely same people are listed, and it is the reader who says that they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from content.errors import ContentError
from content.model import BriefingId, EntryId
from content.name_keys import name_key, names_in_full, sound_mark, without_titles
from content.register import Identity, IdentityId, Kind, Register
from content.shelf import Shelf
from content.store import DocumentStore
from content.store.journal import Journal
from content.store.schema import ENTRIES, IDENTITIES

_CANDIDATES = 400
"""How many names that share a word are looked at for the same person."""


class Suggestion(NamedTuple):
    """Somebody who is likely the same, why, and in how many briefings they are."""

    identity: Identity
    reason: str
    briefings: int


class Identities:
    """Who is who in a library. What is returned is on disk.

    Wherever somebody is asked for, an id of an identity or a name does. Each method raises UnknownName for what nobody
    goes by, LibraryError where the disk fails.
    """

    def __init__(self, store: DocumentStore, shelf: Shelf, journal: Journal, register: Register) -> None:
        self._store, self._shelf, self._journal, self._register = store, shelf, journal, register

    def of(self, who: str) -> Identity:
        """The identity with this id, or that goes by this name."""
        with self._store.snapshot():
            return self._register.resolve(who)

    def every(self) -> list[Identity]:
        """Those that the reader made, by name."""
        with self._store.snapshot():
            found = [self._register.by_hand(each) for each in self._register.book().documents]
        return sorted(found, key=lambda each: (name_key(each.name), each.id))

    def merge(self, one: str, other: str) -> Identity:
        """The two as one under the name of the first, every name of both kept."""
        with self._store.transaction():
            first, second = self.of(one), self.of(other)
            if first.id == second.id:
                raise ContentError(
                    "both are one already", where=first.name, remedy="see 'readout identities' for those made by hand"
                )
            names = list(dict.fromkeys([*first.names, *second.names]))
            claims = [list(each) for each in dict.fromkeys([*first.claims, *second.claims])]
            with self._journal.action(f"“{first.name[:60]}” and “{second.name[:60]}” are one") as steps:
                if second.by_hand:
                    steps.delete(IDENTITIES, second.id)
                fields: dict[str, Any] = {"name": first.name, "names": names, "claims": claims}
                if first.by_hand:
                    steps.update(IDENTITIES, first.id, fields)
                    return self.of(first.id)
                return self.of(steps.insert(IDENTITIES, fields)["id"])

    def split(
        self, who: str, *, names: Sequence[str] = (), entries: Iterable[tuple[BriefingId, EntryId]] = (), name: str = ""
    ) -> Identity:
        """The part of an identity that is somebody else: some of its names, or those that some entries have.

        Names are nobody's but their own afterwards; several go together. `entries` are of people, each with its
        briefing: the same name is somebody else in those briefings, called `name`, else by the name and a number.
        Raises ContentError where a name is not theirs or nothing would be left; nothing is changed then.
        """
        with self._store.transaction():
            identity, claims = self.of(who), []
            for briefing, entry in entries:
                claims += self._claims(identity, briefing, entry)
            keys = {name_key(each) for each in names}
            unknown = [each for each in names if name_key(each) not in identity.keys]
            if unknown or not (keys or claims):
                raise ContentError(
                    f"{unknown[0][:60] if unknown else 'nothing'} is no name of theirs",
                    where=identity.name,
                    remedy=f"name one of {', '.join(identity.names[:5])}",
                )
            if keys.issuperset(identity.keys) and not identity.claims:
                raise ContentError(
                    "no name would be left", where=identity.name, remedy="name those that are somebody else's"
                )
            theirs = [each for each in identity.names if name_key(each) in keys]
            with self._journal.action(f"“{identity.name[:60]}” is more than one") as steps:
                if (identity.by_hand and keys) or set(claims).intersection(identity.claims):
                    left = [each for each in identity.names if name_key(each) not in keys]
                    held = [list(each) for each in identity.claims if each not in claims]
                    called = (
                        identity.name if name_key(identity.name) not in keys else left[0] if left else identity.name
                    )
                    if len({name_key(each) for each in left}) < 2 and not held and called in left:
                        steps.delete(IDENTITIES, identity.id)  # it is what it would be without anybody's hand
                    else:
                        steps.update(IDENTITIES, identity.id, {"name": called, "names": left, "claims": held})
                if len(keys) == 1 and not claims and not name:
                    return self.of(theirs[0])
                called = name or (theirs[0] if theirs else self._numbered(identity.name))
                fields = {"name": called, "names": theirs, "claims": [list(each) for each in dict.fromkeys(claims)]}
                return self.of(steps.insert(IDENTITIES, fields)["id"])

    def rename(self, who: str, name: str) -> Identity:
        """The identity, called otherwise from now on; its names stay."""
        if not name.strip():
            raise ContentError("it has no letters", where=repr(name)[:40], remedy="give a name")
        with self._store.transaction():
            identity = self.of(who)
            with self._journal.action(f"“{identity.name[:60]}” is called “{name[:60]}”") as steps:
                if identity.by_hand:
                    steps.update(IDENTITIES, identity.id, {"name": name.strip()})
                    return self.of(identity.id)
                fields = {"name": name.strip(), "names": list(identity.names), "claims": []}
                return self.of(steps.insert(IDENTITIES, fields)["id"])

    def suggestions(self, who: str, limit: int = 10) -> list[Suggestion]:
        """Those that are likely the same, the likeliest first: never merged but by the reader."""
        self._register.catch_up()
        with self._store.snapshot():
            register, book = self._register, self._register.book()
            identity = register.resolve(who, book)
            if identity.kind in (Kind.STATE, Kind.BODY):
                return []
            found: dict[IdentityId, tuple[int, str, Identity]] = {}
            for key in identity.keys:
                words = [word for word in names_in_full(without_titles(key)).split() if len(word) > 1]
                parts = dict.fromkeys([*words, *[sound_mark(word) for word in words]])
                for each in register.index.sharing(list(parts), _CANDIDATES):
                    likeness = likely_same(key, each.folded)
                    if likeness is None or each.folded in identity.keys:
                        continue
                    other = register.resolve(f"name:{each.folded}", book)
                    if other.id != identity.id and other.kind not in (Kind.STATE, Kind.BODY):
                        found[other.id] = min(found.get(other.id, (9, "", other)), (*likeness, other))
            best = sorted(found.values(), key=lambda each: (each[0], name_key(each[2].name)))[:limit]
            return [
                Suggestion(other, reason, register.briefings_of(other, book, limit=1)[1]) for _, reason, other in best
            ]

    def _claims(self, identity: Identity, briefing: BriefingId, entry: EntryId) -> list[tuple[str, str]]:
        """The names by which an entry is of somebody, with the briefing's document."""
        doc = str(self._shelf.found(briefing).doc_id)
        held = [each for each in self._store.table(ENTRIES).having("briefing", doc) if each["key"] == entry]
        if not held or held[0]["deleted"] or held[0]["pane"] != "people":
            raise ContentError("no entry of a person has this id", where=f"{briefing}, {entry}", remedy="name another")
        key = name_key(held[0]["title"])
        if self._register.book().owner(key, doc) != identity.id:
            raise ContentError(
                f"{held[0]['title'][:60]} is no name of theirs", where=identity.name, remedy="name another entry"
            )
        return [(doc, key)]

    def _numbered(self, name: str) -> str:
        taken, number = {name_key(each.name) for each in self.every()}, 2
        while name_key(f"{name} ({number})") in taken:
            number += 1
        return f"{name} ({number})"


def likely_same(one: str, other: str) -> tuple[int, str] | None:
    """How likely two keys are of the same person, 0 the likeliest, and why; None where they are not."""
    from content.drafting.aliases import is_same, sound

    if one == other:
        return None
    mine, theirs = (names_in_full(without_titles(each)).split() for each in (one, other))
    if mine == theirs:
        return 0, "the same name, but for initials and titles"
    if len(mine) < 2 or len(theirs) < 2:
        if len(mine) + len(theirs) > 2 and (set(mine) < set(theirs) or set(theirs) < set(mine)):
            short = min(mine, theirs, key=len)[0]
            full = max(mine, theirs, key=len)
            return (4, "the same surname") if short in (full[0], full[-1]) else None
        return None
    if [sound(word) for word in mine] == [sound(word) for word in theirs]:
        return 1, "the same name in another spelling"
    if sorted(mine) == sorted(theirs):
        return 1, "the same name the other way round"
    if is_same(mine, theirs) or is_same(theirs, mine):
        return 2, "a shorter form of the name"
    return None
