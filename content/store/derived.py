"""Every table that is derived from the documents and kept by triggers: how it is made, and made anew."""

from __future__ import annotations

from content.store import catalogue_layout

_LAYOUTS = (catalogue_layout,)


def layout() -> list[str]:
    """The SQL that makes the tables and triggers, where they are not there yet."""
    return [statement for each in _LAYOUTS for statement in each.layout()]


def fill() -> list[str]:
    """The SQL that makes their rows anew from the documents, whatever was there."""
    return [statement for each in _LAYOUTS for statement in each.fill()]
