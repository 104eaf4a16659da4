"""What annotating asks: each function gives the dialog for one question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from content.model import Entry, PaneId
from content.notebook import words_of
from content.notes import Colour, Note, NoteFilter, NoteKind, tags_of
from tui.screens.note_rows import note_row
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from content.history import Deed
    from tui.screens.asking import AskingScreen
    from tui.screens.reading_view import ReadingView

__all__ = ["words_of"]

CLOSES = "esc closes"


def which_note(screen: ReadingView, title: str, notes: Sequence[Note], choose: Callable[[Note], None]) -> Dialog:
    """Which of several notes is meant."""
    by_id = {note.id: note for note in notes}
    glyphs = screen.app.ink.glyphs
    rows = [note_row(note, screen.briefing, screen.graph, glyphs) for note in notes]
    footing = chooses(screen)
    return Dialog(title, rows, choose=lambda row: choose(by_id[row.key]), wide=True, footing=footing)  # type: ignore[index]


def chooses(screen: ReadingView) -> str:
    """Stands below a list that one row is chosen from."""
    app = screen.app
    return f"{app.shown_key('follow')} chooses  {app.shown_key('close')} leaves"


def tags(in_use: Iterable[str], held: Sequence[str], keep: Callable[[tuple[str, ...]], None]) -> Dialog:
    """Which tags: typed, and completed from those in use."""
    return Dialog(
        "Tags",
        prompt="words, with blanks between",
        value="".join(f"{tag} " for tag in held),
        completions=tuple(in_use),
        submit=lambda typed: keep(tags_of(typed)),
        footing=CLOSES,
    )


def colours(screen: ReadingView, now: Colour, choose: Callable[[Colour], None]) -> Dialog:
    """Which colour; its letter chooses it as well."""
    rows = [
        Row(colour.value, lead=colour.letter, lead_width=3, key=colour.value, lead_style="accent") for colour in Colour
    ]
    return Dialog(
        "Colour",
        rows,
        choose=lambda row: choose(Colour(row.key)),
        cursor=list(Colour).index(now),
        by_letter=True,
        footing="its letter chooses it",
    )


def panes(screen: ReadingView, title: str, now: str, choose: Callable[[PaneId], None]) -> Dialog:
    """Which pane of the desk; its number chooses it as well."""
    here = [pane.id for pane in screen.desk.panes]
    rows = [
        Row(pane.title, lead=str(number), lead_width=3, key=pane.id, lead_style="accent")
        for number, pane in enumerate(screen.desk.panes, 1)
    ]
    return Dialog(
        title,
        rows,
        choose=lambda row: choose(PaneId(row.key)),
        cursor=here.index(PaneId(now)) if now in here else 0,
        by_letter=True,
        footing="its number chooses it",
    )


def entries(screen: ReadingView, title: str, found: Sequence[Entry], choose: Callable[[Entry], None]) -> Dialog:
    """Which of the briefing's entries."""
    by_id = {entry.id: entry for entry in found}
    short = {pane.id: pane.short for pane in screen.desk.panes}
    rows = [
        Row(entry.title, lead=short.get(entry.pane, entry.pane), lead_width=10, lead_style="accent", key=entry.id)
        for entry in found
    ]
    return Dialog(
        title,
        rows,
        choose=lambda row: choose(by_id[row.key]),  # type: ignore[index]
        prompt="Type part of a title",
        narrow=True,
        footing=CLOSES,
        wide=True,
    )


def note_filter(screen: ReadingView, submit: Callable[[str], None]) -> Dialog:
    """Which notes to list."""
    return Dialog(
        "Notes with",
        prompt="words, #tag, kind:question, author:name, session:now",
        value=screen.note_filter_typed,
        submit=submit,
    )


def filter_of(typed: str) -> NoteFilter:
    """The filter that the words typed mean: `#tag`, `kind:`, `author:`, `session:`, and words to be found.

    What has blanks in it stands in quotation marks: `author:"R. Reader"`.
    """
    wanted, words = NoteFilter(), []
    for word in re.findall(r'(?:[^\s"]|"[^"]*"?)+', typed):
        word = word.replace('"', "")
        name, _, value = word.partition(":")
        kinds = [kind for kind in NoteKind if value and kind.value.startswith(value.casefold())]
        if word.startswith("#") and len(word) > 1:
            wanted = wanted._replace(tag=word[1:])
        elif value and name == "tag":
            wanted = wanted._replace(tag=value)
        elif name == "kind" and kinds:
            wanted = wanted._replace(kind=kinds[0])
        elif value and name == "author":
            wanted = wanted._replace(author=value)
        elif value and name == "session":
            wanted = wanted._replace(session=value)
        else:
            words.append(word)
    return wanted._replace(text=" ".join(words))


def deeds(screen: AskingScreen, done: Sequence[Deed], now: datetime) -> Dialog:
    """What was done, the newest first, to be read."""
    rows = [
        Row(
            deed.label[:1].upper() + deed.label[1:],
            lead=ago(deed.made_at, now),
            lead_width=12,
            tail="" if deed.is_done else "undone",
            tail_style="warning",
            style="text" if deed.is_done else "dim",
        )
        for deed in done
    ]
    app = screen.app
    return Dialog(
        "What was done",
        rows,
        footing=f"{app.shown_key('undo')} undoes the newest  {app.shown_key('redo')} redoes",
        close_commands=frozenset({"deeds"}),
        empty="Nothing was done yet that could be undone.",
        wide=True,
    )


def ago(stamp: str, now: datetime) -> str:
    """How long ago a moment was, in one unit: `5 min ago`; a date where it is more than a week."""
    then = datetime.fromisoformat(stamp)
    seconds = (now - then).total_seconds()
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return (
                then.astimezone(UTC).date().isoformat()
                if seconds >= 7 * 86400
                else f"{int(seconds // size)} {unit} ago"
            )
    return "just now"
