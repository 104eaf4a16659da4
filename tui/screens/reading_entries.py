"""The reader's own hand in the entries: written, edited, refiled, cited, linked, removed and restored."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.model import Citation, Entry, EntryId, PaneId, SentenceNumber, Span
from content.notes import Note, place_of
from tui.screens import note_dialogs as dialogs
from tui.screens.note_rows import note_row, notes_on_entry
from tui.screens.reading_notes import ReadingNotes
from tui.screens.reading_parts import ENTRIES, NOTES, OVERVIEW, REVIEW, SOURCE
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row
from tui.widgets.writing import Draft, Writing

if TYPE_CHECKING:
    from content.editing import Editor

ENTRY = "entry"


class ReadingEntries(ReadingNotes):
    """The actions of the reading screen that change what is under the cursor, be it an entry or a note."""

    # -- what is meant

    async def _on_what_is_here(
        self, what: str, on_entry: Callable[[Entry], object], on_note: Callable[[Note], object]
    ) -> None:
        """Do something with the entry under the cursor or with a note; which one is asked where both are there."""
        entry = self.entry if self.side == ENTRIES else None
        if entry is None:
            await self.on_note_here(what, on_note)
            return
        notes = notes_on_entry(self.notes, entry.id)
        if not notes:
            await self._do(on_entry(entry))
            return
        by_id = {note.id: note for note in notes}
        glyphs = self.app.ink.glyphs
        rows = [Row(entry.title, lead="entry", lead_width=8, lead_style="accent", key=ENTRY)]
        rows += [note_row(note, self.briefing, self.graph, glyphs) for note in notes]

        def choose(row: Row) -> None:
            self.call_next(self._do_chosen, on_entry, on_note, entry, by_id.get(row.key))  # type: ignore[call-overload]

        await self.ask(Dialog(f"What to {what}?", rows, choose=choose, wide=True, footing=dialogs.chooses(self)))

    async def _do_chosen(
        self,
        on_entry: Callable[[Entry], object],
        on_note: Callable[[Note], object],
        entry: Entry,
        note: Note | None,
    ) -> None:
        await self._do(on_entry(entry) if note is None else on_note(note))

    async def _do(self, result: object) -> None:
        if hasattr(result, "__await__"):
            await result

    async def action_edit(self) -> None:
        await self._on_what_is_here("edit", self._edit_entry, self.edit_note)

    async def action_edit_outside(self) -> None:
        await self._on_what_is_here("edit", self._edit_entry_outside, self._edit_note_outside)

    async def action_delete(self) -> None:
        await self._on_what_is_here("delete", self._remove_entry, self.remove_note)

    async def action_tags(self) -> None:
        entry = self.entry if self.side == ENTRIES and self.selection is None else None
        if entry is None:
            await self.tag_here()
        else:
            await self.ask(dialogs.tags(self.tags_in_use(), entry.tags, lambda tags: self._tag_entry(entry, tags)))

    async def action_place(self) -> None:
        """Put a note on what is under the cursor: one whose words moved or went, if there is any, else any note."""
        target = self.target_here()
        if target is None or not self.notes:
            self.status.say("Put the cursor on an entry or a sentence." if self.notes else "There is no note yet.")
            return
        places = [(note, place_of(note, self.briefing)) for note in self.notes]
        lost = [note for note, place in places if place is not None and not place.is_sure]

        def choose(note: Note) -> None:
            failure = self.change_note(note, target=target)
            self.end_selection()
            self.status.say(failure or f"The note is on {dialogs.words_of(target)} now.", warning=bool(failure))

        title = "Which note, whose words are gone, belongs here?" if lost else "Which note to put here?"
        await self.ask(dialogs.which_note(self, title, lost or self.notes, choose))

    # -- writing entries

    async def action_write_entry(self) -> None:
        """Write an entry on the selected words or on the sentence under the source's cursor, in the pane last open."""
        known = {tab.id for tab in self.tabs} - {OVERVIEW, NOTES, REVIEW}
        pane = self.tab if self.tab != REVIEW else self.entry.pane if self.entry is not None else ""
        if pane not in known:
            await self.ask(dialogs.panes(self, "An entry for which pane?", self.desk.panes[0].id, self._write_later))
        else:
            await self._write_entry(PaneId(pane))

    def _write_later(self, pane: PaneId) -> None:
        self.call_next(self._write_entry, pane)

    async def _write_entry(self, pane: PaneId) -> None:
        cited = self._evidence() if self.side == SOURCE or self.selection is not None else ()

        def save(draft: Draft) -> str:
            made: list[Entry] = []

            def write(editor: Editor) -> None:
                title, text = (draft.title or "").strip(), draft.body.strip()
                made.append(
                    editor.write(self.briefing.id, pane=pane, title=title, text=text, citations=cited, tags=draft.tags)
                )

            failure = self._change(write, "")
            if not failure:
                self.end_selection()
                self.show_entry(made[0].id)
                self.status.say(f"Saved: the entry in {self.title_of(pane)}.")
            return failure

        numbers = ", ".join(str(citation.sentence) for citation in cited)
        on = f" citing {numbers}" if numbers else ""
        heading = f"New entry in {self.title_of(pane)}{on}"
        key = f"{self.briefing.id} new {pane} {[tuple(citation.span) for citation in cited]}"
        await self.write(Writing(heading, key, Draft(title=""), save, *self._aids("write-entry")))

    def _evidence(self) -> tuple[Citation, ...]:
        """The selected words, sentence by sentence, else the sentence under the cursor, as citations."""
        if not self.sentence:
            return ()
        text = self.briefing.text
        span = self.selection or self.briefing.sentences[self.sentence - 1].span
        found: list[Citation] = []
        for sentence in self.briefing.sentences:
            part = Span(max(span.start, sentence.span.start), min(span.end, sentence.span.end))
            if part.start < part.end:
                found.append(Citation(sentence.number, part, part.of(text)))
            elif sentence.span.start >= span.end:
                break
        return tuple(found)

    async def _edit_entry(self, entry: Entry) -> None:
        await self.write(self._entry_writing(entry))

    def _entry_writing(self, entry: Entry) -> Writing:
        given = Draft(entry.title, entry.text, entry.tags)
        seen = (entry.title, entry.text)

        def save(draft: Draft) -> str:
            from content.editing import EntryChanged

            nonlocal seen
            title = (draft.title or "") if draft.title != given.title else None
            text = draft.body if draft.body != given.body else None
            tags = draft.tags if draft.tags != given.tags else None
            expected = seen if (title, text) != (None, None) else None
            doubles = self.doubles_of(entry) if expected else ()
            panes = " and ".join([self.title_of(each.pane) for each in doubles])
            also = [each.id for each in doubles]
            try:
                return self._change(
                    lambda editor: editor.edit(
                        self.briefing.id, entry.id, title=title, text=text, tags=tags, expected=expected, also=also
                    ),
                    f"Saved, also under {panes}." if panes else "Saved.",
                )
            except EntryChanged as error:
                seen = self._words_now(entry)
                return str(error)

        return Writing("Entry", f"{self.briefing.id} {entry.id}", given, save, *self._aids("edit"))

    def doubles_of(self, entry: Entry) -> tuple[Entry, ...]:
        """Entries for which it counts as well what is decided of the words of this one."""
        return ()

    def _words_now(self, entry: Entry) -> tuple[str, str]:
        """Title and text of an entry as the library has them now; as they were where that cannot be read."""
        try:
            entries = self.app.library.entries(self.briefing.id)
        except ContentError:
            entries = ()
        return next(((each.title, each.text) for each in entries if each.id == entry.id), (entry.title, entry.text))

    async def _edit_entry_outside(self, entry: Entry) -> None:
        edited = self._outside(f"{entry.title}\n\n{entry.text}\n")
        if edited is not None:
            title, _, text = edited.strip().partition("\n")
            writing = self._entry_writing(entry)
            await self._save_or_show(writing, writing.draft._replace(title=title.strip(), body=text.strip()))

    async def _edit_note_outside(self, note: Note) -> None:
        edited = self._outside(note.body)
        if edited is not None:
            writing = self.note_writing(note)
            await self._save_or_show(writing, writing.draft._replace(body=edited.strip()))

    async def _save_or_show(self, writing: Writing, draft: Draft) -> None:
        """Keep what was written outside; where that is refused, hold it in the note editor, so that no word is lost."""
        refusal = writing.save(draft)
        if refusal:
            await self.write(writing._replace(unsaved=draft, refusal=refusal))

    def _outside(self, text: str) -> str | None:
        """The text as the reader's own editor left it; None where it is as it was, or the editor failed."""
        from tui.external_editor import edit_in_editor

        try:
            edited = edit_in_editor(self.app, text)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return None
        if edited.problem or edited.text == text:
            self.status.say(edited.problem or "Nothing was changed.", warning=bool(edited.problem))
            return None
        return edited.text

    def _remove_entry(self, entry: Entry) -> None:
        undo = self.app.shown_key("undo")
        self._say(self._change(lambda editor: editor.remove(self.briefing.id, entry.id), f"Deleted. {undo} undoes it."))

    def _tag_entry(self, entry: Entry, tags: tuple[str, ...]) -> None:
        shown = " ".join(f"#{tag}" for tag in tags) or "none"
        self._say(self._change(lambda editor: editor.edit(self.briefing.id, entry.id, tags=tags), f"Tags: {shown}."))

    # -- pane, citations, links

    def action_cite(self) -> None:
        """Let the entry cite the sentence under the source's cursor, or the selected words; or cite it no longer."""
        entry, sentence = self.entry, self.sentence
        if entry is None or not sentence:
            self.status.say("Put the cursor of the entries on an entry, and that of the source on a sentence.")
            return
        span = self.selection or self.briefing.sentences[sentence - 1].span
        if self.selection is None and sentence in self.graph.cited(entry):
            failure = self._change(
                lambda editor: editor.uncite(self.briefing.id, entry.id, SentenceNumber(sentence)),
                f"“{entry.title}” cites sentence {sentence} no longer.",
            )
        else:
            failure = self._change(
                lambda editor: editor.cite(self.briefing, entry.id, span),
                f"“{entry.title}” cites sentence {sentence} now.",
            )
        self.end_selection()
        self._say(failure)

    async def action_link(self) -> None:
        entry = self.entry
        if entry is None:
            self.status.say("Links belong to entries.")
            return
        others = [each for each in self.briefing.entries if each.id != entry.id]

        def choose(other: Entry) -> None:
            gone = other.id in entry.links
            self._say(
                self._change(
                    lambda editor: editor.link(self.briefing.id, entry.id, other.id),
                    f"{'No longer linked' if gone else 'Linked'} to “{other.title}”.",
                )
            )

        await self.ask(dialogs.entries(self, f"Link “{entry.title}” to", others, choose))

    def action_restore(self) -> None:
        entry = self.entry
        if entry is None:
            self.status.say("Only an entry can be restored.")
            return
        self._say(
            self._change(lambda editor: editor.restore(self.briefing.id, entry.id), "Restored as it was first written.")
        )

    # -- what they share

    def _change(self, change: Callable[[Editor], object], success: str) -> str:
        """Change entries and show them; why not, where they cannot be changed, else nothing.

        Raises EntryChanged where the change expects an entry to be as it is not any more.
        """
        from content.editing import EntryChanged

        try:
            change(self.app.library.editor)
            self.take_entries()
        except EntryChanged:
            raise
        except ContentError as error:
            return str(error)
        if success:
            self.status.say(success)
        return ""

    def _say(self, failure: str) -> None:
        if failure:
            self.status.say(failure, warning=True)

    def title_of(self, pane: PaneId | EntryId | str) -> str:
        return next((tab.title for tab in self.tabs if tab.id == pane), str(pane))
