"""Related briefings: those that name the same, the rarer the more, with the reason."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from content.errors import UnknownBriefing
from content.gathered import Choice, GatheringReader
from content.library import Library
from content.model import BriefingId
from tests.domain.libraries import opened
from tests.domain.named import briefing, person, statement


def _library(folder: Path) -> Library:
    library = opened(folder)
    library.add(
        briefing(
            "mine",
            ["Li Hui and Xi Jinping met in China.", "Interfax told of it."],
            [person("p1", "Li Hui", 1), person("p2", "Xi Jinping", 1), statement("t1", "A meeting", 1, 2)],
            title="Zhongnanhai meeting",
        )
    )
    library.add(briefing("rare", ["Li Hui left."], [person("p1", "Li Hui", 1)]))
    library.add(briefing("titled", ["Li Hui left."], [person("p1", "Li Hui", 1)], title="In Zhongnanhai"))
    for n in range(6):
        library.add(briefing(f"common{n}", ["Xi Jinping spoke."], [person("p1", "Xi Jinping", 1)]))
    library.add(briefing("news", ["Interfax said so."], [statement("t1", "Interfax said so", 1)]))
    for n in range(6):
        library.add(briefing(f"nothing{n}", [f"It rained {n}."], [statement("t1", "It rained", 1)]))
    while library.dossiers.follow():
        pass
    return library


def test_a_title_of_the_readers_own_is_told_wherever_a_briefing_is(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        mine = BriefingId("mine")
        library.catalogue.rename(mine, "My own words")
        assert [each.title for each in library.relations.of(BriefingId("rare")) if each.briefing == mine] == [
            "My own words"
        ]
        assert "My own words" in {group.title for group in library.search.find("Interfax").groups}
        with closing(GatheringReader(library.folder)) as reader:
            leaves = reader.leaves("Li Hui", None, 10)
            assert [leaf.title for leaf in leaves if leaf.briefing == mine] == ["My own words"]
            _, origins = reader.timeline(Choice((mine,), undated=True), None, 10)
            assert origins[mine].title == "My own words"
        library.catalogue.restore_title(mine)
        assert {each.title for each in library.relations.of(BriefingId("rare")) if each.briefing == mine} == {
            "Zhongnanhai meeting"
        }


def test_the_day_on_which_one_without_a_day_was_added_is_told_as_that(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        library.add(briefing("dated", ["Li Hui came."], [person("p1", "Li Hui", 1)], issued="2024-01-02"))
        (dated,) = [each for each in library.relations.of(BriefingId("mine")) if each.briefing == "dated"]
        assert dated.when == dated.day == "2024-01-02" and not dated.is_undated
        (found,) = [each for each in library.relations.of(BriefingId("mine")) if each.briefing == "rare"]
        assert found.is_undated and found.when == f"added {found.day}" and len(found.day) == 10


def test_a_rare_name_makes_briefings_more_related_than_a_common_one(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        found = library.relations.of(BriefingId("mine"))
        ids = [each.briefing for each in found]
        assert ids[:1] == ["titled"] and set(ids[1:3]) == {"rare", "news"}
        assert set(ids[3:]) == {f"common{n}" for n in range(6)}
        assert [each.score for each in found] == sorted([each.score for each in found], reverse=True)


def test_what_most_briefings_name_relates_none(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        for n in range(5):
            library.add(briefing(f"b{n}", [f"Xi Jinping spoke {n}."], [person("p1", "Xi Jinping", 1)]))
        assert library.relations.of(BriefingId("b0")) == []


def test_whoever_has_no_name_relates_none_and_is_not_found(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        for n in range(9):
            speakers = ["a defense ministry spokesman"] if n < 3 else []
            entry = statement("t1", "x", 1, speakers=speakers)
            library.add(briefing(f"b{n}", [f"It rained {n}."], [entry, person("p1", f"Mao {n} Ning", 1)]))
        assert library.relations.of(BriefingId("b0")) == []
        assert library.dossiers.find("a defense") == []
        assert "spokesman" not in str(library.dossiers.companions("Mao 0 Ning"))
        assert library.dossiers.of("a defense ministry spokesman").briefings == 3


def test_the_reason_is_told(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        found = {each.briefing: each for each in library.relations.of(BriefingId("mine"))}
        assert found[BriefingId("titled")].shared == ("Li Hui",)
        assert found[BriefingId("titled")].words == ("zhongnanhai",)
        assert found[BriefingId("news")].shared == ("Interfax",)


def test_no_more_than_asked_for_come_and_what_is_missing_is_told(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        assert len(library.relations.of(BriefingId("mine"), limit=2)) == 2
        assert library.relations.of(BriefingId("nothing0")) == []
        with pytest.raises(UnknownBriefing):
            library.relations.of(BriefingId("missing"))


def test_another_text_of_the_article_comes_last_and_is_marked(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        new = briefing("new", ["Li Hui and Xi Jinping met in China.", "All left."], [person("p1", "Li Hui", 1)])
        library.revisions.revise(BriefingId("mine"), new)
        found = library.relations.of(BriefingId("new"))
        assert [each.briefing for each in found if each.is_version] == ["mine"] == [found[-1].briefing]


def test_merged_names_relate(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        library.add(briefing("other", ["Li Huey spoke."], [person("p1", "Li Huey", 1)]))
        assert "other" not in [each.briefing for each in library.relations.of(BriefingId("mine"), limit=50)]
        library.identities.merge("Li Hui", "Li Huey")
        assert "other" in [each.briefing for each in library.relations.of(BriefingId("mine"), limit=50)]
