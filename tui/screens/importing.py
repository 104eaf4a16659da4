"""Taking articles into the library from the reader: files are read and kept aside, and what came of them is shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, TypeAlias

from content.errors import ContentError, ImportRefused
from content.model import BriefingId
from tui import __version__
from tui.screens.reading_parts import REVIEW
from tui.terminal_text import clean_line
from tui.widgets.overlay import Dialog

if TYPE_CHECKING:
    from content.intake import Taken
    from content.library import Library
    from tui.screens.library import LibraryPage
    from tui.screens.reading_article import ReadingArticle

    Screen: TypeAlias = ReadingArticle | LibraryPage

SHOWN_EVERY = 0.1
"""Seconds between two looks at how far an import is: more would only keep the screen from the reader's keys."""

REST = 0.01
"""Seconds between two transactions of an import: twice as long as a window that waits takes to ask again."""


async def ask_for_files(screen: Screen) -> None:
    """Ask which files to take in, and begin; one import at a time."""
    if screen.app.library.read_only:
        screen.status.say(screen.app.library.read_only, warning=True)
    elif screen.importing is not None:
        screen.status.say("Files are being read; what is drafted from them opens when they are.")
    elif screen.app.watcher is not None and screen.app.watcher.offers:
        from tui.screens.offers import ask_of_offers

        await ask_of_offers(screen, screen.app.watcher)
    else:
        await ask_for_path(screen)


async def ask_for_path(screen: Screen) -> None:
    """Ask for the names of files, and begin."""
    from tui.screens.path_completion import completed

    prompt = "Path of a file or a folder, or of several; tab completes it"
    ask = Dialog("Import", submit=lambda typed: begin(screen, typed), prompt=prompt, candidates=completed)
    await screen.ask(ask)


def begin(screen: Screen, typed: str) -> None:
    """Take in the files that a reader named."""
    if typed.strip():
        screen.importing = Importing(screen, typed.strip())
        screen.importing.start()


