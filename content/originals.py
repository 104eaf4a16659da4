"""The bytes that briefings were read from, kept as they came: once for each file, whatever was made of it."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
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
                fields = None if id is None else self._originals.large(id)
            except KeyError:
                return None
        return None if fields is None else from_original_fields(fields, briefing)

    def put(self, original: Original) -> str:
        """The id of the document of a file, now kept; for use inside a transaction, with the briefing.

        The id follows from the bytes, so that they are there once, in whichever library two of them meet.
        """
        digest = original.digest
        id = id_of(digest)
        if self._originals.get(doc_id=id) is None:
            document = self._store.document(to_original_fields(original) | {"id": id})
            document.doc_id = id  # type: ignore[assignment]
            self._originals.insert(document)
        return id


def id_of(digest: str) -> str:
    """The id of the document of a file with this SHA-256, in hexadecimal."""
    return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))


def to_original_fields(original: Original) -> Body:
    """A file as fields of a document: packed with zlib where that helps, then in base64."""
    import zlib

    packed = zlib.compress(original.data, 6)
    is_packed = len(packed) < len(original.data)
    return {
        "name": original.name.encode("utf-8", "replace").decode(),  # a file's name may be any bytes
        "media_type": original.media_type,
        "digest": original.digest,
        "size": len(original.data),
        "packing": "zlib" if is_packed else "",
        "data": b2a_base64(packed if is_packed else original.data, newline=False).decode(),
    }


def from_original_fields(fields: Body, where: str = "") -> Original:
    """The file of these fields. Raises ContentError where its bytes are not those that the fields tell of."""
    import zlib

    size = fields["size"]
    try:
        data = a2b_base64(fields["data"])
        if fields["packing"] == "zlib" and size <= MAX_BYTES:
            data = zlib.decompressobj().decompress(data, size + 1)
    except (ValueError, zlib.error):
        data = b""
    if sha256(data).hexdigest() != fields["digest"]:
        raise ContentError("the file that it was read from is damaged in the library", where=where, remedy=_DAMAGED)
    return Original(data, fields["media_type"], fields["name"])
