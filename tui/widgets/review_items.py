"""What a review goes through, as a list: every entry with its pane and state, then what is filed nowhere."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from textual.strip import Strip

from content.model import Entry, PaneId, SentenceNumber
from tui.render import Ink, Piece, line_of, paragraph
from tui.widgets.entry_items import EntryItems, Find, background_of, cited_numbers, sign_of
from tui.widgets.items import Look
from tui.widgets.note_marks import NO_MARKS, NoteMarks
from tui.wrap import fit

ROOMY = 40
"""Terminal cells of the list from which an entry's line names its pane."""


class ReviewItems(EntryItems):
    """Entries in the order of the panes, then sentences.

    Args:
        entries: those of the whole briefing.
        unfiled: the sentences that no entry cites.
        aside: those of them that the reader set aside.
        words_of: the words of a sentence.
        panes: how each pane is called where cells are scarce.
        doubles_of: those drafted of the same words for other panes, of an entry.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        unfiled: Sequence[SentenceNumber],
        aside: Container[SentenceNumber],
        words_of: Callable[[SentenceNumber], str],
        panes: Mapping[PaneId, str],
        doubles_of: Callable[[Entry], Sequence[Entry]],
        find: Find | None = None,
        *,
        spacious: bool = True,
        noted: NoteMarks = NO_MARKS,
    ) -> None:
        super().__init__(entries, lambda id: True, find, spacious=spacious, noted=noted)
        self.unfiled = unfiled
        self.aside = aside
        self._words_of = words_of
        self._panes = panes
        self._doubles_of = doubles_of

    def __len__(self) -> int:
        return len(self.entries) + len(self.unfiled)

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        if index < len(self.entries):
            return super().draw(index, width, ink, look)
        number = self.unfiled[index - len(self.entries)]
        sign, background = sign_of(look, ink), background_of(look, ink)
        is_aside = number in self.aside
        told = f"Sentence {number}, {'set aside' if is_aside else 'filed nowhere'}"
        title: Piece = (fit(told, max(1, width - 4), ink.glyphs.ellipsis), ink.title)
        mark: Piece = (ink.glyphs.done, ink.dim) if is_aside else (ink.glyphs.unread, ink.accent)
        lines = [line_of([sign, mark, (" ", ink.text), title], width, background)]
        words = self._words_of(number)
        for pieces in paragraph(words, max(1, width - 4), ink.text, self._found(words, ink)):
            lines.append(line_of([sign, ("  ", ink.text), *pieces], width, background))
        if self.spacious and index < len(self) - 1:
            lines.append(Strip.blank(width))
        return lines

    def mark(self, entry: Entry, ink: Ink) -> Piece:
        return (ink.glyphs.unread, ink.accent) if entry.is_to_review else (ink.glyphs.done, ink.dim)

    def beside(self, entry: Entry, ink: Ink, width: int) -> list[Piece]:
        panes = [self._panes.get(each.pane, each.pane) for each in (entry, *self._doubles_of(entry))]
        # Where the same is filed twice, accepting it accepts both: that must be seen.
        room = 0 if width < ROOMY and len(panes) == 1 else min(10 * len(panes), width // 3)
        cites = cited_numbers(entry, ink, width // 3)
        return [
            (f" {fit('+'.join(panes), room, ink.glyphs.ellipsis)} " if room else " ", ink.dim),
            (cites, ink.number),
            (" ", ink.text),
        ]
