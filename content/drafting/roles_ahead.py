"""The words behind a name that say what its bearer is: where such an apposition begins, and where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from content.drafting.honorifics import Range
from content.drafting.name_words import Mark, Word
from content.drafting.roles import ARTICLES, MEMBERS
from content.drafting.word_lists import word_list

_ENDS_ROLE = frozenset(
    "who which that when while where whose whom after before during as because since but if so".split()  # noqa: SIM905
)


def role_after(words: Sequence[Word], end: int) -> Range | None:
    """The apposition behind: "X, director of the programme,". None where a list goes on, or another name begins."""
    if end >= len(words) or words[end].text not in {",", "—", "–", "("}:
        return None
    start = end + 1
    if start + 1 < len(words) and words[start].text.isdigit() and words[start + 1].text == ",":
        start += 2
    head = office_ahead(words, start)
    if head is None:
        head = _office_of_many(words, start)
    return None if head is None else (start, role_end(words, head))


def _office_of_many(words: Sequence[Word], start: int) -> int | None:
    """The plural office of "one of Y's deputies", which says who one of them is."""
    if start + 2 >= len(words) or words[start].key != "one" or words[start + 1].key != "of":
        return None
    for index in range(start + 2, min(len(words), start + 9)):
        word = words[index]
        if word.mark & Mark.OFFICES and not word.mark & Mark.OWNER:
            return index
        if not word.text[0].isalnum() or word.key in word_list("never_before_office"):
            return None
    return None


def office_ahead(words: Sequence[Word], start: int) -> int | None:
    """The office that the phrase from `start` on is about."""
    for index in range(start, min(len(words), start + 14)):
        word = words[index]
        if not word.text[0].isalnum():
            if word.text in {"-", "&"}:
                continue
            return None
        if index > start and word.key in word_list("never_before_office") and not _is_list_ahead(words, index):
            return None
        if index == start and word.key in word_list("never_before_office"):
            return None
        mark = word.mark
        if word.key in MEMBERS and not mark & Mark.OWNER:
            is_of = index == start and index + 1 < len(words) and words[index + 1].key == "of"
            if is_of or (index > start and words[start].key in ARTICLES):
                return index
        if mark & Mark.OFFICE and not mark & Mark.OWNER:
            last = index
            while last + 1 < len(words) and words[last + 1].mark & Mark.OFFICE:
                last += 1
            is_open = mark & Mark.DUTY or not words[last].mark & Mark.CAPITAL
            if last + 1 < len(words) and words[last + 1].mark & Mark.DUTY and is_open:
                # "foreign policy chief adviser": the office is still to come.
                if words[last + 1].key not in ("designate", "emeritus", "elect", "general"):
                    continue
                last += 1
            following = words[last + 1] if last + 1 < len(words) else None
            if following is not None and following.mark & (Mark.NAME | Mark.FIRST | Mark.KNOWN | Mark.INITIAL):
                return None
            if following is not None and following.mark & Mark.HONORIFIC:
                return None
            if following is not None and following.mark & Mark.CAPITAL and following.mark & Mark.COMMON:
                return None
            return last
        if mark & (Mark.RELATES | Mark.ACTS) and not mark & (Mark.DUTY | Mark.CAPITAL) and not mark & Mark.OWNER:
            return None
    return None


def _is_list_ahead(words: Sequence[Word], index: int) -> bool:
    if words[index].key == "of" and words[index - 1].key == "one":
        return True
    return (
        words[index].key == "and"
        and index + 1 < len(words)
        and bool(words[index - 1].mark & Mark.DUTY and words[index + 1].mark & (Mark.DUTY | Mark.OFFICE))
    )


def role_end(words: Sequence[Word], head: int) -> int:
    """The index of the word after the role whose office is the word at `head`: what it is of goes with it."""
    index = head + 1
    linked = False
    while index < len(words) and index - head < 28:
        word = words[index]
        if not word.text[0].isalnum():
            if word.text in {"-", "&", "/", "%", "$"}:
                index += 1
                continue
            if word.text == "," and linked and _goes_on(words, index):
                index += 1
                continue
            break
        if word.key in _ENDS_ROLE:
            break
        if word.key in ("and", "or") and not _joins(words, index):
            break
        if word.key == "with" and not any(after.mark & Mark.CAPITAL for after in words[index + 1 : index + 3]):
            break
        if word.key == "on" and index + 1 < len(words) and words[index + 1].mark & Mark.CALENDAR:
            break
        if word.mark & Mark.CALENDAR and word.mark & Mark.CAPITAL and words[index - 1].key not in ("of", "in"):
            break
        if word.mark & (Mark.RELATES | Mark.ACTS) and not word.mark & (Mark.CAPITAL | Mark.DUTY):
            break
        linked = linked or word.key in ("of", "for")
        index += 1
    while index > head + 1 and words[index - 1].key in {
        ",",
        "of",
        "for",
        "the",
        "and",
        "to",
        "at",
        "in",
        "on",
        "a",
        "an",
    }:
        index -= 1
    return index


def _goes_on(words: Sequence[Word], index: int) -> bool:
    """Whether a comma stands inside the list of what an office is for: "economy, trade and industry"."""
    ahead = words[index + 1 : index + 7]
    if not ahead or not words[index - 1].mark & Mark.DUTY or not ahead[0].mark & Mark.DUTY:
        if not (ahead and ahead[0].key == "and" and len(ahead) > 1 and ahead[1].mark & Mark.DUTY):
            return False
        return bool(words[index - 1].mark & Mark.DUTY)
    return any(a.key == "and" and b.mark & Mark.DUTY for a, b in pairwise(ahead))


def _joins(words: Sequence[Word], index: int) -> bool:
    """Whether "and" goes on with the role, and not with another person or another clause."""
    if index + 1 >= len(words):
        return False
    after = words[index + 1]
    if after.key in {"he", "she", "they", "it", "who", "that", "has", "was", "is", "said", "told"}:
        return False
    if after.mark & Mark.CAPITAL:
        before = words[index - 1].mark
        return bool(before & Mark.CAPITAL and not after.mark & (Mark.OFFICE | Mark.FIRST | Mark.HONORIFIC))
    return not after.mark & (Mark.RELATES | Mark.ACTS)
