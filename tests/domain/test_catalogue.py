"""The list of briefings: rows that always say what the documents say, in every order, filtered and grouped."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.catalogue import EVERY, By, Catalogue, CatalogueReading, Filter, Group, Order, Row, read_filter, within
from content.catalogue_filter import fold
from content.errors import LibraryError
from content.library import Library
from content.model import Briefing, BriefingId, EntryId, Origin, ReadingPosition, SentenceNumber, Source
from content.notes import NoteId, on_sentence
from content.store.catalogue_layout import GONE, ROWS, TAGS, fill
from tests.domain.libraries import BUNDLED, Clock, opened

DRAFTS = tuple(entry._replace(origin=Origin.DRAFTED) for entry in BUNDLED.entries[:3])


def briefing(id: str, title: str = "A title", **source: str) -> Briefing:
    """A briefing with three drafted entries."""
    return BUNDLED._replace(id=BriefingId(id), title=title, source=Source(**source), entries=DRAFTS)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as made:
        yield made


def ids(rows: list[Row]) -> list[str]:
    return [row.id for row in rows]


def filtered(library: Library, typed: str) -> list[str]:
    read = read_filter(typed)
    assert read.problems == ()
    return sorted(ids(library.catalogue.page(wanted=read.filter)))


# --- what a row says -------------------------------------------------------------------------------------------------


def test_a_row_says_what_the_briefing_is_and_what_was_done_on_it(library: Library) -> None:
    library.add(briefing("b", "Ein Titel", publisher="The Paper", issued="2023-05", url="https://example.org/x"))
    row = library.catalogue.row(BriefingId("b"))
    assert row is not None
    (summary,) = library.summaries()
    assert (row.title, row.source, row.publisher, row.issued) == ("Ein Titel", "The Paper", "The Paper", "2023-05")
    assert (row.desk, row.language, row.added) == ("world", "en", summary.created_at)
    assert (row.sentences, row.entries, row.characters) == (18, 3, len(BUNDLED.text))
    assert (row.read, row.progress, row.last_read, row.notes, row.to_review) == (0, 0.0, "", 0, 3)
    assert not any([row.is_starred, row.is_archived, row.is_renamed, row.is_earlier, row.tags])
    library.mark_read(row.id, [EntryId("p1"), EntryId("p2")], read=True)
    library.review.accept(row.id, [EntryId("p1")])
    library.notebook.annotate(row.id, on_sentence(BUNDLED, SentenceNumber(1)), body="x")
    later = library.catalogue.row(row.id)
    assert later is not None and later.last_read > row.added
    assert (later.read, later.notes, later.to_review) == (2, 1, 2)
    assert later.progress == pytest.approx(2 / 3)
    library.editor.remove(row.id, EntryId("p1"))
    fewer = library.catalogue.row(row.id)
    assert fewer is not None and (fewer.entries, fewer.read, fewer.to_review) == (2, 1, 2)


def test_without_a_publisher_the_source_is_the_host_of_the_address(library: Library) -> None:
    for number, url in enumerate(("https://www.example.org/a/b", "http://example.org", "", "no address")):
        library.add(briefing(f"b{number}", url=url))
    rows = reversed(library.catalogue.page())
    assert [row.source for row in rows] == ["www.example.org", "example.org", "", ""]


def test_a_briefing_in_whose_place_a_later_text_stands_is_an_earlier_one_while_that_is_there(library: Library) -> None:
    library.add(briefing("old"))
    new = briefing("new")._replace(text=BUNDLED.text.replace("Mishustin", "Mischustin "))
    library.revisions.revise(BriefingId("old"), new)
    earlier = {row.id: row.is_earlier for row in library.catalogue.page()}
    assert earlier == {"old": True, "new": False}
    library.catalogue.remove([BriefingId("new")])
    assert [row.is_earlier for row in library.catalogue.page()] == [False]
    library.history.undo()
    library.history.undo()
    assert [(row.id, row.is_earlier) for row in library.catalogue.page()] == [("old", False)]


# --- rows and documents ----------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(["", "a", "Ünïted", "“q” \\ x", "中", "a,b"])
DEEDS = st.one_of(
    st.tuples(st.just("star"), st.booleans()),
    st.tuples(st.just("archive"), st.booleans()),
    st.tuples(st.just("tag"), st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=2)),
    st.tuples(st.just("rename"), TEXTS),
    st.tuples(st.just("describe"), TEXTS),
    st.tuples(st.just("remove")),
    st.tuples(st.just("note")),
    st.tuples(st.just("unnote")),
    st.tuples(st.just("read"), st.sets(st.sampled_from([entry.id for entry in DRAFTS])), st.booleans()),
    st.tuples(st.just("accept")),
    st.tuples(st.just("drop entry"), st.sampled_from([entry.id for entry in DRAFTS])),
    st.tuples(st.just("write entry")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("look")),
)


def do(library: Library, deed: tuple[Any, ...], id: BriefingId) -> None:
    """One thing that a reader does; what cannot be done just then is left."""
    name, given = deed[0], deed[1:]
    catalogue = library.catalogue
    if name == "undo":
        library.history.undo()
    elif name == "redo":
        library.history.redo()
    elif name == "look":
        catalogue.page()
    elif not library.has(id):
        return
    elif name == "star":
        catalogue.star([id], on=given[0])
    elif name == "archive":
        catalogue.archive([id], on=given[0])
    elif name == "tag":
        catalogue.tag([id], add=given[0], remove=given[1])
    elif name == "rename":
        catalogue.rename(id, given[0]) if given[0] else catalogue.restore_title(id)
    elif name == "describe":
        library.editor.describe(id, publisher=given[0], title=given[0] or None)
    elif name == "remove":
        catalogue.remove([id])
    elif name == "note":
        library.notebook.annotate(id, on_sentence(BUNDLED, SentenceNumber(1)), body="x")
    elif name == "unnote":
        for note in library.notebook.of(id)[:1]:
            library.notebook.remove(NoteId(note.id))
    elif name == "read":
        library.mark_read(id, given[0], read=given[1])
    elif name == "accept":
        library.review.accept_all(id)
    elif name == "write entry":
        library.editor.write(id, pane=DRAFTS[0].pane, title="t")
    elif given[0] in {entry.id for entry in library.entries(id)}:
        library.editor.remove(id, given[0])


def contents(library: Library) -> list[list[tuple[Any, ...]]]:
    """All that is derived, but for what is only a sign that something is to be made anew."""
    columns = ", ".join(
        row[1]
        for row in library._store.storage.fetch(f"PRAGMA table_xinfo({ROWS})")
        if row[1] not in ("told", "heard", "is_folded", "folded", "folded_source", "words")
    )
    return [
        sorted(library._store.storage.fetch(f"SELECT {columns} FROM {ROWS}")),
        sorted(library._store.storage.fetch(f"SELECT seq, tag FROM {TAGS}")),
        sorted(library._store.storage.fetch(f"SELECT * FROM {GONE}")),
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(DEEDS, st.sampled_from(["a", "b"])), max_size=25))
def test_whatever_is_done_the_rows_are_those_that_would_be_made_anew(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[Any, str]]
) -> None:
    with opened(tmp_path_factory.mktemp("rows")) as library:
        library.add(briefing("a"))
        library.add(briefing("b", "Another", publisher="P"))
        for deed, id in deeds:
            do(library, deed, BriefingId(id))
        library.catalogue.page()
        kept = contents(library)
        with library._store.transaction():
            for statement in fill():
                library._store.storage.execute(statement)
        assert contents(library) == kept
        for row in library.catalogue.page(wanted=EVERY._replace(is_archived=None)):
            read = library.briefing(row.id)
            assert (row.title, row.entries) == (read.title, len(read.entries))
            assert row.to_review == sum(entry.is_to_review for entry in read.entries)
            assert row.notes == len(library.notebook.of(row.id))
            assert row.read == len({entry.id for entry in read.entries} & library.position(row.id).read)
        assert library.count() == library.catalogue.count(EVERY._replace(is_archived=None))


def test_whatever_is_written_costs_the_rows_the_same_however_much_there_is(library: Library) -> None:
    """In steps of SQLite's machine, so that the speed of this one has no part in it."""
    storage = library._store.storage

    def steps(number: int) -> int:
        counted = itertools.count()
        new, text = briefing(f"measured-{number}"), BUNDLED.text.replace("Mishustin", f"M{number}")
        storage._connection.set_progress_handler(lambda: next(counted) * 0, 20)
        library.add(new)
        library.notebook.annotate(new.id, on_sentence(new, SentenceNumber(1)), body="x")
        library.mark_read(new.id, [DRAFTS[0].id], read=True)
        library.editor.remove(new.id, DRAFTS[0].id)
        library.catalogue.star([new.id])
        library.revisions.revise(new.id, new._replace(id=BriefingId(f"revised-{number}"), text=text))
        library.last_read()
        storage._connection.set_progress_handler(None, 20)
        library.catalogue.remove([new.id, BriefingId(f"revised-{number}")])
        return next(counted)

    few = min(steps(number) for number in range(3))
    for number in range(150):
        id = library.add(briefing(f"b{number}"))
        library.notebook.annotate(id, on_sentence(BUNDLED, SentenceNumber(1)), body="x")
        library.keep_position(id, ReadingPosition())
        library.revisions.revise(
            id, briefing(f"r{number}")._replace(text=BUNDLED.text.replace("Mishustin", f"M{number}"))
        )
    assert min(steps(number) for number in range(3, 6)) < few * 1.5


