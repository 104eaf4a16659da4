"""The grammar of the commands that look across briefings: the search, and those that follow somebody or something."""

from __future__ import annotations

import argparse
from collections.abc import Callable

TABLE_FORMATS = ("text", "json", "csv")

_TABLE_FORMATS = "text (the default), json or csv"
_WHO = "a name, or the id that 'readout identities' lists"


_QUERY = 'words, "phrases", -not, OR, prefix*, pane: person: tag: kind: source: before: after: has:note'


def _fill_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="*", help=_QUERY)
    parser.add_argument("--in", dest="among", choices=("entries", "sentences", "notes"), help="only there")
    parser.add_argument("--pane", metavar="PANE", help="only under this pane, as pane: in the query")
    parser.add_argument("--from", dest="from_", metavar="DATE", help="only briefings of this day or later")
    parser.add_argument("--to", metavar="DATE", help="only briefings of this day or earlier")
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=50, help="at most so many of each; 50")
    parser.add_argument("--regex", action="store_true", help="take what stands between slashes as a regular expression")
    parser.add_argument("--save", metavar="NAME", help="save the query under this name as well")
    parser.add_argument(
        "--saved", metavar="NAME", nargs="?", const="", help="search as saved; without a name, list them"
    )
    parser.add_argument("--forget", metavar="NAME", help="delete a saved search; 'readout undo' brings it back")
    parser.add_argument(
        "--format", choices=("text", "json", "csv"), default="text", help="text (the default), json, csv"
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "exit codes: 0 something was found, 1 nothing was, 2 wrong usage"


def _fill_dossier(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a person, a body or a state, by any of its names")
    parser.add_argument(
        "--limit", metavar="N", type=at_least_one, default=20, help="of at most so many briefings; 20 without it"
    )
    parser.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="text (the default), markdown or json"
    )


def _fill_identities(parser: argparse.ArgumentParser) -> None:
    fill_format(parser)
    shared = argparse.ArgumentParser(add_help=False)
    # SUPPRESS: a deed's own default would overwrite what was said before it.
    shared.add_argument("--library", metavar="DIR", default=argparse.SUPPRESS, help="the folder of the library to use")
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", prog="readout identities")

    def add(name: str, help: str) -> argparse.ArgumentParser:
        return deeds.add_parser(name, help=help, description=help, parents=[shared], allow_abbrev=False)

    merged = add("merge", "take two for one, under the name of the first; 'readout undo' parts them")
    merged.add_argument("one", metavar="A", help=_WHO)
    merged.add_argument("other", metavar="B", help=_WHO)
    split = add("split", "say that some names, or the same name in some entries, are somebody else's")
    split.add_argument("name", metavar="NAME", help=_WHO)
    split.add_argument("names", metavar="OTHER", nargs="*", help="those of the names that are somebody else's")
    split.add_argument(
        "--entry", metavar="ID/ENTRY", action="append", default=[], help="an entry of somebody else; may be said again"
    )
    renamed = add("rename", "call somebody otherwise; the names stay")
    renamed.add_argument("name", metavar="NAME", help=_WHO)
    renamed.add_argument("to", metavar="WORDS", help="what to call them")
    add("suggest", "list who is likely the same").add_argument("name", metavar="NAME", help=_WHO)


def _fill_timeline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefings", metavar="ID", nargs="*", help="of these briefings; of all without any")
    parser.add_argument("--about", metavar="NAME", default="", help="only what names this person, body or state")
    parser.add_argument("--tag", metavar="TAG", default="", help="only entries with this tag")
    parser.add_argument("--undated", action="store_true", help="entries without a date too, at that of their article")
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=100, help="about so many; 100 without it")
    parser.add_argument("--format", choices=TABLE_FORMATS, default="text", help=_TABLE_FORMATS)


def _fill_figures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefings", metavar="ID", nargs="*", help="of these briefings; without, of the one read last")
    parser.add_argument("--about", metavar="WORDS", default="", help="only figures of this, of all briefings")
    parser.add_argument("--plot", action="store_true", help="draw them; needs plotext")
    parser.add_argument("--format", choices=TABLE_FORMATS, default="text", help=_TABLE_FORMATS)


def _fill_related(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefing", metavar="ID", help="a briefing's id, as short as it is unique")
    fill_format(parser)


def fill_format(parser: argparse.ArgumentParser) -> None:
    """Add the choice between text and JSON."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (the default) or json")


def at_least_one(words: str) -> int:
    """The number that these words say, 1 or more. Raises ArgumentTypeError for others."""
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number from 1 on")
    return number


FOLLOWING: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None] | None]] = {
    "dossier": ("print what the briefings say of somebody or of a body, in order of time", _fill_dossier),
    "identities": ("list who was put together by hand, put names together or take them apart", _fill_identities),
    "timeline": ("list what the entries say happened, in order of time", _fill_timeline),
    "figures": ("list figures of one thing in a row, or draw them", _fill_figures),
    "search": ("find entries, sentences and notes by their words", _fill_search),
    "related": ("list the briefings that have to do with one, and why", _fill_related),
}
"""Each of these commands with what it does and what adds its own arguments."""
