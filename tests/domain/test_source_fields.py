"""Title and source of a briefing are edited by the reader, checked, undone, and what was there first is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import ContentError
from content.library import Library
from content.model import Source
from content.source_fields import LONGEST, checked_address, checked_date, checked_words
from tests.domain.libraries import BUNDLED, opened, told

ID = BUNDLED.id


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as library:
        library.add(BUNDLED, undoable=False)
        yield library


def test_what_is_given_is_changed_and_the_rest_stays(library: Library, tmp_path: Path) -> None:
    summary = library.editor.describe(
        ID, title=" A  new\ntitle ", author="A. Writer", issued="2023-05", publisher="", url="https://example.org/a?b=1"
    )
    assert (summary.title, summary.issued, summary.publisher) == ("A new title", "2023-05", "")
    with opened(tmp_path / "library") as other:
        briefing = other.briefing(ID)
    assert briefing.title == "A new title"
    assert briefing.source == Source("A new title", "A. Writer", "", "2023-05", "https://example.org/a?b=1")
    assert briefing._replace(title=BUNDLED.title, source=BUNDLED.source) == BUNDLED
    library.editor.describe(ID, author="")
    assert library.briefing(ID).source == briefing.source._replace(author="")


def test_an_edit_of_the_source_is_one_action_and_undone_as_one(library: Library) -> None:
    library.editor.describe(ID, title="One", author="A")
    library.editor.describe(ID, issued="2020")
    labels = [deed.label for deed in library.history.newest(5)]
    assert labels == [
        "edited the source of the briefing “One”",
        "edited the source of the briefing “China–Russia: Mishustin in Beijing”",
    ]
    library.history.undo()
    assert library.briefing(ID).source.issued == BUNDLED.source.issued
    library.history.undo()
    assert library.briefing(ID) == BUNDLED
    library.history.redo()
    assert library.briefing(ID).title == "One"


def test_what_changes_nothing_is_no_action(library: Library) -> None:
    library.editor.describe(ID)
    library.editor.describe(ID, author=BUNDLED.source.author, issued=BUNDLED.source.issued)
    assert library.history.newest(5) == []


def test_a_briefing_whose_source_was_edited_is_the_same_as_its_file(library: Library) -> None:
    library.editor.describe(ID, author="A. Writer")
    assert library.add(BUNDLED) == ID
    assert library.briefing(ID).source.author == "A. Writer"
    library.editor.describe(ID, title="Mine")
    assert library.add(BUNDLED) == ID


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": " \n"}, "china-russia-mishustin: a briefing needs a title; write one"),
        ({"issued": "2023-02-30"}, "issued: 2023-02-30 is no date; write it as 2023-05-24, 2023-05 or 2023"),
        ({"url": "ftp://example.org"}, "url: ftp://example.org is no address of the web; write one that begins with"),
        ({"author": "x" * 1001}, "author: it has more than 1,000 characters; shorten it"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    library: Library, given: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ContentError) as caught:
        library.editor.describe(ID, **{"publisher": "Changed", **given})
    assert told(caught.value).startswith(sentence)
    assert library.briefing(ID) == BUNDLED


@pytest.mark.parametrize("words", ["2023", "2023-05", "2023-05-24", " 0001-01-01 ", ""])
def test_dates_may_be_shortened(words: str) -> None:
    assert checked_date("issued", words) == words.strip()


@pytest.mark.parametrize(
    "words",
    ["23", "2023-5", "2023-13", "2023-00-01", "24 May 2023", "2023-05-24T00:00", "٢٠٢٣", "0000", "2023-05-24\n."],
)
def test_what_is_no_date_is_refused(words: str) -> None:
    with pytest.raises(ContentError):
        checked_date("issued", words)


@pytest.mark.parametrize(
    "words", ["https://example.org", " http://example.org:8080/a?b=c#d ", "https://münchen.example/ä", ""]
)
def test_addresses_of_the_web_are_taken(words: str) -> None:
    assert checked_address("url", words) == words.strip()


@pytest.mark.parametrize(
    "words",
    [
        "example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b.org/",
        "https://x.org/\x1b]0;x\x07",
        "https://x.org/\u202etxt",
        "http://[::1",
        "https://x:99999/",
        "https://x.org/" + "a" * LONGEST,
    ],
)
def test_what_is_no_address_of_the_web_is_refused(words: str) -> None:
    with pytest.raises(ContentError):
        checked_address("url", words)


@given(st.text(max_size=60))
def test_any_words_are_taken_or_refused_in_a_sentence(words: str) -> None:
    for check in (checked_words, checked_date, checked_address):
        try:
            kept = check("field", words)
        except ContentError as error:
            assert told(error)
        else:
            assert check("field", kept) == kept and "\n" not in kept
