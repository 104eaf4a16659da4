"""The article in the plain text of a message: without what it answers to, signatures and the footers of lists."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.importers.facts import iso_date, line
from content.importers.head import head_of
from content.importers.normal import normalise
from content.model import Source


class Body(NamedTuple):
    """The article in a message's text; `source` is what the text itself says of it."""

    text: str
    source: Source
    is_forwarded: bool


_LONGEST_SIGNATURE = 12
"""Lines; what is longer after `-- ` is no signature."""
_QUOTED = re.compile(r"(?:> ?)+")
_ATTRIBUTION = re.compile(
    r"On .{5,200}\bwrote:|.{5,150}<[^<>@\s]{1,80}@[^<>\s]{1,80}>.{0,60}(?:wrote|writes):", re.DOTALL
)
_LONGEST_ATTRIBUTION = 300
_FORWARDED = re.compile(
    r"-{3,20} ?Forwarded message(?: from .{1,100})? ?-{0,20}|Begin forwarded message:|-{3,20} ?Forwarded by .{1,200}"
    r"|-{3,20} ?Original Message ?-{3,20}",
    re.IGNORECASE,
)
_RULE = re.compile(r"_{20,}")
_MOST_FORWARDS = 5
_FIELD = re.compile(r"\*?(From|Date|Sent|Subject|To|Cc|Reply-To)\*?:\*?(?:\s+(.*))?", re.IGNORECASE)
_LONGEST_HEADER = 1_000
_SENDER = re.compile(r"([^<]*)<([^<>]*)>?")
_FOOTER = re.compile(r"[_-]{20,}|={20,}")
_LIST = re.compile(r"mailing list|unsubscribe|you (?:are )?(?:received|receiving) this", re.IGNORECASE)
_FOOTER_LINES = 12
_PREFIX = re.compile(r"(?:(?:re|fwd?)\s{0,3}:\s{0,3})+", re.IGNORECASE)


def article_of(text: str, title: str) -> Body:
    """The article in a message's text (lines parted by LF); `title` is what the message's headers call it.

    Only what is certainly none of it is left out. Where most of the message was forwarded or quoted, that is the
    article.
    """
    rows = _without_signature(_without_footer(text.split("\n")))
    known = Source(title)
    is_forwarded = False
    for _ in range(_MOST_FORWARDS):
        place = _forward(rows)
        if place is None:
            break
        before, after = rows[:place], [_bare(row) for row in rows[place + 1 :]]
        if _size(before) >= _size(after):
            rows = before
            break
        said, rows = _headed(after)
        rows = _without_signature(rows)
        known, is_forwarded = said._replace(title=said.title or known.title), True
    rows = _own(rows)
    is_parted = any(not row.strip() for row in rows)
    whole = normalise("\n".join(rows))
    paragraphs = whole.split("\n")
    # A date or a name over the article is nearer to it than those in the headers of the message.
    head = head_of(paragraphs, is_parted=is_parted, known=Source(known.title))
    kept = [each for place, each in enumerate(paragraphs) if place not in head.places]
    if is_parted:
        from content.importers.furniture import without_furniture

        kept = without_furniture(kept)
    rest = "\n".join(kept)
    source = Source(*(said or other for said, other in zip(head.source, known, strict=True)))
    return Body(normalise(rest) or whole, source, is_forwarded)


def sender_of(header: str) -> tuple[str, str]:
    """The name and the address in a `From` header, each empty where it is not there.

    email.utils does it by recursion, which some headers carry too far.
    """
    if found := _SENDER.match(header[:_LONGEST_HEADER]):
        return found[1].strip(" \"'\t"), found[2].strip()
    address, _, remark = header[:_LONGEST_HEADER].partition(" (")
    return remark.strip(" ()"), address.strip()


def _forward(rows: list[str]) -> int | None:
    """The place of the line after which another message stands."""
    for place, row in enumerate(rows):
        line_of = _bare(row).strip()
        if _FORWARDED.fullmatch(line_of):
            return place
        if _RULE.fullmatch(line_of):
            after = next((each.strip() for each in rows[place + 1 : place + 3] if each.strip()), "")
            if (found := _FIELD.fullmatch(after)) and found[1].lower() == "from":
                return place
    return None


def _bare(row: str) -> str:
    """A line without the signs of quotation before it."""
    return _QUOTED.sub("", row, count=1) if row.startswith(">") else row


def _size(rows: list[str]) -> int:
    return sum(len(row) for row in rows)


def _headed(rows: list[str]) -> tuple[Source, list[str]]:
    """What the headers of a forwarded message say, and the lines after them."""
    said: dict[str, str] = {}
    last = ""
    end = 0
    for row in rows:
        if found := _FIELD.fullmatch(row.strip()):
            last = found[1].lower()
            said.setdefault(last, found[2] or "")
        elif row.strip() and last and row[0] in " \t":
            said[last] = f"{said[last]} {row.strip()}"[:_LONGEST_HEADER]
        elif row.strip() or said:
            break
        end += 1
    sender, address = sender_of(said.get("from", ""))
    name = sender or ("" if "@" in address else address)
    title = _PREFIX.sub("", line(said.get("subject")), count=1)
    issued = iso_date(said.get("date")) or iso_date(said.get("sent"))
    return Source(title, line(name), "", issued, ""), rows[end:]


def _without_signature(rows: list[str]) -> list[str]:
    for place in range(len(rows) - 1, max(-1, len(rows) - 3 * _LONGEST_SIGNATURE), -1):
        if rows[place] in ("-- ", "--"):
            after = sum(1 for row in rows[place + 1 :] if row.strip())
            return rows[:place] if after <= _LONGEST_SIGNATURE else rows
    return rows


def _without_footer(rows: list[str]) -> list[str]:
    """The lines without what a mailing list puts under each message."""
    for place in range(max(0, len(rows) - 2 * _FOOTER_LINES), len(rows)):
        if _FOOTER.fullmatch(rows[place].strip()):
            after = [row for row in rows[place + 1 :] if row.strip()]
            if after and len(after) <= _FOOTER_LINES and any(_LIST.search(row) for row in after[:4]):
                return rows[:place]
    return rows


def _own(rows: list[str]) -> list[str]:
    """The lines without those quoted from another message, and without the line that says whose they are.

    Those quoted, if next to nothing else is there.
    """
    kept: list[str] = []
    quoted: list[str] = []
    was_quoted = False
    for row in rows:
        is_quoted = row.startswith(">")
        if is_quoted:
            if not was_quoted:
                _drop_attribution(kept)
            quoted.append(_bare(row))
        else:
            kept.append(row)
        was_quoted = is_quoted
    return quoted if _size(kept) * 4 < _size(quoted) else kept


def _drop_attribution(rows: list[str]) -> None:
    """Take away the last line where it says who wrote what follows; it may be wrapped. A blank line stands for it."""
    while rows and not rows[-1].strip():
        rows.pop()
    for count in (1, 2, 3):
        last = rows[-count:]
        if _size(last) <= _LONGEST_ATTRIBUTION and _ATTRIBUTION.fullmatch(" ".join(last).strip()):
            del rows[-count:]
            break
    rows.append("")
