"""Who and what appears in which briefing: kept in the library's file by triggers, and made anew from its documents.

None of it is a document: it is neither exported nor undone. Who somebody is and who speaks stands in entries as values,
which SQL alone takes from them. What else they name must be read, and names folded: the program does that afterwards,
see `content.dossiers`, a few briefings at a time.
"""

from __future__ import annotations

from enum import IntEnum

from content.store.schema import BRIEFINGS, ENTRIES, table_in_sql

_LAYOUT = 1
"""What the tables are named for: another way of taking names up takes another number, and makes all anew."""

NAMES, PARTS = f"names{_LAYOUT}", f"names{_LAYOUT}_parts"
SHELF, USES = f"names{_LAYOUT}_briefings", f"names{_LAYOUT}_in"
_BRIEFINGS, _ENTRIES = (table_in_sql(name) for name in (BRIEFINGS, ENTRIES))


class Part(IntEnum):
    """What a name is in a briefing: somebody who has an entry, somebody quoted, or what the entries name."""

    PERSON = 0
    SPEAKER = 1
    OFFICIAL = 2
    BODY = 3
    STATE = 4


READ = Part.BODY
"""From here on the program reads the entries, and SQL does not know."""

_TABLES = (
    f"CREATE TABLE {NAMES}"
    " (id INTEGER PRIMARY KEY, spelling TEXT NOT NULL UNIQUE, folded TEXT, uses INTEGER NOT NULL DEFAULT 0)",
    f"CREATE INDEX {NAMES}_by_folded ON {NAMES} (folded)",
    f"CREATE TABLE {PARTS} (part TEXT, name INTEGER, PRIMARY KEY (part, name)) WITHOUT ROWID",
    # A briefing may be known by its entries before its own document comes.
    f"CREATE TABLE {SHELF} (id INTEGER PRIMARY KEY, doc TEXT NOT NULL UNIQUE, day TEXT NOT NULL DEFAULT '',"
    " is_there INTEGER NOT NULL DEFAULT 0, is_stale INTEGER NOT NULL DEFAULT 1)",
    f"CREATE INDEX {SHELF}_stale ON {SHELF} (id) WHERE is_stale",
    f"CREATE TABLE {USES} (name INTEGER, briefing INTEGER, part INTEGER, entry INTEGER,"
    " PRIMARY KEY (name, briefing, part, entry)) WITHOUT ROWID",
    f"CREATE INDEX {USES}_by_briefing ON {USES} (briefing)",
    f"CREATE INDEX {USES}_by_entry ON {USES} (entry)",
)


def _named(body: str) -> str:
    """The spellings in the document of an entry, and what each is in it."""
    return (
        f"SELECT json_extract({body}, '$.title') AS spelling,"
        f" CASE WHEN json_extract({body}, '$.kind') LIKE 'unnamed%' THEN {Part.OFFICIAL} ELSE {Part.PERSON} END AS part"
        f" WHERE json_extract({body}, '$.pane') = 'people'"
        f" UNION ALL SELECT {_SPEAKER}, {Part.SPEAKER} FROM json_each({body}, '$.quotations') AS q"
    )


_SPEAKER = "CASE WHEN q.type = 'array' THEN json_extract(q.value, '$[3]') END"
"""Whose words one of the quotations of an entry has."""
_IS_NAME = "typeof(spelling) = 'text' AND spelling <> ''"


def _day(body: str) -> str:
    """When what a briefing tells was published, else when it was added: as much of an ISO date as is known."""
    return (
        f"coalesce(nullif(json_extract({body}, '$.source.issued'), ''),"
        f" substr(json_extract({body}, '$.created_at'), 1, 10), '')"
    )


def _is_there(body: str) -> str:
    return f"coalesce(json_extract({body}, '$.deleted') = 0, 0)"


def _shelve(row: str) -> str:
    return (
        f" INSERT OR IGNORE INTO {SHELF} (doc) SELECT {row}.id;"
        f" UPDATE {SHELF} SET day = {_day(f'{row}.body')}, is_there = {_is_there(f'{row}.body')} WHERE doc = {row}.id;"
    )


