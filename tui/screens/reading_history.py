"""Undoing and doing again, the list of what was done, sessions of study, and what another window changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import ContentError
from content.store.schema import BRIEFINGS
from tui.screens import note_dialogs as dialogs
from tui.screens import session_dialogs
from tui.screens.reading_entries import ReadingEntries

if TYPE_CHECKING:
    from content.history import Deed
    from content.sessions import Session

LISTED_DEEDS = 200
"""How many deeds are listed, the newest."""

LISTED_SESSIONS = 8
"""How many sessions the sheet lists, the newest."""

NOTICE_AFTER = 0.5
"""Seconds between two looks at whether another window changed the library."""


class ReadingHistory(ReadingEntries):
    """The actions of the reading screen that concern what was done, and when."""

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(NOTICE_AFTER, self.notice_others)

    # -- undo and redo

    def action_undo(self) -> None:
        self._turn(back=True)

    def action_redo(self) -> None:
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        self.keep_position()  # else what was read since would be lost when the position is read anew
        history = self.app.library.history
        try:
            deed = history.undo() if back else history.redo()
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        if deed is None:
            self.status.say("Nothing to undo." if back else "Nothing to redo.")
            return
        where = "" if deed.briefing in (self.briefing.id, None) else f" (in {deed.briefing})"
        if not self._is_still_there(deed):
            return
        self.take_over(deed.tables)
        self.status.say(f"{'Undone' if back else 'Done again'}: {deed.label}{where}.")

    def _is_still_there(self, deed: Deed) -> bool:
        """Whether the briefing on the screen is still in the library; if not, another is shown."""
        if BRIEFINGS not in deed.tables:
            return True
        library = self.app.library
        try:
            library.briefing(self.briefing.id)
        except ContentError:
            other = library.last_read() or next((each.id for each in library.summaries(limit=1)), None)
            if other is None:
                library.history.redo()
                self.status.say("This is the only briefing: it stays.")
                return False
            gone = self.briefing.title
            self.forget_briefing()
            self.open_briefing(other)
            self.status.say(f"Undone: {deed.label}. “{gone}” is gone from the library; redo brings it back.")
            return False
        return True

    async def action_deeds(self) -> None:
        try:
            done = self.app.library.history.newest(LISTED_DEEDS)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        await self.ask(dialogs.deeds(self, done, self.app.library.now()))

    # -- sessions

    def keep_position(self) -> None:
        super().keep_position()
        self._record_session()

    def _record_session(self) -> None:
        """Keep that reading goes on here. What cannot be kept is told by keeping the position, which comes before."""
        if self.app.library.read_only or self.unkept:
            return
        pane = self.tab if self.tab in {pane.id for pane in self.desk.panes} else ""
        try:
            self.app.library.sessions.touch(self.briefing.id, pane)
        except ContentError:
            return

    async def action_session(self) -> None:
        sessions = self.app.library.sessions
        try:
            now = self.app.library.now()
            current, newest = sessions.current(now), sessions.newest(now, LISTED_SESSIONS)
            await self.ask(session_dialogs.sheet(self, current, newest, self._start_session, self._end_session))
        except ContentError as error:
            self.status.say(str(error), warning=True)

    def _start_session(self) -> None:
        try:
            self.app.library.sessions.start()
            self.session_now()
        except ContentError as error:
            self.status.say(str(error), warning=True)
        else:
            self.status.say(f"A session has begun; {self.app.shown_key('session')} ends it.")

    def _end_session(self) -> None:
        ended: Session | None = None
        try:
            ended = self.app.library.sessions.end()
        except ContentError as error:
            self.status.say(str(error), warning=True)
        if ended is not None:
            self.status.say(f"The session has ended: {session_dialogs.in_words(ended)}.")

    # -- other windows

    def notice_others(self) -> None:
        """Show what another window has changed since the last look."""
        try:
            tables = self.app.library.changed_elsewhere()
        except ContentError:
            return  # the next action says what is wrong with the library
        if tables:
            self.take_over(tables)
