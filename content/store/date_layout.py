"""Which entry names which date: kept in the library's file by triggers, so that a timeline of all is read by pages.

None of it is a document. A date without a year has that of its article, or the one before or after it, see
`calendar_values.read_stretch`; where the article's day is changed, they are taken up again.
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
    year = f"(substr({day}, 1, 4) + CASE WHEN length({day}) > 4 THEN ({apart} < -7) - ({apart} > 4) ELSE 0 END)"
    first = f"CASE WHEN instr({value}, '/') THEN substr({value}, 1, instr({value}, '/') - 1) ELSE {value} END"
    return (
        f"CASE WHEN {value} GLOB '--[0-9][0-9]*' AND {day} GLOB '[0-9][0-9][0-9][0-9]*'"
        f" THEN printf('%04d', {year}) || substr({first}, 2) WHEN {value} GLOB '[0-9][0-9][0-9][0-9]*' THEN {first} END"
    )


def _dated(only: str) -> str:
    """The dates in entries, of people's left out: what they did has entries of its own."""
    inner = (
        f"SELECT {_VALUE} AS value, b.day AS day, b.id AS briefing, e.seq AS entry, f.key AS place FROM {_ENTRIES} AS e"
        f" JOIN {SHELF} AS b ON b.doc = json_extract(e.body, '$.briefing') JOIN json_each(e.body, '$.figures') AS f"
        f" WHERE {only}json_extract(e.body, '$.deleted') = 0 AND json_extract(e.body, '$.pane') <> 'people'"
        f" AND {_KIND} IN ('date', 'period')"
    )
    return (
        f"SELECT {_start('value', 'day')} AS start, briefing, entry, place FROM ({inner}) WHERE typeof(value) = 'text'"
    )


# A view is read once at each start where three triggers would be.
_VIEW = f"CREATE VIEW {DATES}_of AS {_dated('')}"
_TAKE = f" INSERT OR IGNORE INTO {DATES} SELECT * FROM {DATES}_of WHERE start IS NOT NULL AND"
_LET_GO = f" DELETE FROM {DATES} WHERE entry = OLD.seq;"
_HAS_DATES = "WHEN instr(NEW.body, '\"date\"') OR instr(NEW.body, '\"period\"')"

_TRIGGERS = (
    f"CREATE TRIGGER {DATES}_insert AFTER INSERT ON {_ENTRIES} {_HAS_DATES} BEGIN{_TAKE} entry = NEW.seq; END",
    f"CREATE TRIGGER {DATES}_update AFTER UPDATE ON {_ENTRIES} BEGIN{_LET_GO}{_TAKE} entry = NEW.seq; END",
    f"CREATE TRIGGER {DATES}_delete AFTER DELETE ON {_ENTRIES} BEGIN{_LET_GO} END",
    f"CREATE TRIGGER {DATES}_day AFTER UPDATE OF day ON {SHELF} WHEN OLD.day <> NEW.day BEGIN"
    f" DELETE FROM {DATES} WHERE briefing = NEW.id;{_TAKE} entry IN"
    f" (SELECT seq FROM {_ENTRIES} WHERE json_extract(body, '$.briefing') = NEW.doc); END",
)

_LIKELY = "(e.body LIKE '%\"date\"%' OR e.body LIKE '%\"period\"%') AND "
_FILLED = (
    # To look for the words, as the store writes them, is quicker than to read what most entries do not have.
    f"INSERT OR IGNORE INTO {DATES} SELECT * FROM ({_dated(_LIKELY)}) WHERE start IS NOT NULL",
)


def layout() -> tuple[str, ...]:
    """The SQL that makes the table, fills it from the documents that are there and keeps it; after the names'."""
    return (*_TABLES, _VIEW, *_FILLED, *_TRIGGERS)
