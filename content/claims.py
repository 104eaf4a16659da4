"""Whether the words of an entry say what its cited sentences say: figures, names, negations, quoted words, speakers.

The check is conservative: what may be another wording of the same is let pass. Names and negations are looked at in
English alone. Each sentence is read once, so that the work grows with the text and the entries.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from content.denials import denials_of, denies, is_turned
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
_LEFT_OUT = re.compile(r"…|\.\.\.|\[[^\[\]]*\]")

COMPARED = 400
"""How many words of a sentence an altered quotation is looked for in: the work is the product of the lengths."""


def doubt(briefing: Briefing) -> tuple[Finding, ...]:
    """What the entries of a briefing say in words of their own that their cited sentences do not, in reading order.

    An entry that cites nothing is passed over: that is a finding of its own.
    """
    reading = Reading(briefing)
    found: list[Finding] = []
    for entry in briefing.entries:
        last = len(briefing.sentences)
        numbers = sorted({citation.sentence for citation in entry.citations if 0 < citation.sentence <= last})
        if not numbers:
            continue
        cited = [reading.sentence(number) for number in numbers]
        found += _figures(entry, cited, reading)
        if reading.is_english and (entry.title or entry.text):
            leant = [each for number in numbers for each in reading.before(number)]
            found += _names(entry, cited, leant, reading)
            found += _negations(entry, cited, leant)
        found += _quoted(entry, numbers, cited)
        found += [
            Finding(entry.id, Fault.SPEAKER, q.speaker)
            for q in entry.quotations
            if q.speaker and not _speaks(q, q.speaker, numbers, reading)
        ]
    return tuple(found)


def _figures(entry: Entry, cited: list[Support], reading: Reading) -> list[Finding]:
    told = {figure.text for figure in entry.figures}
    found: dict[str, Finding] = {}
    for said in (entry.title, entry.text):
        for number in numbers_of(said):
            if number.is_worded and (not reading.is_english or _is_loose(said, number)):
                continue
            if number.text not in told and not any(_counts(each, number) for each in cited):
                found.setdefault(number.text, Finding(entry.id, Fault.FIGURE, number.text))
    return list(found.values())


def _is_loose(said: str, number: Number) -> bool:
    """Whether a number in words counts nothing that a source need say: one, or the two that were spoken of."""
    if number.value < 2:
        return True
    before = said[: number.start].split()[-1:]
    return number.value == 2 and bool(before) and before[0].casefold() in _DEFINITE


def _counts(sentence: Support, number: Number) -> bool:
    for value in number.values:
        units = sentence.units.get(value)
        if units is None:
            if value in sentence.numbers and not number.unit:
                return True
        elif not number.unit or number.unit in units or "" in units:
            return True
    return False


def _names(entry: Entry, cited: list[Support], leant: list[Support], reading: Reading) -> list[Finding]:
    found: dict[str, Finding] = {}
    # Whether a speaker is the right one is asked by itself: a quotation need not name who speaks.
    speakers = {token.folded for q in entry.quotations if q.speaker for token in tokens_of(q.speaker)}
    for said in (entry.title, entry.text):
        tokens = tokens_of(said)
        is_person = entry.pane == PEOPLE and said is entry.title
        has_case = not _is_headline(tokens) or (is_person and len(tokens) > 1)
        for run in runs_of(said, tokens):
            named = [t for t in run if _is_name(t, said, tokens, has_case, is_person and has_case, reading)]
            lacking = [
                t
                for t in named
                if t.folded not in speakers and not any(_names_it(each, t, run) for each in (*cited, *leant))
            ]
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


def _is_name(token: Token, said: str, tokens: list[Token], has_case: bool, is_person: bool, reading: Reading) -> bool:
    """Whether a capitalised word of an entry is taken for a name."""
    if token.folded in QUIET or len(token.folded) < 2:
        return False
    if token.folded in reading.known:
        return True
    if token.is_acronym:
        return has_case
    if not has_case:
        return False
    if not token.opens:
        return True
    if is_person and all(t.is_capital for t in tokens if t.folded not in QUIET) and len(tokens) > 1:
        return True
    after = next((t for t in tokens if t.start > token.start), None)
    unknown = token.folded not in reading.seen and token.folded not in _OFFICES
    return unknown and after is not None and after.folded in _REPORTS and not said[token.end : after.start].strip()


def _names_it(sentence: Support, token: Token, run: list[Token]) -> bool:
    return not sentence.forms.isdisjoint(forms_of(token.folded)) or not sentence.forms.isdisjoint(phrase_forms(run))


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
    for said in (entry.title, entry.text):
        if said.split() == whole:  # All that is cited, and nothing else: where it is split cannot turn it.
            continue
        for unit in _UNITS.split(said):
            if _ABOUT_SOURCE.search(unit):
                continue
            if denies(unit) and not any(each.may_deny for each in (*cited, *leant)):
                return [Finding(entry.id, Fault.NEGATION, unit.strip())]
            if is_turned(denials_of(unit), [each.denials for each in cited]):
                return [Finding(entry.id, Fault.NEGATION, unit.strip())]
    return []


def _quoted(entry: Entry, numbers: list[SentenceNumber], cited: list[Support]) -> list[Finding]:
    """The words in quotation marks that the cited sentences, read on where they follow each other, do not have."""
    if not _QUOTED.search(entry.title) and not _QUOTED.search(entry.text):
        return []
    told = {plain(quotation.text) for quotation in entry.quotations}
    passages: list[str] | None = None
    found: list[Finding] = []
    for said in (entry.title, entry.text):
        for match in _QUOTED.finditer(said):
            words = match[match.lastindex or 0]
            for part in _LEFT_OUT.split(words):
                words_only = plain(part)
                if not words_only.strip() or words_only in told:
                    continue
                if passages is None:
                    passages = _passages(numbers, cited)
                if not any(words_only in passage for passage in passages):
                    told.add(words_only)
                    found.append(Finding(entry.id, _changed(words_only, passages), words))
                    break
    return found


def _passages(numbers: list[SentenceNumber], cited: list[Support]) -> list[str]:
    passages: list[list[str]] = []
    for index, (number, sentence) in enumerate(zip(numbers, cited, strict=True)):
        if not index or numbers[index - 1] != number - 1:
            passages.append([" "])
        passages[-1].append(sentence.words[1:])
    return ["".join(passage) for passage in passages]


def _changed(words: str, passages: list[str]) -> Fault:
    """Altered, where most of the words stand in a passage in their order; else from elsewhere."""
    ours = words.split()
    for passage in passages:
        theirs = passage.split()
        if 2 < len(ours) <= COMPARED and len(theirs) <= COMPARED:
            likeness = compare(ours, theirs, [], [])
            if likeness is not None and likeness.ratio >= 0.6:
                return Fault.ALTERED
    return Fault.QUOTATION


def _speaks(quotation: Quotation, speaker: str, numbers: list[SentenceNumber], reading: Reading) -> bool:
    """Whether a speaker is named in the cited sentences, in the paragraph of the words, or in the one before."""
    tokens = tokens_of(speaker)
    needed = [t for t in tokens if t.is_capital and t.folded not in QUIET]
    needed = needed or [t for t in tokens if t.folded not in QUIET] or tokens
    if tokens and not tokens[-1].is_capital and "," not in speaker:
        # An office rather than a person: its words tell which.
        needed = [t for t in tokens if t.is_capital or len(t.folded) > 3]
    if not needed or not reading.is_english:
        return True
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
