"""What a note is on and where it stands, which notes are wanted, and the tags in what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.anchors import Selector
from content.model import BriefingId, EntryId, SentenceNumber, Sentences, Span
from content.notes import (
    Colour,
    Note,
    NoteFilter,
    NoteId,
    NoteKind,
    NoteTarget,
    SessionId,
    begun_tag,
    completions,
    count_tags,
    in_source_order,
    on_entry,
    on_sentence,
    on_span,
    place_of,
    sentence_at,
    tags_of,
)
from tests.domain.libraries import BUNDLED

ID = BriefingId("b")
#       0123456789 1234567 8901234
GAPS = BUNDLED._replace(text="  One two. Three. \n Four.  ", sentences=Sentences([1, 1, 2], [2, 11, 20], [10, 17, 25]))


def note(target: NoteTarget = NoteTarget(), **fields: object) -> Note:  # noqa: B008  (a frozen value)
    return Note(NoteId("n"), ID, target, NoteKind.NOTE)._replace(**fields)  # type: ignore[arg-type]


def test_a_note_on_an_entry_holds_its_id_and_its_title() -> None:
    entry = BUNDLED.entries[4]
    target = on_entry(BUNDLED, entry.id)
    assert (target.entry, target.sentence, target.is_span) == (entry.id, None, False)
    assert target.selector == Selector(entry.title, "", "", 0, len(entry.title))
    assert place_of(note(target), BUNDLED) is None
    with pytest.raises(KeyError):
        on_entry(BUNDLED, EntryId("missing"))


def test_an_entry_without_a_title_is_held_by_its_text() -> None:
    entry = BUNDLED.entries[0]
    untitled = BUNDLED._replace(entries=(entry._replace(title=""), entry._replace(id=EntryId("e"), title="", text="")))
    first, second = (on_entry(untitled, each.id) for each in untitled.entries)
    assert first.selector is not None
    assert first.selector.exact == entry.text
    assert second.selector is None


def test_a_note_on_a_sentence_holds_its_number_and_its_words() -> None:
    for sentence in BUNDLED.sentences:
        target = on_sentence(BUNDLED, sentence.number)
        assert (target.entry, target.sentence, target.is_span) == (None, sentence.number, False)
        assert target.selector is not None
        assert target.selector.exact == BUNDLED.words_of(sentence.number)
        place = place_of(note(target), BUNDLED)
        assert place is not None
        assert place.is_sure
        assert place.span == sentence.span
    for number in (0, -1, len(BUNDLED.sentences) + 1):
        with pytest.raises(IndexError):
            on_sentence(BUNDLED, SentenceNumber(number))


def test_a_note_on_words_holds_them_and_the_first_sentence_that_they_touch() -> None:
    words = on_span(GAPS, Span(6, 9))
    assert (words.sentence, words.is_span) == (1, True)
    assert words.selector == Selector("two", "  One ", ". Three. \n Four.  ", 6, 9)
    assert on_span(GAPS, Span(11, 17)) == on_sentence(GAPS, SentenceNumber(2))
    across = on_span(GAPS, Span(6, 22))
    assert (across.sentence, across.is_span) == (1, True)
    assert on_span(GAPS, Span(17, 22)).sentence == 3


@pytest.mark.parametrize("span", [Span(5, 5), Span(6, 5), Span(-1, 3), Span(3, 99), Span(17, 20), Span(25, 27)])
def test_words_that_are_none_or_in_no_sentence_are_refused(span: Span) -> None:
    with pytest.raises(ValueError, match=r".+"):
        on_span(GAPS, span)


@given(st.integers(0, 27), st.integers(0, 27))
def test_the_sentence_at_a_span_is_the_first_that_shares_a_letter_with_it(start: int, end: int) -> None:
    if start < end:
        touched = [s.number for s in GAPS.sentences if set(range(start, end)) & set(range(s.span.start, s.span.end))]
        assert sentence_at(GAPS, Span(start, end)) == (touched[0] if touched else None)


def test_notes_stand_in_the_order_of_the_source_and_at_one_place_in_that_of_their_making() -> None:
    late, early = BUNDLED.entries[7], BUNDLED.entries[8]  # they cite sentences 5 and 1
    assert (late.citations[0].sentence, early.citations[0].sentence) == (5, 1)
    five = BUNDLED.sentences[4].span
    unsupported = BUNDLED.entries[9]._replace(citations=())
    briefing = BUNDLED._replace(entries=(late, early, unsupported))
    targets = {
        "entry that cites 1": on_entry(briefing, early.id),
        "sentence 1": on_sentence(briefing, SentenceNumber(1)),
        "entry that cites 5": on_entry(briefing, late.id),
        "sentence 5, first": on_sentence(briefing, SentenceNumber(5)),
        "sentence 5, second": on_sentence(briefing, SentenceNumber(5)),
        "words in 5": on_span(briefing, Span(five.start + 3, five.end)),
        "sentence 18": on_sentence(briefing, SentenceNumber(18)),
        "entry that cites nothing": on_entry(briefing, unsupported.id),
        "entry that is gone": NoteTarget(entry=EntryId("gone")),
    }
    # Ids that descend, as those of a window do whose clock is behind.
    made = [
        note(target, body=name, created_at=f"2023-05-24T12:00:{number:02}Z", id=NoteId(f"{99 - number}"))
        for number, (name, target) in enumerate(targets.items())
    ]
    for shuffled in (made, made[::-1], made[4:] + made[:4]):
        assert [each.body for each in in_source_order(shuffled, briefing)] == list(targets)


def test_each_colour_has_a_letter_of_its_own() -> None:
    assert len(Colour) == 8
    assert len({colour.letter for colour in Colour}) == 8


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        ("  , # ## ,", ()),
        ("trade", ("trade",)),
        ("#trade,#Ukraine  ##G7,x", ("trade", "Ukraine", "G7", "x")),
        ("Trade trade #TRADE", ("Trade",)),
        ("Straße STRASSE", ("Straße",)),
        ("c#\t#1.\n中", ("c#", "1.", "中")),
    ],
)
def test_tags_are_read_from_what_was_typed(typed: str, tags: tuple[str, ...]) -> None:
    assert tags_of(typed) == tags


@given(st.text())
def test_tags_that_were_read_once_are_read_again_the_same(typed: str) -> None:
    tags = tags_of(typed)
    assert tags_of(" ".join(f"#{tag}" for tag in tags)) == tags
    assert len({tag.casefold() for tag in tags}) == len(tags)


def test_tags_are_counted_whatever_their_case_the_most_used_first() -> None:
    notes = [note(tags=("Trade", "b")), note(tags=("trade", "A")), note(tags=()), note(tags=("TRADE",))]
    assert list(count_tags(notes).items()) == [("Trade", 3), ("A", 1), ("b", 1)]


FULL = note(
    on_sentence(BUNDLED, SentenceNumber(8)),
    kind=NoteKind.QUESTION,
    body="Who is the Source\nof 2022?",
    tags=("Forecast", "energy"),
    author="Ada",
    session=SessionId("s1"),
)


@pytest.mark.parametrize(
    ("wanted", "is_taken"),
    [
        (NoteFilter(), True),
        (NoteFilter(kind=NoteKind.QUESTION), True),
        (NoteFilter(kind=NoteKind.HIGHLIGHT), False),
        (NoteFilter(tag="forecast"), True),
        (NoteFilter(tag="fore"), False),
        (NoteFilter(session="s1"), True),
        (NoteFilter(session="s"), False),
        (NoteFilter(author="ADA"), True),
        (NoteFilter(author="Bob"), False),
        (NoteFilter(text="SOURCE 2022?"), True),
        (NoteFilter(text="2022? who"), True),
        (NoteFilter(text="ENERG"), True),
        (NoteFilter(text="mishustin"), True),
        (NoteFilter(text="source absent"), False),
        (NoteFilter(NoteKind.QUESTION, "energy", "billion", "s1", "ada"), True),
        (NoteFilter(NoteKind.QUESTION, "energy", "billion", "s2", "ada"), False),
    ],
)
def test_a_filter_takes_what_fits_all_that_is_asked(wanted: NoteFilter, is_taken: bool) -> None:
    assert wanted.takes(FULL) is is_taken


def test_a_filter_for_what_a_note_lacks_leaves_it_out() -> None:
    bare = note()
    assert NoteFilter().takes(bare)
    for wanted in (NoteFilter(tag="a"), NoteFilter(text="a"), NoteFilter(session="a"), NoteFilter(author="a")):
        assert not wanted.takes(bare)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("#", []),
        ("tr", ["trade", "Trade-War"]),
        ("#TR", ["trade", "Trade-War"]),
        ("trade", []),
        ("trade tr", ["Trade-War"]),
        ("trade, #trade-", ["Trade-War"]),
        ("tr ", []),
        ("x", []),
    ],
)
def test_a_tag_that_is_begun_is_completed_from_those_in_use(typed: str, found: list[str]) -> None:
    assert completions(typed, len(typed), ["trade", "Trade-War", "forecast"]) == found


def test_a_tag_is_completed_only_at_the_end_of_what_is_typed() -> None:
    assert completions("tr other", 2, ["trade"]) == []
    assert completions("tr ,", 2, ["trade"]) == ["trade"]


@given(st.text(), st.lists(st.text(min_size=1)))
def test_what_completes_a_tag_begins_with_it(typed: str, known: list[str]) -> None:
    begun = begun_tag(typed, len(typed))
    for tag in completions(typed, len(typed), known):
        assert tag in known and tag.casefold().startswith(begun) and tag.casefold() != begun
