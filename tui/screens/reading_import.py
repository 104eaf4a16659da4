"""Taking an article into the library from the reading screen: its file is asked for, read aside, kept and shown."""

from __future__ import annotations

from threading import Thread

from content.errors import ContentError
from content.model import Briefing
from tui.screens.reading_history import ReadingHistory
from tui.widgets.overlay import Dialog


class ReadingImport(ReadingHistory):
    """The actions of the reading screen that bring in another briefing."""

    _is_importing = False

    async def action_import(self) -> None:
        if self.app.library.read_only:
            self.status.say(self.app.library.read_only, warning=True)
        elif self._is_importing:
            self.status.say("A file is being read; its briefing opens when it is there.")
        else:
            await self.ask(Dialog("Import", submit=self._import, prompt="Path of an article's file"))

    def _import(self, typed: str) -> None:
        if not typed.strip():
            return
        self._is_importing = True
        self.status.say(f"Reading {typed.strip()} …")
        # A damaged PDF may take seconds: the screen answers meanwhile.
        Thread(target=self._read_aside, args=(typed.strip(),), name="importer", daemon=True).start()

    def _read_aside(self, name: str) -> None:
        """Draft what a file holds, in a thread; what is kept is kept by the screen's own."""
        from pathlib import Path

        from content.importers.files import read_plain_file
        from content.intake import drafted_from

        try:
            path = Path(name).expanduser()
            found = [briefing for briefing, _, _ in drafted_from(read_plain_file(path), str(path))]
        except RuntimeError:  # a home that nobody has
            self.app.call_later(self._refused, f"{name}: there is no such home folder; name the file in full")
        except ContentError as error:
            self.app.call_later(self._refused, str(error))
        else:
            self.app.call_later(self._imported, found)

    def _refused(self, reason: str) -> None:
        self._is_importing = False
        self.status.say(reason, warning=True)

    def _imported(self, found: list[Briefing]) -> None:
        self._is_importing = False
        library = self.app.library
        try:
            for briefing in found:
                if not (library.has(briefing.id) and library.briefing(briefing.id).text == briefing.text):
                    library.add(briefing)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        if self.is_writing or self.overlay.dialog is not None:
            self.status.say(f"Imported: {found[0].title}. {self.app.shown_key('briefings')} shows it.")
        else:
            self.open_briefing(found[0].id)
