"""Briefings that have to do with one, and why: whom and what both name, and which rare words their titles share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.gathered import Choice, GatheringReader, Origins
from content.model import BriefingId, Place
from content.store.schema import BRIEFINGS, ENTRIES
from tui.answering import Answering
from tui.command import Command
from tui.screens.dossier_dialogs import names_left
from tui.screens.page import GONE, LIST, SIDE, Page
from tui.widgets.row_items import Row, RowItems

if TYPE_CHECKING:
    from content.related import Related

LOOK_AFTER = 0.5
"""Seconds between two looks at how far the index of names is."""

LISTED = 40
"""How many briefings are listed, those that share most."""


class RelatedPage(Page, inherit_css=False):
    """The briefings that have to do with one; `open` says with which."""

    list_share = 58

    def __init__(self) -> None:
        super().__init__()
        folder = self.app.library.folder
        self._answers = Answering(lambda: GatheringReader(folder), self.app.call_later, self._failed, name="related")
        self.briefing = BriefingId("")
        self.related: list[Related] = []
        self.origins: Origins = {}
        self._is_whole = False

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(LOOK_AFTER, self._look)

    def on_unmount(self) -> None:
        self._answers.close()

    def open(self, briefing: BriefingId, title: str) -> None:
        """Show what has to do with a briefing."""
        self.briefing, self.related, self._is_whole = briefing, [], False
        self.app.bring_up()
        self.title_bar.title = f"Related to {title}"
        self.title_bar.repaint()
        self.list_view.empty = "Looking through the briefings…"
        self.list_view.put(Place())
        self._show()
        self._ask()

    def _ask(self) -> None:
        briefing, self._is_whole = self.briefing, not names_left(self.app)

        def read(reader: GatheringReader) -> tuple[list[Related], Origins] | None:
            is_there = reader.left_of(Choice((briefing,))) is not None
            return reader.related(briefing, LISTED) if is_there else None

        self._answers.ask(read, self._take)

    def _look(self) -> None:
        """Ask anew once the index of names is whole."""
        if not self._is_whole and self.is_current and not names_left(self.app):
            self._ask()

    def _take(self, answer: tuple[list[Related], Origins] | None) -> None:
        before, beside = self.here, self.side_view.place
        self.related, self.origins = answer or ([], {})
        nothing = "No other briefing shares a name or a rare word with this one."
        self.list_view.empty = GONE if answer is None else nothing
        self._show()
        if before is not None and self.here == before:
            self.side_view.put(beside)

    def _failed(self, why: str) -> None:
        self.list_view.empty = ""
        self._show()
        self.status.say(why, warning=True)

    def _show(self) -> None:
        rows = [_related_row(each) for each in self.related]
        place = self.list_view.place
        self.list_view.show(RowItems(rows), place, "What shares most comes first")
        self.moved()
        self.show_hints()

    # -- what is beside

    @property
    def here(self) -> Related | None:
        """The briefing under the cursor."""
        cursor = self.list_view.cursor
        return self.related[cursor] if cursor < len(self.related) else None

    def moved(self) -> None:
        here = self.here
        self.side_view.show(RowItems(self._rows(here) if here is not None else []), None, "Why")

    def _rows(self, here: Related) -> list[Row]:
        rows: list[Row] = []
        origin = self.origins.get(here.briefing)
        if here.is_version:
            rows += [Row("Another text of the same article", heading=True, style="accent"), Row("", heading=True)]
        if here.shared:
            rows.append(Row("Named in both", heading=True, style="accent"))
            rows += [Row(name, key=name) for name in here.shared]
        if here.words:
            rows += [Row("", heading=True)] if rows else []
            rows.append(Row("In both titles", heading=True, style="accent"))
            rows += [Row(word, heading=True) for word in here.words]
        if origin is not None and origin.publisher:
            rows += [Row("", heading=True), Row(f"{origin.publisher} {here.when}", heading=True, style="dim")]
        return rows

    # -- where things lead

    def entered(self) -> None:
        super().entered()
        self.action_follow()

    def action_follow(self) -> None:
        here, items = self.here, self.side_view.items
        if here is None:
            self.status.say("Nothing to follow here.")
        elif self.side == SIDE:
            row = items.rows[self.side_view.cursor] if isinstance(items, RowItems) and len(items) else None
            if row is not None and row.key:
                self.set_side(LIST)
                self.open_dossier(row.key)
        else:
            self.app.pages.read(here.briefing)

    def named_here(self) -> Sequence[str]:
        return self.here.shared if self.here is not None else ()

    def returned(self) -> None:
        super().returned()
        self._ask()

    def others_changed(self, tables: frozenset[str]) -> None:
        if self.overlay.dialog is None and tables & {BRIEFINGS, ENTRIES}:
            self._ask()

    def briefings_meant(self) -> Sequence[tuple[BriefingId, str]]:
        return [(self.here.briefing, self.here.title)] if self.here is not None else []

    def hint_word(self, command: Command) -> str:
        return "why" if command.id == "other-side" else super().hint_word(command)

    def hint_order(self) -> Sequence[str]:
        return ("follow", "next", "other-side", "dossier", "back", "help")


def _related_row(related: Related) -> Row:
    reasons = [*related.shared, *[f"“{word}”" for word in related.words]]
    why = f"shares {', '.join(reasons)}" if reasons else ""
    if related.is_version:
        why = "another text of this article" + (f"; {why}" if why else "")
    text = f"{related.title}\n{why}" if why else related.title
    return Row(
        text,
        lead="undated" if related.is_undated else related.day,
        lead_width=12,
        first_style="title",
        marks=((len(related.title), len(text), "dim"),),
        key=related.briefing,
    )
