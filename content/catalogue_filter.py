"""What is typed to see only some briefings of a list: plain words, and fields such as `tag:`, `is:` and `after:`.

Reading it never fails: what is wrong is left out of the filter and told, with where it stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from content.model import Span

_WHOLE = {ord(one): other for one, other in zip("łøđħıŧæœ", ("l", "o", "d", "h", "i", "t", "ae", "oe"), strict=True)}
"""Letters that are whole in Unicode, and that people type without what is added to them."""


class Filter(NamedTuple):
    """Which briefings are wanted; what is empty, or None, is not asked.

    Each of the `words` stands somewhere in title, source and tags, folded as `fold` does; `tags` are whole, each of
    the `sources` is a part of a source, `source` and `tag` are a whole one of each, as `groups` gives them. `before`
    and `after` are dates in ISO 8601, possibly shortened, which then mean their first day: published before it, and on
    it or after, as in a search; what has no date is neither. `is_archived` is None where both are wanted. `is_unread`
    wants those of which no entry was read, `is_to_review` those with drafted entries that nobody accepted.
    """

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    is_starred: bool | None = None
    is_unread: bool | None = None
    is_to_review: bool | None = None
    is_archived: bool | None = False
    source: str | None = None
    tag: str | None = None


EVERY = Filter()
"""What a list shows of itself: every briefing that is not archived."""


class Problem(NamedTuple):
    """Something typed that cannot be meant: where it stands, in code points, what is wrong and what may be written."""

    span: Span
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.reason}; {self.remedy}"


class Read(NamedTuple):
    """What could be read of what was typed, and what could not."""

    filter: Filter
    problems: tuple[Problem, ...] = ()


# A field with its value, or a word; either may be in quotes, of which the last may still be missing.
_TERM = re.compile(r'(\w+):(?!\S)|(?:(\w+):)?(?:"([^"]*)"?|(\S+))')
_FIELDS = ("tag", "source", "is", "before", "after")
_STATES = "is:starred, is:unread, is:archived, is:review"
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def read_filter(typed: str, over: Filter = EVERY) -> Read:
    """The filter that is typed, beside what `over` asks already; raises nothing.

    Of dates and states that are typed twice the last counts. A word with a colon in it whose beginning is no field is
    a word like any other.
    """
    words, tags, sources = list(over.words), list(over.tags), list(over.sources)
    wanted = over
    problems: list[Problem] = []
    for term in _TERM.finditer(typed):
        span = Span(*term.span())
        field = (term[1] or term[2] or "").lower()
        value = term[3] if term[3] is not None else term[4] or ""
        if field not in _FIELDS:
            said = value if term[3] is not None and not field else term[0].replace('"', "")
            words += [word] if (word := fold(said)) else []
        elif not value.strip("# "):
            problems.append(Problem(span, f"{field}: is followed by nothing", f"write {_example(field)}"))
        elif field == "tag":
            tags.append(value.lstrip("#").casefold())
        elif field == "source":
            sources.append(fold(value))
        elif field == "is":
            state = value.lower()
            if state == "starred":
                wanted = wanted._replace(is_starred=True)
            elif state == "unread":
                wanted = wanted._replace(is_unread=True)
            elif state == "archived":
                wanted = wanted._replace(is_archived=True)
            elif state == "review":
                wanted = wanted._replace(is_to_review=True)
            else:
                problems.append(Problem(span, f"there is no is:{value}", f"write one of {_STATES}"))
        elif not _DATE.fullmatch(value):
            problems.append(Problem(span, f"{value} is no date", f"write {_example(field)}"))
        else:
            wanted = wanted._replace(before=value) if field == "before" else wanted._replace(after=value)
    return Read(wanted._replace(words=tuple(words), tags=tuple(tags), sources=tuple(sources)), tuple(problems))


def fold(text: str) -> str:
    """A text by which it is sorted and found: without case, accents, and what is only typography."""
    if text.isascii():
        return " ".join(text.casefold().split()).replace("`", "'")
    from content.wording import fold as fold_typography

    # Twice: letters for mathematics are capitals only when taken apart.
    return " ".join(_plain(fold_typography(_plain(text))).split())


def _plain(text: str) -> str:
    """The letters of a text, small and without what is added to them."""
    import unicodedata

    apart = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE)
    return "".join([each for each in apart if not unicodedata.combining(each)])


def _example(field: str) -> str:
    if field in ("before", "after"):
        return f"a day, a month or a year, as in {field}:2023-05"
    return {"tag": "a tag, as in tag:energy", "source": "a part of a source", "is": "is:starred"}[field]
