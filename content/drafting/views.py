"""Which sentences report the view of somebody outside government, found by who speaks and never by the subject."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from content.drafting.found import Person, Speech
from content.drafting.terms import Lexicon, Word, words_of
from content.model import Sentences, Span

_OUTSIDE = """
analyst* expert experts specialist specialists scholar* academic academics professor professors lecturer* researcher*
historian* economist* strategist* lawyer* attorney campaigner* activist* advocate advocates think-tank* thinktank*
institute institution university college school|of council|on|foreign center|for centre|for endowment fellow fellows
observers critics commentator* pundit* author|of chatham|house rand brookings carnegie crisis|group human|rights|watch
amnesty heritage|foundation atlantic|council wilson|center hudson csis iiss rusi sipri foundation advocacy
rights|group* aid|group* watchdog* nongovernmental non-governmental ngo ngos political|scientist* dissident*
policy|studies research|fellow former|ambassador former|diplomat former|official former|officials former|general
former|adviser former|advisor greenpeace oxfam oxford harvard stanford eurasia|group law|firm investment|firm
chamber|of|commerce consulting|firm consultancy risk|consultancy
"""
_OFFICE = """
minister* ministry ministries spokes* secretary premier government* official officials ambassador* envoy* senator*
congressman congresswoman lawmaker* representative president chancellor commissioner governor king prince admiral
colonel lieutenant commander chairman|of|the|joint attorney|general state|department white|house kremlin pentagon
agency police military army administration department|of delegation* intelligence state|media news|agency leader
leaders mayor director-general
"""
_SAYING = """
said says say saying told tells tell added adds add argue* warn* believe* think thinks thought note notes noted
point|out points|out pointed|out suggest* predict* expect* doubt* wrote writes write call|it calls|it called|it see
sees saw describe* explain* stress* contend* claim* estimate* caution* question* conclude* observe* remark* agree*
disagree* reports reported reporting commented comments urge* insist* maintain* assert* view views fear fears feared
"""
_MASKS = "expert|group* center|for|disease centre|for|disease united|nations|institute"
_REPORTED = {"he", "she", "they"}
_OPENING = '"“'
_LINKS = {"also", "further", "then", "too"}
_WITH_FORMER = {"former", "ex", "retired"}


def _lexicon(listed: str, masks: str = "") -> Lexicon:
    terms = [(term.replace("|", " ").replace("-", " "), ("", 0), 1) for term in listed.split()]
    terms.extend((term.replace("|", " "), ("", 0), 0) for term in masks.split())
    return Lexicon(terms)


_outside, _office, _saying = _lexicon(_OUTSIDE, _MASKS), _lexicon(_OFFICE), _lexicon(_SAYING)


def view_sentences(
    text: str, sentences: Sentences, people: Sequence[Person], speech: Sequence[Speech], words: Sequence[Word]
) -> frozenset[int]:
    """The positions of the sentences that report views from outside government: of an analyst, a campaigner, "experts".

    The sentences of a quotation that runs on count, and what the speaker "also warned" in those that follow.
    """
    starts = [word.start for word in words]
    outsiders = {
        name
        for person in people
        if _is_outsider(text, sentences, person, words, starts)
        for name in (person.name, *person.aliases)
    }
    names = {name for person in people for name in (person.name, *person.aliases)}
    found: set[int] = set()
    spoken: set[int] = set()
    for one in speech:
        numbers = [n - 1 for n in one.sentences if 0 < n <= len(sentences)]
        spoken.update(numbers)
        if one.speaker is None or not numbers:
            continue
        is_outside = one.speaker in outsiders if one.speaker in names else _says_outside(one.speaker)
        if is_outside:
            found.update(numbers)
    mentions = _places(sentences, [p for p in people if p.name in outsiders])
    for index in range(len(sentences)):
        if index in found:
            continue
        low, high = bisect_left(starts, sentences.starts[index]), bisect_left(starts, sentences.ends[index])
        is_next = index - 1 in found and sentences.paragraphs[index] == sentences.paragraphs[index - 1]
        if index not in spoken and (
            _attributes(words, low, high, mentions.get(index, ()))
            or (is_next and (text[sentences.starts[index]] in _OPENING or _continues(words, low, high)))
        ):
            found.add(index)
    return frozenset(found)


def _says_outside(words_of_speaker: str) -> bool:
    words = words_of(words_of_speaker)
    return _is_outside(words, 0, len(words))


def _is_outside(words: Sequence[Word], low: int, high: int) -> bool:
    """Whether words name somebody outside government. A former office is none, nor is that of a think tank's head."""
    outside = [each for each in _outside.find(words, low, high) if each.value]
    if not outside:
        return False
    offices = [
        each
        for each in _office.find(words, low, high)
        if not any(words[at].folded in _WITH_FORMER for at in range(max(low, each.at - 3), each.at))
    ]
    return not offices or offices[0].at > outside[0].at or all(each.term in _LED for each in offices)


