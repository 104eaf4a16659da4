"""Whether an English sentence denies what another one says, judged where both use the same words."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.model import Span
from content.naming import fold_name
from content.wording import fold, negations

_EMPTY = re.compile(r"\bnot (?:only|just|merely|simply|least)\b|\bno\. ?(?=\d)|\bwhether or not\b")
_REFUSAL = re.compile(r"\brefus(?:e|es|ed|ing|al)\b")
# What a negation in an entry may stand for: "not likely" for unlikely, "did not sign" for failed to sign.
_DENIALS = re.compile(
    r"\b(?:refus|reject|declin|fail|lack|absen|oppos|against|prevent|avoid|bann|bar(?:s|red)\b|block|halt|suspend|cancel"
    r"|withdr|stop|ceas|end(?:s|ed|ing)?\b|hardly|scarcely|barely|few|little|unless|rather than|instead|except|den[iy]"
    r"|un(?!ite|iti|ion|it\b|its\b|der|til|ive|ique|ifo)\w{3}|impossib|inab|non|far from|yet to|dispute|dismiss|exclu"
    r"|forb|prohibit|abandon|miss|neglect|out of|lost|lose|only)|\w{3}less\b"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_NOT = re.compile(r"\W*(?:\w+ )?(?:not|never|\w+n't)\b")
_STOP = re.compile(r"[.;:!?]")
_DENIES = re.compile(r"not|no|never|nor|neither|none|without|cannot|\w+n't|den(?:y|ies|ied)|refus\w*")
_SAY = r"(?:sa(?:y|id|ying)|t(?:ell|old|elling)|utter(?:ed|ing)?|us(?:e|ed|ing)|wr(?:ite|ote|iting)|claim(?:ed|ing)?)"
_NEVER = r"(?:\w+n't|not|never)(?: ever| once| actually| publicly)?|den(?:y|ies|ied)(?: ever| having| to have)*"
# What is denied before quoted words is that they were said only where nothing else comes between: not in "did not say
# when", nor in "did not say that it would, but called it".
_DISOWNED_BEFORE = re.compile(
    rf"\b(?P<who>[^.;:\"()]{{0,60}}?)\b(?:{_NEVER}) {_SAY},?(?: (?:that|the words?|so|it was|of \w+))?[ ,:]*\"$"
)
_NEITHER_BEFORE = re.compile(
    rf"\bneither (?P<who>[^.,;:\"()]{{0,40}}? nor [^.,;:\"()]{{0,40}}?) {_SAY},?(?: (?:that|the words?))?[ ,:]*\"$"
)
_DISOWNED_AFTER = re.compile(
    rf"(?P<who>(?:\w+ ){{1,4}})(?:(?:has|have|had|did|does) )?(?:{_NEVER}) {_SAY}"
    r"(?: (?:so|it|this|that|th[eo]se words))?(?=[.,;]|$)"
)
_CLAUSE = re.compile(r",|\b(?:said|says|saying|told|tells|that|but|while|whether|if|when|because)\b")
_AROUND = 160
"""Code points before and after quoted words in which their saying may be denied."""
_AUXILIARIES = """
do does did has have had is are was were be been being will would can could should shall may might must to that a an
the ever any yet still also already
"""
_HELPING = frozenset(_AUXILIARIES.split())
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s", "d", "e")


class Denials(NamedTuple):
    """Which words of a sentence follow each other as it is, and which with a denial between them.

    `first` is the first word where nothing but "not" or "never" stands before it. Words are stems.
    """

    plain: frozenset[tuple[str, str]]
    denied: frozenset[tuple[str, str]]
    stems: frozenset[str]
    first: str
    has_denial: bool


def denies(text: str) -> bool:
    """Whether a text says not, never, no, without, refused or denied."""
    bare = _EMPTY.sub(" ", fold(text))
    return negations(bare) > 0 or _REFUSAL.search(bare) is not None


def may_deny(text: str) -> bool:
    """Whether a text holds anything that a negation could be another wording of."""
    return denies(text) or _DENIALS.search(fold(text)) is not None


def denials_of(text: str) -> Denials:
    """The pairs of words of a text, by whether a denial stands between them."""
    bare = _EMPTY.sub(" ", fold(text))
    plain: set[tuple[str, str]] = set()
    denied: set[tuple[str, str]] = set()
    stems: set[str] = set()
    before, first, is_denied, end = "", "", False, 0
    has_denial = False
    for match in _WORD.finditer(bare):
        word = match[0]
        if _STOP.search(bare, end, match.start()):
            before, is_denied = "", False
        end = match.end()
        if _DENIES.fullmatch(word):
            is_denied = has_denial = True
            continue
        if word in _HELPING:
            continue
        stem = _stem(word)
        stems.add(stem)
        if not before and is_denied and len(stems) == 1 and _NOT.match(bare):
            first = stem
        if before:
            (denied if is_denied else plain).add((before, stem))
        before, is_denied = stem, False
    return Denials(frozenset(plain), frozenset(denied), frozenset(stems), first, has_denial)


class Told(NamedTuple):
    """The denials of several sentences, and which pairs any of them has with a denial and without one."""

    sentences: list[Denials]
    plain: frozenset[tuple[str, str]]
    denied: frozenset[tuple[str, str]]


def told_by(sentences: list[Denials]) -> Told:
    """What several sentences tell together, put together once for all that is held against them."""
    plain = frozenset[tuple[str, str]]().union(*[each.plain for each in sentences])
    return Told(sentences, plain, frozenset[tuple[str, str]]().union(*[each.denied for each in sentences]))


def is_turned(ours: Denials, theirs: Told) -> bool:
    """Whether words are repeated with a denial that none of the others has, or without one that they have.

    At least four words must be the same, or three that are most of ours: fewer may well be about something else.
    """
    for each in theirs.sentences:
        shared = len(ours.stems & each.stems)
        if shared < 3 or (shared < 4 and shared < 0.6 * len(ours.stems)):
            continue
        # A unit that begins with "not" leaves out who: then the word after it must be one that nobody denies.
        if ours.first and not theirs.denied and ours.first in {second for _, second in each.plain}:
            return True
        if (ours.denied & each.plain) - theirs.denied:
            return True
        if not ours.has_denial and (ours.plain & each.denied) - theirs.plain:
            return True
    return False


def disowns(text: str, span: Span, speaker: str) -> bool:
    """Whether a text says of quoted words that somebody did not say them; `speaker` is a folded name."""
    before = fold(text[max(0, span.start - _AROUND) : span.start])
    if not before.rstrip().endswith('"'):
        before += '"'
    after = fold(text[span.end : span.end + _AROUND])
    said = [found["who"] for found in (_DISOWNED_BEFORE.search(before), *_DISOWNED_AFTER.finditer(after)) if found]
    who = [_CLAUSE.split(each)[-1] for each in said if not each.endswith((" not ", "n't "))]
    if neither := _NEITHER_BEFORE.search(before):
        who.append(neither["who"])
    return any(speaker in [fold_name(word) for word in _WORD.findall(each)] for each in who)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:7]
    return word[:7]
