"""What can go wrong through no fault of the program: each error names the place and the remedy."""

from __future__ import annotations


class ContentError(Exception):
    """A fault that a reader can cause and mend; `str()` of it is one sentence fit to be shown.

    Args:
        reason: what is wrong, without a final full stop.
        where: the file, folder, field or id that it is about.
        remedy: what the reader can do.
    """

    def __init__(self, reason: str, *, where: str = "", remedy: str = "") -> None:
        self.reason, self.where, self.remedy = reason, where, remedy
        super().__init__(reason, where, remedy)

    def __str__(self) -> str:
        head = f"{self.where}: {self.reason}" if self.where else self.reason
        return f"{head}; {self.remedy}" if self.remedy else head


class BriefingFileError(ContentError):
    """A file that is not a `readout/briefing@1` document, or breaks its rules."""


class ImportRefused(ContentError):
    """A file of any kind from which no article can be read, or not within the limits."""


class SelectorError(ContentError):
    """Something that does not say, in the way of W3C Web Annotations, which words of a text are meant."""


class UnknownBriefing(ContentError):
    """No briefing, or more than one, answers to an id."""


class UnknownNote(ContentError):
    """No note, or more than one, answers to an id."""


class UnknownEntry(ContentError):
    """The briefing has no entry with an id."""


class LibraryError(ContentError):
    """A library folder that cannot be opened, read or written."""


class LibraryFileError(ContentError):
    """A file that is not a `readout/library@1` export, or holds what no library does."""


class DeskFileError(ContentError):
    """A file that describes no desk, or one that breaks the rules for desks."""
