"""Watched folders on the command line, as real processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.screens.command import Readout
from tui.settings import load
from tui.settings_file import keep_watched

ARTICLE = "Lisbon talks\n\nPortugal's foreign minister met her counterpart in Lisbon on Tuesday. Exports rose.\n"


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    (tmp_path / "in").mkdir()
    return Readout(tmp_path)


def write(readout: Readout, name: str, text: str = ARTICLE, age: float = 3600) -> Path:
    path = readout.folder / "in" / name
    path.write_text(text, encoding="utf-8")
    moment = time.time() - age
    os.utime(path, (moment, moment))
    return path


def test_no_folder_is_watched_unless_it_is_said_and_each_is_kept_in_the_settings(readout: Readout) -> None:
    assert "no folder is watched" in readout.nothing("watch")
    readout.config.write_text('# mine\ntheme = "nord"\n\n[keys]\nzen = "f2"\n', encoding="utf-8")
    folder = readout.folder / "in"
    assert readout.good("watch", "in") == f"watched: {folder}\n"
    assert readout.good("watch", str(folder)) == f"watched: {folder}\n"
    text = f'# mine\ntheme = "nord"\nwatch = ["{folder}"]\n\n[keys]\nzen = "f2"\n'
    assert readout.config.read_text(encoding="utf-8") == text
    assert readout.good("watch") == f"{folder}\n"
    folder.rmdir()
    assert readout.good("watch", "in", "--off") == f"no longer watched: {folder}\n"
    assert "no folder is watched" in readout.nothing("watch")
    assert not readout.library.exists()


def test_what_is_new_is_printed_and_imported_once(readout: Readout) -> None:
    readout.good("watch", "in")
    assert readout.good("watch", "--now") == ""
    path = write(readout, "a.txt")
    assert readout.good("watch", "--now") == f"{path}  {len(ARTICLE.encode())} bytes\n"
    printed = readout.good("watch", "--import")
    assert printed.startswith("added  lisbon-talks-")
    assert readout.good("watch", "--now") == ""
    assert readout.good("watch", "--import") == ""
    assert readout.good("list").count("\n") == 2


def test_what_may_still_be_written_is_told_and_what_is_refused_fails_once(readout: Readout) -> None:
    readout.good("watch", "in")
    write(readout, "new.txt", age=-3600)
    write(readout, "bad.pdf", "%PDF-1.4 broken")
    done = readout("watch", "--import")
    assert done.returncode == 1
    assert "bad.pdf" in done.stderr
    assert "1 file may still be written, or will be read when you look again" in done.stderr
    assert readout.good("watch", "--now").endswith(f"new.txt  {len(ARTICLE.encode())} bytes\n")


def test_what_cannot_be_watched_is_one_sentence(readout: Readout) -> None:
    assert "there is no such folder" in readout.failed("watch", "none")
    assert "it is not watched" in readout.failed("watch", "in", "--off")
    assert "no folder is watched" in readout.failed("watch", "--now")
    assert "it is not for one folder" in readout.failed("watch", "in", "--now")
    assert "name one of those watched" in readout.failed("watch", "--off")
    assert "not allowed with" in readout.failed("watch", "--now", "--import", code=2)
    readout.good("watch", "in")
    (readout.folder / "in").rmdir()
    done = readout("watch", "--now")
    assert (done.returncode, done.stdout) == (1, "")
    assert "it cannot be looked at (no such file or directory)" in done.stderr


@pytest.mark.parametrize("folders", [[], ["/a"], ["/a b", '/"q"\\', "/ü\x7f"]])
def test_watched_folders_are_kept_in_one_line_whatever_they_are_called(tmp_path: Path, folders: list[str]) -> None:
    path = tmp_path / "config.toml"
    keep_watched(path, ["/before", "/and this"])
    keep_watched(path, folders)
    settings, problems = load(path)
    assert (list(settings.watch), problems) == (folders, [])
    assert path.read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.parametrize("value", ["'/a'", "[1]", "['']", "true", '["a\\u0000b"]'])
def test_a_setting_that_names_no_folders_is_told_and_left_aside(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"watch = {value}\n", encoding="utf-8")
    settings, (problem,) = load(path)
    assert settings.watch == ()
    assert "is not a list of folders; write them as in ['/home/me/articles']" in problem
