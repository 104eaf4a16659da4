"""Plain text keeps every word; what its head says of it is taken only where nothing else can be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.importers.plain import read
from content.model import Source

PROSE = "The two ministers met in Lisbon on Tuesday and agreed to meet again in the spring, officials said."
JANE_AND_MAX = "JANE O'NEIL and Max van der Berg"
LABELLED = sorted((Path(__file__).parents[1] / "data").glob("**/*.txt"))


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_the_labelled_articles_come_through_code_point_for_code_point(path: Path) -> None:
    data = path.read_bytes()
    article = read(data, path.name)
    assert article.text == data.decode().removesuffix("\n")
    assert article.original == data and article.media_type == "text/plain"


def test_a_text_that_has_a_paragraph_a_line_keeps_its_headline() -> None:
    text = f"Trade talks in Lisbon\nBy Ana Sousa\n{PROSE}\n{PROSE}"
    article = read(text.encode(), "a.txt")
    assert article.text == text
    assert article.source == Source("Trade talks in Lisbon", "Ana Sousa")


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("Trade talks in Lisbon", Source("Trade talks in Lisbon")),
        ("“We want peace”", Source("“We want peace”")),
        (
            "Why do they talk?\n\nBY JANE O'NEIL and Max van der Berg",
            Source("Why do they talk?", "JANE O'NEIL and Max van der Berg"),
        ),
        ("Trade talks\n\nMay 24, 2023", Source("Trade talks", issued="2023-05-24")),
        ("Trade talks\nPublished on Wednesday, 24 May 2023 10:30 GMT", Source("Trade talks", issued="2023-05-24")),
        ("Trade talks\nMay 24, 2023 | By Ana Sousa |", Source("Trade talks", "Ana Sousa", issued="2023-05-24")),
        ("Trade talks\n2023-05-24", Source("Trade talks", issued="2023-05-24")),
        (
            "Title: Trade talks\nAuthor: Ana Sousa\nSource: Lusa\nDate: 24 May 2023\nURL: https://example.org/a?b=1",
            Source("Trade talks", "Ana Sousa", "Lusa", "2023-05-24", "https://example.org/a?b=1"),
        ),
        ("Source: https://example.org/a", Source(url="https://example.org/a")),
        ("Trade talks\n\nhttps://example.org/a", Source("Trade talks", url="https://example.org/a")),
    ],
)
def test_what_stands_over_an_article_is_taken_from_its_text(head: str, source: Source) -> None:
    article = read(f"{head}\n\n{PROSE}\n\n{PROSE}\n".encode(), "a.txt")
    assert (article.source, article.text) == (source, f"{PROSE}\n{PROSE}")


@pytest.mark.parametrize(
    "head",
    [
        "By Tuesday the talks were over.",
        "He said:",
        "Source: the talks are to go on, said one who was there.",
        "Date: some day soon",
        "URL: none",
        "Photo: Lusa news",
        "May 24, 2023 was a day of talks.",
        "Talks",
        "...",
        "Lusa\n\nNews of the day\n\nEurope",
    ],
)
def test_what_is_in_doubt_stays_in_the_text(head: str) -> None:
    article = read(f"{head}\n\n{PROSE}\n\n{PROSE}\n".encode(), "a.txt")
    assert article.text == "\n".join([*head.split("\n\n"), PROSE, PROSE])
    assert article.source == Source()


RELEASES = [
    ("FOR IMMEDIATE RELEASE\n\n{}\n\nMay 24, 2023", "FOR IMMEDIATE RELEASE"),
    (
        "U.S. Department of State\n\n{}\n\nReadout\n\nOffice of the Spokesperson\n\nWashington, DC\n\nMay 24, 2023",
        "U.S. Department of State\nReadout\nOffice of the Spokesperson\nWashington, DC",
    ),
    ("May 24, 2023\n\n{}\n\nBriefing Room\n\nStatements and Releases", "Briefing Room\nStatements and Releases"),
]


@pytest.mark.parametrize(("head", "kept"), RELEASES)
def test_what_stands_around_the_headline_of_a_release_is_passed_over_and_kept(head: str, kept: str) -> None:
    article = read(f"{head.format('Trade talks in Lisbon')}\n\n{PROSE}".encode(), "a.txt")
    assert article.source == Source("Trade talks in Lisbon", issued="2023-05-24")
    assert article.text == f"{kept}\n{PROSE}"


def test_nothing_but_a_head_is_all_text() -> None:
    assert read(b"Date: 24 May 2023\n\nSource: Lusa", "a.txt").text == "Date: 24 May 2023\nSource: Lusa"


def test_lines_wrapped_by_hand_are_joined_and_line_ends_of_all_systems_read() -> None:
    wrapped = (
        "The two ministers met in Lisbon on Tuesday and agreed to meet\n"
        "again in the spring, officials of both sides said\nafter the talks."
    )
    whole = wrapped.replace("\n", " ")
    for end in ("\n", "\r\n", "\r"):
        text = f"Trade talks\n\n{wrapped}\n\n{wrapped}\n".replace("\n", end)
        assert read(text.encode(), "a.txt").text == f"{whole}\n{whole}"
