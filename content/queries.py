"""What a reader types to search: words, "phrases", -not, OR, prefix*, (parentheses) and fields.

Nothing that is typed is an error: what can be read is read, and what cannot be is told with its place. Words are as
they were typed; how they fold is a matter of the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from content.model import Span

FIELDS = ("pane", "person", "tag", "kind", "source", "before", "after", "has")

LONGEST, MOST = 2000, 64
"""How many characters of a query are read, and how many words and fields."""

_DEEPEST = 40
"""How deep parentheses may stand in each other."""

_EXAMPLES = {
    "pane": "trade", "person": '"Li Qiang"', "tag": "forecast", "kind": "question", "source": "Reuters",
    "before": "2024-05-01", "after": "2024-05-01", "has": "note",
}  # fmt: skip

_TOKEN = re.compile(
    r"(?P<blank>\s+)|(?P<open>\()|(?P<close>\))|(?P<not>-(?=[^\s)-]))"
    r"|(?P<field>[A-Za-z]{2,12}):(?P<value>\"[^\"]*(?:\"|\Z)|[^\s()\"]*)"
    r"|\"(?P<phrase>[^\"]*)(?P<end>\"\*?|\Z)"
    r"|(?P<word>[^\s()\"]+)"
)
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)(/|\Z)", re.DOTALL)
_LITERAL = re.compile(r"/(?=[^\s/]*[][(){}*+?|\\^$])[^\s/]+/(?=\s|\Z)")
"""What may be meant as a regular expression: between slashes, with a sign that only these have."""
_NO_PATTERN = "regular expressions are looked for only where that is said, by --regex or R"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Problem(NamedTuple):
    """What of a query cannot be read: where it stands in it, code points, and one sentence about it."""

    span: Span
    told: str


class Term(NamedTuple):
    """A word, or the words of a phrase; where `is_prefix` the last of them may go on."""

    text: str
    is_prefix: bool = False


class Field(NamedTuple):
    """A field and its value; the value of `before`, `after` and `until` is an ISO 8601 date, possibly shortened."""

    name: str
    value: str


class Pattern(NamedTuple):
    """A regular expression."""

    text: str


class Not(NamedTuple):
    """What must not be there."""

    node: Node


class Every(NamedTuple):
    """All of these."""

    nodes: tuple[Node, ...]


class Either(NamedTuple):
    """One of these at least."""

    nodes: tuple[Node, ...]


Node = Term | Field | Pattern | Not | Every | Either


class Query(NamedTuple):
    """What is looked for, None where nothing is, what could not be read, and where which fields stand."""

    node: Node | None
    problems: tuple[Problem, ...] = ()
    fields: tuple[tuple[Span, Field], ...] = ()


class _Level:
    """What was read inside of one pair of parentheses so far."""

    def __init__(self, at: int, is_not: bool = False) -> None:
        self.at, self.is_not = at, is_not
        self.branches: list[list[Node]] = [[]]
        self.turn: Span | None = None

    def add(self, node: Node) -> None:
        self.branches[-1].append(node)
        self.turn = None

    def turned(self, span: Span) -> bool:
        """Whether an OR can stand here."""
        if not self.branches[-1]:
            return False
        self.branches.append([])
        self.turn = span
        return True

    def node(self) -> Node | None:
        made = [_joined(Every, branch) for branch in self.branches if branch]
        return _joined(Either, made) if made else None


def parse(text: str, *, regex: bool = False, is_typing: bool = False) -> Query:
    """What a query says; never raises. With `regex`, what stands between slashes is a regular expression.

    As long as somebody `is_typing`, the word at the very end may go on.
    """
    return _Reading(text, regex, is_typing).query()


def date_of(words: str) -> str | None:
    """The date that these words are: 2024, 2024-05 or 2024-05-01; None where they are none."""
    found = _DATE.fullmatch(words)
    if found is None:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return None
    return words


def terms_of(node: Node | None) -> Iterator[Term | Pattern]:
    """The words, phrases and patterns that are looked for, without those that must not be there."""
    if isinstance(node, Term | Pattern):
        yield node
    elif isinstance(node, Every | Either):
        for each in node.nodes:
            yield from terms_of(each)


class _Reading:
    """A query being read, from left to right."""

    def __init__(self, text: str, regex: bool, is_typing: bool) -> None:
        self._text, self._regex, self._is_typing = text, regex, is_typing
        self._problems: list[Problem] = []
        self._fields: list[tuple[Span, Field]] = []
        self._levels = [_Level(0)]
        self._count = 0
        self._negated: Span | None = None

    def query(self) -> Query:
        text = self._text
        if len(text) > LONGEST:
            self._tell(LONGEST, len(text), f"only the first {LONGEST:,} characters are read")
            text = text[:LONGEST]
        at, is_start = 0, True
        while at < len(text):
            pattern = _PATTERN.match(text, at) if self._regex and is_start and text[at] == "/" else None
            if pattern is not None:
                self._pattern(pattern)
                self._negated = None
                at = pattern.end()
                continue
            if is_start and text[at] == "/" and not self._regex and (literal := _LITERAL.match(text, at)):
                self._tell(*literal.span(), _NO_PATTERN)
            token = _TOKEN.match(text, at)
            assert token is not None  # whatever is no blank, parenthesis or quotation mark is a word
            if token.lastgroup in ("open", "close"):
                self._parenthesis(token)
            elif token["not"]:
                self._negated = Span(*token.span())
            elif not token["blank"]:
                self._item(token)
                self._negated = None  # what was ruled out says nothing: it is not what comes behind
            is_start = token["word"] is None
            at = token.end()
        return self._finished()

    def _finished(self) -> Query:
        while len(self._levels) > 1:
            level = self._levels[-1]
            self._tell(level.at, level.at + 1, "this parenthesis is not closed")
            self._close()
        if self._levels[0].turn is not None:
            self._tell(*self._levels[0].turn, "OR needs something on both sides")
        node = self._levels[0].node()
        if node is not None and not _is_asking(node):
            self._tell(0, len(self._text), "say also what is looked for, not only what must not be there")
            node = None
        return Query(node, tuple(sorted(self._problems)), tuple(self._fields))

    def _tell(self, start: int, end: int, told: str) -> None:
        self._problems.append(Problem(Span(start, end), told))

    def _add(self, node: Node, start: int, end: int) -> None:
        self._count += 1
        if self._count > MOST:
            if self._count == MOST + 1:
                self._tell(start, end, f"only the first {MOST} words and fields are looked for")
            return
        negated, self._negated = self._negated, None
        self._levels[-1].add(node if negated is None else Not(node))

    def _parenthesis(self, token: re.Match[str]) -> None:
        start, end = token.span()
        if token["open"]:
            if len(self._levels) > _DEEPEST:
                self._tell(start, end, "there are too many parentheses in each other")
                return
            negated, self._negated = self._negated, None
            self._levels.append(_Level(start, negated is not None))
        elif len(self._levels) == 1:
            if not any(each.told.startswith("there are too many") for each in self._problems[-1:]):
                self._tell(start, end, "no parenthesis is open here")
        else:
            self._close()

    def _close(self) -> None:
        level = self._levels.pop()
        if level.turn is not None:
            self._tell(*level.turn, "OR needs something on both sides")
        node = level.node()
        if node is not None:
            self._levels[-1].add(Not(node) if level.is_not else node)

    def _pattern(self, found: re.Match[str]) -> None:
        start, end = found.span()
        if not found[2]:
            self._tell(start, end, "this regular expression needs a / at its end")
        if found[1]:
            self._add(Pattern(found[1]), start, end)

    def _item(self, token: re.Match[str]) -> None:
        start, end = token.span()
        name = (token["field"] or "").lower()
        if name in FIELDS:
            self._field(name, token["value"], start, end)
        elif token["field"]:
            self._unknown(token)
        elif token["phrase"] is not None:
            if not token["end"]:
                self._tell(start, end, "this phrase needs a quotation mark at its end")
            if _has_word(token["phrase"]):
                is_open = not token["end"] and self._is_typing and token["phrase"][-1].isalnum()
                self._add(Term(token["phrase"], token["end"].endswith("*") or is_open), start, end)
        elif token["word"] == "OR":
            if not self._levels[-1].turned(Span(start, end)):
                self._tell(start, end, "OR needs something on both sides")
        elif _has_word(token["word"]):
            word = token["word"]
            is_open = self._is_typing and end == len(self._text) and word[-1].isalnum()
            self._add(Term(word.rstrip("*"), word.endswith("*") or is_open), start, end)

    def _unknown(self, token: re.Match[str]) -> None:
        """What looks like a field and is none: words, as in https://example.org, unless it is a slip."""
        start, end = token.span()
        name, value = token["field"], token["value"]
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), FIELDS, n=1, cutoff=0.75)
        if near and value:
            self._tell(start, start + len(name) + 1, f"there is no field {name}: did you mean {near[0]}:?")
        elif _has_word(value) and not value.startswith("//"):
            self._tell(start, start + len(name) + 1, f"{name}: is no field; it is looked for as it stands")
        words = f"{name} {value.strip(chr(34)).rstrip('*')}"
        self._add(Term(words, value.endswith("*")), start, end)

    def _field(self, name: str, said: str, start: int, end: int) -> None:
        value = " ".join(said.strip('"').split())
        if said.startswith('"') and (len(said) == 1 or not said.endswith('"')):
            self._tell(start, end, "this value needs a quotation mark at its end")
        if name == "tag":
            value = value.lstrip("#")
        if name in ("before", "after"):
            if date_of(value) is None:
                self._tell(start, end, f"{name}: needs a date such as {_EXAMPLES[name]}, 2024-05 or 2024")
                return
        elif name == "has":
            if value.lower() not in ("note", "notes"):
                self._tell(start, end, "has: can only be has:note")
                return
            value = "note"
        elif not _has_word(value):
            self._tell(start, end, f"{name}: needs a value such as {_EXAMPLES[name]}")
            return
        self._fields.append((Span(start, end), Field(name, value)))
        self._add(Field(name, value), start, end)


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _joined(kind: type[Every] | type[Either], nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else kind(tuple(nodes))


def _is_asking(node: Node) -> bool:
    """Whether something is looked for in it, and not only ruled out."""
    if isinstance(node, Not):
        return False
    if isinstance(node, Every):
        return any(map(_is_asking, node.nodes))
    return not isinstance(node, Either) or all(map(_is_asking, node.nodes))
