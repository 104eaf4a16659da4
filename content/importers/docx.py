"""Articles in Word documents (.docx), without their pictures, comments, notes and deleted words."""

from __future__ import annotations

import re
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from content.errors import ImportRefused

if TYPE_CHECKING:
    from content.importers.archive import Archive
    from content.importers.source_text import SourceText

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_CORE = "docProps/core.xml"
MAX_DEPTH = 250
"""Elements in one another; a table in a table in a text box has some thirty."""
_MARKUP = re.compile(r".*\.(?:xml|rels)", re.IGNORECASE)
_UNREAD = re.compile(
    r"(?:customXml|word/(?:charts|diagrams|embeddings|glossary|theme))/.*|docProps/(?:app|custom)\.xml|word/(?:comments|fontTable"
    r"|footer|header|numbering|people|settings|styles|webSettings)\w{0,20}\.xml"
)
"""Markup that has no words of the text in it; what the styles look like takes longest to read."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of older Office begin, and those of newer Office with a password."""
_NOTES = re.compile(r'<ol><li id="(?:footnote|endnote)-')
_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def read(data: bytes, name: str) -> SourceText:
    """The article in the bytes of a document; `name` is the file's name in errors. Raises ImportRefused."""
    from content.importers.child import read_article

    return read_article("docx", data, name, MEDIA_TYPE)


def parse(data: bytes) -> dict[str, Any]:
    """What the document holds, as JSON has it. Raises ImportRefused, and whatever the library for the format raises."""
    from content.importers.archive import Archive
    from content.importers.html_text import paragraphs_of

    if data.startswith(_OLD):
        raise ImportRefused("it has a password, or is of an older Word", remedy="save it as .docx without a password")
    archive = Archive(data)
    if "[Content_Types].xml" not in archive:
        raise ImportRefused("it is no Word document", remedy="save it as .docx")
    html = _html(_checked(archive))
    paragraphs = paragraphs_of(html)
    if not paragraphs:
        raise ImportRefused(
            "it holds no text", remedy="import a document with the words themselves, not pictures of them"
        )
    return {"paragraphs": paragraphs, "heading": _heading(html)} | _properties(archive)


def _checked(archive: Archive) -> BytesIO:
    """The document with nothing but the markup that is read, of which none defines entities."""
    from zipfile import ZipFile

    made = BytesIO()
    with ZipFile(made, "w") as kept:
        for name in archive.names:
            if _MARKUP.fullmatch(name) and not _UNREAD.fullmatch(name):
                markup = archive.read(name)
                _check(markup)
                kept.writestr(name, markup)
    made.seek(0)
    return made


def _check(markup: bytes) -> None:
    """Raises ImportRefused where markup defines entities, which can grow without end, or is nested without end."""
    from xml.parsers.expat import ParserCreate

    depth = 0

    def begin(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ImportRefused("its parts are nested too deeply", remedy="save the article by itself, or as text")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise ImportRefused("its markup defines entities", remedy="save it once more with Word")

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(markup, True)


def _html(document: BytesIO) -> str:
    mammoth = import_module("mammoth")
    pictures = mammoth.images.img_element(lambda _: {"src": ""})
    made: str = mammoth.convert_to_html(
        document, convert_image=pictures, style_map="p.Title => h1:fresh", external_file_access=False
    ).value
    notes = _NOTES.search(made)
    return made[: notes.start()] if notes else made


def _heading(html: str) -> str:
    """The words in the style of a title or of a first heading, where the document begins with them; else nothing."""
    from content.importers.html_text import paragraphs_of

    begin, end = html.find("<h1", 0, 2_000), html.find("</h1>", 0, 3_000)
    return next(iter(paragraphs_of(html[begin:end])), "") if 0 <= begin < end else ""


def _properties(archive: Archive) -> dict[str, str]:
    """Title, author, date of issue and language as the document's properties have them, but not when it was made."""
    if _CORE not in archive:
        return {}
    etree = import_module("defusedxml.ElementTree")
    found: dict[str, str] = {}
    for each in etree.fromstring(archive.read(_CORE), forbid_dtd=True):
        found.setdefault(str(each.tag).rpartition("}")[2], " ".join((each.text or "").split()))
    date = _DATE.match(found.get("issued", ""))
    return {
        "title": found.get("title", ""),
        "author": found.get("creator", ""),
        "issued": date[0] if date else "",
        "language": found.get("language", ""),
    }
