"""Moving through a briefing: cursor, panes, from claim to evidence and back, marks."""

from __future__ import annotations

from textual import events

from content.errors import ContentError
from content.model import BriefingId, Entry, EntryId, Mark, SentenceNumber
from tui.commands import Command, command_named
from tui.screens import reading_dialogs as dialogs
from tui.screens.jumps import Location
from tui.screens.reading_keeping import ReadingKeeping
from tui.screens.reading_parts import ENTRIES, NOTES, OVERVIEW, SOURCE
from tui.widgets.row_items import Target


class ReadingMoves(ReadingKeeping):
    """The actions of the reading screen that go somewhere."""

    _await_letter: Command | None = None
    """The command that waits for a letter."""

    # -- moving

    def action_next(self) -> None:
        self._step(1)

    def action_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        before, entry = self.view.cursor, self.entry
        self.view.step(by)
        if self.view.cursor != before:
            if by > 0 and self.side == ENTRIES:
                self._count_as_read(entry, before)
            self._moved()

    def _count_as_read(self, entry: Entry | None, index: int) -> None:
        """Count an entry as read that the reader moves on from; `index` is its place in the list."""
        if entry is not None and entry.id not in self.read:
            self.read.add(entry.id)
            self.entries_view.redraw_item(index)

    def action_next_across(self) -> None:
        self._step_across(1)

    def action_previous_across(self) -> None:
        self._step_across(-1)

    def _step_across(self, by: int) -> None:
        if self.side == SOURCE:
            self._set_side(ENTRIES)
            self._entry_moved(keep_sentence=True)
        items, cursor = self.entries_view.items, self.entries_view.cursor
        if self.tab not in (OVERVIEW, NOTES) and 0 <= cursor + by < len(items):
            self._step(by)
            return
        names = [tab.id for tab in self.tabs]
        at = names.index(self.tab) + by
        while 0 <= at < len(names):
            if self.tabs[at].items:
                if by > 0:
                    self._count_as_read(self.entry, cursor)
                self.show_tab(names[at])
                self.entries_view.first() if by > 0 else self.entries_view.last()
                self._entry_moved()
                return
            at += by
        self.status.say("This is the last entry." if by > 0 else "This is the first entry.")

    def action_first(self) -> None:
        self.view.first()
        self._moved()

    def action_last(self) -> None:
        self.view.last()
        self._moved()

    def action_page_down(self) -> None:
        self._page(1)

    def action_page_up(self) -> None:
        self._page(-1)

    def action_half_page_down(self) -> None:
        self._page(0.5)

    def action_half_page_up(self) -> None:
        self._page(-0.5)

    def _page(self, share: float) -> None:
        self.view.page(share)
        self._moved()

    # -- panes

    def action_show_tab(self, tab: str) -> None:
        self.show_tab(tab)

    def action_show_pane(self, number: str) -> None:
        at = int(number)
        panes = self.desk.panes
        if at > len(panes):
            self.status.say(f"This desk has {len(panes)} panes.")
        else:
            self.show_tab(panes[at - 1].id)

    def action_pane_left(self) -> None:
        self._beside(-1)

    def action_pane_right(self) -> None:
        self._beside(1)

    def _beside(self, by: int) -> None:
        names = [tab.id for tab in self.tabs]
        at = names.index(self.tab) + by
        if 0 <= at < len(names):
            self.show_tab(names[at])

    def action_other_side(self) -> None:
        if self.side == SOURCE:
            self._set_side(ENTRIES)
            self._entry_moved(keep_sentence=True)
        elif len(self.briefing.sentences):
            self._set_side(SOURCE)
            self._sentence_moved()
        self.view.go(self.view.cursor)  # it may have been out of view while the other side led

    # -- claim and evidence

    def _here(self) -> Location:
        return Location(self.tab, self.entries_view.place, self.source_view.place, self.side)

    def _go_to(self, there: Location) -> None:
        self.places[self.tab] = self.entries_view.place
        self.places[there.tab] = there.entries
        if there.tab != self.tab:
            self._open_tab(there.tab)
        self.entries_view.put(there.entries)
        self._set_side(there.side)
        if there.side == ENTRIES:
            self._entry_moved(keep_sentence=True)
            self.source_view.put(there.source)
            self._show_source_footing()
        else:
            self.source_view.put(there.source)
            self._sentence_moved()

    def _show_sentence(self, sentence: SentenceNumber) -> None:
        """Put the keys on a sentence of the source."""
        self._set_side(SOURCE)
        self.source_view.go(sentence - 1, context=True)
        self._sentence_moved()

    def show_entry(self, id: EntryId) -> None:
        """Put the keys on an entry, in whichever pane it is."""
        entry = self.graph.entry(id)
        sentence = self.sentence
        if entry.pane != self.tab:
            self.show_tab(entry.pane)
        self._set_side(ENTRIES)
        self.entries_view.go(self.graph.pane(entry.pane).index(entry), context=True)
        keep = sentence in self.graph.cited(entry)
        if keep:
            self.source_view.go(sentence - 1, context=True)  # opening the other tab has moved it
        self._entry_moved(keep_sentence=keep)

    def jump(self, target: Target) -> None:
        """Go where a row leads, so that `back` comes back here."""
        self.jumps.leave(self._here())
        if target.sentence is not None:
            self._show_sentence(target.sentence)
        elif target.entry is not None:
            self.show_entry(target.entry)
        elif target.tab is not None:
            self.show_tab(target.tab)

    async def action_follow(self) -> None:
        if self.side == SOURCE:
            targets = [Target(entry=entry.id) for entry in self.graph.citing(self.sentence)]
            nothing = "No entry cites this sentence."
        elif self.entry is not None:
            targets = [Target(sentence=number) for number in self.graph.cited(self.entry)]
            nothing = "This entry cites no sentence."
        else:
            targets = [self.row.target] if self.row is not None and self.row.target is not None else []
            nothing = "Nothing to follow here."
        if not targets:
            self.status.say(nothing)
        elif len(targets) == 1:
            self.jump(targets[0])
        else:
            await self.ask(dialogs.targets(self, targets))

    async def action_who_cites(self) -> None:
        targets = [Target(entry=entry.id) for entry in self.graph.citing(self.sentence)]
        if targets:
            await self.ask(dialogs.who_cites(self, targets))
        else:
            self.status.say(f"No entry cites sentence {self.sentence}.")

    async def action_linked_entries(self) -> None:
        entry = self.entry
        linked = self.graph.linked(entry) if entry is not None else ()
        if linked:
            await self.ask(dialogs.linked(self, [Target(entry=other.id) for other in linked]))
        else:
            self.status.say("Nothing is linked to this." if entry is not None else "Links belong to entries.")

    def action_next_citation(self) -> None:
        self._cite(1)

    def action_previous_citation(self) -> None:
        self._cite(-1)

    def _cite(self, by: int) -> None:
        entry = self.entry
        cited = self.graph.cited(entry) if entry is not None else tuple(self.row.sentences) if self.row else ()
        if not cited:
            self.status.say("No sentence is cited here.")
            return
        if self.sentence in cited:
            at = (cited.index(self.sentence) + by) % len(cited)
        else:
            at = 0 if by > 0 else len(cited) - 1
        self.source_view.go(cited[at] - 1, context=True)
        self._show_source_footing()
        self.status.say(f"Citation {at + 1} of {len(cited)}: sentence {cited[at]}")

    def action_back(self) -> None:
        if self.app.can_return:
            self.app.pages.return_to_them()
            return
        there = self.jumps.back(self._here())
        if there is None:
            self.status.say("Nowhere to go back to.")
        else:
            self._go_to(there)

    def action_forward(self) -> None:
        there = self.jumps.forward(self._here())
        if there is None:
            self.status.say("Nowhere to go forward to.")
        else:
            self._go_to(there)

    def action_set_mark(self) -> None:
        self._await_letter = command_named("set-mark")
        self._set_trail("mark: press a letter")

    def action_go_to_mark(self) -> None:
        self._await_letter = command_named("go-to-mark")
        self._set_trail(f"go to mark: {' '.join(sorted(self.marks)) or 'none is set'}")

    def _set_trail(self, trail: str = "") -> None:
        """Show at the right end of the status line what is waited for, or the count of matches."""
        trail = trail or self._resting_trail()
        if trail != self.status.trail:
            self.status.trail = trail
            self.status.repaint()

    def _forget_letter(self) -> None:
        """Wait for a letter no longer."""
        if self._await_letter is not None:
            self._await_letter = None
            self._set_trail()

    def _take_letter(self, event: events.Key) -> None:
        command, self._await_letter = self._await_letter, None
        self._set_trail()
        letter = event.character or ""
        pressed = self.app.keymap.command_for(event.key, event.character)
        is_mark = letter.isalnum() and len(letter) == 1 and "+" not in event.key
        if event.key == "escape":
            return
        if not is_mark and pressed is not None and pressed.id == "quit":
            self.leave()
        elif not is_mark:
            self.status.say("A mark is a letter or a digit.")
        elif command is not None and command.id == "set-mark":
            self.marks[letter] = Mark(self.tab, self.entry.id if self.entry else None, self.sentence, self.side)
            self.status.say(f"Mark {letter} is set here.")
        elif letter in self.marks:
            self._leave_for(self.marks[letter])
        else:
            held = " ".join(sorted(self.marks))
            none = f"No mark is set yet; {self.app.shown_key('set-mark')} sets one."
            self.status.say(f"There is no mark {letter}; there are: {held}" if held else none)

    def _leave_for(self, mark: Mark) -> None:
        self.jumps.leave(self._here())
        if mark.focus == ENTRIES and mark.entry is not None and self.has_entry(mark.entry):
            self.show_entry(mark.entry)
            return
        if mark.tab in {tab.id for tab in self.tabs}:
            self.show_tab(mark.tab)
        if mark.focus == SOURCE:
            self._show_sentence(mark.sentence)

    def has_entry(self, entry: EntryId) -> bool:
        """Whether the briefing has this entry."""
        try:
            self.graph.entry(entry)
        except KeyError:
            return False
        return True

    # -- to another briefing

    def open_briefing(self, id: BriefingId) -> None:
        """Show another briefing of the library, at the place where it was left."""
        if id == self.briefing.id:
            return
        try:
            briefing, position = self.app.library.briefing(id), self._position_of(id)
            notes = self.app.library.notebook.of(id)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        self.keep_position()
        self._is_gone = False
        self._match_trail = ""
        self._load(briefing, position, notes)
        self._kept = None
        self._set_trail()
        self.arrange_parts()
        self._show_briefing()
