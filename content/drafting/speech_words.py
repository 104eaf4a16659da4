"""The words by which a text reports what somebody says."""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from content.drafting.word_lists import word_list


class Force(IntEnum):
    """How much a verb says that somebody speaks."""

    CALLS = 1
    """It gives a quotation its speaker, but without one reports no speech: called, condemned."""
    SAYS = 2
    """It reports speech with or without quotation marks: said, warned, voiced."""


_SAYING = """
say/said tell/told add argue assert believe caution claim comment confirm contend declare deny disclose emphasise
emphasize estimate explain insist maintain mention note predict quip/quipped recall
recount reiterate remark reply report
respond reveal state stress suggest testify think/thought tweet underline underscore vow warn write/wrote/written post
announce acknowledge admit/admitted concede conclude joke observe affirm lament boast clarify reaffirm hint allege
proclaim agree complain inform doubt indicate counter repeat forecast/forecast expect anticipate fear hope
signal/signalled retort interject exclaim answer elaborate summarise summarize point voice express raise convey
congratulate ask accuse imply
"""
_CALLING = """
call describe highlight propose commit/committed identify regard define designate see/saw/seen view treat
dub/dubbed label/labelled term brand denounce condemn criticise criticize praise hail blast slam/slammed
welcome decry dismiss reject characterise characterize refer/referred invoke portray compare liken tout laud
commend applaud deplore blame rebuke chide mock ridicule lambast lambaste castigate champion oppose defend
challenge echo remind recommend encourage depict chastise berate scold
advocate speak/spoke/spoken use apologise apologize thank read/read stipulate pronounce chant sing/sang
put/put demand pledge promise threaten urge appeal instruct advise assure shout mutter cite demonise demonize
compliment quote/quoted utter find/found show/shown demonstrate
"""
_NOUNS = frozenset(
    """accuse answer answers appeal appeals attack attacks blame brand brands call calls caution challenge challenges
    champion charge charges claim claims comment comments compliment counter counters demand demands doubt doubts
    echo echoes estimate estimates express fear fears forecast forecasts hope hopes joke jokes label labels mention
    mentions note notes order orders pledge pledges point points post posts praise promise promises provide push
    quote quotes read reads remark remarks reply replies report reports repeat signal signals state states stress
    term terms think thought threat threats tweet tweets use uses view views voice vow vows written""".split()  # noqa: SIM905
)
_NEED_THAT = frozenset(
    """agree fear hope expect anticipate signal think ask estimate point doubt post raise answer repeat believe accuse
    respond indicate reveal""".split()  # noqa: SIM905
)
_OPEN_WITHOUT_THAT = frozenset(("doubt", "believe", "think", "indicate"))
_FINDING = frozenset(("find", "show", "demonstrate"))
_NEED_AS = frozenset(("identify", "regard", "define", "designate", "see", "view", "treat", "portray", "compliment"))
_CONCERNS = frozenset(
    """concern concerns issue issues question questions objection objections case cases need doubt doubts""".split()  # noqa: SIM905
)


def _forms(listed: str) -> dict[str, str]:
    """Each form of each verb with its first: says, said, saying."""
    forms: dict[str, str] = {}
    for entry in listed.split():
        verb, *irregular = entry.split("/")
        stem = base = verb[:-1] if verb.endswith("e") else verb
        if verb[-1] == "y" and verb[-2] not in "aeiou":
            regular = [verb[:-1] + "ies", verb[:-1] + "ied"]
        else:
            regular = [verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s"), stem + "ed"]
        if irregular and irregular[0].endswith("ed"):
            stem = irregular[0][:-2]
        for form in (verb, *irregular, *regular, stem + "ing", base + "ing"):
            forms.setdefault(form, verb)
    return forms


@cache
def verbs() -> dict[str, tuple[str, Force]]:
    """Every form of the verbs of speech, with the verb itself and its force."""
    known = {form: (verb, Force.CALLS) for form, verb in _forms(_CALLING).items()}
    known |= {form: (form, Force.SAYS) for form in word_list("speech_verbs")}
    return known | {form: (verb, Force.SAYS) for form, verb in _forms(_SAYING).items()}


def is_finding(verb: str) -> bool:
    """Whether a verb is one of speech only where a study is its subject: "found"."""
    return verb in _FINDING


def may_be_noun(form: str) -> bool:
    """Whether a form of a verb of speech is a noun, too ("claims", "reports")."""
    return form in _NOUNS


def calls(verb: str, following: list[str]) -> bool:
    """Whether a verb that may mean something else takes a name for something: "sees him as"."""
    return verb not in _NEED_AS or "as" in following


def reports(verb: str, following: list[str]) -> bool:
    """Whether a verb that may mean something else reports speech, by the words that follow: "agreed that"."""
    if verb == "raise":
        return any(key in _CONCERNS for key in following[:5])
    if verb == "point":
        return following[:1] == ["out"]
    if verb == "add":
        return following[:1] != ["to"]
    return verb not in _NEED_THAT or verb in _OPEN_WITHOUT_THAT or "that" in following[:5]
