"""Articles from an address on the web: fetched only when asked for, from public hosts, within limits."""

from __future__ import annotations

import re
import socket
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import quote, urljoin, urlsplit

from content.errors import ImportRefused
from content.importers.briefing_file import shown
from content.importers.gzip_members import Members
from content.importers.public_address import is_public
from content.importers.timed_socket import TimedSocket, connected

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from content.importers.source_text import SourceText

PORTS = frozenset([80, 443])
"""Ports that are asked: no service but the web answers at them."""
MOST_REDIRECTS = 5
_MOST_ADDRESS = 2_000
_TRIES = 4
"""Addresses of one host that are tried, one after another."""
_CHUNK = 1 << 16
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_HOST = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?"
)
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}\"?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_PAGES = frozenset(["text/html", "application/xhtml+xml"])
_KEPT = "/%:@!$&'()*+,;=~-._?"
"""Signs that stay in a path or a query as they are."""


class Limits(NamedTuple):
    """What fetching may cost: seconds from the beginning to the end, and bytes as sent and as unpacked."""

    wall_time: float = 20.0
    bytes: int = 20 * 1024 * 1024


class Fetched(NamedTuple):
    """What an address answered: its bytes, unpacked.

    `name` is the address without its query, as errors name it and as its kind can be told from; `url` is the address
    that answered in the end. `media_type` and `charset` are what the answer says, in lower case, empty where nothing.
    """

    data: bytes
    name: str
    url: str
    media_type: str
    charset: str


class _Place(NamedTuple):
    """An address taken apart."""

    is_secure: bool
    host: str
    port: int
    target: str
    url: str


Resolve = Callable[[str, int], list[str]]
"""The IP addresses of a host, for a port. Raises OSError."""
Connect = Callable[[str, int, float], socket.socket]
"""A connection to an IP address and a port, made within so many seconds. Raises OSError."""


def is_address(name: str) -> bool:
    """Whether a name on the command line is an address on the web rather than a file."""
    return name[:8].lower().startswith(("http://", "https://"))


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),  # noqa: B008  it is frozen
    agent: str = "readout",
    resolve: Resolve | None = None,
    connect: Connect = connected,
    is_allowed: Callable[[str], bool] = is_public,
) -> Fetched:
    """What an address answers, after at most 5 redirects. `agent` is how the program calls itself.

    Every host's addresses are checked with `is_allowed`, all of them, and the connection is made to one that was. No
    cookie, no password, no proxy and no referrer is sent. Raises ImportRefused.
    """
    until = time.monotonic() + limits.wall_time
    place = _taken_apart(url, url)
    for _ in range(MOST_REDIRECTS + 1):
        answer = _asked(place, until, limits, agent, resolve or resolved, connect, is_allowed)
        if isinstance(answer, Fetched):
            return answer
        following = _taken_apart(_joined(place.url, answer), place.url)
        if place.is_secure and not following.is_secure:
            raise _refused(url, "it leads on to an address that is not encrypted", _SAVE)
        place = following
    raise _refused(url, f"it leads on more than {MOST_REDIRECTS} times", _SAVE)


_SAVE = "save the page in a browser, and import the file"
_LATER = "try again later, or save the page in a browser and import the file"


def _refused(url: str, reason: str, remedy: str) -> ImportRefused:
    return ImportRefused(reason, where=shown(url), remedy=remedy)


def _joined(url: str, reference: str) -> str:
    """The address that a reference in the answer of another one means."""
    try:
        return urljoin(url, reference)
    except ValueError:
        raise _refused(url, "it leads on to what is no address", _SAVE) from None


def _taken_apart(url: str, asked: str) -> _Place:
    """The parts of an address; `asked` is the one that named it. Raises ImportRefused for what is not fetched."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        name, secret = parts.username, parts.password
    except ValueError:
        raise _refused(asked, "it is no address", "copy it from a browser once more") from None
    if name is not None or secret is not None:
        raise _refused(urlsplit(url)._replace(netloc=host).geturl(), "it holds a name or a password", "leave them out")
    if parts.scheme not in ("http", "https"):
        raise _refused(asked, "only http and https are fetched", _SAVE)
    if len(url) > _MOST_ADDRESS or any(each.isspace() or not each.isprintable() for each in url):
        raise _refused(asked, "it is no address", "copy it from a browser once more")
    is_secure = parts.scheme == "https"
    port = (443 if is_secure else 80) if port is None else port
    if port not in PORTS:
        raise _refused(asked, f"port {port} is not asked, only 80 and 443", _SAVE)
    target = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    return _Place(is_secure, _ascii(host, asked), port, target, parts._replace(fragment="").geturl())


def _ascii(host: str, asked: str) -> str:
    """A host's name as it is asked for, or an address of IPv6 as it is."""
    if ":" in host:
        return host
    if not host.isascii() and len(host) <= 253:
        with suppress(UnicodeError):
            host = host.encode("idna").decode("ascii")
    host = host.lower()
    if not _HOST.fullmatch(host):
        raise _refused(asked, "it names no host", "copy it from a browser once more")
    return host


def articles_in(fetched: Fetched) -> list[SourceText]:
    """The articles in what was fetched, read as what the answer says that it is. Raises ImportRefused."""
    if fetched.media_type in _PAGES:
        from content.importers.html import read

        articles = [read(fetched.data, fetched.name, fetched.charset)]
    else:
        from content.importers.files import read_bytes

        articles = read_bytes(fetched.data, fetched.name)
    if len(articles) > 1:  # the entries of a feed have addresses of their own
        return articles
    return [each._replace(source=each.source._replace(url=each.source.url or fetched.url)) for each in articles]


