"""Whether a sentence says that somebody said something, or denies, doubts or only supposes it."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.doubts import NEGATIVES, UNREAL
from content.drafting.speech_phrases import Phrase
from content.drafting.speech_tokens import ADVERBS, AUXILIARIES, BEING, DETERMINERS, Token, is_title

_UNSURE = frozenset(
    """allegedly supposedly purportedly falsely wrongly mistakenly erroneously incorrectly never not hardly scarcely
    barely rarely seldom cannot""".split()  # noqa: SIM905
)
_PASSED_ON = frozenset(("quoted", "reported", "cited", "misquoted"))
_WRONGLY = frozenset("falsely wrongly mistakenly erroneously incorrectly misquoted allegedly never not".split())  # noqa: SIM905
_SUPPOSED = frozenset(("would", "could", "might", "may", "should", "wouldn't", "couldn't", "mightn't", "shouldn't"))
_HAPPENED = frozenset(("later", "often", "repeatedly", "subsequently", "soon", "then", "always", "also", "famously"))
"""With these, "would say" tells of what was said: "he would later say"."""
_ASKING = frozenset("had did does do has have would could should were was is will didn't hasn't".split())  # noqa: SIM905
_IF = frozenset(("if", "unless", "whether", "though", "suppose", "supposing", "imagine", "nor", "neither", "lest"))
_DENYING = (
    "dispute disputed disputes disputing refute refuted refutes refuting doubt doubts"
    " doubted doubting myth myths untrue false falsely lie hoax fake rumour rumours rumor rumors rumoured rumored"
    " fiction fabricated forged unlikely pretend pretended pretends pretending imagine imagined imagines imagining"
    " rejected rejects rejecting dismissed dismisses dismissing disavowed disowned retracted"
    " disproved debunked wish wished wishes avoid avoided avoids avoiding refrain refrained refraining misreported"
    " wrongly mistakenly erroneously deny denies denied denying denial denials"
)
_DENIES = frozenset(_DENYING.split())
_NOBODY = frozenset("few nobody none no never hardly neither nor not".split())  # noqa: SIM905
_LACKED = frozenset("evidence proof record sign indication true clear certain case trace transcript known".split())  # noqa: SIM905
_REFUSING = frozenset(
    """refuse refused refuses refusing refusal decline declined declines declining
    fail failed fails failing forget
    forgot forgets omit omitted omits neglect neglected
    unwilling reluctant unable hesitate hesitated hesitates yet want wants
    wanted wish wished wishes like ask asked asks urge urged urges urging press pressed pressure pressured order ordered
    instruct instructed told alleged rumoured rumored believed thought supposed purported claimed said meant reputed
    presumed assumed expected wrong unfair incorrect false untrue mistaken premature inaccurate able about going ready
    prepared tempted forced allowed encouraged invited need needs needed ought never not nothing nobody none if
    impossible hard""".split()  # noqa: SIM905
)
_ANNOUNCED = frozenset(("expected", "about", "going", "ready", "prepared"))
"""Of whom it is told beforehand what he will say; of others it is only hoped."""
_DISOWNED = frozenset("having ever saying writing telling calling uttering tweeting posting claiming".split())  # noqa: SIM905
_STOPS = frozenset(
    (",", ";", ":", "and", "but", "by", "while", "when", "before", "after", "in", "—", "–", "(", ")", "as")
)
_UNTRUE = UNREAL | frozenset("hoax myth lie untrue fiction forgery fabrication disputed denied rumour rumor".split())  # noqa: SIM905
_POSING = frozenset(
    "posing pretending impersonating masquerading dressed disguised playing imitating portraying".split()  # noqa: SIM905
)
_REACH = 12
"""How many words before a verb are looked at: it bounds the time."""
_FRAME = 4
"""Among how many words at the beginning of a phrase an adjective of its noun stands: "in a crudely forged letter"."""


def is_unsaid(tokens: Sequence[Token], verb: int, phrase: Phrase | None) -> bool:
    """Whether the text denies, doubts or only supposes that who is named says what goes with a verb of speech."""
    first = verb if phrase is None or phrase.first >= verb else phrase.first
    return (
        _is_disowned(tokens, verb)
        or _is_denied_beside(tokens, verb)
        or _is_denied_before(tokens, verb, first)
        or (first < verb and _is_supposed(tokens, first))
        or (phrase is not None and phrase.first > verb and _is_nobody(tokens, phrase.first, verb + 1))
        or _is_infinitive_denied(tokens, verb)
        or _is_in_fiction(tokens, verb, first)
    )


def unmasked(tokens: Sequence[Token], verb: int, phrase: Phrase) -> Phrase:
    """The phrase of a speaker; all of it where he only pretends to be whom it names: "a man posing as the minister"."""
    if phrase.first > verb:
        first, last = verb + 1, phrase.last
        reach = range(first, min(len(tokens), last + 2))
    else:
        first, last = phrase.first, phrase.last
        while first > 0 and phrase.first - first < _REACH and not _ends_phrase(tokens[first - 1]):
            first -= 1
        reach = range(first, last)
    if not any(tokens[at].key in _POSING for at in reach):
        return phrase
    if phrase.first > verb:
        while last < len(tokens) and last - first < _REACH and not _ends_phrase(tokens[last]):
            last += 1
    return Phrase(first, last, -1)


def _ends_phrase(token: Token) -> bool:
    return token.quote >= 0 or token.key in (",", ";", ":", "that", "and", "but", "on", "during", "while", "—", "–")


def _is_disowned(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb denies that something was said: "denied having said", "denies that he wrote"."""
    following = [token.key for token in tokens[verb + 1 : verb + 3]]
    return tokens[verb].key in ("denied", "denies", "deny", "denying") and any(key in _DISOWNED for key in following)


