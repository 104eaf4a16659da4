"""What a process changed under a folder, as `recorder.c` wrote it down, and what a power cut may leave of it.

The disk that is imagined keeps what was synced. Of what was written to a file since its last sync it keeps, drops or
tears each piece on its own, in any order; a torn write leaves some of its sectors, from its beginning on. Names follow
the folder they stand in: making, linking, renaming and removing last once that folder is synced, and of those since,
each may be dropped alone. That is harsher than a file system with a journal, which keeps their order.

Not imagined: sectors that change although nothing was written to them, and syncs that lie.
"""

from __future__ import annotations

import shutil
import struct
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

SECTOR = 512
_HEAD = struct.Struct("<ciqII")


class Record(NamedTuple):
    """One change: its kind (see `recorder.c`), descriptor, offset, path or paths, and bytes."""

    kind: str
    descriptor: int
    offset: int
    path: str
    data: bytes

    @property
    def target(self) -> str:
        """The second path of a link or a renaming."""
        return self.data.decode()


def read_recording(path: Path) -> list[Record]:
    """The records in a file."""
    content = path.read_bytes()
    records, at = [], 0
    while at < len(content):
        kind, descriptor, offset, one, two = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        records.append(
            Record(
                kind.decode(), descriptor, offset, content[at : at + one].decode(), content[at + one : at + one + two]
            )
        )
        at += one + two
    return records


@dataclass(eq=False)
class Inode:
    """A file on the imagined disk: what lasts, and what was written since the last sync."""

    lasting: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes of a write, or the length of a truncation and None."""

    def sync(self) -> None:
        """Make everything last."""
        for change in self.pending:
            _apply(self.lasting, change)
        self.pending.clear()


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    offset, data = change
    end = offset if data is None else offset + len(data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset:end] = data


class Naming(NamedTuple):
    """What happens to a name: the file that it stands for from now on, None for a folder; or its removal."""

    path: str
    inode: Inode | None
    removed: bool = False


Names = dict[str, Inode | None]


class Disk:
    """The disk under a folder after some records; `names` is what the process sees."""

    def __init__(self) -> None:
        self.names: Names = {}
        self._lasting: Names = {}
        self._pending: list[tuple[Naming, ...]] = []
        self._open: dict[int, str | Inode] = {}
        self._made: set[str] = set()

    def take(self, record: Record) -> None:
        """Do what the record says."""
        match record.kind:
            case "O" | "C":
                if record.kind == "C":
                    self._name(Naming(record.path, Inode()))
                found = self.names.get(record.path)
                self._open[record.descriptor] = found if found is not None else record.path
            case "W" | "T":
                inode = self._open[record.descriptor]
                assert isinstance(inode, Inode), record
                inode.pending.append((record.offset, record.data if record.kind == "W" else None))
            case "S":
                opened = self._open[record.descriptor]
                if isinstance(opened, Inode):
                    opened.sync()
                else:
                    self._sync_folder(opened)
            case "K":
                self._made.add(record.path)
                self._name(Naming(record.path, None))
            case "U":
                self._name(Naming(record.path, None, removed=True))
            case "L":
                self._name(Naming(record.target, self.names[record.path]))
            case "R":
                self._name(Naming(record.target, self.names[record.path]), Naming(record.path, None, removed=True))
            case other:
                raise AssertionError(other)

    def whole(self) -> dict[str, bytes]:
        """Every file as the process sees it, by path."""
        return {path: _content(inode, inode.pending) for path, inode in self._files(self.names)}

    def least(self) -> dict[str, bytes]:
        """Every file with what was synced, and nothing else."""
        return {path: bytes(inode.lasting) for path, inode in self._files(self._lasting)}

    def after_cut(self, random: Random) -> dict[str, bytes]:
        """Every file as it may be found when the power comes back, by path; one of many outcomes."""
        names = dict(self._lasting)
        odds = random.choice((0.0, 0.5, 1.0))
        for change in self._pending:
            if random.random() < odds:
                _rename(names, change)
        return {path: _content(inode, _survivors(inode.pending, random)) for path, inode in self._files(names)}

    def _name(self, *change: Naming) -> None:
        self._pending.append(change)
        _rename(self.names, change)

    def _sync_folder(self, folder: str) -> None:
        for change in self._pending:
            if _folder_of(change) == folder:
                _rename(self._lasting, change)
        self._pending = [change for change in self._pending if _folder_of(change) != folder]

    def _files(self, names: Names) -> list[tuple[str, Inode]]:
        """The files with these names. Where the name of a folder is lost, so are those in it."""
        gone = self._made - names.keys()
        return [
            (path, inode)
            for path, inode in names.items()
            if inode is not None and not any(str(above) in gone for above in Path(path).parents)
        ]


def _folder_of(change: tuple[Naming, ...]) -> str:
    return str(Path(change[0].path).parent)


def _rename(names: Names, change: tuple[Naming, ...]) -> None:
    for path, inode, removed in change:
        if removed:
            names.pop(path, None)
        else:
            names[path] = inode


def _survivors(pending: list[tuple[int, bytes | None]], random: Random) -> list[tuple[int, bytes | None]]:
    """What of the unsynced changes reached the disk, in the order in which it did."""
    manner = random.choice(("none", "all", "some", "some", "torn", "torn"))
    if manner == "none":
        return []
    if manner == "all":
        return pending
    kept: list[tuple[int, bytes | None]] = []
    for offset, data in pending:
        fate = random.random()
        if fate < 0.4:
            kept.append((offset, data))
        elif fate < 0.7 and manner == "torn" and data is not None:
            sectors = (offset % SECTOR + len(data)) // SECTOR
            end = random.randint(0, sectors) * SECTOR - offset % SECTOR
            if end > 0:
                kept.append((offset, data[:end]))
    if random.random() < 0.5:
        random.shuffle(kept)
    return kept


def _content(inode: Inode, changes: list[tuple[int, bytes | None]]) -> bytes:
    content = bytearray(inode.lasting)
    for change in changes:
        _apply(content, change)
    return bytes(content)


def write_out(files: dict[str, bytes], under: Path, to: Path) -> None:
    """Make the folder `to` hold these files as they stood below `under`, and nothing else."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(mode=0o700)
    for path, content in files.items():
        target = to / Path(path).relative_to(under)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(content)
