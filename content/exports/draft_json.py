"""What is found in an article, as JSON: sentences with their panes, people, figures, quotations and entries."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from content.drafting.draft import Draft


def to_document(draft: Draft) -> dict[str, Any]:
    """A draft as plain dictionaries, lists and values.

    Spans are code points into the `text`, end exclusive; `mentions`, `citations` and `unfiled` number sentences.
    """
    briefing = draft.briefing
    text, source = briefing.text, briefing.source
    return {
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
        "text": text,
        "sentences": [
            {"n": each.number, "span": list(each.span), "text": each.span.of(text), "panes": list(panes)}
            for each, panes in zip(briefing.sentences, draft.panes, strict=True)
        ],
        "people": [
            {
                "name": person.name,
                "aliases": list(person.aliases),
                "role": None if person.role_span is None else person.role_span.of(text),
                "mentions": sorted({_sentence_of(draft, span.start) for span in person.mentions}),
            }
            for person in draft.people
        ],
        "figures": [
            {"text": f.text, "span": list(f.span), "kind": f.kind, "value": f.value, "unit": f.unit}
            for f in draft.figures.figures
        ],
        "changes": [
            {"from": None if change.before is None else change.before.text, "to": change.after.text}
            for change in draft.figures.changes
        ],
        "quotations": [
            {
                "text": speech.quotation.text,
                "span": list(speech.quotation.span),
                "kind": speech.kind,
                "speaker": speech.speaker,
                "sentences": list(speech.sentences),
            }
            for speech in draft.speech
            if speech.quotation is not None
        ],
        "indirect": [
            {"sentences": list(speech.sentences), "speaker": speech.speaker}
            for speech in draft.speech
            if speech.quotation is None
        ],
        "entries": [
            {
                "id": entry.id,
                "pane": entry.pane,
                "kind": entry.kind,
                "title": entry.title,
                "text": entry.text,
                "citations": [citation.sentence for citation in entry.citations],
                "figures": [figure.text for figure in entry.figures],
                "quotations": [quotation.text for quotation in entry.quotations],
                "links": list(entry.links),
            }
            for entry in briefing.entries
        ],
        "unfiled": list(draft.unfiled),
    }


def _sentence_of(draft: Draft, position: int) -> int:
    return max(1, bisect_right(draft.briefing.sentences.starts, position))
