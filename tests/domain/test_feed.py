"""A feed gives an article for each entry that says something, and nothing in it is opened, fetched or expanded."""

from __future__ import annotations

import json
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ContentError, ImportRefused
from content.importers import feed
from content.importers.feed import MOST_ENTRIES, parse, read
from content.importers.normal import normalise

LEAD = "The ministers met for three hours on Tuesday and agreed to open two more border crossings."
SECOND = "A joint commission will meet again in the autumn, both of them said."

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Paper &amp; Co</title><link>https://paper.example/</link><language>en-gb</language>
<item><title>Ministers &amp;amp; guests meet</title><link>https://paper.example/1</link><dc:creator>Ann Lee</dc:creator>
<pubDate>Sat, 04 May 2024 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{LEAD}</p><script>x()</script><p>{SECOND}</p>
<p>The post <a href="https://paper.example/1">Ministers meet</a> appeared first on <a href="/">The Paper</a>.</p>]]>
</content:encoded></item>
<item><title>Only a title</title><link>https://paper.example/2</link></item>
<item><title>Plain</title><link>javascript:alert(1)</link><description>{LEAD} [&amp;#8230;]</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Ministry</title>
<entry><title type="html">&lt;b&gt;Joint&lt;/b&gt; statement</title><link href="https://ministry.example/s"/>
<author><name>Press office</name></author><author><name>Bo Li</name></author><updated>2024-05-04T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p><ul><li>{SECOND}</li></ul></div></content>
</entry></feed>"""


def test_each_entry_with_a_text_is_an_article() -> None:
    articles = read(RSS.encode(), "news.rss")
    assert [each.text for each in articles] == [f"{LEAD}\n{SECOND}", LEAD]
    assert articles[0].source == (
        "Ministers & guests meet",
        "Ann Lee",
        "The Paper & Co",
        "2024-05-05",
        "https://paper.example/1",
    )
    assert articles[0].language == "en-gb"


def test_an_address_that_is_none_of_a_page_is_left_out() -> None:
    assert read(RSS.encode(), "news.rss")[1].source.url == ""


def test_atom_with_xhtml_is_read_as_well() -> None:
    (article,) = read(ATOM.encode(), "news.atom")
    assert article.text == f"{LEAD}\n{SECOND}"
    assert article.source == (
        "Joint statement",
        "Press office, Bo Li",
        "The Ministry",
        "2024-05-04",
        "https://ministry.example/s",
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_feed_is_read_in_its_encoding(encoding: str) -> None:
    assert read(RSS.replace("UTF-8", encoding).encode(encoding), "news.rss")[0].text == f"{LEAD}\n{SECOND}"


def test_a_feed_in_an_encoding_of_its_own_is_read() -> None:
    data = RSS.replace("UTF-8", "windows-1252").replace("three", "“three”").encode("cp1252")
    assert "“three”" in read(data, "news.rss")[0].text


def test_a_feed_without_any_text_is_refused_in_one_sentence() -> None:
    data = b"<rss><channel><item><title>Only a title that is quite long, is it not.</title></item></channel></rss>"
    with pytest.raises(ImportRefused, match=r"^news\.rss: no entry of this feed has a text; save the articles"):
        read(data, "news.rss")


def test_what_is_no_feed_is_refused() -> None:
    with pytest.raises(ImportRefused, match="it is no RSS or Atom feed"):
        read(b"<svg><text>x</text></svg>", "x.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha">]>',
        "<!DOCTYPE rss [\n]>",
        '<!doctype rss SYSTEM "file:///etc/passwd" [ ]>',
        '<!-- > --><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_feed_that_defines_entities_is_refused(declared: str, encoding: str) -> None:
    data = f"{declared}<rss><channel><item><description>&x; {LEAD}</description></item></channel></rss>"
    with mock.patch.object(feed, "run") as run, pytest.raises(ImportRefused, match="its markup defines entities"):
        read(data.encode(encoding), "news.rss")
    assert not run.called


def test_entities_that_an_encoding_hides_from_a_search_do_no_harm() -> None:
    declared = '<?xml version="1.0" encoding="cp037"?><!DOCTYPE rss [<!ENTITY x "ha">]>'
    data = f"{declared}<rss><channel><item><description>&x;{LEAD}</description></item></channel></rss>".encode("cp037")
    with pytest.raises(ImportRefused):
        read(data, "news.rss")


@pytest.mark.parametrize("name", ["/etc/passwd", "http://127.0.0.1:9/", "file:///etc/passwd"])
def test_bytes_that_look_like_a_file_or_an_address_are_never_opened(name: str) -> None:
    with (
        mock.patch("builtins.open", side_effect=AssertionError),
        mock.patch("socket.socket", side_effect=AssertionError),
    ):
        assert parse(name.encode())["entries"] == []


def test_at_most_five_hundred_entries_are_read() -> None:
    item = f"<item><description>{LEAD}</description></item>"
    data = f"<rss version='2.0'><channel>{item * (MOST_ENTRIES + 5)}</channel></rss>".encode()
    assert len(read(data, "news.rss")) == MOST_ENTRIES


def test_a_feed_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_BYTES", 100)
    with pytest.raises(ImportRefused, match="more than 20 MB"):
        read(RSS.encode(), "news.rss")


def test_a_broken_feed_gives_what_can_be_read_of_it(tmp_path: Path) -> None:
    whole = RSS.index("</item>") + len("</item>")
    assert [each.text for each in read(RSS[:whole].encode(), "news.rss")] == [f"{LEAD}\n{SECOND}"]


_MARKUP = """<rss> <feed> <channel> <item> </item> <entry> </entry> <title> </title> <description> </description>
    <content> <summary> <![CDATA[ ]]> <!-- --> &amp; &#55555; &lt;p&gt;
    <pubDate>2024-02-30</pubDate> <guid>x</guid> <?x ?>"""
PIECES = st.sampled_from([*RSS.split()[:40], *_MARKUP.split()])
markups = st.lists(
    st.one_of(PIECES, st.just(f" {LEAD} "), st.just("<item><description>"), st.text(max_size=8)), max_size=30
).map(lambda pieces: "<rss><channel>" + " ".join(pieces))


@settings(max_examples=150, deadline=None)
@given(markups)
def test_any_markup_gives_articles_or_a_refusal(markup: str) -> None:
    def in_this_process(kind: str, data: bytes, name: str) -> object:
        try:
            return json.loads(json.dumps(parse(data)))
        except Exception:  # noqa: BLE001  as in the process that `run` starts
            raise ImportRefused("it is damaged and cannot be read", where=name) from None

    with mock.patch.object(feed, "run", in_this_process):
        try:
            articles = read(markup.encode("utf-8", "surrogatepass"), "news.rss")
        except ContentError as error:
            assert "\n" not in str(error)
            return
    assert articles
    for article in articles:
        assert article.text and normalise(article.text) == article.text
        for each in (*article.source, article.language):
            assert normalise(each) == each and "\n" not in each
