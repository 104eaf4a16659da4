"""The words of a sentence outside its quotation marks, and what kind of word each is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from content.drafting.word_lists import phrase_list, word_list

QUOTE = "“”"
"""The key of what stands for words in quotation marks."""
_PIECE = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\w*(?:[-’'‑&][^\W_]\w*)*|\d[\d,.]*\d|\d|[^\s.\"“”]")


class Token(NamedTuple):
    """A word or sign; `key` is its lower case. `person` numbers whom it names, `quote` the quotation it stands for."""

    key: str
    start: int
    end: int
    is_capital: bool = False
    is_owner: bool = False
    person: int = -1
    quote: int = -1


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
    "is are was were be been being am has have had do does did will would shall should can could may might must cannot "
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
