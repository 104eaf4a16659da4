"""Where the words of a title may end, and what must stand in it where they do."""

from __future__ import annotations

import re

from content.drafting.doubts import end_of_turn, turn_behind
from content.drafting.word_lists import word_list

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
HELPING = frozenset(
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


def shorten(words: str, longest: int, turn: int) -> str:
    """The words cut to a title; where what is cut off turns their sense, it stands behind an ellipsis.

    Where there is no room for both, the title names only what the sentence is about.
    """
    title = _cut(words, longest, longest - LONGEST + USUAL)
    end = len(title.rstrip("…”"))
    if turn < 0:
        turn = turn_behind(words, max(SHORTEST, end // 2))
    if turn < 0:
        return title if has_verb(title) else _with_verb(words, title, longest, end)
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
    first = balanced(_cut(before, room - len(told), max(SHORTEST, room - len(told) - 4)).rstrip("…”"))
    return f"{first} … {balanced(told)}"


def _with_verb(words: str, title: str, longest: int, end: int) -> str:
    """A title without a verb with the verb of its sentence behind an ellipsis, if there is room; else as it is."""
    at = end
    while 0 <= at < end + HEAD:
        start = words.find(" ", at) + 1
        if start <= 0:
            break
        word = re.split(r"[ ,;:]", words[start : start + 24])[0]
        if word in HELPING or word in word_list("finite_verbs"):
            if _NO_BARE.search(words, 0, start) or has_verb(words[:start]):
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
        if end and is_verb(found[0].strip(",")):
            break
        end = found.end()
    return _closed(words[:end])


def has_verb(words: str) -> bool:
    """Whether a verb stands among words, the first of them left aside."""
    return any(is_verb(word.rstrip(",.;:”")) for word in words.split()[1:])


def is_verb(word: str) -> bool:
    """Whether a word is the form of a verb that a clause is made with: is, says, ended."""
    return word in HELPING or word in word_list("finite_verbs") or _FINITE.fullmatch(word) is not None


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
    if any(word in HELPING or word in word_list("finite_verbs") for word in listed):
        return True
    follows = words[end : end + 70].split(",")[0].split()
    return any(_FINITE.fullmatch(word) for word in listed) and not HELPING.intersection(follows)


def _closed(words: str) -> str:
    """The words with an ellipsis for what was cut, inside the quotation that it was cut from."""
    words = words.rstrip(" ,;:—–-(“")
    return words + ("…”" if words.count("“") > words.count("”") else "…")


def _is_whole(words: str, end: int) -> bool:
    """Whether words may end there: on none that asks for another, before none that turns what they say."""
    before = words[:end].rstrip(" ,;:—–-(").split(" ")
    after = words[end:].lstrip(" ,;:—–-(").split(" ", 1)[0]
    if _dangles(words, end) or after in HELPING or _is_turned(words, end):
        return False
    # "A statement agreed by …": what was done stands further on.
    if (before[-1].casefold() in _ASKING and after in _ASKED) or after == "of" or _LISTING.match(words, end):
        return False
    is_done_by = after == "by" and _FINITE.fullmatch(before[-1]) and not HELPING.intersection(before)
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
        last in HELPING
        or last in _UNFINISHED
        or last.endswith(("’s", "'s"))
        or last in word_list("never_last")
        or (last[-1:].isdigit() and _SCALE.match(words, end) is not None)
    )


def balanced(words: str) -> str:
    """The words without a quotation mark or bracket whose partner is missing."""
    for opening, closing in ("“”", "()", "[]"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words if words.count('"') % 2 == 0 else words.replace('"', "")
