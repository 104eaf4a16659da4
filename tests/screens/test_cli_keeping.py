"""What keeps a library safe, on the command line, as real processes."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.bundled import bundled_briefing
from content.exports.briefing_json import to_document
from content.library import Library
from content.notes import NoteId
from tests.screens.command import COMMAND, Readout

ID = "china-russia-mishustin"


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


def documents(printed: str) -> list[object]:
    """What an export holds beside its header."""
    header, *rest = [json.loads(line) for line in printed.splitlines()]
    assert (header["format"], header["documents"]) == ("readout/library@1", len(rest))
    return rest


def add(readout: Readout, text: str, *arguments: str) -> str:
    return readout.good(*arguments, "note", "add", "china", "--sentence", "1", text).strip()


# --- export and load -------------------------------------------------------------------------------------------------


def test_everything_goes_into_a_file_and_from_there_into_another_library(readout: Readout) -> None:
    id = add(readout, "kept \u202e \x1b]0;x\x07")
    assert readout.good("export", "--format", "jsonl", "all.jsonl") == ""
    assert stat.S_IMODE((readout.folder / "all.jsonl").stat().st_mode) == 0o600
    count = len(documents((readout.folder / "all.jsonl").read_text(encoding="utf-8")))
    assert readout.good("--library", "other", "load", "all.jsonl") == f"{count} new, 0 changed, 0 kept\n"
    assert readout.good("--library", "other", "load", "all.jsonl") == f"0 new, 0 changed, {count} kept\n"
    assert id in readout.good("--library", "other", "notes")
    printed = readout.good("--library", "other", "export", "--format", "jsonl")
    assert documents(printed) == documents((readout.folder / "all.jsonl").read_text(encoding="utf-8"))
    assert not set(printed) & set("\u202e\x1b\x07")


def test_the_briefing_that_ships_is_there_once_after_loading(readout: Readout) -> None:
    add(readout, "from elsewhere")
    readout.good("export", "--format", "jsonl", "all.jsonl")
    add(readout, "from here", "--library", "other")
    readout.good("--library", "other", "load", "all.jsonl")
    assert [row["id"] for row in json.loads(readout.good("--library", "other", "list", "--format", "json"))] == [ID]
    printed = readout.good("--library", "other", "notes")
    assert "from elsewhere" in printed and "from here" in printed


def test_a_note_that_was_changed_in_both_libraries_is_told_and_kept_twice(readout: Readout) -> None:
    id = add(readout, "begun")
    readout.good("export", "all.jsonl")
    readout.good("--library", "other", "load", "all.jsonl")
    for folder, body in ((readout.library, "of one"), (readout.folder / "other", "of the other")):
        with Library.open(folder, now=lambda: datetime.now(UTC), random=os.urandom) as library:
            library.notebook.change(NoteId(id), body=body)
    readout.good("export", "all.jsonl", "--force")
    printed = readout.good("--library", "other", "load", "all.jsonl")
    assert printed.endswith(
        "1 note was changed in both libraries: the earlier text is kept as a new note,"
        " see 'readout notes --tag conflict'\n"
    )
    assert "of the other" in readout.good("--library", "other", "notes")
    assert "of one" in readout.good("--library", "other", "notes", "--tag", "conflict")
    assert "conflict" not in readout.good("--library", "other", "load", "all.jsonl")


def test_an_export_overwrites_nothing_unless_forced_and_follows_no_link(readout: Readout) -> None:
    path = readout.folder / "there"
    path.write_text("mine")
    assert "there is a file of this name; choose another name, or say --force" in readout.failed(
        "export", "--format", "jsonl", "there"
    )
    (readout.folder / "link").symlink_to(path)
    (readout.folder / "dangling").symlink_to(readout.folder / "nowhere")
    for name in ("link", "dangling"):
        readout.failed("export", "--format", "jsonl", name)
    assert path.read_text() == "mine"
    assert not (readout.folder / "nowhere").exists()
    readout.good("export", "--format", "jsonl", "--force", "link")
    assert path.read_text() == "mine"
    readout.good("export", "--format", "jsonl", "there", "--force")
    assert documents(path.read_text(encoding="utf-8"))
    assert "it is a folder" in readout.failed("export", "--format", "jsonl", "--force", ".." + os.sep)
    assert "no such file or directory" in readout.failed("export", "--format", "jsonl", "none/x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_export_into_a_full_disk_is_a_named_failure(readout: Readout) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "export", "--format", "jsonl"], env=readout.environment, stdout=full, stderr=-1, timeout=60
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"no space left" in done.stderr


def test_an_export_or_load_does_not_touch_the_files_of_the_library(readout: Readout) -> None:
    add(readout, "kept")
    for arguments in (["export", "library/library.db", "--force"], ["load", "library/library.db"]):
        assert "this is in the library's own folder" in readout.failed(*arguments)
    assert "kept" in readout.good("notes")


def test_an_export_that_fails_leaves_no_file_behind(readout: Readout) -> None:
    readout.good("note", "add", "china", "--sentence", "1", "-", input="x" * 100_000)
    code = """if True:
        import resource, signal, sys
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        from tui.cli import main
        resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))
        sys.exit(main(["export", "--format", "jsonl", *sys.argv[1:]]))
    """
    (readout.folder / "old").write_text("mine")
    before = set(readout.folder.iterdir())
    for arguments in (["new"], ["old", "--force"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=readout.environment,
            cwd=readout.folder,
            capture_output=True,
            timeout=60,
        )
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"it cannot be written (file too large)" in done.stderr
        assert set(readout.folder.iterdir()) == before
    assert (readout.folder / "old").read_text() == "mine"


def test_a_file_that_is_no_export_is_refused_and_nothing_is_loaded(readout: Readout) -> None:
    add(readout, "one")
    path = readout.folder / "all.jsonl"
    readout.good("export", "--format", "jsonl", str(path))
    path.write_bytes(path.read_bytes().replace(b'"kind":"note"', b'"kind":"nose"', 1))
    sentence = readout.failed("--library", "other", "load", "all.jsonl")
    number = next(n for n, line in enumerate(path.read_bytes().splitlines(), 1) if b'"nose"' in line)
    assert f"all.jsonl, line {number}, kind: it must be one of" in sentence
    assert readout.good("--library", "other", "notes") == ""
    assert "there is no such file" in readout.failed("load", "none.jsonl")
    assert "jsonl" in readout.failed("export", "--format", "xml", code=2)


# --- backup and restore ----------------------------------------------------------------------------------------------


def test_a_backup_is_made_and_put_back_and_what_was_there_is_kept(readout: Readout) -> None:
    add(readout, "before")
    assert readout.good("backup", "copy.db") == "copy.db\n"
    add(readout, "after")
    assert "use --force to restore all the same" in readout.failed("restore", "copy.db")
    assert "after" in readout.good("notes")
    first, second = readout.good("restore", "copy.db", "--force").splitlines()
    assert first.startswith("restored; the last change in it is of 20")
    assert Path(second.removeprefix("what was there before is kept in ")).is_dir()
    assert "before" in readout.good("notes") and "after" not in readout.good("notes")


def test_a_backup_without_a_name_goes_beside_the_others(readout: Readout) -> None:
    assert "there is no library in it" in readout.failed("backup")
    add(readout, "kept")
    made = Path(readout.good("backup").strip())
    assert made.parent == readout.library / "backups"
    assert readout.good("--library", "new", "restore", str(made)).startswith("restored")
    assert "kept" in readout.good("--library", "new", "notes")


def test_a_backup_overwrites_nothing_and_only_backups_are_restored(readout: Readout) -> None:
    readout.good("list")
    (readout.folder / "there").write_text("mine")
    assert "nothing is overwritten" in readout.failed("backup", "there")
    assert (readout.folder / "there").read_text() == "mine"
    assert "there: it is not a library of Readout" in readout.failed("restore", "there")
    assert "there is no such file" in readout.failed("restore", "none")
    assert readout.good("list").startswith(ID)


# --- the doctor ------------------------------------------------------------------------------------------------------


def change_documents(readout: Readout, table: str, **fields: object) -> None:
    """Change every document of a table behind the program's back."""
    connection = sqlite3.connect(readout.library / "library.db")
    for id, body in connection.execute(f"SELECT id, body FROM doc_{table}").fetchall():
        changed = json.dumps(json.loads(body) | fields, separators=(",", ":"), ensure_ascii=False)
        connection.execute(f"UPDATE doc_{table} SET body = ? WHERE id = ?", (changed, id))
    connection.commit()
    connection.close()


