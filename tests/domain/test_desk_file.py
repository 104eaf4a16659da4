"""A desk is read from a file, and a wrong one is told in one sentence with the place and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.desk import DESKS, ENERGY_CLIMATE, WORLD, desk_named
from content.drafting.desk_file import FOLDER, Filling, load_desk
from content.errors import ContentError, DeskFileError
from content.model import DeskId

RIGHT = """\
id = "sea"
title = "The sea"
[[panes]]
id = "ships"
title = "Ships"
filled = "vocabulary"
[panes.terms]
3 = ["ship*", "tug boat"]
[panes.kinds]
launch = ["launch*"]
"""


def test_the_desks_that_ship_have_the_panes_that_the_reader_shows() -> None:
    assert load_desk("world").desk == WORLD
    assert load_desk("energy-climate").desk == ENERGY_CLIMATE == desk_named(DeskId("energy-climate"))
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(DESKS)


@pytest.mark.parametrize("name", sorted(DESKS))
def test_each_pane_has_its_rules_in_the_desks_order(name: str) -> None:
    desk = load_desk(name)
    assert [rule.pane for rule in desk.rules] == [pane.id for pane in desk.desk.panes]
    assert all(rule.kinds for rule in desk.rules if rule.filling is not Filling.PEOPLE)
    assert all(bool(rule.terms) == (rule.filling is Filling.VOCABULARY) for rule in desk.rules)


def test_no_term_stands_twice_in_a_pane_with_different_weights() -> None:
    for name in DESKS:
        for rule in load_desk(name).rules:
            terms = [term for term, _ in rule.terms]
            assert sorted(terms) == sorted(set(terms)), (name, rule.pane)


def test_a_desk_of_ones_own_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "sea.toml"
    path.write_text(RIGHT, encoding="utf-8")
    for where in (path, str(path)):
        desk = load_desk(where)
        assert (desk.desk.id, desk.desk.panes[0].short) == ("sea", "Ships")
        assert desk.rules[0].terms == (("ship*", 3), ("tug boat", 3))
        assert desk.rules[0].kinds == (("launch", ("launch*",)),)


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ('id = "sea"', 'id = "The Sea"', "the file.id"),
        ('title = "The sea"', "title = 5", "the file.title"),
        ('id = "ships"', "", "panes[0].id"),
        ('filled = "vocabulary"', 'filled = "magic"', "panes[0].filled"),
        ('filled = "vocabulary"', 'filled = ["people"]', "panes[0].filled"),
        ('filled = "vocabulary"', 'filled = "vocabulary"\nneeds = 0', "panes[0].needs"),
        ('filled = "vocabulary"', 'filled = "vocabulary"\nneeds = true', "panes[0].needs"),
        ('filled = "vocabulary"', 'filled = "vocabulary"\nactors = 1', "panes[0].actors"),
        ('filled = "vocabulary"', 'filled = "vocabulary"\nyields_to = "boats"', "panes[0].yields_to"),
        ('filled = "vocabulary"', 'filled = "vocabulary"\nneeds_beside = { boats = 4 }', "panes[0].needs_beside.boats"),
        ('filled = "vocabulary"', 'filled = "vocabulary"\nneeds_beside = { boats = 0 }', "panes[0].needs_beside.boats"),
        ('filled = "vocabulary"', 'filled = "vocabulary"\nneeds_beside = 4', "panes[0].needs_beside"),
        ('filled = "vocabulary"', 'filled = "vocabulary"\nfaster = 1', '"faster"'),
        ("3 =", "heavy =", "panes[0].terms.heavy"),
        ('"ship*"', '"sh*ip"', "panes[0].terms.3"),
        ('"ship*"', '"*"', "panes[0].terms.3"),
        ('"ship*"', "7", "panes[0].terms.3"),
        ('["launch*"]', '"launch"', "panes[0].kinds.launch"),
        ('3 = ["ship*", "tug boat"]', "", "panes[0].terms"),
        ("[[panes]]", "[panes]", "panes"),
        ("[[panes]]", "[[panes", "line 3"),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence_that_names_file_place_and_remedy(
    tmp_path: Path, right: str, wrong: str, place: str
) -> None:
    path = tmp_path / "sea.toml"
    assert right in RIGHT
    path.write_text(RIGHT.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DeskFileError) as refused:
        load_desk(path)
    told = str(refused.value)
    assert str(path) in told and place in told and refused.value.remedy and "\n" not in told


def test_two_panes_of_one_id_and_ten_panes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sea.toml"
    pane = RIGHT[RIGHT.index("[[panes]]") :]
    for text, place in ((RIGHT + pane, "panes[1].id"), (RIGHT + 9 * pane, "1 to 9")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DeskFileError, match=place.replace("[", r"\[").replace("]", r"\]")):
            load_desk(path)


def test_a_desk_that_is_not_there_is_refused_with_the_names_of_those_that_are(tmp_path: Path) -> None:
    for name in ("sport", str(tmp_path / "none.toml"), tmp_path):
        with pytest.raises(DeskFileError, match="energy-climate, world"):
            load_desk(name)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sea.toml"
    path.write_bytes(b"id = \xff")
    with pytest.raises(DeskFileError, match="UTF-8"):
        load_desk(path)


@given(st.text(max_size=80), st.integers(0, len(RIGHT)))
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, junk: str, at: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "junk.toml"
    path.write_text(RIGHT[:at] + junk.replace("\r", "") + RIGHT[at:], encoding="utf-8", errors="replace")
    try:
        assert load_desk(path).rules
    except ContentError as refused:
        assert refused.where and refused.remedy
