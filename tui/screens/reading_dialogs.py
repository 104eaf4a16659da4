"""What the reading screen asks: each function gives the dialog for one question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.model import BriefingId, BriefingSummary, Entry
from tui.screens.details import detail_rows
from tui.screens.program_dialogs import CLOSES
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row, Target

if TYPE_CHECKING:
    from tui.app import ReaderApp
    from tui.screens.reading_moves import ReadingMoves

LISTED_BRIEFINGS = 500
"""How many briefings the chooser lists, the newest first."""

ROOMY = 60
"""Terminal cells from which the chooser of briefings says more than their titles."""


SENTENCE_CHARACTERS = 600
"""How much of a sentence a chooser shows, in code points."""


def targets(screen: ReadingMoves, found: Sequence[Target]) -> Dialog:
    """Which of several sentences or entries to go to."""
    sentences = found[0].sentence is not None
    title = "Which sentence?" if sentences else f"Sentence {screen.sentence} is cited by"
    return _ways(screen, title, [_row(screen, target) for target in found])


def who_cites(screen: ReadingMoves, found: Sequence[Target]) -> Dialog:
    """The entries that cite the sentence under the cursor, to look at, or to go to."""
    rows = [_row(screen, target, whole=True) for target in found]
    return _ways(screen, f"Who cites sentence {screen.sentence}?", rows, "who-cites")


def linked(screen: ReadingMoves, found: Sequence[Target]) -> Dialog:
    """Which of the linked entries to go to."""
    return _ways(screen, "Linked entries", [_row(screen, target, whole=True) for target in found], "linked-entries")


def details(screen: ReadingMoves, entry: Entry) -> Dialog:
    """What is known of an entry besides its text; following a link goes to the other entry."""
    rows = detail_rows(entry, screen.graph, screen.desk, screen.app.ink.glyphs)
    return _ways(screen, entry.title, rows, "details")


def _ways(screen: ReadingMoves, title: str, rows: list[Row], command: str = "") -> Dialog:
    """Rows that lead somewhere; `command` is the one whose key closes them again."""
    app = screen.app
    return Dialog(
        title,
        rows,
        choose=lambda row: screen.jump(row.target) if row.target else None,
        footing=f"{app.shown_key('follow')} go there  {app.shown_key('close')} stay here",
        close_commands=frozenset({command} if command else ()),
        wide=True,
    )


def _row(screen: ReadingMoves, target: Target, *, whole: bool = False) -> Row:
    if target.sentence is not None:
        text = screen.briefing.words_of(target.sentence)[:SENTENCE_CHARACTERS]
        return Row(text, lead=str(target.sentence), lead_width=5, target=target)
    assert target.entry is not None
    entry = screen.graph.entry(target.entry)
    titles = {pane.id: pane.short for pane in screen.desk.panes}
    text = f"{entry.title}\n{entry.text[:SENTENCE_CHARACTERS]}" if whole and entry.text else entry.title
    return Row(
        text,
        lead=titles.get(entry.pane, entry.pane),
        lead_width=10,
        target=target,
        lead_style="accent",
        first_style="title",
    )


def briefings(app: ReaderApp, shown: BriefingId, open_briefing: Callable[[BriefingId], None]) -> Dialog:
    """Which briefing of the library to read."""
    try:
        summaries = app.library.summaries(limit=LISTED_BRIEFINGS)
    except ContentError as error:
        return Dialog("Briefings", empty=str(error))
    roomy = app.size.width >= ROOMY
    rows = [
        Row(
            summary.title,
            lead=app.ink.glyphs.arrow if summary.id == shown else "",
            lead_width=3,
            lead_style="accent",
            tail=_tail(summary, roomy=roomy),
            key=summary.id,
        )
        for summary in summaries
    ]

    @cache
    def drawn(row: Row) -> Row:
        try:
            left = app.library.count_to_review(BriefingId(row.key))
        except ContentError:
            return row  # the next action says what is wrong with the library
        told = f" {app.ink.glyphs.dot} ".join(each for each in (f"{left:,} to review", row.tail) if each)
        return row._replace(tail=told) if left else row

    return Dialog(
        "Briefings",
        rows,
        drawn=drawn,
        choose=lambda row: open_briefing(BriefingId(row.key)),
        prompt="Type part of a title",
        narrow=True,
        footing=CLOSES,
        wide=True,
    )


def _tail(summary: BriefingSummary, *, roomy: bool) -> str:
    earlier = ("earlier text" if roomy else "old") if summary.is_earlier else ""
    parts = (earlier, summary.issued, f"{summary.entries:,} entries") if roomy else (earlier,)
    return " ".join(part for part in parts if part)
