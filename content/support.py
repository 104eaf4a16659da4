"""What each sentence of a briefing lends its support to: names, numbers, words and denials, read when first cited."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from content.denials import Denials, denials_of, may_deny
from content.model import Briefing
from content.naming import QUIET, Token, supports, tokens_of
from content.quantities import numbers_of, ordinals_of
from content.wording import words_of

_OFFICES = frozenset(
    {"president", "minister", "secretary", "premier", "chancellor", "ambassador", "general", "envoy", "spokesperson"}
    | {"spokesman", "spokeswoman", "leader", "leaders", "ministers", "presidents", "sides", "two", "official"}
)
_PERSONAL = frozenset({"he", "she", "him", "her"})
_PRONOUNS = frozenset({"they", "them", "his", "hers", "their", "it", "its", "who"})


class Support:
    """What one sentence lends its support to, each read when it is first asked for.

    `lone` are the capitalised words that stand beside no other, `units` those of each number.
    """

    def __init__(self, text: str, is_english: bool) -> None:
        self._text = text
        self._is_english = is_english

    @cached_property
    def tokens(self) -> list[Token]:
        return tokens_of(self._text) if self._is_english else []

    @cached_property
    def forms(self) -> set[str]:
        return supports(self.tokens)

    @cached_property
    def lone(self) -> set[str]:
        return lone_of(self._text, self.tokens)

    @cached_property
    def numbers(self) -> set[float]:
        return set(self.units) | ordinals_of({token.folded for token in self.tokens})

    @cached_property
    def units(self) -> dict[float, set[str]]:
        units: dict[float, set[str]] = {}
        for each in numbers_of(self._text):
            for value in each.values:
                units.setdefault(value, set()).add(each.unit)
        return units

    @cached_property
    def words(self) -> str:
        return plain(self._text)

    @cached_property
    def denials(self) -> Denials:
        return denials_of(self._text)

    @cached_property
    def may_deny(self) -> bool:
        return may_deny(self._text)

    @cached_property
    def leans(self) -> bool:
        return _leans(self.tokens)


class Reading:
    """A briefing whose sentences are read when they are first cited."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.is_english = briefing.language.lower().split("-")[0] in ("en", "")
        self._read: dict[int, Support] = {}
        self._paragraphs: dict[int, list[int]] = {}
        for number, paragraph in enumerate(briefing.sentences.paragraphs, 1):
            self._paragraphs.setdefault(paragraph, []).append(number)
        self._near: dict[int, tuple[set[str], set[str]]] = {}

    def sentence(self, number: int) -> Support:
        """What the sentence with a number supports."""
        found = self._read.get(number)
        if found is None:
            found = self._read[number] = self._sentence(number)
        return found

    def _sentence(self, number: int) -> Support:
        columns = self.briefing.sentences
        text = self.briefing.text[columns.starts[number - 1] : columns.ends[number - 1]]
        return Support(text, self.is_english)

    @cached_property
    def _tokens(self) -> list[Token]:
        return tokens_of(self.briefing.text) if self.is_english else []

    @cached_property
    def known(self) -> set[str]:
        """The words that are capitalised where any other would be small, and never small."""
        small = {token.folded for token in self._tokens if not token.is_capital}
        return {token.folded for token in self._tokens if token.is_capital and not token.opens} - small

    @cached_property
    def seen(self) -> set[str]:
        return {token.folded for token in self._tokens}

    @cached_property
    def all_forms(self) -> set[str]:
        return supports(self._tokens)

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        return {(a.folded, b.folded) for a, b in pairwise(self._tokens)}

    def before(self, number: int) -> Iterator[Support]:
        """The sentences before one that its pronoun may speak of: three at most."""
        for _ in range(3):
            if number < 2 or not self.sentence(number).leans:
                return
            number -= 1
            yield self.sentence(number)

    def near(self, number: int) -> tuple[set[str], set[str]]:
        """What the paragraph of a sentence and the one before name, and what stands alone there."""
        paragraph = self.briefing.sentences.paragraphs[number - 1]
        found = self._near.get(paragraph)
        if found is None:
            forms: set[str] = set()
            lone: set[str] = set()
            near = [*self._paragraphs.get(paragraph - 1, ()), *self._paragraphs.get(paragraph, ())]
            if any(self.sentence(one).leans for one in near):  # "he said" is of whom the paragraph before them named
                near += self._paragraphs.get(paragraph - 2, ())
            for one in near:
                forms |= self.sentence(one).forms
                lone |= self.sentence(one).lone
            found = self._near[paragraph] = forms, lone
        return found


def _leans(tokens: list[Token]) -> bool:
    """Whether a sentence speaks of somebody whom one before it named.

    He and she may stand anywhere in it; they and it, and "the minister", only before it names anyone.
    """
    if any(token.folded in _PERSONAL for token in tokens):
        return True
    for index, token in enumerate(tokens):
        if token.folded in _PRONOUNS:
            return True
        if token.folded in ("the", "both") and [t.folded in _OFFICES for t in tokens[index + 1 : index + 2]] == [True]:
            return True
        if token.is_capital and not token.opens:
            return False
    return False


def runs_of(said: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """The capitalised words that stand side by side; a possessive ends a run."""
    run: list[Token] = []
    for token in tokens:
        if run and (not token.is_capital or run[-1].is_possessive or said[run[-1].end : token.start].strip(" -.")):
            yield run
            run = []
        if token.is_capital:
            run.append(token)
    if run:
        yield run


def lone_of(text: str, tokens: list[Token]) -> set[str]:
    """The capitalised words that stand beside no other; titles and offices count for nothing."""
    lone: set[str] = set()
    for run in runs_of(text, tokens):
        names = [token for token in run if token.folded not in QUIET]
        if len(names) == 1:
            lone.add(names[0].folded)
    return lone


def plain(text: str) -> str:
    """The words of a text without typography, a blank around each, so that one text can be looked for in another."""
    return f" {' '.join([word.folded for word in words_of(text)])} "
