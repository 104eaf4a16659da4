"""The lines of a PDF's pages, of the pieces in which their text is drawn, without what is no text of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from content.importers.pdf_columns import begins_beside, one_after_another, starts_of

_EDGE = 3
"""Lines at the head and at the foot of a page among which running ones are looked for."""
_NUMBER = re.compile(r"\W{0,3}(?:page|p\.)?\s?\d{1,4}(?:\s?(?:of|/|\|)\s?\d{1,4})?\W{0,3}", re.IGNORECASE)
_PRINTED = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AP]M)?(?: .{0,200})?"
    r"|(?:https?|file)://\S{1,500}(?: \d{1,4}/\d{1,4})?",
    re.IGNORECASE,
)
"""What browsers write over and under a page that they print."""
_DIGITS = re.compile(r"\d+")
_SIGN = re.compile(r"\s*\[?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[*†‡§¶∗]{1,3}|[a-h])\]?\s*")
"""What the sign of a note looks like, in small type over the line."""
_POWER = re.compile(r"(?:(?:^|[\W\d_])(?:[a-z]|[ckm]m|ft|mi)\s?[23]|(?:^|\D)10\s?\d{1,3}|[−-]\s?\d)\s*$")
"""A raised figure that belongs to what it stands behind: m², 10⁶."""
_NOTE = re.compile(r"\[?(?:\d{1,3}|[*†‡§¶∗]{1,3})(?:\]|[.)]?\s|(?=[^\W\d_]))")
_SPACED = re.compile(r"(?:[^\W\d_] ){4,}[^\W\d_]")
_LETTERS = re.compile(r"(?:[^\W\d_] )+[^\W\d_]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_ACCENTED = re.compile("[¨´ˆ˜ˇ] ?[aeiouyAEIOUYncCszNSZ]")
_ACCENTS = {"¨": "\u0308", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c"}
_SMALL = 0.93
"""Type of notes is no larger than that of the text times this."""


class Piece(NamedTuple):
    """Text that was drawn at one place, in points; `turn` says how many quarters of a circle it is turned."""

    text: str
    left: float
    height: float
    size: float
    turn: int = 0


class Line(NamedTuple):
    """A line of a page: `height` is where it stands over the page's foot, `size` that of its type, both in points."""

    text: str
    height: float
    size: float
    left: float = 0.0


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of a page in the order in which they are read, without text across the rest and the signs of notes."""
    pieces = list(pieces)
    turns = Counter[int]()
    for piece in pieces:
        turns[piece.turn] += len(piece.text.strip())
    upright = max(turns, key=lambda turn: turns[turn], default=0)
    made: list[Line] = []
    parts: list[Piece] = []
    starts, beside = starts_of(pieces), set[int]()
    for piece in pieces:
        if piece.turn != upright and piece.text.strip():
            continue
        if parts and piece.text.strip() and _is_elsewhere(parts, piece):
            _end(made, parts)
        elif parts and piece.text.strip() and begins_beside(parts[0], piece, starts):
            _end(made, parts)
            beside.add(len(made))
        for index, text in enumerate(piece.text.split("\n")):
            if index:
                _end(made, parts)
            if text.strip() or (text and parts):
                parts.append(piece._replace(text=text))
    _end(made, parts)
    return one_after_another(made, beside)


def _is_elsewhere(parts: list[Piece], piece: Piece) -> bool:
    """Whether a piece stands over or under the line so far by more than what is raised or lowered in one."""
    base = max(parts[:3], key=lambda part: part.size)  # all of them would take too long on a line of many pieces
    return abs(piece.height - base.height) > 0.7 * max(base.size, piece.size)


def _end(made: list[Line], parts: list[Piece]) -> None:
    """Make a line of the pieces, if there is text in them."""
    if not parts:
        return
    base = max(parts, key=lambda part: (bool(part.text.strip()), part.size, len(part.text)))
    text = ""
    for part in parts:
        is_sign = part.size < 0.8 * base.size and part.height >= base.height - 0.05 * base.size
        if is_sign and text and _SIGN.fullmatch(part.text) and not _POWER.search(text[-8:] + part.text):
            text += " " * part.text.endswith(" ")
        else:
            text += part.text
    text = _closed_up(_ACCENTED.sub(_one_letter, text.translate(_LIGATURES)))
    first = next((part for part in parts if part.text.strip()), base)
    parts.clear()
    if text:
        line = Line(text, base.height, base.size, first.left)
        # Bold type is made by drawing the same twice.
        if not made or made[-1].text != text or abs(made[-1].height - line.height) + abs(made[-1].left - line.left) > 3:
            made.append(line)


def _one_letter(found: re.Match[str]) -> str:
    """The letter with its accent, which older programs draw before it; as it was where there is no such letter."""
    letter = normalize("NFC", found[0][-1] + _ACCENTS[found[0][0]])
    # An accent before an s is an apostrophe: Portugal´s.
    return letter if len(letter) == 1 and found[0] != "´s" else found[0]


def _closed_up(text: str) -> str:
    """The text with one blank between words; words that were spaced out letter by letter are words again."""
    if _SPACED.search(text):
        runs = re.split(r"\s{2,}", text.strip())
        return " ".join(run.replace(" ", "") if _LETTERS.fullmatch(run) else " ".join(run.split()) for run in runs)
    return " ".join(text.split())


def without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without the lines at their edges that come back on others, numbers aside, and without page numbers."""
    edges = [_edges(page) for page in pages]
    keys: Counter[str] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        keys.update({_key(page[index].text) for index in edge})
    enough = max(2, len(pages) * 3 // 10)
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        running = {
            index
            for index in edge
            if _NUMBER.fullmatch(page[index].text)
            or _PRINTED.fullmatch(page[index].text)
            or (len(page) > 1 and keys[_key(page[index].text)] >= enough)
        }
        kept.append([line for index, line in enumerate(page) if index not in running])
    # Pages that all say the same are no article with headers; better all of it than nothing.
    return kept if any(kept) else pages


def _edges(page: list[Line]) -> list[int]:
    """Which lines stand highest and lowest, wherever in the page's drawing they come."""
    order = sorted(range(len(page)), key=lambda index: -page[index].height)
    return order[:_EDGE] + order[max(_EDGE, len(order) - _EDGE) :]


def _key(text: str) -> str:
    return _DIGITS.sub("#", text).casefold()


def usual_size(lines: Iterable[Line]) -> float:
    """The size of most of the type, in points; 0 where there is none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def parted_notes(page: list[Line], size: float) -> tuple[list[Line], list[Line]]:
    """The page's lines without its notes, and its notes: small type under a column, the first line with a sign."""
    text: list[Line] = []
    notes: list[Line] = []
    start = 0
    breaks = [
        index for index, (before, line) in enumerate(pairwise(page), 1) if line.height > before.height + line.size
    ]
    for end in (*breaks, len(page)):
        column = page[start:end]
        first = len(column)
        while first and column[first - 1].size <= _SMALL * size:
            first -= 1
        while first < len(column) and not _NOTE.match(column[first].text):
            first += 1
        text += column[:first]
        notes += column[first:]
        start = end
    return (text, notes) if text else (page, [])
