"""Sentences come under the panes that the labels give them, and experts are known by who they are."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.drafting.desk_file import load_desk
from content.drafting.found import Person, QuotationKind, Speech
from content.drafting.topics import file_sentences, kind_of
from content.model import PaneId, Quotation, SentenceNumber, Sentences, Span

DATA = Path(__file__).parent.parent / "data"
LABELLED = sorted((DATA / "labelled").glob("*.json"))
WORLD = load_desk("world")


def numbers(listed: list[int]) -> tuple[SentenceNumber, ...]:
    return tuple(SentenceNumber(n) for n in listed)


def rows_of(labels: dict[str, Any], text: str) -> Sentences:
    spans = [sentence["span"] for sentence in labels["sentences"]]
    return Sentences([1 + text.count("\n", 0, a) for a, _ in spans], [a for a, _ in spans], [b for _, b in spans])


def people_of(labels: dict[str, Any], text: str) -> list[Person]:
    people = []
    for person in labels["people"]:
        forms = sorted([person["name"], *person["aliases"]], key=len, reverse=True)
        mentions = []
        for number in person["mentions"]:
            start, end = labels["sentences"][number - 1]["span"]
            at, form = next((text.find(form, start, end), form) for form in forms if text.find(form, start, end) >= 0)
            mentions.append(Span(at, at + len(form)))
        role = text.find(person["role_text"]) if person.get("role_text") else -1
        span = Span(role, role + len(person["role_text"])) if role >= 0 else None
        people.append(Person(person["name"], tuple(person["aliases"]), span, tuple(mentions)))
    return people


def speech_of(labels: dict[str, Any]) -> list[Speech]:
    speech = [Speech(numbers([one["sentence"]]), one["speaker"], None) for one in labels["indirect"]]
    for quote in labels["quotes"]:
        words = Quotation(quote["text"], quote["speaker"], Span(*quote["span"]))
        kind = QuotationKind(quote["kind"])
        speech.append(Speech(numbers(quote["sentences"]), quote["speaker"], None, words, kind))
    return speech


def filed_as_labelled(path: Path) -> list[tuple[set[str], set[str]]]:
    """For each sentence the panes of its label and those it is filed under."""
    labels = json.loads(path.read_text("utf-8"))
    text = path.with_suffix(".txt").read_text("utf-8")
    filed = file_sentences(text, rows_of(labels, text), people_of(labels, text), speech_of(labels), WORLD)
    return [(set(s["panes"]), set(panes)) for s, panes in zip(labels["sentences"], filed, strict=True)]


def file_text(*texts: str, people: tuple[Person, ...] = (), speech: tuple[Speech, ...] = ()) -> list[tuple[str, ...]]:
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    rows = Sentences([1] * len(texts), starts, [s + len(t) for s, t in zip(starts, texts, strict=True)])
    return [tuple(panes) for panes in file_sentences(" ".join(texts), rows, people, speech, WORLD)]
