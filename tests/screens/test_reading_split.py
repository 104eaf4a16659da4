"""Entries and source follow each other's cursor; every way from claim to evidence leads back to where it began."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events

from content.exports.citation import sentence_citation, sentence_with_citation
from content.model import Entry, EntryId, Origin, PaneId
from tui.screens.jumps import DEPTH, Jumps, Location


def place(reader: Any) -> tuple[Any, ...]:
    """Everything that going back restores."""
    return (reader.screen.tab, reader.screen.side, reader.entries.place, reader.source.place)


# -- the live split


async def test_moving_in_the_entries_marks_and_reveals_the_sentences_that_are_cited(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        for keys in ("", "j", "j", "j", "2", "j", "j", "G", "k", "4", "J", "J", "J", "J", "J"):
            if keys:
                await reader.press(keys)
            cited = reader.screen.graph.cited(reader.screen.entry)
            assert reader.screen.sentence == cited[0]
            signed = [index + 1 for index in reader.signed(reader.source, "▌")]
            assert signed == [cited[0]], "the first sentence cited is in view and under the source's cursor"
            in_view = {item + 1 for item, _ in reader.source._at}
            marked = [index + 1 for index in reader.signed(reader.source, "▎")]
            assert marked == [n for n in sorted(cited[1:]) if n in in_view]
            reader.check()


async def test_moving_in_the_source_marks_the_citing_entries_and_their_tabs(reading: Any) -> None:
    async with reading(size=(160, 48)) as reader:
        await reader.press("tab", "g")
        for number in range(1, 19):
            citing = reader.screen.graph.citing(reader.screen.sentence)
            assert reader.screen.sentence == number
            here = [e for e in citing if e.pane == "people"]
            pane = reader.screen.graph.pane("people")
            assert {pane[i].id for i in reader.signed(reader.entries, "▎")} | {pane[reader.entries.cursor].id} >= {
                e.id for e in here
            }
            keys = {"people": "1", "trade": "2", "diplomacy": "3", "nato-g7": "4", "expert": "5"}
            strip = reader.lines[1]
            for tab, key in keys.items():
                assert (f"•{key} " in strip) == any(e.pane == tab for e in citing), (number, tab, strip)
            await reader.press("j")
        reader.check()


async def test_counts_beside_the_sentences_are_those_of_the_entries_that_cite_them(reading: Any) -> None:
    async with reading(size=(160, 48)) as reader:
        await reader.press("tab", "g")
        for number in range(1, 19):
            _, y = reader.place_of(f"{number:>2}  {reader.screen.briefing.words_of(number)[:20]}", reader.source)
            line = reader.lines[y].rstrip("│┃ ")
            assert int(line.split()[-1]) == len(reader.screen.graph.citing(number))
            await reader.press("j")


async def test_footings_tell_the_place_and_what_is_unread(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        assert " 8 unread · 1/8 " in reader.lines_of(reader.entries)[-1]
        assert " 1/18 " in reader.lines_of(reader.source)[-1]
        await reader.press("j", "j")
        assert " 6 unread · 3/8 " in reader.lines_of(reader.entries)[-1]
        assert " 3/18 " in reader.lines_of(reader.source)[-1]
        await reader.press("tab", "G")
        assert " 18/18 " in reader.lines_of(reader.source)[-1]


async def test_details_tell_kind_figures_quotations_and_links_of_the_entry_under_the_cursor(reading: Any) -> None:
    async with reading(size=(160, 48)) as reader:
        await reader.press("2", "j", "j")
        details = reader.shown(reader.screen.details_view)
        assert "$190 billion" in details and "190 bn USD" in details and "200 bn USD" in details
        assert "curated" in details and "Mikhail Mishustin" in details
        await reader.press("5", "j")
        details = reader.shown(reader.screen.details_view)
        assert "We are past the point" in details and "Ben Bland" in details


# -- following


async def test_an_entry_with_one_citation_is_followed_at_once_and_one_with_several_by_choice(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("4", "j", "enter")
        assert (reader.screen.side, reader.screen.sentence, reader.dialog) == ("source", 5, None)
        await reader.press("1", "enter")
        assert reader.dialog.title == "Which sentence?"
        assert [row.lead for row in reader.dialog.rows] == ["1", "2", "4", "8"]
        assert "Since commencement of war" in reader.shown(reader.screen.overlay.list)
        await reader.press("j", "down", "enter")
        assert (reader.screen.side, reader.screen.sentence) == ("source", 4)
        await reader.press("1", "enter", "q")
        assert (reader.dialog, reader.screen.side, reader.entry_id) == (None, "entries", "p1")


async def test_a_sentence_is_followed_to_the_entry_that_cites_it_in_whatever_pane(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "9", "enter", "enter")
        assert (reader.screen.tab, reader.entry_id, reader.screen.side) == ("trade", "t4", "entries")
        assert reader.screen.sentence == 9
        await reader.press("#", "1", "5", "enter", "enter")
        assert reader.dialog.title == "Sentence 15 is cited by"
        assert [row.lead for row in reader.dialog.rows] == ["People", "People", "Dipl.", "NATO"]
        await reader.press("G", "enter")
        assert (reader.screen.tab, reader.entry_id) == ("nato-g7", "n4")


async def test_links_lead_from_entry_to_entry_and_back(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        start = place(reader)
        await reader.press("L", "j", "j", "j", "enter")
        assert reader.entry_id == "d2"
        await reader.press("L", "G", "enter")
        assert reader.entry_id == "n1"
        await reader.press("backspace", "backspace")
        assert place(reader) == start


async def test_who_cites_moves_nothing(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("j", "]", "]")
        before, sentence = place(reader), reader.screen.sentence
        for close in ("c", "q", "escape"):
            await reader.press("c")
            assert reader.dialog.title == f"Who cites sentence {sentence}?"
            await reader.press("j", close)
            assert reader.dialog is None and place(reader) == before
        assert not reader.screen.jumps.past


async def test_nothing_to_follow_is_said_and_changes_nothing(reading: Any, make: Any) -> None:
    briefing = make.briefing(["One.", "Two."], [("people", "Cites", [1]), ("people", "Without", [])])
    async with reading(briefing=briefing, size=(120, 36)) as reader:
        await reader.press("j", "enter")
        assert reader.message == "This entry cites no sentence."
        await reader.press("]")
        assert reader.message == "No sentence is cited here."
        await reader.press("L")
        assert reader.message == "Nothing is linked to this."
        await reader.press("tab", "G", "enter")
        assert reader.message == "No entry cites this sentence."
        await reader.press("c")
        assert reader.message == "No entry cites sentence 2."
        await reader.press("6", "enter")
        assert reader.message == "Nothing to follow here."
        assert not reader.screen.jumps.past


# -- back and forward


async def test_back_and_forward_restore_pane_cursor_scroll_and_side(reading: Any) -> None:
    async with reading(size=(100, 24)) as reader:
        places = []
        for keys in (["3", "G"], ["tab", "G", "k"], ["1", "j", "j"], ["5", "G"], ["0", "j", "j"]):
            await reader.press(*keys)
            places.append(place(reader))
            await reader.press("#", "8", "enter")
        places.append(place(reader))
        for expected in reversed(places[:-1]):
            await reader.press("backspace")
            assert place(reader) == expected
            reader.check()
        await reader.press("backspace")
        assert reader.message == "Nowhere to go back to."
        for expected in places[1:]:
            await reader.press("alt+right")
            assert place(reader) == expected


async def test_a_new_jump_forgets_what_lay_ahead(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter", "backspace", "#", "9", "enter", "alt+right")
        assert reader.message == "Nowhere to go forward to." and reader.screen.sentence == 9


async def test_a_reader_who_goes_nowhere_leaves_no_steps_to_go_back(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter", "#", "8", "enter", "#", "8", "enter", "backspace")
        assert (reader.screen.side, reader.entry_id) == ("entries", "p1")


def test_the_history_keeps_its_last_places_and_no_more() -> None:
    def at(number: int) -> Location:
        from content.model import Place

        return Location("people", Place(number), Place(), "entries")

    jumps = Jumps()
    for number in range(DEPTH + 50):
        jumps.leave(at(number))
    here, seen = at(-1), []
    while (there := jumps.back(here)) is not None:
        seen.append(there.entries.item)
        here = there
    assert seen == list(range(DEPTH + 49, 49, -1))
    for number in range(51, 60):
        there = jumps.forward(here)
        assert there == at(number)
        here = there


# -- marks


async def test_marks_keep_pane_entry_sentence_and_side_and_can_be_set_again(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("3", "j", "m", "a", "#", "1", "1", "enter", "m", "B", "0", "m", "0", "1")
        await reader.press("'", "a")
        assert (reader.screen.tab, reader.entry_id, reader.screen.side) == ("diplomacy", "d2", "entries")
        await reader.press("'", "B")
        assert (reader.screen.side, reader.screen.sentence) == ("source", 11)
        await reader.press("'", "0")
        assert reader.screen.tab == "overview"
        await reader.press("backspace", "backspace")
        assert reader.entry_id == "d2"
        await reader.press("5", "m", "a", "1", "'", "a")
        assert reader.entry_id == "e1"
        await reader.press("'")
        assert "go to mark: 0 B a" in reader.lines[-1]
        await reader.press("z")
        assert reader.message == "There is no mark z; there are: 0 B a"


@pytest.mark.parametrize("key", ["enter", "space", "%", "f5", "up"])
async def test_what_is_no_letter_sets_no_mark_and_does_nothing_else(key: str, reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        before = place(reader)
        await reader.press("m", key)
        assert reader.message == "A mark is a letter or a digit."
        assert not reader.screen.marks and place(reader) == before
        await reader.press("j")
        assert reader.entry_id == "p2"


async def test_the_key_that_quits_does_so_even_where_a_letter_is_awaited(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("m", "ctrl+q")
        assert reader.app.return_code == 0


# -- go to a sentence


@pytest.mark.parametrize(
    ("typed", "sentence", "message"),
    [
        ("13", 13, ""),
        ("1", 1, ""),
        ("18", 18, ""),
        ("007", 7, ""),
        ("0", None, "There is no sentence 0; the last is 18."),
        ("19", None, "There is no sentence 19; the last is 18."),
        ("99999999999999", None, "There is no sentence 999999999; the last is 18."),
        ("", None, ""),
        ("a-b", None, ""),
        ("x5", 5, ""),
    ],
)
async def test_going_to_a_sentence(typed: str, sentence: int | None, message: str, reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        before = place(reader)
        await reader.press("#", *typed, "enter")
        assert reader.dialog is None and reader.message == message
        if sentence is None:
            assert place(reader) == before
        else:
            assert (reader.screen.side, reader.screen.sentence) == ("source", sentence)
        await reader.press("#", "5", "escape")
        assert reader.dialog is None and reader.screen.sentence == (sentence or 1)


# -- across panes


async def test_going_across_panes_visits_every_entry_once_each_way_and_skips_empty_panes(
    reading: Any, make: Any
) -> None:
    briefing = make.briefing(
        ["One.", "Two."],
        [("people", "A", [1]), ("people", "B", [2]), ("nato-g7", "C", [1]), ("elsewhere", "D", [2])],
    )
    async with reading(briefing=briefing, size=(120, 36)) as reader:
        seen = [reader.entry_id]
        for _ in range(4):
            await reader.press("J")
            seen.append(reader.entry_id)
        assert seen == ["e1", "e2", "e3", "e4", "e4"] and reader.message == "This is the last entry."
        assert reader.screen.tab == "elsewhere"
        await reader.press("tab", "J")
        assert reader.screen.side == "entries" and reader.entry_id == "e4"
        assert reader.signed(reader.source, "▌") == [1]
        assert not reader.screen.tab_strip.citing, "marks of the other side are gone with its cursor"
        back = []
        for _ in range(4):
            await reader.press("K")
            back.append(reader.entry_id)
        assert back == ["e3", "e2", "e1", "e1"] and reader.message == "This is the first entry."
        await reader.press("2", "J")
        assert (reader.screen.tab, reader.entry_id) == ("nato-g7", "e3")
        await reader.press("2", "K")
        assert (reader.screen.tab, reader.entry_id) == ("people", "e2")
        await reader.press("0", "J")
        assert reader.entry_id == "e1"
        await reader.press("6", "K")
        assert reader.entry_id == "e4"


# -- details


def entry_with_tag(title: str, tag: str) -> Entry:
    return Entry(EntryId("e1"), PaneId("people"), "statement", title, "A text.", Origin.CURATED, tags=(tag,))


async def test_details_are_those_of_the_briefing_shown_even_where_another_has_an_entry_of_the_same_name(
    reading: Any, make: Any
) -> None:
    one = make.briefing(["One."], [entry_with_tag("First", "tag-of-one")], id="one")
    two = make.briefing(["Two."], [entry_with_tag("Second", "tag-of-two")], id="two", title="The other")
    async with reading(library=make.shelf(one, two), briefing=one) as reader:
        for other, there, gone in ((two, "tag-of-two", "tag-of-one"), (one, "tag-of-one", "tag-of-two")):
            reader.screen.open_briefing(other.id)
            await reader.settle()
            details = reader.shown(reader.screen.details_view)
            assert there in details and gone not in details


# -- letters that are awaited


async def test_a_mark_is_no_longer_awaited_once_a_hint_was_clicked(reading: Any) -> None:
    async with reading() as reader:
        await reader.press("m")
        await reader.click_on("find", reader.screen.status)
        assert reader.dialog is not None
        await reader.press("a")
        assert reader.typed == "a" and not reader.screen.marks


@pytest.mark.parametrize("where", ["entry", "tab"])
async def test_a_mark_is_no_longer_awaited_once_something_was_clicked(where: str, reading: Any) -> None:
    async with reading() as reader:
        await reader.press("m")
        if where == "tab":
            await reader.click_on("Trade", reader.screen.tab_strip)
        else:
            await reader.click(reader.entries.region.x + 6, reader.entries.region.bottom - 3)
        await reader.press("j")
        assert not reader.screen.marks and reader.message == ""


async def test_a_letter_with_alt_is_no_mark(reading: Any) -> None:
    async with reading() as reader:
        await reader.press("m")
        event = events.Key("alt+a", "a")
        event.set_sender(reader.app)
        reader.app._driver.send_message(event)
        await reader.settle()
        assert reader.message == "A mark is a letter or a digit." and not reader.screen.marks


# -- copying


async def test_a_sentence_is_copied_with_its_citation_or_its_citation_alone(
    reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as reader:
        copied: list[str] = []
        monkeypatch.setattr(reader.app, "copy_text", lambda text: (copied.append(text), "copied")[1])
        await reader.press("#", "9", "enter", "y", "Y")
        words = reader.screen.briefing.words_of(9)
        assert copied == [
            sentence_with_citation(reader.screen.briefing, 9),
            sentence_citation(reader.screen.briefing, 9),
        ]
        assert words in copied[0] and words not in copied[1] and copied[1].endswith(", sentence 9")
