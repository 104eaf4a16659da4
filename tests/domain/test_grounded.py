"""What a draft says beyond its sentences is left out, whatever an article does to fool it."""

from __future__ import annotations

import time

import pytest

from content.check import findings_of
from content.drafting.grounded import keep_grounded
from content.grounding import Fault
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Origin,
    PaneId,
    Quotation,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)
from tests.domain.articles import drafted


def briefing_of(lines: list[str], *entries: Entry) -> Briefing:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    ends = [start + len(line) for start, line in zip(starts, lines, strict=True)]
    text = "\n".join(lines)
    rows = Sentences(list(range(1, len(lines) + 1)), starts, ends)
    cited = []
    for entry in entries:
        spans = [(c.sentence, Span(starts[c.sentence - 1], ends[c.sentence - 1])) for c in entry.citations]
        cited.append(entry._replace(citations=tuple([Citation(n, span, span.of(text)) for n, span in spans])))
    return Briefing(BriefingId("b"), "A title", "en", DeskId("world"), Source("A title"), text, rows, tuple(cited))


def entry(title: str, text: str, *numbers: int, pane: str = "diplomacy", number: int = 1) -> Entry:
    citations = tuple([Citation(SentenceNumber(n), Span(0, 1), "") for n in numbers])
    return Entry(EntryId(f"{pane}-{number}"), PaneId(pane), "statement", title, text, Origin.DRAFTED, citations)


def span_of(lines: list[str], words: str) -> Span:
    at = "\n".join(lines).index(words)
    return Span(at, at + len(words))


LINES = [
    "Ana Costa, the foreign minister of Peru, said her country would not sign the treaty with Chile.",
    "The weather in Lima was mild.",
    "Trade between the two countries reached $5 billion.",
    "Luis Rojas, the Chilean envoy, called it “a missed chance for both peoples.”",
]


def test_an_entry_that_says_what_its_sentences_say_is_kept_as_it_is() -> None:
    whole = briefing_of(LINES, entry("Peru would not sign the treaty with Chile", LINES[0], 1))
    assert keep_grounded(whole) == whole


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("Her country would sign the treaty with Chile", Fault.NEGATION),
        ("Luis Rojas would not sign the treaty with Chile", Fault.NAME),
        ("The treaty with Chile is worth $5 billion", Fault.FIGURE),
        ("Chile called the treaty “a missed chance”", Fault.QUOTATION),
    ],
)
def test_a_title_that_says_something_else_becomes_the_first_words_of_the_text(title: str, fault: Fault) -> None:
    false = briefing_of(LINES, entry(title, LINES[0], 1))
    assert fault in {finding.fault for finding in findings_of(false)}
    kept = keep_grounded(false)
    assert LINES[0].startswith(kept.entries[0].title.removesuffix("…")) and not findings_of(kept)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Costa said her country would sign the treaty with Chile.",
        "Luis Rojas said her country would not sign the treaty with Chile.",
        "Ana Costa said the treaty with Chile was worth $5 billion.",
        "Ana Costa called the treaty “a missed chance for both peoples.”",
    ],
)
def test_an_entry_whose_text_says_something_else_is_left_out_with_the_links_to_it(text: str) -> None:
    right = entry("The weather in Lima was mild", LINES[1], 2, number=2)._replace(links=(EntryId("diplomacy-1"),))
    kept = keep_grounded(briefing_of(LINES, entry("Ana Costa said it", text, 1), right))
    assert [each.id for each in kept.entries] == ["diplomacy-2"] and kept.entries[0].links == ()


def test_a_figure_of_another_sentence_is_left_out_of_its_entry() -> None:
    far = Figure("$5 billion", span_of(LINES, "$5 billion"), FigureKind.MONEY)
    kept = keep_grounded(
        briefing_of(LINES, entry("The weather in Lima was mild", LINES[1], 2)._replace(figures=(far,)))
    )
    assert kept.entries[0].figures == () and not findings_of(kept)


def test_a_quotation_of_another_sentence_is_left_out_of_its_entry() -> None:
    words = "a missed chance for both peoples."
    far = Quotation(words, span_of(LINES, words), "Luis Rojas")
    mild = entry("The weather in Lima was mild", LINES[1], 2)._replace(quotations=(far,))
    assert keep_grounded(briefing_of(LINES, mild)).entries[0].quotations == ()


