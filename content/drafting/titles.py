"""Short titles, made of the words of the sentences that they stand for."""

from __future__ import annotations

import re

from content.model import Sentences

LONGEST = 64
"""The most code points of a title."""

_ATTRIBUTION = re.compile(
    r"""^(?:according\ to\ [^,]{1,80},\s+
      | [^,“”"]{1,60}?\s(?:said|says|told\ \w+|added|announced|stated|reported|noted)\s
        (?:on\ \w+day\s|\w+day\s)?that\s)""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENER = re.compile(
    r"^(?:But|And|However|Meanwhile|Also|Moreover|In addition|Earlier|Later|Still|Instead|Since then),?\s+",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:—–]\s|\s(?:that|which|who|whose|where|while|because|although|after|before|unless|but)\s|\s\(")


def title_of(text: str, sentences: Sentences) -> str:
    """A title for a whole text: its first sentence, shortened; "Untitled" where there is none."""
    return headline(sentences[0].span.of(text)) if len(sentences) else "Untitled"


def headline(sentence: str) -> str:
    """The first clause of a sentence, at most `LONGEST` code points, in the sentence's own words.

    An attribution at its head ("X said that …") and a conjunction are left out; an ellipsis shows what was cut.
    """
    words = " ".join(sentence.split())
    for head in (_OPENER, _ATTRIBUTION, _OPENER):
        found = head.match(words)
        if found and len(words) - found.end() > 20:
            words = words[found.end() :]
    words = _balanced(words.strip(" .“”\"'‘’"))
    if len(words) > LONGEST:
        ends = [found.start() for found in _BREAK.finditer(words, 24, LONGEST)]
        end = ends[-1] if ends else words.rfind(" ", 0, LONGEST)
        words = words[: end if end > 0 else LONGEST - 1].rstrip(" ,;:—–-(") + "…"
    return words[:1].upper() + words[1:]


def _balanced(words: str) -> str:
    """The words without a quotation mark or bracket whose partner is missing."""
    for opening, closing in ("“”", "()", "[]"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words if words.count('"') % 2 == 0 else words.replace('"', "")
