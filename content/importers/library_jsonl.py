"""A whole library as lines of JSON, `readout/library@1`: a header, then one line for each document of each table.

`library-1.schema.json` beside this module says what the documents of each table look like. What is read here is checked
line by line, and a library takes all of it or nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from content.errors import LibraryFileError
from content.importers.briefing_file import shown
from content.model import Sentences

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "readout/library@1"

MAX_LINE = 256 * 1024 * 1024
"""The longest line that is read, in bytes: a briefing's text with its sentences."""

SCHEMA = os.path.join(os.path.dirname(__file__), "library-1.schema.json")  # noqa: PTH118, PTH120

Document = dict[str, Any]

_AGAIN = "export the library again"


class Header(NamedTuple):
    """What the first line says: the layout of the library, the device it is on, when it was written, how many follow.

    `documents` is None where the line does not say how many.
    """

    schema: int
    device: str
    exported_at: str
    documents: int | None


class Carried(NamedTuple):
    """One document on its way: the table it belongs to, its fields, and where it was read, for errors."""

    table: str
    document: Document
    where: str = ""


class LibraryFile:
    """A file with a library, open to be read as often as needed. Use it in a `with` statement.

    Raises LibraryFileError where the file cannot be read or is not of this format; `newest` is the newest layout
    of a library that the caller knows.
    """

    def __init__(self, path: Path, *, newest: int) -> None:
        self.name = shown(str(path))
        self._file = _open(path, self.name)
        self._checked: tuple[int, int] | None = None
        try:
            self.header = _header(self._line(1), f"{self.name}, line 1", newest)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> LibraryFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def documents(self) -> Iterator[Carried]:
        """Each document in the order of the file, read when asked for, from the beginning at every call.

        They are checked, but for a file that was checked to its end before and has not been written to since.

        Raises LibraryFileError, which names the file and the line, for one that is not what it should be, and at the
        end where there are not as many as the header says.
        """
        state = os.fstat(self._file.fileno())
        written = (state.st_size, state.st_mtime_ns)
        is_checked = written == self._checked
        self._file.seek(0)
        self._line(1)
        number, seen = 1, 0
        while line := self._line(number + 1):
            number += 1
            if not line.strip():
                continue
            seen += 1
            yield _carried(line, f"{self.name}, line {number}", is_checked=is_checked)
        if self.header.documents not in (None, seen):
            raise LibraryFileError(
                f"it has {seen:,} documents where its first line says {self.header.documents:,}",
                where=self.name,
                remedy=f"{_AGAIN}, or take the number out of the first line",
            )
        self._checked = written

    def _line(self, number: int) -> bytes:
        try:
            line = self._file.readline(MAX_LINE + 1)
        except OSError as error:
            raise LibraryFileError(_reason_of(error), where=self.name, remedy="check the disk") from None
        if len(line) > MAX_LINE:
            raise LibraryFileError("the line is too long", where=f"{self.name}, line {number}", remedy=_AGAIN)
        return line


def _open(path: Path, where: str) -> IO[bytes]:
    try:
        if not path.is_file():  # asked before opening, because opening a pipe would wait for its writer
            there = path.exists()
            raise LibraryFileError(
                "it is not a plain file" if there else "there is no such file",
                where=where,
                remedy="save it to a file first" if there else "check the name",
            )
        return open(path, "rb")
    except OSError as error:
        raise LibraryFileError(_reason_of(error), where=where, remedy="check your rights to it") from None
    except ValueError:  # a NUL in the name
        raise LibraryFileError("this cannot be the name of a file", where=where, remedy="check the name") from None


def _reason_of(error: OSError) -> str:
    return f"it cannot be read ({(error.strerror or type(error).__name__).lower()})"


