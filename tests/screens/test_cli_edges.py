"""The command line at its edges, as real processes: closed pipes, full disks, signals, and what it does not import."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

RUN = "import sys; from tui.cli import main; sys.exit(main())"
COMMAND = (sys.executable, "-c", RUN)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a reader who has nothing yet."""
    own = {"HOME": str(tmp_path), "READOUT_LIBRARY": str(tmp_path / "l"), "READOUT_CONFIG": str(tmp_path / "c.toml")}
    return {k: v for k, v in os.environ.items() if not k.startswith("XDG_")} | own


@pytest.mark.parametrize("arguments", ["show", "show --format json", "list", "keys", "", "export"])
def test_a_pipe_that_closes_early_ends_the_program_quietly(environment: dict[str, str], arguments: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*COMMAND, *arguments.split()], env=environment, stdout=writing, stderr=subprocess.PIPE, timeout=60
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", ["show", "show --format json", "list", "--version"])
def test_a_full_disk_is_a_named_failure(environment: dict[str, str], arguments: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, *arguments.split()], env=environment, stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"readout: the output cannot be written: no space left on device")
    assert done.stderr.count(b"\n") == 1


def test_standard_output_that_is_closed_is_a_named_failure(environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" -c "$1" list >&-', sys.executable, RUN],
        env=environment,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"it is closed" in done.stderr


def test_a_working_folder_that_is_gone_is_a_named_failure(environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [
            "sh",
            "-c",
            'mkdir gone; cd gone; rmdir ../gone; exec "$0" -P -c "$1" --library here list',
            sys.executable,
            RUN,
        ],
        env=environment,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"working folder" in done.stderr


def test_an_interrupt_ends_with_130(environment: dict[str, str]) -> None:
    code = f"""if True:
        import os, signal, sys
        import tui.cli
        def interrupted(options): os.kill(os.getpid(), {int(signal.SIGINT)})
        tui.cli._COMMANDS["list"] = interrupted
        sys.exit(tui.cli.main(["list"]))
    """
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, b"")


# --- what it costs ---------------------------------------------------------------------------------------------------

HEAVY = ("textual", "rich", "fastjsonschema", "asyncio", "tui.app")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--version"], ["--help"], ["list"], ["list", "--format", "json"], ["show"], ["keys"], ["where"]),
        *(["notes"], ["notes", "--format", "csv"], ["note", "add", "china", "--sentence", "1", "x"]),
        *(["sessions"], ["changes"], ["export"]),
    ],
)
def test_nothing_heavy_is_imported_for_a_command_that_prints(environment: dict[str, str], arguments: list[str]) -> None:
    code = f"""if True:
        import sys
        from tui.cli import main
        main({arguments!r})
        print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
    """
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, timeout=60)
    assert done.stderr == b"[]\n"


@pytest.mark.parametrize("arguments", [[], ["--library", "l"], ["--library=l"]])
def test_the_usual_start_does_not_wait_for_argparse(environment: dict[str, str], arguments: list[str]) -> None:
    code = f"""if True:
        import sys
        from tui.cli import main
        main({arguments!r})
        print("argparse" in sys.modules, file=sys.stderr)
    """
    cwd = environment["HOME"]
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=cwd, capture_output=True, timeout=60)
    assert done.stderr == b"False\n"
    assert done.stdout.startswith("China–Russia".encode())
    assert Path(cwd, "l", "library.db").exists()
