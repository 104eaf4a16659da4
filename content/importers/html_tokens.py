"""HTML cut into tags and text, in time that grows with its length alone, whatever it leaves open.

html.parser of the standard library looks for the end of each thing that never ends anew, and each version of Python
reads broken markup in its own way; this follows the HTML standard as far as words are concerned.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_MARKUP = 20 * 1024 * 1024
"""Code points of HTML that are read; what comes after them is not."""
_MOST_ATTRIBUTES = 100_000
"""Code points of one tag's attributes that are looked at."""
_MOST_FAILURES = 20
"""Tags that may be looked through to the end of the page in vain; from then on each ends at the next `>`."""

# Possessive, so that nothing is tried twice. A quotation mark opens a value only after a sign of equality.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+)>")
_PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)([^>]*+)>")
_SIGNS = re.compile("<++")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++)))?+")
_ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{7,}+);?")

_RAW = frozenset("script style title textarea xmp iframe noembed noframes noscript".split())  # noqa: SIM905
"""Elements in which no tag counts but their own end."""
_SWALLOWING = frozenset(["script", "style"])
"""Those of which the rest of the page is a part where they do not end."""


class Start(NamedTuple):
    """A start tag; `name` is in lower case."""

    name: str
    attributes: str

    def values(self) -> dict[str, str]:
        """The attributes by their names in lower case, of several with one name the first."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.attributes, 0, _MOST_ATTRIBUTES):
            name, double, single, bare = match.groups()
            found.setdefault(name.lower(), plain(double or single or bare or ""))
        return found


class End(NamedTuple):
    """An end tag; `name` is in lower case."""

    name: str


class Raw(NamedTuple):
    """An element whose content is no markup: a script, a style sheet, the page's title."""

    start: Start
    content: str


Token = Start | End | Raw | str
"""Text is a string, its character references resolved."""


def plain(text: str) -> str:
    """The text with its character references resolved, of which none can stand for more than two characters."""
    if "&" not in text:
        return text
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))


def tokens(markup: str) -> Iterator[Token]:
    """The tags and the text of HTML or XHTML in their order. Comments and declarations are left out."""
    markup = markup[:MOST_MARKUP]
    at, failures, last = 0, 0, markup.rfind(">")
    endless: set[str] = set()
    while at <= last:
        found = markup.find("<", at, last)
        if found < 0:
            break
        if found > at:
            yield plain(markup[at:found])
        at = found
        if markup.startswith("<<", at):
            run = _SIGNS.match(markup, at)
            assert run is not None
            yield run[0][1:]
            at = run.end() - 1
        if markup.startswith(("<!", "<?", "</"), at) and not markup[at + 2 : at + 3].isalpha():
            at, text = _declaration(markup, at, endless)
            if text:
                yield text
            continue
        if markup.startswith("<!", at):
            at, _ = _declaration(markup, at, endless)
            continue
        tag = (_TAG if failures < _MOST_FAILURES else _PLAIN_TAG).match(markup, at)
        if tag is None and markup[at + 1 : at + 2].isascii() and markup[at + 1 : at + 3].strip("/")[:1].isalpha():
            failures += 1
            tag = _PLAIN_TAG.match(markup, at)
        if tag is None:
            yield "<"
            at += 1
            continue
        at = tag.end()
        name = tag[2].lower()
        if tag[1]:
            yield End(name)
            continue
        start = Start(name, tag[3])
        if name not in _RAW or name in endless:
            yield start
            continue
        end = _END_OF[name].search(markup, at)
        if end:
            yield Raw(start, markup[at : end.start()])
            closing = markup.find(">", end.end())
            at = closing + 1 if closing >= 0 else len(markup)
        elif name in _SWALLOWING:
            return
        else:
            endless.add(name)
    rest = markup[max(at, 0) :]
    if rest:
        yield plain(rest)


_END_OF = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}


def _declaration(markup: str, at: int, endless: set[str]) -> tuple[int, str]:
    """Where a comment or a declaration ends, and the text in it (CDATA). `endless` are signs that come no more."""
    if markup.startswith("<!--", at):
        return _ended(markup, at + 4, at + 2, "-->", endless), ""  # `<!-->` is a comment as well
    if markup.startswith("<![CDATA[", at):
        end = _ended(markup, at + 9, at + 9, "]]>", endless)
        text = markup[at + 9 : end - 3] if markup.startswith("]]>", end - 3) else ""
        return end, text
    if markup[at : at + 9].lower() == "<!doctype":
        end = markup.find(">", at)
        if "[" in markup[at:end]:
            return _ended(markup, end + 1, at, "]>", endless), ""
    end = markup.find(">", at)
    return (end + 1 if end >= 0 else len(markup)), ""


def _ended(markup: str, otherwise: int, start: int, sign: str, endless: set[str]) -> int:
    """Where the text behind `sign` begins; `otherwise` where there is no such sign any more."""
    if sign in endless:
        return otherwise
    end = markup.find(sign, start)
    if end < 0:
        endless.add(sign)
        return otherwise
    return end + len(sign)
