"""Words of the source are selected by sentence, by word and with the mouse, and every way out of it ends it."""

from __future__ import annotations

from typing import Any

import pytest

from content.model import Span
from tui.commands import command_named
from tui.settings import Settings

SIZES = [(160, 48), (100, 30), (60, 20), (20, 6)]


def sentence(reader: Any, number: int) -> str:
    return str(reader.screen.briefing.words_of(number))


def drawn_selected(reader: Any) -> str:
    return str(reader.drawn_in(reader.app.ink.markers.selected, reader.source))


# -- by sentence


@pytest.mark.parametrize("size", SIZES)
async def test_v_selects_the_sentence_and_the_cursor_extends_it_from_where_it_began(
    size: tuple[int, int], reading: Any
) -> None:
    async with reading(size=size) as reader:
        await reader.press("#", "8", "enter", "v")
        text, spans = reader.screen.briefing.text, [s.span for s in reader.screen.briefing.sentences]
        assert reader.selected == sentence(reader, 8)
        await reader.press("j", "down")
        assert reader.selected == text[spans[7].start : spans[9].end]
        assert reader.screen.sentence == 10
        await reader.press("k", "k")
        assert reader.selected == sentence(reader, 8) and reader.screen.sentence == 8
        await reader.press("up", "k")
        assert reader.selected == text[spans[5].start : spans[7].end]
        assert reader.screen.sentence == 6
        reader.check()
        await reader.press("j", "j", "j")
        assert reader.selected == text[spans[7].start : spans[8].end]
        reader.check()


async def test_what_is_selected_is_drawn_and_nothing_else(reading: Any) -> None:
    async with reading(size=(160, 48)) as reader:
        await reader.press("#", "5", "enter", "v", "j")
        assert drawn_selected(reader) == " ".join((sentence(reader, 5), sentence(reader, 6)))
        await reader.press("k")
        assert drawn_selected(reader) == sentence(reader, 5)
        await reader.press("v")
        assert drawn_selected(reader) == ""


