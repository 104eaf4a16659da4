"""Dates, names and addresses as files write them become those that a source keeps, or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.importers.facts import iso_date, language_tag, line, names, web_address


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023-05-24", "2023-05-24"),
        ("2023-05-24T23:30:00-07:00", "2023-05-24"),
        ("20230524", "2023-05-24"),
        ("2023/05/24", "2023-05-24"),
        ("2023-05", "2023-05"),
        ("2023", "2023"),
        ("Wed, 24 May 2023 10:00:00 GMT", "2023-05-24"),
        ("May 24th, 2023", "2023-05-24"),
        ("Sept. 5, 2023", "2023-09-05"),
        ("the 5th of June 2020", "2020-06-05"),
        ("Wednesday 24 May, 2023", "2023-05-24"),
        ("May 2023", "2023-05"),
        ("24.05.2023", "2023-05-24"),
        ("05/24/2023", "2023-05-24"),
        ("24/05/2023", "2023-05-24"),
        ("4/4/2023", "2023-04-04"),
        ("3/4/2023", ""),
        ("Sun Nov  6 08:49:37 1994", "1994-11-06"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06"),
        ("31 February 2023", ""),
        ("2023-13-01", ""),
        ("Marching 5, 2023", ""),
        ("12345678901234567890", ""),
        ("no day", ""),
        ("", ""),
    ],
)
def test_a_day_is_written_the_iso_way_or_not_at_all(words: str, day: str) -> None:
    assert iso_date(words) == day


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "%d.%m.%Y"]))
@settings(max_examples=300, deadline=None)
def test_every_day_comes_back_however_it_is_written(day: date, form: str) -> None:
    assert iso_date(day.strftime(form).replace(str(day.year), f"{day.year:04}")) == day.isoformat()


@given(st.one_of(st.text(max_size=60), st.none(), st.integers(), st.lists(st.text(max_size=9), max_size=4)))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_there_gives_words_on_one_line(found: object) -> None:
    for words in (line(found), iso_date(found), web_address(found), language_tag(found), names(found)):
        assert words == " ".join(words.split()) and len(words) <= 2_000


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("By Ana Sousa", "Ana Sousa"),
        ("Byron Ana", "Byron Ana"),
        (["Ana Sousa", "by Max Berg", "Ana Sousa", ""], "Ana Sousa, Max Berg"),
        ([{"name": "Ana Sousa"}, {"@id": "x"}, 3, None], "Ana Sousa"),
        ({"name": "Ana\n Sousa"}, "Ana Sousa"),
        ("https://example.org/ana", ""),
        (None, ""),
    ],
)
def test_names_are_those_of_people_once_each(found: object, said: str) -> None:
    assert names(found) == said


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (" https://example.org/a?b=1#c ", "https://example.org/a?b=1#c"),
        ("<HTTP://example.org>", "HTTP://example.org"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://example.org/a b", ""),
        ("https://example.org/\x1b]0;x\x07", ""),
        ("https://example.org/" + "a" * 3000, ""),
    ],
)
def test_only_an_address_on_the_web_is_one(words: str, address: str) -> None:
    assert web_address(words) == address


@pytest.mark.parametrize(
    ("words", "tag"), [("en", "en"), ("en_GB", "en-GB"), ("zh-Hant-TW", "zh-Hant-TW"), ("English", ""), ("", "")]
)
def test_a_language_is_a_tag(words: str, tag: str) -> None:
    assert language_tag(words) == tag
