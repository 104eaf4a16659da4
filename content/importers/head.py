"""What stands over an article in its text: a headline, who wrote it, when, and where it is from."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.importers.facts import iso_date, line, names, web_address
from content.importers.normal import normalise
from content.model import Source

_LONGEST_HEADLINE = 160
_LONGEST_TITLE = 500
_LONGEST_FACT = 120
_MOST_FACTS = 12
"""How many lines at the head are looked at."""
_MOST_OTHERS = 3
"""How many short lines that say something else may stand between a headline and prose, if facts do, too."""
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
_LABELS = frozenset(
    (*_FIELDS, "photo", "image", "picture", "caption", "credit", "video", "audio", "file", "tags", "topics")
)
"""What stands before a colon in a line that is no headline, in lower case."""
_FIELD = re.compile(r"([A-Za-z]{2,11}(?: [A-Za-z]{2,4})?):\s*(\S.*)")
_NAME = r"(?:[A-Z][\w.'’-]{0,30}|de|la|van|von|der|den|bin|al|el|da|di|of|the|for)"
_BYLINE = re.compile(
    r"(?:(?:(?:Posted|Written|Reported|Published|Story|A(?:n analysis| commentary)) )?[Bb]y|BY)\s+"
    rf"({_NAME}(?:(?:,? (?:and|&) |, | ){_NAME}){{0,12}})"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_LABEL = r"(?:(?:(?:first|last) )?(?:published|posted|updated|modified|issued|released|date)(?: on| at)?:?\s+)?"
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)\b", re.IGNORECASE)
_DATE_LINE = re.compile(
    rf"{_LABEL}((?:(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}}[.,]?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}-\d\d-\d\d))"
    r"(?:\s*(?:[,|·•T-]|at)?\s*\d{1,2}[:.]\d\d.{0,40})?",
    re.IGNORECASE,
)
_NUMBERED_LINE = re.compile(
    rf"{_LABEL}(\d{{1,2}}([/.])\d{{1,2}}\2\d{{4}})(?:,?\s+(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,20}})?", re.IGNORECASE
)
_PASSED_OVER = re.compile(
    r"(?:for )?immediate release|(?:press|news|media) (?:release|statement|note)s?|statements? and releases"
    r"|briefing room|\d{1,2} (?:minute|hour|day|week|month)s? ago|readout|remarks|statement|home"
    r"|embargoed|washington,? d\.?c\.?|(?:the )?white house"
    r"|(?:office|department|ministry) (?:of|for) .{1,50}|u\.?s\.? (?:department|embassy|mission) .{1,50}",
    re.IGNORECASE,
)
"""What stands around a headline in releases and says nothing of the article; it stays in the text."""
_NOTHING = Source()
_NUMBERED_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}\b")
_PARTED = re.compile(r" [|•·] |(?:\s[-–—]|[,;])?\s(?=(?:[Ll]ast )?[Uu]pdated\b)")
_MARKS = " |•·-–—"
_STOPS = ".!;:,…"
_CLOSING = "\"”’')"


class Head(NamedTuple):
    """What the first paragraphs of a text say of it, and the places of those that say nothing else."""

    source: Source
    places: frozenset[int]


def head_of(
    paragraphs: list[str], *, is_parted: bool, known: Source = _NOTHING, author: str = "", others: int = 0
) -> Head:
    """What is `known` of an article and what its first paragraphs say of it; `is_parted`: blank lines part them.

    Only what cannot be anything else counts: prose that begins like a fact is prose, and so is what says otherwise
    than is known. Where the title is known, no headline is looked for but the title itself. A line of nothing but
    `author`, or the author who is known, is a byline. The day of an update is the article's where it names no other.
    `others` is how many short paragraphs, such as what sums an article up, may stand between these lines.
    """
    source, places, updated = known, set(), ""
    names_known = {_letters(each) for each in (author, known.author)} - {""}
    title_at = _title_at(paragraphs, source.title)
    for place, words in enumerate(paragraphs[:_MOST_FACTS]):
        if _is_same(words, source.title):
            places.add(place)
            continue
        is_author = _letters(words) in names_known
        if _PASSED_OVER.fullmatch(words) and not is_author:
            continue
        facts = [("author", source.author or author)] if is_author else _facts(words)
        if not facts:
            if place < title_at and not _is_prose(words):  # a letterhead
                continue
            if source.title and others and len(words) < _PROSE:
                others -= 1
                continue
            if source.title or not _is_headline(words, paragraphs[place + 1 :], is_parted=is_parted):
                break
            facts = [("title", line(words))]
        updated = updated or next((value for field, value in facts if field == "updated"), "")
        facts = [(field, value) for field, value in facts if field not in ("updated", "stamp")]
        for field, value in facts:
            if not getattr(source, field):
                source = source._replace(**{field: value})
        if all(getattr(source, field) == value for field, value in facts):
            places.add(place)
    return Head(source._replace(issued=source.issued or updated), frozenset(places))


def _title_at(paragraphs: list[str], title: str) -> int:
    """Where the title stands at the head; -1 where it does not."""
    if not title:
        return -1
    return next((place for place, each in enumerate(paragraphs[:_MOST_FACTS]) if _is_same(each, title)), -1)


def _is_same(words: str, title: str) -> bool:
    """Whether words are a title, but for its signs and capitals."""
    if words.casefold() == title.casefold():
        return True
    letters = _letters(title) if len(words) <= 2 * len(title) else ""
    return bool(letters) and _letters(words) == letters


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold())) if len(words) <= _LONGEST_TITLE else ""


def _facts(words: str) -> list[tuple[str, str]]:
    """The fields that a line is about and what it says of each; nothing where a part of it is about anything else."""
    if len(words) > _LONGEST_FACT:
        return []
    facts = [_fact(part.strip()) for part in _PARTED.split(words.strip(_MARKS)) if part.strip()]
    return facts if all(field for field, _ in facts) else []


def _fact(words: str) -> tuple[str, str]:
    """The field that a few words are about and what they say, or two empty strings."""
    if byline := _BYLINE.fullmatch(words):
        return "author", names(byline[1])
    if (dated := _DATE_LINE.fullmatch(words)) and (issued := iso_date(dated[1])):
        return "updated" if _UPDATED.match(words) else "issued", issued
    if numbered := _NUMBERED_LINE.fullmatch(words):  # which of the numbers is the month may be open
        issued = iso_date(numbered[1])
        return ("updated" if _UPDATED.match(words) else "issued") if issued else "stamp", issued
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
    label = _FIELD.fullmatch(words)
    if not any(each.isalpha() for each in words) or (label and label[1].lower() in _LABELS):
        return False
    facts = others = 0
    for each in after[:_MOST_FACTS]:
        if _facts(each) or _NUMBERED_DAY.match(each):
            facts += 1
        elif _is_prose(each):
            return (is_parted or len(each) >= len(words)) and (not others or (facts > 0 and words.count(" ") > 2))
        elif not _PASSED_OVER.fullmatch(each):
            others += 1
            if others > _MOST_OTHERS:
                return False
    return False


def _is_prose(words: str) -> bool:
    return len(words) >= _PROSE or (len(words) >= _PROSE // 2 and words.rstrip(_CLOSING)[-1:] in tuple(".!?…:"))


def set_apart(text: str) -> str:
    """The text with blank lines around the facts at its head, which are part of no paragraph wrapped by hand."""
    rows = text.split("\n")
    left = _MOST_FACTS
    for place, row in enumerate(rows):
        if not left or len(row) > _LONGEST_HEADLINE:
            break
        words = normalise(row)
        left -= bool(words)
        if words and (_facts(words) or _PASSED_OVER.fullmatch(words) or _NUMBERED_DAY.match(words)):
            rows[place] = f"\n{row}\n"
    return "\n".join(rows)
