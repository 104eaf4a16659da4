"""Articles in PDF files: lines on pages become paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from content.errors import ImportRefused

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from content.importers.source_text import SourceText

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 2_000

_DATE = re.compile(r"D?:?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_EDGE = 3
"""Lines at the head and at the foot of a page among which running ones are looked for."""
_NUMBER = re.compile(r"\W{0,3}(?:page|p\.)?\s?\d{1,4}(?:\s?(?:of|/|\|)\s?\d{1,4})?\W{0,3}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"(?:[•▪●◦‣■–—*-]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_ENDS = (".", "!", "?", "…", ".”", '."', ".’", "?”", "!”", ":", ".)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Line(NamedTuple):
    """A line of a page: `height` is where it stands over the page's foot, `size` that of its type, both in points."""

    text: str
    height: float
    size: float


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
    """The lines of a page from top to bottom, with where they stand and how large their type is."""
    made: list[Line] = []
    parts: list[str] = []
    place: list[float] = []

    def gather(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        first, *others = text.split("\n")
        for index, part in enumerate((first, *others)):
            if index:
                end()
            if part.strip() and not place:
                scale = abs(tm[3] * cm[3]) or 1.0  # turned type has none
                place.extend((tm[4] * cm[1] + tm[5] * cm[3] + cm[5], abs(size * scale) or 1.0))
            parts.append(part)

    def end() -> None:
        if text := " ".join("".join(parts).split()):
            made.append(Line(text, *place))
        parts.clear()
        place.clear()

    page.extract_text(visitor_text=gather)
    end()
    return made


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


def paragraphs_of(pages: list[list[Line]]) -> list[str]:
    """The paragraphs of the pages; words that were parted at the end of a line are whole again."""
    lines = [line for page in _without_running(pages) for line in page]
    if not lines:
        return []
    width = _usual_width(lines)
    leading = _usual_leading(lines)
    known = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
    made: list[list[str]] = [[lines[0].text]]
    for before, line in pairwise(lines):
        if _is_new(before, line, width, leading):
            made.append([line.text])
        else:
            _join(made[-1], line.text, known)
    return ["".join(parts) for parts in made]


def _without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without the lines at their edges that come back on others, numbers aside, and without page numbers."""
    keys: Counter[str] = Counter()
    for page in pages:
        keys.update({_key(page[index].text) for index in _edges(page)})
    enough = max(2, len(pages) * 3 // 10)
    kept = []
    for page in pages:
        running = {
            index
            for index in _edges(page)
            if _NUMBER.fullmatch(page[index].text) or (len(page) > 1 and keys[_key(page[index].text)] >= enough)
        }
        kept.append([line for index, line in enumerate(page) if index not in running])
    # Pages that all say the same are no article with headers; better all of it than nothing.
    return kept if any(kept) else pages


def _edges(page: list[Line]) -> list[int]:
    size = len(page)
    return (
        [index for index in range(size) if index < _EDGE or index >= size - _EDGE]
        if size > 2 * _EDGE
        else [*range(size)]
    )


def _key(text: str) -> str:
    return _DIGITS.sub("#", text).casefold()


def _usual_width(lines: list[Line]) -> float:
    """How wide a full line is: code points times the size of its type; nine lines in ten are no wider."""
    widths = sorted(len(line.text) * line.size for line in lines)
    return widths[len(widths) * 9 // 10]


def _usual_leading(lines: list[Line]) -> float:
    """How far most lines are from the next one, in sizes of their type; 0 where that cannot be told."""
    steps = Counter(
        round(step, 2)
        for before, line in pairwise(lines)
        if 0 < (step := (before.height - line.height) / before.size) < 4 and abs(before.size - line.size) < 0.5
    )
    return max(steps, key=lambda step: (steps[step], -step), default=0.0)


def _is_new(before: Line, line: Line, width: float, leading: float) -> bool:
    """Whether a line begins a paragraph."""
    if abs(before.size - line.size) > 0.1 * max(before.size, line.size) or _ITEM.match(line.text):
        return True
    if leading and (before.height - line.height) / before.size > 1.35 * leading:
        return True
    width /= before.size
    has_room = len(before.text) + 1 + len(line.text.split(" ", 1)[0]) < 0.85 * width
    if before.text.endswith(_ENDS):
        return has_room
    # A short line without a full stop is a heading, unless the next one goes on in small letters.
    return has_room and len(before.text) < 0.6 * width and not line.text[0].islower()


def _join(parts: list[str], text: str, known: Counter[str]) -> None:
    """Put a line behind what is there of its paragraph."""
    last = parts[-1]
    if last[-1] in "\xad\u2010-" and last[-2:-1].isalpha() and text[0].isalpha():
        head = last[:-1].rsplit(None, 1)[-1]
        tail = text.split(None, 1)[0]
        if last[-1] == "\xad" or (text[0].islower() and not _keeps_hyphen(head, tail, known)):
            parts[-1] = last[:-1]
    elif last[-1] not in "—/":
        parts.append(" ")
    parts.append(text)


def _keeps_hyphen(head: str, tail: str, known: Counter[str]) -> bool:
    """Whether a word that was parted has a hyphen of its own: the rest of the text decides, then the word's shape."""
    first, second = _WORD.findall(head), _WORD.match(tail)
    if not first or not second:
        return True
    with_hyphen, whole = f"{first[-1]}-{second[0]}".casefold(), f"{first[-1]}{second[0]}".casefold()
    if known[with_hyphen] != known[whole]:
        return known[with_hyphen] > known[whole]
    return "-" in first[-1] or "-" in second[0] or (first[-1][0].isupper() and first[-1].isupper())
