"""A draft is gone through by real keys: every entry beside its evidence, then what it filed nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from content.library import Library
from content.model import Briefing, BriefingId, EntryId, Origin
from tests.domain.libraries import BUNDLED
from tests.domain.test_review import DRAFT, TOTAL, UNFILED
from tui.screens.reading_parts import REVIEW
from tui.settings import Settings

SIZES = [(160, 48), (100, 30), (60, 20)]
ID = DRAFT.id


@pytest.fixture
def library(tmp_path: Path, clock: Any) -> Iterator[Library]:
    """A library with a draft that nobody has looked at: two of its sentences no entry cites."""
    numbers = iter(range(1, 10_000))
    with Library.open(tmp_path / "library", now=clock, random=lambda n: next(numbers).to_bytes(n, "big")) as opened:
        opened.add(DRAFT, undoable=False)
        yield opened


def _accepted(reader: Any) -> list[EntryId]:
    return [entry.id for entry in reader.app.library.briefing(ID).entries if entry.accepted]


def _progress(reader: Any) -> tuple[int, ...]:
    return tuple(reader.app.library.review.progress(reader.app.library.briefing(ID)))[:3]


FIRST, SECOND, THIRD = (entry.id for entry in DRAFT.entries[:3])


async def test_a_draft_says_quietly_that_it_is_to_review(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        assert f"V Review {TOTAL}" in reader.lines[1] and f"{TOTAL} to review" in reader.lines[0]
        assert "V review" in reader.lines[-1]
        await reader.press("0")
        assert f"{TOTAL} drafted entries to review" in reader.shown(reader.entries)
        await reader.press("enter")
        assert reader.screen.tab == REVIEW and reader.entry_id == FIRST
        await reader.press("q")
        assert reader.screen.tab == "overview"


async def test_what_nobody_drafted_has_nothing_to_review(reading: Any, library: Library) -> None:
    library.add(BUNDLED)
    async with reading(size=(120, 36), briefing=BUNDLED, library=library) as reader:
        assert "review" not in reader.text.casefold()
        before = reader.screen.tab
        await reader.press("V")
        assert reader.screen.tab == before
        assert reader.message == "No draft to review: the program drafted nothing here. i imports an article."


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_accepts_and_goes_on_and_the_evidence_follows(reading: Any, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        await reader.press("V")
        assert reader.screen.tab == REVIEW and reader.entry_id == FIRST
        for number in (1, 2, 3):
            entry = reader.screen.entry
            cited = [c.sentence for c in entry.citations]
            assert reader.screen.sentence == min(cited)
            await reader.press("space")
            assert len(_accepted(reader)) == number
            reader.check()
        words = f"3 of {TOTAL} reviewed · {UNFILED} unfiled" if size[0] >= 72 else f"3/{TOTAL}"
        assert words in reader.lines[-1]
        assert reader.entry_id == DRAFT.entries[3].id
        assert _accepted(reader) == [FIRST, SECOND, THIRD]
        assert reader.screen.read >= {FIRST, SECOND, THIRD}
        await reader.press("k")
        assert reader.entry_id == THIRD and "✓" in reader.shown(reader.entries)
        await reader.press("space")
        assert reader.entry_id == DRAFT.entries[3].id and len(_accepted(reader)) == 3


async def test_the_review_goes_across_the_panes_and_ends_with_what_is_filed_nowhere(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V")
        seen = []
        for _ in range(TOTAL):
            seen.append(reader.screen.entry.pane)
            await reader.press("space")
        assert list(dict.fromkeys(seen)) == ["people", "trade", "diplomacy", "nato-g7", "expert"]
        assert _progress(reader) == (TOTAL, TOTAL, UNFILED)
        assert reader.screen.entry is None and reader.screen.row.sentences == (2,)
        assert reader.screen.sentence == 2
        assert "Sentence 2, filed nowhere" in reader.shown(reader.entries)
        assert "p 2 files it under Trade" in reader.shown(reader.screen.details_view)
        reader.check()
        await reader.press("p", "3")
        assert reader.message == "Sentence 2 is filed under Diplomacy."
        assert reader.screen.row.sentences == (8,)
        await reader.press("p", "2")
        filed = reader.app.library.briefing(ID).entries[-2:]
        assert [(e.pane, e.origin, e.citations[0].sentence) for e in filed] == [
            ("diplomacy", Origin.READER, 2),
            ("trade", Origin.READER, 8),
        ]
        assert _progress(reader) == (TOTAL, TOTAL, 0)
        await reader.press("space")
        assert reader.message == "Everything is reviewed. q goes back to reading."
        await reader.press("q")
        assert reader.screen.tab == "people" and "Review" not in reader.lines[1]


@pytest.mark.parametrize("size", SIZES)
async def test_a_sentence_that_is_rightly_filed_nowhere_is_set_aside_by_the_same_key(
    reading: Any, size: tuple[int, int]
) -> None:
    async with reading(size=size) as reader:
        await reader.press("V", "A")
        assert reader.screen.row.sentences == (2,)
        await reader.press("space")
        assert reader.app.library.aside(ID) == {2}
        assert reader.screen.row.sentences == (8,)
        if size[0] >= 72:
            assert f"{TOTAL} of {TOTAL} reviewed · {UNFILED - 1} unfiled · 1 set aside" in reader.lines[-1]
        await reader.press("k")
        assert reader.screen.row.sentences == (2,) and "✓ Sentence 2, set aside" in reader.shown(reader.entries)
        reader.check()
        await reader.press("space")
        assert reader.screen.row.sentences == (8,) and reader.app.library.aside(ID) == {2}
        await reader.press("0")
        assert "1 sentence set aside" in " ".join(row.text for row in reader.screen._rows)
        assert [
            row.tail for row in reader.screen._rows if row.lead in ("2", "8") and row.sentences[:1] in ((2,), (8,))
        ] == [
            "set aside",
            "",
        ]
        await reader.press("V", "u")
        assert reader.message == "Undone: set sentence 2 aside."
        assert reader.screen.row.sentences == (2,) and reader.app.library.aside(ID) == frozenset()


async def test_a_pane_that_is_right_as_it_stands_is_accepted_in_one_key(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        people = [entry.id for entry in DRAFT.entries if entry.pane == "people"]
        await reader.press("V", "j", "x", "R")
        assert _accepted(reader) == [people[0], *people[2:]]
        assert reader.message == f"Accepted: {len(people) - 1} entries of People. u takes it back."
        assert reader.screen.entry.pane == "trade" and reader.screen.read >= set(people) - {people[1]}
        reader.check()
        await reader.press("u")
        assert _accepted(reader) == [] and reader.entry_id in people
        await reader.press("A", "R")
        assert reader.message == f"Set aside: {UNFILED} sentences. u takes it back."
        assert reader.app.library.review.progress(reader.app.library.briefing(ID)).is_done
        await reader.press("R")
        assert reader.message == "Everything is reviewed. q goes back to reading."


async def test_accepting_a_pane_accepts_what_was_filed_in_the_same_words_elsewhere(
    reading: Any, twice: Briefing, library: Library
) -> None:
    async with reading(briefing=twice, library=library) as reader:
        await reader.press("V", "space", "R")
        assert all(entry.accepted for entry in reader.screen.briefing.entries)
        await reader.press("u")
        assert [entry.accepted for entry in reader.screen.briefing.entries] == [True, False, False, False]


async def test_elsewhere_that_key_marks_the_pane_as_read_and_accepts_nothing(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("R")
        assert reader.message == "Every entry of this pane is marked as read." and _accepted(reader) == []


async def test_with_no_entry_open_accepting_all_sets_aside_what_is_left(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "A")
        assert _progress(reader) == (TOTAL, TOTAL, UNFILED)
        await reader.press("A")
        assert reader.app.library.review.progress(reader.app.library.briefing(ID)).is_done
        assert reader.message == f"Set aside: {UNFILED} sentences. u takes it back."
        await reader.press("space")
        assert reader.message == "Everything is reviewed. q goes back to reading."
        await reader.press("u")
        assert _progress(reader) == (TOTAL, TOTAL, UNFILED)


async def test_accepting_all_is_one_key_and_one_undo(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "space", "A")
        assert len(_accepted(reader)) == TOTAL
        assert reader.message == f"Accepted: {TOTAL - 1} entries. u takes it back."
        assert reader.screen.row.sentences == (2,)
        await reader.press("u")
        assert _accepted(reader) == [FIRST] and reader.entry_id == SECOND
        await reader.press("u")
        assert _accepted(reader) == [] and reader.entry_id == FIRST
        await reader.press("ctrl+r", "ctrl+r")
        assert len(_accepted(reader)) == TOTAL


async def test_an_entry_is_refiled_in_two_keys_and_the_next_one_comes(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "p", "2")
        assert reader.entry_id == SECOND
        assert next(e for e in reader.screen.briefing.entries if e.id == FIRST).pane == "trade"
        assert _progress(reader)[0] == 1
        await reader.press("u")
        assert reader.entry_id == FIRST and reader.screen.entry.pane == "people"


async def test_an_entry_is_dropped_and_the_next_one_comes(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "space", "x")
        assert reader.entry_id == THIRD
        assert SECOND not in {entry.id for entry in reader.screen.briefing.entries}
        assert f"2 of {TOTAL} reviewed" in reader.screen.status.trail
        await reader.press("u")
        assert reader.entry_id == SECOND


async def test_an_entry_is_merged_into_the_one_before_it(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "j", "M")
        assert reader.dialog.rows[0].key == FIRST
        await reader.press("enter")
        one, two = (entry.title for entry in DRAFT.entries[:2])
        assert reader.dialog.title == f"Merge “{two}” into “{one}”?"
        assert [row.text for row in reader.dialog.rows[:2]] == [f"Keep “{one}”", f"Keep “{two}”"]
        told = {row.lead: row.text for row in reader.dialog.rows[2:]}
        cited = sorted({c.sentence for entry in DRAFT.entries[:2] for c in entry.citations})
        assert told["cites"] == f"sentences {', '.join(map(str, cited))}"
        assert DRAFT.entries[0].text in told["says"] and DRAFT.entries[1].text in told["says"]
        reader.check()
        await reader.press("escape")
        assert SECOND in {entry.id for entry in reader.screen.briefing.entries}, "nothing is done unasked"
        await reader.press("M", "enter", "enter")
        assert reader.entry_id == FIRST and reader.screen.entry.origin is Origin.READER
        assert SECOND not in {entry.id for entry in reader.screen.briefing.entries}
        assert reader.message == "Merged. u takes it back."
        assert _progress(reader)[0] == 2
        await reader.press("space")
        assert reader.entry_id == THIRD


async def test_the_other_one_may_stay_when_two_are_merged(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "j", "M", "1", "2")
        assert reader.entry_id == SECOND and reader.screen.entry.title == DRAFT.entries[1].title
        assert FIRST not in {entry.id for entry in reader.screen.briefing.entries}
        await reader.press("u")
        assert {FIRST, SECOND} <= {entry.id for entry in reader.screen.briefing.entries}


@pytest.mark.parametrize("size", [(120, 36), (60, 20), (40, 16)])
async def test_the_library_says_how_much_is_to_review(reading: Any, library: Library, size: tuple[int, int]) -> None:
    library.add(BUNDLED)
    for number in range(60):
        library.add(DRAFT._replace(id=BriefingId(f"d{number}"), title=f"Draft {number}"), undoable=False)
    async with reading(size=size, briefing=DRAFT, library=library) as reader:
        await reader.press("B")
        assert f"{TOTAL} to review" in reader.shown(reader.app.shown.list_view)
        await reader.press("/", *BUNDLED.title[:7])
        assert BUNDLED.title[:12] in reader.shown(reader.app.shown.list_view)
        assert reader.shown(reader.app.shown.list_view).count("to review") == 1, "that of the draft with this title"
        reader.check()


@pytest.fixture
def twice(make: Any, library: Library) -> Briefing:
    """A draft that files the words of its second sentence under two panes."""
    briefing: Briefing = make.briefing(
        ["One.", "Two.", "Three."],
        [("people", "A", [1]), ("trade", "Two.", [2]), ("trade", "Three.", [3]), ("nato-g7", "Two.", [2])],
    )
    drafted = [each._replace(origin=Origin.DRAFTED) for each in briefing.entries]
    library.add(briefing._replace(entries=tuple(drafted)), undoable=False)
    return library.briefing(briefing.id)


@pytest.mark.parametrize("size", SIZES)
async def test_one_decision_settles_what_was_filed_twice_in_the_same_words(
    reading: Any, twice: Briefing, library: Library, size: tuple[int, int]
) -> None:
    async with reading(size=size, briefing=twice, library=library) as reader:
        one, here, other, there = (entry.id for entry in reader.screen.briefing.entries)
        await reader.press("V", "space")
        assert reader.entry_id == here and "+NATO" in reader.shown(reader.entries)
        if reader.screen.details_view.display:
            assert "also under NATO & G7" in reader.shown(reader.screen.details_view)
        await reader.press("space")
        assert reader.message == "Accepted, also under NATO & G7. u takes it back."
        accepted = [entry.id for entry in reader.screen.briefing.entries if entry.accepted]
        assert accepted == [one, here, there]
        assert reader.app.library.briefing(reader.screen.briefing.id) == reader.screen.briefing
        assert reader.entry_id == other
        reader.check()
        await reader.press("space")
        assert reader.message == "Everything is reviewed. q goes back to reading."
        await reader.press("u", "u")
        assert [entry.id for entry in reader.screen.briefing.entries if entry.accepted] == [one]
        assert reader.entry_id in (here, there), "it is open again"


async def test_words_that_were_filed_twice_are_put_right_once(reading: Any, twice: Briefing, library: Library) -> None:
    async with reading(briefing=twice, library=library) as reader:
        await reader.press("V", "j", "e", "!", "enter")
        assert reader.message == "Saved, also under NATO & G7."
        entries = reader.app.library.briefing(twice.id).entries
        assert [entry.title for entry in entries] == ["A", "Two.!", "Three.", "Two.!"]
        assert [entry.origin for entry in entries][1::2] == [Origin.READER, Origin.READER]
        assert [entry.pane for entry in entries][1::2] == ["trade", "nato-g7"]
        await reader.press("e", "!", "enter")
        assert reader.message == "Saved.", "what is the reader's goes its own way"
        await reader.press("u", "u")
        assert reader.app.library.briefing(twice.id).entries == twice.entries


async def test_outside_a_review_an_entry_is_edited_alone(reading: Any, twice: Briefing, library: Library) -> None:
    async with reading(briefing=twice, library=library) as reader:
        await reader.press("V", "V", "2", "e", "!", "enter")
        assert reader.message == "Saved."
        titles = [entry.title for entry in reader.app.library.briefing(twice.id).entries]
        assert titles == ["A", "Two.!", "Three.", "Two."]


async def test_dropping_it_under_one_pane_leaves_the_other(reading: Any, twice: Briefing, library: Library) -> None:
    async with reading(briefing=twice, library=library) as reader:
        here, there = (reader.screen.briefing.entries[at].id for at in (1, 3))
        await reader.press("V", "j", "x")
        left = {entry.id: entry for entry in reader.screen.briefing.entries}
        assert here not in left and left[there].is_to_review
        assert "+" not in reader.shown(reader.entries)


async def test_filing_it_where_it_is_already_makes_it_one(reading: Any, twice: Briefing, library: Library) -> None:
    async with reading(briefing=twice, library=library) as reader:
        here, there = (reader.screen.briefing.entries[at].id for at in (1, 3))
        await reader.press("V", "j", "p", "4")
        left = {entry.id: entry for entry in reader.screen.briefing.entries}
        assert here not in left and left[there].pane == "nato-g7" and left[there].accepted


async def test_the_only_entry_of_a_pane_and_a_sentence_have_nothing_to_merge_with(reading: Any, make: Any) -> None:
    briefing = make.briefing(["One.", "Two."], [("people", "A", [1])])
    async with reading(briefing=briefing) as reader:
        await reader.press("M")
        assert reader.message == "This pane has no other entry to merge this one with."
        await reader.press("0", "M")
        assert reader.message == "Only an entry can be merged with another one."


async def test_an_edited_entry_is_reviewed_and_the_cursor_stays_with_it(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "e")
        await reader.press("!", "enter")
        assert not reader.screen.is_writing and reader.message == "Saved."
        assert reader.screen.tab == REVIEW and reader.entry_id == FIRST
        assert "!" in reader.screen.entry.title and _progress(reader)[0] == 1
        await reader.press("space")
        assert reader.entry_id == SECOND and _progress(reader)[0] == 1


async def test_leaving_and_coming_back_finds_the_same_place(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("3", "V", "space", "space", "j")
        here = reader.entry_id
        await reader.press("escape")
        assert reader.screen.tab == "diplomacy"
        await reader.press("V")
        assert reader.screen.tab == REVIEW and reader.entry_id == here
        await reader.press("V")
        assert reader.screen.tab == "diplomacy"
        await reader.press("V")
        reader.screen.prepare_to_leave()
    async with reading(size=(120, 36)) as reader:
        assert reader.screen.tab == REVIEW and reader.entry_id == here
        assert f"2 of {TOTAL} reviewed" in reader.lines[-1]
        reader.check()


async def test_a_review_left_when_all_was_done_is_opened_again_as_it_was(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "A", "q")
        assert "V Review" not in reader.lines[1]
        await reader.press("V")
        assert reader.screen.row.sentences == (2,)
        reader.screen.prepare_to_leave()
    async with reading(size=(120, 36)) as reader:
        assert reader.screen.tab == REVIEW and reader.screen.row.sentences == (2,)


async def test_in_the_source_the_keys_are_those_of_the_source(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "tab", "space")
        assert _accepted(reader) == [] and reader.screen.sentence > 3
        await reader.press("#", "8", "enter", "p")
        assert reader.dialog.title == "File sentence 8 under"
        await reader.press("2")
        assert reader.app.library.briefing(ID).entries[-1].citations[0].sentence == 8
        assert reader.screen.tab == REVIEW


async def test_a_sentence_is_filed_from_the_overview_too(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("0")
        while reader.screen.row is None or reader.screen.row.sentences != (2,):
            await reader.press("j")
        await reader.press("p", "3")
        assert reader.app.library.briefing(ID).entries[-1].pane == "diplomacy"
        assert reader.screen.tab == "overview"
        reader.check()


async def test_following_evidence_and_finding_stay_in_the_review(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "tab", "#", "1", "6", "enter", "enter")
        if reader.dialog is not None:
            await reader.press("enter")
        assert reader.screen.tab == REVIEW and 16 in [c.sentence for c in reader.screen.entry.citations]
        await reader.press("/", *"Bland", "enter")
        assert reader.screen.tab == REVIEW and "Bland" in reader.shown(reader.entries)
        await reader.press("n", "n", "escape")
        assert reader.screen.tab == REVIEW
        reader.check()


async def test_the_next_open_one_is_a_key_away_in_both_directions(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "space", "space", "k", "k", "J")
        assert reader.entry_id == THIRD
        await reader.press("K")
        assert reader.screen.row.sentences == (8,)


async def test_entries_are_written_and_notes_are_made_in_a_review_as_elsewhere(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V", "*")
        assert reader.message.startswith("Highlighted") and reader.screen.notes[0].target.entry == FIRST
        await reader.press("G", "*")
        assert reader.screen.notes[1].target.sentence == 8
        reader.check()
        await reader.press("tab", "A")
        assert reader.screen.is_writing or reader.dialog is not None


async def test_another_window_accepts_and_this_one_shows_it(reading: Any, tmp_path: Path, clock: Any) -> None:
    from os import urandom

    async with reading(size=(120, 36)) as reader:
        await reader.press("V")
        reader.screen.notice_others()
        with Library.open(tmp_path / "library", now=clock, random=urandom) as window:
            window.review.accept(ID, [FIRST, SECOND])
        reader.screen.notice_others()
        await reader.settle()
        assert f"2 of {TOTAL} reviewed" in reader.lines[-1] and reader.entry_id == FIRST
        await reader.press("space")
        assert reader.entry_id == THIRD


async def test_a_library_that_cannot_be_written_says_so_and_nothing_moves(reading: Any, library: Library) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("V")
        library._store.storage._connection.execute("PRAGMA query_only = ON")
        await reader.press("space")
        assert reader.entry_id == FIRST and reader.screen.status.warning
        library._store.storage._connection.execute("PRAGMA query_only = OFF")
        await reader.press("space")
        assert reader.entry_id == SECOND


@pytest.mark.parametrize("size", [(160, 48), (100, 30), (60, 20), (40, 12), (20, 6)])
async def test_the_review_fits_every_size_and_is_resized(reading: Any, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        await reader.press("V", "space", "tab", "tab")
        reader.check()
        await reader.press("G")
        reader.check()
        for other in ((20, 6), (19, 5), (160, 48), (60, 20)):
            await reader.resize(*other)
            reader.check()
        assert f"1/{TOTAL}" in reader.lines[-1]
        await reader.press("p", "2")
        assert _progress(reader)[2] == UNFILED - 1


async def test_without_colour_and_unicode_the_states_are_told_by_signs(reading: Any, monkeypatch: Any) -> None:
    from tui.settings import Glyphs

    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(size=(120, 36), settings=Settings(glyphs=Glyphs.ASCII)) as reader:
        await reader.press("V", "space")
        shown = "\n".join(reader.lines_of(reader.entries))
        first, second = DRAFT.entries[0].title, DRAFT.entries[1].title
        assert f"v {first}" in shown and f"* {second}" in shown
        assert f"1 of {TOTAL} reviewed - {UNFILED} unfiled" in reader.lines[-1]


async def test_commands_of_the_review_say_where_they_belong(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        for words in ("accept and", "accept all"):
            await reader.press(":")
            await reader.type(words)
            await reader.press("enter")
            assert reader.message == "That belongs to a review; V opens it."
        assert _accepted(reader) == []


async def test_a_click_on_the_tab_opens_the_review(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.click_on("V Review")
        assert reader.screen.tab == REVIEW and reader.entry_id == FIRST