def test_what_is_read_last_is_told_by_the_rows_as_by_the_documents(library: Library) -> None:
    assert library.last_read() is None
    for id in ("a", "b", "c"):
        library.add(briefing(id))
        library.keep_position(BriefingId(id), ReadingPosition("trade"))
    assert library.last_read() == "c"
    library.catalogue.archive([BriefingId("c")])
    assert library.last_read() == "b"
    library.catalogue.remove([BriefingId("b")])
    assert library.last_read() == "a"
    library.history.undo()
    library.history.undo()
    assert library.last_read() == "c"


# --- orders and pages ------------------------------------------------------------------------------------------------


@pytest.fixture
def many(library: Library) -> Library:
    titles = ("beta", "Álpha", "alpha", "Čapek", "ça va", "Zulu", "zebra", "delta", "", "中")
    for number, title in enumerate(titles):
        library.add(briefing(f"b{number}", title, publisher=("X", "", "Y")[number % 3], issued=f"202{number % 4}"))
    for number in (3, 1, 7):
        id = BriefingId(f"b{number}")
        library.mark_read(id, [entry.id for entry in DRAFTS[: number % 3 + 1]], read=True)
        library.notebook.annotate(id, on_sentence(BUNDLED, SentenceNumber(1)), body="x")
    library.editor.remove(BriefingId("b7"), DRAFTS[0].id)
    return library


