"""Modules that are imported when something of them is first used, so that no start waits for them."""

from __future__ import annotations

from typing import Any


class Deferred:
    """Stands for a module until it is needed: `dialogs = Deferred("tui.screens.note_dialogs")`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        from importlib import import_module

        module = import_module(self._name)
        self.__dict__.update(vars(module))  # from now on nothing stands between
        return getattr(module, attribute)
