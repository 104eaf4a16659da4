"""Files of all kinds: each is read by the module for its kind, which is imported when the first such file comes."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from content.errors import ImportRefused
from content.importers.briefing_file import shown
from content.importers.disk import MAX_BYTES, find_files, read_plain_file
from content.importers.kinds import Kind, Unread, is_briefing, kind_of
from content.importers.source_text import SourceText

__all__ = ["MAX_BYTES", "find_files", "is_briefing", "read_bytes", "read_file", "read_plain_file"]

_MODULES = {
    Kind.PDF: "content.importers.pdf",
    Kind.EPUB: "content.importers.epub",
    Kind.DOCX: "content.importers.docx",
    Kind.HTML: "content.importers.html",
    Kind.FEED: "content.importers.feed",
    Kind.EMAIL: "content.importers.email_message",
    Kind.MARKDOWN: "content.importers.markdown",
    Kind.PLAIN: "content.importers.plain",
}
"""Where the function `read` for each kind is: bytes and the file's name in, an article out (articles of a feed)."""


def read_file(path: Path) -> list[SourceText]:
    """The articles in a file, see `read_plain_file` and `read_bytes`. Raises ContentError."""
    return read_bytes(read_plain_file(path), str(path))


def read_bytes(data: bytes, name: str) -> list[SourceText]:
    """The articles in the bytes of a file, at least one; only a feed has several. `name` is its name in errors.

    What kind of file it is, its content says, then the end of its name. Raises ImportRefused for what is of no kind
    that is read, is damaged, exceeds a limit or holds no text, and BriefingFileError for a briefing that breaks its
    rules.
    """
    try:
        articles = [article for article in _read_with_libraries(data, name) if article.text]
    except ImportRefused as error:
        if error.where:
            raise
        raise ImportRefused(error.reason, where=shown(name), remedy=error.remedy) from None
    if not articles:
        raise ImportRefused("it holds no text", where=shown(name), remedy="import another file of the article")
    return articles


def _read_with_libraries(data: bytes, name: str) -> list[SourceText]:
    try:
        return _read(data, name)
    except ModuleNotFoundError as error:
        from content.importers.libraries import absence

        raise absence(error) from None


def _read(data: bytes, name: str) -> list[SourceText]:
    if len(data) > MAX_BYTES:
        most = MAX_BYTES // (1024 * 1024)
        raise ImportRefused(f"it is larger than {most} MB", remedy="save the article by itself, or as text")
    if not data.strip():
        raise ImportRefused("it is empty", remedy="import another file of the article")
    kind = kind_of(data, name)
    if isinstance(kind, Unread):
        raise ImportRefused(f"it is {kind.what}", remedy=kind.remedy)
    if kind is Kind.BRIEFING:
        return [_of_briefing(data, name)]
    read = import_module(_MODULES[kind]).read
    articles: list[SourceText] = read(data, name) if kind is Kind.FEED else [read(data, name)]
    return articles


def _of_briefing(data: bytes, name: str) -> SourceText:
    """The article that a briefing was made of."""
    from content.importers.briefing_file import load_briefing
    from content.importers.normal import normalise

    briefing = load_briefing(data, where=shown(name))
    source = briefing.source if briefing.source.title else briefing.source._replace(title=briefing.title)
    return SourceText(normalise(briefing.text), source, briefing.language, data, "application/json")
