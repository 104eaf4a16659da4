"""Taking files in: one bad file holds up no other, and the same article is known again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import content.imports
import content.intake
from content.errors import ContentError, LibraryError
from content.imports import take_in_files
from content.intake import Drafted, Outcome, Taken, take_in
from content.library import Library
from tests.domain.articles import SHORT
from tests.domain.libraries import opened

OTHER = "Angola and Portugal signed a trade agreement in Luanda on Tuesday. Exports rose to $2 billion."
GERMAN = "Die Minister trafen sich am Dienstag in Berlin, um über den Handel zu sprechen. Es gab keine Einigung."
FEED = ((1, SHORT), (2, OTHER))


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


@pytest.fixture
def drafts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were drafted from."""
    names: list[str] = []
    drafted_from = content.intake.drafted_from

    def told(data: bytes, name: str, **options: Any) -> list[Drafted]:
        names.append(Path(name).name)
        return drafted_from(data, name, **options)

    monkeypatch.setattr(content.intake, "drafted_from", told)
    return names


def written(folder: Path, **texts: str) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, "utf-8")
    return paths


def test_a_file_that_is_there_already_is_told_as_before_and_not_drafted_again(
    tmp_path: Path, drafts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = written(tmp_path, a=SHORT, b=OTHER, german=GERMAN)
    with opened(tmp_path / "library") as library:
        added = list(take_in_files(library, paths))
        drafts.clear()
        with monkeypatch.context() as patched:
            patched.setattr(content.intake, "known_file", lambda *_, **__: None)
            slowly = list(take_in_files(library, paths))
        assert drafts == ["a.txt", "b.txt", "german.txt"]
        drafts.clear()
        quickly = list(take_in_files(library, paths))
        assert quickly == slowly and drafts == []
        assert {each.outcome for each in quickly} == {Outcome.ALREADY_THERE}
        assert [each.briefing for each in quickly] == [each.briefing for each in added]
        assert [each.is_understood for each in quickly] == [True, True, False]
        assert next(iter(take_in(library, SHORT.encode(), "a.txt"))).briefing == added[0].briefing and drafts == []


def test_a_known_file_is_drafted_for_another_desk_and_then_known_there_too(tmp_path: Path, drafts: list[str]) -> None:
    paths = written(tmp_path, a=SHORT)
    with opened(tmp_path / "library") as library:
        list(take_in_files(library, paths))
        [other] = take_in_files(library, paths, desk="energy-climate")
        assert other.outcome is Outcome.ADDED and drafts == ["a.txt", "a.txt"]
        [again] = take_in_files(library, paths, desk="energy-climate")
        assert (again.outcome, again.briefing) == (Outcome.ALREADY_THERE, other.briefing) and len(drafts) == 2


def test_a_known_file_whose_briefing_was_taken_out_comes_in_again(tmp_path: Path, drafts: list[str]) -> None:
    paths = written(tmp_path, a=SHORT)
    with opened(tmp_path / "library") as library:
        list(take_in_files(library, paths))
        library.history.undo()
        [again] = take_in_files(library, paths)
        assert again.outcome is Outcome.ADDED and library.count() == 1 and len(drafts) == 2


def test_an_earlier_text_is_known_by_its_file_after_a_revision(tmp_path: Path, drafts: list[str]) -> None:
    old, new = written(tmp_path, old=SHORT, new=SHORT.replace("$1.5 billion", "$1.6 billion"))
    with opened(tmp_path / "library") as library:
        [first], [revised] = take_in_files(library, [old]), take_in_files(library, [new])
        assert revised.outcome is Outcome.REVISED
        drafts.clear()
        [again], [newest] = take_in_files(library, [old]), take_in_files(library, [new])
        assert (again.outcome, again.briefing) == (Outcome.ALREADY_THERE, first.briefing)
        assert (newest.outcome, newest.briefing) == (Outcome.ALREADY_THERE, revised.briefing)
        assert drafts == []


def test_every_article_of_a_feed_is_looked_for(tmp_path: Path) -> None:
    items = "".join(f"<item><title>T{n}</title><description>{text}</description></item>" for n, text in FEED)
    feed = tmp_path / "feed.xml"
    feed.write_text(f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>', "utf-8")
    with opened(tmp_path / "library") as library:
        first = list(take_in_files(library, [feed]))
        assert [each.outcome for each in first] == [Outcome.ADDED, Outcome.ADDED]
        library.history.undo()
        again = list(take_in_files(library, [feed]))
        assert {each.outcome for each in again} >= {Outcome.ADDED} and library.count() == 2


def test_an_interruption_keeps_and_tells_what_was_drafted_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = written(tmp_path, a=SHORT, b=OTHER, c=GERMAN)
    drafted_from = content.intake.drafted_from

    def interrupted(data: bytes, name: str, **options: Any) -> list[Drafted]:
        if name.endswith("c.txt"):
            raise KeyboardInterrupt
        return drafted_from(data, name, **options)

    monkeypatch.setattr(content.intake, "drafted_from", interrupted)
    monkeypatch.setattr(content.imports, "KEPT_WITHIN", 60.0)
    told = []
    with opened(tmp_path / "library") as library:
        with pytest.raises(KeyboardInterrupt):
            for each in take_in_files(library, paths):
                told.append(each.outcome)
        assert told == [Outcome.ADDED, Outcome.ADDED] and library.count() == 2


def test_what_is_told_is_on_the_disk_and_of_a_batch_that_fails_nothing_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = written(tmp_path, a=SHORT, b=OTHER)
    monkeypatch.setattr(content.imports, "KEPT_WITHIN", 60.0)
    monkeypatch.setattr(content.imports, "WRITTEN_WITHIN", 60.0)
    keep = content.intake.keep

    def failing(library: Library, drafted: Drafted, name: str) -> Taken:
        if name.endswith("b.txt"):
            raise LibraryError("the disk is full", where=name, remedy="make room")
        return keep(library, drafted, name)

    with opened(tmp_path / "library") as library, opened(tmp_path / "library") as other:
        monkeypatch.setattr(content.intake, "keep", failing)
        with pytest.raises(LibraryError):
            list(take_in_files(library, paths))
        assert library.count() == other.count() == 0
        monkeypatch.setattr(content.intake, "keep", keep)
        for told in take_in_files(library, paths):
            assert told.briefing is not None and other.has(told.briefing)
