"""The commands of the pages, as the screens beside that of reading are called: a part of the table in `commands`.

What a page does by a key that reading has too (to move, to delete, to undo) it does by the same command.
"""

from __future__ import annotations

from tui.command import IN_DOSSIER, IN_GATHERED, IN_SEARCH, Command, Group

LIBRARY_COMMANDS: tuple[Command, ...] = ()

SEARCH_COMMANDS: tuple[Command, ...] = (
    Command(
        "search-among",
        ("o",),
        "Search among",
        "In the search: look through everything, through entries, through sentences, or through notes only.",
        Group.SEARCH,
        "among",
        scope=IN_SEARCH,
    ),
    Command(
        "search-order",
        ("r",),
        "Best or newest first",
        "In the search: show the best first, or the newest.",
        Group.SEARCH,
        "order",
        scope=IN_SEARCH,
    ),
    Command(
        "save-search",
        ("S",),
        "Save the search",
        "In the search: keep what is typed under a name.",
        Group.SEARCH,
        "save",
        scope=IN_SEARCH,
    ),
    Command(
        "saved-searches",
        ("'",),
        "Saved searches",
        "In the search: choose a search that was saved, or forget one.",
        Group.SEARCH,
        "saved",
        scope=IN_SEARCH,
    ),
    Command(
        "search-pattern",
        ("R",),
        "Regular expressions",
        "In the search: take what stands /between slashes/ as a regular expression, or literally again.",
        Group.SEARCH,
        scope=IN_SEARCH,
    ),
)

DOSSIER_COMMANDS: tuple[Command, ...] = (
    Command(
        "kind",
        ("f",),
        "One kind only",
        "In a dossier: list only the roles, entries, quotations, figures or notes, or all again.",
        Group.DOSSIER,
        "kinds",
        scope=IN_DOSSIER,
    ),
    Command(
        "merge-names",
        ("M",),
        "Put together",
        "In a dossier: say that somebody else is the same person or body, whose dossier joins this one.",
        Group.DOSSIER,
        "same as",
        scope=IN_DOSSIER,
    ),
    Command(
        "split-names",
        ("|",),
        "Take apart",
        "In a dossier: say that one of the names, or the one in this briefing, is somebody else's.",
        Group.DOSSIER,
        "apart",
        scope=IN_DOSSIER,
    ),
    Command(
        "rename",
        ("e",),
        "Call otherwise",
        "In a dossier: call the person or body otherwise; every name that briefings use stays known.",
        Group.DOSSIER,
        "rename",
        scope=IN_DOSSIER,
    ),
)
GATHERED_COMMANDS: tuple[Command, ...] = (
    Command(
        "of-what",
        ("f",),
        "Choose of what",
        "In a timeline or among figures: choose this briefing, all, a tag, or somebody.",
        Group.DOSSIER,
        "of what",
        scope=IN_GATHERED,
    ),
)

PAGE_COMMANDS = (*LIBRARY_COMMANDS, *SEARCH_COMMANDS, *DOSSIER_COMMANDS, *GATHERED_COMMANDS)
