"""Lists of voices under a head that says whose they are: “Experts praised it:”, and below, each with a colon, who."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from content.drafting.found import Person, Speech
from content.drafting.outside_again import REPORTED
from content.drafting.outsiders import offices, saying
from content.drafting.pane_words import states
from content.drafting.terms import Word, words_of
from content.model import Sentences

_HEAD = frozenset((
    "expert", "experts", "analysts", "economists", "scholars", "industry", "industries", "business", "businesses",
    "groups", "associations", "companies", "organizations", "organisations", "advocates", "executives", "ceos",
    "stakeholders", "manufacturers", "producers", "farmers", "growers", "ranchers", "workers", "unions",
    "commentators", "observers", "lawyers", "campaigners", "academics", "investors", "historians", "scientists",
))  # fmt: skip
"""Of whom a head says that they speak below."""
_OFFICIAL = frozenset((
    "rep", "reps", "sen", "sens", "congress", "senate", "house", "representative", "speaker", "whip", "majority",
    "gov", "minority", "caucus", "mp", "mep", "commission", "commissioner", "committee", "embassy", "cabinet",
    "parliament", "lawmaker", "republican", "democrat", "republicans", "democrats", "treasury", "administration",
    "council", "board", "bureau", "authority", "un", "eu", "union", "imf", "nato", "lt", "gen", "general",
    "attorney", "admiral", "director",
))  # fmt: skip
"""What names an office or a body of states, or those that sit in a parliament; some name others too."""
_EITHER = frozenset((
    "council", "board", "bureau", "authority", "union", "committee", "director", "general",
))  # fmt: skip
"""What companies and groups have as well, where a word of theirs stands beside it."""
_TRADE = frozenset((
    "association", "associations", "federation", "confederation", "alliance", "coalition", "chamber", "institute",
    "airlines", "lines", "motors", "motor", "inc", "corp", "corporation", "company", "companies", "industries",
    "llc", "ltd", "plc", "group", "holdings", "farmers", "growers", "producers", "manufacturers", "workers",
    "brands", "roundtable", "ceo", "coo", "cfo", "chief", "executive", "founder", "owner", "farm", "steelworkers",
    "teamsters", "forum", "foundation", "society", "network", "retailers", "exporters", "importers",
))  # fmt: skip
"""What groups and companies are called by, and who leads one."""
_PRESS = frozenset((
    "correspondent", "journalist", "reporter", "editor", "editors", "anchor", "host", "columnists", "editorial",
    "news", "post", "times", "journal", "press", "tribune", "herald", "cnn", "cnbc", "fox", "nbc", "cbs", "abc",
    "msnbc", "bbc", "reuters", "bloomberg", "axios", "politico", "hill", "examiner", "telegraph", "guardian",
    "economist", "week", "npr", "magazine", "radio", "tv", "gazette", "wire", "daily", "newspaper", "broadcaster",
    "producer", "afp", "ap",
))  # fmt: skip
"""What names those who report for an outlet, and outlets."""
_FORMER = frozenset({"former", "ex"})
_LEADING = frozenset({"president", "leader", "director", "representative", "commissioner", "secretary"})
"""Words of office that groups and companies use too."""
_LINE = re.compile(r"[^\n:“”\"]{2,140}:\s?[“\"]?$")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FEWEST = 2
"""How many such lines are a list."""


_TRADING = frozenset((
    "industry", "industries", "business", "businesses", "companies", "executives", "ceos", "manufacturers",
    "producers", "investors", "stakeholders", "associations",
))  # fmt: skip
"""Of those a head says to speak: whose list a company can be in that nothing but its name tells."""


def voices_in(
    text: str,
    sentences: Sentences,
    people: Sequence[Person],
    speech: Sequence[Speech],
    words: Sequence[Word],
    bounds: Sequence[tuple[int, int]],
) -> set[int]:
    """The positions of the sentences that a group, a company or somebody without an office says in such a list."""
    lines = {one.sentences[0] - 1: one for one in speech if _is_line(text, sentences, one)}
    if len(lines) < _FEWEST:
        return set()
    names = {person.name for person in people}
    taken = {number - 1 for one in lines.values() for number in one.sentences}
    found: set[int] = set()
    head: set[str] = set()  # the words of the sentences above that nobody speaks
    for index, (low, high) in enumerate(bounds):
        if index not in taken:
            if index - 1 in taken:
                head = set()
            head.update(word.folded for word in words[low:high])
        elif index in lines and head & _HEAD:
            one = lines[index]
            label = text[sentences.starts[index] : text.find(":", sentences.starts[index])]
            if _is_outside(label, one.speaker in names or bool(head & _TRADING)):
                found.update(number - 1 for number in one.sentences)
    return found


def _is_line(text: str, sentences: Sentences, one: Speech) -> bool:
    """Whether a quotation stands alone behind who speaks and a colon, at the beginning of a paragraph."""
    if one.quotation is None or one.speaker is None or not one.sentences:
        return False
    first = one.sentences[0] - 1
    if first and sentences.paragraphs[first] == sentences.paragraphs[first - 1]:
        return False
    return _LINE.match(text, sentences.starts[first], one.quotation.span.start) is not None


def _is_outside(label: str, may_be_plain: bool) -> bool:
    """Whether whom a label names is outside government; with `may_be_plain` one whose name alone says nothing is."""
    words = words_of(_JOINED.sub(" ", label))  # "TradeWeek" is a week of news too
    said = {word.folded for word in words}
    # "She also said: “…”" is no line of a list.
    if not words or words[0].folded in REPORTED or saying(words, 0, len(words)):
        return False
    if said & (_PRESS | _FORMER) or label in _state_names():
        return False
    is_trade = bool(said & _TRADE)
    held = {words[at].folded for at in offices(words, 0, len(words))}
    if is_trade:
        return not (held - _LEADING) and not (said & (_OFFICIAL - _EITHER))
    return may_be_plain and not held and not said & _OFFICIAL


@cache
def _state_names() -> frozenset[str]:
    return frozenset(name for name, _ in states().names)
