"""Taking files in: one bad file holds up no other, and the same article is known again."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.errors import ContentError
from content.intake import Outcome, take_in, take_in_files
from tests.domain.articles import SHORT
from tests.domain.libraries import opened


def test_a_bad_file_is_told_and_the_next_one_is_taken_in(tmp_path: Path) -> None:
    good, empty, missing = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "missing.txt"
    good.write_text(SHORT, "utf-8")
    empty.write_bytes(b"")
    with opened(tmp_path / "library") as library:
        taken = list(take_in_files(library, [empty, missing, good]))
        assert [each.outcome for each in taken] == [Outcome.REFUSED, Outcome.REFUSED, Outcome.ADDED]
        assert "empty.txt" in taken[0].reason and "missing.txt" in taken[1].reason
        assert library.count() == 1
        kept = library.briefing(taken[2].briefing)  # type: ignore[arg-type]
        assert (len(kept.entries), kept.text) == (taken[2].entries, SHORT.strip())


def test_the_same_article_is_known_again_also_after_its_entries_were_changed(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        [first] = take_in(library, SHORT.encode(), "a.txt")
        assert first.briefing is not None
        library.editor.remove(first.briefing, library.briefing(first.briefing).entries[0].id)
        [second] = take_in(library, SHORT.encode(), "b.txt")
        assert (second.outcome, second.briefing) == (Outcome.ALREADY_THERE, first.briefing)
        assert library.count() == 1


def test_an_import_can_be_undone(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        list(take_in(library, SHORT.encode(), "a.txt"))
        library.history.undo()
        assert library.count() == 0


def test_a_wrong_desk_is_told_before_any_file_is_read(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library, pytest.raises(ContentError):
        list(take_in_files(library, [tmp_path / "missing.txt"], desk="no-such-desk"))
