"""Figures as series: those of one unit that are of the same thing, each at its time, across briefings or within one.

What a figure is of is what its sentence says: the subject of the verb of measure ("bilateral trade would increase from
… to …", "trade between the two nations reached …"). Sentences that say it otherwise have no figures here: a missing
point is seen in the text, a wrong one in nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from content.calendar_values import Stretch, day_of_article
from content.model import BriefingId, Citation, Entry, EntryId, Figure, FigureKind, PaneId
from content.sentence_measures import Measure, measures_of

_MEASURED = frozenset({FigureKind.MONEY, FigureKind.PERCENT, FigureKind.COUNT})
_TIMES = frozenset({FigureKind.DATE, FigureKind.PERIOD})
_LONGEST = 1500
"""Code points of a sentence in which figures are looked for."""


class Told(NamedTuple):
    """A briefing as far as figures need it: its day, in ISO 8601 as much as is known, its title and its entries."""

    id: BriefingId
    day: str
    title: str
    entries: tuple[Entry, ...]


class Point(NamedTuple):
    """A figure at its time, with the entry and the sentence that it stands in.

    `text` is the figure as worded, `sentence` has the number and the words. `is_forecast` says that the sentence
    speaks of what is expected, `at_article` that it names no time, and that of the article stands for it.
    """

    stretch: Stretch
    value: float
    text: str
    briefing: BriefingId
    entry: EntryId
    title: str
    sentence: Citation
    is_forecast: bool = False
    at_article: bool = False

    @property
    def length(self) -> str:
        """How long the time is that the figure is of: a year and a quarter cannot be compared."""
        return self.stretch.length


class Series(NamedTuple):
    """Figures of one thing in one unit, in order of time. `names` are all that sentences call it; `parties` are the
    states that it is between, or of.

    `is_change` says that they are what was added or lost, not what there was.
    """

    title: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    kind: FigureKind
    unit: str | None
    is_change: bool
    points: tuple[Point, ...]

    @property
    def lines(self) -> dict[str, tuple[Point, ...]]:
        """The points that may be joined by a line, by the length of time that they are of."""
        lines: dict[str, list[Point]] = defaultdict(list)
        for point in self.points:
            lines[point.length].append(point)
        return {length: tuple(points) for length, points in lines.items()}


class _Key(NamedTuple):
    """What figures must share to be of one thing. `parties` are states, or a mark for an article that names none."""

    kind: FigureKind
    unit: str | None
    is_change: bool
    head: str
    qualities: frozenset[str]
    parties: tuple[str, ...]


def series_among(told: Iterable[Told], *, least: int = 2) -> list[Series]:
    """The series of at least so many points that these briefings have, those of the most points first."""
    points: dict[_Key, list[Point]] = defaultdict(list)
    titles: dict[_Key, list[str]] = defaultdict(list)
    for each in told:
        leading: tuple[str, ...] | None = None
        for citation, figures, entry in _sentences(each.entries):
            times = [figure for figure in figures if figure.kind in _TIMES]
            measured = [figure for figure in figures if figure.kind in _MEASURED and _worth(figure) is not None]
            counted: str | None = None
            for figure, measure in measures_of(citation, measured, times, each.day):
                unit = figure.unit
                if figure.kind is FigureKind.COUNT:
                    unit = counted = unit or counted  # "to 1.5 million barrels from 1.9 million"
                if leading is None:
                    leading = leading_states(each)
                parties = measure.parties or (leading if measure.is_mutual else ())
                # Of whom it is, nobody says: it goes with nothing of another article.
                parties = parties or ("", each.id)
                key = _Key(figure.kind, unit, measure.is_change, measure.head, measure.qualities, parties)
                point = _point(each, entry, citation, figure, measure)
                if point is not None:
                    points[key].append(point)
                    titles[key].append(measure.subject)
    for key in [key for key in points if not key.parties[0]]:
        others = [other for other in points if other.parties[0] and other._replace(parties=key.parties) == key]
        here = [other for other in others if any(point.briefing == key.parties[1] for point in points[other])]
        if len(here) == 1:  # "trade" in an article that has one bilateral trade
            points[here[0]] += points.pop(key)
            titles[here[0]] += titles.pop(key)
    found = []
    for key, held in points.items():
        kept = _once(held)
        if len(kept) >= least:
            names = tuple(dict.fromkeys([name[:1].upper() + name[1:] for name in titles[key]]))
            parties = key.parties if key.parties[0] else ()
            title = min(names, key=lambda name: (" " not in name, len(name), name))
            found.append(Series(title, names, parties, key.kind, key.unit, key.is_change, kept))
    return sorted(found, key=lambda series: (-len(series.points), series.is_change, series.title))


def leading_states(told: Told) -> tuple[str, ...]:
    """The two states that a briefing is most about, by name; fewer where it names fewer."""
    from content.bodies import bodies_in

    counts: dict[str, int] = defaultdict(int)
    for words, weight in ((told.title, 5), *((f"{each.title}. {each.text}", 1) for each in told.entries)):
        for named in bodies_in(words):
            counts[named.name] += weight if named.is_state else 0
    best = sorted((name for name, count in counts.items() if count), key=lambda name: (-counts[name], name))[:2]
    return tuple(sorted(best))


def _sentences(entries: Sequence[Entry]) -> list[tuple[Citation, list[Figure], Entry]]:
    """Each cited sentence that has a figure, with its figures and the first entry that has them."""
    found: dict[tuple[int, int], tuple[Citation, dict[int, Figure], Entry]] = {}
    statements = sorted(entries, key=lambda entry: entry.pane == PaneId("people"))
    for entry in statements:
        for citation in entry.citations:
            inside = [
                figure
                for figure in entry.figures
                if citation.span.start <= figure.span.start and figure.span.end <= citation.span.end
            ]
            if not inside or len(citation.quote) > _LONGEST:
                continue
            held = found.setdefault(tuple(citation.span), (citation, {}, entry))  # type: ignore[arg-type]
            for figure in inside:
                held[1].setdefault(figure.span.start, figure)
    return [(citation, [figures[at] for at in sorted(figures)], entry) for citation, figures, entry in found.values()]


def _worth(figure: Figure) -> float | None:
    """What a figure is worth, the middle of a range; None where its value is no number."""
    values = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return sum(numbers) / len(numbers) if numbers and len(numbers) == len(values) else None


def _point(told: Told, entry: Entry, citation: Citation, figure: Figure, measure: Measure) -> Point | None:
    stretch = measure.stretch or day_of_article(told.day)
    value = _worth(figure)
    if stretch is None or value is None:
        return None
    value = -abs(value) if measure.is_loss else value
    at_article = measure.stretch is None
    return Point(stretch, value, figure.text, told.id, entry.id, entry.title, citation, measure.is_forecast, at_article)


def _once(points: list[Point]) -> tuple[Point, ...]:
    """The points in order of time, each value of a time once: articles repeat each other."""
    ordered = sorted(points, key=lambda point: (point.stretch.first, point.stretch.last, point.value, point.briefing))
    kept = {(point.stretch[:2], point.value): point for point in reversed(ordered)}
    return tuple([point for point in ordered if kept[point.stretch[:2], point.value] is point])
