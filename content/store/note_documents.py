"""Notes and sessions as fields of documents, and back: `to_…` and `from_…` undo each other."""

from __future__ import annotations

from content.model import BriefingId, EntryId, SentenceNumber
from content.notes import Colour, Note, NoteId, NoteKind, NoteTarget, SessionId
from content.store.codec import Body


def to_note_fields(
    briefing: str,
    target: NoteTarget,
    kind: NoteKind,
    body: str,
    tags: tuple[str, ...],
    colour: Colour | None,
    session: SessionId | None,
) -> Body:
    """A new note on the briefing whose document has the id `briefing`."""
    return {
        "briefing": briefing,
        **to_target_fields(target),
        "kind": kind.value,
        "body": body,
        "tags": list(tags),
        "colour": None if colour is None else colour.value,
        "session": session,
    }


def to_target_fields(target: NoteTarget) -> Body:
    """What a note is on."""
    return {
        "entry": target.entry,
        "sentence": target.sentence,
        "selector": None if target.selector is None else list(target.selector),
        "span": target.is_span,
    }


def from_note_fields(fields: Body, briefing: BriefingId) -> Note:
    """The note of these fields, on the briefing with this id."""
    from content.anchors import Selector

    selector, sentence, colour = fields["selector"], fields["sentence"], fields["colour"]
    return Note(
        id=NoteId(fields["id"]),
        briefing=briefing,
        target=NoteTarget(
            None if fields["entry"] is None else EntryId(fields["entry"]),
            None if sentence is None else SentenceNumber(sentence),
            None if selector is None else Selector(*selector),
            fields["span"],
        ),
        kind=NoteKind(fields["kind"]),
        body=fields["body"],
        tags=tuple(fields["tags"]),
        colour=None if colour is None else Colour(colour),
        author=fields["author"],
        session=None if fields["session"] is None else SessionId(fields["session"]),
        created_at=fields["created_at"],
        updated_at=fields["updated_at"],
    )
