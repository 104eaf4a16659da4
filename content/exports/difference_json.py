"""What differs between two briefings as `readout/diff@1`."""

from __future__ import annotations

from typing import Any

from content.differences import Difference, Kind, words_changed
from content.model import Briefing, Entry

FORMAT = "readout/diff@1"

_COUNTED = (Kind.SAME, Kind.MOVED, Kind.CHANGED, Kind.NEW, Kind.DROPPED)


def to_document(old: Briefing, new: Briefing, difference: Difference) -> dict[str, Any]:
    """What differs, as JSON can hold it: counts of everything, then each sentence and entry that is not the same.

    Numbers of sentences and ids are those of the old and the new briefing, null where it has none. `words` are the
    pieces of a changed sentence: `same`, `dropped` or `new`, each with its text.
    """
    sentences = [each for each in difference.sentences if each.kind is not Kind.SAME]
    entries = [each for each in difference.entries if each.kind is not Kind.SAME]
    return {
        "format": FORMAT,
        "old": {"id": old.id, "title": old.title},
        "new": {"id": new.id, "title": new.title},
        "same": difference.is_same,
        "counts": {
            "sentences": _counts([each.kind for each in difference.sentences]),
            "entries": _counts([each.kind for each in difference.entries]),
        },
        "sentences": [
            {
                "kind": each.kind.value,
                "old": each.old,
                "new": each.new,
                "likeness": each.likeness,
                "old_text": before,
                "new_text": after,
                "words": _pieces(before, after) if each.kind is Kind.CHANGED else None,
            }
            for each in sentences
            for before in [None if each.old is None else old.words_of(each.old)]
            for after in [None if each.new is None else new.words_of(each.new)]
        ],
        "entries": [{"kind": each.kind.value, "old": _entry(each.old), "new": _entry(each.new)} for each in entries],
    }


def _counts(kinds: list[Kind]) -> dict[str, int]:
    return {kind.value: kinds.count(kind) for kind in _COUNTED}


def _pieces(old: str | None, new: str | None) -> list[list[str]]:
    return [[kind.value, words] for kind, words in words_changed(old or "", new or "")]


def _entry(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    cited = [each.sentence for each in entry.citations]
    return {"id": entry.id, "pane": entry.pane, "title": entry.title, "text": entry.text, "sentences": cited}
