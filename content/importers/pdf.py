"""Articles in PDF files: lines on pages become paragraphs again."""

from __future__ import annotations

import math
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from content.errors import ImportRefused

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from content.importers.pdf_lines import Line
    from content.importers.source_text import SourceText

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 2_000
WIDEST_BLANK = 320
"""Thousandths of the size of the type; Helvetica has 278, DejaVu Serif 318."""

_OPEN = "open it and save or print it to a PDF without a password"
_BROWSERS = re.compile(r"chrom(?:e|ium)|mozilla|firefox|safari|skia/pdf|wkhtmltopdf", re.IGNORECASE)
_EDITORS = re.compile(r"google docs", re.IGNORECASE)
"""What makes PDFs as browsers do, but of documents."""
_ISO_DAY = rb"((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
_SAID = re.compile(rb"<dc:date[^<>]{0,99}>(?:\s{0,99}<rdf:[^<>]{0,99}>){0,2}\s{0,99}" + _ISO_DAY)
_MADE = re.compile(rb"\bx[am]p:(?:Create|Modify|Metadata)Date\s{0,9}[>=]\s{0,9}[\"']?" + _ISO_DAY)
_DAY = re.compile(r"D?:?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_MOST_XMP = 200_000
"""Bytes of what a file says of itself in XMP that are looked at."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def read(data: bytes, name: str) -> SourceText:
    """The article in the bytes of a PDF; `name` is the file's name in errors. Raises ImportRefused."""
    from content.importers.child import read_article

    return read_article("pdf", data, name, MEDIA_TYPE)


def parse(data: bytes) -> dict[str, Any]:
    """What the PDF holds, as JSON has it. Raises ImportRefused, and whatever the library for the format raises."""
    from pypdf.errors import DependencyError, LimitReachedError

    if b"%PDF-" not in data[:1024]:
        raise ImportRefused("it is no PDF", remedy="check what kind of file it is")
    try:
        return _parse(data)
    except LimitReachedError:
        raise ImportRefused("unpacked it is too large", remedy="save the article by itself, or as text") from None
    except DependencyError:  # AES needs a library that is not asked for
        raise ImportRefused("it is encrypted in a way that is not read", remedy="save it without encryption") from None


def _parse(data: bytes) -> dict[str, Any]:
    from content.importers.pdf_paragraphs import heading_of, paragraphs_of

    _narrow_blanks()
    reader = _opened(data)
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise ImportRefused(
            f"it has more than {MAX_PAGES:,} pages", remedy="save the pages of the article by themselves"
        )
    lines = [_lines(page) for page in reader.pages]
    paragraphs = paragraphs_of(lines)
    if not any(each.isalnum() for paragraph in paragraphs for each in paragraph):
        raise ImportRefused(
            "it holds pictures of pages and no text" if pages else "it has no pages",
            remedy="run text recognition (OCR) over it first" if pages else "fetch or save it once more",
        )
    return {"paragraphs": paragraphs, "heading": heading_of(lines)} | _metadata(reader)


def _narrow_blanks() -> None:
    """Let no font say that its blank is wider than in most: fonts without one say anything, and words would be glued.

    pypdf 7 sees a gap between words where it is half as wide as the font's blank. TeX draws no blanks and embeds none,
    and then the width is that of any missing letter. Not needed once pypdf tells missing blanks from wide ones.
    """
    from pypdf.generic import _font

    made = _font.Font.from_font_resource
    if getattr(made, "is_narrowed", False):
        return

    def narrowed(resource: Any) -> Any:
        font = made(resource)
        font.space_width = min(font.space_width, WIDEST_BLANK)
        return font

    vars(narrowed)["is_narrowed"] = True
    setattr(_font.Font, "from_font_resource", staticmethod(narrowed))  # noqa: B010  mypy knows it as a method


def _opened(data: bytes) -> PdfReader:
    """The PDF, opened with the empty password, which many have that only may not be printed."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(BytesIO(data))
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
    except DependencyError:  # whether the newest encryption has a password, only AES would tell
        raise ImportRefused("it needs a password, or is encrypted in a way that is not read", remedy=_OPEN) from None
    if not is_open:
        raise ImportRefused("it needs a password", remedy=_OPEN)
    return reader


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page as they are drawn, with where they stand and how large their type is."""
    from content.importers.pdf_lines import Piece, lines_of

    pieces: list[Piece] = []

    def gather(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        if not text:
            return
        across, up = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        rise = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        turn = (0 if across >= 0 else 2) if abs(across) >= abs(up) else (1 if up > 0 else 3)
        left, height = ((x, y), (y, -x), (-x, -y), (-y, x))[turn]
        size = abs(size * rise) or 1.0  # type that is turned away has none
        if math.isfinite(left + height + size):
            pieces.append(Piece(text, left, height, size, turn))
        else:
            pieces.append(Piece(text, 0.0, 0.0, 1.0, turn))

    page.extract_text(visitor_text=gather)
    return lines_of(pieces)


def _metadata(reader: PdfReader) -> dict[str, Any]:
    """Title, author, date of issue and language as far as the file says them, and whether a browser printed it."""
    about: dict[str, Any] = dict(reader.metadata or {})
    words = {key: value for key in ("/Title", "/Author", "/CreationDate") if isinstance(value := about.get(key), str)}
    programs = f"{about.get('/Creator', '')} {about.get('/Producer', '')}"
    language = reader.root_object.get("/Lang", "")
    return {
        "title": words.get("/Title", "").removeprefix("Microsoft Word - "),
        "author": words.get("/Author", ""),
        "issued": _issued(reader, words.get("/CreationDate", "")),
        "language": language if isinstance(language, str) and _LANGUAGE.fullmatch(language) else "",
        "is_page": bool(_BROWSERS.search(programs)) and not _EDITORS.search(programs),
    }


def _issued(reader: PdfReader, created: str) -> str:
    """The day that the file gives for its article (dc:date of XMP), where that is not the day on which it was made."""
    from pypdf.errors import PyPdfError

    try:
        stream: Any = reader.root_object["/Metadata"].get_object()
        about = bytes(stream.get_data())[:_MOST_XMP]
    except (PyPdfError, KeyError, AttributeError, TypeError, ValueError, IndexError, NotImplementedError):
        return ""  # broken metadata; the text can be read all the same
    made = {day.decode() for day in _MADE.findall(about)} | {
        "-".join(day.groups()) for day in [_DAY.match(created)] if day
    }
    said = (day.decode() for day in _SAID.findall(about))
    return next((day for day in said if day not in made), "")
