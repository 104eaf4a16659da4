"""Runs of words that may be somebody's name, and how much speaks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from content.drafting.name_words import Mark, Word
from content.drafting.roles import (
    honorifics_before,
    rank_before,
    role_after,
    role_before,
    role_before_comma,
    roles_of_several,
)
from content.drafting.word_lists import word_list

ENOUGH = 2
"""Points from which on a run is taken for a name."""

_GIVEN_WITH_HYPHEN = re.compile(r"[A-Z][a-z]+[-‑][A-Za-z][a-z]+\Z")
_SURNAME_ENDING = re.compile(
    r"(?:[bcdfghjklmnprstvz](?:ov|ova|ev|eva)|enko|vich|vych|sky|skyy|skiy|skyi|ski|ska|skaya|czyk|wicz|shvili|adze|yan|oğlu|oglu"
    r"|opoulos|akis|idis|escu|eanu|ić|vić|ovic|evic|zadeh|zada|nejad|ullah|uddin|singh|sson|ssen|quist|inen|ström|ez)\Z"
)
_VERBS_BEFORE = frozenset(("said", "says", "added", "explained", "warned", "argued", "noted", "wrote", "according"))
_QUOTES = frozenset('“”"‘’()')
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
        last = _run_end(words, index)
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
    return runs


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
    return len(letters) > 3 and sum(bool(word.mark & Mark.CAPITAL) for word in letters) * 10 >= 7 * len(letters)


def _can_be_in(word: Word) -> bool:
    """Whether a word may stand in a name wherever it stands."""
    mark = word.mark
    if not mark & Mark.CAPITAL or mark & (Mark.PHRASE | Mark.LETTERS):
        return False
    if mark & (Mark.NAME | Mark.INITIAL):
        return True
    if mark & Mark.BODY:
        return False
    if mark & (Mark.FIRST | Mark.FAMILY | Mark.KNOWN) and not mark & (Mark.TITLE | Mark.PEOPLE):
        return not (mark & Mark.CALENDAR)
    return False


def _can_end(words: Sequence[Word], index: int, first: int) -> bool:
    """Whether a plain word, a place or a title may be the surname behind a first name: "Ben Bland", "Angus King"."""
    word, before = words[index], words[index - 1]
    if not word.mark & Mark.CAPITAL or word.mark & (Mark.PHRASE | Mark.LETTERS):
        return False
    if before.mark & Mark.FAMILY and index - first == 1 and _is_korean_given(word):
        return True
    if index - first > 1 and before.mark & Mark.NAME and word.mark & Mark.SURNAME and not word.mark & Mark.BODY:
        # Behind two names a verb of speaking is enough: "Junever Mahilum West said".
        return index + 1 < len(words) and bool(words[index + 1].mark & Mark.RELATES)
    if not (before.mark & (Mark.FIRST | Mark.INITIAL) and not before.mark & (Mark.TITLE | Mark.PEOPLE)):
        return False
    if before.mark & Mark.OPENING and before.mark & Mark.COMMON:
        return False
    if index - first == 1 and before.mark & (Mark.PLACE | Mark.COMMON):
        return bool(word.mark & Mark.SURNAME and not word.mark & (Mark.TITLE | Mark.BODY | Mark.PLACE | Mark.PEOPLE))
    return bool(word.mark & (Mark.SURNAME | Mark.FAMILY))


def _run_end(words: Sequence[Word], first: int) -> int:
    """Where the run of name words ends that begins at `first`; `first` if none begins there."""
    index = first
    count = len(words)
    while index < count and words[index].mark & Mark.PARTICLE and not words[index].mark & Mark.CAPITAL:
        # Particles in small letters begin a name only right before one: "von der Leyen".
        if words[index].key in ("do", "e", "y", "le", "du", "m", "ten", "ben", "da", "den", "la", "das"):
            return first
        index += 1
    if index > first and (index >= count or not words[index].mark & Mark.NAME):
        return first
    if index >= count or not _begins(words, index):
        return first
    start = index
    while index < count:
        word = words[index]
        if index > first and words[index - 1].mark & Mark.OWNER:
            break
        if word.mark & Mark.SUFFIX:
            index += 1
            if word.key in ("ii", "iii", "iv", "jr", "sr"):
                break
            continue
        if word.text == "," and index + 1 < count and words[index + 1].key in ("jr", "sr"):
            index += 1
            continue
        if word.text in _QUOTES and index > first and _is_nickname(words, index):
            index += 4
            continue
        if word.mark & Mark.PARTICLE and not word.mark & Mark.CAPITAL:
            ahead = index
            while ahead < count and words[ahead].mark & Mark.PARTICLE and not words[ahead].mark & Mark.CAPITAL:
                ahead += 1
            if (
                index > first
                and ahead < count
                and ahead - index < 3
                and words[ahead].mark & (Mark.NAME | Mark.FIRST | Mark.SURNAME)
            ):
                index = ahead
                continue
            break
        if (
            index == start
            or _is_sen(words, index, start)
            or _can_be_in(word)
            or (index > first and _can_end(words, index, first))
        ):
            index += 1
            continue
        break
    while index > first and words[index - 1].text == ",":
        index -= 1
    return index


def _is_nickname(words: Sequence[Word], index: int) -> bool:
    """Whether a quotation mark opens a nickname before a surname: Benjamin “Bibi” Netanyahu."""
    if index + 3 >= len(words) or words[index + 2].text not in _QUOTES:
        return False
    return bool(words[index + 1].mark & Mark.CAPITAL) and _can_be_in(words[index + 3])


def _is_sen(words: Sequence[Word], index: int, start: int) -> bool:
    """The surname Sen, which is an honorific too: "Amartya Sen said"."""
    if words[index].text != "Sen" or index == start:
        return False
    return index + 1 == len(words) or not words[index + 1].mark & Mark.CAPITAL


def _is_korean_given(word: Word) -> bool:
    """Whether a word is spelt like "Geun-hye"; its halves may be plain words: "Young-min"."""
    return bool(_GIVEN_WITH_HYPHEN.match(word.text)) and not word.mark & (Mark.PLACE | Mark.PEOPLE | Mark.OFFICE)


def _begins(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    mark = word.mark
    if mark & Mark.PARTICLE and mark & Mark.CAPITAL and not mark & (Mark.PHRASE | Mark.NAME):
        # "Von der Leyen said", "Al Thani said".
        following = words[index + 1].mark if index + 1 < len(words) and not mark & Mark.OWNER else 0
        if following & (Mark.NAME | Mark.KNOWN) or (following & Mark.PARTICLE and not following & Mark.COMMON):
            return True
    if not _can_be_in(word):
        # "Park Geun-hye", "Bishop" and the like stand in the lists as offices, places or bodies too.
        if mark & Mark.CAPITAL and mark & Mark.FAMILY and index + 1 < len(words):
            return _is_korean_given(words[index + 1])
        if mark & (Mark.HONORIFIC | Mark.OFFICE | Mark.DUTY) and word.key != "don":
            return False
        if (
            mark & Mark.CAPITAL
            and mark & Mark.FIRST
            and not mark & (Mark.LETTERS | Mark.PHRASE)
            and index + 1 < len(words)
        ):
            return bool(words[index + 1].mark & (Mark.NAME | Mark.KNOWN | Mark.INITIAL)) and not mark & Mark.OWNER
        return bool(
            mark & Mark.CAPITAL
            and mark & Mark.SURNAME
            and not mark & (Mark.PHRASE | Mark.LETTERS | Mark.BODY | Mark.TITLE)
        )
    if mark & Mark.OPENING and mark & Mark.COMMON and not mark & Mark.NAME:
        following = words[index + 1].mark if index + 1 < len(words) and not mark & Mark.OWNER else 0
        if word.key not in word_list("never_alone") and (mark & Mark.OWNER or following & (Mark.ACTS | Mark.RELATES)):
            return True
        return bool(
            following & (Mark.NAME | Mark.KNOWN | Mark.INITIAL) or (mark & Mark.FIRST and following & Mark.SURNAME)
        )
    return True


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
    before = words[first - 1] if first else None
    if before is not None and before.mark & Mark.CAPITAL and before.key in word_list("no_person_behind"):
        return None
    role, points, is_titled = _title(words, first, last, names)
    points += _looks(run, names)
    if following is not None and not run[-1].mark & Mark.OWNER:
        if following.mark & Mark.RELATES and not following.mark & Mark.CAPITAL:
            # A lone name that says something is an agency's as often, unless it is known for a surname.
            is_unknown = len(names) == 1 and not names[0].mark & (Mark.SURNAME | Mark.KNOWN | Mark.FAMILY)
            points += 1 if is_unknown else 2
        elif following.mark & Mark.ACTS and not following.mark & Mark.CAPITAL:
            points += 1
        elif following.text == "," and last + 1 < len(words) and words[last + 1].key == "who":
            points += 2
    if before is not None:
        if before.key in _VERBS_BEFORE or (before.key == "to" and first > 1 and words[first - 2].key == "according"):
            points += 1 if len(names) > 1 else 0
        elif before.text == "," and following is not None and following.text == "," and len(names) > 1:
            points += 2 if last + 1 < len(words) and words[last + 1].mark & Mark.RELATES else 0
        elif before.key == "the" and not is_titled:
            points -= 3
        elif before.mark & Mark.OWNER:
            pass
        elif before.mark & Mark.CAPITAL and before.mark & (Mark.BODY | Mark.PHRASE) and not is_titled:
            points -= 2
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


def _title(
    words: Sequence[Word], first: int, last: int, names: Sequence[Word]
) -> tuple[tuple[int, int] | None, int, bool]:
    """The role of a run as the words around it give it, the points for it, and whether a title stands right before."""
    role = role_before(words, first)
    is_single = len(names) == 1
    if role is not None:
        office = words[honorifics_before(words, first) - 1]
        is_weak = office.key in word_list("weak_offices") and not office.mark & Mark.CAPITAL
        if is_single and is_weak and not names[0].mark & (Mark.KNOWN | Mark.SURNAME):
            return role, 0, False
        if is_single and not names[0].mark & (Mark.NAME | Mark.KNOWN | Mark.SURNAME | Mark.FAMILY | Mark.FIRST):
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
        return 1 if first.mark & Mark.NAME and _SURNAME_ENDING.search(first.key) else 0
    points = 0
    if first.mark & Mark.FIRST:
        points += 1 if first.mark & (Mark.COMMON | Mark.PLACE) else 2
    elif first.mark & Mark.FAMILY and len(names) <= 4 and (names[1].mark & Mark.NAME or _is_korean_given(names[1])):
        points += 2
    if last.mark & (Mark.SURNAME | Mark.KNOWN | Mark.FIRST):
        points += 1
    if _SURNAME_ENDING.search(last.key) or last.text.startswith(("al-", "el-", "Mc", "O'", "O’", "Al-", "El-")):
        points += 1
    if any(word.mark & (Mark.INITIAL | Mark.SUFFIX) for word in run):
        points += 2
    if any(word.mark & Mark.PARTICLE and not word.mark & Mark.CAPITAL for word in run):
        points += 2
    if (
        len(names) == 2
        and _GIVEN_WITH_HYPHEN.match(last.text)
        and last.text[-3:].islower()
        and first.mark & Mark.FAMILY
    ):
        points += 1
    if all(word.mark & Mark.PLACE for word in names):
        points -= 3
    return points
