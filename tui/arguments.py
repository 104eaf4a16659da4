"""The grammar of the command line: what may be said, and what help says about it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from tui import __version__

FORMATS = ("text", "markdown", "json")

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
    options = _parser().parse_args(arguments)
    if options.command is None:
        options.command, options.briefing = "open", None
    return options


def _parser() -> argparse.ArgumentParser:
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

    add("keys", "print the table of keys, with your remaps")
    add("where", "print where the library, the settings and the cache are")
    return parser
