"""What was found as rows: the passages under the heads of their briefings, and the sentences around one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from content.model import PaneId, Span
from content.search_found import Group, Kind, Passage
from content.search_read import Sentence
from tui.render import Signs
from tui.widgets.row_items import Row

LEAD = 11
"""Terminal cells of the column that says what a passage is."""


class Place(NamedTuple):
    """A passage and the briefing that it is in."""

    group: Group
    passage: Passage


def result_rows(
    groups: Sequence[Group], panes: Mapping[PaneId, str], glyphs: Signs, more_key: str
) -> tuple[list[Row], list[Place | None]]:
    """What was found as rows, and of each row the passage that it shows; None for the heads between them.

    `panes` is how each pane is called where cells are scarce, `more_key` the key that shows what is found but not here.
    """
    rows: list[Row] = []
    places: list[Place | None] = []
    for group in groups:
        if rows:
            rows.append(Row("", heading=True))
            places.append(None)
        told = f" {glyphs.dot} ".join(filter(None, (group.publisher, group.issued)))
        more = group.found - len(group.passages)
        tail = f"{group.found:,} found, {more_key} shows all" if more > 0 else ""
        text = f"{group.title}\n{told}" if told else group.title
        rows.append(Row(text, tail=tail, heading=True, style="dim", first_style="accent"))
        places.append(None)
        for passage in group.passages:
            rows.append(_row(passage, panes, glyphs))
            places.append(Place(group, passage))
    return rows, places


def _row(passage: Passage, panes: Mapping[PaneId, str], glyphs: Signs) -> Row:
    heading, text = passage.heading, passage.text
    marks = [(mark.start, mark.end, "found") for mark in passage.heading_marks]
    shift = len(heading) + 1 if heading else 0
    marks += [(mark.start + shift, mark.end + shift, "found") for mark in passage.marks]
    whole = f"{heading}\n{text}" if heading and text else heading or text
    lead, style = _lead(passage, panes, glyphs)
    return Row(
        whole,
        lead=lead,
        lead_width=LEAD,
        lead_style=style,
        first_style="title" if passage.kind is Kind.ENTRY else "accent" if heading else "",
        marks=tuple(marks),
    )


def _lead(passage: Passage, panes: Mapping[PaneId, str], glyphs: Signs) -> tuple[str, str]:
    """What a passage is, in a word, and its style."""
    if passage.kind is Kind.NOTE:
        return f"{glyphs.note} note", "accent"
    if passage.kind is Kind.SENTENCE:
        return f"{passage.sentence}", "number"
    pane = passage.pane or PaneId("")
    return panes.get(pane, pane), "dim"


def around_rows(sentences: Sequence[Sentence], number: int, passage: str, marks: Sequence[Span]) -> list[Row]:
    """The sentences around a passage; its own stands out, with what was found in it marked.

    `passage` are the words that the marks are in: the sentence, or a stretch of it with an ellipsis where it was cut.
    """
    rows: list[Row] = []
    for each in sentences:
        is_here = each.number == number
        rows.append(
            Row(
                each.text,
                lead=str(each.number),
                lead_width=6,
                style="text" if is_here else "dim",
                lead_style="accent" if is_here else "number",
                marks=_moved(each.text, passage, marks) if is_here else (),
            )
        )
        rows.append(Row("", heading=True))
    return rows[:-1]


def _moved(text: str, passage: str, marks: Sequence[Span]) -> tuple[tuple[int, int, str], ...]:
    """The marks of a passage as places in the whole sentence that it was cut from."""
    cut = passage.strip("…")
    at = text.find(cut) if cut else -1
    if at < 0:
        return ()
    shift = at - (len(passage) - len(passage.lstrip("…")))
    return tuple([(mark.start + shift, mark.end + shift, "found") for mark in marks])
