"""The values of the program: packed sentences behave as a sequence, and values cannot be changed."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import model
from content.bundled import bundled_briefing
from content.desk import DESKS, WORLD, desk_named
from content.errors import ContentError
from content.model import DeskId, PaneId, Sentence, SentenceNumber, Sentences, Span

Rows = list[tuple[int, int, int]]
ROWS = st.lists(st.tuples(*[st.integers(0, 2**32 - 1)] * 3), max_size=20)


def of(rows: Rows) -> list[Sentence]:
    return [Sentence(SentenceNumber(n), p, Span(a, b)) for n, (p, a, b) in enumerate(rows, 1)]


@given(ROWS, st.integers(-25, 25), st.integers(-25, 25))
def test_sentences_are_the_sequence_that_they_pack(rows: Rows, a: int, b: int) -> None:
    plain = of(rows)
    packed = Sentences.of(plain)
    assert list(packed) == plain
    assert len(packed) == len(plain)
    assert packed[a:b] == plain[a:b]
    assert list(reversed(packed)) == plain[::-1]
    if -len(plain) <= a < len(plain):
        assert packed[a] == plain[a]


@pytest.mark.parametrize(
    "index",
    [2, 10**9, -3],
)
def test_there_is_no_sentence_at_a_position_outside(index: int) -> None:
    with pytest.raises(IndexError):
        Sentences([1, 1], [0, 4], [3, 7])[index]


@given(ROWS, ROWS)
def test_sentences_are_equal_as_their_rows_are(one: Rows, two: Rows) -> None:
    first, second = Sentences.of(of(one)), Sentences.of(of(two))
    assert (first == second) == (one == two)
    assert first == Sentences.of(of(one))
    assert hash(first) == hash(Sentences.of(of(one)))
    assert first != of(one)


@given(ROWS)
def test_packed_sentences_come_back_as_they_were(rows: Rows) -> None:
    sentences = Sentences.of(of(rows))
    assert Sentences.unpacked(sentences.packed()) == sentences
    assert len(sentences.packed()) == 12 * len(rows)


def test_packed_sentences_are_the_same_bytes_on_every_machine() -> None:
    columns = Sentences([1, 2], [0, 258], [255, 65536]).packed()
    assert columns == bytes([1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 255, 0, 0, 0, 0, 0, 1, 0])


@pytest.mark.parametrize("size", [1, 11, 13, 15])
def test_bytes_that_are_no_sentences_are_refused(size: int) -> None:
    with pytest.raises(ValueError):
        Sentences.unpacked(bytes(size))


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        Sentences([1], [0, 5], [3])


def test_a_sentence_takes_twelve_bytes() -> None:
    packed = Sentences([1], [0], [3])
    assert packed.paragraphs.itemsize + packed.starts.itemsize + packed.ends.itemsize == 12


@pytest.mark.parametrize("number", [-1, 0, 19])
def test_there_are_no_words_of_a_sentence_that_is_not_there(number: int) -> None:
    with pytest.raises(IndexError):
        bundled_briefing().words_of(SentenceNumber(number))


def test_words_of_a_sentence_are_those_of_its_span() -> None:
    briefing = bundled_briefing()
    for sentence in briefing.sentences:
        assert briefing.words_of(sentence.number) == sentence.span.of(briefing.text)


def test_every_value_is_frozen_and_has_no_dictionary() -> None:
    values = [v for v in vars(model).values() if isinstance(v, type) and issubclass(v, tuple) and v is not NamedTuple]
    assert len(values) > 8
    briefing = bundled_briefing()
    for value in (briefing, briefing.source, briefing.entries[0], briefing.entries[0].citations[0]):
        with pytest.raises(AttributeError):
            setattr(value, value._fields[0], "other")
        assert not hasattr(value, "__dict__")


def test_a_briefing_can_be_hashed() -> None:
    assert hash(bundled_briefing()) == hash(bundled_briefing())


def test_the_default_desk_has_the_five_panes() -> None:
    assert [pane.title for pane in WORLD.panes] == ["People", "Trade", "Diplomacy", "NATO & G7", "Expert commentary"]
    assert WORLD.pane(PaneId("nato-g7")).short == "NATO"
    with pytest.raises(KeyError):
        WORLD.pane(PaneId("sports"))


def test_an_unknown_desk_is_read_with_the_default_one() -> None:
    assert desk_named(DeskId("nowhere")) is WORLD
    assert all(len(desk.panes) <= 9 for desk in DESKS.values())


@pytest.mark.parametrize(
    ("where", "remedy", "sentence"),
    [("", "", "it broke"), ("a.json", "", "a.json: it broke"), ("a.json", "mend it", "a.json: it broke; mend it")],
)
def test_an_error_reads_as_one_sentence(where: str, remedy: str, sentence: str) -> None:
    assert str(ContentError("it broke", where=where, remedy=remedy)) == sentence
