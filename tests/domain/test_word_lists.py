"""The word lists are read whole, each once, and each says where it comes from."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from content.drafting import word_lists
from content.drafting.word_lists import phrase_list, word_list

WORDS = Path(word_lists.__file__).parent / "words"
SOURCES = (WORDS / "SOURCES.md").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_list_is_named_among_the_sources(path: Path) -> None:
    assert f"`{path.stem}`" in SOURCES or f"`{path.name}`" in SOURCES


@pytest.mark.parametrize("notice", ["UNICODE LICENSE V3", "by Kevin Atkinson", "Geoff Kuenning", "NONINFRINGEMENT"])
def test_the_notices_that_licences_ask_for_stand_beside_the_lists(notice: str) -> None:
    assert notice in SOURCES


def test_a_list_is_read_once_and_in_lower_case() -> None:
    assert word_list("surnames") is word_list("surnames")
    assert all(word == word.lower() for word in word_list("first_names"))


def test_runs_of_words_are_kept_by_their_first_word_the_longest_first() -> None:
    places = phrase_list("places")
    assert ("states",) in places.tails["united"]
    assert all(len(first) >= len(second) for tails in places.tails.values() for first, second in pairwise(tails))
