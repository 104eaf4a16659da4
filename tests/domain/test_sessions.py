"""A session lasts as long as somebody reads: it begins by itself or by hand and ends 20 minutes after the last key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from content.errors import UnknownBriefing
from content.library import Library
from content.model import BriefingId, SentenceNumber
from content.notes import on_sentence
from tests.domain.libraries import BUNDLED, OTHER, Clock, opened, told

ID = BUNDLED.id
FIRST = on_sentence(BUNDLED, SentenceNumber(1))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with opened(tmp_path, clock) as library:
        library.add(BUNDLED, undoable=False)
        library.add(OTHER, undoable=False)
        yield library


def test_where_nobody_read_there_is_no_session(library: Library, clock: Clock) -> None:
    assert library.sessions.current(clock()) is None
    assert library.sessions.newest(clock()) == []
    assert library.sessions.end() is None


def test_a_session_begins_with_the_first_key_and_goes_on_with_the_others(library: Library, clock: Clock) -> None:
    began = clock.time
    id = library.sessions.record(ID, "trade")
    for minutes in (1, 19, 5, 19):
        clock.pass_by(minutes=minutes)
        assert library.sessions.record(ID, "trade") == id
    session = library.sessions.current(clock())
    assert session is not None
    assert (session.id, session.is_open, session.by_hand) == (id, True, False)
    assert session.seconds == pytest.approx(44 * 60, abs=10)
    assert session.started_at.startswith(began.isoformat()[:16])
    assert library.sessions.newest(clock()) == [session]


def test_twenty_minutes_without_a_key_end_a_session_with_its_last_key(library: Library, clock: Clock) -> None:
    first = library.sessions.record(ID, "trade")
    clock.pass_by(minutes=7)
    library.sessions.record(ID, "")
    ended = clock.time
    clock.pass_by(minutes=20)
    assert library.sessions.current(clock()) is None
    (session,) = library.sessions.newest(clock())
    assert not session.is_open
    assert session.ended_at.startswith(ended.isoformat()[:16])
    second = library.sessions.record(ID, "trade")
    assert second != first
    now = clock()
    assert [(each.id, each.is_open) for each in library.sessions.newest(now)] == [(second, True), (first, False)]
    assert library.sessions.newest(now)[1] == session


def test_the_twenty_minutes_are_exact(library: Library, clock: Clock) -> None:
    library.sessions.record(ID, "")
    (session,) = library.sessions.newest(clock())
    last = datetime.fromisoformat(session.ended_at)
    assert library.sessions.current(last + timedelta(minutes=20, microseconds=-1)) is not None
    assert library.sessions.current(last + timedelta(minutes=20)) is None


def test_a_session_holds_what_was_read_each_once_in_the_order_of_reading(library: Library, clock: Clock) -> None:
    for briefing, pane in [(ID, "trade"), (ID, "trade"), (OTHER.id, ""), (ID, "people"), (OTHER.id, "trade")]:
        library.sessions.record(briefing, pane)
    session = library.sessions.current(clock())
    assert session is not None
    assert session.briefings == (ID, OTHER.id)
    assert session.panes == ((ID, "trade"), (ID, "people"), (OTHER.id, "trade"))


def test_a_session_is_begun_and_ended_by_hand(library: Library, clock: Clock) -> None:
    id = library.sessions.start()
    clock.pass_by(minutes=5)
    assert library.sessions.record(ID, "trade") == id
    clock.pass_by(minutes=5)
    ended = library.sessions.end()
    assert ended is not None
    assert (ended.id, ended.by_hand, ended.is_open) == (id, True, False)
    assert ended.seconds == pytest.approx(600, abs=5)
    assert ended.briefings == (ID,)
    assert library.sessions.current(clock()) is None
    assert library.sessions.newest(clock()) == [ended]
    assert library.sessions.end() is None
    assert library.sessions.record(ID, "") != id


def test_beginning_by_hand_ends_what_goes_on(library: Library, clock: Clock) -> None:
    first = library.sessions.record(ID, "trade")
    clock.pass_by(minutes=3)
    second = library.sessions.start()
    newest, older = library.sessions.newest(clock())
    assert (newest.id, newest.by_hand, newest.is_open) == (second, True, True)
    assert (older.id, older.by_hand, older.is_open) == (first, False, False)
    assert older.ended_at == newest.started_at


def test_ending_too_late_leaves_the_session_ended_with_its_last_key(library: Library, clock: Clock) -> None:
    library.sessions.start()
    before = library.sessions.newest(clock())[0]
    clock.pass_by(hours=8)
    assert library.sessions.end() is None
    assert library.sessions.newest(clock()) == [before._replace(is_open=False)]


def test_who_comes_back_in_time_goes_on_with_the_session(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path, clock) as library:
        library.add(BUNDLED)
        id = library.sessions.record(ID, "trade")
    clock.pass_by(minutes=15)
    with opened(tmp_path, clock) as library:
        assert library.sessions.record(ID, "people") == id
    clock.pass_by(minutes=21)
    with opened(tmp_path, clock) as library:
        assert library.sessions.record(ID, "people") != id
        assert [len(session.panes) for session in library.sessions.newest(clock())] == [1, 2]


def test_two_windows_share_a_session(library: Library, tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path, clock) as window:
        id = library.sessions.record(ID, "trade")
        assert window.sessions.record(OTHER.id, "trade") == id
        assert library.sessions.current(clock()) == window.sessions.current(clock())
        assert window.sessions.end() is not None
        assert library.sessions.current(clock()) is None
        again = window.sessions.start()
        assert library.sessions.record(ID, "") == again


def test_notes_are_counted_while_they_are_there(library: Library, clock: Clock) -> None:
    session = library.sessions.record(ID, "trade")

    def counted() -> int:
        return library.sessions.newest(clock())[0].notes

    counts = [counted()]
    notes = [library.notebook.annotate(ID, FIRST, session=session) for _ in range(3)]
    library.notebook.annotate(ID, FIRST)  # in no session
    counts.append(counted())
    library.notebook.remove(notes[0].id)
    counts.append(counted())
    library.history.undo()
    counts.append(counted())
    for _ in range(3):
        library.history.undo()
    counts.append(counted())
    library.history.redo()
    counts.append(counted())
    assert counts == [0, 3, 2, 3, 1, 2]


def test_a_note_of_an_unknown_session_is_a_note_all_the_same(library: Library, clock: Clock) -> None:
    session = library.sessions.start()
    library.notebook.annotate(ID, FIRST, session=session.replace(session[0], "f"))  # type: ignore[arg-type]
    assert len(library.notebook.of(ID)) == 1
    assert library.sessions.newest(clock())[0].notes == 0


def test_a_briefing_that_is_gone_is_no_longer_told_of(library: Library, clock: Clock) -> None:
    third = OTHER._replace(id=BriefingId("third"))
    library.add(third)
    library.sessions.record(third.id, "trade")
    library.sessions.record(ID, "people")
    library.history.undo()
    session = library.sessions.newest(clock())[0]
    assert session.briefings == (ID,)
    assert session.panes == ((ID, "people"),)
    with pytest.raises(UnknownBriefing) as caught:
        library.sessions.record(third.id, "trade")
    assert told(caught.value).startswith("third: no briefing has this id; ")


def test_sessions_come_newest_first_as_many_as_are_wanted(library: Library, clock: Clock) -> None:
    ids = []
    for _ in range(4):
        ids.append(library.sessions.record(ID, "trade"))
        clock.pass_by(hours=1)
    assert [session.id for session in library.sessions.newest(clock())] == ids[::-1]
    assert [session.id for session in library.sessions.newest(clock(), 2)] == ids[:1:-1]


def test_a_clock_that_goes_back_ends_no_session(library: Library, clock: Clock) -> None:
    id = library.sessions.record(ID, "trade")
    clock.pass_by(hours=-2)
    assert library.sessions.record(ID, "people") == id
    session = library.sessions.current(clock())
    assert session is not None
    assert session.seconds >= 0
