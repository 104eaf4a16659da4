"""The panes that each sentence belongs under, and the kind of entry that it makes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from content.drafting.bodies import Bounds, are_gathered, others_met, says_who_met
from content.drafting.carrying import head_lists, list_on, run_on, stand_between
from content.drafting.desk_file import DraftingDesk, Filling, PaneRules
from content.drafting.found import Person, Speech
from content.drafting.officials import Office, Statement, offices_of, speak_alike, statements_in
from content.drafting.pane_words import kind_of as kind_of
from content.drafting.pane_words import lexicon_of, states
from content.drafting.pane_words import speaks_of as speaks_of
from content.drafting.prevailing import Wording, is_heading, is_statement, prevail, voice_in
from content.drafting.terms import Found, Word, words_of
from content.drafting.themes import themes_of
from content.drafting.views import view_sentences
from content.model import PaneId, Sentences

SOON = 3
"""For how many sentences "the ministers" still stands for those of a body that was named."""
UNNAMED = 2
"""How many points more dealings need where the sentence names nobody who could act for a state."""
SAID_OF_ANOTHER = 2
"""What it counts that somebody speaks for one state of another."""
GOES_ON = 5
"""What it counts that the words of such a speaker go on from a sentence that was filed."""
OPENS = 8
"""Within how many words of its beginning a sentence names another body that it is about."""
FIRM = 2
"""The weight of words of which a sentence needs one: "missile", "energy" and "food" together say nothing of trade."""
_CARRIED = frozenset({"he", "she", "they", "it", "both", "this", "these"})
"""What a sentence begins with that speaks on of whom the one before it was about."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_TALKS = frozenset({"talks", "negotiat*", "discuss*", "relations", "ties", "tension*", "cooperat*"})
"""The terms that need no article for it: "Talks have not been easy"."""
_FEW = (2, 3)
"""How many members of NATO and the G7 in one sentence deal with each other: more are a list of those at a summit."""
_DANGERS = frozenset(
    {"threat", "threats", "challenge", "challenges", "danger", "dangers", "risk", "risks", "aggression", "attacks"}
)
"""What comes from a state, or is posed by it, without any dealing with it."""
_PLACES = frozenset({"in", "near", "across", "around", "inside", "outside", "throughout"})
"""What makes a state the place where something happens, and not who does it."""


class _Tally(NamedTuple):
    """What a sentence holds: points for and against each pane, the states that act in it, and panes that words hint at.

    `themed` are panes that words hint at in a text about them. `opening` are the panes of whose terms one follows
    "the" at its very beginning: "The talks"; `meeting` those whose ministers or leaders stand there.
    """

    points: dict[int, int]
    against: dict[int, int]
    offices: set[int]
    states: set[int]
    later: set[int]
    soon: set[int]
    opening: set[int]
    firm: set[int]
    themed: set[int]
    meeting: set[int]


class _Named(NamedTuple):
    """Of the bodies that terms name, by their pane: where each was named or meant last, and in how many sentences.

    `apart` are those that were last named beside others who met: "The leaders praised NATO".
    """

    last: dict[int, int]
    times: dict[int, int]
    apart: set[int]


class _Start(NamedTuple):
    """What a sentence begins with: the panes of the one before, and for which state it is said.

    `speaks_on` holds where the same speaker spoke there, `opens` where it begins with "They".
    """

    before: set[int]
    speaks_on: bool
    opens: bool
    statement: Statement | None


