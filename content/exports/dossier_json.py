"""Dossiers, identities, related briefings as JSON: `readout/dossier@1`, `readout/identities@1`, `readout/related@1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from content.model import Citation

if TYPE_CHECKING:
    from content.dossiers import Companion, Dossier, Item
    from content.identities import Suggestion
    from content.register import Identity
    from content.related import Related


def dossier_document(dossier: Dossier, companions: Iterable[Companion] = ()) -> dict[str, Any]:
    """A page of a dossier as JSON can hold it; `day` is when the article was published, else when it was added."""
    return {
        "format": "readout/dossier@1",
        **_identity(dossier.identity),
        "briefings": dossier.briefings,
        "complete": dossier.after is None,
        "items": [_item(item) for item in dossier.items],
        "with": [
            {
                **_identity(each.identity),
                "entries": each.entries,
                "sentences": each.sentences,
                "briefings": each.briefings,
            }
            for each in companions
        ],
    }


def identities_document(identities: Iterable[Identity]) -> dict[str, Any]:
    """Identities as JSON can hold them."""
    return {"format": "readout/identities@1", "identities": [_identity(each) for each in identities]}


def suggestions_document(suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    """Those that are likely the same as JSON can hold them, with the reason."""
    found = [{**_identity(each.identity), "reason": each.reason, "briefings": each.briefings} for each in suggestions]
    return {"format": "readout/identities@1", "identities": found}


def related_document(briefing: str, related: Iterable[Related]) -> dict[str, Any]:
    """Related briefings as JSON can hold them; `version` marks an earlier or later text of the same article."""
    return {
        "format": "readout/related@1",
        "briefing": briefing,
        "related": [
            {
                "briefing": each.briefing,
                "title": each.title,
                "day": each.day,
                "score": each.score,
                "shared": list(each.shared),
                "words": list(each.words),
                "version": each.is_version,
            }
            for each in related
        ],
    }


def sentence_rows(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """Cited sentences, each with its number, its place in the text (code points, end exclusive) and its words."""
    return [{"sentence": each.sentence, "span": list(each.span), "words": each.quote} for each in citations]


def _identity(identity: Identity) -> dict[str, Any]:
    return {
        "id": identity.id,
        "name": identity.name,
        "kind": identity.kind.value,
        "names": list(identity.names),
        "by_hand": identity.by_hand,
    }


def _item(item: Item) -> dict[str, Any]:
    figure = item.figure
    return {
        "kind": item.kind.value,
        "briefing": item.briefing,
        "day": item.day,
        "entry": item.entry,
        "note": item.note,
        "title": item.title,
        "text": item.text,
        "figure": None
        if figure is None
        else {"kind": figure.kind.value, "value": _value(figure.value), "unit": figure.unit},
        "sentences": sentence_rows(item.sentences),
    }


def _value(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
