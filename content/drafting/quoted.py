"""What words in quotation marks are in their sentence, and which attribution there is theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from content.drafting.attribution import Attribution, Form, find_attributions
from content.drafting.found import QuotationKind
from content.drafting.speakers import Speaker
from content.drafting.speech_phrases import Phrase, may_speak
from content.drafting.speech_subjects import lead_subject
from content.drafting.speech_tokens import AUXILIARIES, BREAKS, DETERMINERS, PREPOSITIONS, PRONOUNS, QUOTE, Token
from content.drafting.speech_words import verbs
from content.model import Span

_NAMING = frozenset(
    """so-called titled entitled named nicknamed codenamed code-named known dubbed headlined labelled labeled marked
    reading word term phrase slogan hashtag book film movie song novel article essay report series program programme
    exercise operation mission project initiative ship vessel newspaper magazine group band paper called alias
    called""".split()  # noqa: SIM905
)
_NAMED = ("call", "dub", "label", "quot", "cit", "describ")
_CALLED = ("call", "dub", "label", "brand", "describ", "refer", "nicknam", "term")
_NOT_NOUNS = PREPOSITIONS | BREAKS | AUXILIARIES | DETERMINERS | PRONOUNS | {"and", "or", "said", "says", "told", "to"}
_CLOSE, _NEAR, _FAR = 5, 14, 30
"""How many words before a quotation a verb may stand that reports no speech; one that takes a name for something."""
_MOST_BESIDE = 6
"""How many attributions are looked at on either side of a quotation: it bounds the time."""
_DEMANDED = ("urg", "demand", "pledg", "promis", "threat", "appeal", "condemn", "denounc", "critici", "accus", "reject")
_DENIED = ("den", "reject", "dismiss", "disput", "doubt", "refut")
_WITH_OBJECT = frozenset(("claim", "agree", "raise", "recall", "mention"))
_HELD = frozenset(("believe", "think", "hope", "fear", "expect", "doubt", "anticipate"))
"""What others are said to hold is still in the words of who says it."""
_FILED = ("label", "designat", "classif", "categori", "list")
"""Verbs by which a body sorts things: what something is "designated as" is a term, and nobody's words."""
_SUBJECTS = frozenset(("we", "i", "it", "they", "he", "she", "this", "that", "there", "you", "the"))
_LOW = frozenset("a an the of and for in on at to by with or from".split())  # noqa: SIM905


class Setting(NamedTuple):
    """The tokens around quotations, the attributions among them, and the phrase with which they begin."""

    tokens: Sequence[Token]
    attributions: Sequence[Attribution]
    lead: Phrase | None
    is_alone: bool
    """Whether next to nothing stands beside the quotation."""

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Setting:
        """What stands in a sentence, or in those that one quotation ties together."""
        words = 0
        for token in tokens:
            words += token.quote < 0 and token.key[0].isalnum()
            if words > 1:
                break
        return cls(tokens, find_attributions(tokens), lead_subject(tokens), words <= 1)


_WRITERS = frozenset({"author", "authors", "co-author", "coauthor", "editor", "translator"})
"""Whose work a title behind "of" is: "author of “The Long Way to Lima”"."""


def choose(setting: Setting, at: int, text: str, inner: Span, speakers: Sequence[Speaker | None]) -> int | None:
    """The attribution of the quotation at a token: the nearest that reaches it, before or behind; None if none does."""
    tokens, attributions = setting.tokens, setting.attributions
    before: int | None = None
    after: int | None = None
    here = bisect_left(attributions, at, key=lambda one: one.verb)
    for n in range(max(0, here - _MOST_BESIDE), here):
        one = attributions[n]
        reach = _FAR if tokens[one.verb].key.startswith(_CALLED) else _NEAR
        # "X said that Y had not agreed and that “…”": what Y did not say ends before the "and".
        is_over = one.is_unsaid and any(token.key == "and" for token in tokens[one.verb : at])
        if not is_over and (speakers[n] is not None or one.is_unsaid) and (one.is_speech or at - one.verb <= reach):
            before = n if _outweighs(tokens, attributions, before, n, at) else before
    for n in range(here, min(len(attributions), here + _MOST_BESIDE)):
        one = attributions[n]
        if one.is_unsaid or (speakers[n] is not None and (one.is_speech or _follows(tokens, one, at))):
            after = n
            break
    follows = after is not None and _follows(tokens, setting.attributions[after], at)
    if before is not None and _touches(tokens, setting.attributions[before], at):
        first = setting.attributions[before]
        # "X highlighted “…,” Y said": Y's words. "X called it “…,” Y said": X's.
        is_weak = not first.is_speech and not tokens[first.verb].key.startswith((*_NAMED, "words"))
        return after if follows and is_weak and not _has_own(tokens, setting.attributions, after) else before
    if follows and after is not None:
        is_split = before is not None and not attributions[before].is_speech and _has_own(tokens, attributions, after)
        if is_split and before is not None and at - attributions[before].verb <= _CLOSE:
            return before
        passes_on = before is not None and tokens[setting.attributions[after].verb].key in ("reported", "reports")
        return before if passes_on else after
    if before is not None:
        return before
    return after


