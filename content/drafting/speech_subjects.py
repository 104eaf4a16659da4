"""The subject of a verb, and the subject with which a sentence begins."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.speech_phrases import Phrase, head_person, narrow, phrase_before
from content.drafting.speech_tokens import (
    ADVERBS,
    AUXILIARIES,
    BEING,
    BREAKS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    Token,
    is_body,
    is_office,
    is_title,
)
from content.drafting.speech_words import may_be_noun, verbs
from content.drafting.word_lists import word_list

NOT_SUBJECTS = PREPOSITIONS | DETERMINERS | AUXILIARIES | BREAKS
"""What no subject ends with."""
_ALONE = PRONOUNS | {
    "this",
    "that",
    "these",
    "those",
    "another",
    "one",
    "both",
    "all",
    "some",
    "many",
    "several",
    "what",
}
_TIMED = frozenset(("late", "early", "last", "this", "of"))
_SPANS = frozenset(("day", "days", "hour", "hours", "weeks", "months", "years"))
_MOST_CHUNKS = 4
_LONGEST_CHUNK = 40
_LONGEST_NAME = 5


def skip_back(tokens: Sequence[Token], at: int) -> int:
    """The last token before a verb that is neither an adverb nor an auxiliary nor a time; -1 if there is none."""
    before = at - 1
    while before >= 0:
        token = tokens[before]
        key = token.key
        is_filler = key in ADVERBS or (key in AUXILIARIES and key not in BEING) or (key.endswith("ly") and len(key) > 4)
        if token.person >= 0 or token.quote >= 0:
            break
        if key in TIMES and not (token.is_capital and before == 0):
            before -= 1
            if before >= 0 and tokens[before].key in ("on", "last", "this", "late", "early"):
                before -= 1
            continue
        earlier = tokens[before - 1].key if before > 0 else ""
        if (key in ("only", "merely", "simply") and earlier == "not") or (key == "longer" and earlier == "no"):
            before -= 2
            continue
        if not is_filler or (token.is_capital and key not in ADVERBS):
            break
        before -= 1
    return before


def subject_of(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The subject of a verb that stands behind it, past adverbs and appositions."""
    before = skip_back(tokens, verb)
    while before >= 0 and tokens[before].key in BEING:
        before = skip_back(tokens, before)
    if before < 0:
        return None
    lead = tokens[before]
    if lead.key in (",", ")", "—", "–"):
        return behind_apposition(tokens, before)
    if lead.key in ("who", "which"):
        end = before - 1 if before > 0 and tokens[before - 1].key == "," else before
        return _antecedent(tokens, end) or phrase_before(tokens, end)
    if lead.quote >= 0 or lead.is_owner or (lead.key in NOT_SUBJECTS and lead.key not in _ALONE):
        return None
    phrase = phrase_before(tokens, before + 1)
    if phrase is None or phrase.person >= 0 or phrase.first < 2 or tokens[phrase.first - 1].key != ",":
        return phrase
    # "X, the envoy for Y told reporters": the second comma is missing.
    named = phrase.first - 2
    if tokens[named].person < 0 or tokens[named].is_owner:
        return phrase
    start = named
    while start > 0 and is_title(tokens[start - 1]):
        start -= 1
    is_first = start == 0 or tokens[start - 1].quote >= 0 or tokens[start - 1].key == ","
    return Phrase(named, named + 1, tokens[named].person) if is_first else phrase


