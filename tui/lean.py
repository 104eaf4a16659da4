"""Importing Textual without the parts that this program never uses: a sixth of the whole start.

Measured on Textual 8.2 (CPU time of `import textual.app`): its command palette with the tree, select and button widgets
behind it 12 to 15 %, asyncio's `ssl` 3 to 4 %, its notices with the containers behind them 3 %, the table that it shows
its colours in 1 %, `pickle`, `ipaddress`, `platform`, `tempfile` and `typing_extensions` about 1 % each. The program
has its own palette and status line, and opens no connection on the event loop. Remove this when they are imported
where they are used.
"""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False  # as in typing, which a start would wait for here
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

STAND_INS = {
    "textual.command": (
        "CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider",
    ),
    "textual.widgets._toast": ("ToastRack",),
    "rich.table": ("Table",),
}  # fmt: skip
"""The modules left out, with what Textual's own modules take from them; `tests/screens/test_lean.py` compares."""

SELDOM_CALLED = {
    "pickle": ("dumps", "loads"),
    "difflib": ("get_close_matches",),
    "tempfile": ("TemporaryFile", "gettempdir"),
}
"""Modules of the standard library that are imported when one of these functions is called: by Rich for `meta`, by
Textual to suggest what a name that it does not know was meant to be, and by platformdirs for a folder that nobody here
asks for; with the last come the compressions."""


SELDOM_USED = ("ipaddress", "mimetypes", "platform")
"""Modules of the standard library that others import for rare cases: `urllib.parse` behind pathlib for addresses in
brackets, Textual for files that it offers for download, and `uuid` behind orjson to ask which system this is."""


class Seldom(ModuleType):
    """Stands for a module that is imported when anything in it is first asked for, and hands that on."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python asks of any module, used or not
            raise AttributeError(name)
        return getattr(self._imported(), name)

    def _imported(self) -> ModuleType:
        from importlib import import_module

        if sys.modules.get(self.__name__) is self:
            sys.modules.pop(self.__name__, None)
        return import_module(self.__name__)


class _TypingExtensions(Seldom):
    """Stands for `typing_extensions`: of what Python's own `typing` has, that is as good."""

    def __getattr__(self, name: str) -> Any:
        import typing

        return getattr(typing, name) if hasattr(typing, name) else super().__getattr__(name)


def put_off_what_is_seldom_used() -> None:
    """Have the modules of `SELDOM_USED` imported when they are used, for the rest of this process."""
    for name in SELDOM_USED:
        if name not in sys.modules:
            sys.modules[name] = Seldom(name)
            if name == "platform":
                sys.modules[name].system = _system  # type: ignore[attr-defined]


def _system() -> str:
    """What `platform.system` says on the systems that have Textual's terminal driver."""
    import os

    return os.uname().sysname


def import_textual() -> None:
    """Import `textual.app` and its driver without what is named above; all of it can be imported as always afterwards.

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
    stand_ins = {module: ModuleType(module) for module in STAND_INS}
    for module, names in STAND_INS.items():
        for name in names:
            setattr(stand_ins[module], name, type(name, (), {}))
    for module, names in SELDOM_CALLED.items():
        if module not in sys.modules:
            stand_ins[module] = ModuleType(module)
            for name in names:
                setattr(stand_ins[module], name, _when_called(module, name))
    if "typing_extensions" not in sys.modules:
        stand_ins["typing_extensions"] = _TypingExtensions("typing_extensions")
    sys.modules.update(stand_ins)
    try:
        import textual.app
        import textual.drivers.linux_driver
    except ImportError:
        for name in list(sys.modules):
            if name in stand_ins or name.partition(".")[0] in ("textual", "rich"):
                del sys.modules[name]
        import textual.app  # noqa: F401
    finally:
        for module, stand_in in stand_ins.items():
            if sys.modules.get(module) is stand_in:
                del sys.modules[module]


def _when_called(module: str, name: str) -> Callable[..., Any]:
    """A function that imports its module when it is called, and hands on to the one of that name there."""

    def call(*arguments: Any, **options: Any) -> Any:
        from importlib import import_module

        return getattr(import_module(module), name)(*arguments, **options)

    return call
