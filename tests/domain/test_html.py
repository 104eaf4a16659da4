"""A page gives its article and what it says of it, without the page around it, whatever the page is made of."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ContentError, ImportRefused
from content.importers import html, html_page
from content.importers.html import read, text_of
from content.importers.html_facts import without_site
from content.importers.html_page import DEEPEST, read_page
from content.importers.html_tokens import Start, plain, tokens
from content.importers.normal import normalise

LEAD = (
    "BEIJING (AP) — The ministers met for three hours on Tuesday and agreed to open two more border crossings by May."
)
SECOND = (
    "“We have turned a page,” Foreign Minister Li Wen told reporters, adding that trade had grown by 12% in a year."
)
THIRD = "His counterpart called the talks frank, and said that a joint commission would meet again in the autumn."
BODY = f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"
TEXT = f"{LEAD}\n{SECOND}\n{THIRD}"


@pytest.fixture(autouse=True)
def _without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is read where the library of the extra `html` is not installed."""
    monkeypatch.setattr(html, "find_spec", lambda _: None)


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def text(body: str, head: str = "") -> str:
    return read(page(body, head), "page.html").text


# --- the article -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    [
        "<nav><ul><li>World</li><li>Politics is the art of the possible, they say.</li></ul></nav>{}",
        "{}<aside><p>In another story altogether, a dog was found on Monday after two weeks in the hills.</p></aside>",
        "{}<div class='related-articles'><p>In another story, a dog was found after a week in the hills.</p></div>",
        "<div id=cookie-banner><p>We use cookies to make our site work; by going on you agree to that.</p></div>{}",
        "{}<section class=comments><p>What a great piece of news this is, I have waited for it!</p></section>",
        "{}<div class=newsletter-signup><p>Get the news of the day in your inbox every morning at seven.</p></div>",
        "{}<footer><p>© 2024 The Paper. All rights reserved. No part of this may be reproduced anywhere.</p></footer>",
        "<p style='display: none'>This is not shown to anybody who reads the page in a browser at all.</p>{}",
        "<p hidden>This is not shown to anybody who reads the page in a browser at all, we say.</p>{}",
        "{}<p>Advertisement</p><p>Read more: The dog that came back</p><p><a href=/x>Another story</a></p>",
        "<figure><img src=x><figcaption>The ministers at table on Tuesday. (AP Photo/A Lee)</figcaption></figure>{}",
        "<script>document.write('<p>Not a word of this. It is a script, and nothing else.</p>')</script>{}",
        "<noscript><p>Please switch on JavaScript to read this page as it was meant to be read.</p></noscript>{}",
        "<svg><title>Logo of the paper</title><text>Logo</text></svg>{}",
        "<template><p>A card that is filled in later, by a script that never runs here at all.</p></template>{}",
        "{}<div class='paywall-overlay'><p>To read on, become a member today. It costs a euro a week.</p></div>",
    ],
)
def test_what_stands_around_an_article_is_left_out(around: str) -> None:
    assert text(around.format(f"<div class=story>{BODY}</div>")) == TEXT


@pytest.mark.parametrize(
    "held",
    [
        "<article>{}</article>",
        "<main><div>{}</div></main>",
        "<div itemprop=articleBody>{}</div>",
        "<form id=aspnetForm><div class=has-sidebar>{}</div></form>",
        "<table><tr><td><font>{}</font></td></tr></table>",
        "<div><template shadowrootmode=open>{}</template></div>",
        "<amp-story-page>{}</amp-story-page>",
    ],
)
def test_an_article_is_found_in_whatever_holds_it(held: str) -> None:
    teasers = "".join(f"<div class=card><a href=/{n}>Teaser number {n} of the page</a></div>" for n in range(20))
    assert text(f"<ul><li><a href=/>Home</a></ul>{held.format(BODY)}{teasers}") == TEXT


def test_an_article_parted_by_advertisements_stays_whole() -> None:
    body = "".join(f"<div class=body-part><p>{each}</p></div><div class=ad>Ad</div>" for each in (LEAD, SECOND, THIRD))
    assert text(f"<div>{body}</div>") == TEXT


def test_headings_items_and_quotations_are_paragraphs_in_their_order() -> None:
    body = f"<article><p>{LEAD}</p><h2>What was agreed</h2><ul><li>Two more crossings<li>A commission</ul><blockquote>"
    assert text(f"{body}{SECOND}</blockquote><p>{THIRD}</p></article>") == (
        f"{LEAD}\nWhat was agreed\nTwo more crossings\nA commission\n{SECOND}\n{THIRD}"
    )


def test_a_heading_with_nothing_under_it_is_left_out() -> None:
    assert text(f"<article>{BODY}<h2>More from the world</h2></article>") == TEXT


