"""The Overview as rows: what a briefing is, how well it is covered, what stands alone, who is in it, its figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from content.allowance import Allowance
from content.check import Coverage, Fault, findings_of, people_without_role
from content.desk import Desk
from content.language import is_in_english
from content.links import CitationGraph, percent
from content.model import Briefing, Entry, SentenceNumber
from tui.render import Signs
from tui.screens.reading_parts import REVIEW, TO_CONFIRM
from tui.widgets.row_items import Row, Target

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction: Brysbaert, Journal of Memory and Language 109 (2019)."""

BAR_CELLS = 10

LISTED = 2000
"""How many rows of one kind are listed; how many more there are is said."""


def reading_minutes(text: str) -> int:
    """How many minutes a text takes to read, at least one."""
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def overview_rows(
    briefing: Briefing, desk: Desk, graph: CitationGraph, coverage: Coverage, glyphs: Signs, to_confirm: int = 0
) -> list[Row]:
    """What the Overview shows, from what the briefing is to the people in it; `to_confirm` is how much changed."""
    rows = _about(briefing, glyphs, to_confirm, len(briefing.aside.intersection(coverage.uncited)))
    rows += _coverage(briefing, desk, graph, coverage, glyphs)
    rows += _alone(briefing, graph, coverage)
    rows += _ungrounded(briefing, graph)
    rows += _people(desk, graph, glyphs)
    rows += _without_role(briefing, graph)
    rows += _figures(briefing, graph)
    return rows


def _about(briefing: Briefing, glyphs: Signs, to_confirm: int, aside: int) -> list[Row]:
    source = briefing.source
    minutes = reading_minutes(briefing.text)
    words = len(briefing.text.split())
    dot = f" {glyphs.dot} "
    rows = [
        Row("The briefing", heading=True, style="accent"),
        Row(source.title or briefing.title, style="title", heading=True),
    ]
    facts = (
        ("author", source.author),
        ("source", source.publisher),
        ("issued", source.issued),
        ("address", source.url),
        ("language", briefing.language),
        ("length", f"{words:,} words{dot}{minutes} min to read"),
    )
    rows += [Row(value, lead=name, lead_width=10, style="dim", heading=True) for name, value in facts if value]
    to_review = sum(entry.is_to_review for entry in briefing.entries)
    if to_review:
        left = f"{to_review:,} drafted {'entry' if to_review == 1 else 'entries'} to review"
        rows.append(Row(left, lead="review", lead_width=10, style="accent", target=Target(tab=REVIEW)))
    if aside:
        told = f"{aside:,} {'sentence' if aside == 1 else 'sentences'} set aside"
        rows.append(Row(told, lead="aside", lead_width=10, style="dim", heading=True))
    if to_confirm:
        changed = f"{to_confirm:,} to confirm in this changed text"
        rows.append(Row(changed, lead="changes", lead_width=10, style="accent", key=TO_CONFIRM))
    return [*rows, _gap()]


def _coverage(briefing: Briefing, desk: Desk, graph: CitationGraph, coverage: Coverage, glyphs: Signs) -> list[Row]:
    total = len(briefing.sentences)
    rows = [Row("Coverage", heading=True, style="accent", tail="entries    sentences cited")]
    for number, pane in enumerate(desk.panes, 1):
        of_pane = next((p for p in coverage.panes if p.pane == pane.id), None)
        entries, cited = (of_pane.entries, of_pane.cited_sentences) if of_pane else (0, 0)
        share = cited / total if total else 0.0
        full = round(share * BAR_CELLS)
        bar = glyphs.bar_full * full + glyphs.bar_empty * (BAR_CELLS - full)
        numbers = tuple(sorted({c.sentence for e in graph.pane(pane.id) for c in e.citations}))
        rows.append(
            Row(
                pane.title,
                lead=str(number),
                lead_width=3,
                lead_style="accent",
                tail=f"{entries:>3}  {bar} {cited:>3}/{total}",
                target=Target(tab=pane.id),
                sentences=numbers,
            )
        )
    cited = total - len(coverage.uncited)
    rows.append(Row("In all", lead_width=3, tail=f"{percent(coverage.share)}  {cited:>3}/{total}", style="title"))
    return [*rows, _gap()]


