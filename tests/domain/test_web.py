"""Pages are fetched from public hosts alone, within limits of time and size, and nothing of the reader is sent."""

from __future__ import annotations

import gzip
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from unittest import mock

import pytest

from content.errors import ImportRefused
from content.importers import web
from content.importers.gzip_members import MOST_MEMBERS, Members
from content.importers.public_address import is_public
from content.importers.web import Fetched, Limits, fetch, is_address

PAGE = b"<p>The ministers met for three hours on Tuesday and agreed to open two more border crossings by May.</p>"


class Asked(NamedTuple):
    """What the program did: the hosts it looked up, the addresses it connected to, the requests it sent."""

    hosts: list[str]
    addresses: list[str]
    requests: list[str]


class Server:
    """Answers each request with the next of some answers, in threads of its own, on this machine alone."""

    def __init__(self, answers: list[bytes | Callable[[socket.socket], None]]) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._answers = answers
        self.asked = Asked([], [], [])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        for answer in self._answers:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line:
                request = b""
                while b"\r\n\r\n" not in request and request[:1] != b"\x16" and (chunk := line.recv(4096)):
                    request += chunk
                self.asked.requests.append(request.decode(errors="replace"))
                try:
                    if callable(answer):
                        answer(line)
                    else:
                        line.sendall(answer)
                except OSError:
                    pass

    def close(self) -> None:
        self._listening.close()

    def resolve(self, host: str, port: int) -> list[str]:
        self.asked.hosts.append(host)
        return ["93.184.216.34"] if "." in host else []

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.asked.addresses.append(f"{address}:{port}")
        line = socket.socket()
        line.settimeout(timeout)
        line.connect(("127.0.0.1", self.port))
        return line

    def fetch(self, url: str, limits: Limits = Limits()) -> Fetched:  # noqa: B008
        return fetch(url, limits=limits, agent="readout/1", resolve=self.resolve, connect=self.connect)


@contextmanager
def serving(*answers: bytes | Callable[[socket.socket], None]) -> Iterator[Server]:
    server = Server(list(answers))
    try:
        yield server
    finally:
        server.close()


def answer(body: bytes = PAGE, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body) if length is None else length}", "", ""]
    return "\r\n".join(lines).encode() + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {to}", status=status)


def refusal(url: str, *answers: bytes | Callable[[socket.socket], None], limits: Limits = Limits()) -> str:  # noqa: B008
    with serving(*answers) as server, pytest.raises(ImportRefused) as error:
        server.fetch(url, limits)
    assert "\n" not in str(error.value)
    assert error.value.where and error.value.remedy
    return str(error.value)


# --- what is fetched -------------------------------------------------------------------------------------------------


def test_a_page_comes_with_its_address_kind_and_encoding() -> None:
    with serving(answer(PAGE, 'Content-Type: text/HTML; charset="ISO-8859-2"')) as server:
        fetched = server.fetch("http://paper.example/world/a.html?id=1#top")
    assert fetched == Fetched(
        PAGE, "http://paper.example/world/a.html", "http://paper.example/world/a.html?id=1", "text/html", "iso-8859-2"
    )


def test_the_request_says_nothing_of_the_reader() -> None:
    with serving(answer()) as server, mock.patch.dict(os.environ, {"http_proxy": "http://127.0.0.1:9"}):
        server.fetch("http://paper.example/a b".replace(" ", "%20"))
    (request,) = server.asked.requests
    assert request.splitlines()[0] == "GET /a%20b HTTP/1.1"
    names = {each.partition(":")[0].lower() for each in request.splitlines()[1:] if each}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "User-Agent: readout/1\r\n" in request and "Host: paper.example\r\n" in request


def test_the_connection_is_made_to_the_address_that_was_checked_and_the_name_looked_up_once() -> None:
    with serving(answer()) as server, mock.patch.object(socket, "getaddrinfo", side_effect=AssertionError):
        server.fetch("http://paper.example/")
    assert server.asked.hosts == ["paper.example"]
    assert server.asked.addresses == ["93.184.216.34:80"]


