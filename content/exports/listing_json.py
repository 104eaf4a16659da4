"""A row of the list of briefings as JSON holds it, as `readout list --format json` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.catalogue import Row


def to_object(row: Row) -> dict[str, object]:
    """What a list shows of a briefing, by name; times are ISO 8601 in UTC, empty where it was never read."""
    return {
        "id": row.id,
        "title": row.title,
        "desk": row.desk,
        "language": row.language,
        "issued": row.issued,
        "publisher": row.publisher,
        "sentences": row.sentences,
        "entries": row.entries,
        "characters": row.characters,
        "created_at": row.added,
        "is_earlier": row.is_earlier,
        "source": row.source,
        "last_read": row.last_read,
        "read": row.read,
        "notes": row.notes,
        "to_review": row.to_review,
        "tags": list(row.tags),
        "is_starred": row.is_starred,
        "is_archived": row.is_archived,
        "is_renamed": row.is_renamed,
    }
