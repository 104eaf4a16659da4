"""The command line, as real processes: what it prints, its exit codes, pipes, and what it does not import."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.exports.briefing_json import dump, to_document
from content.importers.briefing_file import load_briefing
from tests.screens.command import Readout

ID = "china-russia-mishustin"
SENTENCE = "Mishustin predicted on Tuesday that bilateral trade would increase from $190 billion"


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A file with a briefing that does not ship."""
    path = tmp_path / "other.json"
    changed = to_document(bundled_briefing()) | {"id": "another-visit", "title": "Another visit"}
    path.write_text(json.dumps(changed))
    return path


# --- what is printed -------------------------------------------------------------------------------------------------


def test_without_a_terminal_the_briefing_is_printed_as_text(readout: Readout) -> None:
    text = readout.good()
    assert text.startswith("China–Russia: Mishustin in Beijing\n")
    assert f"[8] {SENTENCE[:60]}" in text
    assert readout.good("open", "china") == text
    assert readout.good("show") == text


def test_a_new_library_begins_with_the_bundled_briefing(readout: Readout) -> None:
    assert readout.good("list") == (f"{ID}      18 sentences     30 entries  China–Russia: Mishustin in Beijing\n")
    (row,) = json.loads(readout.good("list", "--format", "json"))
    assert (row["id"], row["title"]) == (ID, "China–Russia: Mishustin in Beijing")
    assert (row["sentences"], row["entries"]) == (18, 30)


def test_show_gives_the_format_back_without_loss(readout: Readout) -> None:
    printed = readout.good("show", ID, "--format", "json")
    assert load_briefing(printed.encode(), where="x") == bundled_briefing()


def test_show_gives_markdown(readout: Readout) -> None:
    assert readout.good("show", "--format", "markdown").startswith("# China–Russia: Mishustin in Beijing\n")


@pytest.mark.parametrize("pane", ["expert", "Expert commentary", "exp", "EXPERT"])
def test_show_gives_one_pane(readout: Readout, pane: str) -> None:
    printed = readout.good("show", "--pane", pane, "--format", "json")
    assert [entry["id"] for entry in json.loads(printed)["entries"]] == ["e1", "e2", "e3"]
    assert "PEOPLE" not in readout.good("show", "--pane", pane)
    assert "## People" not in readout.good("show", "--pane", pane, "--format", "markdown")


def test_the_width_is_that_of_the_terminal_within_reason(readout: Readout) -> None:
    def widest(columns: str) -> int:
        lines = readout.good("show", environment={"COLUMNS": columns}).splitlines()
        return max(map(len, lines))

    assert widest("40") <= 40
    assert 90 < widest("1000") <= 100
    assert widest("nonsense") <= 80
    assert widest("0") <= 80


def test_keys_are_listed_with_the_remaps(readout: Readout) -> None:
    assert "who-cites" in readout.good("keys")
    readout.config.write_text('[keys]\nwho-cites = ["C"]\n')
    (line,) = [line for line in readout.good("keys").splitlines() if line.endswith("who-cites")]
    assert line.split()[0] == "C"


def test_a_problem_with_the_settings_is_said_and_does_not_stop_a_command(readout: Readout) -> None:
    readout.config.write_text('theme = 5\nkeys = "x"\n')
    for command in (["list"], ["show"], ["keys"], []):
        done = readout(*command)
        assert done.returncode == 0
        assert done.stdout
        assert all(line.startswith("readout: ") for line in done.stderr.splitlines())
        assert str(readout.config) in done.stderr


def test_where_names_the_paths(readout: Readout) -> None:
    rows = dict(line.split(maxsplit=1) for line in readout.good("where").splitlines())
    assert rows["library"] == str(readout.library)
    assert rows["config"] == str(readout.config)
    assert not readout.library.exists()
    own = {"READOUT_LIBRARY": "", "READOUT_CONFIG": "", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/conf"}
    own |= {"XDG_CACHE_HOME": "/cache"}
    if sys.platform == "linux":
        assert readout.good("where", environment=own).split() == [
            "library", "/data/readout", "config", "/conf/readout/config.toml", "desks", "/conf/readout/desks",
            "cache", "/cache/readout",
        ]  # fmt: skip


def test_the_library_may_be_named_before_and_after_the_command_and_wins_over_the_environment(readout: Readout) -> None:
    elsewhere = f"library  {readout.folder / 'elsewhere'}\n"
    for arguments in (["--library", "elsewhere", "where"], ["where", "--library=elsewhere"]):
        assert readout.good(*arguments).startswith(elsewhere)
    assert readout.good("--library", "a", "where", "--library", "elsewhere").startswith(elsewhere)
    readout.good("list", "--library", "elsewhere")
    assert (readout.folder / "elsewhere" / "library.db").exists()
    assert not readout.library.exists()


@pytest.mark.parametrize("argument", ["--version", "-V"])
def test_the_version_is_printed(readout: Readout, argument: str) -> None:
    from tui import __version__

    assert readout.good(argument) == f"readout {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        *([], ["open"], ["list"], ["show"], ["keys"], ["where"], ["notes"], ["note"], ["note", "add"], ["note", "rm"]),
        *(
            ["note", "show"],
            ["sessions"],
            ["changes"],
            ["undo"],
            ["redo"],
            ["export"],
            ["load"],
            ["backup"],
            ["restore"],
            ["doctor"],
        ),
    ],
)
def test_every_command_has_help(readout: Readout, arguments: list[str]) -> None:
    assert readout.good(*arguments, "--help").startswith("usage: readout")


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_is_added_once_and_opened(readout: Readout, other: Path) -> None:
    for _ in range(2):
        assert readout.good("open", str(other)).startswith("Another visit\n")
    assert [row["id"] for row in json.loads(readout.good("list", "--format", "json"))] == ["another-visit", ID]
    assert readout.good("show", "another").startswith("Another visit\n")


