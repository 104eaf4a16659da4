"""The text that bytes stand for, whatever they are encoded in."""

from __future__ import annotations

import codecs
import re

from content.errors import ImportRefused

MAX_TEXT = 20 * 1024 * 1024
"""The longest text that is read, in code points."""

# The longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What the web says of charsets (WHATWG Encoding Standard): these labels are windows-1252 in practice.
_WESTERN = frozenset(("ascii", "iso8859-1", "cp1252"))

# Only these: Python also knows codecs that are no text (zip), act oddly (idna) or take quadratic time (punycode).
_TRUSTED = re.compile(
    r"(utf-(8|16|32)(-[lb]e)?|utf-8-sig|cp\d+|iso8859-\d+|iso2022_\w+|euc_\w+|koi8-[rtu]|mac-\w+|gbk?|gb2312|gb18030|hz|"
    r"big5(hkscs)?|shift_\w+|johab|ptcp154|tis-620|ascii)",
    re.ASCII,
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(code for code in (*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ufffd]")
_UNUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]")
"""What a text in UTF-16 has none of when it is read the right way round."""
_FOREIGN = bytes(code for code in range(0x80, 0x100) if code not in (0x85, 0xA0, *range(0x91, 0x98)))
"""Bytes beyond ASCII other than the quotation marks, dashes, dots and blanks of Windows."""
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")

_SAMPLE = 65_536
"""Bytes from which an encoding is guessed: the time for that grows with them."""
_CONTEXT = 32
"""Bytes on either side of one beyond ASCII that go into the sample."""


def decode(data: bytes, declared: str = "") -> str:
    """The text that bytes stand for: a byte order mark decides, then UTF-8, UTF-16, the declared charset, and a guess.

    `declared` is the charset that the file itself names, in whatever spelling. Line ends stay as they are, and so do
    single control characters. Raises ImportRefused for what is no text or longer than `MAX_TEXT`.
    """
    if len(data) > 4 * MAX_TEXT:
        raise _too_long()
    text = _decode(data, _trusted(declared))
    if len(text) > MAX_TEXT:
        raise _too_long()
    if text.startswith("\ufeff"):
        text = text[1:]
    if sum(1 for _ in _CONTROL.finditer(text)) * 50 > len(text) or text.count("\ufffd") * 20 > len(text):
        raise _binary()
    return text


def _decode(data: bytes, declared: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if declared.startswith("iso2022") or declared == "hz":  # these are made of ASCII, so they pass for UTF-8
        return data.decode(declared, "replace")
    if b"\0" in data:
        return _with_zeros(data, declared)
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _not_utf8(data, declared)


def _with_zeros(data: bytes, declared: str) -> str:
    """UTF-16 or UTF-32 without a mark; or else a text into which some zeros have strayed."""
    name = _wide(data[: _SAMPLE // 4 * 4])
    if name:
        return data.decode(name, "replace")
    if data.count(0) * 50 > len(data):
        raise _binary()
    return _decode(data.replace(b"\0", b""), declared)


def _wide(head: bytes) -> str:
    """The name of the encoding with two or four bytes a character that the bytes seem to be in, or ""."""
    zeros = [head[place::4].count(0) for place in range(4)]
    quarter = max(1, len(head) // 4)
    if min(zeros[2], zeros[3]) > 0.9 * quarter and zeros[0] < 0.1 * quarter:
        return "utf-32-le"
    if min(zeros[0], zeros[1]) > 0.9 * quarter and zeros[3] < 0.1 * quarter:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(even, odd) < 10 * min(even, odd):
        return ""
    if sum(zeros) * 5 < len(head) and _is_utf8(head.replace(b"\0", b"")):  # no European text, if it is UTF-16 at all
        return ""
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(name, "replace")
    return name if sum(1 for _ in _UNUSED.finditer(text)) * 100 <= len(text) else ""


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # a character is cut off at the end
    return not _has_controls(head)


def _has_controls(data: bytes) -> bool:
    return len(data) - len(data.translate(None, _CONTROL_BYTES)) > len(data) // 50


def _not_utf8(data: bytes, declared: str) -> str:
    if _has_controls(data):
        raise _binary()
    if declared and not declared.startswith("utf"):
        return data.decode(declared, "replace")
    text = data.decode(errors="replace")
    if text.count("\ufffd") * 4 < sum(1 for _ in _BEYOND_ASCII.finditer(text)):  # UTF-8 with some damage
        return text
    return data.decode(_guess(data), "replace")


def _trusted(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name if declared.isascii() and declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    if name in _WESTERN:
        return "cp1252"
    return name if _TRUSTED.fullmatch(name) else ""


def _guess(data: bytes) -> str:
    high = len(data) - len(data.translate(None, _FOREIGN))
    if high * 20 < len(data):  # English with quotation marks and a few accents: a guess from so little is worth less
        return "mac-roman" if _is_macintosh(data) else "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data)).best()
    if not best and high * 3 > len(data):  # no writing has so many, if it is none of those that are known
        raise _binary()
    return (_trusted(best.encoding) if best else "") or "cp1252"


def _is_macintosh(data: bytes) -> bool:
    """Whether quotation marks and dashes stand where the Macintosh had them, and none where Windows has them."""
    macintosh = len(re.findall(rb"(?<=[A-Za-z])\xd5(?=[a-z])|\xd2(?=[A-Z])|(?<=[.,])\xd3", data))
    windows = len(re.findall(rb"[\x91-\x97]", data))
    return macintosh > 2 * windows


def _sample(data: bytes) -> bytes:
    """Bytes enough for a guess: those at the head, or those around bytes beyond ASCII where the head has none."""
    first = _HIGH_BYTE.search(data)
    start = max(0, first.start() - _CONTEXT) if first else 0
    return data[start : start + _SAMPLE]


def _binary() -> ImportRefused:
    return ImportRefused("it is not text", remedy="save the article as text, HTML or PDF")


def _too_long() -> ImportRefused:
    most = MAX_TEXT // (1024 * 1024)
    return ImportRefused(f"its text is longer than {most} million characters", remedy="save the article by itself")
