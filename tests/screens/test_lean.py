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
        [sys.executable, "-c", "import sys, textual.app, textual.drivers.linux_driver; print(*(m.__file__ for m in"
         " sys.modules.values() if getattr(m, '__file__', None) and m.__name__.partition('.')[0] in"
         " ('textual', 'rich', 'platformdirs')), sep='\\n')"],
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
    if module in STAND_INS:
        assert taken == set(STAND_INS[module])
    else:  # a function more costs nothing, and another release may take it
        assert taken and taken <= set(SELDOM_CALLED[module])


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


def test_what_is_seldom_used_is_not_imported_by_a_start_and_is_whole_when_it_is_used() -> None:
    code = (
        "import sys\n"
        "from types import ModuleType\n"
        "from tui.lean import SELDOM_USED, Seldom, import_textual, put_off_what_is_seldom_used\n"
        "put_off_what_is_seldom_used()\n"
        "import content.library\n"
        "import_textual()\n"
        "import tui.app, tui.screens.reading\n"
        "assert all(type(sys.modules[name]) is Seldom for name in SELDOM_USED)\n"
        "assert 'typing_extensions' not in sys.modules\n"
        "import uuid, urllib.parse, ipaddress, mimetypes, platform, typing_extensions\n"
        "assert urllib.parse.urlsplit('http://[::1]/a').hostname == '::1'\n"
        "assert ipaddress.ip_address('::1').is_loopback and platform.python_version() == sys.version.split()[0]\n"
        "assert mimetypes.guess_type('a.html')[0] == 'text/html'\n"
        "import os\n"
        "assert platform.system() == os.uname().sysname\n"
        "assert all(type(sys.modules[name]) is ModuleType for name in SELDOM_USED), 'replaced when used'\n"
        "assert typing_extensions.deprecated.__module__ in ('typing_extensions', 'warnings')\n"
        "import textual.widget\n"
        "try: urllib.parse.urlsplit('http://[no]/')\n"
        "except ValueError: pass\n"
        "else: raise AssertionError\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_every_name_that_textual_takes_from_typing_extensions_is_there_whichever_module_has_it() -> None:
    code = (
        "import sys, typing\n"
        "from tui.lean import _TypingExtensions\n"
        "stand_in = _TypingExtensions('typing_extensions')\n"
        "sys.modules['typing_extensions'] = stand_in\n"
        "assert stand_in.Literal is typing.Literal and stand_in.Self is typing.Self\n"
        "assert sys.modules['typing_extensions'] is stand_in\n"
        "assert stand_in.TypeForm.__module__ == 'typing_extensions' or hasattr(typing, 'TypeForm')\n"
        "try: stand_in.NothingOfTheKind\n"
        "except AttributeError: pass\n"
        "else: raise AssertionError\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
