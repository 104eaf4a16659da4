"""Where the program keeps things on this machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from content.desk import Desk, look_for_desks_in
from content.errors import ContentError


class Paths(NamedTuple):
    """The folder of the library, the file of the settings, and the folder for what may be thrown away."""

    library: Path
    config: Path
    cache: Path

    @property
    def desks(self) -> Path:
        """The folder of the reader's own desks."""
        return self.config.parent / "desks"


def find_paths(library: str | None = None, environ: Mapping[str, str] = os.environ) -> Paths:
    """The paths to use: what the command line says, then READOUT_LIBRARY and READOUT_CONFIG, then the system's custom.

    Nothing is created. Relative paths and `~` are resolved against the working folder and the home.
    Raises ContentError where the working folder is gone.
    """
    from platformdirs import PlatformDirs  # several milliseconds, which `--version` and `--help` do not pay

    dirs = PlatformDirs("readout", appauthor=False)
    chosen = library or environ.get("READOUT_LIBRARY")
    config = environ.get("READOUT_CONFIG")
    return Paths(
        _resolve(chosen) if chosen else dirs.user_data_path,
        _resolve(config) if config else dirs.user_config_path / "config.toml",
        dirs.user_cache_path,
    )


def know_own_desks(paths: Paths) -> None:
    """Have the reader's own desks known by their names, each read when a briefing under it is first shown."""
    look_for_desks_in(paths.desks, _own_desk)


def _own_desk(path: Path) -> Desk | None:
    from content.drafting.desk_file import read_own_desk

    return read_own_desk(path)


def _resolve(name: str) -> Path:
    # Not Path.expanduser: it raises where there is no home, and a `~` that stands for nothing is just a name.
    try:
        return Path(os.path.abspath(os.path.expanduser(name)))  # noqa: PTH100, PTH111
    except FileNotFoundError:
        raise ContentError(
            "the working folder is not there any more", where=name, remedy="go to another one, or name the whole path"
        ) from None
