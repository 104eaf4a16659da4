"""The article of a page as trafilatura finds it, the library of the extra `html`, in a process of its own.

It is given no page but markup made of what was read of one: whole, of bounded depth and size, without declarations,
scripts, comments and addresses.
"""

from __future__ import annotations

import html
from importlib import import_module
from typing import Any

from content.errors import ImportRefused
from content.importers.child import run
from content.importers.html_page import Node, Page

_MOST = 5 * 1024 * 1024
"""Code points of markup that are handed on; larger pages are left to the program's own reading."""
_TABLES = frozenset(["table", "tbody", "thead", "tfoot", "tr", "td", "th"])
_TEXTS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "dt", "dd"])
_ENOUGH = 140
"""Code points of an article: with fewer, it found none."""


def paragraphs_of(page: Page) -> list[str]:
    """The paragraphs of a page's article, none where the library finds none or fails. Raises nothing."""
    markup = markup_of(page)
    if len(markup) > _MOST:
        return []
    try:
        found: list[str] = run("html", markup.encode("utf-8", "replace"), "")["paragraphs"]
    except ImportRefused:  # too slow, too much memory, or a fault of the library
        return []
    return found if sum(map(len, found)) >= _ENOUGH else []


def load() -> None:
    """Import the library, before the process that it runs in is confined: what it needs calls into C libraries."""
    import_module("trafilatura")


def parse(data: bytes) -> dict[str, Any]:
    """The article in markup, as JSON has it. Raises whatever the library raises."""
    text = import_module("trafilatura").extract(data.decode(), include_comments=False, deduplicate=False) or ""
    return {"paragraphs": [line.removeprefix("- ").strip() for line in text.split("\n") if line.strip()]}


def _tag(node: Node) -> str:
    """An element's name. Of a table the library makes one paragraph, and old pages are laid out with them."""
    return "div" if node.tag in _TABLES or "-" in node.tag or node.tag == "template" else node.tag


def markup_of(page: Page) -> str:
    """HTML with the elements and the words of a page that are shown, all of them closed."""
    parts = ["<html><body>"]
    open_: list[int] = []
    hidden: list[bool] = []
    for node in page.nodes:
        hidden.append(node.is_hidden or (node.parent >= 0 and hidden[node.parent]))
    begun = 0

    def close_to(node: int) -> None:
        while open_ and open_[-1] != node:
            parts.append(f"</{_tag(page.nodes[open_.pop()])}>")

    def begin(until: int) -> None:
        nonlocal begun
        for place in range(begun, until):
            node = page.nodes[place]
            if hidden[place] or node.tag in ("", "html", "body"):
                continue
            close_to(node.parent)
            names = f' class="{html.escape(node.names)}"' if node.names.strip() else ""
            said = f' itemprop="{html.escape(node.property)}"' if node.property else ""
            parts.append(f"<{_tag(node)}{names}{said}>")
            open_.append(place)
        begun = max(begun, until)

    for block in page.blocks:
        begin(block.after)
        if hidden[block.node]:
            continue
        close_to(block.node)
        text = html.escape(block.text)
        text = f'<a href="#">{text}</a>' if block.linked * 2 > len(block.text) else text
        parts.append(text if block.tag in _TEXTS else f"<p>{text}</p>")
    close_to(-1)
    return "".join([*parts, "</body></html>"])
