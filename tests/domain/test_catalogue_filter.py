"""What is typed to filter a list is read without ever failing, and what cannot be meant is told with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue_filter import EVERY, Filter, fold, read_filter


def test_words_and_fields_are_read() -> None:
    typed = 'Élan  tag:#Énergie source:"Le Monde" is:starred is:unread is:review after:2023-05 before:2024 "two  words"'
    read = read_filter(typed)
    assert read.problems == ()
    assert read.filter == Filter(
        words=("elan", "two words"),
        tags=("énergie",),
        sources=("le monde",),
        after="2023-05",
        before="2024",
        is_starred=True,
        is_unread=True,
        is_to_review=True,
    )


def test_what_is_typed_comes_to_what_is_asked_already() -> None:
    over = Filter(words=("x",), tag="energy", is_archived=None)
    assert read_filter("y", over).filter == over._replace(words=("x", "y"))
    assert read_filter("is:archived", over).filter.is_archived is True
    assert read_filter("  ") == (EVERY, ())


def test_what_has_a_colon_and_is_no_field_is_a_word() -> None:
    assert read_filter("https://example.org 12:30 : a:b").filter.words == ("https://example.org", "12:30", ":", "a:b")


@pytest.mark.parametrize(
    ("typed", "span", "told"),
    [
        ("x is:foo", (2, 8), "there is no is:foo; write one of is:starred, is:unread, is:archived, is:review"),
        ("before:2023-13", (0, 14), "2023-13 is no date; write a day, a month or a year, as in before:2023-05"),
        ("after:May x", (0, 9), "May is no date; write a day, a month or a year, as in after:2023-05"),
        ("tag: x", (0, 4), "tag: is followed by nothing; write a tag, as in tag:energy"),
        ('x source:""', (2, 11), "source: is followed by nothing; write a part of a source"),
        ("is:", (0, 3), "is: is followed by nothing; write is:starred"),
        ("TAG:#", (0, 5), "tag: is followed by nothing; write a tag, as in tag:energy"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_the_rest_holds(typed: str, span: tuple[int, int], told: str) -> None:
    read = read_filter(typed)
    (problem,) = read.problems
    assert (tuple(problem.span), str(problem)) == (span, told)
    rest = typed[: span[0]] + typed[span[1] :]
    assert read.filter == read_filter(rest).filter


PIECES = st.sampled_from(
    ["tag:", "is:", "starred", "before:", "2023", '"', " ", "é", "\u3000", "\0", "#", ":", "x", "İ"]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40))
def test_nothing_typed_is_refused_and_each_problem_is_where_it_says(typed: str) -> None:
    read = read_filter(typed)
    ends = 0
    for problem in read.problems:
        assert ends <= problem.span.start < problem.span.end <= len(typed)
        ends = problem.span.end
        assert problem.reason and problem.remedy
    for word in (*read.filter.words, *read.filter.sources):
        assert word == fold(word) != ""


@given(st.text(max_size=60))
def test_what_is_folded_once_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper().lower()) == fold(text.upper())


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_plain_letters_are_folded_alike_whatever_stands_beside_them(text: str) -> None:
    assert fold(f"é {text} é") == f"e {fold(text)} e".replace("  ", " ")
