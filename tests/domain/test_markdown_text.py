"""Markdown is read for its words; front matter, the first heading and the lines under it say what is known."""

from __future__ import annotations

import pytest

from content.importers import markdown
from content.importers.front_matter import parted
from content.importers.markdown import read
from content.model import Source

PROSE = "The two ministers met in Lisbon on Tuesday and agreed to meet again in the spring, officials said."


def text_of(words: str) -> str:
    return read(words.encode(), "a.md").text


@pytest.mark.parametrize(
    ("front", "source"),
    [
        (
            "title: Trade talks\nauthor: Ana Sousa\ndate: 2023-05-24",
            Source("Trade talks", "Ana Sousa", "", "2023-05-24"),
        ),
        (
            "Title: \"Trade: the 'talks'\"  # so\nDate: 2023-05-24T10:00:00+02:00",
            Source("Trade: the 'talks'", issued="2023-05-24"),
        ),
        ("title: 'It''s done'\nauthors: [Ana Sousa, \"Max Berg\"]", Source("It's done", "Ana Sousa, Max Berg")),
        ("authors:\n  - Ana Sousa\n  - name: Max Berg\n    email: a@b\n", Source("", "Ana Sousa, Max Berg")),
        ("authors:\n- Ana Sousa\n- Max Berg", Source("", "Ana Sousa, Max Berg")),
        ("author:\n  name: Ana Sousa\n  url: https://example.org/ana", Source("", "Ana Sousa")),
        ("title: >-\n  Trade\n  talks\npublisher: Lusa", Source("Trade talks", "", "Lusa")),
        ("source: Lusa\nurl: https://example.org/a", Source("", "", "Lusa", "", "https://example.org/a")),
        ("source: https://example.org/a", Source(url="https://example.org/a")),
        ("date: May 2023\npublished: 2023-05-24\ntitle: ''", Source(issued="2023-05")),
        ("title: !!python/object:os.system x\nbomb: &a [*a, *a]\n? odd", Source("!!python/object:os.system x")),
    ],
)
def test_front_matter_in_yaml_is_understood_as_far_as_it_is_of_use(front: str, source: Source) -> None:
    article = read(f"---\n{front}\n---\n\n{PROSE}\n".encode(), "a.md")
    assert (article.source, article.text, article.media_type) == (source, PROSE, "text/markdown")


def test_front_matter_in_toml_is_understood() -> None:
    front = 'title = "Trade talks"\ndate = 2023-05-24\nauthors = ["Ana Sousa", {name = "Max Berg"}]\nlang = "en_GB"'
    article = read(f"+++\n{front}\n+++\n{PROSE}\n".encode(), "a.md")
    assert article.source == Source("Trade talks", "Ana Sousa, Max Berg", "", "2023-05-24")
    assert (article.text, article.language) == (PROSE, "en-GB")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\n",
        "---\n---\nx",
        "----\ntitle: x\n---\n",
        "+++\ntitle = \n+++\nx",
        "x\n---\na: b\n---\n",
        "---\nWords.\n---\n",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    known, body = parted(text)
    assert known.source == Source() and body == text


def test_the_first_heading_is_the_title_and_others_are_paragraphs() -> None:
    article = read(f"# Trade *talks*\n\n{PROSE}\n\n## What next\n\n{PROSE}\n\n# More\n".encode(), "a.md")
    assert article.source.title == "Trade talks"
    assert article.text == f"{PROSE}\nWhat next\n{PROSE}\nMore"


def test_a_heading_after_prose_is_no_title() -> None:
    article = read(f"{PROSE}\n\n# What next\n\n{PROSE}\n".encode(), "a.md")
    assert article.source.title == "" and article.text == f"{PROSE}\nWhat next\n{PROSE}"


def test_a_heading_that_differs_from_the_title_is_kept() -> None:
    same, other = (
        read(f"---\ntitle: Trade talks\n---\n# {words}\n\n{PROSE}\n".encode(), "a.md")
        for words in ("Trade Talks", "More")
    )
    assert same.text == PROSE
    assert other.text == f"More\n{PROSE}" and other.source.title == "Trade talks"


