"""What is given out reads well, carries its evidence, and shows every character as it was written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from content.bundled import bundled_briefing
from content.exports.briefing_json import dump, of_pane
from content.exports.citation import (
    citation_only,
    entry_with_citation,
    sentence_citation,
    sentence_with_citation,
    source_line,
)
from content.exports.markdown import escape, markdown
from content.exports.plain_text import plain_text, wrap
from content.importers.briefing_file import load_briefing
from content.model import Entry, EntryId, PaneId, Quotation, SentenceNumber, Source, Span

BRIEFING = bundled_briefing()
TRADE = PaneId("trade")


def entry(id: str) -> Entry:
    return next(e for e in BRIEFING.entries if e.id == id)


# --- the format itself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pane", ["people", "trade", "diplomacy", "nato-g7", "expert"])
def test_one_pane_is_a_briefing_of_its_own(pane: str) -> None:
    alone = of_pane(BRIEFING, PaneId(pane))
    assert {e.pane for e in alone.entries} == {pane}
    assert load_briefing(dump(alone), where="x") == alone
    assert alone.sentences == BRIEFING.sentences


def test_what_utf_8_cannot_say_is_replaced_and_large_numbers_are_kept() -> None:
    figure = entry("t3").figures[0]._replace(value=10**30)
    odd = BRIEFING._replace(title="A\ud800B", entries=(entry("t3")._replace(figures=(figure,), links=()),))
    loaded = load_briefing(dump(odd), where="x")
    assert loaded.title == "A?B"
    assert loaded.entries[0].figures[0].value == 1e30


def test_whatever_holds_objects_is_broken_open_and_the_rest_stands_on_one_line() -> None:
    lines = dump(BRIEFING).decode().splitlines()
    assert '    {"n":8,"paragraph":6,"span":[1123,1242]},' in lines
    assert dump(BRIEFING).endswith(b"}\n")


# --- plain text ------------------------------------------------------------------------------------------------------


def test_the_text_has_title_counts_panes_entries_with_citations_and_numbered_sentences() -> None:
    text = plain_text(BRIEFING)
    assert text.startswith("China–Russia: Mishustin in Beijing\n2023 · 18 sentences · 30 entries · 100 % cited\n")
    headings = [line for line in text.splitlines() if line.isupper()]
    assert headings == ["PEOPLE", "TRADE", "DIPLOMACY", "NATO & G7", "EXPERT COMMENTARY", "SOURCE"]
    assert "\n  Bilateral trade forecast for this year [8]\n    Mishustin predicted an increase from $190" in text
    assert "\n [8] Mishustin predicted on Tuesday" in text
    assert "\n[18] He travelled" in text
    for e in BRIEFING.entries:
        assert e.title in text


@pytest.mark.parametrize("width", [20, 33, 60, 80, 100])
def test_no_line_is_wider_than_asked_for(width: int) -> None:
    assert max(map(len, plain_text(BRIEFING, width=width).splitlines())) <= width


def test_one_pane_shows_its_entries_and_only_the_sentences_that_they_cite() -> None:
    text = plain_text(BRIEFING, pane=PaneId("expert"))
    assert [line for line in text.splitlines() if line.isupper()] == ["EXPERT COMMENTARY", "CITED SENTENCES"]
    assert re.findall(r"(?m)^ *\[(\d+)\]", text) == ["6", "16"]


def test_an_empty_pane_says_so_and_an_unknown_pane_is_shown_under_its_id() -> None:
    odd = BRIEFING._replace(entries=(entry("t3")._replace(pane=PaneId("sports"), links=()),))
    text = plain_text(odd)
    assert text.count("Nothing is filed here.") == 5
    assert "\nSPORTS\n\n  Bilateral trade forecast" in text


def test_a_quotation_and_a_figure_that_the_text_of_an_entry_leaves_out_are_added() -> None:
    bare = entry("d3")._replace(text="In spring.")
    text = plain_text(BRIEFING._replace(entries=(bare,)))
    assert "    “dear friend.” — Xi Jinping\n    Figures: March\n" in text


WORD = st.text(st.characters(codec="utf-8", categories=["Lu", "Ll", "Lo", "Mn", "Po", "So"]), max_size=12)


@given(st.lists(WORD).map(" ".join), st.integers(12, 40))
def test_wrapping_loses_no_character_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width, "> ", "  ")
    assert lines[0].startswith("> ")
    assert "".join(line[2:] for line in lines).replace(" ", "") == text.replace(" ", "")
    assert "".join(lines).isprintable() or not text.isprintable()


def test_wide_characters_take_two_cells() -> None:
    assert wrap("中国和俄罗斯", 6, "", "") == ["中国和", "俄罗斯"]
    assert wrap("e\u0301" * 6, 6, "", "") == ["e\u0301" * 6]


# --- Markdown --------------------------------------------------------------------------------------------------------


def shown(source: str) -> str:
    """The characters that a reader of rendered Markdown sees."""
    words = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source):
        assert token.type in {"paragraph_open", "inline", "paragraph_close"}, token.type
        for child in token.children or ():
            assert child.type in {"text", "text_special"}, child.type
            words.append(child.content)
    return "".join(words)


MARKED = st.text(
    st.sampled_from("a1 .)(-+=#*_`[]<>&;|~\\!:/^$\"'\n\t“€中")
    | st.characters(codec="utf-8", categories=["L", "P", "S"])
)


@given(MARKED)
def test_escaped_text_shows_as_it_is_written(text: str) -> None:
    assert shown(escape(text)) == " ".join([w for w in re.split(r"[ \t\n\r\v\f]+", text) if w])


@pytest.mark.parametrize(
    "text",
    [
        "# title", "title #", "- item", "+ item", "1. item", "1) item", "> quoted", "*a* _b_ `c` ~~d~~",
        "[a](http://b)", "![a](b)", "<b>x</b>", "<http://a.b>", "&amp; &copy;", "a | b\n--- | ---", "===", "---", "***",
        "```", "    code", "a  \nb", "\\*", "[^1]: x", "[a]: http://b", "$x$", "$190 billion", "Li_Qiang_2023",
    ],
)  # fmt: skip
def test_nothing_from_outside_becomes_markup(text: str) -> None:
    assert shown(escape(text)) == " ".join(text.split())


def test_markdown_has_headings_citations_and_numbered_sentences() -> None:
    text = markdown(BRIEFING)
    assert text.startswith("# China–Russia: Mishustin in Beijing\n\n2023 · 18 sentences")
    assert re.findall(r"(?m)^## (.*)", text) == [
        "People", "Trade", "Diplomacy", "NATO & G7".replace("&", "\\&"), "Expert commentary", "Source"
    ]  # fmt: skip
    assert "### Bilateral trade forecast for this year \\[8\\]\n\nMishustin predicted an increase from \\$190" in text
    assert "\n\n**\\[18\\]** He travelled" in text


def test_markdown_of_a_pane_keeps_the_numbers_of_its_sentences() -> None:
    text = markdown(BRIEFING, pane=PaneId("expert"))
    assert re.findall(r"\*\*\\\[(\d+)\\\]\*\*", text) == ["6", "16"]
    assert "## Cited sentences" in text


def test_what_the_text_of_an_entry_leaves_out_stands_below_it() -> None:
    said = Quotation("dear friend.", entry("d3").quotations[0].span, "Xi *Jinping*")
    bare = entry("d3")._replace(text="In spring.", quotations=(said,))
    assert "> “dear friend.” — Xi \\*Jinping\\*\n\n> Figures: March" in markdown(BRIEFING._replace(entries=(bare,)))


# --- what is copied --------------------------------------------------------------------------------------------------


def test_an_entry_is_copied_with_the_words_it_rests_on_and_where_they_are_from() -> None:
    assert entry_with_citation(BRIEFING, entry("t3")) == (
        "Bilateral trade forecast for this year\n"
        "Mishustin predicted an increase from $190 billion in 2022 to $200 billion this year.\n"
        "\n"
        "[8] Mishustin predicted on Tuesday that bilateral trade would increase from $190 billion in 2022 to "
        "$200 billion this year.\n"
        "— China–Russia: Mishustin in Beijing, 2023"
    )


def test_an_entry_without_citation_or_text_is_copied_too() -> None:
    bare = entry("t3")._replace(text="", citations=())
    assert entry_with_citation(BRIEFING, bare) == f"{bare.title}\n— China–Russia: Mishustin in Beijing, 2023"
    assert citation_only(BRIEFING, bare) == "China–Russia: Mishustin in Beijing, 2023"


def test_a_citation_names_its_sentences() -> None:
    head = "China–Russia: Mishustin in Beijing, 2023"
    assert citation_only(BRIEFING, entry("t3")) == f"{head}, sentence 8"
    assert citation_only(BRIEFING, entry("p7")) == f"{head}, sentences 17 and 18"
    assert citation_only(BRIEFING, entry("p1")) == f"{head}, sentences 1, 2, 4 and 8"


def test_a_sentence_is_copied_with_its_number() -> None:
    assert sentence_with_citation(BRIEFING, SentenceNumber(7)) == (
        "[7] Since the invasion began, trade between the two countries has dramatically increased.\n"
        "— China–Russia: Mishustin in Beijing, 2023"
    )
    with pytest.raises(IndexError):
        sentence_with_citation(BRIEFING, SentenceNumber(19))


def test_a_source_is_named_with_all_that_is_known_of_it() -> None:
    source = Source("The visit", "A. Writer", "The Paper", "2023-05-24", "https://example.org/visit")
    named = source_line(BRIEFING._replace(source=source))
    assert named == "A. Writer, The visit, The Paper, 2023-05-24, https://example.org/visit"
    assert source_line(BRIEFING._replace(source=Source())) == BRIEFING.title


def test_words_over_two_lines_are_copied_on_one() -> None:
    text = "One\ntwo."
    citation = entry("t3").citations[0]._replace(span=Span(0, 8), quote=text)
    copied = entry_with_citation(BRIEFING, entry("t3")._replace(id=EntryId("x"), citations=(citation,)))
    assert "[8] One two.\n" in copied


def test_the_citation_of_a_sentence_holds_none_of_its_words() -> None:
    said = sentence_citation(BRIEFING, SentenceNumber(8))
    assert said == f"{source_line(BRIEFING)}, sentence 8"
    assert BRIEFING.words_of(SentenceNumber(8)) not in said
