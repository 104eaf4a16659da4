"""The words of HTML without its markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody td
    tfoot th thead tr ul""".split()  # noqa: SIM905  a list of quoted names is harder to read
)
_DROPPED = frozenset(
    """audio canvas head iframe math nav noscript object rp rt script style svg template
    video""".split()  # noqa: SIM905
)
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
"""No character has such a number; html.parser fails on the longest."""
_APART = frozenset(
    """backlink doc-backlink doc-endnote doc-endnotes doc-footnote doc-noteref doc-pagebreak endnote endnotes footnote
    footnotes noteref pagebreak rearnote rearnotes""".split()  # noqa: SIM905
)
"""What books call their notes, the signs of these, and the ends of printed pages (`epub:type`, `role`)."""
_WHITE = re.compile(r"\s+")
_MARK = re.compile(r"[\s\[\](){}*†‡§¶.,\d]*|\[?[a-z]\]?")
"""What the sign of a note looks like."""


def paragraphs_of(html: str) -> list[str]:
    """The paragraphs of HTML or XHTML, blanks set right; without scripts, styles, navigation and the signs of notes."""
    html = _LONG_REFERENCE.sub("\ufffd", _closed(html))
    try:
        return _read(html)
    except AssertionError:  # what html.parser says to a marked section that it does not know
        return _read(html.replace("<![", "&lt;!["))


def _closed(html: str) -> str:
    """The HTML without comments and without what never ends: html.parser would look for the end of each anew."""
    parts, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        parts.append(html[at:start])
        end = html.find("-->", start + 2)  # `<!-->` is a comment as well
        if end < 0:  # a script may hold the sign alone: no word is lost for it
            parts.append(html[start:].replace("<!--", ""))
            at = len(html)
        else:
            at = end + 3
    whole = "".join([*parts, html[at:]])
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].replace("<", "&lt;")


def _read(html: str) -> list[str]:
    words = _Words()
    words.feed(html)
    words.close()
    words.end_paragraph()
    return words.paragraphs


def _is_apart(attrs: list[tuple[str, str | None]]) -> bool:
    """Whether an element says of itself that it is no part of the running text."""
    return any(name in ("epub:type", "role") and not _APART.isdisjoint((value or "").split()) for name, value in attrs)


class _Words(HTMLParser):
    """Gathers paragraphs; keeps no tree, so that nesting costs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._dropping, self._depth = "", 0
        self._sup: int | None = None  # where in the parts a <sup> began
        self._links, self._is_linked = 0, False

    def end_paragraph(self) -> None:
        """What was gathered is a paragraph, or several where two line breaks part it."""
        for part in re.split("\n *\n", "".join(self._parts)):
            if text := _WHITE.sub(" ", part).strip():
                self.paragraphs.append(text)
        self._parts.clear()
        self._sup = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping:
            self._depth += tag == self._dropping
        elif tag in _DROPPED or _is_apart(attrs):
            self._dropping, self._depth = tag, 1
        elif tag in _BLOCKS:
            self.end_paragraph()
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "a":
            self._links += 1
            self._is_linked = True
        elif tag == "sup":
            self._sup, self._is_linked = len(self._parts), self._links > 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:  # <script/> is closed in XHTML
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._depth -= tag == self._dropping
            if not self._depth:
                self._dropping = ""
        elif tag in _BLOCKS:
            self.end_paragraph()
        elif tag == "a":
            self._links = max(0, self._links - 1)
        elif tag == "sup" and self._sup is not None:
            # Only what is a link is the sign of a note: m² and 10⁶ have their digits raised as well.
            if self._is_linked and _MARK.fullmatch("".join(self._parts[self._sup :])):
                del self._parts[self._sup :]
            self._sup = None

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._parts.append(_WHITE.sub(" ", data))

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self.handle_data(data.removeprefix("CDATA["))
