"""What a reader writes on a briefing: notes, questions and highlights, each on an entry, a sentence or some words.

The words follow the W3C Web Annotation model: a note is an annotation, `NoteTarget` its target, `Selector` the
TextQuoteSelector and TextPositionSelector of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, NewType

from content.model import Briefing, BriefingId, EntryId, SentenceNumber, Span

if TYPE_CHECKING:
    from content.anchors import Anchor, Selector

NoteId = NewType("NoteId", str)
SessionId = NewType("SessionId", str)


class NoteKind(StrEnum):
    """What a note is for."""

    NOTE = "note"
    QUESTION = "question"
    HIGHLIGHT = "highlight"


class Colour(StrEnum):
    """The colours of highlights. The first letters differ, so that a letter stands for each."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    RED = "red"
    PURPLE = "purple"
    ORANGE = "orange"
    TEAL = "teal"
    SLATE = "slate"

    @property
    def letter(self) -> str:
        """The letter that stands for the colour where colour cannot be seen."""
        return self.value[0]


class NoteTarget(NamedTuple):
    """What a note is on, stored twice over: by id, and by the words themselves.

    On an entry: `entry` is set, and `selector` holds its title. On a sentence or a span: `sentence` is the number
    of the first sentence touched and `selector` the words in the briefing's text. `is_span` tells words from a whole
    sentence.
    """

    entry: EntryId | None = None
    sentence: SentenceNumber | None = None
    selector: Selector | None = None
    is_span: bool = False


class Note(NamedTuple):
    """One note. Times are ISO 8601 in UTC; `author` is the name that the reader goes by."""

    id: NoteId
    briefing: BriefingId
    target: NoteTarget
    kind: NoteKind
    body: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour | None = None
    author: str = ""
    session: SessionId | None = None
    created_at: str = ""
    updated_at: str = ""


class NoteFilter(NamedTuple):
    """Which notes are wanted; what is empty is not asked. `text` is looked for in body, tags and quoted words,
    `author` in the name."""

    kind: NoteKind | None = None
    tag: str = ""
    text: str = ""
    session: str = ""
    author: str = ""

    def takes(self, note: Note) -> bool:
        """Whether a note is one of those wanted. Case does not count."""
        if self.kind is not None and note.kind is not self.kind:
            return False
        if self.tag and self.tag.casefold() not in (tag.casefold() for tag in note.tags):
            return False
        if self.session and note.session != self.session:
            return False
        if self.author and self.author.casefold() not in note.author.casefold():
            return False
        if self.text:
            quoted = note.target.selector.exact if note.target.selector else ""
            held = "\n".join((note.body, quoted, *note.tags)).casefold()
            return all(word in held for word in self.text.casefold().split())
        return True


def on_entry(briefing: Briefing, entry: EntryId) -> NoteTarget:
    """The target for a whole entry. Raises KeyError where the briefing has no such entry."""
    from content.anchors import Selector

    for each in briefing.entries:
        if each.id == entry:
            words = each.title or each.text
            return NoteTarget(entry=entry, selector=Selector(words, "", "", 0, len(words)) if words else None)
    raise KeyError(entry)


def on_sentence(briefing: Briefing, sentence: SentenceNumber) -> NoteTarget:
    """The target for a whole sentence. Raises IndexError where there is no such number."""
    from content.anchors import select

    if not 1 <= sentence <= len(briefing.sentences):
        raise IndexError(sentence)
    span = briefing.sentences[sentence - 1].span
    return NoteTarget(sentence=sentence, selector=select(briefing.text, span) if span.end > span.start else None)


def on_span(briefing: Briefing, span: Span) -> NoteTarget:
    """The target for some words of the source text; the whole sentence where the span is one.

    Raises ValueError for an empty span, or one that touches no sentence.
    """
    from content.anchors import select

    selector = select(briefing.text, span)
    number = sentence_at(briefing, span)
    if number is None:
        raise ValueError(f"no sentence at {span}")
    whole = briefing.sentences[number - 1].span
    return NoteTarget(sentence=number, selector=selector, is_span=span != whole)


def sentence_at(briefing: Briefing, span: Span) -> SentenceNumber | None:
    """The number of the first sentence that a span touches; None where it touches none."""
    from bisect import bisect_right

    at = bisect_right(briefing.sentences.starts, span.start)
    if at and briefing.sentences.ends[at - 1] > span.start:
        return SentenceNumber(at)
    if at < len(briefing.sentences) and briefing.sentences.starts[at] < span.end:
        return SentenceNumber(at + 1)
    return None


def place_of(note: Note, briefing: Briefing) -> Anchor | None:
    """Where a note's words stand in the briefing's text now; None for a note on an entry.

    An anchor that is not sure makes the note an orphan: its place has to be confirmed by the reader.
    """
    from content.anchors import find

    selector = note.target.selector
    if note.target.entry is not None or selector is None:
        return None
    return find(selector, briefing.text)


def in_source_order(notes: Iterable[Note], briefing: Briefing) -> tuple[Note, ...]:
    """The notes in the order of the source; those on an entry where its first cited sentence stands.

    Notes at one place stand in the order in which they were made.
    """
    first = {entry.id: min((c.sentence for c in entry.citations), default=1 << 30) for entry in briefing.entries}

    def key(note: Note) -> tuple[int, int, str, str]:
        # Times ascend from window to window, which ids do only within one.
        target, made = note.target, (note.created_at, note.id)
        if target.entry is not None:
            return (first.get(target.entry, 1 << 31), -1, *made)
        start = target.selector.start if target.selector else 0
        return (target.sentence or 1 << 31, start, *made)

    return tuple(sorted(notes, key=key))


def tags_of(words: str) -> tuple[str, ...]:
    """The tags in what a reader typed: separated by blanks or commas, `#` or not, each once.

    Case is kept, as first written.
    """
    found: dict[str, str] = {}
    for word in words.replace(",", " ").split():
        tag = word.lstrip("#")
        if tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def begun_tag(typed: str, cursor: int) -> str:
    """The part of a tag that stands before the cursor, without its `#` and in lower case; empty where there is none."""
    return typed[:cursor].replace(",", " ").rpartition(" ")[2].lstrip("#").casefold()


def completions(typed: str, cursor: int, known: Iterable[str]) -> list[str]:
    """The tags of `known` that the one before the cursor can become, in their order; those there already left out.

    None where the tag is whole, or other words come after the cursor; `known` is not asked where nothing is begun.
    """
    begun = begun_tag(typed, cursor)
    if not begun or typed[cursor:].strip(" ,"):
        return []
    there = {tag.casefold() for tag in tags_of(typed)} - {begun}
    found = [tag for tag in known if tag.casefold().startswith(begun) and tag.casefold() not in there]
    return [] if any(tag.casefold() == begun for tag in found) else found


def count_tags(notes: Sequence[Note]) -> dict[str, int]:
    """How often each tag is used, the most used first. Case does not count; the first spelling met is given."""
    counts: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for note in notes:
        for tag in note.tags:
            folded = tag.casefold()
            spelt.setdefault(folded, tag)
            counts[folded] = counts.get(folded, 0) + 1
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {spelt[folded]: count for folded, count in most}
