"""Selecting words in the source: by sentence, by word, with the mouse; and what the keys mean meanwhile."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on

from content.model import Briefing, ReadingPosition, Span
from content.notes import Note
from tui.keymap import shown_key
from tui.screens.jumps import Location
from tui.screens.layout import Shape
from tui.screens.reading_find import ReadingFind
from tui.screens.reading_parts import ENTRIES, SOURCE
from tui.terminal_text import clean_line
from tui.widgets.line_view import LineView
from tui.widgets.source_items import SourceItems
from tui.wrap import whole_characters

if TYPE_CHECKING:
    from content.words import Words

SELECTION_HINTS = {
    "annotate": "note",
    "highlight": "highlight",
    "copy": "copy",
    "select-word": "longer",
    "unselect-word": "shorter",
    "close": "leave",
}
"""The commands of the footer while something is selected, each with its word; the last is always shown."""

COUNTED = 20_000
"""Code points up to which the words of a selection are counted; of a longer one the sentences are."""

ROOM_FOR_COUNT, ROOM_FOR_WORDS = 30, 60
"""Columns from which the footer says how much is selected, and from which it says that it is selected."""


class ReadingSelect(ReadingFind):
    """Keeps what is selected of the source. Every command that goes somewhere in the source extends it, as in vi."""

    def __init__(self, briefing: Briefing, position: ReadingPosition, notes: Sequence[Note] = ()) -> None:
        super().__init__(briefing, position, notes)
        self.source_view.draggable = True

    selection: Span | None = None
    """What is selected of `Briefing.text`, in code points: never empty, never part of a grapheme; None for nothing."""
    _anchor = Span(0, 0)
    """The part of the selection that stays selected while its other end moves: where it was begun."""
    _head = 0
    """The end that moves: at the end of the anchor or after it, or at its start or before it."""
    _by_word = False
    """Whether words were selected, not whole sentences: then the keys for panes move the selection."""

    @cached_property
    def _words(self) -> Words:
        from content.words import Words

        return Words(self.briefing)

    # -- commands

    def action_select(self) -> None:
        if self.selection is not None:
            self.end_selection()
        elif self._is_in_source():
            sentence = self.briefing.sentences[self.source_view.cursor].span
            if sentence.start < sentence.end:
                self._select(sentence, sentence.end, by_word=False)

    def action_select_word(self) -> None:
        selected = self.selection
        if selected is not None:
            word = self._words.after(selected.end)
            if word is None:
                self.status.say("The text ends here.")
            else:
                self._move_end(word.end)
        elif self._is_in_source():
            word = self._words.after(self.briefing.sentences.starts[self.source_view.cursor])
            if word is None:
                self.status.say("No word comes after this.")
            else:
                self._select(word, word.end, by_word=True)

    def action_unselect_word(self) -> None:
        selected = self.selection
        if selected is None:
            keys = " or ".join(key for id in ("select", "select-word") if (key := self.app.shown_key(id)))
            self.status.say(f"Nothing is selected; {keys} selects.")
            return
        last = self._words.before(selected.end)
        word = self._words.before(last.start) if last is not None else None
        if word is None or word.start < selected.start:
            self.status.say("This is the last word that is selected.")
        else:
            self._move_end(word.end)

    def _move_end(self, end: int) -> None:
        """Put the end of the selection elsewhere, its start left where it is."""
        selected = self.selection
        assert selected is not None
        anchor = self._anchor
        if self._head <= anchor.start or end < anchor.end:
            word = self._words.after(selected.start)
            anchor = Span(selected.start, min(word.end, end) if word is not None else end)
        self._select(anchor, end, by_word=True)

    def action_pane_left(self) -> None:
        if not self._shift(-1):
            super().action_pane_left()

    def action_pane_right(self) -> None:
        if not self._shift(1):
            super().action_pane_right()

    def _shift(self, by: int) -> bool:
        """Move a selection of words by a word; false where none is."""
        selected = self.selection
        if selected is None or not self._by_word:
            return False
        words = self._words
        first, last = words.after(selected.start), words.before(selected.end)
        if by > 0:
            start = words.after(first.end) if first is not None else None
            end = words.after(last.end) if last is not None else None
        else:
            start = words.before(first.start) if first is not None else None
            end = words.before(last.start) if last is not None else None
        if start is None or end is None:
            self.status.say("The text ends here." if by > 0 else "The text begins here.")
        else:
            self._select(start, max(start.end, end.end), by_word=True)
        return True

    # -- what extends the selection

    def _step(self, by: int) -> None:
        if self.selection is None or self.side != SOURCE:
            super()._step(by)
            return
        sentences, anchor, head = self.briefing.sentences, self._anchor, self._head
        is_after = head >= anchor.end
        if by > 0 and is_after:
            at = bisect_right(sentences.ends, head)
            to = sentences.ends[at] if at < len(sentences) else head
        elif by > 0:
            at = bisect_right(sentences.starts, head)
            to = sentences.starts[at] if at < len(sentences) else anchor.end
            if to > anchor.start:
                to = anchor.end
        elif is_after and head > anchor.end:
            at = bisect_left(sentences.ends, head) - 1
            to = max(anchor.end, sentences.ends[at] if at >= 0 else 0)
        else:
            at = bisect_left(sentences.starts, min(anchor.start, head)) - 1
            to = sentences.starts[at] if at >= 0 else min(anchor.start, head)
        self._select(anchor, to if to != anchor.start else anchor.end, by_word=self._by_word)

    def _sentence_moved(self) -> None:
        cursor = self.source_view.cursor
        if self.selection is not None and self.side == SOURCE and cursor != self._item_of_head():
            sentence = self.briefing.sentences[cursor].span
            anchor = self._anchor
            head = sentence.end if sentence.end > anchor.end else min(sentence.start, anchor.start)
            if sentence.start < sentence.end:
                self._keep_selection(anchor, head if head != anchor.start else anchor.end, by_word=self._by_word)
        super()._sentence_moved()

    # -- what ends it

    def end_selection(self) -> None:
        """Select nothing."""
        if self.selection is not None:
            self._draw_selection(None)
            self.show_hints()
            self._set_trail()

    def _load(self, briefing: Briefing, position: ReadingPosition, notes: Sequence[Note]) -> None:
        self.selection = None
        self.__dict__.pop("_words", None)
        super()._load(briefing, position, notes)

    def show_tab(self, tab: str) -> None:
        self.end_selection()
        super().show_tab(tab)

    def _source_items(self) -> SourceItems:
        items = super()._source_items()
        items.selection = self.selection  # the lists are filled anew too when another window changes something
        return items

    def _set_side(self, side: str) -> None:
        if side == ENTRIES:
            self.end_selection()
        super()._set_side(side)

    def _go_to(self, there: Location) -> None:
        self.end_selection()
        super()._go_to(there)

    # -- the mouse

    @on(LineView.Dragged)
    def _source_dragged(self, event: LineView.Dragged) -> None:
        items, view = self.source_view.items, self.source_view
        if event.view is not view or self.overlay.dialog is not None or not isinstance(items, SourceItems):
            return
        self._forget_letter()
        if self.status.message:
            self.status.say("")
        width = view.inner_width
        start, end = items.position_at(event.start, width), items.position_at(event.end, width)
        span = self._words.between(start, end)
        if span is None:
            return
        if self.side != SOURCE:
            self._set_side(SOURCE)
        first, last = self._words.after(span.start), self._words.before(span.end)
        assert first is not None and last is not None
        before = view.cursor
        if start <= end:
            self._keep_selection(first, span.end, by_word=True)
        else:
            self._keep_selection(last, span.start, by_word=True)
        view.cursor = self._item_of_head()  # not `go`: the text stays still under the mouse
        view.sync()
        if view.cursor != before or event.done:
            self._sentence_moved()
        if event.done:
            self.keep_soon()

    # -- keeping and showing it

    def _is_in_source(self) -> bool:
        """Put the keys on the source; false where there is none."""
        if self.side != SOURCE:
            self.action_other_side()
        if self.side != SOURCE:
            self.status.say("The source text is empty.")
        return self.side == SOURCE

    def _select(self, anchor: Span, head: int, *, by_word: bool) -> None:
        """Select from the anchor to the head, and put the cursor where the head is."""
        self._keep_selection(anchor, head, by_word=by_word)
        view = self.source_view
        view.go(self._item_of_head())
        self._sentence_moved()
        if isinstance(view.items, SourceItems) and self.selection is not None:
            position = self.selection.end - 1 if self._head >= self._anchor.end else self.selection.start
            spot = view.items.spot_of(position, view.inner_width)
            view.reveal_line(spot.item, spot.line)

    def _keep_selection(self, anchor: Span, head: int, *, by_word: bool) -> None:
        self._anchor, self._head, self._by_word = anchor, head, by_word
        span = Span(min(anchor.start, head), max(anchor.end, head))
        was_selecting = self.selection is not None
        self._draw_selection(self._whole(span))
        if not was_selecting:
            self.show_hints()
        self._set_trail()

    def _whole(self, span: Span) -> Span:
        """The span, widened so that it neither begins nor ends inside a grapheme of what is drawn."""
        sentences = self.briefing.sentences
        for position in (span.start, span.end):
            at = max(0, bisect_right(sentences.starts, position) - 1)
            start, end = sentences.starts[at], sentences.ends[at]
            if start < position < end:
                a, b = max(span.start, start) - start, min(span.end, end) - start
                a, b = whole_characters(clean_line(self.briefing.text[start:end]), a, b)
                span = Span(min(span.start, start + a), max(span.end, start + b))
        return span

    def _item_of_head(self) -> int:
        """The item of the source that the end that moves is in."""
        position = self._head - 1 if self._head >= self._anchor.end else self._head
        return max(0, bisect_right(self.briefing.sentences.starts, position) - 1)

    def _draw_selection(self, selection: Span | None) -> None:
        before, self.selection = self.selection, selection
        items = self.source_view.items
        if before != selection and isinstance(items, SourceItems):
            items.selection = selection
            self.source_view.redraw_items(self._drawn_otherwise(before, selection))

    def _drawn_otherwise(self, before: Span | None, after: Span | None) -> Callable[[int], bool]:
        """Whether an item of the source is one in which something was selected and is not, or the other way round."""
        one, other = before or after, after or before
        assert one is not None and other is not None
        if before is None or after is None:
            parts = [one]
        else:
            parts = [Span(*sorted((one.start, other.start))), Span(*sorted((one.end, other.end)))]
        sentences = self.briefing.sentences
        ranges = [range(bisect_right(sentences.ends, a), bisect_left(sentences.starts, b)) for a, b in parts if a < b]
        return lambda index: any(index in touched for touched in ranges)

    def reshaped(self, before: Shape) -> None:
        super().reshaped(before)
        if self.selection is not None:
            self._set_trail()

    def _set_trail(self, trail: str = "") -> None:
        super()._set_trail(trail or self._measure())

    def _measure(self) -> str:
        """How much is selected, in words that fit into the footer."""
        selected, width = self.selection, self.app.size.width
        if selected is None or width < ROOM_FOR_COUNT:
            return ""
        if selected.end - selected.start > COUNTED:
            starts = self.briefing.sentences.starts
            counted, noun = bisect_left(starts, selected.end) - bisect_right(starts, selected.start) + 1, "sentence"
        else:
            counted, noun = self._words.count(selected), "word"
        measure = f"{counted:,} {noun}{'' if counted == 1 else 's'}"
        return f"selecting: {measure}" if width >= ROOM_FOR_WORDS else measure

    def show_hints(self) -> None:
        if self.selection is None:
            super().show_hints()
            return
        shown = []
        for command in self.app.keymap.commands:
            if command.id in SELECTION_HINTS and command.keys:
                key = command.keys[-1] if command.id == "close" else command.keys[0]
                shown.append((shown_key(key, unicode=self.app.unicode), SELECTION_HINTS[command.id], command.id))
        shown.sort(key=lambda hint: list(SELECTION_HINTS).index(hint[2]))
        if shown != self.status.hints:
            self.status.hints = shown
            self.status.repaint()
