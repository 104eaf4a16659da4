"""Text as the rest of the program expects it, whatever a file had: one paragraph a line, one blank between words.

Direction marks and characters without width are kept: a reader is shown them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import is_normalized, normalize

_BROKEN = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\x80-\x9f]|‚Ä|вЂ")
"""What text looks like that was read in another encoding than it was written in."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_TO_BLANK = re.compile(f"[{_BLANKS}][ {_BLANKS}]*| [ {_BLANKS}]+")
"""Blanks of any kind that are not one plain blank."""
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\ufeff]")

_NARROWEST = 40
"""Code points: in narrower lines than these, no text is wrapped by hand; they are headings, verses, addresses."""
_WIDEST = 120
"""Code points: a longer line than this is a paragraph."""
_ITEM = re.compile(r"(?:[-*•▪●–—]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")
_INITIAL = re.compile(r"[A-Z]\. [A-Z]")
"""What begins an item, or goes on with a name: "George" on the line before, and "W. Bush"."""
_ENDS = ".?!…:\"”’')"


def normalise(text: str) -> str:
    """The text in NFC, its paragraphs parted by one line feed, without blanks at their ends or two in a row.

    Broken encodings are repaired, control characters and soft hyphens left out, lone surrogates replaced by U+FFFD.
    Lines that were wrapped by hand are joined, see `unwrap`. What is normal already stays as it is.
    """
    cleaned = _clean(text)
    joined = unwrap(cleaned) if "\n\n" in cleaned else cleaned
    lines = "\n".join(line for line in joined.split("\n") if line)
    while (again := _lines_of(lines)) != lines:
        lines = again
    return lines


def unwrap(text: str) -> str:
    """The text with those lines joined that were parted only to be narrow enough; words keep their hyphens.

    That is done where blank lines part the paragraphs, most lines do not end as a sentence does, and the next line's
    first word had no room. Headings, items of lists and lines of verse stay lines. Without a blank line, each line is
    a paragraph, and nothing changes.
    """
    blocks = [block.split("\n") for block in re.split(r"\n(?:[^\S\n]*\n)+", text.strip("\n"))]
    if len(blocks) < 2:
        return text
    wrapped = [line for block in blocks if len(block) > 1 for line in block if " " in line]
    narrow = [len(line) for line in wrapped if len(line) <= _WIDEST]
    width = max(narrow, default=0)
    inner = [line for block in blocks for line in block[:-1] if line]
    whole = sum(1 for line in inner if line[-1] in _ENDS)
    if width < _NARROWEST or len(narrow) * 5 < len(wrapped) * 4 or whole * 2 > len(inner):
        return text
    return "\n\n".join(_joined(block, width) for block in blocks)


def _clean(text: str) -> str:
    """The text with what no reader should see left out; blank lines are still in it."""
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if _BROKEN.search(text):
        text = _repaired(text)
    text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return "\n".join(line.strip(" ") for line in _TO_BLANK.sub(" ", text).split("\n"))


def _lines_of(text: str) -> str:
    """Cleaned once more, for what was left out may have parted what looks broken now."""
    if not _BROKEN.search(text):
        return text
    return "\n".join(line for line in _clean(text).split("\n") if line)


def _repaired(text: str) -> str:
    """The text with those lines read again that look broken. Quotation marks, ligatures and widths are kept."""
    from ftfy import fix_encoding

    return "\n".join(fix_encoding(line) if _BROKEN.search(line) else line for line in text.split("\n"))


def _joined(lines: list[str], width: int) -> str:
    """A block's lines, those joined that were wrapped at `width` code points."""
    made = [lines[0]]
    for before, line in pairwise(lines):
        if not _is_wrapped(before, line, width):
            made.append(line)
        elif _keeps_hyphen(before, line):
            made[-1] += line
        else:
            made[-1] += " " + line
    return "\n".join(made)


def _is_wrapped(before: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one before it, for its first word had no room there."""
    if not before or not line or len(before) > _WIDEST:
        return False
    if _ITEM.match(line) and (before[-1] in _ENDS or not _INITIAL.match(line)):
        return False
    if len(before) >= _NARROWEST // 2 and line[0].islower() and before[-1] not in _ENDS:
        return True
    return len(before) + 1 + len(line.split(" ", 1)[0]) > width * 0.9


def _keeps_hyphen(before: str, line: str) -> bool:
    """Whether a line was parted inside a word with a hyphen: military-to-military, but not "pre- and post-war"."""
    if before[-1] not in "-\u2010" or not before[-2:-1].isalnum() or not line[0].isalnum():
        return False
    return line.split(" ", 1)[0] not in ("and", "or", "to")
