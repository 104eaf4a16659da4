"""What keeps a library safe, on the command line, as real processes."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.screens.command import COMMAND, Readout

ID = "china-russia-mishustin"


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


def documents(printed: str) -> list[object]:
    """What an export holds beside its header."""
    header, *rest = [json.loads(line) for line in printed.splitlines()]
    assert (header["format"], header["documents"]) == ("readout/library@1", len(rest))
    return rest


def add(readout: Readout, text: str, *arguments: str) -> str:
    return readout.good(*arguments, "note", "add", "china", "--sentence", "1", text).strip()


# --- export and load -------------------------------------------------------------------------------------------------


def test_everything_goes_into_a_file_and_from_there_into_another_library(readout: Readout) -> None:
    id = add(readout, "kept \u202e \x1b]0;x\x07")
    assert readout.good("export", "--format", "jsonl", "all.jsonl") == ""
    assert stat.S_IMODE((readout.folder / "all.jsonl").stat().st_mode) == 0o600
    count = len(documents((readout.folder / "all.jsonl").read_text(encoding="utf-8")))
    assert readout.good("--library", "other", "load", "all.jsonl") == f"{count} new, 0 changed, 0 kept\n"
    assert readout.good("--library", "other", "load", "all.jsonl") == f"0 new, 0 changed, {count} kept\n"
    assert id in readout.good("--library", "other", "notes")
    printed = readout.good("--library", "other", "export", "--format", "jsonl")
    assert documents(printed) == documents((readout.folder / "all.jsonl").read_text(encoding="utf-8"))
    assert not set(printed) & set("\u202e\x1b\x07")


def test_the_briefing_that_ships_is_there_once_after_loading(readout: Readout) -> None:
    add(readout, "from elsewhere")
    readout.good("export", "--format", "jsonl", "all.jsonl")
    add(readout, "from here", "--library", "other")
    readout.good("--library", "other", "load", "all.jsonl")
    assert [row["id"] for row in json.loads(readout.good("--library", "other", "list", "--format", "json"))] == [ID]
    printed = readout.good("--library", "other", "notes")
    assert "from elsewhere" in printed and "from here" in printed


def test_an_export_overwrites_nothing_unless_forced_and_follows_no_link(readout: Readout) -> None:
    path = readout.folder / "there"
    path.write_text("mine")
    assert "there is a file of this name; choose another name, or say --force" in readout.failed(
        "export", "--format", "jsonl", "there"
    )
    (readout.folder / "link").symlink_to(path)
    (readout.folder / "dangling").symlink_to(readout.folder / "nowhere")
    for name in ("link", "dangling"):
        readout.failed("export", "--format", "jsonl", name)
    assert path.read_text() == "mine"
    assert not (readout.folder / "nowhere").exists()
    readout.good("export", "--format", "jsonl", "--force", "link")
    assert path.read_text() == "mine"
    readout.good("export", "--format", "jsonl", "there", "--force")
    assert documents(path.read_text(encoding="utf-8"))
    assert "it is a folder" in readout.failed("export", "--format", "jsonl", "--force", ".." + os.sep)
    assert "no such file or directory" in readout.failed("export", "--format", "jsonl", "none/x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_export_into_a_full_disk_is_a_named_failure(readout: Readout) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "export", "--format", "jsonl"], env=readout.environment, stdout=full, stderr=-1, timeout=60
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"no space left" in done.stderr


def test_an_export_that_fails_leaves_no_file_behind(readout: Readout) -> None:
    readout.good("note", "add", "china", "--sentence", "1", "-", input="x" * 100_000)
    code = """if True:
        import resource, signal, sys
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        from tui.cli import main
        resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))
        sys.exit(main(["export", "--format", "jsonl", *sys.argv[1:]]))
    """
    (readout.folder / "old").write_text("mine")
    before = set(readout.folder.iterdir())
    for arguments in (["new"], ["old", "--force"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=readout.environment,
            cwd=readout.folder,
            capture_output=True,
            timeout=60,
        )
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"it cannot be written (file too large)" in done.stderr
        assert set(readout.folder.iterdir()) == before
    assert (readout.folder / "old").read_text() == "mine"


def test_a_file_that_is_no_export_is_refused_and_nothing_is_loaded(readout: Readout) -> None:
    add(readout, "one")
    path = readout.folder / "all.jsonl"
    readout.good("export", "--format", "jsonl", str(path))
    path.write_bytes(path.read_bytes().replace(b'"kind":"note"', b'"kind":"nose"', 1))
    sentence = readout.failed("--library", "other", "load", "all.jsonl")
    number = next(n for n, line in enumerate(path.read_bytes().splitlines(), 1) if b'"nose"' in line)
    assert f"all.jsonl, line {number}, kind: it must be one of" in sentence
    assert readout.good("--library", "other", "notes") == ""
    assert "there is no such file" in readout.failed("load", "none.jsonl")
    assert "jsonl" in readout.failed("export", "--format", "xml", code=2)
