"""Finding the words of a note costs work that grows with the text, and no faster, whatever the text is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from content.anchors import CONTEXT, Selector, find, select
from content.model import Span

NEWS = (Path(__file__).parents[1] / "data" / "mishustin.txt").read_text(encoding="utf-8")


class CountedText(str):
    """A text that counts the code points looked at in it."""

    work = 0

    def find(self, sub: str, start: Any = 0, end: Any = None) -> int:  # type: ignore[override]
        stop = len(self) if end is None else end
        at = super().find(sub, start, stop)
        CountedText.work += (stop if at < 0 else at + len(sub)) - start
        return at

    def __getitem__(self, key: Any) -> str:
        part = super().__getitem__(key)
        CountedText.work += len(part)
        return part


def work(selector: Selector, text: str) -> int:
    """Code points looked at and lines of Python run to find a selector."""
    lines = 0

    def count(frame: Any, event: str, arg: Any) -> Any:
        nonlocal lines
        lines += 1
        return count

    CountedText.work = 0
    before = sys.gettrace()
    sys.settrace(count)
    try:
        find(selector, CountedText(text))
    finally:
        sys.settrace(before)
    return CountedText.work + lines


HOSTILE = ["a", "a ", "a b ", "a b a c ", "trade rose by ", "不", NEWS[:97] + " "]


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("size", [3, 200, 900, 4000])
def test_twice_the_text_is_at_most_twice_the_work(unit: str, size: int) -> None:
    text = unit * (40_000 // len(unit))
    exact = text[:size]
    selector = Selector(exact[: size // 2] + "q 7" + exact[size // 2 :], text[:CONTEXT], text[:CONTEXT], 90, 93 + size)
    once, twice = work(selector, text), work(selector, text + text)
    assert twice <= 2.1 * once
    assert once < 100 * len(text)


def test_words_in_their_place_cost_their_length_only() -> None:
    text = NEWS * 40
    assert work(select(text, Span(50_000, 50_200)), text) < 1000
