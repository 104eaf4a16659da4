"""What the tests of the reading screen share: a library of their own, an app of a given size, and eyes for it."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from content.bundled import bundled_briefing
from content.errors import LibraryError, UnknownBriefing
from content.library import Library
from content.model import (
    Briefing,
    BriefingId,
    BriefingSummary,
    Citation,
    DeskId,
    Entry,
    EntryId,
    Origin,
    PaneId,
    ReadingPosition,
    SentenceNumber,
    Sentences,
    Source,
    Span,
)
from tui.app import ReaderApp
from tui.paths import Paths
from tui.screens.layout import Arrangement
from tui.screens.page import Page
from tui.screens.reading import ReadingScreen
from tui.settings import Settings
from tui.widgets.line_view import LineView

INVISIBLE = frozenset(
    "\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\xad"
)
"""What must never be drawn although no terminal obeys it: it changes the direction of text, or is not seen."""


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every path that the program finds by itself leads into the folder of the test."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("READOUT_LIBRARY", "READOUT_CONFIG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


class Refusing(SimpleNamespace):
    """A part of a library that refuses whatever it was not given."""

    def __getattr__(self, name: str) -> Any:
        def refuse(*arguments: Any, **options: Any) -> Any:
            raise LibraryError("a shelf keeps nothing", where=name, remedy="use a library")

        return refuse


class Shelf:
    """A library in memory, for briefings that no file could hold; it refuses to write while `refusal` is set."""

    folder = Path("shelf")
    read_only = ""
    notices: Sequence[str] = ()

    def __init__(self, *briefings: Briefing) -> None:
        self.briefings = {briefing.id: briefing for briefing in briefings}
        self.kept: dict[BriefingId, ReadingPosition] = {}
        self.refusal = ""
        self.notebook = Refusing(of=lambda id: (), tags=dict)
        self.sessions = Refusing(touch=lambda id, pane: None)
        self.editor = self.history = self.review = self.revisions = self.catalogue = Refusing()
        self.dossiers = self.identities = self.search = self.watching = Refusing()
        self.dossiers = self.identities = self.relations = self.search = Refusing()

    def entries(self, id: BriefingId) -> tuple[Entry, ...]:
        return self.briefings[id].entries

    def facts(self, id: BriefingId) -> tuple[str, Source]:
        return self.briefings[id].title, self.briefings[id].source

    def aside(self, id: BriefingId) -> frozenset[SentenceNumber]:
        return self.briefings[id].aside

    def is_unconfirmed(self, id: BriefingId) -> bool:
        return False

    def now(self) -> datetime:
        return datetime(2024, 1, 1, tzinfo=UTC)

    def changed_elsewhere(self) -> frozenset[str]:
        return frozenset()

    def mark_read(self, id: BriefingId, entries: Iterable[EntryId], *, read: bool) -> None:
        if self.refusal:
            raise LibraryError(self.refusal, where="the library", remedy="make room")

    def briefing(self, id: BriefingId) -> Briefing:
        if id not in self.briefings:
            raise UnknownBriefing("no briefing has this id", where=id)
        return self.briefings[id]

    def has(self, id: BriefingId) -> bool:
        return id in self.briefings

    def position(self, id: BriefingId) -> ReadingPosition:
        return self.kept.get(id, ReadingPosition())

    def keep_position(self, id: BriefingId, position: ReadingPosition) -> None:
        if self.refusal:
            raise LibraryError(self.refusal, where="the library", remedy="make room")
        self.kept[id] = position

    def merge_position(self, id: BriefingId, before: ReadingPosition | None, mine: ReadingPosition) -> ReadingPosition:
        self.keep_position(id, mine)
        return mine

    def summaries(self, *, after: BriefingId | None = None, limit: int | None = None) -> list[BriefingSummary]:
        return [
            BriefingSummary(
                b.id,
                b.title,
                b.desk,
                b.language,
                b.source.issued,
                b.source.publisher,
                len(b.sentences),
                len(b.entries),
                len(b.text),
                "2024-01-01T00:00:00Z",
            )
            for b in list(self.briefings.values())[:limit]
        ]

    def close(self) -> None: ...


class Reader:
    """A running app, with the hands and the eyes of a reader."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    # -- hands

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each answered before the next."""
        for key in keys:
            self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type characters."""
        await self.press(*text)

    def send(self, key: str) -> None:
        """Hand a key to the program as a terminal does, without waiting for the answer."""
        if len(key) == 1 and not key.isalnum():
            name, character = _character_to_key(key), key
        elif len(key) == 1:
            name, character = key, key
        else:
            name = key
            try:
                character = unicodedata.lookup(_get_unicode_name_from_key(key))
            except KeyError:
                character = {"space": " ", "tab": "\t", "enter": "\r", "escape": "\x1b", "backspace": "\x7f"}.get(key)
        driver = self.app._driver
        assert driver is not None
        event = events.Key(name, character)
        event.set_sender(self.app)
        driver.send_message(event)

    async def settle(self) -> None:
        """Wait until what was sent has been answered, and what that shows or hides is laid out."""
        await asyncio.sleep(0)  # the driver hands over what was sent
        await asyncio.sleep(0)
        for _ in range(100):
            if not await self._handle_all() or not await self._handle_all():
                return
            screen = self.app.screen
            if not screen._layout_required and screen._compositor.size == self.app.size:
                return
            await asyncio.sleep(0.002)  # Textual lays out when it is idle, by a timer

    async def _handle_all(self) -> bool:
        """Wait until app, screen and widgets have handled every message so far; false where the app has ended."""
        answered = asyncio.Event()
        if not self.app.call_later(answered.set):
            return False
        await answered.wait()
        await self.pilot._wait_for_screen()
        return True

    async def resize(self, width: int, height: int) -> None:
        size = Size(width, height)
        driver = self.app._driver
        assert isinstance(driver, HeadlessDriver)
        driver._size = size
        self.app.post_message(events.Resize(size, size))
        await self.settle()

    async def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Click a cell of the screen."""
        for _ in range(times):
            for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
                self._point(kind, x, y, button=0 if kind is events.MouseMove else 1)
            await self.settle()

    async def drag(self, *places: tuple[int, int], release: bool = True) -> None:
        """Press the button on the first cell of the screen, go over the others, and let go at the last."""
        kinds = [events.MouseDown, *[events.MouseMove] * (len(places) - 1)]
        for kind, (x, y) in zip(kinds, places, strict=True):
            self._point(kind, x, y, button=1)
            await self.settle()
        if release:
            self._point(events.MouseUp, *places[-1], button=1)
            await self.settle()

    def _point(self, kind: type[events.MouseEvent], x: int, y: int, *, button: int = 0, by: int = 0) -> None:
        # Not the pilot's clicks: they say that the screen was clicked, whatever lies there.
        event = kind(None, x, y, 0, by, button, False, False, False, screen_x=x, screen_y=y, style=None)
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)

    async def click_on(self, words: str, view: LineView | None = None) -> None:
        """Click the first cell of words on the screen, of those in `view` if given."""
        await self.click(*self.place_of(words, view))

    async def wheel(self, view: LineView, notches: int) -> None:
        """Turn the wheel over a list: down where `notches` is positive."""
        x, y = view.region.x + 4, view.region.y + 1
        kind = events.MouseScrollDown if notches > 0 else events.MouseScrollUp
        for _ in range(abs(notches)):
            self._point(kind, x, y, by=1 if notches > 0 else -1)
            await self.settle()

    # -- eyes

    @property
    def screen(self) -> Any:
        return self.app.reading

    @property
    def entries(self) -> LineView:
        return self.app.reading.entries_view

    @property
    def source(self) -> LineView:
        return self.app.reading.source_view

    @property
    def entry_id(self) -> str:
        entry = self.app.reading.entry
        return entry.id if entry is not None else ""

    @property
    def message(self) -> str:
        return self.app.reading.status.message

    @property
    def dialog(self) -> Any:
        return self.app.reading.overlay.dialog

    @property
    def typed(self) -> str:
        """What stands in the line to type in."""
        return self.app.reading.overlay.prompt.value

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return [strip.text for strip in self._strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def _strips(self) -> Sequence[Any]:
        return self.app.screen._compositor.render_strips()

    def lines_of(self, view: Any) -> list[str]:
        """The part of the screen's lines that a widget takes."""
        region = view.region
        if not (view.display and region.width and region.height):
            return []
        strips = self._strips()[region.y : region.bottom]
        return [strip.crop(region.x, region.right).text for strip in strips]

    def shown(self, view: Any) -> str:
        """What a widget shows, its lines joined by blanks and without its frame, so that wrapped words are found."""
        rows = [line.strip("│┃╭╮╰╯─▌▎|#+>").strip() for line in self.lines_of(view)]
        return " ".join(" ".join(rows).split())

    def place_of(self, words: str, view: Any | None = None) -> tuple[int, int]:
        """The column and line of words on the screen."""
        left, top = (view.region.x, view.region.y) if view is not None else (0, 0)
        for y, line in enumerate(self.lines_of(view) if view is not None else self.lines):
            if words in line:
                return left + cell_len(line[: line.index(words)]), top + y
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    def signed(self, view: LineView, sign: str) -> list[int]:
        """The items in view with a line that begins with a sign: the cursor's `▌`, the mark's `▎`."""
        lines = self.lines_of(view)
        column, first = (1, 1) if view.framed else (0, 0)
        found: dict[int, None] = {}
        for row, (item, _) in enumerate(view._at):
            if lines[first + row][column : column + 1] == sign:
                found[item] = None
        return list(found)

    @property
    def selected(self) -> str | None:
        """The words of the source that are selected; None where nothing is."""
        screen = self.app.reading
        return screen.selection.of(screen.briefing.text) if screen.selection is not None else None

    def drawn_in(self, style: Style, view: LineView) -> str:
        """What a list draws in a style, whatever else is drawn over or under it; its lines joined by blanks."""
        region = view.region
        wanted = [(k, getattr(style, k)) for k in ("color", "bgcolor", "underline", "reverse") if getattr(style, k)]
        lines = []
        for strip in self._strips()[region.y : region.bottom]:
            inside = strip.crop(region.x, region.right)
            lines.append(
                "".join(s.text for s in inside if s.style and all(getattr(s.style, k) == v for k, v in wanted))
            )
        return " ".join(" ".join(lines).split())

    # -- what always holds

    def check(self) -> list[str]:
        """See that the screen is whole: exact lines, nothing a terminal obeys, cursor and hints in view."""
        width, height = self.app.size
        strips = self._strips()
        assert len(strips) == height, (len(strips), height)
        for y, strip in enumerate(strips):
            for segment in strip:
                assert not segment.control, (y, segment)
                bad = [c for c in segment.text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in INVISIBLE]
                assert not bad, (y, bad, segment)
            cells = sum(cell_len(segment.text) for segment in strip)
            assert cells == width, f"line {y} has {cells} cells, not {width}: {strip.text!r}"
        lines = [strip.text for strip in strips]
        screen = self.app.shown
        if screen.shape.arrangement is Arrangement.TINY:
            assert "Too small" in " ".join(" ".join(lines).split()) or width * height < 30 or width < 9, lines
            return lines
        if screen.is_writing:
            box = screen.writer.region
            assert box.width <= width and box.height <= height and box.x >= 0 and box.y >= 0
            return lines
        assert isinstance(screen, ReadingScreen | Page)
        sign = screen.app.ink.glyphs.cursor
        if screen.overlay.dialog is None:
            if screen.status.region.height == 1:  # a long message may lie over the last lines
                self._check_cursor(screen.view, sign)
            # The source may have been scrolled away by `reveal`, but its cursor stays where the reader put it.
            if screen.status.message:
                start = screen.status.message[: max(1, width - 6 - len(screen.status.trail))]
                said = lines[-screen.status.region.height :]
                assert "".join(start.split()) in "".join("".join(said).split()), (start, said)
            else:
                assert screen.status.hints[-1][1] in lines[-1], lines[-1]
        else:
            overlay = screen.overlay
            assert overlay.region.width <= width and overlay.region.height <= height
            assert overlay.region.x >= 0 and overlay.region.y >= 0
            if overlay.list.display and overlay.row is not None and overlay.list.region.height > 2:
                self._check_cursor(overlay.list, sign)
        return lines

    def _check_cursor(self, view: LineView, sign: str) -> None:
        if not len(view.items) or not view.items.selectable(view.cursor) or view.inner_height < 1:
            return
        assert view.display and view.region.width, "the side with the keys is not on the screen"
        assert any(item == view.cursor for item, _ in view._at), (view.id, view.cursor, view._at[:2], self.lines)
        assert view.cursor in self.signed(view, sign), (view.id, view.cursor, self.lines)


