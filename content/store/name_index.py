"""Who and what appears in which briefing: the names that `name_layout` keeps, and what the program adds to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from content.errors import UnknownBriefing
from content.store.codec import Body, decode, is_storable
from content.store.date_layout import DATES
from content.store.faults import older
from content.store.name_layout import NAMES, PARTS, READ, SHELF, USES, Part
from content.store.reading import Reading
from content.store.rows import BODY
from content.store.schema import BRIEFINGS, ENTRIES, IDENTITIES, NOTES, REVISIONS, table_in_sql

if TYPE_CHECKING:
    from content.store.storage import SQLiteStorage

_ENTRIES, _NOTES, _REVISIONS = (table_in_sql(name) for name in (ENTRIES, NOTES, REVISIONS))


class Use(NamedTuple):
    """That a name is something in a briefing: `entry` is the row of the entry, 0 where only the whole tells it."""

    name: int
    briefing: int
    part: Part
    entry: int


class Dated(NamedTuple):
    """That an entry names a date: where it begins, as much of an ISO date as is known, and the place of its figure."""

    start: str
    briefing: int
    entry: int
    place: int


class Shelved(NamedTuple):
    """A briefing: its number here, the id of its document and its day in ISO 8601, as much as is known of it."""

    id: int
    doc: str
    day: str


class Spelling(NamedTuple):
    """A name as it is written, the key by which it is found and how often it is used."""

    id: int
    spelling: str
    folded: str
    uses: int


class NameIndex:
    """The names of one library; for use inside a snapshot.

    With a `writer`, which is the library's own file, what the program adds can be kept, inside a transaction.
    """

    def __init__(self, storage: Reading, writer: SQLiteStorage | None = None) -> None:
        self._reading, self._writer, self._is_there = storage, writer, False

    @property
    def _storage(self) -> Reading:
        sql = f"SELECT 1 FROM sqlite_master WHERE name = '{DATES}'"
        self._is_there = self._is_there or bool(self._reading.fetch(sql))
        if not self._is_there:
            raise older(self._reading.path, "an index of names")
        return self._reading

    # -- what the program adds

    def unfolded(self, limit: int) -> list[tuple[int, str]]:
        """At most so many names that have no key yet: their numbers and spellings."""
        sql = f"SELECT id, spelling FROM {NAMES} WHERE folded IS NULL LIMIT ?"
        return [(row[0], row[1]) for row in self._storage.fetch(sql, (limit,))]

    def fold(self, name: int, folded: str, parts: Iterable[str]) -> None:
        """Give a name its key and the words by which it is found."""
        assert self._writer is not None
        self._writer.execute(f"UPDATE {NAMES} SET folded = ? WHERE id = ?", (folded, name))
        for part in parts:
            self._writer.execute(f"INSERT OR IGNORE INTO {PARTS} VALUES (?, ?)", (part, name))

    def stale(self, limit: int) -> list[Shelved]:
        """At most so many briefings whose entries changed since they were read."""
        sql = f"SELECT id, doc, day FROM {SHELF} WHERE is_stale ORDER BY id DESC LIMIT ?"
        return [Shelved(*row) for row in self._storage.fetch(sql, (limit,))]

    def waiting(self) -> int:
        """How many briefings are to be read."""
        return int(self._storage.fetch(f"SELECT count(*) FROM {SHELF} WHERE is_stale")[0][0])

    def put(self, briefing: int, named: Iterable[tuple[str, Part]]) -> None:
        """Keep what the entries of a briefing name, in place of what was."""
        assert self._writer is not None
        self._writer.execute(f"DELETE FROM {USES} WHERE briefing = ? AND part >= {READ}", (briefing,))
        for spelling, part in named:
            self._writer.execute(f"INSERT OR IGNORE INTO {NAMES} (spelling) VALUES (?)", (spelling,))
            self._writer.execute(
                f"INSERT OR IGNORE INTO {USES} SELECT id, ?, ?, 0 FROM {NAMES} WHERE spelling = ?",
                (briefing, int(part), spelling),
            )
        self._writer.execute(f"UPDATE {SHELF} SET is_stale = 0 WHERE id = ?", (briefing,))

    # -- names

    def spelled(self, names: Collection[int]) -> list[Spelling]:
        """The names with these numbers."""
        return self._spellings(f"id IN ({_marks(names)})", names)

    def with_key(self, keys: Collection[str]) -> list[Spelling]:
        """The names with one of these keys."""
        return self._spellings(f"folded IN ({_marks(keys)})", keys)

    def beginning(self, start: str, limit: int) -> list[Spelling]:
        """The names in use whose key begins so, those used most first."""
        return self._spellings(
            "folded >= ? AND folded < ? AND uses > 0 ORDER BY uses DESC, folded LIMIT ?", (start, _beyond(start), limit)
        )

    def with_word(self, start: str, containing: str, limit: int) -> list[Spelling]:
        """The names in use one of whose words begins so and whose key contains a text, those used most first."""
        inside = f"SELECT name FROM {PARTS} WHERE part >= ? AND part < ?"
        return self._spellings(
            f"id IN ({inside}) AND instr(folded, ?) AND uses > 0 ORDER BY uses DESC, folded LIMIT ?",
            (start, _beyond(start), containing, limit),
        )

    def containing(self, text: str, limit: int) -> list[Spelling]:
        """The names in use whose key contains a text, those used most first."""
        return self._spellings("instr(folded, ?) AND uses > 0 ORDER BY uses DESC, folded LIMIT ?", (text, limit))

    def sharing(self, parts: Collection[str], limit: int) -> list[Spelling]:
        """The names in use that have one of these words."""
        inside = f"SELECT name FROM {PARTS} WHERE part IN ({_marks(parts)})"
        return self._spellings(f"id IN ({inside}) AND uses > 0 LIMIT ?", (*parts, limit))

    def _spellings(self, condition: str, parameters: Sequence[str | int] | Collection[str | int]) -> list[Spelling]:
        asked = list(parameters)
        if not all(is_storable(each) for each in asked if isinstance(each, str)):
            return []
        sql = f"SELECT id, spelling, coalesce(folded, ''), uses FROM {NAMES} WHERE {condition}"
        return [Spelling(*row) for row in self._storage.fetch(sql, asked)]

    # -- where they are

    def briefings_of(
        self, names: Collection[int], *, after: tuple[str, int] | None = None, limit: int = -1
    ) -> list[Shelved]:
        """The briefings that have one of these names, in order of their days; those after a day and a number."""
        beyond, more = ("", ()) if after is None else ("AND (day, id) > (?, ?)", after)
        sql = (
            f"SELECT id, doc, day FROM {SHELF} WHERE id IN"
            f" (SELECT briefing FROM {USES} WHERE name IN ({_marks(names)})) AND {self._live()} {beyond}"
            " ORDER BY day, id LIMIT ?"
        )
        return [Shelved(*row) for row in self._storage.fetch(sql, (*names, *more, limit))]

    def tally(self, names: Collection[int]) -> int:
        """How many briefings have one of these names."""
        sql = (
            f"SELECT count(*) FROM {SHELF} WHERE id IN (SELECT briefing FROM {USES} WHERE name IN ({_marks(names)}))"
            f" AND {self._live()}"
        )
        return int(self._storage.fetch(sql, list(names))[0][0])

    def uses_in(self, briefings: Collection[int]) -> list[Use]:
        """Every name in these briefings."""
        sql = f"SELECT name, briefing, part, entry FROM {USES} WHERE briefing IN ({_marks(briefings)})"
        return [Use(row[0], row[1], Part(row[2]), row[3]) for row in self._storage.fetch(sql, list(briefings))]

    def uses_of(self, names: Collection[int]) -> list[Use]:
        """Every use of these names."""
        sql = f"SELECT name, briefing, part, entry FROM {USES} WHERE name IN ({_marks(names)})"
        return [Use(row[0], row[1], Part(row[2]), row[3]) for row in self._storage.fetch(sql, list(names))]

    def parts_of(self, names: Collection[int]) -> dict[int, set[Part]]:
        """What each of these names is, anywhere."""
        found: dict[int, set[Part]] = {}
        for name in names:
            for part in Part:
                if self._storage.fetch(f"SELECT 1 FROM {USES} WHERE name = ? AND +part = ? LIMIT 1", (name, int(part))):
                    found.setdefault(name, set()).add(part)
        return found

    def shelved(self, docs: Collection[str]) -> list[Shelved]:
        """The briefings with these document ids, in order of their days."""
        sql = f"SELECT id, doc, day FROM {SHELF} WHERE doc IN ({_marks(docs)}) ORDER BY day, id"
        return [Shelved(*row) for row in self._storage.fetch(sql, list(docs))]

    def briefings_having(self, names: Collection[int]) -> list[int]:
        """The numbers of the briefings that have one of these names."""
        sql = f"SELECT DISTINCT briefing FROM {USES} WHERE name IN ({_marks(names)})"
        return [row[0] for row in self._storage.fetch(sql, list(names))]

    def versions_of(self, doc: str) -> set[str]:
        """The documents of the earlier and later texts of the article of a briefing."""
        found, new, near = set(), {doc}, self.revised()
        while new:
            found |= new
            new = {one for pair in near for one in pair if found.intersection(pair)} - found
        return found - {doc}

    def revised(self) -> list[tuple[str, str]]:
        """The document of each briefing that is a later text of an article, and that of the text before it."""
        return [(each["briefing"], each["revision_of"]) for each in self._every(REVISIONS) if not each["deleted"]]

    def numbered(self, briefings: Collection[int], *, with_earlier: bool = False) -> list[Shelved]:
        """The briefings with these numbers that are there, in order of their days."""
        live = "is_there" if with_earlier else self._live()
        sql = f"SELECT id, doc, day FROM {SHELF} WHERE id IN ({_marks(briefings)}) AND {live} ORDER BY day, id"
        return [Shelved(*row) for row in self._storage.fetch(sql, list(briefings))]

    def every(self, *, after: tuple[str, int] | None = None, limit: int = -1) -> list[Shelved]:
        """The briefings that are there, in order of their days; those after a day and a number."""
        beyond, more = ("", ()) if after is None else ("AND (day, id) > (?, ?)", after)
        sql = f"SELECT id, doc, day FROM {SHELF} WHERE {self._live()} {beyond} ORDER BY day, id LIMIT ?"
        return [Shelved(*row) for row in self._storage.fetch(sql, (*more, limit))]

    def count(self) -> int:
        """How many briefings there are."""
        return int(self._storage.fetch(f"SELECT count(*) FROM {SHELF} WHERE is_there")[0][0])

    def spread(self, names: Collection[int]) -> dict[int, int]:
        """In how many briefings each of these names is."""
        sql = f"SELECT count(DISTINCT briefing) FROM {USES} WHERE name = ?"
        return {name: int(self._storage.fetch(sql, (name,))[0][0]) for name in names}

    def _live(self) -> str:
        """What a briefing must be: there, and no earlier text of an article of which a later one is there."""
        if not self._storage.fetch("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (_REVISIONS,)):
            return "is_there"
        return (
            f"is_there AND doc NOT IN (SELECT json_extract(r.body, '$.revision_of') FROM {_REVISIONS} AS r"
            f" JOIN {SHELF} AS later ON later.doc = json_extract(r.body, '$.briefing') AND later.is_there"
            " WHERE json_extract(r.body, '$.deleted') = 0)"
        )

    # -- dates

    def dates(
        self, briefings: Collection[int] | None = None, *, after: tuple[str, int] | None = None, limit: int = -1
    ) -> list[Dated]:
        """The dates that entries name, in order: those after a start and a briefing, of these briefings or of all.

        All of the last start and briefing come, so that at least `limit` do where there are as many.
        """
        # The plus keeps SQLite to the order of the rows, where it would gather and sort all of them for a page.
        among = f"+briefing IN (SELECT id FROM {SHELF} WHERE {self._live()})"
        parameters: list[str | int] = []
        if briefings is not None:
            among += f" AND briefing IN ({_marks(briefings)})"
            parameters += briefings
        if after is not None:
            among += " AND (start, briefing) > (?, ?)"
            parameters += after
        sql = f"SELECT start, briefing, entry, place FROM {DATES} WHERE {among} ORDER BY start, briefing, entry, place"
        found = [Dated(*row) for row in self._storage.fetch(f"{sql} LIMIT ?", (*parameters, limit))]
        if 0 <= limit <= len(found) and found:
            start, briefing, *_ = found[-1]
            rest = f"SELECT start, briefing, entry, place FROM {DATES} WHERE start = ? AND briefing = ?"
            kept = [each for each in found if each[:2] != (start, briefing)]
            found = kept + [Dated(*row) for row in self._storage.fetch(f"{rest} ORDER BY 3, 4", (start, briefing))]
        return found

    def dated_entries(self, briefing: int) -> set[int]:
        """The rows of the entries of a briefing that name a date."""
        return {row[0] for row in self._storage.fetch(f"SELECT entry FROM {DATES} WHERE briefing = ?", (briefing,))}

    # -- documents, many at once

    def entries_at(self, rows: Collection[int]) -> dict[int, Body]:
        """The entries in these rows."""
        sql = f"SELECT seq, {BODY} FROM {_ENTRIES} WHERE seq IN ({_marks(rows)})"
        return {row[0]: decode(row[1]) for row in self._storage.fetch(sql, list(rows))}

    def rows_of(self, doc: str) -> list[tuple[int, Body]]:
        """The rows of the entries of a briefing with the entries, those that are deleted left out."""
        sql = f"SELECT seq, {BODY} FROM {_ENTRIES} WHERE json_extract(body, '$.briefing') = ? ORDER BY seq"
        found = [(row[0], decode(row[1])) for row in self._storage.fetch(sql, (doc,))]
        return [each for each in found if not each[1]["deleted"]]

    def with_figures(self, word: str, limit: int) -> list[str]:
        """The documents of the newest briefings that have an entry with figures and this word in it.

        Looks at every entry: a second for a million sentences.
        """
        sql = (
            f"SELECT DISTINCT json_extract(body, '$.briefing') FROM {_ENTRIES} WHERE instr(body, '\"figures\":[[')"
            " AND body LIKE ? ESCAPE '!' AND json_extract(body, '$.deleted') = 0 ORDER BY seq DESC LIMIT ?"
        )
        pattern = "".join([f"!{c}" if c in "%_!" else c for c in word])
        return [row[0] for row in self._storage.fetch(sql, (f"%{pattern}%", limit))]

    def entries_of(self, doc: str, *, people_only: bool = False) -> Iterator[Body]:
        """The entries of a briefing in the order of their rows, those that are deleted left out."""
        sql = f"SELECT {BODY} FROM {_ENTRIES} WHERE json_extract(body, '$.briefing') = ? ORDER BY seq"
        if people_only:
            sql = (
                f"SELECT {BODY} FROM {_ENTRIES} WHERE seq IN (SELECT entry FROM {USES} WHERE briefing ="
                f" (SELECT id FROM {SHELF} WHERE doc = ?) AND part IN ({Part.PERSON}, {Part.OFFICIAL})) ORDER BY seq"
            )
        for (body,) in self._storage.fetch(sql, (doc,)):
            fields = decode(body)
            if not fields["deleted"]:
                yield fields

    def identities(self) -> list[Body]:
        """The documents of those whose names the reader put together."""
        return [each for each in self._every(IDENTITIES) if not each["deleted"]]

    def notes_of(self, doc: str) -> list[Body]:
        """The notes on a briefing in the order in which they were made, those that are deleted left out."""
        sql = f"SELECT {BODY} FROM {_NOTES} WHERE json_extract(body, '$.briefing') = ? ORDER BY seq"
        found = [decode(row[0]) for row in self._storage.fetch(sql, (doc,))]
        return [each for each in found if not each["deleted"]]

    def _every(self, table: str) -> list[Body]:
        name = table_in_sql(table)
        if not self._storage.fetch("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)):
            return []
        return [decode(row[0]) for row in self._storage.fetch(f"SELECT {BODY} FROM {name} ORDER BY seq")]

    def briefing_with(self, key: str) -> str:
        """The id of the document of the briefing with this id. Raises UnknownBriefing where there is none."""
        sql = f"SELECT {BODY} FROM {table_in_sql(BRIEFINGS)} WHERE json_extract(body, '$.key') = ?"
        for (body,) in self._storage.fetch(sql, (key,)) if is_storable(key) else ():
            fields = decode(body)
            if not fields["deleted"]:
                return str(fields["id"])
        raise UnknownBriefing("no briefing has this id", where=key, remedy="list the library to see which there are")

    def document(self, table: str, doc: str) -> Body | None:
        """A document by its id; None where there is none."""
        rows = self._storage.fetch(f"SELECT {BODY} FROM {table_in_sql(table)} WHERE id = ?", (doc,))
        return decode(rows[0][0]) if rows else None


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _beyond(start: str) -> str:
    """The first text after all that begin with this one."""
    return f"{start}\U0010ffff"
