"""What stands before a Markdown text between two lines of marks, as writers of websites and notes put it there.

YAML is read by a few lines of our own: names, words and lists of words are all that is of use, and a whole YAML would
bring a library, its aliases that unfold to gigabytes, and dates that are no longer words.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

from content.importers.facts import iso_date, language_tag, line, names, web_address
from content.model import Source

_MOST = 60_000
"""Code points; front matter is no longer than this."""
_KEY = re.compile(r"([A-Za-z][\w -]{0,30}?)[ \t]{0,5}:(?:[ \t]+(.*))?")
_BLOCK = re.compile(r"[|>][+-]?\d?")
_END = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|$)")
_TOML_END = re.compile(r"\n\+\+\+[ \t]*(?=\n|$)")


class FrontMatter(NamedTuple):
    """What front matter says of the article; `language` is a BCP 47 tag or empty."""

    source: Source
    language: str


def parted(text: str) -> tuple[FrontMatter, str]:
    """What the front matter of a text says, and the text after it; nothing and the whole text where there is none."""
    fields: dict[str, list[str]] = {}
    body = text
    first, _, rest = text.partition("\n")
    if first.rstrip() == "---" and (end := _END.search("\n" + rest[:_MOST])):
        fields, body = _yaml(rest[: max(0, end.start() - 1)]), rest[end.end() - 1 :]
    elif first.rstrip() == "+++" and (end := _TOML_END.search("\n" + rest[:_MOST])):
        fields, body = _toml(rest[: max(0, end.start() - 1)]), rest[end.end() - 1 :]
    return (_understood(fields), body) if fields else (FrontMatter(Source(), ""), text)


def _understood(fields: dict[str, list[str]]) -> FrontMatter:
    def first(*keys: str) -> str:
        return next((words for key in keys for words in fields.get(key, ()) if words), "")

    author = next((found for key in ("author", "authors", "byline", "creator") if (found := fields.get(key))), [])
    publisher = first("publisher", "publication", "site", "source", "sitename", "site_name")
    url = next(
        (
            address
            for key in ("url", "source_url", "link", "canonical", "canonical_url", "original", "source")
            for words in fields.get(key, ())
            if (address := web_address(words))
        ),
        "",
    )
    issued = next(
        (
            day
            for key in ("date", "issued", "published", "publishdate", "pubdate", "created")
            for words in fields.get(key, ())
            if (day := iso_date(words))
        ),
        "",
    )
    source = Source(line(first("title", "headline")), names(author), line(publisher), issued, url)
    if web_address(source.publisher):
        source = source._replace(publisher="")
    return FrontMatter(source, language_tag(first("language", "lang", "locale")))


def _toml(head: str) -> dict[str, list[str]]:
    try:
        document = tomllib.loads(head)
    except (ValueError, RecursionError):
        return {}
    return {key.lower(): _words_of(value) for key, value in document.items()}


def _words_of(value: object) -> list[str]:
    if isinstance(value, list):
        return [words for each in value[:20] if not isinstance(each, list) for words in _words_of(each)]
    if isinstance(value, dict):
        value = value.get("name")
    return [] if value is None else [str(value)[:2000]]


def _yaml(head: str) -> dict[str, list[str]]:
    """The values of each key of the topmost level, in lower case: one, or the items of a list.

    Of what is indented under a key, items and what a `name` says count; other lines go on with the value.
    """
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    is_block = False
    for row in head.split("\n"):
        if not row.strip() or row.startswith("#"):
            continue
        if found := _KEY.fullmatch(row):
            values = fields.setdefault(found[1].lower(), [])
            words = (found[2] or "").strip()
            is_block = _BLOCK.fullmatch(words) is not None
            if not is_block:
                values.extend(_values(words))
        elif row[0] in " \t-":
            _go_on(values, row.strip(), is_block=is_block)
    return fields


def _go_on(values: list[str], words: str, *, is_block: bool) -> None:
    """Take a line that goes on with a key's value."""
    is_item = words.startswith("- ") and not is_block
    words = words[2:].strip() if is_item else words
    nested = None if is_block else _KEY.fullmatch(words)
    if nested:
        values.extend(_values(nested[2] or "") if nested[1].lower() == "name" else [])
    elif is_item or not values:
        values.extend(_values(words))
    else:
        values[-1] = f"{values[-1]} {words}"[:2000]


def _values(words: str) -> list[str]:
    words = words.strip()
    if words.startswith("[") and words.endswith("]"):
        return [value for word in words[1:-1].split(",")[:20] for value in [_bare(word.strip())] if value]
    return [bare] if (bare := _bare(words)) else []


def _bare(words: str) -> str:
    """The words without quotation marks around them or a remark behind them."""
    if len(words) > 1 and words[0] in "\"'" and (end := words.rfind(words[0])) > 0:
        inner = words[1:end]
        return inner.replace("''", "'") if words[0] == "'" else inner.replace('\\"', '"')
    return words.partition(" #")[0].strip()[:2000]
