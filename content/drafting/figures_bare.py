"""What says that a number without a noun counts something all the same: what goes before it and what comes after."""

from __future__ import annotations

import re

from content.drafting.figures_words import ABOUT
from content.drafting.numbers import Number, word_set

_SOFTENED = (
    r"(?:[ \u00a0](?:about|around|nearly|some|almost|over|just|more|than|at|least|roughly|only|now)){0,3}[ \u00a0]\Z"
)
_AMOUNTS = re.compile(
    r"(?<![^\W_])(?<!\ba[ \u00a0])(?:(?:number|total|toll|tally|count)(?![^\W_])[^;:0-9\n]{0,100}?"
    r"[ \u00a0](?:is|was|at|to|reached|reaches|hit|hits|exceeds|exceeded|passed)"
    r"|(?:total|toll|tally|population|strength|membership)[ \u00a0]of)" + _SOFTENED,
    re.IGNORECASE,
)
"""What says how many there are of something named before: "the toll rose to 45", "that number is now 23"."""
_BRINGS = re.compile(
    r"(?<![^\W_])(?:bring|brings|bringing|brought|raises|raised|raising)[ \u00a0]to[ \u00a0]\Z", re.IGNORECASE
)
_TOTAL_NEXT = re.compile(r"[ \u00a0]the[ \u00a0](?:[a-z]{4,10}[ \u00a0])?(?:number|total|toll|tally|count)(?![^\W_])")
"""What stands around a number said before what it counts: "brings to 40 the number of firms"."""
_AT_REST = re.compile(
    r"[,.;!?)—–]|[ \u00a0]in[ \u00a0](?!(?:[0-9]{1,3}|three|four|five|ten)(?![^\W_]))"
    r"|[ \u00a0](?:were|was|are|have|had|of|on|by|for|from|as|and|but|who|this|last|since)(?![^\W_])|\Z"
)
"""What may come after a number that stands for what has been counted before."""
_OPENING = re.compile(r"[ \u00a0](?:were|are|have|had)(?![^\W_])")
_LOSING = word_set("killing killed kills wounding wounded wounds injuring injured injures claims claimed arresting")
_AS_MANY = word_set("only least most than nearly almost")
_FOLLOWS_LOSS = re.compile(
    r"[ \u00a0](?:(?:were|was|are|have|had|others?|more|dead|killed|wounded|injured|missing|of|aboard|survived|died"
    r"|perished|drowned|on[ \u00a0]board)(?![^\W_]))",
    re.IGNORECASE,
)
_IS_HURT = re.compile(
    r"[ \u00a0](?:(?:were|are|was|have[ \u00a0]been|had[ \u00a0]been|has[ \u00a0]been)[ \u00a0])?"
    r"(?:killed|injured|wounded|hurt|dead|arrested|detained|missing|hospitali[sz]ed)(?![^\W_])",
    re.IGNORECASE,
)
_BEFORE_ONE = re.compile(
    r"(?<![^\W_])(?:kill(?:s|ed|ing)?|wound(?:s|ed|ing)|injur(?:es|ed|ing)|(?:killing|death|murder|loss)[ \u00a0]of"
    r"|at[ \u00a0]least|(?:[0-9]{1,5}|two|three|four|five|six|seven|eight|nine|ten)(?:[ \u00a0][^\W\d_]{1,20}){1,4}"
    r"[ \u00a0]and)[ \u00a0]\Z",
    re.IGNORECASE,
)
_PEOPLE = word_set(
    "person man woman child boy girl soldier civilian policeman policewoman officer journalist reporter worker"
    " militant insurgent rebel fighter protester protestor demonstrator passenger tourist diplomat guard sailor marine"
    " airman pilot crewman peacekeeper hostage prisoner national citizen student bystander villager resident gunman"
    " terrorist attacker suspect victim driver doctor nurse teacher contractor american briton israeli palestinian"
    " russian ukrainian iraqi afghan"
)
_NEXT_WORDS = re.compile(r"[ \u00a0]([^\W\d_]{2,20})(?:[ \u00a0]([^\W\d_]{2,20}))?(?:[ \u00a0]([^\W\d_]{2,20}))?")
_DIED = re.compile(r"[ \u00a0](?:died|survived|drowned|perished)(?![^\W_])")
_REACH = 70
"""How many characters before "one" the words can begin that make it a count."""


def is_told_without_noun(text: str, start: int, number: Number, end: int, lead: str) -> bool:
    """Whether a number counts what the text does not name beside it: "at least 12", "40 were wounded"."""
    at, stop = number.start, number.end
    if number.value <= 1:
        return False
    if _IS_HURT.match(text, stop, end):
        return True
    if number.in_words and at - start < 8 and _OPENING.match(text, stop, end) and not text[start:at].strip("\"'“‘( "):
        return True
    if number.in_words and lead.lower() in _LOSING and _AT_REST.match(text, stop, end):
        return True
    before = text[max(start, at - 140) : at]
    if _BRINGS.search(before) and _TOTAL_NEXT.match(text, stop, end):
        return True
    if _AT_REST.match(text, stop, end) and (lead.lower() in _AS_MANY or _AMOUNTS.search(before)):
        return True
    return not number.in_words and (lead.lower() in ABOUT | _LOSING or _FOLLOWS_LOSS.match(text, stop, end) is not None)


def read_one(text: str, start: int, at: int, stop: int, end: int) -> tuple[str, int | None] | None:
    """Whom a "one" from `at` to `stop` counts among the dead and hurt, and where the word beside it ends.

    None where "one" only picks somebody out: "one senator said". The end is None if other words stand between.
    """
    found = _NEXT_WORDS.match(text, stop, end)
    words = [word for word in found.groups() if word] if found else []
    place = next((place for place, word in enumerate(words) if word.lower() in _PEOPLE), None)
    if found is None or place is None:
        return None
    if place + 1 < len(words) and words[place].lower() != words[place] and words[place + 1].lower() in _PEOPLE:
        place += 1
    after = found.end(place + 1)
    is_lost = _IS_HURT.match(text, after, end) or _DIED.match(text, after, end)
    if not is_lost and not _BEFORE_ONE.search(text[max(start, at - _REACH) : at]):
        return None
    return " ".join(words[: place + 1]), after if place == 0 else None
