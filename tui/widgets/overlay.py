"""The one dialog: a box over the screen with a list, a line to type in, or both.

It is mounted once and then only shown and hidden: that costs a third of pushing a modal screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.widget import Widget

from content.model import Place
from tui.render import Ink
from tui.widgets.line_view import LineView
from tui.widgets.pen import Pen
from tui.widgets.prompt import Prompt
from tui.widgets.row_items import Row, RowItems


class Dialog(NamedTuple):
    """What the overlay asks.

    Args:
        title: stands in the frame.
        rows: what can be chosen, or read.
        choose: called with the row chosen; None where there is nothing to choose.
        submit: called with the words typed where there are no rows to choose from.
        prompt: the words in the empty line to type in; None for no such line.
        value: what stands in that line at first.
        narrow: whether what is typed keeps only the rows that hold all its words.
        footing: stands in the frame below.
        moved: called with the row that the cursor is on, as it moves.
        closed: called when the dialog is left without choosing.
        close_commands: ids of commands whose keys close it too.
        empty: what stands in the list while nothing matches.
        cursor: the row that the cursor is on at first.
        digits_only: whether only digits can be typed.
        wide: whether the rows are sentences rather than names.
        completions: words that the one being typed is completed to, the most wanted first; the value is then a list
            to be added to, else the first character typed replaces it.
        candidates: what is typed before the cursor is completed by this, which gives it as far as it is clear, and the
            names among which it is not; these are shown below.
        by_letter: whether the key in front of a row chooses it.
        key: under which the drawn rows are kept for the next time; empty where they differ each time.
        commands: what commands do here, by their ids, given the row under the cursor.
        scope: of the keys that are bound only in places like this one.
        typed: called with what stands in the line to type in as it changes; the rows for it are given by `give`.
        lines: at least so many lines are kept for the rows.
    """

    title: str
    rows: Sequence[Row] = ()
    choose: Callable[[Row], None] | None = None
    submit: Callable[[str], None] | None = None
    prompt: str | None = None
    value: str = ""
    narrow: bool = False
    footing: str = ""
    moved: Callable[[Row], None] | None = None
    closed: Callable[[], None] | None = None
    close_commands: frozenset[str] = frozenset()
    empty: str = "Nothing matches."
    cursor: int = 0
    digits_only: bool = False
    wide: bool = False
    completions: tuple[str, ...] | None = None
    candidates: Callable[[str], tuple[str, Sequence[str]]] | None = None
    by_letter: bool = False
    key: str = ""
    commands: Mapping[str, Callable[[Row | None], None]] = MappingProxyType({})
    scope: str = ""
    typed: Callable[[str], None] | None = None
    lines: int = 0


def width_on(width: int, *, wide: bool) -> int:
    """How many terminal cells a dialog takes of a screen of so many; `wide` is that of the dialog."""
    return min(width if width < 84 else width - 8, 100 if wide else 76)


class Overlay(Widget, inherit_css=False):
    """Shows one `Dialog` at a time; `dialog` is None while it is hidden.

    What it shows is written to the terminal at once, where Textual will lay it out: Textual's own frame, some
    milliseconds later, then changes nothing.
    """

    can_focus = False
    can_focus_children = False

    def __init__(self, ink: Ink, pen: Pen, *, id: str) -> None:
        super().__init__(id=id)
        self.list = LineView(ink, id="overlay-list", raised=True)
        self.prompt = Prompt(ink, id="overlay-prompt")
        self.dialog: Dialog | None = None
        self._pen = pen
        self._rows: Sequence[Row] = ()
        self._narrowed = ""

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self.list

    def open(self, dialog: Dialog) -> None:
        """Show a dialog in place of whatever was shown."""
        self.dialog = dialog
        self._rows, self._narrowed = dialog.rows, dialog.value
        self.list.empty = dialog.empty
        self.list.footing = dialog.footing
        self.list.active = True
        asks = dialog.prompt is not None
        if asks:
            self.prompt.start(
                dialog.value,
                dialog.prompt or "",
                label=dialog.title,
                digits_only=dialog.digits_only,
                completions=dialog.completions,
            )
        self.prompt.display = asks
        self.list.display = bool(dialog.rows) or not asks or dialog.typed is not None
        region = self._fit()
        self.list.show(RowItems(dialog.rows), Place(item=dialog.cursor), dialog.title, key=dialog.key)
        self.display = True
        self._pen.covered = True
        self._sketch(region)
        self._tell()

    def close(self) -> None:
        """Hide the dialog; nothing is called."""
        self.dialog = None
        self.display = False
        self._pen.uncover()

    def dismiss(self) -> None:
        """Hide the dialog as a reader does who changes their mind."""
        dialog = self.dialog
        self.close()
        if dialog is not None and dialog.closed is not None:
            dialog.closed()

    def fit(self) -> None:
        """Take the size that suits the dialog and the screen."""
        if self.dialog is not None:
            self._fit()

    def _fit(self) -> Region:
        """Take the size and place that suit the dialog; they are given back, in terminal cells of the screen."""
        assert self.dialog is not None
        width, height = self.screen.size
        box = width_on(width, wide=self.dialog.wide)
        asks = 1 if self.dialog.prompt is not None else 0
        room = max(3, height - (0 if height < 12 else 4))
        lines = 0
        if self.list.display:
            items = RowItems(self._rows)
            for index in range(len(items)):
                lines += items.height(index, max(1, box - 2))
                if lines >= room:
                    break
            lines = max(lines, self.dialog.lines, 2) + 2
        total = max(min(room, lines + asks), 1)
        left, top = (width - box) // 2, max(0, (height - total) // (4 if asks else 2))
        if not self.list.display:  # a line to type in alone takes the place of the status line
            box, total, left, top = width, 1, 0, height - 1
        self.styles.width, self.styles.height = box, total
        self.styles.offset = (left, top)
        self.list.take_size(Size(box, total - asks))
        self.prompt.take_width(box)
        return Region(left, top, box, total)

    def _sketch(self, region: Region) -> None:
        lines = [self.prompt.line()] if self.prompt.display else []
        if self.list.display:
            lines += self.list.lines()
        self._pen.sketch(region, lines)

    # -- what the reader does

    def take(self, key: str, character: str | None) -> None:
        """Give a key to the line to type in, and narrow the rows by what stands there then."""
        before = self.prompt.value
        if self.prompt.press(key, character):
            self.narrow(self.prompt.value)
            self._tell_typed(before)
            self._offer(())

    def complete(self) -> bool:
        """Complete what is being typed; whether there is a way to."""
        if self.dialog is None or self.dialog.candidates is None:
            return self.prompt.complete()
        typed, names = self.dialog.candidates(self.prompt.value[: self.prompt.cursor])
        self.prompt.retype(typed)
        self._offer(names)
        return True

    def _offer(self, names: Sequence[str]) -> None:
        """Show names below the line to type in, where it is one that is completed from them; without any, it alone."""
        if self.dialog is None or self.dialog.candidates is None or not (names or self._rows):
            return
        self._rows = [Row(name, heading=True) for name in names]
        self.list.display = bool(names)
        region = self._fit()
        self.list.show(RowItems(self._rows), None, self.dialog.title)
        self._sketch(region)

    def paste(self, text: str) -> None:
        """Put a text into the line to type in."""
        if self.dialog is not None and self.dialog.prompt is not None:
            before = self.prompt.value
            self.prompt.insert(text)
            self.narrow(self.prompt.value)
            self._tell_typed(before)

    def _tell_typed(self, before: str) -> None:
        if self.dialog is not None and self.dialog.typed is not None and self.prompt.value != before:
            self.dialog.typed(self.prompt.value)

    def give(self, dialog: Dialog, rows: Sequence[Row]) -> None:
        """Show other rows in a dialog, the cursor on the first; nothing happens where it is no longer open."""
        if self.dialog is not dialog:
            return
        self._rows = rows
        region = self._fit()
        self.list.show(RowItems(rows), None, dialog.title)
        self._sketch(region)
        self._tell()

    def narrow(self, words: str) -> None:
        """Keep the rows that hold every word typed."""
        dialog = self.dialog
        if dialog is None or not dialog.narrow or words == self._narrowed:
            return
        self._narrowed = words
        wanted = words.casefold().split()
        rows = [
            row
            for row in dialog.rows
            if all(w in f"{row.text} {row.lead} {row.tail} {row.key}".casefold() for w in wanted)
        ]
        if wanted:
            rows = [row for row in rows if not row.heading]
            rows.sort(key=lambda row: not row.text.casefold().startswith(wanted[0]))
        self._rows = rows
        self.list.show(RowItems(rows), None, dialog.title)
        self._tell()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        if self.list.display and 0 <= self.list.cursor < len(self._rows) and not self._rows[self.list.cursor].heading:
            return self._rows[self.list.cursor]
        return None

    def step(self, by: int) -> None:
        """Move the cursor."""
        self.list.step(by)
        self._tell()

    def page(self, share: float) -> None:
        """Move by a share of the list's height."""
        self.list.page(share)
        self._tell()

    def end(self, last: bool) -> None:
        """Go to the first or last row."""
        self.list.last() if last else self.list.first()
        self._tell()

    def choose_by(self, letter: str) -> None:
        """Choose the row that has this letter in front, where the dialog is one to choose from so."""
        if self.dialog is None or not self.dialog.by_letter:
            return
        for index, row in enumerate(self._rows):
            if row.lead == letter:
                self.list.go(index)
                self.accept()
                return

    def _tell(self) -> None:
        if self.dialog is not None and self.dialog.moved is not None and self.row is not None:
            self.dialog.moved(self.row)

    def accept(self) -> None:
        """Choose the row under the cursor, or hand over what was typed."""
        dialog = self.dialog
        if dialog is None:
            return
        row = self.row
        typed = self.prompt.value if dialog.prompt is not None else ""
        if dialog.choose is not None:
            if row is None:
                return
            self.close()
            dialog.choose(row)
        elif dialog.submit is not None:
            self.close()
            dialog.submit(typed)
        else:
            self.dismiss()
