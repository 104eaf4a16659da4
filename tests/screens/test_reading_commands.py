"""Every command of the table does what it says when each of its keys is pressed, and none goes untried."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from content.bundled import bundled_briefing
from content.model import BriefingId, Origin
from content.notes import Note
from tests.domain.changing import MINISTERS, article, with_entries
from tests.screens.gathering import until
from tui.commands import READING_COMMANDS, Command, command_named

Case = Callable[[Any, str], Awaitable[None]]
CASES: dict[str, Case] = {}
PANES = ["people", "trade", "diplomacy", "nato-g7", "expert"]


def tries(id: str) -> Callable[[Case], Case]:
    """Registers a case for a command: it is given the running app and the key to press."""

    def register(case: Case) -> Case:
        assert id not in CASES, id
        CASES[id] = case
        return case

    return register


def noted(reader: Any) -> tuple[Note, ...]:
    """The notes that the library has on the briefing."""
    return reader.app.library.notebook.of(reader.screen.briefing.id)  # type: ignore[no-any-return]


async def imported(reader: Any) -> None:
    """Wait until the file that is being read has been."""
    async with asyncio.timeout(20):
        while reader.screen.importing is not None:
            await reader.settle()
    await reader.settle()


async def drafted(reader: Any, *keys: str) -> None:
    """Open a briefing that the program drafted, and press keys there."""
    briefing = bundled_briefing()
    entries = tuple([entry._replace(origin=Origin.DRAFTED) for entry in briefing.entries])
    reader.app.library.add(briefing._replace(id=BriefingId("draft"), entries=entries))
    reader.screen.open_briefing(BriefingId("draft"))
    await reader.settle()
    await reader.press(*keys)


def test_every_command_of_the_table_has_a_case_and_no_case_lacks_its_command() -> None:
    assert list(CASES) == [command.id for command in READING_COMMANDS]


@pytest.mark.parametrize(
    ("command", "key"),
    [pytest.param(command, key, id=f"{command.id}-{key}") for command in READING_COMMANDS for key in command.keys],
)
async def test_a_key_carries_its_command_out(command: Command, key: str, reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await CASES[command.id](reader, key)
        if reader.app.is_running and reader.app.return_code is None:
            reader.check()


@tries("next")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.entry_id == "p2" and reader.signed(reader.entries, "▌") == [1]
    await reader.press("tab", key)
    assert reader.screen.sentence == 4 and reader.signed(reader.source, "▌") == [3]


@tries("previous")
async def _(reader: Any, key: str) -> None:
    await reader.press("j", "j", key)
    assert reader.entry_id == "p2"
    await reader.press("tab", "G", key)
    assert reader.screen.sentence == 17


@tries("next-across")
async def _(reader: Any, key: str) -> None:
    await reader.press("G", key)
    assert (reader.screen.tab, reader.entry_id) == ("trade", "t1")
    await reader.press(key)
    assert reader.entry_id == "t2"


@tries("previous-across")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key)
    assert (reader.screen.tab, reader.entry_id) == ("people", "p8")
    await reader.press(key)
    assert reader.entry_id == "p7"


@tries("first")
async def _(reader: Any, key: str) -> None:
    await reader.press("j", "j", key)
    assert reader.entry_id == "p1"
    await reader.press("tab", "j", "j", key)
    assert reader.screen.sentence == 1 and reader.source.top == 0


@tries("last")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.entry_id == "p8"
    await reader.press("tab", key)
    assert reader.screen.sentence == 18
    assert "close ties to Russia." in reader.shown(reader.source)


@tries("page-down")
async def _(reader: Any, key: str) -> None:
    last = max(item for item, _ in reader.entries._at)
    await reader.press(key)
    assert reader.entries.cursor >= last - 1 > 0
    await reader.press(key, key, key)
    assert reader.entry_id == "p8"


@tries("page-up")
async def _(reader: Any, key: str) -> None:
    await reader.press("G", key)
    assert 0 <= reader.entries.cursor < 7
    await reader.press(key, key, key)
    assert reader.entry_id == "p1"


@tries("half-page-down")
async def _(reader: Any, key: str) -> None:
    await reader.press("tab", "g", key)
    halfway = reader.screen.sentence
    assert 1 < halfway < 18
    await reader.press("g", "space")
    assert reader.screen.sentence > halfway


@tries("half-page-up")
async def _(reader: Any, key: str) -> None:
    await reader.press("tab", "G", key)
    halfway = reader.screen.sentence
    assert 1 < halfway < 18
    await reader.press("G", "b")
    assert reader.screen.sentence < halfway


@tries("overview")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.screen.tab == "overview"
    assert "Coverage" in reader.text and "100 %   18/18" in reader.text


def _pane_case(number: int) -> Case:
    async def shows_the_pane(reader: Any, key: str) -> None:
        await reader.press("6", key)
        assert reader.screen.tab == PANES[number - 1]
        pane = reader.screen.desk.panes[number - 1]
        assert pane.title in reader.lines_of(reader.entries)[0]
        assert reader.screen.graph.pane(pane.id)[0].title[:30] in reader.shown(reader.entries)

    return shows_the_pane


for _number in range(1, 6):
    tries(f"pane-{_number}")(_pane_case(_number))


@tries("notes")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.screen.tab == "notes"
    assert "No notes yet on this briefing." in reader.text


@tries("pane-left")
async def _(reader: Any, key: str) -> None:
    seen = []
    for _ in range(7):
        await reader.press(key)
        seen.append(reader.screen.tab)
    assert seen == ["overview"] * 7


@tries("pane-right")
async def _(reader: Any, key: str) -> None:
    seen = []
    for _ in range(7):
        await reader.press(key)
        seen.append(reader.screen.tab)
    assert seen == [*PANES[1:], "notes", "notes", "notes"]


@tries("other-side")
async def _(reader: Any, key: str) -> None:
    assert "source" in reader.lines[-1]
    await reader.press(key)
    assert reader.screen.side == "source" and reader.source.active and not reader.entries.active
    assert "entries" in reader.lines[-1]
    await reader.press(key)
    assert reader.screen.side == "entries"


@tries("follow")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key)
    assert (reader.screen.side, reader.screen.sentence) == ("source", 1)


@tries("next-citation")
async def _(reader: Any, key: str) -> None:
    seen = []
    for _ in range(4):
        await reader.press(key)
        seen.append(reader.screen.sentence)
    assert seen == [2, 4, 8, 1]
    assert reader.screen.side == "entries" and reader.message == "Citation 1 of 4: sentence 1"


@tries("previous-citation")
async def _(reader: Any, key: str) -> None:
    seen = []
    for _ in range(4):
        await reader.press(key)
        seen.append(reader.screen.sentence)
    assert seen == [8, 4, 2, 1]


@tries("who-cites")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.dialog.title == "Who cites sentence 1?"
    assert all(words in reader.text for words in ("Mishustin visits Beijing", "Bilateral agreements signed"))
    await reader.press(key)
    assert reader.dialog is None and reader.entry_id == "p1"


@tries("linked-entries")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.dialog.title == "Linked entries" and len(reader.dialog.rows) == 4
    await reader.press(key)
    assert reader.dialog is None
    await reader.press(key, "j", "enter")
    assert (reader.screen.tab, reader.entry_id) == ("trade", "t3")


@tries("details")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", "j", "j", key)
    assert reader.dialog.title == "Bilateral trade forecast for this year"
    assert "190 bn USD" in reader.text
    await reader.press(key)
    assert reader.dialog is None and reader.entry_id == "t3"


@tries("back")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", "j", "enter")
    assert reader.screen.side == "source"
    await reader.press(key)
    assert (reader.screen.side, reader.entry_id) == ("entries", "t2")
    await reader.press(key)
    assert reader.message == "Nowhere to go back to."


@tries("forward")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.message == "Nowhere to go forward to."
    await reader.press("2", "j", "enter", "backspace", key)
    assert (reader.screen.side, reader.screen.sentence) == ("source", 7)


@tries("set-mark")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert "mark: press a letter" in reader.lines[-1]
    await reader.press("x")
    assert reader.message == "Mark x is set here."
    assert "mark: press a letter" not in reader.text


@tries("go-to-mark")
async def _(reader: Any, key: str) -> None:
    await reader.press("j", "m", "x", "4", key)
    assert "go to mark: x" in reader.lines[-1]
    await reader.press("x")
    assert (reader.screen.tab, reader.entry_id) == ("people", "p2")


@tries("find")
async def _(reader: Any, key: str) -> None:
    await reader.press(key, *"“dear", "enter")
    assert (reader.screen.tab, reader.entry_id) == ("diplomacy", "d3")
    assert "1/2" in reader.lines[-1]


@tries("find-next")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.message == "Nothing is looked for yet; / finds."
    await reader.press("/", *"Vladivostok", "enter")
    seen = [reader.entry_id]
    for _ in range(2):
        await reader.press(key)
        seen.append(reader.entry_id if reader.screen.side == "entries" else reader.screen.sentence)
    assert seen == ["t6", "t7", 11]


@tries("find-previous")
async def _(reader: Any, key: str) -> None:
    await reader.press("/", *"Vladivostok", "enter", key)
    assert (reader.screen.side, reader.screen.sentence) == ("source", 12)
    await reader.press(key)
    assert reader.screen.sentence == 11


@tries("search")
async def _(reader: Any, key: str) -> None:
    from tui.screens.search import SearchPage

    await reader.press(key)
    assert isinstance(reader.app.shown, SearchPage) and reader.app.shown.is_typing


@tries("go-to-sentence")
async def _(reader: Any, key: str) -> None:
    await reader.press(key, "1", "3", "enter")
    assert (reader.screen.side, reader.screen.sentence) == ("source", 13)
    assert "“no limits” friendship" in reader.shown(reader.source)


@tries("dossier")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    await until(reader, lambda: "Mikhail Mishustin" in reader.lines[0])
    assert reader.app.shown is not reader.screen
    await reader.press("q")
    assert reader.app.shown is reader.screen


@tries("timeline")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    await until(reader, lambda: "Vladivostok" in reader.text)
    assert "Timeline: China–Russia: Mishustin in Beijing" in reader.lines[0]


@tries("figures")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    await until(reader, lambda: "Bilateral trade" in reader.text)
    assert "Figures: China–Russia: Mishustin in Beijing" in reader.lines[0]


@tries("related")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    await until(reader, lambda: "No other briefing shares a name" in reader.text)
    assert "Related to China–Russia: Mishustin in Beijing" in reader.lines[0]


@tries("select")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.screen.side == "source" and reader.selected == reader.screen.briefing.words_of(1)
    await reader.press(key)
    assert reader.selected is None


@tries("select-word")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.selected == "As"
    await reader.press(key, key)
    assert reader.selected == "As part of"


@tries("unselect-word")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.message == "Nothing is selected; v or w selects."
    await reader.press("w", "w", key)
    assert reader.selected == "As"
    await reader.press(key)
    assert reader.selected == "As" and reader.message == "This is the last word that is selected."


@tries("annotate")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key)
    await reader.type("Who says so?")
    await reader.press("enter")
    assert "Saved" in reader.message and noted(reader)[-1].body == "Who says so?"
    assert "Who says so?" in reader.shown(reader.screen.details_view)
    await reader.press("tab", "g", key)
    await reader.type("First")
    await reader.press("enter")
    assert noted(reader)[-1].target.sentence == 1


@tries("question")
async def _(reader: Any, key: str) -> None:
    await reader.press("tab", "g", key)
    await reader.type("Why?")
    await reader.press("enter")
    assert (noted(reader)[0].kind, noted(reader)[0].target.sentence) == ("question", 1)


@tries("highlight")
async def _(reader: Any, key: str) -> None:
    await reader.press("tab", "g", key)
    assert (noted(reader)[0].kind, noted(reader)[0].colour) == ("highlight", "yellow")
    await reader.press(key)
    assert noted(reader) == ()


@tries("colour")
async def _(reader: Any, key: str) -> None:
    await reader.press("tab", "g", key, "b")
    assert noted(reader)[0].colour == "blue"
    await reader.press(key, "r")
    assert [note.colour for note in noted(reader)] == ["red"]


@tries("edit")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key)
    await reader.type(" X")
    await reader.press("enter")
    entry = reader.screen.entry
    assert entry.title.endswith(" X") and entry.origin == "reader"
    assert entry.title in reader.shown(reader.entries)
    await reader.press("tab", key)
    assert "No note here" in reader.message
    await reader.press("a", "x", "enter", key, "y", "enter")
    assert noted(reader)[0].body == "xy"


@tries("edit-outside")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key)
    assert "cannot be handed" in reader.message  # without a terminal; with one it is tried in `test_external_editor`


@tries("tags")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key)
    await reader.type("forecast #energy")
    await reader.press("enter")
    assert reader.screen.entry.tags == ("forecast", "energy")
    await reader.press("tab", "g", key)
    await reader.type("doubt")
    await reader.press("enter", key)
    await reader.type("dou")
    await reader.press("enter")
    assert noted(reader)[0].tags == ("doubt", "dou")


@tries("delete")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key)
    assert "t1" not in [entry.id for entry in reader.screen.briefing.entries] and reader.entry_id == "t2"
    await reader.press("tab", "g", "*", key)
    assert noted(reader) == ()
    await reader.press("u", "u", "u")
    assert "t1" in [entry.id for entry in reader.screen.briefing.entries]


@tries("place")
async def _(reader: Any, key: str) -> None:
    await reader.press("tab", "g", key)
    assert reader.message == "There is no note yet."
    await reader.press("a", "x", "enter", "G", key, "enter")
    assert (noted(reader)[0].target.sentence, noted(reader)[0].body) == (18, "x")
    await reader.press("u")
    assert noted(reader)[0].target.sentence == 1


@tries("filter-notes")
async def _(reader: Any, key: str) -> None:
    await reader.press("tab", "g", "*", "j", "Q", "w", "enter", key)
    await reader.type("kind:question")
    await reader.press("enter")
    assert reader.screen.tab == "notes" and reader.message == "1 of 2 notes."
    assert len(reader.entries.items) == 1
    await reader.press("q")
    assert [bool(row.key) for row in reader.entries.items.rows] == [True, False, True]


@tries("write-entry")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", "tab", "g", key)
    await reader.type("Mine")
    await reader.press("enter")
    entry = reader.screen.entry
    assert (entry.title, entry.pane, entry.origin) == ("Mine", "trade", "reader")
    assert [citation.sentence for citation in entry.citations] == [1]


@tries("refile")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key, "3")
    assert "Diplomacy" in reader.message
    assert {entry.id: entry.pane for entry in reader.screen.briefing.entries}["t1"] == "diplomacy"


@tries("merge")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", "j", key)
    assert [row.key for row in reader.dialog.rows][:2] == ["t1", "t3"]
    await reader.press("2")
    assert [row.key for row in reader.dialog.rows][:2] == ["t3", "t2"]
    await reader.press("enter")
    assert reader.dialog is None and reader.entry_id == "t3"
    assert "t2" not in {entry.id for entry in reader.screen.briefing.entries}
    assert {2, 8} & {citation.sentence for citation in reader.screen.entry.citations}
    await reader.press("u")
    assert len(reader.screen.briefing.entries) == 30


@tries("cite")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", "tab", "G", key)
    assert [citation.sentence for citation in reader.screen.graph.entry("t1").citations] == [1, 18]
    await reader.press(key)
    assert [citation.sentence for citation in reader.screen.graph.entry("t1").citations] == [1]


@tries("link")
async def _(reader: Any, key: str) -> None:
    await reader.press("2", key)
    await reader.type("Xi")
    await reader.press("enter")
    assert "inked to" in reader.message
    assert reader.screen.entry.links != {entry.id: entry for entry in bundled_briefing().entries}["t1"].links


@tries("restore")
async def _(reader: Any, key: str) -> None:
    before = bundled_briefing().entries
    await reader.press("2", "p", "3", "3", "g", key)
    assert reader.screen.briefing.entries == before and "Restored" in reader.message
    await reader.press("2", "g", key)
    assert "as it was first written" in reader.message


@tries("describe")
async def _(reader: Any, key: str) -> None:
    await reader.press(key, *" again", "tab", *"A. Writer", "enter")
    title, source = reader.app.library.facts(reader.screen.briefing.id)
    assert title.endswith(" again") and source.author == "A. Writer"
    assert " again" in reader.lines[0] and reader.message.startswith("Saved: title, author.")


@tries("confirm")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.message == "Nothing to confirm: this text took no other's place."
    library = reader.app.library
    library.add(with_entries(article("old")))
    changed = with_entries(article("new", [MINISTERS[0], MINISTERS[1].replace("$1.5", "$1.6")]), Origin.DRAFTED)
    library.revisions.revise(BriefingId("old"), changed)
    reader.screen.open_briefing(BriefingId("new"))
    await reader.settle()
    await reader.press(key)
    assert reader.dialog.title.startswith("To confirm: ") and "was  " in reader.text
    await reader.press(key)
    assert reader.dialog is None


@tries("undo")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.message == "Nothing to undo."
    await reader.press("tab", "*", key)
    assert noted(reader) == () and "Undone: highlight on sentence" in reader.message
    await reader.press("tab", "r", key)
    assert reader.screen.read == set()


@tries("redo")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.message == "Nothing to redo."
    await reader.press("tab", "*", "u", key)
    assert len(noted(reader)) == 1 and "Done again" in reader.message


@tries("deeds")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert "Nothing was done yet" in reader.shown(reader.screen.overlay)
    await reader.press(key, "tab", "*", "u", key)
    assert "Highlight on sentence" in reader.shown(reader.screen.overlay)
    assert "undone" in reader.shown(reader.screen.overlay)
    await reader.press(key)
    assert reader.dialog is None


@tries("session")
async def _(reader: Any, key: str) -> None:
    reader.screen.keep_position()
    await reader.press(key)
    assert "This session" in reader.text and "begun by itself" in reader.text
    await reader.press("enter")
    assert "has ended" in reader.message
    await reader.press(key, "enter", key)
    assert "begun by hand" in reader.text


@tries("review")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.message.startswith("No draft to review") and reader.screen.tab == "people"
    await drafted(reader, key)
    assert reader.screen.tab == "review-of-drafts" and reader.entry_id == "p1"
    await reader.press(key)
    assert reader.screen.tab == "people"


@tries("accept")
async def _(reader: Any, key: str) -> None:
    await drafted(reader, "V")
    await reader.press(key, key)
    assert reader.entry_id == "p3"
    assert [entry.accepted for entry in reader.screen.briefing.entries[:3]] == [True, True, False]


@tries("accept-pane")
async def _(reader: Any, key: str) -> None:
    await drafted(reader, "V")
    await reader.press(key)
    assert {entry.pane for entry in reader.screen.briefing.entries if entry.accepted} == {"people"}
    assert reader.screen.entry.pane == "trade"


@tries("accept-all")
async def _(reader: Any, key: str) -> None:
    await drafted(reader, "V")
    await reader.press(key)
    assert all(entry.accepted for entry in reader.screen.briefing.entries)
    assert reader.message == "Accepted: 30 entries. u takes it back."


@tries("copy")
async def _(reader: Any, key: str) -> None:
    copied = reader.app.paths.cache / "copied.txt"
    await reader.press(key)
    assert "Mikhail Mishustin" in copied.read_text(encoding="utf-8")
    assert reader.message.startswith("The entry with its citation: Copied into")
    await reader.press("#", "9", "enter", key)
    assert "Interfax" in copied.read_text(encoding="utf-8")
    assert reader.message.startswith("Sentence 9 with its citation: Copied into")


@tries("copy-citation")
async def _(reader: Any, key: str) -> None:
    copied = reader.app.paths.cache / "copied.txt"
    await reader.press("2", key)
    assert copied.read_text(encoding="utf-8").strip() == "China–Russia: Mishustin in Beijing, 2023, sentence 1"
    assert reader.message.startswith("The citation: Copied into")


@tries("toggle-read")
async def _(reader: Any, key: str) -> None:
    assert "8 unread" in reader.text
    await reader.press(key)
    assert reader.screen.read == {"p1"} and reader.message == "Read."
    assert "7 unread" in reader.text
    await reader.press(key)
    assert reader.screen.read == set() and "8 unread" in reader.text


@tries("mark-pane-read")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.screen.read == {f"p{n}" for n in range(1, 9)}
    assert "unread" not in reader.lines_of(reader.entries)[-1] and "•" not in "".join(reader.lines_of(reader.entries))


@tries("zen")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.entries.region.width == 120 and not reader.source.display
    await reader.press("tab")
    assert reader.source.region.width == 120 and not reader.screen.left.display
    await reader.press(key)
    assert reader.entries.region.width < 60 < reader.source.region.width


@tries("narrower")
async def _(reader: Any, key: str) -> None:
    before = reader.entries.region.width
    await reader.press(key)
    assert reader.entries.region.width < before and "take 38 % of the width" in reader.message


@tries("wider")
async def _(reader: Any, key: str) -> None:
    before = reader.entries.region.width
    await reader.press(key)
    assert reader.entries.region.width > before and "take 46 % of the width" in reader.message


@tries("theme")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    assert reader.dialog.title == "Theme" and "readout-light" in reader.text
    await reader.press("escape")
    assert reader.dialog is None


@tries("library")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    page = reader.app.shown
    assert page is not reader.app.reading and "Library" in reader.lines[0]
    assert "30 entries" in reader.shown(page.list_view)
    await reader.press("enter")
    assert reader.app.shown is reader.app.reading and reader.screen.briefing == bundled_briefing()


@tries("import")
async def _(reader: Any, key: str) -> None:
    article = reader.app.library.folder.parent / "lisbon.txt"
    article.write_text("Portugal and Angola signed a trade agreement in Lisbon on Tuesday. It is new.", "utf-8")
    await reader.press(key)
    assert reader.dialog.title == "Import"
    await reader.type(str(article))
    await reader.press("enter")
    await imported(reader)
    assert reader.screen.briefing.text.startswith("Portugal")
    assert reader.app.library.has(reader.screen.briefing.id)
    await reader.press(key)
    await reader.type("nowhere.txt")
    await reader.press("enter")
    await imported(reader)
    assert "nowhere.txt: there is no such file" in reader.screen.status.message


@tries("help")
async def _(reader: Any, key: str) -> None:
    await reader.press(key)
    seen = reader.shown(reader.screen.overlay.list)
    for _ in range(8):
        await reader.press("space")
        seen += reader.shown(reader.screen.overlay.list)
    assert [command.id for command in READING_COMMANDS if command.help not in seen] == []
    await reader.press(key)
    assert reader.dialog is None


@tries("palette")
async def _(reader: Any, key: str) -> None:
    await reader.press(key, *"overview", "enter")
    assert reader.dialog is None and reader.screen.tab == "overview"


@tries("close")
async def _(reader: Any, key: str) -> None:
    await reader.press("/", *"Bland", "enter", "z", key)
    assert reader.screen._finder is None and reader.screen.zen
    await reader.press(key)
    assert not reader.screen.zen and reader.app.is_running
    await reader.press("?", key)
    assert reader.dialog is None and reader.app.is_running
    await reader.press(key)
    if key == "escape":
        assert reader.message == "Nothing is open; q leaves the program."
    else:
        assert reader.app.return_code == 0


@tries("quit")
async def _(reader: Any, key: str) -> None:
    await reader.press("j", "?", key)
    assert reader.app.return_code == 0
    assert reader.app.library.position(reader.screen.briefing.id).tab == "people"


async def test_the_palette_runs_every_command_that_it_lists(reading: Any) -> None:
    async with reading() as reader:
        await reader.press(":")
        listed = [row.key for row in reader.dialog.rows]
        assert listed == [command.id for command in READING_COMMANDS if command.id != "palette"]
        for word, id in (("who cites", "who-cites"), ("mark the pane", "mark-pane-read"), ("zen", "zen")):
            if reader.dialog is None:
                await reader.press(":")
            await reader.type(word)
            assert reader.screen.overlay.row.text == command_named(id).label
            await reader.press("enter")
            if reader.dialog is not None:
                await reader.press("escape")
        assert reader.screen.zen and len(reader.screen.read) == 8


async def test_keys_that_mean_nothing_do_nothing(reading: Any) -> None:
    async with reading() as reader:
        before = reader.text
        await reader.press("f9", "%", "é", "ctrl+y", "alt+j", "Z")
        assert reader.text == before


async def test_remapped_keys_are_what_works_and_what_the_footer_names(reading: Any) -> None:
    from tui.settings import Settings

    async with reading(settings=Settings(keys={"next": ("x",), "help": ("f3",), "close": ()})) as reader:
        await reader.press("x", "j")
        assert reader.entry_id == "p2"
        assert "f3 help" in reader.lines[-1] and "x k move" in reader.lines[-1]
        await reader.press("f3", "escape")
        assert reader.dialog is None


async def test_keys_typed_faster_than_the_program_answers_all_arrive(reading: Any) -> None:
    async with reading() as reader:
        for key in ("/", *"Bland", "enter", "n"):
            reader.send(key)
        await reader.pilot.pause()
        await reader.settle()
        assert reader.dialog is None
        assert reader.screen._finder is not None and reader.screen._finder.words == "Bland"
        assert reader.entry_id == "n5"
