"""A connection that ends at a set time, however slowly the other side sends."""

from __future__ import annotations

import io
import socket
import time

_BUFFER = 1 << 16


def connected(address: str, port: int, timeout: float) -> socket.socket:
    """A connection to an IP address, never to a name, made within `timeout` seconds. Raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(timeout)
        made.connect((address, port))
    except OSError:
        made.close()
        raise
    return made


class TimedSocket:
    """What http.client needs of a socket. Each read and write raises TimeoutError once `until` is past.

    `until` is in seconds of `time.monotonic`. A socket's own timeout begins anew with each byte.
    """

    def __init__(self, inner: socket.socket, until: float) -> None:
        self._inner, self._until = inner, until

    def sendall(self, data: bytes) -> None:
        """Send all of the bytes; the socket's own limit holds for them together."""
        self._limit()
        self._inner.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """A file to read from; `mode` is always that of reading bytes."""
        return io.BufferedReader(_Reading(self), _BUFFER)

    def read_into(self, buffer: memoryview) -> int:
        """How many bytes were read."""
        self._limit()
        return self._inner.recv_into(buffer)

    def close(self) -> None:
        """Nothing: http.client closes its socket before the answer is read, for an ordinary one outlives that."""

    def __enter__(self) -> TimedSocket:
        return self

    def __exit__(self, *_: object) -> None:
        self._inner.close()

    def _limit(self) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._inner.settimeout(left)


class _Reading(io.RawIOBase):
    def __init__(self, line: TimedSocket) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._line.read_into(buffer)
