"""Lists draw only what is in view, whatever their length; Overview and Notes; themes; the line that is typed into."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.theme import BUILTIN_THEMES

from content.exports.plain_text import plain_text
from content.model import Entry, EntryId, Origin, PaneId, Source
from tui.render import UNICODE, ink_of
from tui.settings import Settings
from tui.terminal_text import clean
from tui.themes import READOUT_DARK, THEMES, palette_of
from tui.widgets.entry_items import EntryItems
from tui.widgets.prompt import Prompt
from tui.widgets.source_items import SourceItems

# -- length


class Draws:
    """Counts how often and at what length items are drawn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.items: Counter[int] = Counter()
        for kind in (EntryItems, SourceItems):
            original = kind.draw

            def draw(items: Any, index: int, *rest: Any, original: Any = original) -> Any:
                self.items[index] += 1
                return original(items, index, *rest)

            monkeypatch.setattr(kind, "draw", draw)

    def taken(self) -> int:
        """How many items were drawn since the last time."""
        drawn = self.items.total()
        self.items.clear()
        return drawn


async def test_a_long_briefing_is_drawn_a_page_at_a_time(
    reading: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences = [f"Sentence number {n} says what it says, and goes on for a while." for n in range(1, 5001)]
    entries = [("trade" if n % 2 else "people", f"Entry {n}", [n * 2, n * 2 + 1]) for n in range(1, 2001)]
    briefing = make.briefing(sentences, entries)
    draws = Draws(monkeypatch)
    async with reading(briefing=briefing, size=(120, 36)) as reader:
        assert draws.taken() < 150
        steps: list[tuple[tuple[str, ...], tuple[Any, ...]]] = [
            (("j",), ("people", 1, 8)),
            (("space",), ("people", None, None)),
            (("G",), ("people", 999, 4000)),
            (("b",), ("people", None, None)),
            (("g",), ("people", 0, 4)),
            (("2", "G"), ("trade", 999, 3998)),
            (("tab", "G"), ("trade", 999, 5000)),
            (("ctrl+u",), ("trade", 999, None)),
            (("g",), ("trade", 999, 1)),
            (("#", "2", "5", "0", "0", "enter"), ("trade", 999, 2500)),
        ]
        for keys, (tab, cursor, sentence) in steps:
            await reader.press(*keys)
            # A page of either list, drawn anew where its marks change, and what is needed to reach the end of one.
            assert draws.taken() < 60 * len(keys) + 100, keys
            assert reader.screen.tab == tab
            assert cursor is None or reader.entries.cursor == cursor
            assert sentence is None or reader.screen.sentence == sentence
            reader.check()
        await reader.press("0")
        draws.taken()
        await reader.press("G", "g", "j")
        assert draws.taken() < 400
        reader.check()


async def test_a_page_down_shows_what_follows_and_a_page_up_what_came_before(reading: Any, make: Any) -> None:
    briefing = make.briefing([f"Sentence {n}." for n in range(1, 301)], paragraph=1000)
    async with reading(briefing=briefing, size=(120, 36)) as reader:
        await reader.press("tab", "g")
        height = reader.source.inner_height
        for page in range(1, 4):
            await reader.press("space")
            assert reader.source.top == page * (height - 1), "the last line of a page is the first of the next"
        await reader.press("b")
        assert reader.source.top == 2 * (height - 1)
        await reader.press("G")
        assert reader.source.top == 300 - height
        seen = {reader.screen.sentence}
        for _ in range(299):
            await reader.screen.run_command(reader.app.keymap.command_for("k", "k"))
            seen.add(reader.screen.sentence)
        assert seen == set(range(1, 301))


async def test_a_sentence_higher_than_the_screen_is_scrolled_through_before_the_next(reading: Any, make: Any) -> None:
    words = " ".join(f"word{n}" for n in range(1500))
    async with reading(briefing=make.briefing(["First.", words, "Last."]), size=(80, 24)) as reader:
        await reader.press("tab", "j")
        seen = ""
        for _ in range(200):
            assert reader.screen.sentence == 2
            seen += " " + reader.shown(reader.source)
            await reader.screen.run_command(reader.app.keymap.command_for("j", "j"))
            if reader.screen.sentence != 2:
                break
        assert reader.screen.sentence == 3
        assert [n for n in range(1500) if f"word{n} " not in seen + " "] == []
        reader.check()


# -- Overview and Notes


def lonely(make: Any) -> Any:
    """A briefing with uncited sentences, an entry without support and one in a pane that the desk lacks."""
    return make.briefing(
        ["Cited.", "Nobody cites this.", "Nor this one."],
        [("people", "With support", [1]), ("trade", "Without support", []), ("elsewhere", "Far away", [1])],
        source=Source("A title", "An author", "A publisher", "2023-05-24", "https://example.org/a"),
    )


async def test_the_overview_lists_what_stands_alone_and_every_row_leads_there(reading: Any, make: Any) -> None:
    async with reading(briefing=lonely(make), size=(120, 48)) as reader:
        await reader.press("0")
        shown = reader.shown(reader.entries)
        for words in ("A title", "An author", "A publisher", "2023-05-24", "https://example.org/a", "1/3", "33 %"):
            assert words in shown, words
        assert "Nobody cites this." in shown and "Nor this one." in shown and "Without support" in shown
        rows = reader.entries.items.rows
        followed = 0
        for index, row in enumerate(rows):
            if row.target is None:
                continue
            await reader.press("0")
            reader.entries.go(index)
            await reader.press("enter")
            followed += 1
            if row.target.sentence is not None:
                assert (reader.screen.side, reader.screen.sentence) == ("source", row.target.sentence)
            elif row.target.entry is not None:
                assert reader.entry_id == row.target.entry
            else:
                assert reader.screen.tab == row.target.tab
            await reader.press("backspace")
            assert reader.screen.tab == "overview" and reader.entries.cursor == index
            reader.check()
        assert followed >= 9


async def test_the_cursor_of_the_overview_rests_on_no_heading_and_comes_everywhere(reading: Any) -> None:
    async with reading(size=(100, 30)) as reader:
        await reader.press("0", "g")
        rows = reader.entries.items.rows
        seen = []
        for key in "j" * 60 + "k" * 60:
            await reader.screen.run_command(reader.app.keymap.command_for(key, key))
            assert not rows[reader.entries.cursor].heading
            seen.append(reader.entries.cursor)
        assert set(seen) >= {index for index, row in enumerate(rows) if row.target is not None}
        for key in ("space", "space", "space", "space", "b", "b", "G", "ctrl+u", "g", "ctrl+d"):
            await reader.press(key)
            reader.check()


async def test_entries_of_a_pane_that_the_desk_lacks_are_reachable(reading: Any, make: Any) -> None:
    async with reading(briefing=lonely(make), size=(120, 36)) as reader:
        await reader.press("5", "l")
        assert reader.screen.tab == "elsewhere" and reader.entry_id == "e3"
        assert "elsewhere" in reader.lines[1]
        await reader.press("enter", "enter", "G", "enter")
        assert reader.entry_id == "e3"
        await reader.press("/", *"far", "enter")
        assert reader.entry_id == "e3"


@pytest.mark.parametrize("size", [(120, 36), (40, 12)], ids=str)
@pytest.mark.parametrize(("kind", "tabs"), [("nothing", "06"), ("no entries", "1"), ("no sentences", "01")])
async def test_an_empty_briefing_answers_every_key(
    kind: str, tabs: str, size: tuple[int, int], reading: Any, make: Any
) -> None:
    entry = Entry(EntryId("e"), PaneId("people"), "", "Alone", "", Origin.READER)
    briefing = {
        "nothing": make.briefing([]),
        "no entries": make.briefing(["One.", "Two."]),
        "no sentences": make.briefing([], [entry]),
    }[kind]
    from tui.commands import COMMANDS

    async with reading(briefing=briefing, size=size) as reader:
        if kind != "no sentences":
            assert reader.screen.tab == "overview"
        for tab in tabs if size[0] == 120 else "1":
            for command in COMMANDS:
                if command.id in ("close", "quit", "theme"):
                    continue
                await reader.screen.run_command(reader.app.keymap.command_for(tab, tab))
                await reader.screen.run_command(command)
                await reader.settle()
                reader.check()
                if reader.screen._await_letter is not None:
                    await reader.press("x")
                if reader.dialog is not None:
                    await reader.press("enter")
                    if reader.dialog is not None:
                        await reader.press("escape")
                while reader.app.shown is not reader.screen:
                    reader.app.pages.go_back()
                    await reader.settle()
                if reader.screen.zen:
                    await reader.press("z")
        await reader.press("#")
        assert (reader.message == "The source text is empty.") == (kind != "no entries")


# -- themes


async def test_themes_are_tried_on_as_the_cursor_moves_and_escape_puts_the_old_one_back(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        before = reader.app.theme
        page = reader.app.ink.page
        await reader.press("ctrl+t")
        tried = set()
        for _ in range(5):
            await reader.press("j")
            tried.add(reader.app.theme)
            assert reader.app.theme == reader.screen.overlay.row.key
            assert reader.app.ink.page == ink_of(palette_of(reader.app.current_theme), UNICODE).page
            assert reader.entries.ink is reader.app.ink
            reader.check()
        assert len(tried) == 5
        await reader.press("escape")
        assert reader.app.theme == before and reader.app.ink.page == page
        assert not reader.app.paths.config.exists()


async def test_the_theme_chosen_is_kept_in_the_settings_with_all_else_that_stands_there(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.paths.config.write_text('# mine\nmouse = false\ntheme = "nord"\n', encoding="utf-8")
        await reader.press("ctrl+t", "g", "j", "enter")
        chosen = reader.app.theme
        assert reader.message == f"The theme is {chosen}; the choice is kept."
        assert reader.app.paths.config.read_text(encoding="utf-8") == f'# mine\nmouse = false\ntheme = "{chosen}"\n'
    async with reading(size=(120, 36), settings=Settings(theme=chosen)) as reader:
        assert reader.app.theme == chosen


async def test_a_theme_that_cannot_be_kept_is_worn_all_the_same_and_told(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.paths.config.mkdir()
        await reader.press("ctrl+t", "j", "enter")
        assert reader.screen.status.warning and "config.toml" in reader.message
        assert reader.app.theme != "readout-dark"
        reader.check()


async def test_every_theme_draws(reading: Any) -> None:
    async with reading(size=(80, 24)) as reader:
        for name in sorted({*(theme.name for theme in THEMES), *BUILTIN_THEMES}):
            reader.app.show_theme(name)
            await reader.pilot.pause()
            reader.check()
            assert reader.app.theme == name


async def test_without_colour_cursor_marks_tab_and_matches_are_still_told(
    reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(size=(120, 36)) as reader:
        assert reader.app.no_color
        await reader.press("/", *"Mishustin", "enter")
        reader.check()
        assert reader.signed(reader.source, "▎") and reader.signed(reader.entries, "▌")
        reverse = set()
        for strip in reader.app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if style is not None:
                    for colour in (style.color, style.bgcolor):
                        triplet = colour.get_truecolor() if colour is not None else None
                        assert triplet is None or len(set(triplet)) == 1, (segment, "a colour that is no grey")
                    if style.reverse:
                        reverse.add(segment.text.strip())
        assert "Mishustin" in reverse and any("People" in text for text in reverse)


# -- the line that is typed into

edits = st.lists(
    st.one_of(
        st.text(max_size=3).map(lambda text: ("insert", text)),
        st.sampled_from(
            ["left", "right", "home", "end", "ctrl+left", "ctrl+right", "backspace", "delete", "ctrl+w", "ctrl+u",
             "ctrl+k", "ctrl+e"]
        ).map(lambda key: ("press", key)),
    ),
    max_size=25,
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(edits, st.text(max_size=8).map(clean), st.integers(1, 30))
def test_the_line_typed_into_never_loses_its_cursor_or_its_width(
    made: list[tuple[str, str]], value: str, width: int
) -> None:
    prompt = Prompt(ink_of(palette_of(READOUT_DARK), UNICODE), id="p")
    prompt.start(value.replace("\n", " "), "placeholder")
    for kind, what in made:
        if kind == "insert":
            prompt.insert(what)
        else:
            assert prompt.press(what, None)
        assert 0 <= prompt.cursor <= len(prompt.value)
        assert clean(prompt.value) == prompt.value and "\n" not in prompt.value
        strip = prompt.paint(width)
        assert sum(cell_len(segment.text) for segment in strip) == width, (prompt.value, prompt.cursor)


# -- what is drawn anew, and what is not


async def test_a_change_of_height_in_the_overview_changes_the_spacing_of_the_panes_seen_before(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("2")
        high = [reader.entries.height_of(index) for index in range(len(reader.entries.items))]
        low = [height - 1 for height in high[:-1]] + high[-1:]  # below the last one there never is a blank line
        await reader.press("0")
        await reader.resize(120, 12)
        await reader.press("2")
        assert [reader.entries.height_of(index) for index in range(len(high))] == low
        await reader.press("0")
        await reader.resize(120, 36)
        await reader.press("2")
        assert [reader.entries.height_of(index) for index in range(len(high))] == high


async def test_the_line_typed_into_takes_the_ink_of_a_new_theme(reading: Any) -> None:
    async with reading() as reader:
        await reader.press("/", "escape")
        reader.app.show_theme("readout-light")
        await reader.settle()
        await reader.press("/")
        assert reader.screen.overlay.prompt.ink is reader.app.ink


async def test_the_rows_of_an_empty_pane_are_drawn_once(reading: Any, make: Any) -> None:
    async with reading(briefing=make.briefing([f"S {n}." for n in range(50)], [("people", "T", [1])])) as reader:
        await reader.press("2", "tab", "j")
        before = list(reader.entries._rows)
        framed = len(reader.entries._framed)
        await reader.press(*"j" * 40)
        assert len(before) > 10 and len(reader.entries._rows) == len(before)
        assert all(a is b for a, b in zip(before, reader.entries._rows, strict=True))
        assert len(reader.entries._framed) == framed


async def test_the_share_that_is_cited_is_the_same_on_the_screen_and_in_print(reading: Any, make: Any) -> None:
    for cited, total, shown in ((2, 3, "67 %"), (1, 3, "33 %"), (399, 400, "99 %"), (3, 3, "100 %")):
        briefing = make.briefing([f"S {n}." for n in range(total)], [("people", "T", range(1, cited + 1))])
        async with reading(briefing=briefing) as reader:
            assert f" {shown} cited" in reader.lines[0]
            await reader.press("0")
            assert shown in reader.shown(reader.entries)
        assert plain_text(briefing).splitlines()[1].endswith(f" · {shown} cited")