KEYS: dict[Order, Any] = {
    Order.ISSUED: lambda row: row.issued,
    Order.ADDED: lambda row: row.added,
    Order.TITLE: lambda row: fold(row.title),
    Order.READ: lambda row: row.last_read,
    Order.PROGRESS: lambda row: row.progress,
    Order.ENTRIES: lambda row: row.entries,
    Order.NOTES: lambda row: row.notes,
}


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_each_order_holds_both_ways_and_its_pages_are_the_whole(many: Library, order: Order, is_reversed: bool) -> None:
    catalogue = many.catalogue
    rows = catalogue.page(order, is_reversed=is_reversed)
    falls = (order is not Order.TITLE) != is_reversed
    assert rows == sorted(rows, key=lambda row: (KEYS[order](row), row.seq), reverse=falls)
    assert len(rows) == 10
    paged = catalogue.page(order, limit=3, is_reversed=is_reversed)
    while more := catalogue.page_after(paged[-1], order, limit=3, is_reversed=is_reversed):
        paged += more
    assert paged == rows
    back = catalogue.page(order, start=-3, limit=3, is_reversed=is_reversed)
    while more := catalogue.page_after(back[0], order, limit=4, is_reversed=is_reversed, is_back=True):
        back = more + back
    assert back == rows
    for start, limit in itertools.product((0, 4, 9, 20), (1, 5, 30)):
        assert catalogue.page(order, start=start, limit=limit, is_reversed=is_reversed) == rows[start : start + limit]
        listing = catalogue.listing(order, start=start, limit=limit, is_reversed=is_reversed)
        assert listing.total == 10
        assert list(listing.rows) == rows[listing.start : listing.start + limit]
        assert listing.start == max(0, min(start, 10 - limit))
    for place, row in enumerate(rows):
        assert catalogue.place(row.id, order, is_reversed=is_reversed) == place
    assert catalogue.place(rows[0].id, order, Filter(words=("no such word",))) is None


