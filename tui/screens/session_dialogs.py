"""The sheet of study sessions: the one going on, what to do about it, and those before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from content.sessions import Session
    from tui.screens.reading_view import ReadingView

START, END = "start", "end"


def sheet(
    screen: ReadingView,
    current: Session | None,
    newest: Sequence[Session],
    start: Callable[[], None],
    end: Callable[[], None],
) -> Dialog:
    """The session going on, with what can be done; below, the sessions before."""
    app = screen.app
    rows: list[Row] = []
    if current is not None:
        begun = "begun by hand" if current.by_hand else "begun by itself"
        rows.append(Row("This session", heading=True, style="accent"))
        rows.append(Row(f"since {_clock(current.started_at)}, {begun}: {in_words(current)}", heading=True, style="dim"))
        rows.append(Row("End this session", key=END, lead=app.ink.glyphs.arrow, lead_width=3, lead_style="accent"))
        rows.append(
            Row("End it and begin a new one", key=START, lead=app.ink.glyphs.arrow, lead_width=3, lead_style="accent")
        )
    else:
        rows.append(Row("No session is going on; one begins by itself with the next key.", heading=True, style="dim"))
        rows.append(Row("Begin a session now", key=START, lead=app.ink.glyphs.arrow, lead_width=3, lead_style="accent"))
    before = [each for each in newest if current is None or each.id != current.id]
    if before:
        rows += [Row("", heading=True), Row("Before", heading=True, style="accent")]
        rows += [Row(in_words(each), lead=_day(each.started_at), lead_width=18, style="dim") for each in before]

    def choose(row: Row) -> None:
        if row.key == START:
            start()
        elif row.key == END:
            end()

    return Dialog(
        "Study session",
        rows,
        choose=choose,
        cursor=next(index for index, row in enumerate(rows) if row.key),
        footing=f"{app.shown_key('follow')} does it  {app.shown_key('close')} leaves it",
        close_commands=frozenset({"session"}),
        wide=True,
    )


def in_words(session: Session) -> str:
    """How long a session took, what was read in it and what was made."""
    minutes = round(session.seconds / 60)
    took = (
        f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min" if minutes else "under a minute"
    )
    return ", ".join(
        [
            took,
            _count(len(session.briefings), "briefing"),
            _count(len(session.panes), "pane"),
            _count(session.notes, "note"),
        ]
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _clock(stamp: str) -> str:
    return datetime.fromisoformat(stamp).astimezone().strftime("%H:%M")


def _day(stamp: str) -> str:
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
