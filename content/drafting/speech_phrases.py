"""The phrases of a sentence that name who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from content.drafting.speech_tokens import (
    ADVERBS,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    Token,
    is_office,
    is_title,
)

_DOCUMENTS = frozenset(
    """statement declaration communique communiqué resolution treaty agreement document letter report law bill text
    paper memo memorandum joint accord charter constitution he she""".split()  # noqa: SIM905
)
_ISSUED = frozenset(("issued", "released", "published", "adopted", "circulated", "signed", "posted", "seen", "leaked"))
"""What is done with a document that speaks: "a statement issued after the meeting said"."""
_MOST_TO_NAME = 14
_MOST_BACK = 30
"""How many words a phrase may have that is read backwards from a verb: it bounds the time."""


class Phrase(NamedTuple):
    """Words that name a speaker: positions of tokens, end exclusive; `person` is -1 where it names nobody."""

    first: int
    last: int
    person: int


def head_person(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where the phrase names the person that it is about: "Korea expert Bruce Bennett", not "a spokesman for Xi"."""
    for at in range(last - 1, first - 1, -1):
        token = tokens[at]
        if token.person < 0 or token.is_owner:
            continue
        if at + 1 < last and tokens[at + 1].key not in PREPOSITIONS and tokens[at + 1].key not in ("and", ","):
            continue
        if not _hangs_on(tokens, first, at):
            return at
    return None