def test_titles_are_sorted_without_case_and_accents(many: Library) -> None:
    titles = [row.title for row in many.catalogue.page(Order.TITLE)]
    assert titles == ["", "Álpha", "alpha", "beta", "ça va", "Čapek", "delta", "zebra", "Zulu", "中"]


# --- filters and groups ----------------------------------------------------------------------------------------------


def test_every_word_is_somewhere_in_title_source_and_tags(library: Library) -> None:
    library.add(briefing("a", "L’été à Kyjiw", publisher="Le Monde"))
    library.add(briefing("b", "Łódź and NATO", url="https://www.example.org/x"))
    library.catalogue.tag([BriefingId("b")], add=["Énergie"])
    for typed, found in {
        "": ["a", "b"],
        "ete": ["a"],
        "ÉTÉ monde": ["a"],
        "l'ete": ["a"],
        "lodz": ["b"],
        "nato energ": ["b"],
        "example.org": ["b"],
        "ete nato": [],
        '"kyjiw le"': [],
        "tag:énergie": ["b"],
        "tag:#ÉNERGIE nato": ["b"],
        "tag:energ": [],
        "source:monde": ["a"],
        "source:ete": [],
        "\ud800": [],
        "tag:\ud800": [],
        "%": [],
        "_": [],
    }.items():
        assert filtered(library, typed) == found, typed


def test_states_and_dates_are_asked_for(library: Library) -> None:
    dates = {"a": "2023-05-24", "b": "2023-05", "c": "2023", "d": "", "e": "2024-01-01"}
    for id, issued in dates.items():
        library.add(briefing(id, issued=issued))
    catalogue = library.catalogue
    catalogue.star([BriefingId("a")])
    catalogue.archive([BriefingId("b")])
    library.mark_read(BriefingId("c"), [DRAFTS[0].id], read=True)
    library.review.accept_all(BriefingId("d"))
    for typed, found in {
        "is:starred": "a",
        "is:archived": "b",
        "is:unread": "ade",
        "is:review": "ace",
        "is:review is:unread": "ae",
        "before:2023-05-24": "c",
        "before:2023-05-25": "ac",
        "before:2023-06": "ac",
        "before:2024": "ac",
        "after:2023": "ace",
        "after:2023-05": "ae",
        "after:2023-05-25": "e",
        "after:2022 before:2024": "ac",
    }.items():
        assert "".join(filtered(library, typed)) == found, typed
    wanted = read_filter("before:2024").filter._replace(is_archived=None)
    assert sorted(ids(catalogue.page(wanted=wanted))) == ["a", "b", "c"]


def test_groups_tell_how_many_have_a_source_or_a_tag_and_lead_to_them(many: Library) -> None:
    catalogue = many.catalogue
    assert catalogue.groups(By.SOURCE) == [Group("X", 4), Group("Y", 3), Group("", 3)]
    catalogue.tag([BriefingId("b1"), BriefingId("b2")], add=["energy"])
    catalogue.tag([BriefingId("b3"), BriefingId("b2")], add=["Energy", "x"])
    tags = catalogue.groups(By.TAG)
    assert tags == [Group("Energy", 3), Group("x", 2), Group("", 7)]
    assert catalogue.groups(By.TAG, Filter(words=("capek",))) == [Group("Energy", 1), Group("x", 1)]
    for by in By:
        for group in catalogue.groups(by):
            assert catalogue.count(within(EVERY, by, group)) == group.size
    assert sorted(ids(catalogue.page(wanted=within(EVERY, By.TAG, tags[0])))) == ["b1", "b2", "b3"]


