"""Two entries on one person become one that tells the person's role."""

from __future__ import annotations

from pathlib import Path

from content.drafting.desk_file import load_desk
from content.drafting.draft import draft
from content.importers.source_text import SourceText
from content.model import DeskId, Source
from content.review import NO_ROLE
from tests.domain.libraries import opened

TEXT = (
    "Emmanuel Macron, the president of France, said on Monday that he would come to the talks in Berlin.\n"
    "The talks were the first in the city since the spring, and Olaf Scholz was there with the others."
)


def test_of_two_people_the_one_with_a_role_gives_the_text(tmp_path: Path) -> None:
    article = SourceText(TEXT, Source("Talks in Berlin"), "en", TEXT.encode(), "text/plain")
    briefing = draft(article, load_desk(DeskId("world"))).briefing
    people = {entry.title: entry for entry in briefing.entries if entry.pane == "people"}
    told, silent = people["Emmanuel Macron"], people["Olaf Scholz"]
    assert told.text != NO_ROLE and silent.text == NO_ROLE
    with opened(tmp_path) as library:
        library.add(briefing, undoable=False)
        assert library.review.merge(briefing.id, silent.id, told.id).text == told.text
        library.history.undo()
        assert library.review.merge(briefing.id, told.id, silent.id).text == told.text
