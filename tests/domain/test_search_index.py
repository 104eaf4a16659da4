"""The index holds exactly what a reading of every document would find, whatever happened to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.library import Library
from content.model import BriefingId, SentenceNumber
from content.notes import on_entry, on_sentence
from content.queries import parse
from content.search import Kind, Searcher
from content.search_terms import compile_node, holds
from content.store import derived, search_index
from content.store.codec import decode, encode
from content.store.packing import MARK, pack, unpack
from content.store.restoring import restore_library
from content.store.search_words import folded, placed_words, spaced, words_of
from tests.domain.libraries import BUNDLED, opened
from tests.domain.test_search import made

VOCABULARY = [
    "coal",
    "gas",
    "grain",
    "Élysée",
    "elysees",
    "US",
    "U.S.",
    "us",
    "trade-off",
    "can't",
    "can’t",
    "Путин",
    "中国人",
    "x",
]
SENTENCE = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join)
ATOM = st.one_of(
    st.sampled_from([*VOCABULARY, "co*", "g*", "tra*", "e*", "中*", '"coal gas"', '"can\'t us"']),
    st.sampled_from(["after:2024", "before:2024", "source:xin", "tag:forecast", "pane:trade", "has:note"]),
)
QUERY = st.recursive(
    ATOM,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=2).map(" OR ".join),
        inner.map(lambda each: f"({each})"),
        inner.map(lambda each: f"-({each}) x"),
    ),
    max_leaves=6,
)


def by_reading(library: Library, query: str) -> dict[Kind, set[tuple[str, str]]]:
    """What a query finds where every document is read, with nothing of the search but what the words of a text are."""
    node = compile_node(parse(query).node, lambda pattern: None)
    found: dict[Kind, set[tuple[str, str]]] = {kind: set() for kind in Kind}
    if node is None:
        return found
    for summary in library.summaries():
        briefing = library.briefing(summary.id)
        notes = library.notebook.of(summary.id)

        def whole(name: str, value: str, issued: str = summary.issued, publisher: str = summary.publisher) -> bool:
            if name == "source":
                return publisher.lower().startswith(value)
            return issued >= value if name == "after" else issued < value

        for entry in briefing.entries:
            told = {
                "tag": "forecast" in entry.tags,
                "pane": entry.pane == "trade",
                "has": any(note.target.entry == entry.id for note in notes),
            }
            words = " |".join((spaced(folded(entry.title)), spaced(folded(entry.text))))

            def field(asked: object, told: dict[str, bool] = told) -> bool:
                return told[asked.name] if asked.name in told else whole(asked.name, asked.value)  # type: ignore[attr-defined]

            if holds(node, lambda each, words=words: each.stand_in(words), field, str):  # type: ignore[misc]
                found[Kind.ENTRY].add((summary.id, entry.id))
        for sentence in briefing.sentences:
            cited = [each for each in briefing.entries if sentence.number in [c.sentence for c in each.citations]]
            told = {
                "tag": any("forecast" in each.tags for each in cited),
                "pane": any(each.pane == "trade" for each in cited),
                "has": any(note.target.sentence == sentence.number for note in notes),
            }
            words = spaced(folded(briefing.words_of(sentence.number)))

            def field(asked: object, told: dict[str, bool] = told) -> bool:
                return told[asked.name] if asked.name in told else whole(asked.name, asked.value)  # type: ignore[attr-defined]

            if holds(node, lambda each, words=words: each.stand_in(words), field, str):  # type: ignore[misc]
                found[Kind.SENTENCE].add((summary.id, str(sentence.number)))
    return found


def by_search(library: Library, query: str, *, ranked: bool = False) -> dict[Kind, set[tuple[str, str]]]:
    found: dict[Kind, set[tuple[str, str]]] = {kind: set() for kind in Kind}
    after = None
    while True:
        results = library.search.find(query, among={Kind.ENTRY, Kind.SENTENCE}, limit=7, after=after, ranked=ranked)
        for group in results.groups:
            for each in group.passages:
                found[each.kind].add((group.id, str(each.entry or each.sentence)))
        after = results.next
        if after is None:
            return found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Forty briefings of at most three sentences, so that all that is found of one is shown."""
    with opened(tmp_path_factory.mktemp("many") / "lib") as library:
        from random import Random

        random = Random(5)
        for number in range(40):
            said = [" ".join(random.choices(VOCABULARY, k=random.randint(1, 5))) for _ in range(random.randint(1, 3))]
            briefing = made(
                f"b{number}",
                *said,
                issued=random.choice(["2023-05-01", "2024-07-01"]),
                publisher=random.choice(["Xinhua", "Reuters"]),
                trade_forecast=random.choice(said),
                people_person=random.choice(said),
            )
            library.add(briefing)
            if random.random() < 0.3:
                library.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(1)), body="x")
            if random.random() < 0.3:
                library.notebook.annotate(briefing.id, on_entry(briefing, briefing.entries[0].id), body="x")
        yield library


