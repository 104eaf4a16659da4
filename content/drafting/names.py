"""Runs of words that may be somebody's name, and how much speaks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from content.drafting.honorifics import honorifics_before, rank_before
from content.drafting.name_deeds import points_behind, points_by
from content.drafting.name_spans import is_korean_given, run_end
from content.drafting.name_words import Mark, Word
from content.drafting.role_clauses import role_from_body
from content.drafting.roles import (
    MEMBERS,
    role_before,
    role_before_comma,
    roles_of_several,
)
from content.drafting.roles_ahead import role_after
from content.drafting.word_lists import word_list

ENOUGH = 2
"""Points from which on a run is taken for a name."""

_SURNAME_ENDING = re.compile(
    r"(?:[bcdfghjklmnprstvz](?:ov|ova|ev|eva)|enko|vich|vych|sky|skyy|skiy|skyi|ski|ska|skaya|czyk|wicz|shvili|adze|yan|oğlu|oglu"
    r"|opoulos|akis|idis|escu|eanu|ić|vić|ovic|evic|zadeh|zada|nejad|ullah|uddin|singh|sson|ssen|quist|inen|ström|ez|itz|stein|mann|baum|akas|oulos)\Z"
)
_TIES = frozenset(("van", "von", "de", "di", "da", "del", "della", "der", "den", "ter", "bin", "ibn", "al"))
"""Particles that stand between a first name and a surname, in whatever letters."""
_VERBS_BEFORE = frozenset(("said", "says", "added", "explained", "warned", "argued", "noted", "wrote", "according"))
_PLACES = frozenset(
    ("district", "province", "village", "county", "valley", "prefecture", "governorate", "oblast", "township")
)
"""What follows the name of a place: "in Bala Boluk district"."""
_MEDIA = frozenset(("television", "tv", "radio", "newspaper", "channel", "network", "magazine", "website"))
"""What a name right before is of: "told Al Iraqiya television"."""
_FIRMS = frozenset(("partners", "sons", "associates", "company", "co", "brothers", "bros", "daughters"))
"""What stands behind "and" in the name of a firm: "Darbani and Partners"."""
_SEATS = frozenset(("administration", "government", "team", "campaign"))


class Run(NamedTuple):
    """Words in a row, `first` to before `last` in the words of sentence `sentence`, that may be a name.

    `points` are what speaks for a person. `is_titled` where a title or an honorific stands right before.
    `role` are the words that say what the person is, positions as well.
    """

    sentence: int
    first: int
    last: int
    points: int
    is_titled: bool
    role: tuple[int, int] | None


def name_runs(words: Sequence[Word], sentence: int) -> list[Run]:
    """The runs of a sentence that may be names, in order. Those of one word are kept as well: they may be aliases."""
    is_headline = _is_headline(words)
    runs: list[Run] = []
    index = 0
    while index < len(words):
        last = run_end(words, index, is_headline)
        if last == index:
            index += 1
            continue
        run = _judge(words, sentence, index, last, is_headline)
        if run is not None:
            before = runs[-1] if runs else None
            if before is not None and before.is_titled and before.role is not None and run.role is None:
                run = _shares(words, before, run)
            runs.append(run)
        index = last
    for place, run in enumerate(runs):
        is_near = run.points == ENOUGH - 1 or (
            run.points == 0 and all(word.mark & Mark.NAME for word in words[run.first : run.last])
        )
        if is_near and run.last - run.first > 1:
            beside = runs[max(0, place - 1) : place] + runs[place + 1 : place + 2]
            if any(_stand_together(words, run, other) for other in beside):
                runs[place] = run._replace(points=ENOUGH)
    for place in range(1, len(runs) - 1):
        if _stands_in_list(words, *runs[place - 1 : place + 2]):
            runs[place] = runs[place]._replace(points=ENOUGH)
    return runs


def _stand_together(words: Sequence[Word], run: Run, other: Run) -> bool:
    """Whether "and" joins a run that is nearly a name to one of several words that is one."""
    first, second = sorted((run, other))
    between = [word.key for word in words[first.last : second.first]]
    is_of = len(between) > 2 and between[0] == "of" and between[-1] == "and"
    if is_of and all(word.mark & Mark.PLACE for word in words[first.last + 1 : second.first - 1]):
        between = ["and"]  # "X of Italy and Y of Spain"
    enough = ENOUGH if run.points else ENOUGH + 1  # beside a name that is one beyond doubt, nothing more is needed
    return other.points >= enough and other.last - other.first > 1 and between in (["and"], [",", "and"])


def _stands_in_list(words: Sequence[Word], before: Run, run: Run, after: Run) -> bool:
    """Whether commas part a run of two unknown words from a name on either side: "X, Meyrem Almaci, Y and Z"."""
    if not 0 <= run.points < ENOUGH or not all(word.mark & Mark.NAME for word in words[run.first : run.last]):
        return False
    if any(other.points < ENOUGH or other.last - other.first < 2 for other in (before, after)):
        return False
    commas = (words[before.last : run.first], words[run.last : after.first])
    return run.last - run.first > 1 and all(len(gap) == 1 and gap[0].text == "," for gap in commas)


def _shares(words: Sequence[Word], before: Run, run: Run) -> Run:
    """The run with the role of the one before where both stand behind one plural: "Senators X and Y"."""
    between = words[before.last : run.first]
    is_joined = 0 < len(between) < 3 and all(word.key in {",", "and"} for word in between)
    if before.role is None or not is_joined or not words[before.role[1] - 1].mark & Mark.OFFICES:
        return run
    return run._replace(role=before.role, points=run.points + 3, is_titled=True)


def _is_headline(words: Sequence[Word]) -> bool:
    """Whether most words are capitalised: there a capital says little."""
    letters = [word for word in words if word.text[0].isalpha()]
    tenths = 9 if words and words[-1].text == "." else 7  # a short sentence with several names is no headline
    return len(letters) > 3 and sum(bool(word.mark & Mark.CAPITAL) for word in letters) * 10 >= tenths * len(letters)


def _judge(words: Sequence[Word], sentence: int, first: int, last: int, is_headline: bool) -> Run | None:
    run = words[first:last]
    names = [word for word in run if word.mark & Mark.CAPITAL and not word.mark & (Mark.INITIAL | Mark.SUFFIX)]
    if not names:
        return None
    following = words[last] if last < len(words) else None
    if following is not None and not run[-1].mark & Mark.OWNER and following.mark & Mark.CAPITAL:
        is_seat = following.key in _SEATS
        if following.mark & Mark.BODY and not is_seat:
            return None
    if following is not None and following.key in _MEDIA | _PLACES and not run[-1].mark & Mark.OWNER:
        return None
    if following is not None and following.key in ("and", "&"):
        partners = words[last + 1 : last + 2]
        if any(word.key in _FIRMS and word.mark & Mark.CAPITAL for word in partners):
            return None
    before = words[first - 1] if first else None
    if before is not None and before.mark & Mark.CAPITAL and before.key in word_list("no_person_behind"):
        return None
    role, points, is_titled = _title(words, first, last, names)
    points += _looks(run, names)
    if len(names) > 1:
        points += points_by(words, first)
        if not run[-1].mark & Mark.OWNER:
            points += points_behind(words, last)
            if points == ENOUGH - 1 and role_from_body(words, last) is not None:
                points += 1
    if following is not None and not run[-1].mark & Mark.OWNER:
        if following.mark & Mark.RELATES and not following.mark & Mark.CAPITAL:
            # A lone name that says something is an agency's as often, unless it is known for a surname.
            known = Mark.SURNAME | Mark.KNOWN | (0 if names[0].mark & Mark.COMMON else Mark.FAMILY)  # He said
            is_unknown = len(names) == 1 and not names[0].mark & known
            points += 1 if is_unknown else 2
        elif following.mark & Mark.ACTS and not following.mark & Mark.CAPITAL:
            points += 1
        elif len(names) > 1 and following.key[-2:] == "ed" and _SURNAME_ENDING.search(names[-1].key):
            points += 1  # "Svitlana Prystynska narrated": what is done by one whose name ends like a surname
        elif following.text == "," and last + 1 < len(words) and words[last + 1].key == "who":
            points += 2
        elif following.text == "," and _is_age(words, last + 1):
            points += 2 if len(names) > 1 else 1
        elif following.key == "of" and len(names) > 1 and last + 1 < len(words):
            # "X of Italy, Y of Australia": of whom a conference is.
            points += 1 if words[last + 1].mark & Mark.PLACE and not words[last + 1].mark & Mark.OWNER else 0
    if before is not None:
        if before.key in _VERBS_BEFORE or (before.key == "to" and first > 1 and words[first - 2].key == "according"):
            points += 1 if len(names) > 1 else 0
        elif before.text == "," and following is not None and following.text == "," and len(names) > 1:
            points += 2 if last + 1 < len(words) and words[last + 1].mark & Mark.RELATES else 0
        elif before.key == "the" and not is_titled:
            points = max(points, ENOUGH) if _is_rule_of(names, following) else points - 3
            is_full = len(names) > 1 and names[0].mark & (Mark.FIRST | Mark.COMMON | Mark.PLACE) == Mark.FIRST
            if is_full and names[-1].mark & (Mark.KNOWN | Mark.SURNAME):
                points += 2  # "the Tony Blair years"
        elif before.mark & Mark.OWNER:
            pass
        elif before.mark & Mark.CAPITAL and before.mark & (Mark.BODY | Mark.PHRASE) and not is_titled:
            points -= 0 if role is not None else 2  # "According to Amnesty International X, a reporter, …"
        elif (
            before.mark & Mark.CAPITAL
            and before.mark & Mark.COMMON
            and not is_titled
            and not before.mark & Mark.OPENING
        ):
            points -= 0 if is_headline else 2
        elif before.key in ("in", "near", "at", "into", "across"):
            points -= 1
    if len(names) == 1 and not is_titled:
        if is_headline and not names[0].mark & Mark.KNOWN:
            points -= 1
        if names[0].mark & Mark.OPENING and names[0].mark & Mark.COMMON:
            points -= 2
    return Run(sentence, first, last, points, is_titled, role)


def _is_age(words: Sequence[Word], index: int) -> bool:
    """Whether commas close in how old somebody is: "Munzer Al-Hiraki, 19, was killed"."""
    if index + 1 >= len(words) or words[index + 1].text not in {",", "."}:
        return False
    return words[index].text.isdecimal() and len(words[index].text) == 2


def _is_rule_of(names: Sequence[Word], following: Word | None) -> bool:
    """Whether those who govern are called after a statesman: "the Maduro regime"."""
    if following is None or len(names) > 1 or following.key not in _SEATS | {"regime", "presidency"}:
        return False
    return bool(names[0].mark & Mark.KNOWN and not names[0].mark & (Mark.PLACE | Mark.FIRST | Mark.OWNER))


def _title(
    words: Sequence[Word], first: int, last: int, names: Sequence[Word]
) -> tuple[tuple[int, int] | None, int, bool]:
    """The role of a run as the words around it give it, the points for it, and whether a title stands right before."""
    role = role_before(words, first)
    is_single = len(names) == 1
    if role is not None:
        office = words[role[1] - 1]
        is_weak = office.key in word_list("weak_offices") and not office.mark & Mark.CAPITAL
        if is_single and is_weak and not names[0].mark & (Mark.KNOWN | Mark.SURNAME):
            return role, 0, False
        if is_single and not names[0].mark & (Mark.NAME | Mark.KNOWN | Mark.SURNAME | Mark.FAMILY | Mark.FIRST):
            return None, 0, False
        if is_single and not office.mark & (Mark.OFFICE | Mark.DUTY | Mark.HONORIFIC):
            # "Co-chair of the Ukraine Caucus" goes on with a body, and names nobody.
            return None, 0, False
        return role, 3, True
    rank = rank_before(words, first)
    is_honoured = honorifics_before(words, first) < first
    apposition = role_after(words, last) if not words[last - 1].mark & Mark.OWNER else None
    if apposition is None:
        apposition = role_before_comma(words, first, last)
    if is_honoured:
        return apposition or rank, 3, True
    if apposition is not None:
        if any(word.key in MEMBERS for word in words[slice(*apposition)]):
            return apposition, 0 if is_single else 1, False
        if is_single and not names[0].mark & Mark.NAME:
            return apposition, 0, False
        return apposition, 3, False
    several = roles_of_several(words, first)
    return several, 3 if several else 0, bool(several)


def _looks(run: Sequence[Word], names: Sequence[Word]) -> int:
    """What the words themselves say for a name."""
    first, last = names[0], names[-1]
    if len(names) == 1:
        if any(word.mark & Mark.INITIAL for word in run):
            return 2
        if first.mark & Mark.KNOWN and not first.mark & (Mark.COMMON | Mark.PLACE | Mark.FIRST):
            return 2
        if first.mark & Mark.KNOWN and first.mark & Mark.COMMON and not first.mark & (Mark.PLACE | Mark.OPENING):
            return 1  # "as Bush claimed"
        return 1 if first.mark & Mark.NAME and _SURNAME_ENDING.search(first.key) else 0
    points = 0
    if first.mark & Mark.FIRST:
        points += 1 if first.mark & (Mark.COMMON | Mark.PLACE) else 2
    elif first.mark & Mark.FAMILY and len(names) <= 4 and (names[1].mark & Mark.NAME or is_korean_given(names[1])):
        points += 2
    if any(word.mark & (Mark.SURNAME | Mark.KNOWN | Mark.FIRST) for word in names[1:]):
        points += 1
    if _SURNAME_ENDING.search(last.key) or last.text.startswith(("al-", "el-", "Mc", "O'", "O’", "Al-", "El-")):
        points += 1
    if last.text.startswith(("al-", "el-")) and all(word.mark & Mark.NAME for word in names):
        points += 1  # an Arabic surname behind words that are nothing else
    if any(word.mark & (Mark.INITIAL | Mark.SUFFIX) for word in run):
        points += 2
    if any(word.mark & Mark.PARTICLE and not word.mark & Mark.CAPITAL for word in run):
        points += 2
    if any(word.mark & Mark.PARTICLE and word.key in _TIES for word in names[1:-1]):
        points += 1  # "Johan Van Damme"
    if len(names) == 2 and is_korean_given(last) and last.text[-3:].islower() and first.mark & Mark.FAMILY:
        points += 1
    if all(word.mark & Mark.PLACE for word in names):
        points -= 3
    return points
