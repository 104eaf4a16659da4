"""What a changed article moved is told, listed, gone to and confirmed with the keys."""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import LibraryError
from content.library import Library
from content.model import BriefingId, EntryId, Origin
from content.notes import NoteId, on_sentence
from content.regrounding import Fate
from content.revisions import Item
from tests.domain.changing import MINISTERS, article, with_entries
from tui.screens import confirming
from tui.screens.confirming import differing
from tui.wrap import width_of

Open = Callable[..., Any]

ONE, TWO, THREE, FOUR, FIVE, SIX = MINISTERS
CHANGED = [SIX, ONE, TWO.replace("$1.5", "$1.6"), "It rained in Porto.", THREE, FIVE]
OLD, NEW = BriefingId("old"), BriefingId("new")
SIZES = [(160, 48), (120, 36), (60, 20), (20, 6)]


def revise(library: Library, sentences: Sequence[str] = CHANGED) -> None:
    """Put a new text in the place of one that has an entry and a note on each sentence; two of each fate come of it."""
    old = with_entries(article("old"))
    library.add(old, undoable=False)
    for sentence in old.sentences:
        library.notebook.annotate(OLD, on_sentence(old, sentence.number), body=f"note {sentence.number}")
    library.revisions.revise(OLD, with_entries(article("new", sentences), Origin.DRAFTED))


@pytest.fixture
def revised(library: Library) -> Library:
    revise(library)
    return library


def pending(library: Library) -> list[tuple[Fate, bool]]:
    return [(item.fate, item.is_note) for item in library.revisions.pending(NEW)]


def under_cursor(reader: Any) -> str:
    """The id of the item under the cursor of the list."""
    return reader.screen.overlay.row.key  # type: ignore[no-any-return]


def note_named(library: Library, body: str) -> NoteId:
    return next(note.id for note in library.notebook.of(NEW) if note.body == body)


# -- told


