"""What carries notes is marked in entries and source, in every theme and without colour, and nothing else moves."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pytest
from textual.theme import BUILTIN_THEMES, Theme

from content.anchors import Selector
from content.bundled import bundled_briefing
from content.model import Briefing, EntryId, SentenceNumber, Span
from content.notes import Colour, Note, NoteId, NoteKind, NoteTarget, on_entry, on_sentence, on_span
from tui.contrast import contrast
from tui.marker_colours import markers_on
from tui.settings import Glyphs, Settings
from tui.themes import THEMES, palette_of
from tui.widgets.note_marks import NO_MARKS, Mark, NoteMarks, marks_of

BRIEFING = bundled_briefing()
SIZES = [(160, 48), (100, 30), (60, 20), (20, 6)]
NOTE, QUESTION, HIGHLIGHT = NoteKind.NOTE, NoteKind.QUESTION, NoteKind.HIGHLIGHT


def words(text: str, briefing: Briefing = BRIEFING) -> NoteTarget:
    at = briefing.text.index(text)
    return on_span(briefing, Span(at, at + len(text)))


def sentence(number: int) -> NoteTarget:
    return on_sentence(BRIEFING, SentenceNumber(number))


def entry(id: str) -> NoteTarget:
    return on_entry(BRIEFING, EntryId(id))


def moved(number: int) -> NoteTarget:
    """A target whose words are nowhere in the text."""
    return NoteTarget(sentence=SentenceNumber(number), selector=Selector("never said", "", "", 5, 15), is_span=True)


def marked(*notes: tuple[NoteTarget, NoteKind] | tuple[NoteTarget, NoteKind, Colour]) -> NoteMarks:
    made: Iterable[Note] = [
        Note(NoteId(f"n{at}"), BRIEFING.id, note[0], note[1], "Body", (), note[2] if len(note) > 2 else None)
        for at, note in enumerate(notes)
    ]
    return marks_of(BRIEFING, made)


async def show(reader: Any, marks: NoteMarks) -> None:
    reader.screen.show_note_marks(marks)
    await reader.settle()


def line_with(reader: Any, text: str, view: Any) -> str:
    return next(line for line in reader.lines_of(view) if text in line)


# -- what is marked


def test_words_a_sentence_and_an_entry_are_marked_where_they_are() -> None:
    marks = marked((words("$190 billion"), HIGHLIGHT, Colour.RED), (sentence(3), NOTE), (entry("p1"), QUESTION))
    at = BRIEFING.text.index("$190 billion")
    assert marks.sentence(8) == (Mark(Span(at, at + 12), HIGHLIGHT, Colour.RED),)
    assert marks.sentence(3) == (Mark(None, NOTE, None),)
    assert [note.kind for note in marks.entry(EntryId("p1"))] == [QUESTION]
    assert marks.sentence(9) == () and marks.entry(EntryId("p2")) == ()


def test_words_across_sentences_mark_each_of_them() -> None:
    spans = [s.span for s in BRIEFING.sentences]
    across = on_span(BRIEFING, Span(spans[7].end - 10, spans[9].start + 5))
    marks = marked((across, NOTE))
    assert [n for n in range(1, 19) if marks.sentence(n)] == [8, 9, 10]


def test_words_that_are_not_found_mark_the_number_only_and_are_never_guessed() -> None:
    assert marked((moved(4), NOTE)).sentence(4) == (Mark(None, NOTE, None, sure=False),)
    assert not marked((moved(99), NOTE)).on_sentences


def test_what_changed_is_known_by_sentence_and_entry() -> None:
    before = marked((sentence(3), NOTE), (entry("p1"), NOTE), (words("$190 billion"), NOTE))
    after = marked((sentence(3), NOTE), (entry("p2"), NOTE), (words("$190 billion"), QUESTION), (sentence(5), NOTE))
    assert after.changed_sentences(before) == {8, 5}
    assert after.changed_entries(before) == {"p1", "p2"}
    assert NO_MARKS.changed_sentences(NO_MARKS) == frozenset()


# -- how it is drawn


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("glyphs", [Glyphs.UNICODE, Glyphs.ASCII])
async def test_marks_fit_every_size_and_the_text_keeps_one_edge(
    size: tuple[int, int], glyphs: Glyphs, reading: Any
) -> None:
    async with reading(size=size, settings=Settings(glyphs=glyphs)) as reader:
        await reader.press("tab", "g")
        await show(
            reader,
            marked(
                (sentence(1), NOTE),
                (sentence(1), QUESTION),
                (sentence(2), QUESTION),
                (words("$190 billion"), HIGHLIGHT, Colour.PURPLE),
                (moved(4), NOTE),
                (entry("p1"), HIGHLIGHT, Colour.TEAL),
                (entry("p2"), NOTE),
            ),
        )
        for key in ("g", "j", "j", "j", "j", "G", "tab", "j"):
            await reader.press(key)
            reader.check()
        await reader.press("#", "8", "enter")
        edges = set()
        items = reader.source.items
        for number in range(18):
            spot = items.spot_of(BRIEFING.sentences.starts[number], reader.source.inner_width)
            edges.add(spot.cell)
        assert len(edges) == 1


async def test_signs_stand_beside_the_number_with_the_count_where_there_are_several(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await show(
            reader,
            marked(
                (sentence(1), NOTE),
                (sentence(2), QUESTION),
                (sentence(2), NOTE),
                (sentence(3), HIGHLIGHT, Colour.PURPLE),
                (moved(4), NOTE),
                (sentence(4), QUESTION),
                *[(sentence(5), NOTE)] * 11,
            ),
        )
        lines = reader.lines_of(reader.source)
        starts = ["1 ✎  As part", "2 ?2 ", "3 p  ", "4 !2 ", "5 ✎+ ", "6    The"]
        for start in starts:
            assert sum(start in line for line in lines) == 1, (start, lines)


async def test_ascii_signs_need_no_other_characters(reading: Any) -> None:
    async with reading(size=(120, 36), settings=Settings(glyphs=Glyphs.ASCII)) as reader:
        await show(reader, marked((sentence(1), NOTE), (sentence(2), QUESTION), (entry("p1"), HIGHLIGHT, Colour.BLUE)))
        lines = reader.lines_of(reader.source)
        assert any("1 n  As part" in line for line in lines) and any("2 ?  " in line for line in lines)
        assert "*b 1" in line_with(reader, "Mishustin", reader.entries)


async def test_a_briefing_without_notes_is_drawn_as_it_was_and_is_so_again_without_them(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        before = reader.text
        await show(reader, marked((entry("p3"), NOTE)))
        assert reader.lines_of(reader.source) == [line[reader.source.region.x :] for line in before.split("\n")[2:-1]]
        await show(reader, marked((sentence(3), NOTE)))
        assert reader.text != before
        await show(reader, NO_MARKS)
        assert reader.text == before


async def test_highlighted_words_have_their_colour_and_noted_words_a_line(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter")
        await show(
            reader,
            marked(
                (words("$190 billion"), HIGHLIGHT, Colour.RED),
                (words("predicted on Tuesday"), NOTE),
                (words("bilateral trade would"), QUESTION),
            ),
        )
        markers = reader.app.ink.markers
        assert "$190 billion" in reader.drawn_in(markers.highlight(Colour.RED), reader.source)
        assert reader.drawn_in(markers.highlight(Colour.GREEN), reader.source) == ""
        assert "predicted on Tuesday" in reader.drawn_in(markers.noted, reader.source)
        assert "bilateral trade would" in reader.drawn_in(markers.noted, reader.source)


async def test_a_whole_sentence_that_is_highlighted_is_coloured_to_its_end(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await show(reader, marked((sentence(6), HIGHLIGHT, Colour.SLATE)))
        shown = reader.drawn_in(reader.app.ink.markers.highlight(Colour.SLATE), reader.source)
        assert shown.removeprefix("s").strip() == BRIEFING.words_of(SentenceNumber(6))


async def test_what_is_selected_lies_over_highlights_and_over_what_is_found(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await show(reader, marked((sentence(6), HIGHLIGHT, Colour.SLATE)))
        await reader.press("/", *"declarations", "enter", "v")
        ink = reader.app.ink
        assert reader.drawn_in(ink.markers.selected, reader.source) == BRIEFING.words_of(SentenceNumber(6))


async def test_without_colour_highlights_are_underlined_and_the_letter_tells_which(
    reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter")
        await show(reader, marked((words("$190 billion"), HIGHLIGHT, Colour.RED)))
        underlined = {s.text for strip in reader._strips() for s in strip if s.style and s.style.underline}
        assert "$190 billion" in underlined or {"$190", "billion"} <= {t.strip() for t in underlined}
        assert any("8 r  " in line for line in reader.lines_of(reader.source))
        await reader.press("w")
        reverse = {s.text for strip in reader._strips() for s in strip if s.style and s.style.reverse}
        assert "Mishustin" in reverse
        for strip in reader._strips():
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    triplet = colour.get_truecolor() if colour is not None else None
                    assert triplet is None or len(set(triplet)) == 1, segment


async def test_an_entry_shows_its_notes_before_the_numbers_that_it_cites(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        numbers = [line.rstrip()[-2:] for line in reader.lines_of(reader.entries) if "•" in line]
        await show(
            reader,
            marked(
                (entry("p1"), HIGHLIGHT, Colour.YELLOW),
                (entry("p2"), NOTE),
                (entry("p2"), QUESTION),
                (entry("p3"), QUESTION),
                (entry("t1"), HIGHLIGHT),
            ),
        )
        titles = [line for line in reader.lines_of(reader.entries) if "•" in line]
        assert "★y 1" in titles[0] and "✎2 " in titles[1] and "? " in titles[2]
        assert [line.rstrip()[-2:] for line in titles] == numbers
        await reader.press("2")
        assert "★ " in next(line for line in reader.lines_of(reader.entries) if "•" in line)


async def test_a_tab_seen_before_shows_the_notes_made_since(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        for tab in ("3", "6"):
            await reader.press("2", tab)
            await show(reader, marked((entry("t1"), NOTE)))
            await reader.press("2")
            assert "✎ " in next(line for line in reader.lines_of(reader.entries) if "•" in line)
            await show(reader, NO_MARKS)
            assert "✎" not in reader.text


async def test_only_what_changed_is_drawn_again(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await show(reader, marked((sentence(1), NOTE), (sentence(3), NOTE)))
        before = list(reader.source._rows)
        entries = list(reader.entries._rows)
        await show(reader, marked((sentence(1), NOTE), (sentence(3), QUESTION)))
        at = [item for item, _ in reader.source._at]
        changed = {at[y - 1] for y, (a, b) in enumerate(zip(before, reader.source._rows, strict=True)) if a is not b}
        assert changed == {2}
        assert all(a is b for a, b in zip(entries, reader.entries._rows, strict=True))


async def test_a_first_note_on_a_sentence_leaves_the_cursor_in_view(reading: Any) -> None:
    async with reading(size=(60, 20)) as reader:
        await reader.press("tab", "G", "k")
        for marks in (marked((sentence(2), NOTE)), NO_MARKS):
            await show(reader, marks)
            reader.check()
            assert reader.screen.sentence == 17


async def test_another_briefing_shows_no_marks_of_this_one(library: Any, reading: Any, make: Any) -> None:
    other = make.briefing(["One two.", "Three."], [("people", "Someone", [1])], id="other")
    async with reading(library=make.shelf(BRIEFING, other), briefing=BRIEFING, size=(120, 36)) as reader:
        await show(reader, marked((sentence(1), NOTE), (entry("p1"), NOTE)))
        reader.screen.open_briefing(other.id)
        await reader.settle()
        assert "✎" not in reader.text and reader.screen.note_marks is NO_MARKS


# -- colours


@pytest.mark.parametrize("theme", [*THEMES, *BUILTIN_THEMES.values()], ids=lambda theme: theme.name)
def test_marked_text_is_legible_and_every_colour_is_another(theme: Theme) -> None:
    page = palette_of(theme)
    markers = markers_on(page)
    assert list(markers.highlights) == list(Colour)
    assert len({*markers.highlights.values(), page.background}) == len(Colour) + 1
    if theme.ansi:
        return
    for paper in markers.highlights.values():
        assert contrast(_rgb(page.text), _rgb(paper)) >= 7.0, paper
    assert contrast(_rgb(markers.selected_text), _rgb(markers.selected)) >= 7.0
    assert contrast(_rgb(markers.selected), _rgb(page.background)) >= 4.5
    differences = [
        sum(abs(a - b) for a, b in zip(_rgb(one), _rgb(other), strict=True))
        for one, other in combinations([*markers.highlights.values(), page.background], 2)
    ]
    assert min(differences) >= 18


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