def test_a_packed_answer_is_unpacked() -> None:
    with serving(answer(gzip.compress(PAGE), "Content-Encoding: gzip")) as server:
        assert server.fetch("http://paper.example/").data == PAGE


def test_a_packed_answer_in_several_members_is_unpacked_whole() -> None:
    packed = gzip.compress(PAGE[:9]) + gzip.compress(b"") + gzip.compress(PAGE[9:]) + bytes(12)
    with serving(answer(packed, "Content-Encoding: gzip")) as server:
        assert server.fetch("http://paper.example/").data == PAGE


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_members_may_begin_anywhere_in_what_comes(size: int) -> None:
    packed = gzip.compress(PAGE[:9]) + gzip.compress(b"") + gzip.compress(PAGE[9:]) + bytes(12)
    members = Members()
    made = [members.unpacked(packed[at : at + size], 1 << 20) for at in range(0, len(packed), size)]
    assert (b"".join(made), members.is_whole) == (PAGE, True)


def test_an_answer_in_members_without_end_is_refused() -> None:
    many = gzip.compress(b"") * (MOST_MEMBERS + 1)
    assert "its packed answer is damaged" in refusal("http://paper.example/", answer(many, "Content-Encoding: gzip"))


def test_an_answer_in_chunks_is_put_together() -> None:
    body = b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in (PAGE[:10], PAGE[10:])) + b"0\r\n\r\n"
    with serving(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body) as server:
        assert server.fetch("http://paper.example/").data == PAGE


def test_names_of_hosts_and_paths_in_other_letters_are_encoded() -> None:
    with serving(answer()) as server:
        server.fetch("http://bücher.example/straße?q=ü")
    assert server.asked.hosts == ["xn--bcher-kva.example"]
    assert server.asked.requests[0].startswith("GET /stra%C3%9Fe?q=%C3%BC HTTP/1.1\r\n")


def test_another_address_of_a_host_is_tried_where_the_first_is_silent() -> None:
    with serving(answer()) as server:

        def connect(address: str, port: int, timeout: float) -> socket.socket:
            if address == "93.184.216.34":
                raise ConnectionRefusedError(111, "Connection refused")
            return server.connect(address, port, timeout)

        fetched = fetch("http://paper.example/", resolve=lambda *_: ["93.184.216.34", "93.184.216.35"], connect=connect)
    assert fetched.data == PAGE
    assert server.asked.addresses == ["93.184.216.35:80"]


# --- where it leads on -----------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_each_is_checked_again() -> None:
    with serving(redirect("/b", "301 Moved"), redirect("//other.example/c", "308 X"), answer()) as server:
        fetched = server.fetch("http://paper.example/a")
    assert fetched.url == "http://other.example/c"
    assert server.asked.hosts == ["paper.example", "paper.example", "other.example"]


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://10.0.0.1/", "its host is not on the public network"),
        ("http://intern.example/", "its host is not on the public network"),
        ("file:///etc/passwd", "only http and https are fetched"),
        ("http://paper.example:22/", "port 22 is not asked, only 80 and 443"),
        ("http://a:b@paper.example/", "it holds a name or a password"),
        ("http://[::1", "it leads on to what is no address"),
        ("http://paper..example/", "it names no host"),
    ],
)
def test_a_redirect_to_where_nothing_is_fetched_is_refused(to: str, reason: str) -> None:
    with serving(redirect(to), answer()) as server:

        def resolve(host: str, port: int) -> list[str]:
            return {"paper.example": ["93.184.216.34"], "intern.example": ["192.168.1.1"]}.get(host, [host])

        with pytest.raises(ImportRefused, match=reason):
            fetch("http://paper.example/", resolve=resolve, connect=server.connect)
    assert len(server.asked.requests) == 1


def test_more_than_five_redirects_are_refused() -> None:
    assert "it leads on more than 5 times" in refusal("http://paper.example/", *[redirect("/")] * 6)
    with serving(*[redirect("/")] * 5, answer()) as server:
        assert server.fetch("http://paper.example/").data == PAGE


