"""The commands that follow somebody across briefings: dossiers, who is who, and briefings that have to do with one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from content.dossiers import Companion, Dossier
from content.errors import ContentError
from content.library import Library
from content.model import EntryId
from content.register import Identity
from tui import output
from tui.terminal_text import clean_line

_COMPANIONS = 8
"""How many of those who appear with somebody are printed."""

_AT_ONCE = 200
"""Briefings whose names are taken up in one transaction."""


def dossier(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print what the briefings say of somebody, or of a body, in order of time."""
    catch_up(library)
    found = library.dossiers.of(options.name, limit=options.limit)
    companions = library.dossiers.companions(found.identity.id, _COMPANIONS)
    if options.format == "json":
        from content.exports.dossier_json import dossier_document

        return print_json(dossier_document(found, companions))
    if options.format == "markdown":
        from content.exports.dossier_markdown import dossier_markdown

        output.write(dossier_markdown(found, companions))
        return 0
    print_lines(_dossier_lines(found, companions))
    return 0


def identities(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """List who was put together by hand, put names together, take them apart, or list who is likely the same."""
    if options.deed is None:
        found = library.identities.every()
        if options.format == "json":
            from content.exports.dossier_json import identities_document

            return print_json(identities_document(found))
        if not found:
            output.complain("nobody was put together, taken apart or renamed by hand")
        print_lines(map(_identity_line, found))
        return 0
    if options.deed == "merge":
        print_lines([_identity_line(library.identities.merge(options.one, options.other))])
        return 0
    if options.deed == "rename":
        print_lines([_identity_line(library.identities.rename(options.name, options.to))])
        return 0
    if options.deed == "suggest":
        catch_up(library)
        suggested = library.identities.suggestions(options.name)
        if not suggested:
            output.complain("nobody is likely the same")
        for each in suggested:
            number = "1 briefing" if each.briefings == 1 else f"{each.briefings:,} briefings"
            print_lines([f"{each.identity.name}  {number}  {each.reason}"])
        return 0
    entries = [
        (library.resolve(briefing), EntryId(entry))
        for briefing, _, entry in (each.rpartition("/") for each in options.entry)
    ]
    if not entries and not options.names:
        raise ContentError(
            "nothing is said to be somebody else's",
            where=options.name,
            remedy="name some names, or entries with --entry",
        )
    print_lines([_identity_line(library.identities.split(options.name, names=options.names, entries=entries))])
    return 0


def related(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print which briefings have to do with one, and why."""
    catch_up(library)
    id = library.resolve(options.briefing)
    found = library.relations.of(id)
    if options.format == "json":
        from content.exports.dossier_json import related_document

        return print_json(related_document(id, found))
    if not found:
        output.complain(f"{id}: no other briefing shares a name or a rare word with this one")
    for each in found:
        shared = ", ".join((*each.shared, *[f"“{word}”" for word in each.words]))
        version = "another text of this article; " if each.is_version else ""
        output.write(clean_line(f"{each.briefing}  {each.when}  {each.title}") + "\n")
        output.write(clean_line(f"    {version}{shared}") + "\n")
    return 0


def catch_up(library: Library) -> None:
    """Take up whatever the index of names has not read yet: a command may take the time that a key may not."""
    while library.dossiers.follow(_AT_ONCE):
        pass


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, each cleaned."""
    for line in lines:
        output.write(clean_line(line) + "\n")


def print_json(document: dict[str, Any]) -> int:
    """Print a document as JSON; the exit code."""
    import orjson

    output.write_json(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")
    return 0


def _dossier_lines(found: Dossier, companions: Iterable[Companion]) -> Iterator[str]:
    identity = found.identity
    number = f"{found.briefings:,} briefing{'' if found.briefings == 1 else 's'}"
    yield f"{identity.name}  {identity.kind.value}, in {number}"
    others = [name for name in identity.names if name != identity.name]
    if others:
        yield f"also {', '.join(others)}"
    near = [f"{each.identity.name} ({each.entries}/{each.sentences}/{each.briefings})" for each in companions]
    if near:
        yield f"with {', '.join(near)}  (shared entries/sentences/briefings)"
    for (day, briefing), items in groupby(found.items, key=lambda item: (item.day, item.briefing)):
        yield ""
        yield f"{day}  {briefing}"
        for item in items:
            title = f"{item.title}: " if item.title and item.kind in ("entry", "figure") else ""
            yield f"  {item.kind.value:<9}  {item.entry or '-':<6}  {title}{item.text}"
            for cited in item.sentences:
                yield f"    {cited.sentence:>4}  {cited.quote}"
    if found.after is not None:
        yield ""
        yield "There are more briefings: say --limit."


def _identity_line(identity: Identity) -> str:
    others = [name for name in identity.names if name != identity.name]
    also = f"  also {', '.join(others)}" if others else ""
    some = f"  in {len(identity.claims)} of the briefings only" if identity.claims else ""
    return f"{identity.id}  {identity.name}{also}{some}"
