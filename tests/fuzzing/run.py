"""Fuzzes a reader of files, or the drafting, guided by what its code has not seen yet; by hand, as long as one likes.

    .venv/bin/pip install atheris
    .venv/bin/python tests/fuzzing/run.py pdf
    .venv/bin/python tests/fuzzing/run.py draft -max_total_time=600 folder-of-samples

Kinds: plain, markdown, email, html, feed, pdf, docx, epub, briefing, any, draft. What follows the kind goes to
libFuzzer; a folder of sample files brings it far sooner into formats. It stops at the first input that raises anything
but ContentError, that makes text which is not normal, or that takes longer than 20 seconds, and writes it into a file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

try:
    import atheris
except ImportError:
    sys.exit("atheris is not installed: .venv/bin/pip install atheris")

with atheris.instrument_imports(include=["content", "pypdf", "mammoth", "feedparser", "markdown_it", "defusedxml"]):
    from content.drafting.desk_file import load_desk
    from content.drafting.draft import draft
    from content.errors import ContentError
    from content.importers import child, docx, email_message, epub, feed, files, html, markdown, pdf, plain
    from content.importers.briefing_file import load_briefing
    from content.importers.confined import DAMAGED, Unreadable, answer_to
    from content.importers.normal import normalise
    from content.importers.source_text import SourceText
    from content.model import Source

Reader = Callable[[bytes, str], SourceText | list[SourceText]]


def _here(kind: str, data: bytes, name: str) -> dict[str, Any]:
    """What `child.run` gives, from this process, where its coverage can be seen."""
    try:
        return child._understood(json.dumps(answer_to(kind, data)).encode(), 0, name)
    except Unreadable:
        return child._understood(b"", DAMAGED, name)


def _drafted(data: bytes, _: str) -> list[SourceText]:
    text = normalise(data.decode("utf-8", "surrogateescape"))
    if text:
        draft(SourceText(text, Source(), "en", data, "text/plain"), load_desk("world"))
    return []


def _briefing(data: bytes, name: str) -> list[SourceText]:
    load_briefing(data, where=name)
    return []


READERS: dict[str, Reader] = {
    "plain": plain.read,
    "markdown": markdown.read,
    "email": email_message.read,
    "html": html.read,
    "feed": feed.read,
    "pdf": pdf.read,
    "docx": docx.read,
    "epub": epub.read,
    "any": files.read_bytes,
    "briefing": _briefing,
    "draft": _drafted,
}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        sys.exit(f"name a kind: {', '.join(READERS)}")
    read = READERS[sys.argv[1]]
    for module in (child, feed):
        module.run = _here  # type: ignore[assignment]

    def check(data: bytes) -> None:
        try:
            found = read(data, "some.file")
        except ContentError:
            return
        for article in found if isinstance(found, list) else [found]:
            if normalise(article.text) != article.text:
                raise AssertionError("the text is not normal")

    atheris.Setup([sys.argv[0], "-timeout=20", "-rss_limit_mb=2048", *sys.argv[2:]], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
