"""What a `readout/briefing@1` document must keep to: its schema, and what a schema cannot say.

Each check raises BriefingFileError, which names the file, the place in it (`entries[3].citations[0].span`) and
a remedy.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from content.desk import DESKS
from content.errors import BriefingFileError
from content.importers.briefing_file import FORMAT, Document, shown
from content.model import Briefing, Entry, EntryId, Span

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = os.path.join(os.path.dirname(__file__), "briefing-1.schema.json")  # noqa: PTH118, PTH120


RESERVED_PANES = frozenset({"overview", "notes", "review-of-drafts"})
"""What no pane can be called: the tabs that every briefing has beside its panes."""


def check_document(document: Any, data: bytes, where: str) -> None:
    """Refuse a parsed document that is not shaped as the format says; `data` is what it was parsed from."""
    _check_format(document, where)
    _check_schema(document, where)
    _check_keys(data, where)


def _check_format(document: Any, where: str) -> None:
    found = document.get("format") if isinstance(document, dict) else None
    if found == FORMAT:
        return
    if not isinstance(found, str) or not found.startswith("readout/"):
        reason, remedy = f"it does not say that it is a {FORMAT} document", f'set its field "format" to "{FORMAT}"'
    elif found.startswith("readout/briefing@"):
        reason = f"it is written in {shown(found, 60)}, and this version of Readout reads {FORMAT}"
        remedy = "install a newer version"
    else:
        reason, remedy = f"it is a {shown(found, 60)} document, not {FORMAT}", "name a file with a briefing"
    raise BriefingFileError(reason, where=where, remedy=remedy)


@lru_cache(maxsize=1)
def _validator() -> Callable[[Any], Any]:
    import fastjsonschema
    import orjson

    with open(SCHEMA, "rb") as file:
        schema = orjson.loads(file.read())
    validator: Callable[[Any], Any] = fastjsonschema.compile(schema)
    return validator


def _check_schema(document: Any, where: str) -> None:
    from fastjsonschema import JsonSchemaValueException

    try:
        _validator()(document)
    except JsonSchemaValueException as error:
        name, message = error.name or "", error.message or ""
        place = name.removeprefix("data").removeprefix(".")
        if error.rule == "required":
            missing = next(field for field in error.rule_definition if field not in error.value)
            raise _fault(where, place, f'the field "{missing}" is missing', "add it") from None
        if error.rule == "additionalProperties":
            unknown = next(field for field in error.value if field not in error.definition["properties"])
            reason = f'{FORMAT} has no field "{shown(unknown, 60)}" here'
            raise _fault(where, place, reason, "correct its name or remove it") from None
        reason = f"it {message.removeprefix(name).strip()}"
        raise _fault(where, place, shown(reason), "correct it there, or export the briefing again") from None


def _check_keys(data: bytes, where: str) -> None:
    """Refuse a field that stands twice in one object: parsers differ in which of the two they keep."""
    import json

    def keep(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise BriefingFileError(
                f'the field "{shown(twice, 60)}" stands twice in one object', where=where, remedy="remove one of them"
            )

    try:
        json.loads(data.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=keep, parse_int=str, parse_float=str)
    except RecursionError:
        raise BriefingFileError("it is nested too deeply", where=where, remedy="export it again") from None


def _fault(where: str, place: str, reason: str, remedy: str) -> BriefingFileError:
    return BriefingFileError(reason, where=f"{where}, {place}" if place else where, remedy=remedy)


def check_briefing(briefing: Briefing, document: Document, where: str) -> None:
    """Refuse a briefing whose numbers, spans, words, ids or links do not hold together. `document` is its source."""
    _check_sentences(briefing, document, where)
    ids: dict[EntryId, int] = {}
    for index, entry in enumerate(briefing.entries):
        if entry.id in ids:
            raise _fault(
                where,
                f"entries[{index}].id",
                f'"{entry.id}" is the id of entries[{ids[entry.id]}] already',
                "give each entry its own id",
            )
        ids[entry.id] = index
    desk = DESKS.get(briefing.desk)
    panes = {pane.id for pane in desk.panes} if desk else None
    for index, entry in enumerate(briefing.entries):
        if entry.pane in RESERVED_PANES:
            raise _fault(
                where, f"entries[{index}].pane", f'"{entry.pane}" is the name of a tab', "give the pane another id"
            )
        if panes is not None and entry.pane not in panes:
            raise _fault(
                where,
                f"entries[{index}].pane",
                f'the desk "{briefing.desk}" has no pane "{shown(entry.pane, 60)}"',
                f"use one of {', '.join(sorted(panes))}",
            )
        _check_entry(briefing, entry, f"entries[{index}]", where)
        for position, link in enumerate(entry.links):
            if link not in ids or link == entry.id:
                reason = (
                    "an entry cannot link to itself" if link == entry.id else f'there is no entry "{shown(link, 60)}"'
                )
                raise _fault(where, f"entries[{index}].links[{position}]", reason, "correct or remove the link")


def _check_sentences(briefing: Briefing, document: Document, where: str) -> None:
    length, end_before, paragraph_before = len(briefing.text), 0, 1
    for index, sentence in enumerate(briefing.sentences):
        place = f"sentences[{index}]"
        number = document["sentences"][index]["n"]
        if number != index + 1:
            raise _fault(where, f"{place}.n", f"it is {number} where {index + 1} comes next", "number them 1, 2, 3 …")
        if sentence.paragraph < paragraph_before:
            raise _fault(
                where, f"{place}.paragraph", "it goes back to an earlier paragraph", "count paragraphs upwards from 1"
            )
        _check_inside(sentence.span, length, f"{place}.span", where)
        if sentence.span.start < end_before:
            raise _fault(
                where, f"{place}.span", "it begins before the sentence before it ends", "put the spans in order"
            )
        end_before, paragraph_before = sentence.span.end, sentence.paragraph


def _check_entry(briefing: Briefing, entry: Entry, place: str, where: str) -> None:
    text, length = briefing.text, len(briefing.text)
    for index, citation in enumerate(entry.citations):
        here = f"{place}.citations[{index}]"
        number, span = citation.sentence, citation.span
        if number > len(briefing.sentences):
            raise _fault(
                where,
                f"{here}.sentence",
                f"there is no sentence {number} among {len(briefing.sentences)}",
                "cite a sentence that is there",
            )
        _check_inside(span, length, f"{here}.span", where)
        if span.start < briefing.sentences.starts[number - 1] or span.end > briefing.sentences.ends[number - 1]:
            raise _fault(
                where, f"{here}.span", f"it reaches beyond sentence {number}", "keep the span inside the sentence"
            )
        _check_words(citation.quote, span, text, f"{here}.quote", where)
    named = [(f"figures[{index}]", figure.text, figure.span) for index, figure in enumerate(entry.figures)]
    named += [(f"quotations[{index}]", said.text, said.span) for index, said in enumerate(entry.quotations)]
    for name, words, span in named:
        _check_inside(span, length, f"{place}.{name}.span", where)
        _check_words(words, span, text, f"{place}.{name}.text", where)


def _check_inside(span: Span, length: int, place: str, where: str) -> None:
    if span.start >= span.end:
        raise _fault(where, place, f"it is empty or runs backwards ({span.start} to {span.end})", "correct the span")
    if span.end > length:
        raise _fault(where, place, f"it ends at {span.end} in a text of {length} characters", "correct the span")


def _check_words(words: str, span: Span, text: str, place: str, where: str) -> None:
    # The slice is as long as the span, so a short quote over a long span costs no copy of the text.
    if len(words) != span.end - span.start or text[span.start : span.end] != words:
        raise _fault(where, place, "it is not what the text says at its span", "correct the words or the span")
