"""Plain text: paragraphs parted by blank lines or by line ends, perhaps with a headline and lines about the article."""

from __future__ import annotations

import re

from content.importers.encoding import decode
from content.importers.head import head_of, set_apart
from content.importers.normal import normalise
from content.importers.source_text import SourceText


def read(data: bytes, name: str) -> SourceText:
    """The article in a plain text; a headline and lines about the article at its head give what is known of it.

    They are left out, and so is what is about the page that the text was copied from; where each line is a paragraph
    already, all stays, so that the text is the file's, code point for code point. Raises ImportRefused.
    """
    written = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    is_parted = re.search(r"\n[ \t]*\n", written.strip("\n")) is not None
    text = normalise(set_apart(written) if is_parted else written)
    paragraphs = text.split("\n")
    head = head_of(paragraphs, is_parted=is_parted)
    if is_parted:
        from content.importers.furniture import without_furniture

        rest = without_furniture([each for place, each in enumerate(paragraphs) if place not in head.places])
        text = normalise("\n".join(rest)) or normalise(written)
    return SourceText(text, head.source, "", data, "text/plain")
