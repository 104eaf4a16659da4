"""Where trafilatura is installed it finds the article, and sees nothing of a page but its words and their elements."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ImportRefused
from content.importers import html, html_extra
from content.importers.html import read
from content.importers.html_extra import markup_of, parse
from content.importers.html_page import DEEPEST, read_page

LEAD = "The ministers met for three hours on Tuesday and agreed to open two more border crossings by May."
SECOND = "A joint commission will meet again in the autumn, both of them said after the talks in Beijing."
PAGE = f"<title>Ministers meet</title><h1>Ministers meet</h1><p>{LEAD}</p><p>{SECOND}</p>".encode()


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the library is made to find."""
    paragraphs: list[str] = []

    def run(kind: str, data: bytes, name: str) -> dict[str, list[str]]:
        assert kind == "html"
        if not paragraphs:
            raise ImportRefused("reading it took too long")
        return {"paragraphs": paragraphs}

    monkeypatch.setattr(html_extra, "run", run)
    monkeypatch.setattr(html, "find_spec", lambda name: name == "trafilatura")
    return paragraphs


def test_what_the_library_finds_is_the_article_without_its_title(found: list[str]) -> None:
    third = "Neither side said when the commission would meet, or how many crossings there will be."
    found += ["Ministers meet", SECOND, "Advertisement", LEAD, third]
    assert read(PAGE, "page.html").text == f"{SECOND}\n{LEAD}\n{third}"


def test_where_the_programs_own_reading_finds_a_whole_article_the_library_is_not_asked(
    found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "SURE", 100)
    found += ["Ministers meet", SECOND, LEAD, SECOND, LEAD]
    assert read(PAGE, "page.html").text == f"{LEAD}\n{SECOND}"


def test_where_the_library_fails_or_finds_next_to_nothing_the_programs_own_reading_is_used(found: list[str]) -> None:
    assert read(PAGE, "page.html").text == f"{LEAD}\n{SECOND}"
    found += ["Ministers meet"]
    assert read(PAGE, "page.html").text == f"{LEAD}\n{SECOND}"


def test_a_page_that_is_too_large_for_the_library_is_not_handed_on(
    found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found += [SECOND, LEAD]
    monkeypatch.setattr(html_extra, "_MOST", 100)
    assert read(PAGE, "page.html").text == f"{LEAD}\n{SECOND}"


def test_lines_of_the_library_are_paragraphs_and_its_signs_of_items_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, object]] = []

    def extract(markup: str, **options: object) -> str:
        asked.append(options)
        return f"{LEAD}\n\n- {SECOND}\n"

    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(extract=extract))  # type: ignore[arg-type]
    assert parse(b"<p>x</p>") == {"paragraphs": [LEAD, SECOND]}
    assert asked[0]["include_comments"] is False


def test_the_library_sees_words_and_elements_alone() -> None:
    markup = markup_of(
        read_page(
            '<!DOCTYPE html [<!ENTITY a "b">]><script>x</script><!-- y --><style>z</style><p hidden>not shown</p>'
            f'<div class="story &quot;x" onclick=evil style="a:b"><p>{LEAD} &amp; &a;<a href=http://a.example>on</a>'
            "<img src=http://a.example><iframe src=http://a.example></iframe></div>"
        )
    )
    assert markup == (f'<html><body><div class="story &quot;x"><p>{LEAD} &amp; &amp;a;on</p></div></body></html>')


def test_text_between_elements_stays_where_it_stood() -> None:
    assert markup_of(read_page("<div>a<p>b</p>c<table><tr><td>d<td>e</table></div>")) == (
        "<html><body><div><p>a</p><p>b</p><p>c</p><div><div><div><p>d</p></div><div><p>e</p></div></div></div></div>"
        "</body></html>"
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<table>", "<td>", "</table>", "x", "<x-y>", "<a href=x>"])))
def test_the_markup_for_the_library_is_whole_and_not_deep(pieces: list[str]) -> None:
    open_: list[str] = []
    for each in markup_of(read_page("".join(pieces) * 50)).replace(">", "<").split("<"):
        name = each.partition(" ")[0]
        if name.startswith("/"):
            assert open_.pop() == name[1:]
        elif name in ("html", "body", "div", "p", "a"):
            open_.append(name)
        assert len(open_) <= DEEPEST + 4
    assert not open_
