"""Who stands outside government: analysts, scholars, campaigners, think tanks, and what a text says is such a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from content.drafting.terms import Found, Lexicon, Word, words_of

_OUTSIDE = """
analyst* expert experts specialist specialists scholar* academic academics professor professors lecturer* researcher*
historian* economist* strategist* lawyer* attorney campaigner* activist* advocate advocates think-tank* thinktank*
institute institution university college school|of council|on|foreign center|for centre|for endowment fellow fellows
observers commentator* pundit* author|of chatham|house rand brookings carnegie crisis|group human|rights|watch amnesty
heritage|foundation atlantic|council wilson|center hudson csis iiss rusi sipri foundation advocacy rights|group*
aid|group* watchdog* nongovernmental non-governmental ngo ngos political|scientist* scientist* dissident*
environmentalist* conservationist* ecologist* climatologist* meteorologist* physicist* biologist* geologist*
oceanographer* glaciologist* epidemiologist* sociologist* anthropologist* jurist jurists policy|studies
research|fellow doctor surgeon nurse paramedic priest pastor aid|worker* relief|worker* rights|worker* business|council*
chief|economist* greenpeace oxfam oxford harvard stanford eurasia|group law|firm investment|firm chamber|of|commerce
consulting|firm consultancy risk|consultancy research|director research|group advocacy|group* civil|society|group*
monitoring|group* environmental|group* business|group* industry|group* trade|group* farming|group* farm|group*
lobby|group* lobbyists student|group* religious|group* industry|association* trade|association* human|rights|organi*
aid|organi* environmental|organi* aid|agenc* Association Federation|of|American Campaign Friends|of Voice|for
Voices|for Citizens|for Taxpayers|for Lawyers|for Doctors|for Physicians|for Students|for Women|for Parents|for
Mothers|of Scientists|for Journalists|for Muslims|for Jews|for executive|director Association|President
Association|CEO Federation|President Federation|CEO Alliance|President Alliance|CEO Coalition|President Coalition|CEO
Network|CEO Foundation|CEO
journalist|group* journalists|group* press|freedom media|freedom press|group* watch|group* women|group* women|s|group*
refugee|group* migrant|group* relief|group* relief|organi* humanitarian|group* humanitarian|organi* charities charity
campaign|group* pressure|group* activist|group* consumer|group* church|group* civil|liberties|group* rights|defender*
rights|organi* rights|advocate* rights|monitor* research|institute research|organi* research|firm advisory|firm
columnist* commentators biographer* blogger* intellectual intellectuals pollster* consultant* theorist* emeritus
nonprofit* not-for-profit civil|society think-tanker* Studies|at Research|Center Research|Centre Policy|Center
Policy|Centre Studies|Center Studies|Centre Center|on Centre|on Research|Initiative Policy|Forum Programme|at Program|at
Project|at Chair|of|the|department|of|political|science dean law|professor Observatory fund|manager* money|manager*
portfolio|manager* founder|and founders|and co-founder|and cofounder|and founding|director unionist*
confederation* bureau|of|asian|research
bureau|of|economic|research
trade|union* labor|union* labour|union* AFL|CIO Workers|Union Workers|union Teachers|Union teachers|union
Farmers|Union Journalists|Union Steelworkers Teamsters Auto|Workers Federation|of|Industries Federation|of|Industry
Federation|of|Trade Federation|of|Labor Federation|of|Labour Federation|of|Journalists industry|lobby business|lobby
farm|lobby union|organizer* union|organiser* labor|leader* labour|leader*
spokesman|for|the|protest* spokesman|for|the|demonstrat* spokesman|for|the|strik* spokesman|for|the|organiz*
spokesman|for|the|famil* spokesman|for|the|victims spokeswoman|for|the|protest* spokeswoman|for|the|demonstrat*
spokeswoman|for|the|strik* spokeswoman|for|the|organiz* spokeswoman|for|the|famil* spokeswoman|for|the|victims
spokesperson|for|the|protest* spokesperson|for|the|demonstrat* spokesperson|for|the|strik*
spokesperson|for|the|organiz* spokesperson|for|the|famil* spokesperson|for|the|victims
market|watcher* China|watcher* Kremlin|watcher* Russia|watcher*
"""
_OFFICE = """
minister* ministry ministries spokes* secretary premier government* official officials ambassador* envoy* senator*
congressman congresswoman lawmaker* representative president chancellor commissioner governor king prince admiral
colonel lieutenant commander chairman|of|the|joint attorney|general state|department white|house kremlin pentagon
agency police military army administration department|of delegation* intelligence state|media news|agency leader
leaders mayor director-general
"""
_SAYING = """
said says say saying told tells tell added adds add stated stating declare* testif* argue* warn* believe* think
thinks thought note notes noted point|out points|out pointed|out suggest* predict* expect* doubt* wrote writes write
call|it calls|it called|it see sees saw describe* explain* stress* contend* claim* estimate* caution* question*
conclude* observe* remark* agree* disagree* commented comments urge urges urged urging insist* insisting
maintain|that maintains maintained assert* view views fear fears feared reports reported reporting blame* blaming
accuse* accusing warning highlight* emphasi* underscore* recommend* propose* hope* dismiss* criticiz* criticis*
condemn* denounc* deplor* slam slams slammed blast blasts blasted decried tweet* request* demand* appeal* alleg*
document documents documented reveal* found|that finds find|that show|that shows|that showed|that called|on calls|on
call|on calling|on called|for calls|for call|for calling|for called|upon reject* oppose* expound* affirm* welcome*
applaud* prais* refers|to refer|to referred|to expressed voiced voices issued published released replied worry
worries worried concede* acknowledge* raised|concern* raised|question* raised|doubt* have|raised has|raised cite
cites cited summari* examines object|to objects|to objected|to charged charges regard regards regarded consider
considers considered appealed calls|upon calling|upon likened likens compared compares characteri* interpret*
foresee* foresaw foresees anticipat* assess* judge|that judges|that reckon* speculat* wonder wonders wondered quipped
lament* bemoan* cautioned advise* advocates|for advocated|for weigh|in weighed|in weighs|in in|agreement as|saying
oppose opposes question|whether questioned questions are|divided are|sceptical are|skeptical is|sceptical is|skeptical
remain|sceptical remain|skeptical put|it puts|it dispute disputes disputed
"""
# What holds such a word and names none, or those who work for a state.
_MASKS = """
expert|group* center|for|disease centre|for|disease united|nations|institute intelligence|analyst* government|expert*
government|analyst* government|lawyer* defense|analyst*|at|the|ministry attorney|general|office of|experts
team|of|experts institute|of|statistics statistics|institute school|of|government central|bank*|economist*
panel|of|experts groups|of|experts group|of|experts committee|of|experts Association|of|Southeast
Association|Agreement Free|Trade|Association Association|for|Regional International|Development|Association
government|scientist* army|scientist* state|university UNICEF|Executive|Director WFP|Executive|Director
IEA|Executive|Director UN|Executive|Director UNEP|Executive|Director UNODC|Executive|Director
Swiss|Confederation Confederation|President Workers|Union|Party
Agency|Executive|Director Programme|Executive|Director Program|Executive|Director Fund|Executive|Director
"""
# Whom "former" or "retired" puts outside government. Former heads of it stay politicians.
_SERVED = """
official* officer* general generals gen adm admiral* colonel* col commander* soldier* diplomat* ambassador* envoy*
adviser* advisor* inspector* analyst* agent agents spy spies director* chief chiefs negotiator* undersecretary deputy
under|secretary assistant|secretary prosecutor* judge* interrogator* interpreter* translator* cia mi6 mi5 kgb nsa fbi
mossad intelligence military spokes* head heads aide aides rapporteur* coordinator* strategist* counsel operative*
"""
_INVERTED = frozenset(
    {"said", "says", "say", "warned", "warns", "wrote", "writes", "added", "adds", "argued", "argues", "noted", "notes"}
    | {"explained", "explains", "tweeted", "predicted", "predicts", "agreed", "agrees", "observed", "concluded"}
    | {"stated", "states", "insisted", "claimed", "suggested", "read", "reads", "asked", "replied", "urged", "told"}
)
"""Words of saying that may stand before who says it: "warned Ana Costa"."""
_BEING = frozenset({"be", "been", "being", "was", "were"})
_PUBLISHED = frozenset({"published", "issued", "released"})
_WRITTEN = frozenset({"report", "study", "survey", "paper", "statement", "letter", "analysis", "article", "interview"})
_WITH_FORMER = {"former", "ex", "retired", "onetime"}
_FORMER_REACH = 6
"""Within how many words after "former" the office stands that somebody held."""
_LED = frozenset(
    {"president", "official", "officials", "leader", "leaders", "intelligence", "military", "army", "commissioner"}
    | {"secretary"}
)
"""Words of office that think tanks use too: their president, their head of military studies."""
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_KINDS = "|".join(
    ["think[ -]tank", "watchdog", "consultancy", "charity", "nonprofit"]
    + [f"{kind} group" for kind in ("advocacy", "rights", "aid", "research", "campaign")]
    + [f"{kind} firm" for kind in ("research", "consulting", "law", "investment", "advisory", "analytics", "data")]
)
_NAMED = re.compile(rf"\b(?:{_KINDS}),?\s((?:[A-Z][\w’'&-]*)(?:\s(?:of|for|the|on|and)?\s?[A-Z][\w’'&-]*){{0,4}})")
_BODIES = Path(__file__).parent / "words" / "outside_bodies.txt"
_REACH = 12
"""Within how many words before its brackets an acronym is spelt out."""


def _listed(terms: str) -> Iterable[str]:
    return (term.replace("|", " ").replace("-", " ") for term in terms.split())


def _lexicon(terms: Iterable[str], masks: Iterable[str] = ()) -> Lexicon:
    return Lexicon([*((term, ("", 0), 1) for term in terms), *((term, ("", 0), 0) for term in masks)])


_outside = _lexicon([*_listed(_OUTSIDE), *_BODIES.read_text("utf-8").splitlines()], _listed(_MASKS))
_served = _lexicon(_listed(_SERVED), ["secretary general", "ministerial"])
_office, _saying = (
    _lexicon(_listed(_OFFICE)),
    _lexicon(
        _listed(_SAYING),
        [
            "think tank*",
            "views of",
            "view of the",
            "with regard",
            "in regard",
            "no regard",
            "taken into account",
            "legal appeal*",
            "appeal* against",
            "court of appeal*",
        ],
    ),
)


class Outsiders:
    """Finds words for people and bodies outside government, those too that a text itself says are such."""

    def __init__(self, text: str) -> None:
        self._own = _lexicon(set(_own_names(text)))

    def find(self, words: Sequence[Word], low: int, high: int) -> list[Found]:
        """The words that name somebody outside government in `words[low:high]`, in order."""
        found = [each for each in _outside.find(words, low, high) if each.value]
        found.extend(self._own.find(words, low, high))
        for at in range(low, high):
            if words[at].folded in _WITH_FORMER:
                served = _served.find(words, at + 1, min(high, at + 1 + _FORMER_REACH))
                found.extend(each._replace(at=at) for each in served[:1] if each.value)
        return sorted(found, key=lambda each: each.at)

    def is_outside(self, words: Sequence[Word], low: int, high: int) -> bool:
        """Whether words name somebody outside government. No former office counts, nor that of a think tank's head."""
        outside = self.find(words, low, high)
        if not outside:
            return False
        # A spokesperson speaks for whom the next words name.
        first = outside[0].at
        held = [each for each in _held(words, low, high) if each.term != "spokes*" or first > each.at + 5]
        return not held or held[0].at > outside[0].at or all(each.term in _LED for each in held)


