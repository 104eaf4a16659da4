"""Makes the word lists that come from elsewhere, in content/drafting/words; SOURCES.md there names each source.

    python tests/data/make_word_lists.py SCOWL_FOLDER

Needs the Python packages `names` 0.3.0 and `babel` 2.18.0, and the folder of SCOWL's word lists (`final` of a release;
Debian's package `scowl` has it as usr/share/dict/scowl). The lists made by hand stand beside them and are not touched;
`hand_places.txt` is read, and its lines are part of `places.txt`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import names
from babel import Locale

WORDS = Path(__file__).parents[2] / "content/drafting/words"
FIRST_NAMES = 1000
"""Of each of the two lists; beyond it most are rare, and many are words."""
SURNAMES = 4000


def main(scowl: Path) -> None:
    write("first_names.txt", [name for sex in ("male", "female") for name in census(f"{sex}.first", FIRST_NAMES)])
    write("surnames.txt", census("all.last", SURNAMES))
    write("places.txt", [*territories(), *(Path(__file__).parent / "hand_places.txt").read_text("utf-8").splitlines()])
    write("common_words.txt", common_words(scowl))


def census(kind: str, limit: int) -> list[str]:
    lines = (Path(names.__file__).parent / f"dist.{kind}").read_text("ascii").splitlines()
    return [line.split()[0].lower() for line in lines[:limit]]


def territories() -> list[str]:
    english = Locale("en").territories
    found = []
    for code, name in english.items():
        if not code.isdigit() and not name.startswith(("Pseudo", "Unknown")) and "(" not in name:
            found.append(name.replace("’", "'"))
            found.append(name.replace("St.", "Saint").replace("&", "and").replace("’", "'"))
    return found


def common_words(scowl: Path) -> list[str]:
    found = []
    for size in ("10", "20"):
        for dialect in ("english", "american", "british"):
            path = scowl / f"{dialect}-words.{size}"
            if path.exists():
                found += [w for w in path.read_text("latin-1").split() if w.isascii() and w.isalpha() and len(w) > 1]
    return found


def write(name: str, words: list[str]) -> None:
    (WORDS / name).write_text("".join(f"{word}\n" for word in sorted({w for w in words if w})), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
