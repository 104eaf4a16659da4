"""`readout diff`, `revise`, `edit` and `original`, as real processes: what they print, and their exit codes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from content.exports.briefing_json import dump
from content.model import Briefing, BriefingId, Origin
from content.notes import on_sentence
from content.originals import Original
from tests.domain.articles import SHORT
from tests.domain.changing import MINISTERS, article, with_entries
from tests.domain.libraries import opened
from tests.screens.command import COMMAND, Readout

ONE, TWO, THREE, FOUR, FIVE, SIX = MINISTERS
CHANGED = [SIX, ONE, TWO.replace("$1.5", "$1.6"), "It rained in Porto.", THREE, FIVE]
PAGE = Original(b"<p>\xff\x00\r\nwords\x1b[2J", "text/html", "lisbon.html")
OLD = BriefingId("old")
ROSE = TWO.replace("1.5", "[-1.5-]{+1.6+}")


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    """With a library that has the briefing `old`: entries, a note on each sentence and the page that it came from."""
    readout = Readout(tmp_path)
    with opened(readout.library) as library:
        old = with_entries(article("old"))
        library.add(old, original=PAGE)
        for sentence in old.sentences:
            library.notebook.annotate(OLD, on_sentence(old, sentence.number), body=f"note {sentence.number}")
    return readout


def written(readout: Readout, name: str, briefing: Briefing) -> str:
    (readout.folder / name).write_bytes(dump(briefing))
    return name


def revised(readout: Readout) -> None:
    """Make `new` a revision of `old`."""
    with opened(readout.library) as library:
        library.revisions.revise(OLD, with_entries(article("new", CHANGED), Origin.DRAFTED))


# --- diff ------------------------------------------------------------------------------------------------------------


def test_nothing_is_printed_where_nothing_differs(readout: Readout) -> None:
    assert readout.good("diff", "old", "old") == ""
    assert readout.good("diff", "old", written(readout, "same.json", with_entries(article("other")))) == ""


def test_what_differs_is_printed_with_marks_and_the_exit_code_of_diff(readout: Readout) -> None:
    name = written(readout, "new.json", with_entries(article("new", CHANGED)))
    done = readout("diff", "old", name)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines == [
        "--- old  Lisbon talks",
        "+++ new  Lisbon talks",
        "sentences: 3 same, 1 moved, 1 changed, 1 new, 1 dropped",
        f"  moved   6 to 1  {SIX}",
        f"  changed 2 to 3  {ROSE}",
        "  new     4  {+It rained in Porto.+}",
        f"  dropped 4  [-{FOUR}-]",
        "entries: 4 same, 2 changed",
        f"  changed trade  e3  {TWO[:30]}  {ROSE}",
        f"  changed trade  e4  [-{FOUR[:30]}-]{{+It rained in Porto.+}}  [-{FOUR[:-1]}-]{{+It rained in Porto+}}.",
    ]
    assert readout("diff", name, "old").returncode == 1


def test_what_differs_is_printed_as_json(readout: Readout) -> None:
    name = written(readout, "new.json", with_entries(article("new", CHANGED)))
    done = readout("diff", "old", name, "--format", "json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["format"], found["same"]) == (1, "readout/diff@1", False)
    assert found["counts"]["sentences"] == {"same": 3, "moved": 1, "changed": 1, "new": 1, "dropped": 1}
    changed = next(each for each in found["sentences"] if each["kind"] == "changed")
    assert (changed["old"], changed["new"], changed["old_text"]) == (2, 3, TWO)
    assert "".join(words for kind, words in changed["words"] if kind != "dropped") == CHANGED[2]
    assert json.loads(readout.good("diff", "old", "old", "--format", "json"))["same"] is True


@pytest.mark.parametrize("names", [["old", "nothing"], ["old", "./missing.json"], ["./missing.json", "old"]])
def test_what_cannot_be_compared_is_one_sentence_and_trouble(readout: Readout, names: list[str]) -> None:
    assert readout.failed("diff", *names, code=2)
    assert readout.failed("diff", "old", code=2)
    assert "0 nothing differs, 1 something does, 2 they cannot be compared" in readout.good("diff", "--help")


def test_what_would_command_the_terminal_is_shown_with_marks(readout: Readout) -> None:
    wild = article("wild", [*MINISTERS[:5], "It \x1b]0;x\x07 rained\u202e.", "a\x1b[2Jb"], title="T\x1b[31m")
    done = readout("diff", "old", written(readout, "wild.json", wild))
    assert done.returncode == 1 and "rained" in done.stdout
    assert not {c for c in done.stdout if c < " " or c in "\x7f\x9b\u202e"} - {"\n"}


# --- revise ----------------------------------------------------------------------------------------------------------


def test_what_is_to_be_confirmed_is_listed_and_confirmed(readout: Readout) -> None:
    assert readout.good("revise", "old") == ""
    revised(readout)
    lines = readout.good("revise", "new").splitlines()
    assert lines[0].split()[:3] == ["changed", "entry", "e2"]
    assert lines[1].strip() == ROSE
    assert any(line.startswith("lost     note ") and line.endswith("note 4") for line in lines)
    assert f"         was on: {FOUR}" in lines
    assert readout.good("revise", "new", "--confirm") == "confirmed: 6\n"
    assert readout.good("revise", "new") == ""
    assert readout.good("undo").startswith("undone: confirmed 6 items of the revision")
    assert readout.good("revise", "new").splitlines() == lines


def test_an_article_that_changed_is_put_in_the_place_of_the_old_one(readout: Readout) -> None:
    (readout.folder / "a.txt").write_text(SHORT, "utf-8")
    (readout.folder / "b.txt").write_text(
        SHORT.replace("$1.5 billion", "$1.6 billion") + "It rained in Porto.\n", "utf-8"
    )
    first = readout.good("import", "a.txt").split()[1]
    assert readout("diff", "a.txt", first).returncode == 0
    assert "[-1.5-]{+1.6+} billion" in readout("diff", first, "b.txt").stdout
    printed = readout.good("revise", first, "b.txt")
    assert printed.startswith("revised  trade-talks-in-lisbon-") and f"a changed text of {first}" in printed
    second = printed.split()[1]
    assert readout.good("original", second).encode() == (readout.folder / "b.txt").read_bytes()
    assert "its text is the same as before" in readout.failed("revise", second, "b.txt")
    assert f"it has a later revision already; revise {second} instead" in readout.failed("revise", first, "b.txt")
    assert readout.good("undo").startswith("undone: revised the briefing “Trade talks in Lisbon”")
    assert second not in readout.good("list")


def test_importing_an_article_that_changed_revises_it_and_says_so(readout: Readout) -> None:
    (readout.folder / "a.txt").write_text(SHORT, "utf-8")
    (readout.folder / "b.txt").write_text(SHORT.replace("$1.5 billion", "$1.6 billion"), "utf-8")
    first = readout.good("import", "a.txt").split()[1]
    readout.good("note", "add", first, "--quote", "from $1.2 billion to $1.5 billion", "Check this")
    lines = readout.good("import", "b.txt").splitlines()
    assert lines[0].startswith("revised  trade-talks-in-lisbon-")
    assert lines[1].startswith(f"  a changed text of {first}: of what you have on it ")
    assert "Check this" in readout.good("notes", lines[0].split()[1])
    assert readout.good("notes", first) == ""
    assert readout.good("import", "a.txt").startswith(f"already there  {first}")


@pytest.mark.parametrize(
    "arguments", [["revise"], ["revise", "old", "x", "--confirm"], ["diff"], ["edit"], ["original"]]
)
def test_wrong_usage_is_said_in_one_sentence(readout: Readout, arguments: list[str]) -> None:
    assert "--help" in readout.failed(*arguments, code=2)


# --- edit ------------------------------------------------------------------------------------------------------------


def test_title_and_source_are_edited_and_printed(readout: Readout) -> None:
    printed = readout.good("edit", "old", "--title", "New\x1b title", "--issued", "2021-06", "--author", "A. Writer")
    assert printed.splitlines() == [
        "title      New␛ title",
        "author     A. Writer",
        "issued     2021-06",
        "publisher  The Paper",
        "url        https://example.org/lisbon",
    ]
    assert readout.good("edit", "old", "--publisher", "", "--url", "").splitlines()[3:] == ["publisher", "url"]
    assert json.loads(readout.good("show", "old", "--format", "json"))["source"]["author"] == "A. Writer"
    assert readout.good("undo").startswith("undone: edited the source of the briefing")
    assert readout.good("edit", "old").splitlines()[3] == "publisher  The Paper"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--issued", "May 2021"], "issued: May 2021 is no date; write it as 2023-05-24, 2023-05 or 2023"),
        (["--url", "javascript:x"], "url: javascript:x is no address of the web"),
        (["--title", " "], "old: a briefing needs a title"),
    ],
)
def test_what_cannot_be_is_refused(readout: Readout, arguments: list[str], sentence: str) -> None:
    assert sentence in readout.failed("edit", "old", "--author", "X", *arguments)
    assert "author     X" not in readout.good("edit", "old")


# --- original --------------------------------------------------------------------------------------------------------


def test_the_file_is_written_byte_for_byte_and_over_none(readout: Readout) -> None:
    done = subprocess.run(
        [*COMMAND, "original", "old"],
        env=readout.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, PAGE.data, b"")
    assert readout.good("original", "old", "--output", "page.html") == ""
    assert (readout.folder / "page.html").read_bytes() == PAGE.data
    assert "there is a file of this name" in readout.failed("original", "old", "--output", "page.html")
    (readout.folder / "page.html").write_bytes(b"")
    readout.good("original", "old", "--output", "page.html", "--force")
    assert (readout.folder / "page.html").read_bytes() == PAGE.data
    assert "own folder" in readout.failed("original", "old", "--output", str(readout.library / "x"))


def test_a_briefing_that_came_from_no_file_says_so(readout: Readout) -> None:
    written(readout, "china.json", article("china"))
    readout.good("open", "china.json")
    assert "china: no file is kept of it; 'readout show --format json'" in readout.failed("original", "china")


def test_a_terminal_is_not_written_to(readout: Readout) -> None:
    leader, follower = pty.openpty()
    try:
        done = subprocess.run(
            [*COMMAND, "original", "old"], env=readout.environment, stdout=follower, stderr=subprocess.PIPE, timeout=60
        )
        assert done.returncode == 1
        assert (
            b"a terminal cannot show text/html as it is; name a file for it, as in --output lisbon.html" in done.stderr
        )
    finally:
        os.close(follower)
        os.close(leader)


def test_the_list_tells_an_earlier_text_of_an_article(readout: Readout) -> None:
    assert "earlier" not in readout.good("list")
    revised(readout)
    told = {line.split()[0]: line.endswith("(earlier text)") for line in readout.good("list").splitlines()}
    assert (told["old"], told["new"]) == (True, False)
    rows = json.loads(readout.good("list", "--format", "json"))
    assert {row["id"]: row["is_earlier"] for row in rows if row["id"] in ("old", "new")} == {"old": True, "new": False}
