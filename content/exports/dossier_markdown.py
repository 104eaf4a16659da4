"""A dossier as Markdown: a heading for each briefing, a line for each thing said, its sentences as quotations."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from content.exports.markdown import escape

if TYPE_CHECKING:
    from content.dossiers import Companion, Dossier


def dossier_markdown(dossier: Dossier, companions: Iterable[Companion] = ()) -> str:
    """The document; ends in a line feed."""
    identity = dossier.identity
    lines = [f"# {escape(identity.name)}", ""]
    others = [name for name in identity.names if name != identity.name]
    lines += [f"Also: {', '.join([escape(name) for name in others])}.", ""] if others else []
    for (day, briefing), items in groupby(dossier.items, key=lambda item: (item.day, item.briefing)):
        lines += [f"## {escape(day)} {escape(briefing)}", ""]
        for item in items:
            lines.append(f"- **{item.kind.value}** {escape(item.text)}")
            for cited in item.sentences:
                lines += ["", rf"  > \[{cited.sentence}\] {escape(cited.quote)}"]
            lines.append("")
    named = list(companions)
    if named:
        lines += ["## With", ""]
        for each in named:
            counts = f"{each.entries} entries, {each.sentences} sentences, {each.briefings} briefings"
            lines.append(f"- {escape(each.identity.name)}: {counts}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
