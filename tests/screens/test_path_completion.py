"""The path of what is imported is completed with tab: as far as is clear, and then the candidates are shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.domain.articles import SHORT
from tests.screens.test_importing import _until_read
from tui.screens.importing import files_of
from tui.screens.path_completion import completed


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with folders and files, which is also the folder that one is in."""
    for name in ("reports/may/a.txt", "reports/may/b.md", "reports/march.txt", "reports/.old.txt", "two words/x y.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SHORT, "utf-8")
    (tmp_path / "reports" / "picture.png").write_bytes(b"")
    (tmp_path / "reports" / "evil\x1b[2J.txt").write_bytes(b"")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "path", "names"),
    [
        ("rep", "reports/", []),
        ("~", "~/", []),
        ("~/rep", "~/reports/", []),
        ("reports/", "reports/ma", ["march.txt", "may/"]),
        ("reports/m", "reports/ma", ["march.txt", "may/"]),
        ("reports/mar", "reports/march.txt", []),
        ("reports/MAR", "reports/march.txt", []),
        ("reports/p", "reports/p", []),
        ("reports/e", "reports/e", []),
        ("reports/.", "reports/.old.txt", []),
        ("reports/may/", "reports/may/", ["a.txt", "b.md"]),
        ("two", "two words/", []),
        ("two words/x", "two words/x y.txt", []),
        ("reports/march.txt rep", "reports/march.txt reports/", []),
        ("rep two", "rep 'two words/", []),
        ("reports/march.txt 'two words/x", "reports/march.txt 'two words/x y.txt'", []),
        ('"two words/x', '"two words/x y.txt"', []),
        ("none/a", "none/a", []),
        ("~nobody-has-this-home/a", "~nobody-has-this-home/a", []),
        ("a\0", "a\0", []),
    ],
)
def test_a_path_is_completed_as_far_as_it_is_clear(home: Path, typed: str, path: str, names: list[str]) -> None:
    assert completed(typed) == (path, names)


def test_what_is_completed_is_what_an_import_reads(home: Path) -> None:
    typed = completed("reports/mar")[0]
    typed = completed(completed(f"{typed} two")[0])[0]
    assert [path.name for path in files_of(typed)] == ["march.txt", "x y.txt"]


def test_a_whole_path_is_completed(home: Path) -> None:
    assert completed(f"{home}/rep") == (f"{home}/reports/", [])


@pytest.mark.parametrize("size", [(120, 36), (60, 20), (20, 6)])
async def test_tab_completes_and_shows_the_candidates_until_something_is_typed(
    reading: Any, home: Path, size: tuple[int, int]
) -> None:
    async with reading(size=size) as reader:
        await reader.press("i", "~")
        await reader.press("tab")
        await reader.type("r")
        await reader.press("tab")
        assert reader.typed == "~/reports/" and not reader.screen.overlay.list.display
        await reader.press("tab")
        assert reader.typed == "~/reports/ma"
        shown = reader.shown(reader.screen.overlay.list)
        assert size[0] < 60 or ("march.txt" in shown and "may/" in shown and "picture" not in shown)
        reader.check()
        await reader.type("r")
        assert not reader.screen.overlay.list.display
        reader.check()
        await reader.press("tab")
        assert reader.typed == "~/reports/march.txt"
        await reader.press("enter")
        await _until_read(reader)
        assert reader.screen.briefing.text == SHORT.strip()
        reader.check()


async def test_the_cursor_in_the_midst_of_a_path_completes_what_is_before_it(reading: Any, home: Path) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("i")
        await reader.type("rep/may")
        await reader.press("left", "left", "left", "left", "tab")
        assert reader.typed == "reports//may" and reader.screen.overlay.prompt.cursor == len("reports/")
        reader.check()
