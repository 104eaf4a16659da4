"""Libraries of any size whose text reads like news to an index: how often words occur, and what entries are made of.

    python tests/benchmarks/generated.py /a/folder 10000 --seed 1 --sentences 100

Words are drawn from the lists that ship, the second half as often as the first, the third a third as often (Zipf),
and so are people, places and bodies. The same arguments give the same briefings. What they cost to read, to find and
to keep is what counts, so that sentences mean nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

from content.drafting import word_lists
from content.library import Library
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Origin,
    PaneId,
    Quotation,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)
from content.notes import NoteKind, NoteTarget
from content.store.note_documents import to_note_fields
from content.store.schema import NOTES

ENTRIES, SENTENCES = 30, 100
"""Entries of a briefing, and its sentences unless asked otherwise."""

BATCH = 100
"""Briefings kept in one transaction."""

FIRST_DAY, DAYS = date(2024, 1, 1), 730
PUBLISHERS = (
    "The Meridian", "Harbour Post", "Northern Wire", "The Daily Ledger", "Continental News", "Radio Free Strait",
    "The Envoy", "Capital Gazette", "Agence Atlantique", "Pacific Courier", "The Observer of Trade", "World Dispatch",
)  # fmt: skip
PANES = ("people", "trade", "diplomacy", "nato-g7", "expert")
KINDS = {
    "people": ("person",),
    "trade": ("figure", "agreement", "forecast", "statement"),
    "diplomacy": ("meeting", "visit", "criticism", "agreement"),
    "nato-g7": ("statement", "deployment", "summit"),
    "expert": ("quotation", "comment"),
}
TAGS = ("forecast", "energy", "check", "ask", "china", "sanctions", "summit", "exam", "numbers", "quote-me")

_COMMONEST = (
    "the", "of", "to", "and", "a", "in", "that", "is", "for", "on", "with", "as", "by", "it", "at", "from", "was",
    "be", "are", "have", "has", "an", "this", "which", "will", "its", "not", "said", "or", "were", "their", "but",
    "they", "been", "more", "after", "would", "than", "two", "also", "who", "one", "about", "had", "over", "year",
    "his", "other", "new", "up", "first", "when", "into", "can", "could", "there", "some", "all", "no", "last",
    "he", "she", "we", "them", "out", "if", "so", "time", "under", "between", "against", "during", "since", "before",
)  # fmt: skip
_ROLES = ("President", "Prime Minister", "Foreign Minister", "Trade Minister", "Ambassador", "Secretary General")
_BODIES = ("Ministry of Trade", "Foreign Ministry", "Central Bank", "Parliament", "Institute for Peace Studies")
_UNITS = (("$", "USD"), ("€", "EUR"), ("£", "GBP"))


class _Zipf:
    """Values drawn by rank: the nth as often as 1 / n."""

    def __init__(self, values: list[str], flatness: float = 0.0) -> None:
        self.values = values
        self.weights = list(accumulate(1 / (rank + flatness) for rank in range(1, len(values) + 1)))


class _Told(NamedTuple):
    """A sentence with what can be cited of it."""

    words: str
    person: str = ""
    place: str = ""
    figure: tuple[str, FigureKind, float, str] | None = None
    quotation: str = ""


class World:
    """Words, people, places and bodies of one seed, and briefings made of them."""

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        self._seed = seed
        rest = sorted(word_lists.word_list("common_words") - set(_COMMONEST))
        random.shuffle(rest)
        self._words = _Zipf([*_COMMONEST, *rest], 1.5)
        given = sorted(word_lists.word_list("first_names") | word_lists.word_list("given_names_world"))
        family = sorted(word_lists.word_list("surnames") | word_lists.word_list("surnames_world"))
        people = {f"{random.choice(given)} {random.choice(family)}".title(): None for _ in range(3000)}
        self._people = _Zipf(list(people), 5.0)
        places = sorted(word_lists.word_list("places"))
        random.shuffle(places)
        self._places = _Zipf([each.title() for each in places], 3.0)

    def briefing(self, number: int, sentences: int = SENTENCES) -> Briefing:
        """The briefing of this number, from 0: the later the number, the later its date."""
        random = Random(f"{self._seed}/{number}")
        told = [self._sentence(random) for _ in range(sentences)]
        pieces: list[str] = []
        paragraphs, starts, ends = [], [], []
        at, paragraph, room = 0, 1, 3
        for each in told:
            if pieces:
                room -= 1
                gap = " "
                if not room:
                    gap, paragraph, room = "\n\n", paragraph + 1, random.randint(2, 5)
                pieces.append(gap)
                at += len(gap)
            paragraphs.append(paragraph)
            starts.append(at)
            pieces.append(each.words)
            at += len(each.words)
            ends.append(at)
        title = f"{self._draw(random, self._places, 1)[0]}: {' '.join(told[0].words.split()[:7])}"
        issued = FIRST_DAY + timedelta(days=number * DAYS // max(number + 1, 10_000))
        publisher = PUBLISHERS[int(len(PUBLISHERS) * random.random() ** 2)]
        return Briefing(
            id=BriefingId(f"{issued}-{number:05d}"),
            title=title,
            language="en",
            desk=DeskId("world"),
            source=Source(title, "", publisher, issued.isoformat(), f"https://example.org/{number}"),
            text="".join(pieces),
            sentences=Sentences(paragraphs, starts, ends),
            entries=tuple(self._entries(random, told, starts)),
        )

    def _draw(self, random: Random, among: _Zipf, count: int) -> list[str]:
        return random.choices(among.values, cum_weights=among.weights, k=count)

    def _sentence(self, random: Random) -> _Told:
        count = max(5, min(45, int(random.gauss(20, 7))))
        words = self._draw(random, self._words, count)
        kind = random.random()
        person = place = quotation = ""
        figure: tuple[str, FigureKind, float, str] | None = None
        if kind < 0.5:
            (place,) = self._draw(random, self._places, 1)
            words[count // 2] = place
        if kind < 0.35:
            (person,) = self._draw(random, self._people, 1)
            role = _ROLES[int(kind * 100) % len(_ROLES)]
            words[0] = f"{role} {person} of {place}," if kind < 0.1 else f"{person} said that"
        if 0.3 < kind < 0.42:
            figure = _figure(random)
            words[-2] = figure[0]
        if kind < 0.05:
            quotation = " ".join(words[3:-1])
            words[3:-1] = [f"“{quotation},”"]
        if kind > 0.93:
            words[count // 3] = f"the {place or 'joint'} {random.choice(_BODIES)}"
        if count > 12 and not quotation:
            words[count // 2 - 1] += ","
        text = " ".join(words)
        return _Told(f"{text[0].upper()}{text[1:]}.", person, place, figure, quotation)

    def _entries(self, random: Random, told: list[_Told], starts: list[int]) -> Iterator[Entry]:
        with_people = [n for n, each in enumerate(told) if each.person]
        with_figures = [n for n, each in enumerate(told) if each.figure]
        for place in range(min(ENTRIES, len(told))):
            pane = PANES[place % len(PANES)] if place % 7 else "diplomacy"
            fit = {"people": with_people, "trade": with_figures, "expert": with_people}.get(pane) or range(len(told))
            n = fit[int(random.random() * len(fit))]
            each, start = told[n], starts[n]

            def span(words: str, start: int = start, within: str = each.words) -> Span:
                at = start + within.index(words)
                return Span(at, at + len(words))

            words = each.words.split()
            title = each.person if pane == "people" and each.person else " ".join(words[:6]) + "…"
            cited = [n] if random.random() < 0.75 else sorted({n, int(random.random() * len(told))})
            yield Entry(
                id=EntryId(f"{pane}-{place}"),
                pane=PaneId(pane),
                kind=random.choice(KINDS[pane]),
                title=title,
                text=" ".join(words[:12]) if pane == "people" else each.words,
                origin=Origin.DRAFTED if place % 6 else Origin.CURATED,
                citations=tuple(
                    Citation(SentenceNumber(c + 1), Span(starts[c], starts[c] + len(told[c].words)), told[c].words)
                    for c in cited
                ),
                figures=(Figure(each.figure[0], span(each.figure[0]), *each.figure[1:]),) if each.figure else (),
                quotations=(Quotation(each.quotation, span(each.quotation), each.person),) if each.quotation else (),
                links=(EntryId(f"people-{place - 1}"),) if pane == "trade" else (),
                tags=(random.choice(TAGS),) if random.random() < 0.02 else (),
            )

    def notes(self, briefing: Briefing, number: int) -> Iterator[tuple[NoteTarget, NoteKind, str, tuple[str, ...]]]:
        """The notes on a briefing: none on most, one or two on every fifth."""
        from content.notes import on_entry, on_sentence

        random = Random(f"{self._seed}/{number}/notes")
        for _ in range(random.choice((0, 0, 0, 0, 0, 0, 0, 0, 1, 2))):
            body = " ".join(self._draw(random, self._words, random.randint(4, 30)))
            target = (
                on_entry(briefing, random.choice(briefing.entries).id)
                if random.random() < 0.5
                else on_sentence(briefing, SentenceNumber(random.randint(1, len(briefing.sentences))))
            )
            yield target, random.choice(list(NoteKind)), body, tuple(random.sample(TAGS, random.randint(0, 2)))


def _figure(random: Random) -> tuple[str, FigureKind, float, str]:
    if random.random() < 0.4:
        share = random.randint(1, 900) / 10
        return f"{share}%", FigureKind.PERCENT, share, "%"
    sign, unit = _UNITS[int(len(_UNITS) * random.random() ** 3)]
    worth = random.randint(2, 4000) / 10
    return f"{sign}{worth} billion", FigureKind.MONEY, worth * 1e9, unit


def clock() -> Iterator[datetime]:
    """A time that goes on by a millisecond whenever it is asked for."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while True:
        moment += timedelta(milliseconds=1)
        yield moment


