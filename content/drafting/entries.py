"""Entries written from what was found in a text: in the words of the sentences that they cite, and linked."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from content.drafting.doubts import is_qualified
from content.drafting.found import Person, QuotationKind, Speech
from content.drafting.pane_words import kind_of, speaks_of
from content.drafting.title_cuts import LONGEST
from content.drafting.titles import clause_of
from content.model import (
    Citation,
    Entry,
    EntryId,
    Figure,
    Origin,
    PaneId,
    Quotation,
    SentenceNumber,
    Sentences,
    Span,
)

if TYPE_CHECKING:
    from content.drafting.desk_file import DraftingDesk

PEOPLE = PaneId("people")
SPEAKER = 32
"""How long the name of a speaker may be in a title, in code points."""
_OWNERS = frozenset(
    {"his", "her", "its", "their", "our", "my", "the", "a", "an", "former", "new", "then", "deputy", "vice"}
)
LEANING = 2
"""How many sentences that begin with "It" or "This" go on with the entry of the one before."""
_LEANING = frozenset({"It", "This", "These", "They", "Those"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "him", "her", "them", "who"})


class _Ground(NamedTuple):
    """What is found in each sentence, by its number."""

    text: str
    sentences: Sentences
    figures: dict[int, list[Figure]]
    quotations: dict[int, list[Quotation]]
    speeches: dict[int, list[Speech]]
    people: dict[int, list[int]]
    named: Sequence[Person]


def write_entries(
    text: str,
    sentences: Sentences,
    people: Sequence[Person],
    speech: Sequence[Speech],
    figures: Sequence[Figure],
    panes: Sequence[tuple[PaneId, ...]],
    desk: DraftingDesk,
) -> tuple[Entry, ...]:
    """The entries of a text in the order of the desk's panes, then of the text.

    One entry for each person, which cites every sentence that names them; one for each sentence under each other pane
    that it is filed under, or for the sentences of a quotation that runs on. People are linked with the entries whose
    sentences name them or in which they speak. Ids are those of the pane and a number: `trade-3`.
    """
    ground = _ground(text, sentences, people, speech, figures)
    ids = {pane.id for pane in desk.desk.panes}
    entries: list[Entry] = []
    if PEOPLE in ids:
        entries.extend(_person(ground, person, number) for number, person in enumerate(people, 1))
    links: dict[EntryId, list[EntryId]] = defaultdict(list)
    for pane in desk.desk.panes:
        if pane.id == PEOPLE:
            continue
        for number, run in enumerate(_runs(ground, pane.id, panes), 1):
            entry = _statement(ground, desk, pane.id, number, run)
            entries.append(entry)
            for person in sorted({p for n in run for p in ground.people[n]}) if PEOPLE in ids else ():
                links[entry.id].append(_person_id(person + 1))
                links[_person_id(person + 1)].append(entry.id)
    return tuple([entry._replace(links=tuple(links[entry.id])) for entry in entries])


def _ground(
    text: str, sentences: Sentences, people: Sequence[Person], speech: Sequence[Speech], figures: Sequence[Figure]
) -> _Ground:
    ground = _Ground(
        text, sentences, defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list), people
    )
    for figure in figures:
        ground.figures[_number_at(sentences, figure.span)].append(figure)
    names = {name: index for index, person in enumerate(people) for name in (*person.aliases, person.name)}
    for index, person in enumerate(people):
        for number in _numbers(sentences, person.mentions):
            ground.people[number].append(index)
    for one in speech:
        for number in one.sentences:
            ground.speeches[number].append(one)
            if one.speaker in names:
                ground.people[number].append(names[one.speaker])
        if one.quotation is not None:
            ground.quotations[_number_at(sentences, one.quotation.span)].append(one.quotation)
    return ground


def _person(ground: _Ground, person: Person, number: int) -> Entry:
    role = person.role_span
    numbers = _numbers(ground.sentences, person.mentions if role is None else (*person.mentions, role))
    words = "The text gives no role." if role is None else _capital(" ".join(role.of(ground.text).split()))
    return Entry(_person_id(number), PEOPLE, "person", person.name, words, Origin.DRAFTED, _citations(ground, numbers))


def _statement(ground: _Ground, desk: DraftingDesk, pane: PaneId, number: int, run: Sequence[int]) -> Entry:
    first, last = ground.sentences[run[0] - 1], ground.sentences[run[-1] - 1]
    words = ground.text[first.span.start : last.span.end]
    return Entry(
        EntryId(f"{pane}-{number}"),
        pane,
        kind_of(pane, words, desk),
        _title(ground, desk, pane, run),
        " ".join(words.split()),
        Origin.DRAFTED,
        _citations(ground, run),
        tuple([figure for n in run for figure in ground.figures[n]]),
        tuple([quotation for n in run for quotation in ground.quotations[n]]),
    )


def _title(ground: _Ground, desk: DraftingDesk, pane: PaneId, run: Sequence[int]) -> str:
    """The first clause, and before it who says so; for what is mostly a quotation, how it begins."""
    first = ground.sentences[run[0] - 1].span
    sentence = first.of(ground.text)
    for speech in ground.speeches[run[0]]:
        quotation = speech.quotation
        # Only a speaker whom the cited words name: the title must stand in them as well.
        if quotation is None or speech.kind is not QuotationKind.DIRECT or speech.speaker_span is None:
            continue
        speaker = " ".join(_shortened(ground, speech.speaker_span).split())
        is_there = _number_at(ground.sentences, speech.speaker_span) in run and quotation.span.start >= first.start
        if is_there and _is_turned(ground, speech, first):
            continue
        is_most = quotation.span.start <= first.start + 1 or 2 * len(quotation.text) > len(sentence)
        if is_there and len(speaker) <= SPEAKER and is_most and speaker.casefold() not in _PRONOUNS:
            words = clause_of(quotation.text, LONGEST - len(speaker) - 4, keeps_speaker=True).words
            return f"{_capital(speaker)}: “{words}”"
    clause = clause_of(sentence)
    if clause.words.endswith("…") or len(clause.speaker) > SPEAKER:
        sentence = _shortened(ground, first)
        clause = clause_of(sentence)
    # Whoever is only "he", or takes too much room for a heading, stays in the clause: what is said is no fact.
    speaker = clause.speaker
    is_kept = len(speaker) > SPEAKER or speaker.casefold() in _PRONOUNS
    if not speaker or is_kept:
        quoted = _quoted(ground, run[0], sentence)
        if quoted:
            return quoted
    room = LONGEST if is_kept or not speaker else LONGEST - len(speaker) - 2
    says = clause_of(sentence, room, keeps_speaker=is_kept)
    # "After the G7 leaders urged …, he visited China": under NATO & G7 the first clause is the one that counts.
    whole = clause_of(sentence, room, is_whole=True, keeps_speaker=is_kept)
    if whole != says and not speaks_of(pane, says.words, desk) and speaks_of(pane, whole.words, desk):
        says = whole
    return f"{_capital(speaker)}: {says.words}" if speaker and not is_kept else says.words


def _quoted(ground: _Ground, number: int, sentence: str) -> str:
    """A title in quotation marks for a sentence of which nothing but what is quoted is told; "" for any other."""
    span = ground.sentences[number - 1].span
    for speech in ground.speeches[number]:
        quotation = speech.quotation
        if quotation is None or speech.kind is not QuotationKind.DIRECT or _is_turned(ground, speech, span):
            continue
        start, end = max(span.start, quotation.span.start), min(span.end, quotation.span.end)
        if start <= span.start + 1 and 2 * (end - start) > len(sentence):
            return f"“{clause_of(ground.text[start:end], LONGEST - 2, keeps_speaker=True).words}”"
    return ""


def _is_turned(ground: _Ground, speech: Speech, first: Span) -> bool:
    """Whether the words beside a quotation say more than who says it: that he jokes, that he never said it."""
    if speech.quotation is None:
        return False
    last = ground.sentences[speech.sentences[-1] - 1].span
    start, end = speech.quotation.span
    before, after = ground.text[first.start : start], ground.text[end : last.end]
    return is_qualified(before, after)


def _shortened(ground: _Ground, span: Span) -> str:
    """The words of a span with each person by the shortest name that the text has, and without the office before it."""
    cuts: list[tuple[int, int, str]] = []
    for index in ground.people[_number_at(ground.sentences, span)]:
        person = ground.named[index]
        role = person.role_span
        for mention in person.mentions:
            if not span.start <= mention.start <= mention.end <= span.end:
                continue
            name = mention.of(ground.text)
            parts = name.split()
            short = min((alias for alias in person.aliases if set(alias.split()) <= set(parts)), key=len, default=name)
            is_beside = role is not None and span.start <= role.start and 0 <= mention.start - role.end <= 1
            if (
                role is not None
                and is_beside
                and not _is_owned(ground.text[max(span.start, role.start - 20) : role.start])
            ):
                cuts.append((role.start, mention.end, short))
            else:
                cuts.append((mention.start, mention.end, short))
    words, end = [], span.start
    for start, stop, short in sorted(set(cuts)):
        if start >= end:
            words += [ground.text[end:start], short]
            end = stop
    return "".join([*words, ground.text[end : span.end]])


def _is_owned(before: str) -> bool:
    """Whether an office is part of more words: "his counterpart Ivan", "US Ambassador Ana" fall apart without it."""
    words = before.split()
    if not words:
        return False
    return words[-1].casefold() in _OWNERS or words[-1].endswith(("’s", "'s")) or words[-1][0].isupper()


def _runs(ground: _Ground, pane: PaneId, panes: Sequence[tuple[PaneId, ...]]) -> Iterable[list[int]]:
    """The sentences of a pane, those over which one quotation runs on together."""
    run: list[int] = []
    for number, filed in enumerate(panes, 1):
        if pane not in filed:
            continue
        if run and number == run[-1] + 1 and (_runs_on(ground, run[-1], number) or _leans(ground, run, number)):
            run.append(number)
            continue
        if run:
            yield run
        run = [number]
    if run:
        yield run


def _runs_on(ground: _Ground, before: int, after: int) -> bool:
    return any(one.quotation is not None and before in one.sentences for one in ground.speeches[after])


def _leans(ground: _Ground, run: Sequence[int], number: int) -> bool:
    """Whether a sentence tells nothing without the one before it: "It was agreed in Warsaw". Two at most lean so."""
    sentences = ground.sentences
    words = sentences[number - 1].span.of(ground.text).split(maxsplit=1)
    is_same = sentences.paragraphs[number - 1] == sentences.paragraphs[run[-1] - 1]
    return is_same and len(run) <= LEANING and words[0] in _LEANING and not ground.speeches[number]


def _citations(ground: _Ground, numbers: Iterable[int]) -> tuple[Citation, ...]:
    spans = [(n, ground.sentences[n - 1].span) for n in numbers]
    return tuple([Citation(SentenceNumber(n), span, span.of(ground.text)) for n, span in spans])


def _numbers(sentences: Sentences, spans: Iterable[Span]) -> list[int]:
    return sorted({_number_at(sentences, span) for span in spans})


def _number_at(sentences: Sentences, span: Span) -> int:
    """The number of the sentence in which a span begins."""
    return max(1, bisect_right(sentences.starts, span.start))


def _person_id(number: int) -> EntryId:
    return EntryId(f"{PEOPLE}-{number}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
