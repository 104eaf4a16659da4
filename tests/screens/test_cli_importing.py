"""`readout import` and `readout draft`, as real processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.domain.articles import SHORT
from tests.screens.command import Readout


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


def test_an_article_is_imported_and_shown_and_known_again(readout: Readout) -> None:
    (readout.folder / "lisbon.txt").write_text(SHORT, "utf-8")
    first = readout.good("import", "lisbon.txt")
    assert first.startswith("added  trade-talks-in-lisbon")
    id = first.split()[1]
    assert "$1.5 billion" in readout.good("show", id, "--pane", "trade")
    assert readout.good("import", "lisbon.txt").startswith("already there")


def test_a_folder_is_imported_with_a_summary_and_one_bad_file_makes_it_fail(readout: Readout) -> None:
    folder = readout.folder / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(SHORT, "utf-8")
    (folder / "b.txt").write_bytes(b"")
    done = readout("import", "articles")
    assert done.returncode == 1 and done.stdout.count("\n") == 1
    assert "b.txt" in done.stderr and "1 added, 0 already there, 1 refused" in done.stderr
    assert "Traceback" not in done.stderr


def test_standard_input_is_imported(readout: Readout) -> None:
    assert readout.good("import", "-", input=SHORT).startswith("added")


def test_a_folder_without_articles_is_one_sentence(readout: Readout) -> None:
    (readout.folder / "nothing").mkdir()
    assert "there is no file" in readout.failed("import", "nothing")


def test_a_draft_is_printed_as_json_and_the_library_has_nothing_of_it(readout: Readout) -> None:
    (readout.folder / "lisbon.txt").write_text(SHORT, "utf-8")
    found = json.loads(readout.good("draft", "lisbon.txt", "--format", "json"))
    text = SHORT.strip()
    assert found["text"] == text
    assert all(text[slice(*each["span"])] == each["text"] for each in found["sentences"] + found["figures"])
    assert [person["name"] for person in found["people"]] == ["Ana Sousa"]
    assert found["quotations"][0]["speaker"] == "Ana Sousa"
    assert not readout.library.exists()
