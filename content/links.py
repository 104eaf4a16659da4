"""The citation graph of a briefing: entry to sentences, sentence to entries, entry to entry."""

from __future__ import annotations

from content.model import Briefing, Entry, EntryId, PaneId, SentenceNumber


class CitationGraph:
    """Who cites what, and who belongs to whom; made once from a briefing, then asked at every key.

    `counts[n]` is how many entries cite sentence n; `counts[0]` is always 0.
    """

    __slots__ = ("_backwards", "_by_pane", "_citing", "_entries", "_indexes", "counts")

    def __init__(self, briefing: Briefing) -> None:
        self._entries = briefing.entries
        sentences = len(briefing.sentences)
        # One list of positions a sentence, made only where one is cited: most of a long text is not.
        citing: dict[int, list[int]] = {}
        counts = [0] * (sentences + 1)
        indexes: dict[EntryId, int] = {}
        by_pane: dict[PaneId, list[Entry]] = {}
        for position, entry in enumerate(briefing.entries):
            indexes[entry.id] = position
            here = by_pane.get(entry.pane)
            if here is None:
                by_pane[entry.pane] = [entry]
            else:
                here.append(entry)
            for citation in entry.citations:
                number = citation.sentence
                found = citing.get(number)
                if found is None:
                    citing[number] = [position]
                elif found[-1] != position:  # an entry may cite two spans of a sentence
                    found.append(position)
                else:
                    continue
                if 0 < number <= sentences:
                    counts[number] += 1
        self.counts = counts
        self._citing = citing
        self._indexes = indexes
        self._by_pane = {pane: tuple(entries) for pane, entries in by_pane.items()}
        self._backwards: dict[EntryId, list[int]] | None = None

    def put(self, entry: Entry) -> None:
        """Take an entry for the one that has its id; it is filed under the same pane, and cites and links the same."""
        at = self._indexes[entry.id]
        here = self._by_pane[entry.pane]
        self._by_pane[entry.pane] = tuple([entry if each is self._entries[at] else each for each in here])
        self._entries = (*self._entries[:at], entry, *self._entries[at + 1 :])

    def citing(self, sentence: SentenceNumber) -> tuple[Entry, ...]:
        """The entries that cite a sentence, in reading order; none for a number that is not there."""
        return tuple([self._entries[position] for position in self._citing.get(sentence, ())])

    def count(self, sentence: SentenceNumber) -> int:
        """How many entries cite a sentence; 0 for a number that is not there."""
        return self.counts[sentence] if 0 < sentence < len(self.counts) else 0

    @property
    def share(self) -> float:
        """The part of all sentences that an entry cites, 0 to 1; 1 for a text without sentences."""
        total = len(self.counts) - 1
        return (len(self.counts) - self.counts.count(0)) / total if total else 1.0

    def cited(self, entry: Entry) -> tuple[SentenceNumber, ...]:
        """The sentences that an entry cites, each once, in the order of its citations."""
        return tuple(dict.fromkeys([citation.sentence for citation in entry.citations]))

    def linked(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that an entry links to, in its own order, then those that link to it, in reading order."""
        if self._backwards is None:  # asked for at one key only, so not part of the opening
            self._backwards = {}
            for position, other in enumerate(self._entries):
                for link in other.links:
                    self._backwards.setdefault(link, []).append(position)
        forwards = [self._indexes[link] for link in entry.links if link in self._indexes]
        positions = dict.fromkeys(forwards + self._backwards.get(entry.id, []))
        positions.pop(self._indexes.get(entry.id, -1), None)
        return tuple([self._entries[position] for position in positions])

    def entry(self, id: EntryId) -> Entry:
        """The entry with this id. Raises KeyError where there is none."""
        return self._entries[self._indexes[id]]

    def pane(self, pane: PaneId) -> tuple[Entry, ...]:
        """The entries of a pane in reading order."""
        return self._by_pane.get(pane, ())

    def panes(self) -> tuple[PaneId, ...]:
        """The panes that have an entry, in the order in which they first come."""
        return tuple(self._by_pane)


def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage; only all of it is called 100 %."""
    return f"{100 if share >= 1 else min(99, round(share * 100))} %"
