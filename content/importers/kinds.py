"""What kind of file bytes are: told by what they hold, and by the file's name only where that leaves it open."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from content.importers.source_code import is_code, is_named_so


class Kind(StrEnum):
    """A kind of file that is read."""

    PDF = "pdf"
    EPUB = "epub"
    DOCX = "docx"
    HTML = "html"
    FEED = "feed"
    EMAIL = "email"
    MARKDOWN = "markdown"
    BRIEFING = "briefing"
    PLAIN = "plain"


class Unread(NamedTuple):
    """A kind of file that is not read: what it is called, and what the reader can do."""

    what: str
    remedy: str


_SAVE = "save the article as text, HTML or PDF"
_UNPACK = "unpack it and import the files in it"
_IMAGE = Unread("an image", "save the article's text instead of a picture of it")
_RECORDING = Unread("a recording", "import its transcript")
_ARCHIVE = Unread("an archive", _UNPACK)
_WORD = Unread("a document of an older Word, or one with a password", "save it as .docx without a password")
_MOBI = Unread("a book for the Kindle", "save it as EPUB")
_BINARY_PLIST = Unread("a web archive of Safari", "save the page as HTML or PDF")
_JSON = Unread("JSON, but no briefing", _SAVE)
_CODE = Unread("source code", "import the text of an article")
_XML = Unread("XML of a kind that is not known", _SAVE)

_MAGIC = (
    (b"{\\rtf", Unread("an RTF document", "save it as .docx or as text")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _WORD),
    (b"\x89PNG\r\n", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"II*\0", _IMAGE),
    (b"MM\0*", _IMAGE),
    (b"ID3", _RECORDING),
    (b"OggS", _RECORDING),
    (b"\x1aE\xdf\xa3", _RECORDING),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"bplist00", _BINARY_PLIST),
    (b"%!PS", Unread("PostScript", "save it as PDF")),
    (b"SQLite format 3\0", Unread("a database", _SAVE)),
)
_IN_ZIP = (
    (b"xl/workbook", Unread("a spreadsheet", _SAVE)),
    (b"ppt/presentation", Unread("a presentation", "save it as PDF")),
)
_OFFICE = Unread("an OpenDocument file", "save it as .docx or PDF")
_BY_NAME = {
    ".odt": _OFFICE,
    ".msg": Unread("a message of Outlook", "save it as .eml or as text"),
    ".xls": Unread("a spreadsheet", _SAVE),
    ".ppt": Unread("a presentation", "save it as PDF"),
    ".pages": Unread("a document of Pages", "save it as .docx or PDF"),
}
"""Kinds that share their first bytes with others."""

_HEAD = 8192
"""Bytes in which marks of a kind are looked for."""
_MARKS = re.compile(b"\\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\\s*")
_TAG = re.compile(rb"<(?:[a-z]\w{0,20}:)?([a-z][a-z0-9]{0,20})[\s/>]|<!doctype\s+([a-z]+)")
_FEED_TAGS = frozenset((b"rss", b"feed", b"rdf"))
_HTML_TAGS = frozenset(
    b"html head body title meta link script style main article section header footer nav div p span h1 h2 h3 h4 h5 h6 "
    b"ul ol table blockquote a b i em strong br hr img figure pre center font".split()
)
_HEADER = re.compile(rb"([a-z][a-z0-9-]{1,40}):(?=[ \t]|\r?\n[ \t])", re.IGNORECASE)
_CERTAIN = frozenset((b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to", b"dkim-signature"))
_USUAL = frozenset((b"from", b"to", b"date", b"subject"))
_FRONT_MATTER = re.compile(
    rb"(?:---[ \t]*\r?\n(?:[a-z][\w -]{0,30}:|#)|\+\+\+[ \t]*\r?\n[a-z][\w -]{0,30}=)", re.IGNORECASE
)
_BRIEFING = re.compile(rb'"format"\s{0,20}:\s{0,20}"readout/briefing@')
_JSON_ENDINGS = (".json", ".jsonl", ".ndjson")
_EMAIL_ENDINGS = (".eml", ".mht", ".mhtml")


def kind_of(data: bytes, name: str) -> Kind | Unread:
    """The kind of file that bytes are, or what they are instead; `name` is the file's."""
    name = name.lower()
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _in_zip(data, name)
    for magic, unread in _MAGIC:
        if data.startswith(magic):
            return _BY_NAME.get(PurePath(name).suffix, unread) if unread is _WORD else unread
    if data[60:68] == b"BOOKMOBI":
        return _MOBI
    if data[4:8] == b"ftyp":
        return _IMAGE if data[8:11] in (b"hei", b"avi", b"mif") else _RECORDING
    if data[:4] == b"RIFF":
        return _IMAGE if data[8:12] == b"WEBP" else _RECORDING
    if data[257:262] == b"ustar":
        return _ARCHIVE
    return _of_text(data, name)


