"""The rows of the search say each thing once."""

from __future__ import annotations

from content.model import BriefingId, EntryId, PaneId, SentenceNumber, Span
from content.search_found import Group, Kind, Passage
from tui.render import UNICODE
from tui.screens.search_rows import LEAD, result_rows
from tui.widgets.row_items import Row

PANES = {PaneId("diplomacy"): "Dipl.", PaneId("nato-g7"): "NATO", PaneId("trade"): "Trade"}
WORDS = "Nato met in Vilnius and spoke of Japan."


def entry(id: str, pane: str, heading: str, text: str) -> Passage:
    marks = (Span(text.index("Nato"), text.index("Nato") + 4),) if "Nato" in text else ()
    return Passage(Kind.ENTRY, EntryId(id), SentenceNumber(1), None, PaneId(pane), heading, (), text, marks)


def sentence(number: int, text: str) -> Passage:
    return Passage(Kind.SENTENCE, None, SentenceNumber(number), None, None, "", (), text, ())


def rows_of(*passages: Passage) -> list[Row]:
    group = Group(BriefingId("x"), "X", "", "", len(passages), passages)
    rows, places = result_rows([group], PANES, UNICODE)
    assert len(rows) == len(places) and [place is None for place in places] == [row.heading for row in rows]
    return rows[1:]


def test_an_entry_whose_text_begins_with_its_title_shows_only_the_text_with_the_title_bold() -> None:
    (row,) = rows_of(entry("e1", "trade", "Nato met in Vilnius…", WORDS))
    assert row.text == WORDS
    assert row.marks == ((0, len("Nato met in Vilnius"), "title"), (0, 4, "found"))
    (other,) = rows_of(entry("e1", "trade", "A meeting", WORDS))
    assert other.text == f"A meeting\n{WORDS}" and other.marks == ((0, 9, "title"), (10, 14, "found"))


def test_entries_of_one_briefing_with_one_text_are_one_row_that_names_their_panes() -> None:
    passages = [entry(id, pane, "Nato met…", WORDS) for id, pane in (("e1", "diplomacy"), ("e2", "nato-g7"))]
    (row,) = rows_of(*passages)
    assert row.lead == "Dipl.+NATO" and row.lead_width == LEAD
    assert [row.lead for row in rows_of(*passages, entry("e3", "trade", "Nato again", "Nato again."))] == [
        "Dipl.+NATO",
        "Trade",
    ]
    (wide,) = rows_of(*passages, entry("e3", "trade", "Nato met…", WORDS))
    assert wide.lead == "Dipl.+NATO+Trade" and wide.lead_width > len(wide.lead)


def test_a_sentence_that_an_entry_shows_is_left_out_and_another_is_not() -> None:
    rows = rows_of(entry("e1", "trade", "Nato met…", WORDS), sentence(1, WORDS), sentence(2, "Nato again."))
    assert [row.text for row in rows] == [WORDS, "Nato again."]
    assert [row.text for row in rows_of(sentence(1, WORDS))] == [WORDS]
    rows = rows_of(entry("e1", "trade", "", f"{WORDS} Nothing else."), sentence(1, WORDS), sentence(2, "No."))
    assert [row.text for row in rows] == [f"{WORDS} Nothing else.", "No."]
