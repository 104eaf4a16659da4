"""Two windows on one briefing: what each did to marks and read state is kept; the place is that of the later one."""

from __future__ import annotations

from content.model import ReadingPosition


def merge_positions(before: ReadingPosition, mine: ReadingPosition, theirs: ReadingPosition) -> ReadingPosition:
    """My position, with what another window changed since: both started from `before`, `theirs` is what is kept now.

    An entry that either made read or unread is so; where both changed a mark, mine holds.
    """
    if theirs == before:
        return mine
    read = (theirs.read - (before.read - mine.read)) | (mine.read - before.read)
    was, own, other = dict(before.marks), dict(mine.marks), dict(theirs.marks)
    marks = {letter: mark for letter, mark in other.items() if letter in own or letter not in was}
    marks |= {letter: mark for letter, mark in own.items() if was.get(letter) != mark}
    places = {**dict(theirs.places), **dict(mine.places)}
    return mine._replace(read=read, marks=tuple(sorted(marks.items())), places=tuple(sorted(places.items())))
