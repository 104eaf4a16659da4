"""A briefing as text to be read on paper or in a pipe.

The words are as they stand in the briefing: whoever sends them to a terminal makes them safe for it.
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from content.check import cover
from content.desk import desk_named
from content.exports.citation import origin_of
from content.links import percent
from content.model import Briefing, Entry, PaneId

WIDTH = 80
"""How wide the text is where nobody says otherwise, in terminal cells."""


def plain_text(briefing: Briefing, *, pane: PaneId | None = None, width: int = WIDTH) -> str:
    """The briefing, or one pane of it, wrapped at `width` terminal cells; then the sentences that its entries cite.

    A whole briefing ends with all of its sentences. A word that is wider than a line is broken.
    """
    width = max(width, 20)
    lines = wrap(briefing.title, width)
    lines += wrap(about_line(briefing), width)
    for title, entries in panes_of(briefing, pane):
        lines += ["", title.upper(), ""]
        for entry in entries:
            lines += _entry_lines(entry, width)
        if not entries:
            lines.append("  Nothing is filed here.")
    shown = None if pane is None else {c.sentence for e in briefing.entries if e.pane == pane for c in e.citations}
    lines += ["", "SOURCE" if pane is None else "CITED SENTENCES"]
    margin = len(str(len(briefing.sentences))) + 3
    paragraph = 0
    for sentence in briefing.sentences:
        if shown is not None and sentence.number not in shown:
            continue
        if sentence.paragraph != paragraph:
            lines.append("")
            paragraph = sentence.paragraph
        number = f"[{sentence.number}]".rjust(margin - 1) + " "
        lines += wrap(sentence.span.of(briefing.text), width, number, " " * margin)
    return "\n".join(lines) + "\n"


def panes_of(briefing: Briefing, pane: PaneId | None) -> list[tuple[str, list[Entry]]]:
    """The title and the entries of each pane in the order of the desk; only of `pane`, if one is given.

    Entries that are filed under a pane which the desk does not know come last, under its id.
    """
    found: dict[PaneId, list[Entry]] = {known.id: [] for known in desk_named(briefing.desk).panes}
    titles = {known.id: known.title for known in desk_named(briefing.desk).panes}
    for entry in briefing.entries:
        found.setdefault(entry.pane, []).append(entry)
    return [(titles.get(id, id), entries) for id, entries in found.items() if pane is None or id == pane]


def about_line(briefing: Briefing) -> str:
    """Where a briefing comes from, how long it is and how much of it is cited."""
    sentences, entries = len(briefing.sentences), len(briefing.entries)
    parts = [
        origin_of(briefing.source),
        f"{sentences:,} {'sentence' if sentences == 1 else 'sentences'}",
        f"{entries:,} {'entry' if entries == 1 else 'entries'}",
        f"{percent(cover(briefing).share)} cited",
    ]
    return " · ".join([part for part in parts if part])


def citations_of(entry: Entry) -> str:
    """The numbers of the sentences that an entry cites, each once: `[1] [4]`."""
    return " ".join([f"[{number}]" for number in dict.fromkeys([c.sentence for c in entry.citations])])


def evidence_of(entry: Entry) -> list[str]:
    """The quotations and figures of an entry that its own title and text do not show already, one a line."""
    own = f"{entry.title}\n{entry.text}"
    lines = [
        f"“{said.text}”" + (f" — {said.speaker}" if said.speaker else "")
        for said in entry.quotations
        if said.text not in own
    ]
    figures = [figure.text for figure in entry.figures if figure.text not in own]
    return [*lines, f"Figures: {', '.join(figures)}"] if figures else lines


def _entry_lines(entry: Entry, width: int) -> list[str]:
    lines = wrap(f"{entry.title} {citations_of(entry)}".rstrip(), width, "  ", "      ")
    lines += wrap(entry.text, width, "    ", "    ") if entry.text else []
    for evidence in evidence_of(entry):
        lines += wrap(evidence, width, "    ", "      ")
    return lines


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of at most `width` terminal cells, the first line after `first`, the others after `rest`."""
    lines: list[str] = []
    line, room = first, width - len(first)
    for word in text.replace("\n", " ").split(" "):
        if not word:
            continue
        cells = _cells(word)
        if line not in (first, rest) and cells + 1 > room:
            lines.append(line)
            line, room = rest, width - len(rest)
        elif line not in (first, rest):
            line, room = line + " ", room - 1
        while cells > room:
            taken = _fitting(word, room)
            lines.append(line + word[:taken])
            word = word[taken:]
            cells = _cells(word)
            line, room = rest, width - len(rest)
        line, room = line + word, room - cells
    return [*lines, line]


def _cells(word: str) -> int:
    if word.isascii() or max(word) < "\u0300":
        return len(word)
    return sum([_cell(character) for character in word])


def _cell(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _fitting(word: str, room: int) -> int:
    """How many code points of a word fit into `room` cells; at least one."""
    used = 0
    for index, character in enumerate(word):
        used += _cell(character)
        if used > room:
            return max(index, 1)
    return len(word)
