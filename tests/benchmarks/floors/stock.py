"""An application of Textual's own parts, put together as its documentation does: what its users are used to.

Five tabs of thirty options each; `1` to `5` switch tabs, `?` and `:` open a dialog, escape closes it, `q` leaves.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Header, Input, Label, OptionList, TabbedContent, TabPane

TABS = ("People", "Trade", "Diplomacy", "Alliances", "Experts")


class Choice(ModalScreen[None]):
    """A dialog with a list of thirty lines."""

    BINDINGS = [("escape", "dismiss", "Close")]
    CSS = """
    Choice { align: center middle; }
    Choice > Vertical { width: 64; height: 24; border: round $primary; background: $surface; padding: 0 1; }
    Choice OptionList { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("Which of these?")
            yield OptionList(*(f"Choice {n}: something to read about it" for n in range(1, 31)))


class Question(ModalScreen[None]):
    """A dialog with a line to type in."""

    BINDINGS = [("escape", "dismiss", "Close")]
    CSS = """
    Question { align: center middle; }
    Question > Vertical { width: 64; height: 7; border: round $primary; background: $surface; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("What are you looking for?")
            yield Input(placeholder="a word")


class Stock(App[None]):
    """Header, footer, and five lists behind tabs."""

    TITLE = "Stock"
    AUTO_FOCUS = "OptionList"
    BINDINGS = [
        *((str(n), f"show('tab-{n}')", tab) for n, tab in enumerate(TABS, 1)),
        ("question_mark", "choose", "Choice"),
        ("colon", "ask", "Question"),
        ("q", "quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        yield Header()
        with TabbedContent(initial="tab-1"):
            for n, tab in enumerate(TABS, 1):
                with TabPane(tab, id=f"tab-{n}"):
                    yield OptionList(*(f"{tab}, entry {i}: what was said and agreed there" for i in range(1, 31)))
        yield Footer()

    def action_show(self, tab: str) -> None:
        """Bring a tab to the front."""
        self.query_one(TabbedContent).active = tab

    def action_choose(self) -> None:
        """Open the dialog with the list."""
        self.push_screen(Choice())

    def action_ask(self) -> None:
        """Open the dialog with the line."""
        self.push_screen(Question())


if __name__ == "__main__":
    Stock().run()
