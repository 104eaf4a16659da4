"""The words of a sentence outside its quotation marks, and the phrases that name who speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from content.drafting.word_lists import phrase_list, word_list

QUOTE = "“”"
"""The key of what stands for words in quotation marks."""
_PIECE = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\w*(?:[-’'‑&][^\W_]\w*)*|\d[\d,.]*\d|\d|[^\s.\"“”]")
_DOCUMENTS = frozenset(
    """statement declaration communique communiqué resolution treaty agreement document letter report law bill text
    paper memo memorandum joint accord charter constitution he she""".split()  # noqa: SIM905
)
_ISSUED = frozenset(("issued", "released", "published", "adopted", "circulated", "signed", "posted", "seen", "leaked"))
"""What is done with a document that speaks: "a statement issued after the meeting said"."""
_MOST_TO_NAME = 14
_MOST_BACK = 30
"""How many words a phrase may have that is read backwards from a verb: it bounds the time."""


class Token(NamedTuple):
    """A word or sign; `key` is its lower case. `person` numbers whom it names, `quote` the quotation it stands for."""

    key: str
    start: int
    end: int
    is_capital: bool = False
    is_owner: bool = False
    person: int = -1
    quote: int = -1


class Phrase(NamedTuple):
    """Words that name a speaker: positions of tokens, end exclusive; `person` is -1 where it names nobody."""

    first: int
    last: int
    person: int


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PRONOUNS = _set("he she they it we i you")
DETERMINERS = _set("the a an this that these those another one some many several his her their its our both all")
PREPOSITIONS = _set(
    "of for from at in on to with by under about into over after before during through against between among amid "
    "following despite via per within without since until toward towards near inside outside alongside besides upon"
)
BREAKS = _set(
    "that because while when if although though whether whereas as but so unless until where why how than what since "
    "or nor yet who whom whose which ; : — – ( ) [ ] ? ! / •"
)
AUXILIARIES = _set(
    "is are was were be been being am has have had do does did will would shall should can could may might must "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't 's 've 'd"
)
BEING = _set("is are was were be been being am get gets got getting")
TIMES = _set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight week month year "
    "morning afternoon evening night january february march april may june july august september october november "
    "december"
)
ADVERBS = _set(
    "also later then once again further still since earlier now just even always often never ever too not n't first "
    "himself herself themselves itself thus therefore however meanwhile nevertheless moreover furthermore instead "
    "separately additionally elsewhere last this late early ago today simply soon recently repeatedly"
)


def read_tokens(
    text: str, start: int, end: int, quotes: Sequence[tuple[int, int, int]], mentions: Mapping[int, tuple[int, int]]
) -> list[Token]:
    """The words from `start` to `end`, one token for each of the `quotes` (number, start, end) and each mention.

    `mentions` gives for the place where a name begins where it ends and whom it names. Full stops are left out.
    """
    tokens: list[Token] = []
    at = start
    for number, first, last in quotes:
        _read(text, at, max(at, first), mentions, tokens)
        tokens.append(Token(QUOTE, max(start, first), min(end, last), quote=number))
        at = min(end, max(at, last))
    _read(text, at, end, mentions, tokens)
    return tokens


def _read(text: str, start: int, end: int, mentions: Mapping[int, tuple[int, int]], tokens: list[Token]) -> None:
    skipped = start
    for piece in _PIECE.finditer(text, start, end):
        begin, stop = piece.span()
        if begin < skipped:
            continue
        mention = mentions.get(begin)
        if mention is not None and mention[0] <= end:
            stop, person = mention
            is_owner = text.startswith(("'s", "’s"), stop)
            skipped = stop + 2 if is_owner else stop
            if not is_owner and text[stop - 1] == "s" and text[stop : stop + 2] in ("' ", "’ "):
                is_owner, skipped = True, stop + 1
            tokens.append(Token(text[begin:stop].lower(), begin, stop, True, is_owner, person))
            continue
        word = piece[0]
        key = word.lower().replace("’", "'").replace("‑", "-")
        is_owner = key.endswith("'s")
        if word in ("'", "’") and tokens and tokens[-1].end == begin and tokens[-1].key.endswith("s"):
            tokens[-1] = tokens[-1]._replace(is_owner=True)
            continue
        tokens.append(Token(key, begin, stop, word[0].isupper(), is_owner))


@cache
def _offices() -> frozenset[str]:
    return word_list("offices") | word_list("honorifics") | word_list("offices_plural")


@cache
def _titles() -> frozenset[str]:
    places, demonyms = phrase_list("places").words, phrase_list("demonyms").words
    return _offices() | word_list("office_words") | places | demonyms


def is_office(key: str) -> bool:
    """Whether a word says what somebody is: minister, spokesman, Gen."""
    return key in _offices() or key.rsplit("-", 1)[-1] in _offices()


def is_title(token: Token) -> bool:
    """Whether a word may stand before a name as part of a title."""
    return token.key in _titles() or is_office(token.key) or (token.is_capital and token.person < 0)


def is_known_title(key: str) -> bool:
    """Whether a word in lower case belongs to titles, is a place or a demonym."""
    return key in _titles()


def is_body(key: str) -> bool:
    """Whether a word names a place or a people, or belongs to the names of bodies: Beijing, Germans, Council."""
    names = (word_list("bodies"), phrase_list("places").words, phrase_list("demonyms").words, DETERMINERS, PRONOUNS)
    return any(key in words for words in names)


def head_person(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where the phrase names the person that it is about: "Korea expert Bruce Bennett", not "a spokesman for Xi"."""
    for at in range(last - 1, first - 1, -1):
        token = tokens[at]
        if token.person < 0 or token.is_owner:
            continue
        if at + 1 < last and tokens[at + 1].key not in PREPOSITIONS and tokens[at + 1].key not in ("and", ","):
            continue
        if not _hangs_on(tokens, first, at):
            return at
    return None


