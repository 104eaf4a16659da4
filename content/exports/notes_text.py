"""Notes as text to be read on paper or in a pipe, grouped by briefing.

The words are as they were written: whoever sends them to a terminal makes them safe for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from content.exports.plain_text import WIDTH, wrap
from content.model import BriefingSummary
from content.notes import Note

Noted = tuple[BriefingSummary, Sequence[Note]]
"""A briefing and the notes on it, in the order in which they are shown."""


def notes_text(noted: Iterable[Noted], *, width: int = WIDTH) -> str:
    """The notes of each briefing under its title, wrapped at `width` terminal cells; empty where there are none."""
    width = max(width, 20)
    parts = ["\n".join(_briefing_lines(summary, notes, width)) + "\n" for summary, notes in noted if notes]
    return "\n".join(parts)


def place_line(note: Note) -> str:
    """What a note is on, in brackets: the number of a sentence, or the id of an entry."""
    return f"[{note.target.sentence if note.target.entry is None else note.target.entry}]"


def _briefing_lines(summary: BriefingSummary, notes: Sequence[Note], width: int) -> list[str]:
    lines = wrap(f"{summary.title} ({summary.id})", width)
    for note in notes:
        quoted = "" if note.target.selector is None else f" “{note.target.selector.exact}”"
        lines += ["", *wrap(place_line(note) + quoted, width, "  ", "      ")]
        for line in note.body.splitlines():
            lines += wrap(line, width, "    ", "    ") if line.strip() else [""]
        lines += wrap(" · ".join(_facts(note)), width, "    ", "    ")
        # Whole and on a line of its own: it is copied into the next command.
        lines.append(f"    {note.id}")
    return lines


def _facts(note: Note) -> list[str]:
    facts = [note.kind.value]
    if note.colour is not None:
        facts.append(f"{note.colour.value} ({note.colour.letter})")
    facts += [f"#{tag}" for tag in note.tags]
    if note.author:
        facts.append(note.author)
    return [*facts, note.created_at[:10]]
