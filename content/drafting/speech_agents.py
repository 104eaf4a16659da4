"""Who does what a verb of speech says where its subject does not: "dubbed “…” by X", "with X saying"."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.speech_phrases import Phrase, phrase_after
from content.drafting.speech_subjects import behind_apposition, skip_back
from content.drafting.speech_tokens import (
    ADVERBS,
    AUXILIARIES,
    BEING,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Token,
    is_office,
)
from content.drafting.speech_words import may_be_noun, verbs

_NAMING = ("call", "dub", "label", "brand", "term", "describ", "nicknam")
MOST_TO_AGENT = 8
"""How many words behind a verb its agent may begin."""


def is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Whether a form of "be" stands before a verb: what stands before that does not do it."""
    before = at - 1
    while before >= 0 and (tokens[before].key in ADVERBS or tokens[before].key.endswith("ly")):
        before -= 1
    return before >= 0 and (tokens[before].key in BEING or tokens[before].key.endswith(("'re", "'m", "it's")))


def agent_of(tokens: Sequence[Token], at: int) -> Phrase | None:
    """The phrase of "described by X as", "dubbed “…” by X" and "described as a “…” by X"; None if there is none."""
    for by in range(at + 1, min(at + MOST_TO_AGENT, len(tokens) - 1)):
        token = tokens[by]
        if token.key == "by" and (by == at + 1 or tokens[by - 1].quote >= 0):
            is_deed = tokens[by + 1].key.endswith("ing") and not tokens[by + 1].is_capital
            has_actor = not is_passive(tokens, at) and _has_actor(tokens, at)
            return None if is_deed or has_actor else phrase_after(tokens, by + 1, True)
        if token.key == "," or token.key in verbs() or token.key in AUXILIARIES or token.key in PRONOUNS:
            return None
    return None


def _has_actor(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody does what a verb says, that words in marks part from a "by": "X noted “drills” by Y"."""
    if at + 1 < len(tokens) and tokens[at + 1].key == "by":
        return False
    before = skip_back(tokens, at)
    if before < 0:
        return False
    is_naming = tokens[at].key.startswith(_NAMING) or "as" in [t.key for t in tokens[at + 1 : at + MOST_TO_AGENT]]
    if not is_naming or any(token.key in ("has", "have", "had") for token in tokens[before + 1 : at]):
        return True
    lead = tokens[before]
    if lead.key == ",":
        subject = behind_apposition(tokens, before)
        return subject is not None and subject.person >= 0 and subject.last < before
    if lead.is_owner or lead.key in PREPOSITIONS:
        return False
    return lead.person >= 0 or lead.key in PRONOUNS or lead.is_capital or is_office(lead.key)


_STUDIES = frozenset(
    ("study", "studies", "analysis", "report", "research", "survey", "poll", "review", "investigation", "paper")
)
_MOST_TO_STUDY = 24


def study_of(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The study that is the subject of "found": "a 2024 study" of "a 2024 study on his tariffs found that"; else None.

    Its author belongs to it where "by" names one.
    """
    for at in range(verb - 1, max(-1, verb - _MOST_TO_STUDY), -1):
        token = tokens[at]
        is_verb = token.key in verbs() and not may_be_noun(token.key)
        if is_verb or token.quote >= 0 or token.key in (";", "that", "who"):
            return None
        if token.key not in _STUDIES or (token.is_capital and at > 0 and tokens[at - 1].quote < 0):
            continue
        first = at
        while first > 0 and at - first < MOST_TO_AGENT and _is_of_name(tokens, first - 1):
            first -= 1
            if tokens[first].key in DETERMINERS:
                break
        last = at + 1
        if last < verb and tokens[last].key == "by":
            last += 1
            while last < verb and (tokens[last].is_capital or tokens[last].key in ("the", "of", "for", "and", "on")):
                last += 1
        return Phrase(first, last, -1)
    return None


def _is_of_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word belongs to the noun behind it: "a recent", "2024", "economic"."""
    token = tokens[at]
    if token.person >= 0 or token.is_owner or token.quote >= 0 or not token.key[0].isalnum():
        return False
    return token.key not in PREPOSITIONS | AUXILIARIES | PRONOUNS | {"and", "but", "or", "that", "which"}


def accompanying(tokens: Sequence[Token], last: int) -> Phrase | None:
    """The subject of a participle that has its own: "…, with the minister saying"."""
    if not (tokens[last].person >= 0 or tokens[last].key[0].isalpha()) or tokens[last].is_owner:
        return None
    # Before a name there may be a long office.
    reach = 2 * MOST_TO_AGENT if tokens[last].person >= 0 else MOST_TO_AGENT
    for at in range(last - 1, max(-1, last - reach), -1):
        key = tokens[at].key
        if key == "with" and at > 0 and tokens[at - 1].key == ",":
            person = tokens[last].person
            return Phrase(last if person >= 0 else at + 1, last + 1, person)
        if key == "," or tokens[at].quote >= 0 or key in ("of", "with"):
            return None
    return None
