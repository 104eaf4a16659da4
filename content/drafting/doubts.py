"""The words by which a text denies, doubts or makes conditional what it tells."""

from __future__ import annotations

import re

NEGATIVES = frozenset(
    """not never no nobody none neither nor cannot hardly scarcely barely nothing without rarely seldom
    few""".split()  # noqa: SIM905
)
UNREAL = frozenset(
    """forged fake faked false fabricated doctored fictional fictitious invented imaginary imagined satirical satiric
    satire parody spoof mock hypothetical deepfake manipulated bogus made-up ai-generated apocryphal
    counterfeit staged""".split()  # noqa: SIM905
)
"""What is said of a text or a scene in which nobody says what is said there."""
_CONDITIONS = (
    r"unless|provided that|providing that|provided (?:the|an?|[A-Z])|(?:as|so) long as(?! it takes| necessary"
    r"| needed| possible)"
    r"|on (?:the )?condition|in case\b"
    r"|in the event|only (?:if|when|after)|contrary to|assuming|supposing"
    r"|(?<!\beven )(?<!\bas )(?<!\bask )(?<!\basked )"
    r"(?<!\bsee )(?<!\bknow )(?<!\bwonder )(?<!\bwondered )(?<!\bclear )(?<!\bsure )(?<!\bsays )(?<!\bsay )if"
    r"|(?<=, )(?:should|were|had) (?=(?:the |an? )?[A-Z]|he |she |it |they )"
)
_FALSE = (
    r"falsely|wrongly|mistakenly|erroneously|incorrectly|untruthfully|untrue|false(?:hoods?)?|not true|lie|lies|lied"
    r"|hoax|fak(?:e|ed|ery)|forge(?:d|ry|ries)|fabricat\w+|doctored|deepfakes?|satir\w+|parod\w+|spoof\w*"
    r"|fiction\w*|myths?"
    r"|imagin(?:ed|ary|es|ing)|invented|hypothetical\w*|supposed(?:ly)?|alleged(?:ly)?|purported(?:ly)?|rumou?r\w*"
    r"|jok(?:e|ed|es|ing|ingly)|quip\w*|mock(?:ed|s|ing|ingly)?|jest\w*|pretend\w*|(?:posing|posed|poses) as"
    r"|impersonat\w+|sarcas\w+|ironic\w*|bogus|apocryphal|misquot\w+|misreport\w+|in error|debunk\w+"
    r"|retract\w+|AI-generated|scenario"
    r"|(?:is|was|are|were|been|be) (?:said|believed|thought|understood|expected|likely|meant|presumed) to"
    r"|novel|dream\w*|denial"
    r"|den(?:y|ies|ied|ying)"
    r"|disput\w+|doubt\w*|refut\w+|disprov\w+|pranksters?|staged"
)
_NOT = r"not|never|no|nobody|none|neither|nor|cannot|hardly|scarcely|barely|nothing|few|\w+n['’]t"
_FALSE_WORD = re.compile(rf"\b(?:{_FALSE})\b", re.I)
_TURN = re.compile(rf"\b(?:{_CONDITIONS}|(?i:{_FALSE}|{_NOT}))\b")
_BETWEEN = r"(?:[\w’'-]+ ){0,5}?"
_ABOUT = r"(?:claim|charge|report|statement|assertion|account|story|accusation|allegation|version|plan|idea|figure)s?"


def _spaced(pattern: str) -> str:
    """A pattern whose blanks count also where a pattern is written over several lines."""
    return pattern.replace(" ", r"\ ")