def fill(folder: Path, briefings: int, *, seed: int = 1, sentences: int = SENTENCES, told: bool = False) -> int:
    """Make a library of so many briefings in a folder; gives how many bytes of text they have, as UTF-8.

    `told` says how far it is, on standard error. Some hundred briefings a second.
    """
    moments, random, world, size = clock(), Random(seed), World(seed), 0
    with Library.open(folder, now=lambda: next(moments), random=random.randbytes, author="Reader") as library:
        store, shelf = library._store, library._shelf
        # What is made here has to outlive nothing.
        store.storage.execute("PRAGMA synchronous = OFF")
        store.storage.execute("PRAGMA cache_size = -65536")
        for begin in range(0, briefings, BATCH):
            with store.transaction():
                for number in range(begin, min(begin + BATCH, briefings)):
                    briefing = world.briefing(number, sentences)
                    size += len(briefing.text.encode())
                    key = shelf.put(briefing)
                    for target, kind, body, tags in world.notes(briefing, number):
                        fields = to_note_fields(key, target, kind, body, tags, None, None)
                        store.table(NOTES).insert(store.document(fields))
            if told:
                print(f"\r\x1b[K{begin + BATCH:,} of {briefings:,}", end="", file=sys.stderr, flush=True)
        store.storage.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if told:
        print(file=sys.stderr)
    return size


def main() -> int:
    """Make a library, and say how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("briefings", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    options = parser.parse_args()
    begun = perf_counter()
    text = fill(options.folder, options.briefings, seed=options.seed, sentences=options.sentences, told=True)
    size = os.path.getsize(options.folder / "library.db")  # noqa: PTH202
    print(f"{options.briefings:,} briefings, {text / 1e6:.1f} MB of text, {size / 1e6:.1f} MB ({size / text:.2f} ×)")
    print(f"{perf_counter() - begun:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
