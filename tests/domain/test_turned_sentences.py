"""A sentence that turned: what was drafted from it is drafted anew, and nothing on it passes for unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.check import findings_of
from content.intake import Outcome, Taken, take_in
from content.library import Library
from content.model import Briefing, BriefingId, Entry, EntryId, Origin, Quotation, SentenceNumber, Span
from content.notes import on_sentence
from content.regrounding import Fate
from tests.domain.changing import MINISTERS, article, citing, with_entries
from tests.domain.libraries import opened

OLD, NEW = BriefingId("old"), BriefingId("new")
ONE, TWO, THREE, FOUR, FIVE, SIX = MINISTERS
ROSE = "Exports to Angola did not rise from $1.2 billion to $1.9 billion in 2021, Sousa said."

AGREED = """\
---
title: Trade talks in Beijing
url: https://example.org/beijing
date: 2023-05-24
---
Russian Prime Minister Mikhail Mishustin met Chinese Premier Li Qiang in Beijing on Wednesday.

The two countries agreed to invest $40 billion in a gas pipeline through Mongolia.

Mishustin said trade between Russia and China would reach $200 billion in 2023.
"""
TURNED = AGREED.replace("agreed to invest $40 billion", "did not agree to invest $45 billion")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as library:
        yield library


def taken(library: Library, text: str) -> Taken:
    [found] = take_in(library, text.encode(), "a.md")
    return found


def test_an_accepted_draft_takes_the_words_of_the_sentence_as_it_is_now_and_is_to_review_again(
    library: Library,
) -> None:
    first = taken(library, AGREED)
    assert first.briefing is not None
    library.review.accept_all(first.briefing)
    before = library.briefing(first.briefing)
    assert [entry.id for entry in before.entries if "$40 billion" in entry.text]
    second = taken(library, TURNED)
    assert second.outcome is Outcome.REVISED and second.briefing is not None
    after = library.briefing(second.briefing)
    assert not [entry for entry in after.entries if "$40 billion" in f"{entry.title} {entry.text}"]
    new = [entry for entry in after.entries if "$45 billion" in entry.text]
    assert new and all(entry.is_to_review for entry in new)
    assert {entry.id for entry in new} >= {entry.id for entry in before.entries if "$40 billion" in entry.text}
    pending = {item.id: item.fate for item in library.revisions.pending(second.briefing)}
    assert all(pending[entry.id] is Fate.CHANGED for entry in new if entry.id in {each.id for each in before.entries})
    assert findings_of(after) == ()
    # What stands on sentences that stayed is accepted as it was.
    assert [entry for entry in after.entries if "$200 billion" in entry.text and entry.accepted]


def test_of_two_accepted_drafts_on_one_sentence_each_takes_its_own_successor(library: Library) -> None:
    def two(briefing: Briefing, number: int, first: str, second: str) -> Briefing:
        entry = citing(briefing, number, "trade-1", Origin.DRAFTED)
        other = entry._replace(id=EntryId("trade-2"), kind="figure")
        return briefing._replace(entries=(entry._replace(title=first), other._replace(title=second)))

    library.add(two(article("old"), 2, "Exports rose", "Sousa said"))
    library.review.accept_all(OLD)
    new = two(article("new", [ONE, ROSE, THREE, FOUR, FIVE, SIX]), 2, "Exports did not rise", "Sousa said")
    revision = library.revisions.revise(OLD, new)
    assert [(entry.id, entry.title, entry.accepted) for entry in library.briefing(NEW).entries] == [
        ("trade-1", "Exports did not rise", False),
        ("trade-2", "Sousa said", False),
    ]
    assert ([item.fate for item in revision.items], revision.drafted) == ([Fate.CHANGED] * 2, 0)


def test_an_accepted_draft_without_a_successor_is_to_review_again(library: Library) -> None:
    library.add(with_entries(article("old"), Origin.DRAFTED))
    library.review.accept_all(OLD)
    revision = library.revisions.revise(OLD, article("new", [ONE, ROSE, THREE, FOUR, FIVE, SIX]))
    kept = {entry.id: entry for entry in library.briefing(NEW).entries}
    assert [entry.id for entry in kept.values() if entry.is_to_review] == ["e2"]
    assert [item.id for item in revision.items] == ["e2"]


def test_what_the_reader_edited_keeps_its_words_and_the_new_draft_comes_beside_it(library: Library) -> None:
    library.add(with_entries(article("old"), Origin.DRAFTED))
    library.editor.edit(OLD, EntryId("e2"), title="Exports rose to $1.5 billion")
    new = with_entries(article("new", [ONE, ROSE, THREE, FOUR, FIVE, SIX]), Origin.DRAFTED)
    revision = library.revisions.revise(OLD, new)
    kept = library.briefing(NEW).entries
    mine = next(entry for entry in kept if entry.id == "e2")
    assert (mine.title, mine.origin) == ("Exports rose to $1.5 billion", Origin.READER)
    assert [(item.id, item.fate) for item in revision.items] == [("e2", Fate.CHANGED)]
    assert [entry.text for entry in kept if entry.origin is Origin.DRAFTED and entry.citations[0].sentence == 2] == [
        ROSE
    ]


def test_what_the_reader_edited_and_holds_still_keeps_the_new_draft_away(library: Library) -> None:
    library.add(with_entries(article("old"), Origin.DRAFTED))
    library.editor.edit(OLD, EntryId("e4"), title="Fishing rights", text="An agreement on fishing rights.")
    reworded = FOUR.replace("along the coast", "along the whole coast")
    new = with_entries(article("new", [ONE, TWO, THREE, reworded, FIVE, SIX]), Origin.DRAFTED)
    assert library.revisions.revise(OLD, new).drafted == 0


# --- parts of sentences ----------------------------------------------------------------------------------------------

WORDS = "trade would increase from $190 billion to $200 billion"
SAID = f"Mishustin said {WORDS}."
REJECTED = f"Mishustin rejected reports that {WORDS}."


def test_words_that_stayed_in_a_sentence_that_turned_around_them_are_listed(library: Library) -> None:
    old = article("old", [ONE, SAID, SIX])
    library.add(old._replace(entries=(citing(old, 2, "x", words=WORDS),)))
    (item,) = library.revisions.revise(OLD, article("new", [ONE, REJECTED, SIX])).items
    assert (item.id, item.fate, item.old, item.new) == ("x", Fate.CHANGED, SAID, REJECTED)
    (kept,) = library.briefing(NEW).entries
    assert kept.citations[0].quote == WORDS


def test_words_in_a_sentence_that_stayed_are_not_listed_nor_is_a_note_on_one(
    library: Library,
) -> None:
    old = article("old", [ONE, SAID, SIX])
    library.add(old._replace(entries=(citing(old, 2, "x", words=WORDS),)))
    library.notebook.annotate(OLD, on_sentence(old, SentenceNumber(1)), body="note")
    assert library.revisions.revise(OLD, article("new", [ONE, SAID, "It rained in Porto."])).items == ()


def quoting(briefing: Briefing, number: int, words: str, speaker: str) -> Entry:
    start = briefing.text.index(words)
    entry = citing(briefing, number, "x")
    return entry._replace(quotations=(Quotation(words, Span(start, start + len(words)), speaker),))


GAS = "We will buy no more gas"


@pytest.mark.parametrize(
    ("before", "after", "speaker", "kept"),
    [
        ([f"“{GAS},” said Li."], [f"“{GAS},” said Wang."], "Li Qiang", None),
        ([f"“{GAS},” said Li Qiang."], [f"“{GAS},” said Li on Monday."], "Li Qiang", "Li Qiang"),
        ([f"“{GAS},” the minister said."], [f"“{GAS},” the minister added."], "Li Qiang", "Li Qiang"),
        ([f"“{GAS},” said the ministry."], [f"“{GAS},” said the embassy."], "the ministry", None),
        ([f"“{GAS}.”", "That is what Li said."], [f"“{GAS}.”", "That is what Wang said."], "Li", None),
        ([f"“{GAS}.”", "That is what Li said."], [f"“{GAS}.”", "This is what Li said."], "Li", "Li"),
    ],
)
def test_a_speaker_who_is_no_longer_there_leaves_the_quotation(
    library: Library, before: list[str], after: list[str], speaker: str, kept: str | None
) -> None:
    def in_one_paragraph(briefing: Briefing) -> Briefing:
        sentences = briefing.sentences
        return briefing._replace(sentences=type(sentences)([1] * len(sentences), sentences.starts, sentences.ends))

    old, new = in_one_paragraph(article("old", before)), in_one_paragraph(article("new", after))
    library.add(old._replace(entries=(quoting(old, 1, GAS, speaker),)))
    revision = library.revisions.revise(OLD, new)
    (entry,) = library.briefing(NEW).entries
    assert [(quotation.text, quotation.speaker) for quotation in entry.quotations] == [(GAS, kept)]
    assert kept is not None or [item.fate for item in revision.items] == [Fate.CHANGED]