def test_the_doctor_finds_no_fault_in_a_library_in_use(readout: Readout) -> None:
    assert "there is no such folder" in readout.failed("doctor")
    add(readout, "one")
    readout.good("note", "add", "china", "--entry", "e1", "two")
    path = readout.folder / "other.json"
    path.write_text(json.dumps(to_document(bundled_briefing()) | {"id": "other"}))
    readout.good("open", str(path))
    readout.good("backup")
    last = readout.good("doctor").splitlines()[-1]
    count = len(documents(readout.good("export")))
    assert last == f"no fault in {count} documents"
    told = json.loads(readout.good("doctor", "--format", "json"))
    assert (told["is_sound"], told["done"], told["documents"]["notes"]) == (True, [], 2)
    assert readout.good("doctor", "--repair").splitlines()[-1] == last


def diagnosed(readout: Readout, *arguments: str) -> list[str]:
    """The faults that the doctor tells of."""
    done = readout("doctor", *arguments)
    assert (done.returncode, done.stderr) == (1, "")
    faults = [line for line in done.stdout.splitlines() if line.startswith("fault: ")]
    assert faults
    return faults


def test_the_doctor_finds_notes_that_have_lost_their_place(readout: Readout) -> None:
    on_entry = readout.good("note", "add", "china", "--entry", "e1", "on an entry").strip()
    on_words = readout.good("note", "add", "china", "--quote", "dear friend", "on words").strip()
    change_documents(readout, "entries", deleted=True)
    (fault,) = diagnosed(readout)
    assert fault == (
        f"fault: note {on_entry} on {ID}: the entry e1 is gone; 'readout undo' brings it back if it was deleted last,"
        f" or delete the note with 'readout note rm {on_entry}'"
    )
    change_documents(readout, "notes", entry=None, sentence=3, selector=["Sailing boats rust", "kk", "jj", 3, 21])
    faults = diagnosed(readout)
    assert len(faults) == 2
    assert {note in "".join(faults) for note in (on_entry, on_words)} == {True}
    assert all("its words are no longer in the text" in fault for fault in faults)
    change_documents(readout, "notes", selector=["China", "qqqq", "zzzz", 3, 8])
    assert all(
        "its words may have moved or changed; confirm its place in the reader" in fault for fault in diagnosed(readout)
    )
    change_documents(readout, "notes", selector=None, sentence=99)
    assert all("there is no sentence 99" in fault for fault in diagnosed(readout))
    for note in (on_entry, on_words):
        readout.good("note", "rm", note)
    assert readout("doctor").returncode == 0


