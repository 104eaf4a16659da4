"""The table of keys in words: for the README, and for `readout keys`."""

from __future__ import annotations

from tui.commands import COMMANDS, Command
from tui.keymap import Keymap, grouped, shown_key


def readme_table() -> str:
    """The keys that a reader starts with, as the Markdown tables that stand in the README; no newline at the end."""
    parts: list[str] = []
    for group, commands in grouped(COMMANDS):
        parts.append(f"**{group}**\n")
        parts.append("| Keys | What it does | Name in `config.toml` |\n| --- | --- | --- |")
        parts.extend(f"| {_code(command)} | {_cell(command.help)} | `{command.id}` |" for command in commands)
        parts.append("")
    return "\n".join(parts).rstrip()


def text_table(keymap: Keymap, *, unicode: bool = True) -> str:
    """The keys as they are bound, as plain lines with a newline each: the keys, the command, its name in `config.toml`.

    Args:
        keymap: the table with the reader's remaps.
        unicode: whether arrows may be written as such; otherwise every key is written by its name.
    """
    rows = {
        command.id: (" ".join(shown_key(key, unicode=unicode) for key in command.keys) or "-", command.label)
        for command in keymap.commands
    }
    keys_width = max(len(keys) for keys, _ in rows.values())
    label_width = max(len(label) for _, label in rows.values())
    lines: list[str] = []
    for group, commands in grouped(keymap.commands):
        lines.append(f"{group}\n")
        for command in commands:
            keys, label = rows[command.id]
            lines.append(f"  {keys:<{keys_width}}  {label:<{label_width}}  {command.id}\n")
        lines.append("\n")
    return "".join(lines[:-1])


def _code(command: Command) -> str:
    """The keys of a command as Markdown code, safe in a table."""
    return " ".join(f"`{_cell(shown_key(key))}`" for key in command.keys)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
