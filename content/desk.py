"""Desks: the set of panes that a briefing is filed under. A desk is data, so that another field can have its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from content.model import DeskId, PaneId


class Pane(NamedTuple):
    """One heading of a desk. `short` is its title where cells are scarce."""

    id: PaneId
    title: str
    short: str


class Desk(NamedTuple):
    """The panes of a field, in the order in which they are shown; at most nine."""

    id: DeskId
    title: str
    panes: tuple[Pane, ...]

    def pane(self, pane: PaneId) -> Pane:
        """The pane with this id. Raises KeyError where the desk has none."""
        for candidate in self.panes:
            if candidate.id == pane:
                return candidate
        raise KeyError(pane)


WORLD = Desk(
    DeskId("world"),
    "World affairs",
    (
        Pane(PaneId("people"), "People", "People"),
        Pane(PaneId("trade"), "Trade", "Trade"),
        Pane(PaneId("diplomacy"), "Diplomacy", "Dipl."),
        Pane(PaneId("nato-g7"), "NATO & G7", "NATO"),
        Pane(PaneId("expert"), "Expert commentary", "Expert"),
    ),
)

ENERGY_CLIMATE = Desk(
    DeskId("energy-climate"),
    "Energy and climate",
    (
        Pane(PaneId("people"), "People", "People"),
        Pane(PaneId("supply"), "Oil, gas & coal", "Fuels"),
        Pane(PaneId("power"), "Power & transition", "Power"),
        Pane(PaneId("climate"), "Climate policy", "Climate"),
        Pane(PaneId("expert"), "Expert commentary", "Expert"),
    ),
)

DESKS: dict[DeskId, Desk] = {WORLD.id: WORLD, ENERGY_CLIMATE.id: ENERGY_CLIMATE}
"""Every desk that ships, by id."""


_NAME = re.compile(r"[a-z0-9-]{1,80}")


class _OwnDesks(NamedTuple):
    """Where a reader's own desks are, and what reads one; `known` are those that were asked for."""

    folder: Path
    read: Callable[[Path], Desk | None]
    known: dict[DeskId, Desk]


_own: list[_OwnDesks] = []
"""At most one: a process has one reader."""


def look_for_desks_in(folder: Path, read: Callable[[Path], Desk | None]) -> None:
    """Know the desks in a folder from now on, each a file named by its id.

    `read` gives the desk of a file when it is first asked for, and None for one that cannot be read.
    """
    _own[:] = [_OwnDesks(folder, read, {})]


def own_desk_file(name: str) -> Path | None:
    """The file of a reader's own desk of this name; None where there is none."""
    for own in _own:
        path = own.folder / f"{name}.toml"
        if _NAME.fullmatch(name) and path.is_file():
            return path
    return None


def panes_known() -> tuple[PaneId, ...]:
    """The panes of every desk that ships and of those of the reader's own that were asked for, each once."""
    desks = [*DESKS.values(), *(desk for own in _own for desk in own.known.values())]
    return tuple(dict.fromkeys(pane.id for desk in desks for pane in desk.panes))


def desk_named(desk: DeskId) -> Desk:
    """The desk with this id: one that ships or one of the reader's own; the default one where it is not known here."""
    shipped = DESKS.get(desk)
    if shipped is not None or not _own:
        return shipped or WORLD
    known = _own[0].known
    if desk not in known:
        path = own_desk_file(desk)
        known[desk] = (_own[0].read(path) if path else None) or WORLD
    return known[desk]