@settings(max_examples=150)
@given(query=QUERY)
def test_the_index_finds_what_a_reading_finds(many: Library, query: str) -> None:
    assert by_search(many, query) == by_reading(many, query)


@settings(max_examples=50)
@given(query=QUERY)
def test_what_is_ranked_is_the_same(many: Library, query: str) -> None:
    assert by_search(many, query, ranked=True) == by_reading(many, query)


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_words_are_those_of_the_index(text: str) -> None:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE held USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
    index.execute("CREATE VIRTUAL TABLE told USING fts5vocab ('held', 'instance')")
    index.execute("INSERT INTO held VALUES (?)", (text,))
    expected = [row[0] for row in index.execute("SELECT term FROM told ORDER BY offset")]
    index.close()
    assert list(words_of(text)) == expected
    assert [word.folded for word in placed_words(text)] == expected
    for word in placed_words(text):
        assert words_of(text[word.start : word.end]) == (word.folded,)


# -- kept, taken up, brought back ----------------------------------------------------------------------------------


def integrity(library: Library) -> None:
    """The index is whole, and what is in it is what triggers would have to take out of it again."""
    for name in (search_index.ENTRIES_INDEX, search_index.NOTES_INDEX, search_index.SENTENCES_INDEX):
        library._store.storage.execute(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")


def as_version_2(folder: Path) -> None:
    """Make of a library one that knows of no index."""
    connection = sqlite3.connect(folder / "library.db")
    for statement in derived.drop():
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()


def filled(folder: Path) -> None:
    with opened(folder) as library:
        for number in range(30):
            library.add(made(f"b{number}", f"Zebra {number}.", "It ran.", trade_forecast=f"Zebra {number}"))
            briefing = library.briefing(BriefingId(f"b{number}"))
            library.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(1)), body=f"zebra {number}")


def found(library: Library, query: str = "zebra") -> dict[Kind, list[str]]:
    results = library.search.find(query, limit=1000)
    return {
        kind: [group.id for group in results.groups for each in group.passages if each.kind is kind] for kind in Kind
    }


EVERY = [f"b{number}" for number in reversed(range(30))]


def test_an_index_of_an_old_library_is_made_in_the_background_newest_first(tmp_path: Path) -> None:
    filled(tmp_path / "lib")
    as_version_2(tmp_path / "lib")
    with opened(tmp_path / "lib") as library:
        assert library.search.behind() == 30
        results = library.search.find("zebra")
        assert results.waiting == 30
        while len(found(library)[Kind.SENTENCE]) < 4:
            assert library.search.follow(2)
        assert found(library)[Kind.SENTENCE] == EVERY[:4]
        assert found(library)[Kind.ENTRY] == EVERY
        library.add(made("new", "Zebra last."))
        assert found(library)[Kind.SENTENCE] == ["new", *EVERY[:4]]
        while library.search.follow(2):
            pass
        assert found(library) == {Kind.ENTRY: EVERY, Kind.SENTENCE: ["new", *EVERY], Kind.NOTE: EVERY}
        assert library.search.find("zebra").waiting == 0
        integrity(library)


def test_what_is_changed_before_its_turn_comes_is_found_as_it_is(tmp_path: Path) -> None:
    filled(tmp_path / "lib")
    as_version_2(tmp_path / "lib")
    with opened(tmp_path / "lib") as library:
        note = library.notebook.of(BriefingId("b3"))[0]
        library.notebook.change(note.id, body="giraffe")
        library._store.table("notes").remove(doc_ids=[library.notebook.of(BriefingId("b4"))[0].id])
        while library.search.follow():
            pass
        assert found(library, "giraffe")[Kind.NOTE] == ["b3"]
        assert found(library)[Kind.NOTE] == [each for each in EVERY if each not in ("b3", "b4")]
        library._store.table("notes").remove(doc_ids=[note.id])
        assert found(library, "giraffe")[Kind.NOTE] == []
        integrity(library)


