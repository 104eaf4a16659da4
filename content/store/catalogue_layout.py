"""The tables from which the list of briefings is drawn, and the triggers that keep them: made anew from the documents.

None of it is a document: it is neither exported nor undone. Each trigger fires in the transaction of whoever writes a
document, and uses only what SQLite itself has. SQLite folds the case of ASCII letters alone: what is sorted and looked
through is folded so by the triggers and marked, and the program folds it wholly afterwards, see `catalogue_rows`.

Every start reads the triggers, so that they are short: those of the documents only mark a row, and two on the row
itself say how it is made.
"""

from __future__ import annotations

from collections.abc import Iterator

from content.store.feed import triggers_for
from content.store.schema import BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS, statements_for, table_in_sql

ROWS, TAGS, GONE = "catalogue1", "catalogue1_tags", "catalogue1_gone"
"""A row for each briefing; its tags; and the entries that were deleted, which do not count as read."""

SORTED = ("issued", "added", "folded", "last_read", "progress", "entries", "notes")
"""The columns that the list can be sorted by, each with an index."""

_BRIEFINGS, _ENTRIES, _NOTES, _READING, _REVISIONS = map(table_in_sql, (BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS))

_TABLES = (
    # What is not known is empty or 0. `review` counts the entries to be reviewed; `words` are what a filter looks
    # through; `revision_of` is the id of the document of which this one is a later text. To set `told` or `heard` makes
    # what the briefing's own document says anew, or what those of its readings do.
    f"CREATE TABLE IF NOT EXISTS {ROWS} (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, told, heard, key, title,"
    " named INT, source, publisher, desk, language, issued, added, last_read DEFAULT '', sentences INT,"
    " characters INT, entries INT, read INT DEFAULT 0, notes INT DEFAULT 0, review INT DEFAULT 0, starred INT,"
    " archived INT, deleted INT, revision_of TEXT, tags, folded, folded_source, words, is_folded INT DEFAULT 0,"
    " progress AS (CASE WHEN entries > 0 THEN max(0, min(read, entries)) * 1.0 / entries ELSE 0.0 END))",
    f"CREATE TABLE IF NOT EXISTS {TAGS} (seq INT, folded, tag, PRIMARY KEY (folded, seq)) WITHOUT ROWID",
    f"CREATE INDEX IF NOT EXISTS {TAGS}_by_seq ON {TAGS} (seq)",
    f"CREATE TABLE IF NOT EXISTS {GONE} (briefing TEXT, entry TEXT, id TEXT, PRIMARY KEY (briefing, entry, id))"
    " WITHOUT ROWID",
    *(
        f"CREATE INDEX IF NOT EXISTS {ROWS}_by_{name} ON {ROWS} (archived, {name}) WHERE deleted = 0"
        for name in (*SORTED, "source")
    ),
    f"CREATE INDEX IF NOT EXISTS {ROWS}_by_revision_of ON {ROWS} (revision_of) WHERE revision_of IS NOT NULL",
    f"CREATE INDEX IF NOT EXISTS {ROWS}_unfolded ON {ROWS} (seq) WHERE is_folded = 0",
)


def layout() -> tuple[str, ...]:
    """The SQL that makes the tables and their triggers, where they are not there yet."""
    # What a trigger reads must be there. Before this layout it was made when it was first written to.
    revisions = (*statements_for(REVISIONS, (("briefing",), ("revision_of",))), *triggers_for(REVISIONS))
    return (*revisions, *_TABLES, *_triggers())


def fill() -> tuple[str, ...]:
    """The SQL that makes the rows anew from the documents, whatever was there."""
    key = _of("body", "key")
    return (
        *(f"DELETE FROM {table}" for table in (GONE, TAGS, ROWS)),
        f"INSERT OR IGNORE INTO {GONE} SELECT {_of('body', 'briefing')}, {key}, id FROM {_ENTRIES}"
        f" WHERE {_is_set('body', 'deleted')} AND {key} NOTNULL AND {_of('body', 'briefing')} NOTNULL",
        f"INSERT INTO {ROWS} (seq, id) SELECT seq, id FROM {_BRIEFINGS}",
        f"UPDATE {ROWS} SET {_COUNTED}",
        f"UPDATE {ROWS} SET told = 1",
        f"UPDATE {ROWS} SET heard = 1 WHERE id IN (SELECT {_of('body', 'briefing')} FROM {_READING})",
    )


# -- expressions on the body of a document ---------------------------------------------------------------------------


def _of(body: str, name: str) -> str:
    return f"json_extract({body}, '$.{name}')"


