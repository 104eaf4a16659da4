"""How much work the check of one briefing may be, whoever wrote it, counted in code points that are read.

What a check costs grows with the words of an entry times what it cites, and both are set by whoever made the file.
"""

from __future__ import annotations

from content.model import Briefing, Entry, EntryId

READ, READ_AGAIN = 8_000_000, 8
"""Code points that a check reads at most, and how many more for each of the text: seconds, and no more than that."""

COMPARED = 1_000_000
"""The same for the comparing of altered quotations; once it is used up, each counts as one from elsewhere."""

READ_AT_ONCE, COMPARED_AT_ONCE = 300_000, 100_000
"""The same where a screen waits for it: about a fifth of a second."""

_ALIKE = 8
"""Citations that an entry's words are held against in the time that it takes to read them once."""

_SPEAKER = 20
"""Code points that looking for a speaker counts for."""


class Allowance:
    """What is left to read and to compare; `unchecked` are the entries for whose words too little was left."""

    def __init__(self, read: int, compared: int) -> None:
        self._read = read
        self._compared = compared
        self.unchecked: list[EntryId] = []

    @classmethod
    def of(cls, briefing: Briefing) -> Allowance:
        """What a check may be that nobody's keys wait for: every word of any briefing but one made to take long."""
        return cls(READ + READ_AGAIN * len(briefing.text), COMPARED)

    @classmethod
    def at_once(cls) -> Allowance:
        """What a check may be that a screen waits for."""
        return cls(READ_AT_ONCE, COMPARED_AT_ONCE)

    def reads(self, size: int) -> bool:
        """Whether so many code points may be read; they count as read if so."""
        if size > self._read:
            return False
        self._read -= size
        return True

    def reads_entry(self, entry: Entry, cited: int, size: int) -> bool:
        """Whether an entry may be held against the sentences that it cites: so many, of so many code points in all."""
        said = len(entry.title) + len(entry.text) + _SPEAKER * len(entry.quotations)
        if self.reads(size + said * (1 + cited // _ALIKE)):
            return True
        self.unchecked.append(entry.id)
        return False

    def compares(self, ours: int, theirs: int) -> bool:
        """Whether so many words may be compared with so many others, which at worst is the product with the fewer."""
        work = ours * theirs * min(ours, theirs) // 40 + 1
        if work > self._compared:
            return False
        self._compared -= work
        return True
