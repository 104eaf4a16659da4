"""Finding in one briefing: words, from match to match, and sentences by their number."""

from __future__ import annotations

from content.model import EntryId, PaneId, SentenceNumber
from tui.screens.finding import Finder
from tui.screens.reading_moves import ReadingMoves
from tui.screens.reading_parts import SOURCE
from tui.widgets.entry_items import EntryItems
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Target
from tui.widgets.source_items import SourceItems


class ReadingFind(ReadingMoves):
    """The actions of the reading screen that look for something."""

    _entry_order: dict[EntryId, int] = {}
    _at_match: int | None = None
    """The match that the reader was led to last, as a position in the finder's matches."""

    async def action_find(self) -> None:
        before = self._finder.words if self._finder else ""
        await self.ask(Dialog("Find", submit=self._find, prompt="words as they stand", value=before))

    def _find(self, words: str) -> None:
        if not words:
            self._clear_find()
            return
        ordered = [entry for tab in self.tabs if tab.items for entry in self.graph.pane(PaneId(tab.id))]
        self._entry_order = {entry.id: index for index, entry in enumerate(ordered)}
        self._finder = Finder(words, self.briefing, ordered)
        self._show_found()
        if self._finder.matches:
            self.jumps.leave(self._here())
            self._to_match(1, here=True)
        else:
            self._match_trail = "0/0"
            self._set_trail()
            self.status.say(f"Not in this briefing: {words}")

    def _clear_find(self) -> None:
        self._finder, self._match_trail = None, ""
        self._set_trail()
        self._show_found()

    def _show_found(self) -> None:
        for view in (self.entries_view, self.source_view):
            if isinstance(view.items, EntryItems | SourceItems):
                view.items.find = self._found
            view.repaint()  # whatever it shows: what it showed before may be shown again

    def action_find_next(self) -> None:
        self._find_on(1)

    def action_find_previous(self) -> None:
        self._find_on(-1)

    def _find_on(self, by: int) -> None:
        if self._finder is None:
            key = self.app.shown_key("find")
            self.status.say(f"Nothing is looked for yet; {key} finds.")
        elif not self._finder.matches:
            self.status.say(f"Not in this briefing: {self._finder.words}")
        else:
            self._to_match(by)

    def _to_match(self, by: int, *, here: bool = False) -> None:
        """Go to the next match, or with `here` to the one that the reader is on already, if it is one."""
        finder = self._finder
        assert finder is not None
        in_source = self.side == SOURCE
        order = None if in_source else self._entry_order.get(self.entry.id, -1) if self.entry else -1
        if here:
            order = None if order is None else order - 1
        sentence = SentenceNumber(self.sentence - 1 if here else self.sentence)
        at = finder.next_after(order, sentence, by, self._entry_order)
        if at is None:
            return
        if not here and self._at_match is not None and (at <= self._at_match if by > 0 else at >= self._at_match):
            self.status.say("Round again, from the first match." if by > 0 else "Round again, from the last match.")
        self._at_match = at
        match = finder.matches[at]
        self._match_trail = f"{at + 1}/{len(finder.matches)}"
        if match.entry is not None:
            self.show_entry(match.entry)
        elif match.sentence is not None:
            self._show_sentence(match.sentence)
        self._set_trail()

    async def action_go_to_sentence(self) -> None:
        total = len(self.briefing.sentences)
        if not total:
            self.status.say("The source text is empty.")
            return
        await self.ask(
            Dialog(
                "Go to sentence",
                submit=self._to_sentence,
                prompt=f"Number of the sentence, 1 to {total}",
                digits_only=True,
            )
        )

    def _to_sentence(self, typed: str) -> None:
        total = len(self.briefing.sentences)
        if not typed:
            return
        number = int(typed[:9])
        if not 1 <= number <= total:
            self.status.say(f"There is no sentence {number}; the last is {total}.", warning=True)
            return
        self.jump(Target(sentence=SentenceNumber(number)))
