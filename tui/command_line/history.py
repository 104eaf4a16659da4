"""The commands for what was done: sessions of study, the list of changes, undo and redo."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime

from content.errors import ContentError
from content.history import Deed
from content.library import Library
from content.sessions import Session
from tui import output
from tui.terminal_text import clean_line


def list_sessions(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print the sessions, the newest first."""
    sessions = library.sessions.newest(now())
    if options.format == "json":
        return print_json([_session_row(session) for session in sessions])
    for session in sessions:
        output.write(_session_line(session) + "\n")
    return 0


def list_changes(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print what was done, the newest first, with what of it was undone."""
    deeds = library.history.newest(options.limit)
    if options.format == "json":
        return print_json([_deed_row(deed) for deed in deeds])
    for deed in deeds:
        undone = "" if deed.is_done else "  (undone)"
        output.write(f"{_local(deed.made_at)}  {_deed_line(deed)}{undone}\n")
    return 0


def undo(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Undo the newest change and print what it was."""
    deed = library.history.undo()
    if deed is None:
        raise ContentError("there is nothing to undo", remedy="see 'readout changes' for what was undone already")
    output.write(f"undone: {_deed_line(deed)}\n")
    return 0


def redo(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Do again what was undone last and print what it was."""
    deed = library.history.redo()
    if deed is None:
        raise ContentError("there is nothing to redo", remedy="only what was undone, and nothing done since, can be")
    output.write(f"done again: {_deed_line(deed)}\n")
    return 0


def _session_line(session: Session) -> str:
    parts = [
        f"{_local(session.started_at)} to {_local(session.ended_at)[11:]}",
        f"{round(session.seconds / 60):,} min".rjust(7),
        "by hand" if session.by_hand else "by itself",
        _count(len(session.panes), "pane"),
        _count(session.notes, "note"),
        ", ".join(session.briefings),
    ]
    if session.is_open:
        parts.append("(going on)")
    return clean_line("  ".join([part for part in parts if part]))


def _session_row(session: Session) -> dict[str, object]:
    return {
        "id": session.id,
        "from": session.started_at,
        "to": session.ended_at,
        "seconds": session.seconds,
        "is_open": session.is_open,
        "by_hand": session.by_hand,
        "briefings": list(session.briefings),
        "panes": [{"briefing": briefing, "pane": pane} for briefing, pane in session.panes],
        "notes": session.notes,
    }


def _deed_line(deed: Deed) -> str:
    return clean_line(deed.label if deed.briefing is None else f"{deed.label}, {deed.briefing}")


def _deed_row(deed: Deed) -> dict[str, object]:
    return {
        "id": deed.id,
        "label": deed.label,
        "briefing": deed.briefing,
        "made_at": deed.made_at,
        "is_done": deed.is_done,
        "tables": sorted(deed.tables),
    }


def print_json(rows: list[dict[str, object]]) -> int:
    """Print objects as JSON."""
    import orjson

    output.write_json(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode() + "\n")
    return 0


def _local(stamp: str) -> str:
    """A time in ISO 8601 as a clock on the wall here shows it, to the minute."""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
