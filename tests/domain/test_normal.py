"""Whatever a file had, its text is one paragraph a line, and what is normal stays as it is."""

from __future__ import annotations

import subprocess
import sys
from unicodedata import is_normalized

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.importers.normal import normalise, unwrap

PIECES = st.sampled_from(
    [*"ab .-\n\r\t\x0b\x0c\x85\u2028\u2029\xa0\u3000\xad\ufeff\x00\x7f\x93\ud83d\ude00\u202e\u200be\u0301ÃâÂ€™©\u212b"]
)
texts = st.one_of(
    st.text(max_size=60),
    st.text(PIECES, max_size=60),
    st.lists(
        st.one_of(st.sampled_from(["\n", "\n\n", "word " * 9, "Ã©", "â€™", "pre-"]), st.text(PIECES, max_size=9))
    ).map("".join),
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  One.\r\nTwo.\rThree.\u2028Four.\x0cFive.  ", "One.\nTwo.\nThree.\nFour.\nFive."),
        ("One\tand\xa0two  and\u3000three.", "One and two and three."),
        ("\ufeffco\xadope\x00ra\x1btion", "cooperation"),
        ("cafe\u0301", "café"),
        ("a\ud800b", "a\ufffdb"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\u202eabc\u202c a\u200bb", "\u202eabc\u202c a\u200bb"),
        ("“It’s” ﬁne — ｗｉｄｅ &amp; №", "“It’s” ﬁne — ｗｉｄｅ &amp; №"),
        ("\n\n\n", ""),
    ],
)
def test_what_no_reader_should_see_is_left_out_and_words_are_kept(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize("coding", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "text", ["China’s “dear friend” — José Neves", "Erdoğan in Kraków: “naïve”", "Déjà vu à Orléans"]
)
def test_text_read_in_a_wrong_encoding_is_repaired_with_its_quotation_marks(text: str, coding: str) -> None:
    broken = text.encode("utf-8").decode(coding, "ignore" if coding == "cp1252" else "strict")
    if broken.encode(coding).decode("utf-8", "ignore") == text:
        assert normalise(f"Whole, “well”: é.\n{broken}") == f"Whole, “well”: é.\n{text}"


@pytest.mark.parametrize(
    "text", ["São Paulo, SÃO PAULO: “à”", "«Où?» demanda-t-il à André…", "Zürich – Ålesund – Łódź"]
)
def test_letters_with_marks_are_not_taken_for_broken_ones(text: str) -> None:
    assert normalise(text) == text


WRAPPED = """\
Ministers agree

The ministers of the alliance met in Brussels on Friday to talk about
the war, and they agreed on a fund for long-term and military-to-
military help, which is to be paid from the budgets of the members in
the coming year. It was late.
They left.

Among the points are:
- a fund that is open to all of the members and to those that are its
partners
- an office
"""


def test_lines_wrapped_by_hand_are_joined_and_headings_and_items_stay_lines() -> None:
    assert normalise(WRAPPED).split("\n") == [
        "Ministers agree",
        "The ministers of the alliance met in Brussels on Friday to talk about the war, and they agreed on a fund for "
        "long-term and military-to-military help, which is to be paid from the budgets of the members in the coming "
        "year. It was late.",
        "They left.",
        "Among the points are:",
        "- a fund that is open to all of the members and to those that are its partners",
        "- an office",
    ]


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    text = "The ministers of the alliance met in Brussels on Friday to talk about\nthe war, and they left."
    assert unwrap(text) == text == normalise(text)


def test_paragraphs_that_are_whole_sentences_are_not_joined() -> None:
    lines = [f"The minister of state number {n} met the envoy in the capital today." for n in range(5)]
    assert normalise("Heading\n\n" + "\n".join(lines)).split("\n") == ["Heading", *lines]


@given(texts)
@settings(max_examples=500, deadline=None)
def test_what_is_normal_stays_as_it_is_and_nothing_raises(text: str) -> None:
    normal = normalise(text)
    assert normalise(normal) == normal
    assert is_normalized("NFC", normal)
    assert not set(normal) & set("\r\t\x0b\x0c\x00\x85\xa0\xad\ufeff\u2028\u2029") and "  " not in normal
    assert not any("\ud800" <= character <= "\udfff" for character in normal)
    assert all(line and line == line.strip(" ") for line in normal.split("\n")) or not normal


def test_the_repair_is_imported_only_where_text_looks_broken() -> None:
    code = (
        "import sys; from content.importers.normal import normalise; normalise('It’s “so” in Zürich.\\n\\nYes.'); "
        "assert 'ftfy' not in sys.modules; normalise('Itâ€™s'); assert 'ftfy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_initial_at_the_head_of_a_line_goes_on_with_the_name_before_it() -> None:
    wrapped = (
        "The resolution was adopted after days of debate; President George\nW. Bush had lobbied against.\n\nSo it was."
    )
    assert normalise(wrapped).startswith(
        "The resolution was adopted after days of debate; President George W. Bush had"
    )
    listed = "The ministers agreed on two points and will meet again next month.\nA. Trade is to grow.\n\nSo it was."
    assert "\nA. Trade" in normalise(listed)
