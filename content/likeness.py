"""How much of two texts is the same, and a sketch of a text by which those like it are found among thousands.

A text is taken for the set of its runs of five words. Of their digests the lowest are kept, which estimates how much
two sets share (bottom-k sketch: E. Cohen and H. Kaplan, Summarizing data using bottom-k sketches, 2007). The lowest of
each of 16 parts of them are its bands: texts that share a third have a band in common in 998 of 1,000 cases (one
permutation hashing: P. Li, A. Owen and C.-H. Zhang, 2012).
"""

from __future__ import annotations

import re
from hashlib import blake2b
from heapq import nsmallest
from typing import NamedTuple

RUN = 5
"""How many words a run has."""

KEPT, BANDS = 128, 16
"""How many digests a sketch keeps, and how many bands it has."""

FEWEST, SHORTER, INSIDE = 10, 2 / 3, 0.8
"""A text is cut from another that has so many runs at least, at most this part of those of the other one, and of its
own at least this part there: where it breaks off it may ask for a subscription."""

SIZE = 8
"""Bytes of a digest."""

# Scripts without spaces: each character counts as a word.
_DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORDS = re.compile(rf"[{_DENSE}]|[^\W_{_DENSE}]+")


class Sketch(NamedTuple):
    """`lowest` are the lowest digests of a text's runs in order, `bands` the lowest of each part of them."""

    lowest: tuple[bytes, ...]
    bands: tuple[bytes, ...]


def runs_of(text: str) -> set[bytes]:
    """The digests of every run of words in a text; of a shorter text, that of all of its words. Case does not count."""
    words = _WORDS.findall(text.casefold())
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} if words else set()
    return {blake2b(run.encode("utf-8", "replace"), digest_size=SIZE).digest() for run in runs}


def sketch(text: str) -> Sketch:
    """The sketch of a text; without bands where it has no words."""
    return sketch_of(runs_of(text))


def sketch_of(runs: set[bytes]) -> Sketch:
    """The sketch of a text with these runs."""
    lowest: dict[int, bytes] = {}
    for run in runs:
        part = run[-1] % BANDS
        held = lowest.get(part)
        if held is None or run < held:
            lowest[part] = run
    return Sketch(tuple(nsmallest(KEPT, runs)), tuple([lowest[part] for part in sorted(lowest)]))


def estimate(one: tuple[bytes, ...], other: tuple[bytes, ...]) -> float:
    """About how much two texts share, from the lowest digests of each: 0 to 1, as `likeness` gives it."""
    ours, theirs = set(one), set(other)
    lowest = nsmallest(KEPT, ours | theirs)
    if not lowest:
        return 0.0
    shared = sum(digest in ours and digest in theirs for digest in lowest) / len(lowest)
    return 2 * shared / (1 + shared)


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, 0 to 1: the runs of words that both have, in parts of all runs of either."""
    return share_of(runs_of(one), runs_of(other))


def share_of(ours: set[bytes], theirs: set[bytes]) -> float:
    """The likeness of two texts with these runs."""
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def is_cut_from(ours: set[bytes], theirs: set[bytes]) -> bool:
    """Whether a text with our runs is much shorter than one with theirs, where nearly all of it stands too.

    So it is with what stands before a paywall.
    """
    return len(ours) >= FEWEST and len(ours) <= SHORTER * len(theirs) and len(ours & theirs) >= INSIDE * len(ours)
