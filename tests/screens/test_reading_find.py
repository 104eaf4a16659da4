"""Finding takes words literally, counts, goes round, and leaves nothing behind when it is closed."""

from __future__ import annotations

from typing import Any

import pytest

SENTENCES = [
    "Alpha [sic] (one) costs 1.5 or a.b and .* here.",
    "He said “it’s fine” to ALPHA.",
    'She said "it\'s fine" \\ too.',
    "Straße and café, ÅNGSTRÖM.",
    "Nothing else (",
]
ENTRIES = [("people", "Alpha entry", [1]), ("trade", "Of [sic] and “quotes”", [2]), ("elsewhere", "alpha again", [3])]


def at(reader: Any) -> str | int:
    """The entry or the sentence that the keys are on."""
    return reader.entry_id if reader.screen.side == "entries" else int(reader.screen.sentence)


async def walk(reader: Any, key: str) -> list[str | int]:
    """Every match that a key leads over, from where the reader is until it is there again."""
    seen = [at(reader)]
    for _ in range(20):
        await reader.press(key)
        if at(reader) == seen[0]:
            return seen
        seen.append(at(reader))
    raise AssertionError(seen)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("alpha", ["e1", "e3", 1, 2]),
        ("Alpha", ["e1", 1]),
        ("ALPHA", [2]),
        ("[sic]", ["e2", 1]),
        ("[", ["e2", 1]),
        (".*", [1]),
        ("a.b", [1]),
        ("(", [1, 5]),
        ("\\", [3]),
        ("it's", [2, 3]),
        ("it’s fine", [2, 3]),
        ('"it', [2, 3]),
        ("“quotes”", ["e2"]),
        ('"quotes"', ["e2"]),
        ("ångström", [4]),
        ("straße", [4]),
        ("Text of", ["e1", "e2", "e3"]),
        ("here. He", []),
        ("nowhere", []),
        ("|", []),
    ],
)
async def test_words_are_found_literally_in_entries_and_source(
    words: str, found: list[str | int], reading: Any, make: Any
) -> None:
    async with reading(briefing=make.briefing(SENTENCES, ENTRIES), size=(120, 36)) as reader:
        await reader.press("/", *words, "enter")
        if not found:
            assert reader.message == f"Not in this briefing: {words}" and at(reader) == "e1"
            assert "0/0" in reader.lines[-1]
            await reader.press("n")
            assert reader.message == f"Not in this briefing: {words}"
            return
        assert at(reader) == found[0] and f" 1/{len(found)} " in reader.lines[-1]
        assert await walk(reader, "n") == found
        assert await walk(reader, "N") == [found[0], *reversed(found[1:])]
        reader.check()


async def test_finding_begins_where_the_reader_is(reading: Any, make: Any) -> None:
    async with reading(briefing=make.briefing(SENTENCES, ENTRIES), size=(120, 36)) as reader:
        await reader.press("2", "/", *"alpha", "enter")
        assert at(reader) == "e3" and " 2/4 " in reader.lines[-1]
        await reader.press("backspace")
        assert at(reader) == "e2"
        await reader.press("tab", "/", "enter")
        assert at(reader) == 2 and " 4/4 " in reader.lines[-1]


async def test_matches_are_lit_up_in_entries_and_source_until_find_is_closed(reading: Any) -> None:
    def lit(reader: Any) -> list[str]:
        found = reader.app.ink.found
        return [
            segment.text
            for strip in reader.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.underline and segment.style.bgcolor == found.bgcolor
        ]

    for close in ("q", "escape"):
        async with reading(size=(160, 48)) as reader:
            await reader.press("/", *"beijing", "enter")
            assert len(lit(reader)) >= 3 and set(lit(reader)) == {"Beijing"}
            await reader.press("2")
            assert set(lit(reader)) == {"Beijing"}
            await reader.press(close)
            assert lit(reader) == [] and reader.app.is_running
            assert "/9" not in reader.lines[-1]
            await reader.press("n")
            assert reader.message == "Nothing is looked for yet; / finds."


async def test_the_line_offers_the_words_looked_for_and_typing_replaces_them(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("/", *"Bland", "enter", "/")
        assert reader.typed == "Bland"
        await reader.press(*"Xi", "enter")
        assert reader.screen._finder.words == "Xi"
        await reader.press("/", "ctrl+u", "enter")
        assert reader.screen._finder is None
        await reader.press("/", *"Blnd", "left", "left", "a", "enter")
        assert reader.screen._finder.words == "Bland"
        await reader.press("/", *"x", "escape")
        assert reader.dialog is None and reader.screen._finder.words == "Bland"


async def test_find_outlives_a_change_of_pane_and_ends_with_another_briefing(reading: Any, make: Any) -> None:
    one, two = make.briefing(SENTENCES, ENTRIES, id="one"), make.briefing(["Alpha."], [], id="two", title="Second")
    async with reading(briefing=one, library=make.shelf(one, two), size=(120, 36)) as reader:
        await reader.press("/", *"alpha", "enter", "0", "n")
        assert at(reader) in ("e1", "e3")
        reader.screen.open_briefing(two.id)
        await reader.settle()
        assert reader.screen._finder is None and "/4" not in reader.lines[-1]
        await reader.press("n")
        assert reader.message == "Nothing is looked for yet; / finds."
        reader.check()


def lit(view: Any) -> list[str]:
    """What is lit up in the lines that a list holds."""
    return [segment.text for strip in view._rows for segment in strip if segment.style and segment.style.underline]


async def test_a_search_begun_or_ended_in_the_overview_lights_or_darkens_the_panes_seen_before(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("2")
        assert lit(reader.entries) == []
        await reader.press("0", "/", *"trade", "enter", "2")
        found = lit(reader.entries)
        assert {word.lower() for word in found} == {"trade"}
        await reader.press("0", "escape")
        assert reader.screen._finder is None and reader.screen.tab == "overview"
        await reader.press("2")
        assert lit(reader.entries) == []
        await reader.press("/", *"$190", "enter", "0", "/", "ctrl+u", *"trade", "enter", "2")
        assert lit(reader.entries) == found
