"""Where words stand in quotation marks, whatever marks the text uses: "…", “…”, ‘…’, '…', «…», „…“, ``…''.

Each mark is looked at once with its neighbours: the time is linear in the length of the text, also where it is
nothing but marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from content.model import Span

_MARK = re.compile(r"([\"“”„«»'‘’`])\1{3,}|``|''|‘‘|’’|[\"“”„‟«»＂「」『』‘’‚‛']")
_CURLY = frozenset(("“", "”", "„", "‟", "``", "‘‘", "’’"))
_HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_BLANK = " \t\u00a0\u2009\u202f" + _HIDDEN
_BEFORE_OPENING = _BLANK + "([{—–-/…:;,\"“„«‘'`¿¡"
_AFTER_CLOSING = _BLANK + ".,;:!?)]}—–-/…\"”»’'"
_ELISIONS = frozenset(("em", "tis", "twas", "til", "till", "cause", "n", "bout", "round", "cos", "cuz"))
"""Words that lost their beginning to an apostrophe: 'em, 'tis."""
_WORD = re.compile(r"[^\W_]+")
_LONGEST_MARK = 2
_MOST_NESTED = 8


class _Kind(IntEnum):
    """What a mark does where it stands."""

    OPENS = 1
    CLOSES = 2
    EITHER = 3


class Marked(NamedTuple):
    """Words in quotation marks: `inner` without them, blanks at the ends left out; `outer` with them.

    `runs_on` says that the mark stays open at the end of the paragraph, for the next begins with another.
    """

    inner: Span
    outer: Span
    runs_on: bool


class _Mark(NamedTuple):
    start: int
    end: int
    family: str
    kind: _Kind


class _Open(NamedTuple):
    """A mark that is open, and the pairs that were closed within it."""

    mark: _Mark
    within: list[tuple[int, int, int, int]]


def find_marked(text: str) -> tuple[Marked, ...]:
    """The stretches in quotation marks in order; those within another are part of it.

    A mark that is never closed marks nothing, except where the next paragraph opens with the same mark again.
    """
    found: list[Marked] = []
    start = 0
    held: _Mark | None = None
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        held = _read_paragraph(text, start, end, held, found)
        start = end + 1
    return tuple(found)


def _read_paragraph(text: str, start: int, end: int, held: _Mark | None, found: list[Marked]) -> _Mark | None:
    """Adds what is marked in one paragraph; the mark that it leaves open for the next one."""
    marks = list(_marks(text, start, end))
    if not marks:
        return None
    pairs, rest = _pair(text, marks)
    for first, inner, last, outer in pairs:
        _add(text, Span(inner, last), Span(first, outer), False, found)
    if not rest:
        return None
    # Only the last mark left open can run on: what comes before it holds pairs of its own.
    last_open = rest[-1]
    following = _first_mark(text, end + 1)
    is_last = not pairs or pairs[-1][3] <= last_open.start
    if is_last and following is not None and following.family == last_open.family:
        _add(text, Span(last_open.end, end), Span(last_open.start, end), True, found)
        return last_open
    is_at_start = not text[start : last_open.start].strip(_BLANK)
    if held is not None and is_last and is_at_start and held.family == last_open.family:
        # The last paragraph of a quotation over several, whose closing mark was lost.
        _add(text, Span(last_open.end, end), Span(last_open.start, end), False, found)
    return None


def _first_mark(text: str, start: int) -> _Mark | None:
    """The opening mark with which a paragraph begins."""
    while start < len(text) and text[start] in _BLANK:
        start += 1
    end = start + 2 if text.startswith("``", start) else start + 1
    for mark in _marks(text, start, min(end + 1, len(text))):
        return mark if mark.start == start and mark.kind & _Kind.OPENS else None
    return None


def _add(text: str, inner: Span, outer: Span, runs_on: bool, found: list[Marked]) -> None:
    start, end = inner
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if start < end and _WORD.search(text, start, end):
        found.append(Marked(Span(start, end), outer, runs_on))


def _pair(text: str, marks: list[_Mark]) -> tuple[list[tuple[int, int, int, int]], list[_Mark]]:
    """The outermost pairs (opening, inner start, inner end, closing end), and the marks left open."""
    pairs: list[tuple[int, int, int, int]] = []
    stack: list[_Open] = []
    next_close = _closings_ahead(marks)
    for n, mark in enumerate(marks):
        if mark.family == "'" and stack and stack[-1].mark.family != "'":
            continue  # Within double marks, single ones are of no account: they may be apostrophes.
        if mark.family == "'" and not stack and mark.kind is _Kind.CLOSES:
            continue
        if mark.family == "'" and stack and mark.kind & _Kind.CLOSES and _is_owner(text, mark, marks, next_close, n):
            continue
        depth = _depth(stack, mark.family) if mark.kind & _Kind.CLOSES else -1
        if depth >= 0:
            opened = stack[depth].mark
            del stack[depth:]
            pair = (opened.start, opened.end, mark.start, mark.end)
            (stack[-1].within if stack else pairs).append(pair)
        elif mark.kind & _Kind.OPENS:
            if mark.family == "'" and (stack or next_close[n] < 0):
                continue
            if len(stack) == _MOST_NESTED:
                pairs.extend(stack.pop(0).within)
            stack.append(_Open(mark, []))
    for level in stack:
        pairs.extend(level.within)
    return sorted(pairs), [level.mark for level in stack]


def _depth(stack: list[_Open], family: str) -> int:
    """Where in the stack the mark is open that one of this family closes; -1 if none is."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].mark.family == family:
            return depth
    return -1


