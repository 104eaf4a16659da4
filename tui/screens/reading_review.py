"""Reviewing a draft: what becomes of the entry or the sentence under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.model import Entry, EntryId, PaneId, SentenceNumber
from tui.screens import note_dialogs as dialogs
from tui.screens.reading_drafts import ReadingDrafts
from tui.screens.reading_parts import OVERVIEW, REVIEW, SOURCE
from tui.screens.reading_sides import counted
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from content.review import Review


class ReadingReview(ReadingDrafts):
    """The actions of the reading screen that accept, refile, merge and drop entries, and file sentences."""

    def action_accept(self) -> None:
        if not self._must_review():
            return
        entry, following = self.entry, self._following()
        if entry is not None:
            self.read.add(entry.id)
            if entry.is_to_review and not self._accept(entry):
                return
        if not self._go_on(following):
            self._say_what_next()

    def _accept(self, entry: Entry) -> bool:
        """Accept an entry and show it, without reading the others anew: whether it could be. Why not is said."""
        try:
            accepted = self.app.library.review.accept(self.briefing.id, [entry.id])
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return False
        if accepted:
            self.show_accepted(entry)
        else:  # another window was there before
            self.take_entries()
        return True

    def action_accept_all(self) -> None:
        if not self._must_review():
            return
        accepted: list[int] = []
        if self._decide(lambda review: accepted.append(review.accept_all(self.briefing.id))):
            undo = self.app.shown_key("undo")
            self._go_on(self._following(here=True))
            if accepted[0]:
                self.status.say(f"Accepted: {counted(accepted[0], 'entry')}. {undo} takes it back.")
            else:
                self._say_what_next()

    def _must_review(self) -> bool:
        """Whether this is the review; that it is not is said."""
        if not self.is_reviewing:
            self.status.say(f"That belongs to a review; {self.app.shown_key('review')} opens it.")
        return self.is_reviewing

    def _remove_entry(self, entry: Entry) -> None:
        following = self._following()
        super()._remove_entry(entry)
        if entry.id not in {each.id for each in self.briefing.entries}:
            self._go_on(following)

    async def action_refile(self) -> None:
        """File the entry under the cursor, or the sentence that no entry cites, under the pane chosen next."""
        entry, number = self.entry, self._unfiled_here()
        if number is not None:
            sentence = number
            await self.ask(
                dialogs.panes(self, f"File sentence {sentence} under", "", lambda pane: self._file(sentence, pane))
            )
        elif entry is None:
            self.status.say("Only an entry, or a sentence that no entry cites, can be filed under a pane.")
        else:
            chosen = entry
            await self.ask(
                dialogs.panes(self, "File this entry under", entry.pane, lambda pane: self._refile(chosen, pane))
            )

    def _unfiled_here(self) -> SentenceNumber | None:
        """The sentence under the cursor where no entry cites it."""
        number: SentenceNumber | None = None
        if self.side == SOURCE:
            number = self.sentence
        elif self.tab in (OVERVIEW, REVIEW) and self.row is not None and self.row.target is not None:
            number = self.row.target.sentence
        return number if number and not self.graph.count(number) else None

    def _refile(self, entry: Entry, pane: PaneId) -> None:
        following = self._following()
        if self._decide(lambda review: review.refile(self.briefing.id, entry.id, pane)):
            self._go_on(following)
            self.status.say(f"“{entry.title}” is filed under {self._title_of(pane)}.")

    def _file(self, sentence: SentenceNumber, pane: PaneId) -> None:
        following = self._following()
        if self._decide(lambda review: review.file_sentence(self.briefing, sentence, pane)):
            self.end_selection()
            self._go_on(following)
            self.status.say(f"Sentence {sentence} is filed under {self._title_of(pane)}.")

    async def action_merge(self) -> None:
        """Merge the entry under the cursor into the one chosen next: the nearest of its pane come first."""
        entry = self.entry
        if entry is None:
            self.status.say("Only an entry can be merged with another one.")
            return
        beside = self.graph.pane(entry.pane)
        at = beside.index(entry)
        nearest = sorted((each for each in beside if each.id != entry.id), key=lambda e: abs(beside.index(e) - at))
        if not nearest:
            self.status.say("This pane has no other entry to merge this one with.")
            return
        rows = [
            Row(each.title, lead=str(digit) if digit <= 9 else "", lead_width=3, lead_style="accent", key=each.id)
            for digit, each in enumerate(nearest, 1)
        ]
        await self.ask(
            Dialog(
                f"Merge “{entry.title}” into",
                rows,
                choose=lambda row: self._merge(entry, EntryId(row.key)),
                by_letter=True,
                footing="its number chooses it",
                wide=True,
            )
        )

    def _merge(self, entry: Entry, into: EntryId) -> None:
        if self._decide(lambda review: review.merge(self.briefing.id, entry.id, into)):
            self._show_entry(into)
            self.status.say(f"Merged. {self.app.shown_key('undo')} takes it back.")

    def _turn(self, *, back: bool) -> None:
        before, briefing = set(self._following(here=True)), self.briefing.id
        super()._turn(back=back)
        again = [key for key in self._following(here=True) if key not in before]
        if again and self.briefing.id == briefing:
            self._go_on(again)  # to what is open again

    def _decide(self, decide: Callable[[Review], object]) -> bool:
        """Change what is reviewed and show it; whether it could be. Why not is said."""
        try:
            decide(self.app.library.review)
            self.take_entries()
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return False
        return True