def _is_set(body: str, name: str) -> str:
    return f"coalesce({_of(body, name)}, 0)"


def _text(body: str, name: str) -> str:
    return f"coalesce({_of(body, name)}, '')"


def _number(body: str, name: str) -> str:
    return f"coalesce({_of(body, name)}, 0)"


def _source() -> str:
    """The publisher, or else the host of the address."""
    url = _of("body", "source.URL")
    host = f"substr({url}, instr({url}, '://') + 3)"
    return (
        f"coalesce(nullif({_of('body', 'source.publisher')}, ''), CASE WHEN instr({url}, '://')"
        f" THEN substr({host}, 1, instr({host} || '/', '/') - 1) END, '')"
    )


# Of the index on what documents belong to, SQLite makes no use beside a column that is known to hold text: the plus
# takes that from it, https://sqlite.org/datatype3.html#determination_of_expression_affinity


def _first(table: str, id: str) -> str:
    """Of the documents on a briefing the first that is not deleted."""
    return (
        f"FROM {table} WHERE {_of('body', 'briefing')} = {id} AND NOT {_is_set('body', 'deleted')} ORDER BY seq LIMIT 1"
    )


def _to_review(body: str) -> str:
    """Whether an entry is there as the program drafted it, and nobody has accepted it."""
    drafted = f"{_of(body, 'origin')} IS 'drafted'"
    return f"({drafted} AND NOT {_is_set(body, 'accepted')} AND NOT {_is_set(body, 'deleted')})"


def _count(table: str, id: str, condition: str) -> str:
    return f"(SELECT count(*) FROM {table} WHERE {_of('body', 'briefing')} = {id} AND {condition})"


_SAID = {
    "key": _of("body", "key"),
    "title": f"coalesce(nullif({_of('body', 'name')}, ''), {_of('body', 'title')}, '')",
    "named": f"{_text('body', 'name')} <> ''",
    "source": _source(),
    "publisher": _text("body", "source.publisher"),
    "desk": _text("body", "desk"),
    "language": _text("body", "language"),
    "issued": _text("body", "source.issued"),
    "added": _text("body", "created_at"),
    "sentences": _number("body", "sentences"),
    "characters": _number("body", "characters"),
    "entries": _number("body", "entries"),
    "starred": _is_set("body", "starred"),
    "archived": _is_set("body", "archived"),
    # A document that is no briefing is listed nowhere.
    "deleted": f"{_is_set('body', 'deleted')} OR {_of('body', 'key')} ISNULL",
    "tags": f"coalesce({_of('body', 'tags')}, '[]')",
}
"""What a briefing's own document says, by column."""

_COUNTED = ", ".join(
    [
        "notes = " + _count(_NOTES, f"+{ROWS}.id", "NOT " + _is_set("body", "deleted")),
        "review = " + _count(_ENTRIES, f"+{ROWS}.id", _to_review("body")),
        f"revision_of = (SELECT {_of('body', 'revision_of')} {_first(_REVISIONS, f'+{ROWS}.id')})",
    ]
)
"""What the documents say that belong to a briefing: counted once, and kept count of from then on."""


# -- triggers --------------------------------------------------------------------------------------------------------


def _triggers() -> Iterator[str]:
    yield from _of_rows()
    yield from _of_briefings()
    yield from _of_entries()
    yield from _of_notes()
    for table, what in ((_READING, "heard = 1"), (_REVISIONS, "")):
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            id = _of(f"{row}.body", "briefing")
            step = what or f"revision_of = (SELECT {_of('body', 'revision_of')} {_first(_REVISIONS, id)})"
            yield _trigger(table, event, f"UPDATE {ROWS} SET {step} WHERE id = {id}")


def _trigger(table: str, event: str, *steps: str, what: str = "", when: str = "") -> str:
    name = f"{table}_catalogues_{what or event.lower()}"
    condition = f" WHEN {when}" if when else ""
    return f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table}{condition} BEGIN {'; '.join(steps)}; END"


