"""Briefings in the program's own format, `readout/briefing@1`: nothing is lost on the way out and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from content.importers.briefing_file import FORMAT
from content.model import Briefing, Entry, PaneId

Document = dict[str, Any]


def to_document(briefing: Briefing) -> Document:
    """The briefing as plain dictionaries, lists and values, its fields in the order in which the format lists them."""
    source = briefing.source
    columns = zip(briefing.sentences.paragraphs, briefing.sentences.starts, briefing.sentences.ends, strict=True)
    return {
        "format": FORMAT,
        "id": briefing.id,
        "title": briefing.title,
        "language": briefing.language,
        "desk": briefing.desk,
        "source": {
            "title": source.title,
            "author": source.author,
            "publisher": source.publisher,
            "issued": source.issued,
            "URL": source.url,
        },
        "text": briefing.text,
        "sentences": [
            {"n": number, "paragraph": paragraph, "span": [start, end]}
            for number, (paragraph, start, end) in enumerate(columns, 1)
        ],
        "entries": [_entry_document(entry) for entry in briefing.entries],
    }


def dump(briefing: Briefing) -> bytes:
    """The briefing as a file in UTF-8, which `load_briefing` reads back to an equal one."""
    import orjson  # where it is used: the command line should not pay for it

    document = to_document(briefing)
    try:
        return (_laid_out(document, "", lambda value: orjson.dumps(value).decode()) + "\n").encode()
    except TypeError:  # a lone surrogate, or an integer of more than 64 bits: rare, and the slower writer takes both
        import json

        words = _laid_out(document, "", lambda value: json.dumps(value, ensure_ascii=False))
        return (words + "\n").encode("utf-8", "replace")


def of_pane(briefing: Briefing, pane: PaneId) -> Briefing:
    """The briefing with the entries of one pane only; links to the others are left out, so that it stands alone."""
    kept = [entry for entry in briefing.entries if entry.pane == pane]
    ids = {entry.id for entry in kept}
    return briefing._replace(
        entries=tuple([e._replace(links=tuple([link for link in e.links if link in ids])) for e in kept]),
    )


def _entry_document(entry: Entry) -> Document:
    document: Document = {
        "id": entry.id,
        "pane": entry.pane,
        "kind": entry.kind,
        "title": entry.title,
        "text": entry.text,
        "origin": entry.origin.value,
        "citations": [{"sentence": c.sentence, "span": list(c.span), "quote": c.quote} for c in entry.citations],
        "figures": [
            {
                "text": f.text,
                "span": list(f.span),
                "kind": f.kind.value,
                "value": list(f.value) if isinstance(f.value, tuple) else f.value,
                "unit": f.unit,
            }
            for f in entry.figures
        ],
        "quotations": [{"text": q.text, "span": list(q.span), "speaker": q.speaker} for q in entry.quotations],
        "links": list(entry.links),
    }
    if entry.tags:
        document["tags"] = list(entry.tags)
    if entry.accepted:
        document["accepted"] = True
    return document


def _laid_out(value: Any, margin: str, write: Callable[[Any], str]) -> str:
    """JSON in which whatever holds a list of objects is broken open, and everything else stands on one line."""
    inner = margin + "  "
    if _holds_objects(value):
        rows = ",\n".join([inner + _laid_out(item, inner, write) for item in value])
        return f"[\n{rows}\n{margin}]"
    if isinstance(value, dict) and any(_holds_objects(item) for item in value.values()):
        rows = ",\n".join([f'{inner}"{name}": {_laid_out(item, inner, write)}' for name, item in value.items()])
        return f"{{\n{rows}\n{margin}}}"
    return write(value)


def _holds_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
