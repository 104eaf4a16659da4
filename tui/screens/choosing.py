"""Of what a timeline is, and of what figures are: this briefing, all, a tag, or somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from content.gathered import Choice
from content.model import BriefingId
from tui.screens.dossier_dialogs import NameChooser
from tui.screens.page import Page
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

_TAGS = 12
"""How many tags are offered, the most used."""


def ask_of_what(
    page: Page,
    shown: Choice,
    briefing: tuple[BriefingId, str],
    then: Callable[[Choice, str], None],
    *,
    undated: bool = False,
    tags: Sequence[str] = (),
) -> Dialog:
    """The dialog that asks which entries are looked at; `then` is given the choice and what it is called.

    Args:
        briefing: the one that was read last, by id and title.
        undated: whether entries without a date can be added.
        tags: those to offer.
    """
    kept = shown._replace(briefings=(), who="", tag="")
    id, title = briefing

    def choose(row: Row) -> None:
        if row.key == "all":
            then(kept, "all briefings")
        elif row.key == "this":
            then(kept._replace(briefings=(id,)), title)
        elif row.key == "undated":
            then(shown._replace(undated=not shown.undated), "")
        elif row.key == "who":
            page.call_next(NameChooser(page, "Of whom?", (), lambda who: then(kept._replace(who=who), "")).show)
        else:
            then(kept._replace(tag=row.key.removeprefix("#")), row.key)

    rows = [
        Row(f"This briefing: {title}", key="this", tail=_mark(shown.briefings == (id,))),
        Row("All briefings", key="all", tail=_mark(not (shown.briefings or shown.who or shown.tag))),
        Row("Somebody, or a body", key="who", tail=_mark(bool(shown.who))),
    ]
    rows += [Row(f"#{tag}", key=f"#{tag}", tail=_mark(shown.tag == tag)) for tag in tags[:_TAGS]]
    if undated:
        words = "Leave out what has no date" if shown.undated else "With what has no date, at the day of its article"
        rows.append(Row(words, key="undated", style="dim"))
    numbered = [
        row._replace(lead=str(number) if number < 10 else "", lead_width=3, lead_style="accent")
        for number, row in enumerate(rows, 1)
    ]
    return Dialog(
        "Of what?",
        numbered,
        choose=choose,
        by_letter=True,
        footing=f"{page.app.shown_key('close')} closes",
        close_commands=frozenset({"of-what"}),
        wide=True,
    )


def _mark(is_shown: bool) -> str:
    return "shown" if is_shown else ""
