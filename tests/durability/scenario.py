"""What the process with a full disk keeps: the bundled briefing, a position in it, and some numbered transactions."""

from __future__ import annotations

from content.bundled import bundled_briefing
from content.model import ReadingPosition

NUMBERS = 12
BRIEFING = bundled_briefing()
POSITION = ReadingPosition(tab="trade", read=frozenset(entry.id for entry in BRIEFING.entries))
