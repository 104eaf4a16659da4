"""Every table that is derived from the documents and kept by triggers: how it is made, and made anew."""

from __future__ import annotations

from content.store import catalogue_layout, date_layout, name_layout, search_index

_LAYOUTS = (catalogue_layout,)
_FILLED_LATER = (search_index, name_layout, date_layout)


def layout() -> list[str]:
    """The SQL that makes the tables and triggers, where they are not there yet."""
    return [statement for each in (*_LAYOUTS, *_FILLED_LATER) for statement in each.layout()]


def fill() -> list[str]:
    """The SQL that makes rows anew from the documents, whatever was there; what is filled later knows that itself."""
    return [statement for each in _LAYOUTS for statement in each.fill()]