def _antecedent(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Whom "who" means: the last name before it, also before an apposition."""
    at = end - 1
    while at >= 0 and end - at < _LONGEST_CHUNK and tokens[at].key != "," and tokens[at].quote < 0:
        if tokens[at].person >= 0 and not tokens[at].is_owner:
            return Phrase(at, at + 1, tokens[at].person)
        at -= 1
    is_apposition = at > 0 and tokens[at].key == "," and tokens[at - 1].person >= 0 and not tokens[at - 1].is_owner
    return Phrase(at - 1, at, tokens[at - 1].person) if is_apposition else None


def behind_apposition(tokens: Sequence[Token], comma: int) -> Phrase | None:
    """The subject before ", the president of Y," or before "(…)"; the name where the apposition is one."""
    end = comma
    fallback: Phrase | None = None
    for _ in range(_MOST_CHUNKS):
        start = end - 1
        while start >= 0 and end - start < _LONGEST_CHUNK:
            token = tokens[start]
            if token.quote >= 0 or token.key in (",", "(", "—", "–", ";"):
                break
            start -= 1
        is_open = start < 0 or tokens[start].quote >= 0 or tokens[start].key == ";" or end - start >= _LONGEST_CHUNK
        named = head_person(tokens, start + 1, end)
        if named is not None and _is_whole(tokens, start + 1, end, named):
            return Phrase(named, named + 1, tokens[named].person)
        if end != comma or is_open:
            phrase = phrase_before(tokens, end)
            if phrase is not None and phrase.person >= 0:
                return phrase
            if end != comma:
                fallback = fallback or phrase
                if start > 0 and tokens[start].key == "," and tokens[start - 1].person >= 0:
                    return Phrase(start - 1, start, tokens[start - 1].person)
                lead = tokens[start + 1] if start + 1 < end else None
                unknown = _unknown_name(tokens, start) if lead is not None and lead.key in ("a", "an") else None
                if unknown is not None:
                    return unknown
                if lead is not None and (lead.key in ("the", "a", "an") or lead.is_capital):
                    return fallback
        if is_open:
            return fallback
        end = start
    return fallback


def _unknown_name(tokens: Sequence[Token], comma: int) -> Phrase | None:
    """The words with capitals with which a sentence begins and that an apposition follows, whatever they name."""
    if not 0 < comma <= _LONGEST_NAME or tokens[comma].key != ",":
        return None
    is_name = all(token.is_capital and token.key not in NOT_SUBJECTS | ADVERBS | TIMES for token in tokens[:comma])
    return Phrase(0, comma, -1) if is_name else None


def _is_whole(tokens: Sequence[Token], first: int, last: int, named: int) -> bool:
    """Whether a stretch is a name with at most a title before it."""
    if named - first > 10 or (named != last - 1 and tokens[named + 1].key not in PREPOSITIONS):
        return False
    return not any(
        tokens[n].key in PREPOSITIONS or tokens[n].key in DETERMINERS or tokens[n].key in AUXILIARIES
        for n in range(first, named)
    )


def lead_subject(tokens: Sequence[Token]) -> Phrase | None:
    """The subject with which a sentence begins, past an opening phrase ("In Paris, …")."""
    first = 0
    count = len(tokens)
    while first < count and (tokens[first].key in ADVERBS or tokens[first].key in ("and", "but", ",")):
        first += 1
    first = _behind_time(tokens, first)
    is_adverb = first + 1 < count and tokens[first + 1].key in ("before", "after") and tokens[first].person < 0
    if first < count and (is_adverb or _opens_phrase(tokens[first])):
        near = range(first, min(count, first + _LONGEST_CHUNK))
        comma = next((n for n in near if tokens[n].key == "," or _ends_opening(tokens, n)), None)
        if comma is None:
            return None
        first = comma + 1
    last = first
    while last < count and last - first < 14:
        token = tokens[last]
        key = token.key
        if token.quote >= 0 or key == "," or key in BREAKS or key in ("who", "which"):
            break
        if last > first and not token.is_capital and (_is_verb_form(key) or _is_plain_verb(tokens, last)):
            break
        if key in PRONOUNS:
            return Phrase(last, last + 1, -1) if last == first else narrow(tokens, first, last)
        last += 1
        if token.person >= 0 and not token.is_owner:
            break
    named = _named_behind(tokens, last)
    return narrow(tokens, first, last) if named is None else Phrase(named, named + 1, tokens[named].person)


def _behind_time(tokens: Sequence[Token], first: int) -> int:
    """Where a sentence goes on behind a time with which it opens and no comma: "On Thursday the ministry …"."""
    for comma in range(first + 1, min(len(tokens), first + _LONGEST_NAME)):
        if tokens[comma].key == "," and any(token.key in TIMES or token.key in _SPANS for token in tokens[first:comma]):
            return comma + 1 if all(token.person < 0 for token in tokens[first:comma]) else first
    if first >= len(tokens) or tokens[first].key not in ("on", "in", "late", "early", "last"):
        return first
    at = first + 1
    while at < len(tokens) and (tokens[at].key in TIMES or tokens[at].key[0].isdigit() or tokens[at].key in _TIMED):
        at += 1
    is_time = (
        at - first > 1
        and at < len(tokens)
        and any(token.key in TIMES or token.key[0].isdigit() for token in tokens[first:at])
    )
    following = tokens[at] if is_time else None
    if following is None or following.key == "," or following.quote >= 0:
        return first
    starts = following.person >= 0 or following.is_capital or following.key in DETERMINERS or following.key in PRONOUNS
    return at if starts else first


def _ends_opening(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation ends an opening phrase, its comma inside: "Calling it “…,” X left"."""
    if tokens[at].quote < 0 or at == 0 or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return following.is_capital or following.key in DETERMINERS or following.key in PRONOUNS


def _is_verb_form(key: str) -> bool:
    if key in AUXILIARIES or key.endswith("ed") or (key in verbs() and not may_be_noun(key)):
        return True
    return key[-1] != "s" and key in word_list("reporting_verbs")


def _is_plain_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a noun is what several do: "The Germans accuse Iran", "Officials call it …"."""
    key, lead = tokens[at].key, tokens[at - 1]
    if at + 1 >= len(tokens) or lead.key[-1] != "s" or lead.is_owner or verbs().get(key, ("",))[0] != key:
        return False
    following = tokens[at + 1]
    return following.is_capital or following.key in DETERMINERS or following.key in PRONOUNS


def _named_behind(tokens: Sequence[Token], comma: int) -> int | None:
    """Where a name stands as an apposition: "the head of the agency, X, …"."""
    if comma == 0 or comma >= len(tokens) or tokens[comma].key != "," or tokens[comma - 1].person >= 0:
        return None
    for at in range(comma + 1, min(comma + 5, len(tokens) - 1)):
        if tokens[at].person >= 0:
            return at if tokens[at + 1].key == "," and not tokens[at].is_owner else None
        if not tokens[at].is_capital and not is_office(tokens[at].key):
            return None
    return None


def _opens_phrase(token: Token) -> bool:
    key = token.key
    if token.person >= 0 or token.quote >= 0:
        return False
    if key in PREPOSITIONS or key in ("as", "when", "while", "if", "although", "though"):
        return True
    return key.endswith("ing") and not is_body(key)
