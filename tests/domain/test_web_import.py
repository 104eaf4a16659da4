"""On the command line, an address is fetched only where `--url` allows it, and read as what the answer says it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.errors import ImportRefused
from content.importers import web
from content.importers.web import Fetched, articles_in
from tests.domain.libraries import opened
from tui.arguments import parse
from tui.command_line.importing import draft_file, import_files

URL = "http://paper.example/world/a?id=1"
LEAD = "The ministers met for three hours on Tuesday in Beijing and agreed to open two more border crossings by May."


def fetched(data: bytes, media_type: str = "text/html", charset: str = "") -> Fetched:
    return Fetched(data, "http://paper.example/world/a", URL, media_type, charset)


def now() -> datetime:
    return datetime(2024, 5, 4, tzinfo=UTC)


def test_without_the_flag_an_address_is_refused_in_a_sentence_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(web, "fetch", _never)
    with opened(tmp_path / "library") as library:
        assert import_files(library, parse(["import", URL]), now) == 1
        assert library.count() == 0
    assert f"{URL}: it is an address, and nothing is fetched unasked; add --url" in capsys.readouterr().err
    with pytest.raises(ImportRefused, match="add --url"):
        draft_file(parse(["draft", URL]))


def _never(*_: object, **__: object) -> Fetched:
    raise AssertionError


def test_with_the_flag_an_address_is_fetched_and_kept_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def fetch(url: str, *, agent: str) -> Fetched:
        asked.append(url)
        assert agent.startswith("readout/")
        return fetched(f"<title>Ministers meet</title><p>{LEAD}</p>".encode())

    monkeypatch.setattr(web, "fetch", fetch)
    path = tmp_path / "a.txt"
    path.write_text("A text of another kind, from a file, was imported in the same go as the address.", "utf-8")
    with opened(tmp_path / "library") as library:
        assert import_files(library, parse(["import", "--url", URL, str(path)]), now) == 0
        assert library.count() == 2
    assert asked == [URL]
    assert "Ministers meet" in capsys.readouterr().out
    assert draft_file(parse(["draft", "--url", URL])) == 0
    assert LEAD in " ".join(capsys.readouterr().out.split())


def test_the_encoding_that_the_answer_names_is_believed_and_the_address_kept() -> None:
    data = "<meta charset=utf-8><p>“Łódź,” he said on Tuesday, after three hours.".encode("iso8859-2", "replace")
    (article,) = articles_in(fetched(data, charset="iso-8859-2"))
    assert "Łódź" in article.text
    assert article.source.url == URL


def test_an_answer_that_is_no_page_is_read_by_what_it_holds() -> None:
    (article,) = articles_in(fetched(LEAD.encode(), "text/plain"))
    assert (article.text, article.source.url) == (LEAD, URL)


def test_the_entries_of_a_feed_keep_the_addresses_of_their_own() -> None:
    item = f"<item><link>http://paper.example/%d</link><description>{LEAD} %d</description></item>"
    data = f"<rss version='2.0'><channel>{item % (1, 1)}{item % (2, 2)}</channel></rss>".encode()
    found = articles_in(fetched(data, "application/rss+xml"))
    assert [each.source.url for each in found] == ["http://paper.example/1", "http://paper.example/2"]


def test_an_address_of_its_own_that_a_page_names_is_kept() -> None:
    data = f"<link rel=canonical href=http://paper.example/canonical><p>{LEAD}</p>".encode()
    assert articles_in(fetched(data))[0].source.url == "http://paper.example/canonical"