def _take_up(row: str) -> str:
    briefing = f"json_extract({row}.body, '$.briefing')"
    named = f"FROM ({_named(f'{row}.body')}) WHERE {_IS_NAME} AND json_extract({row}.body, '$.deleted') = 0"
    return (
        f" INSERT OR IGNORE INTO {SHELF} (doc) SELECT {briefing} WHERE typeof({briefing}) = 'text';"
        f" UPDATE {SHELF} SET is_stale = 1 WHERE doc = {briefing};"
        f" INSERT OR IGNORE INTO {NAMES} (spelling) SELECT spelling {named};"
        f" INSERT OR IGNORE INTO {USES} SELECT (SELECT id FROM {NAMES} AS n WHERE n.spelling = taken.spelling),"
        f" (SELECT id FROM {SHELF} WHERE doc = {briefing}), part, {row}.seq FROM (SELECT spelling, part {named})"
        f" AS taken WHERE typeof({briefing}) = 'text';"
    )


_LET_GO = f" DELETE FROM {USES} WHERE entry = OLD.seq;"


def _trigger(name: str, event: str, table: str, deeds: str) -> str:
    return f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN{deeds} END"


_TRIGGERS = (
    _trigger(f"{USES}_more", "INSERT", USES, f" UPDATE {NAMES} SET uses = uses + 1 WHERE id = NEW.name;"),
    _trigger(f"{USES}_less", "DELETE", USES, f" UPDATE {NAMES} SET uses = uses - 1 WHERE id = OLD.name;"),
    _trigger(f"{SHELF}_insert", "INSERT", _BRIEFINGS, _shelve("NEW")),
    _trigger(f"{SHELF}_update", "UPDATE", _BRIEFINGS, _shelve("NEW")),
    _trigger(f"{SHELF}_delete", "DELETE", _BRIEFINGS, f" UPDATE {SHELF} SET is_there = 0 WHERE doc = OLD.id;"),
    _trigger(f"{NAMES}_insert", "INSERT", _ENTRIES, _take_up("NEW")),
    _trigger(f"{NAMES}_update", "UPDATE", _ENTRIES, _LET_GO + _take_up("NEW")),
    _trigger(
        f"{NAMES}_delete",
        "DELETE",
        _ENTRIES,
        f"{_LET_GO} UPDATE {SHELF} SET is_stale = 1 WHERE doc = json_extract(OLD.body, '$.briefing');",
    ),
)

# To look for the words, as the store writes them, is quicker than to read what most entries do not have.
_FILLED = (
    f"INSERT INTO {SHELF} (doc, day, is_there) SELECT id, {_day('body')}, {_is_there('body')} FROM {_BRIEFINGS}"
    " ORDER BY seq",
    f"CREATE TEMP TABLE {NAMES}_taken AS"
    f" SELECT e.seq, json_extract(e.body, '$.briefing') AS doc, json_extract(e.body, '$.title') AS spelling,"
    f" CASE WHEN json_extract(e.body, '$.kind') LIKE 'unnamed%' THEN {Part.OFFICIAL} ELSE {Part.PERSON} END AS part"
    f" FROM {_ENTRIES} AS e WHERE e.body LIKE '%\"people\"%'"
    " AND json_extract(e.body, '$.pane') = 'people' AND json_extract(e.body, '$.deleted') = 0"
    f" UNION ALL SELECT e.seq, json_extract(e.body, '$.briefing'), {_SPEAKER}, {Part.SPEAKER}"
    f" FROM {_ENTRIES} AS e, json_each(e.body, '$.quotations') AS q"
    " WHERE e.body LIKE '%\"quotations\":[[%' AND json_extract(e.body, '$.deleted') = 0",
    f"INSERT OR IGNORE INTO {NAMES} (spelling) SELECT DISTINCT spelling FROM {NAMES}_taken WHERE {_IS_NAME}",
    f"INSERT OR IGNORE INTO {USES} SELECT n.id, b.id, t.part, t.seq FROM {NAMES}_taken AS t"
    f" JOIN {NAMES} AS n ON n.spelling = t.spelling JOIN {SHELF} AS b ON b.doc = t.doc ORDER BY 1, 2, 3, 4",
    f"DROP TABLE {NAMES}_taken",
)


def layout() -> tuple[str, ...]:
    """The SQL that makes the tables, fills them from the documents that are there and keeps them from then on."""
    counted, *kept = _TRIGGERS
    return (*_TABLES, counted, *_FILLED, *kept)
