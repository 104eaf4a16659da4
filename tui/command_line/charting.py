"""The commands for what happened when and how figures moved: as text, as a table, or as a plot in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from content.errors import ContentError
from content.figure_series import Series
from content.library import Library
from content.model import BriefingId
from content.timelines import Timeline
from tui import output
from tui.command_line.gathering import catch_up, print_json, print_lines
from tui.plots import SCALES, bars, place_of
from tui.terminal_text import clean_line

_BAR = 24
"""The longest bar, in terminal cells."""

_PLOT = (76, 16)
"""How wide and how high a plot is, in terminal cells."""


class NoPlots(ContentError):
    """What draws plots is not installed."""


def timeline(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print what entries say happened, in order of time."""
    briefings = [library.resolve(id) for id in options.briefings]
    if options.about:
        catch_up(library)
    found = library.timelines.of(
        briefings, who=options.about, tag=options.tag.lstrip("#"), undated=options.undated, limit=options.limit
    )
    if options.format == "json":
        from content.exports.event_rows import timeline_document

        return print_json(timeline_document(found))
    if options.format == "csv":
        from content.exports.event_rows import timeline_csv

        output.write_csv(timeline_csv(found.events))
        return 0
    if not found.events:
        output.complain("nothing is dated here")
    print_lines(_timeline_lines(found))
    return 0


def figures(library: Library, options: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Print figures of one thing in a row, or plot them."""
    briefings: Sequence[BriefingId] = [library.resolve(id) for id in options.briefings]
    if not briefings and not options.about:
        briefings = _last(library)
    catch_up(library)
    found = library.measured.series_of(briefings, about=options.about)
    if options.format == "json":
        from content.exports.event_rows import figures_document

        return print_json(figures_document(found))
    if options.format == "csv":
        from content.exports.event_rows import figures_csv

        output.write_csv(figures_csv(found))
        return 0
    if not found:
        output.complain("nothing is measured here more than once")
    if options.plot:
        for each in found:
            output.write(plot(each) + "\n")
        return 0
    for each in found:
        print_lines(series_lines(each, bar="█" if output.is_unicode() else "#"))
        output.write("\n")
    return 0


def series_lines(series: Series, *, bar: str = "█") -> Iterator[str]:
    """A series as text: its lines one after the other; the bars of all of them are of one scale."""
    states = f" ({', '.join(series.parties)})" if series.parties else ""
    change = ", change" if series.is_change else ""
    yield f"{series.title}{states}, {series.unit or series.kind.value}{change}"
    width = max(len(point.stretch.words) for point in series.points)
    wide = max(len(point.text) for point in series.points)
    for length, points in series.lines.items():
        yield f"  by {length}"
        for point, drawn in zip(points, bars(points, _BAR, full=bar, of=series), strict=True):
            told = [word for word in ("forecast" * point.is_forecast, "article's date" * point.at_article) if word]
            note = f"  ({', '.join(told)})" if told else ""
            yield f"    {point.stretch.words:<{width}}  {point.text:>{wide}}  {drawn}{note}"
            number, _, words = point.sentence
            yield f"    {'':<{width}}  {point.briefing} {point.entry} [{number}] {words}"


def plot(series: Series) -> str:
    """A series drawn with characters, a line for each length of time. Raises NoPlots where plotext is not installed."""
    try:
        import plotext
    except ImportError:
        raise NoPlots(
            "plots are drawn with plotext, which is not installed",
            remedy="install it with: pip install 'readout-tui[plot]'",
        ) from None
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(*_PLOT)
    largest = max(abs(point.value) for point in series.points)
    scale, word = next((each for each in SCALES if largest >= each[0]), (1.0, ""))
    states = f" ({', '.join(series.parties)})" if series.parties else ""
    plotext.title(clean_line(f"{series.title}{states}, {word}{series.unit or series.kind.value}"))
    ticks = {place_of(point): point.stretch.words for point in series.points}
    for length, points in series.lines.items():
        xs, ys = [place_of(point) for point in points], [point.value / scale for point in points]
        draw = plotext.plot if len(points) > 1 else plotext.scatter
        draw(xs, ys, label=length, marker="braille" if output.is_unicode() and len(points) > 1 else "*")
    ahead = [point for point in series.points if point.is_forecast]
    if ahead:
        plotext.scatter(
            [place_of(each) for each in ahead], [each.value / scale for each in ahead], label="forecast", marker="F"
        )
    plotext.xticks(*_apart(ticks))
    drawn = plotext.uncolorize(plotext.build())
    plotext.clear_figure()
    return "\n".join([line.rstrip() for line in drawn.split("\n")]).rstrip()


def _apart(ticks: dict[float, str]) -> tuple[list[float], list[str]]:
    """Those of the ticks that leave each other room."""
    places = sorted(ticks)
    room = (places[-1] - places[0]) / 8
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] >= room:
            kept.append(place)
    return kept, [ticks[place] for place in kept]


def _timeline_lines(found: Timeline) -> Iterator[str]:
    width = max((len(event.stretch.words) for event in found.events), default=0)
    for event in found.events:
        numbers = ", ".join([str(cited.sentence) for cited in event.sentences])
        told = _told(event.stretch.is_assumed, event.at_article)
        yield f"{event.stretch.words:<{width}}  {event.title}{told}"
        yield f"{'':<{width}}  {event.briefing} {event.entry} [{numbers}]"
        for cited in event.sentences:
            yield f"{'':<{width}}  {cited.sentence:>4}  {cited.quote}"
    if found.after is not None:
        yield "There are more: say --limit."


def _told(is_assumed: bool, at_article: bool) -> str:
    return "  (article's date)" if at_article else "  (year of the article)" if is_assumed else ""


def _last(library: Library) -> Sequence[BriefingId]:
    last = library.last_read()
    return [last] if last is not None else [each.id for each in library.summaries(limit=1)]
