"""`readout check`, as a real process: what it prints, and its exit codes."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from content.allowance import READ_AT_ONCE
from content.bundled import bundled_briefing
from content.check import check, cover
from content.desk import WORLD
from content.exports.briefing_json import to_document
from content.importers.briefing_file import read_briefing_file
from content.library import Library
from content.links import CitationGraph
from content.model import Briefing, Citation, EntryId, SentenceNumber, Sentences
from tests.domain.steps import steps_of
from tests.domain.test_review import DRAFT
from tests.screens.command import Readout
from tui.command_line.checking import check_document, check_lines
from tui.render import UNICODE
from tui.screens.overview import overview_rows
from tui.widgets.row_items import Target

ID = "china-russia-mishustin"


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A file with a briefing of which one entry has a figure, and another a name, that the source does not have."""
    document: dict[str, Any] = to_document(bundled_briefing()) | {"id": "wrong"}
    for entry in document["entries"]:
        if entry["id"] == "t4":
            entry["text"] = entry["text"].replace("40%", "14%")
        if entry["id"] == "d6":
            entry["title"] = "Li Hui set to travel to Iran\u001b"
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(document))
    return path


def test_a_briefing_that_rests_on_its_source_gives_its_ledger_and_success(readout: Readout) -> None:
    lines = [" ".join(line.split()) for line in readout.good("check", "china").splitlines()]
    assert lines[0] == "no findings"
    assert "Trade 7 entries 7 of 18 sentences cited" in lines
    assert "In all 30 entries 18 of 18 sentences cited" in lines
    assert lines[-2:] == ["People without a role:", "Vladimir Putin"]
    assert readout.good("check") == readout.good("check", ID)


def test_findings_are_told_with_the_sentences_cited_and_fail(readout: Readout, wrong: Path) -> None:
    done = readout("check", str(wrong))
    assert (done.returncode, done.stderr) == (1, "")
    first, second, blank, count = done.stdout.splitlines()[:4]
    assert first.startswith("Energy shipped from Russia to China: figure not in a cited sentence: 14% | [9] According")
    assert "name not in a cited sentence: Iran | [17] On Friday, Li Hui" in second
    assert (blank, count) == ("", "2 findings")
    assert "\u001b" not in done.stdout


def test_a_file_is_checked_without_being_added(readout: Readout, wrong: Path) -> None:
    readout("check", str(wrong))
    assert not readout.library.exists()
    assert "wrong" not in readout.good("list")


def test_sentences_set_aside_are_listed_as_such(readout: Readout) -> None:
    with Library.open(readout.library, now=lambda: datetime.now(UTC), random=os.urandom) as library:
        library.add(DRAFT)
        library.review.set_aside(DRAFT, [SentenceNumber(2)])
    text = readout("check", DRAFT.id).stdout
    assert "\n  [2] (set aside) " in text and "\n  [8] Mishustin" in text
    ledger = json.loads(readout("check", DRAFT.id, "--format", "json").stdout)["coverage"]
    assert ledger["set_aside"] == [2] and [each["number"] for each in ledger["uncited"]] == [2, 8]


def test_the_list_says_how_much_is_to_review(readout: Readout) -> None:
    with Library.open(readout.library, now=lambda: datetime.now(UTC), random=os.urandom) as library:
        library.add(DRAFT)
        library.review.accept(DRAFT.id, [DRAFT.entries[0].id])
        library.add(bundled_briefing())
    left = len(DRAFT.entries) - 1
    listed = {line.split()[0]: line for line in readout.good("list").splitlines()}
    assert listed[DRAFT.id].endswith(f"({left} to review)") and "review" not in listed[ID]
    rows = {row["id"]: row["to_review"] for row in json.loads(readout.good("list", "--format", "json"))}
    assert rows == {DRAFT.id: left, ID: 0}


def test_the_sentences_that_nobody_cites_are_listed(readout: Readout, tmp_path: Path) -> None:
    document: dict[str, Any] = to_document(bundled_briefing())
    kept = [entry for entry in document["entries"] if entry["id"] not in ("t2", "t4")]
    for entry in kept:
        entry["links"] = []
    path = tmp_path / "less.json"
    path.write_text(json.dumps(document | {"entries": kept}))
    text = readout.good("check", str(path))
    assert "Sentences that no entry cites:\n  [7] Since the invasion began" in text
    assert "\n  [9] According to the Russian news source" in text


