"""What is told beside the list of the library: what the briefing under the cursor is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.desk import Desk
from content.plurals import counted
from tui.render import Ink
from tui.widgets.briefing_columns import bar_of, percent_of
from tui.widgets.row_items import Row, Target

if TYPE_CHECKING:
    from content import catalogue
    from content.glance import Glance

CELLS_A_WORD = 6
"""Code points that a word takes on average, with the blank after it: until the words are counted."""

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction: Brysbaert, Journal of Memory and Language 109 (2019)."""

PERSON = "person"
"""The key of the rows of people."""

LEAD = 10
BAR = 10


def side_rows(row: catalogue.Row, glance: Glance | None, desk: Desk, ink: Ink) -> list[Row]:
    """What a briefing is: what the list knows of it at once, and what was read aside as soon as it is there."""
    return [*_about(row, glance, ink), *_panes(row, glance, desk, ink), *_people(glance, desk), *_notes(row, glance)]


def _about(row: catalogue.Row, glance: Glance | None, ink: Ink) -> list[Row]:
    dot = f" {ink.glyphs.dot} "
    words = glance.words if glance is not None else row.characters // CELLS_A_WORD
    minutes = max(1, round(words / WORDS_A_MINUTE))
    length = [f"{words:,} words" if glance is not None else "", f"{minutes:,} min to read"]
    read = percent_of(row) or ink.glyphs.dash
    article = glance.article if glance is not None and row.is_renamed else ""
    facts = (
        ("article", article),
        ("author", glance.author if glance is not None else ""),
        ("source", row.source),
        ("date", row.issued),
        ("address", glance.url if glance is not None else ""),
        ("length", dot.join(filter(None, length))),
        ("sentences", f"{row.sentences:,}"),
        ("added", row.added[:10]),
        ("read", dot.join([read, f"last {row.last_read[:10]}"]) if row.last_read else read),
        ("tags", "  ".join([f"#{tag}" for tag in row.tags])),
    )
    rows = [Row(row.title, style="title")]  # the cursor rests here, so that what comes first is in view
    states = (
        (row.is_starred, f"{ink.glyphs.star} starred"),
        (row.is_archived, "archived"),
        (row.is_earlier, "a later text of this article is there"),
    )
    told = dot.join([words for holds, words in states if holds])
    rows += [Row(told, style="figure", heading=True)] if told else []
    rows += [Row(value, lead=name, lead_width=LEAD, style="dim", heading=True) for name, value in facts if value]
    return rows


def _panes(row: catalogue.Row, glance: Glance | None, desk: Desk, ink: Ink) -> list[Row]:
    review = f"{row.to_review:,} to review" if row.to_review else ""
    rows = [_gap(), _heading(counted(row.entries, "entry") if row.entries else "No entries", review)]
    if glance is None or not row.entries:
        return rows
    most = max(glance.panes.values(), default=1)
    known = {pane.id for pane in desk.panes}
    panes = [(pane.id, pane.title) for pane in desk.panes]
    panes += [(pane, pane) for pane in sorted(glance.panes) if pane not in known]
    for id, title in panes:
        count = glance.panes.get(id, 0)
        full, _ = bar_of(count / most, BAR, ink)
        rows.append(Row(title, tail=f"{full:<{BAR}} {count:>4,}", tail_style="accent", target=Target(tab=id)))
    return rows


def _people(glance: Glance | None, desk: Desk) -> list[Row]:
    if glance is None or not glance.people:
        return []
    pane = desk.panes[0]
    rows = [_gap(), _heading(pane.title)]
    rows += [Row(each.title, target=Target(entry=each.entry), key=PERSON) for each in glance.people]
    more = glance.panes.get(pane.id, 0) - len(glance.people)
    return [*rows, *([Row(f"and {more:,} more", style="dim", heading=True)] if more > 0 else [])]


def _notes(row: catalogue.Row, glance: Glance | None) -> list[Row]:
    if glance is None or not glance.notes:
        return []
    rows = [_gap(), _heading(counted(row.notes, "note"))]
    for note in glance.notes:
        where = f"sentence {note.sentence}" if note.sentence is not None else "entry" if note.entry is not None else ""
        target = Target(entry=note.entry) if note.entry is not None else Target(sentence=note.sentence)
        rows.append(Row(note.words or note.kind, tail=where, target=target))
    more = row.notes - len(glance.notes)
    return [*rows, *([Row(f"and {more:,} more", style="dim", heading=True)] if more > 0 else [])]


def _heading(words: str, tail: str = "") -> Row:
    return Row(words, heading=True, style="accent", tail=tail, tail_style="warning")


def _gap() -> Row:
    return Row("", heading=True)
