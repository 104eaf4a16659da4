"""Snapshots of the screen as pictures: SVG that is the same wherever it is drawn.

Update them with `pytest tests/screens/test_snapshots.py --snapshot-update`, and look at what has changed.
"""

from __future__ import annotations

import re

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App


class PictureExtension(SingleFileSnapshotExtension):
    """One `.svg` file a snapshot, beside the tests in `__snapshots__`."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


def picture(app: App[int]) -> str:
    """The screen of an app as SVG, without what differs from run to run or is fetched from elsewhere."""
    svg = app.export_screenshot(title="Readout", simplify=True)
    svg = re.sub(r"terminal-\d+", "terminal", svg)  # a checksum of the content, in every id and class
    svg = re.sub(r"\s*@font-face \{.*?\n    \}", "", svg, flags=re.DOTALL)
    return svg + ("" if svg.endswith("\n") else "\n")