_LATER = re.compile(
    rf"""[\s,–—(]*\b(?:{_spaced(_CONDITIONS)}
      | (?:but|yet|although|though)\ {_spaced(_BETWEEN)}
          (?:(?:not|\w+n['’]t)(?!\ (?:say|give|comment|elaborate|specify|name|provide|take)\b)|never|nobody|none|neither
          |nor|cannot|denie[sd]|deny|false|untrue|retracted|reversed|rescinded|withdrew|disputed|backtracked|failed|refused|rejected)
      | (?:which|(?<=,\ )(?:that|this|it))\ (?:is|was|were|has|had|proved)\ {_spaced(_BETWEEN)}
          (?:not|never|false|untrue|fake|hoax|lie|myth|denied|disputed|fabricated|forged|disproved|debunked|retracted
            |(?<=proved\ )wrong)
      | which\ {_spaced(_BETWEEN)}(?:den(?:y|ies|ied)|(?<!in\ )dispute[sd]?|reject(?:s|ed)?
          |doubt(?:s|ed)?|call(?:s|ed)?\ an?)
      | (?:(?<=,\ )|(?<=\())(?:an?\ |the\ |none\ |both\ )?{_spaced(_ABOUT)}\ {_spaced(_BETWEEN)}(?:den(?:y|ies|ied)
          |dispute[sd]?|reject(?:s|ed)?
          |doubt(?:s|ed)?|false|untrue|never|not|no)
      | (?<=,\ )it\ (?:is|was|has\ been)\ (?:rumou?red|alleged|claimed|thought|believed|supposed|joked)
      | (?<=,\ )(?:falsely|wrongly|allegedly|supposedly|none\ of\ which|or\ so)
      | (?<=,\ )(?:[\w’'-]+\ ){{0,6}}?(?:jokes|joked|quipped|mocked|joking|imagined|denied|denies|falsely|supposedly
          |allegedly))\b""",
    re.VERBOSE,
)
_CONDITION = re.compile(
    r"(?:But |And |Yet )?(?:Without|If|Unless|Until|Under|Should|Had|Were|In case|In the event|Provided|As long as"
    r"|So long as|Only|Absent|Contrary)\b"
)
"""Under what a quotation holds, where the sentence begins with it: "Without NATO, she said, “it will fail”"."""
_PLANNED = re.compile(
    r"\b(?:(?:will|would|could|might|may|should|must|shall)(?! later)|expected to|due to|set to|likely to"
    r"|(?:reportedly|apparently) (?:said|says|told|added|wrote|stated)"
    r"|planned to|plans to|in (?:an? |the |his |her )?(?:film|movie|sketch|cartoon))\b"
)
_OWN = re.compile(
    r"(?:\band\b|\bbut\b|;|\bwho\b|\bwhile\b).*?\b(?:said|says|warned|told|added|would|could|threatened)\b"
)
_CLAUSES = re.compile(r"[;:“”]|\b(?:and|but|which|who|that|because)\b")
"""Behind these, "if" conditions what goes before it, and nothing further back."""
_HEADS = frozenset(
    """if unless whether when while although though because since as that what whatever whoever why how had were was is
    are did does do has have should would could will may might in on at by with without from for under after before
    during despite no nobody none neither few not never nothing nor hardly imagine suppose supposing assuming
    asked""".split()  # noqa: SIM905
)
_INSIDE = frozenset(("who", "which", "that", "whose", "where", "if", "unless", "whether", "as", "than", "because"))
_REACH = 160
"""How far behind a cut a turn is looked for, in code points: what stands further is another clause."""


def is_untrue(words: str) -> bool:
    """Whether words call something false, forged, a joke, a rumour or invented, or deny or doubt it."""
    return _FALSE_WORD.search(words) is not None


def is_turning(words: str) -> bool:
    """Whether words that go with a statement deny, doubt or condition it."""
    return _TURN.search(words) is not None


def is_weakened(words: str) -> bool:
    """Whether words that go with a statement turn it, or make it a plan, hearsay or a scene of a film."""
    return _PLANNED.search(words) is not None or is_turning(words)


def turn_behind(words: str, end: int) -> int:
    """Where, behind an end, begins what turns the clause before it; -1 where nothing does."""
    found = _LATER.search(words, end, end + _REACH)
    if found is None or _OWN.search(words, end, found.start()):
        return -1
    if found[0].strip(" ,–—(") in ("if", "in case", "in the event") and _CLAUSES.search(words, end, found.start()):
        return -1
    at = found.start()
    while words[at : at + 1] in (" ", ",", "–", "—", "("):
        at += 1
    return at


def end_of_turn(words: str, at: int) -> int:
    """Where the words end that turn a clause and that begin at a place."""
    found = _LATER.match(words, max(0, at - 2)) or _LATER.match(words, at)
    return found.end() if found else at


def may_speak_plainly(who: str) -> bool:
    """Whether words name somebody who says something, and are not half a clause: "Had Putin", "X denies Y"."""
    words = who.split()
    if not words or words[0].casefold() in _HEADS or words[-1].casefold() in ("to", "of", "for", "from", "at"):
        return False
    return not any(word.casefold() in _INSIDE for word in words) and not is_turning(who)


def is_qualified(before: str, after: str) -> bool:
    """Whether the words before or after a quotation say more than who says it: a condition, a joke, a plan."""
    if (
        _CONDITION.match(before)
        or _FALSE_WORD.search(before)
        or _FALSE_WORD.search(after)
        or turn_behind(after, 0) >= 0
    ):
        return True
    near = re.split(r"[,;:]", after.lstrip(" ,.;:!?”\"’'"), maxsplit=1)[0]
    clause = re.split(r"[,;“”]", before.rstrip(" ,:“\"‘'"))[-1]
    return is_weakened(near) or is_weakened(clause)
