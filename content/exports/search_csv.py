"""What a search found as a table."""

from __future__ import annotations

from content.exports.tables import csv_table
from content.search_found import Results

COLUMNS = ("briefing", "title", "publisher", "issued", "kind", "entry", "sentence", "note", "pane", "heading", "text")


def search_csv(results: Results) -> str:
    """A row with the names of the columns and one row for each passage, as `csv_table` writes them."""
    rows = [
        (
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
        for group in results.groups
        for each in group.passages
    ]
    return csv_table(COLUMNS, rows)
