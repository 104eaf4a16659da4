"""Where a sentence says who speaks: "X said", "said X", "according to X", "quoting X", "adding"."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from content.drafting.speech_agents import MOST_TO_AGENT, accompanying, agent_of, is_passive, study_of
from content.drafting.speech_doubts import is_unsaid, unmasked
from content.drafting.speech_phrases import Phrase, phrase_after
from content.drafting.speech_subjects import NOT_SUBJECTS, behind_apposition, skip_back, subject_of
from content.drafting.speech_tokens import (
    ADVERBS,
    AUXILIARIES,
    BEING,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Token,
    is_office,
    is_title,
)
from content.drafting.speech_words import Force, calls, is_finding, may_be_noun, reports, verbs


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

    `is_speech` is false for what only gives a quotation its speaker, `is_unsaid` true where the text denies
    or doubts that it was said.
    """

    verb: int
    form: Form
    phrase: Phrase | None
    is_speech: bool
    is_unsaid: bool = False


_REPORTING = frozenset(("reported", "reports", "reporting"))
_QUOTING = frozenset(("quoting", "quoted", "quotes", "citing", "cited", "cites"))
_SOURCES = frozenset(
    """officials official sources source statement report data figures spokesman spokeswoman spokesperson ministry
    documents document experts analysts diplomats people witnesses agency media letter interview him her
    them""".split()  # noqa: SIM905
)
_HEADLINED = frozenset(("says", "said", "tells", "told", "warns", "calls", "urges", "vows", "hails", "slams", "denies"))
_WORDS = frozenset(("word", "words", "term", "terms", "phrase", "phrases", "expression", "language", "label", "slogan"))
_MODALS = frozenset(
    ("will", "would", "shall", "should", "can", "could", "may", "might", "must", "cannot", "can't", "won't", "wouldn't")
)
_DOING = frozenset(("did", "does", "do", "didn't", "doesn't", "don't"))
_PLURALS = frozenset(("they", "we", "i", "you", "people", "police", "some", "many", "most", "others", "few", "u.s"))
_ACCOUNTS = frozenset(
    """criticism description characterization characterisation portrayal denunciation accusation accusations claim
    claims warning warnings assertion insistence promise pledge vow call calls words remark
    remarks comment comments suggestion argument""".split()  # noqa: SIM905
)
_MAKING = frozenset(
    ("make", "makes", "made", "making", "issue", "issues", "issued", "new", "such", "no", "any", "more")
)
"""What stands before a noun that might be a verb: "has made demands"."""
_MOST_BETWEEN = 4
_MOST_TO_AS = 14


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
        elif key in _QUOTING or (key in _REPORTING and _is_as_saying(tokens, at)):
            one = _quoting(tokens, at)
        elif key in _ACCOUNTS and at > 0 and tokens[at - 1].is_owner:
            one = Attribution(at, Form.BEFORE, _owner(tokens, at), False)
        elif at == 0 and key in known and key.endswith("ing"):
            one = Attribution(at, Form.SAME, None, False)
        elif key in known and not token.is_capital and token.person < 0 and token.quote < 0:
            one = _by_verb(tokens, at, *known[key])
        if one is None:
            continue
        if key in _QUOTING and one.form is Form.AFTER and found and _passes_on(tokens, found[-1], at):
            one = found.pop()._replace(phrase=one.phrase)
        elif one.form is Form.BEFORE and found and _passed_on(tokens, found[-1], one):
            one = one._replace(phrase=found.pop().phrase)
        if one.phrase is not None:
            one = one._replace(phrase=unmasked(tokens, at, one.phrase))
        found.append(one._replace(is_unsaid=True) if is_unsaid(tokens, at, one.phrase) else one)
    return found


