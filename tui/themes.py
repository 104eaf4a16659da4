"""The colours: two themes made for reading at length, and the colours of a page of text for these and any other theme.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): body text has 7:1 on everything it
is drawn on, dimmed and coloured text 4.5:1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from textual.color import Color
from textual.design import (
    DEFAULT_DARK_BACKGROUND,
    DEFAULT_DARK_SURFACE,
    DEFAULT_LIGHT_BACKGROUND,
    DEFAULT_LIGHT_SURFACE,
)
from textual.theme import Theme

from content.errors import ContentError
from tui.contrast import Rgb, blend, opposite, strengthen, tint
from tui.settings import place_of

TEXT_CONTRAST = 7.0
"""The least contrast of body text, WCAG level AAA."""

INK_CONTRAST = 4.5
"""The least contrast of dimmed and coloured text, WCAG level AA."""


class ReadingColours(NamedTuple):
    """The colours that lists and texts are drawn with, as Rich reads them: `#rrggbb`, or the terminal's own by name.

    Only the ANSI themes have names in here: there the terminal decides, and no contrast can be promised.

    Args:
        background: behind entries and source.
        bar: behind the line of keys and the tabs.
        marked: behind the sentences that the entry under the cursor cites.
        cursor: behind the row under the cursor.
        cursor_idle: the same on the side that does not have the keyboard.
        found: behind what a search found, with `found_text` on it.
        accent_block: behind the name of the open tab, with `on_accent` on it.
        text: the body of the text.
        dim: what may be overlooked.
        number: the numbers of sentences.
        accent: what is active, and the keys.
        figure: amounts, dates and counts.
        quote: what somebody said, word for word.
        warning: what is wrong or missing.
        frame: the lines around a side.
    """

    background: str
    bar: str
    marked: str
    cursor: str
    cursor_idle: str
    found: str
    found_text: str
    accent_block: str
    on_accent: str
    text: str
    dim: str
    number: str
    accent: str
    figure: str
    quote: str
    warning: str
    frame: str


def _variables(colours: ReadingColours) -> dict[str, str]:
    """The variables of our own themes: the colours of the page, and those of Textual's widgets that would stand out."""
    return {
        **css_variables(colours),
        "block-cursor-background": colours.accent_block,
        "block-cursor-foreground": colours.on_accent,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": colours.cursor,
        "block-cursor-blurred-foreground": colours.text,
        "block-hover-background": colours.cursor_idle,
        "border": colours.accent,
        "border-blurred": colours.frame,
        "footer-key-foreground": colours.accent,
        "input-selection-background": colours.marked,
        "screen-selection-background": colours.marked,
        "scrollbar": colours.frame,
        "scrollbar-hover": colours.dim,
        "scrollbar-active": colours.accent,
        "scrollbar-background": colours.background,
        "link-color": colours.accent,
    }


def css_variables(colours: ReadingColours) -> dict[str, str]:
    """The colours as variables for style sheets: `$readout-marked` and so on, the ANSI ones by Textual's names."""
    values = colours._asdict()
    return {
        f"readout-{name.replace('_', '-')}": value if value.startswith("#") else f"ansi_{value}"
        for name, value in values.items()
    }


_DARK = ReadingColours(
    background="#1c1a17",
    bar="#26231f",
    marked="#3b3118",
    cursor="#37332d",
    cursor_idle="#292622",
    found="#e3bd6c",
    found_text="#1c1a17",
    accent_block="#d9a85b",
    on_accent="#1c1a17",
    text="#ddd5c6",
    dim="#a79e8f",
    number="#a79e8f",
    accent="#d9a85b",
    figure="#e2bf7f",
    quote="#a9c39a",
    warning="#e8957f",
    frame="#5b544a",
)

_LIGHT = ReadingColours(
    background="#f6f1e6",
    bar="#ece4d4",
    marked="#f3dfa6",
    cursor="#e4dac6",
    cursor_idle="#eee7d9",
    found="#e0a93a",
    found_text="#1f1b16",
    accent_block="#7d4708",
    on_accent="#fbf7ee",
    text="#2b2721",
    dim="#615a4e",
    number="#615a4e",
    accent="#7d4708",
    figure="#7a3f12",
    quote="#315a34",
    warning="#9a2f20",
    frame="#b5aa97",
)

READOUT_DARK = Theme(
    name="readout-dark",
    dark=True,
    primary="#d9a85b",
    secondary="#8fb0bf",
    accent="#d9a85b",
    warning="#e2b35f",
    error="#e8957f",
    success="#a9c39a",
    foreground="#ddd5c6",
    background="#1c1a17",
    surface="#211f1b",
    panel="#26231f",
    variables=_variables(_DARK),
)

READOUT_LIGHT = Theme(
    name="readout-light",
    dark=False,
    primary="#7d4708",
    secondary="#2f5a70",
    accent="#7d4708",
    warning="#7a4f00",
    error="#9a2f20",
    success="#315a34",
    foreground="#2b2721",
    background="#f6f1e6",
    surface="#f1ebde",
    panel="#ece4d4",
    variables=_variables(_LIGHT),
)

THEMES = (READOUT_DARK, READOUT_LIGHT)
"""Readout's own themes; the first is the one that a reader starts with."""