def _chain(tokens: Sequence[Token], verb: int) -> list[str]:
    """The auxiliaries and adverbs right before a verb, the nearest first."""
    keys: list[str] = []
    for at in range(verb - 1, max(-1, verb - _REACH), -1):
        token = tokens[at]
        is_filler = token.key in AUXILIARIES or token.key in ADVERBS or token.key in _UNSURE or token.key.endswith("ly")
        if token.person >= 0 or token.quote >= 0 or not (is_filler or token.key == "having" or token.key in _HAPPENED):
            break
        keys.append(token.key)
    return keys


def _is_denied_beside(tokens: Sequence[Token], verb: int) -> bool:
    chain = _chain(tokens, verb)
    if verb > 1 and tokens[verb - 1].key == "longer" and tokens[verb - 2].key == "no":
        return True
    for at, key in enumerate(chain):
        if key.endswith("n't") or key in ("never", "not", "hardly", "scarcely", "barely", "cannot", "rarely", "seldom"):
            is_only = at > 0 and chain[at - 1] in ("only", "just", "merely", "simply")
            is_first = tokens[verb - at].key in ("only", "just", "merely", "simply")
            if not is_only and not is_first:
                return True
        if key in ("allegedly", "supposedly", "purportedly"):
            return True
    if tokens[verb].key in _PASSED_ON and _WRONGLY.intersection(chain):
        return True
    if tokens[verb].key == "misquoted":
        return True
    is_past = any(key in ("have", "having") for key in chain)
    if is_past and any(key in _SUPPOSED or key == "must" for key in chain):
        return True
    return any(key in _SUPPOSED for key in chain) and not _HAPPENED.intersection(chain)


def _is_nobody(tokens: Sequence[Token], first: int, floor: int = 0) -> bool:
    """Whether a subject is "no minister", "neither X nor Y", "not even X"."""
    if tokens[first].key in NEGATIVES:
        return True
    at = first - 1
    while at >= floor and (
        tokens[at].key in ("even", "one", "single", "a", "the")
        or (is_title(tokens[at]) and tokens[at].key not in _ASKING)
    ):
        if tokens[at].key in NEGATIVES:
            return True
        at -= 1
    return at >= floor and tokens[at].key in NEGATIVES and tokens[at].key != "without"


