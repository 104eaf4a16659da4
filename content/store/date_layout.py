"""Which entry names which date: kept in the library's file by triggers, so that a timeline of all is read by pages.

None of it is a document. A date without a year has that of its article, or the one before or after it where that is
nearer; where the article's day is changed, they are taken up again.
"""

from __future__ import annotations

from content.store.name_layout import SHELF
from content.store.schema import ENTRIES, table_in_sql

_LAYOUT = 1
"""What the tables are named for: another way of reading dates takes another number, and makes all anew."""

DATES = f"dates{_LAYOUT}"
_ENTRIES = table_in_sql(ENTRIES)

_TABLES = (
    f"CREATE TABLE {DATES} (start TEXT, briefing INTEGER, entry INTEGER, place INTEGER,"
    " PRIMARY KEY (start, briefing, entry, place)) WITHOUT ROWID",
    f"CREATE INDEX {DATES}_by_briefing ON {DATES} (briefing)",
    f"CREATE INDEX {DATES}_by_entry ON {DATES} (entry)",
)

_VALUE = "CASE WHEN f.type = 'array' THEN json_extract(f.value, '$[4]') END"
_KIND = "CASE WHEN f.type = 'array' THEN json_extract(f.value, '$[3]') END"


def _start(value: str, day: str) -> str:
    """Where a date begins, as much of an ISO date as is known; NULL for one that cannot be placed."""
    apart = f"(substr({value}, 3, 2) - substr({day}, 6, 2))"
    year = f"(substr({day}, 1, 4) + CASE WHEN length({day}) > 4 THEN ({apart} < -6) - ({apart} > 6) ELSE 0 END)"
    first = f"CASE WHEN instr({value}, '/') THEN substr({value}, 1, instr({value}, '/') - 1) ELSE {value} END"
    return (
        f"CASE WHEN {value} GLOB '--[0-9][0-9]*' AND {day} GLOB '[0-9][0-9][0-9][0-9]*'"
        f" THEN printf('%04d', {year}) || substr({first}, 2) WHEN {value} GLOB '[0-9][0-9][0-9][0-9]*' THEN {first} END"
    )


def _dated(source: str, body: str, where: str) -> str:
    """The rows of the dates in the documents of entries, of people's left out: what they did has entries of its own."""
    return (
        f"INSERT OR IGNORE INTO {DATES} SELECT {_start('value', 'day')} AS start, briefing, entry, place FROM"
        f" (SELECT {_VALUE} AS value, b.day AS day, b.id AS briefing, {source}.seq AS entry, f.key AS place"
        f" FROM {where} JOIN {SHELF} AS b ON b.doc = json_extract({body}, '$.briefing')"
        f" JOIN json_each({body}, '$.figures') AS f WHERE json_extract({body}, '$.deleted') = 0"
        f" AND json_extract({body}, '$.pane') <> 'people' AND {_KIND} IN ('date', 'period'))"
        f" WHERE typeof(value) = 'text' AND start IS NOT NULL"
    )


def _take_up(row: str) -> str:
    has_any = f"(SELECT 1 WHERE instr({row}.body, '\"date\"') OR instr({row}.body, '\"period\"'))"
    return f" {_dated(row, f'{row}.body', has_any)};"


_LET_GO = f" DELETE FROM {DATES} WHERE entry = OLD.seq;"

_TRIGGERS = (
    f"CREATE TRIGGER {DATES}_insert AFTER INSERT ON {_ENTRIES} BEGIN{_take_up('NEW')} END",
    f"CREATE TRIGGER {DATES}_update AFTER UPDATE ON {_ENTRIES} BEGIN{_LET_GO}{_take_up('NEW')} END",
    f"CREATE TRIGGER {DATES}_delete AFTER DELETE ON {_ENTRIES} BEGIN{_LET_GO} END",
    f"CREATE TRIGGER {DATES}_day AFTER UPDATE OF day ON {SHELF} WHEN OLD.day <> NEW.day BEGIN"
    f" DELETE FROM {DATES} WHERE briefing = NEW.id;"
    + _dated("e", "e.body", f"(SELECT seq, body FROM {_ENTRIES} WHERE json_extract(body, '$.briefing') = NEW.doc) AS e")
    + "; END",
)

_FILLED = (
    # To look for the word is quicker than to read what most entries do not have.
    _dated(
        "e",
        "e.body",
        f"(SELECT seq, body FROM {_ENTRIES} WHERE body LIKE '%\"date\"%' OR body LIKE '%\"period\"%') AS e",
    ),
)


def layout() -> tuple[str, ...]:
    """The SQL that makes the table, fills it from the documents that are there and keeps it; after the names'."""
    return (*_TABLES, *_FILLED, *_TRIGGERS)
