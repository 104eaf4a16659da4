"""Whatever is typed is read: what can be understood is, and what cannot is told with its place."""

from __future__ import annotations

import sqlite3
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Span
from content.queries import LONGEST, MOST, Either, Every, Field, Not, Pattern, Query, Term, parse, terms_of
from content.search_found import Kind
from content.search_tables import COLUMNS
from content.search_terms import compile_node, expression

PIECES = st.sampled_from(
    [
        "(",
        ")",
        '"',
        "-",
        "OR",
        "*",
        ":",
        " ",
        "tag:",
        "pane:",
        "after:2024",
        "has:note",
        "a",
        "US",
        "é",
        "/",
        "中国",
        "\0",
    ]
)
QUERIES = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=30).map("".join))


def _index(columns: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 ({columns}, tokenize = 'unicode61 remove_diacritics 2')")
    return connection


INDEXES = {
    Kind.ENTRY: _index("title, text, tags, pane, kind, people"),
    Kind.SENTENCE: _index("text"),
    Kind.NOTE: _index("body, tags"),
}


@given(QUERIES, st.booleans(), st.booleans())
def test_any_text_is_read_and_problems_lie_in_it(text: str, regex: bool, is_typing: bool) -> None:
    query = parse(text, regex=regex, is_typing=is_typing)
    for problem in query.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.told and not problem.told.endswith(".")


@given(QUERIES, st.booleans())
def test_what_the_index_is_asked_is_always_in_its_language(text: str, leave_short: bool) -> None:
    node = compile_node(parse(text).node, lambda pattern: None)
    for kind, index in INDEXES.items():
        said = None if node is None else expression(node, COLUMNS[kind], leave_short=leave_short)
        if said is not None:
            index.execute("SELECT rowid FROM words WHERE words MATCH ?", (said,)).fetchall()


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda word: word != "or"), min_size=1, max_size=9))
def test_words_are_all_looked_for(words: list[str]) -> None:
    assert [each.text for each in terms_of(parse(" ".join(words)).node) if isinstance(each, Term)] == words
    assert parse(" ".join(words)).problems == ()


def test_a_query_is_read_as_its_operators_say() -> None:
    assert parse('trade "dear friend" -war OR nato*').node == Either(
        (Every((Term("trade"), Term("dear friend"), Not(Term("war")))), Term("nato", True))
    )
    assert parse("-(a b) c").node == Every((Not(Every((Term("a"), Term("b")))), Term("c")))
    assert parse("mid-term - after").node == Every((Term("mid-term"), Term("after")))
    assert parse('tag:#exam person:"Li Hui" after:2024-05').node == Every(
        (Field("tag", "exam"), Field("person", "Li Hui"), Field("after", "2024-05"))
    )
    assert parse("https://example.org").node == Term("https //example.org")
    assert parse("/a b/").node == Every((Term("/a"), Term("b/")))
    assert parse("/a b/ c", regex=True).node == Every((Pattern("a b"), Term("c")))
    assert parse("").node is None


def test_the_last_word_goes_on_as_long_as_somebody_is_typing() -> None:
    assert parse("dear fri", is_typing=True).node == Every((Term("dear"), Term("fri", True)))
    assert parse("dear friend ", is_typing=True).node == Every((Term("dear"), Term("friend")))
    assert parse('"dear fri', is_typing=True).node == Term("dear fri", True)


@pytest.mark.parametrize(
    ("text", "start", "end", "told"),
    [
        ("a after:2024-13", 2, 15, "after: needs a date such as 2024-05-01"),
        ("a before:", 2, 9, "before: needs a date"),
        ("a has:tag", 2, 9, "has: can only be has:note"),
        ("a pane:", 2, 7, "pane: needs a value such as trade"),
        ("a tags:x", 2, 7, "did you mean tag:?"),
        ("a foo:bar", 2, 6, "foo: is no field; it is looked for as it stands"),
        ("a /tr[ae]d/", 2, 11, "regular expressions are looked for only where that is said, by --regex or R"),
        ("a (b", 2, 3, "this parenthesis is not closed"),
        ("a) b", 1, 2, "no parenthesis is open here"),
        ('a "b', 2, 4, "this phrase needs a quotation mark"),
        ('tag:"b', 0, 6, "this value needs a quotation mark"),
        ("a OR", 2, 4, "OR needs something on both sides"),
        ("OR a", 0, 2, "OR needs something on both sides"),
        ("(a OR ) b", 3, 5, "OR needs something on both sides"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_the_rest_is_read(
    text: str, start: int, end: int, told: str
) -> None:
    query = parse(text)
    assert [problem.span for problem in query.problems] == [Span(start, end)]
    assert told in query.problems[0].told
    assert query.node is not None


@pytest.mark.parametrize("text", ["https://example.org", "/a b/", "/usr/bin/", "either/or", "Re: trade", "12:30"])
def test_what_only_looks_like_a_field_or_a_regular_expression_is_not_told_of(text: str) -> None:
    assert parse(text).problems == ()


@pytest.mark.parametrize("text", ["-a", "-a -b", "-(a OR b)", "a OR -b"])
def test_what_only_rules_out_finds_nothing_and_says_so(text: str) -> None:
    assert parse(text) == Query(None, parse(text).problems)
    assert "say also what is looked for" in parse(text).problems[0].told


def test_what_is_too_long_or_too_deep_is_read_as_far_as_it_goes() -> None:
    assert len(list(terms_of(parse("word " * 1000).node))) == MOST
    assert parse("x" * (LONGEST + 1)).problems[0].span == Span(LONGEST, LONGEST + 1)
    assert parse("(" * 500 + "a" + ")" * 500).node == Term("a")


@pytest.mark.parametrize("piece", ["(", ")", '"', "-", "a ", "tag:", "a OR ", "-(", "ab:c ", '"a" '])
def test_no_query_takes_long(piece: str) -> None:
    begun = perf_counter()
    parse(piece * 500_000)
    assert perf_counter() - begun < 1


@pytest.mark.parametrize("said", ['-""', "-$", "-before:202", "-tag:", "-//", "-OR"])
def test_what_is_ruled_out_and_says_nothing_rules_out_no_word_behind_it(said: str) -> None:
    asked = parse(f"price {said} oil", regex=True)
    assert asked.node in (Every((Term("price"), Term("oil"))), Either((Term("price"), Term("oil"))))
