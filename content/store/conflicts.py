"""What was changed in two libraries: of a note the earlier text is kept as a note of its own, not written over, and a
briefing has the tags of both.

Which texts and tags a library has seen its journal tells, with what was loaded into it before. A text that gives way
to one from a library which has seen it is merely older; one which that library has not seen would be lost.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from hashlib import sha256

from content.store.codec import Body
from content.store.ids import uuid7
from content.store.schema import BRIEFINGS, NOTES

TAG = "conflict"
"""What a note is tagged with that was kept so."""


Texts = dict[str, set[str]]
"""By the ids of notes the texts that they ever had, by those of briefings the tags, in lower case."""


def seen_in(changes: Iterable[Body], documents: Container[str]) -> Texts:
    """The texts that these notes, and the tags that these briefings, had before and after the changes of a journal."""
    seen: Texts = {}
    for change in changes:
        for step in change["steps"]:
            if step["table"] not in (BRIEFINGS, NOTES) or step["id"] not in documents:
                continue
            of_document = seen.setdefault(step["id"], set())
            for fields in (step["before"], step["after"]):
                if step["table"] == BRIEFINGS:
                    of_document.update([tag.casefold() for tag in fields.get("tags") or ()])
                elif "body" in fields:
                    of_document.add(fields["body"])
    return seen


def joined_tags(tags: Iterable[str], others: Iterable[str]) -> list[str]:
    """The tags of both in order, each once and as first written: case tells no two apart."""
    found: dict[str, str] = {}
    for tag in (*tags, *others):
        found.setdefault(tag.casefold(), tag)
    return list(found.values())


def with_tags_lost(newer: Body, older: Body, seen: Container[str]) -> Body:
    """The later version of a briefing with the tags of one that gives way to it, but for those that were taken off.

    `seen` are the tags that the side of the later one has seen, in lower case.
    """
    lost = [tag for tag in older.get("tags") or () if tag.casefold() not in seen]
    tags = joined_tags(newer.get("tags") or (), lost)
    return newer if len(tags) == len(newer.get("tags") or ()) else {**newer, "tags": tags}


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
