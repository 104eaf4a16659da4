"""Searching on the command line, as real processes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.screens.command import COMMAND, Readout

ID = "china-russia-mishustin"


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


def test_what_is_found_is_printed_by_briefing_with_where_it_is(readout: Readout) -> None:
    lines = readout.good("search", "Vladivostok").splitlines()
    assert lines[0].startswith("China–Russia: Mishustin in Beijing (")
    assert any(line.startswith(f"  {ID}#11  ") for line in lines)
    assert any(line.startswith(f"  {ID}/t") for line in lines)
    assert "\x1b" not in "".join(lines)


def test_on_a_terminal_what_was_found_is_bold(readout: Readout) -> None:
    master, slave = pty.openpty()
    done = subprocess.Popen(
        [*COMMAND, "search", "Vladivostok", "--in", "sentences"],
        env={**readout.environment, "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        stdout=slave,
    )
    done.wait(60)
    os.close(slave)
    assert b"\x1b[1mVladivostok\x1b[22m" in os.read(master, 65536)
    os.close(master)


def test_nothing_found_is_an_exit_code_and_is_said(readout: Readout) -> None:
    done = readout("search", "zebra")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "readout: nothing in the library holds zebra\n")
    done = readout("search", "zebra", "--in", "notes")
    assert (done.returncode, done.stderr) == (1, "readout: no note in the library holds zebra\n")


def test_a_pane_that_no_desk_has_is_told_of(readout: Readout) -> None:
    done = readout("search", "trade", "--pane", "xyz")
    assert done.returncode == 1
    assert done.stderr.startswith("readout: no desk has a pane xyz: there are people, trade, ")
    assert "(at 1: pane:xyz)" in readout("search", "pane:xyz").stderr


def test_what_cannot_be_read_is_told_and_the_rest_is_found(readout: Readout) -> None:
    done = readout("search", "Vladivostok after:tomorrow")
    assert done.returncode == 0 and "#11" in done.stdout
    assert done.stderr == "readout: after: needs a date such as 2024-05-01, 2024-05 or 2024 (at 13: after:tomorrow)\n"


def test_options_narrow_what_is_found(readout: Readout) -> None:
    found = json.loads(readout.good("search", "trade", "--pane", "trade", "--in", "entries", "--format", "json"))
    assert {each["pane"] for group in found["briefings"] for each in group["passages"]} == {"trade"}
    assert readout("search", "trade", "--to", "2022").returncode == 1
    assert readout.good("search", "trade", "--from", "2023", "--to", "2023-12")
    assert "this is no date" in readout.failed("search", "trade", "--from", "May")
    assert "nothing to look for" in readout.failed("search")


def test_json_is_the_documented_object(readout: Readout) -> None:
    found = json.loads(readout.good("search", "Vladivostok", "port", "--format", "json"))
    assert found["format"] == "readout/search@1" and found["query"] == "Vladivostok port"
    assert (found["problems"], found["waiting"], found["more"]) == ([], 0, False)
    (group,) = found["briefings"]
    assert group["id"] == ID
    for each in group["passages"]:
        assert each["kind"] in ("entry", "sentence", "note")
        marked = [each["heading"][start:end] for start, end in each["heading_marks"]]
        marked += [each["text"][start:end] for start, end in each["marks"]]
        assert "Vladivostok" in marked


def test_csv_has_a_row_for_each_passage(readout: Readout) -> None:
    rows = list(csv.DictReader(io.StringIO(readout.good("search", "Vladivostok", "--format", "csv"), newline="")))
    assert ("sentence", "11") in [(row["kind"], row["sentence"]) for row in rows]


def test_notes_are_found_with_where_they_are(readout: Readout) -> None:
    id = readout.good("note", "add", "china", "--sentence", "8", "=zebra").strip()
    assert f"  note {id} on {ID}#8  =zebra" in readout.good("search", "zebra")
    assert ",'=zebra" in readout.good("search", "zebra", "--format", "csv")


def test_searches_are_saved_listed_used_and_forgotten(readout: Readout) -> None:
    readout.good("search", "Vladivostok", "--in", "sentences", "--save", "ports")
    assert readout.good("search", "--saved") == "ports: Vladivostok\n"
    assert "#11" in readout.good("search", "--saved", "ports", "--in", "sentences")
    assert "under this name" in readout.failed("search", "--saved", "other")
    readout.good("search", "--forget", "ports")
    assert readout.good("search", "--saved") == ""
    assert "ports" in readout.good("undo")
    assert readout.good("search", "--saved") == "ports: Vladivostok\n"


def test_saved_searches_go_with_the_library(readout: Readout, tmp_path: Path) -> None:
    readout.good("search", "Vladivostok", "--save", "ports")
    readout.good("export", "all.jsonl")
    readout.good("--library", str(tmp_path / "other"), "load", "all.jsonl")
    assert readout.good("--library", str(tmp_path / "other"), "search", "--saved") == "ports: Vladivostok\n"
    assert "#11" in readout.good("--library", str(tmp_path / "other"), "search", "Vladivostok")


def test_a_regular_expression_is_one_only_where_that_is_said(readout: Readout) -> None:
    assert readout("search", r"/Vladi\w+tok/").returncode == 1
    assert "#11" in readout.good("search", r"/Vladi\w+tok/", "--regex")
    done = readout("search", "/(/", "--regex")
    assert done.returncode == 1 and "cannot be read" in done.stderr
