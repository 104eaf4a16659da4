"""The one dialog: a box over the screen with a list, a line to type in, or both.

It is mounted once and then only shown and hidden: that costs a third of pushing a modal screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from tui.render import Ink
from tui.widgets.line_view import LineView
from tui.widgets.pen import Pen
from tui.widgets.row_items import Row, RowItems

if TYPE_CHECKING:
    from tui.widgets.typing_line import TypingLine


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
        restrict: a regular expression that what is typed has to match.
        wide: whether the rows are sentences rather than names.
        key: under which the drawn rows are kept for the next time; empty where they differ each time.
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
    restrict: str | None = None
    wide: bool = False
    key: str = ""


class Overlay(Container):
    """Shows one `Dialog` at a time; `dialog` is None while it is hidden."""

    can_focus = False
    can_focus_children = True

    def __init__(self, ink: Ink, *, id: str) -> None:
        super().__init__(id=id)
        self.list = LineView(ink, id="overlay-list", raised=True)
        self.input: TypingLine | None = None
        self.dialog: Dialog | None = None
        self._rows: Sequence[Row] = ()
        self._narrowed = ""

    def compose(self) -> ComposeResult:
        yield self.list

    async def open(self, dialog: Dialog) -> None:
        """Show a dialog in place of whatever was shown."""
        self.dialog = dialog
        self.list.empty = dialog.empty
        self.list.footing = dialog.footing
        self.list.active = True
        asks = dialog.prompt is not None
        if asks and self.input is None:
            from tui.widgets.typing_line import TypingLine  # 5 ms of the start for who never types

            self.input = TypingLine(id="overlay-input", select_on_focus=False)
            self.input.cursor_blink = False
            await self.mount(self.input, before=0)
        if self.input is not None:
            self.input.display = asks
            if asks:
                with self.prevent(type(self.input).Changed):
                    self.input.restrict = None
                    self.input.value = dialog.value
                    self.input.restrict = dialog.restrict
                self.input.placeholder = dialog.prompt or ""
        self.list.display = bool(dialog.rows) or not asks
        self._rows, self._narrowed = dialog.rows, dialog.value
        self._fit()
        self.list.show(RowItems(dialog.rows), None, dialog.title, key=dialog.key)
        self.display = True
        self._tell_pen(True)
        if dialog.cursor:
            self.list.cursor = dialog.cursor
            self.call_after_refresh(self.list.go, dialog.cursor)
        if asks and self.input is not None:
            self.screen.set_focus(self.input, scroll_visible=False)
            self.input.select_whole()
        self._tell()

    def close(self) -> None:
        """Hide the dialog; nothing is called."""
        self.dialog = None
        self.display = False
        self._tell_pen(False)
        self.screen.set_focus(None)

    def _tell_pen(self, covered: bool) -> None:
        pen: Pen | None = getattr(self.screen, "pen", None)
        if pen is not None:
            pen.covered = covered

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

    def _fit(self) -> None:
        assert self.dialog is not None
        width, height = self.screen.size
        box = (
            min(width, 100 if self.dialog.wide else 76)
            if width < 84
            else min(width - 8, 100 if self.dialog.wide else 76)
        )
        asks = self.input is not None and self.input.display
        room = max(3, height - (0 if height < 12 else 4))
        lines = 0
        if self.list.display:
            inner = max(1, box - 2)
            items = RowItems(self._rows)
            for index in range(len(items)):
                lines += self._height_of(items.rows[index], inner)
                if lines >= room:
                    break
            lines = max(lines, 2) + 2
        total = min(room, lines + (1 if asks else 0))
        self.styles.width, self.styles.height = box, max(total, 1)
        self.styles.offset = ((width - box) // 2, max(0, (height - total) // (2 if not asks else 4)))

    @staticmethod
    def _height_of(row: Row, width: int) -> int:
        from tui.wrap import width_of, wrap

        lead = min(row.lead_width or width_of(row.lead) + (1 if row.lead else 0), width // 3)
        room = max(1, width - 2 - lead - (width_of(row.tail) + 1 if row.tail else 0))
        return len(wrap(row.text, room)) if len(row.text) < 4000 else 1 + len(row.text) // room

    # -- what the reader does

    async def take(self, event: events.Key) -> None:
        """Give a key to the line to type in, and answer it before the next key."""
        line = self.input
        assert line is not None
        if event.is_printable:
            await line._on_key(event)
        else:
            for binding in line._bindings.key_to_bindings.get(event.key, ()):
                await self.app.run_action(binding.action, line)
        self.narrow(line.value)

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

    def _tell(self) -> None:
        if self.dialog is not None and self.dialog.moved is not None and self.row is not None:
            self.dialog.moved(self.row)

    def accept(self) -> None:
        """Choose the row under the cursor, or hand over what was typed."""
        dialog = self.dialog
        if dialog is None:
            return
        row = self.row
        typed = self.input.value if self.input is not None and dialog.prompt is not None else ""
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
