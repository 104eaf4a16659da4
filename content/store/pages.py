"""Documents found in the pages of a damaged library one by one, where SQLite no longer finds the way to them.

Formats: https://sqlite.org/fileformat2.html#b_tree_pages, #record_format and #the_write_ahead_log
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_LEAF = 0x0D
_PAGE = 8192
"""What the program makes its files with, for where the header no longer tells."""

_SIZES = {512 << shift for shift in range(8)}
_LOG_HEADER, _FRAME = 32, 24
_COLUMNS = 3


class Pages:
    """The pages of a file, from 1, those in the log beside it in their stead."""

    def __init__(self, file: BinaryIO, log: BinaryIO | None) -> None:
        self._file, self._log = file, log
        told = int.from_bytes(file.read(18)[16:], "big")
        self.size = told if told in _SIZES else _PAGE
        self._count = -(-file.seek(0, 2) // self.size)
        self._in_log = {} if log is None else self._frames(log)

    def _frames(self, log: BinaryIO) -> dict[int, int]:
        """Where in the log the newest version of each page is."""
        end = log.seek(0, 2)
        log.seek(0)
        salts = log.read(_LOG_HEADER)[16:24]
        old: dict[int, int] = {}
        new: dict[int, int] = {}
        for at in range(_LOG_HEADER, end - self.size, _FRAME + self.size):
            log.seek(at)
            frame = log.read(_FRAME)
            # A log is written again from its beginning: what follows is older, and has other salts.
            (new if frame[8:16] == salts else old)[int.from_bytes(frame[:4], "big")] = at + _FRAME
        return old | new

    @property
    def numbers(self) -> list[int]:
        """The numbers of the pages that there are."""
        return sorted({*range(1, self._count + 1), *self._in_log})

    def __getitem__(self, number: int) -> bytes:
        """A page; shorter than `size`, or empty, where it was cut."""
        if number in self._in_log and self._log is not None:
            self._log.seek(self._in_log[number])
            return self._log.read(self.size)
        if not 0 < number <= self._count:
            return b""
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size)


def text_pairs_in(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """The two texts of every row that is a number and two texts: ids and documents, and names and ids of the feed.

    Rows that were replaced may come too, in any order.
    """
    log = path.with_name(f"{path.name}-wal")
    with open(path, "rb") as file:
        if not log.exists():
            yield from _pairs(Pages(file, None))
            return
        with open(log, "rb") as beside:
            yield from _pairs(Pages(file, beside))


def _pairs(pages: Pages) -> Iterator[tuple[bytes, bytes]]:
    for number in pages.numbers:
        page = pages[number]
        start = 100 if number == 1 else 0
        if len(page) < start + 8 or page[start] != _LEAF:
            continue
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        for at in range(start + 8, min(start + 8 + 2 * cells, len(page) - 1), 2):
            try:
                pair = _pair(pages, page, int.from_bytes(page[at : at + 2], "big"))
            except (IndexError, ValueError):
                # Not what a cell should be.
                continue
            if pair is not None:
                yield pair


def _pair(pages: Pages, page: bytes, at: int) -> tuple[bytes, bytes] | None:
    """The two texts of a cell, put together from its overflow pages; None where it has others.

    Raises IndexError or ValueError where it is no cell.
    """
    length, at = _number(page, at)
    _, at = _number(page, at)
    room = pages.size
    least = (room - 12) * 32 // 255 - 23
    local = length
    if length > room - 35:
        local = least + (length - least) % (room - 4)
        local = local if local <= room - 35 else least
    parts = [page[at : at + local]]
    shape = _shape(parts[0])
    if shape is None or sum(shape) != length:
        return None
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    missing, seen = length - local, set()
    while missing > 0:
        overflow = pages[following]
        if len(overflow) < 5 or following in seen:
            raise ValueError("cut, or a circle")
        seen.add(following)
        parts.append(overflow[4 : 4 + missing])
        missing -= len(parts[-1])
        following = int.from_bytes(overflow[:4], "big")
    record = b"".join(parts)
    start, first, second = shape
    return record[start : start + first], record[start + first : start + first + second]


def _shape(record: bytes) -> tuple[int, int, int] | None:
    """The lengths of a record's header and of its two texts; None where it has other columns."""
    end, at = _number(record, 0)
    kinds: list[int] = []
    while at < end and len(kinds) <= _COLUMNS:
        kind, at = _number(record, at)
        kinds.append(kind)
    # The number itself is kept outside of the record.
    if len(kinds) != _COLUMNS or kinds[0] != 0 or any(kind < 13 or not kind % 2 for kind in kinds[1:]):
        return None
    return end, (kinds[1] - 13) // 2, (kinds[2] - 13) // 2


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where what follows begins."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9
