"""What differs between two briefings: which sentences and entries are new, changed, moved or dropped.

Sentences that stand once in each text and keep their order hold the two together (patience diff, B. Cohen); between
them the same sentences are matched in order, then those that share enough of their words. The work grows with the
texts, and little more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from content.model import Briefing, Entry, Origin, SentenceNumber
from content.wording import fold

LIKE = 0.5
"""From which share of common words on a sentence is another one changed, and not a new one."""

_COMMON = 20  # sentences that may have a word in common before it tells nothing of where one went
_CANDIDATES = 5  # sentences that one is compared with
_SHORT = 3  # letters of a word that counts for less: it is in every sentence
_DEEPEST = 20  # stretches within stretches: each level reads all of both texts once more
_LARGEST = 250_000  # tokens of one sentence times those of the other that are compared one by one


class Kind(StrEnum):
    """What became of a sentence or an entry. Only sentences move: an entry has no place in the text."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


class SentenceChange(NamedTuple):
    """What became of a sentence: its number in the old text, None for a new one, and in the new, None for a dropped.

    `likeness` is the share of words that both have, 0 to 1.
    """

    kind: Kind
    old: SentenceNumber | None
    new: SentenceNumber | None
    likeness: float = 1.0


class EntryChange(NamedTuple):
    """What became of an entry; `old` is None for a new one, `new` for a dropped one."""

    kind: Kind
    old: Entry | None
    new: Entry | None


