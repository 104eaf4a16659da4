"""Articles in PDF files: lines on pages become paragraphs again."""

from __future__ import annotations

import math
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from content.errors import ImportRefused
from content.importers.pdf_lines import Line, Piece, lines_of
from content.importers.pdf_paragraphs import paragraphs_of

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from content.importers.source_text import SourceText

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 2_000

_DATE = re.compile(r"D?:?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def read(data: bytes, name: str) -> SourceText:
    """The article in the bytes of a PDF; `name` is the file's name in errors. Raises ImportRefused."""
    from content.importers.child import read_article

    return read_article("pdf", data, name, MEDIA_TYPE)


def parse(data: bytes) -> dict[str, Any]:
    """What the PDF holds, as JSON has it. Raises ImportRefused, and whatever the library for the format raises."""
    from pypdf import PdfReader

    if b"%PDF-" not in data[:1024]:
        raise ImportRefused("it is no PDF", remedy="check what kind of file it is")
    reader = PdfReader(BytesIO(data))
    _open(reader)
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise ImportRefused(
            f"it has more than {MAX_PAGES:,} pages", remedy="save the pages of the article by themselves"
        )
    paragraphs = paragraphs_of([_lines(page) for page in reader.pages])
    if not any(each.isalnum() for paragraph in paragraphs for each in paragraph):
        raise ImportRefused(
            "it holds pictures of pages and no text" if pages else "it has no pages",
            remedy="run text recognition (OCR) over it first" if pages else "fetch or save it once more",
        )
    return {"paragraphs": paragraphs} | _metadata(reader)


def _open(reader: PdfReader) -> None:
    """Open it with the empty password, which many have that only may not be printed."""
    from pypdf.errors import DependencyError

    if not reader.is_encrypted:
        return
    try:
        is_open = bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        is_open = False
    if not is_open:
        raise ImportRefused("it is encrypted", remedy="save it without a password")


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page as they are drawn, with where they stand and how large their type is."""
    pieces: list[Piece] = []

    def gather(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        if not text:
            return
        across, up = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        rise = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        turn = (0 if across >= 0 else 2) if abs(across) >= abs(up) else (1 if up > 0 else 3)
        left, height = ((x, y), (y, -x), (-x, -y), (-y, x))[turn]
        pieces.append(Piece(text, left, height, abs(size * rise) or 1.0, turn))

    page.extract_text(visitor_text=gather)
    return lines_of(pieces)


def _metadata(reader: PdfReader) -> dict[str, str]:
    """Title, author, date and language as far as the file says them."""
    about: dict[str, Any] = dict(reader.metadata or {})
    words = {key: value for key in ("/Title", "/Author", "/CreationDate") if isinstance(value := about.get(key), str)}
    date = _DATE.match(words.get("/CreationDate", ""))
    language = reader.root_object.get("/Lang", "")
    return {
        "title": words.get("/Title", "").removeprefix("Microsoft Word - "),
        "author": words.get("/Author", ""),
        "issued": "-".join(date.groups()) if date else "",
        "language": language if isinstance(language, str) and _LANGUAGE.fullmatch(language) else "",
    }
