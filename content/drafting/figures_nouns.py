"""What a number counts: the noun beside it, or the one that other words part from it."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.drafting.numbers import word_set

_NEXT = re.compile(r"([ \u00a0-])((?:U\.S\.|[^\W\d_][\w'’-]{0,40}))")
_UNIT = re.compile(r"(?:t|kt|km|cm|kg|lbs?|ft|ha|mph|kph|[kMG]W|[GTM]Wh|km²|[ \u00a0]?°[CF])(?![^\W_])")
"""A unit that is written without a blank: "160,000t of beef"."""
_WITH_BLANK = word_set("kilometre sq")
"""Units that are written in one form for one and for many."""
_ABBREVIATED = re.compile(
    r"[ \u00a0](?:[kMGTm]?W(?:h|[ep])?|k?V|km|kg|cm|ft|ha|oz|lbs?|hp|mph|kph|kmh|km/h|m/s|nm|NM|nmi|[kMG]?t|MM[Tt]|mmt"
    r"|[Mm]t?pa|MMt?pa|[kKMm]?b/d|[kKMmBb]?bpd|[km]bd|[BbMm]?bbls?|M?boe(?:/d)?|[BbMTt]cf(?:/d|d)?|[Mm]?mcf|[BbMmTt]cm(?:/y)?"
    r"|M?toe|MM[Bb]tu|[MG]?J|[kMGT]Hz|[MGTP]B|CO2|tCO2e?|mg|ml|sq[ \u00a0](?:km|mi|ft|m)|m(?=[.,;)²³]|[ \u00a0](?:high"
    r"|tall|deep|long|wide|away|above|below)))(?:[²³]|/(?:day|year|yr|d|y|h))?(?![^\W_/])"
)
"""A unit in letters behind a blank: "25 MMT", "1.2 mb/d"."""
_IRREGULAR = word_set(
    "people men women children troops personnel aircraft police cattle livestock fish sheep staff media feet"
    " teeth crew countrymen servicemen policemen gunmen fishermen lawmakers spacecraft hovercraft militia"
    " civilians dead"
)
_NOT_OF_MEN = word_set("specimen regimen acumen abdomen omen hymen stamen yemen")
_MAY_LEAD = word_set(
    "police aircraft staff media crew militia livestock cattle personnel fish sheep arms sports savings"
    " goods services customs rights"
)
"""Plurals that a noun may stand behind, which is then what is counted: "300 police buses"."""
_NOT_NOUNS = word_set(
    "as its was has is this various previous serious religious across his hers us yes less unless perhaps always"
    " besides towards afterwards does plus versus times thus whereas sometimes previously others' continuous"
    " dangerous says indigenous famous numerous nervous ambitious sis overseas states' centuries' p.m a.m o'clock"
)
_STOPS = word_set(
    "the a an in on at of to for from by with and or but nor than that which who whom whose when where while if"
    " as into were was are is be been being have has had do does did will would can could may might shall should"
    " must not no killed wounded injured died said told says after before during since until between among against"
    " over under this these those it they he she we i you their his her our my your then so because also up down"
    " per off out about around each both either only even still now later ago earlier more-than versus via"
    " including according there here how what why mm made took went came got found remain remained voted attended"
)
_PASSED_OVER = word_set("other more additional further")
_ADJUNCTS = word_set("square nautical metric cubic member")
"""What belongs to the noun it stands before; before any other noun the number stands alone: "155 wind turbines"."""
_MEASURES = word_set(
    "kilometer kilometre km mile meter metre m foot inch ton tonne barrel acre hectare megawatt gigawatt kilowatt"
    " kilogram kg pound gallon liter litre degree kilometers knot kiloton megaton gigabyte member nation country"
    " person man woman seat vote page point hectares seater strong bed room"
)
_CALIBRES = word_set("mm millimeter millimetre caliber calibre")
"""What a number of these says is of which kind a gun is, and counts nothing."""
_UNITS = word_set(
    "tonne ton kilometer kilometre mile meter metre foot acre hectare megawatt gigawatt kilowatt kilogram barrel gallon"
    " liter litre"
)
"""What is counted in the singular too, before another noun: "a 350,000 tonne quota"."""
_UNITS_OF_KIND = _UNITS | word_set("inch yard centimeter centimetre feet")
_RECURRENT = word_set("countries sides nations leaders governments parties capitals presidents peoples states koreas")
"""What "two" is said of where nothing is counted: the two who are spoken of."""


_KIND_OF_UNIT = re.compile(
    r"[ \u00a0-](?:metric|square|cubic|nautical)[ \u00a0-]([^\W\d_]{3,12})(?![^\W_])", re.IGNORECASE
)
_PER = re.compile(r"-(?:per|a)-(?:year|month|week|day|hour|minute|second)(?![^\W_])")
"""What belongs to a unit that is joined to it: "100-ton-per-year"."""
_SCALE_OF_HEAT = re.compile(r"[ \u00a0](?:Celsius|Fahrenheit|Centigrade|celsius|centigrade)(?![^\W_])")


class Counted(NamedTuple):
    """A noun that a number counts, in the words of the text; `end` is where it ends if it stands beside the number."""

    noun: str
    end: int | None


def read_counted(text: str, at: int, end: int) -> Counted | None:
    """The noun counted by a number that ends at `at`; None where no word of the next five can be one."""
    counted = _read_counted(text, at, end)
    if counted is None or counted.end is None:
        return counted
    more = _PER.match(text, counted.end, end)
    if more is None and counted.noun.lower() in ("degree", "degrees"):
        more = _SCALE_OF_HEAT.match(text, counted.end, end)
    if more is None:
        return counted
    return Counted(counted.noun + more[0].replace("-", " "), more.end())


def _read_counted(text: str, at: int, end: int) -> Counted | None:
    if unit := _UNIT.match(text, at, end):
        return Counted(unit[0].strip(), unit.end())
    if short := _ABBREVIATED.match(text, at, end):
        return Counted(short[0].strip(), short.end())
    if (of_kind := _KIND_OF_UNIT.match(text, at, end)) and of_kind[1].lower().rstrip("s") in _UNITS_OF_KIND:
        return Counted(of_kind[0][1:].replace("-", " "), of_kind.end())
    found = _NEXT.match(text, at, end)
    if found is None:
        return None
    first = found[2]
    if found[1] == "-":
        part = first.split("-")[0]
        return Counted(part, found.start(2) + len(part)) if part in _MEASURES else None
    if first.lower() in _CALIBRES:
        return None
    is_name = first[0].isupper() and _goes_on(text, found.end(), end)
    is_leading = first.lower() in _MAY_LEAD and _goes_on(text, found.end(), end)
    if not is_name and not is_leading and (is_plural(first) or first.lower() in _WITH_BLANK):
        return Counted(_bare(first), found.start(2) + len(_bare(first)))
    if first.lower() in _UNITS:
        return Counted(first, found.end(2))
    words: list[str] = []
    is_beside = first.lower() in _ADJUNCTS
    for _ in range(5):
        word = found[2]
        if word.lower() in _STOPS or word.endswith(("'s", "’s")):
            return None
        is_lead = word.lower() in _MAY_LEAD and _goes_on(text, found.end(), end)
        if is_plural(word) and not is_lead and not (is_name and not words):
            words.append(_bare(word))
            noun = " ".join(words)
            return Counted(noun, found.start(2) + len(_bare(word)) if is_beside and len(words) == 2 else None)
        if words or word.lower() not in _PASSED_OVER:
            words.append(word)
        found = _NEXT.match(text, found.end(), end)
        if found is None or found[1] == "-":
            return None
    return None


def _goes_on(text: str, at: int, end: int) -> bool:
    """Whether a plural in small letters comes next, so that the word before it is a name: "31 Abrams tanks"."""
    found = _NEXT.match(text, at, end)
    return found is not None and found[1] != "-" and found[2][0].islower() and is_plural(found[2])


def is_plural(word: str) -> bool:
    """Whether the word is a noun in the plural, as far as its form tells."""
    bare = _bare(word)
    if bare[-1:] == "s" and bare[:-1].isupper() and len(bare) > 2:
        return True  # NGOs, MOUs
    lower = bare.lower()
    if lower in _IRREGULAR or (lower.endswith("men") and len(lower) > 5 and lower not in _NOT_OF_MEN):
        return True
    if len(lower) < 3 or lower in _NOT_NOUNS or lower in _STOPS or word.endswith(("'s", "’s")):
        return False
    return lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ous", "'s", "’s", "less"))


def is_spoken_of(noun: str) -> bool:
    """Whether "two" with this noun names two parties already spoken of: "our two countries"."""
    return noun.rpartition(" ")[2].lower() in _RECURRENT


def _bare(word: str) -> str:
    """The word without the apostrophe of a plural's possessive, and without a hyphen that leads on."""
    return word.rstrip("'’-")