class Difference(NamedTuple):
    """Every sentence and entry of two briefings, in the order of the new one; what was dropped where it once stood."""

    sentences: tuple[SentenceChange, ...]
    entries: tuple[EntryChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        kinds = [*(change.kind for change in self.sentences), *(change.kind for change in self.entries)]
        return all(kind is Kind.SAME for kind in kinds)


def compare(old: Briefing, new: Briefing) -> Difference:
    """What differs between two briefings, of their sentences and of their entries."""
    sentences = compare_sentences(old, new)
    return Difference(sentences, compare_entries(old.entries, new.entries, sentences))


def compare_sentences(old: Briefing, new: Briefing) -> tuple[SentenceChange, ...]:
    """What became of each sentence; typography, case of letters and breaks of lines make no difference."""
    before = [_plain(old.text[a:b]) for a, b in zip(old.sentences.starts, old.sentences.ends, strict=True)]
    after = [_plain(new.text[a:b]) for a, b in zip(new.sentences.starts, new.sentences.ends, strict=True)]
    partner = dict(_anchored(before, after))
    taken = set(partner.values())
    moved = _elsewhere(before, after, partner, taken)
    partner |= moved
    taken |= set(moved.values())
    likeness: dict[int, float] = {}
    for at, to, share in _alike(before, after, partner, taken):
        partner[at], likeness[at] = to, share
    found: list[tuple[float, int, SentenceChange]] = []
    last = -1
    for at in range(len(before)):
        if at not in partner:
            found.append((last + 0.5, at, SentenceChange(Kind.DROPPED, SentenceNumber(at + 1), None, 0.0)))
            continue
        to = partner[at]
        kind = Kind.CHANGED if at in likeness else Kind.MOVED if at in moved else Kind.SAME
        change = SentenceChange(kind, SentenceNumber(at + 1), SentenceNumber(to + 1), likeness.get(at, 1.0))
        found.append((to, 0, change))
        if kind is not Kind.MOVED:
            last = to
    there = set(partner.values())
    fresh = [to for to in range(len(after)) if to not in there]
    found += [(to, 0, SentenceChange(Kind.NEW, None, SentenceNumber(to + 1), 0.0)) for to in fresh]
    return tuple([change for _, _, change in sorted(found, key=lambda each: each[:2])])


def _plain(sentence: str) -> str:
    return fold(sentence).strip()


def _anchored(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of the same sentences in order: those that are unique, and what touches them on either side."""
    pairs: list[tuple[int, int]] = []
    todo = [(0, len(before), 0, len(after), 0)]
    while todo:
        low, high, first, end, depth = todo.pop()
        while low < high and first < end and before[low] == after[first]:
            pairs.append((low, first))
            low, first = low + 1, first + 1
        while low < high and first < end and before[high - 1] == after[end - 1]:
            high, end = high - 1, end - 1
            pairs.append((high, end))
        if low >= high or first >= end or depth == _DEEPEST:
            continue
        rising = _rising(_unique(before, after, low, high, first, end))
        for (at, to), (next_at, next_to) in zip([(low - 1, first - 1), *rising], [*rising, (high, end)], strict=True):
            if rising:
                todo.append((at + 1, next_at, to + 1, next_to, depth + 1))
        pairs += rising
    return pairs


def _unique(
    before: Sequence[str], after: Sequence[str], low: int, high: int, first: int, end: int
) -> list[tuple[int, int]]:
    """The pairs of the sentences that stand once in each of two stretches, in the order of the first."""
    ours, theirs = Counter(before[low:high]), Counter(after[first:end])
    places = {after[to]: to for to in range(first, end) if theirs[after[to]] == 1}
    return [(at, places[before[at]]) for at in range(low, high) if ours[before[at]] == 1 and before[at] in places]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second numbers rise with the first (longest increasing subsequence)."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for index, (_, to) in enumerate(pairs):
        at = bisect_left(tails, to)
        back.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [to]
        ends[at : at + 1] = [index]
    found: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(pairs[index])
        index = back[index]
    return found[::-1]


def _elsewhere(before: Sequence[str], after: Sequence[str], partner: dict[int, int], taken: set[int]) -> dict[int, int]:
    """The sentences that stand elsewhere, each by its place in the old text."""
    places: dict[str, list[int]] = defaultdict(list)
    for to in range(len(after) - 1, -1, -1):
        if to not in taken:
            places[after[to]].append(to)
    return {at: places[words].pop() for at, words in enumerate(before) if at not in partner and places.get(words)}


def _alike(
    before: Sequence[str], after: Sequence[str], partner: dict[int, int], taken: set[int]
) -> Iterable[tuple[int, int, float]]:
    """The sentences that changed: where they are, where they went, and the share of words that stayed.

    Each is compared with those that have its rarer words, and with the ones next to it; the most alike are paired
    first.
    """
    left = [at for at in range(len(before)) if at not in partner]
    free = [to for to in range(len(after)) if to not in taken]
    if not left or not free:
        return
    words = {to: Counter(re.findall(r"\w+", after[to].casefold())) for to in free}
    having: dict[str, list[int]] = defaultdict(list)
    for to in free:
        for word in words[to]:
            having[word].append(to)
    held = sorted(partner)
    scored: list[tuple[float, int, int, int]] = []
    for at in left:
        ours = Counter(re.findall(r"\w+", before[at].casefold()))
        votes = Counter(to for word in ours if len(having.get(word, ())) <= _COMMON for to in having.get(word, ()))
        # Where it would stand: after the one before it that stayed.
        place = bisect_left(held, at)
        expected = partner[held[place - 1]] + at - held[place - 1] if place else at
        near = bisect_left(free, expected)
        around = free[max(0, near - 2) : near + 2]
        best = [to for to, _ in sorted(votes.items(), key=lambda vote: (-vote[1], abs(vote[0] - expected)))]
        for to in dict.fromkeys([*best[:_CANDIDATES], *around]):
            share = _share(ours, words[to])
            if share >= LIKE:
                scored.append((-share, abs(to - expected), at, to))
    gone: set[int] = set()
    came: set[int] = set()
    for share, _, at, to in sorted(scored):
        if at not in gone and to not in came:
            gone.add(at)
            came.add(to)
            yield at, to, round(-share, 3)


def _share(ours: Counter[str], theirs: Counter[str]) -> float:
    def weight(words: Counter[str]) -> float:
        return sum(count if len(word) > _SHORT or word.isdigit() else 0.3 * count for word, count in words.items())

    whole = weight(ours) + weight(theirs)
    return 2 * weight(ours & theirs) / whole if whole else 0.0


# -- entries ------------------------------------------------------------------------------------------------------


def compare_entries(
    old: Sequence[Entry], new: Sequence[Entry], sentences: Iterable[SentenceChange]
) -> tuple[EntryChange, ...]:
    """What became of each entry: of those alike in more than one way, those that are most alike belong together.

    Ids of drafted entries are mere numbers in their pane, so that they tell nothing.
    """
    led = {change.old: change.new for change in sentences if change.old is not None and change.new is not None}

    def said(entry: Entry, _: bool) -> Hashable:
        return _said(entry)

    def named(entry: Entry, _: bool) -> Hashable:
        return None if entry.origin is Origin.DRAFTED else (entry.pane, entry.id)

    def titled(entry: Entry, _: bool) -> Hashable:
        return entry.pane, fold(entry.title)

    def ground(entry: Entry, is_old: bool) -> Hashable:
        numbers = [led.get(each.sentence) if is_old else each.sentence for each in entry.citations]
        return (entry.pane, numbers[0]) if numbers and numbers[0] is not None and entry.kind != "person" else None

    partner: dict[int, int] = {}
    taken: set[int] = set()
    for way in (said, named, titled, ground):
        places: dict[Hashable, list[int]] = defaultdict(list)
        for to in range(len(new) - 1, -1, -1):
            if to not in taken and (key := way(new[to], False)) is not None:
                places[key].append(to)
        for at, entry in enumerate(old):
            key = way(entry, True)
            if at not in partner and key is not None and places.get(key):
                partner[at] = places[key].pop()
                taken.add(partner[at])
    found: list[tuple[float, int, EntryChange]] = []
    last = -1
    for at, entry in enumerate(old):
        if at not in partner:
            found.append((last + 0.5, at, EntryChange(Kind.DROPPED, entry, None)))
            continue
        last = to = partner[at]
        kind = Kind.SAME if _said(entry) == _said(new[to]) else Kind.CHANGED
        found.append((to, 0, EntryChange(kind, entry, new[to])))
    found += [(to, 0, EntryChange(Kind.NEW, None, entry)) for to, entry in enumerate(new) if to not in taken]
    return tuple([change for _, _, change in sorted(found, key=lambda each: each[:2])])


def _said(entry: Entry) -> Hashable:
    """What an entry says and rests on, wherever that stands."""
    return (
        entry.pane,
        entry.kind,
        entry.title,
        entry.text,
        tuple(["".join(each.quote.split()) for each in entry.citations]),
        tuple([figure.text for figure in entry.figures]),
        tuple([(quotation.text, quotation.speaker) for quotation in entry.quotations]),
        entry.tags,
    )


# -- words --------------------------------------------------------------------------------------------------------


def words_changed(old: str, new: str) -> list[tuple[Kind, str]]:
    """One sentence turned into another, piece by piece: what is the same, what was dropped and what is new.

    The pieces that are the same or new make up `new`, those that are the same or dropped `old`.
    """
    from difflib import SequenceMatcher

    ours, theirs = (re.findall(r"\d+(?:[.,]\d+)*|\w+|\s+|[^\w\s]", text) for text in (old, new))
    if len(ours) * len(theirs) > _LARGEST:
        return [(Kind.DROPPED, old), (Kind.NEW, new)]
    pieces: list[tuple[Kind, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal" and "".join(ours[a:b]).isspace() and pieces and b < len(ours) and d < len(theirs):
            # A blank that happens to stay between two changes only breaks them up.
            pieces += [(Kind.DROPPED, "".join(ours[a:b])), (Kind.NEW, "".join(theirs[c:d]))]
            continue
        if tag == "equal":
            pieces.append((Kind.SAME, "".join(ours[a:b])))
            continue
        pieces += [(Kind.DROPPED, "".join(ours[a:b])), (Kind.NEW, "".join(theirs[c:d]))]
    return _joined(pieces)


def _joined(pieces: Iterable[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """The same with what stands beside each other in one piece, what was dropped before what is new."""
    joined: list[tuple[Kind, str]] = []
    dropped, new = "", ""

    def flush() -> None:
        nonlocal dropped, new
        joined.extend([each for each in ((Kind.DROPPED, dropped), (Kind.NEW, new)) if each[1]])
        dropped, new = "", ""

    for kind, words in pieces:
        if kind is Kind.SAME:
            flush()
            joined.append((kind, words))
        elif kind is Kind.DROPPED:
            dropped += words
        else:
            new += words
    flush()
    return joined
