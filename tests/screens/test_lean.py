"""What `tui.lean` leaves out of Textual is what Textual's own modules take from there, and nothing more."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import textual

from tui.lean import SELDOM_CALLED, STAND_INS


@pytest.mark.parametrize("module", STAND_INS)
def test_a_stand_in_has_every_name_that_textual_takes_from_the_module_while_it_is_imported(module: str) -> None:
    folder = Path(textual.__file__).parent
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, textual.app; print(*(m.__file__ for m in sys.modules.values()"
         " if getattr(m, '__file__', None) and m.__name__.partition('.')[0] in ('textual', 'rich')), sep='\\n')"],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout.split()  # fmt: skip
    assert str(folder / "app.py") in loaded
    taken: set[str] = set()
    for file in loaded:
        for node in ast.parse(Path(file).read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom) and not node.level and node.module == module:
                taken |= {name.name for name in node.names}
    assert taken == set(STAND_INS[module])


def test_a_lean_import_leaves_the_palette_and_ssl_out_and_both_can_be_had_afterwards() -> None:
    code = (
        "import sys\n"
        "from tui.lean import import_textual\n"
        "import_textual()\n"
        "assert 'textual.app' in sys.modules\n"
        "assert 'textual.command' not in sys.modules and 'ssl' not in sys.modules, sorted(sys.modules)\n"
        "assert 'textual.containers' not in sys.modules and 'rich.table' not in sys.modules\n"
        "import textual.command, textual.widgets._toast, rich.table, ssl\n"
        "assert textual.widgets._toast.ToastRack.DEFAULT_CSS and rich.table.Table().columns == []\n"
        "assert issubclass(textual.command.CommandPalette, object) and ssl.OPENSSL_VERSION\n"
        "import tui.app\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_what_is_seldom_called_is_imported_when_it_is_called_and_does_what_it_always_does() -> None:
    modules = sorted(SELDOM_CALLED)
    code = (
        "import sys\n"
        "from tui.lean import import_textual\n"
        "import_textual()\n"
        f"assert not set({modules}) & set(sys.modules), sorted(sys.modules)\n"
        "import textual.app, textual.notifications, rich.style\n"
        "assert len(textual.app.uuid.uuid4().hex) == 32\n"
        "assert textual.notifications.Notification('a').identity != textual.notifications.Notification('a').identity\n"
        "assert rich.style.Style(meta={'a': 1}).meta == {'a': 1} and rich.style.Style(link='b').link_id\n"
        f"assert set({modules}) <= set(sys.modules)\n"
        "import random, uuid\n"
        "assert random.Random(1).random() and uuid.NAMESPACE_DNS\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_textual_and_rich_call_of_these_modules_only_what_stands_in() -> None:
    import rich

    for folder in (Path(textual.__file__).parent, Path(rich.__file__).parent):
        for name in ("app.py", "notifications.py", "style.py"):
            file = folder / name
            if not file.exists() or (folder.name, name) == ("textual", "style.py"):
                continue
            tree = ast.parse(file.read_text("utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and node.module in SELDOM_CALLED:
                    assert {each.name for each in node.names} <= set(SELDOM_CALLED[node.module])
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    module = node.value.id
                    assert module not in SELDOM_CALLED or node.attr in SELDOM_CALLED[module]
