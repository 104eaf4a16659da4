"""The sentences of a text: paragraph by paragraph, one for each full stop that ends one.

A word is looked at together with the word after it, once each: the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from content.model import Sentences

LONGEST_SENTENCE = 10_000
"""Code points: what goes on longer without a full stop is a table or no text at all; no step reads the rest of it."""

_HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Direction marks and characters without width: they may stand between a word and its full stop's neighbours."""
_STOPS = ".?!…‽。！？"
_CLOSERS = "\"'”’»›)]}*" + _HIDDEN
_OPENERS = "\"'“‘„‚«‹([{*¿¡" + _HIDDEN
_DASHES = "-–—―"
_SIGNS = "$€£¥₩₹₽₴₪₺#§+"

_WORD = re.compile(r"\S+")
_NOTES = re.compile(r"(?:\[\d{1,3}\]){1,9}$")
"""The numbers of footnotes, which stand after the full stop."""
_LETTERS = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}$")
"""U.S., D.C., Ph.D., a.m.: letters with a full stop after each."""
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[IVX]{1,5}|[ivx]{1,5})\.$")
"""What numbers an item of a list, where a paragraph begins with it."""
_ROMAN = re.compile(r"(?:[VXLC]|I[IVX])[IVXLC]*\b")
_LONGEST_SHORTENED = 24
_LONGEST_NAME = 4


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split(" "))


_TITLES = _set(
    "Mr Mrs Ms Messrs Mme Mlle Dr Drs Prof Hon Rev Fr Msgr Amb Pres Gov Lt Sen Sens Rep Reps Sec Supt Gen Gens Adm "
    "Col Cols Maj Capt Cpt Cmdr Cdr Comdr Brig Sgt Cpl Pvt Pfc Ens Spc Insp Det Atty Asst Assoc Dep St Ste Mt Ft "
    "vs v viz cf ca approx resp incl esp e.g i.e eg ie Rt"
)
"""What never ends a sentence, for the name or the word that it belongs to comes after it."""
_PLACES = frozenset(("St", "Mt", "Ft", "Ste"))
_BEFORE_NUMBERS = _set(
    "No Nos Nr no nos Art Arts Sec Secs sec Fig Figs fig Vol vol Ch ch Para para pp p Pt pt Rev Res "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri c ca approx est Tel tel "
    "Ref ref"
)
"""What ends no sentence where a number comes after it."""
_SHORTENED = _set(
    "Inc Corp Ltd Co Cos Bros LLC Plc plc Pty Pvt Jr Sr jr sr Esq Ret ret Dept Depts dept Dist Univ Assn Assoc Inst "
    "Ave Blvd Rd Bldg Pl Sq Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Mo Mont Neb "
    "Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Alta Ont Que Intl Natl Govt govt Gov Min min Dem Rep al etc Ed "
    "ed Eds eds Est Mohd Muh Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)
"""What ends a sentence only where the next word begins one beyond doubt."""
_HOURS = frozenset(("a.m", "p.m", "A.M", "P.M", "etc", "al"))
"""What is followed by a name only where that is of its kind: a day, a month, the time of a place."""
_AFTER_HOURS = _set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun January February "
    "March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct "
    "Nov Dec Eastern Central Pacific Mountain Greenwich Local EST EDT ET CST CDT CT MST MDT PST PDT PT GMT UTC BST CET "
    "CEST EET EEST MSK JST KST IST SGT HKT AEST Zulu"
)
_BEGINNERS = _set(
    "I A An The This That These Those There Here He She It We They You His Her Its Our Their Your My Both Each Every "
    "Either Neither Some Many Most Several Few All Any Another Such Others And But Or Nor Yet So For If Because "
    "Although Though Unless Until While When Where Whereas Whether Once Since After Before As In On At By From To With "
    "Within Without Under Over During Through Throughout Despite Besides Beyond Between Among Amid Against About Into "
    "Upon Following Given Like Unlike According Asked Speaking Meanwhile However Moreover Furthermore Therefore Thus "
    "Then Now Also Instead Still Indeed Nevertheless Nonetheless Otherwise Separately Earlier Later Afterward "
    "Afterwards Recently Currently Today Yesterday Tomorrow Perhaps Maybe Even Only Just What Who Why How Which Whose "
    "Not No Yes Let Is Are Was Were Do Does Did Has Have Had Can Could Should Would Officials Experts Analysts Critics "
    "Observers Nothing Nobody Everyone Everything Someone Something Too"
)
"""Words with a capital that seldom begin a name: they begin a sentence."""
_SAYING = _set("said asked says asks wrote replied answered added wondered exclaimed shouted cried tweeted")


