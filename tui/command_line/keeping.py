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
            _write_file(Path(options.file), lines, is_forced=options.force)
            return 0
        for line in lines:
            output.write_json(line.decode())
    return 0


def load(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Take in what a file holds, and say how many documents were new, changed and kept."""
    from content.importers.library_jsonl import LibraryFile
    from content.transfer import NEWEST_LAYOUT

    with LibraryFile(Path(options.file), newest=NEWEST_LAYOUT) as file:
        taken = library.transfer.take_in(file.documents, now())
    output.write(f"{taken.new:,} new, {taken.changed:,} changed, {taken.kept:,} kept\n")
    for old, new in taken.renamed:
        output.write(clean_line(f"another briefing has the id {old}: the one loaded is now {new}") + "\n")
    return 0


def _write_file(path: Path, lines: Iterable[bytes], *, is_forced: bool) -> None:
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
