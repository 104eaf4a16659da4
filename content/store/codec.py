"""Documents as bytes: JSON in UTF-8, exactly what was put in or an error."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from math import isfinite
from typing import Any

import orjson

from content.errors import ContentError
from content.store.packing import MARK, pack, unpack

Body = dict[str, Any]
"""A document's fields: what JSON can hold, with whole numbers of at most 64 bits."""

# Without these, orjson would quietly turn values into text that do not come back as what they were.
_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME

_REMEDY = "repair its text, for example by saving it as UTF-8, and add it again"


def encode(document: Mapping[str, Any], where: str = "") -> bytes:
    """The document, one of the table `where`, as JSON. Raises ContentError where it would not come back as it was.

    Such are lone surrogates, NaN and infinities, whole numbers over 64 bits, keys that are not text.
    """
    if MARK in document:
        raise ContentError(
            f"it has a field {MARK}, which is kept for the store", where=where, remedy="rename the field"
        )
    try:
        body = orjson.dumps(pack(document, where), option=_OPTIONS)
    except orjson.JSONEncodeError as error:
        raise ContentError(_reason(str(error)), where=where, remedy=_REMEDY) from error
    # orjson writes NaN and the infinities as null; only a document with a null in it needs the closer look.
    if b"null" in body and not _is_finite(document):
        raise ContentError("it holds a number that is not finite", where=where, remedy=_REMEDY)
    return body


def decode(body: bytes) -> Body:
    """The document that `encode` made these bytes of. Raises ContentError where they are not JSON."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _damaged() from error
    if type(document) is not dict:
        raise _damaged()
    if MARK not in document:
        return document
    try:
        return unpack(document)
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise _damaged() from error


def _damaged() -> ContentError:
    return ContentError(
        "a document in the library is damaged", remedy="run 'readout doctor --repair', which saves what can be read"
    )


def is_storable(text: str) -> bool:
    """Whether the text can be written as UTF-8 at all: a lone surrogate cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_finite(value: object) -> bool:
    if type(value) is str or value is None:  # nearly all values
        return True
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, Mapping):
        return all(map(_is_finite, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_is_finite, value))
    return True


def _reason(told: str) -> str:
    if "surrogate" in told:
        return "it holds characters that cannot be written (lone surrogates)"
    if "64-bit" in told:
        return "it holds a whole number over 64 bits"
    if "Recursion" in told:
        return "it is nested too deeply"
    return f"it holds something that cannot be kept ({told})"