# --- what is not asked -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "ftp://paper.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://paper.example:8080/",
        "http://paper.example:0/",
        "http://paper.example:99999/",
        "http://user@paper.example/",
        "http://user:secret@paper.example/",
        "https://:secret@paper.example/",
        "http://paper.example/\r\nX: y",
        "http://paper.example/a b",
        "http://pa per.example/",
        "http://paper..example/",
        "http:///a",
        "http://[::1",
        "http://" + "ü" * 300 + ".example/",
        "http://paper.example/" + "a" * 3000,
        "http://paper.example\\@other.example/",
    ],
)
def test_what_is_not_asked_is_refused_before_anything_is_looked_up(url: str) -> None:
    def never(*_: object) -> list[str]:
        raise AssertionError

    with pytest.raises(ImportRefused) as error:
        fetch(url, resolve=never)
    assert "secret" not in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "address",
    """0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8
    192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 224.0.1.1 239.1.1.1 240.0.0.1
    255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1
    100::1 2001::1 2001:0:7f00:1::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:c0a8:101::1 3fff::1 5f00::1 fc00::1
    fd12:3456::1 fe80::1 fe80::1%eth0 2606:4700::1%eth0 fec0::1 ff02::1 ff0e::1 localhost 1 127.1 0x7f.1 01.1.1.1
    4000::1""".split(),  # noqa: SIM905
)
def test_addresses_that_are_not_public_are_told(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(ImportRefused, match="its host is not on the public network"):
        fetch("http://paper.example/", resolve=lambda *_: ["93.184.216.34", address], connect=_never)


def _never(*_: object) -> socket.socket:
    raise AssertionError


@pytest.mark.parametrize(
    "address",
    "93.184.216.34 1.1.1.1 223.255.255.255 2606:4700::1111 ::ffff:1.1.1.1 64:ff9b::101:101 2002:101:101::1".split(),  # noqa: SIM905
)
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "127.1", "017700000001", "localhost", "127.0.0.1", "[::1]"]
)
def test_other_ways_to_write_this_machine_are_found_out_by_what_they_resolve_to(host: str) -> None:
    with pytest.raises(ImportRefused, match=r"not on the public network|no such host"):
        fetch(f"http://{host}/", connect=_never)


def test_a_host_that_nobody_knows_is_told_in_one_sentence() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(ImportRefused, match=r"^http://nowhere\.example/: there is no such host, or no network; look"):
        fetch("http://nowhere.example/", resolve=unknown)


# --- limits and faults -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(b"x", status="404 \x1b[31mNope"), "it answers 404 Not Found"),
        (answer(b"x", status="999 Odd"), "it answers 999"),
        (redirect("", "302 Found"), "it answers 302 Found"),
        (answer(b""), "it answers nothing"),
        (answer(PAGE, length=len(PAGE) + 1), "its answer breaks off"),
        (answer(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "its answer breaks off"),
        (answer((gzip.compress(PAGE) * 2)[:-9], "Content-Encoding: gzip"), "its answer breaks off"),
        (answer(gzip.compress(PAGE) + b"more", "Content-Encoding: gzip"), "its packed answer is damaged"),
        (answer(b"not packed", "Content-Encoding: gzip"), "its packed answer is damaged"),
        (answer(PAGE, "Content-Encoding: br"), "it answers in a form that was not asked for"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "it answers nothing that can be understood"),
        (b"", "it answers nothing that can be understood"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "it answers nothing that can be understood"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, "it answers nothing that can be understood"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "or breaks off"),
    ],
)
def test_each_failure_is_one_sentence(given: bytes, reason: str) -> None:
    assert reason in refusal("http://paper.example/a", given)


