"""What leads from a briefing to what other briefings say: who and what is named under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from tui.screens.reading_article import ReadingArticle
from tui.screens.reading_parts import ENTRIES


class ReadingAcross(ReadingArticle):
    """The actions of the reading screen that look across briefings."""

    def named_here(self) -> Sequence[str]:
        from content.mentions import named_in_entry, named_in_sentence

        if self.side == ENTRIES and self.entry is not None:
            return named_in_entry(self.briefing, self.entry)
        if self.side != ENTRIES and self.sentence:
            return named_in_sentence(self.briefing, self.sentence)
        return ()
