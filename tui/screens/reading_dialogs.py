"""What the reading screen asks: each function gives the dialog for one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.model import Entry
from tui.screens.details import detail_rows
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row, Target

if TYPE_CHECKING:
    from tui.screens.reading_moves import ReadingMoves

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
