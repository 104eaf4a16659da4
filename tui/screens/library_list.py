"""The list of the library: filtered as it is typed, sorted, grouped, and what is told beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.catalogue import EVERY, By, Filter, Order, Row, read_filter
from content.catalogue_filter import Problem
from content.desk import desk_named
from content.errors import ContentError
from content.model import BriefingId, Place
from content.plurals import counted
from content.store.schema import BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS
from tui.answering import Answering
from tui.command import IN_LIBRARY
from tui.screens import library_dialogs as dialogs
from tui.screens.layout import Arrangement
from tui.screens.library_side import side_rows
from tui.screens.page import SIDE, Page
from tui.widgets.briefing_items import BriefingItems, Listed
from tui.widgets.items import Items, NoItems
from tui.widgets.row_items import RowItems

if TYPE_CHECKING:
    from content.glance import Glance, Glances

SHOWN_TABLES = frozenset((BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS))
"""The tables that the list shows something of."""

CONTEXT = 4
"""How many briefings are shown before the one that is gone to at first."""

KEPT_GLANCES = 300
"""How many briefings are remembered that were told of beside the list."""

KEPT_DRAWN = 200
"""How many drawn rows are kept of each list."""

TALL_FROM = 40
"""Terminal cells from which a briefing takes two lines, where there are lines enough."""

EVERYTHING = EVERY._replace(is_archived=None)


class LibraryList(Page):
    """Lists the briefings. What is done to them is in `library_deeds`."""

    list_share = 60
    placeholder = "words  tag:  source:  is:starred  is:unread  is:review  is:archived  before:2024  after:2023-05"
    line_label = "Filter"

    def __init__(self) -> None:
        super().__init__()
        self.listed = Listed(EVERY)
        self.problems: tuple[Problem, ...] = ()
        self.chosen: dict[BriefingId, None] = {}
        """The briefings that deeds are done to together, in the order in which they were chosen."""
        self._shows_archived = False
        self._to_review = 0
        self._left: BriefingId | None = None
        """What the cursor was on before a filter was typed."""
        self._glances: dict[BriefingId, Glance | None] = {}
        self._told: tuple[Row, Glance | None] | None = None
        self._answering: Answering[Glances] = Answering(
            self._open_glances, self.app.call_later, lambda why: None, name="glances"
        )
        self.title_bar.title = "Library"
        self.list_view.marked = self._is_marked
        for view in self.lists:
            view.most_kept = KEPT_DRAWN

    @property
    def scope(self) -> str:
        return IN_LIBRARY

    def on_mount(self) -> None:
        super().on_mount()
        self.reload(self.app.reading.briefing.id)

    def on_unmount(self) -> None:
        self._answering.close()

    # -- the list

    @property
    def row(self) -> Row | None:
        """The briefing under the cursor."""
        items = self.list_view.items
        return items.row(self.list_view.cursor) if isinstance(items, BriefingItems) else None

    def reload(
        self, id: BriefingId | None = None, *, from_top: bool = False, is_changed: bool = True, counts: bool = True
    ) -> None:
        """List anew, the cursor on a briefing if given, else on the one that it is on, or the one in its place.

        Where nothing changed, and only another part or order is listed, what is known of the library stays; where
        nothing changed that is counted in the title, the counts do.
        """
        view, row = self.list_view, self.row
        wanted = id if id is not None else row.id if row is not None and not from_top else None
        place = Place() if from_top else view.place
        items: Items = NoItems()
        try:
            if is_changed:
                self._glances.clear()
                self._drop_gone()
            if is_changed and counts:
                self._count()
            catalogue = self.app.library.catalogue
            found = BriefingItems(catalogue, self.listed, self.chosen, is_tall=self._is_tall)
            index = None if wanted is None else found.index_of(wanted, place.item)
            if index is not None:
                top = place.top if self._told is not None else max(0, index - CONTEXT)
                place = Place(index, top, place.line)
            items = found
            if not self._to_review:
                found.unused = frozenset(("review",))
            if not len(found):
                view.empty = dialogs.nothing_listed(self.app, self.line.value, is_any=self._is_any())
        except ContentError as error:
            view.empty = str(error)
            self.title_bar.measure = ()
            self.title_bar.repaint()
        self._show_footing(items)
        view.show(items, place, self._heading(items))
        self._told = None
        self.moved()

    def _drop_gone(self) -> None:
        for id in [id for id in self.chosen if not self.app.library.has(id)]:
            del self.chosen[id]

    def _is_any(self) -> bool:
        return not self.app.library.is_empty()

    def _count(self) -> None:
        """Tell in the title how many briefings there are, and what there is to do. Raises ContentError."""
        catalogue = self.app.library.catalogue
        base = self._base
        total = counted(catalogue.count(base), "briefing")
        unread = catalogue.count(base._replace(is_unread=True))
        review = catalogue.count(base._replace(is_to_review=True))
        dot = f" {self.app.ink.glyphs.dot} "
        words = [total, *([f"{unread:,} unread"] if unread else []), *([f"{review:,} to review"] if review else [])]
        self.title_bar.measure = tuple([dot.join(words[:most]) for most in range(len(words), 0, -1)])
        self.title_bar.repaint()
        self._to_review = review

    def _heading(self, items: Items) -> str:
        if self.chosen:
            return f"{len(self.chosen):,} chosen"
        total = items.total if isinstance(items, BriefingItems) else 0
        if not self.line.value:
            return "Briefings"
        if self.listed.by is By.TAG:  # one with two tags is listed twice
            return "Those that match"
        return f"{total:,} {'matches' if total == 1 else 'match'}"

    def _show_footing(self, items: Items) -> None:
        words = [dialogs.order_in_words(self.listed)]
        if self.listed.by is not None:
            words.append(f"by {self.listed.by}")
        if self._shows_archived:
            words.append("archived too")
        self.list_view.footing = f" {self.app.ink.glyphs.dot} ".join(words)

    @property
    def _is_tall(self) -> bool:
        return self.shape.spacious and self.app.size.width >= TALL_FROM

    def reshaped(self) -> None:
        items = self.list_view.items
        if isinstance(items, BriefingItems) and items.is_tall != self._is_tall:
            items.is_tall = self._is_tall
            self.list_view.repaint()

    def _is_marked(self, index: int) -> bool:
        items = self.list_view.items
        return bool(self.chosen) and isinstance(items, BriefingItems) and items.is_chosen(index)

    # -- what is told beside it

    def moved(self) -> None:
        row = self.row
        if row is None:
            self._told = None
            self.side_view.empty = ""
            self.side_view.show(NoItems(), None, "Briefing")
            return
        id = row.id
        self._tell(row, self._glances.get(id))
        if id not in self._glances:
            panes = desk_named(row.desk).panes
            self._answering.ask(
                lambda glances: glances.at(id, panes[0].id), lambda glance: self._take_glance(id, glance)
            )

    def _tell(self, row: Row, glance: Glance | None) -> None:
        if (row, glance) != self._told:
            self._told = (row, glance)
            rows = side_rows(row, glance, desk_named(row.desk), self.app.ink)
            self.side_view.show(RowItems(rows), None, "Briefing")

    def _open_glances(self) -> Glances:
        from content.glance import Glances

        return Glances(self.app.library.folder)

    def _take_glance(self, id: BriefingId, glance: Glance | None) -> None:
        if len(self._glances) >= KEPT_GLANCES:
            self._glances.clear()
        self._glances[id] = glance
        row = self.row
        if row is not None and row.id == id:
            self._tell(row, glance)

    # -- filtered

    @property
    def _base(self) -> Filter:
        return EVERYTHING if self._shows_archived else EVERY

    def action_filter_briefings(self) -> None:
        row = self.row
        if not self.line.value and row is not None:
            self._left = row.id
        self.start_typing()

    def typed(self) -> None:
        self._filter(from_top=bool(self.line.value))

    def _filter(self, *, from_top: bool = False) -> None:
        read = read_filter(self.line.value, self._base)
        self.problems = read.problems
        self.listed = self.listed._replace(wanted=read.filter)
        self.reload(None if from_top else self._left, from_top=from_top, is_changed=False)
        if self.problems:
            self.status.say(f"{self.problems[0]}.", warning=True)

    def clear_filter(self) -> None:
        """List everything again, the cursor staying where it is."""
        row = self.row
        self._left = row.id if row is not None else self._left
        self.line.start("", self.placeholder, label=self.line_label)
        self.line.repaint()
        self._filter()

    def action_show_archived(self) -> None:
        self._shows_archived = not self._shows_archived
        row = self.row
        self._left = row.id if row is not None else None
        self._filter()
        self.reload()  # what is counted is another
        self.status.say("The archived are listed, too." if self._shows_archived else "The archived are not listed.")

    # -- sorted and grouped

    async def action_sort_briefings(self) -> None:
        await self.ask(dialogs.sort(self, self.listed, self._sort, self._turn_order))

    def _sort(self, order: Order) -> None:
        if order is self.listed.order:
            self._turn_order()
            return
        self.listed = self.listed._replace(order=order, is_reversed=False)
        self._list_otherwise()

    def _turn_order(self) -> None:
        self.listed = self.listed._replace(is_reversed=not self.listed.is_reversed)
        self._list_otherwise()

    def action_group_briefings(self) -> None:
        ways: tuple[By | None, ...] = (None, By.SOURCE, By.TAG)
        self.listed = self.listed._replace(by=ways[(ways.index(self.listed.by) + 1) % len(ways)])
        self._list_otherwise()
        self.status.say("Not grouped." if self.listed.by is None else f"Grouped by {self.listed.by}.")

    def _list_otherwise(self) -> None:
        """List in another order: from the top, as what comes first is what was asked for."""
        self.reload(from_top=True, is_changed=False)

    # -- choosing several

    def action_choose_briefing(self) -> None:
        row = self.row
        if row is None:
            self.status.say("No briefing is here.")
            return
        if row.id in self.chosen:
            del self.chosen[row.id]
        else:
            self.chosen[row.id] = None
        self._show_chosen()
        self.list_view.step(1)
        self.moved()

    def clear_chosen(self) -> None:
        """Choose none."""
        self.chosen.clear()
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.list_view.heading = self._heading(self.list_view.items)
        self.list_view.sync()
        self.show_hints()

    # -- going away and coming back

    def action_close(self) -> None:
        if self.side == SIDE and self.shape.arrangement is Arrangement.SINGLE:
            super().action_close()
        elif self.chosen:
            self.clear_chosen()
        elif self.line.value:
            self.clear_filter()
        else:
            super().action_close()

    def returned(self) -> None:
        super().returned()
        if self.is_mounted:
            self.reload()

    def others_changed(self, tables: frozenset[str]) -> None:
        if tables & SHOWN_TABLES:
            self.reload()