def _of_rows() -> Iterator[str]:
    """What makes a row: of its briefing's document, of its readings, and its words."""
    said = f"UPDATE {ROWS} SET ({', '.join(_SAID)}) = (SELECT {', '.join(_SAID.values())} FROM {_BRIEFINGS} WHERE"
    yield _trigger(ROWS, "UPDATE OF told", f"{said} seq = NEW.seq) WHERE seq = NEW.seq", what="told")
    read, gone = "json_each(body, '$.read')", f"{GONE} g ON g.briefing = NEW.id AND g.entry = value"
    counted = f"json_array_length(body, '$.read') - (SELECT count(DISTINCT value) FROM {read} JOIN {gone})"
    reading = f"SELECT {_of('body', 'updated_at')} AS at, {counted} AS counted {_first(_READING, '+NEW.id')}"
    # One row, also where there is no reading.
    found = f"SELECT coalesce(max(at), ''), coalesce(max(counted), 0) FROM ({reading})"
    heard = f"UPDATE {ROWS} SET (last_read, read) = ({found}) WHERE seq = NEW.seq"
    yield _trigger(ROWS, "UPDATE OF heard", heard, what="heard")
    folded = "folded = lower(title), folded_source = lower(source), words = lower(title || char(10) || source || tags)"
    yield _trigger(
        ROWS,
        "UPDATE OF title",
        f"UPDATE {ROWS} SET {folded}, is_folded = 0 WHERE seq = NEW.seq",
        f"DELETE FROM {TAGS} WHERE seq = NEW.seq",
        f"INSERT OR IGNORE INTO {TAGS} SELECT NEW.seq, lower(value), value FROM json_each(NEW.tags)",
        what="words",
        when="(NEW.title, NEW.source, NEW.tags) IS NOT (OLD.title, OLD.source, OLD.tags)",
    )


def _of_briefings() -> Iterator[str]:
    yield _trigger(
        _BRIEFINGS,
        "INSERT",
        f"INSERT INTO {ROWS} (seq, id) VALUES (NEW.seq, NEW.id)",
        # What belongs to it may have come before it.
        f"UPDATE {ROWS} SET told = 1, heard = 1, {_COUNTED} WHERE seq = NEW.seq",
    )
    yield _trigger(_BRIEFINGS, "UPDATE", f"UPDATE {ROWS} SET told = 1 WHERE seq = NEW.seq")
    gone = (f"DELETE FROM {table} WHERE seq = OLD.seq" for table in (ROWS, TAGS))
    yield _trigger(_BRIEFINGS, "DELETE", *gone)


def _of_entries() -> Iterator[str]:
    def counted(step: str, row: str) -> str:
        return f"UPDATE {ROWS} SET {step} WHERE id = {_of(f'{row}.body', 'briefing')}"

    def named(row: str) -> str:
        return f"{_of(f'{row}.body', 'briefing')}, {_of(f'{row}.body', 'key')}, {row}.id"

    before, after = _to_review("OLD.body"), _to_review("NEW.body")
    forgotten = f"DELETE FROM {GONE} WHERE (briefing, entry, id) = ({named('OLD')})"
    is_gone = f"{_is_set('NEW.body', 'deleted')} AND {_of('NEW.body', 'key')} NOTNULL"
    is_known = f"{is_gone} AND {_of('NEW.body', 'briefing')} NOTNULL"
    remembered = f"INSERT OR IGNORE INTO {GONE} SELECT {named('NEW')} WHERE {is_known}"
    turned = f"{_of('OLD.body', 'deleted')} IS NOT {_of('NEW.body', 'deleted')}"
    heard = counted("heard = 1", "NEW")
    yield _trigger(_ENTRIES, "INSERT", counted("review = review + 1", "NEW"), when=after)
    yield _trigger(_ENTRIES, "INSERT", remembered, heard, what="gone", when=is_known)
    less, more = f"review = review - {before}", f"review = review + {after}"
    moved = f"{before} IS NOT {after}"
    yield _trigger(_ENTRIES, "UPDATE", counted(less, "OLD"), counted(more, "NEW"), when=moved)
    yield _trigger(_ENTRIES, "UPDATE", forgotten, remembered, heard, what="turned", when=turned)
    yield _trigger(_ENTRIES, "DELETE", counted(less, "OLD"), forgotten)


def _of_notes() -> Iterator[str]:
    def counted(sign: str, row: str) -> str:
        is_live = f"(NOT {_is_set(f'{row}.body', 'deleted')})"
        return f"UPDATE {ROWS} SET notes = notes {sign} {is_live} WHERE id = {_of(f'{row}.body', 'briefing')}"

    places = [f"{_of(f'{row}.body', 'briefing')}, {_of(f'{row}.body', 'deleted')}" for row in ("OLD", "NEW")]
    less, more = counted("-", "OLD"), counted("+", "NEW")
    yield _trigger(_NOTES, "INSERT", more)
    yield _trigger(_NOTES, "UPDATE", less, more, when=f"({places[0]}) IS NOT ({places[1]})")
    yield _trigger(_NOTES, "DELETE", less)
