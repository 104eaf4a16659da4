"""What the library asks, and what it says where nothing is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from content import catalogue
from content.catalogue import Order
from content.notes import tags_of
from content.plurals import counted
from tui.command import IN_LIBRARY
from tui.screens.program_dialogs import CLOSES
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from content.model import BriefingId
    from tui.app import ReaderApp
    from tui.screens.library_list import LibraryList
    from tui.widgets.briefing_items import Listed

ORDERS: dict[Order, tuple[str, str, str]] = {
    Order.ADDED: ("added", "latest first", "earliest first"),
    Order.ISSUED: ("date", "latest first", "earliest first"),
    Order.TITLE: ("title", "A to Z", "Z to A"),
    Order.READ: ("last read", "latest first", "earliest first"),
    Order.PROGRESS: ("progress", "most first", "least first"),
    Order.ENTRIES: ("entries", "most first", "fewest first"),
    Order.NOTES: ("notes", "most first", "fewest first"),
}
"""What each order is called, and its two directions: the one that comes unasked, and the other."""

LETTERS = {
    Order.ADDED: "a",
    Order.ISSUED: "d",
    Order.TITLE: "t",
    Order.READ: "r",
    Order.PROGRESS: "p",
    Order.ENTRIES: "e",
    Order.NOTES: "n",
}


def order_in_words(listed: Listed) -> str:
    """What a list is sorted by, and in which direction."""
    name, *ways = ORDERS[listed.order]
    return f"{name}: {ways[listed.is_reversed]}"


def sort(screen: LibraryList, listed: Listed, choose: Callable[[Order], None], turn: Callable[[], None]) -> Dialog:
    """What to sort by; its letter chooses it, and the key that asked turns the order."""
    app = screen.app

    def turned(row: Row | None) -> None:
        screen.overlay.close()
        turn()

    rows = [
        Row(
            name,
            lead=LETTERS[order],
            lead_width=3,
            lead_style="accent",
            tail=ways[listed.is_reversed if order is listed.order else 0],
            tail_style="accent" if order is listed.order else "dim",
            style="title" if order is listed.order else "text",
            key=order,
        )
        for order, (name, *ways) in ORDERS.items()
    ]
    return Dialog(
        "Sort by",
        rows,
        choose=lambda row: choose(Order(row.key)),
        by_letter=True,
        cursor=list(ORDERS).index(listed.order),
        commands={"sort-briefings": turned},
        scope=IN_LIBRARY,
        footing=f"{app.shown_key('sort-briefings')} turns the order",
    )


def tags(in_use: Iterable[str], held: Sequence[str], count: int, keep: Callable[[tuple[str, ...]], None]) -> Dialog:
    """Which tags: typed, and completed from those in use. Of several briefings those are given that all have."""
    return Dialog(
        "Tags" if count == 1 else f"Tags of {count:,}",
        prompt="words, with blanks between",
        value="".join(f"{tag} " for tag in held),
        completions=tuple(in_use),
        submit=lambda typed: keep(tags_of(typed)),
        footing=CLOSES,
    )


def title(row: catalogue.Row, keep: Callable[[str], None]) -> Dialog:
    """Which title a briefing is to have."""
    prompt = "the article's own title" if row.is_renamed else "a title"
    return Dialog("Title", prompt=prompt, value=row.title, submit=keep, footing=CLOSES)


def merge(app: ReaderApp, rows: Sequence[catalogue.Row], choose: Callable[[BriefingId, BriefingId], None]) -> Dialog:
    """Which of two briefings is the later text of the article, and what becomes of both."""
    first, second = rows
    later = max(rows, key=lambda row: (row.issued, row.added))
    undo, confirm = app.shown_key("undo"), app.shown_key("confirm")
    notes = (
        "The later one takes over notes, what was read, star and tags of the other, and what was written or accepted "
        f"there. What lost its words or rests on changed ones is listed with {confirm}. The earlier one stays, marked "
        f"as such; {undo} takes it all back."
    )
    listed = [
        Row(
            row.title,
            tail=" ".join(filter(None, [row.issued[:10], counted(row.notes, "note")])),
            key=row.id,
        )
        for row in rows
    ]
    other = {first.id: second.id, second.id: first.id}

    def chosen(row: Row) -> None:
        id = next(each.id for each in rows if each.id == row.key)
        choose(other[id], id)

    return Dialog(
        "Which is the later text?",
        [*listed, Row("", heading=True), Row(notes, style="dim", heading=True)],
        choose=chosen,
        cursor=list(rows).index(later),
        footing=f"{app.shown_key('follow')} merges  {app.shown_key('close')} leaves",
        wide=True,
    )


def nothing_listed(app: ReaderApp, typed: str, *, is_any: bool) -> str:
    """What stands in the list where no briefing does, and what can be done."""
    if not is_any:
        bring, undo = app.shown_key("import"), app.shown_key("undo")
        return f"The library is empty. {bring} takes articles in; {undo} brings back what was deleted last."
    close, archived = app.shown_key("close"), app.shown_key("show-archived")
    if typed.strip():
        leaves = f"esc leaves the line, then {close} takes the filter away and {archived} lists the archived, too"
        return f"Nothing matches. Type less of it, or other words; {leaves}."
    return f"Every briefing is archived. {archived} lists them."
