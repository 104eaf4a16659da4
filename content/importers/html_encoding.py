"""The text of an HTML file, whose bytes say in ways of their own how they are encoded."""

from __future__ import annotations

import codecs
import re

_SEARCHED = 4096
"""Bytes at the beginning in which a page says its encoding."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_META = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s{0,20}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([A-Za-z0-9_.:-]{2,40})[\"']")


def decode_page(data: bytes, charset: str = "") -> str:
    """The text of a page; `charset` is what came with it in an HTTP header, and is believed before the page itself.

    Raises ImportRefused for what is no text.
    """
    from content.importers.encoding import decode

    text = decode(data, declared_in(data) if not charset or data.startswith(_MARKS) else charset)
    return text.removeprefix("\ufeff")


def declared_in(data: bytes) -> str:
    """The encoding that a page says it is in, in its XML declaration or an element `meta`; empty where in neither."""
    head = data[:_SEARCHED]
    found = _XML.match(head) or _META.search(head)
    name = found[1].decode("ascii") if found else ""
    # What could be read as ASCII to find this is in no such encoding (HTML standard).
    return "utf-8" if name.lower().startswith(("utf-16", "utf-32")) else name