def is_not_theirs(setting: Setting, n: int, at: int, kind: QuotationKind) -> bool:
    """Whether the text denies that an attribution's speaker says a quotation, or tells that he denies it."""
    one = setting.attributions[n]
    if one.is_unsaid:
        return True
    is_denial = setting.tokens[one.verb].key.startswith(_DENIED) and one.verb < at
    return is_denial and kind is QuotationKind.DIRECT and setting.tokens[at - 1].key not in (":", ",")


def _has_own(tokens: Sequence[Token], attributions: Sequence[Attribution], n: int | None) -> bool:
    """Whether another quotation stands soon behind the verb."""
    return n is not None and any(t.quote >= 0 for t in tokens[attributions[n].verb : attributions[n].verb + 8])


def _outweighs(tokens: Sequence[Token], attributions: Sequence[Attribution], held: int | None, n: int, at: int) -> bool:
    """Whether a later verb before a quotation takes it from an earlier one: "X said the call would highlight “…”"."""
    one = attributions[n]
    if held is not None and _is_object(tokens, attributions[held], one, at):
        return False
    if held is None or one.is_speech or not attributions[held].is_speech or one.phrase is None:
        return True
    first = tokens[one.phrase.first]
    if at - one.verb <= _CLOSE and not any(
        token.key in BREAKS and token.key != "as" for token in tokens[one.verb : at]
    ):
        return True
    return one.phrase.person >= 0 or first.key in PRONOUNS or first.is_capital


def _is_object(tokens: Sequence[Token], outer: Attribution, one: Attribution, at: int) -> bool:
    """Whether a verb that is part of what somebody says has a plain object: "X said Y had claimed the land “…”"."""
    if not outer.is_speech or one.phrase is None or one.form is not Form.BEFORE or one.phrase.first <= outer.verb:
        return False
    verb = verbs()[tokens[one.verb].key][0]
    is_far = at - one.verb > 2 and not one.is_speech and not tokens[one.verb].key.startswith(_CALLED + _NAMED)
    if not (verb in _WITH_OBJECT or verb in _HELD or is_far) or at - one.verb <= 1:
        return False
    between = [token.key for token in tokens[outer.verb + 1 : one.phrase.first]]
    if any(key == QUOTE or (key in BREAKS and key != "that") or key == "," for key in between):
        return False
    following = [token.key for token in tokens[one.verb + 1 : at]]
    if is_far and "as" in following:
        return False
    return verb in _HELD or QUOTE in following or "that" not in following


def _touches(tokens: Sequence[Token], one: Attribution, at: int) -> bool:
    """Whether a quotation stands right behind its verb: said “…”, said that “…”, told reporters: “…”."""
    if at - one.verb <= 2:
        return True
    if at - one.verb > _FAR:
        return False
    between = [t.key for t in tokens[one.verb + 1 : at]]
    return (
        between[-1] in (":", ",", "that")
        and (QUOTE not in between)
        and (between[-1] == ":" or len(between) <= 6 or one.form is Form.AFTER)
    )


def _follows(tokens: Sequence[Token], one: Attribution, at: int) -> bool:
    """Whether an attribution stands right behind a quotation: “…” said X; “…,” X said; “…”, according to X."""
    first = one.phrase.first if one.phrase is not None else one.verb
    first = min(first, one.verb)
    if one.verb and tokens[one.verb - 1].is_owner:
        return False
    if first - at > _NEAR:
        return False
    skipped = [t.key for t in tokens[at + 1 : first]]
    if any(key == QUOTE or key in BREAKS or key == "and" for key in skipped):
        return False
    return one.form is not Form.SAME and (len(skipped) == 0 or (skipped[0] == "," and len(skipped) <= 8))


def kind_of(text: str, inner: Span, setting: Setting, at: int, is_attributed: bool) -> QuotationKind:
    """Whether the words are a whole clause, a fragment, or a label."""
    words = inner.of(text)
    first = words.lstrip("'‘\"“([…. ")[:1]
    tokens = setting.tokens
    before = tokens[at - 1].key if at else ""
    count = len(words.split())
    is_stopped = words[-1:] in ".,!?…;—"
    has_stop = any(sign in words[:-1] for sign in (". ", "? ", "! "))
    starts = first.isupper() and (not before or before in (",", ":", "that", QUOTE) or before in verbs())
    if setting.is_alone:
        return QuotationKind.DIRECT
    if has_stop or (starts and (is_stopped or count >= 3)):
        return QuotationKind.DIRECT
    if before in (",", ":", "that") or before in verbs():
        rest = words.lower().split()
        if count >= 5 and rest[0] in _SUBJECTS and any(word.strip(".,") in AUXILIARIES for word in rest):
            return QuotationKind.DIRECT
    return QuotationKind.PARTIAL if is_attributed else QuotationKind.SCARE


