"""E-mail: the article in the body of a message, and what its headers say of it. Browsers save pages as such, too."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from content.errors import ImportRefused
from content.importers.email_body import article_of, sender_of
from content.importers.encoding import MAX_TEXT, decode
from content.importers.facts import iso_date, language_tag, line, web_address
from content.importers.html_text import paragraphs_of
from content.importers.normal import normalise
from content.importers.source_text import SourceText
from content.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

# The time of the library for mail grows with the lines times the depth of parts in parts.
MAX_MESSAGE = 50 * 1024 * 1024
"""Bytes of a message."""
MAX_LINES = 1_000_000
MAX_PARTS = 1_000
"""How many parts are looked at; those after them are left out."""
MAX_MULTIPARTS = 1_000
"""How many parts of a message may have parts themselves."""
MAX_WORK = 20_000_000
"""Lines times those parts."""
_UTF16 = 64
"""Bytes at the head in which a zero tells that the message was saved in UTF-16."""
# The library's time for a header about a part grows with the square of its length.
_ABOUT_PART = re.compile(
    rb"(?:\A|(?<=[\r\n]))content-[a-z-]{2,40}:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)
_USUAL_HEADER, _LONGEST_HEADER, _MOST_LONG = 500, 8_000, 200_000
"""Bytes of a header about a part: more than these are long, more than these too long, more of long ones too many."""
_MAX_HEADER = 4_000
_MAX_WORDS = 40
"""How many encoded words of a header are read."""

_PREFIX = re.compile(
    r"(?:(?:re|fwd?|aw|wg|tr|rv|sv)\s{0,3}(?:\[\d{1,3}\])?:\s{0,3}|\[[^\]\[]{1,40}\]\s{1,3})+", re.IGNORECASE
)
_BOUNDARY = re.compile(rb"boundary\s{0,9}[=*]", re.IGNORECASE)
_MACHINES = re.compile(
    r"<?saved by|no-?reply|do-?not-?reply|mailer|newsletter|news@|info@|press@|alerts?@", re.IGNORECASE
)
_ATTACHED = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_ATTACHED_TEXT = {"text/html": "html", "text/plain": "plain", "text/markdown": "markdown"}
_ENDINGS = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html", ".md": "markdown", ".txt": "plain"}
"""The module that reads an attached file, by its type or by the end of its name."""
_MOST_FORWARDS = 5
_LINK = re.compile(r"[<(\[]?https?://[^\s<>]{1,2000}")
_SHORTEST_PROSE = 25
"""Code points of a line: shorter ones are the words of links, or say what to do with a message."""
_FEW_WORDS = 300
"""Code points: with no more text than this, a message is there for the one attached to it."""


class _Parts(NamedTuple):
    """The parts of a message that may hold the article, in their order."""

    plain: list[Message]
    html: list[Message]
    attached: list[tuple[str, Message]]
    """Each with the kind of file it is."""
    messages: list[Message]
    """The one message attached; where there are several, their parts are among the others."""


def read(data: bytes, name: str) -> SourceText:
    """The article in a message: its text, or else its HTML, or else a PDF, DOCX or HTML file attached to it.

    Raises ImportRefused for a message without text, larger than the limits or built of too many parts.
    """
    message = _parsed(data)
    article = _article(message, name, _MOST_FORWARDS)
    if not article or not article.text:
        raise ImportRefused("the message holds no text", remedy="save the article as text, HTML or PDF")
    return article._replace(original=data, media_type="message/rfc822")


def _article(message: Message, name: str, depth: int) -> SourceText | None:
    """The article in a message, or in the one that was forwarded with a word or two."""
    parts = _parts_of(message)
    known = _known(message)
    language = language_tag(_header(message, "Content-Language"))
    plain = _plain(parts.plain)
    if len(parts.messages) == 1 and depth and len(plain) < _FEW_WORDS:
        inner = _article(parts.messages[0], name, depth - 1)
        if inner and len(inner.text) > len(plain):
            return inner
    is_stub = bool(plain) and bool(parts.html) and _is_stub(plain, parts.html)
    if plain and not is_stub and (found := article_of(plain, known.title)).text:
        # Who forwards an article is not who wrote it.
        source = _merged(found.source, Source(known.title) if found.is_forwarded else known)
        return SourceText(found.text, source, language, b"", "")
    is_page = bool(_header(message, "Snapshot-Content-Location"))
    bodies = [("html", part) for part in parts.html]
    for place, (kind, part) in enumerate([*bodies, *parts.attached]):
        read_part = _of_file(kind, part, name)
        if read_part and read_part.text:
            # A saved page has the day of its saving in the headers; an attached file knows itself best.
            about = known._replace(author="", issued="") if is_page else known
            is_body = place < len(bodies) and not is_page
            if is_body and read_part.source.publisher:  # nearer to the article than the name of a list
                about = about._replace(publisher=read_part.source.publisher)
            source = _merged(about, read_part.source) if is_body else _merged(read_part.source, about)
            text = _without_title(read_part.text, source.title)
            return SourceText(text, source, language or read_part.language, b"", "")
    if is_stub:
        found = article_of(plain, known.title)
        return SourceText(found.text, _merged(found.source, known), language, b"", "") if found.text else None
    return None


def _is_stub(plain: str, parts: list[Message]) -> bool:
    """Whether a text says next to nothing of what the HTML beside it does, such as where that can be seen."""
    prose = sum(len(row) for row in _LINK.sub("", plain).split("\n") if len(row.strip()) >= _SHORTEST_PROSE)
    said = sum(len(each) for part in parts for each in paragraphs_of(_text(part)) if len(each) >= _SHORTEST_PROSE)
    return said > _FEW_WORDS and prose * 5 < said


def _parsed(data: bytes) -> Message:
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    if len(data) > MAX_MESSAGE or lines > MAX_LINES:
        raise ImportRefused("the message is too large", remedy="save the article by itself, or as text")
    long = [size for found in _ABOUT_PART.finditer(data) if (size := found.end() - found.start()) > _USUAL_HEADER]
    is_long = max(long, default=0) > _LONGEST_HEADER or sum(long) > _MOST_LONG
    multiparts = len(_BOUNDARY.findall(data))
    if is_long or multiparts > MAX_MULTIPARTS or multiparts * lines > MAX_WORK:
        raise ImportRefused("the message is built of too many parts", remedy="save the article by itself, or as text")
    if b"\0" in data[:_UTF16]:
        data = decode(data).encode("utf-8", "replace")
    try:
        # Not with policy.default: it parses every header by a grammar, which hostile ones turn against it.
        return message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError):
        raise ImportRefused("the message is damaged", remedy="save the article as text, HTML or PDF") from None


def _parts_of(message: Message) -> _Parts:
    messages = [part for part in _leaves(message, is_entered=False) if part.get_content_type() == "message/rfc822"]
    inner = [each for part in messages for each in _inner(part)]
    found = _Parts([], [], [], inner if len(inner) == 1 else [])
    for part in _leaves(message, is_entered=not found.messages):
        kind = part.get_content_type()
        filename = _filename(part).lower()
        ending = filename[filename.rfind(".") :] if "." in filename else ""
        is_attached = _disposition(part) == "attachment"
        if not is_attached and (kind == "text/plain" or kind.startswith("multipart/")):  # its boundary is missing
            found.plain.append(part)
        elif not is_attached and kind in ("text/html", "application/xhtml+xml"):
            found.html.append(part)
        elif file := _ATTACHED.get(kind) or _ENDINGS.get(ending) or _ATTACHED_TEXT.get(kind):
            found.attached.append((file, part))
    return found


def _leaves(message: Message, *, is_entered: bool) -> Iterator[Message]:
    """The parts without parts, in their order; messages within this one are parts with parts if they are entered."""
    waiting, count = [message], 0
    while waiting and count < MAX_PARTS:
        count += 1
        part = waiting.pop()
        inner = _inner(part)
        if inner and (is_entered or part.get_content_type() != "message/rfc822" or part is message):
            waiting.extend(reversed(inner))
        else:
            yield part


def _inner(part: Message) -> list[Message]:
    """The parts of a part."""
    inner: Any = part.get_payload() if part.is_multipart() else []
    return [each for each in inner if isinstance(each, Message)]


def _plain(parts: list[Message]) -> str:
    said, left = [], MAX_TEXT
    for part in parts:
        text = _text(part)
        left -= len(text)
        if left < 0:
            raise ImportRefused("the message is too large", remedy="save the article by itself, or as text")
        said.append(_reflowed(text, part) if text.strip() else "")
    return "\n\n".join(said).strip()


def _text(part: Message) -> str:
    """The words of a part, with LF; nothing where they cannot be read."""
    data = _bytes_of(part)
    try:
        text = decode(data, _parameter(part, "charset"))
    except ImportRefused:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes_of(part: Message) -> bytes:
    try:
        payload: Any = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _reflowed(text: str, part: Message) -> str:
    """The text with its lines joined where the sender's program parted them (RFC 3676)."""
    if _parameter(part, "format").lower() != "flowed":
        return text
    is_blank_cut = _parameter(part, "delsp").lower() == "yes"
    pieces: list[str] = []  # joined once: a paragraph may be as long as the message
    goes_on = False
    for row in text.split("\n"):
        row = row[1:] if row.startswith(" ") else row
        is_quoted = row.startswith(">")
        if goes_on and not is_quoted:
            if is_blank_cut:
                pieces[-1] = pieces[-1][:-1]
        elif pieces:
            pieces.append("\n")
        pieces.append(row)
        goes_on = row.endswith(" ") and row != "-- " and not is_quoted
    return "".join(pieces)


