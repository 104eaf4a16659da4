"""Notes whose text was changed in two libraries: the earlier text is kept as a note of its own, not written over.

Which texts a library has seen its journal tells, with what was loaded into it before. A text that gives way to one from
a library which has seen it is merely older; one which that library has not seen would be lost.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from hashlib import sha256

from content.store.codec import Body
from content.store.ids import uuid7
from content.store.schema import NOTES

TAG = "conflict"
"""What a note is tagged with that was kept so."""


Texts = dict[str, set[str]]
"""By the ids of notes, the texts that they ever had."""


def texts_of_notes(changes: Iterable[Body], notes: Container[str]) -> Texts:
    """The texts that these notes had before and after the changes of a journal."""
    texts: Texts = {}
    for change in changes:
        for step in change["steps"]:
            if step["table"] == NOTES and step["id"] in notes:
                seen = (step[when]["body"] for when in ("before", "after") if "body" in step[when])
                texts.setdefault(step["id"], set()).update(seen)
    return texts


def version_lost(note: Body, seen: Texts) -> Body | None:
    """A new note with the text of one that gives way to another; None where nothing is lost with it.

    `seen` are the texts that the side of the other one has seen. The id follows from the note and its text, so that
    it is one note in whichever library, and however often, the two meet.
    """
    is_as_made = note["updated_at"] == note["created_at"]
    if note["deleted"] or is_as_made or not note["body"].strip() or note["body"] in seen.get(note["id"], ()):
        return None
    digest = sha256(f"{note['id']}\n{note['updated_at']}\n{note['body']}".encode()).digest()
    made = int(datetime.fromisoformat(note["updated_at"]).timestamp() * 1000)
    id = uuid7(made, int.from_bytes(digest[:9], "big"))
    return {**note, "id": id, "tags": [*(tag for tag in note["tags"] if tag != TAG), TAG]}
