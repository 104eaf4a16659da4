"""The library keeps briefings whole, finds them by a shortened id, and knows where the reader was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from content.errors import ContentError, LibraryError, UnknownBriefing
from content.library import Library
from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Mark,
    Origin,
    PaneId,
    Place,
    Quotation,
    ReadingPosition,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)

TEXT = "They met in Beijing. “A dear friend,” he said of 1.5 tonnes."


def _briefing(id: str = "china-russia", entries: int = 2) -> Briefing:
    entry = Entry(
        EntryId("p"),
        PaneId("people"),
        "statement",
        "A friend",
        "He called him a friend.",
        Origin.CURATED,
        (Citation(SentenceNumber(2), Span(21, 37), "“A dear friend,”"),),
        (Figure("1.5 tonnes", Span(49, 59), FigureKind.COUNT, 1.5, "tonne"),),
        (Quotation("A dear friend,", Span(22, 36), None),),
        (EntryId("p0"),),
        ("tag",),
    )
    return Briefing(
        BriefingId(id),
        f"Title of {id}",
        "en",
        DeskId("world"),
        Source("Title", "Author", "Publisher", "2023-05-24", "https://example.org/a"),
        TEXT,
        Sentences([1, 1], [0, 21], [20, 60]),
        tuple(entry._replace(id=EntryId(f"p{n}")) for n in range(entries)),
    )


class Clock:
    """A minute passes at each look, so that no test depends on how fast the machine is."""

    def __init__(self) -> None:
        self.time = datetime(2023, 5, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


def _open(folder: Path) -> Library:
    return Library.open(folder, now=Clock(), random=os.urandom)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with _open(tmp_path) as opened:
        yield opened


def _changes(library: Library) -> int:
    return int(library._store.storage.fetch("SELECT total_changes()")[0][0])


def test_a_briefing_comes_back_as_it_was_added(library: Library, tmp_path: Path) -> None:
    briefing = _briefing()
    assert library.add(briefing) == "china-russia"
    assert library.briefing(briefing.id) == briefing
    with _open(tmp_path) as other:
        assert other.briefing(briefing.id) == briefing
        assert other.briefing(briefing.id).words_of(SentenceNumber(1)) == "They met in Beijing."


def test_many_entries_keep_their_order(library: Library) -> None:
    briefing = _briefing(entries=1500)
    library.add(briefing)
    assert library.briefing(briefing.id).entries == briefing.entries


def test_adding_the_same_again_writes_nothing(library: Library) -> None:
    library.add(_briefing())
    before = _changes(library)
    assert library.add(_briefing()) == "china-russia"
    assert _changes(library) == before
    assert library.count() == 1


def test_another_briefing_with_the_same_id_is_refused(library: Library) -> None:
    library.add(_briefing())
    with pytest.raises(ContentError) as caught:
        library.add(_briefing()._replace(title="Another"))
    assert str(caught.value).startswith("china-russia: another briefing in the library has this id; give")
    assert library.briefing(BriefingId("china-russia")) == _briefing()


def test_two_entries_with_one_id_are_refused(library: Library) -> None:
    entry = _briefing().entries[0]
    with pytest.raises(ContentError, match="two of its entries have the id p0"):
        library.add(_briefing()._replace(entries=(entry, entry)))
    assert library.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"id": "\ud800"},
        {"title": "a\udcffb"},
        {"text": "\ud800"},
        {"entries": (_briefing().entries[0]._replace(text="\ud800"),)},
        {"entries": (*_briefing().entries, _briefing().entries[0]._replace(id=EntryId("\udfff")))},
        {"entries": (_briefing().entries[0]._replace(figures=(Figure("9", Span(0, 1), FigureKind.COUNT, 2**80),)),)},
        {"entries": (_briefing().entries[0]._replace(figures=(Figure("9", Span(0, 1), FigureKind.COUNT, 1e999),)),)},
    ],
    ids=["id", "title", "text", "entry", "entry id", "large number", "infinity"],
)
def test_what_cannot_be_written_is_refused_and_nothing_of_it_is_kept(
    library: Library, change: dict[str, object]
) -> None:
    with pytest.raises(ContentError) as caught:
        library.add(_briefing()._replace(**change))  # type: ignore[arg-type]
    assert "it holds" in str(caught.value)
    assert caught.value.remedy
    for table in ("briefings", "sources", "entries"):
        assert len(library._store.table(table)) == 0


def test_a_briefing_is_added_whole_or_not_at_all(library: Library) -> None:
    storage = library._store.storage
    storage.fetch(f"PRAGMA max_page_count = {storage.fetch('PRAGMA page_count')[0][0] + 3}")
    with pytest.raises(LibraryError, match="disk is full"):
        library.add(_briefing(entries=500))
    storage.fetch("PRAGMA max_page_count = 100000")
    assert library.count() == 0
    assert library.summaries() == []
    assert len(library._store.table("entries")) == 0
    library.add(_briefing())
    assert library.briefing(BriefingId("china-russia")) == _briefing()


def test_summaries_come_newest_first_and_page_by_page(library: Library) -> None:
    for number in range(7):
        library.add(_briefing(f"b{number}", entries=number))
    assert library.count() == 7
    everything = library.summaries()
    assert [summary.id for summary in everything] == ["b6", "b5", "b4", "b3", "b2", "b1", "b0"]
    pages = [library.summaries(limit=3)]
    while pages[-1]:
        pages.append(library.summaries(after=pages[-1][-1].id, limit=3))
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [summary for page in pages for summary in page] == everything
    last = everything[0]
    assert (last.title, last.desk, last.language) == ("Title of b6", "world", "en")
    assert (last.issued, last.publisher) == ("2023-05-24", "Publisher")
    assert (last.sentences, last.entries, last.characters) == (2, 6, len(TEXT))
    assert last.created_at > everything[1].created_at
    assert library.summaries(limit=0) == []
    with pytest.raises(UnknownBriefing):
        library.summaries(after=BriefingId("missing"))


def test_an_id_may_be_shortened_as_long_as_it_is_plain_which_is_meant(library: Library) -> None:
    for id in ("china-russia", "china-france", "g7-hiroshima", "g7"):
        library.add(_briefing(id))
    assert library.resolve("china-russia") == "china-russia"
    assert library.resolve("china-r") == "china-russia"
    assert library.resolve("hiro") == "g7-hiroshima"
    assert library.resolve("g7") == "g7"
    with pytest.raises(UnknownBriefing) as caught:
        library.resolve("china")
    assert str(caught.value) == ("china: several briefings answer to this id; choose one of china-france, china-russia")
    with pytest.raises(UnknownBriefing) as caught:
        library.resolve("chnia-rusia")
    assert str(caught.value) == "chnia-rusia: no briefing has this id; did you mean china-russia?"


def test_a_refusal_names_at_most_five_candidates(library: Library) -> None:
    for number in range(7):
        library.add(_briefing(f"b{number}"))
    with pytest.raises(UnknownBriefing, match=r"several briefings .* one of b0, b1, b2, b3, b4 and others"):
        library.resolve("b")
    with pytest.raises(UnknownBriefing):
        library.resolve("")


@pytest.mark.parametrize("odd", ["\ud800", "a\0b", "%", "_", "*", "'", '"; DROP TABLE doc_briefings', "x" * 100_000])
def test_an_odd_id_is_merely_unknown(library: Library, odd: str) -> None:
    library.add(_briefing())
    for ask in (library.resolve, library.briefing):
        with pytest.raises(UnknownBriefing):
            ask(BriefingId(odd))
    with pytest.raises(UnknownBriefing):
        library.keep_position(BriefingId(odd), ReadingPosition())
    assert library.position(BriefingId(odd)) == ReadingPosition()
    assert library.count() == 1


def test_an_id_with_a_quirk_is_found_again(library: Library) -> None:
    for id in ("a\0b", "a", "ä", "", "%"):
        library.add(_briefing(id))
        assert library.briefing(BriefingId(id)).id == id
        assert library.resolve(id) == id


def test_positions_are_kept_for_each_briefing(library: Library, tmp_path: Path) -> None:
    one, two = library.add(_briefing("one")), library.add(_briefing("two"))
    assert library.position(one) == ReadingPosition()
    position = ReadingPosition(
        "trade",
        "source",
        (("trade", Place(3, 1, 2)), ("overview", Place())),
        Place(7, 5, 1),
        frozenset([EntryId("p0"), EntryId("p1")]),
        (
            ("a", Mark("trade", EntryId("p1"), SentenceNumber(2), "entries")),
            ("b", Mark("", None, SentenceNumber(1), "")),
        ),
    )
    library.keep_position(one, ReadingPosition("people"))
    library.keep_position(one, position)
    with _open(tmp_path) as other:
        assert other.position(one) == position
        assert other.position(two) == ReadingPosition()
    assert len(library._store.table("reading")) == 1


def test_the_briefing_read_last_is_the_one_whose_position_was_kept_last(library: Library, tmp_path: Path) -> None:
    assert library.last_read() is None
    one, two = library.add(_briefing("one")), library.add(_briefing("two"))
    assert library.last_read() is None
    library.keep_position(two, ReadingPosition())
    library.keep_position(one, ReadingPosition())
    assert library.last_read() == one
    with _open(tmp_path) as other:
        assert other.last_read() == one
        # The other window's clock is behind; what is kept later is still later.
        other.keep_position(two, ReadingPosition())
        assert library.last_read() == two


def test_a_removed_briefing_is_neither_listed_nor_read_last(library: Library) -> None:
    one, two = library.add(_briefing("one")), library.add(_briefing("two"))
    library.keep_position(one, ReadingPosition())
    library.keep_position(two, ReadingPosition())
    for document in library._store.table("briefings").all():
        if document["key"] == two:
            library._store.table("briefings").update({"deleted": True}, doc_ids=[document.doc_id])
    assert [summary.id for summary in library.summaries()] == [one]
    assert library.count() == 1
    assert library.last_read() == one
    with pytest.raises(UnknownBriefing):
        library.briefing(two)
    assert library.add(_briefing("two")) == two
    assert library.resolve("tw") == two


def test_two_windows_see_each_others_briefings_and_positions(tmp_path: Path) -> None:
    with _open(tmp_path) as one, _open(tmp_path) as two:
        id = one.add(_briefing())
        assert two.resolve("china") == id
        two.keep_position(id, ReadingPosition("trade"))
        assert one.position(id).tab == "trade"
        assert one.folder == tmp_path
        one.close()
        two.close()
        two.close()


def test_every_document_carries_what_replication_will_need(library: Library) -> None:
    library.keep_position(library.add(_briefing()), ReadingPosition())
    for name in ("briefings", "sources", "entries", "reading"):
        for document in library._store.table(name):
            assert document["id"] == document.doc_id
            assert {"schema", "author", "device", "created_at", "updated_at", "deleted"} < set(document)
