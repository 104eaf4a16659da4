"""Which key runs which command: the table of commands with the reader's own keys laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tui.commands import COMMANDS, Command, Group

RESERVED_KEYS: Mapping[str, str] = {
    "ctrl+i": "a terminal sends it for tab",
    "ctrl+m": "a terminal sends it for enter",
    "ctrl+h": "a terminal sends it for backspace",
    "ctrl+[": "a terminal sends it for escape",
    "ctrl+s": "it stops the output of some terminals",
    "ctrl+c": "it is kept for copying what the mouse selected",
    "ctrl+z": "it is kept for suspending the program",
    "ctrl+b": "tmux takes it",
    "ctrl+a": "screen takes it",
}
"""Keys that no command may be bound to, each with the reason."""

SHOWN_KEYS: Mapping[str, str] = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": "⏎",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "alt+left": "alt+←",
    "alt+right": "alt+→",
}
"""How a key is written on the screen where it is not by its name."""


def shown_key(key: str, *, unicode: bool = True) -> str:
    """A key as the screen and the documentation write it."""
    return SHOWN_KEYS.get(key, key) if unicode else key


class Keymap:
    """Which key runs which command: the table with the reader's remaps laid over it.

    Args:
        remaps: command id to the keys that replace its own; an empty tuple unbinds it.
            The caller has checked ids and keys (see `tui.settings`).
    """

    def __init__(self, remaps: Mapping[str, tuple[str, ...]] | None = None) -> None:
        remaps = remaps or {}
        taken = {(c.scope, key) for c in COMMANDS if c.id in remaps for key in remaps[c.id]}
        self.commands: tuple[Command, ...] = tuple(
            c._replace(keys=remaps[c.id] if c.id in remaps else tuple(k for k in c.keys if (c.scope, k) not in taken))
            for c in COMMANDS
        )
        self._by_key = {(command.scope, key): command for command in self.commands for key in command.keys}

    def command_for(self, key: str, character: str | None, scope: str = "") -> Command | None:
        """The command bound to a key press, given Textual's name of the key and the character it types, if any.

        What is bound in the `scope` comes before what is bound everywhere.
        """
        names = [key]
        # With `+` in its name a key has a modifier, whatever character the terminal says it types (alt+j is not j).
        if character and character.isprintable() and character != " " and "+" not in key[:-1]:
            names.insert(0, character)
        for place in (scope, "") if scope else ("",):
            for name in names:
                found = self._by_key.get((place, name))
                if found is not None:
                    return found
        return None

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys of a command; empty where it has none. Raises KeyError for an unknown id."""
        for command in self.commands:
            if command.id == id:
                return command.keys
        raise KeyError(id)


def grouped(commands: Iterable[Command]) -> list[tuple[Group, list[Command]]]:
    """The commands under their headings, both in the order of the table."""
    commands = list(commands)
    return [(group, [c for c in commands if c.group is group]) for group in Group]
