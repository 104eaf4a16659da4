"""A wrong setting costs itself only and is told in one sentence; the theme is kept without touching anything else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from content.errors import ContentError
from tui.commands import COMMANDS
from tui.key_names import read_key
from tui.keymap import RESERVED_KEYS, SHOWN_KEYS
from tui.settings import MAX_PROBLEMS, Glyphs, Settings, keep_theme, load, reader_name
from tui.settings_file import MAX_BYTES
from tui.toml_places import find_places


def read(tmp_path: Path, text: str | bytes) -> tuple[Settings, list[str]]:
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    settings, problems = load(path)
    return settings, [problem.replace(str(path), "config.toml") for problem in problems]


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none" / "config.toml") == (Settings(), [])


def test_toml_is_read_by_nobody_where_there_is_no_file() -> None:
    code = (
        "import sys; from pathlib import Path; from tui.settings import load; load(Path('/nowhere/config.toml'));"
        "print([m for m in ('tomllib', 'difflib', 'textual', 'rich', 'json') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings, problems = read(
        tmp_path,
        """
        theme = "nord"
        glyphs = "ascii"
        mouse = false
        entries_width = 30
        [keys]
        next = ["n", "down"]
        find-next = []
        zen = "f2"
        """,
    )
    assert problems == []
    assert settings == Settings(
        "nord", {"next": ("n", "down"), "find-next": (), "zen": ("f2",)}, Glyphs.ASCII, False, 30
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("theme = 3", "config.toml, line 1, theme: 3 is not a name; write it in quotes, as in 'readout-light'"),
        ("\n\nmouse = 'no'", "config.toml, line 3, mouse: 'no' is neither true nor false; write true or false"),
        ("mouse = 1", "config.toml, line 1, mouse: 1 is neither true nor false; write true or false"),
        (
            "entries_width = 90",
            "config.toml, line 1, entries_width: 90 is not a width; write a whole number of percent, 20 to 80",
        ),
        (
            "entries_width = true",
            "config.toml, line 1, entries_width: true is not a width; write a whole number of percent, 20 to 80",
        ),
        (
            "glyphs = 'fancy'",
            "config.toml, line 1, glyphs: 'fancy' is not a choice; write one of 'auto', 'unicode', 'ascii'",
        ),
        ("thme = 'nord'", "config.toml, line 1, thme: there is no such setting; did you mean 'theme'?"),
        ("colour = 1", "config.toml, line 1, colour: there is no such setting; take the line out"),
        ("keys = 3", "config.toml, line 1, keys: 3 is not a table; write [keys] and one command a line"),
        ("[keys]\nnxt = 'j'", "config.toml, line 2, keys.nxt: there is no such command; did you mean 'next'?"),
        ("[keys]\nnext = 3", "config.toml, line 2, keys.next: 3 is not a list of keys; write them as in ['j', 'down']"),
        (
            "[keys]\nnext = [\n'j',\n 3]",
            "config.toml, line 2, keys.next: ['j', 3] is not a list of keys; write them as in ['j', 'down']",
        ),
        (
            "keys.next = 'downn'",
            "config.toml, line 1, keys.next: 'downn' is not the name of a key; did you mean 'down'?",
        ),
        (
            "keys = {next = 'ctrl+m'}",
            "config.toml, line 1, keys.next: "
            "'ctrl+m' cannot be used, because a terminal sends it for enter; take another key",
        ),
        (
            "[keys]\nzen = 'j'\n\n'next' = ['down', 'j']",
            "config.toml, line 4, keys.next: 'j' is already given to 'zen' on line 2; give it to one of them",
        ),
        (
            "[keys]\nclose = []\nquit = []",
            "config.toml, line 3, keys.quit: no key would be left to leave the program with; give it one",
        ),
        (
            "theme = \nmouse = true",
            "config.toml, line 1: this is not TOML (Invalid value); mend it; until then the defaults apply",
        ),
        (b"theme = 'a'\n# \xff", "config.toml, line 2: the text is not UTF-8; save it as UTF-8"),
    ],
)
def test_a_problem_names_file_line_key_reason_and_remedy(tmp_path: Path, text: str | bytes, problem: str) -> None:
    settings, problems = read(tmp_path, text)
    assert problems == [problem]
    assert (settings.theme, settings.glyphs, settings.mouse, settings.entries_width) == (
        "readout-dark",
        Glyphs.AUTO,
        True,
        42,
    )


def test_what_is_right_holds_beside_what_is_wrong(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, "theme = 'nord'\nmouse = 3\n[keys]\nnext = 'ctrl+c'\nzen = 'Z'\n")
    assert settings == Settings("nord", {"zen": ("Z",)})
    assert [problem.split(":")[0] for problem in problems] == [
        "config.toml, line 2, mouse",
        "config.toml, line 4, keys.next",
    ]


def test_a_command_whose_keys_are_wrong_keeps_its_own(tmp_path: Path) -> None:
    settings, _ = read(tmp_path, "[keys]\nnext = ['x', 'nonsense']")
    assert "next" not in settings.keys


def test_taking_every_way_out_is_refused_even_by_other_commands(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, "[keys]\nnext = ['q', 'escape', 'ctrl+q', 'j']")
    assert len(problems) == 1 and "leave the program" in problems[0]
    assert settings.keys == {"next": ("ctrl+q", "j")}


def test_a_folder_a_pipe_and_a_huge_file_are_refused_without_reading(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "huge").write_bytes(b"#" * (MAX_BYTES + 1))
    assert "this is a folder" in load(tmp_path / "folder")[1][0]
    assert "not an ordinary file" in load(tmp_path / "pipe")[1][0]
    assert "larger than 1 MB" in load(tmp_path / "huge")[1][0]
    assert "cannot be read" in load(tmp_path / "huge" / "config.toml")[1][0]


def test_a_link_in_a_circle_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    settings, problems = load(tmp_path / "a")
    assert settings == Settings() and len(problems) == 1


def test_brackets_without_end_and_huge_numbers_are_one_sentence(tmp_path: Path) -> None:
    for text in ("x = " + "[" * 5000, "x = " + "9" * 5000):
        settings, problems = read(tmp_path, text)
        assert settings == Settings() and len(problems) == 1 and "this is not TOML" in problems[0]


def test_many_problems_are_counted_instead_of_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "".join(f"wrong{n} = 1\n" for n in range(50)))
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1] == "config.toml: 30 more settings are wrong; mend the ones above first"


def test_a_value_that_would_command_the_terminal_is_told_harmlessly(tmp_path: Path) -> None:
    _, problems = read(tmp_path, '"\\u001b]0;x\\u0007" = 1\nglyphs = "\\u001b[2J"\n[keys]\nnext = "\\u001b"')
    assert len(problems) == 3 and all(problem.isprintable() for problem in problems)


@tried(deadline=None)
@given(st.binary(max_size=200))
def test_no_file_whatsoever_raises(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    settings, problems = load(path)
    assert isinstance(settings, Settings) and all(isinstance(problem, str) for problem in problems)


# Keys


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("j", "j"),
        ("J", "J"),
        ("?", "?"),
        ("+", "+"),
        ("é", "é"),
        (" ", "space"),
        ("Down", "down"),
        ("↓", "down"),
        ("pgdn", "pagedown"),
        ("esc", "escape"),
        ("alt+←", "alt+left"),
        ("F1", "f1"),
        ("Ctrl+D", "ctrl+d"),
        ("shift+tab", "shift+tab"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("shift+j", "J"),
        ("alt+J", "alt+shift+j"),
        ("ctrl+]", "ctrl+right_square_bracket"),
        ("ctrl+\\", "ctrl+backslash"),
        ("ctrl+space", "ctrl+space"),
        ("ctrl+backslash", "ctrl+backslash"),
        ("", None),
        ("jj", None),
        ("f25", None),
        ("hyper+j", None),
        ("ctrl+", None),
        ("ctrl++", None),
        ("ctrl+?", None),
        ("shift+?", None),
        ("question_mark", None),
        ("backslash", None),
        ("\t", None),
        ("\x1b", None),
    ],
)
def test_a_key_is_read_as_typed_by_name_or_as_shown(name: str, key: str | None) -> None:
    assert read_key(name) == key


def test_every_key_of_the_table_and_every_reserved_one_is_read_as_itself() -> None:
    for key in [key for command in COMMANDS for key in command.keys] + list(RESERVED_KEYS):
        assert read_key(key) == key
    for key, shown in SHOWN_KEYS.items():
        assert read_key(shown) == key


# Lines


def test_the_line_of_a_key_is_found_in_every_way_of_writing_it() -> None:
    text = (
        "# theme = 1\n"
        'a = """\n'
        "theme = 2\n"
        '"""\n'
        "b = [ # theme = 3\n"
        "  'theme = 4', { theme = 5 },\n"
        "]\n"
        '"th\\u0065me" = "x" # here\n'
        "keys . 'next' = ['j']\n"
        "[ keys . more ]\n"
        "zen = { a.b = 1, 'c' = '''\n"
        "d = 2''' , e = 1979-05-27 07:32:00 }\n"
        "last = 0x1f\n"
        "[[tables]]\n"
        "x = 1\n"
    )
    tomllib.loads(text)
    lines = {path: place.line for path, place in find_places(text).keys.items()}
    assert lines == {
        ("a",): 2,
        ("b",): 5,
        ("theme",): 8,
        ("keys",): 9,
        ("keys", "next"): 9,
        ("keys", "more"): 10,
        ("keys", "more", "zen"): 11,
        ("keys", "more", "zen", "a"): 11,
        ("keys", "more", "zen", "a", "b"): 11,
        ("keys", "more", "zen", "c"): 11,
        ("keys", "more", "zen", "e"): 12,
        ("keys", "more", "last"): 13,
        ("tables",): 14,
        ("tables", "x"): 15,
    }


