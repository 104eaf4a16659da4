"""Where the words of a note stand, kept so that they can be found again in a changed text, and how sure that is.

Exact words are looked for first; of several places the surroundings decide. Words that are gone are looked for as
changed words: pieces of the quote and of its surroundings vote for places, and the best few are compared word by word.
The work grows with the text and is bounded in everything else, whatever the text is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, NamedTuple

from content.errors import SelectorError
from content.model import Span
from content.wording import Word, common, compare, fold, negations, words_of

CONTEXT = 32
"""How many code points a selector keeps of what stands before the quote, and of what stands after it."""

SURE = 0.8
"""The confidence from which a note moves with its words without asking.

Only the same words can reach it: spelling, punctuation and typography may differ; a changed, added or lost word, figure
or sign holds it at `_CHANGED` or below. They reach it in one place only, with 16 unchanged code points on each side
of a short quote, or with 64 code points of different words. Chosen on systematic revisions of a news text, so
that none of them was sure of a wrong place.
"""

_ENOUGH = 16  # code points of unchanged surroundings on each side that place even a single word
_LONG = 80  # code points of different words that nearly place a quote without surroundings
_MARGIN = 0.35  # how much better than the next a place must be, in parts of its surroundings
_WHOLE = 0.5  # the same for one with all of its surroundings: no other has a whole side of them
_DOUBT = 0.6  # the most for one of several places, or beside a negation that came or went
_CHANGED = 0.75  # the most for changed words
_LEAST = 0.4  # how alike words must be to be a guess
_MOST = 200  # places of the exact words that are weighed one by one
_SEEDS, _HITS = 24, 50  # pieces of a quote that vote, each for so many places at most
_WINDOWS = 4  # places that are compared word by word
_LONGEST = 1000  # code points of a quote that are compared word by word; of a longer one, only the two ends


class Selector(NamedTuple):
    """W3C Web Annotation TextQuoteSelector and TextPositionSelector in one: the words, what stands around them, and
    where they stood (code points, end exclusive)."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class Anchor(NamedTuple):
    """Where the words of a selector stand in a text now.

    `span` is None where they are nowhere; `confidence` goes from 0 to 1 (1: nothing changed there); `is_exact` says
    that the words are unchanged. An anchor that is not sure is an orphan: a guess for the reader to confirm.
    """

    span: Span | None
    confidence: float
    is_exact: bool

    @property
    def is_sure(self) -> bool:
        """Whether a note may stay with these words without asking."""
        return self.span is not None and self.confidence >= SURE


class _Place(NamedTuple):
    """A place that may be meant: how alike its words are, 0 to 1, whether they are the same, and how many misspelt."""

    span: Span
    likeness: float = 1.0
    is_same: bool = True
    misspelt: int = 0


class _Around(NamedTuple):
    """How much of the old surroundings stands next to a place: the share of all, and what that is worth (0 to 1)."""

    share: float
    worth: float


