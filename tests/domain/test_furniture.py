"""What a text that was copied from a page has of the page goes, and no paragraph of prose, however it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.importers import email_message, markdown, plain
from content.importers.furniture import without_furniture
from content.model import Source

PROSE = "The two ministers met in Lisbon on Tuesday and agreed to meet again in the spring, officials said."
OTHER = "Trade in grain rose by 7 percent, and a third round of talks is set for the autumn in Ankara."
LABELLED = sorted((Path(__file__).parents[1] / "data").glob("**/*.txt"))


@pytest.mark.parametrize(
    "words",
    [
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Read more: Ten things to know about grain",
        "Read more",
        "Share this article",
        "Share: Facebook X",
        "Facebook | Twitter | Email",
        "© 2006 AFPS.",
        "© 2006 AFPS. All rights reserved.",
        "All rights reserved.",
        "Copyright AFPS. All rights reserved.",
        "Tags: diplomacy, trade",
        "Comments (2)",
        "Sign up for our daily newsletter",
        "This website uses cookies to improve your experience.",
    ],
)
def test_a_line_about_the_page_is_left_out_of_text_of_every_kind(words: str) -> None:
    body = f"{PROSE}\n\n{words}\n\n{OTHER}\n"
    head = "From: a@example.org\nTo: b@example.org\nSubject: Talks\n\n"
    assert plain.read(body.encode(), "a.txt").text == f"{PROSE}\n{OTHER}"
    assert markdown.read(body.encode(), "a.md").text == f"{PROSE}\n{OTHER}"
    assert email_message.read((head + body).encode(), "a.eml").text == f"{PROSE}\n{OTHER}"


@pytest.mark.parametrize(
    "words",
    [
        "Read more broadly, the accord binds nobody, and the ministers said as much.",
        "Share prices fell.",
        "Facebook said on Monday that it would appeal.",
        "Print",
        "Twitter",
        "Copyright was the third matter on the table.",
        "Related talks go on in Ankara.",
        "Comments by the minister were not welcome.",
        "BAGHDAD, Iraq (AFPS) — The talks went on.",
        "SEOUL (AP) — The talks went on.",
    ],
)
def test_prose_subheads_and_datelines_stay_however_they_begin(words: str) -> None:
    body = f"{PROSE}\n\n{words}\n\n{OTHER}\n".encode()
    assert plain.read(body, "a.txt").text == markdown.read(body, "a.md").text == f"{PROSE}\n{words}\n{OTHER}"
    assert plain.read(f"{words}\n\n{PROSE}\n".encode(), "a.txt").text.endswith(PROSE)


def test_a_dateline_that_leads_the_article_stays_under_its_headline() -> None:
    told = f"BAGHDAD, Iraq (AFPS) — {PROSE}"
    article = plain.read(f"Talks in Baghdad\nBy Ana Sousa\n\n{told}\n\n{OTHER}\n".encode(), "a.txt")
    assert article == (f"{told}\n{OTHER}", Source("Talks in Baghdad", "Ana Sousa"), "", article[3], "text/plain")


def test_a_word_that_may_be_a_subhead_is_about_the_page_only_beside_others() -> None:
    assert without_furniture([PROSE, "Print", "Save", "Share this article", OTHER]) == [PROSE, OTHER]
    assert without_furniture(["Print", PROSE]) == ["Print", PROSE]


def test_a_link_to_more_at_the_end_of_a_markdown_text_goes() -> None:
    written = f"# Talks\n\n{PROSE}\n\n![a tank](tank.jpg)\n\n[Read more](https://example.org/more)\n"
    assert markdown.read(written.encode(), "a.md").text == PROSE


@pytest.mark.parametrize(
    ("head", "issued"),
    [
        ("Published April 26, 2006, 9:30 AM EDT\nUpdated April 27, 2006", "2006-04-26"),
        ("Updated April 27, 2006\nPublished April 26, 2006", "2006-04-26"),
        ("Updated April 27, 2006", "2006-04-27"),
        ("April 26, 2006 - Updated April 27, 2006", "2006-04-26"),
        ("Posted on 25/04/2006", "2006-04-25"),
        ("Posted on 12/10/2006", ""),
    ],
)
def test_the_day_of_an_update_is_the_articles_only_where_it_names_no_other(head: str, issued: str) -> None:
    article = plain.read(
        f"Talks in Lisbon\n{head}\nhttps://example.org/talks\n\n{PROSE}\n\n{OTHER}\n".encode(), "a.txt"
    )
    assert article.text == f"{PROSE}\n{OTHER}"
    assert article.source == Source("Talks in Lisbon", "", "", issued, "https://example.org/talks")


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_the_labelled_articles_hold_nothing_that_is_about_a_page(path: Path) -> None:
    paragraphs = path.read_text("utf-8").rstrip("\n").split("\n")
    assert without_furniture(paragraphs) == paragraphs


@given(st.lists(st.sampled_from([PROSE, OTHER, "Print", "Share this article", "© 2024", ""]), max_size=12))
def test_no_prose_is_ever_left_out_nor_its_order_changed(paragraphs: list[str]) -> None:
    kept = without_furniture(paragraphs)
    assert [each for each in kept if each in (PROSE, OTHER)] == [each for each in paragraphs if each in (PROSE, OTHER)]
