"""Undoing and doing again, the list of what was done, sessions of study, and what another window changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import ContentError
from content.model import BriefingId
from content.store.schema import BRIEFINGS
from tui.command import Command
from tui.screens import note_dialogs as dialogs
from tui.screens import session_dialogs
from tui.screens.reading_entries import ReadingEntries

if TYPE_CHECKING:
    from content.sessions import Session

LISTED_DEEDS = 200
"""How many deeds are listed, the newest."""

LISTED_SESSIONS = 8
"""How many sessions the sheet lists, the newest."""

NOTICE_AFTER = 0.5
"""Seconds between two looks at whether another window changed the library."""


BY_OTHERS = " by another window"


class ReadingHistory(ReadingEntries):
    """The actions of the reading screen that concern what was done, and when."""

    _elsewhere: frozenset[str] = frozenset()
    """The tables in which another window changed something that is not shown yet."""
    _by = BY_OTHERS
    """Who removed a briefing, as it is said."""
    _notices_told = 0
    """How many of the library's notices were told; those from before the start are told by the app."""

    def on_mount(self) -> None:
        super().on_mount()
        self._notices_told = len(self.app.library.notices)
        self.set_interval(NOTICE_AFTER, self.notice_others)

    # -- undo and redo

    brought: frozenset[BriefingId] = frozenset()
    """The briefings that this window took in: undoing that takes them away unasked."""
    _would_go: BriefingId | None = None
    """The briefing of which was said that undoing takes it away; None once something else is done."""

    async def run_command(self, command: Command) -> None:
        if command.id != "undo":
            self._would_go = None
        await super().run_command(command)

    def action_undo(self) -> None:
        self._turn(back=True)

    def action_redo(self) -> None:
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        self.keep_position()  # else what was read since would be lost when the position is read anew
        history = self.app.library.history
        done = "Undone" if back else "Done again"
        try:
            # Of this briefing alone, so that nobody loses what they do not see; what was undone may be another's.
            deed = history.undo(self.briefing.id) if back else history.redo(self.briefing.id) or history.redo()
            if deed is None:
                self._say_nothing_is_left(back=back)
                return
            if BRIEFINGS in deed.tables and not self._is_still_there():
                other, turn_again = self._another_briefing(), "redo" if back else "undo"
                if other is None:
                    (history.redo if back else history.undo)(self.briefing.id)
                    self.status.say("This is the only briefing: it stays.")
                elif back and not {self.briefing.id} & {*self.brought, self._would_go}:
                    history.redo(self.briefing.id)
                    self._would_go, key = self.briefing.id, self.app.shown_key("undo")
                    told = "Nothing else is left to undo here than that this briefing was added"
                    self.status.say(f"{told}: {key} again takes it away.")
                else:
                    gone = f"“{self.briefing.title}” is gone from the library; {turn_again} brings it back."
                    self._show_instead(other, f"{done}: {deed.label}. {gone}")
                return
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        where = "" if deed.briefing in (self.briefing.id, None) else f" (in {deed.briefing})"
        self.take_over(deed.tables)
        self.status.say(f"{done}: {deed.label}{where}.")

    def _say_nothing_is_left(self, *, back: bool) -> None:
        """Say that nothing is to be undone here, and where something is. Raises ContentError."""
        if not back:
            self.status.say("Nothing to redo.")
            return
        if any(deed.is_done for deed in self.app.library.history.newest(LISTED_DEEDS)):
            key = self.app.shown_key("deeds")
            self.status.say(f"Nothing to undo in this briefing; {key} lists what was done in others.")
        else:
            self.status.say("Nothing to undo.")

    def _is_still_there(self) -> bool:
        """Whether the briefing on the screen is in the library. Raises ContentError where that cannot be read."""
        return self.app.library.has(self.briefing.id)

    def _another_briefing(self) -> BriefingId | None:
        """What to show where the briefing on the screen is gone; None where there is no other. Raises ContentError."""
        library = self.app.library
        return library.last_read() or next((each.id for each in library.summaries(limit=1)), None)

    def _show_instead(self, other: BriefingId, words: str) -> None:
        """Show another briefing in place of the one on the screen, which is gone, and say why."""
        gone = self.briefing.id
        self.forget_briefing()
        self.open_briefing(other)
        if self.briefing.id != gone:  # else it was told why it cannot be opened
            self.status.say(words)

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
        """Show what another window has changed since the last look, and what was found wrong with the library."""
        library = self.app.library
        try:
            changed = library.changed_elsewhere()
        except ContentError:
            return  # the next action says what is wrong with the library
        self._elsewhere |= changed
        if changed and self.app.shown is not self:
            self.app.shown.others_changed(changed)
        is_busy = self.is_writing or self.overlay.dialog is not None
        if not is_busy and len(library.notices) > self._notices_told:
            self.show_problems(library.notices[self._notices_told :])
            self._notices_told = len(library.notices)
        if BRIEFINGS in self._elsewhere and (is_busy or not self._follow_briefing()):
            return  # what is being written stays with what it is on
        tables, self._elsewhere = self._elsewhere, frozenset()
        if tables:
            self.take_over(tables)

    def changed_beside(self, tables: frozenset[str]) -> None:
        """Show what was changed in these tables on a page over this screen."""
        self._elsewhere |= tables
        self._by = ""
        self.notice_others()
        self._by = BY_OTHERS

    def _follow_briefing(self) -> bool:
        """Show another briefing where this one was removed; whether what is on the screen is there."""
        try:
            if self._is_still_there():
                self._is_gone = False
                return True
            other = self._another_briefing()
        except ContentError:
            return False  # it is looked again in a moment
        self._elsewhere = frozenset()
        gone = f"“{self.briefing.title}” was removed from the library{self._by}"
        if other is None:
            self.forget_briefing()
            self.status.say(f"{gone}; nothing else is in it, and nothing more of this is kept.", warning=True)
        else:
            self._show_instead(other, f"{gone}.")
        return False
