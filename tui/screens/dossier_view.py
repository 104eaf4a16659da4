"""The dossier: all that the briefings say of one person or body in order of time, and beside it what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from content.dossier_pages import Contents, DossierPages, Leaf
from content.dossiers import Companion, Item, ItemKind
from content.model import BriefingId, Place
from content.name_keys import name_key
from content.register import Identity, Kind
from content.store.schema import BRIEFINGS, ENTRIES, IDENTITIES, NOTES, REVISIONS
from tui.answering import Answering
from tui.command import IN_DOSSIER, Command
from tui.screens import dossier_dialogs as dialogs
from tui.screens.dossier_rows import KIND_WORDS, Marks, companion_row, target_of
from tui.screens.layout import Arrangement
from tui.screens.page import LIST, SIDE, Page
from tui.widgets.dossier_items import PAGE, DossierItems
from tui.widgets.items import NoItems
from tui.widgets.row_items import Row, RowItems, Target

RESTS_ON = frozenset((BRIEFINGS, ENTRIES, NOTES, IDENTITIES, REVISIONS))
"""The tables that a dossier is made of."""

LOOK_AFTER = 0.5
"""Seconds between two looks at how far the index of names is."""

ROOMY = 52
"""Terminal cells of a line from which it is told in how many entries and sentences somebody appears, too."""

COMPANIONS = 20
"""How many of those who appear with somebody are listed."""

SENTENCE = 2000
"""Code points of a sentence that are shown beside an item."""


class Spot(NamedTuple):
    """An item of a dossier: the page that it is on, its briefing and itself."""

    page: int
    briefing: BriefingId
    item: Item


class Left(NamedTuple):
    """A dossier that was left for another one, and where."""

    identity: Identity
    kind: ItemKind | None
    spot: Spot | None


class DossierView(Page, inherit_css=False):
    """The items of a dossier, what they rest on, and who else is there; `open` shows another dossier."""

    list_share = 54

    def __init__(self) -> None:
        super().__init__()
        folder, post = self.app.library.folder, self.app.call_later
        self._pages = Answering(lambda: DossierPages(folder), post, self._failed, name="dossier")
        self._beside = Answering(lambda: DossierPages(folder), post, self._failed, name="companions")
        self.contents: Contents | None = None
        self.items = DossierItems((), self._want)
        self.companions: list[Companion] | None = None
        self._past: list[Left] = []
        self._wanted: int | None = None
        self._spot: Spot | None = None
        self._kind: ItemKind | None = None

    def on_unmount(self) -> None:
        self._pages.close()
        self._beside.close()

    @property
    def scope(self) -> str:
        return IN_DOSSIER

    @property
    def identity(self) -> Identity | None:
        """Whose dossier is shown; None until it is known."""
        return self.contents.identity if self.contents is not None else None

    # -- opening

    def open(self, who: str, *, keep: bool = False, within: BriefingId | None = None) -> None:
        """Show the dossier of an id or a name; going back leads to the one shown now where `keep` is true.

        `within` is the briefing that has the name: there, it may be somebody else's.
        """
        if keep and self.contents is not None:
            self._past.append(Left(self.contents.identity, self.items.kind, self.spot))
        elif not keep:
            self._past.clear()
        self.ask_for(who, within=within)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(LOOK_AFTER, self._look)

    def _look(self) -> None:
        """Show how far the index of names is, and the dossier anew once it is whole."""
        if self.contents is None or not self.contents.waiting or not self.is_current:
            return
        left = dialogs.names_left(self.app)
        if left:
            self._show_title(left)
        else:
            self.contents = self.contents._replace(waiting=0)
            self._show_title(0)
            if self.contents.identity.kind in (Kind.BODY, Kind.STATE):  # of people all is known at once
                self.ask_again()

    def ask_again(self, identity: Identity | None = None) -> None:
        """Show a dossier anew, the cursor where it was as far as it has the same briefings."""
        identity = identity or self.identity
        if identity is not None:
            names = (identity.id, identity.name, *identity.names)
            self.ask_for(*names, kind=self.items.kind, spot=self.spot)

    def ask_for(
        self, *whose: str, kind: ItemKind | None = None, spot: Spot | None = None, within: BriefingId | None = None
    ) -> None:
        """Show the dossier of the first of these ids or names that is known, from a spot on."""
        self._kind, self._spot, self._wanted = kind, spot, None
        self.app.bring_up()
        if self.contents is None:
            self.title_bar.title = "Dossier"
            self.list_view.empty = "Looking through the briefings…"
            self.list_view.show(NoItems(), None, "Dossier")
        page = spot.page if spot is not None else 0

        def read(reader: DossierPages) -> tuple[Contents, int, tuple[Leaf, ...]]:
            contents = reader.contents(*whose, within=within)
            first = min(page, max(0, (len(contents.ends) - 1) // PAGE))
            after = contents.ends[first * PAGE - 1] if first else None
            return contents, first, reader.leaves(contents.identity.id, after, PAGE)

        self._pages.ask(read, lambda answer: self._opened(*answer))

    def _opened(self, contents: Contents, page: int, leaves: tuple[Leaf, ...]) -> None:
        identity = contents.identity
        was = self.list_view.place if self.identity is not None and self.identity.id == identity.id else None
        if was is None:
            self.companions = None
        self.contents = contents
        self.items = DossierItems(contents.ends, self._want, self._kind)
        self.items.take(page, leaves)
        self._show_title(contents.waiting)
        spot, self._spot = self._spot, None
        found = self.items.find(spot.briefing, spot.item) if spot is not None else None
        self.show_list(found if found is not None or spot is None else self.items.start_of(page))
        if was is not None and found == was.item:  # looked at anew, nothing moves on the screen
            self.list_view.put(was)
        self._beside.ask(lambda reader: reader.companions(identity.id, COMPANIONS), self._met)

    def _show_title(self, waiting: int) -> None:
        """Tell the name, the others, and how many briefings there are; and how many are not known yet."""
        assert self.contents is not None
        identity, dot = self.contents.identity, self.app.ink.glyphs.dot
        briefings = dialogs.in_briefings(len(self.contents.ends))
        if waiting and identity.kind in (Kind.BODY, Kind.STATE):
            briefings += f" {dot} {waiting:,} not looked through yet"
        others = [name for name in identity.names if name_key(name) != name_key(identity.name)]
        also = (f"also {', '.join(others)} {dot} {briefings}",) if others else ()
        self.title_bar.title, self.title_bar.measure = identity.name, (*also, briefings)
        self.title_bar.repaint()

    def show_list(self, cursor: int | None = None) -> None:
        """Show the items, the cursor on this one."""
        kind = self.items.kind
        self.list_view.empty = self._nothing()
        heading = "In order of time" if kind is None else f"{KIND_WORDS[kind].capitalize()} only"
        place = Place(cursor, max(0, cursor - 3)) if cursor is not None else None
        self.list_view.show(self.items, place, heading)
        self.moved()
        self.show_hints()

    def _nothing(self) -> str:
        if self.items.kind is not None:
            key = self.app.shown_key("kind")
            return f"No briefing has {KIND_WORDS[self.items.kind]} of theirs; {key} lists other kinds."
        return f"No briefing says anything here; {self.app.shown_key('dossier')} finds other names."

    def _failed(self, why: str) -> None:
        self._wanted = None  # what is wanted is asked for again when it is drawn
        self.status.say(why, warning=True)
        if self.contents is None:
            self.list_view.empty = f"{why}. {self.app.shown_key('dossier')} finds other names."
            self.list_view.show(NoItems(), None, "Dossier")

    # -- pages of it

    def _want(self, page: int) -> None:
        """Ask for a page that is drawn and is not there; of several at once, one after the other."""
        if self._wanted is None and self.contents is not None:
            self._wanted = page
            identity, items = self.contents.identity, self.items
            self._pages.ask(
                lambda reader: reader.leaves(identity.id, items.after(page), PAGE),
                lambda leaves: self._take(items, page, leaves),
            )

    def _take(self, items: DossierItems, page: int, leaves: tuple[Leaf, ...]) -> None:
        if items is not self.items:
            return
        self._wanted = None
        view = self.list_view
        was = view.place
        moved = items.take(page, leaves)
        top = moved(was.top)
        place = Place(moved(was.item), top, was.line if top == was.top else 0)
        view.show(items, place, view.heading)
        self.moved()

    def _met(self, companions: list[Companion]) -> None:
        self.companions = companions
        self._show_side()

    # -- what is beside

    @property
    def here(self) -> tuple[Leaf, Item] | None:
        """The item under the cursor and the briefing it is of."""
        row = self.items.row(self.list_view.cursor) if len(self.items) else None
        return (row.leaf, row.item) if row is not None and row.item is not None else None

    @property
    def spot(self) -> Spot | None:
        """Where the cursor is."""
        here = self.here
        return Spot(self.items.page_of(self.list_view.cursor), here[0].briefing, here[1]) if here is not None else None

    def moved(self) -> None:
        self._show_side()

    def _show_side(self) -> None:
        place = self.side_view.place if self.side == SIDE else None
        self.side_view.empty = "Nobody else is named with them." if self.companions is not None else ""
        self.side_view.show(RowItems(self._side_rows()), place, "What it rests on")

    def _side_rows(self) -> list[Row]:
        rows: list[Row] = []
        here = self.here
        if here is not None:
            _, item = here
            marks = Marks(item, self.identity)
            for citation in item.sentences:
                text = citation.quote[:SENTENCE]
                target = Target(sentence=citation.sentence)
                rows.append(Row(text, str(citation.sentence), lead_width=5, target=target, marks=marks.of(text)))
            if not item.sentences:
                rows.append(Row("It rests on no sentence.", style="dim", heading=True))
            rows.append(Row("", heading=True))
        if self.companions:
            rows.append(Row("Appears with", heading=True, style="accent"))
            rows += [companion_row(each, roomy=self.side_view.inner_width >= ROOMY) for each in self.companions]
        elif self.companions is None and self.contents is not None:
            rows.append(Row("Looking who appears with them…", heading=True, style="dim"))
        return rows

    # -- where things lead

    def entered(self) -> None:
        super().entered()
        self.action_follow()

    def action_follow(self) -> None:
        here = self.here
        if self.side == SIDE:
            row = self.side_row()
            if row is None:
                self.status.say("Nothing to follow here.")
            elif row.key:
                self.set_side(LIST)
                self.open(row.key, keep=True)
            elif here is not None and row.target is not None:
                self.app.pages.read(here[0].briefing, row.target)
        elif here is not None:
            self.app.pages.read(here[0].briefing, target_of(here[1]))

    def side_row(self) -> Row | None:
        items, cursor = self.side_view.items, self.side_view.cursor
        if not isinstance(items, RowItems) or cursor >= len(items.rows) or items.rows[cursor].heading:
            return None
        return items.rows[cursor]

    def action_back(self) -> None:
        if not self._past:
            super().action_back()
            return
        left = self._past.pop()
        self.ask_for(left.identity.id, left.identity.name, kind=left.kind, spot=left.spot)

    def action_timeline(self) -> None:
        from content.gathered import Choice
        from tui.screens.timeline import TimelinePage

        if self.identity is not None:
            self.app.pages.show(TimelinePage).open(Choice(who=self.identity.id), self.identity.name)

    def action_figures(self) -> None:
        from content.gathered import Choice
        from tui.screens.figures import FiguresPage

        if self.identity is not None:
            self.app.pages.show(FiguresPage).open(Choice(who=self.identity.id), self.identity.name)

    async def action_dossier(self) -> None:
        here, names = self.here, []
        row = self.side_row() if self.side == SIDE else None
        if row is not None and row.key:
            names = [row.key]
        elif here is not None and self.companions:
            words = " ".join([citation.quote for citation in here[1].sentences])
            names = [each.identity.name for each in self.companions if each.identity.name in words]
        await dialogs.ask_whose(self, names, lambda who: self.open(who, keep=True))

    # -- the rest

    def returned(self) -> None:
        super().returned()
        self.ask_again()  # what was noted or changed meanwhile belongs here

    def others_changed(self, tables: frozenset[str]) -> None:
        if self.overlay.dialog is None and tables & RESTS_ON:
            self.ask_again()

    def reshaped(self) -> None:
        if self.contents is not None and self.is_mounted:
            self._show_side()

    def briefings_meant(self) -> Sequence[tuple[BriefingId, str]]:
        return [(self.here[0].briefing, self.here[0].title)] if self.here is not None else []

    def hint_word(self, command: Command) -> str:
        return "beside" if command.id == "other-side" else super().hint_word(command)

    def hint_order(self) -> Sequence[str]:
        single = self.shape.arrangement is Arrangement.SINGLE
        first = ("follow", "other-side") if single else ("follow", "next", "other-side")
        return (*first, "kind", "back", "dossier", "merge-names", "split-names", "rename", "undo", "help")
