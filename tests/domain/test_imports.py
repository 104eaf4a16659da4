"""`content` stands alone: whatever is imported from it, in whatever order, the terminal side is not."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import content

MODULES = sorted(module.name for module in pkgutil.walk_packages(content.__path__, "content."))


def fresh(code: str) -> str:
    """What a new interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_every_module_is_looked_at() -> None:
    assert {"content.model", "content.links", "content.check", "content.exports.markdown"} <= set(MODULES)
    assert {"content.importers.briefing_file", "content.bundled"} <= set(MODULES)


def test_all_of_content_imports_nothing_of_the_terminal() -> None:
    imports = "\n".join(f"import {name}" for name in MODULES)
    banned = fresh(f"{imports}\nimport sys\nprint(sorted({{'tui', 'textual', 'rich'}} & set(sys.modules)))")
    assert banned == "[]\n"


@pytest.mark.parametrize("name", MODULES)
def test_each_module_can_be_imported_first(name: str) -> None:
    assert fresh(f"import {name}, sys; print('textual' in sys.modules, 'fastjsonschema' in sys.modules)") == (
        "False False\n"
    )


def test_the_bundled_briefing_is_read_without_a_validator_or_a_store() -> None:
    code = """if True:
        import sys
        from content.bundled import bundled_briefing
        bundled_briefing()
        print([m for m in ("fastjsonschema", "orjson", "tinydb", "sqlite3", "importlib.resources") if m in sys.modules])
    """
    assert fresh(code) == "[]\n"