def test_a_speaker_who_is_nowhere_near_the_words_is_left_out_and_the_quotation_kept() -> None:
    words = "a missed chance for both peoples."
    said = Quotation(words, span_of(LINES, words), "Kofi Mensah")
    false = briefing_of(
        LINES, entry("Luis Rojas called it “a missed chance…”", LINES[3], 4)._replace(quotations=(said,))
    )
    assert {finding.fault for finding in findings_of(false)} == {Fault.SPEAKER}
    assert [(q.text, q.speaker) for q in keep_grounded(false).entries[0].quotations] == [(words, None)]


def test_a_name_that_stands_in_another_sentence_only_is_not_let_into_a_person() -> None:
    person = entry("Ana Costa", "The envoy of Bolivia", 1, pane="people")
    assert not keep_grounded(briefing_of(LINES, person)).entries


def test_an_entry_without_a_cited_sentence_is_left_out() -> None:
    assert not keep_grounded(briefing_of(LINES, entry("The weather was mild", "The weather was mild."))).entries


def test_ten_times_the_entries_take_about_ten_times_as_long() -> None:
    def seconds(times: int) -> float:
        lines = [line for _ in range(times) for line in LINES]
        entries = [entry("Her country would sign it", lines[n], n + 1, number=n) for n in range(len(lines))]
        whole = briefing_of(lines, *entries)
        begun = time.process_time()
        keep_grounded(whole)
        return time.process_time() - begun

    seconds(5)
    assert seconds(500) < 40 * max(seconds(50), 0.005)


FOOLING = (
    "Peru’s foreign minister, Ana Costa, said on Monday that her government, which had sought a deal with Chile over"
    " the port of Arica for many years, would under no circumstances sign the treaty.",
    "“We will sign,” Luis Rojas, the Chilean envoy, had said. “We will not,” Costa told reporters in Lima.",
    "Neither Peru nor Chile has agreed to tariffs of 5 percent on copper, and trade did not reach $7 billion, though it"
    " was said that it would reach $9 billion.",
    "Rojas denied that Chile would expel the ambassador of Peru unless Peru withdrew its sanctions, “a lie by Costa”.",
    "Kofi Mensah of Ghana was not at the talks, nor did he call for sanctions.",
    "It is false that Chile and Peru have signed a treaty, an analyst at the Lowy Institute said, who met neither.",
    "The talks failed. He did not say why. She did.",
)


@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
def test_whatever_an_article_does_to_fool_it_no_entry_says_more_than_its_sentences(order: int) -> None:
    briefing = drafted("\n".join(FOOLING[::order])).briefing
    assert len(briefing.entries) >= 8 and not findings_of(briefing)
    for each in briefing.entries:
        cited = " ".join(citation.quote for citation in each.citations)
        assert all(figure.text in cited for figure in each.figures)
        assert all(quotation.text.strip(".,") in cited for quotation in each.quotations)
        if each.pane != "people":
            assert each.text.split() == cited.split()
    titles = {each.title for each in briefing.entries if each.pane != "people"}
    assert {"It is false that Chile and Peru have signed a treaty…", "Rojas: “We will sign”"} <= titles
    turned = (
        "would sign",
        "Chile would expel",
        "Chile and Peru have signed",
        "The trade reached",
        "He was at the talks",
    )
    assert not any(title.startswith(turned) for title in titles)


@pytest.mark.parametrize(
    ("title", "is_kept"),
    [
        ("Peru raised its tariffs…", True),
        ("Peru: Raised its tariffs on wine", True),
        ("Peru raised its tariffs by 1", False),
        ("Chile raised its tariffs", False),
        ("Peru raised its tar", False),
    ],
)
def test_a_title_of_whole_words_of_its_sentence_needs_no_further_look(title: str, is_kept: bool) -> None:
    from content.drafting.grounded import _stands

    assert _stands(title, "Peru raised its tariffs on wine by 15 percent.") == is_kept
    assert not _stands("Peru raised its tariffs", "Peru raised its tariffs on no wine.")
