"""Whether two words name the same: short forms, peoples and their countries, months, possessives.

The capitals and the forms of countries' names are common knowledge; they are listed where no rule of spelling leads
from one to the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)*")
_OPENS = '.!?:;—…“”"„«»•|/'
_SKIPPED = " \t\n\u00a0([{'‘’)]}"

_ENDINGS = ("a", "e", "n", "an", "ian", "ean", "ish", "ese", "i", "y", "ey", "s")
_FORMS = """
us usa america american|uk britain british|un unsc|eu eurozone|dprk|rok|prc china|uae emirati emirates
france french|spain spanish|poland polish|netherlands dutch|switzerland swiss|denmark danish|greece greek
thailand thai|philippines filipino philippine|finland finnish|sweden swedish|norway norwegian|ireland irish
cyprus cypriot|czechia czech|iceland icelandic|afghanistan afghan|kazakhstan kazakh|uzbekistan uzbek
tajikistan tajik|turkmenistan turkmen|kyrgyzstan kyrgyz|pakistan pakistani|turkey turkish türkiye turkiye
vietnam vietnamese|lebanon lebanese|portugal portuguese|peru peruvian|belgium belgian|hungary hungarian
europe european eu|slovakia slovak|serbia serb|croatia croat|scotland scottish|wales welsh|england english
kyiv kiev|g7 seven|g20 twenty|covid coronavirus
"""
_CAPITALS = """
beijing china|moscow russia|kremlin russia|washington us|pentagon us|london uk|paris france|berlin germany|tokyo japan
kyiv ukraine|kiev ukraine|delhi india|seoul korea|pyongyang korea|brasilia brazil|ottawa canada|canberra australia
rome italy|madrid spain|warsaw poland|ankara turkey|tehran iran|baghdad iraq|riyadh saudi|jerusalem israel|cairo egypt
islamabad pakistan|kabul afghanistan|hanoi vietnam|manila philippines|jakarta indonesia|bangkok thailand|taipei taiwan
minsk belarus|tbilisi georgia|yerevan armenia|baku azerbaijan|astana kazakhstan|belgrade serbia|athens greece
budapest hungary|prague czechia|vienna austria|stockholm sweden|oslo norway|helsinki finland|copenhagen denmark
hague netherlands|dublin ireland|lisbon portugal|damascus syria|beirut lebanon|doha qatar|havana cuba|caracas venezuela
nairobi kenya|abuja nigeria|pretoria africa|addis ethiopia|khartoum sudan|wellington zealand|bucharest romania
sofia bulgaria|vilnius lithuania|riga latvia|tallinn estonia|chisinau moldova
"""
_PHRASES = {
    ("united", "states"): "us",
    ("united", "kingdom"): "uk",
    ("united", "nations"): "un",
    ("european", "union"): "eu",
    ("great", "britain"): "uk",
    ("north", "korea"): "dprk",
    ("north", "korean"): "dprk",
    ("south", "korea"): "rok",
    ("south", "korean"): "rok",
    ("of", "korea"): "rok",
    ("white", "house"): "us",
}
_JOINED: dict[str, str] = {}
for _group in _FORMS.replace("\n", "|").split("|"):
    for _form in _group.split():
        _JOINED.setdefault(_form, _group.split()[0])
_COUNTRIES = dict([pair.split() for pair in _CAPITALS.strip().replace("\n", "|").split("|")])
_DATES = """january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday"""
_SHORT = {name[:3]: name for name in _DATES.split()} | {"sept": "september", "tues": "tuesday", "thurs": "thursday"}
del _SHORT["sat"], _SHORT["sun"], _SHORT["mar"]  # these are words or names of their own

_QUIET = """
a an the and or but nor of in on at to by for from with as is are was were be it its he she his her they their them
this that these those there here who whom whose which what when where while how why if no not yes i we our you your
after before since during until under over between against about into than then also both all some many most more mr
mrs ms dr sir lord lady prof president premier chancellor prime minister deputy vice foreign secretary chief chair
chairman chairwoman chairperson director general ambassador senator representative governor mayor king queen prince
princess pope admiral colonel captain major sergeant spokesperson spokesman spokeswoman professor jr former
"""
QUIET = frozenset(_QUIET.split())
"""Words that are no part of a name for the check, though capitalised: small ones, and titles and offices."""


class Token(NamedTuple):
    """A word of a text: without case, marks, stops and possessive, and where it stands.

    `opens` says that it stands where any word is capitalised.
    """

    folded: str
    start: int
    end: int
    is_capital: bool
    is_acronym: bool
    is_possessive: bool
    opens: bool


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order; what is written in digits alone is none."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word[0].isdigit():
            continue
        folded = fold_name(word)
        bare = word[: len(word) - 2] if word[-2:] in ("'s", "’s") else word
        capitals = sum(map(str.isupper, bare))
        is_acronym = capitals > 1 and len(bare) > 1 and not bare[1:].islower()
        has_digit = capitals > 0 and any(c.isdigit() for c in bare)
        opens = _opens(text, match.start())
        possessive = bare != word or text[match.end() : match.end() + 1] in ("'", "’")
        found.append(
            Token(folded, match.start(), match.end(), word[0].isupper(), is_acronym or has_digit, possessive, opens)
        )
    return found


def fold_name(word: str) -> str:
    """A word without case, accents, full stops and the possessive."""
    word = word.casefold().replace("’", "'").removesuffix("'s").replace(".", "")
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word


@lru_cache(maxsize=4096)  # the same names come again and again
def forms_of(word: str) -> frozenset[str]:
    """What a folded word may be recognised by: itself, its stems, its country's name and its long form."""
    forms = {word, _SHORT.get(word, word), *_stems(word)}
    if word.startswith("spokes"):  # -man, -woman, -person
        forms.add("spokes")
    joined = _JOINED.get(word)
    if joined is not None:
        forms |= {joined, *_stems(joined)}
    return frozenset(forms)


def supports(words: list[Token]) -> set[str]:
    """Every form that a sentence with these words lends its support to."""
    forms: set[str] = set()
    initials, before = "", None
    for token in words:
        forms |= forms_of(token.folded)
        country = _COUNTRIES.get(token.folded)
        if country is not None and token.is_capital:
            forms |= forms_of(country)
        phrase = _PHRASES.get((before or "", token.folded))
        if phrase is not None:
            forms |= forms_of(phrase)
        before = token.folded
        # The initials of a run of capitalised words: the small words inside it count for nothing.
        if token.is_capital:
            initials = (initials + token.folded[0])[-6:]
            forms |= {initials[at:] for at in range(len(initials) - 1)}
        elif token.folded not in ("of", "and", "the", "for", "on"):
            initials = ""
    return forms


def phrase_forms(run: list[Token]) -> set[str]:
    """What a run of capitalised words may be recognised by as a whole: its initials, or its short form."""
    forms = {"".join(token.folded[0] for token in run)} if len(run) > 1 else set()
    for one, other in pairwise(run):
        phrase = _PHRASES.get((one.folded, other.folded))
        if phrase is not None:
            forms |= forms_of(phrase)
    return forms


def _stems(word: str) -> list[str]:
    return [word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 4]


def _opens(text: str, at: int) -> bool:
    """Whether a word that begins here is the first of a sentence, a clause after a colon, or a quotation."""
    while at and text[at - 1] in _SKIPPED:
        at -= 1
    return not at or text[at - 1] in _OPENS
