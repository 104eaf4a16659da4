"""Files are read as what they hold, and refused in one sentence where nothing can be read from them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from content.errors import ContentError, ImportRefused
from content.importers import disk
from content.importers.files import MAX_BYTES, find_files, is_briefing, read_bytes, read_file, read_plain_file
from content.importers.kinds import Kind, Unread, kind_of
from content.importers.source_text import SourceText
from content.model import Source

PROSE = "The two ministers met in Lisbon on Tuesday and agreed to meet again in the spring, officials said."
BRIEFING = Path(__file__).parents[2] / "content" / "bundled"


def zipped(**members: str) -> bytes:
    """A zip file; `__` in a member's name stands for a slash and `_x_` for a point."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_x_", "."), content)
    return made.getvalue()


# What kind a file is


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.txt", Kind.PDF),
        (b"\n\n%PDF-1.4\n", "-", Kind.PDF),
        (zipped(mimetype="application/epub+zip"), "a.zip", Kind.EPUB),
        (zipped(a="x" * 90, **{"META-INF__container_x_xml": ""}), "a", Kind.EPUB),
        (zipped(word__document_x_xml="<w/>"), "a.bin", Kind.DOCX),
        (b"PK\3\4 cut off", "a.docx", Kind.DOCX),
        (b"<!DOCTYPE html><html><p>x", "a.txt", Kind.HTML),
        (b"\xef\xbb\xbf \n<!-- saved from url=(0014) -->\n<HTML lang=en>", "a", Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", "a.xml", Kind.HTML),
        ("<html><p>é".encode("utf-16"), "a", Kind.HTML),
        (b"<p>Talks began.</p>", "-", Kind.HTML),
        (b"Talks began.", "a.html", Kind.HTML),
        (b"<?xml version='1.0'?>\n<rss version='2.0'>", "a.txt", Kind.FEED),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a'?><feed xmlns='x'>", "a.html", Kind.FEED),
        (b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>", "a", Kind.FEED),
        (b"From: a@b.org\nTo: c@d.org\nSubject: Talks\n\nTalks began.", "a", Kind.EMAIL),
        (b"Received: from a\r\n\tby b\r\nSubject: Talks\r\n\r\nTalks began.", "a.txt", Kind.EMAIL),
        (b"From a@b.org Sat Mar  1 10:00:00 2025\nMessage-ID: <1@b>\nSubject: x\n\nTalks.", "a", Kind.EMAIL),
        (b"Talks began.", "A.EML", Kind.EMAIL),
        (b"Talks began.", "a.doc", Kind.PLAIN),
        ("<html>é".encode("utf-32-be"), "a", Kind.HTML),
        (b"\0\0\xfe\xff" + "<rss>".encode("utf-32-be"), "a", Kind.FEED),
        (b"# Talks", "a.md", Kind.MARKDOWN),
        (b"---\ntitle: Talks\n---\n\nTalks began.", "-", Kind.MARKDOWN),
        (b"From: Lisbon\nTalks began: they went on.", "a.txt", Kind.PLAIN),
        (b"[Music] Talks began.", "a.txt", Kind.PLAIN),
        (b"{sic} Talks began.", "a.txt", Kind.PLAIN),
        (b"Date: Tuesday\n\nTalks began.", "a", Kind.PLAIN),
        (b"<unclear> said Talks began.", "a.txt", Kind.PLAIN),
        (b'{"format": "readout/briefing@1"}', "a.txt", Kind.BRIEFING),
        (b'{"id": 1, "format" : "readout/briefing@7"', "a", Kind.BRIEFING),
    ],
)
def test_a_file_is_what_it_holds_whatever_it_is_called(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a.txt", "an image"),
        (b"\xff\xd8\xff\xe0", "a.jpg", "an image"),
        (b"\0\0\0\x18ftypheic", "a", "an image"),
        (b"\0\0\0\x18ftypmp42", "a", "a recording"),
        (b"{\\rtf1\\ansi Talks}", "a.txt", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "an older Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.msg", "a message of Outlook"),
        (zipped(Index__Document_x_iwa=""), "a.pages", "a document of Pages"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "a.odt", "an OpenDocument file"),
        (zipped(xl__workbook_x_xml=""), "a.xlsx", "a spreadsheet"),
        (zipped(ppt__presentation_x_xml=""), "a.pptx", "a presentation"),
        (zipped(a_x_txt="Talks began."), "a.zip", "an archive"),
        (b"\x1f\x8b\x08", "a.tgz", "an archive"),
        (b'{"a": 1}', "a.txt", "JSON, but no briefing"),
        (b"[1, 2]\n", "-", "JSON, but no briefing"),
        (b'{"a": ', "a.json", "JSON, but no briefing"),
        (b"<?xml version='1.0'?><svg/>", "a", "XML of a kind"),
    ],
)
def test_what_is_not_read_is_called_by_its_name_with_what_to_do(data: bytes, name: str, words: str) -> None:
    assert isinstance(kind_of(data, name), Unread)
    with pytest.raises(ImportRefused) as refused:
        read_bytes(data, name)
    assert words in refused.value.reason and refused.value.where == name and refused.value.remedy
    assert "\n" not in str(refused.value)


