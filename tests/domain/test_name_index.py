"""The index of names holds what the entries hold, whoever writes them and however they change."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import LibraryError
from content.library import Library
from content.model import BriefingId, EntryId
from content.name_keys import holds, is_lone, name_key, names_in_full, without_titles
from content.store.migrations import MIGRATIONS
from content.store.name_layout import NAMES, SHELF, USES, Part
from content.store.schema import BRIEFINGS, ENTRIES
from tests.domain.libraries import BUNDLED, Clock, opened
from tests.domain.named import briefing, person, statement
from tests.domain.test_store_migrations import VERSION_2


def _indexed(library: Library) -> Counter[tuple[str, str, int]]:
    """What the triggers keep: spelling, document of the briefing, part."""
    sql = (
        f"SELECT n.spelling, b.doc, u.part FROM {USES} AS u JOIN {NAMES} AS n ON n.id = u.name"
        f" JOIN {SHELF} AS b ON b.id = u.briefing WHERE u.part < {Part.BODY}"
    )
    return Counter(library._store.storage.fetch(sql))


def _scanned(library: Library) -> Counter[tuple[str, str, int]]:
    found: Counter[tuple[str, str, int]] = Counter()
    for entry in library._store.table(ENTRIES):
        if entry["deleted"]:
            continue
        here = set()
        if entry["pane"] == "people" and entry["title"]:
            part = Part.OFFICIAL if entry["kind"].startswith("unnamed") else Part.PERSON
            here.add((entry["title"], entry["briefing"], int(part)))
        here |= {(by, entry["briefing"], int(Part.SPEAKER)) for *_, by in entry["quotations"] if by}
        found.update(here)
    return found


def _uses(library: Library) -> dict[str, int]:
    return dict(library._store.storage.fetch(f"SELECT spelling, uses FROM {NAMES}"))


def _counted(library: Library) -> dict[str, int]:
    sql = f"SELECT n.spelling, count(u.entry) FROM {NAMES} AS n LEFT JOIN {USES} AS u ON u.name = n.id GROUP BY n.id"
    return dict(library._store.storage.fetch(sql))


_NAMES = st.sampled_from(["Li Hui", "Li Qiang", "Élysée Dubois", "NATO", "Xi", "O’Brien", "", 'a "b"', "李强"])
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(st.tuples(_NAMES, st.lists(st.none() | _NAMES, max_size=2)), max_size=3)),
        st.tuples(st.just("retitle"), st.tuples(st.integers(0, 9), _NAMES)),
        st.tuples(st.just("remove"), st.integers(0, 9)),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("redo"), st.none()),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(_STEPS)
def test_the_index_is_what_a_scan_of_the_entries_finds(steps: list[tuple[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        number = 0
        for deed, given in steps:
            there = [(each.id, entry.id) for each in library.summaries() for entry in library.entries(each.id)]
            if deed == "add":
                entries = []
                for name, speakers in given:  # type: ignore[attr-defined]
                    entries += [
                        person(f"p{len(entries)}", name, 1),
                        statement(f"t{len(entries)}", "x", 1, speakers=speakers),
                    ]
                ids = [entry._replace(id=EntryId(f"e{n}")) for n, entry in enumerate(entries)]
                library.add(briefing(f"b{number}", ["A sentence."], ids))
                number += 1
            elif deed == "retitle" and there:
                at, title = given  # type: ignore[misc]
                library.editor.edit(*there[at % len(there)], title=title or "nobody")
            elif deed == "remove" and there:
                library.editor.remove(*there[given % len(there)])  # type: ignore[operator]
            elif deed in ("undo", "redo"):
                getattr(library.history, deed)()
        assert _indexed(library) == _scanned(library)
        library.dossiers.follow(100)
        assert _indexed(library) == _scanned(library)
        assert _uses(library) == _counted(library)


def test_a_briefing_that_is_removed_comes_and_goes_with_its_tombstone(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(BUNDLED)
        assert library.dossiers.of("Xi Jinping").briefings == 1
        library.history.undo()
        assert library.dossiers.of("Xi Jinping").briefings == 0
        library.history.redo()
        assert library.dossiers.of("Xi Jinping").briefings == 1


def test_a_library_of_the_layout_before_is_filled_when_it_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    with opened(folder) as library:
        library.add(BUNDLED)
        library.add(briefing("second", ["They met."], [person("p1", "Xi Jinping", 1)]))
        wanted = _indexed(library)
    assert wanted
    connection = sqlite3.connect(folder / "library.db")
    names = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE (name LIKE 'names1%' OR name LIKE 'dates1%') AND sql IS NOT NULL"
        " ORDER BY type DESC"
    ).fetchall()
    for type, name in names:
        connection.execute(f"DROP {type} IF EXISTS {name}")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    with Library.open(folder, now=lambda: datetime.now(UTC), random=os.urandom, create=False) as library:
        assert library._store.storage.fetch("PRAGMA user_version") == [(len(MIGRATIONS),)]
        assert _indexed(library) == wanted == _scanned(library)
        assert _uses(library) == _counted(library)
        assert library.dossiers.of("Xi Jinping").briefings == 2
        library.editor.remove(BUNDLED.id, EntryId("p2"))
        assert _indexed(library) == _scanned(library)


def test_documents_that_come_before_their_briefing_are_found_with_it(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as library, opened(tmp_path / "b") as other:
        library.add(BUNDLED)
        with library.transfer.outgoing(library.now()) as (_, documents):
            carried = list(documents)
        turned = sorted(carried, key=lambda each: each.table == BRIEFINGS)
        other.transfer.take_in(lambda: iter(turned), other.now())
        assert other.dossiers.of("Xi Jinping").briefings == 1
        assert _indexed(other) == _scanned(other)


def test_an_entry_of_odd_shape_is_kept_and_named_nowhere(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        with library._store.transaction():
            for fields in ({"quotations": 5}, {"quotations": ["x", [1], {}]}, {"briefing": 3, "pane": "people"}, {}):
                library._store.table(ENTRIES).insert(library._store.document(fields))
        assert not _indexed(library)


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    assert bool(key) == bool(name)


def test_spellings_of_one_name_have_one_key() -> None:
    for one, other in (
        ("Kim Jong-un", "KIM JONG UN"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("O’Brien", "O'Brien"),
        ("The Kremlin", "Kremlin"),
        ("Joseph R. Biden, Jr.", "joseph r biden jr"),
        ("E.U.", "EU"),
    ):
        assert name_key(one) == name_key(other)
    assert name_key("Li Hui") != name_key("Li Qiang")


def test_a_key_tells_full_names_from_lone_ones() -> None:
    assert is_lone("bland") and is_lone("president xi") and not is_lone("xi jinping")
    assert without_titles("president xi") == "xi"
    assert names_in_full("joseph r biden jr") == "joseph biden"
    assert holds("li hui met them", "li hui") and not holds("ali hui", "li hui")


def test_ids_of_briefings_are_theirs(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add(briefing("one", ["They met."], [person("p1", "Li Hui", 1)]))
        assert {item.briefing for item in library.dossiers.of("Li Hui").items} == {BriefingId("one")}


def test_a_library_of_an_older_layout_that_may_not_be_written_has_no_index_of_names_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.executescript(VERSION_2)
    connection.close()
    monkeypatch.setattr("content.store.opening.is_writable", lambda path: False)
    with Library.open(tmp_path, now=Clock(), random=os.urandom, create=False) as library:
        assert library.read_only
        for ask in (
            library.dossiers.behind,
            library.timelines.of,
            library.measured.series_of,
            library.identities.every,
        ):
            with pytest.raises(LibraryError, match="an older layout, without an index of names"):
                ask()
        assert not library.search.find("budget").groups