_OWN = {READOUT_DARK.name: _DARK, READOUT_LIGHT.name: _LIGHT}

_ANSI_DARK = ReadingColours(
    background="default",
    bar="default",
    marked="#00005f",
    cursor="#3a3a3a",
    cursor_idle="#262626",
    found="bright_yellow",
    found_text="black",
    accent_block="cyan",
    on_accent="black",
    text="default",
    dim="default",
    number="default",
    accent="bright_cyan",
    figure="bright_yellow",
    quote="bright_green",
    warning="bright_red",
    frame="bright_black",
)

_ANSI_LIGHT = ReadingColours(
    background="default",
    bar="default",
    marked="#ffffaf",
    cursor="#dadada",
    cursor_idle="#eeeeee",
    found="yellow",
    found_text="black",
    accent_block="blue",
    on_accent="bright_white",
    text="default",
    dim="default",
    number="default",
    accent="blue",
    figure="red",
    quote="blue",
    warning="red",
    frame="bright_black",
)


def choose_theme(name: str, known: Collection[str], path: Path | None = None) -> tuple[str, str]:
    """The theme to use for a name, and a sentence that says why it is another one; empty where the name is known.

    Args:
        name: what the settings say.
        known: the themes there are.
        path: the file of the settings, for the sentence to name.
    """
    if name in known:
        return name, ""
    from difflib import get_close_matches

    found = get_close_matches(name[:80], sorted(known), 1, 0.5)
    remedy = f"did you mean '{found[0]}'?" if found else "choose one with the command Theme"
    shown = name[:40] if name.isprintable() else ascii(name[:40])
    where = place_of(path, "theme") if path else "theme"
    return READOUT_DARK.name, str(ContentError(f"there is no theme '{shown}'", where=where, remedy=remedy))


def palette_of(theme: Theme) -> ReadingColours:
    """The colours of a page in any theme: those that it names itself, the others blended from its own.

    What would be hard to read is brought to its least contrast by moving it towards black or white.
    """
    if theme.name in _OWN and theme in THEMES:
        return _OWN[theme.name]
    base = (_ANSI_DARK if theme.dark else _ANSI_LIGHT) if theme.ansi else _blended(theme)
    return _named(base, theme.variables)


def _named(colours: ReadingColours, variables: Mapping[str, str]) -> ReadingColours:
    """The colours with those that the theme's own variables name in their place."""
    named = {
        name: variables[variable]
        for name in colours._fields
        if (variable := f"readout-{name.replace('_', '-')}") in variables
    }
    if not named:
        return colours
    return colours._replace(**named)


def _blended(theme: Theme) -> ReadingColours:
    background = _rgb(theme.background, DEFAULT_DARK_BACKGROUND if theme.dark else DEFAULT_LIGHT_BACKGROUND)
    surface = _rgb(theme.surface, DEFAULT_DARK_SURFACE if theme.dark else DEFAULT_LIGHT_SURFACE)
    primary = _rgb(theme.primary, "")
    accent = _rgb(theme.accent, theme.primary)
    warning = _rgb(theme.warning, theme.primary)
    quote = _rgb(theme.success, theme.secondary or theme.primary)
    error = _rgb(theme.error, theme.secondary or theme.primary)
    panel = _rgb(theme.panel, "") if theme.panel else blend(surface, primary, 0.1)
    pole = opposite(background)
    given = _rgb(theme.foreground, Color(*background).inverse.hex)

    least_visible = [blend(background, pole, 0.1), blend(background, accent, 0.18)]
    text = strengthen(given, [background, *least_visible], TEXT_CONTRAST, pole)
    bar = tint(background, panel, text, TEXT_CONTRAST, (1.0, 0.8, 0.6, 0.4, 0.2))
    cursor = tint(background, pole, text, TEXT_CONTRAST, (0.16, 0.13, 0.1))
    cursor_idle = blend(background, cursor, 0.45)
    marked = tint(background, accent, text, TEXT_CONTRAST, (0.32, 0.28, 0.23, 0.18))
    papers = [background, bar, cursor, cursor_idle, marked]

    def ink(colour: Rgb) -> str:
        return _hex(strengthen(colour, papers, INK_CONTRAST, pole))

    found_text = opposite(warning)
    found = strengthen(warning, [found_text], TEXT_CONTRAST, opposite(found_text))
    on_accent = opposite(accent)
    return ReadingColours(
        background=_hex(background),
        bar=_hex(bar),
        marked=_hex(marked),
        cursor=_hex(cursor),
        cursor_idle=_hex(cursor_idle),
        found=_hex(found),
        found_text=_hex(found_text),
        accent_block=_hex(accent),
        on_accent=_hex(on_accent),
        text=_hex(text),
        dim=ink(blend(text, background, 0.4)),
        number=ink(blend(text, background, 0.4)),
        accent=ink(accent),
        figure=ink(warning),
        quote=ink(quote),
        warning=ink(error),
        frame=_hex(blend(background, text, 0.3)),
    )


def _rgb(colour: str | None, otherwise: str) -> Rgb:
    red, green, blue = Color.parse(colour or otherwise).rgb
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
