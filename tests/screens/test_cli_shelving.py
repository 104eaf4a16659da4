"""Briefings listed, starred, tagged, renamed, archived, deleted and merged on the command line, as real processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.catalogue import Order
from tests.screens.command import Readout
from tui.arguments import ORDERS

ID = "china-russia-mishustin"
ARTICLE = """Lisbon talks

By Ana Writer
The Paper
June 1, 2021

Portugal's foreign minister, Ana Sousa, met her Angolan counterpart in Lisbon on Tuesday.
Exports to Angola rose from $1.2 billion to $1.5 billion in 2021, Sousa said.
The two governments signed an agreement on fishing rights along the coast.
"""


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


def add(readout: Readout, name: str, text: str = ARTICLE) -> str:
    """The id of a briefing that is drafted from a text."""
    (readout.folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return readout("import", f"{name}.txt").stdout.split()[1]


def listed(readout: Readout, *arguments: str) -> list[str]:
    return [row["id"] for row in json.loads(readout.good("list", "--format", "json", *arguments))]


def test_the_command_line_knows_every_order() -> None:
    assert set(ORDERS) == set(Order)


def test_the_list_is_sorted_filtered_grouped_and_cut(readout: Readout) -> None:
    readout.good("list")
    lisbon = add(readout, "lisbon")
    assert listed(readout) == [lisbon, ID]
    assert listed(readout, "--reverse") == [ID, lisbon]
    assert listed(readout, "--sort", "title") == [ID, lisbon]
    assert listed(readout, "--sort", "issued", "--limit", "1") == listed(readout, "--sort", "issued")[:1]
    assert listed(readout, "--filter", "LISBON talks") == [lisbon]
    assert listed(readout, "--filter", "lisbon china") == []
    readout.good("tag", lisbon, "Energy", "x")
    (with_tags,) = [line for line in readout.good("list").splitlines() if line.startswith(lisbon)]
    assert with_tags.endswith("  #Energy  #x")
    printed = readout.good("list", "--group", "tag")
    assert printed.split("\n\n")[-1].startswith("(no tag)  1\n  china")
    assert printed.startswith(f"Energy  1\n  {lisbon}")
    groups = json.loads(readout.good("list", "--group", "tag", "--format", "json"))
    assert [(group["tag"], group["count"]) for group in groups] == [("Energy", 1), ("x", 1), ("", 1)]
    assert [row["id"] for row in groups[0]["briefings"]] == [lisbon]
    assert readout.good("list", "--group", "source").count("\n") >= 3


def test_a_wrong_filter_is_told_and_what_could_be_read_of_it_holds(readout: Readout) -> None:
    done = readout("list", "--filter", "mishustin is:nice before:May")
    assert done.returncode == 0
    assert done.stdout.startswith(ID)
    assert done.stderr.splitlines() == [
        "readout: --filter: there is no is:nice; write one of is:starred, is:unread, is:archived, is:review",
        "readout: --filter: May is no date; write a day, a month or a year, as in before:2023-05",
    ]


def test_stars_and_tags_are_put_on_and_taken_off(readout: Readout) -> None:
    lisbon = add(readout, "lisbon")
    assert readout.good("star", "china", lisbon) == "2 briefings starred\n"
    assert readout.good("star", "china") == "0 briefings starred\n"
    assert readout.good("list", "--filter", "is:starred").count("(starred)") == 2
    assert readout.good("undo") == "undone: starred 2 briefings\n"
    readout.good("redo")
    assert readout.good("star", "china", "--off") == "1 briefing no longer starred\n"
    assert readout.good("tag", "china", "#Trade", "energy,oil") == "#Trade #energy #oil\n"
    assert readout.good("tag", "china", "-energy", "TRADE", "-none") == "#Trade #oil\n"
    assert readout.good("tag", "china", "-oil", "-trade") == "no tags\n"
    assert readout.good("tag", "china") == "no tags\n"
    assert "a tag has no letters" in readout.failed("tag", "china", "-", "x")
    assert "options come before the command" in readout.failed("tag", "china", "x", "--library", "elsewhere")
    assert readout.good("tag", "china") == "no tags\n"


def test_a_title_of_ones_own_is_given_and_the_articles_put_back(readout: Readout) -> None:
    assert readout.good("rename", "china", "My \x1b[2J title") == "My ␛[2J title\n"
    assert json.loads(readout.good("list", "--format", "json"))[0]["is_renamed"] is True
    assert readout.good("show", "china").startswith("My")
    assert readout.good("rename", "china", "--original") == "China–Russia: Mishustin in Beijing\n"
    for arguments in (["china"], ["china", "x", "--original"]):
        assert "write a title, or --original" in readout.failed("rename", *arguments)
    assert "write one" in readout.failed("rename", "china", " ")


def test_what_is_archived_is_listed_and_opened_only_if_asked(readout: Readout) -> None:
    lisbon = add(readout, "lisbon")
    assert readout.good("archive", lisbon) == "1 briefing archived\n"
    assert listed(readout) == [ID]
    assert listed(readout, "--all") == [lisbon, ID]
    assert listed(readout, "--filter", "is:archived") == [lisbon]
    assert "(archived)" in readout.good("list", "--all")
    assert readout.good().startswith("China")
    assert "Lisbon" in readout.good("show", "lisbon")
    readout.good("archive", "china")
    assert "every briefing is archived" in readout.nothing("list")
    assert readout.good().startswith("Lisbon")  # something is shown where all is archived
    assert readout.good("archive", "china", lisbon, "--off") == "2 briefings no longer archived\n"


def test_notes_on_what_is_archived_are_listed_and_shown(readout: Readout) -> None:
    id = readout.good("note", "add", "china", "--sentence", "1", "kept").strip()
    readout.good("archive", "china")
    assert "kept" in readout.good("notes")
    assert "kept" in readout.good("note", "show", id)


def test_the_last_briefing_can_be_deleted_and_all_is_brought_back(readout: Readout) -> None:
    lisbon = add(readout, "lisbon")
    note = readout.good("note", "add", lisbon, "--sentence", "1", "kept").strip()
    assert readout.good("remove", "china", lisbon) == "2 briefings deleted; 'readout undo' brings them back\n"
    assert "no briefing is in the library" in readout.nothing("list", "--all")
    assert json.loads(readout.good("list", "--format", "json")) == []
    assert "the library is empty; add something with 'readout import'" in readout.failed("show")
    assert "no briefing has this id" in readout.failed("show", "china")
    assert readout.good().startswith("China")  # the reader has to show something
    assert listed(readout) == [ID]
    assert readout.good("undo") == "undone: deleted 2 briefings\n"
    assert listed(readout) == [lisbon, ID]
    assert note in readout.good("notes")
    assert readout.good("remove", lisbon) == "1 briefing deleted; 'readout undo' brings it back\n"
    assert readout.good().startswith("China")
    assert readout.good("doctor").startswith("hint")


def test_two_briefings_are_merged_into_an_earlier_and_a_later_text(readout: Readout) -> None:
    old = add(readout, "old")
    changed = (
        ARTICLE.replace("$1.5 billion", "$1.6 billion").replace("The Paper\n", "").replace("Lisbon talks", "Talks")
    )
    new = add(readout, "new", changed)
    assert listed(readout) == [new, old, ID]
    readout.good("note", "add", old, "--quote", "to $1.5 billion in 2021", "Who says so?")
    printed = readout.good("merge", old, new).splitlines()
    assert printed[0].startswith(
        f"merged  {new}  a changed text of {old}: of what you have on it 1 changed, to be conf"
    )
    assert printed[1].startswith("changed  note")
    assert "(earlier text)" in readout.good("list")
    assert "Who says so?" in readout.good("notes", new)
    assert "texts of one article already" in readout.failed("merge", old, new)
    assert readout.good("undo").startswith("undone: merged the briefing “Lisbon talks” with a later text of it, ")
    assert "(earlier text)" not in readout.good("list")
    assert "Who says so?" in readout.good("notes", old)


@pytest.mark.parametrize("arguments", [["star"], ["tag"], ["rename"], ["archive"], ["remove"], ["merge", "china"]])
def test_wrong_usage_is_said_in_one_sentence(readout: Readout, arguments: list[str]) -> None:
    assert "required" in readout.failed(*arguments, code=2)


@pytest.mark.parametrize(
    "arguments", [["list", "--sort", "size"], ["list", "--group", "desk"], ["list", "--limit", "0"]]
)
def test_what_a_list_cannot_be_is_said(readout: Readout, arguments: list[str]) -> None:
    assert arguments[0] in readout.failed("list", *arguments, code=2)
