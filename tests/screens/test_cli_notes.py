"""Notes, sessions and changes on the command line, as real processes."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from content.notes import Colour, NoteKind
from tests.screens.command import COMMAND, Readout
from tui.arguments import COLOURS, KINDS

ID = "china-russia-mishustin"
FORECAST = "bilateral trade would increase from $190 billion in 2022"


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


def add(readout: Readout, *arguments: str, **options: str) -> str:
    """The id of a note written by the command."""
    printed = readout.good("note", "add", "china", *arguments, **options)
    assert printed.count("\n") == 1 and len(printed.strip()) == 36
    return printed.strip()


def rows(readout: Readout, *arguments: str) -> list[dict[str, object]]:
    found = json.loads(readout.good("notes", "--format", "json", *arguments))
    assert isinstance(found, list)
    return found


def bodies(readout: Readout, *arguments: str) -> list[str]:
    """The texts of the notes that are listed."""
    table = readout.good("notes", "--format", "csv", *arguments)
    return [row["text"] for row in csv.DictReader(io.StringIO(table, newline=""))]


# --- writing ---------------------------------------------------------------------------------------------------------


def test_a_note_is_written_on_a_sentence_an_entry_or_some_words_and_its_id_is_printed(readout: Readout) -> None:
    on_sentence = add(readout, "--sentence", "8", "--tag", "forecast", "--tag", "#2022", "Who says so?")
    on_entry = add(readout, "--entry", "e1", "--kind", "question", "And what then?")
    on_words = add(readout, "--quote", FORECAST, "--kind", "highlight", "--colour", "teal")
    found = {str(row["id"]).removeprefix("urn:uuid:"): row for row in rows(readout)}
    assert found.keys() == {on_sentence, on_entry, on_words}
    assert (found[on_sentence]["sentence"], found[on_sentence]["kind"]) == (8, "note")
    assert [body["value"] for body in found[on_sentence]["body"]] == ["Who says so?", "forecast", "2022"]  # type: ignore[attr-defined]
    assert (found[on_entry]["entry"], found[on_entry]["motivation"]) == ("e1", "questioning")
    assert (found[on_words]["colour"], found[on_words]["sentence"]) == ("teal", 8)
    assert found[on_words]["target"]["selector"][0]["exact"] == FORECAST  # type: ignore[index]


def test_the_text_of_a_note_may_come_from_standard_input(readout: Readout) -> None:
    add(readout, "--sentence", "1", "-", input="“One”\r\n\r\n- two\n")
    assert bodies(readout) == ["“One”\n\n- two"]


def test_a_text_that_begins_with_a_dash_and_options_after_the_text_are_understood(readout: Readout) -> None:
    add(readout, "--sentence", "1", "--", "-5 %?")
    add(readout, "plus", "--sentence", "2", "--tag", "x")
    assert bodies(readout) == ["'-5 %?", "plus"]


def test_the_words_of_a_quote_are_found_across_the_ends_of_lines_and_any_blanks(readout: Readout) -> None:
    add(readout, "--quote", "  bilateral\ttrade \n would increase ", "x")
    (row,) = rows(readout)
    assert row["target"]["selector"][0]["exact"] == "bilateral trade would increase"  # type: ignore[index]


def test_a_highlight_needs_no_text_and_is_yellow_unless_said(readout: Readout) -> None:
    add(readout, "--sentence", "2", "--kind", "highlight")
    assert "highlight · yellow (y)" in readout.good("notes")
    assert "TEXT" in readout.failed("note", "add", "china", "--sentence", "2", code=2)
    assert "TEXT" in readout.failed("note", "add", "china", "--sentence", "2", "--kind", "question", code=2)


def test_the_command_line_knows_every_kind_and_colour() -> None:
    assert tuple(NoteKind) == KINDS
    assert tuple(Colour) == COLOURS


# --- listing ---------------------------------------------------------------------------------------------------------


def test_notes_are_listed_in_the_order_of_the_source_and_filtered(readout: Readout) -> None:
    add(readout, "--sentence", "9", "--tag", "Trade", "nine gas")
    add(readout, "--sentence", "2", "--kind", "question", "two oil")
    add(readout, "--quote", "dear friend", "--tag", "words", "three oil")
    assert bodies(readout) == ["two oil", "three oil", "nine gas"]
    assert bodies(readout, "china") == ["two oil", "three oil", "nine gas"]
    assert bodies(readout, "--tag", "#trade") == ["nine gas"]
    assert bodies(readout, "--kind", "question") == ["two oil"]
    assert bodies(readout, "--text", "OIL friend") == ["three oil"]
    assert bodies(readout, "--author", "nobody") == []
    assert readout.good("notes", "--tag", "none") == ""


def test_the_notes_of_a_session_are_found_by_the_sessions_id(readout: Readout) -> None:
    add(readout, "--sentence", "1", "outside")
    code = f"""if True:
        import os, pathlib, datetime
        from content.library import Library
        from content.notes import on_sentence
        with Library.open(pathlib.Path({str(readout.library)!r}), now=lambda: datetime.datetime.now(datetime.UTC),
                          random=os.urandom) as library:
            id = library.sessions.record({ID!r}, "trade")
            library.notebook.annotate({ID!r}, on_sentence(library.briefing({ID!r}), 2), body="inside", session=id)
    """
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    (session,) = json.loads(readout.good("sessions", "--format", "json"))
    assert bodies(readout, "--session", session["id"]) == ["inside"]
    assert bodies(readout, "--session", session["id"][-8:]) == ["inside"]
    assert "no session has this id" in readout.failed("notes", "--session", "none")
    assert (session["notes"], session["by_hand"], session["briefings"]) == (1, False, [ID])
    assert session["panes"] == [{"briefing": ID, "pane": "trade"}]
    line = readout.good("sessions", environment={"TZ": "UTC"})
    assert line.startswith(session["from"][:16].replace("T", " "))
    assert f"by itself  1 pane  1 note  {ID}" in line


def test_a_note_is_shown_and_deleted_by_a_part_of_its_id(readout: Readout) -> None:
    first, second = (add(readout, "--sentence", "1", text) for text in ("first text", "second text"))
    shown = readout.good("note", "show", first[-12:])
    assert "first text" in shown and first in shown and "second text" not in shown
    assert json.loads(readout.good("note", "show", f"urn:uuid:{second}", "--format", "json"))[0]["sentence"] == 1
    assert "several notes have this id; write more of the id" in readout.failed("note", "rm", first[:8])
    assert readout.good("note", "rm", first) == "deleted the note on sentence 1\n"
    assert bodies(readout) == ["second text"]
    assert "no note has this id" in readout.failed("note", "show", first)
    readout.good("undo")
    assert bodies(readout) == ["first text", "second text"]


# --- what was done ---------------------------------------------------------------------------------------------------


def test_changes_are_listed_undone_and_done_again_from_one_process_to_the_next(readout: Readout) -> None:
    assert "there is nothing to undo" in readout.failed("undo")
    add(readout, "--sentence", "1", "first")
    add(readout, "--entry", "e1", "--kind", "question", "second")
    assert "there is nothing to redo" in readout.failed("redo")
    assert readout.good("undo").startswith("undone: question on “")
    lines = readout.good("changes").splitlines()
    assert [line.endswith("(undone)") for line in lines] == [True, False]
    assert f"note on sentence 1: first, {ID}" in lines[1]
    assert bodies(readout) == ["first"]
    assert readout.good("redo").startswith("done again: question on “")
    assert bodies(readout) == ["first", "second"]
    newest, before = json.loads(readout.good("changes", "--format", "json"))
    assert (newest["is_done"], newest["briefing"], newest["tables"]) == (True, ID, ["notes"])
    assert newest["made_at"] > before["made_at"]
    assert len(readout.good("changes", "--limit", "1").splitlines()) == 1
    assert "whole number" in readout.failed("changes", "--limit", "0", code=2)


# --- failures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--sentence", "99", "x"], f"{ID}: the briefing has no sentence 99; choose one from 1 to 18"),
        (["--sentence", "0", "x"], "no sentence 0"),
        (["--entry", "e11", "x"], 'the briefing has no entry "e11"; did you mean e1?'),
        (["--quote", "no such words", "x"], "the text has no such words"),
        (["--quote", "China", "x"], "times in the text; quote more of the words around them"),
        (["--quote", " ", "x"], "there are no words in it"),
        (["--sentence", "1", "  "], "the text of the note is empty"),
        (["--sentence", "1", "-"], "the text of the note is empty"),
        (["--sentence", "1", "--tag", "two words", "x"], '"two words" is not one tag'),
        (["--sentence", "1", "--tag", "", "x"], "is not one tag"),
    ],
)
def test_what_a_note_cannot_be_on_or_hold_is_said_with_the_remedy(
    readout: Readout, arguments: list[str], sentence: str
) -> None:
    assert sentence in readout.failed("note", "add", "china", *arguments)
    assert rows(readout) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--sentence", "1", "--kind", "essay", "x"],
        ["--sentence", "1", "--colour", "pink", "x"],
        ["--sentence", "one", "x"],
        ["--sentence", "1", "--entry", "e1", "x"],
        ["x"],
        ["--sentence", "1", "x", "y"],
    ],
)
def test_wrong_usage_of_note_add_is_said_in_one_sentence(readout: Readout, arguments: list[str]) -> None:
    assert "--help" in readout.failed("note", "add", "china", *arguments, code=2)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (b"good \xff bad", b"standard input: it is not UTF-8 from byte 5 on; send it as UTF-8"),
        (b"x" * (1024 * 1024 + 1), b"standard input: it is longer than 1 MB"),
    ],
)
def test_standard_input_that_is_not_a_text_is_refused(readout: Readout, given: bytes, sentence: bytes) -> None:
    command = [*COMMAND, "note", "add", "china", "--sentence", "1", "-"]
    done = subprocess.run(command, env=readout.environment, input=given, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, b"")
    assert sentence in done.stderr
    assert rows(readout) == []


def test_a_library_that_another_program_holds_is_named_and_nothing_is_printed_as_kept(readout: Readout) -> None:
    readout.good("list")
    holder = sqlite3.connect(readout.library / "library.db", isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        sentence = readout.failed("note", "add", "china", "--sentence", "1", "x")
        assert time.monotonic() - began < 30
        holder.execute("ROLLBACK")
    finally:
        holder.close()
    assert "library.db: another program is writing to it; close other windows" in sentence
    assert rows(readout) == []


def test_a_note_that_would_command_the_terminal_is_shown_with_marks(readout: Readout) -> None:
    add(readout, "--sentence", "1", "-", input="a\x1b]0;x\x07\u202eb\tc")
    for format in ("text", "markdown", "csv", "json"):
        printed = readout.good("notes", "--format", format)
        assert not {c for c in printed if c < " " or c in "\x7f\x9b\u202e"} - {"\n", "\r"}
    (row,) = rows(readout)
    assert row["body"][0]["value"] == "a\x1b]0;x\x07\u202eb\tc"  # type: ignore[index]
