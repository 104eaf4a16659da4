"""Searches by name: kept, chosen again, forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from content.errors import ContentError
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from tui.screens.search import SearchPage


async def ask_for_name(page: SearchPage, query: str) -> None:
    """Ask under which name a query is to be kept."""
    if not query.strip():
        page.status.say("Nothing is typed yet that could be saved.")
    else:
        await page.ask(Dialog("Save the search as", submit=partial(_save, page, query), prompt="a name for it"))


def _save(page: SearchPage, query: str, name: str) -> None:
    if not name.strip():
        return
    try:
        saved = page.app.library.search.save(name, query)
    except ContentError as error:
        page.status.say(str(error), warning=True)
    else:
        key = page.app.shown_key
        lists, undoes = key("saved-searches"), key("undo")
        page.status.say(f"Saved as “{saved.name}”; {lists} lists what is saved, {undoes} takes it back.")


async def choose_saved(page: SearchPage, at: int = 0) -> None:
    """Ask which of the saved searches to run, or to forget."""
    app = page.app
    try:
        saved = app.library.search.saved()
    except ContentError as error:
        page.status.say(str(error), warning=True)
        return
    rows = [Row(each.name, tail=each.query, key=each.name) for each in saved]
    queries = {each.name: each.query for each in saved}
    save, delete = app.shown_key("save-search"), app.shown_key("delete")
    await page.ask(
        Dialog(
            "Saved searches",
            rows,
            choose=lambda row: page.search_for(queries[row.key]),
            footing=f"{app.shown_key('follow')} search  {delete} forget" if rows else "",
            empty=f"No search is saved yet; {save} saves the one that is typed.",
            close_commands=frozenset({"saved-searches"}),
            commands={
                "delete": lambda row: _forget(page, row),
                "undo": lambda row: _turn_listed(page, back=True),
                "redo": lambda row: _turn_listed(page, back=False),
            },
            cursor=min(at, max(0, len(rows) - 1)),
            wide=True,
        )
    )


def _forget(page: SearchPage, row: Row | None) -> None:
    if row is None:
        return
    at = page.overlay.list.cursor
    try:
        page.app.library.search.forget(row.key)
    except ContentError as error:
        page.status.say(str(error), warning=True)
        return
    page.call_next(choose_saved, page, at)
    page.status.say(f"Forgotten: {row.key}. {page.app.shown_key('undo')} takes it back.")


def turn(page: SearchPage, *, back: bool) -> None:
    """Undo what was done last to the saved searches, or do it again, and say what it was."""
    history = page.app.library.history
    try:
        deed = history.undo_searches() if back else history.redo_searches()
    except ContentError as error:
        page.status.say(str(error), warning=True)
        return
    if deed is None:
        page.status.say(f"Nothing to {'undo' if back else 'redo'} of the saved searches.")
    else:
        page.status.say(f"{'Undone' if back else 'Done again'}: {deed.label}.")


def _turn_listed(page: SearchPage, *, back: bool) -> None:
    at = page.overlay.list.cursor
    turn(page, back=back)
    page.call_next(choose_saved, page, at)
