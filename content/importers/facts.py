"""What a file says of its article (title, author, date, address), in the one form that a `Source` keeps."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_tz
from itertools import islice

_MOST = 500
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_LONE = re.compile("[\ud800-\udfff]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4})\b"
_ISO = re.compile(r"(\d{4})(?:([-/.]?)(\d{2})(?:\2(\d{2}))?)?(?!\d)", re.ASCII)
_WORDED = (
    re.compile(rf"\b{_DAY}(?:\s{{1,3}}(?:of\s)?|-){_MONTH},?[\s-]\s{{0,3}}{_YEAR}", re.IGNORECASE | re.ASCII),
    re.compile(rf"\b{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}", re.IGNORECASE | re.ASCII),
)
_MONTH_ONLY = re.compile(rf"\b{_MONTH},?\s{{1,3}}{_YEAR}", re.IGNORECASE | re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})\b", re.ASCII)
_ADDRESS = re.compile('https?://[^\\s<>"\x00-\x20\x7f-\x9f\ud800-\udfff]+', re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.IGNORECASE | re.ASCII)
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)


def line(words: object) -> str:
    """Words on one line, without control characters, at most 500 code points; empty for what are no words."""
    if not isinstance(words, str):
        return ""
    words = " ".join(_LONE.sub("\ufffd", _CONTROL.sub(" ", words[: _MOST * 8])).split())
    return words if len(words) <= _MOST else words[: _MOST - 1] + "…"


def iso_date(words: object) -> str:
    """The ISO 8601 date in words such as `2025-03-01T10:00Z`, `Sat, 1 Mar 2025 10:00:00 GMT` or `March 1, 2025`, or "".

    It is the day that the words name, in whatever time zone they name it. Numbers that may be read either way, such as
    3/4/2025, are no date.
    """
    words = line(words)[:100]
    if found := _ISO.match(words):
        year, _, month, day = found.groups()
        return _checked(int(year), int(month or 0), int(day or 0))
    for pattern in _WORDED:
        if found := pattern.search(words):
            return _checked(int(found["y"]), _month(found["m"]), int(found["d"]))
    if found := _MONTH_ONLY.search(words):
        return _checked(int(found["y"]), _month(found["m"]), 0)
    if found := _NUMBERS.search(words):
        return _numbered(int(found[1]), int(found[3]), int(found[4]), found[2])
    try:
        parts = parsedate_tz(words)
    except (ValueError, IndexError, OverflowError):
        return ""
    return _checked(*parts[:3]) if parts else ""


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _numbered(first: int, second: int, year: int, mark: str) -> str:
    """Points part days from months everywhere; strokes do so in another order in America."""
    if mark == "." or first > 12 or first == second:
        return _checked(year, second, first)
    return _checked(year, first, second) if second > 12 else ""


def _checked(year: int, month: int, day: int) -> str:
    try:
        checked = date(year, month or 1, day or 1)
    except (ValueError, OverflowError):
        return ""
    if year < 1000:
        return ""
    return checked.isoformat()[: 10 if day else 7 if month else 4]


def web_address(words: object) -> str:
    """The words when they are an http(s) address, else ""."""
    words = words.strip() if isinstance(words, str) else ""
    words = words[1:-1] if words.startswith("<") and words.endswith(">") else words
    return words if len(words) <= 2000 and _ADDRESS.fullmatch(words) else ""


def language_tag(words: object) -> str:
    """The words when they look like a BCP 47 tag (`en_GB` is mended), else ""."""
    words = line(words).replace("_", "-")
    return words if _LANGUAGE.fullmatch(words) else ""


def names(found: object) -> str:
    """People's names in one line: of a string, an object with a `name`, or a list of these, as JSON-LD has them."""
    some = found if isinstance(found, list) else [found]
    said = [line(one.get("name") if isinstance(one, dict) else one) for one in islice(some, 20)]
    said = [_BY.sub("", name, count=1) if _BY.match(name) else name for name in said]
    return line(", ".join(dict.fromkeys([name for name in said if name and not name.startswith(("http:", "https:"))])))
