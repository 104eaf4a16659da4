"""Text as the rest of the program expects it, whatever a file had: one paragraph a line, one blank between words."""

from __future__ import annotations

import re
from unicodedata import normalize

_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def normalise(text: str) -> str:
    """The text in NFC, its paragraphs parted by one line feed, without blanks at their ends or two in a row."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = normalize("NFC", _DROPPED.sub("", _LINE_ENDS.sub("\n", text)))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
