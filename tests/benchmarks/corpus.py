"""Briefings of any size, written from a seed: the same arguments give the same file, byte for byte.

The text reads like reports of meetings between invented people from invented places. Spans are exact, every entry
cites sentences, and every name, figure and quotation of an entry stands in what it cites.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

PANES = ("people", "trade", "diplomacy", "nato-g7", "expert")
MANY_TITLE = "A year of talks"
LONG_TITLE = "A decade of talks"
_KINDS = {"people": "person", "trade": "forecast", "diplomacy": "meeting", "nato-g7": "position", "expert": "comment"}
_ONSETS = [*"bdfghklmnprstvz", "br", "dr", "gr", "kr", "st", "tr"]
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "ou", "ö", "á")
_CODAS = ("", "", "n", "r", "l", "s", "nd", "rk", "st", "v")
_ROLES = ("Prime Minister", "Foreign Minister", "President", "Trade Minister", "Secretary General", "Ambassador")
_GOODS = ("copper", "grain", "natural gas", "machine tools", "timber", "fertiliser", "lithium", "electric cars", "coal")
_TOPICS = (
    "energy security",
    "the border crossings",
    "a rail corridor",
    "fishing rights",
    "the exchange of students",
    "a ceasefire",
    "export controls",
    "the joint exercise",
    "customs checks",
)
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "December")
_REMARKS = (
    "we have never been closer than in these difficult months",
    "no pressure from outside will change the course of our cooperation",
    "this is a step, and it is not the last one",
    "we expect that every promise made here is kept",
    "trust is built slowly and lost in a day",
)
_TAILS = (
    "",
    ", the ministry said in a statement",
    ", according to two officials who were not allowed to speak in public",
    " after talks that went on until late in the evening",
    ", although the details have yet to be settled by the working groups that meet every second month",
    ", a figure that observers in the region had thought out of reach only a year before",
)


@dataclass
class _Statement:
    """A sentence under way: its words, the pane it suits, and the words in it that matter."""

    words: str
    pane: str
    person: str
    title: str
    figures: list[tuple[str, str, float, str]] = field(default_factory=list)
    quotation: str = ""
    start: int = 0


class Vocabulary:
    """Names and statements drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._people = [f"{self._name()} {self._name()}" for _ in range(240)]
        self._places = [self._name() for _ in range(80)]

    def _pick(self, choices: tuple[str, ...] | list[str]) -> str:
        return choices[int(self._random.random() * len(choices))]

    def _number(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))

    def _name(self) -> str:
        parts = [self._pick(_ONSETS) + self._pick(_VOWELS) + self._pick(_CODAS) for _ in range(self._number(2, 3))]
        return "".join(parts).capitalize()

    def identity(self) -> str:
        """An id in the shape of a UUIDv7."""
        digits = "".join(self._pick("0123456789abcdef") for _ in range(32))  # type: ignore[arg-type]
        return f"0188{digits[:4]}-{digits[4:8]}-7{digits[8:11]}-8{digits[11:14]}-{digits[14:26]}"

    def statement(self) -> _Statement:
        """The next sentence, with what can be cited from it."""
        pane = PANES[int(self._random.random() * len(PANES))]
        person, place, other = self._pick(self._people), self._pick(self._places), self._pick(self._places)
        role, topic, goods = self._pick(_ROLES), self._pick(_TOPICS), self._pick(_GOODS)
        tail = self._pick(_TAILS)
        if pane == "people":
            words = f"{role} {person} of {place} arrived in {other} for talks about {topic}{tail}."
            return _Statement(words, pane, person, f"{person} of {place}")
        if pane == "trade":
            low = self._number(2, 180)
            rise = self._number(3, 60)
            money, share = f"${low} billion", f"{rise} percent"
            words = (
                f"{person} said that trade in {goods} between {place} and {other} grew by {share} "
                f"to {money} in the year to {self._pick(_MONTHS)}{tail}."
            )
            figures = [(share, "percent", float(rise), "%"), (money, "money", low * 1e9, "USD")]
            return _Statement(words, pane, person, f"Trade in {goods}", figures)
        if pane == "expert":
            remark = self._pick(_REMARKS)
            words = f"“{remark.capitalize()},” said {person}, who teaches at the university of {place}{tail}."
            return _Statement(words, pane, person, f"{person} on trust", quotation=f"{remark.capitalize()},")
        if pane == "diplomacy":
            words = f"{place} and {other} agreed to resume talks about {topic}, {role} {person} announced{tail}."
            return _Statement(words, pane, person, f"Talks about {topic}")
        count = self._number(3, 40) * 100
        words = (
            f"The alliance will send {count} soldiers to {place} for {topic}, {person} told reporters in {other}{tail}."
        )
        return _Statement(
            words, pane, person, f"{count} soldiers to {place}", [(str(count), "count", count, "soldiers")]
        )


