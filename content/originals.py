"""The bytes that briefings were read from, kept as they came: once for each file, whatever was made of it."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

from content.errors import ContentError
from content.model import BriefingId
from content.shelf import Shelf
from content.store import DocumentStore
from content.store.codec import Body
from content.store.schema import ORIGINALS

MAX_BYTES = 1 << 30
"""What a kept file may hold when it is unpacked: more was never taken in, and a packed one may claim to hold any."""

PART = 16 << 20
"""Bytes of a packed file that one document has, so that no line of an export is too long to be loaded."""

_MOST_PARTS = MAX_BYTES // PART

_TRIED = 1 << 18
"""Bytes of a file that tell whether packing helps."""

_DAMAGED = "restore a backup from before it, with 'readout restore'"


class Original(NamedTuple):
    """A file as it was read: its bytes, what they are (such as `text/html`), and the name that it had."""

    data: bytes
    media_type: str
    name: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()


class Originals:
    """Every file that a briefing of the library was drafted from."""

    def __init__(self, store: DocumentStore, shelf: Shelf) -> None:
        self._store, self._shelf = store, shelf
        self._originals = store.table(ORIGINALS)

    def of(self, briefing: BriefingId) -> Original | None:
        """The file that a briefing was drafted from; None where none was kept.

        Raises UnknownBriefing where there is no such briefing, ContentError where the bytes are not those that were
        kept.
        """
        with self._store.snapshot():
            id = self._shelf.found(briefing).get("original")
            try:
                first = None if id is None else self._originals.large(id)
            except KeyError:
                return None
            if first is None:
                return None
            found = [first]
            for part in range(1, min(first["parts"], _MOST_PARTS)):
                with suppress(KeyError):
                    found.append(self._originals.large(id_of(first["digest"], part)))
        return from_original_fields(found, briefing)

    def put(self, original: Original) -> str:
        """The id of the first document of a file, now kept; for use inside a transaction, with the briefing.

        The ids follow from the bytes, so that they are there once, in whichever library two of them meet.
        """
        digest = original.digest
        id = id_of(digest)
        if self._originals.get(doc_id=id) is None:
            for part, fields in enumerate(to_original_fields(original)):
                document = self._store.document({**fields, "id": id_of(digest, part)})
                document.doc_id = document["id"]
                self._originals.insert(document)
        return id


def id_of(digest: str, part: int = 0) -> str:
    """The id of a document of a file with this SHA-256, in hexadecimal: the first, or that of a further part."""
    if part:
        digest = sha256(f"{digest} {part}".encode()).hexdigest()
    return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))


def to_original_fields(original: Original) -> Iterator[Body]:
    """A file as fields of documents, one after another: packed with zlib where that helps, then in base64."""
    import zlib

    data, packing = original.data, ""
    # What is packed already, such as a PDF, would only cost the time.
    if len(zlib.compress(data[:_TRIED], 1)) < 0.9 * min(len(data), _TRIED):
        data, packing = zlib.compress(data, 6), "zlib"
    parts = max(1, -(-len(data) // PART))
    told = {
        "name": original.name.encode("utf-8", "replace").decode(),  # a file's name may be any bytes
        "media_type": original.media_type,
        "digest": original.digest,
        "size": len(original.data),
        "packing": packing,
        "parts": parts,
    }
    for part in range(parts):
        packed = b2a_base64(data[part * PART : (part + 1) * PART], newline=False)
        yield {**told, "part": part, "data": packed.decode()}


def from_original_fields(found: Sequence[Body], where: str = "") -> Original:
    """The file of these documents, in order. Raises ContentError where its bytes are not those that they tell of."""
    import zlib

    first = found[0]
    size = first["size"]
    try:
        data = b"".join([a2b_base64(fields["data"]) for fields in found])
        if first["packing"] == "zlib" and size <= MAX_BYTES:
            data = zlib.decompressobj().decompress(data, size + 1)
    except (ValueError, zlib.error):
        data = b""
    if sha256(data).hexdigest() != first["digest"]:
        raise ContentError("the file that it was read from is damaged in the library", where=where, remedy=_DAMAGED)
    return Original(data, first["media_type"], first["name"])
