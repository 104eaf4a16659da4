"""What a changed text of an article moved, listed for the reader to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.plurals import counted
from content.regrounding import Fate
from tui.commands import IN_REVIEW
from tui.terminal_text import clean_line
from tui.widgets.overlay import Dialog, width_on
from tui.widgets.row_items import Row
from tui.wrap import fit

if TYPE_CHECKING:
    from content.revisions import Item
    from tui.screens.reading_article import ReadingArticle

HEADINGS = {
    Fate.LOST: "Lost its ground",
    Fate.CHANGED: "Rests on other words",
    Fate.MOVED: "Stands elsewhere",
}
"""What became of things, the worst first."""

LEAD = 6
"""Terminal cells of the column that says whether it is an entry or a note, where there is room for one."""

LEAD_FROM = 40
"""Terminal cells of the screen from which there is."""

LISTED = 500
"""How many items are listed, those around the cursor: no key may wait for more."""


async def show_changes(screen: ReadingArticle) -> None:
    """List what is to be confirmed; where nothing is, say so."""
    items = _pending(screen)
    if items is None:
        return
    if items:
        ids = [item.id for item in items]
        await screen.ask(_list(screen, items, ids.index(screen.gone_to) if screen.gone_to in ids else 0))  # type: ignore[arg-type]
        return
    try:
        is_revision = screen.app.library.revisions.of(screen.briefing.id) is not None
    except ContentError as error:
        screen.status.say(str(error), warning=True)
        return
    screen.status.say(
        "Everything that the new text changed is confirmed."
        if is_revision
        else "Nothing to confirm: this text took no other's place."
    )


def _pending(screen: ReadingArticle) -> list[Item] | None:
    """What is to be confirmed, the worst first; None where it cannot be read, which is said."""
    try:
        pending = screen.app.library.revisions.pending(screen.briefing.id)
    except ContentError as error:
        screen.status.say(str(error), warning=True)
        return None
    screen.show_to_confirm(len(pending))
    return [item for fate in HEADINGS for item in pending if item.fate is fate]


# -- the list


def _list(screen: ReadingArticle, items: Sequence[Item], at: int) -> Dialog:
    """The items under their fates, the cursor on the one with the number `at`, from 0."""
    app = screen.app
    by_id = {str(item.id): item for item in items}
    first = max(0, at - LISTED // 2)
    listed = items[first : first + LISTED]
    rows = [Row(f"{first:,} before these", heading=True, style="dim")] if first else []
    for fate, heading in HEADINGS.items():
        found = [item for item in listed if item.fate is fate]
        if found:
            rows += [Row("", heading=True)] if rows else []
            count = sum(item.fate is fate for item in items)
            tail = f"{count:,}" if app.size.width >= LEAD_FROM else ""
            rows.append(Row(heading, tail=tail, heading=True, style="accent"))
            rows += [_row(screen, item) for item in found]
    if more := len(items) - first - len(listed):
        rows.append(Row(f"and {more:,} more", heading=True, style="dim"))
    keys = {name: app.shown_key(name) for name in ("follow", "accept", "accept-all", "undo", "close")}
    go, confirm, every, undo, close = keys.values()
    return Dialog(
        f"To confirm: {len(items):,}",
        rows,
        choose=(lambda row: screen.go_to_item(by_id[row.key])) if items else None,
        commands={
            "accept": lambda row: _confirm(screen, items, row) if items else None,
            "accept-all": lambda row: _confirm(screen, items, None) if items else None,
            "undo": lambda row: _turn(screen, items, row, back=True),
            "redo": lambda row: _turn(screen, items, row, back=False),
        },
        scope=IN_REVIEW,
        close_commands=frozenset({"confirm"}),
        footing=f"{go} go there  {confirm} confirm  {every} all  {undo} undo"
        if items
        else f"{undo} undo  {close} closes",
        cursor=_index(rows, items[at].id) if items else 0,
        empty="Everything is confirmed.",
        wide=True,
    )


def _index(rows: Sequence[Row], id: str) -> int:
    return next(index for index, row in enumerate(rows) if row.key == id)


def _row(screen: ReadingArticle, item: Item) -> Row:
    """Three lines: what it is, the words that it rested on, and those that it rests on now."""
    box = width_on(screen.app.size.width, wide=True)
    lead = LEAD if screen.app.size.width >= LEAD_FROM else 0
    room = box - 4 - lead
    ellipsis = screen.app.ink.glyphs.ellipsis
    title = fit(_plain(item.title), room, ellipsis)
    text, marks = title, [(0, len(title), "title")]
    for words, (start, end) in _lines(item, room, ellipsis):
        begin = len(text) + 1
        text = f"{text}\n{words}"
        marks.append((begin, len(text), "dim"))
        if start < min(end, len(words)):
            marks.append((begin + start, begin + min(end, len(words)), "figure"))
    return Row(
        text,
        lead=("note" if item.is_note else "entry") if lead else "",
        lead_width=lead,
        lead_style="accent",
        key=item.id,
        marks=tuple(marks),
    )


def _lines(item: Item, room: int, ellipsis: str) -> list[tuple[str, tuple[int, int]]]:
    """The lines below the title, each with where in it the words are that differ."""
    old, new = _plain(item.old), _plain(item.new)
    if item.fate is Fate.LOST:
        nothing = "no place in this text" if item.is_note else "cites nothing"
        lines = [f"was  {old}"] if old else []
        return [(fit(line, room, ellipsis), (0, 0)) for line in [*lines, f"now  {nothing}"]]
    if old == new:
        return [(fit(f"same {new}", room, ellipsis), (0, 0))]
    pieces = differing(old, new, room - 5, ellipsis)
    return [(f"{name}  {words}", (a + 5, b + 5)) for name, (words, (a, b)) in zip(("was", "now"), pieces, strict=True)]


def differing(old: str, new: str, room: int, ellipsis: str) -> list[tuple[str, tuple[int, int]]]:
    """Both wordings cut to `room` terminal cells so that where they differ is seen, and where in each that is."""
    before, after = old.split(" "), new.split(" ")
    head = _common(before, after)
    last = _common(before[head:][::-1], after[head:][::-1])
    start = sum(len(word) + 1 for word in before[:head])
    tail = sum(len(word) + 1 for word in before[len(before) - last :])
    cut = 0
    if max(len(old), len(new)) > room and start > room // 3:
        cut = old.find(" ", start - room // 3 - 1, start) + 1
    lead = ellipsis if cut else ""
    found: list[tuple[str, tuple[int, int]]] = []
    for words in (old, new):
        shown = fit(lead + words[cut:], room, ellipsis)
        found.append((shown, (start - cut + len(lead), len(words) - tail - cut + len(lead))))
    return found


def _common(some: Sequence[str], others: Sequence[str]) -> int:
    """How many words both have at their beginning."""
    pairs = zip(some, others, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(some), len(others)))


def _plain(words: str) -> str:
    return " ".join(clean_line(words).split())


# -- deciding


def _confirm(screen: ReadingArticle, items: Sequence[Item], row: Row | None) -> None:
    """Confirm the item of a row, or without one every item, and go on to the next; why not is said."""
    wanted = [item for item in items if row is None or item.id == row.key]
    if screen.app.library.read_only:
        _leave(screen, screen.app.library.read_only, warning=True)
        return
    try:
        ids = [item.id for item in wanted] if row is not None else []  # without any, all are meant
        confirmed = screen.app.library.revisions.confirm(screen.briefing.id, *ids)
        if any(item.is_note for item in wanted):
            screen.take_notes()
    except ContentError as error:
        _leave(screen, str(error), warning=True)
        return
    undo = screen.app.shown_key("undo")
    told = f"Confirmed: {counted(confirmed, 'item')}. {undo} takes it back."
    if not confirmed:
        told = "That was confirmed already."
    _list_again(
        screen,
        items.index(wanted[0]) if row is not None else 0,
        told,
        f"Everything is confirmed; {undo} takes it back." if confirmed else "Everything is confirmed already.",
    )


def _turn(screen: ReadingArticle, items: Sequence[Item], row: Row | None, *, back: bool) -> None:
    """Undo, or do again, and list what is to be confirmed then, the cursor on what is to be confirmed again."""
    briefing, before = screen.briefing.id, {item.id for item in items}
    screen.overlay.close()  # another briefing may be shown in a moment
    screen.action_undo() if back else screen.action_redo()
    if screen.briefing.id != briefing:
        return
    now = _pending(screen) or []
    again = next((at for at, item in enumerate(now) if item.id not in before), None)
    here = next((at for at, item in enumerate(now) if row is not None and item.id == row.key), 0)
    told = screen.status.message
    _list_again(screen, here if again is None else again, told, told)


def _list_again(screen: ReadingArticle, at: int, told: str, at_end: str) -> None:
    """List what is left, the cursor on the item with the number `at`; where nothing is, say `at_end`.

    The list stays open then, too: the key that closes it would otherwise leave the program.
    """
    left = _pending(screen)
    if left is not None:
        screen.overlay.open(_list(screen, left, max(0, min(at, len(left) - 1))))
        screen.status.say(told if left else at_end)


def _leave(screen: ReadingArticle, words: str, *, warning: bool = False) -> None:
    if screen.overlay.dialog is not None:
        screen.overlay.close()
    screen.status.say(words, warning=warning)
