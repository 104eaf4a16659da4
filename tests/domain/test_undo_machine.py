"""Whatever the reader does, in any window: undoing leads to the library as it was before, redoing as it was after."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from content.catalogue import EVERY, Row
from content.check import Fault, ground
from content.exports.briefing_json import dump
from content.importers.briefing_file import load_briefing
from content.library import Library
from content.model import Briefing, BriefingId, Entry, EntryId, Origin, PaneId, Place, SentenceNumber, Sentences, Span
from content.notes import Colour, Note, NoteKind, NoteTarget, SessionId, on_entry, on_sentence, on_span
from tests.domain.libraries import BUNDLED, Clock, opened

# Small, so that deeds meet: the first ten sentences, and entries with links, figures and a quotation in them.
_KEPT = ("p1", "p2", "t3", "t4", "t5", "d3")
_ENTRIES = tuple(
    entry._replace(
        links=tuple(link for link in entry.links if link in _KEPT),
        citations=entry.citations[:2],
        origin=Origin.CURATED if entry.id == "p1" else Origin.DRAFTED,
    )
    for entry in BUNDLED.entries
    if entry.id in _KEPT
)
BASE = BUNDLED._replace(
    id=BriefingId("base"),
    sentences=Sentences.of(list(BUNDLED.sentences)[:10]),
    entries=tuple(
        entry._replace(citations=tuple(each for each in entry.citations if each.sentence <= 10)) for entry in _ENTRIES
    ),
)
FILES = (
    BASE,
    BASE._replace(id=BriefingId("import-1"), entries=BASE.entries[::-1]),
    BASE._replace(id=BriefingId("import-2"), entries=(BASE.entries[2]._replace(links=()),)),
)

PANES = st.sampled_from([PaneId("people"), PaneId("trade"), PaneId("expert")])
WORDS = st.sampled_from(["", "a", "Who says so?\n", "中 “b”"])
TITLES = st.sampled_from(["A", "B ", "中 “b”"])
TAGS = st.sampled_from([(), ("x",), ("x", "Y"), ("z", "x")])
SENTENCES = st.integers(1, 10).map(SentenceNumber)
PICKS = st.integers(0, 30)
HANDLES = st.integers(0, 1)


class State(NamedTuple):
    """All of a library that deeds change, but for what was read: other reading goes on beside it."""

    notes: tuple[Note, ...]
    briefings: tuple[Briefing, ...]
    summaries: tuple[Any, ...]
    rows: tuple[Row, ...]
    session_notes: int


Sets = dict[BriefingId, tuple[frozenset[EntryId], frozenset[EntryId]]]
"""By briefing, the entries that a deed added to those read and those that it took away."""


class Done(NamedTuple):
    before: State
    after: State
    read: Sets


class Undoing(RuleBasedStateMachine):
    """Two windows on one library; the model is a stack of what the whole library was around each deed."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.template.parent))
        shutil.copytree(self.template, self.folder, dirs_exist_ok=True)
        self.clock = Clock()
        self.handles = [opened(self.folder, self.clock) for _ in range(2)]
        self.done: list[Done] = []
        self.undone: list[Done] = []
        self.read: dict[BriefingId, frozenset[EntryId]] = {file.id: frozenset() for file in FILES}
        self.session = SessionId("")

    @initialize()
    def begin(self) -> None:
        self.session = self.handles[0].sessions.start()
        self.now = self.state(0)

    def teardown(self) -> None:
        """At the end all is undone and done again, whatever was undone on the way."""
        try:
            for briefing in self.now.briefings:
                assert load_briefing(dump(briefing), where="") == briefing
            self.undo(0, len(self.done) + 1)
            self.redo(1, len(self.undone) + 1)
        finally:
            for handle in self.handles:
                handle.close()
            shutil.rmtree(self.folder)

    # -- looking

    def state(self, handle: int) -> State:
        library = self.handles[handle]
        with library._store.snapshot():
            summaries = library.summaries(archived=True)
            rows = library.catalogue.page(wanted=EVERY._replace(is_archived=None))
            return State(
                tuple([note._replace(updated_at="") for note in library.notebook.every()]),
                tuple([library.briefing(summary.id) for summary in summaries]),
                tuple(summaries),
                tuple([row._replace(last_read="", read=0) for row in rows]),
                library.sessions.newest(self.clock.time, 1)[0].notes,
            )

    def briefing(self, pick: int) -> Briefing:
        return self.now.briefings[pick % len(self.now.briefings)]

    def entry(self, briefing: Briefing, pick: int) -> Entry | None:
        return briefing.entries[pick % len(briefing.entries)] if briefing.entries else None

    def deed(self, handle: int, act: Callable[[Library], object], read: Sets | None = None) -> None:
        """Do it; where it changed something it is a deed, and what was undone cannot be redone any more."""
        library = self.handles[handle]
        before, deeds = self.now, library.history.newest(1)
        act(library)
        self.now = self.state(1 - handle)
        moved = {id: sets for id, sets in (read or {}).items() if sets[0] or sets[1]}
        if self.now == before and not moved:
            assert library.history.newest(1) == deeds
            return
        self.done.append(Done(before, self.now, moved))
        self.undone.clear()
        for id, (added, taken) in moved.items():
            self.read[id] = (self.read[id] | added) - taken

    # -- what the reader does

    @rule(handle=HANDLES, pick=PICKS, where=st.integers(0, 2), sentence=SENTENCES, kind=st.sampled_from(NoteKind),
          body=WORDS, tags=TAGS, colour=st.sampled_from([None, *Colour]), counted=st.booleans())  # fmt: skip
    def annotate(self, handle: int, pick: int, where: int, sentence: SentenceNumber, kind: NoteKind, body: str,
                 tags: tuple[str, ...], colour: Colour | None, counted: bool) -> None:  # fmt: skip
        briefing = self.briefing(pick)
        target = self.target(briefing, where, sentence, pick)
        session = self.session if counted else None
        self.deed(handle, lambda library: library.notebook.annotate(
            briefing.id, target, kind=kind, body=body, tags=tags, colour=colour, session=session
        ))  # fmt: skip

    def target(self, briefing: Briefing, where: int, sentence: SentenceNumber, pick: int) -> NoteTarget:
        entry = self.entry(briefing, pick)
        if where == 0 and entry is not None:
            return on_entry(briefing, entry.id)
        if where == 1:
            start, end = briefing.sentences[sentence - 1].span
            return on_span(briefing, Span(start + pick, end))
        return on_sentence(briefing, sentence)

    @precondition(lambda self: self.now.notes)
    @rule(handle=HANDLES, pick=PICKS, sentence=SENTENCES, fields=st.fixed_dictionaries({}, optional={
        "body": WORDS, "tags": TAGS, "kind": st.sampled_from(NoteKind), "colour": st.sampled_from([None, Colour.RED]),
        "target": st.integers(0, 2),
    }))  # fmt: skip
    def change_note(self, handle: int, pick: int, sentence: SentenceNumber, fields: dict[str, Any]) -> None:
        note = self.now.notes[pick % len(self.now.notes)]
        if "target" in fields:
            briefing = next(each for each in self.now.briefings if each.id == note.briefing)
            fields["target"] = self.target(briefing, fields["target"], sentence, pick)
        self.deed(handle, lambda library: library.notebook.change(note.id, **fields))

    @precondition(lambda self: self.now.notes)
    @rule(handle=HANDLES, pick=PICKS)
    def remove_note(self, handle: int, pick: int) -> None:
        note = self.now.notes[pick % len(self.now.notes)]
        self.deed(handle, lambda library: library.notebook.remove(note.id))

    @rule(handle=HANDLES, pick=PICKS, pane=PANES, title=TITLES, text=WORDS, tags=TAGS)
    def write_entry(self, handle: int, pick: int, pane: PaneId, title: str, text: str, tags: tuple[str, ...]) -> None:
        id = self.briefing(pick).id
        self.deed(handle, lambda library: library.editor.write(id, pane=pane, title=title, text=text, tags=tags))

    @rule(handle=HANDLES, pick=PICKS, which=PICKS, fields=st.fixed_dictionaries({}, optional={
        "title": TITLES, "text": WORDS, "kind": WORDS, "pane": PANES, "tags": TAGS,
    }))  # fmt: skip
    def edit_entry(self, handle: int, pick: int, which: int, fields: dict[str, Any]) -> None:
        briefing = self.briefing(pick)
        entry = self.entry(briefing, which)
        if entry is not None:
            self.deed(handle, lambda library: library.editor.edit(briefing.id, entry.id, **fields))

    @rule(handle=HANDLES, pick=PICKS, which=PICKS, sentence=SENTENCES, length=st.integers(5, 400))
    def cite(self, handle: int, pick: int, which: int, sentence: SentenceNumber, length: int) -> None:
        briefing = self.briefing(pick)
        entry = self.entry(briefing, which)
        start = briefing.sentences[sentence - 1].span.start
        if entry is not None:
            span = Span(start, start + length)
            self.deed(handle, lambda library: library.editor.cite(briefing, entry.id, span))

    @rule(handle=HANDLES, pick=PICKS, which=PICKS, cited=PICKS, sentence=SENTENCES)
    def uncite(self, handle: int, pick: int, which: int, cited: int, sentence: SentenceNumber) -> None:
        briefing = self.briefing(pick)
        entry = self.entry(briefing, which)
        if entry is not None:
            if entry.citations:
                sentence = entry.citations[cited % len(entry.citations)].sentence
            self.deed(handle, lambda library: library.editor.uncite(briefing.id, entry.id, sentence))

    @rule(handle=HANDLES, pick=PICKS, which=PICKS, other=PICKS)
    def link(self, handle: int, pick: int, which: int, other: int) -> None:
        briefing = self.briefing(pick)
        one, two = self.entry(briefing, which), self.entry(briefing, other)
        if one is not None and two is not None and one != two:
            self.deed(handle, lambda library: library.editor.link(briefing.id, one.id, two.id))

    @rule(handle=HANDLES, pick=PICKS, which=PICKS)
    def remove_entry(self, handle: int, pick: int, which: int) -> None:
        briefing = self.briefing(pick)
        entry = self.entry(briefing, which)
        if entry is not None:
            self.deed(handle, lambda library: library.editor.remove(briefing.id, entry.id))

    @rule(handle=HANDLES, pick=PICKS, which=PICKS)
    def restore_entry(self, handle: int, pick: int, which: int) -> None:
        briefing = self.briefing(pick)
        file = next(each for each in FILES if each.id == briefing.id)
        originals = {entry.id: entry for entry in file.entries}
        changed = [entry for entry in briefing.entries if self.handles[handle].editor.original(briefing.id, entry.id)]
        if changed:
            entry = changed[which % len(changed)]
            assert self.handles[handle].editor.original(briefing.id, entry.id) == originals[entry.id]
            self.deed(handle, lambda library: library.editor.restore(briefing.id, entry.id))

    @rule(handle=HANDLES, pick=PICKS, which=st.none() | PICKS)
    def accept(self, handle: int, pick: int, which: int | None) -> None:
        briefing = self.briefing(pick)
        entry = None if which is None else self.entry(briefing, which)
        if which is None:
            self.deed(handle, lambda library: library.review.accept_all(briefing.id))
        elif entry is not None:
            self.deed(handle, lambda library: library.review.accept(briefing.id, [entry.id]))

    @rule(handle=HANDLES, pick=PICKS, which=PICKS, other=PICKS)
    def merge(self, handle: int, pick: int, which: int, other: int) -> None:
        briefing = self.briefing(pick)
        one, two = self.entry(briefing, which), self.entry(briefing, other)
        if one is not None and two is not None and one != two:
            self.deed(handle, lambda library: library.review.merge(briefing.id, one.id, two.id))

    @rule(handle=HANDLES, pick=PICKS, which=st.none() | PICKS, sentence=SENTENCES, pane=PANES)
    def file(self, handle: int, pick: int, which: int | None, sentence: SentenceNumber, pane: PaneId) -> None:
        briefing = self.briefing(pick)
        entry = None if which is None else self.entry(briefing, which)
        if which is None:
            self.deed(handle, lambda library: library.review.file_sentence(briefing, sentence, pane))
        elif entry is not None:
            self.deed(handle, lambda library: library.review.refile(briefing.id, entry.id, pane))

    @rule(handle=HANDLES, pick=PICKS, which=st.sets(st.integers(0, 5), max_size=4), read=st.booleans())
    def mark(self, handle: int, pick: int, which: set[int], read: bool) -> None:
        briefing = self.briefing(pick)
        ids = frozenset(briefing.entries[n].id for n in which if n < len(briefing.entries))
        held = self.read[briefing.id]
        sets = (ids - held, frozenset()) if read else (frozenset(), ids & held)
        self.deed(handle, lambda library: library.mark_read(briefing.id, ids, read=read), {briefing.id: sets})

    @rule(handle=HANDLES, number=st.integers(0, len(FILES) - 1))
    def add_briefing(self, handle: int, number: int) -> None:
        """What is there already is recognised, whatever was done to it."""
        file = FILES[number]
        # Also one that was here before, if its first coming was undone: what was read of it is read still.
        there = [summary.id for summary in self.now.summaries]
        self.deed(handle, lambda library: library.add(file))
        assert {summary.id for summary in self.now.summaries} == {*there, file.id}

    @rule(handle=HANDLES, which=st.sets(PICKS, min_size=1, max_size=3), what=st.sampled_from(["star", "archive"]),
          on=st.booleans())  # fmt: skip
    def shelve(self, handle: int, which: set[int], what: str, on: bool) -> None:
        ids = [self.briefing(pick).id for pick in which]
        self.deed(handle, lambda library: getattr(library.catalogue, what)(ids, on=on))

    @rule(handle=HANDLES, which=st.sets(PICKS, min_size=1, max_size=3), add=TAGS, remove=TAGS)
    def tag_briefings(self, handle: int, which: set[int], add: tuple[str, ...], remove: tuple[str, ...]) -> None:
        ids = [self.briefing(pick).id for pick in which]
        self.deed(handle, lambda library: library.catalogue.tag(ids, add=add, remove=remove))

    @rule(handle=HANDLES, pick=PICKS, title=st.none() | TITLES)
    def rename_briefing(self, handle: int, pick: int, title: str | None) -> None:
        id = self.briefing(pick).id
        if title is None:
            self.deed(handle, lambda library: library.catalogue.restore_title(id))
        else:
            self.deed(handle, lambda library: library.catalogue.rename(id, title))

    @precondition(lambda self: len(self.now.briefings) > 1)
    @rule(handle=HANDLES, pick=PICKS)
    def remove_briefing(self, handle: int, pick: int) -> None:
        id = self.briefing(pick).id
        self.deed(handle, lambda library: library.catalogue.remove([id]))

    # -- what is no deed

    @rule(handle=HANDLES, pick=PICKS, which=PICKS, item=st.integers(0, 9))
    def go_on_reading(self, handle: int, pick: int, which: int, item: int) -> None:
        briefing, library = self.briefing(pick), self.handles[handle]
        entry = self.entry(briefing, which)
        read = self.read[briefing.id] | ({entry.id} if entry is not None else set())
        library.keep_position(
            briefing.id, library.position(briefing.id)._replace(tab="trade", source=Place(item), read=read)
        )
        self.read[briefing.id] = read

    @rule(handle=HANDLES)
    def reopen(self, handle: int) -> None:
        self.handles[handle].close()
        self.handles[handle] = opened(self.folder, self.clock)

    # -- undoing

    @rule(handle=HANDLES, times=st.integers(1, 4))
    def undo(self, handle: int, times: int) -> None:
        for _ in range(times):
            deed = self.handles[handle].history.undo()
            assert (deed is None) == (not self.done)
            if self.done:
                last = self.done.pop()
                self.undone.append(last)
                self.moved(handle, last.before, {id: (taken, added) for id, (added, taken) in last.read.items()})

    @rule(handle=HANDLES, times=st.integers(1, 4))
    def redo(self, handle: int, times: int) -> None:
        for _ in range(times):
            deed = self.handles[handle].history.redo()
            assert (deed is None) == (not self.undone)
            if self.undone:
                last = self.undone.pop()
                self.done.append(last)
                self.moved(handle, last.after, last.read)

    def moved(self, handle: int, to: State, read: Sets) -> None:
        """The library went to another state, as the other window sees it."""
        self.now = self.state(1 - handle)
        assert self.now == to
        for id, (added, taken) in read.items():
            self.read[id] = (self.read[id] | added) - taken
            assert self.handles[1 - handle].position(id).read == self.read[id]

    # -- what always holds

    @invariant()
    def what_was_read_is_what_was_marked_and_what_was_read_beside_it(self) -> None:
        for briefing in self.now.briefings:
            assert self.handles[0].position(briefing.id).read == self.read[briefing.id]

    @invariant()
    def nothing_claims_what_it_does_not_cite_and_counts_are_right(self) -> None:
        for briefing, summary in zip(self.now.briefings, self.now.summaries, strict=True):
            assert {finding.fault for finding in ground(briefing)} <= {Fault.NO_SUPPORT}
            assert summary.entries == len(briefing.entries)

    @invariant()
    def the_list_of_deeds_tells_those_that_hold_from_those_that_were_undone(self) -> None:
        told = [deed.is_done for deed in self.handles[1].history.newest(200)]
        assert told == [False] * len(self.undone) + [True] * len(self.done)


def _run(folder: Path, sequences: int, steps: int) -> None:
    template = folder / "template"
    with opened(template) as library:
        library.add(BASE, undoable=False)
    machine = type("Machine", (Undoing,), {"template": template})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sequences, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_undoing_and_redoing_lead_to_the_library_as_it_was(tmp_path: Path) -> None:
    _run(tmp_path, sequences=40, steps=30)


@pytest.mark.long
def test_undoing_and_redoing_lead_to_the_library_as_it_was_over_many_sequences(tmp_path: Path) -> None:
    _run(tmp_path, sequences=1000, steps=50)
