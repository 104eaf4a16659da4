"""What becomes of an entry of a draft, or of a sentence filed nowhere: each function carries one command out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.model import Entry, EntryId, PaneId, SentenceNumber
from content.plurals import counted
from tui.screens import note_dialogs as dialogs
from tui.screens.note_rows import notes_on_entry
from tui.screens.reading_parts import OVERVIEW, REVIEW, SOURCE
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

SHOWN = 240
"""Code points of what a merged entry says that are shown before it is merged."""

if TYPE_CHECKING:
    from content.review import Review
    from tui.screens.reading_drafts import ReadingDrafts


def accept(screen: ReadingDrafts) -> None:
    """Accept the entry under the cursor where it is open, or set the sentence aside, and go on to the next open one."""
    if not _is_review(screen):
        return
    entry, following, number = screen.entry, screen.following(), _unfiled_here(screen)
    if number is not None and number not in screen.briefing.aside and not _set_aside(screen, [number]):
        return
    if entry is not None:
        screen.read.add(entry.id)
        if entry.is_to_review and not _accept_one(screen, entry):
            return
    if not screen.go_on(following):
        screen.say_what_next()


def _accept_one(screen: ReadingDrafts, entry: Entry) -> bool:
    """Accept an entry and show it, without reading the others anew: whether it could be. Why not is said.

    What was drafted of the same sentence in the same words for another pane stands beside it: it is accepted as well.
    """
    doubles = screen.doubles_of(entry)
    try:
        accepted = screen.app.library.review.accept(screen.briefing.id, [each.id for each in (entry, *doubles)])
    except ContentError as error:
        screen.status.say(str(error), warning=True)
        return False
    if accepted == 1 + len(doubles):
        screen.show_accepted(entry, *doubles)
        if doubles:
            panes = " and ".join([screen.title_of(each.pane) for each in doubles])
            screen.status.say(f"Accepted, also under {panes}. {screen.app.shown_key('undo')} takes it back.")
    else:  # another window was there before
        screen.take_entries()
    return True


def accept_pane(screen: ReadingDrafts) -> None:
    """Accept every open entry of the pane that the cursor is in, or among the sentences set all aside; then go on."""
    if not _is_review(screen):
        return
    entry = screen.entry
    if entry is None:
        _set_rest_aside(screen)
        return
    opened = [each for each in screen.graph.pane(entry.pane) if each.is_to_review]
    # What was filed under other panes in the same words was read here.
    ids = [each.id for one in opened for each in (one, *screen.doubles_of(one))]
    screen.read.update(each.id for each in opened)
    accepted: list[int] = []
    if _decide(screen, lambda review: accepted.append(review.accept(screen.briefing.id, ids))):
        is_left = screen.go_on(screen.following(here=True))
        if accepted[0]:
            undo, pane = screen.app.shown_key("undo"), screen.title_of(entry.pane)
            screen.status.say(f"Accepted: {counted(accepted[0], 'entry')} of {pane}. {undo} takes it back.")
        elif not is_left:
            screen.say_what_next()


def accept_all(screen: ReadingDrafts) -> None:
    """Accept every entry that is open, or where none is set every sentence aside; go to what is open still."""
    if not _is_review(screen):
        return
    following = screen.following(here=True)
    if following and all(isinstance(each, int) for each in following):
        _set_rest_aside(screen)
        return
    accepted: list[int] = []
    if _decide(screen, lambda review: accepted.append(review.accept_all(screen.briefing.id))):
        screen.go_on(screen.following(here=True))
        if accepted[0]:
            undo = screen.app.shown_key("undo")
            screen.status.say(f"Accepted: {counted(accepted[0], 'entry')}. {undo} takes it back.")
        else:
            screen.say_what_next()


def _set_rest_aside(screen: ReadingDrafts) -> None:
    """Set every sentence aside that no entry cites, and go to what is open still."""
    numbers = [SentenceNumber(each) for each in screen.following(here=True) if isinstance(each, int)]
    if not numbers:
        screen.say_what_next()
    elif _set_aside(screen, numbers):
        screen.go_on(screen.following(here=True))
        undo = screen.app.shown_key("undo")
        screen.status.say(f"Set aside: {counted(len(numbers), 'sentence')}. {undo} takes it back.")


def _set_aside(screen: ReadingDrafts, sentences: Sequence[SentenceNumber]) -> bool:
    """Set sentences aside that no entry cites, and show it; whether it could be. Why not is said."""
    try:
        screen.app.library.review.set_aside(screen.briefing, sentences)
        screen.take_aside()
    except ContentError as error:
        screen.status.say(str(error), warning=True)
        return False
    return True


def _is_review(screen: ReadingDrafts) -> bool:
    """Whether this is the review; that it is not is said."""
    if not screen.is_reviewing:
        screen.status.say(f"That belongs to a review; {screen.app.shown_key('review')} opens it.")
    return screen.is_reviewing


# -- filing


def file_under(screen: ReadingDrafts) -> Dialog | None:
    """Under which pane to file the entry under the cursor, or a sentence that no entry cites; None for neither."""
    entry, number = screen.entry, _unfiled_here(screen)
    if number is not None:
        return dialogs.panes(screen, f"File sentence {number} under", "", lambda pane: _file(screen, number, pane))
    if entry is not None:
        return dialogs.panes(screen, "File this entry under", entry.pane, lambda pane: _refile(screen, entry, pane))
    screen.status.say("Only an entry, or a sentence that no entry cites, can be filed under a pane.")
    return None


def _unfiled_here(screen: ReadingDrafts) -> SentenceNumber | None:
    """The sentence under the cursor where no entry cites it."""
    number: SentenceNumber | None = None
    if screen.side == SOURCE:
        number = screen.sentence
    elif screen.tab in (OVERVIEW, REVIEW) and screen.row is not None and screen.row.target is not None:
        number = screen.row.target.sentence
    return number if number and not screen.graph.count(number) else None


def _refile(screen: ReadingDrafts, entry: Entry, pane: PaneId) -> None:
    following = screen.following()
    if _decide(screen, lambda review: review.refile(screen.briefing.id, entry.id, pane)):
        screen.go_on(following)
        screen.status.say(f"“{entry.title}” is filed under {screen.title_of(pane)}.")


def _file(screen: ReadingDrafts, sentence: SentenceNumber, pane: PaneId) -> None:
    following = screen.following()
    if _decide(screen, lambda review: review.file_sentence(screen.briefing, sentence, pane)):
        screen.end_selection()
        screen.go_on(following)
        screen.status.say(f"Sentence {sentence} is filed under {screen.title_of(pane)}.")


# -- merging


def merge_into(screen: ReadingDrafts) -> Dialog | None:
    """Into which entry of its pane to merge the one under the cursor, the nearest first; None where there is none."""
    entry = screen.entry
    if entry is None:
        screen.status.say("Only an entry can be merged with another one.")
        return None
    beside = screen.graph.pane(entry.pane)
    at = beside.index(entry)
    order = sorted((index for index in range(len(beside)) if index != at), key=lambda index: abs(index - at))
    if not order:
        screen.status.say("This pane has no other entry to merge this one with.")
        return None
    rows = [
        Row(beside[index].title, lead=_digit(digit), lead_width=3, lead_style="accent", key=beside[index].id)
        for digit, index in enumerate(order, 1)
    ]
    return Dialog(
        f"Merge “{entry.title}” into",
        rows,
        choose=lambda row: screen.overlay.open(_which_stays(screen, entry, screen.graph.entry(EntryId(row.key)))),
        by_letter=True,
        footing="its number chooses it",
        wide=True,
    )


def _digit(number: int) -> str:
    return str(number) if number <= 9 else ""


def _which_stays(screen: ReadingDrafts, entry: Entry, other: Entry) -> Dialog:
    """Which of two entries stays when they are merged, with what it says then."""
    from content.review import joined

    merged = joined(other, entry)
    links, notes = (
        len(merged.links),
        len(notes_on_entry(screen.notes, entry.id) + notes_on_entry(screen.notes, other.id)),
    )
    numbers = ", ".join(map(str, dict.fromkeys(each.sentence for each in merged.citations)))
    told = [
        ("says", " / ".join(merged.text.split("\n"))[:SHOWN]),
        ("cites", f"sentence{'' if numbers.isdecimal() else 's'} {numbers}" if numbers else "nothing"),
        ("has", ", ".join(counted(count, noun) for count, noun in ((links, "link"), (notes, "note")) if count)),
        ("loses", "the title of the one that goes; links to it lead to the one that stays"),
    ]

    def choose(row: Row) -> None:
        gone, stays = (entry, other) if row.key == other.id else (other, entry)
        _merge(screen, gone, stays.id)

    rows = [
        Row(f"Keep “{each.title}”", lead=str(number), lead_width=3, lead_style="accent", key=each.id)
        for number, each in enumerate((other, entry), 1)
    ]
    rows.append(Row("", heading=True))
    rows += [Row(words, lead=lead, lead_width=7, style="dim", heading=True) for lead, words in told if words]
    return Dialog(
        f"Merge “{entry.title}” into “{other.title}”?",
        rows,
        choose=choose,
        by_letter=True,
        footing=dialogs.chooses(screen),
        wide=True,
    )


def _merge(screen: ReadingDrafts, entry: Entry, into: EntryId) -> None:
    if _decide(screen, lambda review: review.merge(screen.briefing.id, entry.id, into)):
        screen.show_entry(into)
        screen.status.say(f"Merged. {screen.app.shown_key('undo')} takes it back.")


def _decide(screen: ReadingDrafts, decide: Callable[[Review], object]) -> bool:
    """Change what is reviewed and show it; whether it could be. Why not is said."""
    try:
        decide(screen.app.library.review)
        screen.take_entries()
    except ContentError as error:
        screen.status.say(str(error), warning=True)
        return False
    return True
