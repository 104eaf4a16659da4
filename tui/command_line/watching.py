"""The command for watched folders: which they are, what is new in them, and that taken in."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from content.errors import ContentError
from content.library import Library
from tui import output
from tui.settings import Settings
from tui.settings_file import keep_watched
from tui.terminal_text import clean_line


def watch(
    options: argparse.Namespace,
    settings: Settings,
    config: Path,
    open_library: Callable[[], Library],
    now: Callable[[], datetime],
) -> int:
    """Watch a folder, or watch it no longer; without one, list those watched, what is offered there, or import that."""
    if options.folder is not None:
        if options.now or options.take_in:
            remedy = "say it without a folder: it is for all that are watched"
            raise ContentError("it is not for one folder", where="--now, --import", remedy=remedy)
        _turn(options.folder, settings.watch, config, is_on=not options.off)
        return 0
    if options.off:
        raise ContentError("it does not say which folder", where="--off", remedy="name one of those watched")
    if not options.now and not options.take_in:
        if not settings.watch:
            output.complain("no folder is watched; name one: readout watch DIR")
        for folder in settings.watch:
            output.write(clean_line(folder) + "\n")
        return 0
    if not settings.watch:
        raise ContentError("no folder is watched", where=str(config), remedy="name one: readout watch DIR")
    library = open_library()
    try:
        look = library.watching.look([Path(folder).expanduser() for folder in settings.watch], now())
        for problem in look.problems:
            output.complain(problem)
        if options.take_in:
            from content.imports import take_in_offers
            from tui.command_line.importing import tell_of

            desk = options.desk or settings.desk
            code = tell_of(take_in_offers(library, look.offers, desk=desk)) if look.offers else 0
        else:
            code = 0
            for offer in look.offers:
                output.write(clean_line(f"{offer.path}  {_size(offer.size)}") + "\n")
        if look.waiting:
            files = "1 file may" if look.waiting == 1 else f"{look.waiting:,} files may"
            output.complain(f"{files} still be written, or will be read when you look again")
        return 1 if look.problems else code
    finally:
        library.close()


def _turn(name: str, watched: tuple[str, ...], config: Path, *, is_on: bool) -> None:
    """Watch a folder from now on, or no longer, and print it as it is kept."""
    folder = os.path.abspath(os.path.expanduser(name))  # noqa: PTH100, PTH111  (a link stays what was named)
    known = [each for each in watched if _is_same(each, folder)]
    if is_on:
        if not os.path.isdir(folder):  # noqa: PTH112
            raise ContentError("there is no such folder", where=name, remedy="name one that is there")
        if not known:
            keep_watched(config, [*watched, folder])
        output.write(clean_line(f"watched: {folder}") + "\n")
        return
    if not known:
        raise ContentError("it is not watched", where=name, remedy="see 'readout watch' for those that are")
    keep_watched(config, [each for each in watched if each not in known])
    output.write(clean_line(f"no longer watched: {folder}") + "\n")


def _is_same(one: str, other: str) -> bool:
    return os.path.abspath(os.path.expanduser(one)) == other  # noqa: PTH100, PTH111


def _size(size: int) -> str:
    return f"{size:,} bytes" if size < 1000 else f"{size / 1000:,.0f} kB" if size < 1e6 else f"{size / 1e6:,.1f} MB"