def _is_supposed(tokens: Sequence[Token], first: int) -> bool:
    """Whether a subject stands behind "if", or behind its verb as in "had he said", or is nobody."""
    if _is_nobody(tokens, first):
        return True
    if tokens[first].key in _ASKING and tokens[first].is_capital:
        return True
    at = first - 1
    while at >= 0 and tokens[at].key not in _ASKING | _IF and (is_title(tokens[at]) or tokens[at].key in DETERMINERS):
        if tokens[at].key == "that":
            break
        at -= 1
    if at < 0:
        return False
    key = tokens[at].key
    if key in _IF or (at == 0 and key == "that"):
        return key != "if" or at == 0 or tokens[at - 1].key not in ("even", "asked")
    if key not in _ASKING or tokens[at].person >= 0:
        return False
    before = tokens[at - 1].key if at else ""
    return at == 0 or before in (",", "nor", "never", "only", "neither", "and", "but", ";") or before in NEGATIVES


def _is_denied_before(tokens: Sequence[Token], verb: int, first: int) -> bool:
    """Whether what the clause hangs on denies it: "denied that X said", "no evidence that X said", "without saying"."""
    own = {tokens[at].key for at in range(first, verb)} if first < verb else set()
    has_that = False
    for at in range(verb - 1, max(-1, verb - _REACH - (verb - first)), -1):
        token = tokens[at]
        if first <= at < verb and token.key not in _DENIES:
            continue
        if token.quote >= 0 or token.key in _STOPS:
            return False
        has_that = has_that or token.key in ("that", "saying", "having", "ever")
        if token.key in _DENIES and token.person < 0:
            return True
        if token.key in ("without", "than") or (
            token.key == "of" and at and tokens[at - 1].key in ("short", "instead")
        ):
            return verb - at <= 2
        if has_that and (token.key in _NOBODY or token.key.endswith("n't")) and "that" not in own:
            return True
        if has_that and token.key in _LACKED and "that" not in own:
            return any(t.key in NEGATIVES or t.key.endswith("n't") for t in tokens[max(0, at - 4) : at])
    return False


def _is_infinitive_denied(tokens: Sequence[Token], verb: int) -> bool:
    """Whether an infinitive hangs on what denies or only wishes it: "refused to say", "is alleged to have said"."""
    at = verb - 1
    while at >= 0 and (tokens[at].key in ("have", "ever", "be", "publicly", "even", "simply")):
        at -= 1
    if at < 1 or tokens[at].key not in ("to", "that"):
        return False
    if tokens[at].key == "that":
        return False
    for before in range(at - 1, max(-1, at - 5), -1):
        key = tokens[before].key
        if key in _STOPS or tokens[before].quote >= 0:
            return False
        if key in _REFUSING or key.endswith("n't"):
            is_announced = key in _ANNOUNCED and before > 0 and tokens[before - 1].key in BEING
            if not (is_announced and at == verb - 1):
                return True
    return False


def _is_in_fiction(tokens: Sequence[Token], verb: int, first: int) -> bool:
    """Whether it is said only in a forged letter, a parody or the like."""
    last = min(len(tokens), verb + _REACH)
    if tokens[0].key == "according" and UNREAL.intersection(token.key for token in tokens[2 : 2 + _FRAME]):
        return first > _FRAME
    starts = [0, *(at for at in range(verb + 1, last) if tokens[at].key in ("in", "on", "at"))]
    for start in starts:
        if tokens[start].key not in ("in", "on", "at") or (start == 0 and first == 0):
            continue
        frame = [token.key for token in tokens[start + 1 : start + 1 + _FRAME] if token.quote < 0]
        if frame and frame[0] in ("a", "an", "the", "one", "this", "his", "her") and UNREAL.intersection(frame):
            return True
    # "A fake video shows Biden saying", "a video that turned out to be forged has him say".
    for at in range(max(0, first - _REACH), first):
        if tokens[at].key in UNREAL and tokens[at].quote < 0:
            between = tokens[at + 1 : first]
            if not any(token.quote >= 0 or token.key in (";", "and") for token in between) and any(
                token.key
                in ("which", "where", "showing", "shows", "showed", "shown", "has", "had", "with", "depicts", "of")
                for token in between
            ):
                return True
    return False


def is_called_untrue(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows a quotation calls it a hoax or invented: "the remark “…” was made up"."""
    following = [token.key for token in tokens[at + 1 : at + 1 + _FRAME + 2]]
    following = following[1:] if following[:1] == [","] else following
    return bool(following) and following[0] in BEING and not _UNTRUE.isdisjoint(following)
