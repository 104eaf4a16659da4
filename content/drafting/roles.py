"""The words that say what somebody is: a title before the name, or an apposition on either side of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from content.drafting.honorifics import BEFORE_RANKS, RANKS, Range, honorifics_before
from content.drafting.name_words import Mark, Word
from content.drafting.word_lists import word_list

_LINKS = frozenset(("of", "for", "to", "at", "in", "on"))
_ENDS_ROLE = frozenset(
    "who which that when while where whose whom after before during as because since but if so".split()  # noqa: SIM905
)
ARTICLES = frozenset(("a", "an", "the", "another", "its", "his", "her", "their", "our", "one", "my"))
_BESIDE_OFFICE: Final = Mark.DUTY | Mark.PLACE | Mark.PEOPLE | Mark.BODY | Mark.LETTERS
MEMBERS = frozenset(("member", "native", "citizen", "survivor", "relative"))
"""What says who somebody is behind an article; of bodies it is said as well, so that it makes no name."""
_NAMES_ALSO: Final = _BESIDE_OFFICE | Mark.CAPITAL


def roles_of_several(words: Sequence[Word], start: int) -> Range | None:
    """The plural title right before the first of several names: "U.S. Senators X and Y"."""
    if start == 0 or not words[start - 1].mark & Mark.OFFICES:
        return None
    return _widen(words, start - 1, False), start


def role_before(words: Sequence[Word], start: int, with_article: bool = False) -> Range | None:
    """The office right before a name with all that belongs to it; None if there is none.

    `with_article` where a comma parts the two: then the article belongs to it, and any name may stand in it.
    """
    if start > 3 and words[start - 1].text == "]" and words[start - 3].text == "[":
        start -= 3  # "President [Barack] Obama"
    end = start
    while end > 0 and words[end - 1].mark & Mark.HONORIFIC and not words[end - 1].mark & Mark.OFFICE:
        end -= 1
    if 0 < end < start and words[end].key == "lady" and words[end - 1].key == "first":
        end += 1  # "the First Lady, X"
    elif 0 < end < start and (words[end - 1].key == "right" or words[end].key in RANKS):
        while end > 0 and (words[end - 1].key == "right" or words[end - 1].key in BEFORE_RANKS):
            end -= 1
    if end > 3 and words[end - 1].text == ")" and words[end - 3].text == "(" and words[end - 2].mark & Mark.LETTERS:
        end -= 3  # "Director for the Agency for Development (USAID) X"
    head = _office_back(words, end - 1, is_parted=with_article)
    if head is None:
        return None
    first = _widen(words, head, with_article)
    return first, end


def _office_back(words: Sequence[Word], last: int, *, is_parted: bool = False) -> int | None:
    """The office that ends at a word, or that "of", "for" and the like tie to what ends there."""
    linked = False
    for index in range(last, max(-1, last - 14), -1):
        word = words[index]
        if is_parted and index + 1 < last and _is_somebody(words, index):
            return None
        if index == last and word.key == "lady" and index and words[index - 1].key == "first":
            return index
        if word.mark & Mark.OFFICE and not word.mark & Mark.OWNER:
            return index if index == last or linked or words[index + 1].mark & (Mark.OFFICE | Mark.DUTY) else None
        if word.key in _LINKS or (is_parted and word.key == "from"):
            before = words[index - 1].mark if index else 0
            is_within = before & (_NAMES_ALSO | Mark.OFFICE) or (index and _is_body_noun(words[index - 1]))
            if index == last or (is_parted and not is_within):
                return None
            linked = bool(before & (Mark.OFFICE | Mark.DUTY | Mark.LETTERS))
        elif word.key in ("and", "the", ",", "&"):
            if index == last:
                return None
        elif word.mark & Mark.CALENDAR or not (
            word.mark & (_NAMES_ALSO if is_parted else _BESIDE_OFFICE)
            or _is_field(words, index, index == last)
            or (is_parted and _is_body_noun(word))
        ):
            return None
        elif index != last or not word.mark & Mark.OWNER:
            linked = False
    return None


def _is_somebody(words: Sequence[Word], index: int) -> bool:
    """Whether a first name and a surname stand here, so that an office before them is another's."""
    first, surname, following = (word.mark for word in words[index : index + 3])
    if not first & Mark.FIRST or not first & Mark.NAME or following & Mark.CAPITAL:
        return False
    return bool(surname & Mark.CAPITAL and surname & (Mark.NAME | Mark.KNOWN) and not surname & Mark.OWNER)


def _is_body_noun(word: Word) -> bool:
    """Whether a plain noun means a body that an office can be of: the mission of "head of the mission in Mali, X"."""
    return not word.mark & (Mark.CAPITAL | Mark.RELATES | Mark.ACTS) and word.key in word_list("bodies")


def _is_field(words: Sequence[Word], index: int, is_last: bool) -> bool:
    """Whether a word with a capital says what an office is for: the Growth of "for Economic Growth"."""
    mark = words[index].mark
    if not mark & Mark.CAPITAL or is_last or mark & (Mark.OPENING | Mark.FIRST):
        return False
    if mark & Mark.NAME and index and words[index - 1].key in ("of", "for", "the"):
        # The Acme of "president of Acme Steel Company": a name that begins that of a body.
        return bool(words[index + 1].mark & Mark.CAPITAL and words[index + 1].mark & (Mark.BODY | Mark.DUTY))
    return bool(mark & Mark.COMMON)


