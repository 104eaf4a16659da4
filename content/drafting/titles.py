"""Short titles, made of the words of the sentences that they stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from content.drafting.doubts import is_turning, is_untrue, is_weakened, may_speak_plainly, turn_behind
from content.drafting.title_cuts import (
    HEAD,
    HELPING,
    LONGEST,
    SHORTEST,
    balanced,
    has_verb,
    is_verb,
    shorten,
)
from content.drafting.word_lists import word_list
from content.model import Sentences

_SAYS = (
    "said|says|told|added|adds|announced|announces|stated|states|reported|reports|noted|notes|explained|argued|argues"
)
_WHEN = (
    r"(?:(?:on\s)?(?:[A-Z][a-z]+day|[A-Z][a-z]{2,8}\.?\s\d{1,2})\s|today\s|yesterday\s"
    r"|in\s(?:an?|his|her|their|its)\s[a-z ]{3,24}?\s)?"
)
# "said" may go without "that", where no word follows that begins no clause.
_NO_CLAUSE = "to|of|in|about|so|at|on|during|for|with|from|after|before|by|as|nothing|little|no|yes"
_TOLD = (
    r"(?:(?:[Tt]he\s)?[A-Z][\w.’'-]*(?:\s(?:of\s)?[A-Z][\w.’'-]*){0,3}"
    r"|reporters|journalists|lawmakers|him|her|them|us)"
)
_HEAD = re.compile(
    rf"""(?:[Aa]ccording\ to\ (?P<source>[^,“”"]{{1,60}}),\s+
      | (?P<who>[^,;:“”"]{{1,60}}?)(?:,\s(?!and\b|or\b)[^,;:“”"]{{2,90}},)?\s
        (?:(?:also|later|earlier|then|has|have|had)\s){{0,3}}
        (?:(?:said|says|told\ {_TOLD})\s{_WHEN}(?:that\s|(?!(?:{_NO_CLAUSE})\b))
          | (?:{_SAYS})\s{_WHEN}that\s))""",
    re.VERBOSE,
)
# "X, a chatbot claimed, said that": it is the chatbot that says so.
_HEARSAY = re.compile(r"\b(?:claim(?:s|ed)|says|said|alleged|report(?:s|ed)|insist(?:s|ed)|wrote|believes?),\s")
# "According to X, the head of Y, exports fell": what stands between the commas is about X.
_APPOSITION = re.compile(
    r"(?:(?:an?|the|its|his|her|their|former|head|director|who|which)\s[^,;:“”\"()]{2,110}|[a-z][^,;:“”\"()]{2,60}),\s"
    r"(?=(?P<next>[\w’'-]+))"
)
# Where the main clause holds only under what stands before it.
_FRAME = re.compile(
    r"(?:Under|In|At|By|On|For|During|Over|With)\s(?:[\w’'-]+\s){0,4}?(?:theory|principle|scenario|simulation|exercise|wargame|game"
    r"|novel|film|movie|play|dream|world|case|event|model|draft|proposal|poll|universe|version|view|eyes|opinion|mind|plan|deal"
    r"|terms|bill|conditions|scheme)s?\b"
)
_TAIL = re.compile(
    rf""",[”"]?\s(?:according\ to\ [^,;“”"]{{1,90}}
      | (?!and|but|or|which|who|where|that|as)(?:[^,;“”"]{{1,60}}?\s)?(?:later\s|also\s)?
        (?:{_SAYS})(?!\sthat\b)(?:\s[^,;“”"]{{1,70}})?)$""",
    re.VERBOSE,
)
_SOURCE = re.compile(
    rf""",[”"]?\s(?:according\ to\ (?P<of>.+)
      | (?:(?P<before>.+?)\s)??(?:later\s|also\s)?(?:{_SAYS})(?:\s(?P<after>.+))?)$""",
    re.VERBOSE,
)
_OPENERS = (
    "But|And|So|Or|Yet|However|Meanwhile|Also|Moreover|In addition|In fact|Indeed|Earlier|Later|Still|Instead(?! of)"
    "|Thus|Then|Therefore|Since then|Nevertheless|Nonetheless|Furthermore|Finally|At the same time|In response|In turn"
    "|Today|Sadly|For example|Yesterday|Of course|As a result|Unsurprisingly(?: then)?|(?:On )?[A-Z][a-z]+day"
    "(?: (?:morning|afternoon|evening|night))?|[A-Z]{3,12}:|(?:Earlier )?(?:[Tt]his|[Ll]ast) (?:week|month|year)"
)
_OPENER = re.compile(rf"(?:{_OPENERS}),?\s+")
# A clause or phrase before the main one. Conditions stay: without them the main clause says something else.
_INTRO = re.compile(
    r"(?!As long|As soon|Even|In case|In the event|On condition|According\b|Provid|Assum|Suppos|Barring)"
    r"(?:As|While|After|Before|Since|When|Although|Though|Despite|During|Following|Amid|In|On|At|By|Over|With|Under|From|For"
    r"|(?!Beijing|Outgoing|Incoming|Leading|Ruling|Visiting|Acting|Existing|Remaining|Sitting|Rising|Growing|Nothing)"
    r"[A-Z][a-z]+ing)\s"
)
_ASIDE = re.compile(
    r"(\b[A-Z][\w.’'-]*),\s"
    r"(?:(?:an?|the|its|his|her|their)\s(?:(?!\b(?:has|have|had|is|are|was|were|will|would)\b)[^,;:“”\"()]){2,140}"
    r"|(?:who|which|whose|where)\s[^,;:“”\"()]{2,110}),\s(?=(?P<next>[a-z]+))"
)
_LINK = re.compile(
    r",\s(?:however|meanwhile|therefore|though|too|in turn|in fact|of course|for (?:his|her|its|their) part),"
)
# “Israel”, he said, “is not bound”: what is said runs on.
_BETWEEN = re.compile(
    rf""",?[”"],?\s(?:[A-Z]?[\w.’' ]{{1,40}}?\s(?:{_SAYS})|(?:{_SAYS})\s[A-Z]?[\w.’' ]{{1,40}}?),\s[“"]"""
)
_NO_SUBJECT = re.compile(
    r"(?:and|or|but|who|which|where|when|while|with|without|in|on|at|of|for|from|by|to|as|after|before|including|during|if"
    r"|despite|that|unless|then|\w+ing|[a-z]+ed)\b"
)
_BRACKETS = re.compile(r"\s\([^()]{0,80}\)")
_TIME = re.compile(
    r"\s(?:today|yesterday|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?)"
    r"(?=\s)"
)
_SAYING = word_list("reporting_verbs") - frozenset(("claims", "plans", "views", "visits"))


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
    turn = turn_behind(words, LONGEST // 2)
    tail = _TAIL.search(words.rstrip(". "), max(SHORTEST, len(words) - 140)) if turn < 0 else None
    if tail and has_verb(words[: tail.start()]) and _is_turned(tail[0]):
        turn = tail.start() + len(tail[0]) - len(tail[0].lstrip(',”" '))
    if turn >= 0:
        return shorten(words, LONGEST, turn)
    return words[: max(words.rfind(" ", 0, LONGEST - 1), LONGEST // 2)].rstrip() + "…"


@lru_cache(maxsize=256)
def clause_of(sentence: str, longest: int = LONGEST, *, is_whole: bool = False, keeps_speaker: bool = False) -> Clause:
    """What a title says of a sentence, and who says it.

    With `is_whole`, what comes before the main clause stays in it, and with `keeps_speaker` who says it.
    """
    words = _LINK.sub(
        "", " ".join(sentence.split())[: 4 * HEAD]
    )  # What lies far beyond a title's end is nothing to it.
    is_quoted = words[:1] in ("“", '"')
    words = words.lstrip("“\"'‘ ")
    if is_quoted:
        words = _BETWEEN.sub(lambda found: found[0] if is_turning(found[0]) else " ", words)
    words = _after(_OPENER.match(words), words)
    if len(words) > longest and not is_whole:
        words = _main(words)
    found = None if is_quoted or keeps_speaker else _HEAD.match(words[:HEAD])
    speaker = ""
    who = (found["who"] or found["source"] or "") if found else ""
    if found and len(words) - found.end() > SHORTEST and _names_speaker(found, who):
        words, speaker = words[found.end() :], who
        if found["source"]:
            words = _behind_apposition(words)
    words = _stripped(_after(_OPENER.match(words), words))
    tail = None if keeps_speaker else _TAIL.search(words, max(SHORTEST, len(words) - 140))
    turn = -1
    if tail and has_verb(words[: tail.start()]) and _is_turned(tail[0]):
        turn = tail.start() + len(tail[0]) - len(tail[0].lstrip(',”" '))
    elif tail and (has_verb(words[: tail.start()]) or not _INTRO.match(words)):
        words = words[: tail.start()]
        speaker = speaker or _source_of(tail[0])
    if speaker and len(words) > longest and not is_whole:
        words = _main(words)
    mark = words[turn:] if turn >= 0 else ""
    words = _stripped(words, ",", is_closed=bool(mark))
    if is_quoted and 0 <= words.find("”") < (words.find("“") + 1 or len(words)):
        words = "“" + words
    if is_quoted and words.count("“") == words.count("”") + 1 and words.startswith("“"):
        words += "”"
    words = balanced(words)
    if len(words) > longest:
        words = _BRACKETS.sub(_without, words)
    if len(words) > longest:
        words = _ASIDE.sub(_without_aside, words)
    if len(words) > longest:
        words = _TIME.sub("", words)
    if len(words) > longest:
        words = shorten(words, longest, words.rfind(mark) if mark else -1)
    return Clause(words[:1].upper() + words[1:], speaker)


def _source_of(tail: str) -> str:
    """Who says so at the end of a sentence: the minister of ", the minister said on Monday"."""
    found = _SOURCE.match(tail)
    who = (found["of"] or found["before"] or found["after"] or "") if found else ""
    who = _TIME.sub("", f" {who} ").strip()
    return who if who and may_speak_plainly(who) else ""


def _is_turned(tail: str) -> bool:
    """Whether who says so at the end of a sentence turns it, or will only say it: "Moscow falsely said"."""
    return is_turning(tail) or (not tail.lstrip(',”" ').startswith("according") and is_weakened(tail))


def _names_speaker(found: re.Match[str], who: str) -> bool:
    """Whether what stands before "said" or behind "according to" is somebody who says what follows."""
    if not may_speak_plainly(who) or is_turning(found[0]) or _HEARSAY.search(found[0], len(who)):
        return False
    words = who.split()
    is_half = any(word in HELPING or word in _SAYING or word in word_list("finite_verbs") for word in words[1:])
    return not is_half and not (len(words) > 1 and words[-1].endswith("ly") and words[-1].islower())


def _behind_apposition(words: str) -> str:
    """The words without what they begin with where that tells who the source is: "a think tank in Oslo, …"."""
    for _ in range(2):
        found = _APPOSITION.match(words[:HEAD])
        if found is None or is_verb(found["next"]) or found["next"] in ("and", "or", "which", "who"):
            break
        if any(is_verb(word) for word in found[0].split()[1:]) and not found[0].startswith(("who ", "which ")):
            break
        if len(words) - found.end() < SHORTEST or not has_verb(words[found.end() :]):
            break
        words = words[found.end() :]
    return words


def _stripped(words: str, signs: str = "", *, is_closed: bool = False) -> str:
    """The words without signs at the ends; a quotation that begins within them keeps its end."""
    words = words.strip(" ." + signs)
    if words.endswith("”") and words.count("“") == words.count("”"):
        return words.lstrip("\"'‘’ ")
    if is_closed or (words.count("”") > words.count("“") and not words.endswith("”")):
        return words.strip(" .“\"'‘" + signs)
    return words.strip(" .“”\"'‘’" + signs)


def _without(found: re.Match[str]) -> str:
    """What stands for words in brackets: nothing, except where they turn what is said."""
    return found[0] if is_turning(found[0]) else ""


def _without_aside(found: re.Match[str]) -> str:
    """What stands for a name with an aside: the name, if a verb follows, else all of it: "the US, the UK, since"."""
    is_aside_kept = is_turning(found[0]) or _HEARSAY.search(found[0])
    return f"{found[1]} " if is_verb(found["next"]) and not is_aside_kept else found[0]


def _after(found: re.Match[str] | None, words: str) -> str:
    return words[found.end() :] if found and len(words) - found.end() > SHORTEST else words


def _main(words: str) -> str:
    """The words without what comes before the main clause: up to the first comma after which a verb follows."""
    if not _INTRO.match(words) or _FRAME.match(words):
        return words
    at = words.find(", ")
    while 0 < at < HEAD:
        end = words.find(", ", at + 2)
        clause = words[at + 2 : end if end > 0 else len(words)]
        if len(words) - at - 2 > SHORTEST and not _NO_SUBJECT.match(clause) and has_verb(clause):
            return words if is_untrue(words[:at]) else words[at + 2 :]
        at = end
    return words