def test_a_large_answer_is_refused_as_soon_as_it_is_too_large() -> None:
    limits = Limits(bytes=1024 * 1024)
    assert "it is larger than 1 MB" in refusal(
        "http://paper.example/", answer(b"x" * (limits.bytes + 1)), limits=limits
    )
    with serving(answer(b"x" * limits.bytes)) as server:
        assert len(server.fetch("http://paper.example/", limits).data) == limits.bytes


def test_an_answer_that_unpacks_to_much_more_is_refused_within_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    made: list[int] = []
    inflate = web.zlib.decompressobj

    class Counting:
        def __init__(self, bits: int) -> None:
            self._inner = inflate(bits)
            self.eof, self.unused_data = False, b""

        def decompress(self, data: bytes, most: int) -> bytes:
            found = self._inner.decompress(data, most)
            made.append(len(found))
            return found

    with mock.patch.object(web.zlib, "decompressobj", Counting):
        limits = Limits(bytes=1024 * 1024)
        assert "it is larger than 1 MB" in refusal(
            "http://paper.example/", answer(bomb, "Content-Encoding: gzip"), limits=limits
        )
    assert sum(made) <= limits.bytes + 1


@pytest.mark.parametrize(
    "drop", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n", b""]
)
def test_a_server_that_sends_a_byte_at_a_time_does_not_hold_on_for_longer_than_the_limit(drop: bytes) -> None:
    stopped = threading.Event()

    def drip(line: socket.socket) -> None:
        line.sendall(drop)
        while not stopped.wait(0.01):
            line.sendall(b"x")

    try:
        assert "it took too long to answer" in refusal("http://paper.example/", drip, limits=Limits(wall_time=0.3))
    finally:
        stopped.set()


def test_a_resolver_that_does_not_answer_is_not_waited_for_longer_than_the_limit() -> None:
    answered = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        answered.wait()
        return ["93.184.216.34"]

    try:
        with pytest.raises(ImportRefused, match="it took too long to answer"):
            fetch("http://paper.example/", limits=Limits(wall_time=0.1), resolve=resolve, connect=_never)
    finally:
        answered.set()


def test_a_connection_that_fails_is_told_in_one_sentence() -> None:
    def refused(*_: object) -> socket.socket:
        raise ConnectionRefusedError(111, "Connection refused")

    with pytest.raises(ImportRefused, match=r"the connection failed \(Connection refused\); try again later"):
        fetch("http://paper.example/", resolve=lambda *_: ["93.184.216.34"], connect=refused)


def test_a_server_that_does_not_speak_tls_is_told_in_one_sentence() -> None:
    told = refusal("https://paper.example/", b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert "the connection failed (" in told and ".c:" not in told


def test_certificates_are_checked_against_the_name_of_the_host() -> None:
    seen: list[tuple[bool, ssl.VerifyMode, str]] = []

    def wrap(self: ssl.SSLContext, sock: socket.socket, *, server_hostname: str) -> ssl.SSLSocket:
        seen.append((self.check_hostname, self.verify_mode, server_hostname))
        raise ssl.SSLCertVerificationError(1, "certificate verify failed")

    with mock.patch.object(ssl.SSLContext, "wrap_socket", wrap):
        told = refusal("https://paper.example/")
    assert seen == [(True, ssl.CERT_REQUIRED, "paper.example")]
    assert "its certificate is not valid for this host" in told


def test_an_encrypted_address_does_not_lead_on_to_one_that_is_not() -> None:
    with (
        serving(redirect("http://paper.example/")) as server,
        mock.patch.object(ssl.SSLContext, "wrap_socket", lambda self, sock, **_: sock),
        pytest.raises(ImportRefused, match="it leads on to an address that is not encrypted"),
    ):
        server.fetch("https://paper.example/")


def test_addresses_are_told_from_files() -> None:
    assert is_address("https://paper.example/") and is_address("HTTP://x")
    assert not is_address("http.txt") and not is_address("./https:/x") and not is_address("ftp://x")


def test_encryption_is_loaded_only_where_it_is_used() -> None:
    code = "import sys, content.importers.web; print('ssl' in sys.modules, 'textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False False\n"
