"""EPUB books become articles in the order of their spine; nothing outside of the archive is ever read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ImportRefused
from content.importers import epub
from content.importers.epub import resolved
from content.importers.html_text import paragraphs_of
from tests.domain.steps import in_vain, steps_of

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="{place}" media-type="application/oebps-package+xml"/></rootfiles></container>"""
ABOUT = """<dc:title>Talks in Lisbon</dc:title><dc:creator>Jane Doe</dc:creator><dc:creator>John Roe</dc:creator>
<dc:date>2024-03-05T00:00:00Z</dc:date><dc:publisher>The Ministry</dc:publisher><dc:language>en</dc:language>
<dc:identifier>urn:uuid:1</dc:identifier><dc:source>https://ministry.example/talks</dc:source>"""


def book(
    chapters: dict[str, str | bytes] | None = None,
    *,
    hrefs: list[str] | None = None,
    about: str = ABOUT,
    place: str = "OEBPS/content.opf",
    others: dict[str, str] | None = None,
    head: str = "",
) -> bytes:
    """A book whose spine names `hrefs`, or the chapters in their order."""
    chapters = {"a.xhtml": "<p>Talks began.</p>"} if chapters is None else chapters
    hrefs = list(chapters) if hrefs is None else hrefs
    items = "".join(f'<item id="i{n}" href="{x}" media-type="application/xhtml+xml"/>' for n, x in enumerate(hrefs))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(hrefs)))
    package = f"""{head}<package xmlns="http://www.idpf.org/2007/opf"><metadata
 xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip")
        file.writestr("META-INF/container.xml", CONTAINER.format(place=place))
        file.writestr("OEBPS/content.opf", package)
        for name, content in chapters.items():
            file.writestr(f"OEBPS/{name}", content)
        for name, content in (others or {}).items():
            file.writestr(name, content)
    return made.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefused) as caught:
        epub.read(data, "some.epub")
    assert str(caught.value).startswith("some.epub: ") and "\n" not in str(caught.value)
    return str(caught.value)


def test_chapters_follow_the_spine_and_the_metadata_is_taken() -> None:
    data = book({"b.xhtml": "<h1>Two</h1>", "a b.xhtml": "<p>One &amp; all</p>"}, hrefs=["a%20b.xhtml", "b.xhtml"])
    article = epub.read(data, "some.epub")
    assert article.text == "One & all\nTwo"
    assert article.source == (
        "Talks in Lisbon",
        "Jane Doe, John Roe",
        "The Ministry",
        "2024-03-05",
        "https://ministry.example/talks",
    )
    assert (article.language, article.original, article.media_type) == ("en", data, "application/epub+zip")


@pytest.mark.parametrize(
    ("dates", "issued"),
    [
        ("<dc:date>2024-03-05</dc:date>", "2024-03-05"),
        ('<dc:date>2024-03-05</dc:date><meta property="dcterms:modified">2026-11-25T10:00:00Z</meta>', "2024-03-05"),
        ('<dc:date>2026-11-25</dc:date><meta property="dcterms:modified">2026-11-25T10:00:00Z</meta>', ""),
        ('<dc:date event="modification">2026-11-25</dc:date>', ""),
        ('<dc:date event="creation">2026-11-25</dc:date><dc:date event="publication">2024</dc:date>', "2024"),
    ],
)
def test_the_day_on_which_a_book_was_made_is_not_when_it_was_issued(dates: str, issued: str) -> None:
    assert epub.read(book(about=f"<dc:title>Talks</dc:title>{dates}"), "x").source.issued == issued


def test_a_title_page_and_a_headline_are_no_part_of_the_text() -> None:
    chapters: dict[str, str | bytes] = {
        "title.xhtml": "<h1>Talks in Lisbon</h1><p>Jane Doe, John Roe</p><p>2024-03-05</p>",
        "a.xhtml": "<h1>Talks in Lisbon</h1><p>Talks began.</p>",
    }
    article = epub.read(book(chapters), "x")
    assert article.text == "Talks began."
    assert article.source[:4] == ("Talks in Lisbon", "Jane Doe, John Roe", "The Ministry", "2024-03-05")


def test_a_chapter_that_the_spine_names_twice_is_read_once() -> None:
    assert epub.read(book(hrefs=["a.xhtml", "a.xhtml"]), "x").text == "Talks began."


@pytest.mark.parametrize(
    "chapter",
    [
        "<p>Café – “talks”</p>".encode(),
        "\ufeff<p>Café – “talks”</p>".encode("utf-16-le"),
        '<?xml version="1.0" encoding="windows-1252"?><p>Café – “talks”</p>'.encode("cp1252"),
    ],
)
def test_chapters_are_read_in_their_encoding(chapter: bytes) -> None:
    assert epub.read(book({"a.xhtml": chapter}), "x").text == "Café – “talks”"


@pytest.mark.parametrize(
    "href",
    [
        "../../secret",
        "/etc/passwd",
        "..%2f..%2fsecret",
        "file:///etc/passwd",
        "https://host.example/a",
        "a\\..\\b",
        "..",
    ],
)
def test_a_reference_that_leaves_the_archive_is_refused(href: str) -> None:
    assert "outside of itself" in refusal(book(hrefs=[href]))


def test_the_package_cannot_be_outside_either() -> None:
    assert "outside of itself" in refusal(book(place="../content.opf"))


def test_a_file_of_this_machine_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "a.xhtml").write_text("<p>secret</p>")
    relative = "../" * 20 + str(tmp_path / "a.xhtml").lstrip("/")
    assert "outside" in refusal(book(hrefs=[relative]))
    entity = f'<!DOCTYPE p [<!ENTITY x SYSTEM "file://{tmp_path}/a.xhtml">]>'
    assert "entities" in refusal(book(head=entity, about="<dc:title>&x;</dc:title>"))
    assert "secret" not in epub.read(book({"a.xhtml": f"{entity}<p>Words &x;</p>"}), "x").text


def test_entities_that_grow_are_refused() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE package [<!ENTITY a0 "lol">{grown}]>'
    assert "defines entities" in refusal(book(head=head, about="<dc:title>&a11;</dc:title>"))


def test_protection_against_copying_is_refused_and_hidden_fonts_are_no_matter() -> None:
    hidden = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    aes = hidden.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")
    assert "protected" in refusal(book(others={"META-INF/encryption.xml": aes}))
    fonts = hidden.format("http://www.idpf.org/2008/embedding")
    assert epub.read(book(others={"META-INF/encryption.xml": fonts}), "x").text == "Talks began."


def test_a_missing_chapter_a_damaged_package_and_a_book_without_words_are_refused() -> None:
    assert "missing" in refusal(book(hrefs=["b.xhtml"]))
    assert "damaged" in refusal(book(about="<dc:title>"))
    assert "no text" in refusal(book({"a.xhtml": "<img src='a.png'/>"}))
    assert "missing" in refusal(book(place="OEBPS/other.opf"))


@pytest.mark.parametrize("data", [b"", b"words", book()[:-40], book()[:100], b"PK\x05\x06"], ids=range(5))
def test_what_is_no_book_or_cut_off_is_refused(data: bytes) -> None:
    refusal(data)


def test_a_zip_bomb_is_refused_by_what_it_becomes() -> None:
    assert "too large" in refusal(book({"a.xhtml": b" " * 30_000_000}))


def test_nesting_of_any_depth_costs_nothing_in_a_chapter_and_is_survived_in_the_package() -> None:
    assert epub.read(book({"a.xhtml": "<div>" * 100_000 + "<p>Deep.</p>"}), "x").text == "Deep."
    deep = "<a>" * 200_000 + "</a>" * 200_000
    try:
        assert epub.read(book(about=deep), "x").text == "Talks began."
    except ImportRefused as error:
        assert error.remedy


def test_blocks_part_paragraphs_and_inline_markup_does_not() -> None:
    html = "<p>One <b>t</b>wo<br/>three</p>four<ul><li>five</li><li>six</ul><td>seven<td>eight<br><br>nine"
    assert paragraphs_of(html) == ["One two three", "four", "five", "six", "seven", "eight", "nine"]


def test_what_is_not_read_aloud_is_dropped() -> None:
    html = (
        "<head><title>T</title></head><script>x<1</script><style>p{}</style><nav><nav>a</nav>b</nav><script/><p>Words"
    )
    assert paragraphs_of(html) == ["Words"]


def test_signs_of_notes_go_and_raised_digits_stay() -> None:
    html = '<p>It rose<sup><a href="#n">[1]</a></sup> to 5 km<sup>2</sup><a href="#m"><sup>3</sup></a>.'
    assert paragraphs_of(html) == ["It rose to 5 km2."]


@pytest.mark.parametrize("begun", ["<!--", "<p a='", "<![", "</", "<?", "<p ", "<sup>", "<script>", "&#", "<!"])
def test_what_is_begun_again_and_again_and_never_ended_costs_little(begun: str) -> None:
    def steps(times: int, end: str) -> int:
        html = ("<p>a</p>" if end else "") + begun * times + end
        return steps_of(lambda: paragraphs_of(html))

    def sought(times: int, end: str) -> int:
        html = ("<p>a</p>" if end else "") + begun * times + end
        return in_vain(lambda: paragraphs_of(html), "html/parser.py", "_markupbase.py")

    for end in ("", ">", "'-->"):
        assert steps(4000, end) < 12 * steps(400, end) + 500
        assert sought(400, end) < 10  # each reads on to the end


def test_comments_are_no_words() -> None:
    assert paragraphs_of("<p>a<!-- b <p> -->c<!-->d<!-- e") == ["acd e"]


def test_marked_sections_are_survived() -> None:
    assert paragraphs_of("<p>a<![foo[b]]>c")[0].startswith("a")


TAGS = ["<p>", "</p>", "<sup>", "</sup>", "<a>", "</a>", "<nav>", "</nav>", "<br>", "<![", "<!--", "-->", "<script>"]
MARKUP = st.lists(st.sampled_from([*TAGS, "&", "<", ">", " ", "x"]))


@given(MARKUP.map("".join) | st.text())
def test_any_html_gives_paragraphs_on_one_line_without_blanks_at_their_ends(html: str) -> None:
    for paragraph in paragraphs_of(html):
        assert paragraph and paragraph == " ".join(paragraph.split())


def test_a_reference_to_a_character_that_no_number_has_is_a_sign_of_what_is_missing() -> None:
    assert paragraphs_of(f"<p>It fell by 3 &#{'9' * 5_000}; percent.</p>") == ["It fell by 3 \ufffd percent."]


@given(st.text("./\\%2eEfab:\0#", max_size=20), st.sampled_from(["", "a", "a/b", "a/b/c.opf"]))
def test_no_reference_leads_out_of_the_archive(reference: str, base: str) -> None:
    try:
        name = resolved(base, reference)
    except ImportRefused:
        return
    assert not name.startswith("/") and ".." not in name.split("/") and "\\" not in name


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_book_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(book())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert epub.parse(bytes(whole))["paragraphs"]
    except ImportRefused as error:
        assert error.remedy


def test_notes_their_signs_and_the_ends_of_printed_pages_are_left_out() -> None:
    body = (
        '<p>Talks <span role="doc-pagebreak" id="p4"/>began<a role="doc-noteref" href="#n1">1</a> on <b>Monday</b>'
        '<a epub:type="noteref" href="#n2">2</a>.</p><aside epub:type="footnote" id="n1"><p>A note.'
        '<a role="doc-backlink" href="#r1">back</a></p></aside><p>They ended.</p>'
    )
    assert paragraphs_of(body) == ["Talks began on Monday.", "They ended."]
