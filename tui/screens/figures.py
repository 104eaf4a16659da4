"""Figures as series: what is measured, beside it how it moved, each point one key from its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.gathered import Choice, GatheringReader, Origins
from content.model import Place
from content.store.schema import BRIEFINGS, ENTRIES
from tui.answering import Answering
from tui.command import IN_GATHERED, Command
from tui.plots import INSTALL, bars, can_plot, plot_lines
from tui.screens.choosing import ask_of_what
from tui.screens.layout import Arrangement
from tui.screens.page import GONE, SIDE, Page
from tui.terminal_text import clean_line
from tui.widgets.row_items import Row, RowItems, Target
from tui.wrap import fit, width_of

if TYPE_CHECKING:
    from content.figure_series import Point, Series

LISTED = 200
"""How many series are listed, those of the most points."""

PLOT_HEIGHT = 16
"""The most lines of a plot."""

BAR = 24
"""The longest bar, in terminal cells."""

SENTENCE = 600
"""Code points of a sentence that are shown under its point."""


class FiguresPage(Page, inherit_css=False):
    """What is measured again and again; `open` chooses of what."""

    list_share = 40
    placeholder = "Words that tell what is measured"
    line_label = "About"

    def __init__(self) -> None:
        super().__init__()
        folder = self.app.library.folder
        self._answers = Answering(lambda: GatheringReader(folder), self.app.call_later, self._failed, name="figures")
        self.choice = Choice()
        self.called = ""
        self.series: list[Series] = []
        self.origins: Origins = {}

    def on_unmount(self) -> None:
        self._answers.close()

    @property
    def scope(self) -> str:
        return IN_GATHERED

    # -- opening

    def open(self, choice: Choice, called: str) -> None:
        """Show the series of a choice, which is called so; whose it is is found out where it is somebody's."""
        self.choice, self.called = choice, called
        if choice.who:
            self.app.bring_up()
        if choice.words != self.line.value:
            self.line.start(choice.words, self.placeholder, label=self.line_label)
            self.line.repaint()
        self._show_title()
        self.list_view.empty = "Looking through the figures…"
        if not self.series or not choice.words:
            self.series = []
            self.list_view.put(Place())
            self._show_list()
        self._ask()

    def _ask(self, *, stays: bool = False) -> None:
        """Ask for the series; the cursor stays on its own, and on its point, where `stays` is true."""
        choice, named = self.choice, self.called
        least = 1 if choice.briefings or choice.words else 2

        def read(reader: GatheringReader) -> tuple[list[Series], Origins, str] | None:
            left = reader.left_of(choice)
            if left is None:
                return None
            called = named or (reader.contents(choice.who).identity.name if choice.who else "")
            return (*reader.series(left, least=least, limit=LISTED), called)

        self._answers.ask(read, lambda answer: self._take(answer, stays=stays))

    def _take(self, answer: tuple[list[Series], Origins, str] | None, *, stays: bool) -> None:
        before, place, beside = self.shown, self.list_view.place, self.side_view.place
        self.series, self.origins, self.called = answer or ([], {}, self.called)
        self.list_view.empty = self._nothing() if answer is not None else GONE
        self._show_title()
        here = [_what(each) for each in self.series]
        if not stays or before is None or _what(before) not in here:
            self._show_list()
            return
        at = here.index(_what(before))
        self._show_list(Place(at, max(0, place.top + at - place.item), place.line))
        self.side_view.put(beside)

    def _nothing(self) -> str:
        """Why there is nothing: the words that were typed, where there are some."""
        key = self.app.shown_key
        if self.choice.words.strip():
            words = clean_line(self.choice.words.strip())
            ways = f"{key('find')} changes these words, {key('close')} clears them."
            return f"Nothing measured here is about “{words}”. {ways}"
        return f"Nothing is measured here more than once. {key('of-what')} chooses other briefings, or somebody."

    def _show_title(self) -> None:
        self.title_bar.title = f"Figures: {self.called}" if self.called else "Figures"
        self.title_bar.repaint()

    def _failed(self, why: str) -> None:
        self.list_view.empty = ""
        self._show_list()
        self.status.say(why, warning=True)

    def _show_list(self, place: Place | None = None) -> None:
        rows = [_series_row(each, self.app.ink.glyphs.dash) for each in self.series]
        self.list_view.show(RowItems(rows), place, "What")
        self.moved()
        self.show_hints()

    def typed(self) -> None:
        self.choice = self.choice._replace(words=self.line.value)
        self._ask()

    def action_close(self) -> None:
        """Go back from the side to the list, to all that is measured from what the words leave of it, and away."""
        is_beside = self.side == SIDE and self.shape.arrangement is Arrangement.SINGLE
        if self.line.value and not is_beside:
            self.line.start("", self.placeholder, label=self.line_label)
            self.line.is_idle = True
            self.line.repaint()
            self.typed()
        else:
            super().action_close()

    def action_find(self) -> None:
        """Type words that tell what is measured."""
        self.start_typing()

    # -- what is beside

    @property
    def shown(self) -> Series | None:
        """The series under the cursor."""
        cursor = self.list_view.cursor
        return self.series[cursor] if cursor < len(self.series) else None

    def moved(self) -> None:
        series = self.shown
        rows = self._rows(series) if series is not None else []
        self.side_view.show(RowItems(rows), None, "How it moved")

    def _rows(self, series: Series) -> list[Row]:
        width = self.side_view.inner_width - 2
        height = min(PLOT_HEIGHT, max(0, self.side_view.inner_height - 6))
        plots = can_plot()
        rows: list[Row] = []
        if plots and len(series.points) > 1:
            drawn = plot_lines(series, width, height, unicode=self.app.unicode)
            rows += [Row(line.text, heading=True, style="dim", marks=line.marks) for line in drawn]
        is_plotted = bool(rows)
        if rows:
            rows.append(Row("", heading=True))
        rows += self._points(series, width, with_bars=not is_plotted)
        if not plots:
            rows += [Row("", heading=True), Row(f"Plots are drawn with plotext: {INSTALL}", heading=True, style="dim")]
        return rows

    def _points(self, series: Series, width: int, *, with_bars: bool) -> list[Row]:
        rows: list[Row] = []
        when = max(width_of(point.stretch.words) for point in series.points) + 2
        wide = min(24, max(width_of(point.text) for point in series.points))
        room = min(BAR, width - when - wide - 14)
        full = self.app.ink.glyphs.bar_full
        for length, points in series.lines.items():
            rows.append(Row(f"By {length}", heading=True, style="accent"))
            drawn = bars(points, room, full=full, of=series) if with_bars and room > 4 else [""] * len(points)
            for point, bar in zip(points, drawn, strict=True):
                rows.append(self._point(point, bar, when, wide))
        return rows

    def _point(self, point: Point, bar: str, when: int, wide: int) -> Row:
        words = fit(point.text, wide, self.app.ink.glyphs.ellipsis)
        first = f"{words}{' ' * (wide - width_of(words))}  {bar}" if bar else words
        told = "forecast" if point.is_forecast else "article's day" if point.at_article else ""
        marks = [(0, len(words), "figure")]
        if bar:
            marks.append((len(first) - len(bar), len(first), "number"))
        text = f"{first}\n{point.sentence.quote[:SENTENCE]}"
        marks.append((len(first) + 1, len(text), "dim"))
        at = point.sentence.quote[:SENTENCE].find(point.text)
        if at >= 0:
            marks.append((len(first) + 1 + at, len(first) + 1 + at + len(point.text), "figure"))
        return Row(
            text,
            lead=point.stretch.words,
            lead_width=when,
            tail=told,
            tail_style="dim",
            target=Target(sentence=point.sentence.sentence),
            key=point.briefing,
            marks=tuple(marks),
        )

    def reshaped(self) -> None:
        if self.is_mounted:
            self.call_after_refresh(self.moved)

    def set_side(self, side: str) -> None:
        super().set_side(side)
        if self.is_mounted and side == SIDE:
            self.call_after_refresh(self._drawn_for_side)

    def _drawn_for_side(self) -> None:
        """Draw for the width that the side has now, where it was not on the screen before."""
        place = self.side_view.place
        series = self.shown
        if series is not None:
            self.side_view.show(RowItems(self._rows(series)), place, "How it moved")

    # -- where things lead

    def entered(self) -> None:
        super().entered()
        self.action_follow()

    def action_follow(self) -> None:
        point = self._point_here()
        if point is not None:
            self.app.pages.read(point.briefing, Target(sentence=point.sentence.sentence))
        elif self.shown is None:
            self.status.say("Nothing to follow here.")
        else:
            self.set_side(SIDE)

    def _point_here(self) -> Point | None:
        """The point under the cursor."""
        items, cursor, series = self.side_view.items, self.side_view.cursor, self.shown
        if self.side != SIDE or series is None or not isinstance(items, RowItems) or cursor >= len(items.rows):
            return None
        row = items.rows[cursor]
        points = [point for points in series.lines.values() for point in points]
        rows = [each for each in items.rows if each.target is not None]
        return next((point for point, each in zip(points, rows, strict=True) if each is row), None)

    def action_timeline(self) -> None:
        from tui.screens.timeline import TimelinePage

        self.app.pages.show(TimelinePage).open(self.choice._replace(words=""), self.called)

    async def action_of_what(self) -> None:
        reading = self.app.reading.briefing
        await self.ask(ask_of_what(self, self.choice, (reading.id, reading.title), self.open))

    def returned(self) -> None:
        super().returned()
        self._ask(stays=True)

    def others_changed(self, tables: frozenset[str]) -> None:
        if self.overlay.dialog is None and tables & {BRIEFINGS, ENTRIES}:
            self._ask(stays=True)

    def hint_word(self, command: Command) -> str:
        words = {"other-side": "points", "find": "about"}
        return words.get(command.id) or super().hint_word(command)

    def hint_order(self) -> Sequence[str]:
        return ("follow", "other-side", "next", "of-what", "find", "back", "dossier", "help")


def _what(series: Series) -> tuple[object, ...]:
    """What tells a series from the others of a list."""
    return series._replace(points=(), names=())


def _series_row(series: Series, dash: str) -> Row:
    """What is measured and its unit; below it how many points there are, from when to when, and the last one."""
    points = series.points
    count = "1 point" if len(points) == 1 else f"{len(points):,} points"
    first, last = min(points, key=lambda p: p.stretch.first), max(points, key=lambda p: p.stretch.last)
    span = first.stretch.words if first is last else f"{first.stretch.words} {dash} {last.stretch.words}"
    parties = f" ({', '.join(series.parties)})" if series.parties else ""
    change = ", change" if series.is_change else ""
    head = f"{series.title}{change}{parties}"
    forecast = ", forecast" if last.is_forecast else ""
    text = f"{head}\n{count}, {span}, last {last.text}{forecast}"
    unit = series.unit or series.kind.value
    return Row(text, tail=unit, tail_style="number", first_style="title", marks=((len(head) + 1, len(text), "dim"),))
