"""Wrapping loses nothing but blanks at breaks, no line is too wide, and a line of the screen has exactly its cells."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.style import Style
from textual.strip import Strip

from tui.render import Highlight, justified, line_of, paragraph
from tui.terminal_text import clean, clean_line
from tui.wrap import cell_at, fit, is_plain, position_at, whole_characters, width_of, wrap

PLAIN = "abc XYZ .,–“”éß0 "
WIDE = "中文字かな한국"
JOINED = ["👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "e\u0301", "a\u0300\u0301\u0302\u0303", "👍🏽", "☂️", "क्षि"]
pieces = st.one_of(
    st.text(PLAIN, max_size=12),
    st.text(WIDE, max_size=6),
    st.sampled_from(JOINED),
    st.sampled_from([" ", "  ", "     ", "\n", "\n\n", " \n "]),
    st.text(max_size=4).map(clean),
)
texts = st.lists(pieces, max_size=14).map("".join)
widths = st.integers(1, 30)
BOLD, RED, BLUE = Style(bold=True), Style(color="red"), Style(bgcolor="blue")


def widest(text: str) -> int:
    """The cells of the widest grapheme."""
    return max((cells for _, _, cells in split_graphemes(text)[0]), default=0)


def boundaries(text: str) -> set[int]:
    """The positions at which a text may be cut without tearing a grapheme."""
    return {0, len(text), *(last for _, last, _ in split_graphemes(text)[0])}


@settings(deadline=None, max_examples=300)
@given(texts, widths)
@example("", 5)
@example("\n", 1)
@example("   ", 2)
@example("a  b", 1)
@example(" 中文", 3)
@example("中 文 字", 4)
@example("word " * 5 + "\u0301", 4)
@example("–" * 9 + " 中", 3)
def test_the_lines_cover_the_text_in_order_and_leave_out_only_blanks_and_line_feeds(text: str, width: int) -> None:
    at = 0
    lines = wrap(text, width)
    assert lines
    for start, end in lines:
        assert at <= start <= end <= len(text), lines
        assert not text[at:start].strip(" \n"), (text[at:start], lines)
        assert text[at:start].count("\n") <= 1
        assert "\n" not in text[start:end]
        at = end
    assert not text[at:].strip(" \n")
    assert len(lines) > text.count("\n")


@settings(deadline=None, max_examples=300)
@given(texts, widths)
@example("ab中", 2)
@example("中", 1)
def test_no_line_is_wider_than_asked_unless_one_character_is(text: str, width: int) -> None:
    for start, end in wrap(text, width):
        line = text[start:end]
        assert width_of(line) <= max(width, widest(line)), (line, wrap(text, width))
        if width_of(line) > width:
            assert len(split_graphemes(line)[0]) == 1, line


@settings(deadline=None, max_examples=200)
@given(texts, widths)
def test_no_line_begins_or_ends_inside_a_character(text: str, width: int) -> None:
    for part_start in [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]:
        part = text[part_start:].split("\n", 1)[0]
        allowed = {part_start + b for b in boundaries(part)}
        for start, end in wrap(text, width):
            if part_start <= start and end <= part_start + len(part):
                assert start in allowed and end in allowed, (part, start, end)


@pytest.mark.parametrize("text", ["the first word of it", "中文 字 かな 한국 and more"])
def test_words_that_fit_are_never_cut(text: str) -> None:
    longest = max(width_of(word) for word in text.split())
    for width in range(longest, 40):
        assert [w for a, b in wrap(text, width) for w in text[a:b].split()] == text.split()


def test_a_line_feed_always_breaks_and_an_empty_text_has_one_line() -> None:
    assert wrap("", 9) == [(0, 0)]
    assert wrap("a\n\nb\n", 9) == [(0, 1), (2, 2), (3, 4), (5, 5)]


def test_lines_are_as_full_as_they_can_be() -> None:
    text = "aa bb cc 中中 dd"
    assert [text[a:b] for a, b in wrap(text, 5)] == ["aa bb", "cc", "中中", "dd"]
    assert [text[a:b] for a, b in wrap(text, 8)] == ["aa bb cc", "中中 dd"]


class Scanned(str):
    """A text that counts the characters which are looked at one after the other in it."""

    steps = 0

    def __getitem__(self, key: Any) -> str:
        found = super().__getitem__(key)
        Scanned.steps += len(found)
        return found

    def find(self, part: str, start: int = 0) -> int:  # type: ignore[override]
        at = super().find(part, start)
        Scanned.steps += (len(self) if at < 0 else at) - start
        return at

    def rfind(self, part: str, start: int, end: int) -> int:  # type: ignore[override]
        Scanned.steps += end - start
        return super().rfind(part, start, end)


@pytest.mark.parametrize("unit", ["word and ", "x", " ", "中文字 ", "中", "a\u0301", "👨‍👩‍👧 ", "\u0301", "é \n"])
def test_a_text_twenty_times_as_long_takes_about_twenty_times_as_many_steps(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0

    def counted_split(text: str) -> Any:
        nonlocal steps
        steps += len(text)
        return split_graphemes(text)

    def counted_plain(text: str) -> bool:
        nonlocal steps
        steps += len(text)
        return is_plain(text)

    monkeypatch.setattr("tui.wrap.split_graphemes", counted_split)
    monkeypatch.setattr("tui.wrap.is_plain", counted_plain)

    def steps_for(characters: int) -> int:
        nonlocal steps
        steps = 0
        text = Scanned((unit * (characters // len(unit) + 1))[:characters])
        Scanned.steps = 0
        lines = wrap(text, 40)
        return steps + Scanned.steps + len(lines)

    assert 0 < steps_for(100_000) < 25 * steps_for(5_000)  # the square would be 400 times


@settings(deadline=None, max_examples=300)
@given(texts.map(lambda t: t.replace("\n", "")), st.integers(0, 30), st.sampled_from(["…", "...", ""]))
@example("中文字", 1, "…")
@example("中文字", 2, "...")
def test_what_is_cut_to_fit_is_never_wider_and_begins_as_the_text_does(text: str, width: int, ellipsis: str) -> None:
    cut = fit(text, width, ellipsis)
    assert width_of(cut) <= width
    if width_of(text) <= width:
        assert cut == text
    elif ellipsis and width >= len(ellipsis):
        assert cut.endswith(ellipsis) and text.startswith(cut.removesuffix(ellipsis))


@settings(deadline=None, max_examples=200)
@given(texts.map(lambda t: t.replace("\n", "")))
def test_plain_text_is_measured_as_the_terminal_does(text: str) -> None:
    assert width_of(text) == cell_len(text)
    if is_plain(text):
        assert all(cell_len(character) == 1 for character in text)


def exact(strip: Strip, width: int) -> None:
    assert strip.cell_length == width
    assert sum(cell_len(segment.text) for segment in strip) == width, [s.text for s in strip]


one_line = texts.map(lambda t: t.replace("\n", " "))
styled = st.lists(st.tuples(one_line, st.sampled_from([BOLD, RED, BLUE])), max_size=4)


@settings(deadline=None, max_examples=300)
@given(styled, st.integers(0, 40), st.sampled_from([None, BLUE]))
@example([("中文", BOLD), ("x", RED)], 3, None)
def test_a_line_has_exactly_its_cells(parts: list[tuple[str, Style]], width: int, background: Style | None) -> None:
    exact(line_of(parts, width, background), width)


@settings(deadline=None, max_examples=300)
@given(styled, styled, st.integers(0, 40))
@example([("中文中文", BOLD)], [("中", RED)], 3)
@example([("00000000000⼀か", BOLD)], [("00", BOLD)], 16)
def test_a_line_with_two_ends_has_exactly_its_cells_and_shows_the_right_end_where_it_fits(
    left: list[tuple[str, Style]], right: list[tuple[str, Style]], width: int
) -> None:
    strip = justified(left, right, width)
    exact(strip, width)
    end = "".join(text for text, _ in right)
    # Joined to its neighbour a combining character has another width than alone.
    if 0 < width_of(end) < width and all(is_plain(text) for text, _ in right):
        assert strip.text.endswith(end)


@settings(deadline=None, max_examples=300)
@given(
    texts,
    widths,
    st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.sampled_from([RED, BLUE])), max_size=5),
)
def test_highlights_change_no_text_and_lie_where_they_are_said_to(
    text: str, width: int, marks: list[tuple[int, int, Style]]
) -> None:
    highlights = [Highlight(min(a, b), max(a, b), style) for a, b, style in marks]
    plain = paragraph(text, width, BOLD)
    marked = paragraph(text, width, BOLD, highlights)
    assert ["".join(t for t, _ in row) for row in marked] == ["".join(t for t, _ in row) for row in plain]
    cleaned = clean(text)
    for (start, _), row in zip(wrap(cleaned, width), marked, strict=True):
        at = start
        for piece, style in row:
            for offset in range(len(piece)):
                expected = BOLD
                for h in highlights:
                    if h.start <= at + offset < h.end:
                        expected = expected + h.style
                assert style == expected
            at += len(piece)


def test_a_control_character_in_a_paragraph_is_shown_and_displaces_no_highlight() -> None:
    rows = paragraph("a\x1b[31m red", 40, BOLD, [Highlight(7, 10, RED)])
    assert rows == [[("a␛[31m ", BOLD), ("red", BOLD + RED)]]


class CountedHighlight(Highlight):
    """A highlight that counts how often its places are asked for."""

    asked = 0

    def __getattribute__(self, name: str) -> Any:
        if name in ("start", "end"):
            CountedHighlight.asked += 1
        return super().__getattribute__(name)


def test_twice_as_many_highlights_in_twice_as_long_a_text_take_about_twice_as_many_steps() -> None:
    def asked_for(highlights: int) -> int:
        marks = [CountedHighlight(20 * n, 20 * n + 4, RED) for n in range(highlights)]
        CountedHighlight.asked = 0
        rows = paragraph("abcd efgh ijkl mnop " * highlights, 60, BOLD, marks)
        assert sum(style == BOLD + RED for row in rows for _, style in row) >= highlights
        return CountedHighlight.asked

    assert 0 < asked_for(5_000) < 2.5 * asked_for(2_500)  # of a text of 100,000 characters


@settings(deadline=None, max_examples=300)
@given(texts, widths)
@example("中文 a\u0301b 👍🏽", 3)
@example("𝔸𝔹 𝔸", 2)
def test_every_character_is_found_at_the_cells_that_it_is_drawn_on(text: str, width: int) -> None:
    lines = wrap(text, width)
    for number, (start, end) in enumerate(lines):
        at = 0
        for first, _, cells in split_graphemes(text[start:end])[0]:
            for cell in range(at, at + cells):
                assert position_at(text, lines, number, cell) == start + first
            if cells:
                assert cell_at(text, lines, start + first) == (number, at)
            at += cells
        assert at == width_of(text[start:end])


@settings(deadline=None, max_examples=200)
@given(texts, widths, st.integers(-3, 40), st.integers(-5, 60))
def test_a_cell_beside_the_text_gives_a_whole_character_of_its_line(
    text: str, width: int, line: int, cell: int
) -> None:
    lines = wrap(text, width)
    position = position_at(text, lines, line, cell)
    assert 0 <= position <= max(0, len(text) - 1)
    start, end = lines[max(0, min(line, len(lines) - 1))]
    if start < end:
        assert start <= position < end
        assert position - start in {first for first, _, _ in split_graphemes(text[start:end])[0]}


@settings(deadline=None, max_examples=200)
@given(texts.map(clean_line), st.data())
def test_a_stretch_is_widened_to_whole_characters_and_no_further(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    a, b = whole_characters(text, start, end)
    edges = boundaries(text)
    assert a in edges and b in edges
    assert a == max(edge for edge in edges if edge <= start)
    assert b == min(edge for edge in edges if edge >= end)
