"""What the project says about itself is true: README, changelog, checks and contracts."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from tui import __version__
from tui.keys_table import readme_table
from tui.settings import Settings, load

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*ROOT.glob("tui/**/*.py"), *ROOT.glob("content/**/*.py")])


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme(), re.MULTILINE | re.DOTALL)


def place(name: str) -> str:
    found = re.findall(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", readme(), re.DOTALL)
    assert len(found) == 1, name
    return str(found[0])


# README


def test_the_readme_shows_the_keys_of_the_table_of_commands() -> None:
    assert place("keys").strip() == readme_table(), "print tui.keys_table.readme_table() into README.md"


def test_the_readme_has_two_lines_to_install_and_to_test() -> None:
    lines = [block.strip() for block in blocks("sh") if "-m venv" in block]
    assert lines == [
        "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/readout",
        "python3 -m venv .venv && .venv/bin/pip install -q '.[test]' && .venv/bin/pytest -q -n 2",
    ]


def test_the_readmes_example_of_settings_is_right_and_names_every_setting(tmp_path: Path) -> None:
    (example,) = blocks("toml")
    path = tmp_path / "config.toml"
    path.write_text(example, encoding="utf-8")
    _, problems = load(path)
    assert problems == []
    names = set(Settings._fields)
    assert set(tomllib.loads(example)) == names
    rows = set(re.findall(r"^\| `\[?(\w+)\]?` \|", readme(), re.MULTILINE))
    assert names <= rows


def test_the_readme_gives_the_defaults_that_the_program_has() -> None:
    for name in ("theme", "glyphs", "mouse", "entries_width"):
        (shown,) = re.findall(rf"^\| `{name}` \| `([^`]+)` \|", readme(), re.MULTILINE)
        assert tomllib.loads(f"x = {shown}")["x"] == getattr(Settings(), name)


def test_every_link_in_the_readme_into_the_repository_leads_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", readme()):
        assert (ROOT / target).exists(), target


# Version, changelog, packages


def test_the_version_is_the_same_everywhere() -> None:
    assert project()["project"]["version"] == __version__
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[([^\]]+)\]", changes, re.MULTILINE)
    assert next(version for version in versions if version != "Unreleased") == __version__


def test_the_wheel_is_made_of_the_two_packages_only() -> None:
    build = project()["tool"]["hatch"]["build"]["targets"]
    assert build["wheel"]["packages"] == ["tui", "content"]
    for package in ("tui", "content"):
        assert (ROOT / package / "py.typed").is_file()


def test_what_is_installed_is_every_file_of_the_packages_and_nothing_else() -> None:
    installed = distribution("readout-tui")
    if '"editable": true' in (installed.read_text("direct_url.json") or ""):
        pytest.skip("installed as a link to this folder")
    files = {str(file) for file in installed.files or () if file.suffix != ".pyc" and ".dist-info" not in file.parts[0]}
    ours = [path for package in ("tui", "content") for path in ROOT.glob(f"{package}/**/*") if path.is_file()]
    wanted = {str(path.relative_to(ROOT)) for path in ours if path.suffix != ".pyc"}
    assert {file for file in files if not file.startswith("../")} == wanted
    assert {Path(file).suffix for file in wanted} >= {".py", ".json", ".tcss", ".typed"}


def test_the_command_starts_what_the_project_says_it_starts() -> None:
    module, _, function = project()["project"]["scripts"]["readout-tui"].partition(":")
    path = ROOT / (module.replace(".", "/") + ".py")
    names = {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
    assert function in names
    assert f"from {module} import {function}" in (ROOT / "tui" / "readout.sh").read_text("utf-8")


# Checks


def test_the_checks_run_the_readmes_own_line() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert script.stat().st_mode & 0o111, "not executable"
    assert "set -euo pipefail" in text and "README.md" in text
    assert ".[test]" not in text, "the line belongs to README.md alone"
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports"):
        assert f".venv/bin/{tool}" in text
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_every_library_for_the_tests_is_pinned_by_version_and_by_nothing_else() -> None:
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    asked = project()["project"]
    for requirement in asked["dependencies"] + asked["optional-dependencies"]["test"]:
        assert re.split(r"[<>=]", requirement)[0] in pinned


# Contracts

VIOLATIONS = [
    ("content/model.py", "import rich", "content knows nothing of the terminal"),
    ("content/desk.py", "from tui.commands import COMMANDS", "content knows nothing of the terminal"),
    ("content/library.py", "import sqlite3", "tinydb and SQLite stay inside the store"),
    ("content/errors.py", "from content.model import Briefing", "content is built in layers"),
    ("tui/widgets/__init__.py", "def f():\n    from tui.screens import reading", "widgets report, screens decide"),
    ("tui/settings.py", "def f():\n    import textual.color", "what runs without a screen"),
]


def lint_imports(folder: Path) -> str:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=120)
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("tui", "content"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_contracts_are_kept_and_a_breach_of_each_is_caught(copy: Path) -> None:
    assert " 0 broken" in lint_imports(copy)
    contracts = project()["tool"]["importlinter"]["contracts"]
    for contract in contracts:
        assert any(contract["name"].startswith(name) for _, _, name in VIOLATIONS), contract["name"]
    for path, line, name in VIOLATIONS:
        module = copy / path
        text = module.read_text(encoding="utf-8")
        module.write_text(f"{text}\n{line}\n", encoding="utf-8")
        try:
            report = lint_imports(copy)
        finally:
            module.write_text(text, encoding="utf-8")
        assert re.search(rf"^{re.escape(name)}.* BROKEN", report, re.MULTILINE), (path, line, report)


# House rules


def broad(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes whatever comes and does not raise it again."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {node.id if isinstance(node, ast.Name) else "" for node in caught if node is not None}
    if handler.type is not None and not names & {"Exception", "BaseException"}:
        return False
    return not (isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None)


def refuses(path: Path, handler: ast.ExceptHandler) -> bool:
    """Whether a reader of files makes a refusal of whatever a parser raises."""
    return path.parent.name == "importers" and isinstance(handler.body[-1], ast.Raise)


def test_nothing_swallows_every_exception_outside_the_command_line() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path.name != "cli.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and broad(node) and not refuses(path, node)
    ]
    assert found == []


def test_a_module_is_named_for_what_it_is() -> None:
    assert [path for path in SOURCES if re.search(r"util|helper|manager|common|misc", path.stem)] == []


def test_every_module_and_every_public_class_and_function_says_what_one_gets() -> None:
    silent = []
    for path in SOURCES:
        module = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(module):
            silent.append(str(path.relative_to(ROOT)))
        for node in module.body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert silent == []


def test_no_text_goes_to_the_screen_through_markup() -> None:
    """Widgets of Textual that take markup would obey what a briefing says."""
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "tui")
        for word in ("Static(", "Label(", ".notify(", "border_title", "from_markup")
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []
