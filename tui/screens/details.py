"""The details of an entry as rows: what is known of it besides its text."""

from __future__ import annotations

from content.desk import Desk
from content.links import CitationGraph
from content.model import OWN, Entry, Figure, FigureKind, Origin
from tui.render import Signs
from tui.terminal_text import clean
from tui.widgets.row_items import Row, Target

ORIGINS = {Origin.CURATED: "curated", Origin.DRAFTED: "drafted by the program", Origin.READER: "yours"}


def detail_rows(entry: Entry, graph: CitationGraph, desk: Desk, glyphs: Signs) -> list[Row]:
    """What is known of an entry besides its text: kind, figures with their worth, speakers, links, tags."""
    width = 8
    origin = ORIGINS[entry.origin]
    if entry.origin is Origin.READER and not entry.id.startswith(OWN):
        origin = "changed by you"  # somebody else wrote it first, and that can be restored
    if entry.origin is Origin.DRAFTED and entry.accepted:
        origin += ", accepted by you"
    kind = f"{entry.kind} {glyphs.dot} {origin}" if entry.kind else origin
    rows = [Row(kind, lead="kind", lead_width=width, style="dim")]
    if not entry.citations:
        rows.append(Row("No cited sentence supports this entry.", lead="cites", lead_width=width, style="warning"))
    lead = "figure"
    for figure in entry.figures:
        rows.append(Row(figure.text, lead=lead, lead_width=width, style="figure", tail=worth(figure)))
        lead = ""
    lead = "quote"
    for quotation in entry.quotations:
        said = f"{glyphs.open_quote}{quotation.text}{glyphs.close_quote}"
        rows.append(Row(said, lead=lead, lead_width=width, style="quote", tail=quotation.speaker or "nobody named"))
        lead = ""
    lead = "links"
    titles = {pane.id: pane.short for pane in desk.panes}
    for linked in graph.linked(entry):
        rows.append(
            Row(
                linked.title,
                lead=lead,
                lead_width=width,
                tail=titles.get(linked.pane, linked.pane),
                target=Target(entry=linked.id),
            )
        )
        lead = ""
    if entry.tags:
        rows.append(Row(" ".join(f"#{clean(tag)}" for tag in entry.tags), lead="tags", lead_width=width, style="dim"))
    return rows


def worth(figure: Figure) -> str:
    """A figure's value and unit as read by the program, short: `190 bn USD`; empty where that is what the text says."""
    value = figure.value
    if value is None or figure.kind in (FigureKind.DATE, FigureKind.PERIOD):
        return ""  # a date is worth what it says
    if isinstance(value, tuple):
        shown = " to ".join(_number(v) for v in value)
    else:
        shown = _number(value)
    worth = f"{shown} {figure.unit}" if figure.unit else shown
    return "" if worth == figure.text else worth


def _number(value: float | int | str) -> str:
    if isinstance(value, str):
        return value
    for size, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:,.4g} {word}"
    return f"{value:,.6g}"
