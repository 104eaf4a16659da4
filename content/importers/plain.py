"""Plain text: paragraphs parted by blank lines or by line ends, perhaps with a headline and lines about the article."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.importers.encoding import decode
from content.importers.facts import iso_date, line, names, web_address
from content.importers.normal import normalise
from content.importers.source_text import SourceText
from content.model import Source

_LONGEST_HEADLINE = 160
_LONGEST_FACT = 120
_MOST_FACTS = 12
"""How many lines at the head are looked at."""
_PROSE = 80
"""Code points: a shorter paragraph may be a headline as well."""

_FIELDS = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "by": "author",
    "source": "publisher",
    "publisher": "publisher",
    "publication": "publisher",
    "date": "issued",
    "published": "issued",
    "published on": "issued",
    "publication date": "issued",
    "issued": "issued",
    "posted": "issued",
    "url": "url",
    "link": "url",
    "web": "url",
    "retrieved from": "url",
}
_FIELD = re.compile(r"([A-Za-z]{2,11}(?: [A-Za-z]{2,4})?):\s*(\S.*)")
_NAME = r"(?:[A-Z][\w.'’-]{0,30}|de|la|van|von|der|den|bin|al|el|da|di)"
_BYLINE = re.compile(rf"(?:[Bb]y|BY)\s+({_NAME}(?:(?:,? (?:and|&) |, | ){_NAME}){{0,12}})(?:\s*[|/·].{{0,60}})?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_LABEL = r"(?:(?:last )?(?:published|posted|updated|issued|released|date)(?: on)?:?\s+)?"
_DATE_LINE = re.compile(
    rf"{_LABEL}((?:(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}}[.,]?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}-\d\d-\d\d))"
    r"(?:\s*(?:[,|·•T-]|at)?\s*\d{1,2}[:.]\d\d.{0,20})?",
    re.IGNORECASE,
)
_PASSED_OVER = frozenset(("for immediate release", "press release", "news release", "media release", "embargoed"))
"""What may stand above a headline, in lower case; it stays in the text."""
_NOTHING = Source()
_STOPS = ".!;:,…"
_CLOSING = "\"”’')"


class Head(NamedTuple):
    """What the first paragraphs of a text say of it, and the places of those that say nothing else."""

    source: Source
    places: frozenset[int]


def read(data: bytes, name: str) -> SourceText:
    """The article in a plain text; a headline and lines about the article at its head give what is known of it.

    Where each line is a paragraph already they stay in the text all the same, so that it is the file's, code point
    for code point. Raises ImportRefused.
    """
    written = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    text = normalise(written)
    is_parted = re.search(r"\n[ \t]*\n", written.strip("\n")) is not None
    head = head_of(text.split("\n"), is_parted=is_parted)
    if is_parted and head.places:
        rest = [each for place, each in enumerate(text.split("\n")) if place not in head.places]
        text = normalise("\n".join(rest)) or text
    return SourceText(text, head.source, "", data, "text/plain")


def head_of(paragraphs: list[str], *, is_parted: bool, known: Source = _NOTHING) -> Head:
    """What is `known` of an article and what its first paragraphs say of it; `is_parted`: blank lines part them.

    Only what cannot be anything else counts: prose that begins like a fact is prose, and so is what says otherwise
    than is known. Where the title is known, no headline is looked for but the title itself.
    """
    source, places = known, set()
    for place, words in enumerate(paragraphs[:_MOST_FACTS]):
        if words.casefold().strip(" *:") in _PASSED_OVER:
            continue
        if words.casefold() == source.title.casefold():
            places.add(place)
            continue
        field, value = _fact(words)
        if not field:
            if source.title or not _is_headline(words, paragraphs[place + 1 :], is_parted=is_parted):
                break
            field, value = "title", line(words)
        if not getattr(source, field):
            source = source._replace(**{field: value})
        if getattr(source, field) == value:
            places.add(place)
    return Head(source, frozenset(places))


def _fact(words: str) -> tuple[str, str]:
    """The field that a line is about and what it says, or two empty strings."""
    if len(words) > _LONGEST_FACT:
        return "", ""
    if byline := _BYLINE.fullmatch(words):
        return "author", names(byline[1])
    if (dated := _DATE_LINE.fullmatch(words)) and (issued := iso_date(dated[1])):
        return "issued", issued
    if address := web_address(words):
        return "url", address
    found = _FIELD.fullmatch(words)
    field = _FIELDS.get(found[1].lower(), "") if found else ""
    if not found or not field:
        return "", ""
    value = found[2]
    if field == "publisher" and web_address(value):
        return "url", web_address(value)
    if field == "issued":
        value = iso_date(value)
    elif field == "url":
        value = web_address(value)
    elif field == "author":
        value = names(value)
    # "Source: …" may begin a sentence; a name does not end as one does.
    return (field, line(value)) if value and not value.endswith((".", "!", "?")) else ("", "")


def _is_headline(words: str, after: list[str], *, is_parted: bool) -> bool:
    """Whether a paragraph looks like a headline: short, no sentence, and followed by prose or by facts and prose."""
    bare = words.rstrip(_CLOSING)
    if len(words) > _LONGEST_HEADLINE or " " not in words or not bare or bare[-1] in _STOPS:
        return False
    if (found := _FIELD.fullmatch(words)) and found[1].lower() in _FIELDS:
        return False
    rest = [each for each in after[:_MOST_FACTS] if not _fact(each)[0]]
    if not rest or not any(each.isalpha() for each in words):
        return False
    first = rest[0]
    is_prose = len(first) >= _PROSE or first.rstrip(_CLOSING)[-1:] in (".", "!", "?", "…")
    return is_prose and (is_parted or len(first) >= len(words))
