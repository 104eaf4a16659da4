"""Annotating: notes, questions and highlights on what is under the cursor, and the tab that lists them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from content.errors import ContentError
from content.model import Briefing, ReadingPosition
from content.notebook import NoteChanged
from content.notes import (
    Colour,
    Note,
    NoteFilter,
    NoteKind,
    NoteTarget,
    SessionId,
    on_entry,
    on_sentence,
    on_span,
)
from tui.deferred import Deferred
from tui.screens.note_rows import notes_on_entry, notes_on_sentence
from tui.screens.reading_parts import NOTES, SOURCE
from tui.screens.reading_select import ReadingSelect
from tui.widgets.writing import Draft, Writing

if TYPE_CHECKING:
    from tui.screens import note_dialogs as dialogs
else:
    dialogs = Deferred("tui.screens.note_dialogs")


class ReadingNotes(ReadingSelect):
    """The actions of the reading screen that write, change and list notes."""

    def __init__(self, briefing: Briefing, position: ReadingPosition, notes: Sequence[Note] = ()) -> None:
        super().__init__(briefing, position, notes)
        self.colour = Colour.YELLOW
        """The colour of the next highlight: that of the last one."""

    # -- what is under the cursor

    def noted_here(self) -> list[Note]:
        """The notes on what is under the cursor, in the order in which they were made."""
        if self.side == SOURCE:
            return notes_on_sentence(self.notes, self.sentence)
        if self.entry is not None:
            return notes_on_entry(self.notes, self.entry.id)
        key = self.row.key if self.row is not None and self.tab == NOTES else ""
        return [note for note in self.notes if note.id == key]

    def target_here(self) -> NoteTarget | None:
        """What a note would be on: the selection, else what is under the cursor; None where that is nothing."""
        if self.selection is not None:
            return on_span(self.briefing, self.selection)
        row = self.row.target if self.row is not None else None
        if self.side == SOURCE:
            return on_sentence(self.briefing, self.sentence) if self.sentence else None
        if self.entry is not None:
            return on_entry(self.briefing, self.entry.id)
        if row is not None and row.sentence is not None:
            return on_sentence(self.briefing, row.sentence)
        if row is not None and row.entry is not None:
            return on_entry(self.briefing, row.entry)
        return None

    # -- writing

    async def action_annotate(self) -> None:
        await self._write_new(NoteKind.NOTE)

    async def action_question(self) -> None:
        await self._write_new(NoteKind.QUESTION)

    async def _write_new(self, kind: NoteKind) -> None:
        target = self.target_here()
        if target is None:
            self.status.say("A note is on an entry, a sentence or selected words.")
            return
        heading = f"{kind.value.capitalize()} on {dialogs.words_of(target)}"

        def save(draft: Draft) -> str:
            return self._keep_new(target, draft)

        key = f"{self.briefing.id} {kind} {target}"
        again = "question" if kind is NoteKind.QUESTION else "annotate"
        await self.write(Writing(heading, key, Draft(kind=kind, colour=self.colour), save, *self._aids(again)))

    def _aids(
        self, again: str
    ) -> tuple[Callable[[str], None], Callable[[], dict[str, int]], Callable[[str], str], str]:
        """What the editor asks the screen for: a word for the status line, the tags in use, a way to copy out.

        And the key of the command that opens it `again`.
        """
        return self.status.say, self.tags_in_use, self.app.copy_text, self.app.shown_key(again)

    def tags_in_use(self) -> dict[str, int]:
        """The tags to offer, the most used first; none where they cannot be read: they can be typed all the same."""
        try:
            return self.app.library.notebook.tags()
        except ContentError:
            return {}

    def _keep_new(self, target: NoteTarget, draft: Draft) -> str:
        """Keep a new note; why not, where it cannot be, else nothing."""
        if not draft.body.strip() and not draft.tags and draft.kind is not NoteKind.HIGHLIGHT:
            return "Nothing is written yet."
        failure = self.keep_note(target, draft.kind or NoteKind.NOTE, draft.body.strip(), draft.tags, draft.colour)
        if not failure:
            self.end_selection()
        return failure

    def keep_note(
        self,
        target: NoteTarget,
        kind: NoteKind,
        body: str = "",
        tags: tuple[str, ...] = (),
        colour: Colour | None = None,
    ) -> str:
        """Keep a new note and show it; why not, where it cannot be kept, else nothing."""
        if kind is NoteKind.HIGHLIGHT:
            self.colour = colour or self.colour
        try:
            self.app.library.notebook.annotate(
                self.briefing.id,
                target,
                kind=kind,
                body=body,
                tags=tags,
                colour=self.colour if kind is NoteKind.HIGHLIGHT else None,
                session=self.session_now(),
            )
            self.take_notes()
        except ContentError as error:
            return str(error)
        undo = self.app.shown_key("undo")
        self.status.say(f"Saved: the {kind.value} on {dialogs.words_of(target)}. {undo} takes it back.")
        return ""

    def session_now(self) -> SessionId | None:
        """The session that this moment belongs to; kept, so that what is made is counted in it."""
        return self.app.library.sessions.record(self.briefing.id, self.tab)

    # -- changing

    async def edit_note(self, note: Note) -> None:
        """Open a note to be changed."""
        await self.write(self.note_writing(note))

    def note_writing(self, note: Note) -> Writing:
        """What the editor is opened for to change a note."""
        given = Draft(None, note.body, note.tags, note.kind, note.colour or self.colour)
        seen = note.body

        def save(draft: Draft) -> str:
            nonlocal seen
            kind = draft.kind or note.kind
            if not draft.body.strip() and not draft.tags and kind is not NoteKind.HIGHLIGHT:
                return f"Nothing is written; {self.app.shown_key('delete')} deletes a note."
            changed = _changed(draft, given)
            if "kind" in changed or "colour" in changed:
                changed["colour"] = (draft.colour or self.colour) if kind is NoteKind.HIGHLIGHT else None
            try:
                return self.change_note(note, **changed, expected=seen if "body" in changed else None)
            except NoteChanged as error:
                seen = self.body_now(note)
                return str(error)

        heading = f"{note.kind.value.capitalize()} on {dialogs.words_of(note.target)}"
        return Writing(heading, note.id, given, save, *self._aids("edit"))

    def body_now(self, note: Note) -> str:
        """The body of a note as the library has it now; as it was where that cannot be read."""
        try:
            return self.app.library.notebook.note(note.id).body
        except ContentError:
            return note.body

    def change_note(self, note: Note, **changed: Any) -> str:
        """Keep what is given of a note and show it; why not, where it cannot be kept, else nothing.

        What is not given stays as it is: another window may have changed it. Raises NoteChanged.
        """
        try:
            if changed.keys() - {"expected"}:
                self.app.library.notebook.change(note.id, **changed)
            self.take_notes()
        except NoteChanged:
            raise
        except ContentError as error:
            return str(error)
        self.status.say("Saved.")
        return ""

    async def on_note_here(self, what: str, act: Callable[[Note], object]) -> None:
        """Do something with the note under the cursor, or with the one chosen of several."""
        found = self.noted_here()
        if not found:
            self.status.say(f"No note here to {what}; {self.app.shown_key('annotate')} writes one.")
        elif len(found) == 1:
            await self._act(act, found[0])
        else:
            await self.ask(
                dialogs.which_note(self, f"Which note to {what}?", found, lambda note: self._later(act, note))
            )

    def _later(self, act: Callable[[Note], object], note: Note) -> None:
        self.call_next(self._act, act, note)

    async def _act(self, act: Callable[[Note], object], note: Note) -> None:
        result = act(note)
        if hasattr(result, "__await__"):
            await result

    def remove_note(self, note: Note) -> None:
        """Delete a note."""
        try:
            self.app.library.notebook.remove(note.id)
            self.take_notes()
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        self.status.say(f"Deleted the {note.kind.value}. {self.app.shown_key('undo')} brings it back.")

    async def tag_note(self, note: Note) -> None:
        """Ask for the tags of a note."""
        await self.ask(dialogs.tags(self.tags_in_use(), note.tags, lambda tags: self._retag(note, tags)))

    def _retag(self, note: Note, tags: tuple[str, ...]) -> None:
        self._say_or(
            self.change_note(note, tags=tags),
            f"Tags: {' '.join(f'#{tag}' for tag in tags) or 'none'}.",
        )

    def _say_or(self, failure: str, success: str) -> None:
        self.status.say(failure or success, warning=bool(failure))

    async def tag_here(self) -> None:
        """Ask for the tags of the note under the cursor; of a new one where there is none."""
        if self.noted_here() and self.selection is None:
            await self.on_note_here("tag", self.tag_note)
            return
        target = self.target_here()
        if target is None:
            self.status.say("Tags belong to an entry, a note or a sentence.")
            return

        def keep(tags: tuple[str, ...]) -> None:
            failure = self.keep_note(target, NoteKind.NOTE, "", tags) if tags else "No tag was written."
            self.end_selection()
            if failure:
                self.status.say(failure, warning=True)

        await self.ask(dialogs.tags(self.tags_in_use(), (), keep))

    # -- highlights

    def _highlights_here(self) -> list[Note]:
        """The highlights on exactly what is under the cursor."""
        target = self.target_here()
        here = [note for note in self.notes if note.kind is NoteKind.HIGHLIGHT and target is not None]
        row = self.row.key if self.row is not None and self.tab == NOTES and self.side != SOURCE else ""
        return [note for note in here if note.id == row or (not row and _same_target(note.target, target))]

    def action_highlight(self) -> None:
        """Highlight what is under the cursor, or take its highlight away."""
        here = self._highlights_here()
        target = self.target_here()
        if here:
            self.remove_note(here[0])
        elif target is None:
            self.status.say("A highlight is on an entry, a sentence or selected words.")
        else:
            failure = self.keep_note(target, NoteKind.HIGHLIGHT)
            self.end_selection()
            keys = self.app.shown_key("colour")
            self._say_or(failure, f"Highlighted in {self.colour.value}; {keys} changes the colour.")

    async def action_colour(self) -> None:
        """Choose the colour of the highlight under the cursor; highlight what has none."""
        here = self._highlights_here()
        target = self.target_here()
        if target is None and not here:
            self.status.say("A highlight is on an entry, a sentence or selected words.")
            return
        now = here[0].colour if here else self.colour

        def choose(colour: Colour) -> None:
            self.colour = colour
            if here:
                failure = self.change_note(here[0], colour=colour)
            else:
                assert target is not None
                failure = self.keep_note(target, NoteKind.HIGHLIGHT)
                self.end_selection()
            self._say_or(failure, f"Highlighted in {colour.value}.")

        await self.ask(dialogs.colours(self, now or self.colour, choose))

    # -- the tab

    async def action_filter_notes(self) -> None:
        if self.tab != NOTES:
            self.show_tab(NOTES)
        await self.ask(dialogs.note_filter(self, self._filter_notes))

    def _filter_notes(self, typed: str) -> None:
        wanted = dialogs.filter_of(typed)
        if wanted.session == "now":
            try:
                wanted = wanted._replace(session=self.session_now() or "")
            except ContentError as error:
                self.status.say(str(error), warning=True)
                return
        self.note_filter = wanted
        self.note_filter_typed = typed.strip()
        self.show_notes()
        total, shown = len(self.notes), sum(1 for note in self.notes if wanted.takes(note))
        self.status.say(f"{shown} of {total} notes." if typed.strip() else f"All {total} notes.")

    def clear_note_filter(self) -> bool:
        """List every note again; whether some were not listed."""
        if self.note_filter == NoteFilter():
            return False
        self.note_filter, self.note_filter_typed = NoteFilter(), ""
        self.show_notes()
        return True


def _changed(draft: Draft, given: Draft) -> dict[str, Any]:
    """What of a note was changed, as the notebook names it."""
    before = given._asdict()
    changed = {name: value for name, value in draft._asdict().items() if name != "title" and value != before[name]}
    if "body" in changed:
        changed["body"] = draft.body.strip()
    return changed


def _same_target(one: NoteTarget, other: NoteTarget | None) -> bool:
    if other is None or one.is_span != other.is_span:
        return False
    if one.entry is not None or other.entry is not None:
        return one.entry == other.entry
    here, there = one.selector, other.selector
    if one.sentence != other.sentence or not one.is_span or here is None or there is None:
        return one.sentence == other.sentence
    return (here.exact, here.start) == (there.exact, there.start)  # a word may stand in a sentence twice
