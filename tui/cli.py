"""The command line: the one place that picks paths, clock and library, and that turns faults into exit codes.

Exit codes: 0 for success, 1 for a named failure (one sentence on standard error), 2 for wrong usage, 130 for Ctrl-C.
"""

from __future__ import annotations

import os
import sys

from tui import __version__, frame, output
from tui.output import OutputError
from tui.terminal_text import clean_line

TYPE_CHECKING = False  # as in typing, without its import: `--version` loads nothing that it does not need
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from types import SimpleNamespace

    from content.library import Library
    from content.model import Briefing, BriefingId
    from tui.paths import Paths
    from tui.settings import Settings

    Options = argparse.Namespace | SimpleNamespace

SUCCESS, FAILURE, USAGE, INTERRUPTED = 0, 1, 2, 130

PATIENCE = 0.2
"""Seconds that the reader waits for another window's transaction: meanwhile the screen answers no key."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of the program, run with these arguments (those of the process, if none are given)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    output.prepare()
    try:
        code = _run(arguments)
        output.flush()
        return code
    except BrokenPipeError:  # the reader of the pipe has seen enough
        output.discard()
        return SUCCESS
    except OutputError as error:
        output.discard()
        _unpaint()
        output.complain(f"the output cannot be written: {error}; free some space, or write it elsewhere")
        return FAILURE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leaving:  # argparse: 0 after --help
        return leaving.code if isinstance(leaving.code, int) else FAILURE
    except Exception as error:
        from content.errors import ContentError

        if not isinstance(error, ContentError):
            raise  # a fault of the program: loud, with its traceback
        _unpaint()
        output.complain(str(error))
        return FAILURE


def _unpaint() -> None:
    """Give the terminal back before something is said: words on the page of the last session would go with it."""
    if frame.painted is not None:
        frame.painted.undo()
        frame.painted = None


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):  # asked for by scripts, and the quicker for not loading argparse
        output.write(f"readout {__version__}\n")
        return SUCCESS
    library = frame.library_argument(arguments)
    if library is not None and not library.startswith("-"):  # the usual start need not wait for argparse either
        from types import SimpleNamespace

        return _open(SimpleNamespace(library=library or None, briefing=None, arguments=arguments))
    from tui.arguments import UsageError, parse

    try:
        options = parse(arguments)
    except UsageError as error:
        output.complain(str(error))
        return USAGE
    options.arguments = arguments
    command: Callable[[argparse.Namespace], int] = _COMMANDS[options.command]
    return command(options)


# --- the commands ----------------------------------------------------------------------------------------------------


def _open(options: Options) -> int:
    paths = _paths(options)
    new = _file(options.briefing) if _is_file(options.briefing) else None  # before a library is made for it
    is_screen = output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)
    if os.environ.get("TERM") == "dumb":  # it can go back to no line
        is_screen = False
    library = _library(paths, tells=not is_screen, is_opened=True)
    try:
        id = _chosen(library, options.briefing) if new is None else library.add(new)
        if not is_screen:
            from tui.showing import show_as

            _warn(paths)
            return show_as(library.briefing(id), "text", None)
        from tui.lean import import_textual

        import_textual()
        from tui.app import run_reader
        from tui.settings import load, reader_name

        settings, problems = load(paths.config)
        library.write_as(settings.author or reader_name(os.environ))
        library.wait_at_most(PATIENCE)
        return run_reader(
            library,
            id,
            settings=settings,
            paths=paths,
            problems=[*library.notices, *problems],
            library_argument=frame.library_argument(options.arguments),
        )
    finally:
        library.close()


def _show(options: argparse.Namespace) -> int:
    from tui.showing import show_as

    return show_as(_asked(options), options.format, options.pane)


def _check(options: argparse.Namespace) -> int:
    from tui.command_line.checking import print_check

    return print_check(_asked(options), options.format)


def _keys(options: argparse.Namespace) -> int:
    from tui.keymap import Keymap
    from tui.keys_table import text_table

    keymap = Keymap(_settings(_paths(options)).keys)
    output.write(text_table(keymap, unicode=output.is_unicode()))
    return SUCCESS


def _where(options: argparse.Namespace) -> int:
    paths = _paths(options)
    for name in ("library", "config", "desks", "cache"):
        output.write(f"{name:<8} {clean_line(str(getattr(paths, name)))}\n")
    return SUCCESS


def _draft(options: argparse.Namespace) -> int:
    from tui.command_line.importing import draft_file

    _apply(_settings(_paths(options)), options)
    return draft_file(options)


def _diff(options: argparse.Namespace) -> int:
    from tui.command_line.comparing import print_difference

    return print_difference(options, lambda: _library(_paths(options)), _is_file)


def _watch(options: argparse.Namespace) -> int:
    from tui.command_line.watching import watch

    paths = _paths(options)
    return watch(options, _settings(paths), paths.config, lambda: _library(paths), _now)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "open": _open,
    "show": _show,
    "check": _check,
    "draft": _draft,
    "diff": _diff,
    "keys": _keys,
    "where": _where,
    "watch": _watch,
}


def _elsewhere(command: str) -> Callable[[argparse.Namespace], int]:
    """A command that needs the library, or its folder, and nothing else from here; loaded when it is run."""

    def run(options: argparse.Namespace) -> int:
        from tui.command_line import COMMANDS, FOLDER_COMMANDS
        from tui.settings import reader_name

        paths = _paths(options)
        if command in FOLDER_COMMANDS:
            _warn(paths)
            return FOLDER_COMMANDS[command](paths.library, options, _now)
        # What is loaded may bring the briefing that ships, and a new library need not be backed up.
        library = _library(paths, is_bare=command in ("load", "backup"), create=command != "backup")
        try:
            settings = _settings(paths)
            library.write_as(settings.author or reader_name(os.environ))
            if command == "import":
                _apply(settings, options)
            return COMMANDS[command](library, options, _now)
        finally:
            library.close()

    return run


_COMMANDS |= {
    name: _elsewhere(name)
    for name in (
        *("list", "star", "tag", "rename", "archive", "remove", "merge"),
        *("notes", "note", "sessions", "changes", "undo", "redo"),
        *("revise", "edit", "original", "search"),
        *("dossier", "identities", "related", "timeline", "figures"),
        *("import", "export", "load", "backup", "restore", "doctor"),
    )
}


# --- what they share -------------------------------------------------------------------------------------------------


def _paths(options: Options) -> Paths:
    from tui.paths import find_paths, know_own_desks

    paths = find_paths(options.library)
    know_own_desks(paths)
    return paths


def _apply(settings: Settings, options: argparse.Namespace) -> None:
    """Let the reader's settings say what the command line of an import does not."""
    options.desk = options.desk or settings.desk
    options.url = options.url or settings.fetch