def _widen(words: Sequence[Word], head: int, with_article: bool) -> int:
    """Where the words begin that belong to an office: whose it is, of what kind, and an office it is of."""
    first = head
    index = head - 1
    while index >= 0 and head - index < 16:
        word = words[index]
        mark = word.mark
        is_under = word.key == "under" and words[index + 1].key == "secretary"
        if is_under or (
            mark & (Mark.OFFICE | Mark.DUTY | Mark.PLACE | Mark.PEOPLE | Mark.BODY) and not mark & Mark.CALENDAR
        ):
            first = index
        elif mark & Mark.CAPITAL and not mark & (Mark.CALENDAR | Mark.HONORIFIC):
            if mark & Mark.OPENING and mark & Mark.COMMON and not mark & Mark.OWNER:
                break
            first = index
        elif index and (_is_name_of_body(words, index) or _is_list(words, index, with_article)):
            first = index - 1
            index -= 1
        elif index and mark & Mark.COMMON and _is_adjective(words, index):
            first = index
        elif word.key == "the" and index and words[index - 1].key in ("of", "to", "for"):
            outer = _office_back(words, index - 2)
            if outer is None or outer != index - 2:
                break
            first = outer
            index = outer
        elif mark & Mark.OWNER or word.text in ("-", "–"):
            first = index
        else:
            break
        index -= 1
    while first < head and (words[first].text in "-–&" or words[first].key == "and"):
        first += 1
    if words[first].key == "then" and words[first].mark & Mark.OPENING:
        first += 1
    if with_article and first and words[first - 1].key in ARTICLES:
        first -= 1
    elif words[first].key in ARTICLES and first < head:
        first += 0 if with_article else 1
    return first


def _is_adjective(words: Sequence[Word], index: int) -> bool:
    """Whether a plain word stands between whose an office is and the office: "its neighbour's shadow minister"."""
    word = words[index]
    if word.mark & (Mark.CAPITAL | Mark.RELATES) or word.key in word_list("never_before_office"):
        return False
    return bool(words[index - 1].mark & Mark.OWNER) and word.key not in ARTICLES


def _is_list(words: Sequence[Word], index: int, is_parted: bool) -> bool:
    """Whether "and" joins two words of one office ("trade and industry") or two offices.

    Two in small letters, or where a comma parts them from the name: "Deputy Prime Minister and Finance Minister, X".
    """
    if words[index].key not in ("and", "&"):
        return False
    before, after = words[index - 1].mark, words[index + 1].mark
    if before & Mark.DUTY and after & Mark.DUTY and not before & Mark.OWNER:
        return before & Mark.CAPITAL == after & Mark.CAPITAL
    if not before & Mark.OFFICE or before & Mark.OWNER or not after & (Mark.OFFICE | Mark.DUTY):
        return False
    return not before & Mark.CAPITAL or (is_parted and bool(after & Mark.CAPITAL))


def _is_name_of_body(words: Sequence[Word], index: int) -> bool:
    """Whether "of" stands in the name of a body: "Department of Defense", "Bank of Japan"."""
    before, after = words[index - 1].mark, words[index + 1].mark
    return bool(words[index].key == "of" and before & Mark.BODY and before & after & Mark.CAPITAL)


def role_before_comma(words: Sequence[Word], start: int, end: int) -> Range | None:
    """The apposition before a name that a comma parts from it: "The BBC's Tokyo correspondent, X, …"."""
    start = honorifics_before(words, start)
    if start < 2 or words[start - 1].text != ",":
        return None
    if not _closes(words, end):
        return None
    last_word = start - 1
    is_noted = words[last_word - 1].text == ")"
    if is_noted:
        # "the Vice President of the Commission (HR/VP), X"
        opening = next((n for n in range(last_word - 2, max(0, last_word - 8), -1) if words[n].text == "("), 0)
        last_word = opening or last_word
    found = role_before(words, last_word, with_article=True)
    if found is None:
        return None
    first, last = found
    lead = words[first]
    if is_noted:
        return found
    # "… met the president, X, …" and "Another expert, X": without an article or an owner it is a list more often.
    if lead.key in ARTICLES or lead.mark & (Mark.OWNER | Mark.PEOPLE | Mark.PLACE | Mark.LETTERS | Mark.NAME):
        return found
    if any(word.mark & Mark.OWNER for word in words[first:last]) or first == 0:
        return found
    return None


def _closes(words: Sequence[Word], end: int) -> bool:
    if end >= len(words):
        return True
    word = words[end]
    return word.text in {",", ".", ";", ":", ")", "—", "–", "?", "!"} or bool(
        word.mark & (Mark.ACTS | Mark.RELATES) or word.key in ("from", "of", "who", "and", "at")
    )


def role_after(words: Sequence[Word], end: int) -> Range | None:
    """The apposition behind: "X, director of the programme,". None where a list goes on, or another name begins."""
    if end >= len(words) or words[end].text not in {",", "—", "–", "("}:
        return None
    start = end + 1
    if start + 1 < len(words) and words[start].text.isdigit() and words[start + 1].text == ",":
        start += 2
    head = office_ahead(words, start)
    return None if head is None else (start, role_end(words, head))


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
        if word.key in MEMBERS and index > start and words[start].key in ARTICLES and not mark & Mark.OWNER:
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