# --- one request -----------------------------------------------------------------------------------------------------


def _asked(
    place: _Place,
    until: float,
    limits: Limits,
    agent: str,
    resolve: Resolve,
    connect: Connect,
    is_allowed: Callable[[str], bool],
) -> Fetched | str:
    """What one address answers, or the address that it leads on to."""
    from http.client import HTTPConnection, HTTPException  # it loads ssl

    found = _checked(place, until, resolve, is_allowed)
    try:
        with _connected(place, found, until, connect) as line:
            connection = HTTPConnection(place.host, place.port)
            # All that http.client needs of a socket; its own would look the name up once more.
            connection.sock = cast("socket.socket", line)
            connection.putrequest("GET", place.target, skip_host=True, skip_accept_encoding=True)
            named = f"[{place.host}]" if ":" in place.host else place.host
            usual = place.port == (443 if place.is_secure else 80)
            connection.putheader("Host", named if usual else f"{named}:{place.port}")
            connection.putheader("User-Agent", agent)
            connection.putheader("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8")
            connection.putheader("Accept-Encoding", "gzip")
            connection.putheader("Connection", "close")
            connection.endheaders()
            return _answer(place, connection.getresponse(), limits)
    except TimeoutError:
        raise _too_slow(place) from None
    except HTTPException:
        raise _refused(place.url, "it answers nothing that can be understood, or breaks off", _LATER) from None
    except OSError as error:
        raise _refused(place.url, f"the connection failed ({_why(error)})", _LATER) from None


def _checked(place: _Place, until: float, resolve: Resolve, is_allowed: Callable[[str], bool]) -> list[str]:
    """The addresses of a host, all of which may be asked."""
    try:
        found = _within(until, lambda: resolve(place.host, place.port))
    except TimeoutError:
        raise _too_slow(place) from None
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise _refused(place.url, "there is no such host, or no network", "look at the address, or try again later")
    if not all(is_allowed(each) for each in found):
        raise _refused(place.url, "its host is not on the public network", _SAVE)
    return found


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses that the system knows of a host, each once. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for _, _, _, _, address in found))


def _within(until: float, work: Callable[[], list[str]]) -> list[str]:
    """What some work gives that cannot be interrupted. Raises TimeoutError where it is not done in time."""
    from threading import Thread

    done: list[list[str]] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(0.0, until - time.monotonic()))
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]


def _connected(place: _Place, found: list[str], until: float, connect: Connect) -> TimedSocket:
    """A connection to the first of some addresses that answers, encrypted where the address says so."""
    tried = found[:_TRIES]
    for number, each in enumerate(tried, 1):
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            # So that one that is silent leaves time for the others.
            plain = connect(each, place.port, left / (len(tried) - number + 1))
        except OSError:
            if number == len(tried):
                raise
            continue
        return _encrypted(place, plain, until) if place.is_secure else TimedSocket(plain, until)
    raise TimeoutError


def _encrypted(place: _Place, plain: socket.socket, until: float) -> TimedSocket:
    import ssl

    try:
        plain.settimeout(max(0.001, until - time.monotonic()))
        return TimedSocket(ssl.create_default_context().wrap_socket(plain, server_hostname=place.host), until)
    except ssl.SSLCertVerificationError:
        plain.close()
        raise _refused(place.url, "its certificate is not valid for this host", _SAVE) from None
    except OSError:
        plain.close()
        raise


def _answer(place: _Place, response: HTTPResponse, limits: Limits) -> Fetched | str:
    location = response.getheader("Location")
    if response.status in _REDIRECTS and location:
        # Headers come as Latin-1; addresses in them are UTF-8 where they are not ASCII.
        return location.encode("latin-1", "replace").decode("utf-8", "replace")
    if response.status != HTTPStatus.OK:
        # The server's own words are not repeated.
        named = {each.value: each.phrase for each in HTTPStatus}.get(response.status, "")
        raise _refused(place.url, f"it answers {f'{response.status} {named}'.strip()}", _SAVE)
    said = response.getheader("Content-Type") or ""
    charset = _CHARSET.search(said[:500])
    data = _body(place, response, limits)
    if not data:
        raise _refused(place.url, "it answers nothing", _LATER)
    name = urlsplit(place.url)._replace(query="").geturl()
    media_type = said[:500].partition(";")[0].strip().lower()
    return Fetched(data, name, place.url, media_type, charset[1].lower() if charset else "")


def _body(place: _Place, response: HTTPResponse, limits: Limits) -> bytes:
    """All that the answer holds, unpacked within the limits."""
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise _refused(place.url, "it answers in a form that was not asked for", _SAVE)
    packed = Members() if encoding != "identity" else None
    made, sent = bytearray(), 0
    while chunk := response.read1(_CHUNK):
        sent += len(chunk)
        try:
            made += packed.unpacked(chunk, limits.bytes + 1 - len(made)) if packed else chunk
        except zlib.error:
            raise _refused(place.url, "its packed answer is damaged", _LATER) from None
        if max(sent, len(made)) > limits.bytes:
            raise _refused(place.url, f"it is larger than {limits.bytes // (1024 * 1024)} MB", _SAVE)
    if response.length or (packed and not packed.is_whole):
        raise _refused(place.url, "its answer breaks off", _LATER)
    return bytes(made)


def _too_slow(place: _Place) -> ImportRefused:
    return _refused(place.url, "it took too long to answer", _LATER)


def _why(error: OSError) -> str:
    """What the system says of a failure, without the numbers and lines of its source that some libraries put in."""
    return str(error.strerror or type(error).__name__).partition(" (_")[0].rstrip(".")
