"""What the note editor is opened for, and what is written in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from content.notes import Colour, NoteKind


class Draft(NamedTuple):
    """What is being written. Without a `title` (None) there is no such field, as for a note; likewise for `kind`."""

    title: str | None = None
    body: str = ""
    tags: tuple[str, ...] = ()
    kind: NoteKind | None = None
    colour: Colour | None = None


class Writing(NamedTuple):
    """What the editor is opened for.

    Args:
        heading: stands in the frame.
        key: what is written is kept under while it is not saved.
        draft: what stands there at first.
        save: keeps what was written; empty when it is kept, otherwise why it is not: then the editor stays open.
        closed: called when it is put away unsaved, with a word for the status line, empty where nothing is lost.
        tags: the tags in use, most used first; asked when they are first needed.
        copy: takes the text out where it cannot be saved; a sentence that says where it went.
        again: the key that opens the editor here again, as the screen writes it.
        unsaved: what was written elsewhere and could not be kept; it stands there instead of the draft.
        refusal: why it could not.
    """

    heading: str
    key: str
    draft: Draft
    save: Callable[[Draft], str]
    closed: Callable[[str], None]
    tags: Callable[[], Mapping[str, int]]
    copy: Callable[[str], str] | None = None
    again: str = "a"
    unsaved: Draft | None = None
    refusal: str = ""


Aids = tuple[Callable[[str], None], Callable[[], Mapping[str, int]], Callable[[str], str], str]
"""What a screen gives to every writing: `closed`, `tags`, `copy` and `again`."""
