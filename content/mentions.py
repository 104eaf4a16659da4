"""Who and what is named in one entry or one sentence of a briefing, as dossiers know them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.model import Briefing, Entry, SentenceNumber
from content.name_keys import name_key
from content.register import bearer

PEOPLE = "people"
"""The pane of those who have an entry of their own."""

_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def named_in_entry(briefing: Briefing, entry: Entry) -> tuple[str, ...]:
    """The names in an entry: its person alone where it is of one, else those in its words, then those it is linked to.

    A surname stands for the one person of the briefing who bears it.
    """
    if entry.pane == PEOPLE:
        return (entry.title,)
    people = _people(briefing)
    found = _named((entry.title, entry.text), people)
    for quotation in entry.quotations:
        if quotation.speaker:
            key = bearer(name_key(quotation.speaker), people) or name_key(quotation.speaker)
            found.setdefault(key, people.get(key, quotation.speaker))
    for other in briefing.entries:
        if other.pane == PEOPLE and (other.id in entry.links or entry.id in other.links):
            found.setdefault(name_key(other.title), other.title)
    return tuple(found.values())


def named_in_sentence(briefing: Briefing, number: SentenceNumber) -> tuple[str, ...]:
    """The names in a sentence in the order in which they stand there. Raises IndexError where there is none."""
    return tuple(_named((briefing.words_of(number),), _people(briefing)).values())


def _people(briefing: Briefing) -> dict[str, str]:
    return {name_key(entry.title): entry.title for entry in briefing.entries if entry.pane == PEOPLE}


def _named(texts: Iterable[str], people: dict[str, str]) -> dict[str, str]:
    """The names in these texts by their keys, in order; each text once."""
    from content.bodies import bodies_in

    found: dict[str, str] = {}
    # An office ("Russia’s deputy foreign minister") has no surname.
    bearers = [key for key, name in people.items() if all(word[0].isupper() for word in name.split() if word.isalpha())]
    for text in dict.fromkeys(texts):
        places = [(each.start, name_key(each.name), each.name) for each in bodies_in(text)]
        words = [(match.start(), match[0]) for match in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            longest = 0
            for count in (4, 3, 2, 1):
                part = words[at : at + count]
                if len(part) < count or not part[0][1][0].isupper() or not part[-1][1][0].isupper():
                    continue
                key = name_key(" ".join([word for _, word in part]))
                meant = key if key in people else bearer(key, bearers) if count == 1 else None
                if meant is not None:
                    places.append((part[0][0], meant, people[meant]))
                    longest = count
                    break
            at += longest or 1
        for _, key, name in sorted(places):
            found.setdefault(key, name)
    return found
