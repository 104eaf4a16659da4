"""What is told of people only, and so speaks for a name: what befell them, what they wrote, who commas say they are."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.name_words import Mark, Word
from content.drafting.numbers import word_set

_AUXILIARIES = frozenset(
    ("was", "is", "were", "are", "been", "being", "be", "has", "had", "have", "also", "later", "then")
)
_BEFALLEN = word_set(
    "abducted acquitted arrested assassinated beheaded born buried charged convicted defeated deported deposed"
    " detained dismissed elected executed extradited fired hanged hospitalised hospitalized imprisoned inaugurated"
    " indicted injured interrogated jailed kidnapped killed knighted married murdered nominated ousted pardoned"
    " poisoned promoted re-elected reelected released replaced sacked sentenced shot stabbed survived sworn"
    " tortured tried widowed wounded"
)
"""What befalls a person; not what befalls towns, firms and ships as well (attacked, captured, sold)."""
_BY_HAND = word_set(
    "written signed authored edited penned headed chaired co-authored co-written drawn photographed painted"
    " reporting writing editing compiled"
)
"""What is done by a person where "by" stands behind it."""
_MADE = word_set("article book essay column commentary op-ed report letter film photograph cartoon led founded")
"""What a person makes, and a newspaper or a group as well."""
_PEOPLE = word_set("figures critics opponents dissidents prisoners detainees rivals hopefuls moderates hardliners")
"""What is said of several people before "like" or "including"."""
_THINGS = word_set(
    "agency airline arm bank body branch brand broadcaster capital chain channel city company conglomerate country"
    " county daily department developer district firm giant group institution island journal magazine maker"
    " manufacturer militia ministry movement network newspaper operator organisation organization outlet paper"
    " party platform port portal producer province publication region republic retailer service site state"
    " station studio subsidiary supplier team town tribe unit utility village website weekly"
)
"""What an apposition says of a name that is nobody's."""
_ENDS_HEAD = word_set("of in for at with from that which who whose based on to by near and")
_DETERMINERS = word_set("a an the one its his her their another")
_LONGEST_APPOSITION = 18


def points_behind(words: Sequence[Word], last: int) -> int:
    """Points for a name of several words that ends before `last`, from what is told behind it."""
    if _befell(words, last):
        return 2
    return 2 if _is_told_of(words, last) else 0


def points_by(words: Sequence[Word], first: int) -> int:
    """Points for a name of several words that begins at `first`, from "written by", "critics like" and so on before."""
    if first < 2:
        return 0
    done = words[first - 2]
    if words[first - 1].key in ("like", "including"):
        done = words[first - 3] if done.text == "," and first > 2 else done
        return 2 if done.mark & Mark.OFFICES or done.key in _PEOPLE else 0
    if words[first - 1].key != "by":
        return 0
    if done.mark & Mark.CAPITAL and not done.mark & Mark.OPENING:
        return 0
    return 2 if done.key in _BY_HAND else 1 if done.key in _MADE else 0


def _befell(words: Sequence[Word], last: int) -> bool:
    """Whether it says what befell somebody: "X was arrested", "X of the Post had been charged"."""
    count = len(words)
    index = last
    if index < count and words[index].key in ("of", "from"):
        index += 1
        while index < min(count, last + 7) and (words[index].mark & Mark.CAPITAL or words[index].key == "the"):
            index += 1
    start = index
    while index < min(count, start + 4) and words[index].key in _AUXILIARIES and not words[index].mark & Mark.CAPITAL:
        index += 1
    return start < index < count and words[index].key in _BEFALLEN


def _is_told_of(words: Sequence[Word], last: int) -> bool:
    """Whether commas close in who it is before a verb of speaking: "X, one of Y's deputies, said"."""
    count = len(words)
    if last + 3 >= count or words[last].text != "," or words[last + 1].key not in _DETERMINERS:
        return False
    head: Word | None = None
    for index in range(last + 2, min(count, last + _LONGEST_APPOSITION)):
        word = words[index]
        if word.text == ",":
            head = head or words[index - 1]
            following = words[index + 1].mark if index + 1 < count else 0
            is_thing = head.key in _THINGS or head.key.endswith("est")  # "the largest of the provinces"
            return bool(following & Mark.RELATES and not following & Mark.CAPITAL and not is_thing)
        if head is None and word.key in _ENDS_HEAD:
            head = words[index - 1]
        if not word.text[0].isalnum():
            return False
    return False
