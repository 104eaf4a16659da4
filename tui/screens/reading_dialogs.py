"""What the reading screen asks: each function gives the dialog for one question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.model import BriefingId, BriefingSummary, Entry
from tui.keymap import grouped, shown_key
from tui.screens.details import detail_rows
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row, Target

if TYPE_CHECKING:
    from tui.app import ReaderApp
    from tui.screens.reading_moves import ReadingMoves

LISTED_BRIEFINGS = 500
"""How many briefings the chooser lists, the newest first."""

ROOMY = 60
"""Terminal cells from which the chooser of briefings says more than their titles."""

CLOSES = "esc closes"
"""Stands in the frame of a dialog that is typed into: there, q is a letter."""

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


def help_on_keys(app: ReaderApp) -> Dialog:
    """Every key and what it does."""
    rows: list[Row] = []
    for group, commands in grouped(app.keymap.commands):
        if rows:
            rows.append(Row("", heading=True))
        rows.append(Row(group, heading=True, style="accent"))
        for command in commands:
            keys = " ".join(shown_key(key, unicode=app.unicode) for key in command.keys) or app.ink.glyphs.dash
            rows.append(Row(command.help, lead=keys, lead_width=22, lead_style="accent"))
    footing = f"{app.shown_key('close')} closes"
    return Dialog("Keys", rows, footing=footing, close_commands=frozenset({"help"}), wide=True, key="help")


def palette(app: ReaderApp, run: Callable[[str], None]) -> Dialog:
    """Which command to run, found by its name."""
    rows = [
        Row(
            command.label,
            tail=" ".join(shown_key(key, unicode=app.unicode) for key in command.keys[:2]),
            key=command.id,
            tail_style="accent",
        )
        for command in app.keymap.commands
        if command.id != "palette"
    ]
    return Dialog(
        "Commands",
        rows,
        choose=lambda row: run(row.key),
        prompt="Type part of a command's name",
        narrow=True,
        key="palette",
        footing=CLOSES,
    )


def themes(app: ReaderApp) -> Dialog:
    """Which colours to read in; they are tried on as the cursor moves, and left as they were without a choice."""
    before = app.theme
    names = sorted(app.available_themes, key=lambda name: (not name.startswith("readout"), name))

    def choose(row: Row) -> None:
        app.keep_theme(row.key)

    return Dialog(
        "Theme",
        [Row(name, key=name, lead=app.ink.glyphs.arrow if name == before else "", lead_width=3) for name in names],
        choose=choose,
        moved=lambda row: app.show_theme(row.key),
        closed=lambda: app.show_theme(before),
        cursor=names.index(before) if before in names else 0,
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
