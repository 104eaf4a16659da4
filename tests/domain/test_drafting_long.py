"""Of a text longer than a book, entries are drafted from the beginning, and every sentence is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.drafting import draft as drafting
from content.drafting.desk_file import load_desk
from content.drafting.draft import draft
from content.importers.source_text import SourceText
from content.model import DeskId, Source
from tests.domain.steps import steps_of

ARTICLE = (Path(__file__).parents[1] / "data" / "labelled" / "voa-2016-nk-bbc.txt").read_text("utf-8")
WORLD = load_desk(DeskId("world"))


def article(text: str) -> SourceText:
    return SourceText(text, Source("A title"), "en", text.encode(), "text/plain")


def test_what_stands_beyond_the_limit_is_kept_and_filed_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = draft(article(ARTICLE), WORLD).briefing
    monkeypatch.setattr(drafting, "DRAFTED", len(ARTICLE))
    drafted = draft(article(f"{ARTICLE}\n{ARTICLE}"), WORLD)
    briefing = drafted.briefing
    assert alone.entries and briefing.entries == alone.entries
    assert len(briefing.sentences) == 2 * len(alone.sentences)
    assert len(drafted.panes) == len(briefing.sentences)
    beyond = range(len(alone.sentences) + 1, len(briefing.sentences) + 1)
    assert set(beyond) <= set(drafted.unfiled)
    assert drafted.is_understood


def test_the_limit_falls_between_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = draft(article(ARTICLE), WORLD).briefing.sentences
    monkeypatch.setattr(drafting, "DRAFTED", sentences.ends[4] + 3)
    briefing = draft(article(ARTICLE), WORLD).briefing
    cited = {citation.sentence for entry in briefing.entries for citation in entry.citations}
    assert cited and max(cited) <= 5


def test_a_text_whose_first_sentence_is_longer_than_the_limit_has_no_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "DRAFTED", 10)
    drafted = draft(article(ARTICLE), WORLD)
    assert drafted.briefing.entries == ()
    assert len(drafted.unfiled) == len(drafted.briefing.sentences) > 10


def test_beyond_the_limit_a_longer_text_takes_little_more_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "DRAFTED", 2 * len(ARTICLE))

    def steps(times: int) -> int:
        long = article("\n".join([ARTICLE] * times))
        return steps_of(lambda: draft(long, WORLD))

    steps(1)
    assert steps(12) < 2 * steps(3)
