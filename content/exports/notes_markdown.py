"""Notes as Markdown (CommonMark), grouped by briefing.

What the notes are on is escaped, so that it shows as it is written. A note's own text is Markdown and stays so, but
inside a list item, which nothing in it can leave, and without HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.exports.markdown import escape
from content.exports.notes_text import Noted, place_line
from content.notes import Note

# What begins a tag, a comment or a declaration: https://spec.commonmark.org/0.31.2/#raw-html
_HTML = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])")


def notes_markdown(noted: Iterable[Noted]) -> str:
    """The notes of each briefing under its title, one list item each; empty where there are none."""
    blocks = []
    for summary, notes in noted:
        if notes:
            blocks.append(f"# {escape(summary.title)}")
            blocks += [_item(note) for note in notes]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _item(note: Note) -> str:
    blocks = [f"**{escape(place_line(note))}** {escape(_facts(note))}"]
    if note.target.selector is not None:
        blocks.append(f"> {escape(note.target.selector.exact)}")
    if note.body.strip():
        blocks.append(_HTML.sub(r"\\<", "\n".join(note.body.splitlines())))
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join([f"- {lines[0]}", *[f"  {line}" if line.strip() else "" for line in lines[1:]]])


def _facts(note: Note) -> str:
    colour = [] if note.colour is None else [f"{note.colour.value} ({note.colour.letter})"]
    return " · ".join([note.kind.value, *colour, *[f"#{tag}" for tag in note.tags], note.id])
