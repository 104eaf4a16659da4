"""Articles that change, for tests: briefings of given sentences, with entries that cite them."""

from __future__ import annotations

from collections.abc import Sequence

from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Origin,
    PaneId,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)

MINISTERS = (
    "Portugal’s foreign minister, Ana Sousa, met her Angolan counterpart in Lisbon on Tuesday.",
    "Exports to Angola rose from $1.2 billion to $1.5 billion in 2021, Sousa said.",
    "“We want more trade with every neighbor,” she told reporters after the talks.",
    "The two governments signed an agreement on fishing rights along the coast.",
    "Talks about a new air route between the capitals will begin in the autumn.",
    "Analysts in Luanda doubt that the route would ever pay for itself.",
)
"""Six sentences, no two of them alike."""

URL = "https://example.org/lisbon"


def article(id: str, sentences: Sequence[str] = MINISTERS, *, url: str = URL, title: str = "Lisbon talks") -> Briefing:
    """A briefing of these sentences, one to a line, without entries."""
    spans: list[Span] = []
    at = 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    columns = Sentences(range(1, len(spans) + 1), [span.start for span in spans], [span.end for span in spans])
    source = Source(title, "", "The Paper", "2021-06-01", url)
    return Briefing(BriefingId(id), title, "en", DeskId("world"), source, "\n".join(sentences), columns, ())


def citing(briefing: Briefing, number: int, id: str, origin: Origin = Origin.CURATED, words: str = "") -> Entry:
    """An entry that cites a sentence, or only some words of it, and is titled as they begin."""
    sentence = briefing.sentences[number - 1].span
    start = briefing.text.index(words, sentence.start) if words else sentence.start
    span = Span(start, start + len(words)) if words else sentence
    quote = span.of(briefing.text)
    citation = Citation(SentenceNumber(number), span, quote)
    return Entry(EntryId(id), PaneId("trade"), "claim", quote[:30], quote, origin, (citation,))


def with_figure(entry: Entry, briefing: Briefing, words: str) -> Entry:
    """The entry with a figure that stands once in the text."""
    start = briefing.text.index(words)
    return entry._replace(figures=(Figure(words, Span(start, start + len(words)), FigureKind.MONEY),))


def with_entries(briefing: Briefing, origin: Origin = Origin.CURATED) -> Briefing:
    """The briefing with an entry on each sentence: `e1` on the first."""
    numbers = range(1, len(briefing.sentences) + 1)
    return briefing._replace(entries=tuple([citing(briefing, number, f"e{number}", origin) for number in numbers]))
