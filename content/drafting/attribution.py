"""Where a sentence says who speaks: "X said", "said X", "according to X", "quoting X", "adding"."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from content.drafting.speech_phrases import (
    ADVERBS,
    AUXILIARIES,
    BEING,
    BREAKS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    Phrase,
    Token,
    head_person,
    is_office,
    narrow,
    phrase_after,
    phrase_before,
)
from content.drafting.speech_words import Force, may_be_noun, reports, verbs


class Form(StrEnum):
    """Where the speaker stands."""

    BEFORE = "before"
    """X said."""
    AFTER = "after"
    """Said X; according to X."""
    SAME = "same"
    """And added; adding: whoever is the subject so far."""


class Attribution(NamedTuple):
    """A verb of speech, the position of its token, and the phrase that names who speaks; None for `Form.SAME`.

    `is_speech` is false for what only gives a quotation its speaker.
    """

    verb: int
    form: Form
    phrase: Phrase | None
    is_speech: bool


_QUOTING = frozenset(("quoting", "quoted", "quotes", "citing", "cited", "cites"))
_SOURCES = frozenset(
    """officials official sources source statement report data figures spokesman spokeswoman spokesperson ministry
    documents document experts analysts diplomats people witnesses agency media letter interview him her
    them""".split()  # noqa: SIM905
)
_NOT_SUBJECTS = PREPOSITIONS | DETERMINERS | AUXILIARIES | BREAKS
_HEADLINED = frozenset(("says", "said", "tells", "told", "warns", "calls", "urges", "vows", "hails", "slams", "denies"))
_MODALS = frozenset(("will", "would", "shall", "should", "can", "could", "may", "might", "must", "won't", "wouldn't"))
_PLURALS = frozenset(("they", "we", "i", "you", "people", "police", "some", "many", "most", "others", "few", "u.s"))
_MOST_BETWEEN = 4
_MOST_CHUNKS = 4
_LONGEST_CHUNK = 40


def find_attributions(tokens: Sequence[Token]) -> list[Attribution]:
    """The attributions of one sentence in the order of their verbs."""
    known = verbs()
    found: list[Attribution] = []
    tokens = _in_small_letters(tokens)
    for at, token in enumerate(tokens):
        key = token.key
        one = None
        if key == "according" and at + 1 < len(tokens) and tokens[at + 1].key == "to":
            phrase = phrase_after(tokens, at + 2, True)
            one = None if phrase is None else Attribution(at, Form.AFTER, phrase, True)
        elif key == "words" and [t.key for t in tokens[max(0, at - 2) : at + 2]] == ["in", "the", "words", "of"]:
            phrase = phrase_after(tokens, at + 2, True)
            one = None if phrase is None else Attribution(at, Form.AFTER, phrase, False)
        elif key in _QUOTING:
            one = _quoting(tokens, at)
        elif key in known and not token.is_capital and token.person < 0 and token.quote < 0:
            one = _by_verb(tokens, at, *known[key])
        if one is None:
            continue
        if key in _QUOTING and one.form is Form.AFTER and found and _passes_on(tokens, found[-1], at):
            one = found.pop()._replace(phrase=one.phrase)
        found.append(one)
    return found


def _in_small_letters(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens; those of a headline whose verbs have capitals with such verbs as in any other sentence."""
    words = [token for token in tokens if token.key[0].isalpha() and len(token.key) > 3]
    if len(words) < 4 or sum(word.is_capital for word in words) * 5 < 4 * len(words):
        return tokens
    return [
        token._replace(is_capital=False) if token.person < 0 and token.key in _HEADLINED else token for token in tokens
    ]


def _passes_on(tokens: Sequence[Token], one: Attribution, at: int) -> bool:
    """Whether who was named only passes on what another said: "according to KCNA, quoting X"."""
    last = one.verb + 1 if one.phrase is None else max(one.verb + 1, one.phrase.last)
    return (
        tokens[at].key.endswith("ing")
        and at - last <= _MOST_BETWEEN
        and not any(token.quote >= 0 for token in tokens[last:at])
    )


