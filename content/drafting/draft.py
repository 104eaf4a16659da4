"""A briefing drafted from an article: sentences, people, figures, speech and topics found, filed as cited entries."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

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
from content.model import Briefing, BriefingId, DeskId, PaneId, SentenceNumber

if TYPE_CHECKING:
    from content.drafting.desk_file import DraftingDesk
    from content.importers.source_text import SourceText


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

    Every entry cites sentences, and what it says stands in them: what does not is left out.
    """
    text = article.text
    sentences = cut_sentences(text)
    title = article.source.title or title_of(text, sentences)
    is_understood = is_english(text)
    people: tuple[Person, ...] = ()
    speech: tuple[Speech, ...] = ()
    figures = Figures((), ())
    panes: tuple[tuple[PaneId, ...], ...] = ((),) * len(sentences)
    if is_understood:
        people = find_people(text, sentences)
        speech = find_speech(text, sentences, people)
        figures = find_figures(text, sentences)
        panes = file_sentences(text, sentences, people, speech, desk)
    language = article.language or ("en" if is_understood else "und")
    briefing = Briefing(
        _id_of(title, text, desk.desk.id), title, language, desk.desk.id, article.source, text, sentences, ()
    )
    if is_understood:
        entries = write_entries(text, sentences, people, speech, figures.figures, panes, desk)
        briefing = keep_grounded(briefing._replace(entries=entries))
    return Draft(briefing, people, speech, figures, panes, cover(briefing).uncited, is_understood)


def _id_of(title: str, text: str, desk: DeskId) -> BriefingId:
    """An id that a reader can type, and that only the same text under the same desk has: the title's first words and
    a digest."""
    words = re.findall(r"[a-z0-9]+", title.casefold())[:6]
    digested = text if desk == _FIRST_DESK else f"{desk}\n{text}"
    digest = sha256(digested.encode("utf-8", "replace")).hexdigest()[:8]
    return BriefingId("-".join([*words, digest])[:80])
