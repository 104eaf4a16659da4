"""The one table of commands: bindings, footer, help, palette, `readout keys`, the README and remaps all derive from it.

A key is written as it is typed (`j`, `?`, `#`) or by its name in Textual (`down`, `ctrl+d`, `alt+left`, `space`).
"""

from __future__ import annotations

from collections.abc import Iterable

from tui.command import IN_REVIEW as IN_REVIEW
from tui.command import Command as Command
from tui.command import Group as Group
from tui.page_commands import ACROSS_COMMANDS, PAGE_COMMANDS

_PANES = (
    ("first", "People"),
    ("second", "Trade"),
    ("third", "Diplomacy"),
    ("fourth", "NATO & G7"),
    ("fifth", "Expert commentary"),
)

_READING: tuple[Command, ...] = (
    Command("next", ("j", "down"), "Next", "Go to the next entry or sentence.", Group.MOVE, "move"),
    Command("previous", ("k", "up"), "Previous", "Go to the previous entry or sentence.", Group.MOVE),
    Command(
        "next-across",
        ("J",),
        "Next across panes",
        "Go to the next entry, across the panes; in a review to the next that is open.",
        Group.MOVE,
    ),
    Command(
        "previous-across",
        ("K",),
        "Previous across panes",
        "Go to the previous entry, across the panes; in a review to the one before that is open.",
        Group.MOVE,
    ),
    Command("first", ("g", "home"), "First", "Go to the first entry or sentence.", Group.MOVE),
    Command("last", ("G", "end"), "Last", "Go to the last entry or sentence.", Group.MOVE),
    Command("page-down", ("space", "pagedown"), "Page down", "Move one page down.", Group.MOVE),
    Command("page-up", ("b", "pageup"), "Page up", "Move one page up.", Group.MOVE),
    Command("half-page-down", ("ctrl+d",), "Half a page down", "Move half a page down.", Group.MOVE),
    Command("half-page-up", ("ctrl+u",), "Half a page up", "Move half a page up.", Group.MOVE),
    Command(
        "overview",
        ("0",),
        "Show the overview",
        "Show what the briefing is, how well it is covered, and what nobody cites.",
        Group.PANES,
        "",
        "overview",
        "show-tab",
    ),
    *(
        Command(
            f"pane-{number}",
            (str(number),),
            f"Show the {nth} pane",
            f"Show the {nth} pane of the desk: {title}.",
            Group.PANES,
            "",
            str(number),
            "show-pane",
        )
        for number, (nth, title) in enumerate(_PANES, 1)
    ),
    Command("notes", ("6",), "Show the notes", "Show the notes of the briefing.", Group.PANES, "", "notes", "show-tab"),
    Command("pane-left", ("h", "left"), "Pane to the left", "Show the pane to the left.", Group.PANES, "panes"),
    Command("pane-right", ("l", "right"), "Pane to the right", "Show the pane to the right.", Group.PANES),
    Command(
        "other-side",
        ("tab", "shift+tab"),
        "Entries or source",
        "Move between the entries and the source.",
        Group.PANES,
        "source",
    ),
    Command(
        "follow",
        ("enter",),
        "Follow",
        "Go from an entry to a sentence it cites, or from a sentence to an entry citing it; choose among several.",
        Group.EVIDENCE,
        "follow",
    ),
    Command("next-citation", ("]",), "Next citation", "Show the next sentence that this entry cites.", Group.EVIDENCE),
    Command(
        "previous-citation",
        ("[",),
        "Previous citation",
        "Show the previous sentence that this entry cites.",
        Group.EVIDENCE,
    ),
    Command(
        "who-cites",
        ("c",),
        "Who cites this?",
        "Show the entries that rest on this sentence, without moving.",
        Group.EVIDENCE,
        "who cites",
    ),
    Command(
        "linked-entries",
        ("L",),
        "Linked entries",
        "Choose among the entries linked to this one, and go there.",
        Group.EVIDENCE,
        "links",
    ),
    Command(
        "details",
        ("D",),
        "Details",
        "Show what is known of this entry: its kind, what its figures are worth, who speaks, links and tags.",
        Group.EVIDENCE,
    ),
    Command(
        "back", ("backspace", "alt+left", "ctrl+o"), "Back", "Go back to where you jumped from.", Group.EVIDENCE, "back"
    ),
    Command("forward", ("alt+right",), "Forward", "Go forward again after going back.", Group.EVIDENCE),
    Command("set-mark", ("m",), "Set a mark", "Give this place a letter: press the letter next.", Group.EVIDENCE),
    Command("go-to-mark", ("'",), "Go to a mark", "Go to the place that has the letter pressed next.", Group.EVIDENCE),
    Command(
        "find",
        ("/",),
        "Find in this briefing",
        "Find words in entries and source: taken literally; capitals count only if you type one.",
        Group.FIND,
        "find",
    ),
    Command("find-next", ("n",), "Next match", "Go to the next match.", Group.FIND),
    Command("find-previous", ("N",), "Previous match", "Go to the previous match.", Group.FIND),
    Command(
        "search",
        ("s",),
        "Search everything",
        "Search every entry, sentence and note of the library, live as you type.",
        Group.FIND,
        "search",
    ),
    Command("go-to-sentence", ("#",), "Go to a sentence", "Go to a sentence by its number.", Group.FIND),
    Command(
        "select",
        ("v",),
        "Select in the source",
        "Select the sentence under the cursor and, moving on, those after it; again ends the selection.",
        Group.NOTES,
    ),
    Command(
        "select-word",
        ("w",),
        "Select a word more",
        "Select the first word of the sentence, then a word more; the keys for panes move the selection by a word.",
        Group.NOTES,
    ),
    Command("unselect-word", ("W",), "Select a word less", "Take a word from the end of the selection.", Group.NOTES),
    Command(
        "annotate",
        ("a",),
        "Write a note",
        "Write a note on the entry or sentence under the cursor, or on the selected words.",
        Group.NOTES,
        "note",
    ),
    Command("question", ("Q",), "Ask a question", "Write a question in the same way.", Group.NOTES),
    Command(
        "highlight",
        ("*",),
        "Highlight",
        "Highlight what is under the cursor or selected, or take the highlight away again.",
        Group.NOTES,
        "highlight",
    ),
    Command("colour", ("C",), "Colour", "Choose the colour of a highlight.", Group.NOTES),
    Command("edit", ("e",), "Edit", "Edit the note or the entry under the cursor.", Group.NOTES, "edit"),
    Command("edit-outside", ("E",), "Edit in your editor", "Edit it in the program that $EDITOR names.", Group.NOTES),
    Command(
        "tags", ("t",), "Tags", "Write the tags of the note, the entry or the briefing under the cursor.", Group.NOTES
    ),
    Command(
        "delete",
        ("x",),
        "Delete",
        "Delete the note, the entry or the briefing under the cursor; undo brings it back.",
        Group.NOTES,
        "delete",
    ),
    Command(
        "place",
        ("P",),
        "Put a note here",
        "Put a note that lost its words, or any other, on the sentence or the selected words.",
        Group.NOTES,
    ),
    Command("filter-notes", ("f",), "Filter the notes", "List only notes with words, a tag or a kind.", Group.NOTES),
    Command(
        "write-entry",
        ("A",),
        "Write an entry",
        "Write an entry of your own, on the selected words or the sentence under the cursor.",
        Group.NOTES,
    ),
    Command(
        "refile",
        ("p",),
        "File under a pane",
        "File the entry under another pane, or a sentence that no entry cites under one: press its number next.",
        Group.NOTES,
        "file",
    ),
    Command(
        "merge",
        ("M",),
        "Merge entries",
        "Merge the entry into another one, which then says and cites what both did: press its number next.",
        Group.NOTES,
        "merge",
    ),
    Command(
        "cite",
        ("+",),
        "Cite or cite no longer",
        "Let the entry cite the sentence under the source's cursor or the selected words, or cite it no longer.",
        Group.NOTES,
    ),
    Command("link", ("&",), "Link entries", "Link the entry to another one, or link it no longer.", Group.NOTES),
    Command("restore", ("O",), "Restore the original", "Restore the entry as it was first written.", Group.NOTES),
    Command("describe", ("I",), "Title and source", "Edit title, author, date, publisher and address.", Group.NOTES),
    Command("confirm", ("!",), "What changed", "Confirm what moved, changed or lost ground.", Group.NOTES, "confirm"),
    Command(
        "undo",
        ("u",),
        "Undo",
        "Undo the last thing done to notes, entries or read marks of this briefing; on a page, what is done there.",
        Group.NOTES,
        "undo",
    ),
    Command("redo", ("ctrl+r",), "Redo", "Do again what was undone last.", Group.NOTES),
    Command("deeds", ("U",), "What was done", "List what was done, the newest first.", Group.NOTES),
    Command("session", ("S",), "Study session", "Begin or end a session of study, and see those before.", Group.NOTES),
    Command(
        "review",
        ("V",),
        "Review the draft",
        "Go through what the program drafted, and what it filed nowhere; again goes back to reading.",
        Group.REVIEW,
        "review",
    ),
    Command(
        "accept",
        ("space",),
        "Accept and go on",
        "In a review: accept the entry, or set the sentence aside, and go on; among what changed: confirm it.",
        Group.REVIEW,
        "accept",
        scope=IN_REVIEW,
    ),
    Command(
        "accept-pane",
        ("R",),
        "Accept this pane",
        "In a review: accept every entry of this pane that is open, or set every sentence aside; then go on.",
        Group.REVIEW,
        "pane",
        scope=IN_REVIEW,
    ),
    Command(
        "accept-all",
        ("A",),
        "Accept all",
        "In a review: accept all that is open, then set aside the unfiled; among what changed: confirm it all.",
        Group.REVIEW,
        "all",
        scope=IN_REVIEW,
    ),
    Command(
        "copy",
        ("y",),
        "Copy the entry",
        "Copy the entry, the sentence, or what is selected, with its citation.",
        Group.KEEP,
        "copy",
    ),
    Command("copy-citation", ("Y",), "Copy the citation", "Copy the citation only.", Group.KEEP),
    Command("toggle-read", ("r",), "Read or unread", "Mark this entry as read, or as unread again.", Group.KEEP),
    Command("mark-pane-read", ("R",), "Mark the pane read", "Mark every entry of this pane as read.", Group.KEEP),
    Command("zen", ("z",), "Zen", "Show only the side you are reading, or both again.", Group.VIEW),
    Command("narrower", ("-",), "Narrower", "Make the entries narrower.", Group.VIEW),
    Command("wider", ("=",), "Wider", "Make the entries wider.", Group.VIEW),
    Command("theme", ("ctrl+t",), "Theme", "Choose the colours; the choice is kept.", Group.VIEW),
    Command(
        "library",
        ("B",),
        "Library",
        "List every briefing of the library: to find one and read it, and to order them.",
        Group.PROGRAM,
    ),
    Command(
        "import",
        ("i",),
        "Import articles",
        "Draft a briefing from a file, or from each of several and those of a folder, and review what was drafted.",
        Group.PROGRAM,
    ),
    Command("help", ("?", "f1"), "Help", "Show every key.", Group.PROGRAM, "help"),
    Command("palette", (":", "ctrl+p"), "Command palette", "Find a command by its name and run it.", Group.PROGRAM),
    Command("close", ("q", "escape"), "Back out", "Close what is open; q leaves when nothing is.", Group.PROGRAM),
    Command("quit", ("ctrl+q",), "Quit", "Leave the program at once; your place is kept.", Group.PROGRAM),
)


def _in_order(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Commands under the headings of the help, in their order."""
    every = list(commands)
    return tuple([command for group in Group for command in every if command.group is group])


READING_COMMANDS = _in_order((*_READING, *ACROSS_COMMANDS))
"""Those of reading and of every screen."""

COMMANDS = _in_order((*READING_COMMANDS, *PAGE_COMMANDS))


def command_named(id: str) -> Command:
    """The command with this id. Raises KeyError where there is none."""
    for command in COMMANDS:
        if command.id == id:
            return command
    raise KeyError(id)
