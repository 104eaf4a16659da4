"""What a reader of files makes of one article."""

from __future__ import annotations

from typing import NamedTuple

from content.model import Source


class SourceText(NamedTuple):
    """The text of one article and where it comes from, ready to be cut into sentences.

    `text` is normalised (see `normal`): NFC, paragraphs parted by one line feed, no empty ones, no blank at their ends,
    no control characters; a heading is a paragraph of its own. `source.title` is empty where the file has no title.
    `language` is a BCP 47 tag where the file says one, else empty. `original` are the bytes that were read, whole;
    `media_type` says what they are, such as `text/html`.
    """

    text: str
    source: Source
    language: str
    original: bytes
    media_type: str
