"""Bytes become the text that was written, in whatever encoding it was."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ImportRefused
from content.importers import encoding
from content.importers.encoding import decode

ENGLISH = "The two sides – Portugal’s and Angola’s – agreed on “closer ties”. Señor Peña said so.\n"
CHINESE = "中国国务院总理李强会见了俄罗斯总理米舒斯京。双方就经贸合作交换了意见,\n并表示将继续发展两国关系。\n"
RUSSIAN = (
    "Премьер-министр России Михаил Мишустин встретился с председателем Китая Си Цзиньпином в Пекине во вторник.\n"
    "Стороны обсудили торговлю, энергетику и сотрудничество в области сельского хозяйства.\n"
)


UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("name", UNICODE)
@pytest.mark.parametrize("text", [ENGLISH, CHINESE * 3, RUSSIAN, "Talks."])
def test_unicode_is_read_with_and_without_a_mark(name: str, text: str) -> None:
    assert decode(text.encode(name)) == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_a_mark_says_the_order_of_the_bytes(mark: bytes) -> None:
    assert decode(mark + ENGLISH.encode("utf-16-be" if len(mark) == 2 else "utf-32-be")) == ENGLISH


@pytest.mark.parametrize(
    ("text", "name", "declared"),
    [
        (ENGLISH, "cp1252", "ISO-8859-1"),
        (ENGLISH, "cp1252", ""),
        (ENGLISH * 3, "mac-roman", ""),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp1251", ' "windows-1251" '),
        (RUSSIAN * 3, "cp1251", ""),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE * 3, "gb18030", ""),
        ("日本の首相は会談した。", "iso2022_jp", "iso-2022-jp"),
        (ENGLISH, "utf-8", "utf-16"),
        (ENGLISH, "utf-8", "cp1251"),
        (ENGLISH, "utf-8", "no such thing"),
        (ENGLISH, "utf-8", "zip"),
        (ENGLISH, "cp1252", "punycode"),
        (ENGLISH, "cp1252", "ünknown\ud800"),
    ],
)
def test_the_declared_charset_helps_where_the_bytes_leave_it_open(text: str, name: str, declared: str) -> None:
    assert decode(text.encode(name), declared) == text


def test_surrogates_that_were_written_as_they_are_come_in_pairs_again_when_normalised() -> None:
    text = decode("A \ud83d\ude00 and \ud800 alone".encode("utf-8", "surrogatepass"))
    assert text == "A \ud83d\ude00 and \ud800 alone"


def test_single_zeros_in_a_text_do_no_harm() -> None:
    assert decode((ENGLISH * 3).encode().replace(b"sides", b"sid\0es", 1)) == ENGLISH * 3
    assert decode(b"Talks\0 began in Lisbon on Tuesday, and they are to go on until the end of the week.") == (
        "Talks began in Lisbon on Tuesday, and they are to go on until the end of the week."
    )


def test_damage_in_utf8_is_marked_and_the_rest_kept() -> None:
    data = ENGLISH.encode() * 3 + b"\xff\n" + ENGLISH.encode()
    assert decode(data) == ENGLISH * 3 + "\ufffd\n" + ENGLISH


def test_an_odd_byte_at_the_end_of_utf16_does_no_harm() -> None:
    assert decode(ENGLISH.encode("utf-16-le") + b"x").startswith(ENGLISH)


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 9, b"\0" * 99, b"\x01\x02\x03", b"\x89PNG\r\n\x1a\n" + bytes(99), b"\xff\xfe\x01\0\x02\0"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ImportRefused, match="not text"):
        decode(data)


def test_a_longer_text_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MAX_TEXT", 10)
    assert decode("é".encode() * 10) == "é" * 10
    for data in (b"x" * 11, b"x" * 1000):
        with pytest.raises(ImportRefused, match="longer than"):
            decode(data)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)


@given(texts, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_in_utf8_or_with_a_mark_comes_back(text: str, name: str) -> None:
    text = text.lstrip("\ufeff").replace("\ufffd", "") or "x"
    assert decode(text.encode(name)) == text


@given(st.binary(max_size=400), st.text(max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_text_or_refused(data: bytes, declared: str) -> None:
    try:
        assert isinstance(decode(data, declared), str)
    except ImportRefused as error:
        assert error.remedy
