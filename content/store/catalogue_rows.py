"""The rows of the list of briefings as SQLite gives them: filtered, in order, a part at a time.

Layout and triggers are in `catalogue_layout`. What the triggers could fold in part only is marked there, and folded
wholly here, see `fold_rows`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from content.catalogue_filter import Filter, fold
from content.store.catalogue_layout import ROWS, TAGS
from content.store.codec import is_storable
from content.store.reading import Reading
from content.store.schema import BRIEFINGS, field_in_sql, table_in_sql
from content.store.storage import SQLiteStorage

_DOCUMENTS, _KEY = table_in_sql(BRIEFINGS), field_in_sql(("key",))

_SHOWN = (
    "seq, key, title, named, source, publisher, desk, language, issued, added, last_read, sentences, characters,"
    " entries, max(0, min(read, entries)), notes, review, starred, archived, tags,"
    f" EXISTS (SELECT 1 FROM {ROWS} l WHERE l.revision_of = {ROWS}.id AND NOT l.deleted)"
)
"""What is read of a row, in the order of `Listed`."""


_AT_ONCE = 500
"""How many rows one statement asks for; the number of its parameters is limited."""


class Listed(NamedTuple):
    """A row as SQLite has it: `tags` is a list in JSON, what is true or false is 1 or 0."""

    seq: int
    key: str
    title: str
    named: int
    source: str
    publisher: str
    desk: str
    language: str
    issued: str
    added: str
    last_read: str
    sentences: int
    characters: int
    entries: int
    read: int
    notes: int
    review: int
    starred: int
    archived: int
    tags: str
    is_earlier: int


Condition = tuple[str, list[Any]]
"""A condition in SQL and its parameters."""


def is_there(reading: Reading) -> bool:
    """Whether there are any rows at all: a library of an older layout that may not be written has none."""
    return bool(reading.fetch("SELECT 1 FROM sqlite_master WHERE name = ?", (ROWS,)))


def is_indexed(wanted: Filter) -> bool:
    """Whether an index alone tells which briefings are wanted, in any order."""
    return wanted in (Filter(), Filter(is_archived=True))


def tags_in(listed: str) -> tuple[str, ...]:
    """The tags of a list in JSON."""
    return tuple([str(tag) for tag in json.loads(listed)])


def count(reading: Reading, wanted: Filter) -> int:
    """How many briefings are wanted."""
    condition, parameters = condition_of(wanted)
    return int(reading.fetch(f"SELECT count(*) FROM {ROWS} WHERE {condition}", parameters)[0][0])


def numbers(
    reading: Reading,
    wanted: Filter,
    column: str,
    *,
    is_falling: bool,
    start: int = 0,
    limit: int = -1,
    after: tuple[object, int] | None = None,
) -> list[int]:
    """The numbers (`seq`) of the briefings that are wanted, in the order of a column, ties by number.

    `start` of them are passed over, and at most `limit` given, all where it is below 0; `after` are the value and
    the number of the briefing that they come after.
    """
    condition, parameters = condition_of(wanted)
    # What looks into each row goes through them as they lie: in the order of an index each would be on another page.
    how = "" if is_indexed(wanted) else "NOT INDEXED"
    way, side = ("DESC", "<") if is_falling else ("ASC", ">")
    if after is not None:
        condition += f" AND ({column}, seq) {side} (?, ?)"
        parameters += after
    sql = f"SELECT seq FROM {ROWS} {how} WHERE {condition} ORDER BY {column} {way}, seq {way} LIMIT ? OFFSET ?"
    return [row[0] for row in reading.fetch(sql, (*parameters, limit, start))]


def numbers_of(reading: Reading, key: str) -> list[int]:
    """The number of the briefing with an id, which the program and not SQLite compares; none where there is none."""
    if not is_storable(key):
        return []
    sql = f"SELECT seq, key FROM {ROWS} WHERE id IN (SELECT id FROM {_DOCUMENTS} WHERE {_KEY} = ?) AND NOT deleted"
    return [row[0] for row in reading.fetch(sql, (key,)) if row[1] == key]


def place_of(reading: Reading, column: str, seq: int) -> tuple[object, int] | None:
    """The value of a briefing in a column and its number; None where there never was one with this number."""
    found = reading.fetch(f"SELECT {column}, seq FROM {ROWS} WHERE seq = ?", (seq,))
    return (found[0][0], found[0][1]) if found else None


def before(reading: Reading, wanted: Filter, column: str, *, is_falling: bool, key: str) -> int | None:
    """How many of the briefings that are wanted come before the one with an id; None where it is not among them."""
    condition, parameters = condition_of(wanted)
    chosen = f"SELECT {column}, seq FROM {ROWS} WHERE {condition} AND seq = ?"
    found = [row for seq in numbers_of(reading, key) for row in reading.fetch(chosen, (*parameters, seq))]
    if not found:
        return None
    sql = f"SELECT count(*) FROM {ROWS} WHERE {condition} AND ({column}, seq) {'>' if is_falling else '<'} (?, ?)"
    return int(reading.fetch(sql, (*parameters, *found[0]))[0][0])


def listed(reading: Reading, seqs: Iterable[int]) -> list[Listed]:
    """The rows with these numbers, in their order."""
    asked = list(seqs)
    found: dict[int, Listed] = {}
    for begin in range(0, len(asked), _AT_ONCE):
        part = asked[begin : begin + _AT_ONCE]
        sql = f"SELECT {_SHOWN} FROM {ROWS} WHERE seq IN ({', '.join('?' * len(part))})"
        found.update({row[0]: Listed(*row) for row in reading.fetch(sql, part)})
    return [found[seq] for seq in asked if seq in found]


def sources(reading: Reading, wanted: Filter) -> list[tuple[str, int]]:
    """Every source of the briefings that are wanted, with how many of them it has."""
    condition, parameters = condition_of(wanted)
    sql = f"SELECT source, count(*) FROM {ROWS} WHERE {condition} GROUP BY source"
    return [(row[0], row[1]) for row in reading.fetch(sql, parameters)]


def tags(reading: Reading, wanted: Filter) -> list[tuple[str, int]]:
    """Every tag of the briefings that are wanted, in its most recent writing, with how many it is on.

    Last, under the empty name, how many have none.
    """
    condition, parameters = condition_of(wanted)
    chosen = f"SELECT seq FROM {ROWS} WHERE {condition}"
    # Of the row with the greatest number, as SQLite has it: https://sqlite.org/lang_select.html#bareagg
    sql = f"SELECT tag, count(*), max(seq) FROM {TAGS} WHERE seq IN ({chosen}) GROUP BY folded"
    found = [(row[0], row[1]) for row in reading.fetch(sql, parameters)]
    bare = f"SELECT count(*) FROM {ROWS} WHERE {condition} AND tags = '[]'"
    untagged = int(reading.fetch(bare, parameters)[0][0])
    return [*found, *([("", untagged)] if untagged else [])]


def condition_of(wanted: Filter) -> Condition:
    """The condition that a briefing which is wanted meets."""
    # Written out, so that an index which begins with it can be chosen.
    archived = "archived IN (0, 1)" if wanted.is_archived is None else f"archived = {int(wanted.is_archived)}"
    terms = ["deleted = 0", archived]
    parameters: list[Any] = []
    tagged = f"seq IN (SELECT seq FROM {TAGS} WHERE folded = ?)"
    asked: list[tuple[str, tuple[object, ...]]] = [
        *(("instr(words, ?)", (word,)) for word in wanted.words),
        *(("instr(folded_source, ?)", (source,)) for source in wanted.sources),
        *((tagged, (tag,)) for tag in wanted.tags),
    ]
    if wanted.source is not None:
        asked.append(("source = ?", (wanted.source,)))
    if wanted.tag is not None:
        asked.append((tagged, (wanted.tag.casefold(),)) if wanted.tag else ("tags = '[]'", ()))
    # As a search compares them: what is shortened is its first day.
    first_day = "substr(issued || '-01-01', 1, 10) {} substr(? || '-01-01', 1, 10) AND issued <> ''"
    for date, side in ((wanted.before, "<"), (wanted.after, ">=")):
        if date:
            asked.append((first_day.format(side), (date,)))
    for is_so, state in (
        (wanted.is_starred, "starred <> 0"),
        (wanted.is_unread, "read <= 0"),
        (wanted.is_to_review, "review > 0"),
    ):
        if is_so is not None:
            asked.append((state if is_so else f"NOT ({state})", ()))
    for term, values in asked:
        if not all(is_storable(str(value)) for value in values):  # no briefing has what cannot be written
            return "0", []
        terms.append(f"({term})")
        parameters.extend(values)
    return " AND ".join(terms), parameters


def fold_rows(storage: SQLiteStorage, most: int) -> int:
    """Fold the words of at most so many rows that the triggers could fold in part only; of how many.

    In a transaction of its own, and in none where nothing is to be done.
    """
    sql = f"SELECT seq, title, source, tags FROM {ROWS} WHERE is_folded = 0 LIMIT ?"
    if not storage.fetch(sql, (1,)):
        return 0
    with storage.transaction():
        rows = storage.fetch(sql, (most,))
        for seq, title, source, given in rows:
            own = tags_in(given)
            texts = fold(title), fold(source), *map(fold, own)
            storage.execute(
                f"UPDATE {ROWS} SET folded = ?, folded_source = ?, words = ?, is_folded = 1 WHERE seq = ?",
                (texts[0], texts[1], "\n".join(texts), seq),
            )
            for tag in own:
                storage.execute(
                    f"UPDATE OR IGNORE {TAGS} SET folded = ? WHERE seq = ? AND tag = ?", (tag.casefold(), seq, tag)
                )
    return len(rows)
