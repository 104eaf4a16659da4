"""A step of the build: the command can be run, however this folder came here; archives and shares lose such modes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LauncherHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        launcher = Path(self.root, "tui", "readout.sh")
        if not launcher.stat().st_mode & 0o100:
            launcher.chmod(0o755)
