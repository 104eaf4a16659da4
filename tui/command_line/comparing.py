"""The command that compares two briefings, or articles, sentence by sentence and entry by entry."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from content.differences import Difference, EntryChange, Kind, SentenceChange, compare, words_changed
from content.errors import ContentError
from content.exports.difference_json import to_document
from content.library import Library
from content.model import Briefing
from tui import output
from tui.terminal_text import clean_line

SAME, DIFFERENT, TROUBLE = 0, 1, 2
"""Exit codes, as those of diff(1)."""


def print_difference(
    options: argparse.Namespace, open_library: Callable[[], Library], is_file: Callable[[str], bool]
) -> int:
    """Print what differs between OLD and NEW, each a briefing of the library or a file; the exit code."""
    try:
        old, new = _both([options.old, options.new], open_library, is_file)
    except ContentError as error:
        output.complain(str(error))
        return TROUBLE
    difference = compare(old, new)
    if options.format == "json":
        import orjson

        document = to_document(old, new, difference)
        output.write_json(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")
    elif not difference.is_same:
        for line in _lines(old, new, difference):
            output.write(clean_line(line) + "\n")
    return SAME if difference.is_same else DIFFERENT


def marked(old: str, new: str) -> str:
    """One wording turned into the other, with what was dropped as `[-old-]` and what is new as `{+new+}`."""
    signs = {Kind.SAME: ("", ""), Kind.DROPPED: ("[-", "-]"), Kind.NEW: ("{+", "+}")}
    return "".join([f"{signs[kind][0]}{words}{signs[kind][1]}" for kind, words in words_changed(old, new)])


def _both(names: list[str], open_library: Callable[[], Library], is_file: Callable[[str], bool]) -> list[Briefing]:
    """The two briefings; an article is drafted under the desk of the other one, where that is of the library."""
    found: dict[str, Briefing] = {}
    if not all(map(is_file, names)):
        library = open_library()
        try:
            found = {name: library.briefing(library.resolve(name)) for name in names if not is_file(name)}
        finally:
            library.close()
    desk = next((str(briefing.desk) for briefing in found.values()), "world")
    return [found[name] if name in found else _drafted(Path(name), desk) for name in names]


def _drafted(path: Path, desk: str) -> Briefing:
    if path.suffix.lower() == ".json":
        from content.importers.briefing_file import read_briefing_file

        return read_briefing_file(path)
    from content.intake import only_article  # which brings every reader of files

    return only_article(path, desk=desk).briefing


def _lines(old: Briefing, new: Briefing, difference: Difference) -> Iterator[str]:
    yield f"--- {old.id}  {old.title}"
    yield f"+++ {new.id}  {new.title}"
    if any(change.kind is not Kind.SAME for change in difference.sentences):
        yield f"sentences: {_counted([change.kind for change in difference.sentences])}"
    for sentence in difference.sentences:
        if sentence.kind is not Kind.SAME:
            yield f"  {_place(sentence)}  {_words(old, new, sentence)}"
    if any(change.kind is not Kind.SAME for change in difference.entries):
        yield f"entries: {_counted([change.kind for change in difference.entries])}"
    for entry in difference.entries:
        if entry.kind is not Kind.SAME:
            yield f"  {_entry(entry)}"


def _counted(kinds: list[Kind]) -> str:
    return ", ".join([f"{kinds.count(kind):,} {kind}" for kind in Kind if kind in kinds])


def _place(change: SentenceChange) -> str:
    numbers = [str(number) for number in (change.old, change.new) if number is not None]
    return f"{change.kind:<7} {' to '.join(dict.fromkeys(numbers))}"


def _words(old: Briefing, new: Briefing, change: SentenceChange) -> str:
    before = "" if change.old is None else " ".join(old.words_of(change.old).split())
    after = "" if change.new is None else " ".join(new.words_of(change.new).split())
    return after if change.kind is Kind.MOVED else marked(before, after)


def _entry(change: EntryChange) -> str:
    there = change.new or change.old
    assert there is not None
    if change.old is None or change.new is None:
        title = marked("", there.title) if change.old is None else marked(there.title, "")
        return f"{change.kind:<7} {there.pane}  {there.id}  {title}"
    words = marked(change.old.title, change.new.title)
    if change.old.text != change.new.text:
        words += f"  {marked(' '.join(change.old.text.split()), ' '.join(change.new.text.split()))}"
    elif words == change.old.title:
        words += f"  (rests on {_quoted(change)})"
    return f"{change.kind:<7} {there.pane}  {there.id}  {words}"


def _quoted(change: EntryChange) -> str:
    assert change.old is not None and change.new is not None
    before, after = ([" ".join(each.quote.split()) for each in entry.citations] for entry in (change.old, change.new))
    gone = " … ".join([quote for quote in before if quote not in after])
    come = " … ".join([quote for quote in after if quote not in before])
    return marked(gone, come) if gone or come else "the same sentences"
