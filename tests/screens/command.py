"""The program as a process of its own, for the tests of the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

RUN = "import sys; from tui.cli import main; sys.exit(main())"
COMMAND = (sys.executable, "-c", RUN)


class Readout:
    """Runs the program with a library of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.config = folder / "config.toml"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("READOUT_", "XDG_", "COLUMNS"))}
        own = {"HOME": str(folder), "READOUT_LIBRARY": str(self.library), "READOUT_CONFIG": str(self.config)}
        self.environment = {**kept, **own, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}

    def __call__(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        environment = {**self.environment, **options.pop("environment", {})}
        return subprocess.run(
            [*COMMAND, *arguments],
            env=environment,
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            **({} if "input" in options else {"stdin": subprocess.DEVNULL}),
            **options,
        )

    def good(self, *arguments: str, **options: Any) -> str:
        """What a command that succeeds prints."""
        done = self(*arguments, **options)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def nothing(self, *arguments: str, **options: Any) -> str:
        """The sentence of a command that succeeds and has nothing to print."""
        done = self(*arguments, **options)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.startswith("readout: ") and done.stderr.count("\n") == 1
        return done.stderr

    def failed(self, *arguments: str, code: int = 1, **options: Any) -> str:
        """The one sentence of a command that fails."""
        done = self(*arguments, **options)
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.startswith("readout: ")
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr
        return done.stderr
