"""Which rows can match a TinyDB query: a condition in SQL that an index answers, or None where all must be looked at.

The condition lets through at least every document that the query matches; the query itself is asked afterwards, so
that a condition may let through too many, never too few. What is not certain is not planned.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tinydb.queries import QueryInstance

from content.store.codec import is_storable
from content.store.schema import FieldPath, field_in_sql

_MOST_VALUES = 300
"""How many values a condition may hold; SQLite limits the depth of an expression to 1,000."""

_EXACT = 1 << 31
"""Up to here SQLite reads numbers in JSON exactly, whichever way they are written."""


class Plan(NamedTuple):
    """A condition in SQL with its parameters; `rank` is the place of its field among the declared ones, 0 the first."""

    sql: str
    parameters: tuple[str | int, ...]
    rank: int


def plan_for(cond: object, declared: Iterable[FieldPath]) -> Plan | None:
    """The rows worth asking `cond` about, by the equality terms on declared fields; None: all of them.

    `declared` names the fields that tell most first: of the terms of a conjunction only the first one's index is used.

    Terms are read from the value that TinyDB derives a query's hash from. As TinyDB itself asks of cacheable
    queries, a list given to `one_of` must not change afterwards. In a conjunction only some terms are planned: one
    that would raise for a document (`<` between text and number) does not, where another term rules it out.
    """
    if type(cond) is not QueryInstance:
        return None
    plan = _plan(cond._hash, {path: rank for rank, path in enumerate(declared)})
    return plan if plan is None or len(plan.parameters) <= _MOST_VALUES else None


def _plan(term: object, fields: dict[FieldPath, int]) -> Plan | None:
    match term:
        case ("==", tuple() as path, value) if path in fields:
            return _equals(path, value, fields[path])
        case ("one_of", tuple() as path, tuple() | frozenset() as values) if path in fields:
            return _either([_equals(path, value, fields[path]) for value in values])
        case ("and", frozenset() as terms):
            # One term only: without statistics SQLite may take the index that tells least.
            plans = [plan for plan in (_plan(each, fields) for each in terms) if plan is not None]
            return min(plans, key=lambda plan: plan.rank, default=None)
        case ("or", frozenset() as terms):
            return _either([_plan(each, fields) for each in terms])
    return None


def _equals(path: FieldPath, value: object, rank: int) -> Plan | None:
    """Rows whose field may equal a plain value, as Python compares: 1, 1.0 and True are the same."""
    field = field_in_sql(path)
    if value is None:
        return Plan(f"{field} IS NULL", (), rank)
    # Subclasses may compare as they like. SQLite before 3.45 ends a text in JSON at its first NUL.
    if type(value) is str and "\0" not in value and is_storable(value):
        return Plan(f"{field} = ?", (value,), rank)
    # The bounds come first: neither NaN nor an infinity passes them.
    if (type(value) is bool or type(value) is int or type(value) is float) and -_EXACT <= value <= _EXACT:
        whole = int(value)
        return Plan(f"{field} = ?", (whole,), rank) if whole == value else None
    return None


def _either(plans: list[Plan | None]) -> Plan | None:
    known = [plan for plan in plans if plan is not None]
    if len(known) < len(plans):
        return None
    if len(known) == 1:
        return known[0]
    sql = " OR ".join(plan.sql for plan in known) or "0"
    parameters = tuple(value for plan in known for value in plan.parameters)
    return Plan(f"({sql})", parameters, max((plan.rank for plan in known), default=0))
