"""Notes as text, Markdown, JSON and CSV: nothing is lost, and nothing in them is obeyed by what reads the export."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from content.anchors import Selector
from content.exports.notes_csv import COLUMNS, notes_csv
from content.exports.notes_json import notes_json
from content.exports.notes_markdown import notes_markdown
from content.exports.notes_text import Noted, notes_text
from content.model import BriefingId, BriefingSummary, DeskId, EntryId, SentenceNumber
from content.notes import Colour, Note, NoteId, NoteKind, NoteTarget

SUMMARY = BriefingSummary(BriefingId("a b"), "A *title*", DeskId("world"), "en", "", "", 3, 1, 100, "")
NOTE = Note(
    NoteId("0190a5f0-0000-7000-8000-000000000001"),
    SUMMARY.id,
    NoteTarget(None, SentenceNumber(2), Selector("some words", "before ", " after", 7, 17), is_span=True),
    NoteKind.QUESTION,
    "Who **says** so?",
    ("one", "two"),
    Colour.TEAL,
    "Ada",
    None,
    "2023-05-24T12:00:00.000000Z",
    "2023-05-24T12:01:00.000000Z",
)


def noted(*notes: Note) -> list[Noted]:
    return [(SUMMARY, notes)]


def test_the_text_shows_words_place_kind_tags_colour_author_and_id() -> None:
    assert notes_text(noted(NOTE)) == (
        "A *title* (a b)\n\n  [2] “some words”\n    Who **says** so?\n"
        "    question · teal (t) · #one · #two · Ada · 2023-05-24\n    0190a5f0-0000-7000-8000-000000000001\n"
    )


def test_the_text_keeps_the_lines_of_a_note_and_wraps_them() -> None:
    lines = notes_text(noted(NOTE._replace(body="One two three four five six.\n\n- seven")), width=20).splitlines()
    assert "    - seven" in lines and "    One two three" in lines
    assert max(len(line) for line in lines if NOTE.id not in line) <= 20


@pytest.mark.parametrize("export", [notes_text, notes_markdown])
def test_briefings_without_notes_are_left_out(export: object) -> None:
    assert callable(export)
    assert export([]) == export([(SUMMARY, ())]) == ""


def test_the_json_is_a_web_annotation_with_the_target_twice_over() -> None:
    (found,) = json.loads(notes_json(noted(NOTE)))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["motivation"]) == ("Annotation", "questioning")
    assert found["id"] == f"urn:uuid:{NOTE.id}"
    assert found["target"] == {
        "source": "readout:briefing/a%20b",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "some words", "prefix": "before ", "suffix": " after"},
            {"type": "TextPositionSelector", "start": 7, "end": 17},
        ],
    }
    assert found["body"] == [
        {
            "type": "TextualBody",
            "value": "Who **says** so?",
            "format": "text/markdown",
            "purpose": "questioning",
        },
        {"type": "TextualBody", "value": "one", "purpose": "tagging"},
        {"type": "TextualBody", "value": "two", "purpose": "tagging"},
    ]
    assert found["creator"] == {"type": "Person", "name": "Ada"}
    assert (found["created"], found["modified"]) == (NOTE.created_at, NOTE.updated_at)


def test_the_json_of_a_note_on_an_entry_does_not_take_the_title_for_words_of_the_text() -> None:
    on_entry = NoteTarget(EntryId("e/1"), None, Selector("Title", "", "", 0, 5))
    (found,) = json.loads(notes_json(noted(NOTE._replace(target=on_entry, body="", tags=(), author=""))))
    assert found["target"]["source"] == "readout:briefing/a%20b/entry/e%2F1"
    assert (found["entry"], found["body"]) == ("e/1", [])
    assert "creator" not in found


def test_the_csv_is_what_rfc_4180_says() -> None:
    table = notes_csv(noted(NOTE._replace(body='a "b",\nc', tags=("one",))))
    assert table.startswith(",".join(COLUMNS) + "\r\n")
    assert '"a ""b"",\nc"' in table
    assert table.endswith("\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_csv_is_a_formula(start: str) -> None:
    evil = f"{start}HYPERLINK(1)"
    note = NOTE._replace(
        body=evil, tags=(evil,), author=evil, target=NoteTarget(None, SentenceNumber(1), Selector(evil, "", "", 0, 9))
    )
    table = notes_csv([(SUMMARY._replace(title=evil), (note,))])
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    for column in ("title", "quote", "tags", "text", "author"):
        assert row[column] == f"'{evil}"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_text_comes_back_from_json_and_csv(words: str) -> None:
    note = NOTE._replace(body=words or "x", tags=(words,))
    (annotation,) = json.loads(notes_json(noted(note)))
    assert annotation["body"][0]["value"] == note.body
    rows = list(csv.DictReader(io.StringIO(notes_csv(noted(note)), newline="")))
    assert len(rows) == 1
    assert rows[0]["text"] in (note.body, f"'{note.body}")


# --- Markdown --------------------------------------------------------------------------------------------------------


def tokens(notes: list[Noted]) -> list[tuple[str, int]]:
    """The blocks of the Markdown with their depth."""
    return [(token.type, token.level) for token in MarkdownIt("commonmark").parse(notes_markdown(notes))]


def test_the_markdown_quotes_what_the_note_is_on_and_keeps_the_markdown_of_the_note() -> None:
    text = notes_markdown(noted(NOTE))
    assert text.startswith("# A \\*title\\*\n\n- **\\[2\\]** question · teal (t) · \\#one")
    assert "\n  > some words\n\n  Who **says** so?\n" in text


@pytest.mark.parametrize(
    "body", ["# A heading", "```\nopen", "text\n===", "- [ ] x\n\n\n1. y", "<div>", "<!-- open", "> q"]
)
def test_no_note_breaks_out_of_its_list_item(body: str) -> None:
    found = tokens(noted(NOTE._replace(body=body), NOTE))
    outermost = [kind for kind, level in found if level == 0]
    assert outermost == ["heading_open", "heading_close", "bullet_list_open", "bullet_list_close"]
    assert len([1 for kind, level in found if (kind, level) == ("list_item_open", 1)]) == 2
    assert "html_block" not in {kind for kind, _ in found}


def test_a_quoted_text_is_shown_as_it_is_written() -> None:
    evil = "*a* <b> [c](d) `e`\n# f"
    target = NoteTarget(None, SentenceNumber(1), Selector(evil, "", "", 0, len(evil)))
    rendered = MarkdownIt("commonmark").render(notes_markdown(noted(NOTE._replace(target=target))))
    assert "*a* &lt;b&gt; [c](d) `e` # f" in rendered
