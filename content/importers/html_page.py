"""An HTML page as blocks of text, each with the element that it stands in, and what the page says of itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.importers.html_tokens import End, Raw, Start, Token, plain, tokens

DEEPEST = 200
"""Elements inside one another; deeper ones count as their ancestor at that depth."""
MOST_NODES = 50_000
"""Elements that hold blocks; the words of further ones are taken for those of what holds them."""
MOST_PARTS = 300_000
"""Tags and texts between them that are read."""
_MOST_SCRIPTS = 40
_MOST_WORDS = 300
"""Code points of a byline or a date."""

# Short forms, for lists of quoted names are hard to read.
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody
    td tfoot th thead tr ul""".split()  # noqa: SIM905
)
_DROPPED = frozenset(
    """applet audio button canvas datalist label map math meter object optgroup option progress rp rt select svg
    template video""".split()  # noqa: SIM905
)
_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split()  # noqa: SIM905
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CLOSES_SAME = {
    "li": frozenset(["ul", "ol", "menu"]),
    "dt": frozenset(["dl"]),
    "dd": frozenset(["dl"]),
    "td": frozenset(["tr", "table"]),
    "th": frozenset(["tr", "table"]),
    "tr": frozenset(["table"]),
}
"""Elements whose start ends one of their kind, as far as up to these."""
_SAME = {"dt": ("dt", "dd"), "dd": ("dt", "dd"), "td": ("td", "th"), "th": ("td", "th")}
_WHITE = re.compile(r"\s+")
_BREAK = re.compile(r"\n *\n")
_MARK = re.compile(r"[\s\[\](){}*†‡§¶.,\d]*|\[?[a-z]\]?")
"""What the sign of a note looks like."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = frozenset(["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "sr-only-focusable"])
_BYLINES = frozenset(["author", "byline", "authors", "author-name", "byline-name", "byline__name", "article-author"])


class Node(NamedTuple):
    """An element that holds blocks. `parent` is its place in `Page.nodes`, -1 for the first."""

    parent: int
    tag: str
    names: str
    """Its classes, id and role, in lower case."""
    property: str
    """Its `itemprop`."""
    is_hidden: bool


class Block(NamedTuple):
    """A paragraph, a heading, an item of a list, or other text between two ends of elements.

    `linked` is how many of its code points are links, `tag` and `node` are the innermost element that holds blocks, and
    `after` is how many elements have begun before it.
    """

    text: str
    linked: int
    tag: str
    node: int
    after: int = 0


class Page(NamedTuple):
    """What a page holds. `meta` are its properties in lower case, of several with one name the first.

    `is_whole` is false where it has more parts than are read.
    """

    nodes: list[Node]
    blocks: list[Block]
    meta: dict[str, str]
    title: str
    language: str
    canonical: str
    scripts: list[str]
    """JSON-LD."""
    bylines: list[str]
    times: list[str]
    is_whole: bool = True


def read_page(markup: str) -> Page:
    """The page that HTML or XHTML describes. Raises nothing."""
    reading = _Reading()
    is_whole = True
    for count, token in enumerate(tokens(markup)):
        if count == MOST_PARTS:
            is_whole = False
            break
        reading.take(token)
    reading.end_block()
    return reading.page._replace(is_whole=is_whole)


class _Reading:
    """Builds a page, one token after another."""

    def __init__(self) -> None:
        self.page = Page([Node(-1, "", "", "", False)], [], {}, "", "", "", [], [], [])
        self._stack: list[tuple[str, int, bool]] = [("", 0, False)]  # name, node, whether it is dropped
        self._open: dict[str, int] = {}
        self._parts: list[str] = []
        self._linked = 0
        self._is_link = False
        self._sup: int | None = None
        self._unseen = ("", 0, 0)  # an inline element that is not shown, how many of its name are open, and where
        self._said: tuple[str, list[str], list[str]] | None = None  # an inline byline or date: its end, words, place

    def take(self, token: Token) -> None:
        if isinstance(token, str):
            self._text(token)
        elif isinstance(token, Start):
            self._start(token)
        elif isinstance(token, End):
            self._end(token.name)
        else:
            self._raw(token)

    # --- text ---------------------------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        if self._stack[-1][2] or self._unseen[0]:
            return
        if not self._open.get("pre"):
            text = _WHITE.sub(" ", text)
        self._parts.append(text)
        if self._is_link:
            self._linked += len(text.strip())
        if self._said and sum(map(len, self._said[1])) < _MOST_WORDS:
            self._said[1].append(text)

    def end_block(self) -> None:
        """What was gathered is a block, or several where two line breaks part it."""
        self._sup = None
        if not self._parts:
            return
        whole = "".join(self._parts)
        self._parts.clear()
        linked, self._linked = self._linked, 0
        if whole.isspace():
            return
        name, node, _ = self._stack[-1]
        pieces = [text for piece in _BREAK.split(whole) if (text := _WHITE.sub(" ", piece).strip())]
        length = sum(map(len, pieces)) or 1
        for piece in pieces:
            self.page.blocks.append(Block(piece, linked * len(piece) // length, name, node, len(self.page.nodes)))

    # --- tags ---------------------------------------------------------------------------------------------------------

    def _start(self, start: Start) -> None:
        name = start.name
        if name in ("meta", "link", "html", "body", "time"):
            self._tell(start)
        if name == "br":
            self._parts.append("\n")
        elif name == "hr":
            self.end_block()
        elif name in _VOID:
            return
        elif name in _BLOCKS or name in _DROPPED or "-" in name:
            self._start_block(start)
        else:
            self._start_inline(start)

    def _start_block(self, start: Start) -> None:
        name = start.name
        is_inline = name in _DROPPED
        if not is_inline:
            self.end_block()
            if self._open.get("p"):
                self._pop_to(("p",))
            self._close_same(name)
        if start.attributes.endswith("/") and (is_inline or "-" in name):
            return  # <svg/>
        if len(self._stack) > DEEPEST or len(self.page.nodes) >= MOST_NODES:
            return
        values = start.values() if start.attributes else {}
        node, is_dropped = self._stack[-1][1:]
        names = " ".join(filter(None, (values.get("class"), values.get("id"), values.get("role")))).lower()
        is_shadow = name == "template" and any(each.startswith("shadow") for each in values)
        is_hidden = _is_hidden(values, names)
        is_dropped = is_dropped or (name in _DROPPED and not is_shadow)
        if not is_inline:
            self.page.nodes.append(Node(node, name, names, values.get("itemprop", "").lower(), is_hidden))
            node = len(self.page.nodes) - 1
        self._stack.append((name, node, is_dropped))
        self._open[name] = self._open.get(name, 0) + 1

    def _start_inline(self, start: Start) -> None:
        name = start.name
        if self._unseen[0]:
            if name == self._unseen[0]:
                self._unseen = (name, self._unseen[1] + 1, self._unseen[2])
            return
        values = start.values() if start.attributes else {}
        if name == "a":
            self._is_link = "href" in values
        elif name == "sup":
            self._sup = len(self._parts)
        if not values:
            return
        names = f"{values.get('class', '')} {values.get('id', '')}".lower()
        if _is_hidden(values, names) and not start.attributes.endswith("/"):
            self._unseen = (name, 1, len(self._stack))
        elif not self._said and (
            _BYLINES.intersection(names.split())
            or "author" in (values.get("rel", "").lower(), values.get("itemprop", "").lower())
        ):
            self._said = (name, [], self.page.bylines)

    def _end(self, name: str) -> None:
        if name == "br":
            self._parts.append("\n")
        elif name == self._unseen[0]:
            self._unseen = (name, self._unseen[1] - 1, self._unseen[2]) if self._unseen[1] > 1 else ("", 0, 0)
        elif name == "a":
            self._is_link = False
        elif name == "sup" and self._sup is not None:
            # Only what is a link is the sign of a note: m² and 10⁶ have their digits raised as well.
            if self._linked and _MARK.fullmatch("".join(self._parts[self._sup :])):
                del self._parts[self._sup :]
            self._sup = None
        if self._said and name == self._said[0]:
            self._end_said()
        if name in _BLOCKS:
            self.end_block()
        if self._open.get(name):
            self._pop_to((name,))

    def _end_said(self) -> None:
        if self._said and (words := _WHITE.sub(" ", "".join(self._said[1])).strip()):
            self._said[2].append(words[:_MOST_WORDS])
        self._said = None

    def _close_same(self, name: str) -> None:
        """End the item before, which HTML allows not to be ended."""
        if name not in _CLOSES_SAME:
            return
        same, limits = _SAME.get(name, (name,)), _CLOSES_SAME[name]
        for each, _, _ in self._stack[:-6:-1]:
            if each in same:
                self._pop_to(same)
                return
            if each in limits:
                return

    def _pop_to(self, names: tuple[str, ...]) -> None:
        """End elements up to and with the innermost of a name, of which one is open."""
        while len(self._stack) > 1:
            name = self._stack[-1][0]
            if name in _BLOCKS:
                self.end_block()
            self._stack.pop()
            self._open[name] -= 1
            if name in names:
                break
        if self._unseen[0] and len(self._stack) < self._unseen[2]:
            self._unseen = ("", 0, 0)
        if self._said and names[0] in _BLOCKS:
            self._end_said()

    # --- what the page says of itself ---------------------------------------------------------------------------------

    def _tell(self, start: Start) -> None:
        values, page = start.values(), self.page
        if start.name == "meta":
            key = (values.get("property") or values.get("name") or values.get("itemprop") or "").strip().lower()
            if key and values.get("content", "").strip():
                page.meta.setdefault(key, values["content"].strip())
        elif start.name == "link":
            if "canonical" in values.get("rel", "").lower().split() and not page.canonical:
                self.page = page._replace(canonical=values.get("href", "").strip())
        elif start.name == "time":
            if values.get("datetime", "").strip():
                page.times.append(values["datetime"].strip()[:_MOST_WORDS])
        elif not page.language and (language := values.get("lang") or values.get("xml:lang")):
            self.page = page._replace(language=language.strip())

    def _raw(self, raw: Raw) -> None:
        name = raw.start.name
        if name == "title" and not self.page.title and not self._stack[-1][2]:
            self.page = self.page._replace(title=_WHITE.sub(" ", plain(raw.content)).strip())
        elif name == "script" and "ld+json" in raw.start.attributes.lower() and len(self.page.scripts) < _MOST_SCRIPTS:
            self.page.scripts.append(raw.content)
        elif name == "xmp":
            self._text(raw.content)


def _is_hidden(values: dict[str, str], names: str) -> bool:
    return (
        "hidden" in values
        or bool(_HIDDEN.search(values.get("style", "")[:1000]))
        or not _UNSEEN.isdisjoint(names.split())
    )
