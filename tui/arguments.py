"""The grammar of the command line: what may be said, and what help says about it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import NoReturn

from tui import __version__
from tui.arguments_following import FOLLOWING, at_least_one, fill_format

FORMATS = ("text", "markdown", "json")
NOTE_FORMATS = (*FORMATS, "csv")
ORDERS = ("issued", "added", "title", "read", "progress", "entries", "notes")
KINDS = ("note", "question", "highlight")
COLOURS = ("yellow", "green", "blue", "red", "purple", "orange", "teal", "slate")

_DESCRIPTION = "Read a news briefing in the terminal: every entry is one key from the sentences that support it."

_EPILOG = """\
Without a command, readout opens the briefing that was read last. Without a terminal, it prints it as text.

environment:
  READOUT_LIBRARY  the folder of the library
  READOUT_CONFIG   the file of the settings
  NO_COLOR         set to anything: no colours

exit codes: 0 success, 1 failure, 2 wrong usage, 130 interrupted
"""


class UsageError(Exception):
    """What is said on the command line cannot be understood; `str()` of it is one sentence."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options: `command`, `library`, and `briefing`, `pane`, `format` where the command has them.

    Raises UsageError for what cannot be understood, and SystemExit(0) after printing help or the version.
    """
    try:
        options = _parser(arguments).parse_args(arguments)
    except UsageError as error:
        # A highlight needs no text. It cannot be left open to argparse, which then takes none where options come first.
        if not str(error).startswith(f"{_MISSING} TEXT;"):
            raise
        options = _parser(arguments, has_text=False).parse_args(arguments)
        if options.kind != "highlight":
            raise
    if options.command is None:
        options.command, options.briefing = "open", None
    return options


_MISSING = "the following arguments are required:"


def _parser(arguments: Sequence[str], *, has_text: bool = True) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="readout",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--library", metavar="DIR", default=None, help="the folder of the library to use")
    parser.add_argument("-V", "--version", action="version", version=f"readout {__version__}")
    shared = _Parser(add_help=False)
    # SUPPRESS: a command's own default would overwrite what was said before the command.
    shared.add_argument("--library", metavar="DIR", default=argparse.SUPPRESS, help="the folder of the library to use")
    # prog: without it argparse loads shutil to lay out a usage line that nobody sees.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="readout")
    # The first word, where it is a command, is the only one that matters, and each of the others takes its time.
    for name in arguments[:1] if arguments and arguments[0] in _COMMANDS else _COMMANDS:
        help, fill = _COMMANDS[name]
        command = commands.add_parser(name, help=help, description=help, parents=[shared], allow_abbrev=False)
        if name == "note":
            _fill_note(command, shared, has_text)
        elif fill is not None:
            fill(command)
    return parser


# --- what each command takes -----------------------------------------------------------------------------------------


def _fill_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefing", metavar="ID|FILE", help="a briefing's id, as short as it is unique, or a JSON file")


def _fill_show(parser: argparse.ArgumentParser) -> None:
    _fill_briefing(parser)
    parser.add_argument("--pane", metavar="PANE", help="only this pane: people, trade, diplomacy, nato-g7, expert")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text (the default), markdown or json")


def _fill_check(parser: argparse.ArgumentParser) -> None:
    _fill_briefing(parser)
    fill_format(parser)


def _fill_briefing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "briefing",
        metavar="ID|FILE",
        nargs="?",
        help="a briefing's id, as short as it is unique, or a JSON file; without it, the one read last",
    )


def _fill_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sort", choices=ORDERS, default="added", help=_ORDERS)
    parser.add_argument("--reverse", action="store_true", help="the other way round")
    parser.add_argument("--filter", metavar="WORDS", default="", help=_FILTER)
    parser.add_argument("--group", choices=("source", "tag"), help="by source or by tag, with how many have each")
    parser.add_argument("--all", action="store_true", help="those that are archived, too")
    parser.add_argument("--limit", metavar="N", type=at_least_one, help="at most so many, or so many of each group")
    fill_format(parser)


def _fill_several(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefings", metavar="ID", nargs="+", help="a briefing's id, as short as it is unique")


def _fill_switched(parser: argparse.ArgumentParser) -> None:
    _fill_several(parser)
    parser.add_argument("--off", action="store_true", help="take it back")


def _fill_tag(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefing", metavar="ID", help="a briefing's id, as short as it is unique")
    # What begins with a dash looks like an option: all that is said after the id is taken as it is.
    parser.add_argument("tags", metavar="TAG", nargs=argparse.REMAINDER, help="a tag to add, or to remove: -TAG")


def _fill_rename(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefing", metavar="ID", help="a briefing's id, as short as it is unique")
    parser.add_argument("title", metavar="TITLE", nargs="?", help="the title to show it under")
    parser.add_argument("--original", action="store_true", help="put the article's own title back")


def _fill_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("earlier", metavar="EARLIER", help="the briefing with the earlier text")
    parser.add_argument("later", metavar="LATER", help="the one with the later text, which takes over what you have")


def _fill_notes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefing", metavar="ID", nargs="?", help="only those on this briefing")
    parser.add_argument("--tag", metavar="TAG", default="", help="only those with this tag")
    parser.add_argument("--kind", choices=KINDS, help="only those of this kind: note, question, highlight")
    parser.add_argument("--text", metavar="WORDS", default="", help="only those with all these words, in any order")
    parser.add_argument("--session", metavar="ID", default="", help="only those made in this session")
    parser.add_argument("--author", metavar="NAME", default="", help="only those by this author")
    parser.add_argument("--format", choices=NOTE_FORMATS, default="text", help=_NOTE_FORMATS)


def _fill_note(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser, has_text: bool) -> None:
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True, prog="readout note")

    def add(name: str, help: str) -> argparse.ArgumentParser:
        return deeds.add_parser(name, help=help, description=help, parents=[shared], allow_abbrev=False)

    _fill_note_add(add("add", "write a note on a sentence, an entry or some words, and print its id"), has_text)
    shown = add("show", "print a note")
    shown.add_argument("note", metavar="NOTE", help=_NOTE)
    shown.add_argument("--format", choices=NOTE_FORMATS, default="text", help=_NOTE_FORMATS)
    add("rm", "delete a note; 'readout undo' brings it back").add_argument("note", metavar="NOTE", help=_NOTE)


def _fill_note_add(parser: argparse.ArgumentParser, has_text: bool) -> None:
    parser.add_argument("briefing", metavar="BRIEFING", help="a briefing's id, as short as it is unique")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--sentence", metavar="N", type=int, help="on the sentence with this number")
    where.add_argument("--entry", metavar="ID", help="on the entry with this id")
    where.add_argument("--quote", metavar="WORDS", help="on these words, which stand once in the text")
    parser.add_argument("--kind", choices=KINDS, default="note", help="note (the default), question or highlight")
    parser.add_argument("--colour", choices=COLOURS, metavar="COLOUR", help=f"one of {', '.join(COLOURS)}")
    parser.add_argument("--tag", metavar="TAG", action="append", default=[], help="a tag; may be said several times")
    parser.set_defaults(text=None)
    if has_text:
        parser.add_argument("text", metavar="TEXT", help="the note, or - to read it; a highlight may go without")


def _fill_changes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=20, help="at most so many; 20 without it")
    fill_format(parser)


def _fill_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("jsonl",), default="jsonl", help="jsonl (the default)")
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="where to write it; standard output for - and without it"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def _fill_load(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file to load")


def _fill_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help=_FILES)
    parser.add_argument("--desk", metavar="DESK", default="", help=_DESK)
    parser.add_argument("--url", action="store_true", help=_URL)


def _fill_watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", nargs="?", help="a folder to watch; without it, those watched")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--off", action="store_true", help="watch it no longer")
    what.add_argument("--now", action="store_true", help="look now, and print what is new in the watched folders")
    what.add_argument("--import", dest="take_in", action="store_true", help="look now, and import what is new")
    parser.add_argument("--desk", metavar="DESK", default="", help=_DESK)


def _fill_draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file, - for standard input, or an address")
    parser.add_argument("--desk", metavar="DESK", default="", help=_DESK)
    parser.add_argument("--url", action="store_true", help=_URL)
    fill_format(parser)


def _fill_revise(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefing", metavar="ID", help="a briefing's id, as short as it is unique")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "file", metavar="FILE", nargs="?", help="the new text; without it, what is still to be confirmed is listed"
    )
    what.add_argument("--confirm", action="store_true", help="confirm all of that; 'readout undo' takes it back")
    parser.add_argument("--desk", metavar="DESK", default="", help="another desk than that of the briefing")


def _fill_diff(parser: argparse.ArgumentParser) -> None:
    for name in ("old", "new"):
        parser.add_argument(name, metavar=name.upper(), help="a briefing's id, or a file: a briefing or an article")
    fill_format(parser)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "exit codes, as those of diff: 0 nothing differs, 1 something does, 2 they cannot be compared"


def _fill_edit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefing", metavar="ID", help="a briefing's id, as short as it is unique")
    parser.add_argument("--title", metavar="WORDS", help="the title")
    parser.add_argument("--author", metavar="NAME", help="who wrote the article; empty where it is not known")
    parser.add_argument("--issued", metavar="DATE", help="when it was published: 2023-05-24, 2023-05 or 2023")
    parser.add_argument("--publisher", metavar="NAME", help="who published it")
    parser.add_argument("--url", metavar="ADDRESS", help="where it was published: an http or https address")


def _fill_original(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefing", metavar="ID", help="a briefing's id, as short as it is unique")
    parser.add_argument(
        "--output", metavar="FILE", default="-", help="where to write it; standard output for - and without it"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def _fill_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="where to write it; without it, among the library's own"
    )


def _fill_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the backup")
    parser.add_argument("--force", action="store_true", help="restore it although the library was changed since")


def _fill_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help="repair what can be; what is replaced is set aside")
    fill_format(parser)


_ORDERS = "issued, added (the default), title, read (last), progress, entries or notes; the latest, the most first"
_FILTER = "only those with all these words; also tag: source: before: after: is:starred, unread, archived, review"
_DESK = "world (the default), energy-climate, or a desk of your own: its name or its file"
_FILES = "a file, a folder, an address, or - for standard input"
_URL = "fetch what is an address (http:// or https://); without it, nothing is fetched"
_NOTE = "a note's id, or as much of its beginning or end as no other note has"
_NOTE_FORMATS = "text (the default), markdown, json or csv"

_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None] | None]] = {
    "open": ("open a briefing in the reader, or add one from a file and open it", _fill_open),
    "list": ("list the briefings of the library, sorted, filtered and grouped", _fill_list),
    "show": ("print a briefing with its citations and its source", _fill_show),
    "import": ("add what is drafted from articles: text, Markdown, HTML, PDF, EPUB, DOCX, e-mail, feeds", _fill_import),
    "watch": ("watch folders for new articles, list what is new in them, or import that", _fill_watch),
    "draft": ("print what would be drafted from an article, and add it to no library", _fill_draft),
    "revise": ("put a changed article in the place of a briefing, with all that you have on it", _fill_revise),
    "diff": ("show which sentences and entries are new, changed, moved or dropped", _fill_diff),
    "edit": ("change the title of a briefing, or where its text comes from", _fill_edit),
    "merge": ("make two briefings the earlier and the later text of one article", _fill_merge),
    "star": ("star briefings", _fill_switched),
    "tag": ("add tags to a briefing, or remove them", _fill_tag),
    "rename": ("show a briefing under a title of your own", _fill_rename),
    "archive": ("archive briefings: they are listed only if asked", _fill_switched),
    "remove": ("delete briefings with all that is on them; 'readout undo' brings it back", _fill_several),
    "original": ("write out the file that a briefing was drafted from", _fill_original),
    "check": ("hold a briefing to its source, and say what does not rest on it", _fill_check),
    "notes": ("list notes, of the whole library or of one briefing", _fill_notes),
    "note": ("write a note, show one or delete one", None),
    "sessions": ("list the sessions of study, the newest first", fill_format),
    "changes": ("list what was done, the newest first, and what of it was undone", _fill_changes),
    "undo": ("undo the newest change", None),
    "redo": ("do again what was undone last", None),
    "export": ("write everything in the library, as lines of JSON that 'readout load' takes", _fill_export),
    "load": ("take in what 'readout export' wrote: all of it, or nothing where something is wrong", _fill_load),
    "backup": ("make a backup of the library and print where it is", _fill_backup),
    "restore": ("put a backup in the place of the library, which is set aside", _fill_restore),
    "doctor": ("look for damage, lost briefings and notes without a place, and say what to do", _fill_doctor),
    "keys": ("print the table of keys, with your remaps", None),
    "where": ("print where the library, the settings and the cache are", None),
    **FOLLOWING,
}
"""Each command with what it does and what adds its own arguments."""
