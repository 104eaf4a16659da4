"""Taking articles into the library from the reading screen: files are read aside one after another, kept and shown."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from content.errors import ContentError, ImportRefused, LibraryError
from content.model import BriefingId
from tui.screens.reading_parts import REVIEW
from tui.screens.reading_review import ReadingReview
from tui.widgets.overlay import Dialog

if TYPE_CHECKING:
    from pathlib import Path

    from content.intake import Drafted, Taken

ASK_AGAIN = 0.2
"""Seconds after which the thread that reads files looks whether anybody still waits for them."""


class Importing:
    """One import under way: what became of its files so far, and whether the reader wants it to end."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.total = 0
        self.is_cancelled = Event()
        self.failure = ""
        self.shown: Dialog | None = None
        """The dialog that says how far it is."""


class ReadingImport(ReadingReview):
    """The actions of the reading screen that bring in other briefings."""

    _importing: Importing | None = None

    @property
    def _is_importing(self) -> bool:
        return self._importing is not None

    async def action_import(self) -> None:
        if self.app.library.read_only:
            self.status.say(self.app.library.read_only, warning=True)
        elif self._is_importing:
            self.status.say("Files are being read; what is drafted from them opens when they are.")
        else:
            await self.ask(Dialog("Import", submit=self._import, prompt="Path of a file or a folder, or of several"))

    def _import(self, typed: str) -> None:
        if not typed.strip():
            return
        self._importing = Importing()
        self.status.say(f"Reading {typed.strip()} …")
        # A damaged PDF may take seconds: the screen answers meanwhile.
        Thread(target=self._read_aside, args=(self._importing, typed.strip()), name="importer", daemon=True).start()

    # -- in the thread

    def _read_aside(self, importing: Importing, typed: str) -> None:
        """Draft what files hold, one after another; what is kept is kept by the screen's own thread."""
        try:
            files = _files_of(typed)
        except ContentError as error:
            self.app.call_later(self._imported, importing, str(error))
            return
        importing.total = len(files)
        try:
            for number, path in enumerate(files):
                if importing.is_cancelled.is_set():
                    break
                self.app.call_later(self._show_progress, importing, number, path.name)
                self._read_one(importing, path)
        finally:  # also where a fault of the program ends it
            self.app.call_later(self._imported, importing)

    def _read_one(self, importing: Importing, path: Path) -> None:
        from content.intake import drafted_from_file

        found: list[Drafted] = []
        reason = ""
        try:
            found = drafted_from_file(path)
        except ContentError as error:
            reason = str(error)
        is_kept = Event()
        self.app.call_later(self._keep, importing, str(path), found, reason, is_kept)
        while not is_kept.wait(ASK_AGAIN):  # so that no more is held than one file's
            if not self.app.is_running:
                importing.is_cancelled.set()
                return

    # -- in the screen's own

    def _keep(self, importing: Importing, name: str, found: list[Drafted], reason: str, is_kept: Event) -> None:
        from content.intake import Outcome, Taken, keep

        if reason:
            importing.taken.append(Taken(name, Outcome.REFUSED, reason=reason))
        try:
            for each in found:
                importing.taken.append(keep(self.app.library, each, name))
        except LibraryError as error:  # the next file would fare no better
            importing.failure = str(error)
            importing.is_cancelled.set()
        is_kept.set()

    def _show_progress(self, importing: Importing, number: int, name: str) -> None:
        """Show how far an import of several files is; putting the dialog away ends it."""
        if importing.total < 2 or importing.is_cancelled.is_set():
            return
        from tui.screens.import_dialogs import progress

        if self.is_writing or self.overlay.dialog is not importing.shown:
            return  # the reader is at something else
        importing.shown = progress(self.app, number, importing.total, name, lambda: self._cancel(importing))
        self.call_next(self.ask, importing.shown)

    def _cancel(self, importing: Importing) -> None:
        importing.is_cancelled.set()
        self.status.say("The import ends after the file that is being read.")

    def _imported(self, importing: Importing, failure: str = "") -> None:
        """Show what came of an import: the one briefing that it was, or a list of all that became of its files."""
        self._importing = None
        if self.overlay.dialog is not None and self.overlay.dialog is importing.shown:
            self.overlay.close()
        taken = importing.taken
        failure = failure or importing.failure
        if failure and not taken:
            self.status.say(failure, warning=True)
        elif importing.total == 1 and len(taken) == 1:
            self._tell_one(taken[0])
        else:
            from tui.screens.import_dialogs import in_words, summary

            if self.is_writing or self.overlay.dialog is not None:
                self.status.say(f"Imported: {in_words(importing)}. {self.app.shown_key('briefings')} shows them.")
            else:
                self.call_next(self.ask, summary(self.app, importing, self._open_imported))

    def _tell_one(self, taken: Taken) -> None:
        if taken.briefing is None:
            self.status.say(taken.reason, warning=True)
        elif self.is_writing or self.overlay.dialog is not None:
            self.status.say(f"Imported: {taken.title}. {self.app.shown_key('briefings')} shows it.")
        else:
            self._open_imported(taken.briefing)
            if taken.reason:
                self.status.say(f"{taken.reason[:1].upper()}{taken.reason[1:]}.")
            if not taken.is_understood:
                self.status.say("The text is not in English, for which alone there are rules: file its sentences.")

    def _open_imported(self, id: BriefingId) -> None:
        """Show a briefing: its review, where the program drafted it and something is still open."""
        self.open_briefing(id)
        if self.briefing.id == id and self.count_to_review():
            self.show_tab(REVIEW)


def _files_of(typed: str) -> list[Path]:
    """The files that a reader means: one, those of a folder, or several of both with blanks between.

    A path with blanks in it is taken as it stands where it is there; among several it stands in quotation marks.
    Raises ImportRefused where there is none.
    """
    import shlex
    from pathlib import Path

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
