"""Breaking the lines of a text that is edited."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from textual.document._document import Document

from tui.widgets.wrapped_text import WrappedText, breaks_of

LINES = st.lists(
    st.sampled_from(["a", "word", " ", "  ", "漢", "é", "e\u0301", "❤️", "👩‍👩‍👧", "x" * 9]), max_size=30
).map("".join)


@given(LINES, st.integers(2, 12))
def test_no_part_of_a_line_is_wider_than_it_may_be(line: str, width: int) -> None:
    edges = [0, *breaks_of(line, width), len(line)]
    assert edges == sorted(edges)
    for start, end in pairwise(edges):
        part = line[start:end]
        assert cell_len(part) <= width or (cell_len(part) == width + 1 and part.endswith(" "))


@given(LINES, st.integers(2, 12))
def test_a_line_is_broken_between_graphemes_and_nowhere_for_nothing(line: str, width: int) -> None:
    stops = {start for start, _, _ in split_graphemes(line)[0]} | {len(line)}
    breaks = breaks_of(line, width)
    assert set(breaks) <= stops
    assert len(breaks) == len(set(breaks))
    if cell_len(line) <= width:
        assert breaks == []


@given(LINES, st.integers(8, 12))
def test_a_word_that_fits_on_a_line_is_not_cut(line: str, width: int) -> None:
    for at in breaks_of(line, width):
        word = line[:at].rpartition(" ")[2] + line[at:].partition(" ")[0]
        assert line[at - 1] == " " or cell_len(word) > width


@given(st.lists(LINES, min_size=1, max_size=6), st.data())
def test_after_an_edit_the_lines_are_broken_as_if_wrapped_anew(lines: list[str], data: st.DataObject) -> None:
    document = Document("\n".join(lines))
    wrapped = WrappedText(document, 8)
    row = data.draw(st.integers(0, document.line_count - 1))
    start, text = (row, data.draw(st.integers(0, len(document[row])))), data.draw(LINES) + "\n" + data.draw(LINES)
    result = document.replace_range(start, document.end, text)
    wrapped.wrap_range(start, document.end, result.end_location)
    anew = WrappedText(document, 8)
    assert wrapped._offset_to_line_info == anew._offset_to_line_info
    assert wrapped._line_index_to_offsets == anew._line_index_to_offsets
    assert [wrapped.get_sections(n) for n in range(document.line_count)] == [
        anew.get_sections(n) for n in range(document.line_count)
    ]
    assert "".join("".join(wrapped.get_sections(n)) for n in range(document.line_count)) == document.text.replace(
        "\n", ""
    )
