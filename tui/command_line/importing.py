"""The commands that take articles in: into the library, or only to be shown what would be drafted from them."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from content.arrivals import in_counts
from content.errors import ImportRefused, LibraryError
from content.intake import Outcome, Taken, take_in
from content.library import Library
from content.plurals import counted
from tui import __version__, output
from tui.terminal_text import clean_line

if TYPE_CHECKING:
    from content.importers.web import Fetched

_STDIN = "standard input"
_DESK = "world"
_BAR = 24
"""The width of the progress bar, in terminal cells."""


def import_files(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Add what is drafted from files, folders, standard input and addresses; 1 where any of them was refused.

    A line for each article on standard output, then a summary on standard error; on a terminal also how far it is.
    """
    with library.importing():
        return tell_of(_taken_in(library, options))


def tell_of(articles: Iterable[Taken]) -> int:
    """Take in articles and tell of each, as `import_files` does; 1 where any was refused, 130 where that was ended."""
    taken: list[Taken] = []
    is_cancelled = False
    try:
        for each in articles:
            taken.append(each)
            _unbar()
            _tell(each)
            output.flush()
    except KeyboardInterrupt:
        is_cancelled = True
    except LibraryError:  # which ends it; what was done until then is worth knowing all the same
        _unbar()
        if taken:
            output.complain(f"{in_counts(each.outcome for each in taken)}; not finished: what was added stays")
        raise
    _unbar()
    outcomes = [each.outcome for each in taken]
    if len(taken) != 1 or is_cancelled:
        output.complain(f"{in_counts(outcomes)}{'; cancelled: what was added stays' if is_cancelled else ''}")
    _say_how_to_review(taken)
    if is_cancelled:
        return 130
    return 1 if Outcome.REFUSED in outcomes or not taken else 0


def _say_how_to_review(taken: list[Taken]) -> None:
    """On a terminal, where somebody reads along: which command shows what was drafted, to be gone through."""
    drafts = [each.briefing for each in taken if each.to_review]
    if drafts and output.is_terminal(sys.stderr):
        which = "the draft" if len(drafts) == 1 else f"the last of {len(drafts):,} drafts"
        output.complain(f"to review {which}: readout open {drafts[-1]}, then V")


def draft_file(options: argparse.Namespace) -> int:
    """Print what is drafted from a file, which is added to no library."""
    from content.drafting.desk_file import load_desk
    from content.drafting.draft import draft
    from content.importers.files import read_bytes, read_file

    desk = load_desk(options.desk or _DESK)
    if _is_address(options.file):
        from content.importers.web import articles_in

        articles = articles_in(_fetched(options.file, options))
    elif options.file == "-":
        articles = read_bytes(_standard_input(), _STDIN)
    else:
        articles = read_file(Path(options.file))
    for article in articles:
        drafted = draft(article, desk)
        if not drafted.is_understood:
            output.complain(_not_understood(drafted.briefing.title))
        if options.format == "json":
            import orjson

            from content.exports.draft_json import to_document

            output.write_json(orjson.dumps(to_document(drafted), option=orjson.OPT_INDENT_2).decode() + "\n")
        else:
            from content.exports.plain_text import plain_text

            output.write(plain_text(drafted.briefing, width=output.width()))
    return 0


def _taken_in(library: Library, options: argparse.Namespace) -> Iterator[Taken]:
    files: list[Path] = []
    is_other = False
    for name in options.files:
        if name == "-":
            is_other = True
            yield from take_in(library, _standard_input(), _STDIN, desk=options.desk or _DESK)
        elif _is_address(name):
            is_other = True
            yield from _taken_from(library, name, options)
        else:
            try:
                files.extend(_files_of(Path(name)))
            except ImportRefused as error:  # a folder that cannot be gone through holds up nothing else
                is_other = True
                yield Taken(name, Outcome.REFUSED, reason=str(error))
    if not files and not is_other:
        raise ImportRefused(
            "there is no file of a kind that can be read",
            where=", ".join(options.files),
            remedy="name files, or a folder that holds some",
        )
    yield from _taken_of(library, files, options.desk or _DESK)


def _taken_of(library: Library, files: list[Path], desk: str) -> Iterator[Taken]:
    from content.imports import processes_for, take_in_files

    count = processes_for(len(files))
    if not count:
        yield from take_in_files(library, _barred(files), desk=desk)
        return
    from content.drafters import Drafters
    from content.drafting.desk_file import load_desk

    with Drafters(count, load_desk(desk)) as drafters:
        yield from take_in_files(library, _barred(files), desk=desk, drafters=drafters)


def _is_address(name: str) -> bool:
    if "://" not in name:  # for files, what fetches need not be loaded
        return False
    from content.importers.web import is_address

    return is_address(name)


def _taken_from(library: Library, url: str, options: argparse.Namespace) -> Iterator[Taken]:
    from content.importers.web import articles_in

    try:
        fetched = _fetched(url, options)
    except ImportRefused as error:
        yield Taken(url, Outcome.REFUSED, reason=str(error))
        return
    yield from take_in(
        library, fetched.data, fetched.name, desk=options.desk or _DESK, read=lambda *_: articles_in(fetched)
    )


def _fetched(url: str, options: argparse.Namespace) -> Fetched:
    """What an address answers. Raises ImportRefused, also where it was not said that addresses may be fetched."""
    from content.importers.briefing_file import shown
    from content.importers.web import fetch

    if not options.url:
        raise ImportRefused(
            "it is an address, and nothing is fetched unasked",
            where=shown(url),
            remedy="add --url, or set fetch = true in the settings",
        )
    return fetch(url, agent=f"readout/{__version__}")


def _files_of(path: Path) -> list[Path]:
    from content.importers.files import find_files

    try:
        is_folder = path.is_dir()
    except OSError:  # a name that the system does not take: reading it says why
        is_folder = False
    return list(find_files(path)) if is_folder else [path]


def _standard_input() -> bytes:
    from content.importers.files import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _tell(each: Taken) -> None:
    if each.outcome is Outcome.REFUSED:
        output.complain(each.reason)
        return
    entries = counted(each.entries, "entry")
    unfiled = counted(each.unfiled, "sentence")
    line = f"{each.outcome}  {each.briefing}  {entries}, {unfiled} unfiled  {each.title}"
    output.write(clean_line(line) + "\n")
    if each.reason:
        output.write(clean_line(f"  {each.reason}") + "\n")
    if not each.is_understood:
        output.complain(_not_understood(each.title))


def _not_understood(title: str) -> str:
    return f"{title}: the text is not in English, for which alone there are rules; file its sentences yourself"


def _barred(files: list[Path]) -> Iterator[Path]:
    """The files; on a terminal a bar says, at most ten times a second, how far it is and which file is read."""
    shown = 0.0
    for number, path in enumerate(files):
        if len(files) > 1 and output.is_terminal(sys.stderr) and time.monotonic() - shown > 0.1:
            shown = time.monotonic()
            sys.stderr.write(f"\r\x1b[K{_bar(number, len(files), path.name, output.width() - 1)}")
            sys.stderr.flush()
        yield path


def _bar(number: int, total: int, name: str, width: int) -> str:
    """How far an import is, on one line of at most `width` terminal cells, which is never so long that it wraps."""
    from tui.wrap import fit

    cells = max(0, min(_BAR, width - 30))
    done = cells * number // total
    return fit(f"[{'#' * done}{'.' * (cells - done)}] {number:,}/{total:,} {clean_line(name)}", width, "...")


def _unbar() -> None:
    if output.is_terminal(sys.stderr):
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