def file_sentences(
    text: str, sentences: Sentences, people: Sequence[Person], speech: Sequence[Speech], desk: DraftingDesk
) -> tuple[tuple[PaneId, ...], ...]:
    """The panes of each sentence, in the desk's order; none for a sentence that belongs under none of them."""
    words = words_of(text.replace("US$", "xx$"))  # "US$5" is money, and no state acts in it.
    starts = [word.start for word in words]
    lexicon = lexicon_of(desk)
    named = {bisect_right(sentences.starts, span.start) - 1 for person in people for span in person.mentions}
    fillings = {rule.filling for rule in desk.rules}
    views = view_sentences(text, sentences, people, speech, words) if Filling.EXPERT in fillings else frozenset()
    offices = offices_of(people, words, starts, lexicon)
    statements = statements_in(sentences, speech, offices, people, lexicon)
    homes = _homes(sentences, people, offices)
    named_bodies = _Named({}, {}, set())
    filed: list[set[int]] = []
    tallies: list[_Tally] = []
    bounds = [
        (bisect_left(starts, a), bisect_left(starts, b)) for a, b in zip(sentences.starts, sentences.ends, strict=True)
    ]
    listed = [
        _voiced(lexicon.find(words, low, high), words, voice_in(text, sentences, index), desk)
        for index, (low, high) in enumerate(bounds)
    ]
    themes, led = themes_of(listed, desk)
    for index, (low, high) in enumerate(bounds):
        heading = is_heading(text, sentences, index)
        tally = _tally(words, listed[index], desk, named_bodies, index, (low, high))
        named_bodies.apart.difference_update(themes | led)
        # "The deal" is one of trade only in a text about trade, or beside it.
        tally.soon.difference_update(
            [n for n in tally.soon if desk.rules[n].needs_themed and n not in themes and not (filed and n in filed[-1])]
        )
        tally.soon.update(tally.themed & (themes | led))
        tally.states.update(homes.get(index, ()))
        tallies.append(tally)
        statement = None if index in views else statements.get(index)
        # A heading opens what follows, and goes on with nothing.
        before = filed[-1] if filed and not heading else set()
        speaks_on = statement is not None and speak_alike(statements.get(index - 1), statement)
        opens = low < high and words[low].folded in _CARRIED
        start_of = _Start(before, speaks_on, opens, statement)
        panes = _by_words(desk, tally, index in views, start_of, set() if heading else themes)
        if opens and words[low].folded == "they" and len(tallies) > 1:
            panes |= tallies[-2].meeting & before  # "The ministers met. They also discussed"
        _keep_named(panes, tally, named_bodies, index)
        for number, rule in enumerate(desk.rules):
            if index in {Filling.PEOPLE: named, Filling.EXPERT: views}.get(rule.filling, ()):
                panes.add(number)
        filed.append(_yielding(panes, desk, tally, before if opens else set()))
    list_on(filed, text, sentences, desk, views)
    run_on(filed, speech, desk, views)
    head_lists(filed, text, sentences, desk, views)
    barred = [index in views or is_heading(text, sentences, index) for index in range(len(filed))]
    stand_between(filed, text, sentences, desk, themes, named, barred)
    _prevail(filed, desk, tallies, barred, is_statement(text, sentences, speech, words, bounds))
    ids = [rule.pane for rule in desk.rules]
    return tuple([tuple([ids[number] for number in sorted(panes)]) for panes in filed])


def _voiced(found: list[Found], words: Sequence[Word], voice: int, desk: DraftingDesk) -> list[Found]:
    """What was found in a sentence, without what only says whose voice follows: an envoy may speak of anything."""
    return [
        each
        for each in found
        if words[each.at].start >= voice or each.slot[0] != "term" or not desk.rules[each.slot[1]].actors
    ]


def _prevail(
    filed: list[set[int]], desk: DraftingDesk, tallies: Sequence[_Tally], barred: Sequence[bool], is_stated: bool
) -> None:
    """Let the panes that may do so prevail in a text, but over none that they yield to."""
    ids = [rule.pane for rule in desk.rules]
    vocabularies = {number for number, rule in enumerate(desk.rules) if rule.filling is Filling.VOCABULARY}
    for number, rule in enumerate(desk.rules):
        if rule.prevails:
            others = vocabularies - {number}
            over = set() if rule.yields_to is None else {ids.index(rule.yields_to)}
            wordings = [
                Wording(
                    tally.points.get(number, 0),
                    tally.against.get(number, 0),
                    len(tally.states),
                    bool(panes & others),
                    is_barred or bool(panes & over),
                )
                for tally, is_barred, panes in zip(tallies, barred, filed, strict=True)
            ]
            prevail(filed, number, wordings, is_stated)


def _homes(sentences: Sentences, people: Sequence[Person], offices: dict[str, Office]) -> dict[int, set[int]]:
    """By the position of a sentence, the states for which those act whom it names: "Xi" stands for China as well."""
    homes: dict[int, set[int]] = {}
    for person in people:
        office = offices.get(person.name)
        for mention in person.mentions if office is not None and office.homes else ():
            homes.setdefault(bisect_right(sentences.starts, mention.start) - 1, set()).update(
                office.homes if office else ()
            )
    return homes


def _tally(
    words: Sequence[Word], found: Sequence[Found], desk: DraftingDesk, named: _Named, index: int, bounds: Bounds
) -> _Tally:
    """What a sentence holds. Which body was named last is kept for those that follow."""
    low = bounds[0]
    tally = _Tally({}, {}, set(), set(), set(), set(), set(), set(), set(), set())
    seen: set[tuple[int, str]] = set()
    meant: dict[int, int] = {}
    for each in found:
        what, number = each.slot
        if what == "state":
            if each.value >= 0 and not _is_aside(words, each.at):
                tally.states.add(each.value)
        elif what == "term":
            is_talk = each.at == low and each.term.casefold() in _TALKS
            if is_talk or (each.at == low + 1 and words[low].folded in _DEFINITE):
                tally.opening.add(number)
            # A word said twice says no more than once.
            if (number, each.term) not in seen:
                seen.add((number, each.term))
                side = tally.points if each.value > 0 else tally.against
                side[number] = side.get(number, 0) + each.value
                if each.value >= FIRM:
                    tally.firm.add(number)
            if each.value >= desk.rules[number].needs and (desk.rules[number].later or desk.rules[number].soon):
                if named.last.get(number) != index:
                    # What the first sentence names is what the article is about.
                    named.times[number] = named.times.get(number, 0) + (1 if index else 2)
                named.last[number] = index
                named.apart.discard(number)
                if desk.rules[number].rivals and others_met(words, found, number, bounds):
                    named.apart.add(number)
        elif what == "office":
            tally.offices.add(number)
        elif what == "themed":
            tally.themed.add(number)
        elif what == "rival":
            if each.at < meant.get(number, -OPENS) + OPENS:
                tally.soon.discard(number)  # "The finance ministers of the G20" are those of no other body.
            # "NATO and the European Union": what follows may speak of either, and what the desk asks for comes first.
            if named.last.get(number) != index and each.at < low + OPENS:
                named.last.pop(number, None)
        elif number in named.last and (what == "later" or _is_soon(named, number, index, each)):
            (tally.later if what == "later" else tally.soon).add(number)
            meant[number] = each.at
            if says_who_met(each) and each.at <= low + 2:
                tally.meeting.add(number)
    for number, rule in enumerate(desk.rules):
        if are_gathered(words, tally.states, rule.gathers, bounds):
            tally.soon.add(number)
            named.last[number] = index
            named.times[number] = named.times.get(number, 0) + (1 if index else 2)
    return tally