def offices(words: Sequence[Word], low: int, high: int) -> list[int]:
    """Where words of an office that is held now stand in `words[low:high]`."""
    return [each.at for each in _held(words, low, high)]


def _held(words: Sequence[Word], low: int, high: int) -> list[Found]:
    """The words of office without those after "former"."""
    return [
        each
        for each in _office.find(words, low, high)
        if not any(words[at].folded in _WITH_FORMER for at in range(max(low, each.at - 3), each.at))
    ]


def inverted(words: Sequence[Word], at: int) -> bool:
    """Whether a word of saying may stand before who says it: "warned Ana Costa"."""
    return words[at].folded in _INVERTED


def is_done_to(words: Sequence[Word], at: int) -> bool:
    """Whether a word of saying tells what is done, and nothing said: "was accused", "a report published on Friday"."""
    before = words[at - 1].folded
    if words[at].folded in _PUBLISHED and before in _WRITTEN:
        return True
    return before in _BEING or (words[at].folded == "documents" and before == "leaked")


def saying(words: Sequence[Word], low: int, high: int) -> list[int]:
    """Where words of saying and thinking stand in `words[low:high]`."""
    return [each.at for each in _saying.find(words, low, high) if each.value]


def _own_names(text: str) -> Iterable[str]:
    """The names that a text gives to bodies outside government: "HRW" in brackets, "the think tank Bruegel"."""
    for match in _NAMED.finditer(text):
        if words_of(match[1]):
            yield match[1]
    for match in _ACRONYM.finditer(text):
        before = words_of(text[max(0, match.start() - 12 * _REACH) : match.start()])[-_REACH:]
        letters = [letter for letter in match[1] if letter.isupper()]
        spelt = _spelt_out(before, letters)
        if spelt and any(each.value for each in _outside.find(spelt, 0, len(spelt))):
            yield match[1]


def _spelt_out(before: Sequence[Word], letters: Sequence[str]) -> list[Word]:
    """The words whose first letters an acronym has, from the one with its first letter on; none where none has it."""
    capitals = [at for at, word in enumerate(before) if word.word[0].isupper()]
    if len(capitals) < len(letters) or not letters:
        return []
    first = capitals[-len(letters)]
    return list(before[first:]) if before[first].word[0] == letters[0] else []
