"""What the figures of a sentence measure: the subject of the verb of measure, and the time that each is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from content.calendar_values import Stretch, month_of_article, read_stretch, year_earlier, year_of_article
from content.model import Citation, Figure


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VERB = re.compile(
    r"\b(?:(?P<does>rose|rises?|risen|rising|grew|grows?|grown|growing|fell|falls?|fallen|falling"
    r"|dropp?ed|drops?|declin(?:ed?|es)"
    r"|reach(?:ed|es|ing)?|hits?|totall?ed|totals?|amount(?:ed|s)? to|stood|stands?|exceed(?:ed|s)?"
    r"|climb(?:ed|s)?|jump(?:ed|s)?"
    r"|surg(?:ed?|es)|soar(?:ed|s)?|shr[aiu]nk|shrinks|slump(?:ed|s)?|plung(?:ed?|es)|edged|ticked|came"
    r"|topped|surpass(?:ed|es)?|averaged|valued|estimated"
    r"|contract(?:ed|s)?|slipp?ed|tumbled|swell(?:ed|s)?|swollen|accelerated|slowed|was|were|is|are)"
    r"|(?P<makes>increas(?:ed?|es|ing)|decreas(?:ed?|es|ing)|rais(?:ed?|es|ing)|cuts?|boost(?:ed|s)?"
    r"|lift(?:ed|s)?|slash(?:ed|es)?|reduc(?:ed?|es)"
    r"|expand(?:ed|s)?|brought|brings?|push(?:ed|es)?|took))\b",
    re.IGNORECASE,
)
_WEAK = frozenset({"was", "were", "is", "are", "came", "took", "brought", "brings", "bring", "hit", "hits"})
_DOWN = re.compile(
    r"\b(?:f[ae]ll\w*|dropp?\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|slump\w*|plung\w*|cuts?|slash\w*"
    r"|reduc\w*|down|lower|less"
    r"|contract(?:ed|s)|slipp?ed|tumbled|lost)\b",
    re.IGNORECASE,
)
_ABOUT = (
    r"(?:(?:about|around|nearly|almost|approximately|roughly|some|over|more than|less than|up to|at least"
    r"|just|only|as much"
    r" as|an? (?:estimated|record|total of|average of)|a|the)\s+)*"
)
_FROM = re.compile(rf"\bfrom\s+{_ABOUT}\Z", re.IGNORECASE)
_TO = re.compile(rf"\b(?:to|at|of)\s+{_ABOUT}\Z", re.IGNORECASE)
_BY = re.compile(rf"\b(?:by|up|down|another|additional|an? further)\s+{_ABOUT}\Z", re.IGNORECASE)
_DIRECT = re.compile(
    rf"\s*(?:(?:sharply|slightly|steadily|again|further|back|up|down|out|in|on)\s+)?{_ABOUT}\Z", re.IGNORECASE
)
_BEFORE_NUMBER = re.compile(
    rf"\s*(?:(?:sharply|slightly|steadily|dramatically|further|again|back|up|down|in (?:value|volume|total))\s+)?"
    rf"(?:(?:from|to|by|at|of)\s+)?{_ABOUT}\Z",
    re.IGNORECASE,
)
_PATH = re.compile(r"\s*(?:from|by|to|at|up|down)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\s*(?P<what>[^,;:()]{3,60}?)\s+(?:from|to|by)\s", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:—–()“”\"]|\b(?:that|which|who|while|when|where|after|before|because|although|though|but|as|if"
    r"|since|and|said|says|whose)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:would|will|could|should|may|might|can|has|have|had|is|are|was|were|be|been|being|also|then"
    r"|now|already|likely|set"
    r"|about|expected|forecast|projected|predicted|estimated|planned|due|going|only|just|actually|nearly"
    r"|almost|to|not|still|even"
    r"|dramatically|sharply|steadily|further|recently))+\Z",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\b(?:would|will|could|might|expect\w*|forecast\w*|predict\w*|project(?:s|ed|ion|ions)|target\w*"
    r"|aims?|plans?|planned|pledged?"
    r"|estimated to|set to|due to|likely to)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:(?P<this>this|the current)|(?P<last>last|the previous|the past)|(?P<next>next"
    r"|the coming)) (?P<what>year|month|quarter)\b"
    r"|\b(?P<ago>a year (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\b(?:same (?:period|time|quarter|month|months)(?: (?:in|of|a|last))*|compared (?:with"
    r"|to)(?: \w+){0,4}?|than(?: \w+){0,3}?|versus"
    r"|against(?: \w+){0,3}?|over|since|from(?: the)?)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not(?! only\b)|never|cannot|nor)\b|n['’]t\b|\bfail(?:ed|s)? to\b", re.IGNORECASE)
_WAY = re.compile(r"\b(?P<way>to|into|from)\s+(?:the\s+)?\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PREPOSITION = frozenset(
    {
        "of",
        "between",
        "among",
        "in",
        "with",
        "from",
        "to",
        "for",
        "by",
        "on",
        "at",
        "into",
        "across",
        "under",
        "against",
    }
)
_EMPTY = _words(
    """
    a an the its their his her our my this that these those total overall annual yearly monthly quarterly
    combined whole value volume amount number level size sum figure figures levels rate two both countries
    nations sides states country nation neighbours neighbors bilateral two-way mutual year month quarter such
    any all some each every and or
    """
)
_HOLLOW = frozenset(
    {"value", "volume", "amount", "number", "level", "size", "sum", "rate", "total", "share", "cost", "price"}
)
"""Heads that say nothing alone: the value of exports is of exports."""
_MUTUAL = re.compile(
    r"\b(?:bilateral|two-way|mutual)\b|\bbetween the (?:two|countries|nations|sides|neighbou?rs)\b"
    r"|\b(?:two|both) (?:countries|nations|sides|states)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = _words(
    """
    it he she they we i you this that these those there which who what one ones more most others
    """
)


class Measure(NamedTuple):
    """What a figure measures. `subject` is what the sentence calls it, `head` the noun of that, `qualities` what else
    it says of it; `parties` are the states named in it, and `is_mutual` says that it is between two that are not.

    `stretch` is the time that the figure is of; None where the sentence says none.
    """

    subject: str
    head: str
    qualities: frozenset[str]
    parties: tuple[str, ...]
    is_mutual: bool
    stretch: Stretch | None
    is_change: bool
    is_loss: bool
    is_forecast: bool


class _Time(NamedTuple):
    start: int
    end: int
    stretch: Stretch


def measures_of(
    sentence: Citation, figures: Sequence[Figure], times: Sequence[Figure], day: str
) -> Iterator[tuple[Figure, Measure]]:
    """What those figures of a sentence measure of which it can be told; `day` is that of the article."""
    text, offset = sentence.quote, sentence.span.start
    placed = _times(text, offset, times, day)
    for index, figure in enumerate(figures):
        at, end = figure.span.start - offset, figure.span.end - offset
        verb = _verb_before(text, at)
        subject = None if verb is None else _subject(text, verb, at)
        if verb is None or subject is None or _is_denied(text, verb, at):
            continue
        before = text[:at]
        is_from = bool(_FROM.search(before))
        is_change = bool(_BY.search(before)) or (
            figure.unit == "%" and not _TO.search(before) and not is_from and verb[0].lower() not in _WEAK
        )
        following = figures[index + 1].span.start - offset if index + 1 < len(figures) else len(text)
        stretch = _time_of(text, at, end, following, placed)
        if is_from and not any(end <= time.start < following for time in placed):
            continue  # what it was before, it does not say when
        head, qualities, parties = _parted(subject)
        if not head:
            continue
        words = text[verb.start() : at]
        yield (
            figure,
            Measure(
                subject,
                head,
                qualities,
                parties,
                bool(_MUTUAL.search(subject)),
                stretch,
                is_change,
                is_change and bool(_DOWN.search(words)),
                not is_from and bool(_FORECAST.search(before)),
            ),
        )


def _verb_before(text: str, at: int) -> re.Match[str] | None:
    """The verb of measure that a figure is the measure of."""
    found = None
    for match in _VERB.finditer(text, 0, at):
        found = (
            match
            if found is None or match[0].lower() not in _WEAK or _BEFORE_NUMBER.fullmatch(text[match.end() : at])
            else found
        )
    if found is None or text.find(";", found.end(), at) >= 0:
        return None
    between = text[found.end() : at]
    if found[0].lower() in _WEAK and not _BEFORE_NUMBER.fullmatch(between):
        return None
    is_near = _BEFORE_NUMBER.fullmatch(between) or _PATH.match(between) or len(between) < 90
    return found if is_near else None


def _is_denied(text: str, verb: re.Match[str], at: int) -> bool:
    """Whether the clause of a verb says that it was not so."""
    begins = [mark.end() for mark in re.finditer(r"[,;:—–]", text[: verb.start()])]
    return bool(_DENIED.search(text, begins[-1] if begins else 0, at))


def _subject(text: str, verb: re.Match[str], at: int) -> str | None:
    """What goes up or down: what is before the verb, or what somebody makes go so."""
    if verb["makes"] is not None:
        what = _OBJECT.match(text, verb.end(), at)
        if what and not _PATH.match(what[0]) and not _DIRECT.fullmatch(what["what"]):
            return _cleaned(what["what"])
        if not _PATH.match(text, verb.end()) and not _BEFORE_NUMBER.fullmatch(text[verb.end() : at]):
            return None
    elif not _BEFORE_NUMBER.fullmatch(text[verb.end() : at]) and not _path_of(text[verb.end() : at]):
        return None
    before = _TAIL.sub("", text[: verb.start()].rstrip())
    cut = 0
    for match in _CLAUSE.finditer(before):
        # "between the two and the third" goes on; a clause does not begin with what joins two names.
        if match[0].lower() in ("and", "as") and not _begins_clause(before, match.end()):
            continue
        cut = match.end()
    return _cleaned(before[cut:])


def _path_of(between: str) -> bool:
    """Whether nothing but the way of a figure stands between its verb and another: from $190 billion in 2022 to."""
    return bool(_PATH.match(between)) or bool(
        re.match(r"\s*[$€£¥]?\d|\s*(?:about|nearly|a|an|over|almost|more)\b", between)
    )


def _begins_clause(text: str, at: int) -> bool:
    return len(_WORD.findall(text[at:])) > 3


def _cleaned(words: str) -> str | None:
    """A subject without what leads to it; None where it is none."""
    found = " ".join(words.split()).strip(" ,.’'\"“”")
    parts = found.split()
    while parts and parts[0].lower() in (
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "also",
        "in",
        "on",
        "by",
        "total",
        "overall",
    ):
        del parts[0]
    if not parts or len(parts) > 12 or parts[0].lower() in _NO_SUBJECT or parts[0].lower() in _PREPOSITION:
        return None
    return " ".join(parts)


def _parted(subject: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """The head of a subject, its other words and the states in it; the head is empty where there is none."""
    from content.bodies import bodies_in

    states = [named for named in bodies_in(subject) if named.is_state]
    # What goes to a state is another thing than what comes from it.
    ways = {f"{way['way'].lower()} {named.name}" for named in states if (way := _WAY.search(subject[: named.start]))}
    rest = list(subject)
    for named in states:
        rest[named.start : named.end] = " " * (named.end - named.start)
    words = [match[0].lower().removesuffix("’s").removesuffix("'s") for match in _WORD.finditer("".join(rest))]
    stop = next((n for n, word in enumerate(words) if word in _PREPOSITION), len(words))
    if stop < len(words) and words[stop] == "of" and set(words[:stop]) <= _EMPTY | _HOLLOW:
        words = words[stop + 1 :]
        stop = next((n for n, word in enumerate(words) if word in _PREPOSITION), len(words))
    phrase = [word for word in words[:stop] if word not in _EMPTY]
    while len(phrase) > 1 and phrase[-1].endswith(("ed", "ing")):  # "energy shipped from": what is done with it
        phrase.pop()
    if not phrase:
        return "", frozenset(), ()
    head = _singular(phrase[-1])
    others = {
        _singular(word) for word in (*phrase[:-1], *words[stop:]) if word not in _EMPTY and word not in _PREPOSITION
    }
    return head, frozenset(others | ways), tuple(sorted({named.name for named in states}))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _times(text: str, offset: int, times: Sequence[Figure], day: str) -> list[_Time]:
    """The times that a sentence names, in order, but for those that something is only compared with."""
    found = []
    for figure in times:
        stretch = read_stretch(figure.value, day)
        if stretch is not None:
            found.append(_Time(figure.span.start - offset, figure.span.end - offset, stretch))
    for match in _RELATIVE.finditer(text):
        by = -1 if match["last"] or match["ago"] else 1 if match["next"] else 0
        named = [time for time in found if time.end <= match.start()]
        if match["ago"] and named:
            near = year_earlier(max(named).stretch)
        elif match["ago"] or match["what"].lower() == "year":
            near = year_of_article(day, by)
        else:
            near = month_of_article(day, by, size=3 if match["what"].lower() == "quarter" else 1)
        if near is not None and not any(time.start < match.end() and match.start() < time.end for time in found):
            found.append(_Time(match.start(), match.end(), near))
    return sorted([time for time in found if not _BASE.search(text[: time.start])])


def _time_of(text: str, at: int, end: int, following: int, times: Sequence[_Time]) -> Stretch | None:
    """The time that a figure is of: the first behind it and before the next figure, else the last before it."""
    behind = next((time for time in times if end <= time.start < following), None)
    if behind is not None and not re.search(r"[;]", text[end : behind.start]):
        return behind.stretch
    ahead = [time for time in times if time.end <= at]
    if ahead:
        return ahead[-1].stretch
    # "dropped 9 percent to $105 billion in 2023"
    later = next((time for time in times if time.start >= end), None)
    return later.stretch if later is not None and not _CLAUSE.search(text[end : later.start]) else None
