"""What a command is: what it is called, the keys that run it, and where they do."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Group(StrEnum):
    """The headings under which help and README list the commands, in their order."""

    MOVE = "Moving"
    PANES = "Panes"
    EVIDENCE = "Claim and evidence"
    FIND = "Finding"
    ACROSS = "Across briefings"
    NOTES = "Notes and entries"
    REVIEW = "Reviewing drafts"
    KEEP = "Keeping and copying"
    VIEW = "View"
    LIBRARY = "In the library"
    SEARCH = "In the search"
    DOSSIER = "In a dossier, timeline or list of figures"
    PROGRAM = "Program"


IN_REVIEW = "review"
"""The scope of the commands that go through drafted entries."""

IN_LIBRARY, IN_SEARCH, IN_DOSSIER = "library", "search", "dossier"
"""The scopes of the commands of the pages."""

IN_GATHERED = "gathered"
"""The scope of the commands of the pages for what is gathered from many briefings: the timeline and the figures."""


class Command(NamedTuple):
    """One thing a reader can do.

    Args:
        id: its name in `config.toml`; the action of a screen has the same name with `_` for `-`.
        keys: what it is bound to unless the reader says otherwise.
        label: its name in the palette and in help, in the imperative.
        help: one sentence that says what it does.
        group: the heading it is listed under.
        hint: its word in the footer; empty where the footer does not show it.
        argument: passed to the action; commands that differ only in it share an action.
        action: the name of the action where it is not that of the command.
        scope: where alone its keys are bound, before what they mean elsewhere; everywhere where it is empty.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: Group
    hint: str = ""
    argument: str = ""
    action: str = ""
    scope: str = ""

    @property
    def method(self) -> str:
        """The name of the screen's method that carries the command out."""
        return "action_" + (self.action or self.id).replace("-", "_")
