"""A dossier: what the briefings say of somebody, in order of time, with the sentences behind it."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest

from content.dossiers import Dossiers, ItemKind
from content.errors import LibraryError
from content.gathered import Choice, GatheringReader
from content.library import Library
from content.model import EntryId, SentenceNumber
from content.notes import on_entry, on_sentence
from content.register import Kind
from tests.domain.libraries import BUNDLED, opened
from tests.domain.named import briefing, person, statement


@pytest.fixture
def library(tmp_path: Path):  # type: ignore[no-untyped-def]
    with opened(tmp_path) as library:
        library.add(BUNDLED)
        while library.dossiers.follow(10):
            pass
        yield library


def _entries(dossiers: Dossiers, who: str, *kinds: ItemKind) -> list[str | None]:
    return [item.entry for item in dossiers.of(who).items if item.kind in kinds]


def test_a_person_has_role_entries_quotations_figures_and_notes(library: Library) -> None:
    library.notebook.annotate(BUNDLED.id, on_entry(BUNDLED, EntryId("t3")), body="who says so?")
    library.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(8)), body="sources")
    library.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(12)), body="Mikhail Mishustin again")
    library.notebook.annotate(BUNDLED.id, on_sentence(BUNDLED, SentenceNumber(12)), body="nothing")
    dossier = library.dossiers.of("mikhail mishustin")
    assert (dossier.briefings, dossier.after, dossier.is_whole) == (1, None, True)
    role = dossier.items[0]
    assert role.kind is ItemKind.ROLE and role.text.startswith("Russia’s prime minister")
    assert [each.sentence for each in role.sentences] == [1, 2, 4, 8]
    assert all(each.quote == BUNDLED.words_of(each.sentence) for each in role.sentences)
    assert _entries(library.dossiers, "Mikhail Mishustin", ItemKind.ENTRY) == ["t1", "t3", "d1", "d2"]
    figures = [item for item in dossier.items if item.kind is ItemKind.FIGURE]
    assert [item.text for item in figures] == ["$190 billion", "$200 billion"]
    assert all([each.sentence for each in item.sentences] == [8] and item.figure for item in figures)
    notes = [item for item in dossier.items if item.kind is ItemKind.NOTE]
    assert [item.text for item in notes] == ["who says so?", "sources", "Mikhail Mishustin again"]
    assert {item.day for item in dossier.items} == {"2023"}


def test_a_quotation_stands_with_the_sentence_it_is_in(library: Library) -> None:
    said = [item for item in library.dossiers.of("Ben Bland").items if item.kind is ItemKind.QUOTATION]
    assert [[each.sentence for each in item.sentences] for item in said] == [[6], [16]]
    assert said[1].text.startswith("We are past the point")


def test_bodies_and_states_have_dossiers_under_any_of_their_names(library: Library) -> None:
    assert library.dossiers.of("Nato").identity.name == "NATO"
    assert _entries(library.dossiers, "NATO", ItemKind.ENTRY) == ["p6", "n3", "e3"]
    assert _entries(library.dossiers, "Interfax", ItemKind.ENTRY) == ["t4"]
    assert {"n1", "n2", "n5"} <= set(_entries(library.dossiers, "Group of Seven", ItemKind.ENTRY))
    assert library.dossiers.of("Moscow").identity.name == "Russia"
    assert library.dossiers.of("USA").identity.kind is Kind.STATE


def test_companions_are_those_of_shared_entries_first(library: Library) -> None:
    found = library.dossiers.companions("Xi Jinping")
    assert [(each.identity.name, each.entries, each.sentences) for each in found[:3]] == [
        ("Vladimir Putin", 2, 2),
        ("Li Qiang", 1, 1),
        ("Mikhail Mishustin", 1, 1),
    ]
    assert all(each.briefings == 1 for each in found)
    assert [tuple(each[1:]) for each in found] == sorted([tuple(each[1:]) for each in found], reverse=True)


def test_names_are_found_by_their_beginning_then_by_their_words(library: Library) -> None:
    assert [each.identity.name for each in library.dossiers.find("li")] == ["Li Hui", "Li Qiang"]
    assert next(each.identity.name for each in library.dossiers.find("PUT")) == "Vladimir Putin"
    assert [each.identity.name for each in library.dossiers.find("ishus")] == ["Mikhail Mishustin"]
    assert [each.identity.name for each in library.dossiers.find("vladimir pu")] == ["Vladimir Putin"]
    assert [each.identity.name for each in library.dossiers.find("usa")] == ["United States"]
    assert library.dossiers.find("nobody at all") == []
    assert len(library.dossiers.find("", limit=3)) == 3
    assert all(each.briefings == 1 for each in library.dossiers.find(""))
    assert not [each for each in library.dossiers.find("", people_only=True) if each.identity.kind is Kind.STATE]


def test_pages_follow_each_other_in_order_of_time(tmp_path: Path) -> None:
    days = ["2024-03", "2023", "2024-03-02", "", "2024-01-05", "2024-03-02", "2022-12-31"]
    with opened(tmp_path) as library:
        for n, day in enumerate(days):
            library.add(briefing(f"b{n}", ["They met."], [person("p1", "Li Hui", 1)], issued=day))
        whole = library.dossiers.of("Li Hui", limit=100)
        assert whole.briefings == len(days) and whole.after is None
        assert [item.day for item in whole.items] == sorted(item.day for item in whole.items)
        paged, after = [], None
        while True:
            page = library.dossiers.of("Li Hui", after=after, limit=2)
            assert page.briefings == len(days) and len(page.items) <= 2
            paged += page.items
            after = page.after
            if after is None:
                break
        assert tuple(paged) == whole.items


def test_an_earlier_text_of_an_article_is_left_out(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(briefing("old", ["They met Li Hui.", "It rained."], [person("p1", "Li Hui", 1)]))
        new = briefing("new", ["They met Li Hui.", "It snowed."], [person("p1", "Li Hui", 1)])
        library.revisions.revise(library.resolve("old"), new)
        assert {item.briefing for item in library.dossiers.of("Li Hui").items} == {"new"}
        library.history.undo()
        assert {item.briefing for item in library.dossiers.of("Li Hui").items} == {"old"}


def test_another_thread_reads_with_a_connection_of_its_own(library: Library) -> None:
    asked: list[object] = []

    def ask() -> None:
        with closing(GatheringReader(library.folder)) as reader:
            asked.append(reader.of("Xi Jinping"))
            asked.append([each.identity.name for each in reader.find("xi")])
            asked.append(reader.follow(5))
            asked.append(reader.timeline(Choice(), None, 100)[0])
            asked.append(reader.series(Choice((BUNDLED.id,)), least=2, limit=20)[0])
            asked.append(reader.related(BUNDLED.id, 10)[0])

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert asked == [
        library.dossiers.of("Xi Jinping"),
        ["Xi Jinping"],
        False,
        library.timelines.of(),
        library.measured.series_of([BUNDLED.id]),
        library.relations.of(BUNDLED.id),
    ]
    assert library.timelines.of().events and library.measured.series_of([BUNDLED.id])


def test_what_the_index_has_not_read_yet_is_told(library: Library) -> None:
    library.add(briefing("new", ["NATO met Élise Dubois."], [person("p1", "Élise Dubois", 1)]))
    with closing(GatheringReader(library.folder)) as reader:
        assert reader.behind() == 1
        assert not reader.of("NATO").is_whole and reader.of("NATO").briefings == 1
        assert reader.of("Elise Dubois").briefings == 1
    assert library.dossiers.of("NATO").briefings == 2
    assert library.dossiers.behind() == 0


def test_a_reader_that_has_no_library_says_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryError):
        GatheringReader(tmp_path / "nowhere")


def test_entries_that_only_use_the_surname_are_theirs_where_nobody_else_bears_it(tmp_path: Path) -> None:
    people = [person("p1", "Mikhail Mishustin", 1), person("p2", "Li Hui", 1), person("p3", "Li Qiang", 1)]
    entries = [statement("t1", "Mishustin signed", 1), statement("t2", "Li agreed", 1)]
    with opened(tmp_path) as library:
        library.add(briefing("b", ["They met."], [*people, *entries]))
        assert _entries(library.dossiers, "Mikhail Mishustin", ItemKind.ENTRY) == ["t1"]
        assert _entries(library.dossiers, "Li Hui", ItemKind.ENTRY) == []
