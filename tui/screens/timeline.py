"""The timeline: what entries say happened when, in order of time, and beside it the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.gathered import Choice, GatheringReader, Origins
from content.model import BriefingId
from content.store.schema import BRIEFINGS, ENTRIES
from tui.answering import Answering
from tui.command import IN_GATHERED, Command
from tui.screens.choosing import ask_of_what
from tui.screens.page import GONE, SIDE, Page
from tui.widgets.event_items import EventItems
from tui.widgets.items import NoItems
from tui.widgets.row_items import Row, RowItems, Target

if TYPE_CHECKING:
    from content.timelines import Event, Timeline

PAGE = 60
"""Events that are read at once."""

SENTENCE = 2000
"""Code points of a sentence that are shown beside an event."""


class TimelinePage(Page, inherit_css=False):
    """What happened when; `open` chooses of what."""

    list_share = 54

    def __init__(self) -> None:
        super().__init__()
        folder = self.app.library.folder
        self._answers = Answering(lambda: GatheringReader(folder), self.app.call_later, self._failed, name="timeline")
        self.choice = Choice()
        self.called = ""
        self.items = EventItems(self._want)
        self._wanted: int | None = None

    def on_unmount(self) -> None:
        self._answers.close()

    @property
    def scope(self) -> str:
        return IN_GATHERED

    # -- opening

    def open(self, choice: Choice, called: str) -> None:
        """Show the timeline of a choice, which is called so; whose it is is found out where it is somebody's."""
        self.choice, self.called, self._wanted = choice, called, None
        if choice.who:
            self.app.bring_up()
        self.items = EventItems(self._want)
        self.title_bar.title = f"Timeline: {called}" if called else "Timeline"
        self.title_bar.measure = ()
        self.title_bar.repaint()
        self.list_view.empty = self._nothing()
        self.list_view.show(self.items, None, "In order of time")
        self.moved()
        self.show_hints()
        self._want(0)

    def _nothing(self) -> str:
        key = self.app.shown_key("of-what")
        undated = "" if self.choice.undated else ", or adds what has no date"
        return f"Nothing is dated here. {key} chooses other briefings, a tag or a person{undated}."

    def _failed(self, why: str) -> None:
        self._wanted = None  # it is asked for again when it is drawn
        self.status.say(why, warning=True)

    def _want(self, page: int) -> None:
        """Ask for a page that is drawn and is not there; of several at once, one after the other."""
        if self._wanted is None:
            self._wanted = page
            choice, items, named = self.choice, self.items, self.called

            def read(reader: GatheringReader) -> tuple[Timeline, Origins, str] | None:
                left = reader.left_of(choice)
                if left is None:
                    return None
                called = named or (reader.contents(choice.who).identity.name if choice.who else "")
                return (*reader.timeline(left, items.after(page), PAGE), called)

            self._answers.ask(read, lambda answer: self._take(items, page, answer))

    def _take(self, items: EventItems, page: int, answer: tuple[Timeline, Origins, str] | None) -> None:
        if items is not self.items:
            return
        self._wanted = None
        if answer is None:
            self._empty()
            return
        self.list_view.empty = self._nothing()
        found, origins, called = answer
        if called != self.called:
            self.called = called
            self.title_bar.title = f"Timeline: {called}"
            self.title_bar.repaint()
        view, place = self.list_view, self.list_view.place
        before, beside = self.event, self.side_view.place
        items.take(page, found, origins)
        view.show(items, place, view.heading)
        self.moved()
        if before is not None and self.event == before:
            self.side_view.put(beside)

    def _empty(self) -> None:
        """Show nothing of what was removed, and say that it was."""
        self.items = EventItems(self._want)
        self.list_view.empty = GONE
        self.list_view.show(NoItems(), None, self.list_view.heading)
        self.side_view.show(NoItems(), None, self.side_view.heading)

    # -- what is beside

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        return self.items.event(self.list_view.cursor) if len(self.items) else None

    def moved(self) -> None:
        event = self.event
        self.side_view.show(RowItems(self._rows(event) if event is not None else []), None, "What says so")

    def _rows(self, event: Event) -> list[Row]:
        origin = self.items.origins.get(event.briefing)
        rows = []
        for citation in event.sentences:
            text = citation.quote[:SENTENCE]
            marks = _dated(text, event.words)
            target = Target(sentence=citation.sentence)
            rows.append(Row(text, str(citation.sentence), lead_width=5, target=target, marks=marks))
        rows.append(Row("", heading=True))
        if event.text and event.text != event.title:
            rows.append(Row(event.text[:SENTENCE], lead_width=5, target=Target(entry=event.entry)))
        told = {
            "the day of the article": event.at_article,
            "the year is that of the article": event.stretch.is_assumed and not event.at_article,
        }
        when = ", ".join([event.stretch.words, *[words for words, holds in told.items() if holds]])
        rows.append(Row(when, heading=True, lead_width=5, style="number"))
        if origin is not None:
            dash = self.app.ink.glyphs.dash
            words = f"{origin.title} {dash} {origin.publisher}" if origin.publisher else origin.title
            rows.append(Row(words, heading=True, lead_width=5, style="dim"))
        return rows

    # -- where things lead

    def entered(self) -> None:
        super().entered()
        self.action_follow()

    def action_follow(self) -> None:
        event = self.event
        if event is None:
            self.status.say("Nothing to follow here.")
            return
        target = Target(entry=event.entry)
        if self.side == SIDE:
            items, cursor = self.side_view.items, self.side_view.cursor
            row = items.rows[cursor] if isinstance(items, RowItems) and cursor < len(items.rows) else None
            target = row.target if row is not None and row.target is not None else target
        self.app.pages.read(event.briefing, target)

    def action_figures(self) -> None:
        from tui.screens.figures import FiguresPage

        self.app.pages.show(FiguresPage).open(self.choice._replace(tag="", undated=False), self.called)

    def named_here(self) -> Sequence[str]:
        from content.mentions import named_in_entry

        event = self.event
        if event is None:
            return ()
        try:
            briefing = self.app.library.briefing(event.briefing)
        except ContentError:
            return ()
        return next((named_in_entry(briefing, each) for each in briefing.entries if each.id == event.entry), ())

    async def action_of_what(self) -> None:
        reading = self.app.reading.briefing
        try:
            tags = list(self.app.library.notebook.tags())
        except ContentError:
            tags = []
        tags = list(dict.fromkeys([tag for entry in reading.entries for tag in entry.tags] + tags))
        dialog = ask_of_what(self, self.choice, (reading.id, reading.title), self._chosen, undated=True, tags=tags)
        await self.ask(dialog)

    def _chosen(self, choice: Choice, called: str) -> None:
        is_same = choice._replace(undated=self.choice.undated) == self.choice
        self.open(choice, called or (self.called if is_same else ""))

    def _ask_again(self) -> None:
        """Read the page under the cursor anew."""
        self._wanted = None
        self._want(self.items.page_of(self.list_view.cursor))

    def returned(self) -> None:
        super().returned()
        self._ask_again()

    def others_changed(self, tables: frozenset[str]) -> None:
        if self.overlay.dialog is None and tables & {BRIEFINGS, ENTRIES}:
            self._ask_again()

    def briefings_meant(self) -> Sequence[tuple[BriefingId, str]]:
        event = self.event
        origin = self.items.origins.get(event.briefing) if event is not None else None
        return [(event.briefing, origin.title)] if event is not None and origin is not None else []

    def hint_word(self, command: Command) -> str:
        return "beside" if command.id == "other-side" else super().hint_word(command)

    def hint_order(self) -> Sequence[str]:
        return ("follow", "next", "of-what", "other-side", "back", "dossier", "help")


def _dated(text: str, words: str) -> tuple[tuple[int, int, str], ...]:
    at = text.find(words) if words else -1
    return ((at, at + len(words), "figure"),) if at >= 0 else ()
