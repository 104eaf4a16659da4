"""The grammar of the command line: what may be said, and what help says about it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from tui import __version__

FORMATS = ("text", "markdown", "json")
NOTE_FORMATS = (*FORMATS, "csv")
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
        options = _parser().parse_args(arguments)
    except UsageError as error:
        # A highlight needs no text. It cannot be left open to argparse, which then takes none where options come first.
        if not str(error).startswith(f"{_MISSING} TEXT;"):
            raise
        options = _parser(has_text=False).parse_args(arguments)
        if options.kind != "highlight":
            raise
    if options.command is None:
        options.command, options.briefing = "open", None
    return options


_MISSING = "the following arguments are required:"


def _parser(*, has_text: bool = True) -> argparse.ArgumentParser:
    shared = _Parser(add_help=False)
    # SUPPRESS: a command's own default would overwrite what was said before the command.
    shared.add_argument("--library", metavar="DIR", default=argparse.SUPPRESS, help="the folder of the library to use")
    parser = _Parser(
        prog="readout",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--library", metavar="DIR", default=None, help="the folder of the library to use")
    parser.add_argument("-V", "--version", action="version", version=f"readout {__version__}")
    # prog: without it argparse loads shutil to lay out a usage line that nobody sees.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="readout")

    def add(name: str, help: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help, description=help, parents=[shared], allow_abbrev=False)

    one = add("open", "open a briefing in the reader, or add one from a file and open it")
    one.add_argument("briefing", metavar="ID|FILE", help="a briefing's id, as short as it is unique, or a JSON file")

    every = add("list", "list the briefings of the library")
    every.add_argument("--format", choices=("text", "json"), default="text", help="text (the default) or json")

    shown = add("show", "print a briefing with its citations and its source")
    shown.add_argument(
        "briefing",
        metavar="ID|FILE",
        nargs="?",
        help="a briefing's id, as short as it is unique, or a JSON file; without it, the one read last",
    )
    shown.add_argument("--pane", metavar="PANE", help="only this pane: people, trade, diplomacy, nato-g7, expert")
    shown.add_argument("--format", choices=FORMATS, default="text", help="text (the default), markdown or json")

    _add_notes(add("notes", "list notes, of the whole library or of one briefing"))
    note = add("note", "write a note, show one or delete one")
    deeds = note.add_subparsers(dest="deed", metavar="DEED", required=True, prog="readout note")

    def add_deed(name: str, help: str) -> argparse.ArgumentParser:
        return deeds.add_parser(name, help=help, description=help, parents=[shared], allow_abbrev=False)

    _add_note(add_deed("add", "write a note on a sentence, an entry or some words, and print its id"), has_text)
    note_shown = add_deed("show", "print a note")
    note_shown.add_argument("note", metavar="NOTE", help=_NOTE_HELP)
    note_shown.add_argument("--format", choices=NOTE_FORMATS, default="text", help=_NOTE_FORMATS_HELP)
    add_deed("rm", "delete a note; 'readout undo' brings it back").add_argument("note", metavar="NOTE", help=_NOTE_HELP)

    sessions = add("sessions", "list the sessions of study, the newest first")
    sessions.add_argument("--format", choices=("text", "json"), default="text", help="text (the default) or json")
    changes = add("changes", "list what was done, the newest first, and what of it was undone")
    changes.add_argument("--limit", metavar="N", type=_at_least_one, default=20, help="at most so many; 20 without it")
    changes.add_argument("--format", choices=("text", "json"), default="text", help="text (the default) or json")
    add("undo", "undo the newest change")
    add("redo", "do again what was undone last")

    exported = add("export", "write everything in the library, as lines of JSON that 'readout load' takes")
    exported.add_argument("--format", choices=("jsonl",), default="jsonl", help="jsonl (the default)")
    exported.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="where to write it; standard output for - and without it"
    )
    exported.add_argument("--force", action="store_true", help="write over a file that is there")
    loaded = add("load", "take in what 'readout export' wrote: all of it, or nothing where something is wrong")
    loaded.add_argument("file", metavar="FILE", help="the file to load")

    add("keys", "print the table of keys, with your remaps")
    add("where", "print where the library, the settings and the cache are")
    return parser


_NOTE_HELP = "a note's id, or as much of its beginning or end as no other note has"
_NOTE_FORMATS_HELP = "text (the default), markdown, json or csv"


def _add_notes(notes: argparse.ArgumentParser) -> None:
    notes.add_argument("briefing", metavar="ID", nargs="?", help="only those on this briefing")
    notes.add_argument("--tag", metavar="TAG", default="", help="only those with this tag")
    notes.add_argument("--kind", choices=KINDS, help="only those of this kind: note, question, highlight")
    notes.add_argument("--text", metavar="WORDS", default="", help="only those with all these words, in any order")
    notes.add_argument("--session", metavar="ID", default="", help="only those made in this session")
    notes.add_argument("--author", metavar="NAME", default="", help="only those by this author")
    notes.add_argument("--format", choices=NOTE_FORMATS, default="text", help=_NOTE_FORMATS_HELP)


def _add_note(added: argparse.ArgumentParser, has_text: bool) -> None:
    added.add_argument("briefing", metavar="BRIEFING", help="a briefing's id, as short as it is unique")
    where = added.add_mutually_exclusive_group(required=True)
    where.add_argument("--sentence", metavar="N", type=int, help="on the sentence with this number")
    where.add_argument("--entry", metavar="ID", help="on the entry with this id")
    where.add_argument("--quote", metavar="WORDS", help="on these words, which stand once in the text")
    added.add_argument("--kind", choices=KINDS, default="note", help="note (the default), question or highlight")
    added.add_argument("--colour", choices=COLOURS, metavar="COLOUR", help=f"one of {', '.join(COLOURS)}")
    added.add_argument("--tag", metavar="TAG", action="append", default=[], help="a tag; may be said several times")
    added.set_defaults(text=None)
    if has_text:
        added.add_argument("text", metavar="TEXT", help="the note, or - to read it; a highlight may go without")


def _at_least_one(words: str) -> int:
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number from 1 on")
    return number
