"""Desks: the set of panes that a briefing is filed under. A desk is data, so that another field can have its own."""

from __future__ import annotations

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


def desk_named(desk: DeskId) -> Desk:
    """The desk with this id, or the default one where it is not known here."""
    return DESKS.get(desk, WORLD)
