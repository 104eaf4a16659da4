"""The words of a note are found again in a changed text, or it is said that they are not sure to be meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from content.anchors import CONTEXT, SURE, Anchor, Selector, find, from_web_annotation, select, to_web_annotation
from content.bundled import bundled_briefing
from content.errors import ContentError, SelectorError
from content.model import Span

NEWS = (Path(__file__).parents[1] / "data" / "mishustin.txt").read_text(encoding="utf-8").rstrip("\n")
SENTENCES = [s.span for s in bundled_briefing().sentences]
NOWHERE = Anchor(None, 0.0, False)

# Few letters, so that words repeat; an accent of its own and a character outside the first plane.
texts = st.text(st.sampled_from("ab cd.\n\u0301é😀不"), max_size=120) | st.text(max_size=60)
words = st.text(st.sampled_from("xyz .\né😀"), max_size=30)


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, Span]:
    """A text and a span in it."""
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def quoted_news(draw: st.DrawFn) -> Span:
    """A span of the news text with some surroundings on each side, from word to word."""
    borders = [m.start() for m in re.finditer(r"\b\w", NEWS) if CONTEXT <= m.start() <= len(NEWS) - CONTEXT]
    first = draw(st.integers(0, len(borders) - 2))
    last = draw(st.integers(first + 1, min(len(borders) - 1, first + 40)))
    return Span(borders[first], borders[first] + len(NEWS[borders[first] : borders[last]].rstrip()))


def span_of(quote: str, text: str = NEWS) -> Span:
    assert text.count(quote) == 1, quote
    return Span(text.index(quote), text.index(quote) + len(quote))


def found_in(quote: str, new: str) -> tuple[str | None, bool]:
    """The words that a quote of the news text is found as, and whether that is sure."""
    anchor = find(select(NEWS, span_of(quote)), new)
    return anchor.span and anchor.span.of(new), anchor.is_sure


# A text that did not change, or changed elsewhere


@given(quoted())
def test_words_are_found_where_they_stand_in_the_same_text(example: tuple[str, Span]) -> None:
    text, span = example
    assert find(select(text, span), text) == Anchor(span, 1.0, True)


def occurs_once(selector: Selector, text: str) -> bool:
    whole = selector.prefix + selector.exact + selector.suffix
    return text.find(whole) == text.rfind(whole) and text.count(selector.exact) == 1


@given(quoted_news(), st.data())
def test_words_move_with_what_is_changed_before_and_after_them(span: Span, data: st.DataObject) -> None:
    selector = select(NEWS, span)
    cut = data.draw(st.integers(0, span.start - CONTEXT))
    resume = data.draw(st.integers(cut, span.start - CONTEXT))
    stop = data.draw(st.integers(span.end + CONTEXT, len(NEWS)))
    before, after = data.draw(words), data.draw(words)
    new = NEWS[:cut] + before + NEWS[resume:stop] + after
    assume(occurs_once(selector, new))
    moved = len(before) - (resume - cut)
    anchor = find(selector, new)
    assert anchor.span == Span(span.start + moved, span.end + moved)
    assert (anchor.is_sure, anchor.is_exact) == (True, True)


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_a_sentence_is_followed_to_another_place(sentence: Span, other: Span) -> None:
    assume(sentence.end <= other.start)
    new = NEWS[: sentence.start] + NEWS[sentence.end : other.end] + " " + sentence.of(NEWS) + NEWS[other.end :]
    anchor = find(select(NEWS, sentence), new)
    assert anchor.span == span_of(sentence.of(NEWS), new)
    assert anchor.is_sure


# Words that changed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("’", "'"),
        ("dear friend.”", 'dear friend."'),
        (" ", "\u00a0"),
        ("\n", "\n\n"),
        ("Asia-Pacific", "Asia–Pacific"),
        ("Mishustin", "Mishusttin"),
        ("commencement", "commencment"),
        ("China", "C\u00adhina"),
    ],
)
def test_spelling_and_typography_leave_a_sentence_sure(old: str, new: str) -> None:
    changed = NEWS.replace(old, new)
    for sentence in SENTENCES:
        anchor = find(select(NEWS, sentence), changed)
        assert anchor.is_sure
        assert anchor.span == Span(
            len(NEWS[: sentence.start].replace(old, new)), len(NEWS[: sentence.end].replace(old, new))
        )


def test_composed_and_decomposed_letters_are_the_same_words() -> None:
    old = "Il était à Genève. Le président français a déclaré que l’accord était prêt. Il est rentré."
    span = span_of("Le président français a déclaré que l’accord était prêt.", old)
    new = unicodedata.normalize("NFD", "Hier soir. " + old)
    anchor = find(select(old, span), new)
    assert anchor.is_sure
    assert unicodedata.normalize("NFC", anchor.span.of(new) if anchor.span else "") == span.of(old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("would increase", "would not increase"),
        ("would increase", "wouldn’t increase"),
        ("would increase", "would decrease"),
        ("$190 billion", "$180 billion"),
        ("$190 billion", "€190 billion"),
        ("$190 billion", "$19.0 billion"),
        ("$190 billion", "$190 million"),
        ("$200 billion", "-$200 billion"),
        ("this year.", "this year?"),
        ("Mishustin predicted", "Mishustin never predicted"),
    ],
)
def test_a_sentence_that_may_say_something_else_is_shown_but_not_sure(old: str, new: str) -> None:
    sentence = NEWS[slice(*SENTENCES[7])]
    assert old in sentence
    changed = NEWS.replace(sentence, sentence.replace(old, new))
    words, is_sure = found_in(sentence, changed)
    assert words is not None and words.rstrip(".?") == sentence.replace(old, new).rstrip(".?")
    assert not is_sure


@pytest.mark.parametrize(
    ("old", "new"), [("中国同意这个计划", "中国不同意这个计划"), ("вырастет втрое", "не вырастет втрое"), ("👍", "👎")]
)
def test_other_scripts_and_signs_can_deny_as_well(old: str, new: str) -> None:
    text = f"Первое сообщение было в среду днём. Сообщается: {old}, сказали нам. Второе сообщение было в четверг."
    selector = select(text, span_of(f"Сообщается: {old}, сказали нам.", text))
    anchor = find(selector, text.replace(old, new))
    assert anchor.span is not None
    assert not anchor.is_sure


def test_a_negation_beside_the_words_makes_them_unsure() -> None:
    text = NEWS.replace("have decided to increase", "have not decided to increase")
    assert found_in("decided to increase investment", text) == ("decided to increase investment", False)


@given(quoted_news(), st.data())
def test_a_change_inside_the_words_is_unsure_or_leaves_most_of_them(span: Span, data: st.DataObject) -> None:
    a = data.draw(st.integers(span.start, span.end))
    b = data.draw(st.integers(a, span.end))
    put = data.draw(words)
    new = NEWS[:a] + put + NEWS[b:]
    anchor = find(select(NEWS, span), new)
    if anchor.is_sure:
        assert anchor.span is not None
        shared = difflib.SequenceMatcher(None, span.of(NEWS), anchor.span.of(new), autojunk=False).ratio()
        assert shared > 0.8
        assert anchor.span.start <= a + len(put) and anchor.span.end >= a


@given(quoted_news() | st.sampled_from(SENTENCES))
def test_deleted_words_are_never_sure(span: Span) -> None:
    new = NEWS[: span.start] + NEWS[span.end :]
    anchor = find(select(NEWS, span), new)
    assert not anchor.is_sure
    if span.of(NEWS) in [sentence.of(NEWS) for sentence in SENTENCES]:
        assert anchor.confidence < 0.5


# Several places


def test_a_short_word_needs_its_surroundings() -> None:
    selector = select(NEWS, Span(NEWS.index("the two"), NEWS.index("the two") + 3))
    for new in ("the", "all the other things", "It was the end.", NEWS[400:], "the " * 9, "the " * 9999):
        assert not find(selector, new).is_sure
    assert find(selector, "Update. " + NEWS) == Anchor(Span(selector.start + 8, selector.end + 8), 0.99, True)


@given(quoted_news(), st.integers(1, 40))
def test_of_two_equal_places_none_is_sure_unless_one_stands_where_it_did(span: Span, shift: int) -> None:
    selector = select(NEWS, span)
    assert find(selector, NEWS + "\n" + NEWS) == Anchor(span, 1.0, True)
    anchor = find(selector, "x" * shift + "\n" + NEWS + "\n" + NEWS)
    assert anchor.span == Span(span.start + shift + 1, span.end + shift + 1)
    assert (anchor.is_sure, anchor.is_exact) == (False, True)


def test_the_surroundings_decide_between_equal_words() -> None:
    old = "Asked about gas, the minister said no. Asked about oil in the north, the minister said no. Then he left us."
    at = old.rindex("the minister said no.")
    anchor = find(select(old, Span(at, at + 21)), "Moscow. " + old)
    assert anchor.span == Span(at + 8, at + 29)
    assert anchor.is_sure


def test_the_same_words_elsewhere_do_not_take_a_note_from_words_that_changed() -> None:
    old = "In the spring the ministry said that trade rose by 40 %. Nothing else was said about it.\n"
    new = old.replace("40 %", "30 %") + "A year ago, by contrast, trade rose by 40 % in the country.\n"
    assert not find(select(old, span_of("trade rose by 40 %", old)), new).is_sure


# Edges


@pytest.mark.parametrize("text", ["", "a", "\u0301", "😀", "nothing of it"])
def test_words_longer_than_the_text_or_not_in_it_are_nowhere(text: str) -> None:
    assert find(select(NEWS, SENTENCES[2]), text) == NOWHERE
    assert find(Selector("", "", "", 0, 0), text) == NOWHERE
    assert find(Selector("…", "", "", 9, 10), text) == NOWHERE


@given(quoted(), texts)
def test_whatever_the_texts_the_answer_is_inside_them(example: tuple[str, Span], new: str) -> None:
    anchor = find(select(*example), new)
    assert 0 <= anchor.confidence <= 1
    assert anchor.is_sure == (anchor.span is not None and anchor.confidence >= SURE)
    if anchor.span is None:
        assert anchor == NOWHERE
    else:
        assert 0 <= anchor.span.start < anchor.span.end <= len(new)
        assert anchor.is_exact == (anchor.span.of(new) == example[1].of(example[0]))


@pytest.mark.parametrize("span", [Span(0, 0), Span(-1, 2), Span(2, 1), Span(0, 4), Span(9, 10)])
def test_no_words_can_be_selected_outside_a_text(span: Span) -> None:
    with pytest.raises(ValueError, match="in a text of 3"):
        select("abc", span)


def test_a_chapter_is_found_by_its_ends_but_not_sure_when_it_changed() -> None:
    chapter = "\n".join(f"{n}. {NEWS[200 + n : 900 + n]}" for n in range(9))
    old = f"Before all of this there was a foreword.\n{chapter}\nAnd after all of it there is an index."
    span = span_of(chapter, old)
    new = "Second edition. " + old.replace("4. ", "Four. ")
    anchor = find(select(old, span), new)
    assert anchor.span == Span(span.start + 16, span.end + 19)
    assert not anchor.is_sure
    assert find(select(old, span), "Second edition. " + old).is_sure


# W3C Web Annotation


@given(quoted())
def test_the_selectors_of_the_standard_come_back_as_they_went(example: tuple[str, Span]) -> None:
    selector = select(*example)
    objects = to_web_annotation(selector)
    assert [o["type"] for o in objects] == ["TextQuoteSelector", "TextPositionSelector"]
    assert from_web_annotation(objects) == from_web_annotation(objects[::-1]) == selector


QUOTE: dict[str, Any] = {"type": "TextQuoteSelector", "exact": "a"}
POSITION: dict[str, Any] = {"type": "TextPositionSelector", "start": 3, "end": 4}


def test_surroundings_may_be_missing() -> None:
    assert from_web_annotation([POSITION, QUOTE]) == Selector("a", "", "", 3, 4)


@pytest.mark.parametrize(
    ("objects", "where"),
    [
        (None, "selector"),
        ({"type": "TextQuoteSelector"}, "selector"),
        ([], "selector"),
        ([QUOTE], "selector"),
        ([POSITION], "selector"),
        ([QUOTE, POSITION, QUOTE], "selector[2]"),
        ([QUOTE, POSITION, POSITION], "selector[2]"),
        ([QUOTE, "x"], "selector[1]"),
        ([{"type": ["TextQuoteSelector"]}], "selector[0]"),
        ([{"type": "SvgSelector"}, QUOTE, POSITION], "selector[0]"),
        ([POSITION, {**QUOTE, "exact": ""}], "selector[1].exact"),
        ([POSITION, {**QUOTE, "prefix": 4}], "selector[1].prefix"),
        ([{**POSITION, "start": -1}, QUOTE], "selector[0].start"),
        ([{**POSITION, "start": True}, QUOTE], "selector[0].start"),
        ([{**POSITION, "end": 3}, QUOTE], "selector[0].end"),
        ([{**POSITION, "end": "4"}, QUOTE], "selector[0].end"),
    ],
)
def test_what_is_no_pair_of_selectors_is_refused_with_its_place(objects: Any, where: str) -> None:
    with pytest.raises(SelectorError) as caught:
        from_web_annotation(objects)
    assert isinstance(caught.value, ContentError)
    assert caught.value.where == where
    assert caught.value.remedy


# A news text in revision


def revisions() -> Iterator[tuple[str, str]]:
    """Ways in which a sentence is revised: old words, new words."""
    for sentence in (span.of(NEWS) for span in SENTENCES):
        yield sentence, "Officials said on Monday that " + sentence
        yield sentence, sentence + " No further details were given."
        yield sentence, sentence[:-1] + ", two people familiar with the matter said."
        for word in re.findall(r"\b[\w’]+\b", sentence):
            yield sentence, re.sub(rf"\b{word}\b", f"not {word}", sentence, count=1)
            yield sentence, re.sub(rf"\b{word}\b", "notwithstanding", sentence, count=1)
            yield sentence, re.sub(r"\d", lambda m: str((int(m[0]) + 3) % 10), sentence)
            if len(word) > 4 and word.isalpha():
                yield sentence, re.sub(rf"\b{word}\b", word[:2] + word[3:], sentence, count=1)


def test_no_revision_of_a_news_text_is_sure_of_a_wrong_place() -> None:
    sides: Counter[str] = Counter()
    for old, revised in revisions():
        new = NEWS.replace(old, revised)
        place = span_of(revised, new)
        for sentence in SENTENCES:
            if abs(sentence.start - NEWS.index(old)) > 400:
                continue
            anchor = find(select(NEWS, sentence), new)
            if sentence.of(NEWS) in new:
                is_right = anchor.span == span_of(sentence.of(NEWS), new)
            else:
                is_right = anchor.span is not None and place.start <= anchor.span.start and anchor.span.end <= place.end
            sides[f"{'right' if is_right else 'wrong'} {'sure' if anchor.is_sure else 'unsure'}"] += 1
    total = sides.total()
    assert total > 3000
    assert sides["wrong sure"] == 0
    assert sides["wrong unsure"] <= 0.01 * total
    assert sides["right sure"] >= 0.7 * total
