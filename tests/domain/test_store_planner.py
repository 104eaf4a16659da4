"""Plans let through every document that a query matches, and use the index."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tinydb import Query, where

from content.errors import ContentError
from content.store import DocumentStore
from content.store.codec import encode
from content.store.planner import Plan, plan_for

PATHS = (("a",), ("b",), ("n", "x"))

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-3, 3),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-3, 3).map(float),
    st.text(max_size=6),
    st.sampled_from(["1", "1.0", "true", "null", "a\0", "a\0b", "[1]", '{"x":1}', "\ud800", "ä", "ä"]),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=2), st.dictionaries(st.text(max_size=2), SCALARS, max_size=2))


@pytest.fixture(scope="module")
def sql() -> Any:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE documents (body TEXT)")
    return connection


def _lets_through(sql: sqlite3.Connection, plan: Plan, document: dict[str, Any]) -> bool:
    sql.execute("DELETE FROM documents")
    sql.execute("INSERT INTO documents VALUES (CAST(? AS TEXT))", (encode(document),))
    return bool(sql.execute(f"SELECT 1 FROM documents WHERE {plan.sql}", plan.parameters).fetchall())


@given(kept=VALUES, asked=VALUES)
@example(kept=1, asked=True)
@example(kept=1.0, asked=1)
@example(kept=0, asked=False)
@example(kept=-0.0, asked=0)
@example(kept=None, asked=None)
@example(kept="a\0b", asked="a\0b")
@example(kept=2**53, asked=float(2**53))
@example(kept=1e22, asked=10**22)
def test_no_document_that_is_equal_to_what_was_asked_is_left_out(sql: Any, kept: Any, asked: Any) -> None:
    for document in ({"a": kept}, {"n": {"x": kept}}, {"n": kept}, {}):
        queries = [where("a") == asked, where("n").x == asked, where("a").one_of([asked, "else"])]
        queries += [queries[0] & queries[1], queries[0] | queries[1], queries[0] & where("z").exists()]
        try:
            encode(document)
        except ContentError:
            return
        for query in queries:
            plan = plan_for(query, PATHS)
            if plan is not None and query(document):
                assert _lets_through(sql, plan, document)


@pytest.mark.parametrize(
    "query",
    [
        where("a") == 5,
        where("a") == "text",
        where("a") == None,  # noqa: E711
        where("n").x == True,  # noqa: E712
        where("a").one_of(["x", "y"]),
        where("a").one_of([]),
        (where("a") == 1) & where("z").test(bool),
        (where("a") == 1) & (where("a") == 1),
        (where("z") > 1) & ((where("a") == 1) | (where("b") == 2)),
        (where("a") == 1) | (where("b").one_of([2, 3]) & where("z").exists()),
    ],
)
def test_equality_on_a_declared_field_is_planned(query: Any) -> None:
    assert plan_for(query, PATHS) is not None


@pytest.mark.parametrize(
    "query",
    [
        where("z") == 5,
        where("n") == 5,
        where("n").x.y == 5,
        where("a") != 5,
        where("a") > 5,
        where("a") == float("nan"),
        where("a") == float("inf"),
        where("a") == 0.1,
        where("a") == 2**70,
        where("a") == "a\0b",
        where("a") == "\ud800",
        where("a") == [1],
        where("a").one_of("text"),
        where("a").one_of([1, 0.1]),
        where("a").one_of(list(range(1000))),
        where("a").map(str) == "5",
        (where("a") == 1) | where("z").exists(),
        ~(where("a") == 1),
        Query().fragment({"a": 1}),
        Query().noop(),
        lambda document: True,
    ],
)
def test_what_is_not_certain_is_not_planned(query: Any) -> None:
    assert plan_for(query, PATHS) is None


def test_a_conjunction_takes_the_field_that_was_declared_first() -> None:
    plan = plan_for((where("b") == 1) & (where("a") == 2), PATHS)
    assert plan is not None
    assert (plan.parameters, plan.rank) == ((2,), 0)


def test_the_index_answers_a_planned_query_and_the_order_of_insertion(tmp_path: Path) -> None:
    with DocumentStore(tmp_path, now=lambda: datetime.now(UTC), random=os.urandom) as store:
        plan = plan_for(where("briefing") == "x", store.storage.declared["entries"])
        assert plan is not None
        sql = f"EXPLAIN QUERY PLAN SELECT body FROM doc_entries WHERE {plan.sql} AND seq > ? ORDER BY seq"
        steps = " ".join(row[3] for row in store.storage.fetch(sql, (*plan.parameters, 0)))
    assert "doc_entries_by_briefing" in steps
    assert "TEMP B-TREE" not in steps


def test_only_candidates_are_asked_the_query(tmp_path: Path) -> None:
    asked = []

    def note(value: Any) -> bool:
        asked.append(value)
        return True

    with DocumentStore(tmp_path, now=lambda: datetime.now(UTC), random=os.urandom, declared={"t": (("a",),)}) as store:
        table = store.table("t")
        table.insert_multiple({"a": i % 10, "i": i} for i in range(100))
        assert [d["i"] for d in table.search(where("i").test(note) & (where("a") == 3))] == list(range(3, 100, 10))
        assert len(asked) == 10
        # What runs inside a planned operation sees the whole table.
        seen = []
        table.update(lambda _: seen.append(len(table.all())), where("a") == 4)
        assert seen == [100] * 10