def _of_file(kind: str, part: Message, name: str) -> SourceText | None:
    """The article in a part that is a file of a kind, or nothing where none can be read from it."""
    data = _bytes_of(part)
    if kind == "html":
        html = _text(part)
        if not html.strip():
            return None
        # Marked, so that no charset that the page names leads astray.
        data = b"\xef\xbb\xbf" + html.encode("utf-8", "replace")
    try:
        article: SourceText = import_module(f"content.importers.{kind}").read(data, name)
    except ImportRefused:
        if kind != "html":
            return None
        return SourceText(normalise("\n".join(paragraphs_of(html))), Source(), "", data, "text/html")
    return article


# Headers


def _known(message: Message) -> Source:
    """What the headers of a message say of the article in it."""
    sender, address = sender_of(_header(message, "From"))
    list_name = _header(message, "List-Id").partition("<")[0].strip(' "')
    organisation = _header(message, "Organization")
    publisher = list_name or organisation
    author = line(sender)
    if not publisher and _MACHINES.search(address):
        author, publisher = "", line(sender)
    if author.casefold() == publisher.casefold() or "@" in author or _MACHINES.search(author):
        author = ""
    addresses = ("Snapshot-Content-Location", "Archived-At", "Content-Location", "X-URL")
    url = next((found for each in addresses if (found := web_address(_header(message, each)))), "")
    title = _PREFIX.sub("", _header(message, "Subject"), count=1)
    return Source(line(normalise(title)), author, line(publisher), iso_date(_header(message, "Date")), url)


