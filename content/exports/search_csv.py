"""What a search found as a table in CSV (RFC 4180) that no spreadsheet takes for formulas."""

from __future__ import annotations

from content.exports.notes_csv import harmless
from content.search_found import Results

COLUMNS = ("briefing", "title", "publisher", "issued", "kind", "entry", "sentence", "note", "pane", "heading", "text")


def search_csv(results: Results) -> str:
    """A row with the names of the columns and one row for each passage; lines end in CR LF.

    A cell that a spreadsheet would run as a formula has an apostrophe before it.
    """
    import csv
    from io import StringIO

    table = StringIO(newline="")
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for group in results.groups:
        for each in group.passages:
            cells = (
                group.id,
                group.title,
                group.publisher,
                group.issued,
                each.kind.value,
                each.entry or "",
                "" if each.sentence is None else str(each.sentence),
                each.note or "",
                each.pane or "",
                each.heading,
                each.text,
            )
            rows.writerow([harmless(cell) for cell in cells])
    return table.getvalue()
