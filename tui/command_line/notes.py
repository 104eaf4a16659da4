"""The commands for notes: list them, write one, show one, delete one."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from datetime import datetime

from content.errors import ContentError, UnknownEntry
from content.exports.notes_text import Noted
from content.library import Library
from content.model import Briefing, BriefingId, EntryId, SentenceNumber, Span
from content.notebook import words_of
from content.notes import (
    Colour,
    Note,
    NoteFilter,
    NoteKind,
    NoteTarget,
    in_source_order,
    on_entry,
    on_sentence,
    on_span,
    tags_of,
)
from tui import output

MAX_BYTES = 1024 * 1024
"""The longest note that is read from standard input, in bytes."""


def list_notes(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print the notes that are wanted, by briefing and in the order of the source."""
    wanted = NoteFilter(
        kind=None if options.kind is None else NoteKind(options.kind),
        tag=options.tag.lstrip("#"),
        text=options.text,
        session=options.session and _session(library, options.session, now()),
        author=options.author,
    )
    found: dict[BriefingId, list[Note]] = {}
    if options.briefing is not None:
        id = library.resolve(options.briefing)
        found[id] = [note for note in library.notebook.of(id) if wanted.takes(note)]
    else:
        for note in library.notebook.every(wanted):
            found.setdefault(note.briefing, []).append(note)
    noted: list[Noted] = [
        (summary, in_source_order(found[summary.id], library.briefing(summary.id)))
        for summary in library.summaries(archived=True)
        if found.get(summary.id)
    ]
    return _print(noted, options.format)


def note(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Write, show or delete one note, as `options.deed` says."""
    if options.deed == "add":
        return _add(library, options)
    found = library.notebook.note(options.note.removeprefix("urn:uuid:"))
    if options.deed == "rm":
        removed = library.notebook.remove(found.id)
        output.write(f"deleted the {removed.kind.value} on {words_of(removed.target)}\n")
        return 0
    (summary,) = [each for each in library.summaries(archived=True) if each.id == found.briefing]
    return _print([(summary, (found,))], options.format)


def _add(library: Library, options: argparse.Namespace) -> int:
    kind = NoteKind(options.kind)
    tags = _tags(options.tag)
    colour = Colour(options.colour) if options.colour else Colour.YELLOW if kind is NoteKind.HIGHLIGHT else None
    briefing = library.briefing(library.resolve(options.briefing))
    target = _target(briefing, options)
    body = _from_standard_input() if options.text == "-" else options.text or ""
    if not body.strip() and kind is not NoteKind.HIGHLIGHT:
        raise ContentError(f"the text of the {kind.value} is empty", remedy="write something")
    made = library.notebook.annotate(briefing.id, target, kind=kind, body=body.strip(), tags=tags, colour=colour)
    output.write(f"{made.id}\n")
    return 0


def _print(noted: list[Noted], format: str) -> int:
    if format == "json":
        from content.exports.notes_json import notes_json

        output.write_json(notes_json(noted).decode())
    elif format == "csv":
        from content.exports.notes_csv import notes_csv

        output.write_csv(notes_csv(noted))
    elif format == "markdown":
        from content.exports.notes_markdown import notes_markdown

        output.write(notes_markdown(noted))
    else:
        from content.exports.notes_text import notes_text

        output.write(notes_text(noted, width=output.width()))
    return 0


def _session(library: Library, id: str, now: datetime) -> str:
    """The id of the session with this id, or of the only one that begins or ends so."""
    ids = [session.id for session in library.sessions.newest(now)]
    found = [each for each in ids if each == id] or [each for each in ids if each.startswith(id) or each.endswith(id)]
    if len(found) != 1:
        reason = "several sessions have this id" if found else "no session has this id"
        raise ContentError(reason, where=id, remedy="see 'readout sessions --format json' for those there are")
    return found[0]


def _tags(given: Iterable[str]) -> tuple[str, ...]:
    for words in given:
        if len(tags_of(words)) != 1:
            raise ContentError(
                f'"{words}" is not one tag', where="--tag", remedy="write one word, and --tag again for each other one"
            )
    return tags_of(" ".join(given))


def _target(briefing: Briefing, options: argparse.Namespace) -> NoteTarget:
    if options.entry is not None:
        return _entry(briefing, options.entry)
    if options.quote is not None:
        return _quoted(briefing, options.quote)
    try:
        return on_sentence(briefing, SentenceNumber(options.sentence))
    except IndexError:
        most = len(briefing.sentences)
        raise ContentError(
            f"the briefing has no sentence {options.sentence}",
            where=briefing.id,
            remedy=f"choose one from 1 to {most}" if most else "it has no sentences: choose an entry",
        ) from None


def _entry(briefing: Briefing, id: str) -> NoteTarget:
    try:
        return on_entry(briefing, EntryId(id))
    except KeyError:
        from difflib import get_close_matches

        near = get_close_matches(id, [entry.id for entry in briefing.entries], n=1, cutoff=0.0)
        remedy = f"did you mean {near[0]}?" if near else "it has no entries: choose a sentence"
        raise UnknownEntry(f'the briefing has no entry "{id}"', where=briefing.id, remedy=remedy) from None


def _quoted(briefing: Briefing, words: str) -> NoteTarget:
    """The target for words that stand once in the text, however they are broken into lines there."""
    folded = r"\s+".join([re.escape(word) for word in words.split()])
    if not folded:
        raise ContentError("there are no words in it", where="--quote", remedy="quote some of the text")
    # Looked ahead for, so that what overlaps counts too.
    places = [Span(*found.span(1)) for found in re.finditer(f"(?=({folded}))", briefing.text)]
    if len(places) != 1:
        reason = f"these words stand {len(places)} times in the text" if places else "the text has no such words"
        remedy = "quote more of the words around them" if places else f"look at 'readout show {briefing.id}'"
        raise ContentError(reason, where="--quote", remedy=remedy)
    try:
        return on_span(briefing, places[0])
    except ValueError:
        raise ContentError(
            "these words stand in no sentence of the text", where="--quote", remedy="quote words of a numbered sentence"
        ) from None


def _from_standard_input() -> str:
    """What standard input says. Raises ContentError where it is closed, too long or not UTF-8."""
    where = "standard input"
    if sys.stdin is None:
        raise ContentError("it is closed", where=where, remedy="send the text of the note to it")
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"it cannot be read ({(error.strerror or type(error).__name__).lower()})"
        raise ContentError(reason, where=where, remedy="send the text of the note to it") from None
    if len(data) > MAX_BYTES:
        raise ContentError(
            f"it is longer than {MAX_BYTES // 1024 // 1024} MB", where=where, remedy="make several notes of it"
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ContentError(
            f"it is not UTF-8 from byte {error.start} on", where=where, remedy="send it as UTF-8"
        ) from None
