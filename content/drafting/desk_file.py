"""Desks read from TOML files: the panes, and the rules by which drafts fill them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from content.desk import Desk, Pane, own_desk_file
from content.errors import DeskFileError
from content.model import DeskId, PaneId

FOLDER = Path(__file__).parent.parent / "desks"
"""Where the desks are that ship."""
MOST_PANES = 9
LARGEST = 256 * 1024
"""How large a desk file may be, in bytes."""


class Filling(StrEnum):
    """By which rule sentences come under a pane."""

    PEOPLE = "people"
    """They name a person."""
    EXPERT = "expert"
    """They report the view of somebody outside government."""
    VOCABULARY = "vocabulary"
    """Their words weigh enough together."""


class PaneRules(NamedTuple):
    """How one pane is filled. Terms are words or phrases; `*` at the end stands for any ending.

    `terms` are with their weights, and a sentence needs `needs` points, `needs_in_views` where it is an expert's view,
    and those of `needs_beside` where it comes under an earlier pane as well. `needs_after` is
    enough right after a sentence under the pane, `needs_themed` in a text of which a third of the sentences have words
    enough, 0 for no difference.
    With `actors`, states and `offices` give points as well. `later` are words that stand for what the terms name once
    it was named, until one of `rivals` is; `soon` are those that do so for three sentences, `themed` those that
    do so throughout a text that is about it or begins with it. The states that it `gathers` name it where all of them
    stand together, or all but one, with whoever meets for them. A sentence under the pane
    `yields_to` needs a state outside NATO and the G7 besides. With `runs_on` a quotation or list is filed as a whole.
    With `prevails` a sentence goes on with those around it where most of them are under the pane.
    `kinds` are kinds of entry with their cue words: the first that fits counts, else the last.
    """

    pane: PaneId
    filling: Filling
    needs: int = 3
    needs_in_views: int = 3
    needs_beside: tuple[tuple[PaneId, int], ...] = ()
    needs_after: int = 0
    needs_themed: int = 0
    actors: bool = False
    yields_to: PaneId | None = None
    runs_on: bool = False
    prevails: bool = False
    terms: tuple[tuple[str, int], ...] = ()
    offices: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    themed: tuple[str, ...] = ()
    gathers: tuple[str, ...] = ()
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()


class DraftingDesk(NamedTuple):
    """A desk and the rules of its panes, in their order."""

    desk: Desk
    rules: tuple[PaneRules, ...]


def load_desk(name_or_path: str | Path) -> DraftingDesk:
    """The desk that ships under a name ("world"), a reader's own one of this name, or that of a TOML file.

    Raises DeskFileError where there is none, or the file breaks a rule; it names the file and the place in it.
    """
    path = _path_of(name_or_path)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = f"the desk cannot be read ({error.strerror})"
        raise DeskFileError(reason, where=str(path), remedy=f"name a file, or one of {_names()}") from error
    if len(data) > LARGEST:
        raise DeskFileError(f"the desk is larger than {LARGEST:,} bytes", where=str(path), remedy="shorten its lists")
    return _desk_of(data, str(path))


@lru_cache(maxsize=8)  # to understand it takes a quarter of the time of a draft, and an import asks for every file
def _desk_of(data: bytes, where: str) -> DraftingDesk:
    import tomllib

    try:
        document = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = f"not a TOML file in UTF-8 ({error})"
        raise DeskFileError(reason, where=where, remedy="mend what stands there") from error
    return _Reader(where).desk(document)


def _path_of(name_or_path: str | Path) -> Path:
    if isinstance(name_or_path, str) and re.fullmatch(r"[a-z0-9-]+", name_or_path):
        path = FOLDER / f"{name_or_path}.toml"
        if not path.is_file():
            own = own_desk_file(name_or_path)
            if own is not None:
                return own
            remedy = f"use one of {_names()}, or the path of a .toml file"
            raise DeskFileError("there is no desk of this name", where=name_or_path, remedy=remedy)
        return path
    return Path(name_or_path)


def _names() -> str:
    return ", ".join(sorted(path.stem for path in FOLDER.glob("*.toml")))


def read_own_desk(path: Path) -> Desk | None:
    """The desk of a file; None where it breaks a rule, or is not the one that its file is named after."""
    try:
        desk = load_desk(path).desk
    except DeskFileError:  # an import under this desk tells what is wrong
        return None
    return desk if desk.id == path.stem else None


class _Reader:
    """Reading a document and knows the file, so that every fault names it."""

    def __init__(self, where: str) -> None:
        self.where = where

    def fault(self, place: str, reason: str, remedy: str) -> DeskFileError:
        return DeskFileError(f"{place} {reason}", where=self.where, remedy=remedy)

    def desk(self, document: Mapping[str, Any]) -> DraftingDesk:
        self.known(document, {"id", "title", "panes"}, "the file")
        rows = document.get("panes")
        if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_PANES:
            raise self.fault("panes", f"is not a list of 1 to {MOST_PANES} tables", "write a [[panes]] for each pane")
        panes: list[Pane] = []
        rules: list[PaneRules] = []
        for number, row in enumerate(rows):
            place = f"panes[{number}]"
            if not isinstance(row, dict):
                raise self.fault(place, "is not a table", "write a [[panes]] for each pane")
            title = self.words(row, "title", place)
            short = self.words(row, "short", place) if "short" in row else title
            panes.append(Pane(PaneId(self.id(row, place)), title, short))
            rules.append(self.rules(row, panes[-1].id, place))
        ids = [pane.id for pane in panes]
        for number, pane in enumerate(ids):
            if pane in ids[:number]:
                raise self.fault(f"panes[{number}].id", f'is "{pane}" as another one is', "give each pane its own id")
            other = rules[number].yields_to
            if other is not None and (other not in ids or other == pane):
                raise self.fault(f"panes[{number}].yields_to", "is not another pane", f"use one of {', '.join(ids)}")
            for pane, _ in rules[number].needs_beside:
                if pane not in ids[:number]:
                    place = f"panes[{number}].needs_beside.{pane}"
                    raise self.fault(place, "is not an earlier pane", f"use one of {', '.join(ids[:number]) or 'none'}")
        desk = Desk(DeskId(self.id(document, "the file")), self.words(document, "title", "the file"), tuple(panes))
        return DraftingDesk(desk, tuple(rules))

    def rules(self, row: Mapping[str, Any], pane: PaneId, place: str) -> PaneRules:
        known = {"id", "title", "short", "filled", *PaneRules._fields} - {"pane", "filling"}
        self.known(row, known, place)
        filled = row.get("filled")
        if filled not in list(Filling):
            raise self.fault(f"{place}.filled", "is no rule for filling a pane", f"use one of {', '.join(Filling)}")
        if filled == Filling.VOCABULARY and not row.get("terms"):
            raise self.fault(f"{place}.terms", "is missing or empty", "give the terms of the pane, by their weight")
        needs = self.whole(row, "needs", 3, place)
        return PaneRules(
            pane,
            Filling(filled),
            needs,
            self.whole(row, "needs_in_views", needs, place),
            tuple(self.beside(row, place)),
            self.whole(row, "needs_after", 0, place),
            self.whole(row, "needs_themed", 0, place),
            self.flag(row, "actors", place),
            PaneId(self.words(row, "yields_to", place)) if "yields_to" in row else None,
            self.flag(row, "runs_on", place),
            self.flag(row, "prevails", place),
            tuple(self.terms(row, place)),
            self.list(row.get("offices", []), f"{place}.offices"),
            self.list(row.get("later", []), f"{place}.later"),
            self.list(row.get("soon", []), f"{place}.soon"),
            self.list(row.get("rivals", []), f"{place}.rivals"),
            self.list(row.get("themed", []), f"{place}.themed"),
            self.list(row.get("gathers", []), f"{place}.gathers"),
            tuple([(kind, self.list(cues, f"{place}.kinds.{kind}")) for kind, cues in self.table(row, "kinds", place)]),
        )

    def terms(self, row: Mapping[str, Any], place: str) -> Iterable[tuple[str, int]]:
        for weight, terms in self.table(row, "terms", place):
            if not re.fullmatch(r"-?[0-9]{1,2}", weight):
                raise self.fault(f"{place}.terms.{weight}", "is no weight", "use whole numbers from -99 to 99")
            for term in self.list(terms, f"{place}.terms.{weight}"):
                yield term, int(weight)

    def beside(self, row: Mapping[str, Any], place: str) -> Iterable[tuple[PaneId, int]]:
        table = dict(self.table(row, "needs_beside", place))
        for pane in table:
            yield PaneId(pane), self.whole(table, pane, 1, f"{place}.needs_beside")

    def known(self, row: Mapping[str, Any], known: set[str], place: str) -> None:
        for name in row:
            if name not in known:
                raise self.fault(f'{place}: "{name}"', "is not known", f"use {', '.join(sorted(known))}")

    def table(self, row: Mapping[str, Any], name: str, place: str) -> Iterable[tuple[str, Any]]:
        value = row.get(name, {})
        if not isinstance(value, dict):
            raise self.fault(f"{place}.{name}", "is not a table", "write name = [words] in it")
        return value.items()

    def list(self, value: object, place: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(term, str) for term in value):
            raise self.fault(place, "is not a list of words", 'write ["one", "another*"]')
        for term in value:
            if not re.search(r"[^\W_]\*?$", term.rstrip(".+")) or "*" in term[:-1]:
                raise self.fault(place, f'has "{term}", which is no term', "use words, with * at their end only")
        return tuple(value)

    def words(self, row: Mapping[str, Any], name: str, place: str) -> str:
        value = row.get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > 60 or not value.isprintable():
            raise self.fault(f"{place}.{name}", "is not a line of 1 to 60 characters", "give it in quotation marks")
        return value

    def id(self, row: Mapping[str, Any], place: str) -> str:
        value = row.get("id")
        if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", value):
            raise self.fault(f"{place}.id", "is not a short name", "use a-z, 0-9 and hyphens, a letter first")
        return value

    def whole(self, row: Mapping[str, Any], name: str, default: int, place: str) -> int:
        if name not in row:
            return default
        value = row[name]
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 99:
            raise self.fault(f"{place}.{name}", "is not a whole number from 1 to 99", "give the points that are needed")
        return value

    def flag(self, row: Mapping[str, Any], name: str, place: str) -> bool:
        value = row.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(f"{place}.{name}", "is neither true nor false", "write true or false")
        return value
