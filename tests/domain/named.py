"""Briefings for tests of names: as few words as say who is in them."""

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
    Quotation,
    Sentence,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)


def briefing(
    id: str, sentences: Sequence[str], entries: Sequence[Entry] = (), *, issued: str = "", title: str = ""
) -> Briefing:
    """A briefing of these sentences, each a paragraph."""
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    numbered = [Sentence(SentenceNumber(n), n, span) for n, span in enumerate(spans, 1)]
    text = "\n".join(sentences)
    placed = tuple([_placed(entry, text, spans) for entry in entries])
    source = Source(issued=issued)
    return Briefing(BriefingId(id), title or id, "en", DeskId("world"), source, text, Sentences.of(numbered), placed)


def person(
    id: str, name: str, *sentences: int, role: str = "", links: Sequence[str] = (), kind: str = "person"
) -> Entry:
    """The entry of somebody, which cites these sentences."""
    return _entry(id, "people", kind, name, role or f"The role of {name}", sentences, links)


def statement(
    id: str,
    title: str,
    *sentences: int,
    text: str = "",
    speakers: Sequence[str | None] = (),
    links: Sequence[str] = (),
    pane: str = "trade",
    dates: Sequence[tuple[str, str]] = (),
) -> Entry:
    """An entry that cites these sentences, with a quotation of each speaker; `dates` are words and values."""
    entry = _entry(id, pane, "fact", title, text or title, sentences, links)
    quotations = tuple([Quotation(f"word {n}", Span(n, n + 1), speaker) for n, speaker in enumerate(speakers)])
    figures = tuple(
        [
            Figure(words, Span(0, 0), FigureKind.PERIOD if "/" in value else FigureKind.DATE, value)
            for words, value in dates
        ]
    )
    return entry._replace(quotations=quotations, figures=figures)


def _entry(
    id: str, pane: str, kind: str, title: str, text: str, sentences: Sequence[int], links: Sequence[str]
) -> Entry:
    cited = tuple([Citation(SentenceNumber(n), Span(0, 0), "") for n in sentences])
    ids = tuple([EntryId(link) for link in links])
    return Entry(EntryId(id), PaneId(pane), kind, title, text, Origin.CURATED, cited, links=ids)


def _placed(entry: Entry, text: str, spans: list[Span]) -> Entry:
    cited = tuple(
        [
            each._replace(span=spans[each.sentence - 1], quote=spans[each.sentence - 1].of(text))
            for each in entry.citations
        ]
    )
    first = cited[0].span.start if cited else 0
    figures = []
    for figure in entry.figures:
        at = text.find(figure.text, first)
        assert at >= 0, figure.text
        figures.append(figure._replace(span=Span(at, at + len(figure.text))))
    quotations = tuple([each._replace(span=Span(first + n, first + n + 1)) for n, each in enumerate(entry.quotations)])
    return entry._replace(citations=cited, figures=tuple(figures), quotations=quotations)