def select(text: str, span: Span) -> Selector:
    """The selector of a span. Raises ValueError for an empty span and for one that is not inside the text."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start} to {end} in a text of {len(text)} code points")
    return Selector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def find(selector: Selector, text: str) -> Anchor:
    """Where the words of a selector stand in a text, or the best guess with a confidence below `SURE`."""
    exact, start = selector.exact, selector.start
    here = Span(start, start + len(exact))
    if exact and start >= 0 and here.end <= len(text) and select(text, here) == selector:
        return Anchor(here, 1.0, True)
    places, is_crowded = _unchanged(selector, text)
    around = {place: _agreement(selector, text, place.span) for place in places}
    if not places or max(around.values()).share < 1:  # the words may have changed where they stood, and be elsewhere
        for place in _changed(selector, text) + _between(selector, text):
            if not any(_overlap(place.span, other.span) for other in around):
                words = place.span.of(text)
                twins = _occurrences(text, words, _HITS) if place.is_same else [place.span.start]
                is_crowded |= len(twins) > _HITS
                for span in {place.span, *(Span(at, at + len(words)) for at in twins)}:
                    around[place._replace(span=span)] = _agreement(selector, text, span)

    def worth(place: _Place) -> float:
        return place.likeness + around[place].share + place.is_same / 4

    best = min(around, key=lambda place: (-worth(place), abs(place.span.start - start)), default=None)
    if best is None or best.span.start == best.span.end:
        return Anchor(None, 0.0, False)
    is_whole = around[best].share == 1 and best.is_same
    least = worth(best) - (_WHOLE if is_whole else _MARGIN)
    is_doubtful = is_crowded
    for other in around.keys() - {best}:
        if other.span.start == other.span.end and len(exact) >= _LONG:
            continue  # so many words do not stand elsewhere by chance: they were moved from there
        # Where more of the surroundings stands, the words may have changed or gone.
        is_elsewhere = around[other].share > around[best].share
        is_doubtful |= worth(other) >= least or is_elsewhere
    confidence = _confidence(best, exact, around[best].worth)
    if is_doubtful or _is_negated(selector, text, best.span):
        confidence = min(confidence, _DOUBT)
    return Anchor(best.span, round(confidence, 3), best.span.of(text) == exact)


def _confidence(place: _Place, exact: str, around: float) -> float:
    if not place.is_same:
        return _CHANGED * place.likeness * (0.6 + 0.4 * around)
    words = [word.folded for word in words_of(exact[:_LONGEST])]
    alone = min(0.9, sum(map(len, set(words))) / _LONG)  # repeated words do not tell one place from another
    spelling = 1 - place.misspelt / (1 + len(words) + 8 * around)
    return min(0.99, alone + (1 - alone) * around) * spelling


def _unchanged(selector: Selector, text: str) -> tuple[list[_Place], bool]:
    """The places of the exact words, and whether there are more of them than can be weighed."""
    exact, prefix = selector.exact, selector.prefix
    starts = _occurrences(text, exact, _MOST)
    is_crowded = len(starts) > _MOST
    if is_crowded:
        whole = _occurrences(text, prefix + exact + selector.suffix, 1)
        is_crowded = len(whole) != 1 or len(prefix + selector.suffix) < 2 * _ENOUGH
        near = text.find(exact, max(0, min(selector.start, len(text)) - len(exact)))
        starts = [*{near if near >= 0 else starts[0], *(at + len(prefix) for at in whole)}]
    spans = [Span(at, at + len(exact)) for at in starts]
    return [_Place(span) for span in spans if not _is_torn(selector, text, span)], is_crowded


def _occurrences(text: str, words: str, most: int) -> list[int]:
    """Where words start in a text, overlapping ones too: at most one more than `most`."""
    starts: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(starts) <= most:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts


def _changed(selector: Selector, text: str) -> list[_Place]:
    """The places of words that are like the quote, at most `_WINDOWS` of them."""
    size, quote = len(selector.exact), words_of(selector.exact[: _LONGEST + 1])
    if size > _LONGEST:
        return _ends(selector, text)
    if not quote:
        return []
    votes, reach, pad = _votes(selector, quote, text), size // 2 + 8, size // 4 + CONTEXT
    ends = [bisect_right(votes, vote + reach) for vote in votes]
    taken: list[int] = []
    places: list[_Place] = []
    for first in sorted(range(len(votes)), key=lambda i: i - ends[i]):
        if len(taken) < _WINDOWS and all(abs(votes[first] - other) > reach for other in taken):
            taken.append(votes[first])
            window = Span(max(0, votes[first] - pad), min(len(text), votes[ends[first] - 1] + size + pad))
            place = _most_alike(selector, quote, text, window)
            if place is not None and not any(_overlap(place.span, other.span) for other in places):
                places.append(place)
    return places


def _votes(selector: Selector, quote: list[Word], text: str) -> list[int]:
    """Where pieces of the quote and of its surroundings say that it starts, in order; frequent pieces say nothing."""
    import unicodedata

    exact, prefix, suffix = selector.exact, selector.prefix[-CONTEXT // 2 :], selector.suffix[: CONTEXT // 2]
    least = max(4, min(10, len(exact) // 3))
    seeds = [(prefix, -len(prefix)), (suffix, len(exact))]
    for word in quote[:: -(-len(quote) // _SEEDS)]:
        end = next((other.end for other in quote if other.end >= word.start + least), word.start)
        seeds.append((exact[word.start : end], word.start))
    votes = [selector.start] if 0 <= selector.start < len(text) else []
    for seed, offset in seeds:
        for form in {seed, *(unicodedata.normalize(kind, seed) for kind in ("NFC", "NFD") if not seed.isascii())}:
            hits = _occurrences(text, form, _HITS) if len(form) >= 4 else []
            votes += [at - offset for at in hits] if len(hits) <= _HITS else []
    return sorted(votes)


def _most_alike(selector: Selector, quote: list[Word], text: str, window: Span) -> _Place | None:
    """The stretch of a window that is most like the quote, from word border to word border; None where little is."""
    found = words_of(text[window.start : window.end])
    before, after = ([word.folded for word in words_of(side)] for side in (selector.prefix, selector.suffix))
    alike = compare([word.folded for word in quote], [word.folded for word in found], before, after)
    if alike is None or (alike.ratio < _LEAST and not alike.is_same):
        return None
    # A sign that was put right behind the words belongs to them: a question mark, a percent sign.
    last, beyond = found[alike.high - 1], found[alike.high : alike.high + 1]
    if beyond and beyond[0].start == last.end and not beyond[0].folded.isalnum() and beyond[0].folded not in after[:1]:
        alike = alike._replace(high=alike.high + 1, is_same=False)
    start, end = window.start + found[alike.low].start, window.start + found[alike.high - 1].end
    lead, tail = fold(selector.exact[: quote[0].start]), fold(selector.exact[quote[-1].end :])
    for _ in lead:
        start -= start > 0 and fold(text[start - 1]) in lead
    for _ in tail:
        end += end < len(text) and fold(text[end]) in tail
    return _Place(Span(start, end), alike.ratio, alike.is_same, alike.misspelt)


def _between(selector: Selector, text: str) -> list[_Place]:
    """The places where only the surroundings stand: other words between them, or none."""
    prefix, suffix = selector.prefix[-CONTEXT // 2 :], selector.suffix[: CONTEXT // 2]
    places: list[_Place] = []
    for at in _occurrences(text, prefix, _HITS) if min(len(prefix), len(suffix)) >= _ENOUGH // 2 else ():
        start = at + len(prefix)
        end = text.find(suffix, max(0, start - 1), start + 2 * len(selector.exact) + CONTEXT)
        if end >= 0:
            places.append(_Place(Span(start, end if text[start:end].strip() else start), _LEAST / 2, False))
    return places


def _ends(selector: Selector, text: str) -> list[_Place]:
    """The place between the two ends of a long quote, which is never taken for the same words."""
    exact, half = selector.exact, _LONGEST // 2
    head = Selector(exact[:half], selector.prefix, exact[half : half + CONTEXT], selector.start, 0)
    tail = Selector(exact[-half:], exact[-half - CONTEXT : -half], selector.suffix, selector.end - half, 0)
    first, last = find(head, text), find(tail, text)
    if first.span is None or last.span is None or not 0 < last.span.end - first.span.start <= 2 * len(exact):
        return []
    return [_Place(Span(first.span.start, last.span.end), min(first.confidence, last.confidence), False)]


def _agreement(selector: Selector, text: str, span: Span) -> _Around:
    prefix, suffix = fold(selector.prefix).rstrip(), fold(selector.suffix).lstrip()
    before = fold(text[max(0, span.start - 2 * CONTEXT) : span.start]).rstrip()
    after = fold(text[span.end : span.end + 2 * CONTEXT]).lstrip()
    left, right = common(prefix[::-1], before[::-1]), common(suffix, after)
    worth = (min(left, _ENOUGH) + min(right, _ENOUGH)) / (2 * _ENOUGH)
    # A side that is shorter ended where the text did, and is whole only if it still does.
    is_left = left == len(prefix) and (len(selector.prefix) >= CONTEXT or len(before) == left)
    is_right = right == len(suffix) and (len(selector.suffix) >= CONTEXT or len(after) == right)
    left, right = CONTEXT if is_left else left, CONTEXT if is_right else right
    return _Around(min(1.0, (left + right) / (2 * CONTEXT)), worth)


def _is_torn(selector: Selector, text: str, span: Span) -> bool:
    """Whether a span begins or ends inside a word where the quote did not."""
    exact, before, after = selector.exact, text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    head = exact[0].isalnum() and not selector.prefix[-1:].isalnum() and before.isalnum()
    return head or (exact[-1].isalnum() and not selector.suffix[:1].isalnum() and after.isalnum())


def _is_negated(selector: Selector, text: str, span: Span) -> bool:
    """Whether a negation came or went next to the quote, in the sentence that it is part of."""
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    pairs = ((selector.prefix, before, -1), (selector.suffix, after, 0))
    return any(
        negations(re.split("[.!?\n]", old)[side]) != negations(re.split("[.!?\n]", new)[side])
        for old, new, side in pairs
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def to_web_annotation(selector: Selector) -> list[dict[str, Any]]:
    """The two W3C selectors as JSON objects."""
    exact, prefix, suffix, start, end = selector
    return [
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def from_web_annotation(objects: object) -> Selector:
    """The selector in the two W3C selectors, in any order. Raises SelectorError, which names the place."""
    kinds = {"TextQuoteSelector": ("exact", "prefix", "suffix"), "TextPositionSelector": ("start", "end")}
    remedy = f"give one {' and one '.join(kinds)}"
    if not isinstance(objects, list | tuple):
        raise SelectorError("this is not a list of selectors", where="selector", remedy=remedy)
    found: dict[str, Any] = {}
    for index, value in enumerate(objects):
        where, kind = f"selector[{index}]", value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds or kinds[kind][0] in found:
            raise SelectorError("this is one selector too many, or of another kind", where=where, remedy=remedy)
        for name in kinds[kind]:
            part = value.get(name, "" if name in ("prefix", "suffix") else None)
            if kind == "TextQuoteSelector" and (not isinstance(part, str) or (name == "exact" and not part)):
                raise SelectorError("there are no words here", where=f"{where}.{name}", remedy="give a text")
            if kind == "TextPositionSelector" and (type(part) is not int or part <= found.get("start", -1)):
                raise SelectorError("this is no position", where=f"{where}.{name}", remedy="give code points from 0 on")
            found[name] = part
    if len(found) < 5:
        raise SelectorError("a selector is missing", where="selector", remedy=remedy)
    return Selector(**found)
