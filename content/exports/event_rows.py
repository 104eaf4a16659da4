"""Timelines and series of figures: as JSON, `readout/timeline@1` and `readout/figures@1`, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from content.exports.dossier_json import sentence_rows
from content.exports.tables import csv_table

if TYPE_CHECKING:
    from content.calendar_values import Stretch
    from content.figure_series import Point, Series
    from content.timelines import Event, Timeline

EVENT_COLUMNS = (
    "when", "first", "last", "length", "words", "briefing", "entry", "title", "sentence", "sentence_words",
    "assumed_year", "at_article",
)  # fmt: skip
POINT_COLUMNS = (
    "series", "kind", "unit", "change", "when", "first", "last", "length", "value", "text", "forecast", "at_article",
    "briefing", "entry", "title", "sentence", "sentence_words",
)  # fmt: skip


def timeline_document(timeline: Timeline) -> dict[str, Any]:
    """A page of events as JSON can hold it; `first` and `last` are the days of each, ISO 8601."""
    return {
        "format": "readout/timeline@1",
        "complete": timeline.after is None,
        "events": [
            {
                **_stretch(event.stretch),
                "words": event.words,
                "at_article": event.at_article,
                "briefing": event.briefing,
                "entry": event.entry,
                "entries": list(event.entries),
                "title": event.title,
                "text": event.text,
                "sentences": sentence_rows(event.sentences),
            }
            for event in timeline.events
        ],
    }


def timeline_csv(events: Iterable[Event]) -> str:
    """A row for each event, with the first of its sentences."""
    return csv_table(EVENT_COLUMNS, [_event_row(event) for event in events])


def figures_document(series: Iterable[Series]) -> dict[str, Any]:
    """Series as JSON can hold them; only points of one `length` may be joined by a line."""
    return {
        "format": "readout/figures@1",
        "series": [
            {
                "title": each.title,
                "names": list(each.names),
                "states": list(each.parties),
                "kind": each.kind.value,
                "unit": each.unit,
                "change": each.is_change,
                "lengths": list(each.lines),
                "points": [_point(point) for point in each.points],
            }
            for each in series
        ],
    }


def figures_csv(series: Iterable[Series]) -> str:
    """A row for each point of each series."""
    return csv_table(POINT_COLUMNS, [_point_row(each, point) for each in series for point in each.points])


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {
        "when": stretch.words,
        "first": stretch.first.isoformat(),
        "last": stretch.last.isoformat(),
        "length": stretch.length,
        "assumed_year": stretch.is_assumed,
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        **_stretch(point.stretch),
        "value": point.value,
        "text": point.text,
        "forecast": point.is_forecast,
        "at_article": point.at_article,
        "briefing": point.briefing,
        "entry": point.entry,
        "title": point.title,
        "sentences": sentence_rows([point.sentence]),
    }


def _event_row(event: Event) -> list[str]:
    cited = event.sentences[0] if event.sentences else None
    return [
        *[str(value) for name, value in _stretch(event.stretch).items() if name != "assumed_year"],
        event.words,
        event.briefing,
        event.entry,
        event.title,
        "" if cited is None else str(cited.sentence),
        "" if cited is None else cited.quote,
        _said(event.stretch.is_assumed),
        _said(event.at_article),
    ]


def _point_row(series: Series, point: Point) -> list[str]:
    return [
        series.title,
        series.kind.value,
        series.unit or "",
        _said(series.is_change),
        *[str(value) for name, value in _stretch(point.stretch).items() if name != "assumed_year"],
        f"{point.value:.15g}",
        point.text,
        _said(point.is_forecast),
        _said(point.at_article),
        point.briefing,
        point.entry,
        point.title,
        str(point.sentence.sentence),
        point.sentence.quote,
    ]


def _said(is_so: bool) -> str:
    return "yes" if is_so else "no"