def cut_sentences(text: str) -> Sentences:
    """The sentences of a text in order, without a blank at either end; only blanks are left out.

    Paragraphs are parted by a line feed; those without text are not counted. Quotations are cut at each full stop, and
    what closes a quotation or a bracket belongs to the sentence before it.
    """
    paragraphs: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraph = 0
    at = 0
    for line in text.split("\n"):
        words = _WORD.findall(line)
        if words:
            paragraph += 1
            places = [at + found.start() for found in _WORD.finditer(line)]
            first = 0
            for after in _cuts(words):
                paragraphs.append(paragraph)
                starts.append(places[first])
                ends.append(places[after - 1] + len(words[after - 1]))
                first = after
        at += len(line) + 1
    return Sentences(paragraphs, starts, ends)


def _cuts(words: list[str]) -> list[int]:
    """After how many words each sentence of a paragraph ends."""
    cuts: list[int] = []
    first = 0
    is_open = False
    """Whether a straight quotation mark waits for its fellow."""
    for index, word in enumerate(words[:-1]):
        if '"' in word:
            is_open ^= word.count('"') % 2 == 1
            if word[0] == '"' and is_open and _is_closing(word):
                continue
        if not _has_stop(word) or _closes(words[index + 1], is_open):
            continue
        if _is_end(words, index, first):
            cuts.append(index + 1)
            first = index + 1
    return [*cuts, len(words)]


def _has_stop(word: str) -> bool:
    """Whether a full stop, or what is like one, ends a word, apart from what closes a quotation or a bracket."""
    if word[-1].isalnum() or word[-1] in ",;:":
        return False
    bare = _bare(word)
    return bare[-1] in _STOPS if bare else _is_closing(word)


def _bare(word: str) -> str:
    """A word without what closes it: the marks of a quotation, brackets, the numbers of footnotes."""
    return (_NOTES.sub("", word) if word[-1] == "]" else word).rstrip(_CLOSERS)


def _is_closing(word: str) -> bool:
    """Whether a word is nothing but closing marks: what stands before it says whether a sentence ends."""
    return not word.strip(_CLOSERS)


def _closes(word: str, is_open: bool) -> bool:
    """Whether a word only closes what the words before it opened, or goes on with their full stops."""
    if not word.strip(_STOPS):
        return word[0] not in "…" and word[:2] != ".."
    if word.strip(_CLOSERS + _STOPS):
        return False
    return is_open if word[0] == '"' else word[0] not in "*'"


def _is_end(words: list[str], index: int, first: int) -> bool:
    """Whether the sentence that begins with the word `first` ends after the word at `index`, which has a full stop."""
    word = words[index]
    if _is_closing(word):
        if index == first or not _has_stop(words[index - 1]) or _is_closing(words[index - 1]):
            return False
        bare, closed = _bare(words[index - 1]), word
    else:
        bare = _bare(word)
        closed = word[len(bare) :]
    begun = index + 1
    while begun + 1 < len(words) and not words[begun].strip(_OPENERS) and begun < index + 3:
        begun += 1
    following = words[begun]
    if not following.strip(_DASHES):
        return _ends_before_dash(words, index, bare, closed)
    bullet = following[0] in "•▪●■◦‣·"
    next_word = following.lstrip(_OPENERS + _DASHES + "….")
    if bullet:
        return True
    if not next_word:  # what is left out goes with the words that follow it, if those begin a sentence
        after = words[begun + 1].lstrip(_OPENERS) if begun + 1 < len(words) else ""
        return _kind(bare, "", False) == _PLAIN and bare[-1] in "?!." and not closed and after[:1].isupper()
    kind = _kind(bare, words[index - 1] if index > first else "", index == first)
    if next_word[0].islower():
        return kind == _PLAIN and not closed and _is_written_low(next_word)
    is_numeric = next_word[0].isdigit() or next_word[0] in _SIGNS
    if bare[-1] in "?!" and closed.strip(")]}") and _is_told(words, begun):
        return False
    beginning = _LETTERS.match(next_word)
    begins = beginning is not None and beginning[0] in _BEGINNERS
    if kind == _PLAIN:
        return not _is_left_out(words, index)
    if kind == _NUMBERED:
        return not is_numeric and not _ROMAN.match(next_word)
    if kind == _HOUR:
        return not is_numeric and not _is_of_an_hour(words, begun, beginning[0] if beginning else "")
    return kind != _NEVER and begins


