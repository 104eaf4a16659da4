"""What a reader does to briefings in the library: to the one under the cursor, or to all that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from content.catalogue import By, Row
from content.errors import ContentError
from content.model import BriefingId
from content.plurals import counted
from content.store.schema import BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS
from tui.screens import library_dialogs as dialogs
from tui.screens.library_list import EVERYTHING, LibraryList

if TYPE_CHECKING:
    from content.history import Deed

LISTED_DEEDS, READ_TOGETHER = 20, 2
"""Among how many of the newest deeds the one is looked for that is to be undone, and how many are read at once."""

SHOWN_DEEDS = 200
"""How many deeds are listed, the newest."""

MERGED = frozenset((BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS))


class LibraryDeeds(LibraryList):
    """The actions of the library that change it."""

    def _targets(self) -> list[Row]:
        """The briefings that are chosen, or else the one under the cursor; none where neither is. Says why."""
        row = self.row
        try:
            catalogue = self.app.library.catalogue
            rows = [found for id in self.chosen if (found := catalogue.row(id)) is not None]
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return []
        rows = rows or ([row] if row is not None else [])
        if not rows:
            self.status.say("No briefing is here.")
        return rows

    def _do(self, deed: Callable[[], object], words: str, *, hint: str = "", counts: bool = False) -> bool:
        """Do something to briefings, show what came of it, and say it; whether it could be done.

        `counts` tells whether what is counted in the title may differ then.
        """
        if self.app.library.read_only:
            self.status.say(self.app.library.read_only, warning=True)
            return False
        try:
            deed()
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return False
        self._took(frozenset((BRIEFINGS,)), counts=counts)
        self.status.say(f"{words} {hint or self._undoes}".strip())
        return True

    @property
    def _undoes(self) -> str:
        return f"{self.app.shown_key('undo')} takes it back."

    def _took(self, tables: frozenset[str], id: BriefingId | None = None, *, counts: bool = True) -> None:
        self.reload(id, counts=counts)
        self.app.reading.changed_beside(tables)

    # -- one or several

    def action_star_briefing(self) -> None:
        rows = self._targets()
        on = not all(row.is_starred for row in rows)
        ids = [row.id for row in rows]
        if rows:
            words = f"Starred {_named(rows)}." if on else f"Took the star off {_named(rows)}."
            self._do(lambda: self.app.library.catalogue.star(ids, on=on), words)

    async def action_tags(self) -> None:
        rows = self._targets()
        if not rows:
            return
        held = [tag for tag in rows[0].tags if all(_has(row, tag) for row in rows)]
        try:
            groups = self.app.library.catalogue.groups(By.TAG, EVERYTHING)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        in_use = [group.name for group in groups if group.name]
        await self.ask(dialogs.tags(in_use, held, len(rows), lambda typed: self._tag(rows, held, typed)))

    def _tag(self, rows: Sequence[Row], held: Sequence[str], typed: Sequence[str]) -> None:
        wanted = {tag.casefold() for tag in typed}
        before = {tag.casefold() for tag in held}
        add = [tag for tag in typed if tag.casefold() not in before]
        remove = [tag for tag in held if tag.casefold() not in wanted]
        if not add and not remove:
            self.status.say("The tags are as they were.")
            return
        words = " ".join([*(f"+{tag}" for tag in add), *(f"-{tag}" for tag in remove)])
        ids = [row.id for row in rows]
        self._do(
            lambda: self.app.library.catalogue.tag(ids, add=add, remove=remove), f"Tagged {_named(rows)}: {words}."
        )

    def action_archive(self) -> None:
        rows = self._targets()
        on = not all(row.is_archived for row in rows)
        ids = [row.id for row in rows]
        if not rows:
            return
        words = f"Archived {_named(rows)}." if on else f"Brought back {_named(rows)}."
        hint = "" if not on or self._shows_archived else f"{self.app.shown_key('show-archived')} lists the archived;"
        if self._do(
            lambda: self.app.library.catalogue.archive(ids, on=on), words, hint=f"{hint} {self._undoes}", counts=True
        ):
            self.clear_chosen()

    def action_delete(self) -> None:
        rows = self._targets()
        ids = [row.id for row in rows]
        brings = f"{self.app.shown_key('undo')} brings {'it' if len(rows) == 1 else 'them'} back."
        if rows and self._do(
            lambda: self.app.library.catalogue.remove(ids), f"Deleted {_named(rows)}.", hint=brings, counts=True
        ):
            self.clear_chosen()

    # -- one

    async def action_rename_briefing(self) -> None:
        row = self.row
        if row is None:
            self.status.say("No briefing is here.")
            return
        await self.ask(dialogs.title(row, lambda typed: self._rename(row, typed)))

    def _rename(self, row: Row, typed: str) -> None:
        catalogue = self.app.library.catalogue
        title = typed.strip()
        if title == row.title or (not title and not row.is_renamed):
            self.status.say("The title is as it was.")
        elif title:
            self._do(lambda: catalogue.rename(row.id, title), f"Renamed: “{title}”.")
        else:
            self._do(lambda: catalogue.restore_title(row.id), "It has the article's own title again.")

    # -- two

    async def action_merge_briefings(self) -> None:
        if len(self.chosen) != 2:
            key = self.app.shown_key("choose-briefing")
            self.status.say(f"Choose the two texts of one article first: {key} on each of them.")
            return
        rows = self._targets()
        if len(rows) == 2:
            await self.ask(dialogs.merge(self.app, rows, self._merge))

    def _merge(self, earlier: BriefingId, later: BriefingId) -> None:
        if self.app.library.read_only:
            self.status.say(self.app.library.read_only, warning=True)
            return
        try:
            revision = self.app.library.catalogue.merge(earlier, later)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        self.chosen.clear()
        self._took(MERGED, later)
        confirm = self.app.shown_key("confirm")
        changed = f"{counted(len(revision.items), 'thing')} to confirm: open it, {confirm} lists them. "
        self.status.say(f"Merged. {changed if revision.items else ''}{self._undoes}")

    # -- undone

    def action_undo(self) -> None:
        history = self.app.library.history
        try:
            deed, elsewhere = self._to_undo()
            if deed is None:
                self.status.say(elsewhere or "Nothing to undo.")
                return
            undone = history.undo(None if elsewhere == "" else deed.briefing)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        self._turned("Undone", undone)

    def _to_undo(self) -> tuple[Deed | None, str]:
        """The newest deed that was done to briefings, and what was done in one of them since; empty for nothing.

        What was done inside a briefing is undone there, where it is seen. Raises ContentError.
        """
        since = ""
        touched: set[BriefingId | None] = set()
        for deed in self._newest():
            if not deed.is_done:
                continue
            if _is_of_briefings(deed) and (not since or (deed.briefing is not None and deed.briefing not in touched)):
                return deed, since
            if not since:
                key = self.app.shown_key("undo")
                since = f"The last thing was done in a briefing: {deed.label}. {key} undoes it there."
            touched.add(deed.briefing)
        return None, since

    def _newest(self) -> Iterator[Deed]:
        """The newest deeds, read a few at a time: what was done to thousands at once takes long to read."""
        history, last = self.app.library.history, None
        for _ in range(LISTED_DEEDS // READ_TOGETHER):
            read = history.newest(READ_TOGETHER, after=last)
            yield from read
            if len(read) < READ_TOGETHER:
                return
            last = read[-1].id

    def action_redo(self) -> None:
        try:
            deed = self.app.library.history.redo()
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        self._turned("Done again", deed)

    async def action_deeds(self) -> None:
        from tui.screens import note_dialogs

        try:
            done = self.app.library.history.newest(SHOWN_DEEDS)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        await self.ask(note_dialogs.deeds(self, done, self.app.library.now()))

    def _turned(self, done: str, deed: Deed | None) -> None:
        if deed is None:
            self.status.say("Nothing to undo." if done == "Undone" else "Nothing to redo.")
            return
        self._took(deed.tables, deed.briefing)
        self.status.say(f"{done}: {deed.label}.")


def _is_of_briefings(deed: Deed) -> bool:
    """Whether a deed was done to briefings as such, not to an entry of one, which is counted with it."""
    return REVISIONS in deed.tables or (BRIEFINGS in deed.tables and ENTRIES not in deed.tables)


def _named(rows: Sequence[Row]) -> str:
    return f"“{rows[0].title}”" if len(rows) == 1 else f"{len(rows):,} briefings"


def _has(row: Row, tag: str) -> bool:
    return tag.casefold() in [each.casefold() for each in row.tags]
