"""What one import brought is one thing that was done: undone, done again and listed as one, unless it was worked on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.errors import LibraryError
from content.imports import take_in_files
from content.library import Library
from content.model import BriefingId, SentenceNumber
from content.notes import on_sentence
from tests.domain.libraries import opened

TEXTS = [f"Minister {name} met reporters in Lisbon on Tuesday. Exports rose to ${n} billion." for n, name in
         ((2, "Ana Sousa"), (3, "Rui Pinto"), (4, "Eva Lima"))]  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as library:
        yield library


@pytest.fixture
def brought(library: Library, tmp_path: Path) -> list[BriefingId]:
    paths = []
    for number, text in enumerate(TEXTS):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(text, "utf-8")
    found = [taken.briefing for taken in take_in_files(library, paths)]
    assert all(found) and library.count() == 3
    return [id for id in found if id is not None]


def annotate(library: Library, id: BriefingId) -> None:
    library.notebook.annotate(id, on_sentence(library.briefing(id), SentenceNumber(1)), body="Look here")


def test_one_undo_takes_back_a_whole_import_and_one_redo_brings_it_back(
    library: Library, brought: list[BriefingId]
) -> None:
    before = [library.briefing(id) for id in brought]
    [deed] = library.history.newest(9)
    assert (deed.label, deed.briefing, deed.is_done) == ("imported 3 briefings", None, True)
    undone = library.history.undo()
    assert undone is not None and undone.label == "imported 3 briefings" and not undone.is_done
    assert library.count() == 0 and library.history.undo() is None
    assert [each.is_done for each in library.history.newest(9)] == [False]
    again = library.history.redo()
    assert again is not None and again.label == "imported 3 briefings"
    assert [library.briefing(id) for id in brought] == before and library.history.redo() is None


def test_undo_on_one_of_them_takes_all_back_where_nothing_was_done_since(
    library: Library, brought: list[BriefingId]
) -> None:
    library.history.undo(brought[1])
    assert library.count() == 0
    library.history.redo(brought[0])
    assert library.count() == 3


def test_undo_on_one_of_them_leaves_the_others_where_one_of_those_was_worked_on(
    library: Library, brought: list[BriefingId]
) -> None:
    annotate(library, brought[0])
    undone = library.history.undo(brought[1])
    assert undone is not None and undone.label.startswith("added the briefing")
    assert undone.briefing == brought[1]
    assert [library.has(id) for id in brought] == [True, False, True]
    assert len(library.notebook.of(brought[0])) == 1
    library.history.redo()
    assert library.count() == 3
    library.history.undo()
    library.history.undo()
    assert library.count() == 0 and library.history.newest(2)[1].label == "imported 3 briefings"


def test_what_was_done_since_is_undone_before_it(library: Library, brought: list[BriefingId]) -> None:
    annotate(library, brought[2])
    library.history.undo()
    assert library.count() == 3 and not library.notebook.of(brought[2])
    library.history.undo()
    assert library.count() == 0


def test_one_that_was_changed_by_other_means_holds_up_no_other(library: Library, brought: list[BriefingId]) -> None:
    table = library._store.table("briefings")
    table.update({"deleted": "elsewhere"}, doc_ids=[str(library._shelf.found(brought[0]).doc_id)])
    undone = library.history.undo()
    assert undone is not None and undone.label == "imported 2 briefings"
    assert library.count() == 0
    library.history.redo()
    assert [library.has(id) for id in brought] == [False, True, True]


def test_where_all_were_changed_by_other_means_it_is_told_and_passed_over(
    library: Library, brought: list[BriefingId]
) -> None:
    library._store.table("briefings").update({"deleted": "elsewhere"})
    with pytest.raises(LibraryError, match="changed since by other means"):
        library.history.undo()
    assert library.history.undo() is None


def test_what_was_done_while_it_went_on_is_listed_beside_it_page_by_page(library: Library, tmp_path: Path) -> None:
    paths = []
    for number, text in enumerate(TEXTS):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(text, "utf-8")
    with opened(tmp_path / "library") as other, other.importing():
        for path in paths:
            [taken] = take_in_files(other, [path])
            assert taken.briefing is not None
            annotate(library, taken.briefing)
    everything = library.history.newest(9)
    assert [each.label for each in everything].count("imported 3 briefings") == 1 and len(everything) == 4
    pages = [library.history.newest(1)]
    while pages[-1]:
        pages.append(library.history.newest(1, after=pages[-1][-1].id))
    assert [each for page in pages for each in page] == everything


def test_two_imports_are_two(library: Library, brought: list[BriefingId], tmp_path: Path) -> None:
    one = tmp_path / "one.txt"
    one.write_text("Angola and Portugal signed an agreement in Luanda on Tuesday.", "utf-8")
    list(take_in_files(library, [one]))
    undone = library.history.undo()
    assert undone is not None and undone.label.startswith("added the briefing") and library.count() == 3
    library.history.undo()
    assert library.count() == 0
