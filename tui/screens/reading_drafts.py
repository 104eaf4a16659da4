"""Drafts gone through: every entry beside its evidence, then the sentences that were filed nowhere.

What the commands do is in `reviewing`: a start has no use for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.model import Entry, EntryId, Origin, PaneId, SentenceNumber
from content.plurals import counted
from tui.commands import IN_REVIEW
from tui.screens.layout import Shape
from tui.screens.reading_history import ReadingHistory
from tui.screens.reading_parts import ENTRIES, OVERVIEW, REVIEW, SOURCE
from tui.screens.reading_sides import HINT_ORDER
from tui.widgets.entry_items import EntryItems
from tui.widgets.row_items import Row, RowItems, Target

if TYPE_CHECKING:
    from content.review import Progress

Open = EntryId | SentenceNumber
"""What a review stops at: an entry that is to review, or a sentence that no entry cites and nobody set aside."""

REVIEW_HINTS = ("accept", "refile", "edit", "delete", "merge", "undo", "accept-pane", "accept-all", *HINT_ORDER)
"""The commands of the footer in a review, the most useful first."""

ONLY_IN_REVIEW = frozenset({"accept", "accept-pane", "accept-all", "merge", "refile", "delete"})
"""Commands that the footer offers nowhere else: there, reading comes first."""

IN_FULL = 72
"""Terminal cells from which the status line says in words how far the review is."""


class ReadingDrafts(ReadingHistory):
    """Lists what the program drafted to be reviewed, and goes from what is open to what is open next."""

    _unfiled: tuple[SentenceNumber, ...] = ()
    """The sentences that no entry cites, as the review lists them."""
    _doubles: Mapping[EntryId, Sequence[Entry]] = MappingProxyType({})
    """Of entries those that were drafted of the same words for other panes, as the review lists them."""
    _progress: Progress | None = None
    _came_from = ""
    """The tab to go back to."""

    # -- the list

    @property
    def is_reviewing(self) -> bool:
        """Whether the review is what is shown."""
        return self.tab == REVIEW

    @property
    def scope(self) -> str:
        """The scope of the keys here."""
        return IN_REVIEW if self.is_reviewing and self.side == ENTRIES else ""

    @property
    def row(self) -> Row | None:
        if not self.is_reviewing:
            return super().row
        at = self.entries_view.cursor - self._count_listed()
        if not 0 <= at < len(self._unfiled):
            return None
        number = self._unfiled[at]
        return Row(self.briefing.words_of(number), target=Target(sentence=number), sentences=(number,))

    def _count_listed(self) -> int:
        items = self.entries_view.items
        return len(items.entries) if isinstance(items, EntryItems) else 0

    def _entries_of(self, tab: str) -> EntryItems:
        if tab != REVIEW:
            return super()._entries_of(tab)
        from content.check import cover
        from content.review import doubles
        from tui.widgets.review_items import ReviewItems

        self._unfiled = cover(self.briefing).uncited
        self._doubles = doubles(self.briefing.entries)
        entries = list(chain.from_iterable(self.graph.pane(PaneId(each.id)) for each in self.tabs))
        self.entries_view.empty = "There is nothing here to review."
        return ReviewItems(
            entries,
            self._unfiled,
            self.briefing.aside,
            self.briefing.words_of,
            {PaneId(each.id): each.short for each in self.tabs},
            self.doubles_of,
            self._found,
            spacious=self.shape.spacious,
            noted=self.note_marks,
        )

    def _open_tab(self, tab: str) -> None:
        before = self.tab
        if REVIEW in (tab, before) and tab != before:
            self.tab = tab
            self.tabs = self._tabs()  # its tab is there while something is to review, or while it is shown
        if tab == REVIEW:
            self._look_how_far()
        elif before == REVIEW:
            self.entries_view.forget()  # what was read in the review is drawn as unread elsewhere
        super()._open_tab(tab)
        self._set_trail()
        if tab == REVIEW and before != REVIEW:
            self._came_from = before
            if REVIEW not in self.places:
                self.go_on(self.following(here=True))

    def take_aside(self) -> None:
        """Show what is set aside as the library has it now. Raises ContentError where it cannot be read."""
        aside = self.app.library.aside(self.briefing.id)
        if aside == self.briefing.aside:
            return
        self.briefing = self.briefing._replace(aside=aside)
        if self.tab in (OVERVIEW, REVIEW):
            self._show_changed()

    def doubles_of(self, entry: Entry) -> tuple[Entry, ...]:
        """What was drafted of the same sentences in the same words for other panes, and is to review as well."""
        doubles = self._doubles.get(entry.id, ()) if self.is_reviewing else ()
        return tuple([each for each in doubles if self._is_open(each.id)])

    def _is_open(self, id: EntryId) -> bool:
        return self.has_entry(id) and self.graph.entry(id).is_to_review

    def show_accepted(self, *taken: Entry) -> None:
        """Show that entries were accepted; nothing else of them has changed, and nothing of the others."""
        accepted = {entry.id: entry._replace(accepted=True) for entry in taken}
        self.briefing = self.briefing._replace(entries=tuple([accepted.get(e.id, e) for e in self.briefing.entries]))
        for entry in accepted.values():
            self.graph.put(entry)
            self._details.pop(entry.id, None)
        items = self.entries_view.items
        if isinstance(items, EntryItems):
            listed = items.entries = [accepted.get(each.id, each) for each in items.entries]
            if len(taken) == 1:
                self.entries_view.redraw_item(self.entries_view.cursor)
            else:
                self.entries_view.redraw_items(lambda index: index < len(listed) and listed[index].id in accepted)
        if self._progress is not None:
            self._progress = self._progress._replace(reviewed=self._progress.reviewed + len(taken))
        self.tabs = self.tab_strip.tabs = self._tabs()
        self.tab_strip.repaint()
        self._show_measure()
        self._set_trail()

    def _look_how_far(self) -> None:
        try:
            self._progress = self.app.library.review.progress(self.briefing)
        except ContentError as error:
            self._progress = None
            self.status.say(str(error), warning=True)

    def _resting_trail(self) -> str:
        held = super()._resting_trail()
        progress = self._progress
        if held or not self.is_reviewing or progress is None:
            return held
        if self.app.size.width < IN_FULL:
            return f"{progress.reviewed:,}/{progress.total:,}"
        dot = self.app.ink.glyphs.dot
        rest = ((progress.unfiled, "unfiled"), (progress.aside, "set aside"))
        told = "".join([f" {dot} {count:,} {what}" for count, what in rest if count])
        return f"{progress.reviewed:,} of {progress.total:,} reviewed{told}"

    def reshaped(self, before: Shape) -> None:
        super().reshaped(before)
        if self.is_reviewing:
            self._set_trail()

    def _show_footing(self) -> None:
        super()._show_footing()
        if self.is_reviewing:
            count = len(self.entries_view.items)
            self.entries_view.footing = f"{self.entries_view.cursor + 1}/{count}" if count else ""

    def _show_details(self, entry: Entry | None) -> None:
        super()._show_details(entry)
        if entry is not None and self.is_reviewing and self.details_view.display:
            self._show_doubles(entry)
        row = self.row if self.is_reviewing and entry is None else None
        if row is not None and self.side == ENTRIES and self.details_view.display:
            number = row.sentences[0]
            is_aside = number in self.briefing.aside
            rows = [Row(f"No entry cites this sentence{'; it is set aside.' if is_aside else '.'}", style="dim")]
            key, accept = self.app.shown_key("refile"), self.app.shown_key("accept")
            if not is_aside:
                rows.append(Row("sets it aside: filed nowhere", lead=accept, lead_width=6, lead_style="accent"))
            rows += [
                Row(f"files it under {pane.title}", lead=f"{key} {digit}", lead_width=6, lead_style="accent")
                for digit, pane in enumerate(self.desk.panes, 1)
            ]
            self.details_view.show(RowItems(rows), None, f"Sentence {number}")

    def _show_doubles(self, entry: Entry) -> None:
        """Say before the details of an entry under which other panes the same was drafted."""
        doubles, items = self.doubles_of(entry), self.details_view.items
        if doubles and isinstance(items, RowItems):
            panes = " and ".join([self.title_of(each.pane) for each in doubles])
            row = Row(f"also under {panes}; accepted together", lead="filed", lead_width=8, style="accent")
            self.details_view.show(RowItems([row, *items.rows]), None, "Details")

    def hint_order(self) -> Sequence[str]:
        return REVIEW_HINTS if self.is_reviewing else HINT_ORDER

    def is_of_use(self, id: str) -> bool:
        if id == "review":
            return not self.is_reviewing and self.tabs[-1].id == REVIEW
        if id in ONLY_IN_REVIEW:
            return self.scope == IN_REVIEW
        return super().is_of_use(id)

    # -- in and out

    def action_review(self) -> None:
        """Go through the draft, where it was left; from there, go back to reading."""
        if self.is_reviewing:
            known = {tab.id for tab in self.tabs} - {REVIEW}
            self.show_tab(self._came_from if self._came_from in known else self.first_pane())
            self._came_from = ""
            return
        self._look_how_far()
        if self._progress is None:
            return
        if not self._progress.total and not self._progress.unfiled:
            key = self.app.shown_key("import")
            self.status.say(f"No draft to review: the program drafted nothing here. {key} imports an article.")
            return
        self.show_tab(REVIEW)
        if not self.following(here=True):
            self.say_what_next()

    def say_what_next(self) -> None:
        progress, back = self._progress, self.app.shown_key("close")
        if progress is None:
            return
        if progress.reviewed < progress.total:
            self.status.say(f"{progress.total - progress.reviewed:,} are still to review.")
        elif progress.unfiled:
            key = self.app.shown_key("refile")
            left, accept = counted(progress.unfiled, "sentence"), self.app.shown_key("accept")
            self.status.say(f"Every entry is reviewed. {left} filed nowhere: {key} files one, {accept} sets it aside.")
        else:
            self.status.say(f"Everything is reviewed. {back} goes back to reading.")

    # -- from one to the next

    def following(self, *, here: bool = False) -> list[Open]:
        """What is open in the list: what comes after the cursor, then from the top; with `here`, the cursor's own."""
        items = self.entries_view.items
        if not self.is_reviewing or not isinstance(items, EntryItems):
            return []
        cursor, entries = self.entries_view.cursor, items.entries
        drafted = Origin.DRAFTED
        listed: list[tuple[int, Open]] = [
            (at, entry.id) for at, entry in enumerate(entries) if entry.origin is drafted and not entry.accepted
        ]
        aside = self.briefing.aside
        listed += [(at, number) for at, number in enumerate(self._unfiled, len(entries)) if number not in aside]
        later = [key for at, key in listed if at > cursor or (here and at == cursor)]
        return later + [key for at, key in listed if at < cursor]

    def go_on(self, following: list[Open]) -> bool:
        """Put the cursor on the first of these that is still there; whether there is one."""
        items = self.entries_view.items
        if not isinstance(items, EntryItems):
            return False
        places: dict[Open, int] = {entry.id: at for at, entry in enumerate(items.entries)}
        places |= {number: at for at, number in enumerate(self._unfiled, len(items.entries))}
        at = next((places[key] for key in following if key in places), None)
        if at is None:
            return False
        self.entries_view.go(at, context=True)
        self._entry_moved()
        return True

    def _step_across(self, by: int) -> None:
        if not self.is_reviewing:
            super()._step_across(by)
            return
        if self.side == SOURCE:
            self._set_side(ENTRIES)
        following = self.following()
        if not self.go_on(following if by > 0 else following[::-1]):
            self.say_what_next()

    def show_entry(self, id: EntryId) -> None:
        items = self.entries_view.items
        if not self.is_reviewing or not isinstance(items, EntryItems):
            super().show_entry(id)
            return
        sentence = self.sentence
        self._set_side(ENTRIES)
        at = next(at for at, entry in enumerate(items.entries) if entry.id == id)
        self.entries_view.go(at, context=True)
        self._entry_moved(keep_sentence=sentence in self.graph.cited(items.entries[at]))

    # -- deciding

    def action_accept(self) -> None:
        from tui.screens.reviewing import accept

        accept(self)

    def action_accept_pane(self) -> None:
        from tui.screens.reviewing import accept_pane

        accept_pane(self)

    def action_accept_all(self) -> None:
        from tui.screens.reviewing import accept_all

        accept_all(self)

    async def action_refile(self) -> None:
        from tui.screens.reviewing import file_under

        dialog = file_under(self)
        if dialog is not None:
            await self.ask(dialog)

    async def action_merge(self) -> None:
        from tui.screens.reviewing import merge_into

        dialog = merge_into(self)
        if dialog is not None:
            await self.ask(dialog)

    def _remove_entry(self, entry: Entry) -> None:
        following = self.following()
        super()._remove_entry(entry)
        if entry.id not in {each.id for each in self.briefing.entries}:
            self.go_on(following)

    def _turn(self, *, back: bool) -> None:
        before, briefing = set(self.following(here=True)), self.briefing.id
        super()._turn(back=back)
        again = [key for key in self.following(here=True) if key not in before]
        if again and self.briefing.id == briefing:
            self.go_on(again)  # to what is open again