def test_the_doctor_finds_documents_of_a_wrong_shape_and_notes_whose_briefing_is_gone(readout: Readout) -> None:
    id = add(readout, "one")
    change_documents(readout, "notes", kind="essay")
    assert f"fault: notes {id}, kind: it must be one of" in diagnosed(readout)[0]
    change_documents(readout, "notes", kind="note")
    assert readout("doctor").returncode == 0
    change_documents(readout, "briefings", deleted=True)
    assert diagnosed(readout) == [
        f"fault: note {id}: its briefing is gone; add the same briefing again, with 'readout open',"
        " or restore a backup that has it, with 'readout restore'"
    ]
    path = readout.folder / "again.json"
    path.write_text(json.dumps(to_document(bundled_briefing())))
    readout.good("open", str(path))
    assert readout("doctor").returncode == 0
    assert id in readout.good("notes")


def test_the_doctor_repairs_a_damaged_file_from_what_can_be_read(readout: Readout) -> None:
    add(readout, "kept")
    readout.good("backup")
    path = readout.library / "library.db"
    data = bytearray(path.read_bytes())
    data[8192 * 2 : 8192 * 4] = b"\xff" * (8192 * 2)
    path.write_bytes(data)
    assert "readout doctor --repair" in " ".join(diagnosed(readout))
    assert path.read_bytes() == bytes(data)
    done = readout("doctor", "--repair")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("repaired: ")
    assert "kept" in readout.good("notes")


def test_that_a_damaged_library_was_replaced_by_its_backup_is_said(readout: Readout) -> None:
    add(readout, "kept")
    readout.good("backup")
    path = readout.library / "library.db"
    path.write_bytes(b"\xff" * 8192 + path.read_bytes()[8192:])
    done = readout("notes")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert done.stderr.startswith("readout: The library could not be read")
    assert "kept" in done.stdout
    assert readout("notes").stderr == ""
