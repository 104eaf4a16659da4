"""Whatever a document holds whose parser runs in a process of its own, an article comes of it or one sentence.

The parsers are called in this process, where ten thousand starts of Python are spared; that a process is confined, and
what is said of one that dies, `test_child` holds.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.errors import ContentError
from content.importers import child, docx, epub, feed, html, pdf
from content.importers.confined import DAMAGED, Unreadable, answer_to
from content.importers.normal import normalise
from content.importers.source_text import SourceText

FUZZ_EXAMPLES = {"html": 1_250, "feed": 1_000, "pdf": 750, "docx": 750, "epub": 750}
"""How many files are made for each kind; with those of `test_importer_fuzz` and `test_drafting` more than 10,000."""
LONG_RUN = 20
"""How many times as many by hand, with `pytest -m long`."""

PROSE = "The two ministers met in Lisbon on Tuesday – “a good day” – and agreed on $1.5 billion, officials said."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Talks | The Paper</title>
<meta property="og:title" content="Talks">
<meta name="author" content="Ana Sousa"><link rel="canonical" href="https://paper.example/1">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Talks","datePublished":"2023-05-24"}}</script>
</head><body><nav><a href="/">Home</a> <a href="/x">World</a></nav><article><h1>Talks</h1><p>{PROSE}</p><p>{PROSE} &amp;
more</p><ul><li>One</li></ul><table><tr><td>1</td></tr></table></article><footer>© The Paper</footer></body></html>"""
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Paper</title><item><title>Talks</title>
<link>https://paper.example/1</link><pubDate>Sat, 04 May 2024 23:30:00 -0500</pubDate><content:encoded><![CDATA[<p>
{PROSE}</p>]]></content:encoded></item><item><title>More</title><description>{PROSE}</description></item></channel></rss>"""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCX = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p><w:tbl><w:tr>'
    "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
}
EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    "a.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title>Talks</dc:title></metadata><manifest><item id="i" href="a.xhtml" media-type="application/xhtml+xml"/>'
    '</manifest><spine><itemref idref="i"/></spine></package>',
    "a.xhtml": f"<html><body><h1>Talks</h1><p>{PROSE}</p></body></html>",
}
PIECES = [
    b"", b"\0", b"\n", b"<", b">", b"</", b"<!--", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"&a;",
    b"&#0;", b"&#x110000;", b"\xff", b"\xc3", b"<p>", b"<div>", b"<script>", b"<plaintext>", b"xmlns=", b'"', b"..",
    b"../../etc/passwd", b"PK\1\2", b"PK\5\6", b"\xff" * 4, b"obj", b"endobj", b"stream", b"endstream", b"<<", b">>",
    b"/Kids [1 0 R]", b"/Length 99999999", b"/Count -1", b"xref", b"trailer", b"1 0 R", b"9" * 20, b"-1", b"(", b")",
    b"BT", b"Tj", b"/FlateDecode",
]  # fmt: skip

pieces = st.one_of(st.sampled_from(PIECES), st.binary(max_size=6))
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), pieces, st.integers(0, 9)), max_size=8)


def changed(data: bytes, changes: list[tuple[float, int, bytes, int]]) -> bytes:
    """The bytes with stretches of them lost, doubled and replaced."""
    for where, lost, piece, times in changes:
        place = int(where * len(data))
        stretch = data[place : place + lost] if times == 9 else b""
        data = data[:place] + piece * times + stretch * 2 + data[place + lost :]
    return data


def mutated(data: bytes) -> st.SearchStrategy[bytes]:
    return st.builds(changed, st.just(data), edits)


def archives(members: dict[str, str]) -> st.SearchStrategy[bytes]:
    """Archives that are changed in one of their members, in their names, or after they were packed."""

    def packed(which: str, inside: list[tuple[float, int, bytes, int]], name: str, stored: bool) -> bytes:
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
            for member, content in members.items():
                content_ = changed(content.encode(), inside) if member == which else content.encode()
                file.writestr(name if member == which and name else member, content_)
        return made.getvalue()

    names = st.sampled_from(["", "", "", "../a", "/a", "a" * 300])
    whole = st.builds(packed, st.sampled_from(list(members)), edits, names, st.booleans())
    return st.one_of(whole, whole, st.builds(changed, whole, edits))


def made_pdf() -> bytes:
    """A PDF of one page, uncompressed, so that what it draws is changed as well."""
    drawn = (
        f"BT /F1 12 Tf 72 720 Td ({PROSE[:60]}) Tj 0 -14 Td ({PROSE[60:].encode('ascii', 'replace').decode()}) Tj ET"
    )
    drawn = drawn.encode("ascii", "replace").decode()
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{rows}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


READERS: dict[str, tuple[Callable[[bytes, str], SourceText | list[SourceText]], st.SearchStrategy[bytes]]] = {
    "html": (html.read, mutated(PAGE.encode())),
    "feed": (feed.read, mutated(RSS.encode())),
    "pdf": (pdf.read, mutated(made_pdf())),
    "docx": (docx.read, archives(DOCX)),
    "epub": (epub.read, archives(EPUB)),
}


def run_here(kind: str, data: bytes, name: str) -> dict[str, Any]:
    """What `child.run` gives, from this process."""
    try:
        return child._understood(json.dumps(answer_to(kind, data)).encode(), 0, name)
    except Unreadable:
        return child._understood(b"", DAMAGED, name)


@pytest.mark.parametrize("times", [1, pytest.param(LONG_RUN, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", READERS)
def test_of_any_document_an_article_comes_or_one_sentence(
    kind: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (child, feed):
        monkeypatch.setattr(module, "run", run_here)
    monkeypatch.setattr("content.importers.html_extra.run", lambda *_: {"paragraphs": []})
    read, files = READERS[kind]
    outcomes: set[bool] = set()
    here = sorted(Path().iterdir())

    @settings(max_examples=FUZZ_EXAMPLES[kind] * times, deadline=None, suppress_health_check=list(HealthCheck))
    @given(files)
    def check(data: bytes) -> None:
        try:
            found = read(data, f"some.{kind}")
        except ContentError as error:
            outcomes.add(False)
            assert error.reason and error.remedy and "\n" not in str(error)
            return
        outcomes.add(True)
        for article in found if isinstance(found, list) else [found]:
            assert article.text and normalise(article.text) == article.text
            for words in (*article.source, article.language):
                assert words == " ".join(words.split()) and len(words) <= 2_000

    check()
    assert outcomes == {True, False}
    assert sorted(Path().iterdir()) == here