async def test_a_way_to_another_sentence_extends_the_selection_to_it(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        text, spans = reader.screen.briefing.text, [s.span for s in reader.screen.briefing.sentences]
        await reader.press("#", "8", "enter", "v", "G")
        assert reader.selected == text[spans[7].start :].rstrip()
        await reader.press("g")
        assert reader.selected == text[: spans[7].end] and reader.screen.sentence == 1
        await reader.press("#", "1", "0", "enter")
        assert reader.selected == text[spans[7].start : spans[9].end]
        await reader.press("#", "8", "enter")
        assert reader.selected == sentence(reader, 8)
        await reader.press("/", *"Vladivostok", "enter")
        assert reader.screen.side == "source" and reader.selected == text[spans[7].start : spans[10].end]


async def test_the_first_and_the_last_sentence_end_the_way(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("tab", "g", "v", "k", "k")
        assert reader.selected == sentence(reader, 1)
        await reader.press("v", "G", "v", "j", "j")
        assert reader.selected == sentence(reader, 18)


# -- by word


async def test_w_takes_a_word_more_and_shift_w_one_less(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter", "w")
        assert reader.selected == "Mishustin"
        await reader.press(*"wwwwwww")
        assert reader.selected == "Mishustin predicted on Tuesday that bilateral trade would"
        assert drawn_selected(reader) == reader.selected
        await reader.press("W", "W")
        assert reader.selected == "Mishustin predicted on Tuesday that bilateral"
        await reader.press(*"WWWWWWWW")
        assert reader.selected == "Mishustin"


async def test_a_figure_with_its_sign_is_one_word(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter", *"w" * 11)
        assert reader.selected is not None and reader.selected.endswith("from $190")


async def test_past_the_end_of_a_sentence_words_go_on_in_the_next(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter", "v", "w", "w")
        assert reader.selected == f"{sentence(reader, 8)} According to"
        assert reader.screen.sentence == 9
        await reader.press("W", "W")
        assert reader.selected == sentence(reader, 8).rstrip(".”")
        assert reader.screen.sentence == 8


async def test_the_keys_for_panes_move_selected_words_and_only_those(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter", "w", "w", "l", "right")
        assert reader.selected == "on Tuesday"
        await reader.press("h")
        assert reader.selected == "predicted on" and reader.screen.tab == "people"
        await reader.press("left", "left")
        assert reader.screen.sentence == 8 and reader.selected is not None
        assert reader.selected.endswith("Mishustin")
        await reader.press("v", "v", "l")
        assert (reader.screen.tab, reader.screen.side, reader.selected) == ("trade", "entries", None)


async def test_words_move_no_further_than_the_text(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("tab", "g", "w", "h")
        assert (reader.selected, reader.message) == ("As", "The text begins here.")
        await reader.press("v", "G", "w", *"l" * 60)
        assert reader.message == "The text ends here."
        assert reader.selected == "Russia"
        await reader.press("w")
        assert (reader.selected, reader.message) == ("Russia", "The text ends here.")


async def test_from_words_the_cursor_goes_on_by_sentence(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter", "w", "w", "l", "j")
        assert reader.selected is not None
        assert reader.selected == sentence(reader, 8)[len("Mishustin ") :]
        await reader.press("j")
        assert reader.selected.endswith(sentence(reader, 9)) and reader.selected.startswith("predicted")
        await reader.press("k", "k", "k")
        assert reader.selected == "Mishustin predicted"


async def test_the_word_that_is_taken_is_in_view_in_a_sentence_higher_than_the_screen(reading: Any, make: Any) -> None:
    words = " ".join(f"word{n}" for n in range(120))
    async with reading(size=(20, 6), briefing=make.briefing([words, "End."])) as reader:
        await reader.press("tab", "w", *"w" * 70)
        reader.check()
        assert "word70" in reader.shown(reader.source)
        await reader.press(*"W" * 60)
        assert "word10" in reader.shown(reader.source) and reader.selected.endswith("word10")


# -- what ends it


@pytest.mark.parametrize(
    "keys",
    ["v", "escape", "q", "2", "0", "6", "h", "l", "tab", "enter", "backspace", "K", "'x"],
)
@pytest.mark.parametrize("begun", ["v", "vj"])
async def test_a_selection_is_ended_by(keys: str, begun: str, reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("m", "x", "2", "j", "enter", "j", *begun)
        assert reader.selected is not None
        await reader.press(*([keys] if len(keys) > 2 or keys == "v" else keys))
        if reader.dialog is not None:
            assert keys == "enter"
            await reader.press("enter")
        assert reader.selected is None and drawn_selected(reader) == ""
        assert reader.app.return_code is None and "selecting" not in reader.lines[-1]
        reader.check()


async def test_back_out_ends_the_selection_first_then_what_is_found(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("/", *"trade", "enter", "z", "tab", "v", "escape")
        assert reader.selected is None and reader.screen._finder is not None and reader.screen.zen
        await reader.press("escape")
        assert reader.screen._finder is None and reader.screen.zen


async def test_another_briefing_has_nothing_selected(library: Any, reading: Any, make: Any) -> None:
    bundled, other = library.briefing(library.summaries()[0].id), make.briefing(["One two.", "Three."], id="other")
    async with reading(library=make.shelf(bundled, other), briefing=bundled, size=(120, 36)) as reader:
        await reader.press("tab", "G", "v")
        reader.screen.open_briefing(other.id)
        await reader.settle()
        assert reader.selected is None
        await reader.press("w", "w")
        assert reader.selected == "One two"
        reader.check()


# -- what can be done with it


@pytest.mark.parametrize(
    ("key", "begins"), [("y", "[8] “Mishustin predicted”\n— "), ("Y", "China–Russia: Mishustin in")]
)
async def test_selected_words_are_copied_with_their_citation(key: str, begins: str, reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter", "w", "w", key)
        copied = (reader.app.paths.cache / "copied.txt").read_text(encoding="utf-8")
        assert copied.startswith(begins)
        assert reader.selected is None and "Copied into" in reader.message


async def test_the_footer_says_how_much_is_selected_and_what_can_be_done_with_it(reading: Any) -> None:
    keys = {"copy": ("C",), "close": ("f4",)}
    async with reading(size=(120, 36), settings=Settings(keys=keys)) as reader:
        await reader.press("#", "8", "enter", "w")
        assert "selecting: 1 word " in reader.lines[-1]
        await reader.press("w")
        line = reader.lines[-1]
        assert "selecting: 2 words" in line and "C copy" in line and "f4 leave" in line and "w longer" in line
        await reader.press("w", "f4")
        assert "help" in reader.lines[-1] and "leave" not in reader.lines[-1]


@pytest.mark.parametrize("size", SIZES)
async def test_the_footer_fits_while_something_is_selected(size: tuple[int, int], reading: Any) -> None:
    async with reading(size=size) as reader:
        await reader.press("v")
        assert "esc leave" in reader.check()[-1]
        await reader.resize(*SIZES[SIZES.index(size) - 1])
        assert "esc leave" in reader.check()[-1]
        assert reader.selected == sentence(reader, 1)


async def test_of_very_much_the_sentences_are_counted(reading: Any, make: Any) -> None:
    async with reading(size=(120, 36), briefing=make.briefing([f"Word {n} " * 30 for n in range(300)])) as reader:
        await reader.press("tab", "g", "v", "G")
        assert "selecting: 300 sentences" in reader.lines[-1]


async def test_an_empty_source_has_nothing_to_select(reading: Any, make: Any) -> None:
    async with reading(briefing=make.briefing([], [])) as reader:
        for key in ("v", "w"):
            await reader.press(key)
            assert (reader.selected, reader.message) == (None, "The source text is empty.")


async def test_a_source_without_words_can_be_selected_by_sentence_only(reading: Any, make: Any) -> None:
    async with reading(briefing=make.briefing(["… —", "!!"])) as reader:
        await reader.press("w")
        assert (reader.selected, reader.message) == (None, "No word comes after this.")
        await reader.press("v", "w", "W", "j")
        assert reader.selected == "… —\n!!"
        reader.check()


async def test_remapped_keys_select(reading: Any) -> None:
    async with reading(settings=Settings(keys={"select": ("f5",), "next": ("n",)})) as reader:
        await reader.press("tab", "g", "f5", "n")
        text, spans = reader.screen.briefing.text, [s.span for s in reader.screen.briefing.sentences]
        assert reader.screen.selection == Span(0, spans[1].end) and text
    assert command_named("select").keys == ("v",)
