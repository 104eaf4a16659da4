"""What differs between two texts is told sentence by sentence and entry by entry, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.differences import Kind, compare, compare_sentences, words_changed
from content.model import Briefing, Origin
from content.wording import fold
from tests.domain.changing import MINISTERS, article, citing, with_entries
from tests.domain.libraries import BUNDLED
from tests.domain.steps import steps_of

WORDS = ["trade", "talks", "in", "Lisbon", "on", "Tuesday", "rose", "$5", "billion", "not", "minister", "said", "2021"]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), max_size=12)


def kinds(old: Briefing, new: Briefing) -> list[tuple[str, int | None, int | None]]:
    """What is not the same, with its numbers."""
    found = compare_sentences(old, new)
    return [(change.kind.value, change.old, change.new) for change in found if change.kind is not Kind.SAME]


def after(*sentences: str) -> list[tuple[str, int | None, int | None]]:
    return kinds(article("old"), article("new", sentences))


def test_sentences_are_new_dropped_changed_and_moved() -> None:
    one, two, three, four, five, six = MINISTERS
    assert after(one, two, "It rained.", three, four, five, six) == [("new", None, 3)]
    assert after(one, two, four, five, six) == [("dropped", 3, None)]
    assert after(one, two.replace("$1.5", "$1.6"), three, four, five, six) == [("changed", 2, 2)]
    assert after(six, one, two, three, four, five) == [("moved", 6, 1)]
    assert after(four.replace("fishing", "mining"), one, two, three, five, six) == [("changed", 4, 1)]


def test_what_was_dropped_stands_where_it_once_stood() -> None:
    one, _, three, four, _, six = MINISTERS
    found = compare_sentences(article("old"), article("new", [one, three, four, "It rained.", six]))
    assert [(change.kind.value, change.old, change.new) for change in found] == [
        ("same", 1, 1),
        ("dropped", 2, None),
        ("same", 3, 2),
        ("same", 4, 3),
        ("dropped", 5, None),
        ("new", None, 4),
        ("same", 6, 5),
    ]


def test_typography_and_breaks_of_lines_make_no_difference() -> None:
    one, two, three, four, five, six = MINISTERS
    straight = [
        one.replace("’", "'"),
        two,
        three.replace("“", '"').replace("”", '"'),
        four,
        five.replace(" a ", "\na "),
        six,
    ]
    assert after(*straight) == []


def test_a_sentence_that_stands_twice_is_matched_in_order() -> None:
    old = article("old", ["He agreed.", "Talks ended.", "He agreed.", "They left."])
    assert kinds(old, article("new", ["He agreed.", "Talks ended.", "They left."])) == [("dropped", 3, None)]


def test_other_sentences_with_the_same_small_words_are_not_taken_for_changed() -> None:
    old = article("old", ["The minister was in the city on the day of the vote."])
    new = article("new", ["The price of oil in the north was at the top of the list."])
    assert kinds(old, new) == [("dropped", 1, None), ("new", None, 1)]


@given(SENTENCES)
def test_a_text_compared_with_itself_differs_in_nothing(sentences: list[str]) -> None:
    same = with_entries(article("a", sentences))
    assert compare(same, same).is_same
    drafted = with_entries(same, Origin.DRAFTED)
    assert compare(drafted, drafted).is_same


def test_the_briefing_that_ships_differs_in_nothing_from_itself() -> None:
    assert compare(BUNDLED, BUNDLED).is_same


@given(SENTENCES, SENTENCES)
def test_every_sentence_of_either_text_is_told_of_once(before: list[str], later: list[str]) -> None:
    found = compare_sentences(article("old", before), article("new", later))
    assert sorted(change.old for change in found if change.old) == list(range(1, len(before) + 1))
    assert [change.new for change in found if change.new] == list(range(1, len(later) + 1))
    same = [change for change in found if change.kind is Kind.SAME]
    assert [change.old for change in same] == sorted(change.old or 0 for change in same)
    for change in found:
        assert (change.old is None) == (change.kind is Kind.NEW) and (change.new is None) == (
            change.kind is Kind.DROPPED
        )
        if change.old and change.new:
            alike = fold(before[change.old - 1]) == fold(later[change.new - 1])
            assert alike == (change.kind is not Kind.CHANGED)


def test_long_texts_are_compared_with_work_that_grows_with_them() -> None:
    def steps(count: int) -> int:
        sentences = [
            f"In case {n} the court of district {n % 97} ruled on claim {n * 7919 % count}." for n in range(count)
        ]
        changed = [each.replace("ruled", "decided") if n % 3 else each for n, each in enumerate(sentences)]
        old, new = article("old", sentences), article("new", [*changed[count // 2 :], *changed[: count // 2]])
        return steps_of(lambda: compare(old, new))

    steps(100)
    assert steps(4000) < 13 * steps(400)


# --- entries -------------------------------------------------------------------------------------------------------


def test_entries_are_new_changed_and_dropped() -> None:
    old = with_entries(article("old"))
    changed = article("new", [*MINISTERS[:1], MINISTERS[1].replace("$1.5", "$1.6"), *MINISTERS[3:], "It rained."])
    new = changed._replace(entries=with_entries(changed).entries)
    new = new._replace(entries=tuple([entry._replace(origin=Origin.DRAFTED) for entry in new.entries]))
    old = old._replace(entries=tuple([entry._replace(origin=Origin.DRAFTED) for entry in old.entries]))
    found = [
        (change.kind.value, change.old and change.old.id, change.new and change.new.id)
        for change in compare(old, new).entries
        if change.kind is not Kind.SAME
    ]
    # Ids of drafted entries are numbers only: the fourth of the old is the third of the new.
    assert found == [("changed", "e2", "e2"), ("dropped", "e3", None), ("new", None, "e6")]


def test_an_entry_that_an_editor_wrote_is_known_by_its_id() -> None:
    old = article("old")
    entry = citing(old, 2, "x")
    new = old._replace(entries=(entry._replace(title="Another title", text="Other words", citations=()),))
    (change,) = compare(old._replace(entries=(entry,)), new).entries
    assert change.kind is Kind.CHANGED


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("It rose to $2.", "It rose to $3.", ["=It rose to $", "-2", "+3", "=."]),
        ("a b c", "a c", ["=a ", "-b ", "=c"]),
        ("", "new", ["+new"]),
        ("red wine came", "white bread came", ["-red wine", "+white bread", "= came"]),
    ],
)
def test_words_that_changed_are_told_from_those_that_stayed(old: str, new: str, pieces: list[str]) -> None:
    signs = {Kind.SAME: "=", Kind.DROPPED: "-", Kind.NEW: "+"}
    assert [signs[kind] + words for kind, words in words_changed(old, new)] == pieces


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_of_a_change_make_up_both_wordings(old: str, new: str) -> None:
    pieces = words_changed(old, new)
    assert "".join([words for kind, words in pieces if kind is not Kind.NEW]) == old
    assert "".join([words for kind, words in pieces if kind is not Kind.DROPPED]) == new