def test_paragraphs_parted_by_two_breaks_are_told_apart() -> None:
    assert text(f"<div>{LEAD}<br><br>{SECOND}<br />\n<br>{THIRD}</div>") == TEXT


def test_the_title_above_the_text_is_not_repeated_in_it() -> None:
    article = read(page(f"<article><h1>Ministers meet</h1>{BODY}</article>"), "page.html")
    assert (article.source.title, article.text) == ("Ministers meet", TEXT)


def test_a_title_that_is_a_sentence_of_the_text_stays() -> None:
    assert text(f"<article><h1>{LEAD}</h1>{BODY}</article>") == TEXT


def test_a_byline_and_a_date_above_the_text_are_left_out_and_the_dateline_stays() -> None:
    byline = "<p class=byline>By Ann Lee</p><p>Published 4 May 2024, 10:30</p>"
    article = read(page(f"<article>{byline}{BODY}</article>"), "page.html")
    assert (article.text, article.source.author) == (TEXT, "Ann Lee")


def test_a_dateline_in_an_element_of_its_own_belongs_to_the_first_sentence() -> None:
    assert text(f"<article><div><span>Beijing CNN</span> — </div>{BODY}</article>").startswith(
        f"Beijing CNN — {LEAD}\n"
    )


def test_a_lead_before_the_articles_text_belongs_to_it() -> None:
    about = "<dl><dt>From:</dt><dd><a href=/o>Foreign Office</a></dd><dt>Published</dt><dd>4 May 2024</dd></dl>"
    body = f"<div class=article-body><p>{SECOND}</p><p>{THIRD}</p><p>{THIRD[:-1]}, he said.</p></div>"
    found = text(f"<main><h1>Ministers meet</h1><p class=lead>{LEAD}</p><div class=meta>{about}</div>{body}</main>")
    assert found.startswith(f"{LEAD}\n") and SECOND in found


def test_teasers_in_the_same_element_as_the_article_are_left_out() -> None:
    teaser = (
        "<div><a href=/{0}>The dog that came back, part {0}</a></div><div>May {0}, 2024</div><p>A dog was found.</p>"
    )
    teasers = "".join(teaser.format(number) for number in range(1, 9))
    assert text(f"<div><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>{teasers}</div>") == TEXT


def test_a_short_last_sentence_stays() -> None:
    assert text(f"<article>{BODY}<p>That won, too.</p></article><p><a href=/x>Another story</a></p>").endswith(
        "\nThat won, too."
    )


@pytest.mark.parametrize("item", ["(c) to promote trade between the two;", "Copyright law in China has changed since."])
def test_items_that_look_like_a_notice_of_rights_stay(item: str) -> None:
    assert item in text(f"<article><p>{LEAD}</p><p>{item}</p><p>{SECOND}</p></article>")


def test_a_date_and_a_byline_that_a_page_only_shows_are_read() -> None:
    head = "<h1>Ministers meet</h1><p><i>By Ann Lee<br>May 4, 2024</i></p><div>Last updated: 5 May 2024 10:12</div>"
    source = read(page(f"{head}{BODY}"), "page.html").source
    assert (source.author, source.issued) == ("Ann Lee", "2024-05-04")


def test_signs_of_notes_are_left_out_and_raised_digits_stay() -> None:
    assert "12 km² of land" in text(f"{BODY}<p>They spoke of 12 km<sup>2</sup> of land.</p>").replace("km2", "km²")
    assert "signed it." in text(f"{BODY}<p>Both of them signed<sup><a href=#n>[3]</a></sup> it.</p>")


def test_what_a_browser_saved_of_a_pages_source_is_read_as_the_page() -> None:
    source = page(f"<nav><a href=/>Home</a></nav><article>{BODY}</article>").decode()
    escaped = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert text(f"<table><tr><td class='line-number'><td class='line-content'>{escaped}</td></tr></table>") == TEXT


def test_a_page_without_words_is_refused_in_one_sentence() -> None:
    with pytest.raises(ImportRefused, match=r"^empty\.html: it holds no text; save the page"):
        read(page("<script>1</script>"), "empty.html")


# --- what the page says of itself ------------------------------------------------------------------------------------


def test_title_author_publisher_date_address_and_language_are_taken_from_the_head() -> None:
    head = """<title>Ministers meet | The Paper</title><meta property="og:title" content="Ministers meet">
    <meta name=author content="Ann Lee"><meta property=og:site_name content="The Paper">
    <meta property=article:published_time content="2024-05-04T10:30:00Z">
    <link rel=canonical href="https://paper.example/world/ministers?x=1&amp;y=2">"""
    article = read(page(BODY, head), "page.html")
    assert article.source == (
        "Ministers meet",
        "Ann Lee",
        "The Paper",
        "2024-05-04",
        "https://paper.example/world/ministers?x=1&y=2",
    )
    assert (article.language, article.media_type) == ("en", "text/html")


