"""A briefing drafted from an article: sentences, people, figures, speech and topics found, filed as cited entries."""

from __future__ import annotations

import re
from bisect import bisect_right
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from content.check import cover
from content.drafting.entries import write_entries
from content.drafting.figures import find_figures
from content.drafting.found import Figures, Person, Speech
from content.drafting.grounded import keep_grounded
from content.drafting.language import is_english
from content.drafting.people import find_people
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech
from content.drafting.titles import title_of
from content.drafting.topics import file_sentences
from content.model import Briefing, BriefingId, DeskId, PaneId, SentenceNumber, Sentences

if TYPE_CHECKING:
    from content.drafting.desk_file import DraftingDesk
    from content.importers.source_text import SourceText

DRAFTED = 1_000_000
"""Code points of a text that entries are drafted from, a long book and some ten seconds; the rest is left to file."""


_FIRST_DESK = DeskId("world")
"""The desk whose briefings have the digest of the text alone in their ids, as all had once."""


class Draft(NamedTuple):
    """A briefing as the program drafted it, and what it was drafted from.

    `panes` are the panes of each sentence in order. `unfiled` are the sentences that no entry cites, for the reader to
    file. `is_understood` is false for a text in another language than English: it has sentences then, and no entries.
    """

    briefing: Briefing
    people: tuple[Person, ...]
    speech: tuple[Speech, ...]
    figures: Figures
    panes: tuple[tuple[PaneId, ...], ...]
    unfiled: tuple[SentenceNumber, ...]
    is_understood: bool


def draft(article: SourceText, desk: DraftingDesk) -> Draft:
    """The briefing of an article under a desk's panes; the same article gives the same briefing, with the same id.

    Every entry cites sentences, and what it says stands in them: what does not is left out. Of a text of more than
    `DRAFTED` code points the sentences beyond are filed nowhere.
    """
    text = article.text
    sentences = cut_sentences(text)
    title = article.source.title or title_of(text, sentences)
    is_understood = is_english(text)
    people: tuple[Person, ...] = ()
    speech: tuple[Speech, ...] = ()
    figures = Figures((), ())
    panes: tuple[tuple[PaneId, ...], ...] = ((),) * len(sentences)
    first = _first(sentences, DRAFTED)
    language = article.language or ("en" if is_understood else "und")
    id = _id_of(title, text, desk.desk.id)
    briefing = Briefing(id, title, language, desk.desk.id, article.source, text, sentences, ())
    if is_understood and len(first):
        said = text[: first.ends[-1]] if len(first) < len(sentences) else text
        people = find_people(said, first)
        speech = find_speech(said, first, people)
        figures = find_figures(said, first)
        panes = file_sentences(said, first, people, speech, desk) + panes[len(first) :]
        entries = write_entries(said, first, people, speech, figures.figures, panes[: len(first)], desk)
        drafted = keep_grounded(briefing._replace(text=said, sentences=first, entries=entries))
        briefing = briefing._replace(entries=drafted.entries)
    return Draft(briefing, people, speech, figures, panes, cover(briefing).uncited, is_understood)


def _first(sentences: Sentences, size: int) -> Sentences:
    """The sentences that end within so many code points."""
    count = bisect_right(sentences.ends, size)
    if count == len(sentences):
        return sentences
    return Sentences(sentences.paragraphs[:count], sentences.starts[:count], sentences.ends[:count])


def _id_of(title: str, text: str, desk: DeskId) -> BriefingId:
    """An id to type, which only this text under this desk has: the title's first words without accents, a digest."""
    words = re.findall(r"[a-z0-9]+", normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode())[:6]
    digested = text if desk == _FIRST_DESK else f"{desk}\n{text}"
    digest = sha256(digested.encode("utf-8", "replace")).hexdigest()[:8]
    return BriefingId("-".join([*words, digest])[:80])
