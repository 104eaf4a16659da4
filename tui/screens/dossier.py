"""What the reader does in a dossier besides reading: lists one kind of items alone, and says who is who."""

from __future__ import annotations

from collections.abc import Sequence

from content.dossier_pages import Contents
from content.dossiers import ItemKind
from content.errors import ContentError
from content.model import BriefingId, EntryId
from content.name_keys import name_key
from content.register import Identity
from tui.screens import dossier_dialogs as dialogs
from tui.screens.dossier_view import DossierView
from tui.widgets.row_items import Row

STILL = "Whose dossier this is, is being looked up."
"""What is said to somebody who was quicker."""


class DossierPage(DossierView, inherit_css=False):
    """The dossier of somebody, or of a body, with the commands of its own."""

    # -- only some of it

    async def action_kind(self) -> None:
        await self.ask(dialogs.kinds(self.app, self.items.kind, self.show_kind))

    def show_kind(self, kind: ItemKind | None) -> None:
        """List the items of one kind alone; None for all. The cursor stays on its item, or in its briefing."""
        here = self.here
        self._wanted = None
        self.items = self.items.narrowed(kind)
        self.show_list(self.items.find(here[0].briefing, here[1]) if here is not None else None)

    # -- who is who

    async def action_merge_names(self) -> None:
        identity = self.identity
        if identity is None:
            self.status.say(STILL)
            return
        title = f"Who is {identity.name} as well?"
        await dialogs.NameChooser(
            self, title, (), self._ask_to_merge, without=identity.id, offer=self._suggested
        ).show()

    def _suggested(self) -> Sequence[Row]:
        """Those who are likely the same."""
        if self.identity is None:
            return ()
        try:
            suggested = self.app.library.identities.suggestions(self.identity.id)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return ()
        return [dialogs.suggested_row(each, wide=self.app.size.width >= 60) for each in suggested]

    def _ask_to_merge(self, who: str) -> None:
        identity, contents = self.identity, self.contents
        if identity is None or contents is None:
            return

        def tell(other: Contents) -> None:
            dialog = dialogs.what_merging_does(
                self.app,
                (identity, len(contents.ends)),
                (other.identity, len(other.ends)),
                lambda first: self._merge(identity, other.identity, first=first),
            )
            self.call_next(self.ask, dialog)

        self._wanted = None
        self._pages.ask(lambda reader: reader.contents(who), tell)

    def _merge(self, one: Identity, other: Identity, *, first: bool) -> None:
        try:
            names = (one.id, other.id) if first else (other.id, one.id)
            merged = self.app.library.identities.merge(*names)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        self._changed(merged, f"{one.name} and {other.name} are one, called {merged.name}")

    async def action_split_names(self) -> None:
        identity, here = self.identity, self.here
        if identity is None:
            self.status.say(STILL)
            return
        groups: dict[str, list[str]] = {}
        for name in identity.names:
            groups.setdefault(name_key(name), []).append(name)
        lists = list(groups.values()) if len(groups) > 1 else []
        leaf = here[0] if here is not None else None
        mentions: list[tuple[BriefingId, EntryId]] = []
        if leaf is not None:
            roles = [item.entry for item in leaf.items if item.kind is ItemKind.ROLE]
            mentions = [(leaf.briefing, entry) for entry in roles if entry is not None]
        if not lists and not mentions:
            self.status.say("There is one name alone, and no entry of a person under the cursor to take it from.")
            return

        def choose(at: int) -> None:
            self._split(identity, lists[at] if at >= 0 else [], mentions if at < 0 else [])

        title = leaf.title if leaf is not None and mentions else ""
        await self.ask(dialogs.what_to_split(self.app, identity, lists, title, choose))

    def _split(self, identity: Identity, names: Sequence[str], entries: Sequence[tuple[BriefingId, EntryId]]) -> None:
        try:
            other = self.app.library.identities.split(identity.id, names=names, entries=entries)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        self._changed(identity, f"{other.name} is somebody else, with a dossier of their own")

    async def action_rename(self) -> None:
        if self.identity is None:
            self.status.say(STILL)
        else:
            await self.ask(dialogs.rename(self.identity, self._rename))

    def _rename(self, name: str) -> None:
        identity = self.identity
        if identity is None or name.strip() == identity.name:
            return
        try:
            called = self.app.library.identities.rename(identity.id, name)
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        self._changed(called, f"{identity.name} is called {called.name}")

    def _changed(self, identity: Identity, words: str) -> None:
        self.status.say(f"{words}; {self.app.shown_key('undo')} undoes it.")
        self.ask_again(identity)

    def action_undo(self) -> None:
        self._turn(back=True)

    def action_redo(self) -> None:
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        history = self.app.library.history
        try:
            deed = history.undo_identities() if back else history.redo_identities()
        except ContentError as error:
            self.status.say(str(error), warning=True)
            return
        if deed is None:
            self.status.say("Nothing to undo of who is who." if back else "Nothing to redo of who is who.")
            return
        self.status.say(f"{'Undone' if back else 'Done again'}: {deed.label}.")
        self.ask_again()
