"""The screens over that of reading: which one is shown, and the way back to those that led to a place in a briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from content.model import BriefingId
    from tui.app import ReaderApp
    from tui.screens.page import Page
    from tui.widgets.row_items import Target


P = TypeVar("P", bound="Page")


class Trail(NamedTuple):
    """The pages that led to a place in a briefing, the lowest first, and how many jumps lay behind it there."""

    pages: tuple[Page, ...]
    jumps: int


class Pages:
    """The pages of an app. Each is made when it is first asked for, and keeps its place while another is shown."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._made: dict[type[Page], Page] = {}
        self.trail: Trail | None = None
        """What going back from the briefing leads to."""
        self._origin: BriefingId | None = None
        """The briefing from which the reader went to the pages."""

    def show(self, kind: type[P]) -> P:
        """The page of a kind, now on the screen; pages over it are put away."""
        if self._app.shown is self._app.reading:
            self._origin = self._app.reading.briefing.id
        page = self._made.get(kind)
        if page is None:
            page = self._made[kind] = kind()
            self._app.install_screen(page, kind.__name__)
            self._app.push_screen(page)
        elif page in self._app.screen_stack:
            while self._app.screen is not page:
                self._app.pop_screen()
            page.returned()
        else:
            self._app.push_screen(page)
            page.returned()
        assert isinstance(page, kind)
        return page

    def go_back(self) -> None:
        """Show what was shown before the page on the top."""
        self._app.pop_screen()
        self.trail = None
        self._say_returned()

    def read(self, id: BriefingId, target: Target | None = None) -> None:
        """Show a briefing, at a place of it if given; going back from there leads to the pages shown now."""
        pages = self._put_away()
        reading = self._app.reading
        reading.notice_others()  # what pages changed is not shown there yet
        if reading.status.message:
            reading.status.say("")  # it was said when nobody saw it
        reading.open_briefing(id)
        if reading.briefing.id != id:  # it said why
            for page in pages:
                self._app.push_screen(page)
            if pages:
                pages[-1].status.say(reading.status.message, warning=True)
            return
        if target is not None and (target.entry is None or reading.has_entry(target.entry)):
            reading.jump(target)
        self.trail = Trail(pages, len(reading.jumps.past)) if pages else None
        reading.show_hints()

    def can_return(self) -> bool:
        """Whether going back from the briefing now leads to the pages that led to it."""
        return self.trail is not None and len(self._app.reading.jumps.past) <= self.trail.jumps

    def return_to_them(self) -> None:
        """Show the pages again that led to the briefing."""
        trail, self.trail = self.trail, None
        for page in trail.pages if trail is not None else ():
            self._app.push_screen(page)
        self._say_returned()

    def repaint(self) -> None:
        """Draw every page anew, as after a change of theme."""
        for page in self._made.values():
            page.repaint()

    def _put_away(self) -> tuple[Page, ...]:
        pages = tuple([page for page in self._made.values() if page in self._app.screen_stack])
        pages = tuple(sorted(pages, key=self._app.screen_stack.index))
        for _ in pages:
            self._app.pop_screen()
        return pages

    def _say_returned(self) -> None:
        shown = self._app.shown
        reading = self._app.reading
        if shown is reading:
            reading.notice_others()
            origin = self._origin
            if origin is not None and origin != reading.briefing.id and self._app.library.has(origin):
                reading.open_briefing(origin)  # a page led to another one meanwhile
        shown.returned()