def _is_aside(words: Sequence[Word], at: int) -> bool:
    """Whether a state is only where something happens, or what danger comes from: "in Mali", "threats from Iran".

    So is the second of two: "in Mali and Chad".
    """
    if at > 2 and words[at - 1].folded in ("and", "or") and words[at - 2].word[0].isupper():
        at -= 2
    if at and words[at - 1].folded in _PLACES:
        return True
    return at > 1 and words[at - 1].folded in ("from", "by") and words[at - 2].folded in (_DANGERS | {"posed"})


def _is_soon(named: _Named, number: int, index: int, found: Found) -> bool:
    """Whether "the ministers" stand near the name of their body, twice as far where it was named twice."""
    if number in named.apart and says_who_met(found):
        return False
    return index - named.last[number] <= SOON * min(2, named.times.get(number, 1))


def _keep_named(panes: set[int], tally: _Tally, named: _Named, index: int) -> None:
    """Keep that a body was meant once more, so that "the leaders" stands for its own through a whole statement.

    One named in passing is meant no longer: it must have been named in two sentences.
    """
    for number in panes & (tally.soon | tally.later):
        if number in tally.later or named.times.get(number, 0) > 1:
            named.last[number] = index


def _by_words(desk: DraftingDesk, tally: _Tally, is_view: bool, start: _Start, themes: set[int]) -> set[int]:
    """The panes under which a sentence comes by its words, and by whose words they are."""
    panes: set[int] = set()
    ids = [rule.pane for rule in desk.rules]
    for number, rule in enumerate(desk.rules):
        if rule.filling is not Filling.VOCABULARY:
            continue
        needs = rule.needs_in_views if is_view else rule.needs
        if number in themes and rule.needs_themed:
            needs = rule.needs_themed
        if number in start.before and rule.needs_after:
            needs = min(needs, rule.needs_after)
        elif not rule.actors and number not in tally.firm | tally.later | tally.soon | themes:
            continue
        if not (start.opens and number in start.before):
            needs = max([needs, *[least for pane, least in rule.needs_beside if ids.index(pane) in panes]])
        if _points(number, rule, tally, start) >= needs:
            panes.add(number)
    return panes


def _points(number: int, rule: PaneRules, tally: _Tally, start: _Start) -> int:
    points = tally.points.get(number, 0)
    if rule.runs_on and not rule.actors and _goes_on(start) and number in start.before:
        points += rule.needs
    if rule.actors:
        said = _said_for_a_state(number, tally, start)
        if points > 0 or said > 0:
            # One faint word between two states says little: "China announced tariffs on U.S. goods".
            who = min(2, len(tally.states)) + (number in tally.offices)
            carried = 0 if number not in start.before else 2 if number in tally.opening else start.opens
            points += said + ((min(who, 1) if points <= 1 else who) or carried or -UNNAMED)
    if number in tally.later or number in tally.soon:
        points += rule.needs
    return points + tally.against.get(number, 0)


def _goes_on(start: _Start) -> bool:
    return start.speaks_on and start.statement is not None and start.statement.goes_on


def _said_for_a_state(number: int, tally: _Tally, start: _Start) -> int:
    """What it counts that a sentence is said for a state: of another one, or on from what was filed before."""
    statement = start.statement
    if statement is None:
        return 0
    if _goes_on(start) and number in start.before:
        return GOES_ON
    return SAID_OF_ANOTHER if statement.homes and tally.states - statement.homes else 1


def _yielding(panes: set[int], desk: DraftingDesk, tally: _Tally, carried: set[int]) -> set[int]:
    """The panes without those that yield to another one, unless a state outside that body acts in the sentence.

    Nor do dealings of a few members with each other yield, and what speaks on of whom the sentence before dealt with
    ("They agreed to consult NATO").
    """
    ids = [rule.pane for rule in desk.rules]
    members = states().members
    kept = set(panes)
    for number in panes:
        other = desk.rules[number].yields_to
        if (
            other is not None
            and ids.index(other) in panes
            and number not in carried
            and not tally.states - members
            and len(tally.states) not in _FEW
        ):
            kept.discard(number)
    return kept
