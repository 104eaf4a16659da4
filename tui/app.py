"""The app: theme, keymap, the first screen, and the way out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter, Monochrome
from textual.geometry import Size
from textual.screen import Screen

from content.errors import ContentError
from content.model import Briefing, BriefingId, ReadingPosition
from content.notes import Note
from tui import frame
from tui.background import Caretaker
from tui.keymap import Keymap, shown_key
from tui.render import ASCII, UNICODE, Ink, ink_of
from tui.screens.keyed import KeyedScreen
from tui.screens.reading import ReadingScreen
from tui.settings import Glyphs, Settings, keep_theme
from tui.terminal_text import clean
from tui.themes import THEMES, choose_theme, palette_of
from tui.wrap import width_of

if TYPE_CHECKING:
    from textual.driver import Driver

    from content.library import Library
    from tui.pages import Pages
    from tui.paths import Paths
    from tui.watcher import Watcher


class Door(LineFilter):
    """The last look at every line before it is drawn: whatever a terminal would obey becomes a visible mark."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(segment.control or segment.text.isprintable() for segment in segments):
            return segments
        return [s if s.control else Segment(clean(s.text).replace("\n", " "), s.style) for s in segments]


class Colourless(LineFilter):
    """For `NO_COLOR`: what Textual does then is draw in greys, which are colours too."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(s.text, s.style.without_color if s.style else None, s.control) for s in segments]


class Spelled(LineFilter):
    """For a terminal that lacks characters: what stands for one takes as many cells, so that nothing moves."""

    def __init__(self, encoding: str, errors: str) -> None:
        super().__init__()
        self._encoding, self._errors = encoding, errors

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [s if s.control or s.text.isascii() else Segment(self._spell(s.text), s.style) for s in segments]

    def _spell(self, text: str) -> str:
        spelled = ((c, c.encode(self._encoding, self._errors).decode(self._encoding)) for c in text)
        return "".join(new if new == c else new[: width_of(c)].ljust(width_of(c), "?") for c, new in spelled)


class ReaderApp(App[int], inherit_bindings=False, inherit_css=False):  # Textual's ctrl+q would leave past `leave`
    """The reader in a terminal.

    Args:
        library: where everything is kept; the caller closes it if the app does not.
        briefing: what is open at first, at `position`.
        notes: those on it.
        settings: the reader's own.
        paths: where settings and copies go.
        problems: sentences about the settings, shown at the start.
        library_argument: what the command line says of the library, or None where the frame is not to be kept.
    """

    BINDINGS = []
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Readout"
    CSS_PATH = "screens/reading.tcss"

    def __init__(
        self,
        library: Library,
        briefing: Briefing,
        position: ReadingPosition,
        notes: Sequence[Note] = (),
        *,
        settings: Settings,
        paths: Paths,
        problems: Sequence[str] = (),
        library_argument: str | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self.library, self.settings, self.paths = library, settings, paths
        self.keymap = Keymap(settings.keys)
        self.animation_level = "none"
        self._disable_tooltips = self._disable_notifications = True
        self._filters = [Colourless() if isinstance(f, Monochrome) else f for f in self._filters]
        self._filters.append(Door())
        if not _can_unicode() and sys.__stdout__ is not None:
            self._filters.append(Spelled(sys.__stdout__.encoding, sys.__stdout__.errors or "replace"))
        self._first = (briefing, position, notes)
        self._laid_out: Size | None = None
        self._problems = list(problems)
        self._library_argument = library_argument
        for theme in THEMES:
            self.register_theme(theme)
        name, problem = choose_theme(settings.theme, self.available_themes, paths.config)
        if problem:
            self._problems.append(problem)
        self.theme = self._first_theme = name
        self.is_painted = frame.painted is not None
        """Whether the page of the last session is on the screen at the start."""
        self.is_started = False
        self._caretaker: Caretaker | None = None
        self.watcher: Watcher | None = None
        """Looks for new files, where folders are watched."""
        self._pages: Pages | None = None
        self.unicode = settings.glyphs is Glyphs.UNICODE or (settings.glyphs is Glyphs.AUTO and _can_unicode())
        self.ink: Ink = self._make_ink()

    def _make_ink(self) -> Ink:
        signs = UNICODE if self.unicode else ASCII
        return ink_of(palette_of(self.current_theme), signs, without_colour=self.no_color)

    def get_default_screen(self) -> Screen[None]:
        self.reading = ReadingScreen(*self._first)
        return self.reading

    def on_mount(self) -> None:
        self.call_after_refresh(self._started)

    def _started(self) -> None:
        self.is_started = True
        self.reading.pen.hurries = False
        gc.freeze()
        gc.enable()
        if self._problems:
            self.reading.show_problems(self._problems)
        elif self.library.read_only:
            self.reading.status.say(self.library.read_only, warning=True)
        self.reading.count_to_confirm(tell=not self._problems)
        if not self.is_headless:
            self._caretaker = Caretaker(self.library, self._told)
            self._caretaker.start()
            if self.settings.watch and not self.library.read_only:
                from tui.watcher import Watcher

                self.watcher = Watcher(self)
                self.watcher.start()

    def _told(self, sentence: str) -> None:
        """Show what the caretaker found; called from its thread."""
        self.call_later(lambda: self.shown.status.say(sentence, warning=True))

    async def on_event(self, event: events.Event) -> None:
        # The driver reports the size at its start, which the first layout has used already.
        if isinstance(event, events.Resize):
            if event.size == self._laid_out:
                return
            self._laid_out = event.size
        elif isinstance(event, events.Key) and not event.is_forwarded:
            # Textual would ask now who has the focus, and keys typed ahead of an answer would go astray.
            if event.key == "ctrl+z" and not self.shown.is_writing:
                self.action_suspend_process()
            else:
                self.screen._forward_event(event)
            return
        await super().on_event(event)

    @property
    def shown(self) -> KeyedScreen:
        """The screen that keys go to."""
        screen = self.screen
        assert isinstance(screen, KeyedScreen)
        return screen

    def refresh_css(self, animate: bool = True) -> None:
        # At the start the theme's watcher asks for this too, when everything has just been parsed with that theme.
        if self.is_started or self.theme != self._first_theme:
            super().refresh_css(animate)

    # -- what the screens ask for

    def shown_key(self, command: str) -> str:
        """The first key of a command as the screen writes it."""
        keys = self.keymap.keys_of(command)
        return shown_key(keys[0], unicode=self.unicode) if keys else f"the command {command}"

    def show_theme(self, name: str) -> None:
        """Draw in another theme, not kept."""
        if name != self.theme:
            self.theme = name
            self.ink = self._make_ink()
            self.reading.repaint()
            if self._pages is not None:
                self._pages.repaint()

    def keep_theme(self, name: str) -> None:
        """Draw in another theme and keep the choice in the settings."""
        self.show_theme(name)
        try:
            keep_theme(self.paths.config, name)
        except ContentError as error:
            self.shown.status.say(str(error), warning=True)
        else:
            self.shown.status.say(f"The theme is {name}; the choice is kept.")

    def copy_text(self, text: str) -> str:
        """Copy a text to the terminal's clipboard or into a file; a sentence that says where it went.

        It is cleaned as for the screen: a shell that it is pasted into obeys control characters too.

        Raises ContentError where it could go nowhere.
        """
        from tui.clipboard import copy

        def write(sequence: str) -> None:
            if self._driver is not None:
                self._driver.write(sequence)
                self._driver.flush()

        return copy(clean(text), write, self.paths.cache, os.environ, is_terminal=not self.is_headless).notice

    def bring_up(self) -> None:
        """Have what is derived from the briefings brought up at once: somebody looks at a page that rests on it."""
        if self._caretaker is not None:
            self._caretaker.hurry()

    # -- other screens

    @property
    def pages(self) -> Pages:
        """The screens beside that of reading; what they are made of is imported when they are first asked for."""
        if self._pages is None:
            from tui.pages import Pages

            self._pages = Pages(self)
        return self._pages

    @property
    def can_return(self) -> bool:
        """Whether going back from the briefing leads to a page that led to it."""
        return self._pages is not None and self._pages.can_return()

    # -- the way out

    def leave(self, status: int = 0) -> None:
        """Restore the terminal, keep the place and end the process, without Textual's teardown of 300 ms."""
        from tui.driver import ReaderDriver

        driver = self._driver
        if self._caretaker is not None:
            self._caretaker.stop()
        if self.watcher is not None:
            self.watcher.stop()
        if isinstance(driver, ReaderDriver):
            driver.leave()  # before the rest, so that the reader has the terminal back at once
        reading: ReadingScreen | None = getattr(self, "reading", None)
        if reading is not None and reading.is_mounted:  # a signal may come before
            reading.prepare_to_leave()
        if not isinstance(driver, ReaderDriver):
            self.exit(status)
            return
        out = sys.__stdout__
        last = (
            self.reading.frame().encode(out.encoding, out.errors or "replace")
            if out is not None and status == 0 and self._library_argument is not None
            else b""
        )
        failure = ""
        try:
            self.library.close()
        except ContentError as error:
            failure = str(error)
        if last:
            self._keep_frame(last)
        failure = failure or (reading.unkept if reading is not None else "")
        if failure:
            os.write(2, f"readout: {clean(failure)}\n".encode("utf-8", "replace"))
            status = status or 1
        os._exit(status)

    def _keep_frame(self, last: bytes) -> None:
        folder = self.library.folder
        files = [
            str(self.paths.config),
            str(folder / "library.db"),
            str(folder / "library.db-wal"),
        ]
        try:
            os.makedirs(os.path.dirname(frame.frame_path()), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
            frame.keep_frame(last, (self.size.width, self.size.height), self._library_argument or "", files)
        except OSError:
            pass  # the next start paints nothing in advance


def _can_unicode() -> bool:
    encoding = (getattr(sys.__stdout__, "encoding", None) or "").lower().replace("-", "")
    return encoding.startswith("utf") or encoding == ""


def run_reader(
    library: Library,
    briefing_id: BriefingId,
    *,
    settings: Settings,
    paths: Paths,
    problems: Iterable[str] = (),
    library_argument: str | None = None,
) -> int:
    """Show a briefing until the reader leaves; the exit status. The library is closed on the way out."""
    from tui.driver import ReaderDriver

    app = ReaderApp(
        library,
        library.briefing(briefing_id),
        library.position(briefing_id),
        library.notebook.of(briefing_id),
        settings=settings,
        paths=paths,
        problems=list(problems),
        library_argument=library_argument,
        driver_class=ReaderDriver,
    )
    result = app.run(mouse=settings.mouse)
    return app.return_code or result or 0