def _quoting(tokens: Sequence[Token], at: int) -> Attribution | None:
    """Whom "quoting X", "KCNA quoted X as saying" and "X was quoted as saying" mean."""
    key = tokens[at].key
    if _is_passive(tokens, at):
        phrase = _subject(tokens, at)
        return None if phrase is None else Attribution(at, Form.BEFORE, phrase, True)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.key in ("by", "as"):
        return None
    if following.quote >= 0:
        phrase = _subject(tokens, at)
        return None if phrase is None else Attribution(at, Form.BEFORE, phrase, False)
    if following.key in ("him", "her", "them"):
        return Attribution(at, Form.AFTER, Phrase(at + 1, at + 2, -1), True)
    phrase = phrase_after(tokens, at + 1, True)
    if phrase is None:
        return None
    if key.startswith("cit"):
        words = tokens[phrase.first : phrase.last]
        ends = [n for n, word in enumerate(words) if word.key in PREPOSITIONS]
        words = words[: ends[0]] if ends else words
        if phrase.person < 0 and not any(word.is_capital or word.key in _SOURCES for word in words):
            return None
    return Attribution(at, Form.AFTER, phrase, True)


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    before = at - 1
    while before >= 0 and (tokens[before].key in ADVERBS or tokens[before].key.endswith("ly")):
        before -= 1
    return before >= 0 and (tokens[before].key in BEING or tokens[before].key.endswith(("'re", "'m", "it's")))


def _by_verb(tokens: Sequence[Token], at: int, verb: str, force: Force) -> Attribution | None:
    key = tokens[at].key
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_done = key.endswith("ed") or key in ("said", "told", "written", "thought", "read", "put")
    if following is not None and is_done:
        by = _agent(tokens, at)
        if by is not None:
            return Attribution(at, Form.AFTER, by, False)
    if is_done and _is_passive(tokens, at):
        return None
    if key == "put" and (following is None or following.key != "it"):
        return None
    is_speech = force is Force.SAYS and reports(verb, [t.key for t in tokens[at + 1 : at + 6]])
    if verb == "point" and not is_speech:
        return None
    before = _skip_back(tokens, at)
    if any(token.key in _MODALS for token in tokens[before + 1 : at]):
        is_speech = False
    elif key == verb and before >= 0 and not _is_plural(tokens[before]):
        return None
    if key.endswith("ing"):
        return _participle(tokens, at, before, is_speech)
    if before >= 0 and tokens[before].key == "to":
        return Attribution(at, Form.SAME, None, False) if force is Force.SAYS or verb == "call" else None
    after = _inverted(tokens, at, before, verb)
    if after is not None:
        return Attribution(at, Form.AFTER, after, is_speech)
    if before < 0:
        return None
    lead = tokens[before]
    if lead.key in ("and", "but", "then", "or") or (
        lead.key == "," and before > 0 and tokens[before - 1].quote < 0 and key.endswith("ed") and _runs_on(tokens, at)
    ):
        return Attribution(at, Form.SAME, None, is_speech) if not may_be_noun(key) else None
    if may_be_noun(key) and not _is_verb_here(tokens, at, before):
        return None
    phrase = _subject(tokens, at)
    return None if phrase is None else Attribution(at, Form.BEFORE, phrase, is_speech)


def _is_plural(token: Token) -> bool:
    """Whether a verb without an ending can have this word for its subject: "officials say", "they say"."""
    return (
        token.key in _PLURALS or (token.person < 0 and token.key[-1] == "s") or token.key in (",", "and", "who", "to")
    )


