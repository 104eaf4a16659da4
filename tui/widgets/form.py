"""The dialog in which a few fields are filled in, a line each.

It is mounted on first use and then only shown and hidden. Nothing in it is focused: the screen hands it the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.render import Ink, Piece, line_of
from tui.terminal_text import clean, clean_line
from tui.widgets.note_form import LABELS_FROM, WIDEST, edge, hints_for
from tui.widgets.pen import Pen, finished
from tui.widgets.typed_line import TypedLine, column_at
from tui.wrap import fit, width_of, wrap

if TYPE_CHECKING:
    from tui.app import ReaderApp

LEFT = "This was not saved; it is here as you left it."
UNSAVED = "This is not saved yet: enter saves it; the same key again leaves without it."


class Field(NamedTuple):
    """One field: what `Filling.save` calls it, its name on the screen, what stands in it, and in it while empty."""

    name: str
    label: str
    value: str
    hint: str = ""


class Refusal(NamedTuple):
    """Why what was written is not kept, and which field that is about, by its name; empty where it is about none.

    `brief` is said where there is no room for all the words.
    """

    words: str
    field: str = ""
    brief: str = ""


class Filling(NamedTuple):
    """What the form is opened for.

    Args:
        heading: stands in the frame.
        key: what is written is kept under while it is not saved.
        fields: from top to bottom.
        save: keeps what was changed, given by the names of fields; None when it is kept, else why it is not.
        closed: called when it is put away unsaved, with a word for the status line, empty where nothing is lost.
        again: the key that opens it here again, as the screen writes it.
    """

    heading: str
    key: str
    fields: Sequence[Field]
    save: Callable[[Mapping[str, str]], Refusal | None]
    closed: Callable[[str], None]
    again: str


class Form(Widget, inherit_css=False):
    """Shows one `Filling` at a time; `writing` is None while it is hidden."""

    DEFAULT_CSS = ""
    can_focus = False
    ALLOW_SELECT = False
    app: ReaderApp

    def __init__(self, ink: Ink, pen: Pen, *, id: str) -> None:
        super().__init__(id=id)
        self.ink = ink
        self.writing: Filling | None = None
        self.lines: list[TypedLine] = []
        self.active = 0
        """The field that keys go to, from 0."""
        self.notice = self._brief = ""
        self._is_warning = False
        self._pen = pen
        self._began: list[str] = []
        """What stood in the fields at first, as it is shown."""
        self._away: dict[str, tuple[str, dict[str, str]]] = {}
        """What was put away unsaved: the heading, and what was changed."""
        self._box = Region()
        self._rows: Sequence[int | str] = ()
        """What each line between top and bottom shows: a field by its number, or words."""

    # -- open and closed

    def open(self, filling: Filling) -> None:
        """Show the fields as they are given, or with what was written in them before and not saved."""
        self.writing, self.active = filling, 0
        self.lines = [TypedLine() for _ in filling.fields]
        self._began = [clean_line(field.value) for field in filling.fields]
        _, kept = self._away.get(filling.key, ("", {}))
        for line, field, began in zip(self.lines, filling.fields, self._began, strict=True):
            line.begin(kept.get(field.name, began))
        self.display = True
        self._pen.covered = True
        self._say(LEFT if kept else "")
        self._pen.sketch(self._box, [finished(self.render_line(y), self.screen.app) for y in range(self._box.height)])

    def close(self) -> None:
        """Hide the form; nothing is called."""
        self.writing = None
        self.display = False
        self._pen.uncover()

    @property
    def changed(self) -> dict[str, str]:
        """What was changed and is not saved, by the names of the fields."""
        fields = self.writing.fields if self.writing is not None else ()
        both = zip(fields, self.lines, self._began, strict=False)
        return {field.name: line.value for field, line, began in both if line.value != began}

    def save(self) -> None:
        """Keep what was changed and hide the form; where it cannot be kept, say why and stay."""
        filling = self.writing
        assert filling is not None
        refusal = filling.save(self.changed)
        if refusal is None:
            self._away.pop(filling.key, None)
            self.close()
            return
        names = [field.name for field in filling.fields]
        if refusal.field in names:
            self.active = names.index(refusal.field)
        self._say(refusal.words, warning=True, brief=refusal.brief)

    def put_away(self) -> None:
        """Hide the form unsaved; what was written is there again when it is opened for the same."""
        filling, changed = self.writing, self.changed
        assert filling is not None
        self._away.pop(filling.key, None)
        if changed:
            self._away[filling.key] = filling.heading, changed
        self.close()
        filling.closed(f"Not saved; {filling.again} takes it up again." if changed else "")

    @property
    def unsaved(self) -> str:
        """A sentence about what was written and not saved, here or where it was put away; empty where nothing was."""
        if self.changed:
            return UNSAVED
        here = self.writing.key if self.writing is not None else None
        away = "; ".join(clean_line(heading) for key, (heading, _) in self._away.items() if key != here)
        return f"Unsaved words; the same key again leaves without them: {away}." if away else ""

    def warn(self, words: str) -> None:
        """Say something that the reader has to know before going on."""
        self._say(words, warning=True)

    # -- keys

    def press(self, key: str, character: str | None) -> None:
        """Do what a key means."""
        if self.writing is None:
            return
        if key == "escape":
            self.put_away()
        elif key == "enter":
            self.save()
        elif key in ("tab", "down", "shift+tab", "up"):
            self._step(1 if key in ("tab", "down") else -1)
        elif self.lines[self.active].press(key, character):
            self._say("")

    def paste(self, text: str) -> None:
        """Put a text in at the cursor."""
        if self.writing is not None:
            left_out = self.lines[self.active].insert(text)
            words = f"{left_out:,} characters of what was pasted were left out: it is too long." if left_out else ""
            self._say(words, warning=bool(words))

    def _step(self, by: int) -> None:
        self.active = (self.active + by) % len(self.lines)
        self.fit()

    def _say(self, words: str, *, warning: bool = False, brief: str = "") -> None:
        self.notice, self._brief, self._is_warning = clean(words), clean(brief), warning
        self.fit()

    # -- size and drawing

    def fit(self) -> None:
        """Take the size that suits the screen, and lay out in it what there is to show."""
        if self.writing is None:
            return
        width, height = self.screen.size
        across = width if width < 64 else min(width - 4, WIDEST)
        fields = len(self.lines)
        room = max(1, (height if height < 14 else height - 4) - 2)
        said = _wrapped(self.notice, across - 4)
        if len(said) >= room and self._brief:
            said = _wrapped(self._brief, across - 4)
        inside = min(room, fields + max(1, len(said)))
        # What is said comes before the fields that keys do not go to; the field that they go to always shows.
        said = said[: inside - 1]
        shown = min(fields, inside - len(said))
        first = min(max(0, self.active - shown // 2), fields - shown)
        self._rows = [*range(first, first + shown), *said]
        self._rows = [*self._rows, *[""] * (inside - len(self._rows))]
        box = Region((width - across) // 2, max(0, (height - inside - 2) // 3), across, inside + 2)
        if box != self._box:
            self._box = box
            self.styles.width, self.styles.height = box.size
            self.styles.offset = box.offset
        self.repaint()

    def repaint(self) -> None:
        """Draw the form anew."""
        if self.is_mounted:
            self.refresh()

    def take_ink(self, ink: Ink) -> None:
        """Draw in other colours."""
        self.ink = ink
        self.repaint()

    def render_line(self, y: int) -> Strip:
        ink, width = self.ink, self._box.width
        if self.writing is None:
            return Strip.blank(width, ink.sheet)
        corners = ink.glyphs.corners
        if y == 0:
            return edge(self.writing.heading, (), width, ink, corners[:2])
        if y > len(self._rows):
            enter = "⏎" if self.app.unicode else "enter"
            hints = [(enter, "saves"), ("tab", "next"), ("esc", "leaves")]
            return edge("", hints_for(hints, width - 4, ink), width, ink, corners[2:])
        row = self._rows[y - 1]
        style = ink.warning if self._is_warning else ink.dim
        pieces = self._field(row, width - 2) if isinstance(row, int) else [(f" {row}", style)]
        side = line_of([(ink.glyphs.down, ink.frame_active)], 1, ink.sheet)
        return Strip.join([side, line_of(pieces, width - 2, ink.sheet), side])

    def _field(self, number: int, width: int) -> list[Piece]:
        """A field with its name before it; a sign and not only a colour says that keys go to it."""
        assert self.writing is not None
        ink, field, line = self.ink, self.writing.fields[number], self.lines[number]
        is_active = number == self.active
        before = self._label_width(number, width)
        room = max(1, width - before - 1)
        sign = (ink.glyphs.cursor if is_active else " ", ink.mark_sign)
        label = (field.label.ljust(before - 1), ink.accent if is_active else ink.dim)
        if line.value:
            content = line.pieces(room, ink) if is_active else [(fit(line.value, room, ink.glyphs.ellipsis), ink.text)]
            return [sign, label, *content]
        hint = fit(field.hint, room, ink.glyphs.ellipsis)
        cursor = (hint[:1] or " ", ink.text_cursor if is_active else ink.dim)
        return [sign, label, cursor, (hint[1:], ink.dim)]

    def _label_width(self, number: int, width: int) -> int:
        """The cells before what stands in a field: a column of names where there is room for it."""
        assert self.writing is not None
        fields = self.writing.fields if width >= LABELS_FROM else [self.writing.fields[number]]
        return 2 + max(width_of(field.label) for field in fields)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        row = self._rows[event.y - 1] if 1 <= event.y <= len(self._rows) else ""
        if self.writing is not None and isinstance(row, int):
            line = self.lines[row]
            line.cursor = column_at(line.value, event.x - 1 - self._label_width(row, self._box.width - 2))
            self.active = row
            self.fit()


def _wrapped(words: str, width: int) -> list[str]:
    return [words[start:end] for start, end in wrap(words, max(1, width))] if words else []