def _header(message: Message, name: str) -> str:
    """The words of a header, decoded, on one line; nothing where it is not there."""
    name = name.lower()
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    raw = str(raw)[:_MAX_HEADER]
    if not raw.isascii():
        try:
            raw = decode(raw.encode("utf-8", "surrogateescape"))
        except (ImportRefused, UnicodeError):
            return ""
    return line(_decoded(" ".join(raw.split())))


def _decoded(raw: str) -> str:
    if "=?" not in raw:
        return raw
    if raw.count("=?") > _MAX_WORDS:
        return ""
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError, AssertionError):
        return raw
    said = []
    for words, charset in parts:
        if isinstance(words, bytes):
            try:
                words = decode(words, charset or "")
            except ImportRefused:
                words = words.decode("ascii", "replace")
        said.append(words)
    return "".join(said)


def _parameter(part: Message, name: str) -> str:
    try:
        value: Any = part.get_param(name)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    if isinstance(value, tuple):
        value = value[2]
    return value if isinstance(value, str) else ""


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _merged(first: Source, second: Source) -> Source:
    """What is known from the first, and from the second where that says nothing."""
    return Source(*(one or other for one, other in zip(first, second, strict=True)))


def _without_title(text: str, title: str) -> str:
    """The text without a first paragraph that only says the title again."""
    first, _, rest = text.partition("\n")
    return rest if rest and title and line(first).casefold() == title.casefold() else text
