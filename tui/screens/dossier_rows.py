"""What stands beside an item of a dossier: the words that are meant, who appears with whom, and where things lead."""

from __future__ import annotations

import re

from content.dossiers import Companion, Item, ItemKind
from content.register import Identity
from tui.screens.dossier_dialogs import WORDS_OF_KIND
from tui.widgets.row_items import Row, Target

KIND_WORDS = {
    ItemKind.ROLE: "roles",
    ItemKind.ENTRY: "entries",
    ItemKind.QUOTATION: "quotations",
    ItemKind.FIGURE: "figures",
    ItemKind.NOTE: "notes",
}


class Marks:
    """Finds the words of an item, or the names of whose it is, in a sentence."""

    def __init__(self, item: Item, identity: Identity | None) -> None:
        words = [item.text] if item.kind in (ItemKind.QUOTATION, ItemKind.FIGURE) else []
        self.style = {ItemKind.QUOTATION: "quote", ItemKind.FIGURE: "figure"}.get(item.kind, "accent")
        if not words and identity is not None:
            words = list(identity.names)
            words += [name.split()[-1] for name in identity.names if len(name.split()) in (2, 3)]
        words = sorted({word for word in words if word.strip()}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, words))) if words else None

    def of(self, text: str) -> tuple[tuple[int, int, str], ...]:
        if self._pattern is None:
            return ()
        return tuple([(*match.span(), self.style) for match in self._pattern.finditer(text)])


def companion_row(each: Companion, *, roomy: bool) -> Row:
    """Who appears with somebody as a row, and how often."""
    counted = [
        (each.entries, "entry", "entries"),
        (each.sentences, "sentence", "sentences"),
        (each.briefings, "briefing", "briefings"),
    ]
    words = [f"{count:,} {one if count == 1 else many}" for count, one, many in counted if count]
    tail = ", ".join(words if roomy else words[-1:])
    what = WORDS_OF_KIND[each.identity.kind]
    text = f"{each.identity.name}  {what}" if what else each.identity.name
    marks = ((len(each.identity.name), len(text), "dim"),)
    return Row(text, lead_width=5, tail=tail, tail_style="dim", key=each.identity.id, marks=marks)


def target_of(item: Item) -> Target | None:
    """Where an item leads in its briefing."""
    if item.entry is not None:
        return Target(entry=item.entry)
    return Target(sentence=item.sentences[0].sentence) if item.sentences else None