def test_a_file_is_shown_without_being_added(readout: Readout, other: Path) -> None:
    assert readout.good("show", other.name).startswith("Another visit\n")
    assert not readout.library.exists()


def test_another_briefing_under_the_same_id_is_refused(readout: Readout) -> None:
    path = readout.folder / "changed.json"
    path.write_text(json.dumps(to_document(bundled_briefing()) | {"title": "Changed"}))
    assert ID in readout.failed("open", str(path))


@pytest.mark.parametrize("command", ["open", "show"])
def test_a_file_that_cannot_be_read_is_named(readout: Readout, command: str) -> None:
    assert "none.json: there is no such file" in readout.failed(command, "none.json")
    assert "it is a folder" in readout.failed(command, "./")
    (readout.folder / "bad.json").write_bytes(dump(bundled_briefing()).replace(b'"n":3', b'"n":4'))
    assert "bad.json, sentences[2].n: it is 4 where 3 comes next" in readout.failed(command, "bad.json")
    os.mkfifo(readout.folder / "pipe.json")
    assert "not a plain file" in readout.failed(command, "pipe.json")
    assert not readout.library.exists()


# --- failures --------------------------------------------------------------------------------------------------------


def test_an_unknown_id_is_named_with_the_nearest(readout: Readout) -> None:
    assert f"did you mean {ID}?" in readout.failed("show", "china-rusia-mishustin")
    assert "no briefing has this id" in readout.failed("open", "nothing-like-it")


def test_an_unknown_pane_is_named_with_those_there_are(readout: Readout) -> None:
    assert "people, trade, diplomacy, nato-g7, expert" in readout.failed("show", "--pane", "sports")


def test_a_folder_that_is_no_library_is_refused(readout: Readout) -> None:
    readout.library.write_text("not a folder")
    assert str(readout.library) in readout.failed("list")


@pytest.mark.parametrize(
    "arguments",
    [
        ["bad"],
        ["open"],
        ["show", "a", "b"],
        ["list", "--format", "xml"],
        ["--library"],
        ["--vers"],
        ["show", "--pa", "x"],
    ],
)
def test_wrong_usage_is_said_in_one_sentence(readout: Readout, arguments: list[str]) -> None:
    assert "--help" in readout.failed(*arguments, code=2)


def test_what_is_said_about_arguments_cannot_command_the_terminal(readout: Readout) -> None:
    for arguments, code in ((["bad\x1b]0;x\x07"], 2), (["list", "\x1b[2J\n\x9b"], 2), (["show", "\x1b[2J"], 1)):
        sentence = readout.failed(*arguments, code=code)
        assert not {c for c in sentence if c < " " or "\x7f" <= c < "\xa0"} - {"\n"}


# --- what is safe to print ------------------------------------------------------------------------------------------


def test_a_terminal_without_unicode_gets_plain_marks_and_json_loses_nothing(readout: Readout) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    text = readout.good("show", environment=ascii_only)
    assert text.isascii()
    assert 'support for his "dear friend."' in text
    printed = readout.good("show", "--format", "json", environment=ascii_only)
    assert printed.isascii()
    assert load_briefing(printed.encode(), where="x") == bundled_briefing()


def test_text_that_would_command_a_terminal_or_mislead_a_reader_is_marked(readout: Readout) -> None:
    title = "A\u202eb\u200bc\x1b]0;x\x07"
    text = "One\u2066two\x9b31m."
    given = {"format": "readout/briefing@1", "id": "odd", "title": title, "text": text, "entries": []}
    given["sentences"] = [{"n": 1, "paragraph": 1, "span": [0, len(text)]}]
    path = readout.folder / "odd.json"
    path.write_text(json.dumps(given))
    readout.good("open", str(path))
    for arguments in (["show", "odd"], ["list"], ["show", "odd", "--format", "markdown"], ["show", str(path)]):
        printed = readout.good(*arguments)
        assert "A⇤b␣c␛\\]0;x␇" in printed or "A⇤b␣c␛]0;x␇" in printed
        assert not set(printed) & set("\u202e\u200b\u2066\x1b\x9b\x07")
    printed = readout.good("show", "odd", "--format", "json")
    assert not set(printed) & set("\u202e\u200b\u2066\x1b\x9b\x07")
    assert json.loads(printed)["title"] == "A\u202eb\u200bc␛]0;x␇"


# --- the reader ------------------------------------------------------------------------------------------------------


class Terminal:
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    def write(self, _: str) -> None: ...
    def flush(self) -> None: ...


@pytest.mark.parametrize("arguments", [["open", ID], [], ["--library", "own"]])
def test_on_a_terminal_the_reader_is_opened_with_settings_and_paths(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import types

    from tui.cli import main

    opened: dict[str, Any] = {}

    def run_reader(library: Any, briefing: str, **options: Any) -> int:
        opened.update(options, briefing=briefing, count=library.count())
        opened["patience"] = library._store.storage._connection.execute("PRAGMA busy_timeout").fetchone()[0]
        return 7

    app = types.ModuleType("tui.app")
    app.run_reader = run_reader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tui.app", app)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READOUT_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("READOUT_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text("theme = 5\n")
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert main(arguments) == 7
    assert (opened["briefing"], opened["count"]) == (ID, 1)
    assert opened["patience"] <= 200, "milliseconds in which no key would be answered"
    assert opened["paths"].library == tmp_path / ("own" if "own" in arguments else "library")
    assert len(opened["problems"]) == 1
    assert opened["library_argument"] == {"open": None, "--library": "own"}.get("".join(arguments[:1]), "")
