"""A briefing as Markdown (CommonMark): whatever comes from outside is escaped, so that it shows as it is written."""

from __future__ import annotations

import re

from content.exports.plain_text import about_line, citations_of, evidence_of, panes_of
from content.model import Briefing, Entry, PaneId

# Backslash escapes: https://spec.commonmark.org/0.31.2/#backslash-escapes. `$`, `|`, `~` and `^` mean something only to
# widespread extensions; `@`, `:` and the rest mean nothing in the middle of a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$^#])")
_SPACE = re.compile(r"[ \t\n\r\v\f]+")
_AT_START = re.compile(r"^(?:([-+=])|(\d+)([.)]))")


def markdown(briefing: Briefing, *, pane: PaneId | None = None) -> str:
    """The briefing, or one pane of it, as Markdown; a pane is followed by the sentences that it cites."""
    blocks = [f"# {escape(briefing.title)}", escape(about_line(briefing))]
    for title, entries in panes_of(briefing, pane):
        blocks.append(f"## {escape(title)}")
        for entry in entries:
            blocks += _entry_blocks(entry)
        if not entries:
            blocks.append("Nothing is filed here.")
    shown = None if pane is None else {c.sentence for e in briefing.entries if e.pane == pane for c in e.citations}
    blocks.append("## Source" if pane is None else "## Cited sentences")
    # A paragraph each: a numbered list would renumber the sentences of a pane.
    blocks += [
        f"**\\[{sentence.number}\\]** {escape(sentence.span.of(briefing.text))}"
        for sentence in briefing.sentences
        if shown is None or sentence.number in shown
    ]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """The text on one line, escaped so that Markdown shows it as it is written."""
    line = " ".join([word for word in _SPACE.split(text) if word])
    line = _SPECIAL.sub(r"\\\1", line)
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def _entry_blocks(entry: Entry) -> list[str]:
    blocks = [f"### {escape(entry.title)} {escape(citations_of(entry))}".rstrip()]
    if entry.text:
        blocks.append(escape(entry.text))
    return blocks + [f"> {escape(evidence)}" for evidence in evidence_of(entry)]
