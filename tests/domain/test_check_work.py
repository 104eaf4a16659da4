"""What a check takes is bounded, whoever wrote the briefing; what was left out for that is told."""

from __future__ import annotations

import pytest

from content.allowance import Allowance
from content.check import Fault, check, findings_of
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Origin,
    PaneId,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)
from tests.domain.steps import steps_of


def briefing(sentences: int, said: str, entries: int = 1, words: int = 30, language: str = "en") -> Briefing:
    """Entries that say the same and cite every second of so many sentences of different words."""
    rows = [" ".join(["The", *[f"w{(n * 31 + k * 7) % 997}" for k in range(words)]]) + "." for n in range(sentences)]
    starts = [sum(len(row) + 1 for row in rows[:n]) for n in range(sentences)]
    ends = [start + len(row) for start, row in zip(starts, rows, strict=True)]
    cited = tuple([Citation(SentenceNumber(n + 1), Span(starts[n], ends[n]), rows[n]) for n in range(0, sentences, 2)])
    plain = Entry(EntryId("e"), PaneId("trade"), "k", "Title", said, Origin.CURATED, cited)
    each = tuple([plain._replace(id=EntryId(f"e{n}")) for n in range(entries)])
    columns = Sentences([1] * sentences, starts, ends)
    return Briefing(BriefingId("b"), "B", language, DeskId("world"), Source(), "\n".join(rows), columns, each)


def false_quotations(count: int, words: int = 30) -> str:
    """As many quotations, each a sentence of the briefing in which every fifth word was altered."""
    return " ".join(
        f"“{' '.join([f'w{(n * 31 + k * 7) % 997}' if k % 5 else f'x{k}' for k in range(words)])}”"
        for n in range(0, 2 * count, 2)
    )


def test_an_altered_quotation_is_told_from_one_that_stands_elsewhere() -> None:
    of_a_sentence = briefing(4, false_quotations(1))
    assert [finding.fault for finding in findings_of(of_a_sentence)] == [Fault.ALTERED]
    from_elsewhere = briefing(4, "“other words than those that stand there”")
    assert [finding.fault for finding in findings_of(from_elsewhere)] == [Fault.QUOTATION]


def test_false_quotations_of_many_sentences_take_work_that_grows_with_them() -> None:
    def steps(count: int) -> int:
        large = briefing(2 * count, false_quotations(count))
        return steps_of(lambda: findings_of(large))

    steps(1)
    assert steps(160) < 14 * steps(16)


def test_where_too_much_would_have_to_be_compared_false_quotations_count_as_from_elsewhere() -> None:
    large = briefing(80, false_quotations(40))
    scant = findings_of(large, Allowance(10**9, 20_000))
    assert len(scant) == 40
    assert {finding.fault for finding in scant} == {Fault.ALTERED, Fault.QUOTATION}
    assert {finding.fault for finding in findings_of(large)} == {Fault.ALTERED}


@pytest.mark.parametrize(
    "said",
    [
        "it told Somebody Else and Nobody Knows. ",
        "There are 7,117 of them. ",
        "They are not w31 w38 w45 w52; ",
        "Zork said. ",
        "Two two two. ",
        "“other words than these” ",
    ],
)
def test_an_entry_that_says_and_cites_much_takes_work_that_grows_with_it(said: str) -> None:
    def steps(times: int) -> int:
        large = briefing(10 * times, said * 10 * times)
        return steps_of(lambda: check(large))

    steps(1)
    assert steps(60) < 20 * steps(6)  # twice what grows in line: where both counts multiply, it is a hundred times


def test_entries_that_cannot_be_checked_in_time_are_told_and_the_others_checked() -> None:
    large = briefing(400, "it told Somebody. " * 40, entries=20)
    small = large.entries[0]._replace(id=EntryId("small"), citations=large.entries[0].citations[:1])
    allowance = Allowance(180_000, 1_000)
    found = findings_of(large._replace(entries=(*large.entries, small)), allowance)
    assert 10 < len(set(allowance.unchecked)) < 20 and "small" not in allowance.unchecked
    assert {finding.entry for finding in found} == {*(e.id for e in large.entries), small.id} - {*allowance.unchecked}
    assert check(large).unchecked == ()


def test_a_report_names_the_entries_that_were_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.allowance.READ", 0)
    monkeypatch.setattr("content.allowance.READ_AGAIN", 0)
    assert check(briefing(4, "it told Somebody.", entries=2)).unchecked == ("e0", "e1")


@pytest.mark.parametrize("language", ["en", "EN", "en_US", "en-GB", "eng", "English", " en "])
def test_english_goes_by_many_names(language: str) -> None:
    report = check(briefing(2, "it told Somebody.", language=language))
    assert (report.is_english, [finding.fault for finding in report.findings]) == (True, [Fault.NAME])


@pytest.mark.parametrize("language", ["de", "fr-CA", "ent", "zh_Hans"])
def test_what_is_said_to_be_in_another_language_is_told_to_be_checked_in_part(language: str) -> None:
    report = check(briefing(2, "it told Somebody.", language=language))
    assert (report.is_english, report.findings) == (False, ())


@pytest.mark.parametrize("language", ["", "und"])
def test_without_the_name_of_a_language_the_words_tell_it(language: str) -> None:
    def report(text: str) -> bool:
        rows = Sentences([1], [0], [len(text)])
        return check(briefing(0, "")._replace(text=text, sentences=rows, language=language)).is_english

    assert report("The ministers of the two countries met on Tuesday, and they said that it was useful for both.")
    assert not report("Die Minister der beiden Länder trafen sich am Dienstag, und sie nannten es nützlich für beide.")
