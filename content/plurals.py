"""Numbers with their nouns, for whatever says how many there are."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 entry`, `2 entries`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"
