"""What is shown of what was found: by briefing, each passage cut to a few lines, with its marks."""

from __future__ import annotations

from content.model import BriefingId, EntryId, PaneId, SentenceNumber, Span
from content.notes import NoteId
from content.search_found import Group, Kind, Passage
from content.search_gathered import Found, Hit
from content.search_run import Run
from content.search_terms import Compiled, Marker, wanted_in
from content.store.documents import shown_title

_BEFORE, _AROUND = 60, 240
"""How many characters of a passage stand before what was found first, and how many in all."""


def grouped(run: Run, found: dict[Kind, Found], node: Compiled, *, is_best_first: bool) -> tuple[Group, ...]:
    """What was found, by briefing: the best first where that is asked for, otherwise the newest."""
    hits: dict[str, list[Hit]] = {}
    for each in found.values():
        for hit in each.hits:
            hits.setdefault(hit.briefing.id, []).append(hit)
    marker = Marker(wanted_in(node))
    order: list[tuple[float, int, str]] = []
    for id, those in hits.items():
        best = min((hit.score for hit in those), default=0.0) if is_best_first else 0.0
        order.append((best, -those[0].briefing.seq, id))
    groups = []
    for _, _, id in sorted(order):
        view = hits[id][0].briefing
        told = view.fields["source"]
        groups.append(
            Group(
                BriefingId(view.fields["key"]),
                shown_title(view.fields),
                told["publisher"],
                told["issued"],
                sum(each.counts.get(id, 0) for each in found.values()),
                tuple([_passage(hit, marker) for hit in hits[id]]),
            )
        )
    return tuple(groups)


def _passage(hit: Hit, marker: Marker) -> Passage:
    body = hit.body
    if hit.kind is Kind.SENTENCE:
        text, marks = _cut(hit.text, marker)
        return Passage(hit.kind, None, SentenceNumber(hit.number), None, None, "", (), text, marks)
    if hit.kind is Kind.ENTRY:
        text, marks = _cut(body["text"], marker)
        cited = body["citations"][0][0] if body["citations"] else None
        sentence = None if cited is None else SentenceNumber(cited)
        heading = body["title"]
        heading_marks = tuple(marker.marks(heading))
        return Passage(
            hit.kind, EntryId(body["key"]), sentence, None, PaneId(body["pane"]), heading, heading_marks, text, marks
        )
    text, marks = _cut(body["body"], marker)
    heading = " ".join(f"#{tag}" for tag in body["tags"])
    entry, number = body["entry"], body["sentence"]
    return Passage(
        hit.kind,
        None if entry is None else EntryId(entry),
        None if number is None else SentenceNumber(number),
        NoteId(body["id"]),
        None,
        heading,
        tuple(marker.marks(heading)),
        text,
        marks,
    )


def _cut(text: str, marker: Marker) -> tuple[str, tuple[Span, ...]]:
    """The text around what was found first, an ellipsis where it was cut, and the marks in that."""
    if len(text) > 100 * _AROUND:  # of a note as long as a book only its beginning is looked through for marks
        text = text[: 100 * _AROUND]
    marks = marker.marks(text)
    if len(text) <= _AROUND:
        return text, tuple(marks)
    first = marks[0].start if marks else 0
    start = 0 if first <= _BEFORE else text.rfind(" ", 0, first - _BEFORE) + 1
    end = len(text)
    if end - start > _AROUND:
        end = max(text.rfind(" ", start, start + _AROUND), start + _AROUND // 2)
    before, behind = ("…" if start else ""), ("…" if end < len(text) else "")
    shift = len(before) - start
    kept = [
        Span(max(mark.start, start) + shift, min(mark.end, end) + shift)
        for mark in marks
        if mark.start < end and mark.end > start
    ]
    return f"{before}{text[start:end]}{behind}", tuple(kept)