Open = Callable[..., Any]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A time that goes on by a second whenever it is asked for."""
    seconds = count()
    return lambda: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def library(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Library]:
    """A library that holds the bundled briefing."""
    numbers = count(1)
    with Library.open(tmp_path / "library", now=clock, random=lambda n: next(numbers).to_bytes(n, "big")) as opened:
        opened.add(bundled_briefing(), undoable=False)
        yield opened


@pytest.fixture
def stocked(library: Library) -> Library:
    """A library of six briefings: the bundled one, and five of three sentences, from three papers."""
    from tests.screens.libraries import SOURCES, TITLES

    for number, (title, publisher) in enumerate(zip(TITLES, SOURCES, strict=True), 1):
        source = Source(title, "R. Porter", publisher, f"2024-0{number}-11", "")
        entries = [("people", f"Person {number}", [1]), ("trade", f"Deal {number}", [2])]
        sentences = ["One of three.", f"Two of three, {number}.", "Three."]
        library.add(build_briefing(sentences, entries, id=f"b{number}", title=title, source=source), undoable=False)
    return library


@pytest.fixture
def paths(own_folders: None, tmp_path: Path) -> Paths:
    return Paths(tmp_path / "library", tmp_path / "config.toml", tmp_path / "cache")


@pytest.fixture
def reading(request: pytest.FixtureRequest, paths: Paths) -> Open:
    """Opens an app on a library: `async with reading(size=(120, 36)) as reader`.

    Without `library` it is the one of the test, which holds the bundled briefing; `briefing` alone is put on a shelf.
    """

    @asynccontextmanager
    async def open_app(
        *,
        size: tuple[int, int] = (120, 36),
        library: Any = None,
        briefing: Briefing | None = None,
        settings: Settings | None = None,
        problems: Sequence[str] = (),
    ) -> AsyncIterator[Reader]:
        if library is None:
            library = Shelf(briefing) if briefing is not None else request.getfixturevalue("library")
        if briefing is None:
            briefing = library.briefing(library.last_read() or library.summaries(limit=1)[0].id)
        app = ReaderApp(
            library,
            briefing,
            library.position(briefing.id),
            library.notebook.of(briefing.id),
            settings=settings or Settings(),
            paths=paths,
            problems=problems,
        )
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Reader(app, pilot)

    return open_app


def build_briefing(
    sentences: Iterable[str],
    entries: Iterable[tuple[str, str, Sequence[int]] | Entry] = (),
    *,
    id: str = "made",
    title: str = "Made for a test",
    source: Source | None = None,
    paragraph: int = 3,
) -> Briefing:
    """A briefing of sentences and of entries: (pane, title, numbers of the sentences cited), or whole ones."""
    words = list(sentences)
    starts, ends, at = [], [], 0
    for sentence in words:
        starts.append(at)
        ends.append(at + len(sentence))
        at += len(sentence) + 1
    made: list[Entry] = []
    for number, each in enumerate(entries, 1):
        if isinstance(each, Entry):
            made.append(each)
            continue
        pane, name, cited = each
        citations = tuple(Citation(SentenceNumber(n), Span(starts[n - 1], ends[n - 1]), words[n - 1]) for n in cited)
        made.append(
            Entry(EntryId(f"e{number}"), PaneId(pane), "statement", name, f"Text of {name}.", Origin.CURATED, citations)
        )
    return Briefing(
        BriefingId(id),
        title,
        "en",
        DeskId("world"),
        source or Source(),
        "\n".join(words),
        Sentences([1 + n // paragraph for n in range(len(words))], starts, ends),
        tuple(made),
    )


@pytest.fixture
def make() -> SimpleNamespace:
    """What tests make things with."""
    return SimpleNamespace(briefing=build_briefing, shelf=Shelf)
