"""From the library to what several briefings say together: of the one under the cursor, or of those that are chosen."""

from __future__ import annotations

from typing import Any

from content.bundled import bundled_briefing
from content.library import Library
from tests.screens.libraries import show, under_cursor, until
from tui.screens.figures import FiguresPage
from tui.screens.related import RelatedPage
from tui.screens.timeline import TimelinePage

BUNDLED = bundled_briefing()


async def test_a_timeline_and_figures_are_of_the_briefing_under_the_cursor(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "j", "T")
        timeline = reader.app.shown
        assert isinstance(timeline, TimelinePage) and timeline.choice.briefings == ("b4",)
        assert "Cabinet reshuffle" in reader.lines[0]
        await reader.press("q")
        assert reader.app.shown is page
        await reader.press("F")
        figures = reader.app.shown
        assert isinstance(figures, FiguresPage) and figures.choice.briefings == ("b4",)
        await reader.press("q", "~")
        related = reader.app.shown
        assert isinstance(related, RelatedPage) and related.briefing == "b4"
        await reader.press("q")
        assert reader.app.shown is page and under_cursor(page) == "Cabinet reshuffle"


async def test_a_timeline_is_of_all_that_are_chosen(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("g", "v", "v", "T")
        timeline = reader.app.shown
        assert isinstance(timeline, TimelinePage) and timeline.choice.briefings == ("b5", "b4")
        assert "2 briefings" in reader.lines[0]
        await reader.press("q")
        assert reader.app.shown is page and len(page.chosen) == 2


async def test_a_person_beside_the_list_has_a_dossier(reading: Any, stocked: Library) -> None:
    async with reading(size=(120, 36), library=stocked, briefing=BUNDLED) as reader:
        page = await show(reader)
        await reader.press("G")
        await until(reader, lambda: page._told is not None and page._told[1] is not None)
        assert page.named_here() == ()
        await reader.press("tab")
        rows = page.side_view.items.rows  # type: ignore[union-attr]
        while rows[page.side_view.cursor].text != "Xi Jinping":
            await reader.press("j")
        await reader.press("d")
        await until(reader, lambda: "Xi Jinping" in reader.lines[0])
        await reader.press("q")
        assert reader.app.shown is page