def test_lines_about_the_article_under_its_heading_are_taken() -> None:
    article = read(f"# Trade talks\n\n*By Ana Sousa*\n\n24 May 2023\n\n{PROSE}\n".encode(), "a.md")
    assert article == (
        PROSE,
        Source("Trade talks", "Ana Sousa", "", "2023-05-24"),
        "",
        article.original,
        "text/markdown",
    )


def test_a_line_that_says_otherwise_than_the_front_matter_is_kept() -> None:
    article = read(f"---\ntitle: Talks\nauthor: Ana Sousa\n---\nBy Max Berg\n\n{PROSE}\n".encode(), "a.md")
    assert article.source.author == "Ana Sousa" and article.text == f"By Max Berg\n{PROSE}"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("The **two** _ministers_ `met`.", "The two ministers met."),
        ("In [Lisbon](https://example.org 'x') and [Porto][1].\n\n[1]: https://example.org", "In Lisbon and Porto."),
        ("A ![picture](a.png)word.", "A word."),
        ("One\ntwo  \nthree\\\nfour.", "One two three four."),
        ("AT&amp;T &copy; \\*not\\* &nbsp;x", "AT&T © *not* x"),
        ("~~Old~~ new.", "Old new."),
        ("> Quoted.\n>\n> > Deeper.", "Quoted.\nDeeper."),
        ("- one\n- two\n  1. three\n\n* four", "one\ntwo\nthree\nfour"),
        (
            "| Year | Trade |\n|---|---:|\n| 2022 | $190 billion |\n| 2023 | |",
            "Year | Trade\n2022 | $190 billion\n2023",
        ),
        ("Before.\n\n```python\ncode()\n```\n\nAfter.", "Before.\nAfter."),
        ("Before.\n\n    indented words\n    go on.\n\nAfter.", "Before.\nindented words go on.\nAfter."),
        ("A <b>bold</b> word<br>more <span class='x'>x</span>.", "A bold word more x."),
        ("<div>\n<p>HTML &amp; more</p>\n<script>bad()</script>\n</div>\n\nAfter.", "HTML & more\nAfter."),
        ("<!-- hidden -->\n\nSeen.", "Seen."),
        (
            "Agreed.[^1] Done.[^note]\n\n[^1]: https://example.org\n[^note]: A note.",
            "Agreed. Done.\nhttps://example.org\nA note.",
        ),
        ("Before.\n\n{{< figure src='x' >}}\n\n{% include x %}\n\nAfter.", "Before.\nAfter."),
        ("Words\n===\n\nMore.\n\n***\n\nEnd.", "More.\nEnd."),
        ("<https://example.org/a>", "https://example.org/a"),
    ],
)
def test_marks_are_read_and_not_shown(written: str, read_as: str) -> None:
    assert text_of(written) == read_as


@pytest.mark.parametrize("mark", ["[", "![", "*", ">", "> ", "`", "<", "- ", "*a_ ", "[a](", "|a", "    "])
@pytest.mark.parametrize("is_lines", [False, True])
def test_a_hundred_thousand_marks_are_read(mark: str, is_lines: bool) -> None:
    many = (mark + "\n" * is_lines) * (100_000 // len(mark))
    assert text_of(f"{PROSE}\n\n{many}\n\n{PROSE}").startswith(PROSE)


@pytest.mark.parametrize(("limit", "value"), [("MAX_MARKUP", 200), ("MAX_PARAGRAPH", 100), ("MAX_BRACKETS", 20)])
def test_what_nobody_wrote_by_hand_is_read_as_plain_text(
    limit: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "*Talks* [" * 40
    assert text_of(text) == "Talks [" * 40
    monkeypatch.setattr(markdown, limit, value)
    assert text_of(text) == text.strip()


def test_a_text_of_nothing_but_marks_keeps_them() -> None:
    assert text_of("```\nTalks began.\n```") == "```\nTalks began.\n```"
