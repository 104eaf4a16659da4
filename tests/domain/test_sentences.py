"""Sentences end where a reader says they end, abbreviations or not, and every word belongs to exactly one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.drafting.sentences import cut_sentences
from tests.domain.steps import steps_of

DATA = Path(__file__).parents[1] / "data"
_PIECES = (
    "Mr. U.S. The he China said. “We it.” \" ' ” ) ( ... . ? ?” … — – a.m. No. 5 J. Inc. 1. • \n \t \u2028 \x85 \x1c "
    "\u202e \u200b \xa0 www.x.org. [1] [2] 中国。"
)
PIECES = st.sampled_from(_PIECES.split(" "))
texts = st.one_of(st.text(max_size=60), st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map(" ".join))


def cut(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in cut_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Li met Gen. Mark A. Milley in St. Petersburg.", "They spoke."],
        ["Secretary of State Antony J. Blinken spoke with George W. Bush.", "He left."],
        ["Lt. Col. Smith (Ret.) and Sen. Chris Coons, D-Del., went."],
        ["The U.S. President met U.N. Secretary-General Guterres."],
        ["They live in the U.S.", "The president does not."],
        ["Exports to the U.S. fell by 3.5 percent to $1.2 billion.", "China's rose."],
        ["Trade with the U.S.-led bloc fell.", "“We regret it.", "It will pass,” he said."],
        ["“Who pays?” he asked.", "Nobody answered!", "“We will.”"],
        ["“Who pays?” Prime Minister Li asked.", "Nobody answered."],
        ['"It is over."', "Stoltenberg left.", "Then it rained."],
        ["WASHINGTON (AP) — The ministers met.", "They left."],
        ["WASHINGTON, D.C. (AP) — The ministers met."],
        ["BEIJING, Jan. 5 (Xinhua) -- China agreed.", "Japan did not."],
        ["The talks begin at 3 p.m. Monday in Geneva.", "They end at 5 p.m.", "China will attend."],
        ["The talks begin at 9 a.m. Moscow time.", "It is cold."],
        ["1. The ministers agreed.", "It was late."],
        ["Robert F. Kennedy Jr. spoke.", "Joseph R. Biden, Jr. spoke with Apple Inc. Chief Executive Tim Cook."],
        ["It was sold to Acme Corp.", "The price is not known."],
        ["See www.example.org/a.b for more.", "https://example.org has it."],
        ["“We are ... America,” he said.", "Well…", "China waits.", "Trust....", "We urge it."],
        ["“It went off well … They did it,” he said.", "It was over."],
        ["Would it be so without him?", "… I think not.", "It fell."],
        ["It began in 2012.", "In 2013, it ended.", "$5 billion was spent.", "20 people came."],
        ["Article No. 5 and Art. IV hold.", "No.", "I do not agree.", "He said no.", "It fell."],
        ["(They left.)", "The rest (about 3 p.m.) stayed.", "It works.[1]", "It does.[2][3]"],
        ["The war (it began in 2014.) goes on."],
        ["He met with tanks vs. China's, i.e. The Army's, etc.", "They won."],
        ["Damascus fell.", "al-Assad fled.", "It was over."],
        ["He said . ”", "The end ."],
        ["They met.\u200b", "“\u202aIt\u202c is so.”\u200f", "The end."],
    ],
)
def test_a_sentence_ends_where_a_reader_says_it_ends(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("labels", sorted((DATA / "labelled").glob("*.json")), ids=lambda path: path.stem)
def test_sentences_are_those_that_were_labelled_by_hand(labels: Path) -> None:
    wanted = json.loads(labels.read_text("utf-8"))["sentences"]
    found = cut_sentences(labels.with_suffix(".txt").read_text("utf-8"))
    assert [(s.number, s.paragraph, list(s.span)) for s in found] == [(s["n"], s["par"], s["span"]) for s in wanted]


def test_paragraphs_are_counted_over_those_with_text_and_a_subhead_is_a_sentence() -> None:
    text = "\n  Trade \n\n It grew. It fell.\n \nThe end"
    assert [(s.paragraph, s.span.of(text)) for s in cut_sentences(text)] == [
        (1, "Trade"),
        (2, "It grew."),
        (2, "It fell."),
        (3, "The end"),
    ]


def test_an_empty_text_has_no_sentences() -> None:
    assert len(cut_sentences("")) == len(cut_sentences(" \n\t\n")) == 0


@given(texts)
@settings(max_examples=400, deadline=None)
def test_every_character_but_blanks_is_in_one_sentence_of_any_text(text: str) -> None:
    sentences = list(cut_sentences(text))
    covered: set[int] = set()
    last = 0
    for sentence in sentences:
        start, end = sentence.span
        assert last <= start < end
        words = sentence.span.of(text)
        assert words == words.strip() and "\n" not in words
        covered.update(range(start, end))
        last = end
    assert {at for at, character in enumerate(text) if not character.isspace()} <= covered
    paragraphs = [sentence.paragraph for sentence in sentences]
    assert paragraphs == sorted(paragraphs) and set(paragraphs) == set(range(1, len(set(paragraphs)) + 1))


@pytest.mark.parametrize("piece", ["The U.S. said so. ", ".", "a.", '. " ', "A. ", ") ", "x.[1]", "… "])
def test_ten_times_the_text_is_about_ten_times_the_work(piece: str) -> None:
    def steps(times: int) -> int:
        return steps_of(lambda: cut_sentences(piece * times))

    assert steps(5_000) <= 11 * steps(500)
