"""The dialog in which a note or an entry is written: a text, and the fields around it.

It is mounted on first use and then only shown and hidden. Nothing in it is focused: the screen hands it the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from content.errors import ContentError
from content.notes import Colour, NoteKind, tags_of
from tui.render import Ink, Piece, line_of
from tui.terminal_text import clean, clean_line
from tui.widgets import note_form as form
from tui.widgets.note_form import Choice, Part
from tui.widgets.pen import Pen, finished
from tui.widgets.typed_line import TypedLine
from tui.wrap import wrap

if TYPE_CHECKING:
    from tui.app import ReaderApp

LONGEST_PASTE = 100_000
"""How much can be pasted at once, in code points."""

NEW_LINE = ("ctrl+j", "alt+enter", "shift+enter")
"""The keys that begin a new line: terminals without the kitty protocol cannot tell shift+enter from enter."""

UNSAVED = "This is not saved yet: enter saves it; the same key again leaves without it."


class Draft(NamedTuple):
    """What is being written. Without a `title` (None) there is no such field, as for a note; likewise for `kind`."""

    title: str | None = None
    body: str = ""
    tags: tuple[str, ...] = ()
    kind: NoteKind | None = None
    colour: Colour | None = None


class Writing(NamedTuple):
    """What the editor is opened for.

    Args:
        heading: stands in the frame.
        key: what is written is kept under while it is not saved.
        draft: what stands there at first.
        save: keeps what was written; empty when it is kept, otherwise why it is not: then the editor stays open.
        closed: called when the editor is put away unsaved, with a word for the status line or an empty one.
        tags: the tags in use, most used first; asked when they are first needed.
        copy: takes the text out where it cannot be saved; a sentence that says where it went.
        again: the key that opens the editor here again, as the screen writes it.
    """

    heading: str
    key: str
    draft: Draft
    save: Callable[[Draft], str]
    closed: Callable[[str], None]
    tags: Callable[[], Mapping[str, int]]
    copy: Callable[[str], str] | None = None
    again: str = "a"


class NoteEditor(Widget, inherit_css=False):
    """Shows one `Writing` at a time; `writing` is None while it is hidden."""

    DEFAULT_CSS = ""
    can_focus = False
    can_focus_children = False
    ALLOW_SELECT = False
    app: ReaderApp

    def __init__(self, ink: Ink, pen: Pen, *, id: str) -> None:
        from tui.widgets.note_body import NoteBody

        super().__init__(id=id)
        self.ink = ink
        self.writing: Writing | None = None
        self.active = Part.BODY
        self.body = NoteBody(ink, id="note-body", touched=self._body_touched, scrolled=self.repaint)
        self.title_line, self.tags_line = TypedLine(), TypedLine()
        self.kind: NoteKind | None = None
        self.colour = Colour.YELLOW
        self.notice = ""
        self._is_warning = False
        self._pen = pen
        self._drafts: dict[str, Draft] = {}
        self._began = Draft()
        """What stood in the fields at first, as it is shown."""
        self._known: Mapping[str, int] | None = None
        self._box = Region()
        self._layout = form.Layout((), Region())
        self._choices: dict[str, list[Choice]] = {}

    def compose(self) -> ComposeResult:
        yield self.body

    # -- open and closed

    def open(self, writing: Writing) -> None:
        """Show what is to be written, or what was written under its key and not saved."""
        kept = self._drafts.get(writing.key)
        self.writing, self._known = writing, None
        self._fill(writing.draft)
        self._began = self._shown()
        if kept is not None:
            self._fill(kept)
        self.active = Part.BODY
        self._say("This was not saved; it is here as you left it." if kept is not None else "")
        self.display = True
        self._pen.covered = True
        self._arrange()
        self.body.show_active(True)
        self._sketch()

    def _sketch(self) -> None:
        """Write the editor to the terminal at once, where Textual will lay it out in a moment."""
        box, within = self._box, self._layout.body
        if self.body.size != within.size or self.body.thumb != (0, 0):
            return  # how the text wraps, or what of it is in view, is not known yet
        lines = [self.render_line(y) for y in range(box.height)]
        for y in range(within.height):
            line = lines[within.y + y]
            text = self.body.render_line(y)
            lines[within.y + y] = Strip.join([line.crop(0, within.x), text, line.crop(within.right, box.width)])
        self._pen.sketch(box, [finished(line, self.screen.app) for line in lines])

    def _fill(self, draft: Draft) -> None:
        self.title_line.begin(clean_line(draft.title or ""))
        self.tags_line.begin("".join(f"#{clean_line(tag)} " for tag in draft.tags))
        self.kind, self.colour = draft.kind, draft.colour or Colour.YELLOW
        self.body.put(draft.body)

    def close(self) -> None:
        """Hide the editor; nothing is called."""
        self.writing = None
        self.display = False
        self._pen.uncover()

    def _shown(self) -> Draft:
        """What stands in the fields, as it is shown."""
        assert self.writing is not None
        return Draft(
            self.title_line.value if self.writing.draft.title is not None else None,
            self.body.text,
            tags_of(self.tags_line.value),
            self.kind,
            self.colour if self.kind is NoteKind.HIGHLIGHT else None,
        )

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
        if writing is None:
            return
        reason = writing.save(self.draft)
        if reason:
            self._say(clean_line(reason), warning=True)
        else:
            self._drafts.pop(writing.key, None)
            self.close()

    def put_away(self) -> None:
        """Hide the editor unsaved; what was written is there again when it is opened for the same."""
        writing = self.writing
        if writing is None:
            return
        said = ""
        if self.is_changed:
            self._drafts[writing.key] = self.draft
            said = f"Not saved; {writing.again} takes it up again."
        else:
            self._drafts.pop(writing.key, None)
        self.close()
        writing.closed(said)

    def may_leave(self) -> bool:
        """Whether the program can be left: at once where nothing is lost, otherwise when it is asked for twice."""
        if not self.is_changed or self.notice == UNSAVED:
            return True
        self._say(UNSAVED, warning=True)
        return False

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
        elif key in ("tab", "right") and self._complete():
            pass
        elif key in ("tab", "shift+tab"):
            self._step(1 if key == "tab" else -1)
        else:
            self._unsay()
            self._give(key, character)

    def _give(self, key: str, character: str | None) -> None:
        """Give a key to the part that is active."""
        part = self.active
        if part is Part.BODY:
            if key in NEW_LINE:
                self.body.type("\n")
            else:
                self.body.press(key, character)
            return
        if key in ("up", "down"):
            self._step(1 if key == "down" else -1)
        elif part is Part.KIND:
            self._choose_kind(key, character)
        elif part is Part.COLOUR:
            self._choose_colour(key, character)
        else:
            line = self.title_line if part is Part.TITLE else self.tags_line
            if not line.press(key, character):
                return
        self.repaint()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts there are, in the order of the tab key."""
        assert self.writing is not None
        title = (Part.TITLE,) if self.writing.draft.title is not None else ()
        kind = (Part.KIND,) if self.kind is not None else ()
        colour = (Part.COLOUR,) if self.kind is NoteKind.HIGHLIGHT else ()
        return (*title, Part.BODY, Part.TAGS, *kind, *colour)

    def _step(self, by: int) -> None:
        parts = self.parts
        self.activate(parts[(parts.index(self.active) + by) % len(parts)])

    def activate(self, part: Part) -> None:
        """Send the keys to a part."""
        self.active = part
        self.body.show_active(part is Part.BODY)
        self._arrange()

    def _choose_kind(self, key: str, character: str | None) -> None:
        kinds = list(NoteKind)
        assert self.kind is not None
        at = kinds.index(self.kind)
        named = [kind for kind in kinds if character and kind.value[0] == character.lower()]
        if named:
            self.kind = named[0]
        elif key in ("right", "space", "left"):
            self.kind = kinds[(at + (-1 if key == "left" else 1)) % len(kinds)]
        self._arrange()

    def _choose_colour(self, key: str, character: str | None) -> None:
        colours = list(Colour)
        named = [colour for colour in colours if character and colour.letter == character.lower()]
        if named:
            self.colour = named[0]
        elif key in ("right", "space", "left"):
            self.colour = colours[(colours.index(self.colour) + (-1 if key == "left" else 1)) % len(colours)]

    # -- tags

    def completions(self) -> list[str]:
        """The tags in use that begin with the word before the cursor, the most used first."""
        line = self.tags_line
        if self.active is not Part.TAGS or self.writing is None or line.value[line.cursor :].strip(" ,"):
            return []
        word = line.value[: line.cursor].replace(",", " ").rpartition(" ")[2].lstrip("#").casefold()
        if not word:
            return []
        if self._known is None:
            self._known = self.writing.tags()
        used = {tag.casefold() for tag in tags_of(line.value)} - {word}
        found = [
            tag
            for tag in map(clean_line, self._known)
            if tag.casefold().startswith(word) and tag.casefold() not in used
        ]
        return [] if any(tag.casefold() == word for tag in found) else found

    def _complete(self) -> bool:
        """Whether a completion was offered, and has been taken."""
        line = self.tags_line
        found = self.completions() if line.cursor == len(line.value) else []
        if not found:
            return False
        start = max(line.value.rfind(" "), line.value.rfind(",")) + 1
        line.begin(f"{line.value[:start]}#{found[0]} ")
        self.repaint()
        return True

    # -- in and out

    def paste(self, text: str) -> None:
        """Put a text in at the cursor of the part that takes text."""
        if self.writing is None:
            return
        self._unsay()
        left_out = len(text) - LONGEST_PASTE
        text = text[:LONGEST_PASTE]
        if self.active is Part.BODY:
            self.body.type(text)
        elif self.active in (Part.TITLE, Part.TAGS):
            line = self.title_line if self.active is Part.TITLE else self.tags_line
            left_out = max(left_out, 0) + line.insert(text)
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
        title = f"{self.title_line.value}\n\n" if self.title_line.value else ""
        try:
            self._say(clean_line(self.writing.copy(title + self.body.text)))
        except ContentError as error:
            self._say(str(error), warning=True)

    def _say(self, words: str, *, warning: bool = False) -> None:
        self.notice, self._is_warning = clean(words), warning
        self._arrange()

    def _unsay(self) -> None:
        if self.notice:
            self._say("")

    # -- size and place

    def fit(self) -> None:
        """Take the size that suits the screen."""
        if self.writing is not None:
            self._arrange()

    def _arrange(self) -> None:
        if self.writing is None:
            return
        box = form.box_for(*self.screen.size)
        layout = form.layout_of(box, self.parts, self.active, self.notice)
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

    def _hints(self) -> Sequence[tuple[str, str]]:
        assert self.writing is not None
        enter = "⏎" if self.app.unicode else "enter"
        hints = [(enter, "save again" if self._is_warning else "save"), ("esc", "close")]
        if self.active is Part.BODY:
            hints.insert(1, ("ctrl+j", "new line"))
        else:
            hints.insert(1, ("tab", "complete" if self.completions() else "next"))
        if self.writing.copy is not None and self._is_warning:
            hints.insert(1, ("ctrl+o", "copy out"))
        hints += [("ctrl+x", "$EDITOR")]
        if self.active is Part.BODY:
            hints += [("tab", "tags")]
        if self.writing.copy is not None and not self._is_warning:
            hints += [("ctrl+o", "copy out")]
        return hints

    def _row(self, row: str, at: int, width: int) -> list[Piece]:
        ink = self.ink
        if row == "rule":
            return [(ink.glyphs.across * width, ink.frame)]
        if row == "info":
            return self._info(at - self._layout.rows.index("info"), width)
        if row not in set(Part):
            return []
        part = Part(row)
        is_active = part is self.active
        before = form.label_width(part, width)
        room = max(1, width - before - 1)
        content: list[Piece]
        if part is Part.TITLE:
            content = self.title_line.pieces(room, ink, active=is_active)
        elif part is Part.TAGS:
            content = self.tags_line.pieces(room, ink, active=is_active)
            ghost = self.completions()
            if ghost and self.tags_line.cursor == len(self.tags_line.value):
                typed = self.tags_line.value.replace(",", " ").rpartition(" ")[2].lstrip("#")
                rest = ghost[0][len(typed) :]
                content = [*content[:1], (rest[:1], ink.text_cursor), (rest[1:], ink.dim)]
        elif part is Part.KIND and self.kind is not None:
            content, places = form.kinds(self.kind, room, ink)
            self._choices[part] = [c._replace(start=c.start + before + 1, end=c.end + before + 1) for c in places]
        else:
            content, places = form.colours(self.colour, room, ink)
            self._choices[part] = [c._replace(start=c.start + before + 1, end=c.end + before + 1) for c in places]
        return form.labelled(part, content, width, ink, active=is_active)

    def _info(self, line: int, width: int) -> list[Piece]:
        ink = self.ink
        if self.notice:
            lines = wrap(self.notice, max(1, width - 2))
            if line >= len(lines):
                return []
            start, end = lines[line]
            return [(" ", ink.text), (self.notice[start:end], ink.warning if self._is_warning else ink.dim)]
        pieces: list[Piece] = [(" " * form.label_width(Part.TAGS, width), ink.dim)]
        for number, tag in enumerate(self.completions()[:12] if line == 0 else ()):
            pieces.append((f"#{tag}  ", ink.accent if number == 0 else ink.dim))
        return pieces

    # -- the mouse

    def _body_touched(self) -> None:
        if self.writing is not None:
            self._unsay()
            self.activate(Part.BODY)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        row = event.y - 1
        if self.writing is None or not 0 <= row < len(self._layout.rows) or self._layout.rows[row] not in set(Part):
            return
        part = Part(self._layout.rows[row])
        for choice in self._choices.get(part, ()) if part in (Part.KIND, Part.COLOUR) else ():
            if choice.start <= event.x < choice.end:
                if part is Part.KIND:
                    self.kind = NoteKind(choice.value)
                else:
                    self.colour = Colour(choice.value)
        self._unsay()
        self.activate(part)
        if part in (Part.TITLE, Part.TAGS):
            line = self.title_line if part is Part.TITLE else self.tags_line
            line.cursor = _column(line.value, event.x - 1 - form.label_width(part, self._box.width - 2))


def _column(text: str, cells: int) -> int:
    """The position in a line that is so many cells from its start."""
    from rich.cells import split_graphemes

    at = 0
    for _, end, width in split_graphemes(text)[0]:
        if cells < width:
            return at
        cells -= width
        at = end
    return at
