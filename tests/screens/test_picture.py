"""The picture in the README is what the program shows."""

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURE = runpy.run_path(str(ROOT / "tests" / "picture.py"))


async def test_the_picture_in_the_readme_is_the_screen_of_the_program() -> None:
    kept = PICTURE["PICTURE"].read_text("utf-8")
    assert words(await PICTURE["drawn"]()) == words(kept), "run: python tests/picture.py"


def test_the_picture_fetches_nothing_and_is_small() -> None:
    kept = PICTURE["PICTURE"].read_text("utf-8")
    assert not re.findall(r"https?://", kept.replace("http://www.w3.org/2000/svg", ""))
    assert len(kept) < 60_000
    assert ".github/screen.svg" in (ROOT / "README.md").read_text("utf-8")


def words(svg: str) -> list[str]:
    """The lines of text of a picture, in order."""
    return [re.sub(r"<[^>]+>", "", line) for line in re.findall(r"<text[^>]*>.*?</text>", svg)]
