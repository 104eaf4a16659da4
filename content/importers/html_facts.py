"""What a page says of its article: title, author, publisher, date, address and language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from content.importers import facts
from content.importers.html_page import Page
from content.importers.html_tokens import plain
from content.importers.normal import normalise
from content.importers.page_noise import is_stamp
from content.model import Source

_MOST = 500
"""Code points of a title, a name, a publisher."""
_MOST_SCRIPT = 500_000
_MOST_OBJECTS = 2_000
_ARTICLES = re.compile(r"(?:[A-Za-z]*Article|[A-Za-z]*Posting|Report|WebPage|CreativeWork)")
_UPDATED = re.compile(
    r"^(?:first |last )?(?:published|updated|posted|modified|issued|submitted)(?: on| at)?\b:?\s*", re.I
)
_LOOKED_AT = 200
"""Blocks in which bylines and dates are looked for."""
_BY = re.compile(r"^(?:(?:written|posted|reported|published) )?by:?\s+", re.IGNORECASE)
_BYLINE_ENDS = re.compile(r"\s[|·•]\s|,? (?=(?:[A-Z][a-z]{2,8}\.? )?\d)")
_PARTS = re.compile(r"\s+[|\-–—·»:]{1,2}\s+|\s*\|\s*")

_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
)
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")


def facts_of(page: Page) -> tuple[Source, str]:
    """The source that a page names, and its language as a BCP 47 tag; empty where it says nothing. Raises nothing."""
    meta = page.meta
    said = _said(page)
    publisher = line(meta.get("og:site_name")) or _name(said.get("publisher")) or line(meta.get("dc.publisher"))
    source = Source(
        title=_title(page, said, publisher),
        author=_author(page, said, publisher),
        publisher=publisher,
        issued=_issued(page, said),
        url=next(
            (each for each in map(facts.web_address, (page.canonical, meta.get("og:url"), said.get("url"))) if each), ""
        ),
    )
    return source, facts.language_tag(page.language or meta.get("og:locale") or meta.get("content-language"))


def line(words: object) -> str:
    """Words on one line as the rest of the program expects them, at most 500 code points; empty for what are none."""
    return facts.line(normalise(plain(words[: _MOST * 4]))) if isinstance(words, str) else ""


# --- each of them ----------------------------------------------------------------------------------------------------


def _title(page: Page, said: dict[str, Any], publisher: str) -> str:
    headings = [each.text for each in page.blocks if each.tag == "h1"]
    heading = line(headings[0]) if len(headings) == 1 else ""
    whole = line(page.title)
    given = [line(page.meta.get("og:title")), line(said.get("headline")), heading, line(page.meta.get("twitter:title"))]
    for each in given:
        if each and each != publisher:
            return without_site(each, publisher)
    return without_site(whole, publisher)


def without_site(title: str, publisher: str) -> str:
    """A title without the name of its site before or behind it."""
    parts = _PARTS.split(title)
    if len(parts) < 2:
        return title
    known = _letters(publisher)
    first, last = _letters(parts[0]), _letters(parts[-1])
    cut_last = title[: title.rfind(parts[-1])].rstrip(" |-–—·»:")
    cut_first = title[title.find(parts[0]) + len(parts[0]) :].lstrip(" |-–—·»:")
    if known and last and (last in known or known in last):
        return cut_last
    if known and first and (first in known or known in first):
        return cut_first
    # A bar parts the site's name from a title whatever it is; other signs also stand in titles.
    if not known and "|" in title[len(cut_last) :] and len(parts[-1].split()) <= 5 and len(cut_last.split()) >= 3:
        return cut_last
    return title


def _letters(words: str) -> str:
    return "".join(each for each in words.casefold() if each.isalnum()).removeprefix("the")


def _author(page: Page, said: dict[str, Any], publisher: str) -> str:
    names = _name(said.get("author"))
    given = [names, *(page.meta.get(each, "") for each in _AUTHORS), *page.bylines[:3], *_byline_blocks(page)]
    for each in given:
        name = _BY.sub("", line(each))
        is_name = 1 < len(name) <= 200 and "http" not in name and "@" not in name and not name[0].isdigit()
        if is_name and any(char.isalpha() for char in name) and name.casefold() not in _NOBODY and name != publisher:
            return name
    return ""


_NOBODY = frozenset(
    ["admin", "administrator", "author", "editor", "staff", "by", "none", "null", "undefined", "unknown"]
)


def _byline_blocks(page: Page) -> Iterator[str]:
    for each in page.blocks[:_LOOKED_AT]:
        is_byline = "byline" in page.nodes[each.node].names or each.text.startswith("By ")
        if is_byline and len(each.text) <= 120 and _BY.match(each.text) and not each.text.endswith("."):
            yield _BYLINE_ENDS.split(each.text, maxsplit=1)[0]


def _issued(page: Page, said: dict[str, Any]) -> str:
    given = [*(page.meta.get(each) for each in _DATES), said.get("datePublished"), *page.times[:3], *_stamps(page)]
    return next((found for each in given if (found := facts.iso_date(each))), "")


def _stamps(page: Page) -> Iterator[str]:
    """Lines that are a date or say in the name of their element that they hold one, those near the title first."""
    shown = page.blocks[:_LOOKED_AT]
    heading = next((place for place, each in enumerate(shown) if each.tag == "h1"), 0)
    for each in [*shown[heading:], *shown[:heading]]:
        if len(each.text) <= 80 and (is_stamp(each.text) or "date" in page.nodes[each.node].names):
            yield _UPDATED.sub("", each.text)


# --- JSON-LD ---------------------------------------------------------------------------------------------------------


def _said(page: Page) -> dict[str, Any]:
    """The first object in JSON-LD that describes the article, else nothing."""
    others: dict[str, Any] = {}
    for script in page.scripts:
        try:
            found = json.loads(script[:_MOST_SCRIPT].strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        for each in islice(_objects(found), _MOST_OBJECTS):
            kinds = each.get("@type")
            names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
            if any(isinstance(name, str) and _ARTICLES.fullmatch(name) for name in names):
                if "headline" in each or "datePublished" in each:
                    return each
                others = others or each
    return others


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    """The objects in a document of JSON, the outer ones first."""
    waiting = [found]
    while waiting:
        each = waiting.pop(0) if len(waiting) < 100 else waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting += [inner for inner in each.values() if isinstance(inner, dict | list)]
        elif isinstance(each, list):
            waiting += [inner for inner in each[:200] if isinstance(inner, dict | list)]


def _name(found: Any) -> str:
    """The names in a string, in an object with a `name`, or in a list of these."""
    each_of = found if isinstance(found, list) else [found]
    names = [each.get("name") if isinstance(each, dict) else each for each in each_of[:20]]
    flat = [name[0] if isinstance(name, list) and name else name for name in names]
    return ", ".join(dict.fromkeys(said for name in flat if (said := line(name)) and not said.startswith("http")))
