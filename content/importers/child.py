"""Parsers run in a process of their own, which a hostile file can bring down without harm to the reader.

The file comes on standard input, what was read goes to standard output as JSON. The process (see `confined`) has little
memory and time, writes no file, opens no connection and starts no program.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from content.errors import ImportRefused
from content.importers.briefing_file import shown
from content.importers.confined import MAX_OUTPUT, NO_MEMORY, TOO_LARGE
from content.importers.source_text import SourceText
from content.model import Source

MAX_INPUT = 200 * 1024 * 1024
"""Bytes of a file that is handed to a parser."""
WALL_TIME = 15.0
"""Seconds from the start, whatever the process does."""

_MOST_OTHERS = 2
"""Paragraphs that may stand between a headline, a byline and a date."""

Parsed = dict[str, Any]

_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|\(?anonymous\)?|author|customer|default|guest|microsoft|nobody|none|owner|python-docx|root|test|unknown|user"
    r"|windows|\(?unspecified\)?|(?:microsoft |ms )?office|(?:\w{1,20} ){1,2}user|(?:preferred|valued) customer"
    r"|\S*[_\\]\S*)\d*",
    re.IGNORECASE,
)
"""What programs write where they know no author."""
_NO_TITLE = re.compile(
    r"(?:(?:blank|new|word) document|about:blank|document|layout|no ?name|(?:powerpoint )?presentation|print|scan|slide"
    r"|template|title|\(?untitled\)?)?[ \d]*|\S*[_\\/]\S*"
    r"|.*\.(?:docx?|epub|html?|indd|md|odt|pages|pdf|pptx?|qxd|rtf|tex|txt)",
    re.IGNORECASE,
)
"""Names that programs give, and names of files."""

_START = "import sys; sys.path += sys.argv[2:]; from content.importers.confined import main; main(sys.argv[1])"


def run(kind: str, data: bytes, name: str) -> Parsed:
    """What the parser for a kind of file made of its bytes; `name` is the file's name in errors.

    Raises ImportRefused: by the parser itself, or for a file that is damaged or needs too much room, time or memory.
    """
    # Isolated, so that neither the folder one is in nor PYTHON* decide what is imported; the path is this process's.
    places = dict.fromkeys((str(Path(__file__).parents[2]), *(each for each in sys.path if Path(each).is_absolute())))
    return answer_of([sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START, kind, *places], data, name)


def read_article(kind: str, data: bytes, name: str, media_type: str) -> SourceText:
    """The article in the bytes of a file, read by the parser for its kind. Raises ImportRefused, see `run`.

    Its headline, and lines at its head that only say who wrote it and when, are no part of its text.
    """
    from content.importers.normal import normalise

    parsed = run(kind, data, name)
    text = normalise("\n".join(parsed["paragraphs"]))
    if not text:
        raise ImportRefused("it holds no text", where=shown(name), remedy="import another file of the article")
    source = Source(*(normalise(parsed.get(field, "")).replace("\n", " ") for field in Source._fields))
    title = _sensible_title(source.title) or _sensible_title(normalise(parsed.get("heading", "")).replace("\n", " "))
    source = source._replace(title=title, author=_sensible_author(source.author))
    paragraphs, source = _without_head(text.split("\n"), source, is_page=parsed.get("is_page", False))
    return SourceText("\n".join(paragraphs), source, parsed.get("language", ""), data, media_type)


def _without_head(paragraphs: list[str], source: Source, *, is_page: bool) -> tuple[list[str], Source]:
    """The paragraphs of the article, and what its head says of it besides its file; `is_page`: a browser printed it."""
    from content.importers.furniture import without_furniture
    from content.importers.head import head_of
    from content.importers.printed_page import article_of, without_site

    if is_page:
        paragraphs, source = article_of(paragraphs, source)
    else:
        source = without_site(paragraphs, source)
    # Who typed a file and when a book was made is known less well than what stands under the headline.
    head = head_of(paragraphs, is_parted=True, known=Source(source.title), author=source.author, others=_MOST_OTHERS)
    kept = [each for place, each in enumerate(paragraphs) if place not in head.places]
    source = Source(*(said or known for said, known in zip(head.source, source, strict=True)))
    return (without_furniture(kept) if kept else paragraphs), source


def _sensible_title(title: str) -> str:
    """The title, or nothing where it is the name of a file or of none."""
    title = " ".join(title.split())
    if len(title) > 300 or not any(each.isalpha() for each in title) or _NO_TITLE.fullmatch(title):
        return ""
    return title


def _sensible_author(author: str) -> str:
    """The author, or nothing where it is what a program writes by itself."""
    author = " ".join(author.split())
    is_name = len(author) <= 200 and not _NOBODY.fullmatch(author) and any(each.isalpha() for each in author)
    return author if is_name else ""


def answer_of(command: list[str], data: bytes, name: str, *, wall_time: float = WALL_TIME) -> Parsed:
    """What a command answers to the bytes on its standard input. Raises ImportRefused, see `run`."""
    where = shown(name)
    if len(data) > MAX_INPUT:
        raise _too_large(where)
    kept = {key: os.environ[key] for key in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if key in os.environ}
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=kept,
        start_new_session=True,
    )
    with process:
        try:
            answer = _exchange(process, data, where, time.monotonic() + wall_time)
            status = process.wait()
        finally:
            process.kill()
    return _understood(answer, status, where)


def _exchange(process: subprocess.Popen[bytes], data: bytes, where: str, until: float) -> bytes:
    """All that the process says, while it is fed; it has ended, or closed its output, after that."""
    assert process.stdin is not None and process.stdout is not None
    answer, left = bytearray(), memoryview(data)
    with selectors.DefaultSelector() as ready:
        os.set_blocking(process.stdin.fileno(), False)
        ready.register(process.stdin, selectors.EVENT_WRITE)
        ready.register(process.stdout, selectors.EVENT_READ)
        while True:
            rest = until - time.monotonic()
            if rest <= 0:
                raise _too_slow(where)
            for key, _ in ready.select(rest):
                if key.fileobj is process.stdout:
                    chunk = os.read(key.fd, 1 << 16)
                    answer += chunk
                    if len(answer) > MAX_OUTPUT:
                        raise _too_large(where)
                    if not chunk:
                        _await_end(process, where, until)
                        return bytes(answer)
                    continue
                try:
                    left = left[os.write(key.fd, left[: 1 << 16]) :]
                except BrokenPipeError:  # it has given up; how, its end will say
                    left = left[:0]
                if not left:
                    ready.unregister(process.stdin)
                    with suppress(BrokenPipeError):
                        process.stdin.close()


def _await_end(process: subprocess.Popen[bytes], where: str, until: float) -> None:
    try:
        process.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise _too_slow(where) from None


def _understood(answer: bytes, status: int, where: str) -> Parsed:
    if status == -signal.SIGXCPU:
        raise _too_slow(where)
    # Whoever takes too long is killed by `answer_of`, which says so; the system kills where memory runs short.
    if status in (NO_MEMORY, -signal.SIGKILL):
        raise ImportRefused(
            "reading it needs more memory than it may have",
            where=where,
            remedy="save the article by itself, or as text",
        )
    if status == TOO_LARGE:
        raise _too_large(where)
    if status != 0:
        raise _damaged(where)
    try:
        document = json.loads(answer)
    except ValueError:
        raise _damaged(where) from None
    if "refused" in document:
        raise ImportRefused(document["refused"], where=where, remedy=document["remedy"])
    parsed: Parsed = document["parsed"]
    return parsed


def _too_large(where: str) -> ImportRefused:
    return ImportRefused("it is too large to be read", where=where, remedy="save the article by itself, or as text")


def _too_slow(where: str) -> ImportRefused:
    return ImportRefused("reading it took too long", where=where, remedy="save the article by itself, or as text")


def _damaged(where: str) -> ImportRefused:
    return ImportRefused("it is damaged and cannot be read", where=where, remedy="fetch or save it once more")
