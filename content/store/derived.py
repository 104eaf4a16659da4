"""Every table that is derived from the documents and kept by triggers: how it is made, and made anew."""

from __future__ import annotations

from content.store import catalogue_layout, date_layout, name_layout, search_index

_LAYOUTS = (catalogue_layout,)
_FILLED_LATER = (search_index, name_layout, date_layout)


def layout() -> list[str]:
    """The SQL that makes the tables and triggers, where they are not there yet."""
    return [statement for each in (*_LAYOUTS, *_FILLED_LATER) for statement in each.layout()]


def made() -> dict[str, str]:
    """What the SQL of `layout` makes, by name: in the words in which SQLite keeps it."""
    statements = [
        each.replace(" IF NOT EXISTS", "", 1)
        for each in layout()
        if each.startswith("CREATE ") and not each.startswith("CREATE TEMP ")
    ]
    return {_named(each)[1]: each for each in statements}


def drop() -> list[str]:
    """The SQL that takes it all away again, what was made last first."""
    return [f"DROP {_named(each)[0]} IF EXISTS {name}" for name, each in reversed(made().items())]


def _named(statement: str) -> tuple[str, str]:
    """The kind and the name of what a statement makes."""
    _, kind, *words = statement.split(None, 4)
    return (words[0], words[1]) if kind in ("VIRTUAL", "UNIQUE") else (kind, words[0])


def fill() -> list[str]:
    """The SQL that makes rows anew from the documents, whatever was there; what is filled later knows that itself."""
    return [statement for each in _LAYOUTS for statement in each.fill()]
