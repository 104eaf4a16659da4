"""The members of a zip file, read within limits and never unpacked to disk."""

from __future__ import annotations

import stat
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from content.errors import ImportRefused

MAX_MEMBERS = 5_000
MAX_MEMBER = 20 * 1024 * 1024
"""Bytes of one member as they are counted while it is read, whatever the archive says."""
MAX_TOTAL = 200 * 1024 * 1024
"""Bytes of all members that are read."""
MAX_RATIO = 200
"""Bytes that one byte of a member may become; markup of the most monotonous kind stays under it."""
_SMALL = 1024 * 1024
"""Bytes of a member up to which the ratio says nothing."""

_CHUNK = 1 << 16
_FETCH = "fetch or save it once more"
_LESS = "save the article by itself"


class Archive:
    """A zip file whose members are read by name; the sum of what was read is limited as well.

    Raises ImportRefused where it is no zip file, has too many members, two of one name, or one that is encrypted.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
            raise ImportRefused("it is no archive that can be read, or is cut off", remedy=_FETCH) from None
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise ImportRefused(f"it has more than {MAX_MEMBERS:,} members", remedy=_LESS)
        self._members: dict[str, ZipInfo] = {}
        for member in members:
            if member.filename in self._members:
                raise ImportRefused("it has two members of one name", remedy=_FETCH)
            if member.flag_bits & 0x1:
                raise ImportRefused("it is encrypted", remedy="save it without a password")
            self._members[member.filename] = member
        self._left = MAX_TOTAL

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def names(self) -> list[str]:
        """The members in their order."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises ImportRefused where it is not there, damaged or too large."""
        member = self._members.get(name)
        if member is None:
            raise ImportRefused("a part of it is missing", remedy=_FETCH)
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ImportRefused("it is packed in a way that is not read", remedy=_FETCH)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ImportRefused("it points to a file outside of itself", remedy="get it from a source you trust")
        try:
            return self._counted(member)
        except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error):
            raise ImportRefused("a part of it is damaged", remedy=_FETCH) from None

    def _counted(self, member: ZipInfo) -> bytes:
        limit = min(MAX_MEMBER, self._left)
        if member.compress_size * MAX_RATIO < limit:
            limit = max(min(_SMALL, limit), member.compress_size * MAX_RATIO)
        made = bytearray()
        with self._zip.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                made += chunk
                if len(made) > limit:
                    raise ImportRefused("unpacked it is too large", remedy=_LESS)
        self._left -= len(made)
        return bytes(made)
