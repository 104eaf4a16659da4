"""Short titles, made of the words of the sentences that they stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from content.drafting.doubts import end_of_turn, is_turning, is_untrue, may_speak_plainly, turn_behind
from content.drafting.word_lists import word_list
from content.model import Sentences

LONGEST = 72
"""The most code points of a title."""
USUAL = 62
"""To how many code points a title is cut that would be longer than `LONGEST`."""
SHORTEST = 20
"""How many code points must be left of a sentence when something is left out of it."""
FULLEST = 0.55
"""What share of its room a title must fill that is cut before a phrase; else it is cut before a word."""
NEAR = 24
"""How near after a title's end a word that turns its meaning counts, in code points."""
HEAD = 260
"""How much of a sentence is looked at for what it opens with."""

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
_CLAUSE = re.compile(
    r"[,;:—–]\s(?!Jr\b|Sr\b)|\s\("
    r"|\s(?:which|who|whose|where|while|because|although|after|before|as|when|since|amid|during|so|and|but)\s"
)
_PHRASE = re.compile(
    r"\s(?:in|on|at|for|with|from|by|between|against|into|over|through|under|within|towards?|including|via|among|across|of|to)\s"
)
# A title must not end before what turns its meaning.
_TURNS = re.compile(
    r"[\s,;:—–]*(?:and |or |but )?(?:unless|without|except|if|until|only|not|never|but|rather|no|nor|neither|than)\b",
    re.I,
)
_SCALES = "hundred|thousand|[mbt]r?illion|per ?cent|percentage|barrels|tons|tonnes|years?|months?|euros?|dollars?"
_SCALE = re.compile(rf"[\s-]*(?:{_SCALES})\b", re.I)
_HELPING = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
    }
    | {"should", "may", "might", "must", "shall", "cannot"}
)
# What has its sense only with the phrase that follows: "in response to", "accounts for".
_ASKING = frozenset(
    {"response", "accounts", "account", "accounted", "due", "resulted", "results", "led", "leads", "lead", "aimed"}
    | {"aims", "based", "prior", "return", "addition", "exchange", "access", "subject", "similar", "likely", "able"}
    | {"responsible", "relies", "rely", "relied", "depends", "depend", "depended", "refers", "referred", "belongs"}
    | {"seeks", "sought", "tries", "tried", "failed", "fails", "needs", "need", "want", "wants", "wanted", "intends"}
    | {"continue", "continues", "continued", "came", "comes", "regard", "respect", "relation", "accordance", "contrast"}
)
# Behind such a sign or word stands another clause, whose verb is none of the subject.
_NO_BARE = re.compile(
    r"[,;:–—“”\"]|\b(?:that|which|who|whose|whom|where|when|while|as|if|because|since|and|or|but|whether)\b|^\w+ing\b"
    r"|^(?:If|Unless|As|When|While|Although|Though|Since|Because)\b"
)
_SAYING = word_list("reporting_verbs") - frozenset(("claims", "plans", "views", "visits"))
_RELATIVE = frozenset({"that", "which", "who", "whose"})
# Who does it, or does it to what, follows.
_UNFINISHED = frozenset(
    {
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "it",
        "took",
        "takes",
        "take",
        "put",
        "puts",
        "made",
        "makes",
        "make",
        "gave",
    }
    | {"gives", "give", "given", "got", "kept", "keeps", "told", "said", "says", "began", "became", "become", "becomes"}
    | {"remains", "remained", "seems", "seemed", "brought", "brings", "faces", "face", "faced", "carried", "turned"}
    | {"requires", "required", "allows", "allowed", "includes", "included", "shows", "showed", "sold", "burdened"}
)
_ASKED = frozenset({"to", "of", "for", "in", "on", "at", "with", "from"})
# A comma in a list: "wine, beer, and spirits".
_LISTING = re.compile(r",\s(?:[\w’'-]+\s?){1,3}(?:,|\sand\b|\sor\b)")
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
    turn = turn_behind(words, LONGEST // 2)
    tail = _TAIL.search(words.rstrip(". "), max(SHORTEST, len(words) - 140)) if turn < 0 else None
    if tail and is_turning(tail[0]):
        turn = tail.start() + len(tail[0]) - len(tail[0].lstrip(',”" '))
    if turn >= 0:
        return _shortened(words, LONGEST, turn)
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
    if tail and is_turning(tail[0]):
        turn = tail.start() + len(tail[0]) - len(tail[0].lstrip(',”" '))
    elif tail and (_has_verb(words[: tail.start()]) or not _INTRO.match(words)):
        words = words[: tail.start()]
    if speaker and len(words) > longest and not is_whole:
        words = _main(words)
    mark = words[turn:] if turn >= 0 else ""
    words = _stripped(words, ",", is_closed=bool(mark))
    if is_quoted and 0 <= words.find("”") < (words.find("“") + 1 or len(words)):
        words = "“" + words
    if is_quoted and words.count("“") == words.count("”") + 1 and words.startswith("“"):
        words += "”"
    words = _balanced(words)
    if len(words) > longest:
        words = _BRACKETS.sub(_without, words)
    if len(words) > longest:
        words = _ASIDE.sub(_without_aside, words)
    if len(words) > longest:
        words = _TIME.sub("", words)
    if len(words) > longest:
        words = _shortened(words, longest, words.rfind(mark) if mark else -1)
    return Clause(words[:1].upper() + words[1:], speaker)


def _names_speaker(found: re.Match[str], who: str) -> bool:
    """Whether what stands before "said" or behind "according to" is somebody who says what follows."""
    if not may_speak_plainly(who) or is_turning(found[0]):
        return False
    words = who.split()
    is_half = any(word in _HELPING or word in _SAYING or word in word_list("finite_verbs") for word in words[1:])
    return not is_half and not (len(words) > 1 and words[-1].endswith("ly") and words[-1].islower())


def _behind_apposition(words: str) -> str:
    """The words without what they begin with where that tells who the source is: "a think tank in Oslo, …"."""
    for _ in range(2):
        found = _APPOSITION.match(words[:HEAD])
        if found is None or _is_verb(found["next"]) or found["next"] in ("and", "or", "which", "who"):
            break
        if any(_is_verb(word) for word in found[0].split()[1:]) and not found[0].startswith(("who ", "which ")):
            break
        if len(words) - found.end() < SHORTEST or not _has_verb(words[found.end() :]):
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


def _shortened(words: str, longest: int, turn: int) -> str:
    """The words cut to a title; where what is cut off turns their sense, it stands behind an ellipsis.

    Where there is no room for both, the title names only what the sentence is about.
    """
    title = _cut(words, longest, longest - LONGEST + USUAL)
    end = len(title.rstrip("…”"))
    if turn < 0:
        turn = turn_behind(words, max(SHORTEST, end // 2))
    if turn < 0:
        return title if _has_verb(title) else _with_verb(words, title, longest, end)
    last = max(turn + 1, end_of_turn(words, turn))
    if words[turn:].count(",") == 0 and len(words) - turn <= longest - SHORTEST - 3:
        last = len(words)
    found = words.find(" ", last)
    last = len(words) if found < 0 else found
    if end >= last:
        return title
    room = longest - 3
    told = words[turn:last]
    if len(told) > room - SHORTEST:
        return _topic(words, longest)
    if last < len(words):
        more = words.rfind(" ", last, turn + room - max(SHORTEST, room // 2))
        told = words[turn : max(last, more)].rstrip(" ,;:—–-") + "…"
    before = words[:turn].rstrip(" ,;:—–-(")
    if len(before) <= room - len(told):
        return f"{before}{words[len(before) : turn]}{told}"
    first = _balanced(_cut(before, room - len(told), max(SHORTEST, room - len(told) - 4)).rstrip("…”"))
    return f"{first} … {_balanced(told)}"


def _with_verb(words: str, title: str, longest: int, end: int) -> str:
    """A title without a verb with the verb of its sentence behind an ellipsis, if there is room; else as it is."""
    at = end
    while 0 <= at < end + HEAD:
        start = words.find(" ", at) + 1
        if start <= 0:
            break
        word = re.split(r"[ ,;:]", words[start : start + 24])[0]
        if word in _HELPING or word in word_list("finite_verbs"):
            if _NO_BARE.search(words, 0, start) or _has_verb(words[:start]):
                break
            told = (
                _cut(words[start:], longest // 2, longest // 2 - 4)
                if len(words) - start > longest // 2
                else words[start:]
            )
            first = _cut(words[:start], longest - len(told) - 3, longest - len(told) - 7).rstrip("…”")
            if not _PHRASE.match(words, len(first)):
                break
            return f"{first} … {told}"
        at = start
    return title


def _topic(words: str, longest: int) -> str:
    """What a sentence is about, without what it says of it: the words before its first verb."""
    end = 0
    for found in re.finditer(r"\S+", words[: longest - 1]):
        if end and _is_verb(found[0].strip(",")):
            break
        end = found.end()
    return _closed(words[:end])


def _without(found: re.Match[str]) -> str:
    """What stands for words in brackets: nothing, except where they turn what is said."""
    return found[0] if is_turning(found[0]) else ""


def _without_aside(found: re.Match[str]) -> str:
    """What stands for a name with an aside: the name, if a verb follows, else all of it: "the US, the UK, since"."""
    return f"{found[1]} " if _is_verb(found["next"]) and not is_turning(found[0]) else found[0]


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
        if len(words) - at - 2 > SHORTEST and not _NO_SUBJECT.match(clause) and _has_verb(clause):
            return words if is_untrue(words[:at]) else words[at + 2 :]
        at = end
    return words


def _has_verb(words: str) -> bool:
    return any(_is_verb(word.rstrip(",.;:”")) for word in words.split()[1:])


def _is_verb(word: str) -> bool:
    return word in _HELPING or word in word_list("finite_verbs") or _FINITE.fullmatch(word) is not None


def _cut(words: str, longest: int, usual: int) -> str:
    """The words up to the end of a clause or phrase, the later the better, else of a word, and an ellipsis."""
    room = words[: usual + 12]
    places = [(found.start() + 14, found.start()) for found in _CLAUSE.finditer(room)]
    places.extend((found.start(), found.start()) for found in _PHRASE.finditer(room))
    for _, end in sorted(places, reverse=True):
        if usual * FULLEST <= end < usual and _is_whole(words, end) and _is_clause(words, end):
            return _closed(words[:end])
    ends = [found.start() for found in re.finditer(" ", words[: longest - 1])][::-1]
    for end in ends:
        opens_clause = words[:end].rsplit(" ", 2)[-2:-1] and words[:end].rsplit(" ", 2)[-2] in _RELATIVE
        if not opens_clause and not _dangles(words, end) and not _is_turned(words, end):
            return _closed(words[:end])
    # Where nothing else will do, at least what turns the meaning is seen.
    return _closed(words[: next((end for end in ends if not _TURNS.match(words, end)), longest - 2)])


def _is_clause(words: str, end: int) -> bool:
    """Whether the words up to an end have a verb; "the energy shipped" has none where "is expected" follows."""
    listed = words[:end].split()[1:]
    if any(word in _HELPING or word in word_list("finite_verbs") for word in listed):
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
    if _dangles(words, end) or after in _HELPING or _is_turned(words, end):
        return False
    # "A statement agreed by …": what was done stands further on.
    if (before[-1].casefold() in _ASKING and after in _ASKED) or after == "of" or _LISTING.match(words, end):
        return False
    is_done_by = after == "by" and _FINITE.fullmatch(before[-1]) and not _HELPING.intersection(before)
    return not is_done_by and words.count('"', 0, end) % 2 == 0


def _is_turned(words: str, end: int) -> bool:
    """Whether what follows an end, to the next comma, soon turns the meaning of what is before it."""
    if _TURNS.match(words, end):
        return True
    follows = re.split(r"[,;:.]", words[end : end + NEAR])[0]
    return any(_TURNS.match(follows, found.start()) for found in re.finditer(" ", follows))


def _dangles(words: str, end: int) -> bool:
    """Whether the words before an end ask for more: "of", or the number of a "billion"."""
    last = words[:end].rstrip(" ,;:—–-(").rsplit(" ", 1)[-1].casefold().lstrip('“"‘(')
    return (
        last in _HELPING
        or last in _UNFINISHED
        or last.endswith(("’s", "'s"))
        or last in word_list("never_last")
        or (last[-1:].isdigit() and _SCALE.match(words, end) is not None)
    )


def _balanced(words: str) -> str:
    """The words without a quotation mark or bracket whose partner is missing."""
    for opening, closing in ("“”", "()", "[]"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words if words.count('"') % 2 == 0 else words.replace('"', "")
