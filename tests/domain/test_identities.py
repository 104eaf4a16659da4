"""Who is who: a full name by itself, and what the reader puts together or takes apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import ContentError
from content.identities import likely_same
from content.importers.library_jsonl import check_document
from content.library import Library
from content.model import BriefingId, EntryId
from content.name_keys import name_key
from content.register import Kind, UnknownName, bearer
from tests.domain.libraries import BUNDLED, opened, told
from tests.domain.named import briefing, person, statement


@pytest.fixture
def library(tmp_path: Path):  # type: ignore[no-untyped-def]
    with opened(tmp_path / "library") as library:
        library.add(BUNDLED)
        library.add(
            briefing(
                "one",
                ["Li Hui met Joe Biden.", "Li said no."],
                [
                    person("p1", "Li Hui", 1, role="The special envoy"),
                    person("p2", "Joe Biden", 1),
                    statement("t1", "A meeting", 2, speakers=["Li"]),
                ],
                issued="2024-01-02",
            )
        )
        library.add(
            briefing(
                "two",
                ["Li Hui and Li Qiang met Joseph R. Biden.", "Li said yes."],
                [
                    person("p1", "Li Hui", 1),
                    person("p2", "Li Qiang", 1),
                    person("p3", "Joseph R. Biden", 1),
                    statement("t1", "Another", 2, speakers=["Li"]),
                ],
                issued="2024-02",
            )
        )
        library.add(
            briefing("three", ["“No,” said Li."], [statement("t1", "A word", 1, speakers=["Li"])], issued="2024-03")
        )
        yield library


def _ids(library: Library, who: str) -> list[str]:
    return list(dict.fromkeys(item.briefing for item in library.dossiers.of(who, limit=100).items))


def _quotations(library: Library, who: str) -> list[str]:
    return [item.briefing for item in library.dossiers.of(who, limit=100).items if item.kind == "quotation"]


def test_a_surname_alone_is_the_one_persons_who_bears_it_in_that_briefing(library: Library) -> None:
    assert _quotations(library, "Li Hui") == ["one"]


def test_a_surname_that_two_bear_or_nobody_is_nobodys_but_its_own(library: Library) -> None:
    alone = library.dossiers.of("Li")
    assert alone.identity.kind is Kind.SURNAME
    assert _quotations(library, "Li") == ["two", "three"]
    assert _quotations(library, "Li Qiang") == []


def test_people_with_one_surname_are_never_one_by_themselves(library: Library) -> None:
    library.dossiers.follow(100)
    assert library.identities.of("Li Hui").id != library.identities.of("Li Qiang").id
    assert library.identities.every() == []
    for each in library.dossiers.find("li"):
        assert len({name_key(name) for name in each.identity.names}) == 1


def test_the_merged_are_one_and_undoing_parts_them(library: Library) -> None:
    merged = library.identities.merge("Joseph R. Biden", "Joe Biden")
    assert merged.names == ("Joseph R. Biden", "Joe Biden") and merged.by_hand
    assert _ids(library, "joe biden") == _ids(library, merged.id) == ["one", "two"]
    assert library.identities.every() == [merged]
    library.history.undo()
    assert library.identities.every() == []
    assert _ids(library, "Joe Biden") == ["one"]
    library.history.redo()
    assert _ids(library, "Joe Biden") == ["one", "two"]


def test_two_made_by_hand_are_merged_with_every_name_of_both(library: Library) -> None:
    one = library.identities.merge("Li Hui", "Mao Ning")
    other = library.identities.merge("Joe Biden", "Joseph R. Biden")
    whole = library.identities.merge(one.id, other.id)
    assert set(whole.names) == {*one.names, *other.names}
    assert [each.id for each in library.identities.every()] == [one.id]
    with pytest.raises(ContentError, match="one already"):
        library.identities.merge("Mao Ning", "Joe Biden")
    library.history.undo()
    assert {each.id for each in library.identities.every()} == {one.id, other.id}


def test_a_name_is_taken_out_again(library: Library) -> None:
    merged = library.identities.merge("Joseph R. Biden", "Joe Biden")
    alone = library.identities.split(merged.id, names=["Joe Biden"])
    assert alone.names == ("Joe Biden",) and not alone.by_hand
    assert library.identities.every() == []
    assert _ids(library, "Joseph R. Biden") == ["two"]
    library.history.undo()
    assert library.identities.of("Joe Biden") == merged


def test_one_name_of_two_people_is_split_by_their_entries(library: Library) -> None:
    other = library.identities.split("Li Hui", entries=[(BriefingId("two"), EntryId("p1"))])
    assert other.name == "Li Hui (2)"
    assert _ids(library, other.id) == ["two"]
    assert "two" not in _ids(library, "Li Hui")
    assert {found.identity.id for found in library.dossiers.find("li hui")} == {"name:li hui", other.id}
    again = library.identities.merge("Li Hui", other.id)
    assert "two" in _ids(library, again.id)
    library.history.undo()
    library.history.undo()
    assert "two" in _ids(library, "Li Hui")


def test_what_is_no_name_of_theirs_is_refused_and_nothing_is_changed(library: Library) -> None:
    for refused in (
        lambda: library.identities.split("Li Hui", names=["Joe Biden"]),
        lambda: library.identities.split("Li Hui"),
        lambda: library.identities.split("Li Hui", names=["Li Hui"]),
        lambda: library.identities.split("Li Hui", entries=[(BriefingId("two"), EntryId("p2"))]),
        lambda: library.identities.split("Li Hui", entries=[(BriefingId("two"), EntryId("t1"))]),
        lambda: library.identities.rename("Li Hui", " "),
    ):
        with pytest.raises(ContentError) as caught:
            refused()
        told(caught.value)
    assert library.identities.every() == []


def test_a_name_that_nobody_has_is_told_with_the_nearest(library: Library) -> None:
    library.dossiers.follow(100)
    with pytest.raises(UnknownName, match="did you mean Mikhail Mishustin") as caught:
        library.identities.of("Mikhail Mishustyn")
    told(caught.value)


def test_somebody_renamed_keeps_their_names(library: Library) -> None:
    renamed = library.identities.rename("Xi Jinping", "President Xi of China")
    assert renamed.name == "President Xi of China" and renamed.names == ("Xi Jinping",)
    assert library.identities.of("Xi Jinping") == renamed
    assert [found.identity.name for found in library.dossiers.find("president xi")] == ["President Xi of China"]
    library.history.undo()
    assert library.identities.of("Xi Jinping").name == "Xi Jinping"


def test_likely_same_people_are_listed_and_left_apart(library: Library) -> None:
    library.dossiers.follow(100)
    (found,) = library.identities.suggestions("Joe Biden")
    assert found.identity.name == "Joseph R. Biden" and found.briefings == 1 and found.reason
    assert library.identities.every() == []
    assert [each.identity.name for each in library.identities.suggestions("Li Qiang")] == ["Li"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("joseph r biden", "joseph biden"),
        ("mohammad javad zarif", "mohamad javad zarif"),
        ("kishida fumio", "fumio kishida"),
        ("bill clinton", "william clinton"),
    ],
)
def test_spellings_that_are_likely_of_one_person(one: str, other: str) -> None:
    assert likely_same(one, other) is not None
    assert likely_same(other, one) is not None


@pytest.mark.parametrize(
    ("one", "other"), [("li hui", "li qiang"), ("george bush", "jeb bush"), ("xi jinping", "xi"), ("a b", "c d")]
)
def test_a_shared_surname_makes_nobody_the_same(one: str, other: str) -> None:
    found = likely_same(one, other)
    assert found is None or found[1] == "the same surname"


_WORDS = st.sampled_from(["li", "hui", "qiang", "wang", "yi"])


@given(st.lists(_WORDS, min_size=1, max_size=2), st.sets(st.lists(_WORDS, min_size=2, max_size=3).map(" ".join)))
def test_a_lone_name_has_one_bearer_or_none(words: list[str], people: set[str]) -> None:
    found = bearer(" ".join(words), people)
    assert found is None or found in people
    others = [each for each in people if each != found and {each.split()[0], each.split()[-1]} >= set(words)]
    assert found is None or found == " ".join(words) or not others


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["merge", "undo", "redo"]), st.integers(0, 3), st.integers(0, 3)), max_size=10)
)
def test_every_name_is_of_one_identity_however_they_are_put_together(steps: list[tuple[str, int, int]]) -> None:
    import tempfile

    names = ["Li Hui", "Li Qiang", "Joe Biden", "Mao Ning"]
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        library.add(briefing("b", ["x"], [person(f"p{n}", name, 1) for n, name in enumerate(names)]))
        groups: list[list[set[str]]] = [[{name} for name in names]]
        undone: list[list[set[str]]] = []
        for deed, one, other in steps:
            if deed == "merge":
                state = groups[-1]
                mine = next(group for group in state if names[one] in group)
                theirs = next(group for group in state if names[other] in group)
                if mine is theirs:
                    continue
                library.identities.merge(names[one], names[other])
                groups.append([*[group for group in state if group not in (mine, theirs)], mine | theirs])
                undone.clear()
            elif deed == "undo" and len(groups) > 1:
                library.history.undo()
                undone.append(groups.pop())
            elif deed == "redo" and undone:
                library.history.redo()
                groups.append(undone.pop())
        for group in groups[-1]:
            assert len({library.identities.of(name).id for name in group}) == 1
            assert set(library.identities.of(min(group)).names) == group
        assert len({library.identities.of(name).id for name in names}) == len(groups[-1])


def test_identities_go_along_with_the_library(library: Library, tmp_path: Path) -> None:
    merged = library.identities.merge("Joseph R. Biden", "Joe Biden")
    split = library.identities.split("Li Hui", entries=[(BriefingId("two"), EntryId("p1"))])
    with library.transfer.outgoing(library.now()) as (_, documents):
        carried = list(documents)
    for each in carried:
        check_document(each.table, each.document, "here")
    with opened(tmp_path / "other") as other:
        other.add(BUNDLED)
        other.transfer.take_in(lambda: iter(carried), other.now())
        assert {each.id for each in other.identities.every()} == {merged.id, split.id}
        assert _ids(other, "Joe Biden") == ["one", "two"]
        assert _ids(other, split.id) == ["two"]


def test_who_is_somebody_else_in_a_briefing_is_so_in_a_later_text_of_it(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        for id, weather in (("a", "It rained."), ("old", "It was dry.")):
            library.add(briefing(id, ["They met John Smith.", weather], [person("p1", "John Smith", 1)]))
        other = library.identities.split("John Smith", entries=[(BriefingId("old"), EntryId("p1"))])
        for number in range(2):
            words = ["They met John Smith.", f"It was dry for {number} days."]
            new = briefing(f"new{number}", words, [person("p1", "John Smith", 1)])
            library.revisions.revise(library.resolve(f"new{number - 1}" if number else "old"), new)
            assert {item.briefing for item in library.dossiers.of("John Smith").items} == {"a"}
            assert {item.briefing for item in library.dossiers.of(other.id).items} == {f"new{number}"}
        claimed = library.identities.split(other.id, entries=[(BriefingId("new1"), EntryId("p1"))], name="A third")
        assert {item.briefing for item in library.dossiers.of(claimed.id).items} == {"new1"}


def test_a_surname_is_neither_the_fathers_nor_the_sons_where_both_are_there() -> None:
    assert bearer("bush", {"george bush", "george bush jr"}) is None
    assert bearer("bush", {"george bush jr"}) == "george bush jr"
    assert bearer("jong", {"kim jong un"}) is None
