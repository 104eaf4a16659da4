"""Notes as JSON in the words of the W3C Web Annotation model: https://www.w3.org/TR/annotation-model/

What the model has no word for stands beside its words: `briefing`, `sentence`, `entry`, `kind`, `colour`, `session`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from content.anchors import Selector
from content.exports.notes_text import Noted
from content.notes import Note, NoteKind

_MOTIVATIONS = {NoteKind.NOTE: "commenting", NoteKind.QUESTION: "questioning", NoteKind.HIGHLIGHT: "highlighting"}


def notes_json(noted: Iterable[Noted]) -> bytes:
    """A list with one annotation for each note, in UTF-8."""
    import orjson  # where it is used: the command line should not pay for it

    annotations = [to_annotation(note) for _, notes in noted for note in notes]
    return orjson.dumps(annotations, option=orjson.OPT_INDENT_2) + b"\n"


def to_annotation(note: Note) -> dict[str, Any]:
    """The note as an annotation: plain dictionaries, lists and values."""
    motivation = _MOTIVATIONS[note.kind]
    body: list[dict[str, str]] = []
    if note.body:
        body.append({"type": "TextualBody", "value": note.body, "format": "text/markdown", "purpose": motivation})
    body += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in note.tags]
    target: dict[str, Any] = {"source": _source(note)}
    if note.target.selector is not None:
        target["selector"] = _selectors(note.target.selector)
    annotation: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{note.id}",
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": target,
        "created": note.created_at,
        "modified": note.updated_at,
    }
    if note.author:
        annotation["creator"] = {"type": "Person", "name": note.author}
    return annotation | {
        "briefing": note.briefing,
        "sentence": note.target.sentence,
        "entry": note.target.entry,
        "kind": note.kind.value,
        "colour": None if note.colour is None else note.colour.value,
        "session": note.session,
    }


def _source(note: Note) -> str:
    """An IRI for the text that the selectors are about: a briefing's, or the title of one of its entries."""
    from urllib.parse import quote

    briefing = f"readout:briefing/{quote(note.briefing, safe='')}"
    return briefing if note.target.entry is None else f"{briefing}/entry/{quote(note.target.entry, safe='')}"


def _selectors(selector: Selector) -> list[dict[str, Any]]:
    exact, prefix, suffix, start, end = selector
    return [
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
