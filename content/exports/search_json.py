"""What a search found as `readout/search@1`."""

from __future__ import annotations

from typing import Any

from content.model import Span
from content.search_found import Passage, Results

FORMAT = "readout/search@1"


def to_document(query: str, results: Results) -> dict[str, Any]:
    """What was found, as JSON can hold it: by briefing, the passages with their marks, code points, end exclusive."""
    return {
        "format": FORMAT,
        "query": query,
        "problems": [{"span": list(each.span), "told": each.told} for each in results.problems],
        "waiting": results.waiting,
        "more": results.is_more,
        "briefings": [
            {
                "id": group.id,
                "title": group.title,
                "publisher": group.publisher,
                "issued": group.issued,
                "found": group.found,
                "passages": [_passage(each) for each in group.passages],
            }
            for group in results.groups
        ],
    }


def search_json(query: str, results: Results) -> bytes:
    """The same in UTF-8."""
    import orjson  # where it is used: the command line should not pay for it

    return orjson.dumps(to_document(query, results), option=orjson.OPT_INDENT_2) + b"\n"


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "kind": passage.kind.value,
        "entry": passage.entry,
        "sentence": passage.sentence,
        "note": passage.note,
        "pane": passage.pane,
        "heading": passage.heading,
        "heading_marks": _spans(passage.heading_marks),
        "text": passage.text,
        "marks": _spans(passage.marks),
    }


def _spans(marks: tuple[Span, ...]) -> list[list[int]]:
    return [list(mark) for mark in marks]
