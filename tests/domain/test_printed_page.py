"""Of a page that a browser printed the article is read: from its headline to its end, and never less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.importers.printed_page import article_of, without_site
from content.model import Source

PROSE = [
    "The two ministers met in Lisbon on Tuesday and agreed to meet again in the spring, officials said.",
    "Trade in grain rose by 7 percent, and a third round of talks is set for the autumn in Ankara, he said.",
    "“We shall go on,” the foreign minister of Portugal said at a news conference after the third meeting.",
]
PROSE = [f"{each} Nothing was signed yet, he said, and nobody knows when it will be." for each in PROSE]
BEFORE = [
    "Share: Facebook X",
    "We use cookies to improve your experience. By continuing you accept our policy.",
    "Accept",
    "The Daily Star",
    "Home World Politics Business",
]
AFTER = [
    "Tags: diplomacy trade",
    "Related stories",
    "Parliament votes on new budget after long debate",
    "Storm leaves thousands without power in the north user1: This will not end well.",
    "Comments (2)",
    f"user2: I do not agree. {PROSE[0]}",
    "© 2024 The Daily Star. All rights reserved.",
    "Privacy policy",
    "Contact",
]
TITLE = "Talks in Lisbon end"


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        f"{TITLE} - The Daily Star",
        f"{TITLE} | The Daily Star",
        f"The Daily Star: {TITLE} | The Daily Star".removeprefix("The Daily Star: "),
        f"The Daily Star | {TITLE}",
    ],
)
def test_menus_banners_comments_and_the_foot_of_a_page_are_cut_off(title: str) -> None:
    kept, source = article_of([*BEFORE, TITLE, *PROSE, *AFTER], Source(title))
    assert kept == PROSE
    assert source == Source(TITLE, "", "" if title == TITLE else "The Daily Star")


def test_the_name_of_the_site_is_no_headline_where_the_headline_reads_otherwise() -> None:
    kept, source = article_of(["The Daily Star", "Ministers part", *PROSE], Source(f"{TITLE} - The Daily Star"))
    assert kept == ["The Daily Star", "Ministers part", *PROSE] and source.title == f"{TITLE} - The Daily Star"


def test_a_title_loses_its_site_where_the_text_begins_with_the_rest_of_it() -> None:
    known = Source("Talks in Lisbon | NATO")
    assert without_site(["NATO", "Talks in Lisbon", *PROSE], known) == Source("Talks in Lisbon", "", "NATO")
    assert without_site(["NATO", *PROSE], known) == known
    assert without_site(PROSE, Source("Volume 3 - Report")) == Source("Volume 3 - Report")


def test_a_headline_over_two_lines_is_found_and_one_with_a_dash_is_whole() -> None:
    kept, source = article_of(
        ["Home", "Talks in Lisbon -", "a third round", *PROSE], Source("Talks in Lisbon - A Third Round")
    )
    assert (kept, source.title, source.publisher) == (PROSE, "Talks in Lisbon - A Third Round", "")


def test_a_page_without_its_headline_keeps_all_before_the_end() -> None:
    kept, source = article_of(["Ministry", *PROSE, "Contact us"], Source("Something else - Site"))
    assert kept == ["Ministry", *PROSE] and source.title == "Something else - Site"


@pytest.mark.parametrize("box", ["Related stories", "Share this article", "Sign up for our newsletter"])
def test_a_box_inside_of_the_article_ends_it_not(box: str) -> None:
    assert article_of([TITLE, *PROSE, box, *PROSE], Source(TITLE))[0] == [*PROSE, *PROSE]


@pytest.mark.parametrize(
    "words", ["Comments on the plan", "More talks", "Contact with the rebels", "Tags: a short word", "Privacy"]
)
def test_before_there_is_an_article_nothing_ends_it(words: str) -> None:
    assert article_of([TITLE, words, *PROSE], Source(TITLE))[0][-3:] == PROSE


@pytest.mark.parametrize("words", ["Comments", "Terms of trade", "Contact with the rebels", "© AFP", "More on grain"])
def test_a_subhead_ends_no_article(words: str) -> None:
    kept, _ = article_of([TITLE, *PROSE, words, *PROSE], Source(TITLE))
    assert kept == [*PROSE, words, *PROSE]


def test_captions_go_and_the_address_that_the_browser_prints_is_the_articles() -> None:
    caption = "The leaders at the meeting. (Photo: Agency)"
    foot = "https://star.example/talks 1/2"
    kept, source = article_of(["11/25/26, 11:12 AM Talks", TITLE, caption, *PROSE, foot], Source(TITLE))
    assert kept == PROSE and source.url == "https://star.example/talks"
    assert article_of([TITLE, *PROSE, "file:///home/a/talks.html 1/1"], Source(TITLE)) == (PROSE, Source(TITLE))


def test_tags_that_were_glued_to_the_last_line_and_answers_to_comments_go() -> None:
    assert article_of([TITLE, *PROSE[:2], f"{PROSE[2]} Tags: trade"], Source(TITLE))[0] == PROSE
    assert article_of([TITLE, *PROSE, "Max wrote: I think so.", "Reply"], Source(TITLE))[0] == PROSE


@given(st.lists(st.sampled_from([*PROSE, *BEFORE, *AFTER, TITLE]), max_size=25))
def test_what_is_kept_is_in_its_order_and_never_nothing(paragraphs: list[str]) -> None:
    kept, _ = article_of(paragraphs, Source(TITLE))
    rest = iter(paragraphs)
    assert all(each in rest for each in kept)
    assert kept or not paragraphs
