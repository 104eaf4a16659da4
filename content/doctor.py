"""A library examined as a whole: its file, the shape of its documents, and whether each note still has its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from content.errors import LibraryFileError
from content.importers.library_jsonl import check_document
from content.library import Library
from content.model import Briefing, BriefingId
from content.notes import Note, place_of
from content.store.doctor import Area, examine, repair

SHAPES, NOTES = "shapes", "notes"
"""What findings are about that the store has no name for."""

_TOLD = 10
"""How many documents of a wrong shape are named one by one."""


class Finding(NamedTuple):
    """One thing that was found: what it is about, what it is, what to do, each in words for a reader.

    `is_fault` is false where it is only worth knowing.
    """

    area: str
    told: str
    remedy: str
    is_fault: bool


class Examination(NamedTuple):
    """What was repaired, a sentence each, what is amiss now, and how many documents each table has."""

    done: tuple[str, ...]
    findings: tuple[Finding, ...]
    documents: dict[str, int]

    @property
    def is_sound(self) -> bool:
        """Whether there is no fault, or none any more."""
        return not any(finding.is_fault for finding in self.findings)


def examine_library(
    folder: Path, *, now: Callable[[], datetime], random: Callable[[int], bytes], is_repairing: bool = False
) -> Examination:
    """What is amiss with the library in a folder; where it `is_repairing`, after what can be repaired was.

    Reading everything, and changes nothing unless it repairs. Raises LibraryError where there is no such folder, where
    it cannot be read, and where a repair fails.
    """
    done: tuple[str, ...] = ()
    if is_repairing:
        done, report = repair(folder, now)
    else:
        report = examine(folder)
    findings = [Finding(each.area.value, each.told, each.remedy, each.is_fault) for each in report.findings]
    # A library of another layout would be changed by opening it, and in a broken one nothing can be looked up.
    hindered = any(each.area is Area.LAYOUT or (each.area is Area.FILE and each.is_fault) for each in report.findings)
    if not hindered and not any(each.area is Area.DOCUMENTS and each.is_fault for each in report.findings):
        with Library.open(folder, now=now, random=random, create=False) as library:
            shapes = list(_shapes(library, now()))
            findings += shapes or _notes(library)
    return Examination(done, tuple(findings), report.documents)


def _shapes(library: Library, now: datetime) -> Iterator[Finding]:
    wrong = 0
    with library.transfer.outgoing(now) as (_, documents):
        for table, document, _ in documents:
            try:
                check_document(table, document, f"{table} {document.get('id', '')}")
            except LibraryFileError as error:
                wrong += 1
                if wrong <= _TOLD:
                    yield Finding(SHAPES, f"{error.where}: {error.reason}", _BACKUP, True)
    if wrong > _TOLD:
        yield Finding(SHAPES, f"{wrong - _TOLD} more documents are not what they should be", _BACKUP, True)


_BACKUP = "restore a backup from before it, with 'readout restore'"


_BRIEFING = "add the same briefing again, with 'readout open', or restore a backup that has it, with 'readout restore'"


def _notes(library: Library) -> Iterator[Finding]:
    for stray in library.notebook.strays():
        yield Finding(NOTES, f"note {stray}: its briefing is gone", _BRIEFING, True)
    by_briefing: dict[BriefingId, list[Note]] = {}
    for note in library.notebook.every():
        by_briefing.setdefault(note.briefing, []).append(note)
    for id, notes in by_briefing.items():
        briefing = library.briefing(id)
        for note in notes:
            told, remedy = _place(note, briefing)
            if told:
                yield Finding(NOTES, f"note {note.id} on {briefing.id}: {told}", remedy, True)


def _place(note: Note, briefing: Briefing) -> tuple[str, str]:
    """What is wrong with the place of a note, and what to do; empty where nothing is."""
    drop = f"or delete the note with 'readout note rm {note.id}'"
    target = note.target
    if target.entry is not None:
        if any(entry.id == target.entry for entry in briefing.entries):
            return "", ""
        return f"the entry {target.entry} is gone", f"'readout undo' brings it back if it was deleted last, {drop}"
    anchor = place_of(note, briefing)
    if anchor is None:
        there = target.sentence is not None and target.sentence <= len(briefing.sentences)
        return ("", "") if there else (f"there is no sentence {target.sentence}", drop.removeprefix("or "))
    if anchor.is_sure:
        return "", ""
    if anchor.span is None:
        return "its words are no longer in the text", f"write it anew where it belongs, {drop}"
    return "its words may have moved or changed", f"confirm its place in the reader, {drop}"
