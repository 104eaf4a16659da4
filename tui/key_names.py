"""The names of keys: what a reader may write for a key, and what the table of commands calls it."""

from __future__ import annotations

from contextlib import suppress

from tui.keymap import SHOWN_KEYS

MODIFIERS = ("alt", "ctrl", "shift", "super")
"""The modifiers in the order in which Textual writes them."""

NAMED_KEYS = frozenset(
    """up down left right home end pageup pagedown insert delete backspace enter escape tab space
    f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24""".split()  # noqa: SIM905
)
"""The keys that have a name instead of a character."""

_AS_SHOWN = {shown: key for key, shown in SHOWN_KEYS.items()}
_BY_NAME = {
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "/": "slash",
    "@": "@",
}
"""Characters that a terminal can send with ctrl, by Textual's name for them."""


def read_key(name: str) -> str | None:
    """The key that a reader means, as the table of commands writes it; None where there is no such key.

    A key may be written as it is typed, by its name, or as help shows it; modifiers in any order, either case.
    """
    if len(name) == 1:
        return _AS_SHOWN.get(name) or ("space" if name == " " else name if name.isprintable() else None)
    *before, last = [*name[:-1].split("+"), name[-1]] if name.endswith("++") else name.split("+")
    modifiers = {modifier.strip().lower() for modifier in before if modifier}
    if not modifiers <= set(MODIFIERS):
        return None
    base = last.strip()
    base = _AS_SHOWN.get(base.lower(), base)
    if len(base) == 1:
        return _character_key(base, modifiers)
    base = base.lower()
    if base not in NAMED_KEYS and base not in _BY_NAME.values():
        return None
    if base not in NAMED_KEYS and "ctrl" not in modifiers:
        return None
    return "+".join([*sorted(modifiers), base])


def _character_key(character: str, modifiers: set[str]) -> str | None:
    """A character with modifiers; capitals count with alt, as a terminal tells them apart there and with ctrl not."""
    if not character.isprintable():
        return None
    if modifiers == {"shift"}:
        return character.upper() if character.isalpha() else None
    if character.isalnum():
        if character.isupper() and "alt" in modifiers and "ctrl" not in modifiers:
            modifiers = modifiers | {"shift"}
        base: str | None = character.lower()
    else:
        base = _BY_NAME.get(character) if "ctrl" in modifiers else None
        if character == "[" and modifiers == {"ctrl"}:
            base = "["  # only to be refused by its reason
    return "+".join([*sorted(modifiers), base]) if base else None


def correct_key(name: str) -> str:
    """What to write instead of a name that `read_key` does not know."""
    from difflib import get_close_matches
    from unicodedata import lookup

    with suppress(KeyError):
        return f"write the character itself, '{lookup(name.replace('_', ' '))}'"
    *modifiers, base = name.lower().split("+")
    if not {modifier for modifier in modifiers if modifier} <= set(MODIFIERS):
        return f"the modifiers are {', '.join(MODIFIERS)}"
    if modifiers == ["shift"] and len(base) == 1:
        return "write the character that it types"
    found = get_close_matches(base[:40], sorted(NAMED_KEYS), 1, 0.6)
    if found:
        return f"did you mean '{'+'.join([*modifiers, found[0]])}'?"
    return "write a character, or a name as in 'ctrl+d' or 'pagedown'"
