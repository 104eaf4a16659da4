"""The command that searches the library."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic

from content.errors import ContentError
from content.library import Library
from content.model import Span
from content.queries import Field, date_of
from content.search import EVERYTHING, Cursor, Group, Kind, Passage, Results
from tui import output
from tui.terminal_text import clean_line

_KINDS = {"entries": Kind.ENTRY, "sentences": Kind.SENTENCE, "notes": Kind.NOTE}

_PATIENCE = 5.0
"""Seconds that the index may take to catch up before the search."""


def search(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print what is found, by briefing, and say what of the query could not be read; 1 where nothing is found."""
    query = " ".join(options.query)
    if options.forget is not None:
        library.search.forget(options.forget)
        return 0
    if options.saved == "":
        return _list_saved(library)
    if options.saved is not None:
        query = " ".join((_saved(library, options.saved), query)).strip()
    if options.save is not None:
        library.search.save(options.save, query)
    narrowed = _narrowed(options)
    if not query and not narrowed:
        raise ContentError("there is nothing to look for", remedy="say a word, or see 'readout search --saved'")
    _catch_up(library)
    among = EVERYTHING if options.among is None else frozenset((_KINDS[options.among],))
    results = _found(library, query, among, narrowed, options)
    for problem in results.problems:
        words = query[problem.span.start : problem.span.end]
        place = f" (at {problem.span.start + 1}: {words[:60]})" if words else ""
        output.complain(f"{problem.told}{place}")
    if results.waiting:
        output.complain(f"{results.waiting:,} briefings are not in the index yet, so that something may be missing")
    if options.format == "json":
        from content.exports.search_json import search_json

        output.write_json(search_json(query, results).decode())
    elif options.format == "csv":
        from content.exports.search_csv import search_csv

        output.write_csv(search_csv(results))
    else:
        _print(results)
    if not results.groups:
        what = "nothing" if options.among is None else f"no {_KINDS[options.among].value}"
        output.complain(f"{what} in the library holds {query[:200]}" if query else f"{what} in the library is so")
    return 0 if results.groups else 1


def _found(
    library: Library, query: str, among: frozenset[Kind], narrowed: tuple[Field, ...], options: argparse.Namespace
) -> Results:
    """What is found, the best first, as far as asked for: an answer that gave up early is asked to go on."""
    groups: list[Group] = []
    after: Cursor | None = None
    while True:
        results = library.search.find(
            query, among=among, limit=options.limit, after=after, ranked=True, regex=options.regex, narrowed=narrowed
        )
        groups += results.groups
        count = sum(len(group.passages) for group in groups)
        if results.next is None or count >= options.limit or results.problems:
            return results._replace(groups=tuple(groups))
        after = results.next


def _narrowed(options: argparse.Namespace) -> tuple[Field, ...]:
    fields = []
    for name, option in (("after", "from_"), ("until", "to")):
        said = getattr(options, option)
        if said is None:
            continue
        value = date_of(said)
        if value is None:
            raise ContentError(
                "this is no date", where=f"--{option.rstrip('_')} {said}", remedy="write 2024-05-01, 2024-05 or 2024"
            )
        fields.append(Field(name, value))
    if options.pane is not None:
        fields.append(Field("pane", options.pane))
    return tuple(fields)


def _catch_up(library: Library) -> None:
    if library.read_only:
        return
    end = monotonic() + _PATIENCE
    while library.search.follow() and monotonic() < end:
        pass


def _list_saved(library: Library) -> int:
    for each in library.search.saved():
        output.write(clean_line(f"{each.name}: {each.query}") + "\n")
    return 0


def _saved(library: Library, name: str) -> str:
    for each in library.search.saved():
        if each.name == " ".join(name.split()):
            return each.query
    raise ContentError("no search was saved under this name", where=name, remedy="see 'readout search --saved'")


def _print(results: Results) -> None:
    for number, group in enumerate(results.groups):
        told = ", ".join(each for each in (group.publisher, group.issued, f"{group.found:,} found") if each)
        output.write(("\n" if number else "") + clean_line(f"{group.title} ({told})") + "\n")
        for passage in group.passages:
            output.write(f"  {clean_line(_address(group, passage))}  ")
            if passage.heading:
                output.write_marked(passage.heading, _pairs(passage.heading_marks))
                output.write(": " if passage.text else "")
            output.write_marked(passage.text, _pairs(passage.marks))
            output.write("\n")
    if results.is_more:
        output.complain("there is more: ask for it with --limit, or say more exactly what you look for")


def _address(group: Group, passage: Passage) -> str:
    """Where to find it: `ID#8` is a sentence, `ID/e12` an entry; a note stands before its place."""
    if passage.entry is not None:
        place = f"{group.id}/{passage.entry}"
    else:
        place = f"{group.id}#{passage.sentence}"
    return place if passage.note is None else f"note {passage.note} on {place}"


def _pairs(marks: Sequence[Span]) -> list[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in marks]
