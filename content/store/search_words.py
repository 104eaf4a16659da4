"""Texts folded as the search index folds them, asked of SQLite itself, so that both always agree on what a word is.

Case, accents and punctuation do not count: `Élysée’s` is the words `elysee` and `s`. How each character is taken does
not depend on those around it (https://sqlite.org/fts5.html#unicode61_tokenizer).
"""

from __future__ import annotations

import re
import sqlite3
from threading import Lock
from typing import NamedTuple

_STRANGE = re.compile(r"[^\x00-\x7f]")

_WORD = re.compile(r"[^ ]+")

_FEW = 40
"""Up to so many different characters outside ASCII it is quicker to replace one after the other."""


class _Folds(dict[int, str]):
    """What stands in the index for a character: itself, another, nothing, or a blank for what parts words."""

    def __init__(self) -> None:
        super().__init__({code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)})
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None

    def __missing__(self, code: int) -> str:
        if 0xD800 <= code <= 0xDFFF:  # no text with it is ever in a library
            return " "
        with self._lock:
            if self._connection is None:
                self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                self._connection.execute(
                    "CREATE VIRTUAL TABLE asked USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')"
                )
                self._connection.execute("CREATE VIRTUAL TABLE told USING fts5vocab ('asked', 'row')")
            self._connection.execute("DELETE FROM asked")
            self._connection.execute("INSERT INTO asked VALUES (?)", (f"x{chr(code)}x",))
            words = [row[0] for row in self._connection.execute("SELECT term FROM told")]
        # One word: the character is a part of it, or a mark that was dropped.
        fold = " " if words == ["x"] else words[0][1:-1]
        self[code] = fold
        return fold


_FOLDS = _Folds()
_ASCII = "".join([_FOLDS[code] for code in range(128)]).encode("ascii") + bytes(range(128, 256))


class Word(NamedTuple):
    """A word as it is indexed, and where it stands in the text: code points, end exclusive."""

    folded: str
    start: int
    end: int


def folded(text: str) -> str:
    """The text with each character as the index has it; of another length where it has marks that are dropped."""
    if not text.isascii():
        strange = set(_STRANGE.findall(text))
        if len(strange) <= _FEW:
            for each in strange:
                text = text.replace(each, _FOLDS[ord(each)])
    if text.isascii():  # nearly all text by now
        return text.encode("ascii").translate(_ASCII).decode("ascii")
    return text.translate(_FOLDS)


def spaced(text: str) -> str:
    """The words of a folded text, with one blank before, between and behind them: a phrase in it is a part of it."""
    return f" {' '.join(text.split())} "


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are indexed."""
    return tuple(folded(text).split())


def placed_words(text: str) -> list[Word]:
    """The words of a text with their places."""
    whole = folded(text)
    if len(whole) == len(text):
        return [Word(found[0], *found.span()) for found in _WORD.finditer(whole)]
    words: list[Word] = []
    letters: list[str] = []
    start = end = 0
    for at, character in enumerate(text):
        fold = _FOLDS[ord(character)]
        if fold == " ":
            if letters:
                words.append(Word("".join(letters), start, end))
                letters = []
        elif fold or letters:
            if not letters:
                start = at
            letters.append(fold)
            end = at + 1
    if letters:
        words.append(Word("".join(letters), start, end))
    return words
