"""What `tui.lean` leaves out of Textual is what Textual's own modules take from there, and nothing more."""

import ast
import subprocess
import sys
from pathlib import Path

import textual

from tui.lean import NAMES, PALETTE


def test_the_stand_in_has_every_name_that_textual_takes_from_its_palette_while_it_is_imported() -> None:
    folder = Path(textual.__file__).parent
    taken: set[str] = set()
    for module in ("app.py", "theme.py"):
        tree = ast.parse((folder / module).read_text("utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module == PALETTE:
                taken |= {name.name for name in node.names}
    assert taken
    assert taken <= set(NAMES)


def test_a_lean_import_leaves_the_palette_and_ssl_out_and_both_can_be_had_afterwards() -> None:
    code = (
        "import sys\n"
        "from tui.lean import import_textual\n"
        "import_textual()\n"
        "assert 'textual.app' in sys.modules\n"
        "assert 'textual.command' not in sys.modules and 'ssl' not in sys.modules, sorted(sys.modules)\n"
        "import textual.command, ssl\n"
        "assert issubclass(textual.command.CommandPalette, object) and ssl.OPENSSL_VERSION\n"
        "import tui.app\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
