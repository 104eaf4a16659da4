"""Makes the word lists that come from elsewhere, in content/drafting/words; SOURCES.md there names each source.

    python tests/data/make_word_lists.py SCOWL_FOLDER

Needs the Python packages `names` 0.3.0, `babel` 2.18.0 and `faker` 40.63.0, and the folder of SCOWL's word lists
(`final` of a release; Debian's package `scowl` has it as usr/share/dict/scowl). The lists made by hand stand beside
them and are not touched. `hand_places.txt` is read, and its lines are part of `places.txt`; `hand_given_names.txt` says
which of the names of Faker stay though they are left out by rule (+), and which others go (-), as firms and places.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from unicodedata import combining, normalize

import faker
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
    write("given_names_locales.txt", given_names(scowl))


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


def given_names(scowl: Path) -> set[str]:
    """First names of all locales in Latin script, in ASCII: no English words, and no names of anything better known."""
    hand = (Path(__file__).parent / "hand_given_names.txt").read_text("utf-8").split()
    kept, gone = ({word[1:] for word in hand if word[0] == sign} for sign in "+-")
    words = scowl_words(scowl, 60, "words")
    proper = scowl_words(scowl, 50, "upper") | scowl_words(scowl, 50, "proper-names")
    found = set()
    for name, locales in locale_names().items():
        is_rare = len(name) < 4 and len(locales) < 2
        if name.isascii() and name.isalpha() and not is_rare and name not in words and name not in proper:
            found.add(name)
    return (found | kept) - gone


def locale_names() -> dict[str, set[str]]:
    """Each first name of Faker's, in ASCII, and the locales that have it; those of Iceland are left out."""
    found: dict[str, set[str]] = {}
    for folder in sorted((Path(faker.__file__).parent / "providers/person").iterdir()):
        if not folder.is_dir() or folder.name.startswith("__") or folder.name == "is_IS":
            continue
        provider = import_module(f"faker.providers.person.{folder.name}").Provider
        for field in dir(provider):
            held = getattr(provider, field)
            if field.startswith(("first_name", "middle_name")) and isinstance(held, (list, tuple, dict)):
                for name in held:
                    if re.fullmatch(r"[A-Za-zÀ-ɏḀ-ỿ]{3,}", str(name)):
                        found.setdefault(plain(str(name)), set()).add(folder.name)
    return found


def plain(name: str) -> str:
    letters = "".join(each for each in normalize("NFKD", name.lower()) if not combining(each))
    return letters.translate(str.maketrans("ıłøđ", "ilod"))


def scowl_words(scowl: Path, size: int, kind: str) -> set[str]:
    found: set[str] = set()
    for path in scowl.glob(f"*-{kind}.*"):
        if int(path.suffix[1:]) <= size:
            found |= {word.lower() for word in path.read_text("latin-1").split()}
    return found


def write(name: str, words: Iterable[str]) -> None:
    (WORDS / name).write_text("".join(f"{word}\n" for word in sorted({w for w in words if w})), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