def _closings_ahead(marks: list[_Mark]) -> list[int]:
    """For each mark the next single one that can close, before another single one opens; -1 if none."""
    ahead = [-1] * len(marks)
    nearest = -1
    for n in range(len(marks) - 1, -1, -1):
        ahead[n] = nearest
        if marks[n].family == "'":
            if marks[n].kind is _Kind.CLOSES:
                nearest = n
            elif marks[n].kind is _Kind.OPENS:
                nearest = -1
    return ahead


def _is_owner(text: str, mark: _Mark, marks: list[_Mark], next_close: list[int], n: int) -> bool:
    """Whether a single mark that could close is the apostrophe of a plural ("the allies' support")."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 2]
    if before not in ("s", "S", "z", "x") or len(after) < 2 or after[0] != " " or not after[1].isalnum():
        return False
    following = next_close[n]
    return following >= 0 and marks[following].kind is _Kind.CLOSES


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """The quotation marks of a paragraph, apostrophes and the signs of feet and inches left out."""
    # A row of four and more is a line drawn, and no mark.
    found = [each for each in _MARK.finditer(text, start, end) if each.end() - each.start() <= _LONGEST_MARK]
    straight = [n for n, each in enumerate(found) if each[0] in ('"', "＂", "''")]
    following = {n: found[after] for n, after in pairwise(straight)}
    # Straight marks by pairs, whatever blanks stand beside them: misplaced blanks are more common than lost marks.
    is_even = len(straight) % 2 == 0 and not any(each[0] in _CURLY for each in found)
    is_open = False
    for n, each in enumerate(found):
        sign = each[0]
        begin, stop = each.span()
        before = text[begin - 1] if begin > start else " "
        after = text[stop] if stop < end else " "
        if sign in ("'", "‘", "’", "‚", "‛"):
            mark = _single(text, each, before, after)
            if mark is not None:
                yield mark
            continue
        place = _place(before, after)
        if sign in ('"', "＂", "''"):
            if before.isdigit() and place is not _Kind.OPENS:
                later = following.get(n)
                # 6'2" or a 12" gun: no mark was opened, or the one that closes it is still to come.
                if not is_open or (later is not None and _closes_at(text, later, end)):
                    continue
            kind = (_Kind.CLOSES if is_open else _Kind.OPENS) if is_even else place
            is_open = kind is _Kind.OPENS if kind is not _Kind.EITHER else not is_open
            yield _Mark(begin, stop, '"', kind)
        elif sign in ("“", "‟", "``", "‘‘"):
            yield _Mark(begin, stop, '"', _Kind.CLOSES if place is _Kind.CLOSES else _Kind.OPENS)
        elif sign == "„":
            yield _Mark(begin, stop, '"', _Kind.OPENS)
        elif sign in ("”", "’’"):
            yield _Mark(begin, stop, '"', _Kind.EITHER if place is _Kind.OPENS else _Kind.CLOSES)
        elif sign in "「『":
            yield _Mark(begin, stop, "「", _Kind.OPENS)
        elif sign in "」』":
            yield _Mark(begin, stop, "「", _Kind.CLOSES)
        elif sign == "«":
            yield _Mark(begin, stop, "«", _Kind.CLOSES if place is _Kind.CLOSES else _Kind.OPENS)
        else:
            yield _Mark(begin, stop, "«", _Kind.OPENS if place is _Kind.OPENS else _Kind.CLOSES)


def _closes_at(text: str, mark: re.Match[str], end: int) -> bool:
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < end else " "
    return _place(before, after) is _Kind.CLOSES


def _place(before: str, after: str) -> _Kind:
    """What a mark between two characters does, by the blanks and signs beside it."""
    opens = before in _BEFORE_OPENING and after not in _BLANK
    closes = after in _AFTER_CLOSING and before not in _BLANK
    if opens and closes:
        # Between two signs: a blank decides, and a full stop or comma before it.
        if before in _BLANK or before in "([{":
            return _Kind.OPENS
        return _Kind.CLOSES if after in _BLANK or before in ".,!?…" else _Kind.EITHER
    if opens:
        return _Kind.OPENS
    return _Kind.CLOSES if closes else _Kind.EITHER


def _single(text: str, found: re.Match[str], before: str, after: str) -> _Mark | None:
    """A single mark that may open or close; None for an apostrophe."""
    sign, begin, stop = found[0], *found.span()
    if before.isalnum() and after.isalnum():
        return None
    if sign in "‘‚‛" or (before in _BEFORE_OPENING and after not in _AFTER_CLOSING):
        if sign == "’" or not after or after in _BLANK:
            return None
        word = _WORD.match(text, stop)
        if word is not None and (word[0].lower() in _ELISIONS or re.fullmatch(r"\d\ds?", word[0])):
            return None
        return _Mark(begin, stop, "'", _Kind.OPENS)
    if sign in "'’" and before not in _BLANK and not after.isalnum():
        if before.isdigit() and sign == "'" and after not in ",.;:)":
            return None if after.isdigit() else _Mark(begin, stop, "'", _Kind.CLOSES)
        return _Mark(begin, stop, "'", _Kind.CLOSES)
    return None