_PLAIN, _NEVER, _NUMBERED, _HOUR, _DOUBTFUL = range(5)


def _kind(bare: str, before: str, is_first: bool) -> int:
    """How the full stop of a word is to be taken, which nothing closes any more: as an end, or as an abbreviation's."""
    if bare[-1] != "." or bare.endswith(".."):
        return _PLAIN
    if is_first and _LABEL.match(bare):
        return _NEVER
    tail = bare[-_LONGEST_SHORTENED:]
    cut = max(tail.rfind(mark) for mark in "-–—/([{\"'“‘«’") + 1
    if cut == 0 and len(bare) > _LONGEST_SHORTENED:
        return _PLAIN
    tail = tail[cut:]
    name = tail[:-1]
    if len(name) == 1 and name.isalpha():
        return _initial(name, before)
    if name in _HOURS:
        return _HOUR
    if name in _PLACES:
        return _DOUBTFUL
    if name in _TITLES and name not in _BEFORE_NUMBERS:
        return _NEVER
    if is_first and name.isupper() and name.capitalize() in _TITLES:
        return _NEVER  # who speaks in a transcript: "SEC. AUSTIN:"
    if name in _SHORTENED or name in ("Sec", "Rev") or _DOTTED.match(tail):
        return _DOUBTFUL
    return _NUMBERED if name in _BEFORE_NUMBERS else _PLAIN


def _initial(letter: str, before: str) -> int:
    """How a single letter's full stop is to be taken: of a name ("George W.", "J."), a page ("p."), or "v."."""
    if letter in "pc":
        return _NUMBERED
    if letter == "v":
        return _NEVER
    if not letter.isupper():
        return _PLAIN
    bare = before.lstrip(_OPENERS)
    return _DOUBTFUL if not bare or bare[0].isupper() or bare[0].islower() else _PLAIN


def _is_written_low(word: str) -> bool:
    """Whether a name begins with a small letter and may begin a sentence: al-Assad, iPhone; or an address does."""
    if word.startswith(("http", "www.")):
        return True
    letters = word.rstrip(_CLOSERS + _STOPS + ",;:")
    return letters.replace("-", "").replace("’", "").replace("'", "").isalpha() and not letters.islower()


def _is_told(words: list[str], index: int) -> bool:
    """Whether a name and a verb of saying follow a question or a call that is quoted: “Why?” Li asked."""
    for word in words[index : index + _LONGEST_NAME]:
        bare = word.rstrip(".,:")
        if bare in _SAYING:
            return bare != word
        if not word[0].isupper():
            return False
    return False


def _is_of_an_hour(words: list[str], index: int, name: str) -> bool:
    """Whether what follows an hour goes on with it: a day, a month, or the time of a place, "Moscow time"."""
    if name in _AFTER_HOURS:
        return True
    following = words[index + 1 : index + 3]
    return any(word.rstrip(".,;:)").casefold() == "time" for word in following)


def _is_left_out(words: list[str], index: int) -> bool:
    """Whether a word is nothing but points that stand for what is left out: … or ... or the last of . . ."""
    word = words[index]
    return not word.strip("….") and (word != "." or (index > 0 and not words[index - 1].strip(".")))


def _ends_before_dash(words: list[str], index: int, bare: str, closed: str) -> bool:
    """Whether a sentence ends where a dash comes next: one that begins an item of a list, not what names a source."""
    if closed or index + 2 >= len(words) or bare.isupper() or _kind(bare, "", False) != _PLAIN:
        return False
    return words[index + 2].lstrip(_OPENERS)[:1].isupper() and words[index + 1] in ("-", "–")