def _header(line: bytes, where: str, newest: int) -> Header:
    found = _parsed(line, where) if line.strip() else None
    format = found.get("format") if isinstance(found, dict) else None
    if format != FORMAT:
        if isinstance(format, str) and format.startswith("readout/library@"):
            raise LibraryFileError(
                f"it is written in {shown(format, 60)}, and this version of Readout reads {FORMAT}",
                where=where,
                remedy="install a newer version",
            )
        raise LibraryFileError(
            f"it does not say that this is a {FORMAT} file",
            where=where,
            remedy="name a file that 'readout export' wrote; 'readout open' adds a single briefing",
        )
    assert isinstance(found, dict)
    schema, device, at, documents = (found.get(name) for name in ("schema", "device", "exported_at", "documents"))
    if type(schema) is not int or not isinstance(device, str) or not isinstance(at, str):
        raise LibraryFileError("the header lacks its schema, device or time", where=where, remedy=_AGAIN)
    if documents is not None and type(documents) is not int:
        raise LibraryFileError("the number of documents is not a whole number", where=where, remedy=_AGAIN)
    if schema > newest:
        raise LibraryFileError(
            f"it was written by a newer Readout (layout {schema}, this one knows {newest})",
            where=where,
            remedy="update Readout to load it",
        )
    return Header(schema, device, at, documents)


def _carried(line: bytes, where: str, *, is_checked: bool) -> Carried:
    found = _parsed(line, where)
    table = found.get("table") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(table, str) or not isinstance(found.get("document"), dict):
        raise LibraryFileError('it has no "table" with a "document"', where=where, remedy=_AGAIN)
    document = found["document"]
    if not is_checked:
        check_document(table, document, where)
    return Carried(table, document, where)


def check_document(table: str, document: Document, where: str) -> None:
    """Refuse a document that is not shaped as its table's are. Raises LibraryFileError, which names the field."""
    _check_shape(table, document, where)
    for name in ("created_at", "updated_at", *(("from", "to") if table == "sessions" else ())):
        try:
            datetime.fromisoformat(document[name])
        except ValueError:  # the 30th of February
            raise _fault(where, name, "there is no such time") from None
    if table == "sources":
        _check_sentences(document, where)
    if table == "changes":
        for index, step in enumerate(document["steps"]):
            # Undoing writes these fields into a document: they must be such as that document may have.
            for name in ("before", "after"):
                _check_shape(step["table"], step[name], where, f"steps[{index}].{name}", whole=False)


def _check_sentences(document: Document, where: str) -> None:
    from binascii import a2b_base64

    columns = ("paragraphs", "starts", "ends") if document["schema"] == 1 else ("sentences",)
    for field in columns:
        if field not in document:
            raise _fault(where, "", f'the field "{field}" is missing')
    try:
        if document["schema"] == 1:
            Sentences(*(document[field] for field in columns))
        else:
            Sentences.unpacked(a2b_base64(document["sentences"]))
    except (ValueError, OverflowError):
        raise _fault(where, "", "its sentences do not have as many paragraphs as starts and ends") from None


def _check_shape(table: str, document: Document, where: str, prefix: str = "", *, whole: bool = True) -> None:
    from fastjsonschema import JsonSchemaValueException

    validator = _validator(table, whole)
    if validator is None:
        raise LibraryFileError(
            f'there is no table "{shown(table, 60)}"', where=where, remedy="update Readout to load it"
        )
    try:
        validator(document)
    except JsonSchemaValueException as error:
        name, message = error.name or "", error.message or ""
        place = f"{prefix}{name.removeprefix('data')}".removeprefix(".")
        if error.rule == "required":
            missing = next(field for field in error.rule_definition if field not in error.value)
            raise _fault(where, place, f'the field "{missing}" is missing') from None
        raise _fault(where, place, shown(f"it {message.removeprefix(name).strip()}")) from None


@lru_cache(maxsize=32)
def _validator(table: str, whole: bool) -> Callable[[Any], Any] | None:
    """What checks a document of a table, or some of its fields where it is not `whole`; None for no such table."""
    import fastjsonschema
    import orjson

    with open(SCHEMA, "rb") as file:
        definitions = orjson.loads(file.read())["definitions"]
    shape = definitions.get(table)
    if shape is None or "description" not in shape or "properties" not in shape:
        return None
    if not whole:
        shape = {name: value for name, value in shape.items() if name != "required"}
    validator: Callable[[Any], Any] = fastjsonschema.compile({**shape, "definitions": definitions})
    return validator


def _parsed(line: bytes, where: str) -> Any:
    import orjson

    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise LibraryFileError(f"it is not JSON ({shown(error.msg)})", where=where, remedy=_AGAIN) from None


def _fault(where: str, place: str, reason: str) -> LibraryFileError:
    return LibraryFileError(reason, where=f"{where}, {place}" if place else where, remedy=_AGAIN)