def test_a_source_that_another_version_added_is_taken_up_later(tmp_path: Path) -> None:
    filled(tmp_path / "lib")
    with opened(tmp_path / "lib") as library:
        storage = library._store.storage
        (seq,) = storage.fetch("SELECT max(seq) FROM doc_sources")[0]
        (body,) = storage.fetch("SELECT CAST(body AS BLOB) FROM doc_sources WHERE seq = ?", (seq,))[0]
        fields = decode(body) | {"id": "other"}
        storage.execute("INSERT INTO doc_sources (id, body) VALUES (?, CAST(? AS TEXT))", ("other", encode(fields)))
        assert library.search.behind() == 1
        assert library.search.follow()
        assert library.search.behind() == 0


def test_a_restored_backup_is_searched(tmp_path: Path) -> None:
    filled(tmp_path / "lib")
    with opened(tmp_path / "lib") as library:
        backup = library.back_up()
        searcher = Searcher(library.folder)
        library.add(made("later", "Zebra later."))
        assert searcher.find("later").groups
    restore_library(tmp_path / "lib", backup, force=True, now=lambda: datetime.now(UTC))
    assert not searcher.find("later").groups
    searcher.close()
    with opened(tmp_path / "lib") as library:
        assert found(library)[Kind.SENTENCE] == EVERY
        assert library.search.find("zebra").waiting == 0


def test_documents_that_were_removed_and_put_again_are_found_once(tmp_path: Path) -> None:
    filled(tmp_path / "lib")
    with opened(tmp_path / "lib") as library:
        for table in ("sources", "entries", "notes"):
            documents = library._store.table(table).all()
            library._store.table(table).truncate()
            library._store.table(table).insert_multiple(documents)
        while library.search.follow(7):
            pass
        assert found(library) == {Kind.ENTRY: EVERY, Kind.SENTENCE: EVERY, Kind.NOTE: EVERY}
        integrity(library)


# -- smaller on the disk ----------------------------------------------------------------------------------------------

VALUE = st.one_of(st.none(), st.integers(0, 3), st.text(max_size=5), st.lists(st.text(max_size=3), max_size=2))
DOCUMENT = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("schema", "created_at", "updated_at", "text", "sentences", "figures", "links", "tags"), VALUE),
        "quotations": VALUE,
        "citations": st.lists(st.lists(st.one_of(st.integers(0, 9), st.text(max_size=2)), max_size=4), max_size=3),
        "other": VALUE,
    },
)


@given(DOCUMENT, st.sampled_from(["entries", "sources", "notes"]))
def test_a_document_comes_back_from_the_disk_as_it_was(document: dict[str, object], table: str) -> None:
    before = dict(document)
    assert decode(encode(document, table)) == before
    assert document == before


def test_documents_of_a_library_are_packed_and_say_the_same(tmp_path: Path) -> None:
    with opened(tmp_path / "lib") as library:
        library.add(BUNDLED)
        assert library.briefing(BUNDLED.id) == BUNDLED
        for table in ("entries", "sources"):
            for document in library._store.table(table):
                packed = pack(document, table)
                assert MARK in packed
                assert unpack(dict(packed)) == document
                assert len(encode(document, table)) < len(encode(document))


def test_words_in_a_row_that_are_said_too_often_to_be_ranked_are_all_found_the_newest_first(
    many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = f'"{VOCABULARY[0]} {VOCABULARY[1]}"'
    best = by_search(many, query, ranked=True)
    assert any(best.values())
    monkeypatch.setattr("content.search_run._OFTEN", 0)
    assert by_search(many, query, ranked=True) == best


def test_what_is_typed_may_end_with_what_is_near_and_goes_on_to_all_of_it(
    many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(query: str) -> list[set[tuple[str, str]]]:
        pages, after = [], None
        while not pages or after is not None:
            results = many.search.find(query, among={Kind.SENTENCE}, limit=50, is_typing=True, after=after)
            pages.append({(group.id, str(each.sentence)) for group in results.groups for each in group.passages})
            after = results.next
        return pages

    query = f"{VOCABULARY[0]} {VOCABULARY[1][:1]}"
    [whole] = typed(query)
    counts = set()
    for verified in range(1, 20):
        monkeypatch.setattr("content.search_run._VERIFIED", verified)
        pages = typed(query)
        counts.add(len(pages))
        assert set().union(*pages) == whole
    assert max(counts) > 1
