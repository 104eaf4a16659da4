"""Notes as a table in CSV (RFC 4180) that no spreadsheet takes for formulas."""

from __future__ import annotations

from collections.abc import Iterable

from content.exports.notes_text import Noted

COLUMNS = (
    "id", "briefing", "title", "sentence", "entry", "quote", "kind", "colour", "tags", "text", "author", "session",
    "created", "modified",
)  # fmt: skip

_BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell: https://owasp.org/www-community/attacks/CSV_Injection"""


def notes_csv(noted: Iterable[Noted]) -> str:
    """A row with the names of the columns and one row for each note; lines end in CR LF.

    A cell that a spreadsheet would run as a formula has an apostrophe before it.
    """
    import csv
    from io import StringIO

    table = StringIO(newline="")
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(COLUMNS)
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
            rows.writerow([harmless(cell) for cell in cells])
    return table.getvalue()


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(_BEGIN_FORMULAS) else cell