def _runs_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb behind a comma is one of several of the same subject: "visited X, praised Y and said"."""
    return any(t.key == "and" for t in tokens[at + 1 : at + 12])


def _agent(tokens: Sequence[Token], at: int) -> Phrase | None:
    """The phrase of "described by X as" and "dubbed “…” by X"."""
    for by in (at + 1, at + 2):
        if by < len(tokens) and tokens[by].key == "by":
            if by == at + 2 and tokens[at + 1].quote < 0:
                return None
            following = tokens[by + 1] if by + 1 < len(tokens) else None
            if following is None or following.key.endswith("ing"):
                return None
            return phrase_after(tokens, by + 1, True)
    return None


def _participle(tokens: Sequence[Token], at: int, before: int, is_speech: bool) -> Attribution | None:
    """ "…, adding that" and "by saying": whoever is the subject so far."""
    if before < 0:
        return None
    key = tokens[before].key
    if key in BEING:
        phrase = _subject(tokens, before)
        return None if phrase is None else Attribution(at, Form.BEFORE, phrase, is_speech)
    if key == "as" and any(t.key in _QUOTING for t in tokens[max(0, before - 14) : before]):
        return None
    if key == "," or tokens[before].quote >= 0 or key in ("by", "while", "and", "in", "before", "after", "without"):
        return Attribution(at, Form.SAME, None, is_speech)
    if key[0].isalpha() and key not in _NOT_SUBJECTS and before == at - 1 and not may_be_noun(tokens[at].key):
        # "… passed a resolution calling for", "issued a statement saying that".
        return Attribution(at, Form.SAME, None, is_speech)
    return None


def _is_verb_here(tokens: Sequence[Token], at: int, before: int) -> bool:
    """Whether a form that is a noun, too, has a subject before it: "officials claim", "the statement reads"."""
    lead, key = tokens[before], tokens[at].key
    if lead.key in PRONOUNS:
        return True
    if lead.key == ",":
        subject = _behind_apposition(tokens, before)
        return subject is not None and subject.person >= 0
    if before != at - 1:
        return tokens[at - 1].key in AUXILIARIES or tokens[at - 1].key in ADVERBS
    if lead.is_owner or lead.key in _NOT_SUBJECTS or not lead.key[0].isalpha():
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return lead.person >= 0
    is_open = following.quote >= 0 or following.key in ("that", ":", "it") or following.key in DETERMINERS
    if lead.person >= 0:
        return is_open or following.is_capital or key.endswith(("s", "ed"))
    if key[-1] == "s" and key != "express":
        return is_open and not (lead.key[-1] == "s" and not lead.is_capital)
    return is_open and (lead.key[-1] == "s" or key in ("read", "thought", "written"))


def _skip_back(tokens: Sequence[Token], at: int) -> int:
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
        if not is_filler or (token.is_capital and key not in ADVERBS):
            break
        before -= 1
    return before


def _inverted(tokens: Sequence[Token], at: int, before: int, verb: str) -> Phrase | None:
    """The speaker of "…, said X": what was said stands before the verb, and a name or office right behind it."""
    if before < 0 or verb in ("tell", "call", "describe", "accuse"):
        return None
    lead = tokens[before]
    is_quoted = lead.quote >= 0 or (lead.key == "," and before > 0 and tokens[before - 1].quote >= 0)
    if lead.key != "," and not is_quoted:
        return None
    if not is_quoted and verb not in ("say", "report", "add", "announce", "warn", "note", "explain"):
        return None
    if at + 1 >= len(tokens):
        return None
    first = tokens[at + 1]
    starts = first.person >= 0 or first.is_capital or first.key in DETERMINERS or is_office(first.key)
    if not starts and not (is_quoted and (first.key in PRONOUNS or first.key[-1] == "s")):
        return None
    if first.key in ("that", "this", "these", "those", "it") or (first.key in PRONOUNS and not is_quoted):
        return None
    if first.key in PRONOUNS:
        return Phrase(at + 1, at + 2, -1)
    phrase = phrase_after(tokens, at + 1, False)
    if phrase is None or is_quoted or phrase.person >= 0:
        return phrase
    # "Smith, the minister, said the plan …": a name before the comma is the subject.
    subject = _behind_apposition(tokens, before)
    return None if subject is not None and subject.person >= 0 else phrase


def _subject(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The subject of a verb that stands behind it, past adverbs and appositions."""
    before = _skip_back(tokens, verb)
    while before >= 0 and tokens[before].key in BEING:
        before = _skip_back(tokens, before)
    if before < 0:
        return None
    lead = tokens[before]
    if lead.key in (",", ")", "—", "–"):
        return _behind_apposition(tokens, before)
    if lead.key in ("who", "which"):
        end = before - 1 if before > 0 and tokens[before - 1].key == "," else before
        return phrase_before(tokens, end)
    if (
        lead.quote >= 0
        or lead.is_owner
        or lead.key in _NOT_SUBJECTS
        and lead.key not in PRONOUNS
        and lead.key != "what"
    ):
        if lead.key not in ("this", "that", "both", "all", "some", "many", "several"):
            return None
    phrase = phrase_before(tokens, before + 1)
    if phrase is None or phrase.person >= 0:
        return phrase
    # "The head of the agency, X said" has lost a comma; "In Paris, a spokesman said" has not.
    return phrase


def _behind_apposition(tokens: Sequence[Token], comma: int) -> Phrase | None:
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
                lead = tokens[start + 1] if start + 1 < end else None
                if lead is not None and (lead.key in ("the", "a", "an") or lead.is_capital):
                    return fallback
        if is_open:
            return fallback
        end = start
    return fallback


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
    if first < count and _opens_phrase(tokens[first]):
        comma = next((n for n in range(first, min(count, first + _LONGEST_CHUNK)) if tokens[n].key == ","), None)
        if comma is None:
            return None
        first = comma + 1
    last = first
    while last < count and last - first < 14:
        token = tokens[last]
        key = token.key
        if token.quote >= 0 or key == "," or key in BREAKS or key in ("who", "which"):
            break
        if last > first and not token.is_capital and (key in AUXILIARIES or key in verbs() or key.endswith("ed")):
            break
        if key in PRONOUNS:
            return Phrase(last, last + 1, -1) if last == first else narrow(tokens, first, last)
        last += 1
        if token.person >= 0 and not token.is_owner:
            break
    named = _named_behind(tokens, last)
    return narrow(tokens, first, last) if named is None else Phrase(named, named + 1, tokens[named].person)


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
    return key in PREPOSITIONS or key in ("as", "when", "while", "if", "although", "though") or key.endswith("ing")