def _is_as_saying(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb passes on what another said: "the paper reported X as saying"."""
    keys = [token.key for token in tokens[at + 1 : at + _MOST_TO_AS]]
    return any(one == "as" and other in ("saying", "telling") for one, other in pairwise(keys))


def _owner(tokens: Sequence[Token], at: int) -> Phrase:
    """Whose account it is: "China's criticism of X as", "Lavrov's warning that"."""
    first = at - 1
    while first > 0 and tokens[first].person < 0 and is_title(tokens[first - 1]) and at - first < MOST_TO_AGENT:
        first -= 1
    return Phrase(at - 1 if tokens[at - 1].person >= 0 else first, at, tokens[at - 1].person)


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


def _passed_on(tokens: Sequence[Token], quoting: Attribution, one: Attribution) -> bool:
    """Whether the subject of a verb says what it heard from another: "Nikkei, quoting sources, said"."""
    if not tokens[quoting.verb].key.startswith(("quoting", "citing")) or quoting.phrase is None or one.phrase is None:
        return False
    return one.phrase.last <= quoting.verb and one.verb - quoting.phrase.last <= _MOST_BETWEEN


def _quoting(tokens: Sequence[Token], at: int) -> Attribution | None:
    """Whom "quoting X", "KCNA quoted X as saying" and "X was quoted as saying" mean."""
    key = tokens[at].key
    if is_passive(tokens, at):
        phrase = subject_of(tokens, at)
        return None if phrase is None else Attribution(at, Form.BEFORE, phrase, True)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.key in ("by", "as"):
        return None
    if following.quote >= 0:
        phrase = subject_of(tokens, at)
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


def _by_verb(tokens: Sequence[Token], at: int, verb: str, force: Force) -> Attribution | None:
    key = tokens[at].key
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_done = key.endswith("ed") or key in ("said", "told", "written", "thought", "read", "put")
    if is_done:
        by = agent_of(tokens, at)
        if by is not None:
            return Attribution(at, Form.AFTER, by, False)
    if is_done and is_passive(tokens, at):
        return None
    if verb == "use" and not any(token.key in _WORDS for token in tokens[at + 1 : at + 5]):
        return None
    if not calls(verb, [token.key for token in tokens[at + 1 : at + _MOST_TO_AS]]):
        return None
    if key == "put" and (following is None or following.key != "it"):
        return None
    if is_finding(verb):
        study = study_of(tokens, at)
        return None if study is None else Attribution(at, Form.BEFORE, study, False)
    is_speech = force is Force.SAYS and reports(verb, _unquoted(tokens, at + 1))
    if verb == "point" and not is_speech:
        return None
    before = skip_back(tokens, at)
    helping = {token.key for token in tokens[before + 1 : at]}
    # "Nor did he say": the helping verb stands before the subject.
    asked = _DOING.intersection([token.key for token in tokens[max(0, at - MOST_TO_AGENT) : at]])
    if helping & _MODALS:
        is_speech = False
    elif key == verb and key not in ("read", "put") and before >= 0 and not _is_plural(tokens[before]) and not asked:
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
    phrase = subject_of(tokens, at)
    return None if phrase is None else Attribution(at, Form.BEFORE, phrase, is_speech)


def _unquoted(tokens: Sequence[Token], first: int) -> list[str]:
    """The words behind a verb up to the first in quotation marks."""
    keys: list[str] = []
    for token in tokens[first : first + 5]:
        if token.quote >= 0:
            break
        keys.append(token.key)
    return keys


def _is_plural(token: Token) -> bool:
    """Whether a verb without an ending can have this word for its subject: "officials say", "they say"."""
    return (
        token.key in _PLURALS or (token.person < 0 and token.key[-1] == "s") or token.key in (",", "and", "who", "to")
    )


def _runs_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb behind a comma is one of several of the same subject: "visited X, praised Y and said"."""
    return any(t.key == "and" for t in tokens[at + 1 : at + 12])


def _participle(tokens: Sequence[Token], at: int, before: int, is_speech: bool) -> Attribution | None:
    """ "…, adding that" and "by saying": whoever is the subject so far."""
    if before < 0:
        return None
    key = tokens[before].key
    if key in BEING:
        phrase = subject_of(tokens, before)
        return None if phrase is None else Attribution(at, Form.BEFORE, phrase, is_speech)
    if key == "as" and any(t.key in _QUOTING | _REPORTING for t in tokens[max(0, before - 14) : before]):
        return None
    own = accompanying(tokens, before)
    if own is not None:
        return Attribution(at, Form.BEFORE, own, is_speech)
    if key == "," or tokens[before].quote >= 0 or key in ("by", "while", "and", "in", "before", "after", "without"):
        return Attribution(at, Form.SAME, None, is_speech)
    if tokens[before].person >= 0 and not tokens[before].is_owner and tokens[at].key in ("saying", "stating"):
        return Attribution(at, Form.BEFORE, Phrase(before, before + 1, tokens[before].person), is_speech)
    if key in ("than", "from") or (key == "of" and tokens[before - 1].key in ("short", "instead")):
        return Attribution(at, Form.SAME, None, is_speech)
    if key[0].isalpha() and key not in NOT_SUBJECTS and not may_be_noun(tokens[at].key):
        # "… passed a resolution calling for", "issued a statement saying that".
        return Attribution(at, Form.SAME, None, is_speech)
    return None


def _is_verb_here(tokens: Sequence[Token], at: int, before: int) -> bool:
    """Whether a form that is a noun, too, has a subject before it: "officials claim", "the statement reads"."""
    lead, key = tokens[before], tokens[at].key
    if lead.key in PRONOUNS:
        return True
    if lead.key == ",":
        subject = behind_apposition(tokens, before)
        return subject is not None and subject.person >= 0
    if before != at - 1:
        return tokens[at - 1].key in AUXILIARIES or tokens[at - 1].key in ADVERBS
    if lead.is_owner or lead.key in NOT_SUBJECTS or lead.key in _MAKING or not lead.key[0].isalpha():
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return lead.person >= 0 or key in ("read", "reads")
    is_open = following.key == "," and at + 2 < len(tokens) and tokens[at + 2].quote >= 0
    is_open = is_open or following.quote >= 0 or following.key in ("that", ":", "it") or following.key in DETERMINERS
    if lead.person >= 0:
        return is_open or following.is_capital or key.endswith(("s", "ed"))
    if key[-1] == "s" and key != "express":
        return is_open and not (lead.key[-1] == "s" and not lead.is_capital)
    if lead.key[-1] == "s" and following.is_capital:
        return True
    return is_open and (lead.key[-1] == "s" or key in ("read", "thought", "written"))


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
    subject = behind_apposition(tokens, before)
    return None if subject is not None and subject.person >= 0 else phrase
