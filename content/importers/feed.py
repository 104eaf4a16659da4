"""Articles in RSS and Atom feeds, one for each entry that says more than its title."""

from __future__ import annotations

import re
from importlib import import_module
from io import BytesIO
from typing import Any

from content.errors import ImportRefused
from content.importers.briefing_file import shown
from content.importers.child import run
from content.importers.facts import iso_date, language_tag, web_address
from content.importers.html import text_of
from content.importers.html_encoding import decode_page
from content.importers.html_facts import line
from content.importers.normal import normalise
from content.importers.page_noise import is_noise
from content.importers.source_text import SourceText
from content.model import Source

MOST_ENTRIES = 500
"""Entries of one feed that are read: its first ones, which are the newest as feeds are made."""
MOST_BYTES = 20 * 1024 * 1024

_HTML = "text/html"
_PLAIN = "text/plain"
_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,1000}\[", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>\s*")
_FEED = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_ROOT_WITHIN = 20_000
"""Code points in which a feed says that it is one."""
_SENTENCE = re.compile(r"\w[^\n]{20,}[.!?…。！？]")
"""What says something of its own is at least that long."""
_APPEARED = re.compile(r"The post .{1,500} (?:first appeared|appeared first) on .{1,200}", re.IGNORECASE)
"""What a program for weblogs writes at the end of each entry."""
_CUT = re.compile(r"\s*(?:\[(?:…|\.\.\.|&hellip;)\]|(?:Continue reading|Read more)\b.{0,200})$", re.IGNORECASE)


def read(data: bytes, name: str) -> list[SourceText]:
    """The articles in the bytes of a feed, at most its first 500; `name` is the file's name in errors.

    The bytes of each are those of its own words. Raises ImportRefused, also where no entry has as much as a sentence.
    """
    where = shown(name)
    if len(data) > MOST_BYTES:
        raise ImportRefused("it is a feed of more than 20 MB", where=where, remedy="save the article by itself")
    try:
        markup = decode_page(data)
    except ImportRefused as error:
        raise ImportRefused(error.reason, where=error.where or where, remedy=error.remedy) from None
    if _ENTITIES.search(markup):
        raise ImportRefused("its markup defines entities", where=where, remedy="get it from a source you trust")
    if not _FEED.search(markup[:_ROOT_WITHIN]):
        raise ImportRefused("it is no RSS or Atom feed", where=where, remedy="save the article itself")
    # In UTF-8 and without saying so: then no other encoding can hide anything from what was looked for above.
    parsed = run("feed", _DECLARATION.sub("", markup, count=1).encode("utf-8", "replace"), name)
    articles = [made for entry in parsed["entries"] if (made := _article(entry, parsed))]
    if not articles:
        raise ImportRefused(
            "no entry of this feed has a text",
            where=where,
            remedy="save the articles that it leads to, and import these",
        )
    return articles


def parse(data: bytes) -> dict[str, Any]:
    """What a feed in UTF-8 holds, as JSON has it. Raises whatever the library for feeds raises."""
    # From a stream, never bytes: those the library takes for the name of a file or an address, and opens it.
    found = import_module("feedparser").parse(
        BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,  # nothing of the markup is kept
        resolve_relative_uris=False,
    )
    return {
        "title": str(found.feed.get("title", "")),
        "language": str(found.feed.get("language", "")),
        "entries": [_parsed(entry) for entry in found.entries[:MOST_ENTRIES]],
    }


def _parsed(entry: Any) -> dict[str, Any]:
    # Past the library's own reading, which takes one for the other.
    when = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    contents = [*entry.get("content", [])]
    if entry.get("summary_detail"):
        contents.append(entry["summary_detail"])
    return {
        "title": str(entry.get("title", "")),
        "title_type": str(entry.get("title_detail", {}).get("type", "")),
        "authors": [str(each.get("name", "")) for each in entry.get("authors", [])] or [str(entry.get("author", ""))],
        "issued": "{:04d}-{:02d}-{:02d}".format(*when[:3]) if when else "",
        "link": str(entry.get("link", "")),
        "language": str(entry.get("language", "")),
        "contents": [(str(each.get("type", "")), str(each.get("value", ""))) for each in contents],
    }


def _article(entry: dict[str, Any], feed: dict[str, Any]) -> SourceText | None:
    """The article of an entry, or None where it has none."""
    texts = [(_text(kind, markup), kind, markup) for kind, markup in entry["contents"]]
    text, kind, markup = max(texts, key=lambda each: len(each[0]), default=("", "", ""))
    if not _SENTENCE.search(text):
        return None
    source = Source(
        title=_line(entry["title_type"], entry["title"]),
        author=", ".join(dict.fromkeys(each for each in map(line, entry["authors"]) if each)),
        publisher=_line(_HTML, feed["title"]),
        issued=iso_date(entry["issued"]),
        url=web_address(entry["link"]),
    )
    media_type = _PLAIN if kind == _PLAIN else _HTML
    said = language_tag(entry["language"] or feed["language"])
    return SourceText(text, source, said, markup.encode("utf-8", "replace"), media_type)


def _text(kind: str, markup: str) -> str:
    """The words of an entry's content, without what is about the feed."""
    text = normalise(markup) if kind == _PLAIN and "</" not in markup else text_of(markup)
    paragraphs = text.split("\n")
    while paragraphs and (_APPEARED.fullmatch(paragraphs[-1]) or is_noise(paragraphs[-1])):
        paragraphs.pop()
    if paragraphs:
        paragraphs[-1] = _CUT.sub("", paragraphs[-1])
    return normalise("\n".join(each for each in paragraphs if not is_noise(each)))


def _line(kind: str, markup: str) -> str:
    return line(markup if kind == _PLAIN else text_of(markup).replace("\n", " "))
