"""Notes as rows: in the Notes tab, in the area under the entries, and where one of several is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from content.links import CitationGraph
from content.model import Briefing, EntryId, SentenceNumber
from content.notes import Note, NoteFilter, NoteKind, in_source_order, place_of
from tui.render import Signs
from tui.terminal_text import clean, clean_line
from tui.widgets.row_items import Row, Target

LEAD = 8
"""Terminal cells of the column before a note: its sentence and its sign."""


def sign_of_note(note: Note, glyphs: Signs) -> str:
    """The sign of a note's kind; a highlight's is the letter of its colour."""
    if note.kind is NoteKind.HIGHLIGHT:
        return note.colour.letter if note.colour is not None else glyphs.star
    return glyphs.question if note.kind is NoteKind.QUESTION else glyphs.note


def notes_on_entry(notes: Iterable[Note], entry: EntryId) -> list[Note]:
    """The notes on an entry, in the order in which they were made."""
    return [note for note in notes if note.target.entry == entry]


def notes_on_sentence(notes: Iterable[Note], sentence: SentenceNumber) -> list[Note]:
    """The notes on a sentence or on words that begin in it, in the order in which they were made."""
    return [note for note in notes if note.target.entry is None and note.target.sentence == sentence]


def note_rows(
    notes: Sequence[Note], briefing: Briefing, graph: CitationGraph, wanted: NoteFilter, glyphs: Signs
) -> list[Row]:
    """What the Notes tab lists: the notes wanted, in the order of the source, each leading to what it is on."""
    rows: list[Row] = []
    for note in in_source_order(notes, briefing):
        if wanted.takes(note):
            rows += [Row("", heading=True)] if rows else []
            rows.append(note_row(note, briefing, graph, glyphs, whole=True))
    return rows


def note_row(note: Note, briefing: Briefing, graph: CitationGraph, glyphs: Signs, *, whole: bool = False) -> Row:
    """One note: its sentence and sign, its words and tags, and what it is on where `whole` is true."""
    words, marks = _words(note, briefing, glyphs, whole=whole)
    sentences, target = _place(note, graph)
    number = str(sentences[0]) if sentences else glyphs.dash
    return Row(
        words,
        lead=f"{number:>4} {sign_of_note(note, glyphs)}",
        lead_width=LEAD,
        lead_style="accent",
        target=target,
        key=note.id,
        sentences=sentences,
        marks=marks,
    )


def area_rows(notes: Sequence[Note], glyphs: Signs) -> list[Row]:
    """The notes on what is under the cursor, for the area under the entries."""
    rows: list[Row] = []
    for note in notes:
        words, marks = _with_tags(note, clean(note.body) or (note.colour.value if note.colour else "highlighted"))
        lead = f"{sign_of_note(note, glyphs)} {note.kind.value}"
        width = 8 if note.kind is NoteKind.NOTE else 12
        rows.append(Row(words, lead=lead, lead_width=width, lead_style="accent", key=note.id, marks=marks))
    return rows


def tags_shown(tags: Sequence[str]) -> str:
    """Tags as they are written: each after a `#`."""
    return " ".join(f"#{clean_line(tag)}" for tag in tags)


def _place(note: Note, graph: CitationGraph) -> tuple[tuple[SentenceNumber, ...], Target | None]:
    target = note.target
    if target.entry is not None:
        try:
            entry = graph.entry(target.entry)
        except KeyError:
            return (), None
        return graph.cited(entry), Target(entry=entry.id)
    if target.sentence is None or not 0 < target.sentence < len(graph.counts):
        return (), None
    return (target.sentence,), Target(sentence=target.sentence)


def _words(
    note: Note, briefing: Briefing, glyphs: Signs, *, whole: bool
) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text of a row and its marks: the body first, then, dimmed, what it is on."""
    body = clean(note.body)
    on = note.target.selector
    if not whole and body:
        return _with_tags(note, body)
    quoted = f"{glyphs.open_quote}{clean_line(on.exact)[:300]}{glyphs.close_quote}" if on is not None else ""
    anchor = place_of(note, briefing)
    if anchor is not None and not anchor.is_sure:
        quoted = f"Its words have moved or are gone; confirm the place. {quoted}"
    if not body:
        words, marks = _with_tags(note, quoted)
        return words, ((0, len(quoted), "quote"), *marks)
    words, marks = _with_tags(note, body)
    text = f"{words}\n{quoted}" if quoted else words
    return text, (*marks, (len(words), len(text), "dim"))


def _with_tags(note: Note, words: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """Words with the note's tags after them, and the mark on those."""
    if not note.tags:
        return words, ()
    text = f"{words}  {tags_shown(note.tags)}"
    return text, ((len(words), len(text), "accent"),)
