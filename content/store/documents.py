"""Values of the model as fields of documents, and back: `to_…` and `from_…` undo each other.

The fields are those of `readout/briefing@1`; what is many and uniform is kept without its keys, because a long
briefing is read at start-up: sentences in columns, citations as `[sentence, start, end, quote]`, figures as
`[text, start, end, kind, value, unit]`, quotations as `[text, start, end, speaker]`.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Container, Iterable, Iterator
from functools import partial
from operator import itemgetter
from typing import Any

from content.model import (
    Briefing,
    BriefingId,
    BriefingSummary,
    Citation,
    DeskId,
    Entry,
    Figure,
    FigureKind,
    Mark,
    Origin,
    Place,
    Quotation,
    ReadingPosition,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)
from content.store.codec import Body

_ORIGINS = {origin.value: origin for origin in Origin}
_FIGURE_KINDS = {kind.value: kind for kind in FigureKind}
_span = partial(tuple.__new__, Span)
_citation = partial(tuple.__new__, Citation)
_quotation = partial(tuple.__new__, Quotation)
_entry = partial(tuple.__new__, Entry)
_entry_fields = itemgetter(
    "key", "pane", "kind", "title", "text", "origin", "citations", "figures", "quotations", "links", "tags"
)
# A look-up in a dict is four times as fast as calling the enum, and a long briefing has thousands;
# likewise a named tuple made of a tuple, beside one made of its fields.


def to_briefing_fields(briefing: Briefing, source: str) -> Body:
    """What a list shows of a briefing, and `source`, the id of the document with its text."""
    told = briefing.source
    fields: Body = {
        "key": briefing.id,
        "title": briefing.title,
        "language": briefing.language,
        "desk": briefing.desk,
        "source": {
            "title": told.title,
            "author": told.author,
            "publisher": told.publisher,
            "issued": told.issued,
            "URL": told.url,
        },
        "text": source,
        "sentences": len(briefing.sentences),
        "entries": len(briefing.entries),
        "characters": len(briefing.text),
    }
    if briefing.aside:  # as with what is accepted: libraries from before it have it nowhere
        fields["aside"] = sorted(briefing.aside)
    return fields


def from_briefing_fields(fields: Body, source: Body, entries: Iterable[Body]) -> Briefing:
    """The briefing of these three: its own fields, those of its text, those of its entries in any order."""
    return Briefing(
        id=BriefingId(fields["key"]),
        title=shown_title(fields),
        language=fields["language"],
        desk=DeskId(fields["desk"]),
        source=from_source_facts(fields["source"]),
        text=source["text"],
        sentences=sentences_of(source),
        entries=entries_in_order(entries),
        aside=aside_of(fields),
    )


def aside_of(fields: Body) -> frozenset[SentenceNumber]:
    """The sentences set aside, of what a briefing's fields say."""
    return frozenset(fields.get("aside") or ())


def shown_title(fields: Body) -> str:
    """The title of a briefing: the reader's own where there is one."""
    return str(fields.get("name") or fields["title"])


def from_source_facts(told: Body) -> Source:
    """Where a briefing comes from, of what its fields say of that."""
    return Source(told["title"], told["author"], told["publisher"], told["issued"], told["URL"])


def entries_in_order(entries: Iterable[Body]) -> tuple[Entry, ...]:
    """The entries of these fields, given in any order, by their positions."""
    placed = [(entry["position"], from_entry_fields(entry)) for entry in entries]
    placed.sort(key=itemgetter(0))
    return tuple([entry for _, entry in placed])


def from_summary_fields(fields: Body, *, is_earlier: bool = False) -> BriefingSummary:
    """What a list shows of a briefing."""
    told = fields["source"]
    return BriefingSummary(
        id=BriefingId(fields["key"]),
        title=shown_title(fields),
        desk=DeskId(fields["desk"]),
        language=fields["language"],
        issued=told["issued"],
        publisher=told["publisher"],
        sentences=fields["sentences"],
        entries=fields["entries"],
        characters=fields["characters"],
        created_at=fields["created_at"],
        is_earlier=is_earlier,
    )


