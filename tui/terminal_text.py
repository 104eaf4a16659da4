"""Text from outside, made safe for a terminal: everything that is printed or drawn passes through here.

A control character could move the cursor, set the window's title or write the clipboard; a change of direction or an
invisible character could make a text read as something else than it is. Each becomes one visible mark, code point for
code point, so that spans into the text are spans into what is shown.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, without its import: this module is loaded by the quickest command
if TYPE_CHECKING:
    import re

_LINE_END, _NO_WIDTH, _SOFT_HYPHEN, _UNFIT = "␤", "␣", "¬", "\ufffd"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _FIRST_STRONG, _POP = "⇥", "⇤", "⇆", "⇹"

# All of one cell, none of ambiguous width.
_MARKS = {
    **{chr(code): chr(0x2400 + code) for code in range(0x20)},
    "\t": " ",
    "\x7f": "␡",
    "\x85": _LINE_END,
    "\u2028": _LINE_END,
    "\u2029": _LINE_END,
    "\xad": _SOFT_HYPHEN,
    **dict.fromkeys("\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0", _NO_WIDTH),
    **dict.fromkeys("\u200e\u202a\u202d\u2066", _LEFT_TO_RIGHT),
    **dict.fromkeys("\u061c\u200f\u202b\u202e\u2067", _RIGHT_TO_LEFT),
    "\u2068": _FIRST_STRONG,
    "\u202c": _POP,
    "\u2069": _POP,
}

_SUSPECT = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)

_search: re.Pattern[str] | None = None


def clean(text: str) -> str:
    """The text with a visible mark for each control, direction or invisible character; the same object if it has none.

    Line feeds stay; tabs become spaces. Joiners stay where they join emoji or letters of a script that needs them.
    Lone surrogates become U+FFFD, so that the result can be encoded.
    """
    global _search
    if text.isprintable() and text.isascii():
        return text
    if _search is None:
        import re

        _search = re.compile(_SUSPECT)
    if _search.search(text) is None:
        return text
    shown = _search.sub(_mark, text)
    return text if shown == text else shown


def clean_line(text: str) -> str:
    """The text as `clean` gives it, on one line."""
    text = clean(text)
    return text.replace("\n", " ") if "\n" in text else text


def escape_json(text: str, *, ascii_only: bool = False) -> str:
    """A JSON document that means the same, with whatever `clean` would mark written as `\\u` escapes instead.

    With `ascii_only` everything outside ASCII is. Line feeds between the values stay.
    """
    import re

    return re.sub("[^\n\x20-\x7e]" if ascii_only else _SUSPECT, _escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _mark(found: re.Match[str]) -> str:
    character = found[0]
    if character in "\u200c\u200d":
        at = found.start()
        if at and _joins(found.string[at - 1]):
            return character
    return _MARKS.get(character, _UNFIT)


def _joins(before: str) -> bool:
    """Whether a joiner has work to do after this character: Arabic to Mongolian, symbols, emoji and their selector."""
    if before in _MARKS:
        return False
    letter = "\u0600" <= before <= "\u1fff" or "\U00010000" <= before < "\U0001bc00"
    return letter or "\u2190" <= before <= "\u2bff" or before == "\ufe0f" or "\U0001f000" <= before <= "\U0001fbff"


def is_typed(character: str) -> bool:
    """Whether a character of a key press is text: what is seen, and the joiners that Persian, Hindi and emoji need."""
    return character.isprintable() or character in "\u200c\u200d"