def is_briefing(data: bytes) -> bool:
    """Whether bytes are meant to be a `readout/briefing@1` document, if only by the name of its format."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and _BRIEFING.search(data) is not None


def _in_zip(data: bytes, name: str) -> Kind | Unread:
    if data[30:58] == b"mimetypeapplication/epub+zip":
        return Kind.EPUB
    if data[30:38] == b"mimetype" and b"opendocument" in data[38:120]:
        return _OFFICE
    names = _names(data)
    if b"META-INF/container.xml" in names:
        return Kind.EPUB
    if b"word/document" in names:
        return Kind.DOCX
    for mark, unread in _IN_ZIP:
        if mark in names:
            return unread
    named = _BY_NAME.get(PurePath(name).suffix, _ARCHIVE)
    # A damaged one is told by the reader of its kind.
    return Kind.EPUB if name.endswith(".epub") else Kind.DOCX if name.endswith(".docx") else named


def _names(data: bytes) -> bytes:
    """The bytes of a zip file that hold the names of its members, or all of them where that cannot be told."""
    at = data.rfind(b"PK\5\6")
    if at < 0 or len(data) < at + 20:
        return data
    size, start = int.from_bytes(data[at + 12 : at + 16], "little"), int.from_bytes(data[at + 16 : at + 20], "little")
    return data[start : start + size] if size and start + size <= at else data


def _of_text(data: bytes, name: str) -> Kind | Unread:
    # UTF-16 is ASCII with zeros, as far as marks of a kind go.
    head = _MARKS.sub(b"", data[:_HEAD].replace(b"\0", b""), count=1)
    if head.startswith(b"<"):
        return _of_markup(head.lower(), name)
    if head.startswith((b"{", b"[")) and (found := _of_json(data, name)):
        return found
    if name.endswith(_JSON_ENDINGS):
        return _JSON
    if _is_email(head) or name.endswith(_EMAIL_ENDINGS):
        return Kind.EMAIL
    if name.endswith((".html", ".htm", ".xhtml")):
        return Kind.HTML
    if name.endswith((".md", ".markdown", ".mdown", ".mkd")) or _FRONT_MATTER.match(head):
        return Kind.MARKDOWN
    return _CODE if is_named_so(PurePath(name).suffix) or is_code(head) else Kind.PLAIN


def _of_markup(head: bytes, name: str) -> Kind | Unread:
    tags = [tag or doctype for tag, doctype in _TAG.findall(head)]
    first = tags[0] if tags else b""
    if first in _FEED_TAGS:
        return Kind.FEED
    if name.endswith((".html", ".htm", ".xhtml")) or first in _HTML_TAGS:
        return Kind.HTML
    if name.endswith((".rss", ".atom")):
        return Kind.FEED
    if name.endswith(_EMAIL_ENDINGS):
        return Kind.EMAIL
    if name.endswith((".md", ".markdown")):
        return Kind.MARKDOWN
    return _XML if head.startswith(b"<?xml") or name.endswith(".xml") else Kind.PLAIN


def _of_json(data: bytes, name: str) -> Kind | Unread | None:
    """Text may begin with a bracket as well: only what is JSON to its end, or is called so, is taken for it."""
    if is_briefing(data):
        return Kind.BRIEFING
    if name.endswith(_JSON_ENDINGS):
        return _JSON
    if not data.rstrip(b"\0 \t\r\n").endswith((b"}", b"]", b"}\0", b"]\0")):
        return None
    import orjson

    try:
        orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    return _JSON


def _is_email(head: bytes) -> bool:
    """Whether a file begins with the headers of a message; an article may begin with a line or two that look so."""
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    found = set()
    for line in head.replace(b"\r\n", b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            continue
        header = _HEADER.match(line)
        if not header:
            break
        found.add(header[1].lower())
    return (bool(found & _CERTAIN) and len(found) > 1) or len(found & _USUAL) > 2