class Importing:
    """One import under way: what became of its files so far, and whether the reader wants it to end.

    It goes on in a thread that opens the library once more, as another window would; drafting goes on in processes of
    their own. The screen is told what came of it.
    """

    def __init__(self, screen: Screen, typed: str) -> None:
        self._screen, self._app, self._typed = screen, screen.app, typed
        self.taken: list[Taken] = []
        self.total = 0
        self.is_cancelled = Event()
        self.failure = ""
        self._shown: Dialog | None = None
        """The dialog that says how far it is."""
        self._at = (0, "")
        """How many files were begun before the one that is read, and its name."""
        self._is_telling, self._told_at = False, 0.0

    @property
    def _reading(self) -> str:
        return clean_line(f"Reading {self._typed} …")

    def start(self) -> None:
        """Begin to read."""
        self._screen.status.say(self._reading)
        Thread(target=self._read_all, name="importer", daemon=True).start()

    # -- in the thread

    def _read_all(self) -> None:
        from content.imports import take_in_files  # noqa: F401  all of drafting, which no key is to wait for

        is_through = False
        try:
            with self._app.library.again() as library:
                for taken in self._taken_from_address(library) if is_address(self._typed) else self._taken_in(library):
                    self._app.call_later(self.taken.append, taken)
            is_through = True
        except ContentError as error:
            self.failure, is_through = str(error), True
        finally:
            if not is_through:  # a fault of the program, which the thread tells of as well
                self.failure = (
                    "A fault of the program ended the import; the files after the last one told were not read."
                )
            self._app.call_later(self._end)

    def _taken_in(self, library: Library) -> Iterator[Taken]:
        from content.drafters import Drafters
        from content.drafting.desk_file import load_desk
        from content.imports import take_in_files

        files = files_of(self._typed)
        self.total = len(files)
        desk = self._app.settings.desk
        with Drafters(drafting_at_once(), load_desk(desk), yields=True) as drafters:
            yield from take_in_files(library, self._each(files), desk=desk, drafters=drafters, rest=self._rest)

    def _each(self, files: list[Path]) -> Iterator[Path]:
        """The files, until the reader ends the import; each is shown when its turn comes."""
        for number, path in enumerate(files):
            if self.is_cancelled.is_set() or not self._app.is_running:
                return
            self._at = (number, path.name)
            if not self._is_telling:  # else what is told next tells of this one
                self._is_telling = True
                self._app.call_later(self._show_progress)
            yield path

    def _rest(self) -> None:
        sleep(REST)

    def _taken_from_address(self, library: Library) -> Iterator[Taken]:
        """What became of what an address answers. Raises ImportRefused where nothing may be fetched."""
        from content.importers.web import articles_in, fetch
        from content.intake import Outcome, Taken, take_in

        self.total = 1
        if not self._app.settings.fetch:
            remedy = "set fetch = true in the settings, or use readout import --url"
            raise ImportRefused("it is an address, and nothing is fetched unasked", where=self._typed, remedy=remedy)
        desk = self._app.settings.desk
        try:
            fetched = fetch(self._typed, agent=f"readout/{__version__}")
        except ImportRefused as error:
            yield Taken(self._typed, Outcome.REFUSED, reason=str(error))
            return
        yield from take_in(library, fetched.data, fetched.name, desk=desk, read=lambda *_: articles_in(fetched))

    # -- in the screen's own

    @property
    def _is_busy(self) -> bool:
        """Whether the reader is at something that must not be covered."""
        screen = self._screen
        if self._app.shown is not screen:
            return True
        return screen.is_writing or (screen.overlay.dialog is not None and screen.overlay.dialog is not self._shown)

    def _show_progress(self) -> None:
        """Show how far an import of several files is, in a moment where that was just done."""
        early = SHOWN_EVERY - (monotonic() - self._told_at)
        if early > 0:
            self._screen.set_timer(early, self._show_progress)
            return
        self._told_at, self._is_telling = monotonic(), False
        self._screen.call_next(self._ask)

    async def _ask(self) -> None:
        """Show the dialog that says how far it is; putting it away ends the import."""
        is_on = self._screen.importing is self and not self.is_cancelled.is_set()
        if is_on and self.total >= 2 and not self._is_busy:
            from tui.screens.import_dialogs import progress

            number, name = self._at
            self._shown = progress(self._app, number, self.total, name, self._cancel)
            await self._screen.ask(self._shown)

    def _cancel(self) -> None:
        self.is_cancelled.set()
        self._screen.status.say("The import ends after the file that is being read.")

    def _end(self) -> None:
        """Show what came of it: the one briefing that it was, or a list of all that became of the files."""
        from content.intake import Outcome

        screen = self._screen
        screen.importing = None
        new = [each.briefing for each in self.taken if each.outcome in (Outcome.ADDED, Outcome.REVISED)]
        self._app.reading.brought |= frozenset([id for id in new if id is not None])
        if screen.status.message == self._reading:
            screen.status.say("")
        if self._shown is not None and screen.overlay.dialog is self._shown:
            screen.overlay.close()
        if self.failure and (not self.taken or self._is_busy):
            self._app.shown.status.say(self.failure, warning=True)
        elif not self.failure and self.total == 1 and len(self.taken) == 1:
            self._end_of_one(self.taken[0])
        else:
            from tui.screens.import_dialogs import in_words, summary

            if self._is_busy:
                self._app.shown.status.say(f"Imported: {in_words(self)}. {self._app.shown_key('library')} shows them.")
            else:
                screen.call_next(screen.ask, summary(self._app, self, self._open))

    def _end_of_one(self, taken: Taken) -> None:
        status = self._app.shown.status
        if taken.briefing is None:
            status.say(taken.reason, warning=True)
        elif self._is_busy:
            status.say(f"Imported: {taken.title}. {self._app.shown_key('library')} shows it.")
        else:
            self._open(taken.briefing)
            status = self._app.shown.status
            if taken.reason:
                reason = f"{taken.reason[:1].upper()}{taken.reason[1:]}."
                status.say(f"{self._screen.what_to_confirm()} {reason}".strip())
            elif not taken.is_understood:
                status.say("The text is not in English, for which alone there are rules: file its sentences.")

    def _open(self, id: BriefingId) -> None:
        """Show a briefing: its review, where the program drafted it and something is still open."""
        screen = self._screen
        screen.open_briefing(id)
        if screen.briefing.id == id and screen.count_to_review():
            screen.show_tab(REVIEW)


def drafting_at_once() -> int:
    """How many processes draft while somebody reads: they have half of the processors, and the reader the rest."""
    return max(1, min(4, (os.cpu_count() or 1) // 2))


def is_address(typed: str) -> bool:
    """Whether a reader typed an address on the web."""
    return typed.casefold().startswith(("http://", "https://"))


def files_of(typed: str) -> list[Path]:
    """The files that a reader means: one, those of a folder, or several of both with blanks between.

    A path with blanks in it is taken as it stands where it is there; among several it stands in quotation marks.
    Raises ImportRefused where there is none.
    """
    import shlex

    from content.importers.files import find_files

    if "\0" in typed:
        raise ImportRefused("no file can have this name", where=typed, remedy="name another one")
    try:
        whole = Path(typed).expanduser()
        names = [whole] if whole.exists() else [Path(name).expanduser() for name in shlex.split(typed)]
    except (OSError, ValueError):  # a name that no file can have, a quotation mark without its partner
        names = [Path(typed)]
    except RuntimeError:  # a home that nobody has
        raise ImportRefused("there is no such home folder", where=typed, remedy="name the file in full") from None
    files = [file for name in names for file in (find_files(name) if name.is_dir() else [name])]
    if not files:
        raise ImportRefused("there is no file of a kind that can be read", where=typed, remedy="name another folder")
    return files
