"""Who a phrase means: one of the people of the text, or a body; also where it says only "he" or "the minister"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from content.drafting.found import Person
from content.drafting.speech_phrases import Phrase
from content.drafting.speech_tokens import (
    DETERMINERS,
    PREPOSITIONS,
    Token,
    is_body,
    is_known_title,
    is_office,
    is_title,
)
from content.drafting.word_lists import phrase_list
from content.model import Span

NEAR = 6
"""For how many sentences "he" still means who spoke last."""
_MOST_TITLES = 40
_LONGEST_NAME = 4
_PAPERS = frozenset(("statement", "report", "letter", "paper", "study", "survey", "poll", "document", "text", "post"))
_HE = frozenset("mr sir lord king prince spokesman chairman congressman herr monsieur businessman".split())  # noqa: SIM905
_SHE = frozenset(
    "mrs ms miss lady dame queen princess spokeswoman chairwoman congresswoman madam madame frau mme".split()  # noqa: SIM905
)
_FULL = {
    "gen": "general",
    "sec": "secretary",
    "pres": "president",
    "gov": "governor",
    "sen": "senator",
    "amb": "ambassador",
}
_WIDER = {
    "leader": "president premier minister chancellor king prince",
    "diplomat": "minister ambassador envoy secretary",
    "general": "gen general",
    "expert": "analyst fellow professor researcher director scholar economist",
    "analyst": "expert fellow professor researcher director scholar economist",
    "premier": "minister premier",
    "spokesperson": "spokesman spokeswoman spokesperson",
    "spokesman": "spokesperson spokesman",
    "spokeswoman": "spokesperson spokeswoman",
    "chief": "head director secretary president chief commissioner",
    "head": "director chief president head",
    "envoy": "envoy ambassador representative",
    "lawmaker": "senator congressman congresswoman representative mp",
    "professor": "professor",
}
_SOME = frozenset(("one", "another", "some", "many", "several", "others", "both", "most", "few", "these", "those"))
_VAGUE = frozenset(("top", "senior", "veteran", "current"))
_OF_PLACES = {
    "american": "u.s",
    "us": "u.s",
    "british": "britain",
    "french": "france",
    "polish": "poland",
    "spanish": "spain",
    "danish": "denmark",
    "dutch": "netherlands",
    "finnish": "finland",
    "irish": "ireland",
    "swiss": "switzerland",
}
"""Words for what is of a place that do not begin as its name does."""


class Speaker(NamedTuple):
    """Who speaks: the name or the words, where they stand, the number of the person or -1, and the sentence."""

    name: str
    span: Span | None
    person: int
    sentence: int

    @property
    def is_human(self) -> bool:
        """Whether "he" or "she" can mean the speaker."""
        return self.person >= 0 or any(is_office(_plain(word)) for word in self.name.lower().split())

    @property
    def are_many(self) -> bool:
        """Whether the speaker is more than one person without a name: reporters, senior officials."""
        word = self.name.split()[-1] if self.name.strip() else ""
        return word.endswith("s") and (word.islower() or is_office(word.lower()))

    @property
    def may_be_human(self) -> bool:
        """Whether "he" or "she" can mean the speaker where nobody better is near: a name of whom nothing is known."""
        words = self.name.split()
        if not words or len(words) > _LONGEST_NAME or self.name.isupper():
            return False
        is_name = all(word[0].isupper() for word in words)
        last = words[-1]
        is_one = last.islower() and last[-1] != "s" and last not in _PAPERS and not is_body(last)
        is_somebody = is_one and words[0].lower() in ("a", "an", "one")
        return is_somebody or (is_name and not any(is_body(word.lower()) for word in words))


def _plain(word: str) -> str:
    return word.strip(".,'’").replace("'s", "").replace("’s", "")


def _is_of_place(word: str, titles: Collection[str]) -> bool:
    """Whether a title names the place that a word is of: "the Russian minister" is "Russia's minister"."""
    if _OF_PLACES.get(word) in titles:
        return True
    places, demonyms = phrase_list("places").words, phrase_list("demonyms").words
    if word in demonyms:
        return any(_begins_as(word, title) for title in titles if title in places)
    return word in places and any(
        _OF_PLACES.get(title) == word or _begins_as(title, word) for title in titles if title in demonyms
    )


def _begins_as(demonym: str, place: str) -> bool:
    return demonym.startswith(place[: max(4, len(place) - 2)])


class Speakers:
    """Who was named and who spoke so far, while a text is read from its beginning."""

    def __init__(self, text: str, people: Sequence[Person]) -> None:
        self._text = text
        self._people = people
        self._titles: list[set[str]] = [set(self._role_words(person)) for person in people]
        self._sex: dict[int, str] = {}
        self._latest_of: dict[str, Speaker] = {}
        self._latest: dict[str, Speaker] = {}
        self._unnamed: dict[str, Speaker] = {}
        self.last: Speaker | None = None
        """Who spoke last."""
        self.body: Speaker | None = None
        """The body or document that spoke last."""
        self.topic: Speaker | None = None
        """The body or the group with which the last sentence began that began with one."""
        self.agent: Speaker | None = None
        """The person by whom, from whom or to whom something was at the end of the last sentence."""
        self.sole: Speaker | None = None
        """The only person whom the last sentence names."""
        self._recent: Speaker | None = None
        self.subject: Speaker | None = None
        """The person with whom the last sentence began that began with one."""

    def _role_words(self, person: Person) -> Iterable[str]:
        if person.role_span is None:
            return ()
        words = person.role_span.of(self._text)[:200].lower().replace("-", " ").split()[:_MOST_TITLES]
        return [_FULL.get(_plain(word), _plain(word)) for word in words]

    def see(self, tokens: Sequence[Token], sentence: int) -> None:
        """Takes note of the people named in a sentence, and of the titles right before their names."""
        people = {token.person for token in tokens if token.person >= 0}
        self.sole = None
        for at, token in enumerate(tokens):
            if token.person < 0:
                continue
            if len(people) == 1 and not token.is_owner:
                self.sole = self.person(token, sentence)
            titles = self._titles[token.person]
            before = at - 1
            while before >= 0 and at - before < 8 and len(titles) < _MOST_TITLES:
                word = tokens[before]
                if word.person >= 0 or word.quote >= 0 or not is_title(word):
                    break
                for part in word.key.split("-"):
                    titles.add(_FULL.get(part, _plain(part)))
                if word.key in _HE or word.key in _SHE:
                    self._sex[token.person] = "he" if word.key in _HE else "she"
                before -= 1
            seen = self._recent = self.person(token, sentence)
            if before > 0 and tokens[before].key in DETERMINERS:
                before -= 1
            if before >= 0 and tokens[before].key in ("by", "from", "to") and not token.is_owner:
                self.agent = seen
            if token.person in self._sex:
                self._latest_of[self._sex[token.person]] = seen
            for title in titles:
                self._latest[title] = seen

    def person(self, token: Token, sentence: int) -> Speaker:
        """The speaker that a token names."""
        return Speaker(self._people[token.person].name, Span(token.start, token.end), token.person, sentence)

    def resolve(
        self, tokens: Sequence[Token], phrase: Phrase, sentence: int, inside: Sequence[Speaker]
    ) -> Speaker | None:
        """Who a phrase means; `inside` are those who spoke before in the same sentence. None for "we" and "you"."""
        first = tokens[phrase.first]
        if phrase.person >= 0:
            return self.person(first, sentence)
        if phrase.last - phrase.first == 1:
            if first.key in ("he", "she", "him", "her"):
                return self._he(first, phrase, tokens, sentence, inside)
            if first.key in ("it", "they", "them"):
                return self._it(first, sentence, inside)
            if first.key in ("i", "we", "you", "who", "which", "what", "that", "this"):
                return None
        words = [token.key for token in tokens[phrase.first : phrase.last]]
        is_some = words[0] in _SOME and (len(words) == 1 or words[1] == "of")
        if not is_some and not any(
            word[0].isalpha() and word not in DETERMINERS and word not in PREPOSITIONS for word in words
        ):
            return None
        span = Span(first.start, tokens[phrase.last - 1].end)
        is_place_s = first.is_owner and len(words) > 1 and _plain(first.key) in phrase_list("places").words
        if (
            first.key == "the"
            or is_place_s
            or (first.is_capital and len(words) <= 2 and all(is_office(w) for w in words))
        ):
            known = self._known(words[1:] if first.key == "the" else words, sentence, inside)
            if known is not None:
                return known._replace(span=span, sentence=sentence)
        name = " ".join(span.of(self._text).split()).removesuffix("'s").removesuffix("’s")
        speaker = Speaker(name, span, -1, sentence)
        for word in words:
            if is_office(word):
                self._unnamed[word] = speaker
        return speaker

    def _he(
        self, token: Token, phrase: Phrase, tokens: Sequence[Token], sentence: int, inside: Sequence[Speaker]
    ) -> Speaker:
        sex = "she" if token.key in ("she", "her") else "he"
        named = [
            self.person(one, sentence)
            for one in tokens[max(0, phrase.first - 40) : phrase.first]
            if one.person >= 0 and not one.is_owner
        ]
        lead = tokens[phrase.first - 1].key if phrase.first else ""
        is_joined = lead in ("and", "but", "that", "because", "as", "while", "which", "what", "who", "where")
        choices = [*reversed([one for one in inside if one.is_human]), *(named[:1] if is_joined else ())]
        near = [one for one in (self.last, self.subject) if one is not None and one.is_human]
        near.sort(key=lambda one: -one.sentence)
        sole = self.sole
        if (
            sole is not None
            and sole.sentence == sentence - 1
            and not any(one.sentence >= sole.sentence for one in near)
        ):
            choices.append(sole)
        if self.last is not None and self.last.person < 0 and sentence - self.last.sentence <= 1:
            choices += [self.last] if self.last.may_be_human else []
        choices += [one for one in near if sentence - one.sentence <= NEAR]
        choices += named
        choices += near
        choices += [self._latest_of[sex]] if sex in self._latest_of else []
        choices += [self._recent] if self._recent is not None and sentence - self._recent.sentence <= NEAR else []
        span = Span(token.start, token.end)
        for one in choices:
            if one.person >= 0 and self._sex.get(one.person, sex) != sex:
                continue
            if one.person < 0 and one.are_many:
                continue
            if one.person < 0 and any(w in (_SHE if sex == "he" else _HE) for w in one.name.lower().split()):
                continue
            if one.person >= 0 and sentence - one.sentence <= 1:
                self._sex.setdefault(one.person, sex)
            return Speaker(one.name, span, one.person, sentence)
        return Speaker(self._text[token.start : token.end], span, -1, sentence)

    def _it(self, token: Token, sentence: int, inside: Sequence[Speaker]) -> Speaker:
        """Whom "it" and "they" mean: the body or the group that spoke or began a sentence last."""
        span = Span(token.start, token.end)
        for one in reversed(inside):
            if (
                not one.is_human
                and one.name[:1] != one.name[:1].lower()
                and (one.name[-1:] == "s") == (token.key != "it")
            ):
                return one._replace(span=span)
        spoke = self.body if token.key == "it" else self.last
        topic = self.topic
        if topic is not None and (topic.name[-1:] == "s") == (token.key == "it") and not topic.name.isupper():
            topic = None
        choices = [
            one for one in (spoke, topic) if one is not None and one.person < 0 and sentence - one.sentence <= NEAR
        ]
        if not choices:
            return Speaker(self._text[token.start : token.end], span, -1, sentence)
        return Speaker(max(choices, key=lambda one: one.sentence).name, span, -1, sentence)

    def _known(self, words: Sequence[str], sentence: int, inside: Sequence[Speaker]) -> Speaker | None:
        """The person whose title is "the minister", or who was "a ministry spokesman" a moment ago."""
        parts = [_plain(part) for word in words for part in word.split("-") if part not in _VAGUE]
        if not parts or len(parts) > 6:
            return None
        head = parts[-1]
        wider = _WIDER.get(head, head).split()
        if not is_office(head) and head not in _WIDER:
            return None
        for one in (*reversed(inside), self.last, self.subject):
            if (
                one is not None
                and one.person >= 0
                and sentence - one.sentence <= NEAR
                and self._fits(one, parts, wider)
            ):
                return one
        unnamed = self._unnamed.get(words[-1])
        if unnamed is not None and not set(words[:-1]) <= set(unnamed.name.lower().split()):
            unnamed = None
        exact = self._latest.get(head)
        if unnamed is not None and (exact is None or unnamed.sentence >= exact.sentence):
            return unnamed
        for one in (*reversed(inside), self.last, self.subject):
            if (
                one is not None
                and one.person >= 0
                and sentence - one.sentence <= NEAR
                and self._fits(one, parts, wider)
            ):
                return one
        named = [self._latest[word] for word in (head, *wider) if word in self._latest]
        fitting = [one for one in named if self._fits(one, parts, wider)]
        if fitting or unnamed is not None:
            return max(fitting, key=lambda one: one.sentence, default=unnamed)
        for one in (self.last, self.subject):
            # "The spy chief", "the veteran leader": words that no title of his has, and that gainsay none.
            if one is not None and one.person >= 0 and sentence - one.sentence <= 2 and head in _WIDER:
                says_nothing = not any(is_known_title(part) for part in parts[:-1])
                if says_nothing and any(word in self._titles[one.person] for word in (head, *wider)):
                    return one
        if len(parts) > 1:
            return None
        # "The minister": of whom the text has not said that he is one.
        for one in (self.last, self.subject):
            if one is not None and one.person >= 0 and sentence - one.sentence <= 2 and not self._titles[one.person]:
                return one
        return None

    def _fits(self, one: Speaker, parts: Sequence[str], wider: Sequence[str]) -> bool:
        titles = self._titles[one.person]
        if parts[-1] not in titles and not any(word in titles for word in wider):
            return False
        return all(part in titles or _is_of_place(part, titles) for part in parts[:-1])

    def spoke(self, speaker: Speaker) -> None:
        """Takes note of who spoke."""
        self.last = speaker
        if not speaker.is_human:
            self.body = speaker
