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


_SPEAKER = "CASE WHEN q.type = 'array' THEN json_extract(q.value, '$[3]') END"
"""Whose words one of the quotations of an entry has."""
_IS_NAME = "typeof(spelling) = 'text' AND spelling <> ''"


def _named(people: str, speakers: str) -> str:
    """The names in entries, with the briefing's document and what each is in it; of those to which this applies."""
    kind = f"CASE WHEN json_extract(e.body, '$.kind') LIKE 'unnamed%' THEN {Part.OFFICIAL} ELSE {Part.PERSON} END"
    return (
        f"SELECT e.seq AS entry, json_extract(e.body, '$.briefing') AS doc, json_extract(e.body, '$.title')"
        f" AS spelling, {kind} AS part FROM {_ENTRIES} AS e WHERE {people}json_extract(e.body, '$.pane') = 'people'"
        f" AND json_extract(e.body, '$.deleted') = 0 UNION ALL"
        f" SELECT e.seq, json_extract(e.body, '$.briefing'), {_SPEAKER}, {Part.SPEAKER} FROM {_ENTRIES} AS e,"
        f" json_each(e.body, '$.quotations') AS q WHERE {speakers}json_extract(e.body, '$.deleted') = 0"
    )


# A view is read once at each start where three triggers would be.
_VIEW = f"CREATE VIEW {NAMES}_of AS {_named('', '')}"


def _day(body: str) -> str:
    """When what a briefing tells was published, else when it was added: as much of an ISO date as is known."""
    return (
        f"coalesce(nullif(json_extract({body}, '$.source.issued'), ''),"
        f" substr(json_extract({body}, '$.created_at'), 1, 10), '')"
    )


def _is_there(body: str) -> str:
    return f"coalesce(json_extract({body}, '$.deleted') = 0, 0)"


_SHELVE = (
    f" INSERT OR IGNORE INTO {SHELF} (doc) VALUES (NEW.id);"
    f" UPDATE {SHELF} SET day = {_day('NEW.body')}, is_there = {_is_there('NEW.body')} WHERE doc = NEW.id;"
)
_BRIEFING = "json_extract(NEW.body, '$.briefing')"
_MARK = (
    f" INSERT OR IGNORE INTO {SHELF} (doc) SELECT {_BRIEFING} WHERE typeof({_BRIEFING}) = 'text';"
    f" UPDATE {SHELF} SET is_stale = 1 WHERE doc = {_BRIEFING} AND NOT is_stale;"
)
_TAKE_UP = (
    f" INSERT OR IGNORE INTO {NAMES} (spelling) SELECT spelling FROM {NAMES}_of WHERE entry = NEW.seq AND {_IS_NAME};"
    f" INSERT OR IGNORE INTO {USES} SELECT n.id, b.id, o.part, o.entry FROM {NAMES}_of AS o"
    f" JOIN {NAMES} AS n ON n.spelling = o.spelling JOIN {SHELF} AS b ON b.doc = o.doc WHERE o.entry = NEW.seq;"
)
_LET_GO = f" DELETE FROM {USES} WHERE entry = OLD.seq;"
_HAS_NAMES = "json_extract(NEW.body, '$.pane') = 'people' OR json_array_length(NEW.body, '$.quotations') > 0"


def _trigger(name: str, event: str, table: str, deeds: str, only: str = "") -> str:
    return f"CREATE TRIGGER {name} AFTER {event} ON {table}{f' WHEN {only}' if only else ''} BEGIN{deeds} END"


_COUNTED = (
    _trigger(f"{USES}_more", "INSERT", USES, f" UPDATE {NAMES} SET uses = uses + 1 WHERE id = NEW.name;"),
    _trigger(f"{USES}_less", "DELETE", USES, f" UPDATE {NAMES} SET uses = uses - 1 WHERE id = OLD.name;"),
)
_KEPT = (
    _trigger(f"{SHELF}_insert", "INSERT", _BRIEFINGS, _SHELVE),
    _trigger(f"{SHELF}_update", "UPDATE", _BRIEFINGS, _SHELVE),
    _trigger(f"{SHELF}_delete", "DELETE", _BRIEFINGS, f" UPDATE {SHELF} SET is_there = 0 WHERE doc = OLD.id;"),
    # Which of two triggers comes first is not said: each marks the briefing before it needs it.
    _trigger(f"{NAMES}_insert", "INSERT", _ENTRIES, _MARK + _TAKE_UP, _HAS_NAMES),
    _trigger(f"{NAMES}_mark", "INSERT", _ENTRIES, _MARK, f"NOT coalesce({_HAS_NAMES}, 0)"),
    _trigger(f"{NAMES}_update", "UPDATE", _ENTRIES, _LET_GO + _MARK + _TAKE_UP),
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
    f"CREATE TEMP TABLE {NAMES}_taken AS "
    + _named("e.body LIKE '%\"people\"%' AND ", "e.body LIKE '%\"quotations\":[[%' AND "),
    f"INSERT OR IGNORE INTO {NAMES} (spelling) SELECT DISTINCT spelling FROM {NAMES}_taken WHERE {_IS_NAME}",
    f"INSERT OR IGNORE INTO {USES} SELECT n.id, b.id, t.part, t.entry FROM {NAMES}_taken AS t"
    f" JOIN {NAMES} AS n ON n.spelling = t.spelling JOIN {SHELF} AS b ON b.doc = t.doc ORDER BY 1, 2, 3, 4",
    f"DROP TABLE {NAMES}_taken",
)


def layout() -> tuple[str, ...]:
    """The SQL that makes the tables, fills them from the documents that are there and keeps them from then on."""
    return (*_TABLES, _VIEW, *_COUNTED, *_FILLED, *_KEPT)
