"""The people whom a text names: every form of each name, what the text says they are, and where they are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from content.drafting.aliases import core, is_letter, is_same, parts_alone, plain, sound, surname
from content.drafting.found import Person
from content.drafting.honorifics import ONLY_RANKS
from content.drafting.name_words import Mark, Word, read_words
from content.drafting.names import ENOUGH, Run, name_runs
from content.drafting.role_clauses import (
    role_as,
    role_by_pronoun,
    role_by_verb,
    role_from_body,
    role_of_all,
    role_of_owner,
)
from content.drafting.roles import role_before_comma
from content.drafting.roles_ahead import role_after, role_end
from content.drafting.sentences import LONGEST_SENTENCE
from content.drafting.turns import with_initials
from content.model import Sentences, Span

_MOST_BEARERS = 20
"""Bearers of one surname among whom a title is looked for; more are in no article, and would cost their square."""


class _Named(NamedTuple):
    """One run taken for a name of somebody, with its words."""

    run: Run
    words: Sequence[Word]


class _Somebody:
    """A person while the names are gathered: `names` are the mentions so far, the fullest form is `core`."""

    def __init__(self, named: _Named) -> None:
        self.names = [named]
        self.core = core(named.words)


def find_people(text: str, sentences: Sentences) -> tuple[Person, ...]:
    """The people of a text in the order in which they are first named.

    Time is linear in the length of the text; of a sentence longer than `LONGEST_SENTENCE`, the beginning is read.
    """
    lines: list[Sequence[Word]] = []
    named: list[_Named] = []
    for n, (start, end) in enumerate(zip(sentences.starts, sentences.ends, strict=True)):
        line = read_words(text, start, min(end, start + LONGEST_SENTENCE))
        runs = name_runs(line, n)
        named += [_Named(run, line[run.first : run.last]) for run in runs]
        lines.append(line if runs else ())
    people, rest = _full_names(named)
    _lone_names(people, rest, lines)
    found = [_person(text, somebody, lines) for somebody in people]
    found = _with_pronouns(text, sentences, people, found)
    return with_initials(text, sentences, sorted(found, key=lambda person: person.mentions[0].start))


def _with_pronouns(text: str, sentences: Sentences, people: Sequence[_Somebody], found: list[Person]) -> list[Person]:
    """The people with the roles of those of whom only "he" or "she" says it, behind a sentence that names no other."""
    named: dict[int, set[int]] = defaultdict(set)
    for number, somebody in enumerate(people):
        for one in somebody.names:
            named[one.run.sentence].add(number)
    for before, who in named.items():
        _tell_all(text, sentences, before, who, named, found)
        number = min(who)
        _tell_doctor(text, sentences, before, people[number], named, found, number)
        if len(who) > 1 or found[number].role_span is not None or before + 1 >= len(sentences):
            continue
        if named.get(before + 1, who) != who or sentences.paragraphs[before] != sentences.paragraphs[before + 1]:
            continue
        start = sentences.starts[before + 1]
        if text[start : start + 3].lower() in ("he ", "he’", "he'", "she"):
            line = read_words(text, start, min(sentences.ends[before + 1], start + LONGEST_SENTENCE))
            role = role_by_pronoun(line)
            if role is not None and role[0] < role[1]:
                span = Span(line[role[0]].start, _end_of_role(line, role))
                found[number] = found[number]._replace(role_span=span)
    return found


def _tell_doctor(
    text: str,
    sentences: Sentences,
    at: int,
    somebody: _Somebody,
    named: dict[int, set[int]],
    found: list[Person],
    number: int,
) -> None:
    """Gives a doctor the role that the sentence before told, where it names nobody: "a doctor at a clinic in Lima"."""
    person, before = found[number], at - 1
    first = person.mentions[0].start
    if person.role_span is not None or before < 0 or before in named or somebody.names[0].run.sentence != at:
        return
    if sentences.paragraphs[before] != sentences.paragraphs[at] or not text.startswith("Dr", max(0, first - 4), first):
        return
    start = sentences.starts[before]
    line = read_words(text, start, min(sentences.ends[before], start + LONGEST_SENTENCE))
    for head in range(1, len(line)):
        if line[head].key in ("doctor", "surgeon", "physician") and line[head - 1].key in ("a", "the"):
            span = Span(line[head - 1].start, line[role_end(line, head) - 1].end)
            found[number] = person._replace(role_span=span)
            return


def _tell_all(
    text: str, sentences: Sentences, before: int, who: set[int], named: dict[int, set[int]], found: list[Person]
) -> None:
    """Gives the people of a sentence the role that the next one gives to all of them together."""
    after = before + 1
    if len(who) < 2 or after >= len(sentences) or after in named:
        return
    if sentences.paragraphs[before] != sentences.paragraphs[after]:
        return
    start = sentences.starts[after]
    if text[start : start + 4].lower() not in ("all ", "both", "the "):
        return
    line = read_words(text, start, min(sentences.ends[after], start + LONGEST_SENTENCE))
    told = role_of_all(line)
    if told is not None and told[0] == len(who):
        span = Span(line[told[1][0]].start, _end_of_role(line, told[1]))
        for number in who:
            if found[number].role_span is None:
                found[number] = found[number]._replace(role_span=span)


def _full_names(named: Sequence[_Named]) -> tuple[list[_Somebody], list[_Named]]:
    """The people named by more than one word, and the runs that are left."""
    by_core: dict[tuple[str, ...], list[_Named]] = defaultdict(list)
    lone = []
    for one in named:
        key = core(one.words)
        if len(key) > 1:
            by_core[key].append(one)
        else:
            lone.append(one)
    alone: dict[str, int] = {}
    for one in lone:
        key = core(one.words)
        if key:
            alone[key[-1]] = max(one.run.points, alone.get(key[-1], 0))
    people: list[_Somebody] = []
    by_part: dict[str, list[_Somebody]] = defaultdict(list)
    by_sound: dict[tuple[str, ...], list[_Somebody]] = defaultdict(list)
    for key in sorted(by_core, key=len, reverse=True):
        known = [
            other
            for other in {id(p): p for part in key for p in by_part[part][:40]}.values()
            if is_same(key, other.core)
        ]
        spelt = tuple(sound(part) for part in key)
        known = known or by_sound[spelt]
        forms = by_core[key]
        if len(known) == 1:
            known[0].names += forms
            continue
        best = max(one.run.points for one in forms)
        if 0 <= best < ENOUGH and all(word.mark & Mark.NAME for word in forms[0].words):
            # Elsewhere the last word alone speaks or acts, as nobody calls a place or a body.
            best += 1 + alone[key[-1]] if alone.get(key[-1], 0) > 0 else 0
        if known or best < ENOUGH:
            lone += [one for one in forms if len(one.words) == 1]
            continue
        somebody = _Somebody(forms[0])
        somebody.names = list(forms)
        people.append(somebody)
        by_sound[spelt].append(somebody)
        for part in set(key):
            by_part[part].append(somebody)
    return people, lone


def _lone_names(people: list[_Somebody], lone: Sequence[_Named], lines: Sequence[Sequence[Word]]) -> None:
    """Gives names of one word to the one person they can mean, and makes people of those that must be some."""
    holders: dict[str, list[_Somebody]] = defaultdict(list)
    surnames: dict[str, list[_Somebody]] = defaultdict(list)
    for somebody in people:
        # The forms by which a person goes, those of the fullest name and of any other.
        fullest = somebody.names[:8]
        for part in {part for one in fullest for part in parts_alone(one.words)}:
            holders[part].append(somebody)
        for part in {surname(one.words) for one in fullest}:
            surnames[part].append(somebody)
    spelt_of: dict[str, set[str]] = defaultdict(set)
    for part in surnames:
        spelt_of[sound(part)].add(part)
    singles: dict[str, list[_Named]] = defaultdict(list)
    for one in lone:
        key = plain(_name_word(one).key)
        key = key[3:] if key not in holders and key[:3] in ("al-", "el-") else key
        if key not in holders and len(spelt := spelt_of.get(sound(key), set())) == 1:
            key = next(iter(spelt))
        candidates = holders.get(key, [])
        if len(candidates) > 1:
            candidates = _meant(one, surnames.get(key, []), lines)
            if len(candidates) != 1:
                continue
        if candidates:
            is_surname = any(owner is candidates[0] for owner in surnames.get(key, ()))
            if (is_surname or not _name_word(one).mark & Mark.PLACE) and _may_stand(one, lines[one.run.sentence]):
                candidates[0].names.append(one)
        else:
            singles[key].append(one)
    for key in [key for key in singles if "-" in key]:
        _part(key, singles, surnames)
    for forms in _spelt_alike(singles):
        if max(one.run.points for one in forms) < ENOUGH:
            continue
        standing = [one for one in forms if one.run.points >= ENOUGH or _may_stand(one, lines[one.run.sentence])]
        somebody = _Somebody(standing[0])
        somebody.names = standing
        people.append(somebody)


def _part(key: str, singles: dict[str, list[_Named]], surnames: dict[str, list[_Somebody]]) -> None:
    """Gives a name that joins two to both, if the text knows the first: "the Biden-Harris Administration"."""
    parts = key.split("-")
    known = [part for part in parts if len(surnames.get(part, ())) == 1 or part in singles]
    if len(parts) != 2 or parts[0] not in known or (parts[1] in known and parts[0] == parts[1]):
        return
    for one in singles.pop(key):
        word = _name_word(one)
        text = word.text
        middle = max(text.find("-"), text.find("‑"))
        halves = (
            word._replace(text=text[:middle], key=parts[0], end=word.start + middle),
            word._replace(text=text[middle + 1 :], key=parts[1], start=word.start + middle + 1),
        )
        for half in halves:
            if half.key in known and middle > 0:
                named = one._replace(words=(half,))
                owners = surnames.get(half.key, [])
                (owners[0].names if owners else singles[half.key]).append(named)


def _spelt_alike(singles: dict[str, list[_Named]]) -> list[list[_Named]]:
    """The mentions of each name of one word, two spellings of a name taken together: Zelensky and Zelenskyy."""
    by_sound: dict[str, list[_Named]] = {}
    for key, forms in singles.items():
        by_sound.setdefault(sound(key), []).extend(forms)
    return list(by_sound.values())


def _meant(one: _Named, owners: list[_Somebody], lines: Sequence[Sequence[Word]]) -> list[_Somebody]:
    """Whom of several a lone name means: the only one whose surname it is, or whose title it bears."""
    if len(owners) < 2:
        return owners
    if one.run.role is None or len(owners) > _MOST_BEARERS:
        return []
    title = _offices(lines[one.run.sentence], one.run.role)
    return [
        somebody
        for somebody in owners
        if any(title & _offices(lines[n.run.sentence], n.run.role) for n in somebody.names if n.run.role is not None)
    ]


def _offices(line: Sequence[Word], role: tuple[int, int]) -> set[str]:
    return {word.key for word in line[role[0] : role[1]] if word.mark & Mark.OFFICE}


def _name_word(one: _Named) -> Word:
    names = [word for word in one.words if word.mark & Mark.CAPITAL and not word.mark & Mark.INITIAL]
    return next((word for word in names if not is_letter(word)), names[0])


def _may_stand(one: _Named, line: Sequence[Word]) -> bool:
    """Whether a lone word that is also a place or a plain word is a name here."""
    word = _name_word(one)
    if one.run.is_titled:
        return True
    before = line[one.run.first - 1] if one.run.first else None
    following = line[one.run.last] if one.run.last < len(line) else None
    is_at = before is not None and before.key in {"in", "near", "at", "to", "from", "into", "of"}
    is_within = following is not None and following.text == "," and one.run.last + 1 < len(line)
    if is_at and is_within and line[one.run.last + 1].mark & (Mark.PLACE | Mark.OWNER) == Mark.PLACE:
        return False
    if word.mark & Mark.PLACE:
        if before is not None and before.key in {"in", "near", "at", "to", "from", "into"}:
            return False
        if following is not None and following.text == "," and one.run.last + 1 < len(line):
            return not line[one.run.last + 1].mark & Mark.PLACE
    if word.mark & Mark.COMMON and word.mark & Mark.OPENING:
        is_verb = following is not None and following.mark & (Mark.ACTS | Mark.RELATES)
        return bool(word.mark & Mark.OWNER or is_verb)
    return True


def _person(text: str, somebody: _Somebody, lines: Sequence[Sequence[Word]]) -> Person:
    names = sorted(somebody.names, key=lambda one: one.words[0].start)
    spans = [Span(one.words[0].start, one.words[-1].end) for one in names]
    forms = list(dict.fromkeys(span.of(text) for span in spans))
    name = max(forms, key=lambda form: (len(form.split()), not form.isupper(), len(form)))
    aliases = tuple(form for form in forms if form != name)
    return Person(name, aliases, _role(names, lines), tuple(spans))


def _role(names: Sequence[_Named], lines: Sequence[Sequence[Word]]) -> Span | None:
    """The first words that say what the person is: a title or an apposition before anything less plain."""
    for find in (_plain_role, _other_role):
        for one in names:
            line = lines[one.run.sentence]
            role = find(one, line)
            if role is not None and role[0] < role[1]:
                return Span(line[role[0]].start, _end_of_role(line, role))
    return None


def _plain_role(one: _Named, line: Sequence[Word]) -> tuple[int, int] | None:
    if one.run.role is not None:
        is_rank = all(word.key in ONLY_RANKS for word in line[one.run.role[0] : one.run.role[1]])
        return (role_after(line, one.run.last) if is_rank else None) or one.run.role
    if one.words[-1].mark & Mark.OWNER:
        return None
    return role_after(line, one.run.last) or role_before_comma(line, one.run.first, one.run.last)


def _other_role(one: _Named, line: Sequence[Word]) -> tuple[int, int] | None:
    if (owner := role_of_owner(line, one.run.first)) is not None:
        return owner
    if one.words[-1].mark & Mark.OWNER:
        return None
    last = one.run.last
    is_under = one.run.first > 0 and line[one.run.first - 1].key == "under"  # "he served under X as secretary"
    return role_by_verb(line, last) or (None if is_under else role_as(line, last)) or role_from_body(line, last)


def _end_of_role(line: Sequence[Word], role: tuple[int, int]) -> int:
    return line[role[1] - 1].end
