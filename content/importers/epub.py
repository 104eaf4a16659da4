"""Articles in EPUB books, their chapters in the order of the spine."""

from __future__ import annotations

import codecs
import posixpath
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from content.errors import ImportRefused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from content.importers.archive import Archive
    from content.importers.source_text import SourceText

MEDIA_TYPE = "application/epub+zip"

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways in which nothing but fonts is hidden."""
_HTML = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_MODIFIED = "dcterms:modified"
_CHANGES = frozenset(("creation", "modification"))
"""Events of a book's own making that a date in it may be about."""
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_.-]{1,30})["']""")
_ENCODINGS = re.compile(
    r"utf-8|utf-16|ascii|iso8859-\d{1,2}|cp125\d|koi8-[ru]|shift_jis|euc_(?:jp|kr)|gb2312|gb18030|gbk|big5"
)
_FETCH = "fetch or save it once more"


def read(data: bytes, name: str) -> SourceText:
    """The article in the bytes of a book; `name` is the file's name in errors. Raises ImportRefused."""
    from content.importers.child import read_article

    return read_article("epub", data, name, MEDIA_TYPE)


def parse(data: bytes) -> dict[str, Any]:
    """What the book holds, as JSON has it. Raises ImportRefused."""
    from content.importers.archive import Archive
    from content.importers.html_text import paragraphs_of

    archive = Archive(data)
    _refuse_protected(archive)
    if _CONTAINER not in archive:
        raise ImportRefused("it is no EPUB book", remedy=_FETCH)
    place = next((each.get("full-path", "") for each in _named(_markup(archive, _CONTAINER), "rootfile")), "")
    place = resolved("", place)
    package = _markup(archive, place)
    paragraphs: list[str] = []
    for name in _spine(package, place):
        paragraphs += paragraphs_of(_decoded(archive.read(name)))
    if not paragraphs:
        raise ImportRefused("it holds no text", remedy="import a book with the words themselves, not pictures of them")
    return {"paragraphs": paragraphs} | _metadata(package)


def resolved(base: str, reference: str) -> str:
    """The name of the member that a reference in the member `base` means.

    Raises ImportRefused where it leaves the archive.
    """
    path = unquote(reference.partition("#")[0])
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    leaves = name.startswith(("/", "../")) or name in ("..", ".") or "\\" in path or "\0" in path
    if leaves or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path):
        raise ImportRefused("it points to a file outside of itself", remedy="get it from a source you trust")
    return name


def _refuse_protected(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    for hidden in _named(_markup(archive, _ENCRYPTION), "EncryptedData"):
        method = next(iter(_named(hidden, "EncryptionMethod")), None)
        if method is None or method.get("Algorithm") not in _FONTS:
            raise ImportRefused("it is protected against copying", remedy="import a copy without protection")


def _markup(archive: Archive, name: str) -> Element:
    """A member's root element. Raises ImportRefused, also where it defines entities: they can grow without end."""
    etree, common = import_module("defusedxml.ElementTree"), import_module("defusedxml.common")
    try:
        root: Element = etree.fromstring(
            archive.read(name), forbid_dtd=False, forbid_entities=True, forbid_external=True
        )
    except common.DefusedXmlException:
        raise ImportRefused("its markup defines entities", remedy="get it from a source you trust") from None
    except (etree.ParseError, ValueError, LookupError):
        raise ImportRefused("a part of it is damaged", remedy=_FETCH) from None
    return root


def _named(root: Element, name: str) -> list[Element]:
    """The elements of a name, of whatever namespace, in their order."""
    return [each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name]


def _spine(package: Element, place: str) -> list[str]:
    """The names of the chapters in the order of reading, each once, without the table of contents."""
    items = {each.get("id", ""): each for each in _named(package, "item")}
    names: dict[str, None] = {}
    for reference in _named(package, "itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None:
            raise ImportRefused("a chapter of it is missing", remedy=_FETCH)
        is_contents = "nav" in item.get("properties", "").split()
        if reference.get("linear") != "no" and not is_contents and item.get("media-type") in _HTML:
            names[resolved(place, item.get("href", ""))] = None
    return list(names)


def _decoded(markup: bytes) -> str:
    """The text of a chapter; bytes that are not in its encoding become U+FFFD."""
    if markup.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return markup.decode("utf-16", "replace")
    declared = _DECLARED.match(markup.removeprefix(codecs.BOM_UTF8)[:200])
    encoding = "utf-8"
    if declared:
        try:
            known = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            known = ""
        # Python has codecs that are no encodings, and slow.
        if _ENCODINGS.fullmatch(known) and known != "utf-16":
            encoding = known
    return markup.decode(encoding, "replace").removeprefix("\ufeff")


def _metadata(package: Element) -> dict[str, str]:
    def texts(name: str) -> list[str]:
        found = (" ".join("".join(each.itertext()).split()) for each in _named(package, name))
        return [each for each in found if each]

    # A program that knows no date writes the day on which it made the book; then that is when it was changed as well.
    made = {(each.text or "").strip()[:10] for each in _named(package, "meta") if each.get("property") == _MODIFIED}
    dates = [
        (found[0], is_issue)
        for each in _named(package, "date")
        if (found := _DATE.match((each.text or "").strip())) and not _CHANGES.intersection(each.attrib.values())
        if (is_issue := "publication" in each.attrib.values()) or found[0] not in made
    ]
    dates.sort(key=lambda each: not each[1])
    addresses = (each for each in texts("source") + texts("identifier") if each.startswith(("https://", "http://")))
    return {
        "title": next(iter(texts("title")), ""),
        "author": ", ".join(dict.fromkeys(texts("creator"))),
        "publisher": next(iter(texts("publisher")), ""),
        "issued": next((day for day, _ in dates), ""),
        "url": next(addresses, ""),
        "language": next(iter(texts("language")), ""),
    }
