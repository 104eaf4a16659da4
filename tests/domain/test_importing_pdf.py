"""PDF files become articles of paragraphs; those that cannot be read are refused in one sentence that says why."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from content.errors import ImportRefused
from content.importers import pdf
from content.importers.pdf_lines import Line
from content.importers.pdf_paragraphs import paragraphs_of
from content.model import Source

FULL = "The ministers spoke for two hours about trade, grain and the price"
"""A line that is as wide as most."""


def made_pdf(pages: Sequence[Sequence[str]], *, info: str = "", height: int = 720, leading: int = 14) -> bytes:
    """A PDF whose pages have these lines; an empty one leaves room."""
    objects = ["<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        shows = "".join(f"({line}) Tj T* " if line else "T* " for line in lines)
        stream = f"BT /F1 11 Tf {leading} TL 72 {height} Td {shows}ET"
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
        resources = "/Resources<</Font<</F1 3 0 R>>>>/MediaBox[0 0 612 792]"
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {len(objects)} 0 R{resources}>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    objects.append(f"<<{info}>>")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\nstartxref\n{start}\n%%EOF"
    return data + trailer.encode()


def encrypted(user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made_pdf([["Talks began."]]))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefused) as caught:
        pdf.read(data, "some.pdf")
    assert str(caught.value).startswith("some.pdf: ") and "\n" not in str(caught.value)
    return str(caught.value)


def paragraphs(*pages: Sequence[str]) -> list[str]:
    """The paragraphs of pages of evenly set lines."""
    return paragraphs_of([[Line(line, 700 - 14 * row, 11) for row, line in enumerate(page) if line] for page in pages])


def test_lines_are_joined_and_a_gap_parts_paragraphs() -> None:
    data = made_pdf([[FULL, "of gas.", "", FULL, "of oil, and they will meet again."]])
    article = pdf.read(data, "some.pdf")
    assert article.text == f"{FULL} of gas.\n{FULL} of oil, and they will meet again."
    assert (article.language, article.original, article.media_type) == ("en-GB", data, "application/pdf")


def test_title_author_and_date_are_taken_where_they_are_sensible() -> None:
    info = "/Title(Talks in Lisbon)/Author(Jane Doe)/CreationDate(D:20240305100000Z)"
    source = pdf.read(made_pdf([["5 March 2024", "", FULL, "of gas."]], info=info), "x").source
    assert source[:4] == ("Talks in Lisbon", "Jane Doe", "", "2024-03-05")


def test_the_day_on_which_a_file_was_made_is_not_when_its_article_was_issued() -> None:
    info = "/Title(Talks in Lisbon)/CreationDate(D:20261125100000Z)/Producer(LibreOffice 24.2)"
    assert pdf.read(made_pdf([["Talks began."]], info=info), "x").source.issued == ""


@pytest.mark.parametrize(
    ("said", "issued"),
    [
        ("<dc:date><rdf:Seq><rdf:li>2024-03-05T00:30:00+02:00</rdf:li></rdf:Seq></dc:date>", "2024-03-05"),
        ("<xmp:CreateDate>2024-03-06T10:00:00Z</xmp:CreateDate><dc:date>2024-03-05</dc:date>", "2024-03-05"),
        ("<xmp:CreateDate>2024-03-05T10:00:00Z</xmp:CreateDate><dc:date>2024-03-05</dc:date>", ""),
        ("<dc:date>2026-11-25</dc:date>", ""),
        ("<dc:date>soon</dc:date>", ""),
    ],
)
def test_a_date_that_a_file_states_is_taken_where_it_is_not_that_of_its_making(said: str, issued: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made_pdf([["Talks began."]]))))
    writer.add_metadata({"/CreationDate": "D:20261125100000Z"})
    writer.xmp_metadata = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{said}</x:xmpmeta>'.encode()
    made = BytesIO()
    writer.write(made)
    assert pdf.read(made.getvalue(), "x").source.issued == issued


def test_headline_byline_and_date_are_no_part_of_the_text() -> None:
    head = ["TALKS IN LISBON", "", "By Ana Sousa", "", "March 5, 2024", "", f"LISBON (AP) - {FULL} of gas."]
    article = pdf.read(made_pdf([head], info="/Title(Talks in Lisbon)/Author(laptop owner)"), "x")
    assert article.text == f"LISBON (AP) - {FULL} of gas."
    assert article.source == Source("Talks in Lisbon", "Ana Sousa", "", "2024-03-05")


@pytest.mark.parametrize("title", ["Microsoft Word - Release 5.docx", "final_v2", "untitled", "report.indd", " "])
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    info = f"/Title({title})/Author(Administrator)/CreationDate(soon)"
    assert pdf.read(made_pdf([["Talks began."]], info=info), "x").source[:4] == ("", "", "", "")


def test_a_full_line_that_ends_a_sentence_parts_nothing_and_a_short_one_does() -> None:
    ended = FULL[:-1] + "."
    assert paragraphs([ended, FULL, "of gas.", FULL, "of oil."]) == [f"{ended} {FULL} of gas.", f"{FULL} of oil."]


def test_a_heading_is_a_paragraph_of_its_own() -> None:
    assert paragraphs(["Trade and grain", FULL, "of gas."]) == ["Trade and grain", f"{FULL} of gas."]
    large = [Line("A heading of two lines in large type, the", 700, 20), Line("other one here", 676, 20)]
    body = [Line(FULL, 640, 11), Line("of gas.", 626, 11)]
    assert paragraphs_of([large + body])[1:] == [f"{FULL} of gas."]


def test_items_of_a_list_stay_apart() -> None:
    assert paragraphs([FULL, "• grain", "• gas", "(a) oil"])[1:] == ["• grain", "• gas", "(a) oil"]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert paragraphs([FULL, FULL], ["of gas, it was said."]) == [f"{FULL} {FULL} of gas, it was said."]


def test_words_parted_at_the_end_of_a_line_are_whole_and_keep_hyphens_of_their_own() -> None:
    wide = "The ministers of both countries spoke about grain and the govern-"
    assert paragraphs([wide, "ment of oil."])[0].endswith("the government of oil.")
    wide = "The long-term plan of both countries was on grain and on the long-"
    assert paragraphs([wide, "term price of oil."])[0].endswith("the long-term price of oil.")
    wide = "The ministers of both countries met, as they said, with the Anglo-"
    assert paragraphs([wide, "American side."])[0].endswith("the Anglo-American side.")
    wide = "The ministers of both countries met on a military-to-"
    assert paragraphs([wide, "military basis."])[0].endswith("military-to-military basis.")


def test_running_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [["Weekly Review", f"On page {n} {FULL}", f"it is {word}.", "Ministry, p. 1 of 4", str(n)]
             for n, word in enumerate(("so", "thus", "well", "fine"), 1)]  # fmt: skip
    found = "\n".join(paragraphs(*pages))
    assert "Weekly" not in found and "Ministry" not in found
    assert "so." in found and "fine." in found


def test_a_line_that_comes_back_inside_the_pages_stays() -> None:
    page = [f"{FULL} {n}" for n in "abcdefgh"]
    other = [f"{FULL} {n}" for n in "ijklmnop"]
    page[4] = other[4] = "The same words."
    assert "\n".join(paragraphs(page, other)).count("The same words.") == 2


def test_a_pdf_for_which_one_needs_a_password_is_refused_and_one_with_an_empty_one_opens() -> None:
    assert refusal(encrypted("secret")).startswith("some.pdf: it needs a password; ")
    assert pdf.read(encrypted(""), "x").text == "Talks began."


def test_a_pdf_that_is_encrypted_with_aes_says_so_where_that_cannot_be_read() -> None:
    zeros = {each: "00" * size for each, size in (("O", 48), ("U", 48), ("OE", 32), ("UE", 32), ("Perms", 16))}
    strings = "".join(f"/{key}<{value}>" for key, value in zeros.items())
    method = "/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    encryption = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4{strings}{method}>>/Root".encode()
    assert "it needs a password, or is encrypted in a way that is not read" in refusal(
        made_pdf([["Talks began."]]).replace(b"/Root", encryption)
    )


def test_a_pdf_that_grows_without_end_is_said_to_be_too_large() -> None:
    small = made_pdf([["Talks began."]])
    start, end = small.index(b"stream\n") + 7, small.index(b"\nendstream")
    bomb = zlib.compress(b" " * (100 << 20))
    head = re.sub(rb"<</Length \d+>>(?=\nstream\n$)", b"<</Length %d/Filter/FlateDecode>>" % len(bomb), small[:start])
    assert "too large" in refusal(head + bomb + small[end:]) or "took too long" in refusal(head + bomb + small[end:])


def test_a_title_that_a_program_gave_yields_to_the_largest_type_of_the_first_page() -> None:
    data = made_pdf(
        [["Talks on Grain in Lisbon"], [FULL] * 20], info="/Title(Microsoft Word - draft3.doc)/Author(admin)"
    )
    data = data.replace(b"/F1 11 Tf", b"/F1 22 Tf", 1)
    assert pdf.read(data, "x").source[:2] == ("Talks on Grain in Lisbon", "")


@pytest.mark.parametrize(
    "program", ["/Creator(Chromium)", "/Producer(Skia/PDF m114)", "/Producer(Microsoft: Print To PDF)"]
)
def test_the_day_on_which_a_page_was_printed_is_not_when_it_was_issued(program: str) -> None:
    info = f"/CreationDate(D:20240305100000Z){program}"
    assert pdf.read(made_pdf([["Talks began."]], info=info), "x").source.issued == ""


@pytest.mark.parametrize(
    "author", ["anonymous", "(anonymous)", "Windows User", "user1", "jdoe_laptop", "Preferred Customer"]
)
def test_what_programs_write_for_an_author_is_none(author: str) -> None:
    escaped = author.replace("(", "\\(").replace(")", "\\)")
    assert pdf.read(made_pdf([["Talks began."]], info=f"/Author({escaped})"), "x").source.author == ""


def test_a_font_without_a_blank_glues_no_words() -> None:
    shown = b"[(Talks) -210 (on) -210 (gr) 20 (ain) -40 (s)] TJ"
    data = made_pdf([["Talks began."]]).replace(b"(Talks began.) Tj", shown)
    font = b"/Helvetica/FirstChar 32/LastChar 122/Widths[1000 " + b"500 " * 90 + b"]"
    assert pdf.read(data.replace(b"/Helvetica", font), "x").text == "Talks on grains"


def test_a_scanned_pdf_says_that_it_needs_text_recognition() -> None:
    assert refusal(made_pdf([[""], [""]])) == (
        "some.pdf: it holds pictures of pages and no text; run text recognition (OCR) over it first"
    )


def test_a_pdf_without_pages_or_with_too_many_is_refused() -> None:
    assert "no pages" in refusal(made_pdf([]))
    assert "more than 2,000 pages" in refusal(made_pdf([["a"]] * 2_001))


@pytest.mark.parametrize("data", [b"", b"words", b"%PDF-1.4\n", b"\x00" * 5000, b"%PDF-1.4\n" + b"[" * 100_000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    refusal(data)


def test_a_pdf_that_is_cut_off_is_read_as_far_as_it_goes_or_refused() -> None:
    whole = made_pdf([[FULL, "of gas."]])
    for end in (len(whole) // 4, len(whole) // 2, len(whole) - 60):
        try:
            assert pdf.read(whole[:end], "x").text
        except ImportRefused as error:
            assert error.remedy


def test_pages_that_are_their_own_children_end_in_a_sentence() -> None:
    refusal(made_pdf([]).replace(b"/Kids[]", b"/Kids[2 0 R]").replace(b"/Count 0", b"/Count 1"))


LINES = st.builds(
    Line,
    st.text("ab .-\xad1A•é", min_size=1).filter(str.strip),
    st.floats(-99, 999),
    st.floats(0.5, 40),
    st.floats(-99, 999),
)


@given(st.lists(st.lists(LINES, max_size=9), max_size=5))
def test_no_lines_keep_paragraphs_from_being_made(pages: list[list[Line]]) -> None:
    trimmed = [[line._replace(text=" ".join(line.text.split())) for line in page] for page in pages]
    made = "".join(paragraphs_of(trimmed))
    letters = [each for page in trimmed for line in page for each in line.text]
    assert {each for each in made if each.isalpha()} <= set(letters)
    if len(pages) == 1 and trimmed[0] and "1" not in letters:
        assert sum(map(str.isalpha, made)) == sum(map(str.isalpha, letters))


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(made_pdf([[FULL, "of gas."]], info="/Title(Talks)"))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert pdf.read(bytes(whole), "x").text
    except ImportRefused as error:
        assert str(error).startswith("x: ")
