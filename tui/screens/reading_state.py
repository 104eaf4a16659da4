"""What is open: the briefing, its notes, its tabs, and what each cursor is on."""

from __future__ import annotations

from collections.abc import Sequence

from content.desk import desk_named
from content.links import CitationGraph
from content.model import Briefing, Entry, EntryId, Mark, Origin, Place, ReadingPosition, SentenceNumber
from content.notes import Note, NoteFilter
from tui.screens.finding import Finder
from tui.screens.jumps import Jumps
from tui.screens.reading_parts import ENTRIES, NOTES, OVERVIEW, REVIEW, SOURCE, ReadingParts
from tui.widgets.bars import Tab
from tui.widgets.entry_items import EntryItems, Find
from tui.widgets.items import NoItems
from tui.widgets.note_marks import NO_MARKS, marks_of
from tui.widgets.row_items import Row, RowItems
from tui.widgets.source_items import SourceItems


class ReadingState(ReadingParts):
    """Holds one briefing with its notes and where the reader is in it."""

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
        self.tab = position.tab
        self.tabs = self._tabs()
        self.entries_view.items = NoItems()
        if position.tab not in {tab.id for tab in self.tabs}:
            self.tab = self.first_pane()
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
        if (left := self.count_to_review()) or self.tab == REVIEW:
            key = next(iter(self.app.keymap.keys_of("review")), "")
            tabs.append(Tab(REVIEW, key, "Review", "Review", left or None))
        return tabs

    def count_to_review(self) -> int:
        """How many entries are as the program drafted them, and nobody has looked at them yet."""
        return sum([entry.origin is Origin.DRAFTED and not entry.accepted for entry in self.briefing.entries])

    def first_pane(self) -> str:
        """The first pane that has entries; the Overview where none has."""
        return next((tab.id for tab in self.tabs if tab.items and tab.id not in (NOTES, REVIEW)), OVERVIEW)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor; None in the Overview, in the notes and in an empty pane."""
        items = self.entries_view.items
        if isinstance(items, EntryItems) and self.entries_view.cursor < len(items.entries):
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

    @property
    def _found(self) -> Find | None:
        return self._finder.spans if self._finder else None

    def _resting_trail(self) -> str:
        """What stands at the right end of the status line while nothing is waited for."""
        return self._match_trail if self._finder is not None else ""

    def _source_items(self) -> SourceItems:
        return SourceItems(self.briefing, self.graph, self._found, spacious=self.shape.spacious, noted=self.note_marks)
