"""What a text without markup has of the page that it was copied from: lines of their own that are no part of it."""

from __future__ import annotations

import re

_SHORT = 400
"""Code points of what may be a line about the page."""
_NETWORKS = r"facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|threads|bluesky|flipboard|mastodon"
_TOOLS = rf"(?:{_NETWORKS}|e-?mail|print|copy(?: link)?|save|share|tweet|sms|more)"
_FURNITURE = re.compile(
    r"(?:\W{0,3}(?:(?:story|article) continues (?:below|after) )?advertisement\W{0,3})|"
    r"(?:read|see) (?:more|also|next)(?:: .{1,200}|(?: (?:about|at|here|on)\b.{0,100})?)|also read: .{1,200}|"
    r"(?:click|tap) here (?:for|to) .{1,100}|continue reading|(?:story|article) continues (?:below|after).{0,40}|"
    r"(?:share|print|e-?mail|save|listen to|comment on) this (?:article|page|post|story|with your friends)|"
    rf"share(?: (?:on|via|with|to))?:? {_TOOLS}(?:[ ,|·•]{{1,3}}{_TOOLS}){{0,12}}|"
    rf"(?:{_NETWORKS})(?:[ ,|·•]{{1,3}}{_TOOLS}){{1,12}}|"
    r"skip to (?:main )?content|leave a (?:comment|reply)|(?:\d+ )?comments? ?\(\d+\)|\d+ comments?|"
    r"back to top|no media source.{0,60}|\d+ min(?:ute)?s? read|(?:view|see) (?:all )?comments|"
    r"follow us(?: on .{1,80})?|subscribe(?: (?:now|today|to our .{1,80}))?!?|sign up (?:for|to) our .{1,120}|"
    r"related (?:articles?|content|coverage|news|reading|stories|topics?)(?:: .{1,200})?|you (?:may|might) also like|"
    r"(?:filed under|posted in|tags): .{1,200}|(?:filed under|posted in):?|"
    r"(?:we|this (?:web ?)?site|our (?:web ?)?site) uses? cookies\b.{0,300}|"
    r"accept(?: all)?(?: cookies)?|"
    r"(?:(?:©|\(c\)|copyright).{0,200})?(?:all|some) rights reserved\.?|"
    r"(?:©|\(c\)|copyright) ?(?:©|\(c\))? ?\d{4}.{0,200}",
    re.IGNORECASE,
)
"""What no subhead and no sentence of an article says."""
_WEAK = re.compile(rf"{_TOOLS}|search|menu|tags:?|close|download|listen|embed|next|previous|top", re.IGNORECASE)
"""What may be a subhead as well where it stands alone."""


def is_furniture(text: str) -> bool:
    """Whether a line of its own, in a text without markup, is about the page and can be nothing else."""
    return len(text) <= _SHORT and _FURNITURE.fullmatch(text) is not None


def without_furniture(paragraphs: list[str]) -> list[str]:
    """The paragraphs without those about the page; all of them where no other is left.

    What may be a subhead is furniture only in company: "Print" beside "Share this article".
    """
    is_out = [is_furniture(each) for each in paragraphs]
    is_weak = [len(each) <= 20 and bool(_WEAK.fullmatch(each)) for each in paragraphs]
    for place, weak in enumerate(is_weak):
        beside = [each for each in (place - 1, place + 1) if 0 <= each < len(paragraphs)]
        if weak and any(is_out[each] or is_weak[each] for each in beside):
            is_out[place] = True
    return [each for each, out in zip(paragraphs, is_out, strict=True) if not out] or paragraphs
