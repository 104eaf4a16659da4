"""The colours are legible in every theme, and cost nothing to speak of."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color as RichColor
from textual.app import App
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui.contrast import contrast as contrast_of
from tui.themes import (
    READOUT_DARK,
    THEMES,
    choose_theme,
    css_variables,
    palette_of,
)

EVERY = [*THEMES, *BUILTIN_THEMES.values()]
COLOURED = [theme for theme in EVERY if not theme.ansi]


def contrast(one: str, other: str) -> float:
    return contrast_of(Color.parse(one).rgb, Color.parse(other).rgb)


PAPERS = ("background", "bar", "marked", "cursor", "cursor_idle")
INKS = ("dim", "number", "accent", "figure", "quote", "warning")


def name_of(theme: Theme) -> str:
    return theme.name


def test_contrast_agrees_with_the_known_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", COLOURED, ids=name_of)
def test_text_has_seven_to_one_on_everything_it_is_drawn_on(theme: Theme) -> None:
    colours = palette_of(theme)
    weak = {p: contrast(colours.text, getattr(colours, p)) for p in PAPERS}
    assert min(weak.values()) >= 7.0, weak
    assert contrast(colours.found_text, colours.found) >= 7.0


@pytest.mark.parametrize("theme", COLOURED, ids=name_of)
def test_coloured_and_dim_text_has_four_and_a_half_to_one(theme: Theme) -> None:
    colours = palette_of(theme)
    weak = {(i, p): contrast(getattr(colours, i), getattr(colours, p)) for i in INKS for p in PAPERS}
    assert min(weak.values()) >= 4.5, weak
    assert contrast(colours.on_accent, colours.accent_block) >= 4.5


@pytest.mark.parametrize("theme", COLOURED, ids=name_of)
def test_marks_cursor_and_frame_can_be_told_from_the_page(theme: Theme) -> None:
    colours = palette_of(theme)
    assert contrast(colours.marked, colours.background) >= 1.1
    assert contrast(colours.cursor, colours.background) >= 1.1
    assert contrast(colours.frame, colours.background) >= 1.5
    assert colours.marked != colours.cursor


@pytest.mark.parametrize("theme", THEMES, ids=name_of)
def test_our_own_themes_keep_the_contrasts_in_textuals_own_widgets(theme: Theme) -> None:
    made = theme.to_color_system().generate()
    for paper in ("background", "surface", "panel"):
        assert contrast(made["foreground"], made[paper]) >= 7.0
        for ink in ("primary", "secondary", "accent", "warning", "error", "success"):
            assert contrast(made[ink], made[paper]) >= 4.5, (ink, paper)
    assert contrast(made["block-cursor-foreground"], made["block-cursor-background"]) >= 7.0
    assert contrast(made["foreground"], made["input-selection-background"]) >= 7.0
    assert contrast(made["footer-key-foreground"], made["footer-background"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=name_of)
def test_the_page_has_the_background_of_its_theme(theme: Theme) -> None:
    colours = palette_of(theme)
    assert (colours.background, colours.text, colours.bar) == (theme.background, theme.foreground, theme.panel)


@pytest.mark.parametrize("theme", EVERY, ids=name_of)
def test_every_colour_can_be_read_by_rich_and_every_variable_by_textual(theme: Theme) -> None:
    colours = palette_of(theme)
    for name in colours._fields:
        RichColor.parse(getattr(colours, name))
    for name, value in css_variables(colours).items():
        assert name.startswith("readout-")
        Color.parse(value)


def test_an_ansi_theme_leaves_text_and_page_to_the_terminal() -> None:
    for name in ("ansi-dark", "ansi-light"):
        colours = palette_of(BUILTIN_THEMES[name])
        assert colours.text == colours.background == "default"


def test_a_theme_may_name_our_colours_itself() -> None:
    theme = Theme(name="own", primary="#336699", variables={"readout-cursor-idle": "#123456"})
    assert palette_of(theme).cursor_idle == "#123456"


def test_a_theme_without_any_colours_but_one_is_legible() -> None:
    for dark in (True, False):
        colours = palette_of(Theme(name="bare", primary="#777777", foreground="#808080", dark=dark))
        assert contrast(colours.text, colours.background) >= 7.0


def test_an_unknown_theme_is_named_and_the_first_of_ours_is_used(tmp_path: Path) -> None:
    known = [theme.name for theme in EVERY]
    assert choose_theme("nord", known) == ("nord", "")
    name, problem = choose_theme("gruvbx", known)
    assert name == READOUT_DARK.name
    assert problem == "theme: there is no theme 'gruvbx'; did you mean 'gruvbox'?"
    path = tmp_path / "config.toml"
    path.write_text("# mine\ntheme = 'gruvbx'\n")
    assert choose_theme("gruvbx", known, path)[1].startswith(f"{path}, line 2, theme: there is no theme")
    assert "\x1b" not in choose_theme("\x1b]0;x\x07", known)[1]


async def test_an_app_takes_our_themes_beside_textuals_own() -> None:
    app: App[None] = App()
    for theme in THEMES:
        app.register_theme(theme)
    async with app.run_test() as pilot:
        for theme in EVERY:
            app.theme = theme.name
            await pilot.pause()
        assert app.theme in app.available_themes
