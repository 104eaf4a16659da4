"""How entries and source follow each other's cursor, and what is told around them."""

from __future__ import annotations

from collections.abc import Sequence

from content.model import Entry
from content.plurals import counted
from tui.commands import Command
from tui.screens.details import detail_rows
from tui.screens.layout import Arrangement
from tui.screens.note_rows import area_rows, notes_on_entry, notes_on_sentence
from tui.screens.reading_parts import ENTRIES, SOURCE
from tui.screens.reading_state import ReadingState
from tui.widgets.entry_items import EntryItems
from tui.widgets.line_view import LineView
from tui.widgets.row_items import RowItems
from tui.widgets.source_items import marked_sentences

HINT_ORDER = (
    "confirm",
    "review",
    "follow",
    "other-side",
    "annotate",
    "who-cites",
    "pane-left",
    "back",
    "find",
    "search",
    "linked-entries",
    "dossier",
    "copy",
    "next",
    "highlight",
    "edit",
    "undo",
    "help",
)
"""The commands of the footer, the most useful first; help is always shown."""


class ReadingSides(ReadingState):
    """Keeps the two sides of the screen in step: what one cursor is on is marked on the other side."""

    # -- each side follows the other

    def _entry_moved(self, *, keep_sentence: bool = False) -> None:
        """Mark what the entry under the cursor cites and bring the first of it into view."""
        entry, row = self.entry, self.row
        cited = self.graph.cited(entry) if entry else tuple(row.sentences) if row else ()
        self._show_details(entry)
        self._show_footing()
        self.entries_view.marked = _nothing_marked
        self.entries_view.sync()
        self.source_view.marked = marked_sentences(frozenset(cited))
        if cited and not keep_sentence and 0 < cited[0] <= len(self.briefing.sentences):
            self.source_view.go(cited[0] - 1, context=True)
        else:
            self.source_view.sync()
        self._show_citing(frozenset())
        self._show_source_footing()

    def _sentence_moved(self) -> None:
        """Mark the entries that cite the sentence under the cursor, and bring the first of them into view."""
        if self.notes:
            self._show_details(self.entry)
        citing = self.graph.citing(self.sentence)
        ids = {entry.id for entry in citing}
        self.source_view.marked = _nothing_marked
        self.source_view.sync()
        items = self.entries_view.items
        if isinstance(items, EntryItems):
            indexes = frozenset(i for i, entry in enumerate(items.entries) if entry.id in ids)
            self.entries_view.marked = indexes.__contains__
            if indexes:
                self.entries_view.reveal(min(indexes))
            self.entries_view.sync()
        self._show_citing(frozenset(entry.pane for entry in citing))
        self._show_source_footing()

    def _show_citing(self, tabs: frozenset[str]) -> None:
        if tabs != self.tab_strip.citing:
            self.tab_strip.citing = tabs
            self.tab_strip.repaint()

    def _show_details(self, entry: Entry | None) -> None:
        """Fill the area under the entries: the notes on what is under the cursor, then the details of the entry."""
        if not self.details_view.display:
            return
        if self.side == SOURCE and self.notes:
            noted = notes_on_sentence(self.notes, self.sentence)
            if noted:
                heading = f"{counted(len(noted), 'note')} on sentence {self.sentence}"
                self.details_view.show(RowItems(area_rows(noted, self.app.ink.glyphs)), None, heading)
                return
        if entry is None:
            self.details_view.show(RowItems(()), None, "Details")
            return
        items = self._details.get(entry.id)
        noted = notes_on_entry(self.notes, entry.id)
        if items is None:
            glyphs = self.app.ink.glyphs
            rows = detail_rows(entry, self.graph, self.desk, glyphs)
            items = self._details[entry.id] = RowItems([*area_rows(noted, glyphs), *rows])
        heading = f"{counted(len(noted), 'note')}, details" if noted else "Details"
        self.details_view.show(items, None, heading, key=entry.id)

    def _show_footing(self) -> None:
        count = len(self.entries_view.items)
        if isinstance(self.entries_view.items, EntryItems) and count:
            unread = sum(1 for entry in self.entries_view.items.entries if entry.id not in self.read)
            left = f"{unread} unread {self.app.ink.glyphs.dot} " if unread else ""
            self.entries_view.footing = f"{left}{self.entries_view.cursor + 1}/{count}"
        else:
            self.entries_view.footing = ""

    def _show_source_footing(self) -> None:
        total = len(self.briefing.sentences)
        footing = f"{self.sentence}/{total}" if total else ""
        if footing != self.source_view.footing:
            self.source_view.footing = footing
            self.source_view.sync()

    def _set_side(self, side: str) -> None:
        """Send the keys to the entries or to the source."""
        self.side = side
        self.entries_view.set_active(side == ENTRIES)
        self.source_view.set_active(side == SOURCE)
        if self.shape.arrangement is Arrangement.SINGLE:
            self.left.display = side == ENTRIES
            self.source_view.display = side == SOURCE
        self.show_hints()

    @property
    def view(self) -> LineView:
        """The list that keys go to."""
        return self.source_view if self.side == SOURCE else self.entries_view

    def _moved(self) -> None:
        if self.side == SOURCE:
            self._sentence_moved()
        else:
            self._entry_moved()

    def hint_order(self) -> Sequence[str]:
        """The commands of the footer, the most useful first."""
        return HINT_ORDER

    def is_of_use(self, id: str) -> bool:
        """Whether the footer should offer a command here."""
        if id == "back":
            return bool(self.jumps.past) or self.app.can_return
        if id in ("linked-entries", "copy") and self.side == ENTRIES:
            return self.entry is not None
        return True

    def hint_word(self, command: Command) -> str:
        if command.id == "other-side":
            return "entries" if self.side == SOURCE else "source"
        return command.hint


def _nothing_marked(index: int) -> bool:
    return False