def _alone(briefing: Briefing, graph: CitationGraph, coverage: Coverage) -> list[Row]:
    rows: list[Row] = []
    if coverage.uncited:
        rows.append(Row("Sentences that no entry cites", heading=True, style="accent"))
        for number in coverage.uncited[:LISTED]:
            words, is_aside = briefing.words_of(number)[:300], number in briefing.aside
            rows.append(
                Row(
                    words,
                    lead=str(number),
                    lead_width=5,
                    tail="set aside" if is_aside else "",
                    tail_style="dim",
                    style="dim" if is_aside else "text",
                    target=Target(sentence=number),
                    sentences=(number,),
                )
            )
        rows += _rest(coverage.uncited)
        rows.append(_gap())
    if coverage.unsupported:
        rows.append(Row("Entries without a cited sentence", heading=True, style="accent"))
        for entry in coverage.unsupported[:LISTED]:
            rows.append(Row(graph.entry(entry).title, target=Target(entry=entry)))
        rows.append(_gap())
    return rows


def _ungrounded(briefing: Briefing, graph: CitationGraph) -> list[Row]:
    """The findings, and what was not looked at; entries without a cited sentence have a list of their own."""
    allowance = Allowance.at_once()
    found = findings_of(briefing, allowance)
    findings = [finding for finding in found if finding.fault is not Fault.NO_SUPPORT]
    left_out = []
    if allowance.unchecked:
        left_out.append("Not every word was checked here: 'readout check' looks at every word")
    if briefing.entries and not is_in_english(briefing.language, briefing.text):
        left_out.append("The text is not in English: its names and denials are not checked")
    if not findings and not left_out:
        return []
    rows = [Row("What does not rest on the source", heading=True, style="accent")]
    for finding in findings[:LISTED]:
        entry = graph.entry(finding.entry)
        words = f"{entry.title[:300]}: {finding.words[:300]}"[:300]
        rows.append(Row(words, tail=finding.fault.value, target=Target(entry=entry.id), sentences=_cited(entry)))
    rows += _rest(findings)
    rows += [Row(words, style="dim", heading=True) for words in left_out]
    return [*rows, _gap()]


def _people(desk: Desk, graph: CitationGraph, glyphs: Signs) -> list[Row]:
    people = list(graph.pane(desk.panes[0].id)) if desk.panes else []
    if not people:
        return []
    rows = [Row(desk.panes[0].title, heading=True, style="accent")]
    for entry in people[:LISTED]:
        rows.append(
            Row(entry.title, tail=_numbers(entry, glyphs), target=Target(entry=entry.id), sentences=_cited(entry))
        )
    return [*rows, *_rest(people), _gap()]


def _without_role(briefing: Briefing, graph: CitationGraph) -> list[Row]:
    """The people of whom no role is told: no fault, but worth a look."""
    people = people_without_role(briefing)
    if not people:
        return []
    rows = [Row("People without a role", heading=True, style="accent")]
    for id in people[:LISTED]:
        entry = graph.entry(id)
        rows.append(Row(entry.title, style="dim", target=Target(entry=id), sentences=_cited(entry)))
    return [*rows, *_rest(people), _gap()]


def _figures(briefing: Briefing, graph: CitationGraph) -> list[Row]:
    rows: list[Row] = []
    seen: set[tuple[int, int]] = set()
    starts = briefing.sentences.starts
    for entry in briefing.entries:
        for figure in entry.figures:
            if figure.span in seen:
                continue
            seen.add(figure.span)
            number = SentenceNumber(bisect_right(starts, figure.span.start))
            rows.append(
                Row(
                    figure.text,
                    tail=f"{figure.kind}  {number:>3}",
                    style="figure",
                    target=Target(entry=entry.id),
                    sentences=(number,) if number else (),
                )
            )
    rows.sort(key=lambda row: row.sentences)
    return [Row("Figures", heading=True, style="accent"), *rows] if rows else []


def _rest(listed: Sequence[object]) -> list[Row]:
    """What is said of those that are not listed."""
    more = len(listed) - LISTED
    return [Row(f"and {more:,} more", style="dim", heading=True)] if more > 0 else []


def _gap() -> Row:
    return Row("", heading=True)


def _cited(entry: Entry) -> tuple[SentenceNumber, ...]:
    return tuple(dict.fromkeys(c.sentence for c in entry.citations))


def _numbers(entry: Entry, glyphs: Signs) -> str:
    return " ".join(map(str, _cited(entry))) or glyphs.dash