# Bytes


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\r\n\t", "it is empty"),
        ("\u00a0\u3000\n\ufeff".encode(), "it holds no text"),
        (bytes(range(256)) * 20, "it is not text"),
        (b"\0" * 1000, "it is not text"),
        (b"\x7fELF\x02\x01\x01" + b"\0\x01\x02\x03" * 500, "it is not text"),
    ],
)
def test_what_holds_no_text_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_bytes(data, "a\nb.txt")
    assert refused.value.reason == reason
    assert str(refused.value).startswith("a b.txt: ")


def test_a_text_over_the_limit_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(ImportRefused, match="longer than 20 million characters"):
        read_bytes(b"Talks went on. " * 12_000_000, "a.txt")


def test_more_bytes_than_any_file_may_have_are_refused() -> None:
    with pytest.raises(ImportRefused, match="larger than 200 MB"):
        read_bytes(bytes(MAX_BYTES + 1), "-")


def test_a_text_becomes_an_article_with_its_bytes() -> None:
    [article] = read_bytes(PROSE.encode(), "a.txt")
    assert article == SourceText(PROSE, Source(), "", PROSE.encode(), "text/plain")


def test_a_feed_gives_its_articles_and_leaves_out_those_without_text(monkeypatch: pytest.MonkeyPatch) -> None:
    one, none = (SourceText(text, Source("x"), "en", b"<rss>", "application/rss+xml") for text in ("One.", ""))
    feed = ModuleType("content.importers.feed")
    monkeypatch.setattr(feed, "read", lambda data, name: [one, none, one], raising=False)
    monkeypatch.setitem(sys.modules, "content.importers.feed", feed)
    assert read_bytes(b"<rss></rss>", "a.xml") == [one, one]
    monkeypatch.setattr(feed, "read", lambda data, name: [])
    with pytest.raises(ImportRefused, match="no text"):
        read_bytes(b"<rss></rss>", "a.xml")


def test_a_page_is_given_to_the_reader_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    page = ModuleType("content.importers.html")
    monkeypatch.setattr(
        page, "read", lambda data, name: SourceText(name, Source(), "", data, "text/html"), raising=False
    )
    monkeypatch.setitem(sys.modules, "content.importers.html", page)
    assert read_bytes(b"<html>", "a") == [SourceText("a", Source(), "", b"<html>", "text/html")]


def test_the_article_of_a_briefing_can_be_read_again() -> None:
    path = next(iter(sorted(BRIEFING.glob("*.json"))))
    data = path.read_bytes()
    assert is_briefing(data) and is_briefing(b"\xef\xbb\xbf\n" + data)
    [article] = read_bytes(data, "a.json")
    assert len(article.text) > 1000 and article.source.title and article.media_type == "application/json"


def test_a_briefing_that_breaks_the_rules_is_refused() -> None:
    with pytest.raises(ContentError, match=r"a\.json"):
        read_bytes(b'{"format": "readout/briefing@1", "text": ', "a.json")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'["format", "readout/briefing@1"]', b'{"format": "other@1"}', b"{", PROSE.encode()]
)
def test_what_does_not_name_the_format_is_no_briefing(data: bytes) -> None:
    assert not is_briefing(data)


