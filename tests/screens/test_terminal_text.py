"""What the terminal is shown holds nothing that it would obey, and nothing that cannot be seen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal_text import clean, clean_line

ANY = st.text(
    st.characters(codec=None, categories=["Cc", "Cf", "Cs", "Lu", "Ll", "Lo", "Mn", "Zs", "Zl", "Zp", "So", "Po"])
)


@given(ANY)
def test_one_mark_for_one_code_point_and_cleaning_twice_changes_nothing(text: str) -> None:
    shown = clean(text)
    assert len(shown) == len(text)
    assert clean(shown) == shown
    shown.encode("utf-8")


@given(ANY)
def test_no_control_character_but_line_feed_and_no_direction_override_is_left(text: str) -> None:
    shown = clean(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\n"]
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\xad"
    )


@given(ANY)
def test_what_needs_no_mark_is_left_as_it_is(text: str) -> None:
    for before, after in zip(text, clean(text), strict=True):
        assert before == after or unicodedata.category(before) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Lo")


@pytest.mark.parametrize(
    "text",
    ["", "plain", "two\nlines", "“Nato’s” – 40 %", "日本語", "👩‍👩‍👧 ❤️‍🔥 👋🏽", "می‌خواهم", "क्‍ष", "e\u0301", "\xa0"],
)
def test_harmless_text_is_given_back_as_the_same_object(text: str) -> None:
    assert clean(text) is text


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x1b[2J", "␛[2J"),
        ("\x9b31m", "\ufffd31m"),
        ("a\tb\rc\x00\x7f", "a b␍c␀␡"),
        ("\x85\u2028\u2029", "␤␤␤"),
        ("\u202egnp.exe\u202c", "⇤gnp.exe⇹"),
        ("\u2066a\u2069\u2068b\u200f", "⇥a⇹⇆b⇤"),
        ("pass\u200bword\u2060\ufeff", "pass␣word␣␣"),
        ("Mis\u200dhustin\u200c", "Mis␣hustin␣"),
        ("\u200dstart", "␣start"),
        ("soft\xadhyphen", "soft¬hyphen"),
        ("\udc9b\ud800", "\ufffd\ufffd"),
        ("\U000e0041\U000e0042", "\ufffd\ufffd"),
    ],
)
def test_each_kind_of_payload_becomes_its_mark(payload: str, shown: str) -> None:
    assert clean(payload) == shown


@pytest.mark.parametrize("mark", "␀␛␡␤␣¬⇥⇤⇆⇹")
def test_a_mark_is_one_cell_wide(mark: str) -> None:
    assert unicodedata.east_asian_width(mark) in ("N", "Na")


def test_a_line_stays_one_line() -> None:
    assert clean_line("a\nb\x1b\r\nc") == "a b␛␍ c"
