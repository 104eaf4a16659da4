"""Whether two wordings are the same words: typography and spelling left aside, figures, signs and negations never.

Words are found in any script; those without spaces count each character as a word.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff"
_LETTER = rf"[^\W\d_{_DENSE}]"
_QUIET = r"""\s.,:;!'"()\[\]{}«»‹›“”„‟‘’‚‛`´…‐‑‒–—―−_/\\*·•|、。「」『』\-"""
# A number with its separators, a minus, a word, or any sign that means something: %, $, ?, an emoji.
_NUMBER = r"\d+(?:[.,]\d+)*|(?<!\w)[-–−](?=[$€£¥]?\d)"
_WORD = rf"{_NUMBER}|{_LETTER}(?:{_LETTER}|[{_MARKS}]|['’ʼ](?={_LETTER}))*|[^{_QUIET}{_MARKS}]"
_FIGURE = r"\d|three|thir|four|fif|six|seven|eigh|nin|elev|twel|twen|hundred|thousand|mill|bill|trill"
_NEGATION = (
    r"\b(?:not|no|never|nor|neither|none|without|cannot|\w+n't|den(?:y|ies|ied)|ne|pas|nicht|kein\w*|не|нет|ни)\b"
)
_ALIKE: dict[int, str | None] = {
    ord(a): b for same, b in (("‘’‚‛ʼ`´", "'"), ("“”„‟«»", '"'), ("‐‑‒–—―−", "-"), ("…", "...")) for a in same
}
_ALIKE |= dict.fromkeys((0xAD, *range(0x200B, 0x2010), 0x2060, 0xFE0E, 0xFE0F, 0xFEFF))


class Word(NamedTuple):
    """A word without its typography, and where it stands in the text."""

    folded: str
    start: int
    end: int


class Likeness(NamedTuple):
    """How alike two wordings are, 0 to 1; whether they are the same words, and how many of those are spelt otherwise.

    `low` and `high` are the positions of the first word that is meant and of the one after the last.
    """

    low: int
    high: int
    ratio: float
    is_same: bool
    misspelt: int


def words_of(text: str) -> list[Word]:
    """The words, figures and signs of a text in order."""
    return [Word(fold(match[0]), match.start(), match.end()) for match in re.finditer(_WORD, text)]


def fold(text: str) -> str:
    """A text without what is only typography: case, composition, kinds of quotes, dashes and spaces."""
    import unicodedata

    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.casefold().translate(_ALIKE)))


def common(one: str, other: str) -> int:
    """How many code points two strings begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def negations(text: str) -> int:
    """How many words of a text deny something."""
    return len(re.findall(_NEGATION, fold(text)))


def compare(ours: list[str], theirs: list[str], before: list[str], after: list[str]) -> Likeness | None:
    """The stretch of their words that is most like ours; None where no word is shared.

    `before` and `after` are the words that once stood around ours. The work is bounded by the product of the lengths.
    """
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, ours, theirs).get_matching_blocks()[:-1]
    # The run of blocks that is worth most: a word each, less half a word for each that stands between.
    best, score, run = 0.0, 0.0, 0
    first = last = -1
    for index, (_, at, size) in enumerate(blocks):
        score -= (at - blocks[index - 1].b - blocks[index - 1].size) / 2 if index else 0
        if score <= 0:
            score, run = 0.0, index
        score += size
        if score > best:
            best, first, last = score, run, index
    if first < 0:
        return None
    low, high = blocks[first].b, blocks[last].b + blocks[last].size
    low -= _stretch(ours[: blocks[first].a][::-1], theirs[:low][::-1], before[::-1])
    high += _stretch(ours[blocks[last].a + blocks[last].size :], theirs[high:], after)
    matcher = SequenceMatcher(None, ours, theirs[low:high])
    changes = [
        _misspelt(ours[a:b], theirs[low + c : low + d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    ]
    return Likeness(low, high, matcher.ratio(), None not in changes, sum(count or 0 for count in changes))


def _stretch(lost: list[str], beyond: list[str], around: list[str]) -> int:
    """How many words beyond a match belong to it: up to the old surroundings, else those that spell the lost words."""
    if not lost:
        return 0
    for count in range(min(len(beyond), 2 * len(lost) + 2)):
        if around and beyond[count : count + 2] == around[:2]:
            return count
    return len(lost) if _misspelt(lost, beyond[: len(lost)]) is not None else 0


def _misspelt(ours: list[str], theirs: list[str]) -> int | None:
    """How many words are spelt otherwise; None where they are other words."""
    if "".join(ours) == "".join(theirs):
        return 0
    if len(ours) != len(theirs) or not all(a == b or _is_spelling(a, b) for a, b in zip(ours, theirs, strict=True)):
        return None
    return sum(a != b for a, b in zip(ours, theirs, strict=True))


def _is_spelling(ours: str, theirs: str) -> bool:
    """Whether two words differ in one letter or in the order of two, not the first; never figures and negations."""
    if len(ours) + len(theirs) < 9 or not all(c.isalpha() and c.upper() != c for c in ours + theirs):
        return False
    if any(re.match(_FIGURE, word) or re.fullmatch(_NEGATION, word) for word in (ours, theirs)):
        return False
    head = common(ours, theirs)
    ours, theirs = ours[head:], theirs[head:]
    tail = common(ours[::-1], theirs[::-1])
    ours, theirs = ours[: len(ours) - tail], theirs[: len(theirs) - tail]
    return head > 0 and (max(len(ours), len(theirs)) == 1 or (len(ours) == 2 and ours == theirs[::-1]))
