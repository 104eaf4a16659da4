"""The dialog in which a note or an entry is written: a text, and the fields around it.

It is mounted on first use and then only shown and hidden. Nothing in it is focused: the screen hands it the keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from content.errors import ContentError
from tui.render import Ink, Piece, line_of
from tui.terminal_text import clean, clean_line
from tui.widgets import note_form as form
from tui.widgets.note_fields import NoteFields
from tui.widgets.note_form import Part
from tui.widgets.pen import Pen, finished
from tui.widgets.writing import Draft, Writing
from tui.wrap import wrap

if TYPE_CHECKING:
    from tui.app import ReaderApp

__all__ = ["LONGEST_PASTE", "Draft", "NoteEditor", "Writing"]

LONGEST_PASTE = 100_000
"""How much can be pasted at once, in code points."""

LEFT = "This was not saved; it is here as you left it."
UNSAVED = "This is not saved yet: enter saves it; the same key again leaves without it."


class NoteEditor(Widget, inherit_css=False):
    """Shows one `Writing` at a time; `writing` is None while it is hidden."""

    DEFAULT_CSS = ""
    can_focus = False
    ALLOW_SELECT = False
    app: ReaderApp

    def __init__(self, ink: Ink, pen: Pen, *, id: str) -> None:
        from tui.widgets.note_body import NoteBody

        super().__init__(id=id)
        self.ink = ink
        self.writing: Writing | None = None
        self.active = Part.BODY
        self.body = NoteBody(ink, id="note-body", touched=self._body_touched, scrolled=self.repaint)
        self.fields = NoteFields()
        self.notice = ""
        self._is_warning = self._has_failed = False
        self._pen = pen
        self._drafts: dict[str, Draft] = {}
        self._headings: dict[str, str] = {}
        self._began = Draft()
        """What stood in the fields at first, as it is shown."""
        self._box = Region()
        self._layout = form.Layout((), Region())

    def compose(self) -> ComposeResult:
        yield self.body

    # -- open and closed

    def open(self, writing: Writing) -> None:
        """Show what is to be written, or what was written under its key and not saved."""
        kept = writing.unsaved or self._drafts.get(writing.key)
        self.writing = writing
        self._has_failed = bool(writing.refusal)
        self.fields.begin(writing.tags)
        self._fill(writing.draft)
        self._began = self._shown()
        if kept is not None:
            self._fill(kept)
        self.active = Part.BODY if writing.draft.title is None else Part.TITLE
        self._say(clean_line(writing.refusal) or (LEFT if kept is not None else ""), warning=self._has_failed)
        self.display = True
        self._pen.covered = True
        self.fit()
        self.body.show_active(self.active is Part.BODY)
        self._sketch()

    def _sketch(self) -> None:
        """Write the editor to the terminal at once, where Textual will lay it out in a moment."""
        box, within = self._box, self._layout.body
        if self.body.size != within.size or self.body.thumb != (0, 0):
            return  # how the text wraps, or what of it is in view, is not known yet
        lines = [self.render_line(y) for y in range(box.height)]
        for y in range(within.height):
            line, text = lines[within.y + y], self.body.render_line(y)
            lines[within.y + y] = Strip.join([line.crop(0, within.x), text, line.crop(within.right, box.width)])
        self._pen.sketch(box, [finished(line, self.screen.app) for line in lines])

    def _fill(self, draft: Draft) -> None:
        self.fields.fill(draft)
        self.body.put(draft.body)

    def close(self) -> None:
        """Hide the editor; nothing is called."""
        self.writing = None
        self.display = False
        self._pen.uncover()

    def _shown(self) -> Draft:
        """What stands in the editor, as it is shown."""
        return self.fields.shown(self.body.text)

    @property
    def draft(self) -> Draft:
        """What is written now. A field that was not touched is as it was given, whatever of it cannot be shown."""
        assert self.writing is not None
        shown, began, given = self._shown(), self._began, self.writing.draft
        return Draft(
            given.title if shown.title == began.title else (shown.title or "").strip(),
            given.body if shown.body == began.body else shown.body,
            given.tags if shown.tags == began.tags else shown.tags,
            shown.kind,
            given.colour if shown.colour == began.colour else shown.colour,
        )

    @property
    def is_changed(self) -> bool:
        """Whether something was written that is not saved."""
        return self.writing is not None and self._shown() != self._began

    def save(self) -> None:
        """Keep what is written and hide the editor; where it cannot be kept, say why and stay."""
        writing = self.writing
        assert writing is not None
        reason = writing.save(self.draft)
        self._has_failed = bool(reason)
        if reason:
            self._say(clean_line(reason), warning=True)
        else:
            self._drafts.pop(writing.key, None)
            self.close()

    def put_away(self) -> None:
        """Hide the editor unsaved; what was written is there again when it is opened for the same."""
        writing = self.writing
        assert writing is not None
        self._drafts.pop(writing.key, None)
        is_changed = self.is_changed
        if is_changed:
            self._drafts[writing.key], self._headings[writing.key] = self.draft, writing.heading
        self.close()
        writing.closed(f"Not saved; {writing.again} takes it up again." if is_changed else "")

    @property
    def unsaved(self) -> str:
        """A sentence about what was written and not saved, here or where it was put away; empty where nothing was."""
        if self.is_changed:
            return UNSAVED
        away = "; ".join(clean_line(self._headings[key]) for key in self._drafts)
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
        elif key == "ctrl+x":
            self._edit_outside()
        elif key == "ctrl+o":
            self._copy_out()
        elif key in ("tab", "right") and self.active is Part.TAGS and self.fields.complete():
            self.fit()
        elif key in ("tab", "shift+tab"):
            self._step(1 if key == "tab" else -1)
        else:
            self._unsay()
            self._give(key, character)

    def _give(self, key: str, character: str | None) -> None:
        """Give a key to the part that is active."""
        if self.active is Part.BODY:
            self.body.press(key, character)
        elif key in ("up", "down"):
            self._step(1 if key == "down" else -1)
        else:
            self.fields.press(self.active, key, character)
            self.fit()

    def _step(self, by: int) -> None:
        parts = self.fields.parts
        self.activate(parts[(parts.index(self.active) + by) % len(parts)])

    def activate(self, part: Part) -> None:
        """Send the keys to a part."""
        self.active = part
        self.body.show_active(part is Part.BODY)
        self.fit()

    # -- in and out

    def paste(self, text: str) -> None:
        """Put a text in at the cursor of the part that takes text."""
        if self.writing is None:
            return
        self._unsay()
        left_out = len(text) - LONGEST_PASTE
        text = text[:LONGEST_PASTE]
        line = self.fields.line(self.active)
        if line is not None:
            left_out = max(left_out, 0) + line.insert(text)
        elif self.active is Part.BODY:
            self.body.type(text)
        else:
            return
        if left_out > 0:
            self._say(f"{left_out:,} characters of what was pasted were left out: it is too long.", warning=True)
        self.repaint()

    def _edit_outside(self) -> None:
        from tui.external_editor import edit_in_editor

        try:
            edited = edit_in_editor(self.app, self.body.text)
        except ContentError as error:
            self._say(str(error), warning=True)
            return
        if edited.problem:
            self._say(edited.problem, warning=True)
        elif edited.text != self.body.text:
            self._unsay()
            self.body.replace_all(edited.text)

    def _copy_out(self) -> None:
        assert self.writing is not None
        if self.writing.copy is None:
            return
        title = f"{self.fields.title.value}\n\n" if self.fields.title.value else ""
        try:
            self._say(clean_line(self.writing.copy(title + self.body.text)))
        except ContentError as error:
            self._say(str(error), warning=True)

    def _say(self, words: str, *, warning: bool = False) -> None:
        self.notice, self._is_warning = clean(words), warning
        self.fit()

    def _unsay(self) -> None:
        if self.notice:
            self._say("")

    # -- size and place

    def fit(self) -> None:
        """Take the size that suits the screen, and lay out in it what there is to show."""
        if self.writing is None:
            return
        box = form.box_for(*self.screen.size)
        layout = form.layout_of(box, self.fields.parts, self.active, self.notice)
        if box != self._box:
            self._box = box
            self.styles.width, self.styles.height = box.size
            self.styles.offset = box.offset
        if layout.body != self._layout.body:
            self.body.styles.width, self.body.styles.height = layout.body.size
            self.body.styles.offset = layout.body.offset
        self._layout = layout
        self.repaint()

    # -- drawing

    def repaint(self) -> None:
        """Draw the frame and the fields anew."""
        if self.is_mounted:
            self.refresh()

    def take_ink(self, ink: Ink) -> None:
        """Draw in other colours."""
        self.ink = self.body.ink = ink
        self.body.refresh()
        self.repaint()

    def render_line(self, y: int) -> Strip:
        ink, width = self.ink, self._box.width
        if self.writing is None:
            return Strip.blank(width, ink.sheet)
        corners = ink.glyphs.corners
        rows = self._layout.rows
        if y == 0:
            return form.edge(self.writing.heading, (), width, ink, corners[:2])
        if y > len(rows):
            return form.edge("", form.hints_for(self._hints(), width - 4, ink), width, ink, corners[2:])
        style = ink.frame_active
        first, last = self.body.thumb
        is_thumb = first <= y - self._layout.body.y < last
        right = (ink.glyphs.thumb, ink.mark_sign) if is_thumb else (ink.glyphs.down, style)
        inside = line_of(self._row(rows[y - 1], y - 1, width - 2), width - 2, ink.sheet)
        side = line_of([(ink.glyphs.down, style)], 1, ink.sheet)
        return Strip.join([side, inside, line_of([right], 1, ink.sheet)])

    def _hints(self) -> list[tuple[str, str]]:
        assert self.writing is not None
        offers = self.active is Part.TAGS and bool(self.fields.offered())
        enter, can_copy = "⏎" if self.app.unicode else "enter", self.writing.copy is not None
        return form.keys_for(self.active, enter, failed=self._has_failed, can_copy=can_copy, offers=offers)

    def _row(self, row: str, at: int, width: int) -> list[Piece]:
        ink = self.ink
        if row == "rule":
            return [(ink.glyphs.across * width, ink.frame)]
        if row == "info":
            return self._info(at - self._layout.rows.index("info"), width)
        return self.fields.draw(Part(row), width, ink, active=row == self.active) if row else []

    def _info(self, line: int, width: int) -> list[Piece]:
        ink = self.ink
        if self.notice:
            said = wrap(self.notice, max(1, width - 2))[line : line + 1]
            style = ink.warning if self._is_warning else ink.dim
            return [(" ", style), *((self.notice[start:end], style) for start, end in said)]
        return self.fields.draw_completions(width, ink) if line == 0 and self.active is Part.TAGS else []

    # -- the mouse

    def _body_touched(self) -> None:
        if self.writing is not None:
            self._unsay()
            self.activate(Part.BODY)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        row = self._layout.rows[event.y - 1] if 1 <= event.y <= len(self._layout.rows) else ""
        if self.writing is None or row not in self.fields.parts:
            return
        self._unsay()
        self.fields.click(Part(row), event.x - 1, self._box.width - 2)
        self.activate(Part(row))
