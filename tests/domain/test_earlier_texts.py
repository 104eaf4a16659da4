"""Lists know an earlier text of an article, and a quick look tells whether something of a revision is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.errors import UnknownBriefing
from content.library import Library
from content.model import BriefingId, EntryId, Origin
from tests.domain.changing import MINISTERS, article, with_entries
from tests.domain.libraries import opened

OLD, NEW = BriefingId("old"), BriefingId("new")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """With a briefing `old` and its revision `new`, of which one entry is to be confirmed."""
    with opened(tmp_path) as library:
        library.add(with_entries(article("old")))
        changed = [MINISTERS[0], MINISTERS[1].replace("1.5", "1.6"), *MINISTERS[2:]]
        library.revisions.revise(OLD, with_entries(article("new", changed), Origin.DRAFTED))
        yield library


def earlier(library: Library) -> list[BriefingId]:
    return [summary.id for summary in library.summaries() if summary.is_earlier]


def test_a_text_in_whose_place_another_stands_is_an_earlier_one(library: Library) -> None:
    assert earlier(library) == [OLD]
    assert [each.is_earlier for each in library.summaries(limit=1)] == [False]
    assert [each.is_earlier for each in library.summaries(after=NEW, limit=1)] == [True]
    library.revisions.revise(NEW, article("newest", [*MINISTERS[:3]]))
    assert set(earlier(library)) == {OLD, NEW}


def test_an_undone_revision_makes_no_text_an_earlier_one(library: Library) -> None:
    library.history.undo()
    assert earlier(library) == []
    library.history.redo()
    assert earlier(library) == [OLD]


def test_a_library_without_revisions_has_no_earlier_texts(tmp_path: Path) -> None:
    with opened(tmp_path / "other") as library:
        library.add(article("old"))
        assert earlier(library) == [] and not library.is_unconfirmed(OLD)


def test_a_revision_is_unconfirmed_until_everything_is_confirmed(library: Library) -> None:
    assert not library.is_unconfirmed(OLD)
    assert library.is_unconfirmed(NEW) and [item.id for item in library.revisions.pending(NEW)] == ["e2"]
    library.revisions.confirm(NEW, EntryId("e2"))
    assert not library.is_unconfirmed(NEW)
    library.history.undo()
    assert library.is_unconfirmed(NEW)
    with pytest.raises(UnknownBriefing):
        library.is_unconfirmed(BriefingId("nothing"))


def test_the_facts_are_those_of_the_briefing_as_they_are_now(library: Library) -> None:
    briefing = library.briefing(OLD)
    assert library.facts(OLD) == (briefing.title, briefing.source)
    library.editor.describe(OLD, title="Other", url="")
    assert library.facts(OLD) == ("Other", briefing.source._replace(title="Other", url=""))
    with pytest.raises(UnknownBriefing):
        library.facts(BriefingId("nothing"))
