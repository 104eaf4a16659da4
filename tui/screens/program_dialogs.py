"""The dialogs of the program that every screen has: its keys, its commands, the colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.keymap import grouped, shown_key
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from tui.app import ReaderApp
    from tui.screens.keyed import KeyedScreen

CLOSES = "esc closes"
"""Stands in the frame of a dialog that is typed into: there, q is a letter."""


def help_on_keys(screen: KeyedScreen) -> Dialog:
    """Every key that does something on a screen, and what it does."""
    app = screen.app
    rows: list[Row] = []
    for group, commands in grouped(filter(screen.has_command, app.keymap.commands)):
        if not commands:
            continue
        if rows:
            rows.append(Row("", heading=True))
        rows.append(Row(group, heading=True, style="accent"))
        for command in commands:
            keys = " ".join(shown_key(key, unicode=app.unicode) for key in command.keys) or app.ink.glyphs.dash
            rows.append(Row(command.help, lead=keys, lead_width=22, lead_style="accent"))
    footing = f"{app.shown_key('close')} closes"
    return Dialog("Keys", rows, footing=footing, close_commands=frozenset({"help"}), wide=True, key="help")


def palette(screen: KeyedScreen, run: Callable[[str], None]) -> Dialog:
    """Which command to run, found by its name."""
    app = screen.app
    rows = [
        Row(
            command.label,
            tail=" ".join(shown_key(key, unicode=app.unicode) for key in command.keys[:2]),
            key=command.id,
            tail_style="accent",
        )
        for command in app.keymap.commands
        if command.id != "palette" and screen.has_command(command)
    ]
    return Dialog(
        "Commands",
        rows,
        choose=lambda row: run(row.key),
        prompt="Type part of a command's name",
        narrow=True,
        key="palette",
        footing=CLOSES,
    )


def themes(app: ReaderApp) -> Dialog:
    """Which colours to read in; they are tried on as the cursor moves, and left as they were without a choice."""
    before = app.theme
    names = sorted(app.available_themes, key=lambda name: (not name.startswith("readout"), name))

    def choose(row: Row) -> None:
        app.keep_theme(row.key)

    return Dialog(
        "Theme",
        [Row(name, key=name, lead=app.ink.glyphs.arrow if name == before else "", lead_width=3) for name in names],
        choose=choose,
        moved=lambda row: app.show_theme(row.key),
        closed=lambda: app.show_theme(before),
        cursor=names.index(before) if before in names else 0,
    )
