"""Importing Textual without the parts that this program never uses: a seventh of the whole start.

Measured on Textual 8.2 (CPU time of `import textual.app`): its command palette with the tree, select and button widgets
behind it 12 to 15 %, asyncio's `ssl` 3 to 4 %. The program has its own palette and opens no connection on the event
loop. Remove this when Textual imports its palette where it is used.
"""

from __future__ import annotations

import sys
from types import ModuleType

PALETTE = "textual.command"
NAMES = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")
"""What Textual's own modules take from the palette's; `tests/screens/test_lean.py` compares."""


def import_textual() -> None:
    """Import `textual.app` without its palette and without `ssl`; both can be imported as always afterwards.

    Does nothing where it is imported already. A Textual that takes other names is imported whole.
    """
    if "textual.app" in sys.modules:
        return
    if "asyncio" not in sys.modules and "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]
        try:
            import asyncio  # noqa: F401
        finally:
            del sys.modules["ssl"]
    stand_in = ModuleType(PALETTE)
    for name in NAMES:
        setattr(stand_in, name, type(name, (), {}))
    sys.modules[PALETTE] = stand_in
    try:
        import textual.app
    except ImportError:
        for name in [name for name in sys.modules if name == "textual" or name.startswith("textual.")]:
            del sys.modules[name]
        import textual.app  # noqa: F401
    finally:
        if sys.modules.get(PALETTE) is stand_in:
            del sys.modules[PALETTE]
