"""One briefing on the screen: its tabs, and what is drawn anew when it changes. What keys do is in `reading`."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size

from content.links import CitationGraph, percent
from content.model import PaneId
from content.plurals import counted
from tui.screens.layout import Shape
from tui.screens.reading_parts import ENTRIES, NOTES, OVERVIEW, SOURCE
from tui.screens.reading_sides import ReadingSides
from tui.widgets.entry_items import EntryItems
from tui.widgets.note_marks import NoteMarks, marks_of
from tui.widgets.row_items import Row, RowItems
from tui.widgets.source_items import SourceItems


class ReadingView(ReadingSides):
    """Shows one briefing: entries on one side, the source on the other."""

    to_confirm = 0
    """How much of a revision is to be confirmed."""

    def on_mount(self) -> None:
        self.arrange_parts()
        self._show_briefing()

    def _show_briefing(self) -> None:
        self._show_measure()
        for view in (self.entries_view, self.details_view, self.source_view):
            view.forget()
        self.source_view.show(self._source_items(), self._source_place, "Source")
        self._open_tab(self.tab)
        self._set_side(self.side)
        if self._source_place is not None:  # where the reader left the source, not where the entry's evidence begins
            self.source_view.put(self._source_place)
            self._sentence_moved() if self.side == SOURCE else self._show_source_footing()
        self.show_hints()

    def _show_measure(self) -> None:
        """Say in the title what the briefing is, how long it is, and how much of it is cited."""
        sentences, entries = len(self.briefing.sentences), len(self.briefing.entries)
        cited = percent(self.graph.share)
        dot = self.app.ink.glyphs.dot
        full = f"{counted(sentences, 'sentence')} {dot} {counted(entries, 'entry')} {dot} {cited} cited"
        self.title_bar.title = self.briefing.title
        self.title_bar.measure = (full, f"{cited} cited")
        if left := self.count_to_review():
            self.title_bar.measure = (f"{full} {dot} {left:,} to review", f"{left:,} to review")
        self.title_bar.repaint()

    def reshaped(self, before: Shape) -> None:
        self._show_details(self.entry)
        if self.shape.spacious != before.spacious:
            for view in (self.entries_view, self.source_view):
                if isinstance(view.items, EntryItems | SourceItems):
                    view.items.spacious = self.shape.spacious
                view.repaint()  # whatever it shows: what it showed before may be shown again

    # -- tabs

    def _open_tab(self, tab: str) -> None:
        """Put a tab's items into the list, at the place where it was left."""
        self.tab = tab
        self.tab_strip.tabs, self.tab_strip.current = self.tabs, tab
        self.tab_strip.repaint()
        self.show_hints()
        title = next(t.title for t in self.tabs if t.id == tab)
        view, had_details = self.entries_view, self.details_view.display
        self.show_details_box()
        if had_details != self.details_view.display and view.extent.height:
            # The place is put back for the room that the list is about to have; Textual lays out when it is idle.
            width, height = view.extent
            view.take_size(Size(width, height + (self.shape.details if had_details else -self.shape.details)))
        if tab in (OVERVIEW, NOTES):
            self._rows = self._overview() if tab == OVERVIEW else self._noted()
            view.empty = self._no_notes()
            view.show(RowItems(self._rows), self.places.get(tab), title)
        else:
            view.empty = "Nothing in this briefing is filed here."
            view.show(self._entries_of(tab), self.places.get(tab), title, key=tab)
        self._entry_moved()

    def _entries_of(self, tab: str) -> EntryItems:
        """The entries that a tab lists, where it lists entries."""
        return EntryItems(
            self.graph.pane(PaneId(tab)),
            self.read.__contains__,
            self._found,
            spacious=self.shape.spacious,
            noted=self.note_marks,
        )

    def _overview(self) -> Sequence[Row]:
        from content.check import cover
        from tui.screens.overview import overview_rows

        coverage = cover(self.briefing)
        return overview_rows(self.briefing, self.desk, self.graph, coverage, self.app.ink.glyphs, self.to_confirm)

    def _noted(self) -> Sequence[Row]:
        from tui.screens.note_rows import note_rows

        return note_rows(self.notes, self.briefing, self.graph, self.note_filter, self.app.ink.glyphs)

    def _no_notes(self) -> str:
        if self.notes:
            return f"No note of this briefing is about “{self.note_filter_typed}”."
        app = self.app
        return (
            f"No notes yet on this briefing. {app.shown_key('annotate')} writes one on the entry or sentence under the "
            f"cursor, {app.shown_key('question')} asks a question, {app.shown_key('highlight')} highlights."
        )

    def show_tab(self, tab: str) -> None:
        """Show another tab; nothing happens where it is shown already."""
        if tab == self.tab:
            if self.side != ENTRIES:
                self._set_side(ENTRIES)
                self._entry_moved()
            return
        self.places[self.tab] = self.entries_view.place
        if self.side != ENTRIES:
            self._set_side(ENTRIES)
        self._open_tab(tab)

    # -- what has changed

    def show_note_marks(self, marks: NoteMarks) -> None:
        """Show what carries notes; only what carried others before is drawn anew."""
        before, self.note_marks = self.note_marks, marks
        entries, source = self.entries_view.items, self.source_view.items
        changed = marks.changed_entries(before)
        if isinstance(entries, EntryItems):
            entries.noted = marks
            listed = entries.entries
            self.entries_view.redraw_items(lambda index: index < len(listed) and listed[index].id in changed)
        elif changed:
            self.entries_view.repaint()  # whatever it shows: what it showed before may be shown again
        if isinstance(source, SourceItems):
            source.noted = marks
            sentences = marks.changed_sentences(before)
            all_moved = marks.on_sentences != before.on_sentences
            self.source_view.redraw_items(lambda index: all_moved or index + 1 in sentences)

    def take_notes(self) -> None:
        """Show the notes as the library has them now. Raises ContentError where it cannot be read."""
        self.notes = self.app.library.notebook.of(self.briefing.id)
        self._details.clear()
        self.details_view.forget()
        self.tabs = self.tab_strip.tabs = self._tabs()
        self.tab_strip.repaint()
        self.show_note_marks(marks_of(self.briefing, self.notes))
        self.show_notes()
        if self.tab != NOTES:
            self._show_details(self.entry)

    def take_entries(self) -> None:
        """Show the entries as the library has them now, the cursor where it was. Raises as `take_notes` does."""
        entries = self.app.library.entries(self.briefing.id)
        here = self.entry.id if self.entry is not None else None
        self.briefing = self.briefing._replace(entries=entries)
        self.graph = CitationGraph(self.briefing)
        self._details.clear()
        self._show_changed()
        if here is not None and here != (self.entry.id if self.entry is not None else None):
            items = self.entries_view.items
            shown = [entry.id for entry in items.entries] if isinstance(items, EntryItems) else []
            if here in shown:
                self.entries_view.go(shown.index(here))
                self._entry_moved()
        self._show_measure()

    def show_notes(self) -> None:
        """List the notes anew, the cursor on the note that it was on."""
        if self.tab == NOTES:
            key, source = self._row_key(), self.source_view.place
            self.places[NOTES] = self.entries_view.place
            self._open_tab(NOTES)
            self._go_to_row(key)
            if self.side == SOURCE:
                self.source_view.put(source)
                self._sentence_moved()

    def _row_key(self) -> str:
        """What the row under the cursor is recognised by; empty where it is by nothing."""
        return self.row.key if self.row is not None else ""

    def _go_to_row(self, key: str) -> None:
        """Put the cursor on the row with this key; where none has it, it stays."""
        index = next((index for index, row in enumerate(self._rows) if key and row.key == key), None)
        if index is not None and index != self.entries_view.cursor:
            self.entries_view.go(index)
            self._entry_moved()

    def _show_changed(self) -> None:
        """Draw everything that depends on entries and notes, each side and cursor where it was."""
        side, source, key = self.side, self.source_view.place, self._row_key()
        for view in (self.entries_view, self.details_view, self.source_view):
            view.forget()
        self.tabs = self._tabs()
        if self.tab not in {tab.id for tab in self.tabs}:
            self.tab = OVERVIEW
        self.places[self.tab] = self.entries_view.place
        self.source_view.show(self._source_items(), source, "Source")
        self._open_tab(self.tab)
        if self.tab in (OVERVIEW, NOTES):
            self._go_to_row(key)
        self.source_view.put(source)
        if side == SOURCE:
            self._sentence_moved()
        else:
            self._show_source_footing()
