"""What the reading screen is made of, and how entries and source follow each other's cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.screen import Screen

from content.desk import desk_named
from content.errors import ContentError
from content.links import CitationGraph
from content.model import Briefing, BriefingId, Entry, EntryId, Mark, PaneId, Place, ReadingPosition, SentenceNumber
from tui.commands import Command, shown_key
from tui.screens.details import detail_rows
from tui.screens.finding import Finder
from tui.screens.jumps import Jumps
from tui.screens.layout import SMALLEST, Arrangement, Shape, shape_of
from tui.widgets.bars import StatusBar, Tab, TabStrip, TitleBar
from tui.widgets.entry_items import EntryItems, Find
from tui.widgets.line_view import LineView
from tui.widgets.overlay import Dialog, Overlay
from tui.widgets.pen import Pen
from tui.widgets.row_items import Row, RowItems
from tui.widgets.source_items import SourceItems, marked_sentences

if TYPE_CHECKING:
    from tui.app import ReaderApp

KEEP_AFTER = 0.5
"""Seconds after which a changed position is kept."""
ENTRIES, SOURCE = "entries", "source"
OVERVIEW, NOTES = "overview", "notes"
WIDTH_STEP = 4
"""By how many percent of the screen the entries get narrower or wider."""


class ReadingView(Screen[None]):
    """Shows one briefing: entries on one side, the source on the other. What keys do is in `reading`."""

    BINDINGS = []
    AUTO_FOCUS = None
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False
    app: ReaderApp

    def __init__(self, briefing: Briefing, position: ReadingPosition) -> None:
        super().__init__()
        app = self.app
        ink = app.ink
        self.pen = Pen(self)
        self.title_bar = TitleBar(ink, id="title")
        self.tab_strip = TabStrip(ink, id="tabs")
        self.status = StatusBar(ink, id="status")
        self.entries_view = LineView(ink, id="entries")
        self.details_view = LineView(ink, id="details", has_cursor=False)
        self.source_view = LineView(ink, id="source", empty="The source text is empty.")
        self.overlay = Overlay(ink, self.pen, id="overlay")
        self.small = LineView(ink, id="small", has_cursor=False)
        self.left = Container(self.entries_view, self.details_view, id="left")
        self.body = Container(self.left, self.source_view, id="body")
        for part in (
            self.title_bar,
            self.tab_strip,
            self.status,
            self.entries_view,
            self.details_view,
            self.source_view,
        ):
            self.pen.serve(part)
        self.entries_percent = app.settings.entries_width
        self.zen = False
        self.shape: Shape = shape_of(*app.size)
        self._await_letter: Command | None = None
        self._finder: Finder | None = None
        self._match_trail = ""
        self._kept: ReadingPosition | None = None
        self._keeping = False
        self._waiting: dict[BriefingId, ReadingPosition] = {}
        """What could not be kept yet, of this briefing and of those left since."""
        self.unkept = ""
        """Why the position could not be kept; empty where it was."""
        self._load(briefing, position)
        self._kept = position

    def _load(self, briefing: Briefing, position: ReadingPosition) -> None:
        self.briefing = briefing
        self.desk = desk_named(briefing.desk)
        self.graph = CitationGraph(briefing)
        self.places: dict[str, Place] = dict(position.places)
        self.read: set[EntryId] = set(position.read)
        self.marks: dict[str, Mark] = dict(position.marks)
        self.jumps = Jumps()
        self.tabs = self._tabs()
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
        tabs.append(Tab(NOTES, "6", "Notes", "Notes"))
        return tabs

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.tab_strip
        yield self.body
        yield self.status

    def on_mount(self) -> None:
        self._apply_shape()
        self._show_briefing()

    def _show_briefing(self) -> None:
        sentences, entries = len(self.briefing.sentences), len(self.briefing.entries)
        cited = sum(1 for count in self.graph.counts if count)
        share = 100 if cited == sentences else min(99, round(100 * cited / sentences)) if sentences else 100
        dot = self.app.ink.glyphs.dot
        full = f"{_count(sentences, 'sentence')} {dot} {_count(entries, 'entry')} {dot} {share} % cited"
        self.title_bar.title = self.briefing.title
        self.title_bar.measure = (full, f"{share} % cited")
        self.title_bar.repaint()
        for view in (self.entries_view, self.details_view, self.source_view):
            view.forget()
        self.source_view.show(self._source_items(), self._source_place, "Source")
        self._open_tab(self.tab)
        self._set_side(self.side)
        if self._source_place is not None:  # where the reader left the source, not where the entry's evidence begins
            self.source_view.put(self._source_place)
            self._sentence_moved() if self.side == SOURCE else self._show_source_footing()
        self._show_hints()

    async def ask(self, dialog: Dialog) -> None:
        """Show a dialog; the first one pays for the box it is shown in."""
        if not self.overlay.is_attached:
            await self.mount(self.overlay)
        self.overlay.open(dialog)

    # -- layout

    def on_resize(self, event: events.Resize) -> None:
        self._apply_shape()

    def _apply_shape(self) -> None:
        """Arrange the lists for the screen's size."""
        size = self.app.size
        before, self.shape = self.shape, shape_of(size.width, size.height, zen=self.zen)
        shape, arrangement = self.shape, self.shape.arrangement
        tiny, single = arrangement is Arrangement.TINY, arrangement is Arrangement.SINGLE
        wide = arrangement is Arrangement.WIDE
        self.title_bar.display = shape.title and not tiny
        self.tab_strip.display = self.status.display = self.body.display = not tiny
        self.small.display = tiny
        if tiny:
            self.small.framed = False
            if not self.small.is_attached:
                self.mount(self.small)
            columns, lines = SMALLEST
            self.small.show(RowItems([Row(f"Too small: {columns} columns and {lines} lines are needed.")]))
            self.overlay.display = False
            return
        self.overlay.display = self.overlay.dialog is not None
        self.body.styles.layout = "vertical" if arrangement is Arrangement.STACKED else "horizontal"
        self.left.display = not single or self.side == ENTRIES
        self.source_view.display = not single or self.side == SOURCE
        self.left.styles.width = f"{self.entries_percent}%" if wide else "100%"
        self.left.styles.height = "1fr" if arrangement is Arrangement.STACKED else "100%"
        self.source_view.styles.height = "1fr" if arrangement is Arrangement.STACKED else "100%"
        self._show_details_box()
        self._show_details(self.entry)
        for view in (self.entries_view, self.details_view, self.source_view):
            view.framed = shape.frames
        if shape.spacious != before.spacious:
            for view in (self.entries_view, self.source_view):
                if isinstance(view.items, EntryItems | SourceItems):
                    view.items.spacious = shape.spacious
                    view.repaint()
        self.overlay.fit()

    def _show_details_box(self) -> None:
        lines = self.shape.details if self.tab not in (OVERVIEW, NOTES) else 0
        self.details_view.display = lines > 0
        if lines:
            self.details_view.styles.height = lines

    # -- tabs

    def _open_tab(self, tab: str) -> None:
        """Put a tab's items into the list, at the place where it was left."""
        self.tab = tab
        self.tab_strip.tabs, self.tab_strip.current = self.tabs, tab
        self.tab_strip.repaint()
        title = next(t.title for t in self.tabs if t.id == tab)
        view, had_details = self.entries_view, self.details_view.display
        self._show_details_box()
        if had_details != self.details_view.display and view.extent.height:
            # The place is put back for the room that the list is about to have; Textual lays out when it is idle.
            width, height = view.extent
            view.take_size(Size(width, height + (self.shape.details if had_details else -self.shape.details)))
        if tab in (OVERVIEW, NOTES):
            self._rows = self._overview() if tab == OVERVIEW else ()
            view.empty = "No notes yet on this briefing."
            view.show(RowItems(self._rows), self.places.get(tab), title)
        else:
            view.empty = "Nothing in this briefing is filed here."
            items = EntryItems(
                self.graph.pane(PaneId(tab)), self.read.__contains__, self._found, spacious=self.shape.spacious
            )
            view.show(items, self.places.get(tab), title, key=tab)
        self._entry_moved()

    def _overview(self) -> Sequence[Row]:
        from content.check import check
        from tui.screens.overview import overview_rows

        coverage = check(self.briefing).coverage
        return overview_rows(self.briefing, self.desk, self.graph, coverage, self.app.ink.glyphs)

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
        if not self.details_view.display:
            return
        if entry is None:
            self.details_view.show(RowItems(()), None, "Details")
            return
        items = self._details.get(entry.id)
        if items is None:
            items = RowItems(detail_rows(entry, self.graph, self.desk, self.app.ink.glyphs))
            self._details[entry.id] = items
        self.details_view.show(items, None, "Details", key=entry.id)

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

    # -- shared drawing

    def _source_items(self) -> SourceItems:
        return SourceItems(self.briefing, self.graph, self._found, spacious=self.shape.spacious)

    @property
    def _found(self) -> Find | None:
        return self._finder.spans if self._finder else None

    def _show_hints(self) -> None:
        """Name the most useful keys in the footer, those of the side that has the keys first."""
        keymap, unicode = self.app.keymap, self.app.ink.glyphs.cursor != ">"
        shown: list[tuple[str, str, str]] = []
        for command in keymap.commands:
            if command.hint and command.keys:
                word = command.hint
                if command.id == "other-side":
                    word = "entries" if self.side == SOURCE else "source"
                key = shown_key(command.keys[0], unicode=unicode)
                partner = keymap.keys_of(PARTNERS[command.id]) if command.id in PARTNERS else ()
                if partner:
                    key += " " + shown_key(partner[0], unicode=unicode)
                shown.append((key, word, command.id))
        shown.sort(key=lambda hint: HINT_ORDER.index(hint[2]) if hint[2] in HINT_ORDER else len(HINT_ORDER))
        self.status.hints = shown
        self.status.repaint()

    def repaint(self) -> None:
        """Draw everything anew, as after a change of theme."""
        ink = self.app.ink
        for bar in (self.title_bar, self.tab_strip, self.status):
            bar.ink = ink
            bar.repaint()
        for view in (self.entries_view, self.details_view, self.source_view, self.small, self.overlay.list):
            view.ink = ink
            view.repaint()

    # -- keeping

    def position(self) -> ReadingPosition:
        """Where the reader is, to be there again at the next start."""
        places = {**self.places, self.tab: self.entries_view.place}
        return ReadingPosition(
            self.tab,
            self.side,
            tuple(sorted(places.items())),
            self.source_view.place,
            frozenset(self.read),
            tuple(sorted(self.marks.items())),
        )

    def keep_soon(self) -> None:
        """Keep the position in a moment, once for all that happens until then."""
        if not self._keeping:
            self._keeping = True
            self.set_timer(KEEP_AFTER, self.keep_position)

    def keep_position(self) -> None:
        """Put the position into the library if it has changed; a library that cannot be written is said once."""
        self._keeping = False
        position = self.position()
        if position == self._kept and not self._waiting:
            return
        self._waiting[self.briefing.id] = position
        failure = ""
        for id, waiting in list(self._waiting.items()):
            try:
                self.app.library.keep_position(id, waiting)
            except ContentError as error:
                failure = str(error)
            else:
                del self._waiting[id]
        if failure and failure != self.unkept:
            self.status.say(failure, warning=True)
        self.unkept = failure
        if self.briefing.id not in self._waiting:
            self._kept = position

    def _position_of(self, id: BriefingId) -> ReadingPosition:
        """Where the reader left a briefing, kept or not. Raises ContentError where the library cannot be read."""
        return self._waiting.get(id) or self.app.library.position(id)

    def prepare_to_leave(self) -> None:
        """Put away what the next start would not show, and keep the position. Nothing more is drawn."""
        self.pen.covered = True
        if self.overlay.dialog is not None:
            self.overlay.close()
        self._finder, self._await_letter = None, None
        for view in (self.entries_view, self.source_view):
            if isinstance(view.items, EntryItems | SourceItems) and view.items.find is not None:
                view.items.find = None
                view.repaint()
        self.status.trail = ""
        self.status.message = ""
        self.status.repaint()
        self.details_view.put(Place())
        if self.zen or self.entries_percent != self.app.settings.entries_width:
            self.zen, self.entries_percent = False, self.app.settings.entries_width
            self._apply_shape()
            self._set_side(self.side)
            for box in (self, self.body, self.left):
                box._clear_arrangement_cache()  # else the layout is the last one; Textual clears it when it is idle
            self._refresh_layout()
            for view in (self.entries_view, self.details_view, self.source_view):
                view.on_resize()
        self.view.reveal(self.view.cursor)
        self.keep_position()

    def frame(self) -> str:
        """What draws the screen as it is now, from its upper left corner."""
        for view in (self.entries_view, self.details_view, self.source_view):
            view.compose_lines()
        return self.pen.whole()

    def show_problems(self, problems: Sequence[str]) -> None:
        """Show sentences about the settings: one in the status line, several in a dialog."""
        rows = [Row(problem, lead="!", lead_width=3, lead_style="warning") for problem in problems]
        self.call_next(self.ask, Dialog("Something is wrong in the settings", rows, footing="q closes", wide=True))


HINT_ORDER = (
    "follow",
    "other-side",
    "who-cites",
    "pane-left",
    "back",
    "find",
    "linked-entries",
    "copy",
    "next",
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
