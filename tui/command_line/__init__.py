"""The commands that look at a library or change it without showing it: each takes the library that it works on."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from content.library import Library
from tui.command_line.history import list_changes, list_sessions, redo, undo
from tui.command_line.keeping import backup, doctor, export, load, restore
from tui.command_line.notes import list_notes, note


def _import(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    from tui.command_line.importing import import_files  # it alone needs the readers of files

    return import_files(library, options, now)


def _late(module: str, name: str) -> Command:
    """A command whose module is imported when the command is given, for what it needs."""

    def run(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
        from importlib import import_module

        command: Command = getattr(import_module(f"tui.command_line.{module}"), name)
        return command(library, options, now)

    return run


Command = Callable[[Library, argparse.Namespace, Callable[[], datetime]], int]

COMMANDS: dict[str, Command] = {
    "list": _late("shelving", "list_briefings"),
    **{name: _late("shelving", name) for name in ("star", "tag", "rename", "archive", "remove", "merge")},
    "notes": list_notes,
    "note": note,
    "sessions": list_sessions,
    "changes": list_changes,
    "undo": undo,
    "redo": redo,
    "export": export,
    "load": load,
    "backup": backup,
    "import": _import,
    "search": _late("searching", "search"),
    "revise": _late("revising", "revise"),
    "edit": _late("revising", "edit"),
    "original": _late("revising", "original"),
    "dossier": _late("gathering", "dossier"),
    "identities": _late("gathering", "identities"),
    "related": _late("gathering", "related"),
    "timeline": _late("charting", "timeline"),
    "figures": _late("charting", "figures"),
}
"""What each command does: given the library, what was said on the command line and the clock, its exit code."""

FOLDER_COMMANDS: dict[str, Callable[[Path, argparse.Namespace, Callable[[], datetime]], int]] = {
    "restore": restore,
    "doctor": doctor,
}
"""Likewise those that are given the folder, because the library in it need not be one that can be opened."""
