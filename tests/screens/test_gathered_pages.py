"""The timeline, the figures and what is related: each thing that they list is one key from its sentence."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from content.errors import LibraryError
from content.gathered import GatheringReader
from tests.domain.named import briefing, statement
from tests.screens.gathering import fill, until
from tui import plots
from tui.screens.figures import FiguresPage
from tui.screens.related import RelatedPage
from tui.screens.timeline import TimelinePage

SIZES = [(160, 48), (120, 36), (100, 30), (60, 20), (20, 6)]


async def timeline(reader: Any) -> TimelinePage:
    await reader.press("T")
    page: TimelinePage = reader.app.shown
    await until(reader, lambda: page.event is not None)
    return page


async def figures(reader: Any) -> FiguresPage:
    await reader.press("F")
    page: FiguresPage = reader.app.shown
    await until(reader, lambda: page.shown is not None)
    return page


async def related(reader: Any) -> RelatedPage:
    fill(reader.app.library)
    await reader.press("~")
    page: RelatedPage = reader.app.shown
    await until(reader, lambda: page.here is not None)
    return page


async def returned_to(reader: Any, page: Any) -> None:
    """Go back to a page, and wait until it has looked for what changed."""
    took: list[object] = []
    page._take, take = lambda *a, **k: (take(*a, **k), took.append(a)), page._take
    await reader.press("backspace")
    assert reader.app.shown is page
    await until(reader, lambda: took)
    del page._take


# -- the timeline


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_dated_stands_in_order_of_time_with_its_sentence_beside_it(
    size: tuple[int, int], reading: Any
) -> None:
    async with reading(size=size) as reader:
        page = await timeline(reader)
        reader.check()
        await reader.press("G")
        assert page.event is not None and page.event.stretch.words == "2023-06-01"
        if not page.side_view.display:
            await reader.press("tab")
            reader.check()
        assert "list of transit ports" in reader.shown(page.side_view) or size == (20, 6)
        await reader.press("enter")
        assert reader.app.shown is reader.app.reading


async def test_dates_stand_in_a_column_and_enter_leads_to_the_entry_and_its_sentence(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await timeline(reader)
        days = [line[2:13].strip() for line in reader.lines_of(page.list_view)[1:6]]
        assert days == ["2022", "2022", "2023-Q1", "2023-03", "2023-06-01"]
        await reader.press("j", "j", "j", "enter")
        assert reader.entry_id == "d3"
        await reader.press("backspace")
        assert reader.app.shown is page and page.list_view.cursor == 3
        await reader.press("tab", "enter")
        assert reader.screen.sentence == 3 and reader.screen.side == "source"


async def test_a_page_that_could_not_be_read_is_read_when_it_is_drawn_again(
    reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, faults = GatheringReader.timeline, [LibraryError("the disk failed", where="library.db", remedy="try again")]

    def once_wrong(*asked: Any) -> Any:
        if faults:
            raise faults.pop()
        return read(*asked)

    monkeypatch.setattr(GatheringReader, "timeline", once_wrong)
    async with reading(size=(120, 36)) as reader:
        await reader.press("T")
        page: TimelinePage = reader.app.shown
        await until(reader, lambda: "the disk failed" in page.status.message)
        page.repaint()
        await until(reader, lambda: page.event is not None)


async def test_of_what_is_chosen_all_somebody_or_what_has_no_date(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        fill(reader.app.library)
        page = await timeline(reader)
        assert len(page.items) == 5
        await reader.press("f", "2")
        await until(reader, lambda: page.event is not None)
        assert len(page.items) == 11 and "The Ledger" in reader.text
        await reader.press("f", "3")
        await until(reader, lambda: page.overlay.row is not None)
        await reader.type("mishustin")
        await until(reader, lambda: page.overlay.row is not None and "Mishustin" in page.overlay.row.text)
        await reader.press("enter")
        await until(reader, lambda: "Timeline: Mikhail" in reader.lines[0] and page.event is not None)
        count = len(page.items)
        assert 0 < count < 11
        await reader.press("f", "4")
        await until(reader, lambda: page.event is not None and len(page.items) > count)
        assert page.choice.undated and "Timeline: Mikhail" in reader.lines[0]


async def test_a_briefing_without_dates_says_what_to_do(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        reader.app.library.add(briefing("bare", ["It rained."], [statement("t1", "Rain", 1)]))
        reader.screen.open_briefing("bare")
        await reader.press("T")
        await until(reader, lambda: "Nothing is dated here." in reader.text)
        reader.check()


async def test_a_long_timeline_is_read_a_page_at_a_time(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        library = reader.app.library
        dates = [(f"{day} May", f"2024-05-{day:02d}") for day in range(1, 31)]
        for n in range(6):
            words = f"On {', '.join(word for word, _ in dates)} they met."
            library.add(briefing(f"b{n}", [words], [statement("t1", f"Met {n}", 1, dates=dates)], issued="2024-06-01"))
        page = await timeline(reader)
        await reader.press("f", "2")
        await until(reader, lambda: page.event is not None and page.event.stretch.words == "2022")
        assert 60 <= len(page.items) < 185
        for _ in range(4):
            await reader.press("G")
            await until(reader, lambda: page.event is not None)
        assert len(page.items) == 185 and page.event is not None
        assert page.event.stretch.words in ("2023-06-01", "2024-05-30")
        reader.check()


async def test_the_timeline_of_a_dossier_is_that_of_its_person(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("j", "d")
        await until(reader, lambda: "Xi Jinping" in reader.lines[0])
        await reader.press("T")
        await until(reader, lambda: "Timeline: Xi Jinping" in reader.lines[0] and "Xi visits Putin" in reader.text)
        await reader.press("q")
        assert "Xi Jinping" in reader.lines[0] and "Timeline" not in reader.lines[0]


async def test_the_briefings_chosen_in_the_library_have_one_timeline(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        fill(reader.app.library)
        await reader.press("B")
        library = reader.app.shown
        await until(reader, lambda: library.row is not None)
        await reader.press("g", "T")
        await until(reader, lambda: isinstance(reader.app.shown, TimelinePage) and reader.app.shown.event is not None)
        page = reader.app.shown
        assert len(page.choice.briefings) == 1
        await reader.press("q", "v", "j", "v", "T")
        await until(reader, lambda: "Timeline: 2 briefings" in reader.lines[0] and page.event is not None)
        assert len(page.choice.briefings) == 2


# -- figures


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("plotted", [True, False])
async def test_the_bilateral_trade_shows_its_years_and_its_quarter_each_a_key_from_the_sentence(
    size: tuple[int, int], plotted: bool, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not plotted:
        monkeypatch.setitem(sys.modules, "plotext", None)
        monkeypatch.setattr(plots, "find_spec", lambda name: None)
    async with reading(size=size) as reader:
        page = await figures(reader)
        reader.check()
        assert page.shown is not None and page.shown.title == "Bilateral trade"
        await reader.press("tab")
        reader.check()
        seen = ""
        for _ in range(3):
            seen += reader.shown(page.side_view)
            await reader.press("j")
        if size != (20, 6):
            assert all(words in seen for words in ("$190 billion", "$200 billion", "$53.8 billion", "By quarter"))
        await reader.press("G", "enter")
        assert reader.app.shown is reader.app.reading and reader.screen.sentence == 10
        await reader.press("backspace")
        assert reader.app.shown is page
        await reader.press("g", "enter")
        assert reader.screen.sentence == 8


async def test_a_year_and_a_quarter_have_signs_of_their_own_in_the_plot(reading: Any) -> None:
    async with reading(size=(160, 48)) as reader:
        page = await figures(reader)
        shown = reader.shown(page.side_view)
        assert "billion USD o by year x by quarter" in shown
        assert " x " in reader.drawn_in(reader.app.ink.figure, page.side_view) + " "
        assert "o" in reader.drawn_in(reader.app.ink.accent, page.side_view)


async def test_without_plotext_bars_stand_beside_the_points_and_a_sentence_says_what_installs_it(
    reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)
    monkeypatch.setattr(plots, "find_spec", lambda name: None)
    async with reading(size=(120, 36)) as reader:
        page = await figures(reader)
        bars = [line.count("█") for line in reader.lines_of(page.side_view) if "billion" in line and "█" in line]
        assert len(bars) == 3 and 3 * bars[2] < bars[0] < bars[1]  # the quarter is drawn by the scale of the years
        assert "pip install 'readout-tui[plot]'" in reader.shown(page.side_view)


async def test_words_narrow_the_series_and_what_nothing_measures_says_so(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await figures(reader)
        await reader.press("/")
        await reader.type("energy")
        await until(reader, lambda: [each.title for each in page.series] == ["Energy shipped from Russia to China"])
        await reader.type("x")
        await until(reader, lambda: page.shown is None)
        assert "Nothing measured here is about “energyx”. / changes these words, q clears them." in reader.shown(
            page.list_view
        )
        reader.check()
        await reader.press("escape", "q")
        assert reader.app.shown is page and not page.line.value
        await until(reader, lambda: page.shown is not None and page.shown.title == "Bilateral trade")
        await reader.press("/", "e", "escape", "escape")
        await until(reader, lambda: page.shown is not None and page.shown.title == "Bilateral trade")
        assert reader.app.shown is page and not page.line.value
        await reader.press("escape", "T")
        await until(reader, lambda: "Timeline" in reader.lines[0])


async def test_going_back_to_the_figures_leads_to_the_point_that_was_left(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await figures(reader)
        await reader.press("tab", "j")
        before, series = page.side_view.place, page.shown
        assert page.side == "side" and before.item
        await reader.press("enter")
        assert reader.app.shown is reader.app.reading
        await returned_to(reader, page)
        assert page.side == "side" and page.side_view.active and page.side_view.place == before
        await reader.press("tab", "j")
        assert page.shown != series
        series = page.shown
        await reader.press("tab", "enter")
        await returned_to(reader, page)
        assert page.shown == series


async def test_going_back_to_the_timeline_leads_to_the_sentence_that_was_left(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await timeline(reader)
        await reader.press("j", "j", "j", "tab", "j")
        before = page.side_view.place
        assert before.item
        await reader.press("enter")
        assert reader.app.shown is reader.app.reading
        await returned_to(reader, page)
        assert page.side == "side" and page.side_view.place == before and page.list_view.cursor == 3


# -- what is related


@pytest.mark.parametrize("size", SIZES)
async def test_related_briefings_say_what_they_share_and_open(size: tuple[int, int], reading: Any) -> None:
    async with reading(size=size) as reader:
        page = await related(reader)
        reader.check()
        assert page.here is not None and page.here.briefing == "later" and page.here.shared
        if size[0] >= 60:
            assert "shares" in reader.shown(page.list_view)
        await reader.press("enter")
        assert reader.app.shown is reader.app.reading and reader.screen.briefing.id == "later"
        await reader.press("backspace")
        assert reader.app.shown is page


async def test_a_name_that_both_share_leads_to_its_dossier(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        page = await related(reader)
        assert page.here is not None
        name = page.here.shared[0]
        await reader.press("tab", "enter")
        await until(reader, lambda: name in reader.lines[0])
        await reader.press("q")
        assert reader.app.shown is page


@pytest.mark.parametrize("key", ["T", "F", "~"])
async def test_a_page_about_a_briefing_that_is_gone_is_empty_and_says_so_and_it_comes_back(
    key: str, reading: Any
) -> None:
    async with reading(size=(120, 36)) as reader:
        fill(reader.app.library)
        await reader.press(key)
        page = reader.app.shown
        await until(reader, lambda: len(page.list_view.items) and len(page.side_view.items))
        with reader.app.library.again() as other:
            other.catalogue.remove([reader.screen.briefing.id])
        gone = "This briefing is not in the library any more."
        await until(reader, lambda: gone in reader.shown(page.list_view))
        assert not len(page.list_view.items) and not len(page.side_view.items)
        assert "no briefing has this id" not in reader.text
        reader.check()
        await reader.press("j", "enter", "tab", "G", "d", "escape")
        reader.check()
        with reader.app.library.again() as other:
            other.history.undo()
        await until(reader, lambda: gone not in reader.shown(page.list_view) and len(page.list_view.items))
