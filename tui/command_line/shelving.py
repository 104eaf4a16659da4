"""The commands for whole briefings: listed, starred, tagged, renamed, archived, deleted and merged."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import datetime

from content.arrivals import told
from content.catalogue import By, Filter, Order, Row, read_filter, within
from content.errors import ContentError
from content.library import Library
from content.model import BriefingId, BriefingSummary
from content.notes import tags_of
from content.plurals import counted
from tui import output
from tui.command_line.history import print_json
from tui.terminal_text import clean_line

_PAGE = 500
"""How many rows are read at a time."""


def list_briefings(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print the briefings, or groups of them; what of the filter cannot be meant is said on standard error."""
    if not library.catalogue.is_there:
        return _list_plainly(library, options)
    wanted, problems = read_filter(options.filter)
    for problem in problems:
        output.complain(f"--filter: {problem}")
    if options.all:
        wanted = wanted._replace(is_archived=None)
    if options.group is None:
        rows = list(_rows(library, options, wanted))
        if options.format == "json":
            return _print_rows(rows)
        if not rows:
            _complain_of_none(library, options)
        _print_lines(rows)
        return 0
    by = By(options.group)
    groups = [(group, within(wanted, by, group)) for group in library.catalogue.groups(by, wanted)]
    if options.format == "json":
        from content.exports.listing_json import to_object

        return print_json(
            [
                {
                    by.value: group.name,
                    "count": group.size,
                    "briefings": [to_object(row) for row in _rows(library, options, chosen)],
                }
                for group, chosen in groups
            ]
        )
    if not groups:
        _complain_of_none(library, options)
    for number, (group, chosen) in enumerate(groups):
        name = group.name or ("(no source)" if by is By.SOURCE else "(no tag)")
        output.write("\n" * (number > 0) + f"{clean_line(name)}  {group.size:,}\n")
        _print_lines(list(_rows(library, options, chosen)), indent="  ")
    return 0


def star(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Star briefings, or take the stars off, and say of how many that changed anything."""
    changed = library.catalogue.star(_ids(library, options), on=not options.off)
    return _say(changed, "no longer starred" if options.off else "starred")


def archive(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Archive briefings, or bring them back, and say of how many that changed anything."""
    changed = library.catalogue.archive(_ids(library, options), on=not options.off)
    return _say(changed, "no longer archived" if options.off else "archived")


def remove(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Delete briefings and say how many."""
    removed = library.catalogue.remove(_ids(library, options))
    return _say(removed, f"deleted; 'readout undo' brings {'it' if removed == 1 else 'them'} back")


def tag(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Add and remove tags of a briefing, and print those that it has then."""
    id = library.resolve(options.briefing)
    option = next((word for word in options.tags if word.startswith("--")), None)
    if option is not None:
        remedy = "write them there, as in 'readout --library DIR tag ID TAG'"
        raise ContentError("options come before the command", where=option, remedy=remedy)
    gone = [word[1:] for word in options.tags if word.startswith("-")]
    added = [word for word in options.tags if not word.startswith("-")]
    if not all(tags_of(word) for word in (*gone, *added)):
        raise ContentError("a tag has no letters", where=" ".join(options.tags), remedy="write TAG or -TAG")
    library.catalogue.tag([id], add=added, remove=gone)
    row = library.catalogue.row(id)
    tags = () if row is None else row.tags
    output.write(clean_line(" ".join(f"#{each}" for each in tags)) + "\n" if tags else "no tags\n")
    return 0


def rename(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Show a briefing under another title, or under its own again, and print that."""
    id = library.resolve(options.briefing)
    if options.original == (options.title is not None):
        raise ContentError("it needs one of both", where="TITLE, --original", remedy="write a title, or --original")
    title = library.catalogue.restore_title(id) if options.original else library.catalogue.rename(id, options.title)
    output.write(clean_line(title) + "\n")
    return 0


def merge(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Make one briefing the later text of another, and print what came of what was on that."""
    from tui.command_line.revising import listed_items

    earlier, later = library.resolve(options.earlier), library.resolve(options.later)
    revision = library.catalogue.merge(earlier, later)
    for line in (f"merged  {revision.briefing}  {told(revision)}", *listed_items(revision.items)):
        output.write(clean_line(line) + "\n")
    return 0


def _ids(library: Library, options: argparse.Namespace) -> list[BriefingId]:
    return [library.resolve(each) for each in options.briefings]


def _say(changed: int, what: str) -> int:
    output.write(f"{counted(changed, 'briefing')} {what}\n")
    return 0


def _rows(library: Library, options: argparse.Namespace, wanted: Filter) -> Iterator[Row]:
    """The rows that are wanted, page by page."""
    order, is_reversed = Order(options.sort), options.reverse
    left = options.limit
    page = library.catalogue.page(order, wanted, limit=min(_PAGE, left or _PAGE), is_reversed=is_reversed)
    while page:
        yield from page
        if left is not None:
            left -= len(page)
            if left <= 0:
                return
        limit = min(_PAGE, left or _PAGE)
        page = library.catalogue.page_after(page[-1], order, wanted, limit, is_reversed=is_reversed)


def _print_rows(rows: list[Row]) -> int:
    from content.exports.listing_json import to_object

    return print_json([to_object(row) for row in rows])


def _complain_of_none(library: Library, options: argparse.Namespace) -> None:
    if options.filter:
        output.complain("no briefing answers to the filter")
    elif library.catalogue.count(Filter(is_archived=None)):
        output.complain("every briefing is archived; --all lists them")
    else:
        output.complain("no briefing is in the library")


def _print_lines(rows: list[Row], *, indent: str = "") -> None:
    width = max((len(clean_line(row.id)) for row in rows), default=0)
    for row in rows:
        review = f"{row.to_review:,} to review"
        states = (
            ("earlier text", row.is_earlier),
            ("starred", row.is_starred),
            ("archived", row.is_archived),
            (review, row.to_review),
        )
        marks = [f"({name})" for name, holds in states if holds] + [f"#{each}" for each in row.tags]
        _print_line(row.id, width, row.sentences, row.entries, "  ".join([row.title, *marks]), indent)


def _print_line(id: str, width: int, sentences: int, entries: int, told: str, indent: str = "") -> None:
    counts = f"{sentences:>6,} sentences  {entries:>5,} entries"
    output.write(f"{indent}{clean_line(id):<{width}}  {counts}  {clean_line(told)}\n")


def _list_plainly(library: Library, options: argparse.Namespace) -> int:
    """The briefings of a library that has no list to be sorted: an older one that may not be written."""
    summaries: list[BriefingSummary] = library.summaries(archived=options.all)
    if options.format == "json":
        return print_json([summary._asdict() for summary in summaries])
    width = max((len(clean_line(each.id)) for each in summaries), default=0)
    for each in summaries:
        earlier = "  (earlier text)" if each.is_earlier else ""
        _print_line(each.id, width, each.sentences, each.entries, f"{each.title}{earlier}")
    return 0