def _is_thing(tokens: Sequence[Token], phrase: Phrase | None) -> bool:
    """Whether what stands before "called" is what is called so: "a programme called “…”"."""
    return phrase is not None and tokens[phrase.first].key not in PRONOUNS and not may_speak(tokens, phrase)


def is_before_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in small letters that may be a noun follows a quotation: their “no limits” friendship."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.key.isalpha() and not after.is_capital and after.key not in _NOT_NOUNS


def is_told(setting: Setting, n: int) -> bool:
    """Whether an attribution is part of what the one before it tells: "X said that Y had agreed"."""
    if n == 0:
        return False
    outer, one = setting.attributions[n - 1], setting.attributions[n]
    if not outer.is_speech or outer.form is not Form.BEFORE or one.form is not Form.BEFORE or one.phrase is None:
        return False
    between = setting.tokens[outer.verb + 1 : one.phrase.first]
    is_near = outer.verb < one.phrase.first and not any(t.quote >= 0 or t.key in (",", ";", "and") for t in between)
    return is_near and not any(token.quote >= 0 for token in setting.tokens[one.verb : one.verb + _NEAR])


def signature(tokens: Sequence[Token], first: int) -> int | None:
    """Where a name stands behind a dash, as under a quotation: "“…” — Ann Lee, senator"; None where none does."""
    if first >= len(tokens) or tokens[first].key not in ("—", "–", "-", "―"):
        return None
    for at in range(first + 1, min(len(tokens), first + _MOST_BESIDE)):
        if tokens[at].person >= 0:
            is_name = at + 1 == len(tokens) or tokens[at + 1].key in (",", "(")
            return at if is_name and not tokens[at].is_owner else None
        if not tokens[at].is_capital:
            return None
    return None


def is_predicate(setting: Setting, at: int, words: str) -> bool:
    """Whether a body or a person is quoted with the verb: "The council “deplores” the attack"."""
    lead = setting.lead
    plain = [word.lower() for word in words.split()[:2] if not word.endswith("ly")]
    first = plain[0] if plain else ""
    is_next = lead is not None and (lead.last == at or (setting.tokens[at - 1].key == "and" and first in verbs()))
    if not first or lead is None or not is_next or not words[:1].islower() or not may_speak(setting.tokens, lead):
        return False
    if first in AUXILIARIES or first in verbs():
        return True
    return first[-1] == "s" and not is_before_noun(setting.tokens, at)


def _is_filed(setting: Setting, at: int) -> bool:
    """Whether the nearest verb sorts something, and nobody is its subject: "a law designating X as “…”"."""
    here = bisect_left(setting.attributions, at, key=lambda one: one.verb)
    if not here or at - setting.attributions[here - 1].verb > _FAR:
        return False
    one = setting.attributions[here - 1]
    if not setting.tokens[one.verb].key.startswith(_FILED) or one.form is Form.BEFORE:
        return False
    if one.phrase is not None:
        return one.phrase.person < 0
    return one.verb > 0 and setting.tokens[one.verb - 1].key[0].isalpha()


def is_label(text: str, inner: Span, setting: Setting, at: int, chosen: int | None) -> bool:
    """Whether the words name something, and nobody is quoted for them: a title, a code name, a "so-called" thing."""
    tokens = setting.tokens
    before = tokens[at - 1] if at else None
    words = inner.of(text).split()
    if before is not None and before.key == "of" and at > 1 and tokens[at - 2].key in _WRITERS:
        return True
    if len(words) > 6 or before is None:
        return False
    if chosen is not None and setting.attributions[chosen].verb == at - 1:
        return before.key == "called" and _is_thing(tokens, setting.attributions[chosen].phrase)
    if before.key == "as" and at > 1 and tokens[at - 2].key == "known":
        return True
    # "The term “X”" names it; what somebody did in a term of office does not.
    is_naming = before.key in _NAMING and (before.key != "term" or tokens[max(0, at - 2)].key in DETERMINERS)
    if is_naming and chosen is None:
        return True
    reaches = False
    if chosen is not None:
        one = setting.attributions[chosen]
        if before.key == "as" and len(words) <= 2 and _is_filed(setting, at):
            return True
        if one.verb < at and at - one.verb <= 6 and tokens[one.verb].key.startswith(_CALLED):
            return False
        if is_naming:
            return True
        is_account = one.verb > 0 and tokens[one.verb - 1].is_owner
        near = 8 if is_account or tokens[one.verb].key.startswith(_DEMANDED) else 3
        reaches = one.verb < at and (one.is_speech or at - one.verb <= near)
    is_name = all(word[0].isupper() or word[0].isdigit() or word.lower() in _LOW for word in words)
    if is_name and before.key not in (":", ",", "that", QUOTE) and len(words) <= 5:
        return words[-1][-1] not in "!?"
    # "Their “no limits” friendship grew, he said": a word for the thing that follows.
    is_only = sum(token.quote >= 0 for token in tokens[max(0, at - _FAR) : at + _FAR]) == 1
    if chosen is not None and not is_only:
        return False
    return is_before_noun(tokens, at) and not reaches and len(words) <= 3 and words[-1][-1] not in ".,!?"
