"""Where a library is not installed that reads files of a kind, one sentence says so, with the command to install it."""

from __future__ import annotations

import shlex
import sys

import pytest

from content.errors import ImportRefused
from content.importers import child
from content.importers.confined import Unreadable, answer_to
from content.importers.files import read_bytes
from tests.domain.test_importing_docx import document

FEED = b"<rss version='2.0'><channel><title>F</title><item><title>T</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("kind", "hidden", "package"),
    [("pdf", "pypdf", "pypdf"), ("docx", "mammoth", "mammoth"), ("feed", "feedparser", "feedparser")],
)
def test_a_parser_whose_library_is_missing_says_which_and_how_to_get_it(kind: str, hidden: str, package: str) -> None:
    hide = f"import sys; sys.path += {sys.path!r}; sys.modules[{hidden!r}] = None; "
    start = f"{hide}from content.importers.confined import main; main({kind!r})"
    data = {"pdf": b"%PDF-1.4\n", "docx": document(), "feed": FEED}[kind]
    with pytest.raises(ImportRefused) as caught:
        child.answer_of([sys.executable, "-I", "-B", "-c", start], data, f"some.{kind}")
    assert str(caught.value) == (
        f"some.{kind}: the library {package} that reads it is not installed; "
        f"install it with: {shlex.quote(sys.executable)} -m pip install {package}"
    )


def test_a_library_that_reads_markdown_in_this_process_is_asked_for_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    with pytest.raises(ImportRefused, match=r"some.md: the library markdown-it-py .* -m pip install markdown-it-py"):
        read_bytes(b"# Trade\n\nIt *grew*.\n", "some.md")


def test_what_else_is_missing_is_a_fault_of_the_file_or_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "content.importers.pdf", None)
    with pytest.raises(Unreadable):
        answer_to("pdf", b"%PDF-1.4\n")
    monkeypatch.setitem(sys.modules, "content.importers.plain", None)
    with pytest.raises(ModuleNotFoundError):
        read_bytes(b"It grew.", "some.txt")