def test_json_ld_says_what_the_head_does_not() -> None:
    ld = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
    "headline": "Ministers &amp; guests meet", "author": [{"name": "Ann Lee"}, {"name": "Bo Li"}],
    "publisher": {"name": "The Paper"}, "datePublished": "2024-05-04", "url": "javascript:alert(1)"}]}</script>"""
    assert read(page(BODY, ld), "page.html").source == (
        "Ministers & guests meet",
        "Ann Lee, Bo Li",
        "The Paper",
        "2024-05-04",
        "",
    )


@pytest.mark.parametrize("script", ["{", "[" * 100_000, '{"@type": 1, "author": [[]]}', '{"a": "\\ud800"}', "null"])
def test_json_ld_that_is_none_does_no_harm(script: str) -> None:
    assert text(BODY, f"<script type='application/ld+json'>{script}</script>") == TEXT


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [
        ("Talks end - Reuters", "Reuters", "Talks end"),
        ("The Paper | Talks end", "The Paper", "Talks end"),
        ("Talks end early today | The Paper", "", "Talks end early today"),
        ("Russia-China talks – a history", "", "Russia-China talks – a history"),
        ("Talks end", "Talks", "Talks end"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title: str, publisher: str, expected: str) -> None:
    assert without_site(title, publisher) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<meta charset=windows-1251><p>\xcc\xe8\xf0 " + b"\xe4\xe0, " * 30, "Мир да"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'><p>" + b"\xb1\xea. " * 30, "ąę."),
        (b"\xef\xbb\xbf<meta charset=windows-1251><p>" + "Łódź. ".encode() * 30, "Łódź."),
        ("<p>Łódź. ".encode("utf-16") + "und so. ".encode("utf-16-le") * 30, "Łódź."),
        (b"<p>It\x92s \x93here\x94. " + b"Some more of it. " * 30, "It’s “here”."),
    ],
)
def test_bytes_are_decoded_as_the_page_says(data: bytes, expected: str) -> None:
    assert read(data, "page.html").text.startswith(expected)


def test_the_encoding_that_came_with_the_page_is_believed_first() -> None:
    data = b"<meta charset=iso-8859-1><p>" + b"\xcc\xe8\xf0. " * 30
    assert read(data, "page.html", "windows-1251").text.startswith("Мир.")


# --- fragments and hostile pages -------------------------------------------------------------------------------------


def test_a_fragment_gives_all_that_is_shown_of_it() -> None:
    assert text_of("<div>One &amp; two<br>three</div><p hidden>four</p><nav>five</nav>") == "One & two three\nfive"
    assert text_of("plain words") == "plain words"
    assert text_of("") == ""


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "<div>" * n + LEAD,
        lambda n: "<b>" * n + LEAD,
        lambda n: LEAD + "<p>" * n,
        lambda n: LEAD + "<a " * n + ">",
        lambda n: LEAD + "<a href='" * n,
        lambda n: LEAD + "<a href=\"'" * n + ">",
        lambda n: LEAD + "<!--" * n,
        lambda n: LEAD + "<![CDATA[" * n,
        lambda n: LEAD + "<!DOCTYPE [" * n + ">",
        lambda n: LEAD + "<?" * n,
        lambda n: LEAD + "</" * n + ">",
        lambda n: LEAD + "<textarea>" * n,
        lambda n: LEAD + "<title>" * n,
        lambda n: LEAD + "<script>" * n,
        lambda n: f"<p {'x=y ' * n}>{LEAD}",
        lambda n: f"<p class='{'nav ' * n}'>{LEAD}</p>",
        lambda n: f"<meta name=author content='{'x' * n}'>{LEAD}",
        lambda n: LEAD + "</div>" * n,
        lambda n: f"<ul>{'<li>' * n}</ul>{LEAD}",
        lambda n: "<table><tr><td>" * n + LEAD,
        lambda n: f"<p>{LEAD}" + "<br>\n" * n + "x",
        lambda n: LEAD + "&#" + "9" * n + ";",
        lambda n: LEAD + "&" * n,
        lambda n: f"<a href=x>{'<sup>' * n}</a>{LEAD}",
        lambda n: LEAD + "\0" * n,
        lambda n: "<plaintext>" + LEAD + "<p>" * n,
        lambda n: f"<title>{'a | ' * n}</title>{LEAD}",
        lambda n: f"<h1>{'by ' * n}</h1>{LEAD}",
        lambda n: f"<p>{'share ' * n}</p>{LEAD}",
    ],
)
def test_a_hostile_page_costs_what_its_length_costs(make: Callable[[int], str]) -> None:
    """The lines of Python that run are counted, for they do not depend on the machine."""
    few, many = (_lines_run(make(each)) for each in (1_000, 4_000))
    assert many < few * 6


def _lines_run(markup: str) -> int:
    count = 0

    def trace(*_: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        with suppress(ContentError):
            read(markup.encode(), "page.html")
    finally:
        sys.settrace(None)
    return count


def test_large_hostile_pages_are_read() -> None:
    for markup in ("<div>" * 100_000, "<p " + "x" * 1_000_000 + ">", "<a href='" * 100_000, "<sup>" * 100_000):
        assert LEAD[:20] in read(f"<p>{LEAD}</p>{markup}".encode(), "page.html").text


def test_elements_stand_in_one_another_to_a_depth_only() -> None:
    assert len(read_page("<div>" * 10_000 + LEAD).nodes) <= DEEPEST + 1


def test_elements_are_counted_to_a_number_only_and_all_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "MOST_NODES", 50)
    page = read_page(f"<div>{LEAD}</div>" * 100)
    assert (len(page.nodes), len(page.blocks)) == (50, 100)


def test_a_page_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "MOST_PARTS", 50)
    with pytest.raises(ImportRefused, match=r"^page\.html: it is made of too many parts; save the article by itself"):
        read(f"<p>{LEAD}</p>".encode() + b"<p>" * 50, "page.html")
    assert text_of(f"<p>{LEAD}</p>" + "<p>" * 50) == LEAD


def test_signs_that_begin_no_tag_are_text() -> None:
    assert text_of("<<p>a <<<< b < c <3 d</p>") == "<\na <<<< b < c <3 d"


def test_entities_that_a_page_declares_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert read(f"{bomb}<p>{LEAD} &b;</p>".encode(), "page.html").text == f"{LEAD} &b;"


def test_a_script_may_hold_ends_of_paragraphs_and_a_cdata_section_holds_text() -> None:
    assert text(f"<script>x = '</p>' + \"<p>\"</script>{BODY}") == TEXT
    assert text_of("<p><![CDATA[a < b]]></p>") == "a < b"


@pytest.mark.parametrize(
    "number", ["&#" + "9" * 5_000 + ";", "&#x" + "f" * 5_000 + ";", "&#0;", "&#xD800;", "&#1114112;"]
)
def test_numbers_of_characters_that_are_none_are_replaced(number: str) -> None:
    assert plain(number) == "\ufffd"


def test_attributes_are_read_as_browsers_read_them() -> None:
    (start,) = tokens("""<P a=1 B='x>y' c="&lt;" d e = f a=2>""")
    assert isinstance(start, Start)
    assert start.values() == {"a": "1", "b": "x>y", "c": "<", "d": "", "e": "f"}


_MARKUP = """<p> </p> <div> </div> <a href=x> </a> <script> </script> <!-- --> <![CDATA[ ]]> <!DOCTYPE [ ]> <? ?>
    <title>
    <svg> </title> </svg> <br> <br> <table> <tr> <td> </table> <li> <ul> </ul> <sup> </sup> <textarea> <article> </h1>
    </article> <h1> <nav> </nav> <plaintext> &amp; &#x0; &#55555; &notit; </b> < > " ' = / Words."""
_ODD = [
    "<p hidden>",
    "<time datetime=2024>",
    "<meta name=author content=A>",
    "<b class=byline>",
    "Ann Lee",
    "\x85",
    "\x00",
]
PIECES = st.sampled_from([*_MARKUP.split(), *_ODD, "\x00", " ", "\n", "\ud800", "\u202e"])
markups = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(PIECES, st.just(f" {LEAD} "), st.text(max_size=8)), max_size=40).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(markups)
def test_any_markup_gives_normal_text_or_a_refusal(markup: str) -> None:
    text = text_of(markup)
    assert normalise(text) == text
    try:
        article = read(markup.encode("utf-8", "surrogatepass"), "page.html")
    except ContentError as error:
        assert "\n" not in str(error)
        return
    assert article.text and normalise(article.text) == article.text
    for each in (*article.source, article.language):
        assert normalise(each) == each and "\n" not in each


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "zip", "idna", "\x00", "ü"]))
def test_any_bytes_give_normal_text_or_a_refusal(data: bytes, charset: str) -> None:
    try:
        article = read(data, "page.html", charset)
    except ContentError:
        return
    assert normalise(article.text) == article.text
    assert article.original == data
