"""Documents made smaller for the disk and whole again for everybody: what can be told from the rest is left out.

Entries are many and short, so that most of one is what every document carries; the text of a source is a third of a
library. What indexes and triggers ask for by `json_extract` stays where it is.
"""

from __future__ import annotations

import zlib
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Mapping
from typing import Any

from content.store.schema import ENTRIES, SOURCES

MARK = "packed~"
"""The first field of a document that was packed, and of no other."""

_AS_MADE, _TEXT = 1, 2

_LISTS = ("figures", "quotations", "links", "tags")
"""Of an entry: what is left out where it is empty."""

_LONGEST = 200_000
"""A longer text stays as it is: it is read at start-up, and to unpack it would be seen. In code points."""


def pack(document: Mapping[str, Any], table: str) -> Mapping[str, Any]:
    """The fields to be written of a document of a table; `unpack` gives back what was there, whatever that is."""
    if table == ENTRIES:
        return _packed_entry(document)
    if table == SOURCES:
        return _packed_source(document)
    return document


def unpack(fields: dict[str, Any]) -> dict[str, Any]:
    """The document of which `pack` made these fields; what was not packed is as it is."""
    how = fields.pop(MARK, None)
    if how is None:
        return fields
    if "schema" not in fields:
        fields["schema"] = 1
    if "updated_at" not in fields:
        fields["updated_at"] = fields["created_at"]
    if how == _TEXT:
        fields["text"] = _inflated(fields["text"]).decode()
        fields["sentences"] = b2a_base64(_inflated(fields["sentences"]), newline=False).decode()
        return fields
    text = fields["text"]
    for citation in fields["citations"]:
        if len(citation) == 3:
            citation.append(text)
    for name in _LISTS:
        if name not in fields:
            fields[name] = []
    return fields


def _as_made(document: Mapping[str, Any], how: int) -> dict[str, Any]:
    """The fields but for those that are as they are in every new document, which has its own time twice."""
    fields = {MARK: how, **document}
    if fields["schema"] == 1:
        del fields["schema"]
    if fields["updated_at"] == fields["created_at"]:
        del fields["updated_at"]
    return fields


def _is_document(document: Mapping[str, Any]) -> bool:
    return (
        MARK not in document
        and type(document.get("schema")) is int
        and type(document.get("created_at")) is str
        and type(document.get("updated_at")) is str
        and type(document.get("text")) is str
    )


def _packed_entry(document: Mapping[str, Any]) -> Mapping[str, Any]:
    citations = document.get("citations")
    is_whole = _is_document(document) and all(type(document.get(name)) is list for name in _LISTS)
    if (
        not is_whole
        or type(citations) is not list
        or not all(type(each) is list and len(each) == 4 for each in citations)
    ):
        return document
    fields = _as_made(document, _AS_MADE)
    text = document["text"]
    # Of what is drafted, most entries say what they cite.
    fields["citations"] = [each[:3] if type(each[3]) is str and each[3] == text else each for each in citations]
    for name in _LISTS:
        if not fields[name]:
            del fields[name]
    return fields


def _packed_source(document: Mapping[str, Any]) -> Mapping[str, Any]:
    columns = document.get("sentences")
    if not _is_document(document) or type(columns) is not str or len(document["text"]) > _LONGEST:
        return document
    try:
        packed = a2b_base64(columns)
        data = document["text"].encode()
    except (Error, ValueError):  # no columns, or a lone surrogate, of which the codec tells
        return document
    if b2a_base64(packed, newline=False).decode() != columns:
        return document
    return _as_made(document, _TEXT) | {"text": _deflated(data), "sentences": _deflated(packed)}


def _deflated(data: bytes) -> str:
    return b2a_base64(zlib.compress(data), newline=False).decode()


def _inflated(text: str) -> bytes:
    return zlib.decompress(a2b_base64(text))
