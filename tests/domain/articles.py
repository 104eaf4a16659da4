"""Articles for tests, and what is drafted from them."""

from __future__ import annotations

from pathlib import Path

from content.drafting.desk_file import load_desk
from content.drafting.draft import Draft, draft
from content.importers.source_text import SourceText
from content.model import Source

DATA = Path(__file__).parent.parent / "data"
LABELLED = sorted((DATA / "labelled").glob("*.txt"))

SHORT = """\
Trade talks in Lisbon
Portugal’s foreign minister, Ana Sousa, met her Angolan counterpart in Lisbon on Tuesday.
Exports to Angola rose from $1.2 billion to $1.5 billion in 2021, Sousa said.
“We want more trade with every neighbor,” she told reporters.
The weather was mild.
"""


def article(text: str, title: str = "") -> SourceText:
    """An article of these words, one paragraph a line."""
    return SourceText(text.strip(), Source(title), "", text.encode("utf-8", "replace"), "text/plain")


def drafted(text: str, title: str = "") -> Draft:
    """What is drafted from these words under the world desk."""
    return draft(article(text, title), load_desk("world"))
