"""What was found as rows: the passages under the heads of their briefings, and the sentences around one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from content.model import PaneId, Span
from content.search_found import Group, Kind, Passage
from content.search_read import Sentence
from tui.render import Signs
from tui.widgets.row_items import Row
from tui.wrap import width_of

LEAD = 11
"""Terminal cells of the column that says what a passage is."""

LONGEST_LEAD = 18
"""Terminal cells of that column where an entry stands in several panes."""

BY_CHANCE = 20
"""Code points below which a sentence may be a part of an entry by chance."""


class Place(NamedTuple):
    """A passage and the briefing that it is in."""

    group: Group
    passage: Passage


def result_rows(
    groups: Sequence[Group], panes: Mapping[PaneId, str], glyphs: Signs
) -> tuple[list[Row], list[Place | None]]:
    """What was found as rows, and of each row the passage that it shows; None for the heads between them.

    `panes` is how each pane is called where cells are scarce.
    """
    rows: list[Row] = []
    places: list[Place | None] = []
    shown: list[int] = []
    for group in groups:
        if rows:
            rows.append(Row("", heading=True))
            places.append(None)
        told = f" {glyphs.dot} ".join(filter(None, (group.publisher, group.issued)))
        listed = _listed(group.passages)
        tail = f"{group.found:,} found, {len(listed):,} shown" if group.found > len(group.passages) else ""
        text = f"{group.title}\n{told}" if told else group.title
        rows.append(Row(text, tail=tail, heading=True, style="dim", first_style="accent"))
        places.append(None)
        for each in listed:
            shown.append(len(rows))
            rows.append(_row(each, panes, glyphs))
            places.append(Place(group, each.passage))
    width = max([LEAD, *(min(LONGEST_LEAD, width_of(rows[at].lead) + 1) for at in shown)])
    for at in shown:
        rows[at] = rows[at]._replace(lead_width=width)
    return rows, places


class _Listed(NamedTuple):
    """What a row shows: a passage, the panes in which its words are filed, and its words, with how many of a title."""

    passage: Passage
    panes: tuple[PaneId, ...]
    text: str
    title: int
    marks: tuple[Span, ...]


def _listed(passages: Sequence[Passage]) -> list[_Listed]:
    """The passages of a briefing, each of its words once.

    An entry whose text begins with its title shows the text; entries of one text are one; a sentence that an entry
    shows already is left out.
    """
    listed: list[_Listed] = []
    rows: dict[tuple[str, int], int] = {}
    told: list[str] = []
    for passage in passages:
        if passage.kind is Kind.SENTENCE and _is_told(_bare(passage.text), told):
            continue
        text, title, marks = _words(passage)
        if passage.kind is not Kind.ENTRY:
            listed.append(_Listed(passage, (), text, title, marks))
            continue
        told.append(_bare(passage.text))
        pane = (passage.pane or PaneId(""),)
        at = rows.setdefault((text, title), len(listed))
        if at == len(listed):
            listed.append(_Listed(passage, pane, text, title, marks))
        elif pane[0] not in listed[at].panes:
            listed[at] = listed[at]._replace(panes=listed[at].panes + pane)
    return listed


def _is_told(words: str, told: Sequence[str]) -> bool:
    """Whether a sentence was shown: as such, or as a part where it is too long to stand there by chance."""
    return any(words == each or (len(words) >= BY_CHANCE and words in each) for each in told)


def _bare(text: str) -> str:
    """Words without what a cut or the end of a sentence leaves at their ends."""
    return text.strip("….!? ")


def _words(passage: Passage) -> tuple[str, int, tuple[Span, ...]]:
    """What is shown of a passage, how many code points of it are its title, and the marks in it."""
    heading, text = passage.heading, passage.text
    begun = heading.rstrip("… ")
    if passage.kind is Kind.ENTRY and begun and text.startswith(begun):
        return text, len(begun), passage.marks
    if not heading or not text:
        return heading or text, len(heading), (*passage.heading_marks, *passage.marks)
    shift = len(heading) + 1
    below = [Span(mark.start + shift, mark.end + shift) for mark in passage.marks]
    return f"{heading}\n{text}", len(heading), (*passage.heading_marks, *below)


def _row(listed: _Listed, panes: Mapping[PaneId, str], glyphs: Signs) -> Row:
    lead, style = _lead(listed, panes, glyphs)
    title = (0, listed.title, "title" if listed.passage.kind is Kind.ENTRY else "accent")
    marks = [(mark.start, mark.end, "found") for mark in listed.marks]
    return Row(listed.text, lead=lead, lead_style=style, marks=(title, *marks) if listed.title else tuple(marks))


def _lead(listed: _Listed, panes: Mapping[PaneId, str], glyphs: Signs) -> tuple[str, str]:
    """What a passage is, in a word, and its style."""
    passage = listed.passage
    if passage.kind is Kind.NOTE:
        return f"{glyphs.note} note", "accent"
    if passage.kind is Kind.SENTENCE:
        return f"{passage.sentence}", "number"
    known = [panes[pane] for pane in panes if pane in listed.panes]  # in the order of the desk
    return "+".join([*known, *(pane for pane in listed.panes if pane not in panes)]), "dim"


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
