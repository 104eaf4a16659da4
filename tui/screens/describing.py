"""What is known of an article, edited by the reader: its title, author, date, publisher and address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from content.errors import ContentError
from tui.widgets.form import Field, Filling, Refusal

if TYPE_CHECKING:
    from content.model import BriefingId, Source
    from tui.screens.asking import AskingScreen

LABELS = {"title": "title", "author": "author", "issued": "date", "publisher": "publisher", "url": "address"}
"""The facts as the library names them, and as the form does."""

HINTS = {"issued": "2023-05-24, 2023-05 or 2023", "url": "https://"}


async def describe(screen: AskingScreen, briefing: BriefingId, saved: Callable[[], None]) -> None:
    """Open the form with what is known of a briefing's article; where nothing can be kept, say why.

    `saved` is called once something was changed; it may raise ContentError.
    """
    app = screen.app
    if app.library.read_only:
        screen.status.say(app.library.read_only, warning=True)
        return
    try:
        seen = _facts(*app.library.facts(briefing))
    except ContentError as error:
        screen.status.say(str(error), warning=True)
        return

    def save(changed: Mapping[str, str]) -> Refusal | None:
        nonlocal seen
        if "title" in changed and not changed["title"].strip():
            return Refusal("A briefing needs a title; write one.", "title")
        try:
            now = _facts(*app.library.facts(briefing))
            theirs = [name for name, words in changed.items() if now[name] not in (seen[name], words.strip())]
            if theirs:
                seen, name = now, theirs[0]
                words = f"it “{now[name]}”" if now[name] else "it empty"
                reason = f"Another window changed the {LABELS[name]} and made {words}; save again to replace that."
                return Refusal(reason, name)
            if changed:
                app.library.editor.describe(briefing, **changed)
                saved()
        except ContentError as error:
            return _refusal(error)
        names = ", ".join(label for name, label in LABELS.items() if name in changed)
        undo = app.shown_key("undo")
        screen.status.say(f"Saved: {names}. {undo} takes it back." if changed else "Nothing was changed.")
        return None

    fields = [Field(name, label, seen[name], HINTS.get(name, "")) for name, label in LABELS.items()]
    key = app.shown_key("describe")
    await screen.fill(Filling("Title and source", briefing, fields, save, screen.status.say, key))


def _facts(title: str, source: Source) -> dict[str, str]:
    return {
        "title": title,
        "author": source.author,
        "issued": source.issued,
        "publisher": source.publisher,
        "url": source.url,
    }


def _refusal(error: ContentError) -> Refusal:
    """Why something cannot be kept, with the names that the form has for its fields."""
    if error.where not in LABELS:
        return Refusal(str(error))
    reason = ContentError(error.reason, where=LABELS[error.where].capitalize(), remedy=error.remedy)
    return Refusal(f"{reason}.", error.where, f"{error.remedy[:1].upper()}{error.remedy[1:]}.")