def test_json_is_the_documented_object(readout: Readout, wrong: Path) -> None:
    done = readout("check", str(wrong), "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    assert list(found)[:6] == ["format", "briefing", "title", "findings", "coverage", "people_without_role"]
    assert (found["unchecked"], found["is_english"]) == ([], True)
    assert (found["format"], found["briefing"]) == ("readout/check@1", "wrong")
    figure, name = found["findings"]
    assert (figure["entry"], figure["pane"], figure["fault"]) == ("t4", "trade", "figure not in a cited sentence")
    assert (figure["words"], [row["number"] for row in figure["sentences"]]) == ("14%", [9])
    assert name["words"] == "Iran"
    assert found["coverage"]["share"] == 1
    assert found["coverage"]["panes"][0] == {"pane": "people", "title": "People", "entries": 8, "cited_sentences": 12}
    assert found["people_without_role"] == [{"entry": "p3", "title": "Vladimir Putin"}]


def test_a_briefing_that_is_not_there_is_a_named_failure(readout: Readout) -> None:
    assert "nowhere" in readout.failed("check", "nowhere")
    assert "gone.json" in readout.failed("check", "gone.json")
    readout.failed("check", "--format", "csv", code=2)


# --- the Overview -----------------------------------------------------------------------------------------------------


def shown(briefing: Briefing) -> list[tuple[str, str]]:
    """The rows of the Overview, as their words and what stands at their end."""
    rows = overview_rows(briefing, WORLD, CitationGraph(briefing), cover(briefing), UNICODE)
    return [(row.text, row.tail) for row in rows]


def test_the_overview_shows_what_does_not_rest_on_the_source(wrong: Path) -> None:
    rows = shown(read_briefing_file(wrong))
    at = rows.index(("What does not rest on the source", ""))
    assert rows[at + 1] == ("Energy shipped from Russia to China: 14%", "figure not in a cited sentence")
    assert rows[at + 2][1] == "name not in a cited sentence"
    assert "What does not rest on the source" not in dict(shown(bundled_briefing()))


def test_the_overview_of_a_long_text_says_that_more_can_be_checked(wrong: Path) -> None:
    briefing = read_briefing_file(wrong)
    rows = dict(shown(briefing._replace(text=briefing.text + "\n" * READ_AT_ONCE)))
    assert "Energy shipped from Russia to China: 14%" not in rows
    assert "Not every word was checked here: 'readout check' looks at every word" in rows


def test_no_entry_makes_the_overview_work_for_long_whatever_it_cites_and_says() -> None:
    briefing = bundled_briefing()
    every = tuple(
        [
            Citation(SentenceNumber(n), row.span, briefing.words_of(SentenceNumber(n)))
            for n, row in enumerate(briefing.sentences, 1)
        ]
    )

    def steps(times: int) -> int:
        said = "So they told Somebody Else that “all of the words are other ones” and no 17 apples. " * times
        one = briefing.entries[8]._replace(text=said, citations=every)
        large = briefing._replace(entries=tuple([one._replace(id=EntryId(f"e{n}")) for n in range(times)]))
        return steps_of(lambda: shown(large))

    steps(1)
    assert steps(100) < 1_000_000


def test_with_each_finding_no_more_than_twenty_cited_sentences_are_printed() -> None:
    rows = [f"This is sentence number {n}." for n in range(50)]
    starts = [sum(len(row) + 1 for row in rows[:n]) for n in range(50)]
    columns = Sentences([1] * 50, starts, [a + len(row) for a, row in zip(starts, rows, strict=True)])
    cited = tuple([Citation(SentenceNumber(n), s.span, rows[n - 1]) for n, s in enumerate(columns, 1)])
    one = bundled_briefing().entries[8]._replace(title="It was 99", text="", citations=cited, figures=())
    briefing = bundled_briefing()._replace(text="\n".join(rows), sentences=columns, entries=(one,))
    report = check(briefing)
    line = check_lines(briefing, report)[0]
    assert line.endswith("[20] This is sentence number 19. and 30 more") and "number 20." not in line
    (found,) = check_document(briefing, report)["findings"]  # type: ignore[misc]
    assert (len(found["sentences"]), found["cited"]) == (20, 50)


def test_text_in_another_language_is_said_to_be_checked_in_part(readout: Readout, wrong: Path) -> None:
    document = json.loads(wrong.read_text("utf-8"))
    document["language"] = "de"
    wrong.write_text(json.dumps(document), "utf-8")
    told = "The text is not in English (its language is de): names, denials and speakers are not checked."
    assert told in readout("check", str(wrong)).stdout.splitlines()
    found = json.loads(readout("check", str(wrong), "--format", "json").stdout)
    assert (found["is_english"], [each["fault"] for each in found["findings"]]) == (
        False,
        ["figure not in a cited sentence"],
    )
    assert "The text is not in English: its names and denials are not checked" in dict(shown(read_briefing_file(wrong)))


def test_the_overview_lists_people_without_a_role_and_leads_to_them() -> None:
    briefing = bundled_briefing()
    rows = overview_rows(briefing, WORLD, CitationGraph(briefing), cover(briefing), UNICODE)
    at = next(place for place, row in enumerate(rows) if row.text == "People without a role")
    assert (rows[at].heading, rows[at + 1].text, rows[at + 1].target) == (
        True,
        "Vladimir Putin",
        Target(entry=EntryId("p3")),
    )
    assert rows[at + 2].text == ""
