"""Words are what a reader would select, whatever the script, and the words of a briefing are found from any place."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.bundled import bundled_briefing
from content.exports.citation import words_citation, words_with_citation
from content.model import Briefing, BriefingId, DeskId, SentenceNumber, Sentences, Source, Span
from content.words import Words, word_spans

texts = st.text(
    st.one_of(st.characters(), st.sampled_from("ab1 .,’'-–$€%\u0301\u200d\ufe0f中国हिन्ीe\n👍🏽𝔸")), max_size=40
)


def words_of(text: str) -> list[str]:
    return [span.of(text) for span in word_spans(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mishustin’s trade, don't!", ["Mishustin’s", "trade", "don't"]),
        ("from $190 billion to 53.8% of it", ["from", "$190", "billion", "to", "53.8%", "of", "it"]),
        ("G7’s state-owned US$5bn", ["G7’s", "state-owned", "US$5bn"]),
        ("China–Russia — “dear friend.”", ["China", "Russia", "dear", "friend"]),
        ("1,000 at 10:30, 5, 6.", ["1,000", "at", "10:30", "5", "6"]),
        ("the U.S. and 50 %", ["the", "U.S", "and", "50"]),
        ("中国とRussia", ["中", "国", "と", "Russia"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("cafe\u0301 1\ufe0f\u20e3", ["cafe\u0301", "1\ufe0f\u20e3"]),
        ("ελληνικά по-русски 𝔸𝔹", ["ελληνικά", "по-русски", "𝔸𝔹"]),
        ("… — 👍🏽 “”", []),
        ("", []),
    ],
)
def test_words_are_what_a_reader_would_select(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@settings(deadline=None, max_examples=300)
@given(texts)
@example("a\u200db")
@example("\u0301a")
def test_words_follow_each_other_and_hold_every_letter_and_no_blank(text: str) -> None:
    spans = word_spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = set()
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert not any(c.isspace() for c in span.of(text))
        inside.update(range(*span))
    assert [c for at, c in enumerate(text) if c.isalnum() and at not in inside] == []


@settings(deadline=None, max_examples=300)
@given(texts)
def test_no_word_ends_before_the_marks_on_its_last_letter(text: str) -> None:
    for span in word_spans(text):
        after = text[span.end : span.end + 1]
        assert not (after and category(after)[0] == "M" and text[span.end - 1].isalnum())


def briefing_of(*sentences: str) -> Briefing:
    starts, ends, at = [], [], 0
    for sentence in sentences:
        starts.append(at)
        ends.append(at + len(sentence))
        at += len(sentence) + 1
    packed = Sentences([1] * len(sentences), starts, ends)
    return Briefing(BriefingId("b"), "B", "en", DeskId("world"), Source(), "\n".join(sentences), packed, ())


@settings(deadline=None, max_examples=200)
@given(st.lists(texts.filter(bool), min_size=1, max_size=5), st.data())
def test_the_word_at_after_and_before_a_place_are_those_of_the_whole_list(
    sentences: list[str], data: st.DataObject
) -> None:
    briefing = briefing_of(*sentences)
    words = Words(briefing)
    every = [word for n in range(len(sentences)) for word in words.of(SentenceNumber(n + 1))]
    at = data.draw(st.integers(0, len(briefing.text)))
    assert words.at(at) == next((w for w in every if w.start <= at < w.end), None)
    assert words.after(at) == next((w for w in every if w.start >= at), None)
    assert words.before(at) == next((w for w in reversed(every) if w.end <= at), None)
    other = data.draw(st.integers(0, len(briefing.text)))
    between = words.between(at, other)
    assert between == words.between(other, at)
    assert (between is None) == (not every)
    span = Span(min(at, other), max(at, other))
    assert words.count(span) == sum(1 for w in every if span.start <= w.start < span.end)


def test_between_two_places_the_words_at_both_are_taken_whole() -> None:
    words = Words(briefing_of("One two, three.", "Four!"))
    text = "One two, three.\nFour!"
    between = words.between(5, 11)
    assert between is not None and between.of(text) == "two, three"
    assert words.between(7, 8) == Span(4, 7)  # between the words: the one before
    across = words.between(text.index("u"), 1)
    assert across is not None and across.of(text) == "One two, three.\nFour"
    assert Words(briefing_of("…", "!")).between(0, 2) is None


def test_words_are_cited_with_the_sentences_that_they_touch() -> None:
    briefing = bundled_briefing()
    first, second = briefing.sentences[7].span, briefing.sentences[8].span
    inside = Span(first.start, first.start + 19)
    assert words_with_citation(briefing, inside) == (
        f"[8] “{inside.of(briefing.text)}”\n— China–Russia: Mishustin in Beijing, 2023"
    )
    both = Span(first.start, second.end)
    assert words_with_citation(briefing, both).startswith("[8–9] “")
    assert words_citation(briefing, inside).endswith(", 2023, sentence 8")
    assert words_citation(briefing, both).endswith(", 2023, sentences 8 to 9")
    with pytest.raises(ValueError):
        words_citation(briefing_of("One.", "Two."), Span(4, 5))
