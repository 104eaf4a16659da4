"""The commands for articles that change: a new text, where a text comes from, and the file that it was read from."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from content.arrivals import told
from content.errors import ContentError
from content.library import Library
from content.regrounding import Fate
from content.revisions import Item
from tui import output
from tui.command_line.comparing import marked
from tui.command_line.keeping import named, outside, write_file
from tui.terminal_text import clean_line


def revise(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Put a new text in the place of a briefing's, or list or confirm what of that is to be confirmed."""
    id = library.resolve(options.briefing)
    if options.confirm:
        confirmed = library.revisions.confirm(id)
        output.write(f"confirmed: {confirmed:,}\n")
        return 0
    if options.file is None:
        _print(listed_items(library.revisions.pending(id)))
        return 0
    from content.intake import only_article  # which brings every reader of files

    drafted = only_article(named(options.file), desk=options.desk or str(library.briefing(id).desk))
    revision = library.revisions.revise(id, drafted.briefing, original=drafted.original)
    _print([f"revised  {revision.briefing}  {told(revision)}", *listed_items(revision.items)])
    return 0


def edit(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Change title and source of a briefing, and print them as they are now."""
    id = library.resolve(options.briefing)
    library.editor.describe(
        id,
        title=options.title,
        author=options.author,
        issued=options.issued,
        publisher=options.publisher,
        url=options.url,
    )
    briefing = library.briefing(id)
    source = briefing.source
    rows = {
        "title": briefing.title,
        "author": source.author,
        "issued": source.issued,
        "publisher": source.publisher,
        "url": source.url,
    }
    _print([f"{name:<9}  {words}".rstrip() for name, words in rows.items()])
    return 0


def original(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Write the file that a briefing was drafted from, byte for byte, to a file or to standard output."""
    id = library.resolve(options.briefing)
    kept = library.originals.of(id)
    if kept is None:
        raise ContentError(
            "no file is kept of it", where=id, remedy="'readout show --format json' prints the briefing itself"
        )
    if options.output != "-":
        write_file(outside(library, options.output), [kept.data], is_forced=options.force)
        return 0
    if output.is_terminal(sys.stdout):
        name = Path(kept.name).name or "FILE"
        raise ContentError(
            f"a terminal cannot show {kept.media_type or 'a file'} as it is",
            where=id,
            remedy=f"name a file for it, as in --output {clean_line(name)}",
        )
    output.write_bytes(kept.data)
    return 0


def listed_items(items: Iterable[Item]) -> Iterator[str]:
    """Two lines for each item: what became of what, and the words that it rests on."""
    for item in items:
        yield f"{item.fate:<7}  {'note ' if item.is_note else 'entry'}  {item.id}  {item.title}"
        if item.fate is Fate.LOST:
            yield f"         was on: {item.old}" if item.old else "         cited nothing"
        else:
            yield f"         {marked(item.old, item.new)}"


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        output.write(clean_line(line) + "\n")