def _hangs_on(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a preposition ties a name to what stands before it, as in "an aide to President Xi"."""
    before = at - 1
    has_office = False
    while before >= first and is_title(tokens[before]) and not tokens[before].is_owner:
        has_office = has_office or is_office(tokens[before].key)
        before -= 1
    if before < first or tokens[before].key not in PREPOSITIONS or before == first:
        return before >= first and tokens[before].key in PREPOSITIONS and (has_office or before == at - 1)
    return has_office or before == at - 1


def may_speak(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase names somebody, a body or a document, and not just anything."""
    words = tokens[phrase.first : phrase.last]
    return phrase.person >= 0 or any(
        (word.is_capital and word.key not in DETERMINERS) or is_office(word.key) or word.key in _DOCUMENTS
        for word in words
    )


def phrase_before(tokens: Sequence[Token], last: int) -> Phrase | None:
    """The phrase that ends before the token `last`, as the subject of a verb that stands there."""
    if last <= 0 or tokens[last - 1].quote >= 0:
        return None
    end = last
    if tokens[end - 1].key in PRONOUNS:
        return Phrase(end - 1, end, -1)
    first = end
    while first > 0 and end - first < _MOST_BACK:
        token = tokens[first - 1]
        is_issued = token.key in ("after", "before") and first > 1 and tokens[first - 2].key in _ISSUED
        if token.quote >= 0 or token.key == "," or token.key in BREAKS:
            break
        if token.key in ("after", "before") and not is_issued:
            break
        if token.key in AUXILIARIES and not token.is_capital:
            break
        if token.key in ("and", "&") and _is_new_clause(tokens, first, end):
            break
        if token.key in _SAID and not token.is_capital and first < end:
            break
        first -= 1
    return narrow(tokens, first, end)


_TIED = PREPOSITIONS | {"and", "&", "all", "both", "half", "even", "not", "only", "then", "or"}
_SAID = frozenset(
    "said says say told tells added adds announced stated noted warned reported insisted argued believes".split()  # noqa: SIM905
)


def _is_new_clause(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether what follows an "and" is a subject of its own, and not one of two."""
    if first >= end or first < 2:
        return True
    lead, before = tokens[first], tokens[first - 2]
    if lead.person >= 0 and before.person >= 0:
        return False
    return bool(lead.key in DETERMINERS or lead.key in PRONOUNS or (lead.is_capital and not before.is_capital))


def _first_of_two(tokens: Sequence[Token], first: int, named: int) -> int:
    """Where the first of two people is named who are the subject together: "Prime Minister X and President Y"."""
    before = named - 1
    while before > first and is_title(tokens[before]):
        before -= 1
    if before <= first or tokens[before].key != "and" or tokens[before - 1].person < 0 or tokens[before - 1].is_owner:
        return named
    is_whole = all(is_title(token) or token.key in DETERMINERS for token in tokens[first : before - 1])
    return before - 1 if is_whole else named


def _is_relative(noun: Token, name: Token) -> bool:
    """Whether a noun and a name begin a clause on something told: "…, a charge Tehran denies"."""
    return not noun.is_capital and not is_office(noun.key) and name.is_capital and name.person < 0


def narrow(tokens: Sequence[Token], first: int, last: int) -> Phrase | None:
    """The part of a stretch of words that names who speaks; None where nothing is left."""
    while first < last and (tokens[first].key in ADVERBS or tokens[first].key in ("and", "but", "yet", ",")):
        first += 1
    at = head_person(tokens, first, last)
    if at is not None:
        at = _first_of_two(tokens, first, at)
        return Phrase(at, at + 1, tokens[at].person)
    if last - first == 3 and tokens[first].key in ("a", "an") and _is_relative(tokens[first + 1], tokens[first + 2]):
        return None
    if last - first > 4:
        # "… of an election the ministry said": what comes before the last article belongs to another clause.
        for n in range(last - 1, first, -1):
            if tokens[n].key in ("the", "a", "an") and tokens[n - 1].key not in _TIED:
                first = n
                break
    if first < last and tokens[first].key in PREPOSITIONS:
        for n in range(last - 1, first, -1):
            if tokens[n].key in DETERMINERS and tokens[n - 1].key not in PREPOSITIONS:
                first = n
                break
            if tokens[n].key in PRONOUNS:
                return Phrase(n, n + 1, -1)
        else:
            return None
    for n in range(first + 1, last):
        key = tokens[n].key
        if key in ("on", "during", "after", "before", "via", "late", "early") or _is_time(tokens, n, last):
            last = n - 1 if n - 1 > first and tokens[n - 1].key in _ISSUED else n
            break
        if (
            key in ("in", "at", "by")
            and n + 1 < last
            and tokens[n + 1].key in ("a", "an", "his", "her", "their", "its")
        ):
            last = n
            break
    if first < last and tokens[first].key.endswith("ing") and not tokens[first].is_capital:
        return None
    return Phrase(first, last, -1) if first < last else None


def _is_time(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a word says when, and is not part of a name: "the ministry Sunday", but not "the Sunday Telegraph"."""
    if tokens[at].key not in TIMES:
        return False
    return not (tokens[at].is_capital and at + 1 < last and tokens[at + 1].is_capital)


def phrase_after(tokens: Sequence[Token], first: int, is_sure: bool) -> Phrase | None:
    """The phrase that begins at the token `first` and names who speaks, as behind "said" or "according to".

    `is_sure` says that such a phrase must stand there; else None where a clause goes on instead.
    """
    last = first
    while last < len(tokens) and last - first < _MOST_BACK:
        token = tokens[last]
        if token.quote >= 0 or token.key in (",", "who", "which", "adding", "saying") or token.key in BREAKS:
            break
        if token.key in ("and", "&") and _is_new_clause(tokens, last + 1, len(tokens)):
            break
        if last > first and (token.key in TIMES or token.key in ("on", "during", "after", "before", "late", "early")):
            break
        if (
            last > first
            and token.key in ("in", "at", "to")
            and not (is_sure and token.key == "at" and tokens[last - 1].person < 0)
        ):
            break
        if token.key in AUXILIARIES and not token.is_capital:
            if not is_sure:
                return None
            break
        if token.key in PRONOUNS and last > first:
            return None if not is_sure else narrow(tokens, first, last)
        last += 1
        if tokens[last - 1].person >= 0 and not tokens[last - 1].is_owner:
            following = tokens[last] if last < len(tokens) else None
            is_plain = following is not None and following.quote < 0 and following.key[0].isalpha()
            if following is not None and is_plain and following.key not in PREPOSITIONS and following.key != "and":
                if following.key in BREAKS or following.key in TIMES or following.key in ("who", "which", "late"):
                    break
                if following.key.endswith("ing") or following.key in ADVERBS or is_office(following.key):
                    if is_office(following.key):
                        continue
                    break
                if not is_sure:
                    return None
                break
    if (
        not is_sure
        and last == len(tokens)
        and last - first > 1
        and any(t.key.endswith("ed") and not t.is_capital for t in tokens[first + 1 : last])
    ):
        return None
    if first >= last:
        return None
    named = _name_behind_office(tokens, first, last)
    return narrow(tokens, first, last) if named is None else named


def _name_behind_office(tokens: Sequence[Token], first: int, last: int) -> Phrase | None:
    """The name that stands behind an office as its apposition: "said the envoy to the UN, X"."""
    comma = last
    while comma < min(len(tokens), first + _MOST_TO_NAME) and tokens[comma].key != ",":
        if tokens[comma].quote >= 0 or tokens[comma].key in BREAKS or tokens[comma].key in AUXILIARIES:
            return None
        comma += 1
    at = comma + 1
    if at >= len(tokens) or tokens[comma].key != "," or tokens[at].person < 0 or tokens[at].is_owner:
        return None
    if at + 1 < len(tokens) and tokens[at + 1].key != "," and tokens[at + 1].key not in PREPOSITIONS:
        return None
    words = tokens[first:comma]
    if any(word.person >= 0 for word in words) or not any(is_office(word.key) for word in words):
        return None
    return Phrase(at, at + 1, tokens[at].person)
