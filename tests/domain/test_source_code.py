"""Source code is no article and is refused by name; no article is taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import ImportRefused
from content.importers.disk import find_files
from content.importers.files import read_bytes
from content.importers.source_code import is_code

PROSE = "The two ministers met in Lisbon on Tuesday and agreed to meet again in the spring, officials said."
PYTHON = """import os, re
from pathlib import Path

NAMES = ["a", "b"]

def read(path):
    with open(path) as file:
        return file.read()

for name in NAMES:
    print(read(Path(name)))
"""
SHELL = """#!/bin/sh
set -e
for each in *.txt; do
  echo "$each"
done
"""
SCRIPT = """const fs = require('fs');
function read(path) {
  return fs.readFileSync(path);
}
// all of them
module.exports = { read };
"""
C = """#include <stdio.h>

int main(void) {
    int count = 3;
    printf("%d\\n", count);
    return 0;
}
"""
LABELLED = sorted((Path(__file__).parents[1] / "data").glob("**/*.txt"))


@pytest.mark.parametrize("code", [PYTHON, SHELL, SCRIPT, C], ids=["Python", "shell", "JavaScript", "C"])
def test_source_code_is_refused_by_name_whatever_its_file_is_called(code: str) -> None:
    with pytest.raises(ImportRefused, match=r"notes\.txt: it is source code; import the text"):
        read_bytes(code.encode(), "notes.txt")


@pytest.mark.parametrize("name", ["a.py", "a.JS", "a.sh", "a.c", "a.rs"])
def test_a_file_that_is_named_as_code_is_refused_and_passed_over_in_a_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="it is source code"):
        read_bytes(PROSE.encode(), name)
    (tmp_path / name).write_text(PROSE)
    (tmp_path / "a.txt").write_text(PROSE)
    assert find_files(tmp_path) == [tmp_path / "a.txt"]


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_no_labelled_article_is_taken_for_code(path: Path) -> None:
    assert not is_code(path.read_bytes()[:8192])


@pytest.mark.parametrize(
    "text",
    [
        "The ministers agreed to\n- open the border;\n- return the envoys;\n- let grain pass;\n- meet again.\n",
        "import duties rose\nexport duties fell\nfor two years\nif nothing is done\nelse\n",
        "Date: 5 March\nPlace: Lisbon\nWith: Portugal\nOn: grain\n",
    ],
)
def test_lists_headings_and_fields_are_no_code(text: str) -> None:
    assert not is_code(text.encode())


@given(st.binary(max_size=400))
def test_any_bytes_are_looked_at(head: bytes) -> None:
    assert is_code(head) in (True, False)
    assert not is_code(PROSE.encode() + b"\n" + PROSE.encode())
