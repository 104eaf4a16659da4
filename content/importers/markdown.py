"""Markdown: the words without the marks; front matter, the first heading and lines under it say what is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.importers.encoding import decode
from content.importers.facts import line
from content.importers.front_matter import parted
from content.importers.furniture import without_furniture
from content.importers.head import head_of
from content.importers.html_text import paragraphs_of
from content.importers.normal import normalise
from content.importers.source_text import SourceText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

# What nobody wrote by hand is read as plain text, marks and all: the library's time for it would be long.
MAX_MARKUP = 2_000_000
"""The longest text that is read as Markdown, in code points."""
MAX_PARAGRAPH = 100_000
"""The longest paragraph of it, in code points."""
MAX_BRACKETS = 20_000
"""How often a link may begin."""
MAX_NESTING = 20
"""How deep quotations and lists may be nested."""

_NOTE = re.compile(r"^\[\^[^\]\s]{1,40}\]:[ \t]*", re.MULTILINE)
_NOTE_SIGN = re.compile(r"\[\^[^\]\s]{1,40}\]")
_SHORTCODE = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\{%[^%\n]{0,300}%\}|^\{:[^{}\n]{0,300}\}[ \t]*$", re.MULTILINE)
_BREAK = re.compile(r"</?(?:br|p|div|li|td|th|tr)\b", re.IGNORECASE)


def read(data: bytes, name: str) -> SourceText:
    """The article in a Markdown text. Raises ImportRefused."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    known, body = parted(text)
    title, paragraphs = _paragraphs(body)
    source = known.source
    if title and source.title and normalise(title).casefold() != normalise(source.title).casefold():
        paragraphs.insert(0, title)
    source = source._replace(title=source.title or line(normalise(title)))
    paragraphs = without_furniture([words for each in paragraphs if (words := normalise(each))])
    head = head_of(paragraphs[:20], is_parted=True, known=source)
    rest = [each for place, each in enumerate(paragraphs) if place not in head.places]
    whole = normalise("\n".join(rest)) or normalise("\n".join(paragraphs)) or normalise(body)
    return SourceText(whole, head.source, known.language, data, "text/markdown")


def _paragraphs(text: str) -> tuple[str, list[str]]:
    """The title, which is the heading that the text begins with, and the paragraphs after it."""
    if (
        len(text) > MAX_MARKUP
        or text.count("[") > MAX_BRACKETS
        or any(len(paragraph) > MAX_PARAGRAPH for paragraph in text.split("\n\n"))
    ):
        return "", normalise(text).split("\n")
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    tokens = parser.parse(_NOTE.sub("\n", _SHORTCODE.sub("", text.replace("\0", ""))))
    title = ""
    paragraphs: list[str] = []
    row: list[str] | None = None
    for place, token in enumerate(tokens):
        if token.type == "inline":
            words = _words(token.children or ())
            if row is not None:
                row.append(words)
            elif not title and not paragraphs and place and tokens[place - 1].type == "heading_open":
                title = words.strip()
            elif words.strip():
                paragraphs.append(words)
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            paragraphs.append(" | ".join(cell for cell in row or () if cell))
            row = None
        elif token.type == "code_block":  # by what indents it, it may be prose as well
            paragraphs.append(" ".join(token.content.split()))
        elif token.type == "html_block":
            paragraphs.extend(paragraphs_of(token.content))
    return title, paragraphs


def _words(tokens: Sequence[Token]) -> str:
    """The words of a paragraph: of links what is to be read, of pictures and HTML nothing."""
    said = []
    for token in tokens:
        if token.type == "text":
            said.append(_NOTE_SIGN.sub("", token.content))
        elif token.type == "code_inline":
            said.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or (token.type == "html_inline" and _BREAK.match(token.content)):
            said.append(" ")
    return "".join(said).replace("\n", " ")
