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


def test_a_folder_that_cannot_be_gone_through_holds_up_nothing_else(readout: Readout) -> None:
    (readout.folder / "lisbon.txt").write_text("Portugal signed a treaty with Chile. It was late.", "utf-8")
    (readout.folder / Path(*["deep"] * 30)).mkdir(parents=True)
    (readout.folder / Path(*["deep"] * 30) / "a.txt").write_text(SHORT, "utf-8")
    done = readout("import", "deep", "lisbon.txt")
    assert done.returncode == 1 and "added  portugal-signed" in done.stdout
    assert "1 added" in done.stderr and "1 refused" in done.stderr
    assert "1 sentences" not in done.stdout and "1 entries" not in done.stdout


SEA = """id = "sea"
title = "The sea"

[[panes]]
id = "ships"
title = "Ships and ports"
filled = "vocabulary"
[panes.terms]
3 = ["customs"]
[panes.kinds]
report = ["said"]
"""


def test_a_desk_of_ones_own_is_used_by_its_name_and_its_panes_are_shown_by_their_titles(readout: Readout) -> None:
    (readout.folder / "desks").mkdir()
    (readout.folder / "desks" / "sea.toml").write_text(SEA, "utf-8")
    article = "Portugal opened a new office for customs in Lisbon. The minister said it would open on Monday."
    (readout.folder / "lisbon.txt").write_text(article, "utf-8")
    id = readout.good("import", "lisbon.txt", "--desk", "sea").split()[1]
    assert "SHIPS AND PORTS" in readout.good("show", id) and "DIPLOMACY" not in readout.good("show", id)
    assert "Ships and ports" in readout.good("check", id)
    (readout.folder / "desks" / "sea.toml").write_text("id =", "utf-8")
    assert "SHIPS\n" in readout.good("show", id), "what is filed is there without the desk as well"
    assert "sea.toml" in readout.failed("draft", "lisbon.txt", "--desk", "sea")


def test_the_desk_of_the_settings_is_that_of_an_import_without_one(readout: Readout) -> None:
    readout.config.write_text('desk = "energy-climate"\n', "utf-8")
    (readout.folder / "lisbon.txt").write_text(SHORT, "utf-8")
    assert "POWER & TRANSITION" in readout.good("draft", "lisbon.txt")
    assert "DIPLOMACY" in readout.good("draft", "lisbon.txt", "--desk", "world")


def test_an_address_is_fetched_only_where_the_command_or_the_settings_say_so(readout: Readout) -> None:
    said = readout("import", "http://127.0.0.1/article").stderr
    assert "nothing is fetched unasked" in said and "--url" in said and "fetch = true" in said
    readout.config.write_text("fetch = true\n", "utf-8")
    said = readout("import", "http://127.0.0.1/article").stderr
    assert "nothing is fetched" not in said and "127.0.0.1" in said