def briefing(title: str, *, sentences: int, entries: int, characters: int = 0, seed: int = 1) -> dict[str, object]:
    """A briefing in the format `readout/briefing@1`.

    Args:
        title: its title.
        sentences: how many numbered sentences it has, unless `characters` asks for more.
        entries: how many entries, spread evenly over the text and over the panes.
        characters: the least length of the text, in code points.
        seed: another seed gives another text.
    """
    words = Vocabulary(seed)
    statements, paragraphs, pieces, length, paragraph, room = [], [], [], 0, 1, 4
    while len(statements) < sentences or length < characters:
        statement = words.statement()
        gap = ""
        if statements:
            room -= 1
            gap = " " if room else "\n\n"
            paragraph, room = (paragraph, room) if room else (paragraph + 1, 2 + len(statement.words) % 4)
        statement.start = length + len(gap)
        pieces += [gap, statement.words]
        length = statement.start + len(statement.words)
        statements.append(statement)
        paragraphs.append(paragraph)
    cited = [_suited(statements, i * len(statements) // entries, PANES[i % len(PANES)]) for i in range(entries)]
    return {
        "format": "readout/briefing@1",
        "id": words.identity(),
        "title": title,
        "language": "en",
        "desk": "world",
        "source": {
            "title": title,
            "author": "",
            "publisher": "Generated",
            "issued": "2023-05-24",
            "URL": "https://example.org/" + title.lower().replace(" ", "-").replace(",", ""),
        },
        "text": "".join(pieces),
        "sentences": [
            {"n": n, "paragraph": p, "span": [s.start, s.start + len(s.words)]}
            for n, (s, p) in enumerate(zip(statements, paragraphs, strict=True), 1)
        ],
        "entries": [_entry(words.identity(), n, statements[n]) for n in cited],
    }


def _suited(statements: list[_Statement], start: int, pane: str) -> int:
    """The position of the first statement from `start` on, and then from the beginning, that suits the pane."""
    turns = (*range(start, len(statements)), *range(start))
    return next((n for n in turns if statements[n].pane == pane), start)


def _entry(identity: str, index: int, statement: _Statement) -> dict[str, object]:
    """The entry that rests on the statement at this position, whole or in part."""
    start, end = statement.start, statement.start + len(statement.words)

    def span(part: str) -> list[int]:
        at = start + statement.words.index(part)
        return [at, at + len(part)]

    return {
        "id": identity,
        "pane": statement.pane,
        "kind": _KINDS[statement.pane],
        "title": statement.title if statement.pane != "expert" else f"{statement.person} comments",
        "text": statement.words,
        "origin": "curated",
        "citations": [{"sentence": index + 1, "span": [start, end], "quote": statement.words}],
        "figures": [
            {"text": text, "span": span(text), "kind": kind, "value": value, "unit": unit}
            for text, kind, value, unit in statement.figures
        ],
        "quotations": [
            {"text": text, "span": span(text), "speaker": statement.person} for text in [statement.quotation] if text
        ],
        "links": [],
    }


def write_many_entries(folder: Path) -> Path:
    """The file of a briefing of 5,000 sentences and 2,000 entries, in `folder`."""
    return _write(folder / "many.json", briefing(MANY_TITLE, sentences=5000, entries=2000, seed=5))


def write_long_source(folder: Path) -> Path:
    """The file of a briefing of thirty entries whose source is 5 MB of text, in `folder`."""
    return _write(folder / "long.json", briefing(LONG_TITLE, sentences=0, entries=30, characters=5_000_000, seed=7))


def _write(path: Path, content: dict[str, object]) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path
