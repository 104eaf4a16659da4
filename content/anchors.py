"""Selectors for a stretch of a text, and finding it again in a text that was changed since."""

from __future__ import annotations

from typing import NamedTuple

from content.model import Span

CONTEXT = 32
SURE = 0.8


class Selector(NamedTuple):
    """W3C Web Annotation TextQuoteSelector and TextPositionSelector in one."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class Anchor(NamedTuple):
    """Where the words of a selector stand in a text now, and how sure that is, from 0 to 1."""

    span: Span | None
    confidence: float
    is_exact: bool

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE


def select(text: str, span: Span) -> Selector:
    """The selector for a span. Raises ValueError for an empty one or one outside the text."""
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(span)
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return Selector(span.of(text), before, after, span.start, span.end)


def find(selector: Selector, text: str) -> Anchor:
    """Where the words stand now."""
    if text[selector.start : selector.end] == selector.exact:
        return Anchor(Span(selector.start, selector.end), 1.0, True)
    at = text.find(selector.exact)
    return Anchor(None, 0.0, False) if at < 0 else Anchor(Span(at, at + len(selector.exact)), 0.5, True)
