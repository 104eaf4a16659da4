"""Short titles, made of the words of the sentences that they stand for."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.model import Sentences

LONGEST = 72
"""The most code points of a title."""
USUAL = 62
"""To how many code points a title is cut that would be longer than `LONGEST`."""
SHORTEST = 20
"""How many code points must be left of a sentence when something is left out of it."""
HEAD = 260
"""How much of a sentence is looked at for what it opens with."""

_SAYS = r"(?:said|says|told|added|adds|announced|announces|stated|states|reported|reports|noted|notes|explained|argued|argues)"
_WHEN = r"(?:(?:on\s)?[A-Z][a-z]+day\s|today\s|yesterday\s|in\s(?:an?|his|her|their|its)\s[a-z ]{3,24}?\s)?"
_HEAD = re.compile(
    rf"""(?:[Aa]ccording\ to\ (?P<source>[^,“”"]{{1,60}}),\s+
      | (?P<who>[^,;:“”"]{{1,60}}?)\s(?:also\s|later\s)?
        (?:(?:said|says|told\ [\w.]+)\s{_WHEN}(?:that\s|(?!(?:to|of|in|about|so|at|on|during|for|with|from|after|before|by|as|nothing|little|no)\b))
          | {_SAYS}\s{_WHEN}that\s))""",
    re.VERBOSE,
)
_TAIL = re.compile(
    rf""",[”"]?\s(?:according\ to\ [^,;“”"]{{1,90}}
      | (?!and|but|or|which|who|where|that|as)(?:[^,;“”"]{{1,60}}?\s)?(?:later\s|also\s)?{_SAYS}(?:\s[^,;“”"]{{1,70}})?)$""",
    re.VERBOSE,
)
_OPENER = re.compile(
    r"(?:But|And|So|Or|Yet|However|Meanwhile|Also|Moreover|In addition|In fact|Indeed|Earlier|Later|Still|Instead|Thus|Then|Therefore"
    r"|Since then|Nevertheless|Nonetheless|Furthermore|Finally|At the same time|In response|In turn|For example|(?:Earlier )?(?:[Tt]his|[Ll]ast) (?:week|month|year)"
    r"|(?:On )?[A-Z][a-z]+day|Today|Yesterday|Of course|As a result|Sadly|Unsurprisingly(?: then)?),?\s+"
)
# A clause or phrase before the main one. "If", "unless" and "until" stay: without them the main clause says something else.
_INTRO = re.compile(r"(?:As|While|After|Before|Since|When|Although|Though|Despite|During|Following|Amid|In|On|At|By|Over|With|Under|From|For|(?!According\b)[A-Z][a-z]+ing)\s")
_ASIDE = re.compile(
    r"(\b[A-Z][\w.’'-]*),\s(?:(?:an?|the|its|his|her|their)\s(?:(?!\b(?:has|have|had|is|are|was|were|will|would)\b)[^,;:“”\"()]){2,90}"
    r"|(?:who|which|whose|where)\s[^,;:“”\"()]{2,110}),(?=\s[a-z])(?!\s(?:and|or|nor|but|the|an?|its|his|her|their|who|which|where)\b)"
)
_BRACKETS = re.compile(r"\s\([^()]{0,80}\)")
_TIME = re.compile(r"\s(?:today|yesterday|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=\s)")
_CLAUSE = re.compile(r"[,;:—–]\s(?!Jr\b|Sr\b)|\s(?:which|who|whose|where|while|because|although|after|before|as|when|since|amid|during|so|and|but)\s|\s\(")
_PHRASE = re.compile(r"\s(?:in|on|at|for|with|from|by|between|against|into|over|through|under|within|towards?|including|via|among|across|of|to)\s")
# A title must not end before what turns its meaning.
_TURNS = re.compile(r"[\s,;:—–]*(?:and |or |but )?(?:unless|without|except|if|until|only|not|never|but|rather|no|nor|neither|than)\b", re.I)
_SCALE = re.compile(r"[\s-]*(?:hundred|thousand|million|billion|trillion|per ?cent|percent|percentage|barrels|tons|tonnes|years?|months?|euros?|dollars?)\b", re.I)
_HELPING = frozenset(
    "is are was were be been has have had do does did will would can could should may might must shall cannot".split()
)
_DANGLING = _HELPING | frozenset(
    """
a an the this that these those its his her their our your my some any no not of to in on at for with from by and or but as
more most less least than very being also both either neither such other another same about over between against into through
under within including because if when while whether how though until unless who which said says met spoke told led hosted
emphasized emphasised stressed underscored reaffirmed reiterated welcomed announced noted expressed affirmed highlighted
confirmed conveyed range number series variety part lot kind one two many all importance need fact use member members
expected agreed set due scheduled willing able unable likely unlikely failed pledged decided continue continues continued plans
planned intends intended wants wanted seeks sought hopes hoped aims aimed refused vowed promised ready going made make take
first last next new work working works look looks looking minister president secretary chancellor premier ambassador adviser
advisor spokesman spokeswoman spokesperson prime foreign vice deputy mr mr. ms ms. mrs mrs. dr dr. gen gen. sen sen. st st.
""".split()
)
_PAST = frozenset(
    """
met held made said told took gave led sent saw came went began rose fell grew set won lost left put cut hit spoke drew brought
sought bought sold built found kept paid ran broke chose became wrote dealt sat stood understood withdrew let says say means
rises falls holds calls wants needs plans hopes seeks faces remains comes takes makes gives shows views doubts meets visits
contains reflects follows depends does signs urges warns thinks believes hosts leads quit lacks threatens accuses supports
opposes continues includes represents provides requires allows expects intends marks considers increases goes starts works
maintains contends insists argues rejects welcomes points suggests hits puts gets keeps stands lies marks brings helps limits
cannot
""".split()
)
_FINITE = re.compile(r"[a-z]{2,}ed")


class Clause(NamedTuple):
    """The first clause of a sentence, and in its own words who is said there to say it; "" for nobody."""

    words: str
    speaker: str


def title_of(text: str, sentences: Sentences) -> str:
    """A title for a whole text: its first sentence, shortened; "Untitled" where there is none."""
    return headline(sentences[0].span.of(text)) if len(sentences) else "Untitled"


def headline(sentence: str, longest: int = LONGEST) -> str:
    """The first clause of a sentence, at most `longest` code points, in the sentence's own words.

    An attribution at its head ("X said that …") or end, a conjunction and what comes before the main clause are left
    out, and an aside beside a name where it is too long; an ellipsis shows what was cut.
    """
    return clause_of(sentence, longest).words


def beginning(text: str) -> str:
    """The first words of a text as they stand, at most `LONGEST` code points, and an ellipsis for what was cut."""
    words = " ".join(text.split())
    if len(words) <= LONGEST:
        return words
    return words[: max(words.rfind(" ", 0, LONGEST - 1), LONGEST // 2)].rstrip() + "…"


def clause_of(sentence: str, longest: int = LONGEST, *, is_whole: bool = False) -> Clause:
    """What a title says of a sentence, and who says it; with `is_whole`, what comes before the main clause stays."""
    words = " ".join(sentence.split())
    is_quoted = words[:1] in ("“", '"')
    words = words.lstrip("“\"'‘ ")
    words = _after(_OPENER.match(words), words)
    if len(words) > longest and not is_whole:
        words = _main(words)
    found = None if is_quoted else _HEAD.match(words[:HEAD])
    speaker = ""
    if found and len(words) - found.end() > SHORTEST:
        words, speaker = words[found.end() :], found["who"] or found["source"] or ""
    words = _after(_OPENER.match(words), words).strip(" .“”\"'‘’")
    tail = _TAIL.search(words, max(SHORTEST, len(words) - 140))
    if tail:
        words = words[: tail.start()]
    if speaker and len(words) > longest and not is_whole:
        words = _main(words)
    words = _balanced(words.strip(" .,“”\"'‘’"))
    for spare in (_BRACKETS, _ASIDE, _TIME):
        if len(words) > longest:
            # What lies far beyond a title's end makes no difference to it.
            words = spare.sub(r"\1" if spare is _ASIDE else "", words[: 4 * HEAD])
    if len(words) > longest:
        words = _cut(words, longest, longest - LONGEST + USUAL)
    return Clause(words[:1].upper() + words[1:], speaker)


def _after(found: re.Match[str] | None, words: str) -> str:
    return words[found.end() :] if found and len(words) - found.end() > SHORTEST else words


def _main(words: str) -> str:
    """The words without what comes before the main clause: up to the first comma after which a verb follows."""
    if not _INTRO.match(words):
        return words
    at = words.find(", ")
    while 0 < at < HEAD:
        end = words.find(", ", at + 2)
        clause = words[at + 2 : end if end > 0 else len(words)]
        if len(words) - at - 2 > SHORTEST and _has_verb(clause) and not clause.startswith(("and ", "or ", "who ", "which ", "where ")):
            return words[at + 2 :]
        at = end
    return words


def _has_verb(words: str) -> bool:
    listed = words.split()[1:]
    return any(word in _HELPING or word in _PAST or _FINITE.fullmatch(word) for word in listed)


def _cut(words: str, longest: int, usual: int) -> str:
    """The words up to the end of a clause or phrase, the later the better, else of a word, and an ellipsis."""
    room = words[: usual + 12]
    ends = [(found.start() + 14, found.start()) for found in _CLAUSE.finditer(room)]
    ends.extend((found.start(), found.start()) for found in _PHRASE.finditer(room))
    for _, end in sorted(ends, reverse=True):
        if SHORTEST <= end < usual and _is_whole(words, end) and _is_clause(words, end):
            return _closed(words[:end])
    end = words.rfind(" ", 0, longest - 1)
    while end > 0 and (_dangles(words, end) or _TURNS.match(words, end)):
        end = words.rfind(" ", 0, end)
    return _closed(words[: end if end > 0 else longest - 2])


def _is_clause(words: str, end: int) -> bool:
    """Whether the words up to an end have a verb; "the energy shipped" has none where "is expected" follows."""
    listed = words[:end].split()[1:]
    if any(word in _HELPING or word in _PAST for word in listed):
        return True
    follows = words[end : end + 70].split(",")[0].split()
    return any(_FINITE.fullmatch(word) for word in listed) and not _HELPING.intersection(follows)


def _closed(words: str) -> str:
    """The words with an ellipsis for what was cut, inside the quotation that it was cut from."""
    words = words.rstrip(" ,;:—–-(“")
    return words + ("…”" if words.count("“") > words.count("”") else "…")


def _is_whole(words: str, end: int) -> bool:
    """Whether words may end there: on none that asks for another, before none that turns what they say."""
    before = words[:end].rstrip(" ,;:—–-(").split(" ")
    after = words[end:].lstrip(" ,;:—–-(").split(" ", 1)[0]
    if _dangles(words, end) or after in _HELPING or _TURNS.match(words, end):
        return False
    # "A statement agreed by …": what was done stands further on.
    is_done_by = after == "by" and _FINITE.fullmatch(before[-1]) and not _HELPING.intersection(before)
    return not is_done_by and words.count('"', 0, end) % 2 == 0


def _dangles(words: str, end: int) -> bool:
    """Whether the words before an end ask for more: "of", or the number of a "billion"."""
    last = words[:end].rstrip(" ,;:—–-(").rsplit(" ", 1)[-1].casefold()
    return last in _DANGLING or (last[-1:].isdigit() and _SCALE.match(words, end) is not None)


def _balanced(words: str) -> str:
    """The words without a quotation mark or bracket whose partner is missing."""
    for opening, closing in ("“”", "()", "[]"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words if words.count('"') % 2 == 0 else words.replace('"', "")
