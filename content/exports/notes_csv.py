"""Notes as a table in CSV (RFC 4180) that no spreadsheet takes for formulas."""

from __future__ import annotations

from collections.abc import Iterable

from content.exports.notes_text import Noted
from content.exports.tables import csv_table

COLUMNS = (
    "id", "briefing", "title", "sentence", "entry", "quote", "kind", "colour", "tags", "text", "author", "session",
    "created", "modified",
)  # fmt: skip


def notes_csv(noted: Iterable[Noted]) -> str:
    """A row with the names of the columns and one row for each note; lines end in CR LF.

    A cell that a spreadsheet would run as a formula has an apostrophe before it.
    """
    rows: list[tuple[str, ...]] = []
    for summary, notes in noted:
        for note in notes:
            target = note.target
            cells = (
                note.id,
                note.briefing,
                summary.title,
                "" if target.sentence is None else str(target.sentence),
                target.entry or "",
                "" if target.selector is None else target.selector.exact,
                note.kind.value,
                "" if note.colour is None else note.colour.value,
                " ".join(note.tags),
                note.body,
                note.author,
                note.session or "",
                note.created_at,
                note.updated_at,
            )
            rows.append(cells)
    return csv_table(COLUMNS, rows)
