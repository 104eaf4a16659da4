"""A briefing as the command line prints it: as text, Markdown or JSON, all of it or one pane."""

from __future__ import annotations

from tui import output
from tui.terminal_text import clean_line

TYPE_CHECKING = False  # as in typing, without its import
if TYPE_CHECKING:
    from content.model import Briefing, PaneId


def show_as(briefing: Briefing, format: str, pane: str | None) -> int:
    """Print a briefing, or the one pane of it that a name means, in a format. Raises ContentError for no such pane."""
    chosen = None if pane is None else _pane(briefing, pane)
    if format == "json":
        from content.exports.briefing_json import dump, of_pane

        output.write_json(dump(briefing if chosen is None else of_pane(briefing, chosen)).decode())
    elif format == "markdown":
        from content.exports.markdown import markdown

        output.write(markdown(briefing, pane=chosen))
    else:
        from content.exports.plain_text import plain_text

        output.write(plain_text(briefing, pane=chosen, width=output.width()))
    return 0


def _pane(briefing: Briefing, name: str) -> PaneId:
    """The pane of a briefing with this id, title or the only one that begins so."""
    from content.desk import desk_named
    from content.errors import ContentError

    titles = {pane.id: pane.title for pane in desk_named(briefing.desk).panes}
    for entry in briefing.entries:
        titles.setdefault(entry.pane, entry.pane)
    wanted = name.casefold()
    exact = [id for id, title in titles.items() if wanted in (id.casefold(), title.casefold())]
    begun = [id for id, title in titles.items() if any(n.casefold().startswith(wanted) for n in (id, title))]
    found = exact or begun
    if len(found) != 1:
        reason = (
            f'the briefing has no pane "{clean_line(name)}"'
            if not found
            else f'"{clean_line(name)}" could be several panes'
        )
        raise ContentError(reason, where=briefing.id, remedy=f"use one of {', '.join(titles)}")
    return found[0]
