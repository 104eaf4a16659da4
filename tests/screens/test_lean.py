"""What `tui.lean` leaves out of Textual is what Textual's own modules take from there, and nothing more."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import textual

from tui.lean import SELDOM_CALLED, STAND_INS


@pytest.mark.parametrize("module", [*STAND_INS, *SELDOM_CALLED])
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
            # What is asked of a module later on is not seen here.
            assert not (isinstance(node, ast.Import) and module in [name.name for name in node.names]), file
    assert taken == set((STAND_INS | SELDOM_CALLED)[module])


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
    code = (
        "import sys\n"
        "from tui.lean import import_textual\n"
        "import_textual()\n"
        "from rich.style import Style\n"
        "assert 'pickle' not in sys.modules, sorted(sys.modules)\n"
        "assert Style(meta={'a': 1}).meta == {'a': 1}\n"
        "assert sys.modules['pickle'].loads(sys.modules['pickle'].dumps([1])) == [1]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", [*STAND_INS, *SELDOM_CALLED])
def test_a_textual_that_takes_another_name_from_a_module_left_out_is_imported_whole(module: str) -> None:
    code = (
        "import sys, tui.lean\n"
        f"for table in (tui.lean.STAND_INS, tui.lean.SELDOM_CALLED): table.pop({module!r}, None)\n"
        f"tui.lean.STAND_INS[{module!r}] = ()\n"
        "tui.lean.import_textual()\n"
        f"assert sys.modules[{module!r}].__spec__ is not None\n"
        "import textual.command, rich.table, rich.style, tui.app\n"
        "assert rich.table.Table().columns == [] and rich.style.Style(meta={'a': 1}).meta == {'a': 1}\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
