"""Search: what is typed is looked for in everything that was read, live; enter opens the place."""

from __future__ import annotations

from content.errors import ContentError
from content.model import EntryId, SentenceNumber
from tui.screens.page import SIDE
from tui.screens.search_asking import ORDER_OF_KINDS, SearchAsking
from tui.screens.searches import ask_for_name, choose_saved, turn
from tui.widgets.row_items import RowItems, Target


class SearchPage(SearchAsking):
    """The search with its commands: what was found is opened, copied, narrowed and kept under a name."""

    # -- commands

    def entered(self) -> None:
        if self.place is None:
            self.stop_typing()
        else:
            self.stop_typing()
            self.action_follow()

    def action_follow(self) -> None:
        place = self.place
        if place is None:
            self.status.say("Nothing to open here.")
            return
        passage = place.passage
        target: Target | None = None
        if self.side == SIDE:
            items = self.side_view.items
            number = items.rows[self.side_view.cursor].lead if isinstance(items, RowItems) and len(items) else ""
            if number:
                self.app.pages.read(place.group.id, Target(sentence=SentenceNumber(int(number))))
                return
        if passage.entry is not None:
            target = Target(entry=EntryId(passage.entry))
        elif passage.sentence is not None:
            target = Target(sentence=passage.sentence)
        self.app.pages.read(place.group.id, target)

    def action_find(self) -> None:
        self.start_typing()

    def action_search(self) -> None:
        self.start_anew()

    def action_other_side(self) -> None:
        if self.is_typing:
            self.stop_typing()
        else:
            super().action_other_side()

    def action_search_among(self) -> None:
        """Look through everything, entries only, sentences only, notes only."""
        self._among = ORDER_OF_KINDS[(ORDER_OF_KINDS.index(self._among) + 1) % len(ORDER_OF_KINDS)]
        self._asked_otherwise()

    def action_search_order(self) -> None:
        """Turn between the best first and the newest first."""
        self._is_newest_first = not self._is_newest_first
        self._is_ranked = not self._is_newest_first
        self._asked_otherwise()

    def action_more_of_briefing(self) -> None:
        """Show all that was found in the briefing of the passage under the cursor, or what was in all again."""
        if self.is_within:
            self.ask_everywhere()
        elif self.place is None:
            self.status.say("Nothing is found here.")
        else:
            self.ask_within(self.place.group.id)

    def action_close(self) -> None:
        if self.is_within and not self.is_typing:
            self.ask_everywhere()
        else:
            super().action_close()

    def action_search_pattern(self) -> None:
        """Take what stands between slashes as regular expressions, or literally again."""
        self._is_regex = not self._is_regex
        said = "/What stands between slashes/ is a regular expression." if self._is_regex else "Slashes are slashes."
        self.status.say(said)
        self._asked_otherwise()

    def _asked_otherwise(self) -> None:
        self.forget_left()
        self._show_footing()
        self.list_view.sync()
        if self.line.value.strip():
            self._ask()

    async def action_save_search(self) -> None:
        await ask_for_name(self, self.line.value)

    async def action_saved_searches(self) -> None:
        await choose_saved(self)

    def action_undo(self) -> None:
        turn(self, back=True)

    def action_redo(self) -> None:
        turn(self, back=False)

    def action_copy(self) -> None:
        from content.exports.citation import entry_with_citation, sentence_with_citation

        place = self.place
        if place is None:
            self.status.say("Nothing to copy here.")
            return
        passage = place.passage
        try:
            briefing = self.app.library.briefing(place.group.id)
            entry = next((each for each in briefing.entries if each.id == passage.entry), None)
            if entry is not None:
                text, what = entry_with_citation(briefing, entry), "The entry with its citation"
            elif passage.sentence is not None:
                text = sentence_with_citation(briefing, passage.sentence)
                what = f"Sentence {passage.sentence} with its citation"
            else:
                self.status.say("This cites no sentence.")
                return
            self.status.say(f"{what}: {self.app.copy_text(text)}")
        except ContentError as error:
            self.status.say(str(error), warning=True)
