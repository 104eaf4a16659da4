"""What is told beside a list of one briefing, as SQLite gives it: counted and cut there, so that little is decoded."""

from __future__ import annotations

from typing import Any, NamedTuple

from content.store.codec import decode
from content.store.reading import Reading
from content.store.rows import BODY
from content.store.schema import BRIEFINGS, ENTRIES, NOTES, SOURCES, field_in_sql, table_in_sql

_BRIEFINGS, _SOURCES, _ENTRIES, _NOTES = map(table_in_sql, (BRIEFINGS, SOURCES, ENTRIES, NOTES))
_KEY, _OWNER = field_in_sql(("key",)), field_in_sql(("briefing",))
_LIVE = f"NOT {field_in_sql(('deleted',))}"


class Facts(NamedTuple):
    """What a briefing's own document says: `document` is its id, `text` that of the document with its text."""

    document: str
    key: str
    text: str
    title: str
    author: str
    url: str


class Told(NamedTuple):
    """A part of a document: of an entry its id, pane and title; of a note what it is on, its kind and its words."""

    key: str | None
    place: str | int | None
    words: str


def facts(reading: Reading, key: str) -> Facts | None:
    """The facts of the briefing with an id, which the program and not SQLite compares; None where there is none."""
    named = ("key", "text", "title", "source.author", "source.URL")
    fields = ", ".join(f"json_extract(body, '$.{name}')" for name in named)
    sql = f"SELECT id, {fields} FROM {_BRIEFINGS} WHERE {_KEY} = ? AND {_LIVE}"
    return next((Facts(*row) for row in reading.fetch(sql, (key,)) if row[1] == key), None)


def words(reading: Reading, text: str) -> int:
    """How many words a text has, as blanks part them; 0 where it is not there."""
    found = reading.fetch(f"SELECT {BODY} FROM {_SOURCES} WHERE id = ?", (text,))
    return len(str(decode(found[0][0])["text"]).split()) if found else 0


def panes(reading: Reading, document: str) -> list[tuple[str, int]]:
    """Every pane that has entries of a briefing, with how many."""
    sql = f"SELECT json_extract(body, '$.pane'), count(*) FROM {_ENTRIES} WHERE {_OWNER} = ? AND {_LIVE} GROUP BY 1"
    return [(str(pane), count) for pane, count in reading.fetch(sql, (document,))]


def titles(reading: Reading, document: str, pane: str, limit: int) -> list[Told]:
    """The entries of a pane in their order, at most so many."""
    sql = (
        f"SELECT {_KEY}, json_extract(body, '$.pane'), json_extract(body, '$.title') FROM {_ENTRIES}"
        f" WHERE {_OWNER} = ? AND {_LIVE} AND json_extract(body, '$.pane') = ?"
        " ORDER BY json_extract(body, '$.position') LIMIT ?"
    )
    return _told(reading.fetch(sql, (document, pane, limit)))


def notes(reading: Reading, document: str, limit: int) -> list[tuple[str, Told]]:
    """The notes on a briefing, the latest first, at most so many: their kinds, and what each is on and says."""
    named = ("kind", "entry", "sentence")
    fields = ", ".join(f"json_extract(body, '$.{name}')" for name in named)
    quoted = "coalesce(nullif(json_extract(body, '$.body'), ''), json_extract(body, '$.selector[0]'), '')"
    chosen = f"{_OWNER} = ? AND {_LIVE} ORDER BY seq DESC LIMIT ?"
    sql = f"SELECT {fields}, substr({quoted}, 1, 200) FROM {_NOTES} WHERE {chosen}"
    return [(str(row[0]), _told([row[1:]])[0]) for row in reading.fetch(sql, (document, limit))]


def _told(rows: list[tuple[Any, ...]]) -> list[Told]:
    return [Told(key, place, str(said)) for key, place, said in rows]
