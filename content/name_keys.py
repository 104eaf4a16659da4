"""Names made comparable: the key that all spellings of one name share, and the words by which it is looked for."""

from __future__ import annotations

import unicodedata

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def name_key(name: str) -> str:
    """A name without case, accents, punctuation and a leading article: "Kim Jong-un" is "kim jong un".

    Never empty for a text that is not: what has neither letters nor digits is its own key.
    """
    words = name.replace("’", "'").replace("‘", "'")
    if not words.isascii():
        # Twice: what a letter is taken apart into may be capitals, and what those are folded to may have accents.
        words = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
        words = "".join([c for c in words if not unicodedata.combining(c)]).replace("’", "'")
    words = words.casefold()
    kept = "".join([c if c.isalnum() or c in "'&" else "" if c == "." else " " for c in words])
    parts = [part.removesuffix("'s").replace("'", "") for part in kept.split()]
    parts = [part for part in parts if part]
    while len(parts) > 1 and parts[0] == "the":
        del parts[0]
    return " ".join(parts) or name.casefold().strip() or name


def names_in_full(key: str) -> str:
    """A key without initials and suffixes: "joseph r biden jr" is "joseph biden"; itself where nothing is left."""
    words = [word for word in key.split() if len(word) > 1 and word not in _SUFFIXES]
    return " ".join(words) or key


def is_lone(key: str) -> bool:
    """Whether a key is one word, which several people may bear: a surname, or a title with it."""
    return len([word for word in key.split() if word not in _titles() and word not in _SUFFIXES]) < 2


def without_titles(key: str) -> str:
    """A key without the titles and offices before the name: "president xi" is "xi"; itself where nothing is left."""
    words = key.split()
    while len(words) > 1 and words[0] in _titles():
        del words[0]
    return " ".join(words)


def holds(text: str, key: str) -> bool:
    """Whether the words of a key stand in a row in a text that was made comparable by `name_key`."""
    return f" {key} " in f" {text} "


def search_words(key: str) -> list[str]:
    """The words under which a key is filed: each as it is, and as it sounds, see `sound_mark`."""
    words = dict.fromkeys(key.split())
    return [*words, *dict.fromkeys([sound_mark(word) for word in words])]


def sound_mark(word: str) -> str:
    """A word in one spelling for all transliterations, marked so that it is no word that anybody types."""
    from content.drafting.aliases import sound

    return f"~{sound(word)}"


def _titles() -> frozenset[str]:
    from content.drafting.word_lists import word_list

    return word_list("honorifics") | word_list("offices")