def to_source_fields(briefing: Briefing, key: str) -> Body:
    """The text of a briefing and its sentences; `key` is the id of the briefing's document."""
    packed = b2a_base64(briefing.sentences.packed(), newline=False)
    return {"schema": 2, "briefing": key, "text": briefing.text, "sentences": packed.decode()}


def sentences_of(source: Body) -> Sentences:
    """The sentences of a source's fields, whichever form they are in."""
    if source["schema"] == 1:  # each column was a list of numbers, which takes JSON as long as the text
        return Sentences(source["paragraphs"], source["starts"], source["ends"])
    return Sentences.unpacked(a2b_base64(source["sentences"]))


def to_entry_fields(entry: Entry, key: str, position: int) -> Body:
    """An entry that stands at a position (0 is the first) of the briefing whose document has the id `key`."""
    fields: Body = {
        "briefing": key,
        "position": position,
        "key": entry.id,
        "pane": entry.pane,
        "kind": entry.kind,
        "title": entry.title,
        "text": entry.text,
        "origin": entry.origin.value,
        "citations": [[c.sentence, *c.span, c.quote] for c in entry.citations],
        "figures": [[f.text, *f.span, f.kind.value, f.value, f.unit] for f in entry.figures],
        "quotations": [[q.text, *q.span, q.speaker] for q in entry.quotations],
        "links": list(entry.links),
        "tags": list(entry.tags),
    }
    if entry.accepted:  # libraries have it where it is so, and those from before it have it nowhere
        fields["accepted"] = True
    return fields


def from_entry_fields(fields: Body) -> Entry:
    """The entry of these fields."""
    key, pane, kind, title, text, origin, citations, figures, quotations, links, tags = _entry_fields(fields)
    return _entry(
        (
            key,
            pane,
            kind,
            title,
            text,
            _ORIGINS[origin],
            tuple([_citation((number, _span((start, end)), quote)) for number, start, end, quote in citations]),
            tuple([_figure(*figure) for figure in figures]) if figures else (),
            tuple([_quotation((text, _span((start, end)), by)) for text, start, end, by in quotations])
            if quotations
            else (),
            tuple(links),
            tuple(tags),
            bool(fields.get("accepted")),
        )
    )


def kept(entries: Iterable[Body], removed: set[str]) -> Iterator[Body]:
    """The fields of the entries that are there; the ids of the others go into `removed`."""
    for entry in entries:
        if entry["deleted"]:
            removed.add(entry["key"])
        else:
            yield entry


def unlinked(entry: Entry, removed: Container[str]) -> Entry:
    """The entry without its links to those that were removed: they come back when those do."""
    return entry._replace(links=tuple([link for link in entry.links if link not in removed]))


def _figure(text: str, start: int, end: int, kind: str, value: Any, unit: str | None) -> Figure:
    if isinstance(value, list):
        value = tuple(value)
    return Figure(text, _span((start, end)), _FIGURE_KINDS[kind], value, unit)


def to_reading_fields(position: ReadingPosition, key: str) -> Body:
    """Where a reader is in the briefing whose document has the id `key`."""
    return {
        "briefing": key,
        "tab": position.tab,
        "focus": position.focus,
        "places": [{"tab": tab, "place": _to_place(place)} for tab, place in position.places],
        "source": _to_place(position.source),
        "read": sorted(position.read),
        "marks": [
            {"letter": letter, "tab": mark.tab, "entry": mark.entry, "sentence": mark.sentence, "focus": mark.focus}
            for letter, mark in position.marks
        ],
    }


def from_reading_fields(fields: Body) -> ReadingPosition:
    """The reading position of these fields."""
    return ReadingPosition(
        tab=fields["tab"],
        focus=fields["focus"],
        places=tuple([(place["tab"], Place(*place["place"])) for place in fields["places"]]),
        source=Place(*fields["source"]),
        read=frozenset(fields["read"]),
        marks=tuple(
            [
                (mark["letter"], Mark(mark["tab"], mark["entry"], SentenceNumber(mark["sentence"]), mark["focus"]))
                for mark in fields["marks"]
            ]
        ),
    )


def _to_place(place: Place) -> list[int]:
    return [place.item, place.top, place.line]
