"""The fields of a query whose value nothing can have: a pane that no desk has, a kind that nothing is of."""

from __future__ import annotations

from collections.abc import Iterable

from content.desk import WORLD, panes_known
from content.model import Span
from content.notes import NoteKind
from content.queries import Field, Problem
from content.search_terms import Words
from content.store.reading import Reading
from content.store.search_index import ENTRIES_INDEX
from content.store.search_words import words_of


def unknown_values(reads: Reading, fields: Iterable[tuple[Span, Field]]) -> list[Problem]:
    """A problem for each of these fields that asks for a pane or a kind that nothing in the library has.

    The index knows all that it has taken up: while it is behind, that is not the whole library.
    """
    return [
        Problem(span, _told(field))
        for span, field in fields
        if field.name in ("pane", "kind") and not _is_known(field) and not _is_of_an_entry(reads, field)
    ]


def _is_known(field: Field) -> bool:
    known = panes_known() if field.name == "pane" else NoteKind
    begun = words_of(field.value)
    return any(" ".join(words_of(each)).startswith(" ".join(begun)) for each in known)


def _is_of_an_entry(reads: Reading, field: Field) -> bool:
    said = f"{field.name} : {Words.of(words_of(field.value), is_prefix=True)}"
    return bool(reads.fetch(f"SELECT 1 FROM {ENTRIES_INDEX} WHERE {ENTRIES_INDEX} MATCH ? LIMIT 1", (said,)))


def _told(field: Field) -> str:
    if field.name == "kind":
        return f"no entry and no note is of the kind {field.value}"
    from difflib import get_close_matches

    near = get_close_matches(field.value.lower(), panes_known(), n=1)
    remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join([pane.id for pane in WORLD.panes])}"
    return f"no desk has a pane {field.value}: {remedy}"
