"""The command `readout` finds its Python: in a virtual environment by itself, elsewhere through the installer's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tui import __version__

LAUNCHER = Path(__file__).resolve().parents[2] / "tui" / "readout.sh"


def say(path: Path) -> Path:
    """A program that prints its name and its arguments, one a line."""
    path.write_text('#!/bin/sh\nprintf \'%s\\n\' "${0##*/}" "$@"\n')
    path.chmod(0o755)
    return path


def installed(folder: Path) -> Path:
    """The command in a virtual environment whose Python only says what it is asked."""
    (folder / "bin").mkdir(parents=True)
    (folder / "pyvenv.cfg").touch()
    say(folder / "bin" / "python")
    say(folder / "bin" / "readout-tui")
    return Path(shutil.copy2(LAUNCHER, folder / "bin" / "readout"))


def lines(*command: str | Path, cwd: Path | None = None, path: str = os.defpath) -> list[str]:
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env={"PATH": path}, capture_output=True, text=True, timeout=20, check=True
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", ["plain", "with two blanks", 'o\'quotes "$HOME" `id`', "/".join(["long" * 20] * 5)])
def test_in_a_virtual_environment_the_python_there_is_started(tmp_path: Path, name: str) -> None:
    command = installed(tmp_path / name)
    assert lines(command, "open", "a b", "") == ["python", str(command), "open", "a b", ""]


def test_it_is_found_through_links_to_links(tmp_path: Path) -> None:
    command = installed(tmp_path / "one" / "venv")
    (tmp_path / "bin").mkdir()
    (tmp_path / "pyvenv.cfg").touch()
    say(tmp_path / "bin" / "python")
    near = command.with_name("also")
    near.symlink_to("readout")
    (tmp_path / "bin" / "readout").symlink_to("../one/venv/bin/also")
    (tmp_path / "link").symlink_to(tmp_path / "bin" / "readout")
    for link in (near, tmp_path / "bin" / "readout", tmp_path / "link"):
        name, started = lines(link)
        assert name == "python"
        assert Path(started).samefile(command)
        assert Path(started).parent.samefile(command.parent)


def test_it_is_found_on_the_path_and_in_the_folder_it_is_called_in(tmp_path: Path) -> None:
    command = installed(tmp_path / "venv")
    assert lines("/usr/bin/env", "readout", path=f"{command.parent}:{os.defpath}")[0] == "python"
    assert lines("./readout", cwd=command.parent)[0] == "python"
    assert lines("sh", "readout", cwd=command.parent)[0] == "python"


def test_outside_of_a_virtual_environment_the_installers_own_command_is_started(tmp_path: Path) -> None:
    command = installed(tmp_path / "usr")
    (tmp_path / "usr" / "pyvenv.cfg").unlink()
    assert lines(command, "open", "a b") == ["readout-tui", "open", "a b"]


def test_python_can_run_the_command_itself() -> None:
    assert lines(sys.executable, LAUNCHER, "--version") == [f"readout {__version__}"]


def test_the_command_that_is_installed_is_this_one() -> None:
    command = Path(sys.executable).with_name("readout")
    assert command.read_bytes() == LAUNCHER.read_bytes()
    assert os.access(command, os.X_OK)
    assert lines(command, "--version") == [f"readout {__version__}"]
