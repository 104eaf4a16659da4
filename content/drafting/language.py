"""In which language a text is written, as far as drafting must know it: in English or not."""

from __future__ import annotations

from content.drafting.word_lists import word_list
from content.language import is_english as is_english_by


def is_english(text: str) -> bool:
    """Whether a text is written in English, see `content.language.is_english`; common words are known here."""
    return is_english_by(text, word_list("common_words").__contains__)
