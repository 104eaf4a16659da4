"""What two windows did to one briefing is kept from both."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import LibraryError
from content.model import EntryId, Mark, ReadingPosition, SentenceNumber
from content.places import merge_positions
from tests.domain.libraries import OTHER, opened

IDS = st.frozensets(st.sampled_from([EntryId(c) for c in "abcdef"]))
MARKS = st.dictionaries(
    st.sampled_from("xyz"), st.integers(1, 5).map(lambda n: Mark("trade", None, SentenceNumber(n), "source"))
).map(lambda marks: tuple(sorted(marks.items())))
POSITIONS = st.builds(ReadingPosition, read=IDS, marks=MARKS)


def test_marks_and_read_entries_of_both_windows_are_kept() -> None:
    before = ReadingPosition(read=frozenset({EntryId("a")}))
    one, two = (
        (("m", Mark("trade", EntryId("a"), SentenceNumber(1), "entries")),),
        (("n", Mark("people", EntryId("b"), SentenceNumber(2), "entries")),),
    )
    mine = ReadingPosition(tab="trade", read=frozenset({EntryId("a"), EntryId("b")}), marks=one)
    theirs = ReadingPosition(tab="people", read=frozenset({EntryId("c")}), marks=two)
    merged = merge_positions(before, mine, theirs)
    assert merged.tab == "trade"
    assert merged.read == {EntryId("b"), EntryId("c")}, "a was made unread in the other window"
    assert dict(merged.marks) == dict(one + two)


@given(POSITIONS, POSITIONS)
def test_where_the_other_window_changed_nothing_mine_is_kept_as_it_is(
    before: ReadingPosition, mine: ReadingPosition
) -> None:
    assert merge_positions(before, mine, before) == mine


@given(POSITIONS, POSITIONS)
def test_where_i_changed_nothing_theirs_is_kept(before: ReadingPosition, theirs: ReadingPosition) -> None:
    merged = merge_positions(before, before, theirs)
    assert (merged.read, merged.marks) == (theirs.read, theirs.marks)


@given(POSITIONS, POSITIONS, POSITIONS)
def test_what_either_added_is_there_and_what_either_took_away_is_not(
    before: ReadingPosition, mine: ReadingPosition, theirs: ReadingPosition
) -> None:
    merged = merge_positions(before, mine, theirs)
    assert merged.read >= (mine.read - before.read) | (theirs.read - before.read)
    assert not merged.read & ((before.read - mine.read) | (before.read - theirs.read))
    added = {letter for letter, mark in mine.marks if dict(before.marks).get(letter) != mark}
    assert added <= set(dict(merged.marks))


def test_what_another_window_does_while_mine_is_merged_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c = (entry.id for entry in OTHER.entries)
    with opened(tmp_path) as one, opened(tmp_path) as two:
        id = one.add(OTHER)
        before = ReadingPosition(read=frozenset({a}))
        one.keep_position(id, before)
        two.wait_at_most(0)
        refused = []

        def merge_slowly(*positions: ReadingPosition) -> ReadingPosition:
            try:
                two.merge_position(id, None, before._replace(read=frozenset({a, c})))
            except LibraryError:
                refused.append(id)
            return merge_positions(*positions)

        monkeypatch.setattr("content.library.merge_positions", merge_slowly)
        merged = one.merge_position(id, before, before._replace(read=frozenset({a, b})))
        assert refused and merged == one.position(id) == two.position(id)
        monkeypatch.undo()
        assert two.merge_position(id, before, before._replace(read=frozenset({c}))).read == {b, c}
        assert one.position(id).read == {b, c}
