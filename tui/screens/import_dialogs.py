"""What an import of several files shows: how far it is, and in the end what became of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from content.arrivals import in_counts
from content.intake import Outcome, Taken
from content.model import BriefingId
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from tui.app import ReaderApp
    from tui.screens.importing import Importing

BAR_CELLS = 24
"""The width of the progress bar, in terminal cells."""


def progress(app: ReaderApp, number: int, total: int, name: str, cancel: Callable[[], None]) -> Dialog:
    """How far an import is: of `total` files so many are done, and which one is read now."""
    glyphs = app.ink.glyphs
    cells = min(BAR_CELLS, max(4, app.size.width - 16))
    full = cells * number // total
    bar = glyphs.bar_full * full + glyphs.bar_empty * (cells - full)
    return Dialog(
        "Importing",
        [
            Row(bar, tail=f"{number + 1:,} of {total:,}", heading=True, style="accent"),
            Row(name, heading=True),
        ],
        choose=lambda row: None,  # enter is no answer: only what closes a dialog ends the import
        closed=cancel,
        footing=f"{app.shown_key('close')} or esc ends it",
    )


def summary(app: ReaderApp, importing: Importing, open_briefing: Callable[[BriefingId], None]) -> Dialog:
    """What became of each article: what was refused and why comes first. Choosing one that is there opens it."""
    order = (Outcome.REFUSED, Outcome.REVISED, Outcome.ADDED, Outcome.ALREADY_THERE)
    rows = [Row(importing.failure, lead="!", lead_width=3, lead_style="warning")] if importing.failure else []
    for outcome in order:
        found = [each for each in importing.taken if each.outcome is outcome]
        if found:
            if rows:
                rows.append(Row("", heading=True))
            rows.append(Row(f"{len(found):,} {outcome}", heading=True, style="accent"))
            rows += [_row(app, each) for each in found]
    return Dialog(
        f"Imported: {in_words(importing)}",
        rows,
        choose=lambda row: open_briefing(BriefingId(row.key)) if row.key else None,
        footing=f"{app.shown_key('follow')} opens one  {app.shown_key('close')} closes",
        empty="Nothing was imported.",
        wide=True,
    )


def in_words(importing: Importing) -> str:
    """How many were added, revised, there already, and refused; and that it was ended early, if it was."""
    words = in_counts(each.outcome for each in importing.taken)
    read = len({each.name for each in importing.taken})
    return f"{words}; ended after {read:,} of {importing.total:,} files" if importing.is_cancelled.is_set() else words


def _row(app: ReaderApp, taken: Taken) -> Row:
    if taken.briefing is None:
        return Row(taken.reason, lead="!", lead_width=3, lead_style="warning")
    mark = app.ink.glyphs.done if taken.outcome in (Outcome.ADDED, Outcome.REVISED) else ""
    tail = f"{taken.to_review:,} to review" if taken.to_review else f"{taken.entries:,} entries"
    tail = tail if app.size.width >= 60 else ""
    return Row(taken.title, lead=mark, lead_width=3, lead_style="accent", tail=tail, key=taken.briefing)
