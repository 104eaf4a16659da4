"""A gzip stream unpacked as it comes, with all of its members: RFC 1952 lets one follow another."""

from __future__ import annotations

import zlib

MOST_MEMBERS = 1_000
"""Members of one stream that are read; whoever sends more means to keep the reader busy."""


class Members:
    """What unpacks a stream. `is_whole` says whether the last member has ended."""

    def __init__(self) -> None:
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._count = 1

    @property
    def is_whole(self) -> bool:
        return self._unpack.eof

    def unpacked(self, packed: bytes, most: int) -> bytes:
        """The next bytes of the stream, not many more than `most`. Raises zlib.error for what is no gzip stream."""
        made = bytearray()
        while True:
            if self._unpack.eof and packed.strip(b"\0"):  # zeros may fill up a block
                self._count += 1
                if self._count > MOST_MEMBERS:
                    raise zlib.error("too many members")
                self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
                packed = packed.lstrip(b"\0")
            elif self._unpack.eof:
                return bytes(made)
            made += self._unpack.decompress(packed, max(1, most - len(made)))
            packed = self._unpack.unused_data
            if not self._unpack.eof or len(made) >= most:
                return bytes(made)
