"""Files that are made to do harm, and files that came to harm: an article or one sentence, within the limits."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from content.errors import ImportRefused
from content.importers import docx, epub, pdf
from content.importers.source_text import SourceText

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override
 PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf"/></rootfiles></container>"""
PACKAGE = """<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""
PARAGRAPH = "<w:p><w:r><w:t>Talks began in Lisbon.</w:t></w:r></w:p>"

Read = Callable[[bytes, str], SourceText]


def zipped(*members: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return made.getvalue()


def a_document(body: str = PARAGRAPH, *more: tuple[str, str | bytes]) -> bytes:
    main = f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'
    return zipped(("[Content_Types].xml", TYPES), ("word/document.xml", main), *more)


def a_book(chapter: str = "<p>Talks began.</p>") -> bytes:
    return zipped(("META-INF/container.xml", CONTAINER), ("book.opf", PACKAGE), ("a.xhtml", chapter))


def a_pdf(*objects: str) -> bytes:
    """A PDF of a catalogue and these objects, the second of which is the root of the pages."""
    data, places = b"%PDF-1.5\n", []
    for number, body in enumerate(("<</Type/Catalog/Pages 2 0 R>>", *objects), 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def stream(words: str, about: str = "") -> str:
    return f"<<{about}/Length {len(words)}>>\nstream\n{words}\nendstream"


FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHOWN = "BT /F1 11 Tf 72 700 Td (Talks began.) Tj ET"


def a_page(words: str = SHOWN, resources: str = "") -> tuple[str, str, str]:
    """A font, a page and its words: the objects 3 to 5."""
    used = f"/Resources<</Font<</F1 3 0 R>>{resources}>>"
    return FONT, f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]{used}/Contents 5 0 R>>", stream(words)


TREE = "<</Type/Pages/Count 1/Kids[4 0 R]>>"
FORM = stream("/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
WHOLE: list[tuple[Read, bytes]] = [
    (pdf.read, a_pdf(TREE, *a_page())), (docx.read, a_document()), (epub.read, a_book()),
]  # fmt: skip


def told(read: Read, data: bytes) -> str:
    """The article's text, or the sentence with which the file is refused."""
    try:
        return read(data, "some.file").text
    except ImportRefused as error:
        assert str(error).startswith("some.file: ") and "\n" not in str(error) and error.remedy
        return str(error)


@pytest.mark.parametrize(
    ("read", "data", "words"),
    [
        (pdf.read, a_pdf(TREE.replace("Count 1", "Count 1000000"), *a_page()), "Talks began."),
        (pdf.read, a_pdf(TREE.replace("[", "[2 0 R "), *a_page()), "damaged"),
        (pdf.read, a_pdf(TREE, *a_page(f"{SHOWN} /X Do", "/XObject<</X 6 0 R>>"), FORM), "Talks began."),
        (pdf.read, a_pdf(TREE, *a_page(f"{'[' * 100_000} {SHOWN}")), "nested too deeply"),
        (pdf.read, a_pdf(TREE, *a_page(SHOWN.replace("11 Tf", "1e999 Tf 9e999 0 0 9e999 1 1 Tm"))), ""),
        (docx.read, a_document("<w:tbl><w:tr><w:tc>" * 30_000), "nested too deeply"),
        (docx.read, a_document(PARAGRAPH, ("../../evil.xml", "<a/>"), ("/etc/evil.xml", "<a/>")), "Talks began"),
        (docx.read, a_document(PARAGRAPH, ("inner.zip", a_document())), "Talks began"),
        (docx.read, a_document(PARAGRAPH, ("word/styles.xml", "<a>" * 99_000)), "Talks began"),
        (epub.read, a_book("<div>" * 100_000 + "Talks."), "Talks."),
        (epub.read, a_book("<!--" * 100_000 + "Talks."), "Talks."),
        (epub.read, a_document(), "no EPUB book"),
    ],
)  # fmt: skip
def test_what_is_made_to_do_harm_does_none(read: Read, data: bytes, words: str) -> None:
    assert words in told(read, data)


def test_a_member_that_is_a_link_is_not_followed() -> None:
    link = zipfile.ZipInfo("a.xhtml")
    link.external_attr = 0o120777 << 16
    data = zipped(("META-INF/container.xml", CONTAINER), ("book.opf", PACKAGE), (link, "/etc/passwd"))
    assert "outside of itself" in told(epub.read, data)


@pytest.mark.parametrize(("read", "whole"), WHOLE)
def test_a_file_that_is_cut_off_anywhere_is_read_or_refused(read: Read, whole: bytes) -> None:
    assert "Talks began" in told(read, whole)
    for tenth in range(10):
        assert told(read, whole[: len(whole) * tenth // 10])


@pytest.mark.parametrize(("read", "whole"), WHOLE)
def test_a_file_with_other_bytes_in_it_is_read_or_refused(read: Read, whole: bytes) -> None:
    chance = random.Random(4)
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 3, 30])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert told(read, bytes(data))
