"""What arrives beside what is there: a colleague's entries, an earlier text, a copy cut short, the same for a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.arrivals import Outcome, is_before, receive
from content.exports.briefing_json import dump
from content.intake import Taken, take_in
from content.library import Library
from content.model import Briefing, BriefingId, DeskId
from content.originals import Original
from content.store import where
from content.twins import Kinship
from tests.domain.articles import SHORT
from tests.domain.changing import MINISTERS, article, with_entries
from tests.domain.libraries import opened

ONE, TWO, THREE, FOUR, FIVE, SIX = MINISTERS
OLD = BriefingId("old")
CHANGED = (ONE, TWO.replace("$1.5", "$1.6"), THREE, FOUR, FIVE, SIX)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as library:
        yield library


def file(words: str) -> Original:
    return Original(words.encode(), "text/plain", f"{words}.txt")


def issued(briefing: Briefing, date: str) -> Briefing:
    return briefing._replace(source=briefing.source._replace(issued=date))


def taken(library: Library, data: bytes, desk: str = "world") -> Taken:
    [found] = take_in(library, data, "a.txt", desk=desk)
    return found


# --- a colleague's briefing ------------------------------------------------------------------------------------------


def test_a_briefing_with_the_id_and_the_text_of_one_and_other_entries_is_added_beside_it(library: Library) -> None:
    mine = with_entries(article("old"))
    theirs = mine._replace(entries=(mine.entries[0]._replace(title="Filed otherwise"), *mine.entries[1:]))
    library.add(mine)
    arrived = receive(library, theirs)
    assert arrived.outcome is Outcome.ADDED and arrived.briefing not in (None, OLD)
    assert arrived.reason == "it has the text of old and other entries, and stands beside it"
    assert library.briefing(OLD) == mine
    assert arrived.briefing is not None and library.briefing(arrived.briefing).entries == theirs.entries
    again = receive(library, theirs)
    assert (again.outcome, again.briefing, library.count()) == (Outcome.ALREADY_THERE, arrived.briefing, 2)
    found = taken(library, dump(theirs))
    assert (found.outcome, found.briefing) == (Outcome.ALREADY_THERE, arrived.briefing)


def test_a_briefing_that_is_the_same_as_it_was_added_or_as_it_is_now_is_there_already(library: Library) -> None:
    library.add(mine := with_entries(article("old")))
    library.editor.edit(OLD, mine.entries[0].id, title="Mine")
    for each in (mine, library.briefing(OLD)):
        assert receive(library, each) == (Outcome.ALREADY_THERE, OLD, "", None)
    assert library.count() == 1


# --- dates -----------------------------------------------------------------------------------------------------------


def test_an_earlier_text_of_one_stands_beside_it_and_the_newest_is_revised_after_it(library: Library) -> None:
    receive(library, issued(article("new", CHANGED), "2023-05-26"), original=file("new"))
    arrived = receive(library, issued(article("old"), "2023-05-24"), original=file("old"))
    assert (arrived.outcome, arrived.briefing) == (Outcome.ADDED, OLD)
    assert arrived.reason == "an earlier text of new (2023-05-24, before 2023-05-26)"
    assert library.revisions.latest(BriefingId("new")) == "new"
    last = issued(article("last", [*MINISTERS, "It rained."]), "2023-05-28")
    revised = receive(library, last, original=file("last"))
    assert revised.revision is not None and revised.revision.revision_of == "new"


@pytest.mark.parametrize("date", ["", "2023-05-26", "2023-05", "2023", "2024"])
def test_a_text_that_is_not_surely_earlier_is_a_revision(library: Library, date: str) -> None:
    receive(library, issued(article("old"), "2023-05-26"), original=file("old"))
    arrived = receive(library, issued(article("new", CHANGED), date), original=file("new"))
    assert arrived.outcome is Outcome.REVISED


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("2023-05-24", "2023-05-26", True),
        ("2023-05-26", "2023-05-24", False),
        ("2023-05", "2023-05-24", False),
        ("2023-04", "2023-05-24", True),
        ("2022", "2023-05-24", True),
        ("", "2023", False),
        ("2023", "", False),
        ("24 May", "2023", False),
        ("2023-05-24T10:00", "2023-05-24T12:00", False),
        ("20230524", "2024", False),
    ],
)
def test_a_date_is_before_another_only_where_both_say_so(one: str, other: str, is_so: bool) -> None:
    assert is_before(one, other) is is_so


# --- copies cut short ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sentences", [MINISTERS[:2], [*MINISTERS[:3], "Subscribe now."]])
def test_a_copy_that_was_cut_short_is_told_of_and_takes_no_place(library: Library, sentences: list[str]) -> None:
    receive(library, with_entries(article("old")), original=file("old"))
    arrived = receive(library, article("cut", sentences), original=file("cut"))
    assert (arrived.outcome, arrived.reason) == (
        Outcome.ADDED,
        "a shorter copy of old (Lisbon talks), in which all of it stands",
    )
    assert library.revisions.latest(OLD) == OLD


def test_a_copy_is_told_of_however_little_of_a_long_text_is_left(library: Library) -> None:
    long = [
        ONE,
        *[f"In {year} the harbor of Porto took {year * 7} containers, its keepers said." for year in range(90)],
    ]
    receive(library, article("old", long), original=file("old"))
    arrived = receive(library, article("cut", [ONE]), original=file("cut"))
    assert arrived.reason.startswith("a shorter copy of old")


def test_a_text_that_lost_a_sentence_is_a_revision(library: Library) -> None:
    receive(library, article("old"), original=file("old"))
    assert receive(library, article("new", MINISTERS[:5]), original=file("new")).outcome is Outcome.REVISED


# --- desks -----------------------------------------------------------------------------------------------------------


def test_an_article_is_filed_under_another_desk_too_and_known_there(library: Library) -> None:
    first = taken(library, SHORT.encode())
    second = taken(library, SHORT.encode(), "energy-climate")
    assert second.outcome is Outcome.ADDED and second.briefing not in (None, first.briefing)
    assert second.briefing is not None and library.briefing(second.briefing).desk == "energy-climate"
    for desk, known in (("world", first), ("energy-climate", second)):
        again = taken(library, SHORT.encode(), desk)
        assert (again.outcome, again.briefing) == (Outcome.ALREADY_THERE, known.briefing)
    assert library.count() == 2


def test_what_is_there_is_counted_and_not_what_was_drafted_just_now(library: Library) -> None:
    first = taken(library, SHORT.encode())
    assert first.briefing is not None
    for entry in library.briefing(first.briefing).entries:
        library.editor.remove(first.briefing, entry.id)
    again = taken(library, SHORT.encode())
    assert (again.outcome, again.entries, again.unfiled) == (Outcome.ALREADY_THERE, 0, 5)


def test_an_id_that_another_desk_has_from_before_is_in_nobodys_way(library: Library) -> None:
    receive(library, article("x")._replace(desk=DeskId("energy-climate")), original=file("x"))
    arrived = receive(library, article("x"), original=file("x"))
    assert arrived.outcome is Outcome.ADDED and arrived.briefing is not None
    assert library.briefing(arrived.briefing).desk == "world"


def test_a_changed_article_revises_the_one_of_its_desk(library: Library) -> None:
    receive(library, article("world"), original=file("old"))
    energy = DeskId("energy-climate")
    receive(library, article("energy")._replace(desk=energy), original=file("old"))
    for id, desk in (("world-2", DeskId("world")), ("energy-2", energy)):
        arrived = receive(library, article(id, CHANGED)._replace(desk=desk), original=file("new"))
        assert arrived.revision is not None and arrived.revision.revision_of == id.removesuffix("-2")


# --- the index -------------------------------------------------------------------------------------------------------


def test_a_briefing_whose_text_is_lost_is_nobodys_twin(library: Library) -> None:
    receive(library, article("old"), original=file("old"))
    assert library.twins.find(article("x", CHANGED)) is not None
    library._store.table("sources").remove(where("briefing") != "")
    twin = library.twins.find(article("x", CHANGED), file("old"))
    assert twin is None
    assert receive(library, article("new", CHANGED), original=file("new")).outcome is Outcome.ADDED


def test_the_index_catches_up_a_few_briefings_at_a_time(library: Library) -> None:
    for number in range(5):
        library.add(article(f"a{number}", [f"Meeting {number} was held in hall {number}.", ONE]))
    assert library.twins.behind() == 5
    assert library.twins.follow(2) and library.twins.behind() == 3
    assert library.twins.follow(2) and library.twins.follow(2) and not library.twins.follow(2)
    assert library.twins.behind() == 0
    twin = library.twins.find(article("x", ["Meeting 3 was held in hall 3.", ONE]))
    assert twin is not None and (twin.briefing, twin.kinship) == ("a3", Kinship.SAME_TEXT)
