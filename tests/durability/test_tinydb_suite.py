"""TinyDB's own tests, from the version that is installed, run against the store; those that do not apply say why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

CACHE = "the store has no query cache: it would be stale across windows"
REPR = "it is about the words of repr(), which name TinyDB's own classes"
STORAGE = "it is about TinyDB's own storages; the store has one, and takes no other"
MIDDLEWARE = "it is about a middleware around TinyDB's own storages"
YAML = "it needs PyYAML, and is about a storage of its own"
FOLDERS = "TinyDB refuses a missing folder; the store makes it"

NOT_OURS = {
    "test_middlewares.py::test_caching_json_write": MIDDLEWARE,
    "test_middlewares.py::test_caching_read": MIDDLEWARE,
    "test_storages.py::test_custom_with_exception": STORAGE,
    "test_storages.py::test_json_invalid_directory": FOLDERS,
    "test_storages.py::test_json_kwargs": "it is about how the text of TinyDB's JSON file is laid out",
    "test_storages.py::test_json_read": "it is about access modes of TinyDB's JSON file; the store has none of them",
    "test_storages.py::test_read_once": "it counts how often TinyDB reads the whole of a storage; the store never does",
    "test_storages.py::test_yaml": YAML,
    "test_tables.py::test_lru_cache": CACHE,
    "test_tables.py::test_query_cache": CACHE,
    "test_tables.py::test_query_cache_size": CACHE,
    "test_tables.py::test_table_repr": REPR,
    "test_tinydb.py::test_access_storage": STORAGE,
    "test_tinydb.py::test_empty_write": MIDDLEWARE,
    "test_tinydb.py::test_query_cache": CACHE,
    "test_tinydb.py::test_repr": REPR,
    "test_tinydb.py::test_search": CACHE,
    "test_tinydb.py::test_search_path": CACHE,
    "test_tinydb.py::test_storage_access": STORAGE,
    "test_tinydb.py::test_storage_closed_once": STORAGE,
}
"""Every test of TinyDB's that does not pass, with the reason. The rest passes."""


def fetch(to: Path) -> Path:
    """TinyDB's tests, from the source of the installed version as PyPI has it."""
    wanted = f"tinydb=={version('tinydb')}"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", "tinydb", wanted, "--dest", str(to)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, (
        f"this test fetches the source of {wanted} through pip, and that failed; it needs the network: {done.stderr}"
    )
    (source,) = to.glob("tinydb-*.tar.gz")
    with tarfile.open(source) as archive:
        members = [each for each in archive.getmembers() if "/tests/" in each.name and each.isfile()]
        archive.extractall(to, members, filter="data")
    (tests,) = to.glob("tinydb-*/tests")
    return tests


def outcomes(tests: Path, folder: Path) -> list[dict[str, Any]]:
    """What became of each of the tests when they ran against the store."""
    told = folder / "outcomes"
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(folder / "pytest.ini"), "--rootdir", str(tests)]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "integer_ids", f"--basetemp={folder / 'temp'}", "."]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"PYTHONPATH": str(HERE), "READOUT_OUTCOMES": str(told)}
    done = subprocess.run(command, cwd=tests, env=environment, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]


def test_tinydbs_own_tests_pass_but_for_those_that_do_not_apply(tmp_path: Path) -> None:
    ran = outcomes(fetch(tmp_path), tmp_path)
    passed = {each["test"] for each in ran if each["passed"]}
    failed = {each["test"].split("[")[0]: each["why"] for each in ran if not each["passed"]}
    unexpected = [f"{name}: {' '.join(why)}" for name, why in failed.items() if name not in NOT_OURS]
    assert unexpected == []
    assert {name for name in NOT_OURS if name not in failed} == set(), "these pass, and are listed as if they did not"
    assert len(passed) >= 180
    assert sum(each["opened"] for each in ran if each["passed"]) >= 130, "few of them met the store"
