"""Keeping the place: what a reader would miss at the next start, and what the next start shows at first."""

from __future__ import annotations

from collections.abc import Container, Sequence

from textual.timer import Timer

from content.errors import ContentError
from content.model import Briefing, BriefingId, Place, ReadingPosition
from content.notes import Note
from content.places import merge_positions
from content.store.faults import Busy
from content.store.schema import ENTRIES as ENTRIES_TABLE
from content.store.schema import NOTES as NOTES_TABLE
from content.store.schema import READING
from tui.screens.jumps import Jumps
from tui.screens.reading_view import ReadingView
from tui.widgets.entry_items import EntryItems
from tui.widgets.source_items import SourceItems

KEEP_AFTER = 0.5
"""Seconds after which a changed position is kept."""

RETRY_AFTER, RETRY_AT_MOST = 1.0, 16.0
"""Seconds after which it is tried again where another program was writing: more each time, as each try is a wait."""


class ReadingKeeping(ReadingView):
    """Keeps where the reader is in the library, now and then and on leaving."""

    def __init__(self, briefing: Briefing, position: ReadingPosition, notes: Sequence[Note] = ()) -> None:
        super().__init__(briefing, position, notes)
        self._known = {briefing.id: position}
        """What the library held of a briefing when this window last looked: another may have changed it since."""
        self._kept: ReadingPosition | None = None
        """What was kept last; None for a briefing just opened, so that it is known as the last one read."""
        self._keeping = False
        self._retry: Timer | None = None
        self._retry_after = RETRY_AFTER
        self._is_gone = False
        self._waiting: dict[BriefingId, ReadingPosition] = {}
        """What could not be kept yet, of this briefing and of those left since."""
        self.unkept = ""
        """Why the position could not be kept; empty where it was."""

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
        if not self._keeping and self._retry is None:
            self._keeping = True
            self.set_timer(KEEP_AFTER, self.keep_position)

    def keep_position(self) -> None:
        """Put the position into the library if it has changed; a library that cannot be written is said once."""
        self._keeping = False
        if self._retry is not None:
            self._retry.stop()
            self._retry = None
        if self._is_gone or self.app.library.read_only:
            return  # that nothing can be kept is said at the start
        position = self.position()
        if position == self._kept and not self._waiting:
            return
        self._waiting[self.briefing.id] = position
        failure, is_busy = "", False
        for id, waiting in list(self._waiting.items()):
            try:
                merged = self.app.library.merge_position(id, self._known.get(id), waiting)
            except ContentError as error:
                failure, is_busy = str(error), isinstance(error, Busy)
                if is_busy:
                    break  # the next one would wait as long, and no key is answered meanwhile
            else:
                self._known[id] = merged
                del self._waiting[id]
                if id == self.briefing.id and merged != position:
                    position = merged
                    self._take_over(merged)
        if is_busy:
            self._retry = self.set_timer(self._retry_after, self.keep_position)
        self._retry_after = min(2 * self._retry_after, RETRY_AT_MOST) if is_busy else RETRY_AFTER
        if failure and failure != self.unkept:
            self.status.say(failure, warning=True)
        self.unkept = failure
        if self.briefing.id not in self._waiting:
            self._kept = position

    def take_over(self, tables: Container[str]) -> None:
        """Show what was changed in these tables by undoing or by another window: entries, notes, marks, what was read.

        Only what differs is drawn anew: a window beside this one writes its place at every other key.
        """
        id = self.briefing.id
        try:
            if READING in tables:
                kept = self.app.library.position(id)
                merged = merge_positions(self._known.get(id, kept), self.position(), kept)
                self._known[id] = kept
                if merged != self.position():
                    self._take_over(merged)
            if ENTRIES_TABLE in tables and self.app.library.entries(id) != self.briefing.entries:
                self.take_entries()
            if NOTES_TABLE in tables and self.app.library.notebook.of(id) != self.notes:
                self.take_notes()
        except ContentError as error:
            self.status.say(str(error), warning=True)

    def forget_briefing(self) -> None:
        """Keep nothing more of the briefing on the screen: it is gone from the library."""
        self._waiting.pop(self.briefing.id, None)
        self._known.pop(self.briefing.id, None)
        self._is_gone = True

    def _take_over(self, merged: ReadingPosition) -> None:
        """Show what another window marked and read."""
        self.read = set(merged.read)
        self.marks = dict(merged.marks)
        if isinstance(self.entries_view.items, EntryItems):
            self.entries_view.items.is_read = self.read.__contains__
            self._show_footing()
        self.entries_view.repaint()

    def _position_of(self, id: BriefingId) -> ReadingPosition:
        """Where the reader left a briefing, kept or not. Raises ContentError where the library cannot be read."""
        kept = self.app.library.position(id)
        self._known.setdefault(id, kept)
        if id in self._waiting:
            return self._waiting[id]
        self._known[id] = kept
        return kept

    def prepare_to_leave(self) -> None:
        """Put away what the next start would not show, and keep the position. Nothing more is drawn."""
        self.pen.covered = True
        if self.overlay.dialog is not None:
            self.overlay.dismiss()  # a theme that was only tried goes with it
        self._finder = None
        for view in (self.entries_view, self.source_view):
            if isinstance(view.items, EntryItems | SourceItems) and view.items.find is not None:
                view.items.find = None
                view.repaint()
        self.jumps = Jumps()
        self.show_hints()
        self.status.trail = self._resting_trail()
        self.status.message = ""
        self.status.repaint()
        self.details_view.put(Place())
        if self.zen or self.entries_percent != self.app.settings.entries_width:
            self.zen, self.entries_percent = False, self.app.settings.entries_width
            self.arrange_parts()
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