def _library(
    paths: Paths, *, is_bare: bool = False, create: bool = True, tells: bool = True, is_opened: bool = False
) -> Library:
    """The library, with the briefing that ships where it is new, unless that `is_bare`.

    Where all was deleted, that briefing is there again as soon as the reader `is_opened`, which has to show something.
    What was amiss with it and was mended is said on standard error, unless a screen is about to tell it.
    """
    from content.library import Library

    library = Library.open(paths.library, now=_now, random=os.urandom, create=create)
    try:
        for notice in library.notices if tells else ():
            output.complain(notice)
        if not is_bare and not library.read_only and library.is_empty(is_new=not is_opened):
            from content.bundled import bundled_briefing

            library.add(bundled_briefing(), undoable=False)
    except BaseException:
        library.close()
        raise
    return library


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _chosen(library: Library, id: str | None) -> BriefingId:
    """The briefing that was asked for; the one read last where none was, and before that the first."""
    if id is not None:
        return library.resolve(id)
    last = library.last_read()
    for is_archived in (False, True):
        for first in library.summaries(limit=1, archived=is_archived) if last is None else ():
            last = first.id
    if last is None:
        from content.errors import UnknownBriefing

        raise UnknownBriefing(
            "the library is empty",
            where=str(library.folder),
            remedy="add something with 'readout import', or bring back what was deleted with 'readout undo'",
        )
    return last


def _asked(options: argparse.Namespace) -> Briefing:
    """The briefing of a command that only reads one: of a file, which is not added, or of the library."""
    if _is_file(options.briefing):
        return _file(options.briefing)
    paths = _paths(options)
    library = _library(paths)
    try:
        _warn(paths)
        return library.briefing(_chosen(library, options.briefing))
    finally:
        library.close()


def _is_file(name: str | None) -> bool:
    """Whether a name on the command line is meant as a file rather than as the id of a briefing."""
    if name is None:
        return False
    has_folder = os.sep in name or bool(os.altsep and os.altsep in name)
    return has_folder or name.lower().endswith(".json") or os.path.isfile(name)  # noqa: PTH113


def _file(name: str) -> Briefing:
    from pathlib import Path

    from content.importers.briefing_file import read_briefing_file

    return read_briefing_file(Path(name))


def _settings(paths: Paths) -> Settings:
    """The reader's settings; what is wrong with them is said on standard error."""
    from tui.settings import load

    settings, problems = load(paths.config)
    for problem in problems:
        output.complain(problem)
    return settings


def _warn(paths: Paths) -> None:
    """Say what is wrong with the settings, for commands that need nothing from them."""
    if os.path.exists(paths.config):  # noqa: PTH110  (without the file there is nothing to load a parser for)
        _settings(paths)
