"""Word documents become articles; those that mean harm are refused in one sentence."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ImportRefused
from content.importers import archive, docx
from content.importers.archive import Archive
from content.model import Source

TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>
<dc:creator>{author}</dc:creator><dcterms:created>2024-03-05T10:00:00Z</dcterms:created></cp:coreProperties>"""


def zipped(members: dict[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


def document(body: str = "<w:p><w:r><w:t>Talks began.</w:t></w:r></w:p>", **others: str) -> bytes:
    """A document with a body of WordprocessingML and further members (`__` in a keyword stands for a slash)."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>',
    }
    members |= {name.replace("__", "/") + ".xml": content for name, content in others.items()}
    return zipped(members)


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefused) as caught:
        docx.read(data, "some.docx")
    assert str(caught.value).startswith("some.docx: ") and "\n" not in str(caught.value)
    return str(caught.value)


def test_paragraphs_and_properties_are_read() -> None:
    core = CORE.format(title="Talks in Lisbon", author="Jane Doe")
    data = document(paragraph("Talks in Lisbon") + paragraph("They began   on Monday."), docProps__core=core)
    article = docx.read(data, "some.docx")
    assert article.text == "They began on Monday."
    assert (article.source.title, article.source.author) == ("Talks in Lisbon", "Jane Doe")
    assert article.source.issued == ""
    assert article.original == data and article.media_type == docx.MEDIA_TYPE


def test_a_date_of_issue_is_taken_and_that_of_the_files_making_is_not() -> None:
    core = CORE.format(title="Talks", author="").replace("created", "issued")
    assert docx.read(document(docProps__core=core), "x").source.issued == "2024-03-05"


def test_what_stands_over_the_article_is_known_of_it_and_no_part_of_its_text() -> None:
    told = "Acting Trade Representative Demetrios Marantis met with President Joyce Banda on trade and investment."
    head = ["Marantis Meets President Banda.", "Office of the USTR", "Published April 5, 2013", told]
    core = CORE.format(title="Marantis Meets President Banda", author="Office of the USTR")
    article = docx.read(document("".join(map(paragraph, head)), docProps__core=core), "x")
    assert article.text == told
    assert article.source == Source("Marantis Meets President Banda", "Office of the USTR", "", "2013-04-05")
    assert docx.read(document("".join(map(paragraph, head[1:]))), "x").text == f"{head[1]}\n{told}"


def test_a_byline_and_a_date_are_found_behind_what_sums_the_article_up() -> None:
    told = "The two ministers met in Lisbon on Tuesday and agreed to meet again in the spring, officials said."
    head = ["Talks in Lisbon", "Nothing was signed.", "By Ana Sousa", "Updated April 5, 2013"]
    core = CORE.format(title="Talks in Lisbon", author="")
    article = docx.read(document("".join(map(paragraph, [*head, told, "May 5, 2013", told])), docProps__core=core), "x")
    assert article.text == f"Nothing was signed.\n{told}\nMay 5, 2013\n{told}"
    assert article.source[1:4] == ("Ana Sousa", "", "2013-04-05")


def test_a_document_of_nothing_but_its_title_keeps_it() -> None:
    core = CORE.format(title="Talks in Lisbon", author="")
    assert docx.read(document(paragraph("Talks in Lisbon"), docProps__core=core), "x").text == "Talks in Lisbon"


@pytest.mark.parametrize("title", ["statement_final_v2", "Release.docx", "Document1", "Untitled", "", "2024"])
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    assert docx.read(document(docProps__core=CORE.format(title=title, author="User")), "x").source[:2] == ("", "")


def test_words_that_were_inserted_stay_and_those_deleted_go() -> None:
    body = (
        "<w:p><w:r><w:t>Trade </w:t></w:r><w:ins w:id='1'><w:r><w:t>rose</w:t></w:r></w:ins>"
        "<w:del w:id='2'><w:r><w:delText>fell</w:delText></w:r></w:del></w:p>"
    )
    assert docx.read(document(body), "x").text == "Trade rose"


def test_a_document_without_words_is_refused() -> None:
    assert "no text" in refusal(document("<w:p/>"))


def test_entities_are_refused_in_the_document_and_in_its_properties() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    assert "defines entities" in refusal(document(docProps__core=bomb))
    data = zipped({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": bomb})
    assert "defines entities" in refusal(data)


def test_a_document_with_a_password_says_so() -> None:
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"words", document()[:-30], document()[:200]], ids=range(5))
def test_what_is_no_document_or_cut_off_is_refused(data: bytes) -> None:
    refusal(data)


def test_a_zip_bomb_is_refused_by_what_it_becomes() -> None:
    assert "too large" in refusal(document(word__more="<a>" + " " * 30_000_000 + "</a>"))


def test_nesting_of_any_depth_ends_in_an_article_or_a_sentence() -> None:
    deep = "<w:sdt><w:sdtContent>" * 20_000 + paragraph("Deep.") + "</w:sdtContent></w:sdt>" * 20_000
    assert "nested too deeply" in refusal(document(deep))


def test_a_member_is_counted_as_it_is_read_and_so_is_the_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBER", 100)
    monkeypatch.setattr(archive, "MAX_TOTAL", 150)
    opened = Archive(zipped({"a": b"x" * 101, "b": b"y" * 100, "c": b"z" * 51, "d": b"w" * 50}))
    with pytest.raises(ImportRefused, match="too large"):
        opened.read("a")
    assert opened.read("b") == b"y" * 100
    with pytest.raises(ImportRefused, match="too large"):
        opened.read("c")
    assert opened.read("d") == b"w" * 50


def test_too_many_members_and_two_of_one_name_are_refused() -> None:
    with pytest.raises(ImportRefused, match="more than 5,000 members"):
        Archive(zipped({str(number): b"" for number in range(5_001)}))
    data = zipped({"same-a": b"1", "same-b": b"2"}).replace(b"same-b", b"same-a")
    with pytest.raises(ImportRefused, match="two members of one name"):
        Archive(data)


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(zipped({"a": b"words"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ImportRefused, match="encrypted"):
        Archive(bytes(data))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_of_any_kind_ends_in_an_article_or_a_refusal_of_the_archive(data: st.DataObject) -> None:
    whole = bytearray(document(docProps__core=CORE.format(title="T", author="A")))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        opened = Archive(bytes(whole[: data.draw(st.integers(0, len(whole)) | st.just(len(whole)))]))
    except ImportRefused:
        return
    for name in opened.names:
        try:
            assert len(opened.read(name)) <= archive.MAX_MEMBER
        except ImportRefused as error:
            assert error.remedy


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_a_damaged_document_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(document())
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        assert docx.read(bytes(whole), "x").text
    except ImportRefused as error:
        assert str(error).startswith("x: ")
