"""The commands of the pages, as the screens beside that of reading are called: a part of the table in `commands`.

What a page does by a key that reading has too (to move, to delete, to undo) it does by the same command.
"""

from __future__ import annotations

from tui.command import Command

LIBRARY_COMMANDS: tuple[Command, ...] = ()

SEARCH_COMMANDS: tuple[Command, ...] = ()

DOSSIER_COMMANDS: tuple[Command, ...] = ()

PAGE_COMMANDS = (*LIBRARY_COMMANDS, *SEARCH_COMMANDS, *DOSSIER_COMMANDS)
