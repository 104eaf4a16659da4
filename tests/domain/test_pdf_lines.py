"""Pieces of text on a page become lines and paragraphs as a reader sees them, whatever drew them."""

from __future__ import annotations

import pytest

from content.importers.pdf_lines import Line, Piece, lines_of, parted_notes, without_running
from content.importers.pdf_paragraphs import heading_of, paragraphs_of

FULL = "The ministers spoke for two hours about trade, grain and the price"
"""A line that is as wide as most."""


def words(*pieces: Piece) -> list[str]:
    return [line.text for line in lines_of(pieces)]


def page(*texts: str, left: float = 72, top: float = 700, size: float = 11) -> list[Line]:
    """Evenly set lines; two blanks before one set it in by as much as a paragraph is."""
    return [
        Line(text.strip(), top - 14 * row, size, left + 12 * text.startswith("  ")) for row, text in enumerate(texts)
    ]


@pytest.mark.parametrize("sign", ["1", "12", "*", "†", "2,3", "[4]", "b"])
def test_the_raised_sign_of_a_note_is_left_out(sign: str) -> None:
    assert words(
        Piece("grew by 3 % in 2022", 72, 700, 10), Piece(sign, 160, 704, 6.5), Piece(" and fell", 164, 700, 10)
    ) == ["grew by 3 % in 2022 and fell"]


@pytest.mark.parametrize(
    ("base", "raised"), [("an area of 30 km", "2"), ("a sum of 10", "6"), ("the 15", "th"), ("x", "3")]
)
def test_a_raised_figure_that_belongs_to_its_word_stays(base: str, raised: str) -> None:
    assert words(Piece(base, 72, 700, 10), Piece(raised, 160, 704, 6.5)) == [base + raised]


def test_a_lowered_figure_stays_and_ends_no_line() -> None:
    assert words(Piece("the CO", 72, 700, 10), Piece("2", 100, 697, 6.5), Piece(" price", 104, 700, 10)) == [
        "the CO2 price"
    ]


def test_ligatures_are_letters_and_letters_that_were_spaced_out_are_words() -> None:
    assert words(Piece("ﬁnancial oﬃce ﬂows", 72, 700, 10)) == ["financial office flows"]
    assert words(Piece("S T A T E M E N T  B Y  T H E  M I N I S T R Y", 72, 700, 10)) == ["STATEMENT BY THE MINISTRY"]
    assert words(Piece("f¨ur Chafa´ı S˜ao Portugal´s", 72, 700, 10)) == ["für Chafa´ı São Portugal´s"]
    assert words(Piece("plan A B C", 72, 700, 10)) == ["plan A B C"]


def test_text_across_the_page_is_left_out_unless_all_of_it_is_turned() -> None:
    upright = Piece("Talks began.", 72, 700, 10)
    assert words(Piece("DRAFT", 20, 10, 60, 1), upright) == ["Talks began."]
    assert words(upright._replace(turn=3)) == ["Talks began."]


def test_what_was_drawn_twice_to_look_bold_is_read_once() -> None:
    assert words(Piece("Talks\n", 72, 700, 10), Piece("Talks\n", 72.3, 700, 10)) == ["Talks"]
    assert words(Piece("Talks\n", 72, 700, 10), Piece("Talks\n", 72, 680, 10)) == ["Talks", "Talks"]


def test_pieces_on_other_heights_are_other_lines() -> None:
    assert words(Piece("one", 72, 700, 10), Piece("two", 72, 686, 10)) == ["one", "two"]


def test_columns_that_are_drawn_row_by_row_are_read_one_after_another() -> None:
    rows = [
        each
        for row in range(8)
        for each in (
            Piece(f"Left {row} the ministers met in the old town and", 72, 700 - 12 * row, 10),
            Piece(f"Right {row} the price of gas went up by a tenth", 310, 700 - 12 * row, 10),
        )
    ]
    heading = Piece("A heading that reaches over both of the columns of this page in Lisbon", 72, 740, 10)
    found = words(heading, *rows)
    assert found[0].startswith("A heading")
    assert [each.split()[0] for each in found[1:]] == ["Left"] * 8 + ["Right"] * 8


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        each
        for row in range(8)
        for each in (Piece(f"202{row}", 72, 700 - 12 * row, 10), Piece(f"${row} billion", 310, 700 - 12 * row, 10))
    ]
    assert words(*rows)[:2] == ["2020 $0 billion", "2021 $1 billion"]


def test_running_lines_are_found_by_where_they_stand_not_by_when_they_are_drawn() -> None:
    pages = []
    for number in range(3):
        body = page(*(f"{FULL} {'abc'[number]}{'abcdefghi'[row]}" for row in range(9)))
        pages.append([*body[:4], Line("The Weekly Review", 760, 8), Line(f"{number + 1}", 20, 8), *body[4:]])
    found = [line.text for each in without_running(pages) for line in each]
    assert len(found) == 27 and "The Weekly Review" not in found and "2" not in found


