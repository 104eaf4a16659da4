"""Briefings in the program's own format, `readout/briefing@1`: checked bytes in, a `Briefing` out.

`briefing-1.schema.json` beside this module says what a document looks like; what a schema cannot say (numbers in order,
spans that hold the words they claim, ids that exist) is checked in `briefing_rules`.
"""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, Any

from content.errors import BriefingFileError
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Origin,
    PaneId,
    Quotation,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "readout/briefing@1"

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read, in bytes."""

Document = dict[str, Any]

# One code point for one, so that spans into a text with such characters stay true.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code != 0x0A}
_PICTURES |= {0x09: 0x20, 0x0D: 0x20, 0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


def read_briefing_file(path: Path) -> Briefing:
    """The briefing in a file.

    Raises BriefingFileError, which names the file and the place in it, for whatever keeps it from being read:
    not there, not a plain file, over `MAX_BYTES`, not JSON, not `readout/briefing@1`.
    """
    where = shown(str(path))
    return load_briefing(_read(path, where), where=where)


def load_briefing(data: bytes, *, where: str) -> Briefing:
    """The briefing in the bytes of a file; `where` is the file's name in errors.

    Control characters other than line feeds become visible pictures (tabs and carriage returns become spaces), one code
    point for one. Raises BriefingFileError.
    """
    from content.importers import briefing_rules  # the bundled briefing is read without it

    where = shown(where)
    document = _parse(data, where)
    briefing_rules.check_document(document, data, where)
    briefing = briefing_of(document)
    briefing_rules.check_briefing(briefing, document, where)
    return briefing


def briefing_of(document: Document) -> Briefing:
    """The briefing in a document that is known to be valid; control characters become visible pictures."""
    source = document.get("source", {})
    sentences = document["sentences"]
    return Briefing(
        BriefingId(_line(document["id"])),
        _line(document["title"]),
        _line(document.get("language", "en")),
        DeskId(_line(document.get("desk", "world"))),
        Source(*[_line(source.get(name, "")) for name in ("title", "author", "publisher", "issued", "URL")]),
        _clean(document["text"]),
        Sentences(
            [int(s["paragraph"]) for s in sentences],
            [int(s["span"][0]) for s in sentences],
            [int(s["span"][1]) for s in sentences],
        ),
        tuple([_entry_of(entry) for entry in document["entries"]]),
    )


def _entry_of(entry: Document) -> Entry:
    return Entry(
        EntryId(_line(entry["id"])),
        PaneId(_line(entry["pane"])),
        _line(entry["kind"]),
        _line(entry["title"]),
        _clean(entry["text"]),
        Origin(entry.get("origin", "curated")),
        tuple([Citation(SentenceNumber(int(c["sentence"])), _span(c), _clean(c["quote"])) for c in entry["citations"]]),
        tuple([_figure_of(figure) for figure in entry.get("figures", ())]),
        tuple([_quotation_of(quotation) for quotation in entry.get("quotations", ())]),
        tuple([EntryId(_line(link)) for link in entry.get("links", ())]),
        tuple([_line(tag) for tag in entry.get("tags", ())]),
        bool(entry.get("accepted", False)),
    )


def _figure_of(figure: Document) -> Figure:
    value = figure.get("value")
    if isinstance(value, str):
        value = _clean(value)
    elif isinstance(value, list):
        value = tuple([_clean(v) if isinstance(v, str) else v for v in value])
    unit = figure.get("unit")
    return Figure(
        _clean(figure["text"]),
        _span(figure),
        FigureKind(figure["kind"]),
        value,
        None if unit is None else _line(unit),
    )


def _quotation_of(quotation: Document) -> Quotation:
    speaker = quotation.get("speaker")
    return Quotation(_clean(quotation["text"]), _span(quotation), None if speaker is None else _line(speaker))


def _span(holder: Document) -> Span:
    start, end = holder["span"]
    return Span(int(start), int(end))


def _clean(text: str) -> str:
    return text if text.isprintable() or not _CONTROL.search(text) else text.translate(_PICTURES)


def _line(text: str) -> str:
    return _clean(text).replace("\n", " ")


def shown(words: str, most: int = 200) -> str:
    """Words from outside on one line of an error: without control characters, and no longer than `most` code points."""
    words = _line(words).encode("utf-8", "replace").decode()
    return words if len(words) <= most else words[: most - 1] + "…"


def _read(path: Path, where: str) -> bytes:
    try:
        # Asked before opening, because opening alone can hang (a pipe) or act (a device), and again after it, because
        # another program may have put something else there in between.
        _check_plain(os.stat(path), where)  # noqa: PTH116
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with open(descriptor, "rb") as file:
            _check_plain(os.fstat(descriptor), where)
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else _reason_of(error)
        raise BriefingFileError(reason, where=where, remedy="check the name and your rights to it") from None
    except ValueError:  # a NUL or a lone surrogate in the name
        raise BriefingFileError("this cannot be the name of a file", where=where, remedy="check the name") from None
    _check_size(len(data), where)
    return data


def _reason_of(error: OSError) -> str:
    return f"it cannot be read ({(error.strerror or type(error).__name__).lower()})"


def _check_plain(found: os.stat_result, where: str) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise BriefingFileError("it is a folder", where=where, remedy="name a file in it")
    if not stat.S_ISREG(found.st_mode):
        raise BriefingFileError("it is not a plain file", where=where, remedy="save it to a file first")
    _check_size(found.st_size, where)


def _check_size(size: int, where: str) -> None:
    if size > MAX_BYTES:
        most = MAX_BYTES // (1024 * 1024)
        raise BriefingFileError(f"it is larger than {most} MB", where=where, remedy="split it into several briefings")


def _parse(data: bytes, where: str) -> Any:
    import orjson  # where it is used: the command line should not pay for it

    _check_size(len(data), where)
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data:
        raise BriefingFileError(
            "it is a binary file, or text in another encoding than UTF-8", where=where, remedy=f"save it as {FORMAT}"
        )
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        try:
            data.decode()
        except UnicodeDecodeError as wrong:
            raise BriefingFileError(
                f"it is not UTF-8 from byte {wrong.start} on", where=where, remedy="save it as UTF-8"
            ) from None
        place = f"line {error.lineno}, column {error.colno}"
        raise BriefingFileError(
            f"it is not JSON at {place} ({error.msg})", where=where, remedy="correct it there"
        ) from None
