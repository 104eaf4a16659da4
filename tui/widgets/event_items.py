"""Events as a list in order of time: when, what, and who published it; of a long timeline only some pages are held."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.strip import Strip

from content.gathered import Origins
from tui.render import Ink, Piece, justified, line_of, paragraph
from tui.terminal_text import clean_line
from tui.widgets.entry_items import background_of, sign_of
from tui.widgets.items import Look
from tui.wrap import fit, width_of

if TYPE_CHECKING:
    from content.timelines import Event, EventKey, Timeline

HELD_PAGES = 6
"""How many pages are held at most: those that were asked for last."""

DATE_WIDTH = 11
"""Terminal cells of the column with the time."""

ROOMY = 44
"""Terminal cells of a line from which the time has a column of its own, else it stands above what happened."""

SHOWN = 800
"""Code points of an event that the list shows."""


class EventItems:
    """A timeline, page after page. The last row stands for what has not been read yet.

    Args:
        want: called with the number of a page that is drawn and is not there.
    """

    def __init__(self, want: Callable[[int], None]) -> None:
        self._want = want
        self._afters: list[EventKey | None] = [None]
        self._events: dict[int, tuple[Event, ...]] = {}
        self._counts: list[int] = [1]
        self.origins: Origins = {}
        self._count()

    def _count(self) -> None:
        self._starts = list(accumulate(self._counts, initial=0))

    def after(self, page: int) -> EventKey | None:
        """After which event a page begins; None for the first."""
        return self._afters[page]

    def take(self, page: int, found: Timeline, origins: Origins) -> None:
        """Hold a page."""
        self._events.pop(page, None)
        self._events[page] = found.events
        self._counts[page] = len(found.events)
        self.origins |= origins
        if page + 1 == len(self._counts) and found.after is not None:
            self._afters.append(found.after)
            self._counts.append(1)
        while len(self._events) > HELD_PAGES:
            del self._events[next(iter(self._events))]  # its count stays, so that no row moves
        if len(self.origins) > 4000:
            held = {event.briefing for events in self._events.values() for event in events}
            self.origins = {id: origin for id, origin in self.origins.items() if id in held}
        self._count()

    def page_of(self, index: int) -> int:
        """The page that a row is on."""
        return min(max(0, bisect_right(self._starts, index) - 1), len(self._counts) - 1)

    def event(self, index: int) -> Event | None:
        """What stands in a row; None where its page is not there."""
        page = self.page_of(index)
        events = self._events.get(page, ())
        place = index - self._starts[page]
        return events[place] if 0 <= place < len(events) else None

    def __len__(self) -> int:
        return self._starts[-1]

    def fraction(self, index: int) -> float:
        return index / max(1, len(self))

    def selectable(self, index: int) -> bool:
        return True

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        page = self.page_of(index)
        if page not in self._events:
            self._want(page)
        event = self.event(index)
        background, sign = background_of(look, ink), sign_of(look, ink)
        if event is None:
            return [line_of([sign, (ink.glyphs.ellipsis, ink.dim)], width, background)]
        when = clean_line(event.stretch.words)
        origin = self.origins.get(event.briefing)
        publisher = fit(clean_line(origin.publisher), width // 4, ink.glyphs.ellipsis) if origin is not None else ""
        right: list[Piece] = [(publisher, ink.dim), (" ", ink.text)] if publisher else []
        title = event.title[:SHOWN]
        is_roomy = width >= ROOMY
        column = DATE_WIDTH if is_roomy else 1
        room = max(1, width - column - 2 - sum(width_of(text) for text, _ in right))
        rows = paragraph(title, room if is_roomy else max(1, width - column - 2), ink.text)
        margin: list[Piece] = [sign, (" " * column, ink.text)]
        if not is_roomy:
            lines = [justified([sign, (when, ink.number)], right, width, background, ink.glyphs.ellipsis)]
            return [*lines, *[line_of([*margin, *row], width, background) for row in rows]]
        if len(when) < column:
            lead: list[Piece] = [sign, (f"{when:<{column}}", ink.number)]
            lines = [justified([*lead, *rows[0]], right, width, background, ink.glyphs.ellipsis)]
            rows = rows[1:]
        else:  # from one day to another: longer than the column
            lines = [justified([sign, (when, ink.number)], right, width, background, ink.glyphs.ellipsis)]
        return [*lines, *[line_of([*margin, *row], width, background) for row in rows]]
