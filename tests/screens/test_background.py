"""What is done in the background: what the search rests on is brought up to what was added without it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event

from content.library import Library
from content.search import Searcher
from tests.domain.changing import article
from tui.background import Caretaker


def forget_the_index(folder: Path) -> None:
    """Leave the library as one is that was brought up from an older layout: nothing is in the index of the search."""
    connection = sqlite3.connect(folder / "library.db")
    with connection:
        connection.execute("INSERT INTO search1_waiting SELECT source FROM search1_sources")
        connection.execute("DELETE FROM search1_sources")
        connection.execute("INSERT INTO search1_sentences (search1_sentences) VALUES ('delete-all')")
    connection.close()


def test_what_the_search_has_not_read_is_brought_up_while_somebody_reads(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    folder = tmp_path / "library"
    with Library.open(folder, now=clock, random=os.urandom) as library:
        for number in range(40):
            library.add(article(f"b{number}", [f"Sentence {number} speaks of zinc."]), undoable=False)
        forget_the_index(folder)
        assert library.search.behind() == 40
        found = library.search.find("zinc")
        assert not found.groups and found.waiting == 40  # what is missing is said
        told: list[str] = []
        caretaker = Caretaker(library, told.append, rest=3600)
        caretaker.start()
        caretaker.hurry()
        pause = Event()
        while library.search.behind() and not told:
            pause.wait(0.01)
        caretaker.stop()
        searcher = Searcher(folder)
        assert len(searcher.find("zinc", limit=100).groups) == 40 and told == []
        searcher.close()


def test_a_briefing_that_cannot_be_read_holds_up_neither_the_others_nor_the_backup(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    folder = tmp_path / "library"
    with Library.open(folder, now=clock, random=os.urandom) as library:
        for number in range(3):
            library.add(article(f"b{number}", [f"Sentence {number} speaks of zinc."]), undoable=False)
        forget_the_index(folder)
        connection = sqlite3.connect(folder / "library.db")
        with connection:  # as a fault of the disk leaves it: the newest, which is taken up first
            connection.execute(
                "UPDATE doc_sources SET body = replace(body, '\"sentences\":', '\"sentences\";') WHERE seq = 3"
            )
        connection.close()
        told: list[str] = []
        caretaker = Caretaker(library, told.append, rest=0, again=0.02)
        caretaker.start()
        pause = Event()
        for _ in range(500):
            if list((folder / "backups").glob("*.db")) and not library.search.behind():
                break
            pause.wait(0.01)
        pause.wait(0.2)
        caretaker.stop()
        assert list((folder / "backups").glob("*.db"))
        assert len(library.search.find("zinc").groups) == 2
        assert len(told) == 1 and "doctor --repair" in told[0]