def test_nothing_of_others_is_imported_before_a_file_comes() -> None:
    code = "import sys; before = set(sys.modules); import content.importers.files; print(*set(sys.modules) - before)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    packages = {name.partition(".")[0] for name in ran.stdout.split()}
    assert packages - set(sys.stdlib_module_names) == {"content"}


# Files


def test_a_file_and_a_link_to_it_are_read(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "link"
    path.write_text(PROSE)
    link.symlink_to(path)
    assert read_plain_file(link) == PROSE.encode()
    assert read_file(link)[0].text == PROSE


def test_links_that_lead_in_a_circle_or_nowhere_are_refused(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.symlink_to(second)
    second.symlink_to(first)
    with pytest.raises(ImportRefused, match="cannot be read"):
        read_plain_file(first)
    with pytest.raises(ImportRefused, match="no such file"):
        read_plain_file(tmp_path / "none")


def test_pipes_devices_and_folders_are_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path, reason in [(tmp_path / "pipe.txt", "not a plain file"), (Path("/dev/zero"), "not a plain file")]:
        with pytest.raises(ImportRefused, match=reason):
            read_plain_file(path)
    with pytest.raises(ImportRefused, match="it is a folder; name a file in it"):
        read_plain_file(tmp_path)


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 5000])
def test_what_can_be_no_name_is_refused(name: str) -> None:
    with pytest.raises(ImportRefused):
        read_plain_file(Path(name))


def test_a_file_without_rights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk.os, "open", refuse)
    with pytest.raises(ImportRefused, match=r"cannot be read \(permission denied\)"):
        read_plain_file(path)


def test_a_file_over_the_limit_is_refused_before_and_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ImportRefused, match="larger than 200 MB"):
        read_plain_file(path)
    path.write_bytes(b"x" * 100)
    monkeypatch.setattr(disk, "_check_plain", lambda *_: None)  # it has grown since it was asked for
    monkeypatch.setattr(disk, "MAX_BYTES", 99)
    with pytest.raises(ImportRefused, match="larger than"):
        read_plain_file(path)


# Folders


def test_the_files_of_a_folder_are_found_in_order_and_others_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.pdf", "sub/deep/d.eml", ".hidden.txt", ".git/e.txt", "f.py", "none", "z.docx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PROSE)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone")
    found = [str(path.relative_to(tmp_path)) for path in find_files(tmp_path)]
    assert found == ["a.MD", "b.txt", "broken.txt", "link.txt", "sub/c.pdf", "sub/deep/d.eml", "z.docx"]


def test_of_json_and_xml_only_what_looks_like_briefings_and_feeds_is_found(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "briefing.json").write_text('{"format": "readout/briefing@1"}')
    (tmp_path / "feed.xml").write_text("<?xml version='1.0'?><rss>")
    (tmp_path / "build.xml").write_text("<project/>")
    assert [path.name for path in find_files(tmp_path)] == ["briefing.json", "feed.xml"]


@pytest.mark.parametrize("limit", ["MAX_FILES", "MAX_SEEN", "MAX_DEPTH"])
def test_a_folder_over_a_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    for number in range(3):
        path = tmp_path / "/".join("abc"[: number + 1]) / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(PROSE)
    assert len(find_files(tmp_path)) == 3
    monkeypatch.setattr(disk, limit, 2)
    with pytest.raises(ImportRefused, match="name a folder in it"):
        find_files(tmp_path)


def test_a_folder_that_may_not_be_opened_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("open", "shut"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(PROSE)
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(disk.os, "scandir", guarded)
    monkeypatch.setattr(disk.os, "access", lambda path, mode: False)
    found = find_files(tmp_path)
    assert found == [tmp_path / "open" / "a.txt", tmp_path / "shut"]
    with pytest.raises(ImportRefused, match="may not be opened"):
        read_plain_file(found[1])
    with pytest.raises(ImportRefused, match="permission denied"):
        find_files(tmp_path / "shut")
    with pytest.raises(ImportRefused, match="no such folder"):
        find_files(tmp_path / "none")
