"""Whether the words of an entry say what its cited sentences say: figures, names, negations, quoted words, speakers.

The check is conservative: what may be another wording of the same is let pass. Names and negations are looked at in
English alone. Each sentence is read once, and an `Allowance` bounds what an entry with thousands of citations takes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from content.allowance import Allowance
from content.denials import Told, denials_of, denies, disowns, is_turned, told_by
from content.figure_values import misvalued
from content.grounding import Fault, Finding
from content.model import Briefing, Entry, Quotation, SentenceNumber
from content.naming import QUIET, Token, forms_of, phrase_forms, tokens_of
from content.quantities import Number, numbers_of
from content.support import Reading, Support, plain, runs_of
from content.wording import compare

PEOPLE = "people"
_DEFINITE = frozenset({"the", "these", "those", "both", "other", "last", "first", "next"})
_REPORTING = """
said says told tells visited visits met meets urged urges announced announces warned warns predicted predicts denied
denies refused refuses rejected rejects criticized criticizes criticised criticises condemned condemns signed signs
praised praises called calls arrived arrives travelled traveled travels spoke speaks added adds argued argues accused
accuses views expects believes hosted hosts welcomed welcomes vowed vows pledged pledges
"""
_REPORTS = frozenset(_REPORTING.split())
_HOLDERS = """
official officials minister ministers president leader leaders government analyst analysts expert experts spokesperson
spokesman spokeswoman diplomat diplomats envoy ministry report reports source sources critics agency authorities
police army troops lawmakers countries country nations parties sides company companies economist economists delegation
delegates everyone nobody neither others most many some one two three data people department secretary ambassador
ambassadors chief head commission council bank court parliament congress senate agreement
"""
_OFFICES = frozenset(_HOLDERS.split())
_ABOUT_SOURCE = re.compile(r"\b(?:the|this) (?:source|text|article)\b|\bnot (?:named|stated|given|mentioned)\b", re.I)
_UNITS = re.compile(r"(?<=[.;!?])[\s”\"]+(?=\S)|\n+")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"“”]+)\"|«([^«»]+)»")
_START = attrgetter("start")
_LEFT_OUT = re.compile(r"…|\.\.\.|\[[^\[\]]*\]")

COMPARED = 400
"""How many words of a sentence an altered quotation is looked for in: the work is the product of the lengths."""


class Passage(NamedTuple):
    """Cited sentences that follow each other: their plain words, how often each stands there, and how many they are."""

    words: str
    counts: Counter[str]
    size: int


def doubt(briefing: Briefing, allowance: Allowance) -> tuple[Finding, ...]:
    """What the entries of a briefing say in words of their own that their cited sentences do not, in reading order.

    An entry that cites nothing is passed over: that is a finding of its own. So is one that the allowance is too small
    for, which is noted there.
    """
    reading = Reading(briefing)
    columns = briefing.sentences
    if reading.is_english and not allowance.reads(len(briefing.text)):
        allowance.unchecked += [entry.id for entry in briefing.entries if entry.citations]
        return ()
    found: list[Finding] = []
    for entry in briefing.entries:
        if not allowance.reads(len(entry.citations) // 4):  # looking which sentences they are is work as well
            allowance.unchecked.append(entry.id)
            continue
        last = len(columns)
        numbers = sorted({citation.sentence for citation in entry.citations if 0 < citation.sentence <= last})
        if not numbers:
            continue
        size = sum([columns.ends[number - 1] - columns.starts[number - 1] for number in numbers])
        if not allowance.reads_entry(entry, len(numbers), size):
            continue
        cited = [reading.sentence(number) for number in numbers]
        found += _figures(entry, cited, reading)
        spoken = [(q.speaker, _speaks(q, q.speaker, numbers, reading)) for q in entry.quotations if q.speaker]
        if reading.is_english and (entry.title or entry.text):
            leant = [each for number in numbers for each in reading.before(number)]
            # Whether a speaker is the right one is asked by itself: a quotation need not name who speaks.
            heard = {token.folded for speaker, speaks in spoken if speaks for token in tokens_of(speaker)}
            found += _names(entry, cited, leant, heard, reading)
            found += _negations(entry, cited, leant)
        found += _quoted(entry, numbers, cited, allowance)
        found += [Finding(entry.id, Fault.SPEAKER, speaker) for speaker, speaks in spoken if not speaks]
    return tuple(found)


def _figures(entry: Entry, cited: list[Support], reading: Reading) -> list[Finding]:
    found: dict[str, Finding] = {}
    if reading.is_english:
        wrong = [words for words in map(misvalued, entry.figures) if words]
        found = {words: Finding(entry.id, Fault.FIGURE, words) for words in wrong}
    counted: dict[float, set[str]] | None = None
    for said in (entry.title, entry.text):
        for number in numbers_of(said):
            if number.is_worded and (not reading.is_english or _is_loose(said, number)):
                continue
            if counted is None:
                counted = _counted(cited)
            if not _counts(counted, number):
                found.setdefault(number.text, Finding(entry.id, Fault.FIGURE, number.text))
    return list(found.values())


def _is_loose(said: str, number: Number) -> bool:
    """Whether a number in words counts nothing that a source need say: one, or the two that were spoken of."""
    if number.value < 2:
        return True
    before = said[max(0, number.start - 20) : number.start].split()[-1:]
    return number.value == 2 and bool(before) and before[0].casefold() in _DEFINITE


def _counted(cited: list[Support]) -> dict[float, set[str]]:
    """The numbers of the cited sentences, each with the units that it has; an ordinal has none."""
    counted: dict[float, set[str]] = {}
    for sentence in cited:
        for value in sentence.numbers:
            counted.setdefault(value, set()).update(sentence.units.get(value, ()))
    return counted


def _counts(counted: dict[float, set[str]], number: Number) -> bool:
    for value in number.values:
        units = counted.get(value)
        if units is not None and (not number.unit or number.unit in units or "" in units):
            return True
    return False


def _names(
    entry: Entry, cited: list[Support], leant: list[Support], heard: set[str], reading: Reading
) -> list[Finding]:
    found: dict[str, Finding] = {}
    forms = set[str]().union(*[each.forms for each in (*cited, *leant)])
    for said in (entry.title, entry.text):
        tokens = tokens_of(said)
        is_person = entry.pane == PEOPLE and said is entry.title
        has_case = not _is_headline(tokens) or (is_person and len(tokens) > 1)
        # The name of a person stands where any word is capitalised, and is a name nevertheless.
        is_bare = is_person and len(tokens) > 1 and all(t.is_capital for t in tokens if t.folded not in QUIET)
        for run in runs_of(said, tokens):
            phrase = phrase_forms(run)
            named = [t for t in run if _is_name(t, said, tokens, has_case, is_bare, reading)]
            lacking = [t for t in named if t.folded not in heard and forms.isdisjoint(forms_of(t.folded) | phrase)]
            if lacking and is_person:
                # A person may be named in full where the sentences cited name them in part, or not at all.
                lacking = [t for t in lacking if not forms_of(t.folded) & reading.all_forms]
            if lacking and not _is_same_person(run, lacking, cited, leant, reading):
                words = said[lacking[0].start : lacking[-1].end]
                found.setdefault(words, Finding(entry.id, Fault.NAME, words))
    return list(found.values())


def _is_headline(tokens: list[Token]) -> bool:
    """Whether every word of weight is capitalised, so that a capital tells nothing."""
    heavy = [token for token in tokens if token.folded not in QUIET]
    return len(heavy) > 3 and sum(token.is_capital for token in heavy) >= 0.8 * len(heavy)


def _is_name(token: Token, said: str, tokens: list[Token], has_case: bool, is_bare: bool, reading: Reading) -> bool:
    """Whether a capitalised word of an entry is taken for a name."""
    if token.folded in QUIET or len(token.folded) < 2:
        return False
    if token.folded in reading.known:
        return True
    if token.is_acronym:
        return has_case
    if not has_case:
        return False
    if not token.opens or is_bare:
        return True
    at = bisect_right(tokens, token.start, key=_START)
    unknown = token.folded not in reading.seen and token.folded not in _OFFICES
    return unknown and at < len(tokens) and _reports(tokens[at], said[token.end : tokens[at].start])


def _reports(after: Token, between: str) -> bool:
    return after.folded in _REPORTS and not between.strip()


def _is_same_person(
    run: list[Token], lacking: list[Token], cited: list[Support], leant: list[Support], reading: Reading
) -> bool:
    """Whether a name in full is one that the source has, and its other part stands alone in what is cited."""
    if len(lacking) == len(run):
        return False
    names = [token for token in run if token.folded not in QUIET]
    whole = all((a.folded, b.folded) in reading.pairs for a, b in pairwise(names))
    rest = {token.folded for token in names if token not in lacking}
    return whole and any(rest & each.lone for each in (*cited, *leant))


def _negations(entry: Entry, cited: list[Support], leant: list[Support]) -> list[Finding]:
    whole = [word for citation in entry.citations for word in citation.quote.split()]
    theirs: Told | None = None
    for said in (entry.title, entry.text):
        if said.split() == whole:  # All that is cited, and nothing else: where it is split cannot turn it.
            continue
        for unit in _UNITS.split(said):
            if _ABOUT_SOURCE.search(unit):
                continue
            if denies(unit) and not any(each.may_deny for each in (*cited, *leant)):
                return [Finding(entry.id, Fault.NEGATION, unit.strip())]
            if theirs is None:
                theirs = told_by([each.denials for each in cited])
            if is_turned(denials_of(unit), theirs):
                return [Finding(entry.id, Fault.NEGATION, unit.strip())]
    return []


def _quoted(entry: Entry, numbers: list[SentenceNumber], cited: list[Support], allowance: Allowance) -> list[Finding]:
    """The words in quotation marks that the cited sentences, read on where they follow each other, do not have."""
    if not _QUOTED.search(entry.title) and not _QUOTED.search(entry.text):
        return []
    told = {plain(quotation.text) for quotation in entry.quotations}
    passages = _passages(numbers, cited)
    together = "\n".join([passage.words for passage in passages])
    cost = len(together) // 50  # finding words in a text is that much quicker than reading it
    found: list[Finding] = []
    for said in (entry.title, entry.text):
        for match in _QUOTED.finditer(said):
            words = match[match.lastindex or 0]
            for part in _LEFT_OUT.split(words):
                words_only = plain(part)
                if not words_only.strip() or words_only in told:
                    continue
                if not allowance.reads(cost):
                    allowance.unchecked.append(entry.id)
                    return found
                if words_only not in together:
                    told.add(words_only)
                    found.append(Finding(entry.id, _changed(words_only, passages, allowance), words))
                    break
    return found


def _passages(numbers: list[SentenceNumber], cited: list[Support]) -> list[Passage]:
    passages: list[list[str]] = []
    for index, (number, sentence) in enumerate(zip(numbers, cited, strict=True)):
        if not index or numbers[index - 1] != number - 1:
            passages.append([" "])
        passages[-1].append(sentence.words[1:])
    joined = ["".join(passage) for passage in passages]
    return [Passage(words, Counter(words.split()), words.count(" ") - 1) for words in joined]


def _changed(words: str, passages: list[Passage], allowance: Allowance) -> Fault:
    """Altered, where most of the words stand in a passage in their order; else from elsewhere."""
    ours = words.split()
    if not 2 < len(ours) <= COMPARED or not allowance.reads(len(ours) * len(passages) // 8):
        return Fault.QUOTATION
    counts = Counter(ours).items()
    for passage in passages:
        # What has fewer of the words than this cannot be as like as is asked for, wherever they stand.
        shared = sum([min(count, passage.counts[word]) for word, count in counts])
        if shared * 7 < len(ours) * 3 or passage.size > COMPARED:
            continue
        if not allowance.compares(len(ours), passage.size):
            return Fault.QUOTATION
        likeness = compare(ours, passage.words.split(), [], [])
        if likeness is not None and likeness.ratio >= 0.6:
            return Fault.ALTERED
    return Fault.QUOTATION


def _speaks(quotation: Quotation, speaker: str, numbers: list[SentenceNumber], reading: Reading) -> bool:
    """Whether a speaker is named in the cited sentences, in the paragraph of the words, or in the one before.

    One whom the source denies to have said them does not speak.
    """
    tokens = tokens_of(speaker)
    needed = [t for t in tokens if t.is_capital and t.folded not in QUIET]
    needed = needed or [t for t in tokens if t.folded not in QUIET] or tokens
    if tokens and not tokens[-1].is_capital and "," not in speaker:
        # An office rather than a person: its words tell which.
        needed = [t for t in tokens if t.is_capital or len(t.folded) > 3]
    if not needed or not reading.is_english:
        return True
    if disowns(reading.briefing.text, quotation.span, needed[-1].folded):
        return False
    at = bisect_right(reading.briefing.sentences.starts, quotation.span.start)
    near = [reading.near(at)] if at else []
    near += [(each.forms, each.lone) for each in map(reading.sentence, numbers)]
    lacking = [t for t in needed if not any(forms_of(t.folded) & forms for forms, _ in near)]
    if not lacking:
        return True
    # A surname alone stands for the name in full, if the source has that.
    whole = all((a.folded, b.folded) in reading.pairs for a, b in pairwise(needed))
    rest = {t.folded for t in needed if t not in lacking}
    return whole and any(rest & lone for _, lone in near)
