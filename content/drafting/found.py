"""What the steps of drafting hand to each other. All spans are code points into the text, end exclusive."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from content.model import Figure, Quotation, SentenceNumber, Span


class Person(NamedTuple):
    """Somebody whom the text names: not an unnamed official, and not a body.

    `name` is the fullest form in the text, without titles ("Lloyd J. Austin III"), `aliases` are the other forms used
    there. `role_span` holds the words that say who it is, "prime minister" or "director of the programme"; None where
    the text says nothing. `mentions` are the places of the names in order, possessives counted, pronouns not.
    """

    name: str
    aliases: tuple[str, ...]
    role_span: Span | None
    mentions: tuple[Span, ...]


class QuotationKind(StrEnum):
    """How words in quotation marks stand in their sentence."""

    DIRECT = "direct"
    """A whole clause."""
    PARTIAL = "partial"
    """A fragment woven into the sentence."""
    SCARE = "scare"
    """A label that nobody in particular is quoted for."""


class Speech(NamedTuple):
    """Speech that a sentence reports, with or without quotation marks.

    `sentences` are those over which it runs. `quotation` holds the words between the marks, and the speaker; None where
    the speech is reported in the writer's words ("said that", "according to"); then `kind` is None too.
    `speaker` is the name of a `Person`, or the words of the text for an office, a body or a document; None where nobody
    in particular speaks. `speaker_span` is where the text says who speaks; None where it is only understood.
    """

    sentences: tuple[SentenceNumber, ...]
    speaker: str | None
    speaker_span: Span | None
    quotation: Quotation | None = None
    kind: QuotationKind | None = None


class FigureChange(NamedTuple):
    """A change that a sentence states: from one figure to another. `before` is None for "up 7 percent"."""

    before: Figure | None
    after: Figure


class Figures(NamedTuple):
    """The figures of a text in order, and which of them are said to change into which."""

    figures: tuple[Figure, ...]
    changes: tuple[FigureChange, ...]
