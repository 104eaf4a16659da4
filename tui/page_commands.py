"""The commands of the pages, as the screens beside that of reading are called: a part of the table in `commands`.

What a page does by a key that reading has too (to move, to delete, to undo) it does by the same command.
"""

from __future__ import annotations

from tui.command import IN_DOSSIER, IN_GATHERED, IN_LIBRARY, IN_SEARCH, Command, Group

ACROSS_COMMANDS: tuple[Command, ...] = (
    Command(
        "dossier",
        ("d",),
        "Dossier",
        "Show all that is said of the person or body under the cursor, or of a name that you type, in every briefing.",
        Group.ACROSS,
        "dossier",
    ),
    Command(
        "timeline",
        ("T",),
        "Timeline",
        "Show what is dated, in this briefing, in all, in those with a tag, or of somebody, in order of time.",
        Group.ACROSS,
    ),
    Command(
        "figures",
        ("F",),
        "Figures as a series",
        "Show how the figures move from briefing to briefing, each with its sentence.",
        Group.ACROSS,
    ),
    Command(
        "related",
        ("~",),
        "Related briefings",
        "List the briefings that share people, bodies or words with this one, and which.",
        Group.ACROSS,
    ),
)
"""Those of every screen that lead to a page."""

LIBRARY_COMMANDS: tuple[Command, ...] = (
    Command(
        "open-briefing",
        ("enter",),
        "Open",
        "In the library: read the briefing under the cursor; going back leads back to the library.",
        Group.LIBRARY,
        "open",
        scope=IN_LIBRARY,
    ),
    Command(
        "filter-briefings",
        ("/", "f"),
        "Filter the briefings",
        "In the library: list only the briefings with some words, a tag, a source, a date or a state, as you type.",
        Group.LIBRARY,
        "filter",
        scope=IN_LIBRARY,
    ),
    Command(
        "sort-briefings",
        ("S",),
        "Sort the briefings",
        "In the library: choose what the list is sorted by; the same key again turns the order.",
        Group.LIBRARY,
        "sort",
        scope=IN_LIBRARY,
    ),
    Command(
        "group-briefings",
        ("H",),
        "Group the briefings",
        "In the library: put headings over the briefings of each source, then of each tag, then none again.",
        Group.LIBRARY,
        "group",
        scope=IN_LIBRARY,
    ),
    Command(
        "star-briefing",
        ("*",),
        "Star",
        "In the library: star the briefing, or take the star off again.",
        Group.LIBRARY,
        "star",
        scope=IN_LIBRARY,
    ),
    Command(
        "rename-briefing",
        ("e",),
        "Rename the briefing",
        "In the library: give the briefing a title of your own; an empty one gives back the article's.",
        Group.LIBRARY,
        "rename",
        scope=IN_LIBRARY,
    ),
    Command(
        "archive",
        ("A",),
        "Archive",
        "In the library: put the briefing away, so that the list shows it only if asked, or bring it back.",
        Group.LIBRARY,
        "archive",
        scope=IN_LIBRARY,
    ),
    Command(
        "show-archived",
        (".",),
        "Show the archived",
        "In the library: list the archived briefings among the others, or no longer.",
        Group.LIBRARY,
        scope=IN_LIBRARY,
    ),
    Command(
        "choose-briefing",
        ("v",),
        "Choose several",
        "In the library: choose the briefing, to tag, archive, delete or merge several at once; again lets it go.",
        Group.LIBRARY,
        "choose",
        scope=IN_LIBRARY,
    ),
    Command(
        "merge-briefings",
        ("M",),
        "Merge revisions",
        "In the library: say that of two chosen briefings one is a later text of the other, and takes over its notes.",
        Group.LIBRARY,
        scope=IN_LIBRARY,
    ),
)

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
        "more-of-briefing",
        ("+",),
        "More of this briefing",
        "In the search: show all that was found in the briefing under the cursor, or that in all briefings again.",
        Group.SEARCH,
        "more",
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
