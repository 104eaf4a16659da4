"""A whole library as lines of JSON, `readout/library@1`: what `content.importers.library_jsonl` reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content.importers.library_jsonl import FORMAT, Carried, Header


def library_lines(header: Header, documents: Iterable[Carried]) -> Iterator[bytes]:
    """The header and each document on a line of its own, in UTF-8, each made when asked for."""
    import orjson  # where it is used: the command line should not pay for it

    first = {name: value for name, value in header._asdict().items() if value is not None}
    yield orjson.dumps({"format": FORMAT, **first}) + b"\n"
    for table, document, _ in documents:
        yield orjson.dumps({"table": table, "document": document}) + b"\n"
