"""Paragraphs out of the lines of a PDF: over the ends of columns and pages, and with parted words whole again."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import groupby, pairwise

from content.importers.pdf_lines import Line, parted_notes, usual_size, without_running

_ITEM = re.compile(r"(?:[•▪●◦‣■–—*-]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_ENDS = (".", "!", "?", "…", ".”", '."', ".’", "?”", "!”", ":", ".)")
_DASH = re.compile(r"[–—-]\s[a-z]")
_DATELINE = re.compile(
    r"[A-Z][A-Z.,’' -]{3,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? ?(?:\([A-Za-z]{2,20}\) ?)?(?:--|[–—]) "
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:(?:[A-Z]\.)+|(?:Adm|Amb|Capt|Col|Dr|Gen|Gov|Lt|Maj|Messrs|Mr|Mrs|Ms|No|Prof|Rep|Rev|Sen|Sgt|St|vs)\.)$"
)
_CAPITALS, _NARROW, _WIDE = re.compile(r"[A-Z]"), re.compile(r"[iljtfrI.,:;’'| ()]"), re.compile(r"[mwMW—…]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = "\xad\u2010-"
_BETWEEN = 6
"""Captions, rows of tables and other paragraphs that may stand between the two halves of one."""
_FIRST = frozenset(
    """all anti cease co counter cross double eight eighteen eighty ex far fifty first five forty four full half high
    hard ill in inter large life long low mid middle much multi nine
    ninety non off old one post pre pro second self semi seven
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
    soft = _soft_hyphens([*lines, *notes], known)
    return _joined_over(_parted(lines, known, soft), size) + [text for text, _ in _parted(notes, known, soft)]


def _is_about(size: float, line: Line) -> bool:
    return line.size > 0.95 * size


def heading_of(pages: list[list[Line]]) -> str:
    """What is set in the largest type of the first page that has text, where that is a heading; else nothing."""
    size = usual_size(line for page in pages for line in page)
    for page in filter(None, pages):
        largest = max((line.size for line in page if _WORD.search(line.text)), default=0.0)
        groups = groupby(page, key=partial(_is_about, largest))
        lines = next((list(group) for is_largest, group in groups if is_largest), [])
        text = " ".join(line.text for line in lines)
        # Initials are larger still, and a letterhead is one short word.
        is_heading = largest > 1.15 * size and len(lines) <= 4 and 8 <= len(text) <= 200 and " " in text
        return text if is_heading else ""
    return ""


def _parted(lines: list[Line], known: Counter[str], soft: str) -> list[tuple[str, float]]:
    """The paragraphs of lines, and how large the type of each is."""
    if not lines:
        return []
    width = _usual_width(lines)
    leading = _usual_leading(lines)
    indents = _indents(lines)
    made: list[tuple[list[str], float]] = [([lines[0].text], lines[0].size)]
    for before, line in pairwise(lines):
        if _is_new(before, line, width, leading, round(line.left) in indents):
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
    """How wide a full line is: small letters times the size of its type; nine lines in ten are no wider."""
    widths = sorted(_width(line.text) * line.size for line in lines)
    return widths[len(widths) * 9 // 10]


def _width(text: str) -> float:
    """How wide a text is, in small letters of most typefaces."""
    extra = 0.35 * len(_CAPITALS.findall(text)) + 0.4 * len(_WIDE.findall(text))
    return len(text) + extra - 0.45 * len(_NARROW.findall(text))


def _usual_leading(lines: list[Line]) -> float:
    """How far most lines are from the next one, in sizes of their type; 0 where that cannot be told."""
    steps = Counter(
        round(step, 1)
        for before, line in pairwise(lines)
        if 0.5 < (step := (before.height - line.height) / before.size) < 4 and abs(before.size - line.size) < 0.5
    )
    return max(steps, key=lambda step: (steps[step], -step), default=0.0)


def _indents(lines: list[Line]) -> set[int]:
    """Where, in points, lines begin that stand a little to the right of where most do."""
    starts = Counter(round(line.left) for line in lines)
    size = usual_size(lines)
    near = range(round(0.7 * size), round(3 * size) + 1)
    return {start for start, count in starts.items() if any(starts[start - step] > count for step in near)}


def _is_new(before: Line, line: Line, width: float, leading: float, is_indented: bool) -> bool:
    """Whether a line begins a paragraph."""
    if abs(before.size - line.size) > 0.07 * max(before.size, line.size):
        return True
    below = (before.height - line.height) / before.size
    if leading and below > 1.3 * leading + 0.06:
        return True
    room = width / before.size - _width(before.text) - _width(f" {line.text.split(' ', 1)[0]}")
    has_room = room > 0.15 * width / before.size
    is_ended = before.text.endswith(_ENDS) and not _ABBREVIATED.search(before.text)
    if _ITEM.match(line.text):
        # A dash may stand between two words of one sentence.
        return has_room or is_ended or not _DASH.match(line.text)
    if (before.text[-1] == ";" and line.text[0].isupper() and (has_room or below <= 0)) or _DATELINE.match(line.text):
        return True
    is_first = below <= 0 or 0.7 < (line.left - before.left) / before.size < 4
    if is_indented and is_first and not _ITEM.match(before.text) and (is_ended or not line.text[0].islower()):
        return True
    if is_ended:
        return has_room
    # A short line without a full stop is a heading, unless the next one goes on in small letters.
    is_short = _width(before.text) < 0.6 * width / before.size or is_indented
    return has_room and is_short and not line.text[0].islower()


def _soft_hyphens(lines: list[Line], known: Counter[str]) -> str:
    """The signs that part words at the ends of lines here, and never stand in a word of their own."""
    soft = "\xad"
    if any(line.text[-1] == "\u2010" for line in lines) and not any("\u2010" in line.text[:-1] for line in lines):
        return soft + "\u2010"
    # Where words are parted, many are; the few hyphens at the ends of other texts are the words' own.
    parted = [
        (before.text[:-1].rsplit(None, 1)[-1] + line.text.split(None, 1)[0]).casefold()
        for before, line in pairwise(lines)
        if before.text[-1] == "-" and before.text[-2:-1].islower()
    ]
    is_usual = len(lines) < 20 or len(parted) * 25 > len(lines)
    return soft + "-" if is_usual or any(known[word] for word in parted) else soft


def _join(parts: list[str], text: str, known: Counter[str], soft: str) -> None:
    """Put a line behind what is there of its paragraph."""
    last = parts[-1]
    is_inside = len(last) > 1 and (last[-2].isalnum() or last[-2] in ".)")
    if last[-1] in _HYPHENS and is_inside and text[0].isalnum():
        head, tail = last[:-1].rsplit(None, 1)[-1], text.split(None, 1)[0]
        if last[-1] in soft and last[-2].isalpha() and _is_soft(head, tail, last[-1], known):
            parts[-1] = last[:-1]
        elif last[-1] == "-" and tail in ("and", "or", "to"):  # pre- and post-war
            parts.append(" ")
    elif not (last[-1] in "—/–" and is_inside) and not (text[0] == "—" and text[1:2].isalnum()):
        parts.append(" ")
    parts.append(text)


def _is_soft(head: str, tail: str, sign: str, known: Counter[str]) -> bool:
    """Whether the hyphen at the end of a line is there only because the line ended."""
    if sign != "-":
        return True
    return tail[0].islower() and tail not in ("and", "or", "to") and not _keeps_hyphen(head, tail, known)


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