# --- folding ---------------------------------------------------------------------------------------------------------


def test_many_at_once_are_folded_in_the_background_and_there_all_the_same(library: Library) -> None:
    library.add(briefing("a", "ÉTÉ"))
    library.add(briefing("b", "HIVER"))
    storage = library._store.storage
    with CatalogueReading(library.folder) as reading:  # nothing was folded yet, and it may not write
        assert ids(reading.page(Order.TITLE)) == ["b", "a"]
        assert reading.count(Filter(words=("hiver",))) == 1
        assert reading.count(Filter(words=("ete",))) == 0
        assert library.catalogue.follow(1)
        assert reading.count(Filter(words=("ete",))) == 1
    assert library.catalogue.follow()
    assert not library.catalogue.follow()
    before = storage.fetch("SELECT folded, words FROM catalogue1 ORDER BY seq")
    assert before == [("ete", "ete\n"), ("hiver", "hiver\n")]
    library.catalogue.star([BriefingId("a")])  # no word of it changed
    assert not library.catalogue.follow()


# --- other threads and older libraries -------------------------------------------------------------------------------


def test_another_thread_has_the_same_answers_and_can_be_interrupted(many: Library) -> None:
    asked = (Order.TITLE, EVERY, 2, 5)
    expected = many.catalogue.listing(*asked)
    found: list[Any] = []

    def ask() -> None:
        with CatalogueReading(many.folder) as reading:
            found.extend([reading.listing(*asked), reading.groups(By.SOURCE), reading.row(BriefingId("b1"))])
            reading.interrupt()  # nothing is asked just then

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [expected, many.catalogue.groups(By.SOURCE), many.catalogue.row(BriefingId("b1"))]


def test_what_is_interrupted_is_a_named_fault(many: Library) -> None:
    with CatalogueReading(many.folder) as reading:
        connection = reading._connection._connection
        connection.set_progress_handler(lambda: reading.interrupt() or 0, 1)
        with pytest.raises(LibraryError, match="given up"):
            reading.count()


def test_a_library_of_an_older_layout_that_may_not_be_written_has_no_list_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, Clock()) as library:
        library.add(briefing("a"))
        library.keep_position(BriefingId("a"), ReadingPosition())
    connection = sqlite3.connect(tmp_path / "library.db")
    for kind, name in connection.execute(
        "SELECT type, name FROM sqlite_master WHERE name LIKE '%catalogue%' AND type IN ('trigger', 'table')"
    ).fetchall():
        connection.execute(f"DROP {kind} IF EXISTS {name}")
    connection.execute("PRAGMA user_version = 2")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.commit()
    connection.close()
    monkeypatch.setattr("content.store.opening.is_writable", lambda path: False)
    with opened_to_read(tmp_path) as library:
        assert library.read_only
        assert not library.catalogue.is_there
        assert library.last_read() == "a"
        assert [summary.id for summary in library.summaries()] == ["a"]
        with pytest.raises(LibraryError, match="an older layout, without a list"):
            library.catalogue.count()
        with pytest.raises(LibraryError, match="an older layout, without a list"):
            CatalogueReading(tmp_path)


def opened_to_read(folder: Path) -> Library:
    import os

    return Library.open(folder, now=Clock(), random=os.urandom, create=False)


def test_the_catalogue_is_a_door_of_the_library(library: Library) -> None:
    assert isinstance(library.catalogue, Catalogue)
    assert library.catalogue.listing().rows == ()
    assert library.catalogue.row(BriefingId("none")) is None
    assert library.catalogue.row(BriefingId("\ud800")) is None
    assert library.catalogue.page_after(Row(*[1, *[""] * 4, *[""] * 16])) == []  # type: ignore[arg-type]
