"""What a reader does to whole briefings: stars, tags, titles, archiving and deleting, each undone as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue import EVERY, Filter, Row
from content.doctor import examine_library
from content.errors import ContentError, UnknownBriefing
from content.exports.briefing_json import dump
from content.gathered import Choice, GatheringReader
from content.importers.briefing_file import load_briefing
from content.library import Library
from content.model import BriefingId, ReadingPosition, SentenceNumber
from content.notes import on_sentence, tags_of
from content.store.conflicts import joined_tags
from tests.domain.libraries import BUNDLED, OTHER, Clock, opened, told

ID, ALL = BUNDLED.id, EVERY._replace(is_archived=None)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as made:
        made.add(BUNDLED)
        made.add(OTHER)
        yield made


def rows(library: Library) -> dict[str, Row]:
    return {row.id: row for row in library.catalogue.page(wanted=ALL)}


DEEDS: dict[str, Callable[[Library], object]] = {
    "starred": lambda library: library.catalogue.star([ID]),
    "starred 2 briefings": lambda library: library.catalogue.star([ID, OTHER.id, ID]),
    "archived": lambda library: library.catalogue.archive([OTHER.id]),
    "tagged": lambda library: library.catalogue.tag([ID], add=["x", "#y"]),
    "tagged 2 briefings": lambda library: library.catalogue.tag([ID, OTHER.id], add=["x"]),
    "renamed": lambda library: library.catalogue.rename(ID, "My title"),
    "deleted": lambda library: library.catalogue.remove([ID]),
    "deleted 2 briefings": lambda library: library.catalogue.remove([ID, OTHER.id]),
}


@pytest.mark.parametrize("label", DEEDS)
def test_each_deed_is_undone_and_done_again_as_one(library: Library, label: str) -> None:
    before = rows(library)
    DEEDS[label](library)
    after = rows(library)
    assert after != before
    deed = library.history.newest(1)[0]
    assert deed.label.startswith(label)
    assert (deed.briefing is None) == ("2" in label)
    for _ in range(2):
        undone = library.history.undo()
        assert undone is not None and undone.id == deed.id
        assert rows(library) == before
        done = library.history.redo()
        assert done is not None and done.id == deed.id
        assert rows(library) == after


def test_what_changes_nothing_is_no_deed(library: Library) -> None:
    catalogue = library.catalogue
    deeds = library.history.newest(10)
    assert catalogue.star([ID, OTHER.id], on=False) == 0
    assert catalogue.archive([ID], on=False) == 0
    assert catalogue.tag([ID], remove=["x"]) == 0
    assert catalogue.set_tags([ID], []) == 0
    assert catalogue.rename(ID, BUNDLED.title) == BUNDLED.title
    assert catalogue.restore_title(ID) == BUNDLED.title
    assert catalogue.star([]) == 0
    assert library.history.newest(10) == deeds
    assert catalogue.star([ID]) == 1
    assert catalogue.star([ID, OTHER.id]) == 1


def test_what_is_not_there_is_named_and_nothing_is_done_to_the_others(library: Library) -> None:
    before = rows(library)
    for deed in (library.catalogue.star, library.catalogue.archive, library.catalogue.remove):
        with pytest.raises(UnknownBriefing) as caught:
            deed([ID, BriefingId("none")])
        assert "none" in told(caught.value)
    assert rows(library) == before


# --- tags ------------------------------------------------------------------------------------------------------------


def test_tags_are_written_as_those_of_notes_and_case_tells_no_two_apart(library: Library) -> None:
    catalogue = library.catalogue
    catalogue.tag([ID], add=["#Energy", "two words,three", "energy", " "])
    assert rows(library)[ID].tags == ("Energy", "two", "words", "three")
    catalogue.tag([ID], add=["ENERGY", "four"], remove=["#Two", "none"])
    assert rows(library)[ID].tags == ("Energy", "words", "three", "four")
    catalogue.set_tags([ID, OTHER.id], ["B", "a", "b"])
    assert rows(library)[ID].tags == rows(library)[OTHER.id].tags == ("B", "a")


@given(st.lists(st.text(max_size=6), max_size=6), st.lists(st.text(max_size=6), max_size=6))
def test_joined_tags_are_those_of_both_once(one: list[str], other: list[str]) -> None:
    first, second = tags_of(" ".join(one)), tags_of(" ".join(other))
    joined = joined_tags(first, second)
    assert joined[: len(first)] == list(first)
    assert {tag.casefold() for tag in joined} == {tag.casefold() for tag in (*first, *second)}
    assert len({tag.casefold() for tag in joined}) == len(joined)


# --- titles ----------------------------------------------------------------------------------------------------------


def test_a_title_of_ones_own_is_shown_everywhere_and_the_articles_own_stays(library: Library) -> None:
    assert library.catalogue.rename(ID, "  My\n title ") == "My title"
    row = rows(library)[ID]
    assert (row.title, row.is_renamed) == ("My title", True)
    briefing = library.briefing(ID)
    assert briefing.title == "My title"
    assert briefing.source == BUNDLED.source
    assert [summary.title for summary in library.summaries()] == ["Another", "My title"]
    assert library.facts(ID)[0] == BUNDLED.title  # what is edited there is the article's
    assert library.catalogue.restore_title(ID) == BUNDLED.title
    assert library.briefing(ID) == BUNDLED
    assert not rows(library)[ID].is_renamed


def test_a_renamed_briefing_is_known_again_as_it_was_and_as_it_is(library: Library) -> None:
    library.catalogue.rename(ID, "My title")
    assert library.add(BUNDLED) == ID
    assert library.add(load_briefing(dump(library.briefing(ID)), where="")) == ID
    assert library.count() == 2
    assert library.briefing(ID).title == "My title"


@pytest.mark.parametrize("title", ["", " \n ", "x" * 1001])
def test_a_title_that_is_none_is_refused(library: Library, title: str) -> None:
    with pytest.raises(ContentError) as caught:
        library.catalogue.rename(ID, title)
    told(caught.value)
    assert library.briefing(ID).title == BUNDLED.title


def test_star_tags_and_title_go_along_to_a_changed_text(library: Library) -> None:
    catalogue = library.catalogue
    catalogue.star([ID])
    catalogue.tag([ID], add=["x"])
    catalogue.rename(ID, "My title")
    catalogue.archive([ID])
    new = BUNDLED._replace(id=BriefingId("new"), text=BUNDLED.text.replace("Mishustin", "Mischustin "))
    library.revisions.revise(ID, new)
    row = rows(library)["new"]
    assert (row.is_starred, row.tags, row.title, row.is_archived) == (True, ("x",), "My title", False)


# --- archiving and deleting ------------------------------------------------------------------------------------------


def test_what_is_archived_is_neither_listed_nor_opened_unasked_and_is_found(library: Library) -> None:
    library.keep_position(ID, ReadingPosition())
    library.keep_position(OTHER.id, ReadingPosition())
    library.catalogue.archive([OTHER.id])
    assert library.last_read() == ID
    assert [summary.id for summary in library.summaries()] == [ID]
    assert [summary.id for summary in library.summaries(archived=True)] == [OTHER.id, ID]
    assert [row.id for row in library.catalogue.page()] == [ID]
    assert [row.id for row in library.catalogue.page(wanted=Filter(words=("another",), is_archived=True))] == [OTHER.id]
    assert library.briefing(OTHER.id) == OTHER
    assert library.resolve("oth") == OTHER.id
    library.catalogue.archive([OTHER.id], on=False)
    assert library.last_read() == OTHER.id


def test_what_is_deleted_is_gone_with_all_that_is_on_it_and_undoing_brings_all_back(library: Library) -> None:
    note = library.notebook.annotate(ID, on_sentence(BUNDLED, SentenceNumber(1)), body="kept")
    library.mark_read(ID, [BUNDLED.entries[0].id], read=True)
    position = library.position(ID)
    assert library.catalogue.remove([ID, OTHER.id]) == 2
    assert library.count() == 0
    assert not library.has(ID)
    assert list(library.notebook.every()) == []
    assert library.last_read() is None
    assert library.catalogue.count(ALL) == 0
    library.history.undo()
    assert library.briefing(ID) == BUNDLED
    assert library.notebook.of(ID) == (note,)
    assert library.position(ID) == position
    assert library.last_read() == ID


def test_the_notes_of_a_deleted_briefing_are_no_fault(tmp_path: Path) -> None:
    with opened(tmp_path / "lib") as library:
        library.add(BUNDLED)
        library.notebook.annotate(ID, on_sentence(BUNDLED, SentenceNumber(1)), body="kept")
        library.catalogue.remove([ID])
    examined = examine_library(tmp_path / "lib", now=Clock(), random=lambda n: bytes(n))
    assert examined.is_sound, examined.findings


def test_a_deleted_briefing_that_is_added_again_comes_back_and_undoing_still_brings_back_the_others(
    library: Library,
) -> None:
    note = library.notebook.annotate(ID, on_sentence(BUNDLED, SentenceNumber(1)), body="kept")
    library.catalogue.remove([ID, OTHER.id])
    library.add(BUNDLED, undoable=False)  # as a start does with an empty library
    assert library.notebook.of(ID) == (note,)
    assert library.is_empty() is False
    library.history.undo()
    assert {summary.id for summary in library.summaries()} == {ID, OTHER.id}
    library.history.redo()
    assert library.is_empty()
    assert not library.is_empty(is_new=True)


def test_undoing_in_one_briefing_undoes_what_was_done_to_several(library: Library) -> None:
    library.catalogue.star([ID, OTHER.id])
    deed = library.history.undo(OTHER.id)
    assert deed is not None and deed.label == "starred 2 briefings"
    assert not any(row.is_starred for row in rows(library).values())


def test_a_title_of_the_readers_own_is_shown_wherever_a_briefing_is_found(library: Library) -> None:
    library.catalogue.rename(ID, "Mishustin goes east")
    library.add(BUNDLED._replace(id=BriefingId("again"), title="Another text of it", text=BUNDLED.text))
    found = {group.id: group.title for group in library.search.find("Mishustin").groups}
    assert found[ID] == "Mishustin goes east"
    while library.dossiers.follow():
        pass
    (related,) = [each for each in library.relations.of(BriefingId("again")) if each.briefing == ID]
    assert related.title == "Mishustin goes east"
    reader = GatheringReader(library.folder)
    try:
        assert reader.timeline(Choice((ID,)), None, 5)[1][ID].title == "Mishustin goes east"
        leaves = reader.leaves("Mikhail Mishustin", None, 5)
        assert "Mishustin goes east" in [leaf.title for leaf in leaves]
    finally:
        reader.close()


def test_a_list_is_given_also_while_another_window_writes(library: Library) -> None:
    library.catalogue.rename(ID, "Élysée")
    with library.again() as other, other.together():
        library.wait_at_most(0.05)
        assert {row.title for row in library.catalogue.page()} >= {"Élysée"}
