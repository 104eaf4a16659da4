"""The same article is known again: by its words, by its file, by where it stood, and where it is only much alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.arrivals import Outcome, receive
from content.importers.library_jsonl import SCHEMA
from content.library import Library
from content.likeness import KEPT, estimate, likeness, runs_of, sketch
from content.model import BriefingId, DeskId, EntryId, Source
from content.notes import on_sentence
from content.originals import Original
from content.twins import Kinship, Twin, address_of, headline_of
from tests.domain.changing import MINISTERS, URL, article, with_entries
from tests.domain.libraries import opened
from tests.domain.steps import steps_of

ONE, TWO, THREE, FOUR, FIVE, SIX = MINISTERS
OLD = BriefingId("old")
CHANGED = (ONE, TWO.replace("$1.5", "$1.6"), THREE, FOUR, FIVE, SIX)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as library:
        yield library


def file(words: str = "one") -> Original:
    return Original(words.encode(), "text/plain", f"{words}.txt")


# --- what becomes of an article --------------------------------------------------------------------------------------


def test_an_article_is_added_with_its_file_and_known_again(library: Library) -> None:
    assert receive(library, article("old"), original=file()) == (Outcome.ADDED, OLD, "", None)
    assert receive(library, article("old"), original=file("two")).outcome is Outcome.ALREADY_THERE
    assert library.originals.of(OLD) == file()
    assert library.count() == 1


def test_the_same_words_broken_into_other_lines_under_another_id_are_known(library: Library) -> None:
    receive(library, article("old"), original=file())
    other = article("other", [" ".join(MINISTERS[:3]), *MINISTERS[3:]], url="", title="Another title")
    arrived = receive(library, other, original=file("two"))
    assert (arrived.outcome, arrived.briefing) == (Outcome.ALREADY_THERE, OLD)
    assert arrived.reason == "it is the same text as old (Lisbon talks)"


def test_the_same_file_is_known_though_it_is_read_otherwise_now(library: Library) -> None:
    receive(library, article("old"), original=file())
    other = article("other", ["Quite other words are read from it now.", "It rained."], url="", title="Another")
    arrived = receive(library, other, original=file())
    assert (arrived.outcome, arrived.briefing) == (Outcome.ALREADY_THERE, OLD)
    assert receive(library, other, original=file(), is_alone=False).outcome is Outcome.ADDED


def test_an_article_that_changed_at_its_address_becomes_a_revision(library: Library) -> None:
    receive(library, with_entries(article("old")), original=file())
    library.notebook.annotate(OLD, on_sentence(article("old"), article("old").sentences[1].number), body="x")
    moved = article("new", CHANGED, url="http://www.example.org/lisbon/?utm_source=x#top", title="Another title")
    arrived = receive(library, moved, original=file("two"))
    assert (arrived.outcome, arrived.briefing) == (Outcome.REVISED, "new")
    assert arrived.reason == "a changed text of old: of what you have on it 2 changed, to be confirmed"
    assert arrived.revision is not None and len(arrived.revision.changed) == 2
    assert library.originals.of(BriefingId("new")) == file("two")
    assert receive(library, article("new", CHANGED), original=file("two")).outcome is Outcome.ALREADY_THERE
    again = receive(library, article("old"), original=file())
    assert (again.outcome, again.briefing) == (Outcome.ALREADY_THERE, OLD)
    library.history.undo()
    assert library.count() == 1 and len(library.notebook.of(OLD)) == 1


def test_the_next_change_is_a_revision_of_the_newest(library: Library) -> None:
    receive(library, article("old"), original=file())
    receive(library, article("new", CHANGED), original=file("two"))
    arrived = receive(library, article("newest", [*MINISTERS, "It rained in Porto."]), original=file("three"))
    assert arrived.revision is not None and arrived.revision.revision_of == "new"
    # The text of the first, under another id: it is there, and superseded.
    known = receive(library, article("same", url="", title="Same"), original=file("four"))
    assert known.reason == "it is the same text as old (Lisbon talks), which has a later revision, newest"


def test_without_an_address_title_and_publisher_tell_the_source(library: Library) -> None:
    receive(library, article("old", url=""), original=file())
    assert receive(library, article("new", CHANGED, url=""), original=file("two")).outcome is Outcome.REVISED
    other = article("other", [*CHANGED, "It rained."], url="")
    other = other._replace(source=other.source._replace(publisher="Another paper"))
    arrived = receive(library, other, original=file("three"))
    assert arrived.outcome is Outcome.ADDED and "% the same as new (Lisbon talks)" in arrived.reason


def test_what_is_published_again_under_one_title_at_another_date_is_no_revision(library: Library) -> None:
    receive(library, article("old", url=""), original=file())
    other = article("other", CHANGED, url="")
    other = other._replace(source=other.source._replace(issued="2021-07-01"))
    arrived = receive(library, other, original=file("two"))
    assert (arrived.outcome, arrived.reason) == (Outcome.ADDED, "94 % the same as old (Lisbon talks)")


def test_much_the_same_from_elsewhere_is_added_and_told_of(library: Library) -> None:
    receive(library, article("old"), original=file())
    arrived = receive(library, article("new", CHANGED, url="https://example.com/x", title="X"), original=file("two"))
    assert arrived.outcome is Outcome.ADDED
    assert arrived.reason == "94 % the same as old (Lisbon talks)"
    assert library.count() == 2


def test_another_article_at_the_same_address_is_no_revision(library: Library) -> None:
    receive(library, article("old"), original=file())
    arrived = receive(library, article("new", ["The front page has other news today."]), original=file("two"))
    assert (arrived.outcome, arrived.reason) == (Outcome.ADDED, "")


def test_under_another_desk_it_is_another_briefing(library: Library) -> None:
    receive(library, article("old"), original=file())
    other = article("new", CHANGED)._replace(desk=DeskId("energy-climate"))
    assert receive(library, other, original=file("two")).outcome is Outcome.ADDED


def test_a_briefing_in_the_programs_own_format_is_added_beside_one_with_its_text(library: Library) -> None:
    receive(library, article("old"), original=file())
    arrived = receive(library, with_entries(article("theirs")))
    assert (arrived.outcome, arrived.reason) == (Outcome.ADDED, "100 % the same as old (Lisbon talks)")
    assert receive(library, with_entries(article("theirs", CHANGED))).outcome is Outcome.REFUSED


def test_what_was_undone_or_edited_is_known_as_it_is_now(library: Library) -> None:
    receive(library, article("old"), original=file())
    library.history.undo()
    assert library.twins.find(article("x")) is None
    library.history.redo()
    assert library.twins.find(article("x")) is not None
    library.editor.describe(OLD, url="https://example.net/moved")
    twin = library.twins.find(article("new", CHANGED, title="X", url="https://example.net/moved"))
    assert twin is not None and twin.kinship is Kinship.SAME_SOURCE
    twin = library.twins.find(article("new", CHANGED, title="X"))
    assert twin is not None and twin.kinship is Kinship.ALIKE


def test_a_library_from_before_is_sketched_when_it_is_first_asked(library: Library, tmp_path: Path) -> None:
    for number in range(70):
        library.add(article(f"a{number}", [f"Meeting {number} was held in hall {number}.", ONE], url=f"{URL}/{number}"))
    with opened(tmp_path / "library") as other:
        twin = other.twins.find(article("x", ["Meeting 69 was held in hall 69.", ONE], url="", title="X"))
    assert twin is not None and (twin.briefing, twin.kinship) == ("a69", Kinship.SAME_TEXT)
    assert "sketch" not in Path(SCHEMA).read_text("utf-8")
    with library.transfer.outgoing(library.now()) as (_, documents):
        assert {table for table, _, _ in documents} == {"briefings", "sources", "changes"}


def test_among_thousands_one_is_found_by_the_index_alone(library: Library) -> None:
    random.seed(7)
    words = [f"word{number}" for number in range(3000)]

    def text(seed: int) -> list[str]:
        chosen = random.Random(seed)
        return [" ".join(chosen.choices(words, k=20)) + "." for _ in range(12)]

    def steps(seed: int) -> int:
        near = article("x", [*text(seed)[1:], "It rained."], url="", title="X")
        found: list[Twin | None] = []
        rows: list[int] = []
        connection = library._store.storage._connection
        connection.set_progress_handler(lambda: rows.append(1), 1)  # each step of SQLite's own
        try:
            count = steps_of(lambda: found.append(library.twins.find(near)))
        finally:
            connection.set_progress_handler(None, 1)
        assert found[0] is not None and found[0].briefing == f"a{seed}"
        return count + len(rows)

    for number in range(40):
        library.add(article(f"a{number}", text(number), url="", title=f"T{number}"), undoable=False)
    library.twins.find(article("x"))
    few = max(steps(number) for number in range(5))
    for number in range(40, 400):
        library.add(article(f"a{number}", text(number), url="", title=f"T{number}"), undoable=False)
    library.twins.find(article("x"))
    assert max(steps(number) for number in range(5)) < 4 * few


ANY = st.text(st.characters(), max_size=30)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.lists(ANY.filter(str.strip), min_size=1, max_size=4), ANY, ANY, ANY), max_size=4))
def test_whatever_arrives_is_added_known_revised_or_refused(
    tmp_path_factory: pytest.TempPathFactory, given: list[tuple[list[str], str, str, str]]
) -> None:
    with opened(tmp_path_factory.mktemp("any") / "library") as library:
        for number, (sentences, url, title, name) in enumerate(given):
            briefing = article(f"a{number}", sentences, url=f"https://x.org/{url}", title=title)
            arrived = receive(library, briefing, original=Original(name.encode("utf-8", "replace"), "text/plain", name))
            assert (
                (arrived.briefing is None)
                is (arrived.outcome is Outcome.REFUSED)
                is not library.has(arrived.briefing or BriefingId("none"))
            )
            assert arrived.outcome is not Outcome.REFUSED or arrived.reason


# --- how much is the same --------------------------------------------------------------------------------------------


@given(st.text(max_size=200))
def test_a_text_is_wholly_like_itself_whatever_its_case(text: str) -> None:
    assert likeness(text, text) == 1.0
    made = sketch(text)
    assert sketch(text) == made
    assert not made.lowest or estimate(made.lowest, made.lowest) == 1.0
    assert set(made.bands) <= runs_of(text) and len(made.lowest) <= KEPT


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_short_texts_are_compared_exactly_by_their_sketches(one: list[str], other: list[str]) -> None:
    left, right = " ".join(one), " ".join(other)
    exact = likeness(left, right)
    assert 0 <= exact == likeness(right, left) <= 1
    if one and other:
        assert abs(estimate(sketch(left).lowest, sketch(right).lowest) - exact) < 1e-9


def test_the_estimate_of_long_texts_is_near_the_truth() -> None:
    chosen = random.Random(1)
    words = [chosen.choice("abcdefghijklmnop") * 3 + str(chosen.randrange(500)) for _ in range(6000)]
    for share in (0.2, 0.5, 0.8):
        cut = int(len(words) * share)
        other = words[:cut] + [word[::-1] for word in words[cut:]]
        left, right = " ".join(words), " ".join(other)
        assert abs(estimate(sketch(left).lowest, sketch(right).lowest) - likeness(left, right)) < 0.12


def test_words_of_scripts_without_spaces_are_compared_too() -> None:
    text = "中国总理周二在北京会见了俄罗斯总理双方签署了五项协议"
    assert 0.5 < likeness(text, text.replace("五项", "六项")) < 1
    assert likeness(text, "天气很好我们去公园散步吧朋友们") == 0


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://www.voanews.com/a/1.html", "http://voanews.com/a/1.html/", True),
        ("https://x.org/a?utm_source=t&id=1&fbclid=2#part", "https://x.org/a?id=1", True),
        ("https://x.org/a?b=1&a=2", "https://x.org/a?a=2&b=1", True),
        ("https://x.org/a?id=1", "https://x.org/a?id=2", False),
        ("https://x.org/A", "https://x.org/a", False),
        ("https://x.org:8080/a", "https://x.org/a", False),
    ],
)
def test_one_address_is_written_in_several_ways(one: str, other: str, is_same: bool) -> None:
    assert (address_of(Source(url=one)) == address_of(Source(url=other))) is is_same


@pytest.mark.parametrize("url", ["", "ftp://x.org/a", "x.org", "https://", "http://[1", "https://x:y/"])
def test_what_is_no_address_of_the_web_tells_no_source(url: str) -> None:
    assert address_of(Source(url=url)) == ""


def test_what_cannot_be_written_is_looked_for_in_vain_and_refused(library: Library) -> None:
    broken = article("new", [*MINISTERS[:5], "\ud800"], url="https://x/\ud800?\ud800", title="\ud800")
    assert library.twins.find(broken) is None
    assert receive(library, broken, original=file()).outcome is Outcome.REFUSED
    assert library.count() == 0


def test_a_headline_is_the_title_with_the_publisher() -> None:
    assert headline_of("A  Title", Source(publisher="VOA")) == headline_of("x", Source("a title", publisher="voa"))
    assert headline_of(" ", Source(publisher="VOA")) == ""


def test_ids_of_entries_stay_where_an_article_became_a_revision(library: Library) -> None:
    receive(library, with_entries(article("old")), original=file())
    receive(library, article("new", CHANGED), original=file("two"))
    assert [entry.id for entry in library.entries(BriefingId("new"))] == [EntryId(f"e{n}") for n in range(1, 7)]
