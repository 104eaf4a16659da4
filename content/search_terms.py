"""A query made ready for the index: its words folded, asked of a text, and said in the index's own language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from content.model import Span
from content.queries import Either, Every, Field, Node, Not, Pattern, Term
from content.store.search_words import folded, placed_words, words_of

SHORT = 3
"""Up to so many letters a beginning is that of so many words that it is quicker to read what is newest."""

_INITIALS = re.compile(r"[A-Z]{2,4}|(?:[A-Za-z]\.){2,5}|(?:[A-Za-z]\.){1,4}[A-Za-z]", re.ASCII)

_DEEPEST_PHRASE = 64
"""How many words of a phrase are asked for."""


class Words(NamedTuple):
    """Words in a row, folded; where `is_prefix` the last may go on."""

    words: tuple[str, ...]
    is_prefix: bool = False
    needle: str = ""

    @classmethod
    def of(cls, words: tuple[str, ...], is_prefix: bool = False) -> Words:
        """These words, with what is looked for in a text, see `stand_in`."""
        return cls(words, is_prefix, f" {' '.join(words)}{'' if is_prefix else ' '}")

    @property
    def is_short(self) -> bool:
        """Whether there is a beginning in it that very many words have."""
        return self.is_prefix and len(self.words[-1]) <= SHORT

    @property
    def without_short(self) -> Words | None:
        """What is left of it without such a beginning; None where that is nothing."""
        return self if not self.is_short else Words.of(self.words[:-1]) if len(self.words) > 1 else None

    def stand_in(self, spaced: str) -> bool:
        """Whether they stand in a text, which is folded and has one blank before, between and behind its words."""
        return self.needle in spaced

    def __str__(self) -> str:
        """Them in the language of the index. Folded words have no quotation marks in them."""
        return f'"{" ".join(self.words)}"{" *" if self.is_prefix else ""}'


class Asked(NamedTuple):
    """A field with its value folded; of a date, and of `has`, as it is."""

    name: str
    value: str
    words: Words


class Matches(NamedTuple):
    """A regular expression, and whether it is found in a text."""

    is_in: Callable[[str], bool]
    places: Callable[[str], list[Span]]


Compiled = Words | Asked | Matches | Not | Every | Either
"""As `Node`, with what is compiled in the place of what was typed."""

Compile = Callable[[str], Matches | None]


def compile_node(node: Node | None, pattern: Compile) -> Compiled | None:
    """The query made ready; None where nothing of it is left, as words of punctuation alone are left out."""
    match node:
        case Term(text, is_prefix):
            return _words(text, is_prefix)
        case Field(name, value):
            return Asked(name, value, Words.of(words_of(value), is_prefix=True))
        case Pattern(text):
            return pattern(text)
        case Not(inner):
            ready = compile_node(inner, pattern)
            return None if ready is None else Not(ready)  # type: ignore[arg-type]
        case Every(nodes) | Either(nodes):
            made = [each for each in map(partial(compile_node, pattern=pattern), nodes) if each is not None]
            if len(made) < 2:
                return made[0] if made else None
            # What is quickly told comes first; a field may have to read all entries of a briefing.
            made.sort(key=_effort)
            return Every(tuple(made)) if isinstance(node, Every) else Either(tuple(made))  # type: ignore[arg-type]
    return None


def _effort(node: Compiled) -> int:
    return 0 if isinstance(node, Words) else 2 if isinstance(node, Asked) else 1


def _words(text: str, is_prefix: bool) -> Compiled | None:
    words = words_of(text)[:_DEEPEST_PHRASE]
    if not words:
        return None
    said = Words.of(words, is_prefix)
    if not _INITIALS.fullmatch(text):
        return said
    # U.S. and US are one name, which the index has as one word or as two.
    letters = "".join(words)
    other = Words.of(tuple(letters) if len(words) == 1 else (letters,), is_prefix)
    return Either((said, other))  # type: ignore[arg-type]


def holds(
    node: Compiled, words: Callable[[Words], bool], field: Callable[[Asked], bool], text: Callable[[], str]
) -> bool:
    """Whether a query holds of something of which these tell whether words are in it, fields hold, and its text."""
    match node:
        case Words():
            return words(node)
        case Asked():
            return field(node)
        case Matches():
            return node.is_in(text())
        case Not(inner):
            return not holds(inner, words, field, text)  # type: ignore[arg-type]
        case Every(nodes):
            return all(holds(each, words, field, text) for each in nodes)  # type: ignore[arg-type]
        case Either(nodes):
            return any(holds(each, words, field, text) for each in nodes)  # type: ignore[arg-type]


def may_hold(node: Compiled, field: Callable[[Asked], bool | None]) -> bool | None:
    """Whether a query holds where only some fields are known; None where that cannot be told yet."""
    match node:
        case Asked():
            return field(node)
        case Not(inner):
            told = may_hold(inner, field)  # type: ignore[arg-type]
            return None if told is None else not told
        case Every(nodes) | Either(nodes):
            told_each = [may_hold(each, field) for each in nodes]  # type: ignore[arg-type]
            deciding = isinstance(node, Either)
            if deciding in told_each:
                return deciding
            return None if None in told_each else not deciding
    return None


class Columns(NamedTuple):
    """How an index says what a query asks: which columns have words, and which has which field."""

    words: str
    fields: dict[str, str]


def expression(node: Compiled, columns: Columns, *, leave_short: bool = False) -> str | None:
    """What all that a query holds of matches in an index, and perhaps more; None where that is everything.

    Of several things that must be there, `leave_short` leaves out short beginnings, which are slow to look for.
    """
    match node:
        case Words():
            asked = node.without_short if leave_short else node
            return None if asked is None else f"{columns.words}{asked}"
        case Asked():
            column = columns.fields.get(node.name)
            return None if column is None or not node.words.words else f"{column} : {node.words}"
        case Every(nodes):
            said = [each for each in (expression(part, columns, leave_short=leave_short) for part in nodes) if each]  # type: ignore[arg-type]
            if not said:
                return None
            wanted = " AND ".join(f"({each})" for each in said)
            for part in nodes:
                # Only words are asked of the index as exactly as they are asked of the text.
                if isinstance(part, Not) and isinstance(part.node, Words) and not part.node.is_short:
                    wanted = f"({wanted}) NOT ({columns.words}{part.node})"
            return wanted
        case Either(nodes):
            parts = [expression(part, columns, leave_short=leave_short) for part in nodes]  # type: ignore[arg-type]
            if any(part is None for part in parts):
                return None
            return " OR ".join(f"({part})" for part in parts)
    return None


def needed_in(node: Compiled) -> list[Words]:
    """Words without which it cannot hold."""
    parts = node.nodes if isinstance(node, Every) else (node,)
    return [each for each in parts if isinstance(each, Words)]


def wanted_in(node: Compiled | None) -> Iterator[Words | Matches]:
    """The words and patterns that are looked for, without those that must not be there."""
    match node:
        case Words() | Matches():
            yield node
        case Every(nodes) | Either(nodes):
            for each in nodes:
                yield from wanted_in(each)  # type: ignore[arg-type]


class Marker:
    """Finds where what is wanted stands in texts."""

    def __init__(self, wanted: Iterable[Words | Matches]) -> None:
        each = list(wanted)
        self._patterns = [one for one in each if isinstance(one, Matches)]
        words = sorted((one for one in each if isinstance(one, Words)), key=lambda one: -len(one.needle))
        said = "|".join(f"{' +'.join(map(re.escape, one.words))}{'[^ ]*' if one.is_prefix else ''}" for one in words)
        self._words = re.compile(f"(?<![^ ])(?:{said})(?![^ ])") if words else None

    def marks(self, text: str) -> list[Span]:
        """The places in a text, in order; what meets or overlaps is one."""
        found: list[Span] = []
        if self._words is not None:
            whole = folded(text)
            if len(whole) == len(text):
                found = [Span(*each.span()) for each in self._words.finditer(whole)]
            else:
                found = self._placed(text, self._words)
        for each in self._patterns:
            found += each.places(text)
        return merged(found)

    @staticmethod
    def _placed(text: str, pattern: re.Pattern[str]) -> list[Span]:
        """The places where folding changes places: in the words with one blank between, and from there in the text."""
        words = placed_words(text)
        begins: dict[int, int] = {}
        ends: dict[int, int] = {}
        at = 0
        for word in words:
            begins[at], ends[at + len(word.folded)] = word.start, word.end
            at += len(word.folded) + 1
        line = " ".join([word.folded for word in words])
        return [Span(begins[each.start()], ends[each.end()]) for each in pattern.finditer(line)]


def merged(spans: list[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        elif span.end > span.start:
            made.append(span)
    return made
