"""What a reader may write of where a text comes from: dates in ISO 8601, addresses of the web, and plain words."""

from __future__ import annotations

import re

from content.errors import ContentError

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)

LONGEST = 1000
"""How many code points a title, a name or an address may have."""


def checked_words(name: str, words: str) -> str:
    """A title or a name on one line, without blanks at its ends. Raises ContentError where it is too long."""
    words = " ".join(words.split())
    if len(words) > LONGEST:
        raise ContentError(f"it has more than {LONGEST:,} characters", where=name, remedy="shorten it")
    return words


def checked_date(name: str, words: str) -> str:
    """A date in ISO 8601, possibly only a month or a year; empty stays so. Raises ContentError for anything else."""
    from datetime import date

    words = words.strip()
    if not words:
        return ""
    found = _DATE.fullmatch(words)
    try:
        if found is None:
            raise ValueError
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        reason = f"{_begun(words)} is no date"
        raise ContentError(reason, where=name, remedy="write it as 2023-05-24, 2023-05 or 2023") from None
    return words


def checked_address(name: str, words: str) -> str:
    """An http or https address; empty stays so. Raises ContentError for anything else."""
    from urllib.parse import urlsplit

    words = words.strip()
    if not words:
        return ""
    try:
        parts = urlsplit(words)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_web = False
    if not is_web or len(words) > LONGEST or not words.isprintable() or any(map(str.isspace, words)):
        reason = f"{_begun(words)} is no address of the web"
        raise ContentError(reason, where=name, remedy="write one that begins with https:// or http://")
    return words


def _begun(words: str) -> str:
    return " ".join(words.split())[:60]
