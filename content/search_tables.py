"""What of a library the search looks through, kind by kind: the tables, their indexes, and what is in their columns."""

from __future__ import annotations

from content.search_found import Kind
from content.search_terms import Columns
from content.store.search_index import ENTRIES_INDEX, NOTES_INDEX, SENTENCES_INDEX

_FIELDS = {"pane": "pane", "kind": "kind", "tag": "tags", "person": "people"}
COLUMNS = {
    Kind.ENTRY: Columns("{title text} : ", _FIELDS),
    Kind.SENTENCE: Columns("", {}),
    Kind.NOTE: Columns("", {"tag": "tags"}),
}
INDEXES = {Kind.ENTRY: ENTRIES_INDEX, Kind.SENTENCE: SENTENCES_INDEX, Kind.NOTE: NOTES_INDEX}
TABLES = {Kind.ENTRY: "doc_entries", Kind.NOTE: "doc_notes"}

WEIGHTS = {Kind.ENTRY: ", 4.0, 1.0, 0.0, 0.0, 0.0, 0.0", Kind.SENTENCE: "", Kind.NOTE: ""}
"""A word in the title of an entry says more than one in its text."""