def test_the_value_of_a_key_is_found_exactly() -> None:
    text = "a = '''x''''' # end\r\nb=\"\\\"\"\t# c\nc = [1, [2,\n3]]  \nd = 07:32:00 # e\n"
    places = find_places(text).keys
    values = {path[0]: text[slice(*place.value)] for path, place in places.items()}
    assert values == {"a": "'''x'''''", "b": '"\\""', "c": "[1, [2,\n3]]", "d": "07:32:00"}


KEYS = st.sampled_from(["theme", '"theme"', "'x y'", "k", "a.b", '"q\\"q"', "keys.next"])
VALUES = st.sampled_from(
    ["1", "'v'", '"#"', "[1, 2]", "[\n1, # one\n]", "{ a = 1 }", "true", '"""\n[x]\n"""', "'''\ntheme = 1'''", "1.5"]
)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(" = ".join),
    st.sampled_from(["", "# theme = 9", "[keys]", "[t]", "  [ 'u' . v ] # w", "[[list]]"]),
)


@tried(deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_no_line_is_ever_a_wrong_one(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = text.split("\n")
    for path, place in find_places(text).keys.items():
        line = lines[place.line - 1]
        assert path[-1].replace('"', '\\"') in line or path[0] in line
    if isinstance(values.get("theme"), str | int):
        place = find_places(text).keys[("theme",)]
        assert tomllib.loads("x = " + text[slice(*place.value)])["x"] == values["theme"]


# The theme


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "nord"\n'),
        ("theme = 'x' # mine\nmouse = true", 'theme = "nord" # mine\nmouse = true'),
        ("# a\n[keys]\nnext = 'j'\n", "theme = \"nord\"\n# a\n[keys]\nnext = 'j'\n"),
        ("mouse = true # b\n\n[keys]\ntheme = 'f2'\n", "mouse = true # b\ntheme = \"nord\"\n\n[keys]\ntheme = 'f2'\n"),
        ("mouse = true", 'mouse = true\ntheme = "nord"\n'),
        ("mouse = true\r\n[keys]\r\n", 'mouse = true\r\ntheme = "nord"\r\n[keys]\r\n'),
        ("\ufefftheme = 3", '\ufefftheme = "nord"'),
        ('"theme" = """\nx"""\n', '"theme" = "nord"\n'),
    ],
)
def test_the_theme_is_kept_and_every_other_byte_is_as_it_was(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(before.encode())
    path.chmod(0o640)
    keep_theme(path, "nord")
    assert path.read_bytes().decode() == after
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["config.toml"]
    assert load(path)[0].theme == "nord"


def test_the_file_and_its_folder_are_made_where_there_are_none(tmp_path: Path) -> None:
    path = tmp_path / "readout" / "config.toml"
    keep_theme(path, "readout-light")
    assert path.read_text() == 'theme = "readout-light"\n'


def test_a_link_stays_a_link_and_its_target_is_changed(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    target = tmp_path / "dotfiles" / "readout.toml"
    target.write_text("mouse = false\n")
    link = tmp_path / "config.toml"
    link.symlink_to(target)
    keep_theme(link, "nord")
    assert link.is_symlink() and target.read_text() == 'mouse = false\ntheme = "nord"\n'


@pytest.mark.parametrize("broken", ["theme = ", "[theme]\nx = 1\n", "theme.x = 1\n", "a = 1\na = 2\n"])
def test_a_file_that_cannot_be_changed_safely_is_left_alone(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(broken)
    with pytest.raises(ContentError):
        keep_theme(path, "nord")
    assert path.read_text() == broken
    assert [p.name for p in tmp_path.iterdir()] == ["config.toml"]


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("mouse = true\n")
    path.chmod(0o444)
    with pytest.raises(ContentError, match="the theme could not be kept \\(it is read-only\\)"):
        keep_theme(path, "nord")
    assert path.read_text() == "mouse = true\n"


def test_a_disk_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text("mouse = true\n")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ContentError, match="No space left"):
        keep_theme(path, "nord")
    assert path.read_text() == "mouse = true\n"
    assert [p.name for p in tmp_path.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"LOGNAME": "", "USER": "Jörg"}, "Jörg"),
        ({"LOGNAME": os.fsdecode(b"J\xf6rg")}, "J\ufffdrg"),
        ({"USERNAME": "two\nlines"}, "two lines"),
        ({}, ""),
    ],
)
def test_the_name_that_the_system_knows_can_be_kept_whatever_its_bytes(known: dict[str, str], name: str) -> None:
    assert reader_name(known) == name
