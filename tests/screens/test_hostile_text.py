"""Whatever text a briefing holds is shown as text: no markup is read, nothing a terminal obeys is drawn, no line bends.

The texts stand in every field of the model, also ones that importers would clean.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual import events

from content.model import (
    Briefing,
    BriefingId,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Figure,
    FigureKind,
    Origin,
    PaneId,
    Quotation,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)
from tui.terminal_text import clean

PAYLOADS = {
    "markup": "[red]x[/] [/] [sic] [@click=app.quit]y[/] \\[b] $text",
    "controls": "\x1b]0;t\x07 \x1b[31m \x1b]52;c;eA==\x07 \x00 \x08 \x7f \x9b1m \r",
    "unseen": "\u202eevil\u202c \u2066x\u2069 a\u200bb \ufeff c\xadd \u200f \ue000 \ufff9",
    "surrogates": "\ud800 x \udfff \udc80\udc80",
    "wide": "中文字符 かな 한국어 ！ ⏎ 😀",
    "emoji": "👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 ☂️",
    "stacks": "Z" + "\u0300\u0301\u0302\u0488" * 12 + "a\u0489 ﷽ क्षि \u0e33",
    "blanks": "a\tb\t\tc\nd\n\n e \x0b \x0c \u2028 \u2029 \x85 f\n",
}
SIZES = [(160, 48), (80, 24), (20, 6)]
VIEWS = ("", "tab", "0", "0 G", "6", "l")
DIALOGS = ("enter", "c", "L", "?", ":", "#")


def hostile_briefing(payload: str, long: str = "") -> Briefing:
    """A briefing with a text in every field; `long` makes one of the sentences and one of the entries long."""
    words = [f"First {payload} end", f"Second {payload}{long} end", "Third."]
    starts, ends, at = [], [], 0
    for sentence in words:
        starts.append(at)
        ends.append(at + len(sentence))
        at += len(sentence) + 1
    spans = [Span(a, b) for a, b in zip(starts, ends, strict=True)]

    def entry(id: str, pane: str, numbers: tuple[int, ...], text: str, links: tuple[str, ...]) -> Entry:
        return Entry(
            EntryId(id),
            PaneId(pane),
            f"kind {payload}",
            f"title {payload}",
            text,
            Origin.DRAFTED,
            tuple(Citation(SentenceNumber(n), spans[n - 1], words[n - 1]) for n in numbers),
            (
                Figure(f"figure {payload}", spans[0], FigureKind.COUNT, f"value {payload}", f"unit {payload}"),
                Figure(payload, Span(spans[1].start + 3, spans[1].end - 3), FigureKind.DATE, (1.0, payload), payload),
            ),
            (Quotation(f"quotation {payload}", spans[1], f"speaker {payload}"), Quotation(payload, spans[0], None)),
            tuple(EntryId(link) for link in links),
            (f"tag {payload}", payload),
        )

    return Briefing(
        BriefingId(f"id {payload}"),
        f"briefing {payload}",
        f"language {payload}",
        DeskId(f"desk {payload}"),
        Source(*(f"{name} {payload}" for name in ("source", "author", "publisher", "issued", "https://url"))),
        "\n".join(words),
        Sentences([1, 1, 2], starts, ends),
        (
            entry(f"one {payload}", "people", (1, 2), f"text {payload}{long}", ("two", f"three {payload}")),
            entry("two", "people", (1,), "", (f"one {payload}",)),
            entry(f"three {payload}", f"pane {payload}", (), f"{payload} three", ("two",)),
        ),
    )


def shown(payload: str) -> list[str]:
    """The words of a text as the screen writes them."""
    return clean(payload).split()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", list(PAYLOADS))
async def test_no_text_bends_a_line_or_reaches_the_terminal_as_more_than_text(
    name: str, size: tuple[int, int], reading: Any
) -> None:
    async with reading(briefing=hostile_briefing(PAYLOADS[name]), size=size) as reader:
        for keys in VIEWS:
            await reader.press("1", "g", *keys.split())
            reader.check()
        await reader.press("1", "g")
        for key in DIALOGS if name != "emoji" else ():  # see the test of emoji in dialogs
            await reader.press(key)
            assert reader.dialog is not None
            reader.check()
            await reader.press("escape")
        assert reader.app.is_running and reader.app.return_code is None


@pytest.mark.parametrize("name", list(PAYLOADS))
async def test_the_text_is_there_to_read_in_every_field(name: str, reading: Any, make: Any) -> None:
    payload = PAYLOADS[name]
    words = [word for word in shown(payload) if len(word) > 1 or name == "blanks"]
    async with reading(briefing=hostile_briefing(payload), size=(160, 48)) as reader:
        seen = {
            "title": reader.lines[0],
            "entries": reader.shown(reader.entries),
            "source": reader.shown(reader.source),
            "details": reader.shown(reader.screen.details_view),
            "tabs": reader.lines[1],
        }
        await reader.press("0")
        seen["overview"] = reader.shown(reader.entries)
        await reader.press("1", "enter")
        seen["chooser"] = reader.shown(reader.screen.overlay.list)
        await reader.press("escape", "L")
        seen["links"] = reader.shown(reader.screen.overlay.list)
        await reader.press("escape", "y")
        for place, text in seen.items():
            missing = [word for word in words if word not in text]
            # The tab of an unknown pane may be cut; what is left of it is text all the same.
            assert not missing or (place == "tabs" and "…" in text), (place, missing, text)
        copied = (reader.app.paths.cache / "copied.txt").read_bytes().decode()
        assert clean(f"title {payload}") in copied, "what is pasted into a shell must not be obeyed either"


@pytest.mark.parametrize(
    "unit",
    ["word ", "x", "中", "👨‍👩‍👧 ", "e\u0301", "[b]", "\x1b[31m", " "],
    ids=["words", "no blank", "wide", "emoji", "accents", "markup", "escapes", "blanks"],
)
async def test_a_hundred_thousand_characters_on_one_line_can_be_read_through(unit: str, reading: Any) -> None:
    long = (unit * (100_000 // len(unit) + 1))[:100_000]
    async with reading(briefing=hostile_briefing("", long), size=(80, 24)) as reader:
        reader.check()
        await reader.press("tab", "j")
        for key in ("j", "space", "j", "k", "b", "G", "k", "ctrl+u", "g", "n"):
            await reader.press(key)
            reader.check()
        await reader.press("tab", "enter")
        reader.check()
        await reader.press("escape", "0", "j", "j", "j")
        reader.check()


async def test_what_is_pasted_or_typed_into_a_line_is_text_as_well(reading: Any) -> None:
    async with reading(size=(80, 24)) as reader:
        for payload in PAYLOADS.values():
            await reader.press("/")
            reader.app.post_message(events.Paste(payload))
            await reader.settle()
            await reader.pilot.pause()
            reader.check()
            await reader.press("enter")
            reader.check()
        await reader.press("/", *"[/]中", "enter")
        assert reader.message == "Not in this briefing: [/]中"
        reader.check()


async def test_words_with_markup_are_found_and_lit_up_where_they_stand(reading: Any) -> None:
    async with reading(briefing=hostile_briefing(PAYLOADS["markup"]), size=(120, 36)) as reader:
        await reader.press("/", *"[/]", "enter")
        assert len(reader.screen._finder.matches) == 5
        found = reader.app.ink.found
        lit = [
            segment.text
            for strip in reader.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bgcolor == found.bgcolor and segment.style.underline
        ]
        assert lit and set(lit) == {"[/]"}


async def test_marks_of_a_hostile_place_and_an_unwritable_library_are_told_in_text(reading: Any, make: Any) -> None:
    briefing = hostile_briefing(PAYLOADS["controls"])
    shelf = make.shelf(briefing)
    shelf.refusal = f"no room {PAYLOADS['controls']} [/]"
    async with reading(briefing=briefing, library=shelf, size=(120, 36)) as reader:
        await reader.press("j", "m", "a", "'", "a")
        reader.screen.keep_position()
        await reader.pilot.pause()
        assert "␛]0;t␇" in reader.message
        reader.check()


async def test_problems_of_the_settings_are_shown_as_text(reading: Any) -> None:
    async with reading(
        size=(120, 36), problems=[f"theme: {PAYLOADS[name]}" for name in PAYLOADS if name != "emoji"]
    ) as reader:
        assert reader.dialog is not None
        reader.check()
        assert "[red]x[/]" in reader.shown(reader.screen.overlay.list)


@pytest.mark.xfail(
    strict=True,
    reason="Textual cuts the lines of a dialog where the lists below it meet, and Rich tears an emoji of several "
    "code points there: the line is then a cell too wide; a wide character becomes two blanks",
)
async def test_emoji_and_wide_characters_stay_whole_in_a_dialog(reading: Any, make: Any) -> None:
    for unit in ("👨‍👩‍👧‍👦", "中"):
        long = "." + unit * 150
        async with reading(briefing=make.briefing([long], [("people", long, [1])]), size=(160, 48)) as reader:
            await reader.press("c")
            reader.check()
            assert unit * 40 in reader.shown(reader.screen.overlay.list)
