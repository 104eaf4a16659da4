"""Taking articles into the library from the reader: files are read aside one after another, kept and shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeAlias

from content.errors import ContentError, ImportRefused, LibraryError
from content.model import BriefingId
from tui import __version__
from tui.screens.reading_parts import REVIEW
from tui.terminal_text import clean_line
from tui.widgets.overlay import Dialog

if TYPE_CHECKING:
    from content.intake import Drafted, Taken
    from tui.screens.library import LibraryPage
    from tui.screens.reading_article import ReadingArticle

    Screen: TypeAlias = ReadingArticle | LibraryPage

ASK_AGAIN = 0.2
"""Seconds after which the thread that reads files looks whether anybody still waits for them."""


async def ask_for_files(screen: Screen) -> None:
    """Ask which files to take in, and begin; one import at a time."""
    if screen.app.library.read_only:
        screen.status.say(screen.app.library.read_only, warning=True)
    elif screen.importing is not None:
        screen.status.say("Files are being read; what is drafted from them opens when they are.")
    else:
        prompt = "Path of a file or a folder, or of several"
        await screen.ask(Dialog("Import", submit=lambda typed: begin(screen, typed), prompt=prompt))


def begin(screen: Screen, typed: str) -> None:
    """Take in the files that a reader named."""
    if typed.strip():
        screen.importing = Importing(screen, typed.strip())
        screen.importing.start()


class Importing:
    """One import under way: what became of its files so far, and whether the reader wants it to end.

    Files are read in a thread, as a damaged PDF may take seconds; the library belongs to the screen's own.
    """

    def __init__(self, screen: Screen, typed: str) -> None:
        self._screen, self._app, self._typed = screen, screen.app, typed
        self.taken: list[Taken] = []
        self.total = 0
        self.is_cancelled = Event()
        self.failure = ""
        self._shown: Dialog | None = None
        """The dialog that says how far it is."""

    @property
    def _reading(self) -> str:
        return clean_line(f"Reading {self._typed} …")

    def start(self) -> None:
        """Begin to read."""
        self._screen.status.say(self._reading)
        Thread(target=self._read_all, name="importer", daemon=True).start()

    # -- in the thread

    def _read_all(self) -> None:
        import content.intake  # noqa: F401  all of drafting, which no key is to wait for

        is_through = False
        try:
            if is_address(self._typed):
                self.total = 1
                self._take(self._typed, self._fetched)
                is_through = True
                return
            files = files_of(self._typed)
            self.total = len(files)
            for number, path in enumerate(files):
                if self.is_cancelled.is_set():
                    break
                self._app.call_later(self._show_progress, number, path.name)
                self._take(str(path), partial(self._drafted, path))
            is_through = True
        except ContentError as error:
            self.failure, is_through = str(error), True
        finally:
            if not is_through:  # a fault of the program, which the thread tells of as well
                self.failure = (
                    "A fault of the program ended the import; the files after the last one told were not read."
                )
            self._app.call_later(self._end)

    def _drafted(self, path: Path) -> list[Drafted]:
        from content.intake import drafted_from_file

        return drafted_from_file(path, desk=self._app.settings.desk)

    def _fetched(self) -> list[Drafted]:
        """What is drafted from an address. Raises ImportRefused where nothing may be fetched."""
        from content.importers.web import articles_in, fetch
        from content.intake import drafted_from

        if not self._app.settings.fetch:
            remedy = "set fetch = true in the settings, or use readout import --url"
            raise ImportRefused("it is an address, and nothing is fetched unasked", where=self._typed, remedy=remedy)
        fetched = fetch(self._typed, agent=f"readout/{__version__}")
        return drafted_from(
            fetched.data, fetched.name, desk=self._app.settings.desk, read=lambda *_: articles_in(fetched)
        )

    def _take(self, name: str, draft: Callable[[], list[Drafted]]) -> None:
        """Hand what is drafted of one file to the screen's own thread, or why there is nothing."""
        found: list[Drafted] = []
        reason = ""
        try:
            found = draft()
        except ContentError as error:
            reason = str(error)
        is_kept = Event()
        self._app.call_later(self._keep, name, found, reason, is_kept)
        while not is_kept.wait(ASK_AGAIN):  # so that no more is held than one file's
            if not self._app.is_running:
                self.is_cancelled.set()
                return

    # -- in the screen's own

    def _keep(self, name: str, found: list[Drafted], reason: str, is_kept: Event) -> None:
        from content.intake import Outcome, Taken, keep

        if reason:
            self.taken.append(Taken(name, Outcome.REFUSED, reason=reason))
        try:
            for drafted in found:
                self.taken.append(keep(self._app.library, drafted, name))
        except LibraryError as error:  # the next file would fare no better
            self.failure = str(error)
            self.is_cancelled.set()
        is_kept.set()

    @property
    def _is_busy(self) -> bool:
        """Whether the reader is at something that must not be covered."""
        screen = self._screen
        if self._app.shown is not screen:
            return True
        return screen.is_writing or (screen.overlay.dialog is not None and screen.overlay.dialog is not self._shown)

    def _show_progress(self, number: int, name: str) -> None:
        """Show how far an import of several files is; putting the dialog away ends it."""
        if self.total >= 2 and not self.is_cancelled.is_set() and not self._is_busy:
            from tui.screens.import_dialogs import progress

            self._shown = progress(self._app, number, self.total, name, self._cancel)
            self._screen.call_next(self._screen.ask, self._shown)

    def _cancel(self) -> None:
        self.is_cancelled.set()
        self._screen.status.say("The import ends after the file that is being read.")

    def _end(self) -> None:
        """Show what came of it: the one briefing that it was, or a list of all that became of the files."""
        screen = self._screen
        screen.importing = None
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