def _hangs_on(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a preposition ties a name to what stands before it, as in "an aide to President Xi"."""
    before = at - 1
    has_office = False
    while before >= first and is_title(tokens[before]) and not tokens[before].is_owner:
        has_office = has_office or is_office(tokens[before].key)
        before -= 1
    if before < first or tokens[before].key not in PREPOSITIONS or before == first:
        return before >= first and tokens[before].key in PREPOSITIONS and (has_office or before == at - 1)
    return has_office or before == at - 1


def may_speak(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase names somebody, a body or a document, and not just anything."""
    words = tokens[phrase.first : phrase.last]
    return phrase.person >= 0 or any(
        (word.is_capital and word.key not in DETERMINERS) or is_office(word.key) or word.key in _DOCUMENTS
        for word in words
    )


def phrase_before(tokens: Sequence[Token], last: int) -> Phrase | None:
    """The phrase that ends before the token `last`, as the subject of a verb that stands there."""
    if last <= 0 or tokens[last - 1].quote >= 0:
        return None
    end = last
    if tokens[end - 1].key in PRONOUNS:
        return Phrase(end - 1, end, -1)
    first = end
    while first > 0 and end - first < _MOST_BACK:
        token = tokens[first - 1]
        is_issued = token.key in ("after", "before") and first > 1 and tokens[first - 2].key in _ISSUED
        if token.quote >= 0 or token.key == "," or token.key in BREAKS:
            break
        if token.key in ("after", "before") and not is_issued:
            break
        if token.key in AUXILIARIES and not token.is_capital:
            break
        if token.key in ("and", "&") and _is_new_clause(tokens, first, end):
            break
        if token.key in _SAID and not token.is_capital and first < end:
            break
        first -= 1
    return narrow(tokens, first, end)


_TIED = PREPOSITIONS | {"and", "&", "all", "both", "half", "even", "not", "only", "then", "or"}
_SAID = _set("said says say told tells added adds announced stated noted warned reported insisted argued believes")


def _is_new_clause(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether what follows an "and" is a subject of its own, and not one of two."""
    if first >= end or first < 2:
        return True
    lead, before = tokens[first], tokens[first - 2]
    if lead.person >= 0 and before.person >= 0:
        return False
    return bool(lead.key in DETERMINERS or lead.key in PRONOUNS or (lead.is_capital and not before.is_capital))


def narrow(tokens: Sequence[Token], first: int, last: int) -> Phrase | None:
    """The part of a stretch of words that names who speaks; None where nothing is left."""
    while first < last and (tokens[first].key in ADVERBS or tokens[first].key in ("and", "but", "yet", ",")):
        first += 1
    at = head_person(tokens, first, last)
    if at is not None:
        return Phrase(at, at + 1, tokens[at].person)
    if last - first > 4:
        # "… of an election the ministry said": what comes before the last article belongs to another clause.
        for n in range(last - 1, first, -1):
            if tokens[n].key in ("the", "a", "an") and tokens[n - 1].key not in _TIED:
                first = n
                break
    if first < last and tokens[first].key in PREPOSITIONS:
        for n in range(last - 1, first, -1):
            if tokens[n].key in DETERMINERS and tokens[n - 1].key not in PREPOSITIONS:
                first = n
                break
            if tokens[n].key in PRONOUNS:
                return Phrase(n, n + 1, -1)
        else:
            return None
    for n in range(first + 1, last):
        key = tokens[n].key
        if key in ("on", "during", "after", "before", "via", "late", "early") or _is_time(tokens, n, last):
            last = n - 1 if n - 1 > first and tokens[n - 1].key in _ISSUED else n
            break
        if (
            key in ("in", "at", "by")
            and n + 1 < last
            and tokens[n + 1].key in ("a", "an", "his", "her", "their", "its")
        ):
            last = n
            break
    if first < last and tokens[first].key.endswith("ing") and not tokens[first].is_capital:
        return None
    return Phrase(first, last, -1) if first < last else None


def _is_time(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a word says when, and is not part of a name: "the ministry Sunday", but not "the Sunday Telegraph"."""
    if tokens[at].key not in TIMES:
        return False
    return not (tokens[at].is_capital and at + 1 < last and tokens[at + 1].is_capital)


def phrase_after(tokens: Sequence[Token], first: int, is_sure: bool) -> Phrase | None:
    """The phrase that begins at the token `first` and names who speaks, as behind "said" or "according to".

    `is_sure` says that such a phrase must stand there; else None where a clause goes on instead.
    """
    last = first
    while last < len(tokens) and last - first < _MOST_BACK:
        token = tokens[last]
        if token.quote >= 0 or token.key in (",", "who", "which", "adding", "saying") or token.key in BREAKS:
            break
        if token.key in ("and", "&") and _is_new_clause(tokens, last + 1, len(tokens)):
            break
        if last > first and (token.key in TIMES or token.key in ("on", "during", "after", "before", "late", "early")):
            break
        if (
            last > first
            and token.key in ("in", "at", "to")
            and not (is_sure and token.key == "at" and tokens[last - 1].person < 0)
        ):
            break
        if token.key in AUXILIARIES and not token.is_capital:
            if not is_sure:
                return None
            break
        if token.key in PRONOUNS and last > first:
            return None if not is_sure else narrow(tokens, first, last)
        last += 1
        if tokens[last - 1].person >= 0 and not tokens[last - 1].is_owner:
            following = tokens[last] if last < len(tokens) else None
            is_plain = following is not None and following.quote < 0 and following.key[0].isalpha()
            if following is not None and is_plain and following.key not in PREPOSITIONS and following.key != "and":
                if following.key in BREAKS or following.key in TIMES or following.key in ("who", "which", "late"):
                    break
                if following.key.endswith("ing") or following.key in ADVERBS or is_office(following.key):
                    if is_office(following.key):
                        continue
                    break
                if not is_sure:
                    return None
                break
    if (
        not is_sure
        and last == len(tokens)
        and last - first > 1
        and any(t.key.endswith("ed") and not t.is_capital for t in tokens[first + 1 : last])
    ):
        return None
    if first >= last:
        return None
    named = _name_behind_office(tokens, first, last)
    return narrow(tokens, first, last) if named is None else named


def _name_behind_office(tokens: Sequence[Token], first: int, last: int) -> Phrase | None:
    """The name that stands behind an office as its apposition: "said the envoy to the UN, X"."""
    comma = last
    while comma < min(len(tokens), first + _MOST_TO_NAME) and tokens[comma].key != ",":
        if tokens[comma].quote >= 0 or tokens[comma].key in BREAKS or tokens[comma].key in AUXILIARIES:
            return None
        comma += 1
    at = comma + 1
    if at >= len(tokens) or tokens[comma].key != "," or tokens[at].person < 0 or tokens[at].is_owner:
        return None
    if at + 1 < len(tokens) and tokens[at + 1].key != "," and tokens[at + 1].key not in PREPOSITIONS:
        return None
    words = tokens[first:comma]
    if any(word.person >= 0 for word in words) or not any(is_office(word.key) for word in words):
        return None
    return Phrase(at, at + 1, tokens[at].person)
