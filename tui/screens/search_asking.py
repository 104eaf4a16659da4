"""What is typed is asked of the library in a thread of its own; the answer and its surroundings are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from textual.timer import Timer

from content.desk import desk_named
from content.model import BriefingId, DeskId, SentenceNumber, Span
from content.model import Place as ListPlace
from content.queries import Problem
from content.search_around import PassageReader
from content.search_found import EVERYTHING, Cursor, Group, Kind, Results
from content.search_read import Sentence
from tui.answering import Answering
from tui.command import IN_SEARCH, Command
from tui.keymap import shown_key
from tui.screens.page import Page
from tui.screens.search_rows import Place, around_rows, result_rows
from tui.terminal_text import clean_line
from tui.widgets.row_items import RowItems

RANK_AFTER = 0.35
"""Seconds without a key after which the answer is ranked."""

AT_ONCE = 16
"""How many passages of each kind are asked for at a time: more than a screen shows; others come when they are due."""

LOOK_AGAIN = 1.0
"""Seconds after which is looked again while the index is being made."""

ORDER_OF_KINDS = (EVERYTHING, frozenset({Kind.ENTRY}), frozenset({Kind.SENTENCE}), frozenset({Kind.NOTE}))
"""What is looked through, in the order of the key that changes it."""

_NAMES = {Kind.ENTRY: "entries", Kind.SENTENCE: "sentences", Kind.NOTE: "notes"}

HINTS = (
    "follow",
    "find",
    "more-of-briefing",
    "search-among",
    "search-order",
    "save-search",
    "saved-searches",
    "back",
    "copy",
    "help",
)


class Answer(NamedTuple):
    """What was found in all briefings, how it goes on, and the place that the reader left in it."""

    groups: list[Group]
    next: Cursor | None
    place: ListPlace


class SearchAsking(Page):
    """One query over entries, sentences and notes, its results by briefing.

    While letters are typed the newest come first; after a pause the best do. What was found stays as it is left.
    """

    placeholder = 'words, "phrases", -not, OR, prefix*, pane: person: tag: kind: source: before: after: has:note'
    line_label = "Search"
    list_share = 58

    def __init__(self) -> None:
        super().__init__()
        app = self.app
        folder = app.library.folder
        self._answers = Answering(partial(PassageReader, folder), app.call_later, self._tell, name="search")
        self._around = Answering(partial(PassageReader, folder), app.call_later, self._tell, name="around")
        self._groups: list[Group] = []
        self._places: list[Place | None] = []
        self._next: Cursor | None = None
        self._among = EVERYTHING
        self._is_ranked = False
        self._is_regex = False
        self._is_asking_more = False
        self.answered_query = ""
        """What the results are the answer to."""
        self._within: BriefingId | None = None
        """The briefing that alone is looked through."""
        self._left: Answer | None = None
        """What was found in all briefings, while what is found in one is shown."""
        self._is_newest_first = False
        """Whether the reader wants the newest first, and nothing ranked."""
        self._pause: Timer | None = None
        self._again: Timer | None = None
        self._shown_around: tuple[str, int] | None = None
        self._panes = {pane.id: pane.short for pane in desk_named(DeskId(app.settings.desk)).panes}

    @property
    def scope(self) -> str:
        return IN_SEARCH

    def hint_order(self) -> Sequence[str]:
        return HINTS

    def hint_word(self, command: Command) -> str:
        return "open" if command.id == "follow" else super().hint_word(command)

    def on_mount(self) -> None:
        super().on_mount()
        self._show_nothing()

    def on_unmount(self) -> None:
        self._answers.close()
        self._around.close()

    def returned(self) -> None:
        super().returned()
        if self.line.value.strip():
            self._ask(keeps_place=True)

    def start_anew(self) -> None:
        """Wait for another query: the first letter takes the place of the one before."""
        self.line.begin(self.line.value, fresh=True)
        self.start_typing()

    def search_for(self, query: str) -> None:
        """Look for something as if it had been typed."""
        self.line.begin(query)
        self.typed()

    # -- asking

    def typed(self) -> None:
        self._stop_waiting()
        self._within = self._left = None
        if not self.line.value.strip():
            self._groups, self._next = [], None
            self._show_nothing()
            return
        self._is_ranked = False
        self._ask()
        if not self._is_newest_first:
            self._pause = self.set_timer(RANK_AFTER, self._rank)

    def _stop_waiting(self) -> None:
        for timer in (self._pause, self._again):
            if timer is not None:
                timer.stop()
        self._pause = self._again = None

    def _rank(self) -> None:
        """Show the best first, where the reader has not gone into the list meanwhile."""
        self._pause = None
        if self.list_view.cursor <= self._first_place():
            self._is_ranked = True
            self._ask()

    def _first_place(self) -> int:
        return next((at for at, place in enumerate(self._places) if place is not None), 0)

    def _ask(self, *, keeps_place: bool = False) -> None:
        """Ask for what is typed, whose last word may go on; as much as is listed where the cursor keeps its place."""
        query, among = self.line.value, self._among
        ranked, regex, within = self._is_ranked, self._is_regex, self._within
        limit = max(AT_ONCE, len(self._places)) if keeps_place else AT_ONCE

        def read(reader: PassageReader) -> Results:
            return reader.find(
                query, among=among, limit=limit, ranked=ranked, is_typing=True, regex=regex, within=within
            )

        self._is_asking_more = False
        self._answers.ask(read, partial(self._take, query, keeps_place=keeps_place))

    def _ask_more(self) -> None:
        """Ask for what comes after what is listed, unless that is being asked already."""
        after, query, among = self._next, self.line.value, self._among
        ranked, regex = self._is_ranked, self._is_regex
        if after is None or self._is_asking_more:
            return

        def read(reader: PassageReader) -> Results:
            return reader.find(
                query, among=among, limit=AT_ONCE, ranked=ranked, after=after, is_typing=True, regex=regex
            )

        self._is_asking_more = True
        self._answers.ask(read, self._take_more)

    @property
    def is_within(self) -> bool:
        """Whether one briefing alone is looked through."""
        return self._within is not None

    def forget_left(self) -> None:
        """Find again what is in all briefings when it is shown next, as it was asked for otherwise meanwhile."""
        self._left = None

    def ask_within(self, id: BriefingId) -> None:
        """Show all that is found in one briefing."""
        self._left = Answer(self._groups, self._next, self.list_view.place)
        self._within = id
        self._stop_waiting()
        self._ask()

    def ask_everywhere(self) -> None:
        """Show what was found in all briefings, at the place where it was left."""
        left, self._left, self._within = self._left, None, None
        if left is None:
            self._ask()
            return
        self._answers.ask(lambda reader: None, lambda _: None)  # what is asked of the one is not waited for
        self._is_asking_more = False
        self._groups, self._next = left.groups, left.next
        self._show_results(place=left.place)

    # -- showing

    def _take(self, query: str, results: Results, *, keeps_place: bool = False) -> None:
        self.answered_query = query
        self._groups, self._next = list(results.groups), results.next
        self._show_results(place=self.list_view.place if keeps_place else None)
        if results.problems:
            self.status.say(" ".join([_sentence(each, query) for each in results.problems]), warning=True)
        self._tell_of_index(results.waiting)

    def _take_more(self, results: Results) -> None:
        self._is_asking_more = False
        self._groups += results.groups
        self._next = results.next
        self._show_results(place=self.list_view.place)

    def _show_results(self, *, place: ListPlace | None) -> None:
        rows, self._places = result_rows(self._groups, self._panes, self.app.ink.glyphs)
        self.list_view.empty = self._words_of_nothing()
        self._show_footing()
        self.list_view.show(RowItems(rows), place, "Results")
        found = sum(place is not None for place in self._places)
        more = "+" if self._next is not None else ""
        plural = "" if len(self._groups) == 1 else "s"
        where = f"{len(self._groups):,}{more} briefing{plural}" if self._within is None else "this briefing"
        self.title_bar.title = "Search"
        measure = f"{found:,}{more} shown of {where}" if self._groups else "nothing found"
        every = sum(group.found for group in self._groups)
        if self.is_within and found < every:
            measure = f"{every:,} found in {where}, {found:,} without repeats"
        self.title_bar.measure = (measure,)
        self.title_bar.repaint()
        self.moved()
        self.pen.flush()

    def _show_footing(self) -> None:
        order = "best first" if self._is_ranked else "newest first"
        if self._within is not None:
            order = f"{self.app.shown_key('more-of-briefing')} shows all briefings"
        kinds = "" if self._among == EVERYTHING else " ".join(_NAMES[kind] for kind in self._among) + " only "
        dot = self.app.ink.glyphs.dot
        pattern = f"regular expressions {dot} " if self._is_regex else ""
        self.list_view.footing = f"{kinds and kinds + dot + ' '}{pattern}{order}"

    def _words_of_nothing(self) -> str:
        if not self.line.value.strip():
            return (
                "Type words: they are looked for in every entry, sentence and note. "
                f"{shown_key('escape', unicode=self.app.unicode)}, then {self.app.shown_key('saved-searches')} "
                "lists the searches that you saved."
            )
        what = "Nothing" if self._among == EVERYTHING else " ".join(f"No {kind}" for kind in self._among)
        where = "this briefing" if self.is_within else "the library"
        return f"{what} in {where} holds {clean_line(self.line.value)}."

    def _show_nothing(self) -> None:
        self._places = []
        self.title_bar.title = "Search"
        self.title_bar.measure = ()
        self.title_bar.repaint()
        self.list_view.empty = self._words_of_nothing()
        self.list_view.footing = ""
        self.list_view.show(RowItems(()), None, "Results")
        self._shown_around = None
        self.side_view.empty = "What stands around a passage is shown here."
        self.side_view.show(RowItems(()), None, "Source")

    def _tell(self, why: str) -> None:
        self.status.say(why, warning=True)

    def _tell_of_index(self, waiting: int) -> None:
        trail = f"{waiting:,} not looked through yet" if waiting else ""
        if trail != self.status.trail:
            self.status.trail = trail
            self.status.repaint()
        if waiting:
            self.app.bring_up()
        if waiting and self._again is None:
            self._again = self.set_timer(LOOK_AGAIN, self._look_again)

    def _look_again(self) -> None:
        self._again = None
        if self.app.shown is self and self.line.value.strip() and self._pause is None:
            self._ask(keeps_place=True)

    # -- the passage under the cursor

    @property
    def place(self) -> Place | None:
        """Where the passage under the cursor is; None where there is none."""
        at = self.list_view.cursor
        return self._places[at] if at < len(self._places) else None

    def moved(self) -> None:
        place = self.place
        if self.list_view.cursor >= len(self._places) - 8:
            self._ask_more()
        if place is None or place.passage.sentence is None:
            self._shown_around = None
            self.side_view.empty = "" if place is None else "This cites no sentence."
            self.side_view.show(RowItems(()), None, "Source")
            return
        wanted = (place.group.id, place.passage.sentence)
        if wanted == self._shown_around:
            return
        self._shown_around = wanted
        id, number = place.group.id, SentenceNumber(place.passage.sentence)
        self._around.ask(lambda reader: reader.around(id, number), partial(self._show_around, place))

    def _show_around(self, place: Place, sentences: tuple[Sentence, ...]) -> None:
        if place != self.place:
            return
        is_sentence = place.passage.kind is Kind.SENTENCE
        marks: tuple[Span, ...] = place.passage.marks if is_sentence else ()
        rows = around_rows(sentences, place.passage.sentence or 0, place.passage.text if is_sentence else "", marks)
        here = next((at for at, each in enumerate(sentences) if each.number == place.passage.sentence), 0)
        self.side_view.show(RowItems(rows), None, place.group.title)
        self.side_view.go(2 * here, context=True)  # blank rows stand between
        self.side_view.sync()
        self.pen.flush()


def _sentence(problem: Problem, query: str) -> str:
    """What is wrong with a query, and the words of it that are meant where they are not named."""
    words, told = query[problem.span.start : problem.span.end], problem.told
    value = words.partition(":")[2] or words
    meant = f" (“{words}”)" if words and value not in told else ""
    return f"{told[0].upper()}{told[1:]}{meant}."
