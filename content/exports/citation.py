"""Entries and sentences with their citation, as they are copied into another text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from content.model import Briefing, Entry, SentenceNumber, Source, Span


def entry_with_citation(briefing: Briefing, entry: Entry) -> str:
    """An entry's title and text, the words it cites with their sentence numbers, and where they come from."""
    parts = [entry.title]
    if entry.text:
        parts.append(entry.text)
    cited = [f"[{citation.sentence}] {_one_line(citation.quote)}" for citation in entry.citations]
    return "\n".join([*parts, *([""] if cited else []), *cited, f"— {source_line(briefing)}"])


def citation_only(briefing: Briefing, entry: Entry) -> str:
    """Where an entry is to be found: the source and the numbers of the sentences that it cites."""
    numbers = [str(n) for n in dict.fromkeys([citation.sentence for citation in entry.citations])]
    if not numbers:
        return source_line(briefing)
    if len(numbers) == 1:
        return f"{source_line(briefing)}, sentence {numbers[0]}"
    return f"{source_line(briefing)}, sentences {', '.join(numbers[:-1])} and {numbers[-1]}"


def sentence_with_citation(briefing: Briefing, sentence: SentenceNumber) -> str:
    """A sentence with its number, and where it comes from. Raises IndexError where there is no such number."""
    return f"[{sentence}] {_one_line(briefing.words_of(sentence))}\n— {source_line(briefing)}"


def sentence_citation(briefing: Briefing, sentence: SentenceNumber) -> str:
    """Where a sentence is to be found: the source and its number."""
    return f"{source_line(briefing)}, sentence {sentence}"


def words_with_citation(briefing: Briefing, span: Span) -> str:
    """Some words of the source text, in quotation marks, with their sentences' numbers and where they come from.

    Raises ValueError for a span that touches no sentence.
    """
    first, last = _sentences_of(briefing, span)
    numbers = f"{first}" if first == last else f"{first}–{last}"
    return f"[{numbers}] “{_one_line(span.of(briefing.text))}”\n— {source_line(briefing)}"


def words_citation(briefing: Briefing, span: Span) -> str:
    """Where some words are to be found: the source and their sentences' numbers.

    Raises ValueError for a span that touches no sentence.
    """
    first, last = _sentences_of(briefing, span)
    if first == last:
        return sentence_citation(briefing, first)
    return f"{source_line(briefing)}, sentences {first} to {last}"


def _sentences_of(briefing: Briefing, span: Span) -> tuple[SentenceNumber, SentenceNumber]:
    """The first and the last sentence that a span touches."""
    first = bisect_right(briefing.sentences.ends, span.start)
    last = bisect_left(briefing.sentences.starts, span.end) - 1
    if not first <= last < len(briefing.sentences):
        raise ValueError(f"no sentence at {span}")
    return SentenceNumber(first + 1), SentenceNumber(last + 1)


def source_line(briefing: Briefing) -> str:
    """Where a briefing's text comes from, on one line: author, title, publisher, date and address as far as known."""
    return origin_of(briefing.source, briefing.title)


def origin_of(source: Source, title: str = "") -> str:
    """What is known of a source on one line, `title` standing in for a title that is not known; possibly empty."""
    parts = (source.author, source.title or title, source.publisher, source.issued, source.url)
    return _one_line(", ".join([part for part in parts if part]))


def _one_line(words: str) -> str:
    return " ".join(words.split("\n"))
