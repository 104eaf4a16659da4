"""Paragraphs out of the lines of a PDF: over the ends of columns and pages, and with parted words whole again."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from content.importers.pdf_lines import Line, parted_notes, usual_size, without_running

_ITEM = re.compile(r"(?:[•▪●◦‣■–—*-]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_ENDS = (".", "!", "?", "…", ".”", '."', ".’", "?”", "!”", ":", ".)", ";")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = "\xad\u2010-"
_BETWEEN = 6
"""Captions, rows of tables and other paragraphs that may stand between the two halves of one."""
_FIRST = frozenset(
    """all anti cease co counter cross double eight eighteen eighty ex far fifty first five forty four full half high
    hard ill inter large long low mid middle much multi nine ninety non old one post pre pro second self semi seven
    seventy short single sixty six small so ten third thirteen thirty three top twenty two under vice well wide
    world""".split()  # noqa: SIM905  a list of quoted names is harder to read
)
"""First halves of words that have a hyphen."""
_SECOND = frozenset(
    """backed based born breaking building bound chief class controlled day driven facing fire free friendly funded
    general growing held hit in income keeping known led level like lived long looking made making minded minister
    minute month of off old on out owned party president range rate reaching ready related representative right run
    running scale sharing speaking speed sponsored standing state style term the time to trained up wide wing winning
    year""".split()  # noqa: SIM905
)
"""Second halves of words that have a hyphen."""


def paragraphs_of(pages: list[list[Line]]) -> list[str]:
    """The paragraphs of the pages, their notes last; words that were parted at the end of a line are whole again."""
    kept = without_running(pages)
    size = usual_size(line for page in kept for line in page)
    lines: list[Line] = []
    notes: list[Line] = []
    for page in kept:
        text, under = parted_notes(page, size)
        lines += text
        notes += under
    known = Counter(word.casefold() for line in (*lines, *notes) for word in _WORD.findall(line.text))
    soft = _soft_hyphens([*lines, *notes])
    return _joined_over(_parted(lines, known, soft), size) + [text for text, _ in _parted(notes, known, soft)]


def _parted(lines: list[Line], known: Counter[str], soft: str) -> list[tuple[str, float]]:
    """The paragraphs of lines, and how large the type of each is."""
    if not lines:
        return []
    width = _usual_width(lines)
    leading = _usual_leading(lines)
    made: list[tuple[list[str], float]] = [([lines[0].text], lines[0].size)]
    for before, line in pairwise(lines):
        if _is_new(before, line, width, leading):
            made.append(([line.text], line.size))
        else:
            _join(made[-1][0], line.text, known, soft)
    return [("".join(parts), size) for parts, size in made]


def _joined_over(paragraphs: list[tuple[str, float]], size: float) -> list[str]:
    """The paragraphs, the two halves of one joined over a caption or a table in other type."""
    made: list[str] = []
    last, between = -1, 0  # the last paragraph in the size of the text, and how many others came since
    for text, its in paragraphs:
        if abs(its - size) > 0.06 * size:
            made.append(text)
            between += 1
            continue
        if 0 < between <= _BETWEEN and last >= 0 and text[0].islower() and _is_open(made[last]):
            made[last] += f" {text}"
        else:
            made.append(text)
            last = len(made) - 1
        between = 0
    return made


def _is_open(text: str) -> bool:
    return len(text) > 40 and (text[-1].isalnum() or text[-1] in ",’”–—")


def _usual_width(lines: list[Line]) -> float:
    """How wide a full line is: code points times the size of its type; nine lines in ten are no wider."""
    widths = sorted(len(line.text) * line.size for line in lines)
    return widths[len(widths) * 9 // 10]


def _usual_leading(lines: list[Line]) -> float:
    """How far most lines are from the next one, in sizes of their type; 0 where that cannot be told."""
    steps = Counter(
        round(step, 1)
        for before, line in pairwise(lines)
        if 0.5 < (step := (before.height - line.height) / before.size) < 4 and abs(before.size - line.size) < 0.5
    )
    return max(steps, key=lambda step: (steps[step], -step), default=0.0)


def _is_new(before: Line, line: Line, width: float, leading: float) -> bool:
    """Whether a line begins a paragraph."""
    if abs(before.size - line.size) > 0.1 * max(before.size, line.size) or _ITEM.match(line.text):
        return True
    below = (before.height - line.height) / before.size
    if leading and below > 1.3 * leading + 0.06:
        return True
    is_ended = before.text.endswith(_ENDS)
    if is_ended and below > 0 and 0.7 < (line.left - before.left) / before.size < 4:
        return True
    width /= before.size
    has_room = len(before.text) + 1 + len(line.text.split(" ", 1)[0]) < 0.85 * width
    if is_ended:
        return has_room
    # A short line without a full stop is a heading, unless the next one goes on in small letters.
    return has_room and len(before.text) < 0.6 * width and not line.text[0].islower()


def _soft_hyphens(lines: list[Line]) -> str:
    """The signs that part words at the ends of lines here, and never stand in a word of their own."""
    soft = "\xad"
    if any(line.text[-1] == "\u2010" for line in lines) and not any("\u2010" in line.text[:-1] for line in lines):
        soft += "\u2010"
    return soft


def _join(parts: list[str], text: str, known: Counter[str], soft: str) -> None:
    """Put a line behind what is there of its paragraph."""
    last = parts[-1]
    is_inside = len(last) > 1 and not last[-2].isspace() and text[0].isalnum()
    if last[-1] in _HYPHENS and is_inside and text.split(" ", 1)[0] not in ("and", "or", "to"):
        if _is_soft(last, text, known, soft):
            parts[-1] = last[:-1]
    elif not (last[-1] in "—/–" and is_inside):
        parts.append(" ")
    parts.append(text)


def _is_soft(last: str, text: str, known: Counter[str], soft: str) -> bool:
    """Whether the hyphen at the end of a line is there only because the line ended."""
    if not last[-2].isalpha() or last[-1] in soft:
        return last[-2].isalpha()
    # Where soft ones have a sign of their own, a plain one is the word's.
    is_plain = text[0].islower() and len(soft) == 1
    return is_plain and not _keeps_hyphen(last[:-1].rsplit(None, 1)[-1], text.split(None, 1)[0], known)


def _keeps_hyphen(head: str, tail: str, known: Counter[str]) -> bool:
    """Whether a word that was parted has a hyphen of its own: the rest of the text decides, then the word's shape."""
    first, second = _WORD.findall(head), _WORD.match(tail)
    if not first or not second:
        return True
    with_hyphen, whole = f"{first[-1]}-{second[0]}".casefold(), f"{first[-1]}{second[0]}".casefold()
    if known[with_hyphen] != known[whole]:
        return known[with_hyphen] > known[whole]
    if "-" in first[-1] or "-" in second[0] or (first[-1][0].isupper() and first[-1].isupper()):
        return True
    return first[-1].casefold() in _FIRST or second[0].casefold() in _SECOND
