"""Whatever a file holds, an article comes of it or one sentence that says why not; and text is always normal.

Sizes are bounded, so that a reader whose time grows faster than its input is found by its limits and not by a clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.errors import ContentError
from content.importers import email_message, markdown, plain
from content.importers.files import read_bytes
from content.importers.kinds import Kind, Unread, kind_of
from content.importers.normal import normalise
from content.importers.source_text import SourceText

FUZZ_EXAMPLES = 1_250
"""How many files are made for each of the readers here."""
LONG_RUN = 20
"""How many times as many by hand, with `pytest -m long`."""

PROSE = "The two ministers met in Lisbon on Tuesday – “a good day” – and agreed on $1.5 billion, officials said.\n"
PLAIN = f"Trade talks in Lisbon\nBy Ana Sousa\nMay 24, 2023\nSource: Lusa\n\n{PROSE}\n{PROSE}"
MARKDOWN = f"""---
title: "Trade: talks"
author: [Ana Sousa, 'B']
date: 2023-05-24
---
# Trade talks

{PROSE}
> *Quoted* **words** and [a link](https://example.org "t") with `code`[^1]

- one
  1. two

| a | b |
|---|---|
| 1 | 2 |

<div>HTML &amp; <b>more</b></div>

```
code
```
![a](b.png)

[^1]: A note.
"""
EMAIL = f"""From: =?utf-8?q?Jos=C3=A9?= <jose@example.org>
To: Ana <ana@example.org>
Subject: Fwd: Trade
 talks
Date: Wed, 24 May 2023 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"; charset*0*=utf-8''u%20

--b
Content-Type: text/plain; charset="utf-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: quoted-printable

{PROSE.replace("$", "=24")}
On Tue, Bob wrote:
> older

---------- Forwarded message ---------
From: Lusa <lusa@example.org>
Subject: Talks end

{PROSE}
-- 
Ana
--b
Content-Type: message/rfc822

Subject: Inner
Content-Type: text/plain

{PROSE}
--b--
"""  # noqa: W291  a signature begins with a blank at the end of a line

PIECES = [
    b"", b"\0", b"\n", b"\r\n", b"\r", b"\n\n", b" ", b"\t", b">", b"> ", b"#", b"[", b"](", b"`", b"*", b"_", b"|",
    b"<", b"<!--", b"</", b"&#", b"---\n", b"+++\n", b"...", b":", b": ", b"=?utf-8?q?", b"?=", b"--b\n", b"--b--",
    b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\xbd", b"\xc3", b"\xe2\x80\xa8", b"\x85",
    b"\x1b$B", b"%PDF-", b"PK\3\4", b"PK\5\6", b"{", b'"format"', b'"readout/briefing@1"', b"<rss>", b"<html>",
    b"Content-Type: ", b"charset=", b"boundary=", b"base64", b"uuencode", b"-- \n", b"On a wrote:", b"[^1]: ",
    b"title: |", b"9" * 20, b"3/4/2025", "\u202e\u200b".encode(), "Ã©â€™".encode(),
]  # fmt: skip
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
NAMES = ["a.txt", "a.md", "a.eml", "a.json", "a.mht", "", "standard input"]

pieces = st.one_of(st.sampled_from(PIECES), st.binary(max_size=6))
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), pieces, st.integers(0, 9)), max_size=8)
encodings = st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252"])
noise = st.one_of(st.binary(max_size=600), st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join))


def mutated(document: str) -> st.SearchStrategy[bytes]:
    """The document in some encoding, with stretches of it lost, doubled and replaced."""

    def edited(encoding: str, changes: list[tuple[float, int, bytes, int]]) -> bytes:
        data = document.encode(encoding, "replace")
        for where, lost, piece, times in changes:
            place = int(where * len(data))
            stretch = data[place : place + lost] if times == 9 else b""
            data = data[:place] + piece * times + stretch * 2 + data[place + lost :]
        return data

    return st.builds(edited, encodings, edits)


def read_as_any_kind(data: bytes, name: str) -> list[SourceText]:
    """What is made of it by readers that work in this process."""
    kind = kind_of(data, name)
    if isinstance(kind, Unread) or kind in (Kind.PLAIN, Kind.MARKDOWN, Kind.EMAIL, Kind.BRIEFING):
        return read_bytes(data, name)
    return []


READERS: dict[str, tuple[Callable[[bytes, str], SourceText | list[SourceText]], st.SearchStrategy[bytes]]] = {
    "plain": (plain.read, st.one_of(noise, mutated(PLAIN), mutated(PLAIN))),
    "markdown": (markdown.read, st.one_of(noise, mutated(MARKDOWN), mutated(MARKDOWN))),
    "email": (email_message.read, st.one_of(noise, mutated(EMAIL), mutated(EMAIL))),
    "any": (read_as_any_kind, st.one_of(noise, *(mutated(document) for document in (PLAIN, MARKDOWN, EMAIL)))),
}


@pytest.mark.parametrize("times", [1, pytest.param(LONG_RUN, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", READERS)
def test_of_any_bytes_an_article_comes_or_one_sentence(kind: str, times: int) -> None:
    read, files = READERS[kind]
    outcomes: set[bool] = set()

    @settings(max_examples=FUZZ_EXAMPLES * times, deadline=None, suppress_health_check=list(HealthCheck))
    @given(files, st.sampled_from(NAMES))
    def check(data: bytes, name: str) -> None:
        try:
            found = read(data, name)
        except ContentError as error:
            outcomes.add(False)
            assert error.reason and error.remedy and "\n" not in str(error)
            return
        outcomes.add(True)
        for article in found if isinstance(found, list) else [found]:
            assert normalise(article.text) == article.text
            assert article.original == data and article.media_type
            for words in (*article.source, article.language):
                assert words == " ".join(words.split()) and len(words) <= 2_000 and not CONTROL.search(words)

    check()
    assert outcomes == {True, False}
