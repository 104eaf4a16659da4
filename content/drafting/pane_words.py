"""What the words of a desk and the names of states are looked up in, and what is told by them alone."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from content.drafting.desk_file import DraftingDesk, Filling
from content.drafting.terms import Lexicon, words_of
from content.model import PaneId


class States(NamedTuple):
    """The state that each name belongs to, by a number, and which act together in NATO and the G7."""

    names: tuple[tuple[str, int], ...]
    members: frozenset[int]
    masks: tuple[str, ...]


def kind_of(pane: PaneId, sentence_text: str, desk: DraftingDesk) -> str:
    """The kind of entry that words make under a pane: the first of its kinds that has a cue in them, else its last.

    "statement" for a pane without kinds.
    """
    for number, rule in enumerate(desk.rules):
        if rule.pane == pane and rule.kinds:
            words = words_of(sentence_text)
            kinds = {found.value for found in _cues(desk, number).find(words, 0, len(words))}
            return rule.kinds[min(kinds, default=len(rule.kinds) - 1)][0]
    return "statement"


def speaks_of(pane: PaneId, words: str, desk: DraftingDesk) -> bool:
    """Whether words hold a term that counts for a pane; true for a pane that is not filled by its words."""
    for number, rule in enumerate(desk.rules):
        if rule.pane == pane and rule.filling is Filling.VOCABULARY:
            listed = words_of(words)
            found = lexicon_of(desk).find(listed, 0, len(listed))
            return any(each.slot == ("term", number) and each.value > 0 for each in found)
    return True


@lru_cache(maxsize=8)
def lexicon_of(desk: DraftingDesk) -> Lexicon:
    """The terms of a desk and, where they matter to one of its panes, the names of states, by what they count for."""
    terms: list[tuple[str, tuple[str, int], int]] = []
    has_actors = False
    for number, rule in enumerate(desk.rules):
        terms.extend((term, ("term", number), weight) for term, weight in rule.terms)
        groups = (
            ("office", rule.offices),
            ("later", rule.later),
            ("soon", rule.soon),
            ("rival", rule.rivals),
            ("themed", rule.themed),
        )
        terms.extend((term, (what, number), 1) for what, group in groups for term in group)
        has_actors = has_actors or rule.actors or rule.yields_to is not None
    if has_actors:
        world = states()
        terms.extend((name, ("state", 0), state) for name, state in world.names)
        terms.extend((mask, ("state", 0), -1) for mask in world.masks)
    return Lexicon(terms)


@lru_cache(maxsize=64)
def _cues(desk: DraftingDesk, number: int) -> Lexicon:
    kinds = desk.rules[number].kinds
    return Lexicon([(cue, ("kind", place), place) for place, (_, cues) in enumerate(kinds) for cue in cues])


@lru_cache(maxsize=1)
def states() -> States:
    """The states of the world, read once from the list of words."""
    from pathlib import Path

    names: list[tuple[str, int]] = []
    members: set[int] = set()
    masks: list[str] = []
    lines = (Path(__file__).parent / "words" / "states.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        listed = [name.strip() for name in line.lstrip("+- ").split(",")]
        if line.startswith("#"):
            continue
        if line.startswith("-"):
            masks.extend(listed)
            continue
        if line.startswith("+"):
            members.add(number)
        names.extend((name, number) for name in listed)
    return States(tuple(names), frozenset(members), tuple(masks))


@lru_cache(maxsize=16)
def state_numbers(names: tuple[str, ...]) -> frozenset[int]:
    """The numbers of the states that have these names."""
    return frozenset({number for name, number in states().names if name in names})
