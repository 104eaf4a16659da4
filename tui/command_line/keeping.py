"""The commands that keep a library safe: everything out into a file, and in from one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from content.errors import ContentError
from content.library import Library
from tui import output
from tui.terminal_text import clean_line


def export(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Write everything in the library, a document a line, to a file or to standard output."""
    from content.exports.library_jsonl import library_lines

    with library.transfer.outgoing(now()) as (header, documents):
        lines = library_lines(header, documents)
        if options.file != "-":
            write_file(outside(library, options.file), lines, is_forced=options.force)
            return 0
        for line in lines:
            output.write_json(line.decode())
    return 0


def load(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Take in what a file holds, and say how many documents were new, changed and kept."""
    from content.importers.library_jsonl import LibraryFile
    from content.transfer import NEWEST_LAYOUT

    with LibraryFile(outside(library, options.file), newest=NEWEST_LAYOUT) as file:
        taken = library.transfer.take_in(file.documents, now())
    output.write(f"{taken.new:,} new, {taken.changed:,} changed, {taken.kept:,} kept\n")
    for old, new in taken.renamed:
        output.write(clean_line(f"another briefing has the id {old}: the one loaded is now {new}") + "\n")
    if taken.conflicts:
        words = "note was" if len(taken.conflicts) == 1 else "notes were"
        output.write(
            f"{len(taken.conflicts):,} {words} changed in both libraries: the earlier text is kept as a new note,"
            " see 'readout notes --tag conflict'\n"
        )
    return 0


def backup(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Make a backup and print where it is."""
    made = library.back_up(None if options.file is None else named(options.file))
    output.write(clean_line(str(made)) + "\n")
    return 0


def restore(folder: Path, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Put a backup in the place of the library in a folder, and say where what was there is kept."""
    from content.store.restoring import restore_library

    restored = restore_library(folder, named(options.file), force=options.force, now=now)
    if restored.changed_at:
        output.write(f"restored; the last change in it is of {restored.changed_at[:16].replace('T', ' ')} UTC\n")
    else:
        output.write("restored; nothing was changed in it since it was begun\n")
    if restored.aside is not None:
        output.write(clean_line(f"what was there before is kept in {restored.aside}") + "\n")
    return 0


def doctor(folder: Path, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print what is amiss with the library in a folder and what to do; 1 where a fault is left."""
    from content.doctor import examine_library

    found = examine_library(folder, now=now, random=os.urandom, is_repairing=options.repair)
    if options.format == "json":
        import orjson

        told = {
            "is_sound": found.is_sound,
            "done": found.done,
            "findings": [finding._asdict() for finding in found.findings],
            "documents": found.documents,
        }
        output.write_json(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n")
        return 0 if found.is_sound else 1
    for sentence in found.done:
        output.write(clean_line(f"repaired: {sentence}") + "\n")
    for finding in sorted(found.findings, key=lambda each: not each.is_fault):
        words = f"{finding.told}; {finding.remedy}" if finding.remedy else finding.told
        output.write(clean_line(f"{'fault' if finding.is_fault else 'hint'}: {words}") + "\n")
    if found.is_sound:
        output.write(f"no fault in {sum(found.documents.values()):,} documents\n")
    return 0 if found.is_sound else 1


def outside(library: Library, name: str) -> Path:
    """The path of a file that is none of the library's own.

    To write over one would lose it, and to read one while it is open loses SQLite's locks on it:
    https://sqlite.org/howtocorrupt.html, section 2.2.
    """
    path = named(name)
    if os.path.realpath(path.parent) == os.path.realpath(library.folder):
        raise ContentError("this is in the library's own folder", where=name, remedy="name a file elsewhere")
    return path


def named(name: str) -> Path:
    """The path of a file named on the command line."""
    if "\0" in name or not name:
        raise ContentError("this cannot be the name of a file", where=name, remedy="choose another name")
    return Path(name)


def write_file(path: Path, lines: Iterable[bytes], *, is_forced: bool) -> None:
    """Write a file whole or not at all, for its owner alone; over one that is there only where that `is_forced`."""
    target = path.with_name(f".{path.name}.{os.urandom(4).hex()}") if is_forced else path
    try:
        if is_forced and path.is_dir():
            raise ContentError("it is a folder", where=str(path), remedy="name a file in it")
        # O_NOFOLLOW: what stands at the end of a link is not what was named.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(target, flags, 0o600), "wb") as file:
            try:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
                if is_forced:
                    target.replace(path)
            except BaseException:
                target.unlink(missing_ok=True)
                raise
    except FileExistsError:
        raise ContentError(
            "there is a file of this name", where=str(path), remedy="choose another name, or say --force to replace it"
        ) from None
    except OSError as error:
        reason = f"it cannot be written ({(error.strerror or type(error).__name__).lower()})"
        raise ContentError(reason, where=str(path), remedy="choose another place for it") from None
    except ValueError:  # a NUL in the name
        raise ContentError("this cannot be the name of a file", where=str(path), remedy="choose another name") from None
