"""The fields around the text in the note editor: title, tags with completion, kind and colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from content.notes import Colour, NoteKind, begun_tag, completions, tags_of
from tui.render import Ink, Piece
from tui.terminal_text import clean_line
from tui.widgets import note_form as form
from tui.widgets.note_form import Choice, Part
from tui.widgets.typed_line import TypedLine, column_at
from tui.widgets.writing import Draft


class NoteFields:
    """What stands in the fields; the part that keys go to is the editor's affair."""

    def __init__(self) -> None:
        self.title, self.tags = TypedLine(), TypedLine()
        self.has_title = False
        self.kind: NoteKind | None = None
        self.colour = Colour.YELLOW
        self._known: Mapping[str, int] | None = None
        self._ask: Callable[[], Mapping[str, int]] = dict
        self._choices: dict[Part, list[Choice]] = {}

    def begin(self, ask: Callable[[], Mapping[str, int]]) -> None:
        """Forget the tags in use; they are asked for when they are first needed."""
        self._ask, self._known = ask, None

    def fill(self, draft: Draft) -> None:
        """Hold what a draft says, as it can be shown."""
        self.has_title = draft.title is not None
        self.title.begin(clean_line(draft.title or ""))
        self.tags.begin("".join(f"#{clean_line(tag)} " for tag in draft.tags))
        self.kind, self.colour = draft.kind, draft.colour or Colour.YELLOW

    def shown(self, body: str) -> Draft:
        """What the fields and this text say together."""
        colour = self.colour if self.kind is NoteKind.HIGHLIGHT else None
        title = self.title.value if self.has_title else None
        return Draft(title, body, tags_of(self.tags.value), self.kind, colour)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the editor there are, the text among them, in the order of the tab key."""
        title = (Part.TITLE,) if self.has_title else ()
        kind = (Part.KIND,) if self.kind is not None else ()
        colour = (Part.COLOUR,) if self.kind is NoteKind.HIGHLIGHT else ()
        return (*title, Part.BODY, Part.TAGS, *kind, *colour)

    def line(self, part: Part) -> TypedLine | None:
        """The line to type in of a part; None for one that has no such line."""
        return {Part.TITLE: self.title, Part.TAGS: self.tags}.get(part)

    def press(self, part: Part, key: str, character: str | None) -> None:
        """Do what a key means to a part."""
        line = self.line(part)
        if line is not None:
            line.press(key, character)
        elif part is Part.KIND and self.kind is not None:
            self.kind = NoteKind(_chosen([kind.value for kind in NoteKind], self.kind, key, character))
        elif part is Part.COLOUR:
            self.colour = Colour(_chosen([colour.value for colour in Colour], self.colour, key, character))

    def click(self, part: Part, cell: int, width: int) -> None:
        """Do what a click on a cell of a part's line means, on a line of `width` cells."""
        line = self.line(part)
        if line is not None:
            line.cursor = column_at(line.value, cell - form.label_width(part, width))
        for choice in self._choices.get(part, ()):
            if choice.start <= cell < choice.end and part is Part.KIND:
                self.kind = NoteKind(choice.value)
            elif choice.start <= cell < choice.end and part is Part.COLOUR:
                self.colour = Colour(choice.value)

    # -- tags

    def completions(self) -> list[str]:
        """The tags in use that begin with the word before the cursor, the most used first."""
        return completions(self.tags.value, self.tags.cursor, self._in_use())

    def offered(self) -> str:
        """The tag that the tab key would take; empty where it would take none."""
        found = self.completions() if self.tags.cursor == len(self.tags.value) else []
        return found[0] if found else ""

    def complete(self) -> bool:
        """Take the tag that is offered; whether there was one."""
        tag, line = self.offered(), self.tags
        if tag:
            start = max(line.value.rfind(" "), line.value.rfind(",")) + 1
            line.begin(f"{line.value[:start]}#{tag} ")
        return bool(tag)

    def _in_use(self) -> Iterator[str]:
        if self._known is None:
            self._known = self._ask()
        yield from map(clean_line, self._known)

    # -- drawing

    def draw(self, part: Part, width: int, ink: Ink, *, active: bool) -> list[Piece]:
        """The line of a part on `width` cells."""
        before = form.label_width(part, width)
        room = max(1, width - before - 1)
        line = self.line(part)
        if line is not None:
            content = line.pieces(room, ink, active=active)
            tag = self.offered() if active and part is Part.TAGS else ""
            if tag:
                missing = tag[len(begun_tag(self.tags.value, self.tags.cursor)) :]
                content[1:] = [(missing[:1], ink.text_cursor), (missing[1:], ink.dim)]
        else:
            kind = self.kind or NoteKind.NOTE
            content, places = form.kinds(kind, room, ink) if part is Part.KIND else form.colours(self.colour, room, ink)
            self._choices[part] = [c._replace(start=c.start + before, end=c.end + before) for c in places]
        return form.labelled(part, content, width, ink, active=active)

    def draw_completions(self, width: int, ink: Ink) -> list[Piece]:
        """The line below the fields that shows which tags could be meant."""
        pieces: list[Piece] = [(" " * form.label_width(Part.TAGS, width), ink.dim)]
        for number, tag in enumerate(self.completions()[:12]):
            pieces.append((f"#{tag}  ", ink.accent if number == 0 else ink.dim))
        return pieces


def _chosen(values: list[str], now: str, key: str, character: str | None) -> str:
    """The value that a key chooses: by its first letter, or the one before or after."""
    for value in values:
        if character and value[0] == character.lower():
            return value
    step = {"right": 1, "space": 1, "left": -1}.get(key, 0)
    return values[(values.index(now) + step) % len(values)]
