"""The briefings that ship with the program."""

from __future__ import annotations

from content.model import Briefing

_FILE = "china-russia-mishustin.json"


def bundled_briefing() -> Briefing:
    """The briefing that a new library begins with.

    It is trusted, not validated: the tests hold the packaged file to the format, and a start should not pay for it.
    """
    import json  # loads in a third of the time that orjson does, and the file is small

    from content.importers.briefing_file import briefing_of

    # Read beside this module: importlib.resources costs more than everything else here.
    with open(f"{__file__.removesuffix('__init__.py')}{_FILE}", encoding="utf-8") as file:
        return briefing_of(json.load(file))