_LED = frozenset({"president", "official", "officials", "leader", "leaders", "intelligence", "military", "army"})
"""Words of office that think tanks use too: their president, their head of military studies."""


def _is_outsider(text: str, sentences: Sentences, person: Person, words: Sequence[Word], starts: Sequence[int]) -> bool:
    """Whether a person's role lies outside government, or the words beside the first name say where they work."""
    stretches = [person.role_span] if person.role_span is not None else []
    if person.mentions:
        stretches.append(_beside(text, sentences, person.mentions[0]))
    for span in stretches:
        if _is_outside(words, bisect_left(starts, span.start), bisect_left(starts, span.end)):
            return True
        if span is person.role_span and _office.find(
            words, bisect_left(starts, span.start), bisect_left(starts, span.end)
        ):
            return False
    return False


def _beside(text: str, sentences: Sentences, name: Span) -> Span:
    """What follows a name as an apposition: ", a fellow at the Institute" or "of the University", not beyond."""
    index = max(0, bisect_right(sentences.starts, name.start) - 1)
    end = min(sentences.ends[index], name.end + 120)
    after = text[name.end : end]
    first = words_of(after[:30])
    is_apposition = after[:2] == ", " or (bool(first) and first[0].folded in {"of", "from", "at", "with"})
    if not is_apposition:
        return Span(name.end, name.end)
    stops = [at for at in (after.find(",", 2), after.find(";"), after.find("“"), after.find('"')) if at > 0]
    following = words_of(after)
    stops.extend(following[each.at].start for each in _saying.find(following, 0, len(following))[:1])
    return Span(name.end, name.end + min(stops, default=len(after)))


def _places(sentences: Sentences, people: Sequence[Person]) -> dict[int, list[Span]]:
    places: dict[int, list[Span]] = {}
    for person in people:
        for mention in person.mentions:
            places.setdefault(bisect_right(sentences.starts, mention.start) - 1, []).append(mention)
    return places


def _attributes(words: Sequence[Word], low: int, high: int, mentions: Sequence[Span]) -> bool:
    """Whether a sentence gives a view of somebody outside government: "analysts doubt", "according to experts"."""
    saying = [each.at for each in _saying.find(words, low, high)]
    offices = [each.at for each in _office.find(words, low, high)]
    speakers = [each.at for each in _outside.find(words, low, high) if each.value]
    # "said Ana Costa, an economist at": the name stands first, and who it is follows.
    for verb in saying:
        follows = verb + 1 < high and words[verb + 1].word[:1].isupper() and verb > low + 2
        if follows and any(verb < at <= verb + 12 for at in speakers):
            first = next(at for at in speakers if at > verb)
            if not any(verb < at < first for at in offices):
                return True
    for mention in mentions:
        speakers.extend(at for at in range(low, high) if mention.start <= words[at].start < mention.end)
    for at in sorted(speakers):
        if any(words[before].folded == "according" for before in range(max(low, at - 6), at)):
            return not any(at - 6 < office < at for office in offices)
        # What is said stands soon after who says it; whoever speaks before them is another.
        before = [verb for verb in saying if verb < at]
        after = [verb for verb in saying if at < verb <= at + 12]
        if after and not before and not any(office < after[0] for office in offices):
            return True
        if before and before[-1] >= at - 3 and before[-1] > low + 3 and not any(o > before[-1] for o in offices):
            return not any(office < before[-1] for office in offices)
    return False


def _continues(words: Sequence[Word], low: int, high: int) -> bool:
    """Whether a sentence goes on with what the last speaker said: "He also warned"."""
    if high <= low or words[low].folded not in _REPORTED:
        return False
    at = low + 1
    while at < high and words[at].folded in _LINKS:
        at += 1
    return any(each.at == at for each in _saying.find(words, low, min(high, at + 2)))