async def test_a_revision_that_opens_says_how_much_is_to_confirm_and_the_key(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        assert reader.screen.briefing.id == NEW
        assert reader.message == "6 to confirm: ! lists what changed."
        await reader.press("j")
        assert not reader.message and "! confirm" in reader.lines[-1]
        await reader.press("0")
        assert "6 to confirm in this changed text" in reader.shown(reader.entries)
        reader.screen.open_briefing(OLD)
        await reader.settle()
        assert not reader.message and "confirm" not in reader.text
        reader.screen.open_briefing(NEW)
        await reader.settle()
        assert reader.message == "6 to confirm: ! lists what changed."
        reader.check()


async def test_a_briefing_that_is_no_revision_says_nothing_of_changes(reading: Open) -> None:
    async with reading() as reader:
        assert not reader.message and "confirm" not in reader.text
        await reader.press("0")
        assert "to confirm" not in reader.text
        await reader.press("!")
        assert reader.message == "Nothing to confirm: this text took no other's place."
        assert reader.dialog is None
        await reader.press("space")  # nothing of the list is left over


async def test_the_row_of_the_overview_leads_to_the_list(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        await reader.press("0")
        while "6 to confirm" not in (reader.screen.row.text if reader.screen.row else ""):
            await reader.press("j")
        await reader.press("enter")
        assert reader.dialog.title == "To confirm: 6"
        await reader.press("A", "0")
        assert "to confirm in" not in reader.shown(reader.entries)


async def test_an_earlier_text_is_told_in_the_list_of_briefings(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        await reader.press("B")
        page = reader.app.shown
        told = {page.list_view.items.row(n).id: n for n in range(len(page.list_view.items))}
        lines = reader.lines_of(page.list_view)
        assert [line for line in lines if "earlier text" in line] == [lines[1 + 2 * told[OLD]]]
        await reader.press("q", "u", "u", "B")
        assert "earlier" not in reader.shown(page.list_view)
        reader.check()


# -- listed


@pytest.mark.parametrize("size", SIZES)
async def test_the_worst_comes_first_with_the_words_before_and_now(
    reading: Open, revised: Library, size: tuple[int, int]
) -> None:
    async with reading(library=revised, size=size) as reader:
        await reader.press("!")
        assert reader.dialog.title == "To confirm: 6"
        reader.check()
        headings = [row.text for row in reader.dialog.rows if row.heading and row.text]
        assert headings == ["Lost its ground", "Rests on other words", "Stands elsewhere"]
        items = [row for row in reader.dialog.rows if not row.heading]
        assert [row.key for row in items] == [
            "e4",
            note_named(revised, "note 4"),
            "e2",
            note_named(revised, "note 2"),
            "e6",
            note_named(revised, "note 6"),
        ]
        lost, changed, moved = items[0].text.split("\n"), items[2].text.split("\n"), items[4].text.split("\n")
        assert lost[0].startswith("The two gov") and lost[1].startswith("was  The two") and "cites" in lost[2]
        assert "$1.5" in changed[1] and "$1.6" in changed[2], "what differs is seen however narrow it is"
        assert len(moved) == 2 and moved[1].startswith("same Analysts")
        heights = [reader.screen.overlay.list.height_of(at) for at in range(len(reader.dialog.rows))]
        assert max(heights[at] for at, row in enumerate(reader.dialog.rows) if not row.heading) == 3


async def test_the_same_key_closes_the_list_and_so_does_escape(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        for key in ("!", "escape", "q"):
            await reader.press("!", key)
            assert reader.dialog is None and len(pending(revised)) == 6


async def test_words_from_outside_command_nothing(reading: Open, library: Library) -> None:
    revise(library, [SIX, ONE, TWO.replace("$1.5", "\x1b]0;x\x07$1.6\u202e\x9b2J"), THREE, FIVE])
    async with reading(library=library) as reader:
        await reader.press("!", "j", "j")
        assert "$1.6" in reader.text
        reader.check()
        await reader.press("enter")
        reader.check()


# -- gone to


@pytest.mark.parametrize("size", SIZES)
async def test_enter_goes_to_an_entry_and_brings_its_new_words_into_view(
    reading: Open, revised: Library, size: tuple[int, int]
) -> None:
    async with reading(library=revised, size=size) as reader:
        await reader.press("1", "!", "j", "j", "enter")
        assert reader.dialog is None
        assert (reader.entry_id, reader.screen.sentence) == ("e2", 3)
        assert reader.message == "6 to confirm: ! lists what changed."
        reader.check()
        await reader.press("!")
        assert under_cursor(reader) == "e2", "the list is taken up where it was left"
        await reader.press("escape", "backspace")
        assert reader.screen.tab == "people"


async def test_enter_goes_to_a_note_though_it_was_filtered_away(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        await reader.press("f", *"nothing has this", "enter", "!", "j", "j", "j", "enter")
        assert reader.screen.tab == "notes" and reader.screen.row.key == note_named(revised, "note 2")
        assert reader.screen.sentence == 3, "the words that it is guessed to belong to"
        reader.check()


async def test_an_entry_that_is_gone_meanwhile_is_told(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        await reader.press("!")
        revised.editor.remove(NEW, EntryId("e4"))
        reader.screen.notice_others()
        reader.screen.take_entries()
        await reader.press("enter")
        assert "is here no more" in reader.message


# -- confirmed


async def test_space_confirms_one_and_goes_on_to_the_next(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        await reader.press("!", "j", "space")
        assert next(row.key for row in reader.dialog.rows if not row.heading) == "e4"
        assert under_cursor(reader) == "e2" and reader.dialog.title == "To confirm: 5"
        assert reader.message == "Confirmed: 1 item. u takes it back."
        await reader.press("j", "space")
        note = next(note for note in reader.screen.notes if note.body == "note 2")
        assert note.target.selector.exact == CHANGED[2], "it is on the new words now, and shown so"
        assert under_cursor(reader) == "e6" and len(pending(revised)) == 4
        await reader.press("space", "space")
        assert under_cursor(reader) == "e2", "after the last one the one before it"
        await reader.press("k", "space", "space")
        assert not pending(revised) and reader.dialog.title == "To confirm: 0"
        assert "Everything is confirmed." in reader.text
        assert reader.message == "Everything is confirmed; u takes it back."
        reader.check()
        await reader.press("space", "A")
        assert reader.dialog is not None, "there is nothing to confirm any more"
        await reader.press("q")
        assert reader.dialog is None and reader.app.is_running, "that key does not leave the program"
        await reader.press("!")
        assert reader.message == "Everything that the new text changed is confirmed."
        assert "confirm" not in [id for _, _, id in reader.screen.status.hints]


async def test_one_key_confirms_all_and_undo_takes_it_back(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        await reader.press("!", "A")
        assert not reader.dialog.rows and not pending(revised) and reader.screen.to_confirm == 0
        assert reader.message == "Everything is confirmed; u takes it back."
        await reader.press("u")
        assert len(pending(revised)) == 6 and reader.dialog.title == "To confirm: 6"
        await reader.press("A", "enter")
        assert reader.dialog is None
        await reader.press("u")
        assert len(pending(revised)) == 6 and reader.screen.to_confirm == 6
        await reader.press("ctrl+r")
        assert not pending(revised) and reader.screen.to_confirm == 0


async def test_undo_in_the_list_brings_back_what_was_confirmed_last(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        await reader.press("!", "j", "j", "space", "g", "u")
        assert under_cursor(reader) == "e2" and reader.dialog.title == "To confirm: 6"
        assert reader.message.startswith("Undone: confirmed an item")
        await reader.press("ctrl+r")
        assert reader.dialog.title == "To confirm: 5"
        await reader.press("u", "u", "u")  # the last two undo the revision itself, which is asked before
        assert reader.screen.briefing.id != NEW and reader.dialog is None
        reader.check()


async def test_deleting_what_has_lost_its_ground_counts_as_well(reading: Open, revised: Library) -> None:
    async with reading(library=revised) as reader:
        await reader.press("!", "enter", "x")
        assert reader.screen.to_confirm == 5
        await reader.press("u")
        assert reader.screen.to_confirm == 6


async def test_what_cannot_be_kept_is_told(reading: Open, revised: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> None:
        raise LibraryError("the disk is full", where="library.db", remedy="make room")

    monkeypatch.setattr(revised.revisions, "confirm", refuse)
    async with reading(library=revised) as reader:
        await reader.press("!", "space")
        assert reader.dialog is None and reader.message == "library.db: the disk is full; make room"
    monkeypatch.undo()
    reason = "a newer program wrote this library"
    monkeypatch.setattr(Library, "read_only", property(lambda self: reason))
    async with reading(library=revised) as reader:
        await reader.press("j", "!")
        assert reader.dialog.title == "To confirm: 6", "it can be read"
        await reader.press("A")
        assert reader.dialog is None and reader.message == reason and len(pending(revised)) == 6


async def test_what_another_window_confirmed_stays_confirmed(
    reading: Open, revised: Library, clock: Callable[[], datetime]
) -> None:
    bytes_of = itertools.count(10_000_000)
    other = Library.open(revised.folder, now=clock, random=lambda n: next(bytes_of).to_bytes(n, "big"))
    async with reading(library=revised) as reader:
        await reader.press("!")
        other.revisions.confirm(NEW, EntryId("e4"))
        await reader.press("space")
        assert reader.message == "That was confirmed already." and len(pending(revised)) == 5
        await reader.press("escape")
        other.revisions.confirm(NEW)
        reader.screen.notice_others()
        assert reader.screen.to_confirm == 0
    other.close()


# -- the words shown


words = st.text("ab $.…東", max_size=40).map(lambda text: " ".join(text.split()))


@given(words, words, st.integers(1, 30))
def test_both_wordings_fit_and_what_is_marked_is_in_them(old: str, new: str, room: int) -> None:
    for shown, (start, end) in differing(old, new, room, "…"):
        assert width_of(shown) <= room
        assert start >= 0 and end <= max(len(old), len(new)) + 1


def test_a_long_wording_is_shown_from_before_the_place_where_it_differs() -> None:
    old = "Exports to Angola rose from $1.2 billion to $1.5 billion in 2021, Sousa said."
    (was, a), (now, b) = differing(old, old.replace("1.5", "1.6"), 40, "…")
    assert (was, was[slice(*a)].strip()) == ("…billion to $1.5 billion in 2021, Sousa…", "$1.5")
    assert now[slice(*b)].strip() == "$1.6"
    assert differing("a b c", "a b c d", 40, "…")[1][1] == (6, 7)


def test_an_item_of_each_fate_has_its_words() -> None:
    from tui.screens.confirming import _lines

    item = Item(NoteId("n"), True, Fate.LOST, "t", "", "", None, 0.0)
    assert _lines(item, 40, "…") == [("now  no place in this text", (0, 0))]
    long = item._replace(fate=Fate.CHANGED, old="a" * 300, new="b" * 300)
    assert [width_of(line) for line, _ in _lines(long, 40, "…")] == [40, 40]


# -- what it costs


async def test_what_counting_needs_is_imported_aside(
    reading: Open, revised: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "content.revisions")
    async with reading(library=revised) as reader:
        async with asyncio.timeout(20):
            while not reader.message:
                await reader.settle()
        assert reader.message == "6 to confirm: ! lists what changed."


async def test_of_very_many_items_those_around_the_cursor_are_listed(
    reading: Open, revised: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "LISTED", 3)
    async with reading(library=revised) as reader:
        await reader.press("!")
        assert "and 3 more" in reader.text and "before these" not in reader.text
        await reader.press("j", "j", "space")
        assert under_cursor(reader) == note_named(revised, "note 2")
        assert "1 before these" in reader.text and "and 1 more" in reader.text
        await reader.press("A")
        assert not pending(revised), "those that are not listed, too"
