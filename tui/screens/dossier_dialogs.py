"""What is asked about people and bodies: whose dossier, which kind of items, who is the same as whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from content.dossier_pages import DossierPages
from content.dossiers import Found, ItemKind
from content.errors import ContentError
from content.register import Identity, Kind
from tui.answering import Answering
from tui.screens.program_dialogs import CLOSES
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from content.identities import Suggestion
    from tui.app import ReaderApp
    from tui.screens.asking import AskingScreen

FOUND = 20
"""How many names are listed at most for what is typed."""

LOOK_AFTER = 0.3
"""Seconds between two looks at whether more names are known."""

LINES = 8
"""Lines that a chooser of names keeps for them, so that it does not grow and shrink at every letter."""

WORDS_OF_KIND = {
    Kind.PERSON: "",
    Kind.OFFICIAL: "office",
    Kind.SPEAKER: "speaker",
    Kind.BODY: "body",
    Kind.STATE: "state",
    Kind.SURNAME: "surname alone",
}

KINDS: tuple[tuple[str, str, ItemKind | None], ...] = (
    ("0", "All", None),
    ("1", "Roles", ItemKind.ROLE),
    ("2", "Entries", ItemKind.ENTRY),
    ("3", "Quotations", ItemKind.QUOTATION),
    ("4", "Figures", ItemKind.FIGURE),
    ("5", "Notes", ItemKind.NOTE),
)
"""The choices of what a dossier lists: a digit, a word and a kind."""


def names_left(app: ReaderApp) -> int:
    """How many briefings the index of names has not read yet; none where that cannot be known."""
    try:
        return app.library.dossiers.behind()
    except ContentError:
        return 0


def in_briefings(count: int) -> str:
    """How many briefings, in words."""
    return "1 briefing" if count == 1 else f"{count:,} briefings"


def name_row(found: Found | Suggestion, *, wide: bool) -> Row:
    """Somebody as a row: the name, what it is where it is no person, and in how many briefings."""
    identity = found.identity
    what = WORDS_OF_KIND[identity.kind]
    others = [name for name in identity.names if name != identity.name]
    text = f"{identity.name}  {what}" if what else identity.name
    if wide and others:
        text += f"  also {', '.join(others[:4])}"
    marks = ((len(identity.name), len(text), "dim"),)
    tail = in_briefings(found.briefings) if wide else f"{found.briefings:,}"
    return Row(text, tail=tail, key=identity.id, marks=marks, tail_style="dim")


def suggested_row(suggestion: Suggestion, *, wide: bool) -> Row:
    """Somebody who is likely the same as a row, with the reason under the name."""
    row = name_row(suggestion, wide=wide)
    start = len(row.text)
    text = f"{row.text}\n{suggestion.reason}"
    return row._replace(text=text, marks=(*row.marks, (start, len(text), "dim")))


async def ask_whose(screen: AskingScreen, names: Sequence[str], then: Callable[[str], None]) -> None:
    """Ask whose dossier to open, and go on with a name or an id: at once where there is one name alone.

    Several are listed to choose from; with none, and once something is typed, those of the library are found.
    """
    if len(names) == 1:
        then(names[0])
        return
    await NameChooser(screen, "Whose dossier?", [Row(name, key=name) for name in names], then).show()


class NameChooser:
    """A chooser of names that finds those of the whole library as one types.

    Args:
        rows: what is listed while nothing is typed; without any, those who are named most.
        without: who is not offered, by the id.
        offer: gives the rows that are listed while nothing is typed, asked once the chooser is there.
    """

    def __init__(
        self,
        screen: AskingScreen,
        title: str,
        rows: Sequence[Row],
        then: Callable[[str], None],
        *,
        without: str = "",
        offer: Callable[[], Sequence[Row]] | None = None,
    ) -> None:
        self._offer = offer
        self._screen, self._first, self._then, self._without = screen, rows, then, without
        self._wide = screen.app.size.width >= 60
        self._given: list[Row] = list(rows)
        self._left = 0
        self._is_asked = False
        folder, app = screen.app.library.folder, screen.app
        self._answering = Answering(lambda: DossierPages(folder), app.call_later, self._tell, name="names")
        self._dialog = Dialog(
            title,
            rows,
            choose=self._choose,
            prompt="Type a name",
            footing=CLOSES,
            closed=self._answering.close,
            empty="Looking for names…" if not rows else "Nobody goes by such a name.",
            typed=self._typed,
            lines=LINES,
            wide=True,
        )

    async def show(self) -> None:
        """Ask."""
        self._screen.app.bring_up()
        await self._screen.ask(self._dialog)
        self._timer = self._screen.set_interval(LOOK_AFTER, self._look)
        if self._offer is not None:
            self._screen.call_after_refresh(self._begin)
        elif not self._first:
            self._typed("")

    def _begin(self) -> None:
        """List what is offered, or where nothing is, those who are named most."""
        if self._offer is not None and self._screen.overlay.dialog is self._dialog:
            self._first = list(self._offer())
            self._typed(self._screen.overlay.prompt.value)

    def _look(self) -> None:
        """Ask again once more names are known than when it was asked."""
        overlay = self._screen.overlay
        if overlay.dialog is not self._dialog:
            self._timer.stop()
        elif self._left and self._is_asked and names_left(self._screen.app) != self._left:
            self._typed(overlay.prompt.value)

    def _typed(self, words: str) -> None:
        self._left = names_left(self._screen.app)
        self._is_asked = bool(words.strip()) or not (self._first or self._offer)
        if not self._is_asked:
            self._given = list(self._first)
            self._screen.overlay.list.empty = "Nobody is likely the same: type a name."
            self._screen.overlay.give(self._dialog, self._first)
            return
        self._answering.ask(lambda reader: reader.find(words, FOUND), self._give)

    def _give(self, found: Sequence[Found]) -> None:
        overlay = self._screen.overlay
        if self._left:
            overlay.list.empty = "Looking for names…"
        elif overlay.prompt.value.strip():
            overlay.list.empty = "Nobody goes by such a name."
        else:
            overlay.list.empty = "No briefing names anybody yet."
        rows = [name_row(each, wide=self._wide) for each in found if each.identity.id != self._without]
        if rows != self._given or not rows:
            self._given = rows
            overlay.give(self._dialog, rows)

    def _tell(self, why: str) -> None:
        self._screen.status.say(why, warning=True)

    def _choose(self, row: Row) -> None:
        self._answering.close()
        self._then(row.key)


def kinds(app: ReaderApp, shown: ItemKind | None, choose: Callable[[ItemKind | None], None]) -> Dialog:
    """Which kind of items to list."""
    by_digit = {digit: kind for digit, _, kind in KINDS}
    rows = [
        Row(word, lead=digit, lead_width=3, lead_style="accent", tail="shown" if kind is shown else "", key=digit)
        for digit, word, kind in KINDS
    ]
    return Dialog(
        "What to list",
        rows,
        choose=lambda row: choose(by_digit[row.key]),
        footing=f"{app.shown_key('close')} closes",
        by_letter=True,
        cursor=next(place for place, (_, _, kind) in enumerate(KINDS) if kind is shown),
        close_commands=frozenset({"kind"}),
    )


def what_merging_does(
    app: ReaderApp, one: tuple[Identity, int], other: tuple[Identity, int], choose: Callable[[bool], None]
) -> Dialog:
    """What becomes of two who are one, and under which of the names; `choose` is told whether under the first's."""
    (first, here), (second, there) = one, other
    names = list(dict.fromkeys([*first.names, *second.names]))
    told = (
        f"One dossier of {in_briefings(here)} and {in_briefings(there)}, for all of these names: "
        f"{', '.join(names[:12])}{' …' if len(names) > 12 else ''}. {app.shown_key('undo')} takes it back."
    )
    rows = [Row(told, heading=True), Row("", heading=True)]
    rows += [
        Row(f"One under the name {each.name}", lead=str(number), lead_width=3, lead_style="accent", key=str(number))
        for number, each in enumerate((first, second), 1)
        if number == 1 or each.name != first.name
    ]
    return Dialog(
        f"{first.name} = {second.name}?",
        rows,
        choose=lambda row: choose(row.key == "1"),
        footing=f"{app.shown_key('follow')} does it  {app.shown_key('close')} leaves them two",
        by_letter=True,
        wide=True,
        cursor=2,
    )


def what_to_split(
    app: ReaderApp, identity: Identity, groups: Sequence[Sequence[str]], here: str, choose: Callable[[int], None]
) -> Dialog:
    """Which of the names is somebody else's; -1 is told for the name in the briefing `here`, if there is one."""
    rows = [
        Row(f"{', '.join(group)}: somebody else", lead=str(number), lead_width=3, lead_style="accent", key=str(at))
        for number, (at, group) in enumerate(enumerate(groups), 1)
    ]
    if here:
        words = f"{identity.name} in “{here}”: somebody else of that name"
        rows.append(Row(words, lead=str(len(rows) + 1), lead_width=3, lead_style="accent", key="-1"))
    return Dialog(
        f"Not {identity.name}",
        rows,
        choose=lambda row: choose(int(row.key)),
        footing=f"{app.shown_key('follow')} takes it out  {app.shown_key('close')} leaves all as it is",
        by_letter=len(rows) < 10,
        close_commands=frozenset({"split-names"}),
        wide=True,
    )


def rename(identity: Identity, submit: Callable[[str], None]) -> Dialog:
    """What to call somebody."""
    return Dialog("Call", prompt="Type a name", value=identity.name, submit=submit)
