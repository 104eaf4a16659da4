"""What is written to the terminal arrives whole and in order, whether it took it at once or made it wait."""

from __future__ import annotations

import os
from threading import Thread
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.writer import AT_ONCE, Writer


def made() -> tuple[Writer, int]:
    """A writer that writes into a pipe, and the end to read from."""
    end, begin = os.pipe()
    return Writer(open(begin, "w", encoding="utf-8", newline="")), end


def read_all(end: int) -> str:
    with open(end, encoding="utf-8", newline="") as file:
        return file.read()


@given(st.lists(st.tuples(st.text(alphabet="ab\x1b[Hé", max_size=40), st.booleans()), max_size=20))
@settings(max_examples=100, deadline=None)
def test_pieces_arrive_in_their_order_whichever_of_them_had_to_wait(pieces: list[tuple[str, bool]]) -> None:
    writer, end = made()
    ready = iter([is_ready for _, is_ready in pieces])
    writer._ready = SimpleNamespace(poll=lambda _: next(ready, True))  # type: ignore[assignment]
    writer.start()
    for piece, _ in pieces:
        writer.write(piece)
    writer.stop()
    writer._file.close()
    assert read_all(end) == "".join(piece for piece, _ in pieces)


def test_a_piece_is_there_when_write_returns_if_the_terminal_takes_it() -> None:
    writer, end = made()
    writer.write("now")  # no thread runs that could write it
    assert os.read(end, 10) == b"now"
    writer._file.close()
    os.close(end)


def test_what_another_thread_or_a_long_frame_writes_is_left_to_the_thread() -> None:
    writer, end = made()
    other = Thread(target=writer.write, args=("from elsewhere, ",))
    other.start()
    other.join()
    writer.write("x" * (AT_ONCE + 1))
    assert writer._queue.qsize() == 2
    writer.start()
    writer.stop()
    writer._file.close()
    assert read_all(end) == "from elsewhere, " + "x" * (AT_ONCE + 1)


def test_a_terminal_that_is_gone_is_no_fault() -> None:
    writer, end = made()
    os.close(end)
    writer.write("nobody reads this")
