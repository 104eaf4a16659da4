"""One briefing on the screen: its tabs, and how entries and source follow each other's cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size

from content.desk import desk_named
from content.links import CitationGraph, percent
from content.model import Briefing, Entry, EntryId, Mark, PaneId, Place, ReadingPosition, SentenceNumber
from content.notes import Note, NoteFilter
from tui.commands import shown_key
from tui.screens.details import detail_rows
from tui.screens.finding import Finder
from tui.screens.jumps import Jumps
from tui.screens.layout import Arrangement, Shape
from tui.screens.note_rows import area_rows, notes_on_entry, notes_on_sentence
from tui.screens.reading_parts import ENTRIES, NOTES, OVERVIEW, SOURCE, ReadingParts
from tui.widgets.bars import Tab
from tui.widgets.entry_items import EntryItems, Find
from tui.widgets.items import NoItems
from tui.widgets.line_view import LineView
from tui.widgets.note_marks import NO_MARKS, NoteMarks, marks_of
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row, RowItems
from tui.widgets.source_items import SourceItems, marked_sentences


class ReadingView(ReadingParts):
    """Shows one briefing: entries on one side, the source on the other. What keys do is in `reading`."""

    def __init__(self, briefing: Briefing, position: ReadingPosition, notes: Sequence[Note] = ()) -> None:
        super().__init__()
        self._finder: Finder | None = None
        self._match_trail = ""
        self._load(briefing, position, notes)

    def _load(self, briefing: Briefing, position: ReadingPosition, notes: Sequence[Note]) -> None:
        self.briefing = briefing
        self.notes = tuple(notes)
        self.note_filter, self.note_filter_typed = NoteFilter(), ""
        self.desk = desk_named(briefing.desk)
        self.graph = CitationGraph(briefing)
        self.places: dict[str, Place] = dict(position.places)
        self.read: set[EntryId] = set(position.read)
        self.marks: dict[str, Mark] = dict(position.marks)
        self.note_marks = marks_of(briefing, self.notes) if self.notes else NO_MARKS
        self.jumps = Jumps()
        self.tabs = self._tabs()
        self.entries_view.items = NoItems()
        known = {tab.id for tab in self.tabs}
        panes = [tab.id for tab in self.tabs if tab.items]
        self.tab = position.tab if position.tab in known else (panes[0] if panes else OVERVIEW)
        self.side = SOURCE if position.focus == SOURCE and len(briefing.sentences) else ENTRIES
        self._source_place = position.source if position != ReadingPosition() else None
        self._rows: Sequence[Row] = ()
        self._details: dict[EntryId, RowItems] = {}
        self._finder = None

    def _tabs(self) -> list[Tab]:
        tabs = [Tab(OVERVIEW, "0", "Overview", "Over.")]
        panes = [(pane.id, pane.title, pane.short) for pane in self.desk.panes]
        known = {id for id, _, _ in panes}
        panes += [(id, id, id) for id in self.graph.panes() if id not in known]
        for number, (id, title, short) in enumerate(panes, 1):
            key = str(number) if number <= len(self.desk.panes) else "+"
            tabs.append(Tab(id, key, title, short, len(self.graph.pane(id))))
        tabs.append(Tab(NOTES, "6", "Notes", "Notes", len(self.notes) or None))
        return tabs

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
        self._show_hints()

    def _show_measure(self) -> None:
        """Say in the title what the briefing is, how long it is, and how much of it is cited."""
        sentences, entries = len(self.briefing.sentences), len(self.briefing.entries)
        cited = percent(self.graph.share)
        dot = self.app.ink.glyphs.dot
        full = f"{_count(sentences, 'sentence')} {dot} {_count(entries, 'entry')} {dot} {cited} cited"
        self.title_bar.title = self.briefing.title
        self.title_bar.measure = (full, f"{cited} cited")
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
        self._show_hints()
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
            items = EntryItems(
                self.graph.pane(PaneId(tab)),
                self.read.__contains__,
                self._found,
                spacious=self.shape.spacious,
                noted=self.note_marks,
            )
            view.show(items, self.places.get(tab), title, key=tab)
        self._entry_moved()

    def _overview(self) -> Sequence[Row]:
        from content.check import cover
        from tui.screens.overview import overview_rows

        coverage = cover(self.briefing)
        return overview_rows(self.briefing, self.desk, self.graph, coverage, self.app.ink.glyphs)

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

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor; None in the Overview, in the notes and in an empty pane."""
        items = self.entries_view.items
        if isinstance(items, EntryItems) and len(items):
            return items.entries[self.entries_view.cursor]
        return None

    @property
    def row(self) -> Row | None:
        """The row under the cursor in the Overview or the notes."""
        items = self.entries_view.items
        if isinstance(items, RowItems) and len(items):
            return items.rows[self.entries_view.cursor]
        return None

    @property
    def sentence(self) -> SentenceNumber:
        """The number of the sentence under the cursor; 0 where the source is empty."""
        return SentenceNumber(self.source_view.cursor + 1 if len(self.briefing.sentences) else 0)

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
                heading = f"{_count(len(noted), 'note')} on sentence {self.sentence}"
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
        heading = f"{_count(len(noted), 'note')}, details" if noted else "Details"
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
        self._show_hints()

    @property
    def view(self) -> LineView:
        """The list that keys go to."""
        return self.source_view if self.side == SOURCE else self.entries_view

    def _moved(self) -> None:
        if self.side == SOURCE:
            self._sentence_moved()
        else:
            self._entry_moved()

    def _is_of_use(self, id: str) -> bool:
        """Whether the footer should offer a command here."""
        if id == "back":
            return bool(self.jumps.past)
        if id in ("linked-entries", "copy") and self.side == ENTRIES:
            return self.entry is not None
        return True

    # -- shared drawing

    def _source_items(self) -> SourceItems:
        return SourceItems(self.briefing, self.graph, self._found, spacious=self.shape.spacious, noted=self.note_marks)

    def show_note_marks(self, marks: NoteMarks) -> None:
        """Show what carries notes; only what carried others before is drawn anew."""
        before, self.note_marks = self.note_marks, marks
        entries, source = self.entries_view.items, self.source_view.items
        changed = marks.changed_entries(before)
        if isinstance(entries, EntryItems):
            entries.noted = marks
            listed = entries.entries
            self.entries_view.redraw_items(lambda index: listed[index].id in changed)
        elif changed:
            self.entries_view.repaint()  # whatever it shows: what it showed before may be shown again
        if isinstance(source, SourceItems):
            source.noted = marks
            sentences = marks.changed_sentences(before)
            all_moved = marks.on_sentences != before.on_sentences
            self.source_view.redraw_items(lambda index: all_moved or index + 1 in sentences)

    @property
    def _found(self) -> Find | None:
        return self._finder.spans if self._finder else None

    # -- what has changed

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
            shown = [entry.id for entry in self.graph.pane(PaneId(self.tab))]
            if here in shown:
                self.entries_view.go(shown.index(here))
                self._entry_moved()
        self._show_measure()

    def show_notes(self) -> None:
        """List the notes anew."""
        if self.tab == NOTES:
            self.places[NOTES] = self.entries_view.place
            self._open_tab(NOTES)

    def _show_changed(self) -> None:
        """Draw everything that depends on entries and notes, each side and cursor where it was."""
        side, source = self.side, self.source_view.place
        for view in (self.entries_view, self.details_view, self.source_view):
            view.forget()
        self.tabs = self._tabs()
        if self.tab not in {tab.id for tab in self.tabs}:
            self.tab = OVERVIEW
        self.places[self.tab] = self.entries_view.place
        self.source_view.show(self._source_items(), source, "Source")
        self._open_tab(self.tab)
        self.source_view.put(source)
        if side == SOURCE:
            self._sentence_moved()
        else:
            self._show_source_footing()

    def _show_hints(self) -> None:
        """Name the most useful keys in the footer, those of the side that has the keys first."""
        keymap, unicode = self.app.keymap, self.app.unicode
        shown: list[tuple[str, str, str]] = []
        for command in keymap.commands:
            if command.hint and command.keys and self._is_of_use(command.id):
                word = command.hint
                if command.id == "other-side":
                    word = "entries" if self.side == SOURCE else "source"
                key = shown_key(command.keys[0], unicode=unicode)
                partner = keymap.keys_of(PARTNERS[command.id]) if command.id in PARTNERS else ()
                if partner:
                    key += " " + shown_key(partner[0], unicode=unicode)
                shown.append((key, word, command.id))
        shown.sort(key=lambda hint: HINT_ORDER.index(hint[2]) if hint[2] in HINT_ORDER else len(HINT_ORDER))
        if shown != self.status.hints:
            self.status.hints = shown
            self.status.repaint()

    def show_problems(self, problems: Sequence[str]) -> None:
        """Show sentences about what was found wrong at the start."""
        rows = [Row(problem, lead="!", lead_width=3, lead_style="warning") for problem in problems]
        self.call_next(
            self.ask,
            Dialog("Something is wrong", rows, footing=f"{self.app.shown_key('close')} closes", wide=True),
        )


HINT_ORDER = (
    "follow",
    "other-side",
    "annotate",
    "who-cites",
    "pane-left",
    "back",
    "find",
    "linked-entries",
    "copy",
    "next",
    "highlight",
    "edit",
    "undo",
    "help",
)
"""The commands of the footer, the most useful first; help is always shown."""


PARTNERS = {"next": "previous", "pane-left": "pane-right"}
"""Commands that the footer names together with their opposite."""


def _nothing_marked(index: int) -> bool:
    return False


def _count(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"
