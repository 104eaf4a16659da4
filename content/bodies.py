"""The states and bodies that a text names, each under one name whatever it is called: NATO and Nato, EU and E.U.

Known are the states and alliances of the word lists, research bodies and the media; a run of capitalised words that
has the head of an organisation in it ("Central Bank of Russia") is one too. What could be anybody's ("the Foreign
Ministry") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from content.name_keys import name_key

_TOKEN = re.compile(r"[^\W_](?:[\w&'’-]|\.(?=[A-Z]))*\.?")
_WITHIN = re.compile(r"[ \u00a0]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_JOINS = frozenset({"of", "for", "on", "de", "du"})

_HEADS = _words(
    """
    academy administration agency alliance army assembly association authority bank board bureau bureaus cabinet
    center centre chamber coalition college command commission committee community confederation congress consortium
    cooperation corp corporation council court department directorate duma federation force forces foundation fund
    group guard inc initiative institute institution knesset league llc ltd ministry mission movement organisation
    organization parliament partnership party police secretariat senate service society tribunal union university
    watch embassy observatory airlines airways company exchange times post journal herald tribune
    """
)
"""What the name of an organisation has in it, of the words that are common."""

_ANYBODYS = _words(
    """
    ministry department government parliament office committee agency administration central national state federal
    foreign defense defence security interior finance trade economy health justice energy bank council court supreme
    police army force forces military air senate congress assembly house party service intelligence customs
    commission board cabinet general group board company special joint new international press city university
    center centre exchange mission command embassy coalition opposition ruling public police high constitutional a
    an its his their our this that former chief deputy joint chiefs first
    """
)
"""A name of these words alone says too little: every state has one."""

_NO_BODIES = _words(
    """
    ministerial presidential province republic republican republicans democrats covid coronavirus internet canal
    avenue boulevard bureau corps checkpoint dynasty ebola christian english islam islamic jewish kurdish muslim
    shiite sunni koran quran medal memorandum memorial monument mosque naval navy olympics pact peninsula plaza
    ranch regiment regiments roundtable sanctions sars securities stadium strait straits summit technologies
    telegram territories tv harbor harbour airlines airways airlines arsenal artillery atlantic arab battalion
    battalions bloc brigades canal caucus cavalry coalition commonwealth communiqué confederation congress
    consortium constabulary corp delegation directorate downing embassy endowment faction federation flotilla
    garrison gazette holdings inc infantry laboratories legion llc ltd militia ministry observatory parliamentarians
    partnership petroleum pharmaceuticals platoon podemos quarterly retail secretariat senate squadron telecom
    tribunal ventures wadi academy administrations globe guardian herald tribune monde islam jabal sea meta
    corporation company capitol globo post kremlin pentagon shatt
    """
)
"""Words of the list of bodies that alone name none."""

_ORGANISATIONS = frozenset(
    {
        "European Union", "United Nations", "African Union", "Arab League", "ASEAN", "BRICS", "IAEA", "OSCE",
        "Commonwealth", "ECOWAS",
    }
)  # fmt: skip
"""Bodies among the states of the list."""

_LOOSE = frozenset({"Europe", "European", "Europeans", "Brussels", "Commonwealth", "Georgian", "Georgians"})
"""Words that mean a place or a people as often as the body that the list has them for."""

_ALSO = {
    "NATO": ("NATO", "North Atlantic Treaty Organization", "North Atlantic Treaty Organisation"),
    "G7": ("G7", "G-7", "Group of Seven"),
    "G20": ("G20", "G-20", "Group of 20", "Group of Twenty"),
    "OPEC": ("OPEC", "OPEC+"),
    "International Monetary Fund": ("International Monetary Fund", "IMF"),
    "World Trade Organization": ("World Trade Organization", "World Trade Organisation", "WTO"),
    "World Health Organization": ("World Health Organization", "World Health Organisation", "WHO"),
    "World Bank": ("World Bank",),
    "Red Cross": ("Red Cross", "ICRC"),
    "International Criminal Court": ("International Criminal Court", "ICC"),
}
"""Common knowledge that no list of words has."""


class Named(NamedTuple):
    """A state or a body that a text names: under the one name that it goes by here, and where."""

    name: str
    is_state: bool
    start: int
    end: int


class _Known(NamedTuple):
    name: str
    is_state: bool
    words: tuple[str, ...]
    has_capitals: bool


def bodies_in(text: str) -> list[Named]:
    """The states and bodies that a text names, in order, each as often as it does."""
    tokens = [(match[0].rstrip("."), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    keys = [_word_key(token[0]) for token in tokens]
    known, found = _known(), []
    at = 0
    while at < len(tokens):
        word, start, _ = tokens[at]
        if not (word[0].isupper() or word[0].isdigit()):
            at += 1
            continue
        one = next((each for each in known.get(keys[at], ()) if _stands(each, tokens, keys, at, text)), None)
        end = _run(tokens, at, text)
        length = 0 if one is None else len(one.words)
        if end - at > max(1, length) and _is_body(keys[at:end], tokens[at:end], bool(one and one.is_state)):
            stop = tokens[end - 1]
            name = text[start : stop[1] + len(_bare(stop[0]))]
            if one is not None and one.is_state:
                found.append(Named(one.name, True, start, tokens[at + length - 1][2]))
            found.append(Named(" ".join(name.split()), False, start, stop[1] + len(_bare(stop[0]))))
            at = end
        elif one is not None:
            found.append(Named(one.name, one.is_state, start, tokens[at + length - 1][2]))
            at += length
        elif keys[at] in _proper() and (len(word) > 1):
            found.append(Named(_bare(word), False, start, start + len(_bare(word))))
            at += 1
        else:
            at += 1
    return found


def known_body(name: str) -> tuple[str, bool] | None:
    """The one name of a state or a body that goes by this name, and whether it is a state; None where none is known."""
    key = name_key(name)
    for each in _known().get(key.split()[0] if key else "", ()):
        if " ".join(each.words) == key:
            return each.name, each.is_state
    return None


def first_words(keys: Iterable[str]) -> frozenset[str]:
    """The words with which any name of these states and bodies begins: a text without them names none of them."""
    wanted = set(keys)
    found = {key.split()[0] for key in wanted if key}
    known = _first_words_of_known()
    for key in wanted:
        found |= known.get(key, frozenset())
    return frozenset(found)


@cache
def _first_words_of_known() -> dict[str, frozenset[str]]:
    """The words with which the names of each known state or body begin, by its key: asked for every entry."""
    found: dict[str, set[str]] = {}
    for names in _known().values():
        for each in names:
            found.setdefault(name_key(each.name), set()).add(each.words[0])
    return {key: frozenset(words) for key, words in found.items()}


def other_names(name: str) -> tuple[str, ...]:
    """The keys under which a known state or body is found as well."""
    return _others().get(name, ())


def _word_key(word: str) -> str:
    """One word as a key has it."""
    return name_key(_bare(word)).replace(" ", "")


def _bare(word: str) -> str:
    return word[:-2] if word[-2:] in ("'s", "’s") else word.rstrip("'’")


def _stands(each: _Known, tokens: list[tuple[str, int, int]], keys: list[str], at: int, text: str) -> bool:
    size = len(each.words)
    if at + size > len(keys) or tuple(keys[at : at + size]) != each.words:
        return False
    word = tokens[at][0]
    # "US" is no "us", "WHO" no "who", and "Turkey" no "turkey".
    if each.has_capitals and size == 1 and not (len(word) > 1 and word.replace(".", "")[1].isupper()) and len(word) < 4:
        return False
    return all(_WITHIN.fullmatch(text[tokens[n][2] : tokens[n + 1][1]]) for n in range(at, at + size - 1))


def _run(tokens: list[tuple[str, int, int]], at: int, text: str) -> int:
    """Where a run of capitalised words that begins at a word ends."""
    end = at + 1
    while end < len(tokens):
        word, start, _ = tokens[end]
        before, _, gap = tokens[end - 1]
        if not _WITHIN.fullmatch(text[gap:start]) or before[-2:] in ("'s", "’s"):
            break
        if text[gap - 1] == "." and len(before) > 2:  # the stop of a sentence
            break
        if word[0].isupper():
            end += 1
            continue
        after = end + 1 + (end + 1 < len(tokens) and tokens[end + 1][0] == "the")
        is_joined = (
            word in _JOINS and _word_key(before) in _HEADS and after < len(tokens) and tokens[after][0][0].isupper()
        )
        if not is_joined or text[start : tokens[after][1]].count(" ") != after - end:
            break
        end = after + 1
    return end


def _is_body(keys: list[str], tokens: list[tuple[str, int, int]], has_state: bool) -> bool:
    words = [key for key, token in zip(keys, tokens, strict=True) if token[0][0].isupper()]
    if len(words) < 2 or words[0] in ("the", "in", "on", "at", "but", "and", "if", "as"):
        return False
    if not (_HEADS.intersection(words) or _proper().intersection(words)):
        return False
    if has_state:
        return bool(_HEADS.intersection(words[1:]))
    return not _ANYBODYS.issuperset(words)


@cache
def _known() -> dict[str, tuple[_Known, ...]]:
    """What is known, by the first word of each of its names, the longest first."""
    from pathlib import Path

    from content.drafting import word_lists

    folder = Path(word_lists.__file__).parent / "words"
    listed: dict[str, _Known] = {}

    def learn(name: str, spellings: tuple[str, ...] | list[str], *, is_state: bool) -> None:
        for spelling in spellings:
            key = name_key(spelling)
            if key and spelling not in _LOOSE:
                listed.setdefault(key, _Known(name, is_state, tuple(key.split()), spelling.isupper()))

    for name, spellings in _ALSO.items():
        learn(name, spellings, is_state=False)
    for line in (folder / "states.txt").read_text("utf-8").splitlines():
        if not line.startswith(("#", "-")):
            listing = [each.strip() for each in line.lstrip("+ ").split(",")]
            learn(listing[0], listing, is_state=listing[0] not in _ORGANISATIONS)
    for line in (folder / "outside_bodies.txt").read_text("utf-8").splitlines():
        if line.strip():
            learn(line.strip(), [line.strip()], is_state=False)
    known: dict[str, list[_Known]] = {}
    for each in listed.values():
        known.setdefault(each.words[0], []).append(each)
    return {first: tuple(sorted(names, key=lambda each: -len(each.words))) for first, names in known.items()}


@cache
def _others() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for names in _known().values():
        for each in names:
            found.setdefault(each.name, []).append(" ".join(each.words))
    return {name: tuple(keys) for name, keys in found.items()}


@cache
def _proper() -> frozenset[str]:
    """Words that alone name a body: those of the list that are no common words."""
    from content.drafting.word_lists import word_list

    return frozenset(word_list("bodies") - word_list("common_words") - _NO_BODIES)