@pytest.mark.parametrize(
    "text", ["5/24/23, 10:11 AM Talks in Lisbon", "https://example.org/talks 1/1", "2023-05-24 22:11"]
)
def test_what_a_browser_prints_over_and_under_a_page_is_left_out(text: str) -> None:
    assert without_running([[Line(text, 780, 8), *page(*[FULL] * 8)]])[0][0].text == FULL


def test_notes_under_a_column_come_last_and_cut_no_sentence() -> None:
    column = [*page(FULL, FULL), Line("1 Statement of 12 May,", 600, 8), Line("second part.", 590, 8)]
    other = page("of gas, it was said.", left=320)
    assert paragraphs_of([column + other]) == [
        f"{FULL} {FULL} of gas, it was said.",
        "1 Statement of 12 May, second part.",
    ]
    assert parted_notes(page(FULL), 11) == (page(FULL), [])


def test_small_type_without_a_sign_is_no_note() -> None:
    column = [*page(FULL, "of gas."), Line("The ministers before the talks", 600, 8)]
    assert parted_notes(column, 11) == (column, [])


def test_a_caption_or_a_table_between_cuts_no_sentence() -> None:
    first = [*page(FULL, FULL), Line("The ministers before the talks", 600, 8)]
    assert paragraphs_of([first, page("of gas, it was said.")])[:2] == [
        f"{FULL} {FULL} of gas, it was said.",
        "The ministers before the talks",
    ]


def test_a_line_set_in_begins_a_paragraph_even_where_the_one_before_is_full() -> None:
    ended = FULL[:-1] + "."
    lines = page("  " + FULL, FULL, ended, "  " + FULL, FULL, "of gas, as was said at the end of it.")
    assert paragraphs_of([lines])[0] == f"{FULL} {FULL} {ended}"


def test_a_title_before_a_full_stop_ends_no_paragraph() -> None:
    lines = page(FULL, f"{FULL[:50]} with Gen.", "Smith there, and spoke with him at length.", FULL)
    assert " with Gen. Smith" in paragraphs_of([lines])[0]


def test_a_dash_at_the_start_of_a_line_may_stand_inside_a_sentence() -> None:
    lines = page(FULL, "– and of gas – was what they spoke about.")
    assert paragraphs_of([lines]) == [f"{FULL} – and of gas – was what they spoke about."]


def test_a_dateline_begins_a_paragraph() -> None:
    assert paragraphs_of([page(FULL, f"WASHINGTON, July 10 (Xinhua) -- {FULL}")]) == [
        FULL,
        f"WASHINGTON, July 10 (Xinhua) -- {FULL}",
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the hardest-", "hit areas", "the hardest-hit areas"),
        ("the U.S.-", "Jamaica partnership", "the U.S.-Jamaica partnership"),
        ("a 16-", "year war", "a 16-year war"),
        ("in pre-", "and post-war years", "in pre- and post-war years"),
        ("the years 2019–", "2021 were", "the years 2019–2021 were"),
        ("said — in short —", "that it was", "said — in short — that it was"),
        ("July 10 (Xinhua) --", "Experts said", "July 10 (Xinhua) -- Experts said"),
        ("and NATO", "—so they said", "and NATO—so they said"),
        ("the in‐", "jured of it", "the injured of it"),
        ("for the seni‐", "or staff", "for the senior staff"),
        ("a govern-", "ment of it", "a government of it"),
    ],
)
def test_words_at_the_end_of_a_line_are_joined_as_they_were_written(first: str, second: str, whole: str) -> None:
    lead = FULL[: max(0, len(FULL) - len(first))]
    assert paragraphs_of([page(FULL, lead + first, f"{second} at the end of it, as was said.")])[0].startswith(
        f"{FULL} {lead}{whole} at the end"
    )


def test_hyphens_stay_where_the_text_parts_no_words() -> None:
    lines = page(*[FULL] * 30, FULL[:-5] + " bull-", "dozer of it, as was said at the end.")
    assert "bull-dozer" in paragraphs_of([lines])[0]
    lines = page(*[FULL] * 30, FULL[:-6] + " minis-", "ters of it, as was said at the end.")
    assert "ministers of it" in paragraphs_of([lines])[0]


def test_the_largest_type_of_the_first_page_is_its_heading() -> None:
    body = page(FULL, FULL, "of gas.")
    assert (
        heading_of([[Line("Talks in Lisbon on", 760, 20), Line("trade", 740, 20), *body]]) == "Talks in Lisbon on trade"
    )
    below = [*body, Line("Grain and gas", 600, 20)]
    assert heading_of([[Line("Talks in Lisbon", 760, 20), *below]]) == "Talks in Lisbon"
    assert heading_of([body]) == heading_of([[Line("T", 760, 40), *body]]) == heading_of([]) == ""
